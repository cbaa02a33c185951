"""Commands on the past: name a moment, bring back what was, finish the read-back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from stworkshop import rules
from stworkshop.analysis import since_read
from stworkshop.board import Board
from stworkshop.changes import Change, adding, difference, joined, removing, updating
from stworkshop.commands.base import Context, Decision, Outcome, Refused
from stworkshop.commands.values import clean_label
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.records import Element, Link, Record, Ref, Snapshot, flat, from_flat, new_id, replaced, root_of

RESTORABLE = ("elements", "links", "groups", "terms", "statements", "notes", "views", "positions")
"""Roots whose records can be brought back; what was asked and answered, and what the day did, stays."""


def name_moment(board: Board, context: Context, *, label: str) -> Outcome:
    """Keep the map as it is now under a name."""
    words = clean_label(label)
    if not words:
        return Refused("words-missing", _("Give the moment a name."))
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

    Each of `records` holds `root`, `id` and the record's fields; links whose ends are not there are left out.
    """
    wanted: dict[Ref, Record] = {}
    for entry in records:
        root, record_id = str(entry.get("root", "")), str(entry.get("id", ""))
        if root not in RESTORABLE or not record_id:
            return _not_restorable()
        fields = {name: value for name, value in entry.items() if name not in ("root", "id", "gone")}
        wanted[Ref(root, record_id)] = from_flat(root, record_id, fields)
    taken = [r for r in rules.taken_along(board, remove) if Ref(root_of(r), r.id) not in wanted]
    if any(root_of(record) not in RESTORABLE for record in taken):
        return _not_restorable()
    after = (set(board.elements) - {r.id for r in taken}) | {ref.id for ref in wanted if ref.root == "elements"}
    steps = [removing(taken)] if taken else []
    letters: dict[str, int] = {}
    for ref, record in wanted.items():
        if isinstance(record, Link) and not {record.source, record.target} <= after:
            continue
        if isinstance(record, Element):
            record = _with_free_code(board, context, record, letters)
        steps.append(_as_it_was(board, ref, record))
    change = joined(steps)
    if not change:
        return Refused("nothing-changes", _("This is as it was then already."))
    count = len(change.refs())
    words = ngettext("Restore {n} entry", "Restore {n} entries", count).format(n=count)
    return Decision(change, words, tuple(ref.id for ref in change.refs()))


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


def _with_free_code(board: Board, context: Context, record: Element, letters: dict[str, int]) -> Element:
    """Return the card with its own code, or the next free one where another card bears it by now."""
    bearer = board.element_by_code(record.code) if record.code else None
    if bearer is None or bearer.id == record.id:
        return record
    letter = context.catalogue.kind(record.kind).code
    offset = letters.get(letter, 0)
    letters[letter] = offset + 1
    return cast(Element, replaced(record, {"code": board.next_code(letter, offset)}))
