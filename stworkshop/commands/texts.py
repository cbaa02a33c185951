"""Commands on words: terms, notes, statements; and deleting, which takes records of any sort."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stworkshop.commands.base import Context, Decision, Outcome, Refused
from stworkshop.commands.values import checked_all
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.changes import adding, removing, updating
from stworkshop.model.records import Element, Link, Note, Record, from_flat, new_id, ref_of, root_of
from stworkshop.validation.field_limits import REQUIRED

_NEEDED = {"terms": "label", "notes": "text", "statements": "label", "participants": "label"}
_MAY_BE_UNSAID = {"participants": "side"}
_RECORD = {"terms": "term", "notes": "note", "statements": "statement", "participants": "participant"}


def add_term(board: Board, context: Context, *, id: str = "", **fields: Any) -> Outcome:
    """Add a word to explain, with what planners and engineers hear."""
    return added(board, context, "terms", id, fields, _("Add word"))


def edit_term(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Set the readings of a word, or what the group agreed to mean."""
    return edited(board, context, "terms", id, fields, _("Edit word"))


def add_note(board: Board, context: Context, *, id: str = "", **fields: Any) -> Outcome:
    """Write a note, about cards or by itself."""
    return added(board, context, "notes", id, fields, _("Add note"))


def edit_note(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Change a note."""
    return edited(board, context, "notes", id, fields, _("Edit note"))


def add_statement(board: Board, context: Context, *, id: str = "", **fields: Any) -> Outcome:
    """Write a statement that people will rate."""
    return added(board, context, "statements", id, fields, _("Add statement"))


def edit_statement(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Change a statement; once people have answered it, its words stay."""
    asked = any(id in round_.items for round_ in board.rounds.values())
    if asked and "label" in fields and id in board.statements and fields["label"] != board.statements[id].label:
        return Refused(
            "statement-was-asked", _("People have answered these words, so they stay. Write a new statement.")
        )
    return edited(board, context, "statements", id, fields, _("Edit statement"))


def delete(board: Board, context: Context, *, ids: Sequence[str]) -> Outcome:
    """Delete records of any sort; the links of a card go with it."""
    records = [board.find(record_id) for record_id in dict.fromkeys(ids)]
    if not records or None in records:
        return Refused("not-there", _("This is not in the session any more. Nothing was deleted."))
    for record in records:
        if record is not None and root_of(record) not in _DELETABLE:
            return Refused("not-deletable", _("Rounds and their results stay: they say what was asked and answered."))
        if isinstance(record, Element) and record.locked == "yes":
            return Refused("locked", _("“{label}” is locked. Unlock it to delete it.").format(label=record.label))
    taken = rules.taken_along(board, ids)
    return Decision(removing(taken), _delete_label([r for r in records if r is not None]), tuple(r.id for r in taken))


def what_is_deleted(board: Board, ids: Sequence[str]) -> str:
    """Return the permission that deleting these records needs, or '' where a stage has no say."""
    records = [record for record in map(board.find, ids) if record is not None]
    if any(isinstance(record, Element) for record in records):
        return "delete"
    if any(isinstance(record, Link) for record in records):
        return "link"
    return "comment" if any(isinstance(record, Note) for record in records) else ""


def added(board: Board, context: Context, root: str, record_id: str, fields: dict[str, Any], label: str) -> Outcome:
    """Add a record whose fields the catalogue describes."""
    if record_id and board.known_id(record_id):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=record_id[:60]))
    values = checked_all(context.catalogue.record_fields(_RECORD[root]), fields)
    if isinstance(values, Refused):
        return values
    refused = _unfit(board, context, root, values, new=True)
    if refused:
        return refused
    values["seq"] = board.next_seq()
    record = from_flat(root, record_id or new_id(f"{root[0]}-"), values)
    return Decision(adding([record]), label, (record.id,))


def edited(board: Board, context: Context, root: str, record_id: str, fields: dict[str, Any], label: str) -> Outcome:
    """Set fields of a record which the catalogue describes."""
    record = board.in_root(root).get(record_id)
    if record is None:
        return Refused("not-there", _("This entry is not in the session any more. Nothing was changed."))
    values = checked_all(context.catalogue.record_fields(_RECORD[root]), fields)
    if isinstance(values, Refused):
        return values
    refused = _unfit(board, context, root, values, new=False)
    if refused:
        return refused
    return Decision(updating(record, values), label, (ref_of(record).id,))


def _unfit(board: Board, context: Context, root: str, values: dict[str, Any], *, new: bool) -> Refused | None:
    needed = _NEEDED[root]
    if (new or needed in values) and not str(values.get(needed, "")).strip():
        return Refused("words-missing", _("Some words are needed here. Nothing was changed."))
    chosen = [name for name in REQUIRED[root] if name not in (needed, _MAY_BE_UNSAID.get(root))]
    emptied = next((name for name in chosen if values.get(name, True) in ("", None)), None)
    if emptied is not None:
        field = context.catalogue.record_fields(_RECORD[root])[emptied]
        sentence = _("“{field}” has to be chosen. Nothing was changed.")
        return Refused("choice-missing", sentence.format(field=field.label))
    about = values.get("about", ())
    for record_id in (about,) if isinstance(about, str) else about:
        if record_id and board.find(record_id) is None:
            return Refused("not-there", _("What this is about is not in the session any more. Nothing was changed."))
    stakeholder = values.get("stakeholder")
    if stakeholder and stakeholder not in board.elements:
        return Refused("not-there", _("This card is not on the map any more. Nothing was changed."))
    return None


def _delete_label(records: Sequence[Record]) -> str:
    n = len(records)
    if all(isinstance(record, Element) for record in records):
        return ngettext("Delete {n} card", "Delete {n} cards", n).format(n=n)
    if all(isinstance(record, Link) for record in records):
        return ngettext("Delete {n} link", "Delete {n} links", n).format(n=n)
    return ngettext("Delete {n} entry", "Delete {n} entries", n).format(n=n)


_DELETABLE = ("elements", "links", "terms", "notes", "statements", "participants", "groups", "views")
