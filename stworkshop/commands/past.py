"""Commands on the past: name a moment, bring back what was, finish the read-back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, cast

from stworkshop.analysis import since_read
from stworkshop.commands.base import Context, Decision, Outcome, Refused
from stworkshop.commands.values import clean_label, clean_value, too_long
from stworkshop.commands.views import position_id
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, difference, joined, removing, updating
from stworkshop.model.records import (
    Element,
    Link,
    Position,
    Record,
    Ref,
    Snapshot,
    Statement,
    Value,
    flat,
    from_flat,
    new_id,
    replaced,
    root_of,
)
from stworkshop.validation.record_checks import record_problem

RESTORABLE = ("elements", "links", "groups", "terms", "statements", "images", "notes", "views", "positions")
"""Roots whose records can be brought back; what was asked and answered, and what the day did, stays."""

_NOT_GIVEN = ("gone", "seq", "created_by")


def name_moment(board: Board, context: Context, *, label: str) -> Outcome:
    """Keep the map as it is now under a name."""
    words = clean_label(label)
    if not words:
        return Refused("words-missing", _("Give the moment a name."))
    if refused := too_long(words):
        return refused
    moment = Snapshot(
        id=new_id("m-"), seq=board.next_seq(), label=words, kind="named", at=context.now.isoformat(timespec="seconds")
    )
    return Decision(adding([moment]), _("Name this moment"), (moment.id,), undoable=False)


def finish_read_back(board: Board, context: Context) -> Outcome:
    """Say that the room has heard the summary: prints are no drafts any more, and later changes are told of."""
    if not board.elements:
        return Refused("nothing-to-read", _("There is nothing on the map to read back yet."))
    at = context.now.isoformat(timespec="seconds")
    moment = Snapshot(
        id=new_id("m-"),
        seq=board.next_seq(),
        label=_("Read back"),
        kind="read-back",
        at=at,
        content=since_read.content_read(board),
    )
    kinds = [note.kind for note in board.notes.values()]
    facts = {
        "read_back": "yes",
        "read_back_at": context.now.strftime("%H:%M"),
        "read_back_corrections": kinds.count("correction"),
        "read_back_objections": kinds.count("objection"),
    }
    return Decision(joined([adding([moment]), updating(board.session, facts)]), _("Read back"), (moment.id,))


def restore(
    board: Board, context: Context, *, records: Sequence[Mapping[str, Any]] = (), remove: Sequence[str] = ()
) -> Outcome:
    """Give records the fields that they had, bring back those that are gone, and take away those that were not there.

    Each of `records` holds `root`, `id` and the record's fields; links and places in views whose ends are not there are
    left out, and a statement that people were asked keeps its words.
    """
    wanted: dict[Ref, Record] = {}
    for entry in records:
        root, record_id = entry.get("root"), entry.get("id")
        if root not in RESTORABLE or not isinstance(record_id, str) or not record_id:
            return _not_restorable()
        ref = Ref(root, record_id)
        known = board.get(ref) or board.gone(ref)
        if known is None and board.known_id(record_id):
            return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=record_id[:60]))
        fields = {name: value for name, value in entry.items() if name not in ("root", *_NOT_GIVEN)}
        if problem := record_problem(context.catalogue, root, fields, known):
            words = _("“{label}” cannot be restored. {problem} Nothing was changed.")
            name = clean_label(str(fields.get("label") or fields.get("text") or record_id))[:60]
            return Refused("bad-value", words.format(label=name, problem=problem))
        wanted[ref] = _record(board, context, ref, fields, known, len(wanted))
    taken = [r for r in rules.taken_along(board, remove) if Ref(root_of(r), r.id) not in wanted]
    if any(root_of(record) not in RESTORABLE for record in taken):
        return _not_restorable()
    after = (set(board.elements) - {r.id for r in taken}) | {ref.id for ref in wanted if ref.root == "elements"}
    steps = [removing(taken)] if taken else []
    codes = _Codes(board, context)
    for ref, record in wanted.items():
        if isinstance(record, Link) and not {record.source, record.target} <= after:
            continue
        if isinstance(record, Position) and not _has_its_place(record, after):
            continue
        if isinstance(record, Element):
            record = codes.coded(record)
            record = context.sized(record) if record.size else record
        steps.append(_as_it_was(board, ref, record))
    change = joined(steps)
    if not change:
        return Refused("nothing-changes", _("This is as it was then already."))
    n = len(change.refs())
    words = ngettext("Restore {n} entry", "Restore {n} entries", n).format(n=n)
    touched = [ref.id for part in (change.added, change.updated, change.removed) for ref in part]
    return Decision(change, words, tuple(dict.fromkeys(touched)))


def what_restoring_needs(
    board: Board, records: Sequence[Mapping[str, Any]], remove: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """Return the permissions that a restoring needs, each with the cards that it is about."""
    given = [(str(entry.get("root", "")), str(entry.get("id", ""))) for entry in records]
    cards = [record_id for root, record_id in given if root == "elements"]
    needs = {
        "edit": [card for card in cards if card in board.elements],
        "add": [card for card in cards if card not in board.elements],
        "delete": [card for card in remove if card in board.elements],
        "link": [i for root, i in given if root == "links"] + [i for i in remove if i in board.in_root("links")],
        "comment": [i for root, i in given if root == "notes"] + [i for i in remove if i in board.notes],
    }
    return [(permission, about) for permission, about in needs.items() if about]


def arguments_to_restore(now: Board, then: Board, refs: Sequence[Ref] | None = None) -> dict[str, Any]:
    """Return the arguments of `restore` that make these records, or the whole map, as they were on the board `then`.

    A card brings the links that it had to cards which are there, or come back with it.
    """
    if refs is None:
        refs = [Ref(root, record_id) for root in RESTORABLE for record_id in then.in_root(root)]
        remove = [i for root in RESTORABLE for i in now.in_root(root) if i not in then.in_root(root)]
    else:
        cards = {ref.id for ref in refs if ref.root == "elements"}
        links = [Ref("links", link.id) for card in cards for link in then.links_of(card)]
        refs, remove = list(dict.fromkeys([*refs, *links])), []
    records = []
    for ref in refs:
        record = then.get(ref)
        if record is not None and record != now.get(ref):
            fields = {name: value for name, value in flat(record).items() if name != "gone"}
            records.append({"root": ref.root, "id": ref.id, **fields})
    return {"records": records, "remove": remove}


def _as_it_was(board: Board, ref: Ref, record: Record) -> Change:
    live = board.get(ref)
    if live is None:
        return adding([record])
    changes = {
        name: after for name, (_before, after) in difference(live, record).items() if name not in ("gone", "seq")
    }
    return updating(live, changes)


def _not_restorable() -> Refused:
    return Refused("not-restorable", _("Only cards, links, words, statements, notes and views can be restored."))


def _record(
    board: Board, context: Context, ref: Ref, fields: Mapping[str, Any], known: Record | None, number: int
) -> Record:
    """Return the record that is wanted; its place in the order, and the laptop that made it, are not the caller's."""
    record = from_flat(ref.root, ref.id, clean_value(fields))
    own: dict[str, Value] = {"seq": known.seq if known is not None else board.next_seq() + number}
    if isinstance(record, Element | Link):
        own["created_by"] = known.created_by if isinstance(known, Element | Link) else context.laptop
    asked = isinstance(record, Statement) and any(record.id in one.items for one in board.rounds.values())
    if asked and isinstance(known, Statement):
        own["label"] = known.label
    return replaced(record, own)


def _has_its_place(place: Position, cards: Collection[str]) -> bool:
    return place.element in cards and place.id == position_id(place.view, place.element)


class _Codes:
    """The printed codes of what is restored: each card its own, or the next free one where another card bears that."""

    def __init__(self, board: Board, context: Context) -> None:
        self._board, self._words = board, context.catalogue
        self._given: set[str] = set()
        self._numbers: dict[str, Iterator[int]] = {}

    def coded(self, card: Element) -> Element:
        """Return the card with a code that no other card bears."""
        bearer, code = self._board.element_by_code(card.code), card.code
        if not code or code in self._given or (bearer is not None and bearer.id != card.id):
            letter = self._words.kind(card.kind).code
            free = (self._board.next_code(letter, n) for n in self._numbers.setdefault(letter, count()))
            code = next(one for one in free if one not in self._given)
        self._given.add(code)
        return cast(Element, replaced(card, {"code": code}))
