"""Commands on rounds: open one, hand in a sheet, close it with its results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from stworkshop.commands.base import Context, Decision, Outcome, Refused, missing
from stworkshop.commands.values import LONGEST_TEXT, checked, checked_all, clean_text, is_id
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import Answer, ballot_codes, is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Attribute
from stworkshop.model.changes import Change, adding, joined, updating
from stworkshop.model.records import Round, from_flat, new_id, replaced
from stworkshop.rounds import agreement

SCALE = (1, 5)
LONGEST_CODE = 40


def open_round(board: Board, context: Context, *, id: str = "", **fields: Any) -> Outcome:
    """Open a round: one question about chosen items, sealed until it is closed on the same laptop."""
    if id and board.known_id(id):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=id[:60]))
    values = checked_all(context.catalogue.record_fields("round"), fields)
    if isinstance(values, Refused):
        return values
    if not values.get("question", "").strip():
        return Refused("words-missing", _("A round asks one question. Write it down first."))
    kind = values.get("kind", "")
    if not kind:
        return Refused("kind-missing", _("Say what people do in this round: rating, dots, ranking or placing."))
    refused = _bad_items(board, kind, values.get("items", ()))
    if refused:
        return refused
    if values.get("follows") and values["follows"] not in board.rounds:
        return missing(board, [values["follows"]], "rounds") or Refused("not-there", "")
    for name, attribute in context.catalogue.record_fields("round").items():
        if name not in values and name in ("anonymous", "dots_per_person", "max_per_item"):
            values[name] = _default(context, name, kind, attribute)
    if board.session.attribution == "anonymous" and values["anonymous"] != "yes":
        return Refused("session-is-anonymous", _("In this workshop every round is without names."))
    values.setdefault("scale", list(SCALE) if kind in ("rating", "placing") else None)
    values.update(seq=board.next_seq(), opened_by=context.laptop, closed_order=None)
    record = from_flat("rounds", id or new_id("r-"), values)
    return Decision(adding([record]), _("Open round"), (record.id,))


def hand_in_sheet(
    board: Board,
    context: Context,
    *,
    round: str,
    answers: Sequence[Mapping[str, Any]],
    side: str = "",
    participant: str = "",
    ballot: str = "",
) -> Outcome:
    """Hand in one person's answers to an open round; they go to the drawer, and nothing of them into the document."""
    refused = _not_open(board, context, round)
    if refused:
        return refused
    asked = board.rounds[round]
    anonymous = is_anonymous(board.session, asked)
    if anonymous and participant:
        return Refused("round-is-anonymous", _("This round is without names, so a sheet carries a side and no person."))
    if not anonymous:
        if not participant:
            return Refused("participant-missing", _("This round is not anonymous: say whose sheet it is."))
        refused = missing(board, [participant], "participants")
        if refused:
            return refused
        side = board.participants[participant].side
    # A person in the list may have no side yet; of a sheet without a name it is all that is known.
    if side not in context.catalogue.sides and (anonymous or side):
        return Refused("side-missing", _("Say which side the sheet comes from."))
    if len(ballot) > LONGEST_CODE or not is_id(ballot):
        return Refused("bad-value", _("The code of a ballot is a few letters and digits."))
    code = "" if not anonymous else ballot.strip().upper() or ballot_codes(1)[0]
    sheet: list[Answer] = []
    # A sheet that says nothing is a sheet all the same: somebody handed it in.
    for given in answers or [{"item": item} for item in asked.items]:
        answer = _answer(asked, given, code, "" if anonymous else participant, side)
        if isinstance(answer, Refused):
            return answer
        sheet.append(answer)
    refused = _bad_sheet(asked, sheet)
    if refused:
        return refused
    return Decision(Change(), _("Hand in a sheet"), (round,), sheet=tuple(sheet))


