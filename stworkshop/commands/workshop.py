"""Commands on the workshop itself: its facts, its stage, its discussed questions, its conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from stworkshop.analysis.board_comparison import value_words
from stworkshop.analysis.table_differences import asking_card
from stworkshop.analysis.table_signs import PRINTED
from stworkshop.commands.base import Context, Decision, Outcome, Refused, missing
from stworkshop.commands.values import checked_all, clean_label, clean_text
from stworkshop.i18n import gettext as _
from stworkshop.model import ballot_promises
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Attribute
from stworkshop.model.changes import adding, joined, updating
from stworkshop.model.records import ROOTS, Conflict, Element, Note, Ref, Value, flat, new_id, replaced
from stworkshop.validation.field_limits import OURS_ALONE
from stworkshop.validation.record_checks import record_problem


def more_fields() -> dict[str, Attribute]:
    """Return the facts of a workshop that are the program's own, and not in the catalogue."""
    either = (("yes", _("Yes")), ("no", _("No")))
    return {
        "language": Attribute("language", _("Language"), "text", "en"),
        "source": Attribute("source", _("Source"), "text", ""),
        PRINTED: Attribute(PRINTED, _("Print which table drew what"), "yes-no", "yes", either),
    }


def set_session(board: Board, context: Context, **fields: Any) -> Outcome:
    """Set facts of the workshop: title, question, mandate, day, attribution and so on."""
    values = checked_all({**context.catalogue.record_fields("session"), **more_fields()}, fields)
    if isinstance(values, Refused):
        return values
    if "label" in values and not values["label"]:
        return Refused("label-missing", _("A workshop needs a title. The old one is kept."))
    session = board.session
    if "attribution" in values and values["attribution"] != session.attribution and board.rounds:
        return Refused(
            "attribution-was-promised",
            _("Ballots have promised how answers are kept, so this stays as it is."),
        )
    return Decision(updating(session, values), _("Edit workshop"), (session.id,))


def discuss_finding(board: Board, context: Context, *, check: str, about: Sequence[str], reason: str) -> Outcome:
    """Keep why a question of the map was talked about and left; a second reason replaces the first."""
    if check not in context.catalogue.checks:
        return Refused("unknown-check", _("There is no check “{check}”.").format(check=clean_label(check)[:60]))
    text = clean_text(reason).strip()
    if not text:
        return Refused("words-missing", _("Say why it is left as it is, in a few words."))
    about = tuple(dict.fromkeys(about))
    if any(board.find(name) is None and name not in context.catalogue.concepts for name in about):
        return Refused("not-there", _("What this is about is not in the session any more. Nothing was changed."))
    for note in board.notes.values():
        if note.kind == "finding" and note.check == check and note.about == about:
            return Decision(updating(note, {"text": text}), _("Discuss a question"), (note.id,))
    note = Note(id=new_id("n-"), seq=board.next_seq(), kind="finding", text=text, check=check, about=about)
    return Decision(adding([note]), _("Discuss a question"), (note.id,))


def resolve_conflict(board: Board, context: Context, *, id: str, value: Any) -> Outcome:
    """Choose the value of a field that tables set differently."""
    refused = missing(board, [id], "conflicts")
    if refused:
        return refused
    conflict: Conflict = board.conflicts[id]
    record = board.get(Ref(conflict.root, conflict.record)) if conflict.root in ROOTS else None
    if record is None or not conflict.field or conflict.field in (*OURS_ALONE, "id", "seq"):
        return Refused("not-there", _("What this is about is not in the session any more. Nothing was changed."))
    fields = {**flat(record), "id": record.id, conflict.field: value}
    if problem := record_problem(context.catalogue, conflict.root, fields, record):
        return Refused("bad-value", problem)
    changes: dict[str, Value] = {conflict.field: value}
    if isinstance(record, Element) and record.size is not None:
        changes["size"] = context.sized(cast(Element, replaced(record, changes))).size
    if why := ballot_promises.broken_by(updating(record, changes), board):
        return Refused("was-promised", why)
    steps = [updating(record, changes), updating(conflict, {"settled": "yes", "kept": value})]
    asked = asking_card(board, id)
    if asked is not None and asked.id != record.id:
        said = value_words(replaced(record, {conflict.field: value}), conflict.field, board, context.catalogue)
        note = "\n".join(
            part for part in (asked.note, _("Decided: {words}").format(words=said or _("nothing"))) if part
        )
        steps.append(updating(asked, {"status": "answered", "note": note}))
    return Decision(joined(steps), _("Settle a difference"), (id, record.id))