def close_round(board: Board, context: Context, *, id: str) -> Outcome:
    """Close a round: its results become everybody's, under the rule that shows no small group apart."""
    refused = _not_open(board, context, id)
    if refused:
        return refused
    record = board.rounds[id]
    order = max((r.closed_order or 0 for r in board.rounds.values()), default=0) + 1
    closing = updating(record, {"closed_order": order})
    closed = cast(Round, replaced(record, {"closed_order": order}))
    # With the earlier answers, a repeat that is not anonymous can say how many moved.
    answers = [*context.answers(id), *(context.answers(record.follows) if record.follows else ())]
    results = agreement.results_of_round(board, closed, answers, context.catalogue)
    if not context.counted(id):
        results = agreement.with_heads_not_counted(results)
    return Decision(joined([closing, adding(results)]), _("Close round"), (*(r.id for r in results), id), close=id)


def _not_open(board: Board, context: Context, round_id: str) -> Refused | None:
    refused = missing(board, [round_id], "rounds")
    if refused:
        return refused
    record = board.rounds[round_id]
    if record.closed_order is not None:
        return Refused("round-is-closed", _("This round is closed. A repeat is a new round that follows it."))
    if record.opened_by and context.laptop and record.opened_by != context.laptop:
        return Refused("not-this-laptop", _("Only the laptop that opened this round takes its sheets and closes it."))
    return None


def _bad_items(board: Board, kind: str, items: Sequence[str]) -> Refused | None:
    if not items:
        return Refused("items-missing", _("Choose what is asked: statements for a rating, else cards."))
    root = "statements" if kind == "rating" else "elements"
    for item in items:
        if item not in board.in_root(root):
            if kind == "rating":
                return Refused(
                    "not-a-statement", _("A rating asks statements only. “{item}” is none.").format(item=item[:60])
                )
            return Refused("not-a-card", _("This round asks cards only. “{item}” is none.").format(item=item[:60]))
    return None


def _default(context: Context, name: str, kind: str, attribute: Attribute) -> Any:
    for entry in context.catalogue.entries("record_fields"):
        if entry["record"] == "round" and entry["field"] == name:
            return entry.get("default_by_kind", {}).get(kind, attribute.default)
    return attribute.default


def _answer(asked: Round, given: Mapping[str, Any], ballot: str, participant: str, side: str) -> Answer | Refused:
    item = given.get("item", "")
    if item not in asked.items:
        return Refused("item-not-asked", _("“{item}” is not on this ballot.").format(item=str(item)[:60]))
    dk = given.get("dk", "no") in ("yes", True)
    value, value2 = given.get("value"), given.get("value2")
    low, high = _bounds(asked)
    step = Attribute("value", _("An answer"), "integer", None, minimum=low, maximum=high)
    good = checked(step, value)
    if isinstance(good, Refused):
        return good
    second = checked(Attribute("value2", _("An answer"), "integer", None, minimum=1, maximum=5), value2)
    if isinstance(second, Refused):
        return second
    if asked.kind == "placing" and (good is None) != (second is None):
        return Refused("half-a-place", _("A place needs both axes."))
    if dk and good is not None:
        return Refused("value-and-dk", _("“I do not know” goes without a value."))
    comment = given.get("comment") or ""
    comment = clean_text(comment).strip() if isinstance(comment, str) else None
    if comment is None or len(comment) > LONGEST_TEXT:
        sentence = _("The words beside an answer hold at most {n} letters.")
        return Refused("bad-value", sentence.format(n=LONGEST_TEXT))
    return Answer(
        round=asked.id,
        item=item,
        participant=participant,
        ballot=ballot,
        side=side,
        value=good,
        value2=second if asked.kind == "placing" else None,
        dk="yes" if dk else "no",
        comment=comment,
    )


def _bounds(asked: Round) -> tuple[int, int]:
    if asked.kind == "dots":
        return 0, asked.max_per_item or asked.dots_per_person or 20
    if asked.kind == "ranking":
        return 1, len(asked.items)
    return SCALE


def _bad_sheet(asked: Round, sheet: Sequence[Answer]) -> Refused | None:
    items = [answer.item for answer in sheet]
    if len(set(items)) != len(items):
        return Refused("item-twice", _("One of the items is answered twice on this sheet."))
    if asked.kind == "dots" and asked.dots_per_person:
        laid = sum(answer.value or 0 for answer in sheet)
        if laid > asked.dots_per_person:
            sentence = _("These are {laid} dots; each person has {most}.")
            return Refused("too-many-dots", sentence.format(laid=laid, most=asked.dots_per_person))
    return None
