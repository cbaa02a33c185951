"""What people decide about copies that come together, worked into what comes of them. Pure: nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.analysis import table_signs
from stworkshop.analysis.table_differences import ASKED, Question, asking_card, field_words, name_of, words_for
from stworkshop.commands import cards, joining, links, workshop
from stworkshop.commands.base import Context, Decision, Outcome, Refused
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.merge import read_copies
from stworkshop.merge.outcome import Difference, Merged
from stworkshop.model import wording
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import joined, updating
from stworkshop.model.records import Element, Link, Record, Ref, Value, own_fields, ref_of, root_of

TAKE, BOTH, LATER = "take", "both", "later"
_MOST_TOLD = 4
"""So many values stand in the words of a question; its note has all."""
_LONG_FIELDS = frozenset({"note", "description", "text", "planner_reading", "engineer_reading", "agreed"})
"""Fields in which two sentences stand one under the other; in others they stand in one line."""


@dataclass(frozen=True)
class Choice:
    """What somebody chose: to TAKE the value of a table, to keep BOTH, or to decide LATER."""

    how: str
    table: str = ""


def question_of(difference: Difference) -> Question:
    """Return what is asked about a difference of a merge."""
    ordered = tuple(sorted(difference.votes, key=lambda vote: vote.table))
    return Question(
        difference.id, difference.ref, difference.name, ordered, difference.kept, difference.before, knows_before=True
    )


def joined_value(question: Question, board: Board, catalogue: Catalogue) -> str | None:
    """Return both (all) wordings with the names of their tables, None where the field holds no words of people."""
    record = board.get(question.ref)
    if record is None or not _holds_words(record, question.field, catalogue):
        return None
    said: dict[str, list[str]] = {}
    for vote in question.votes:
        if vote.value:
            said.setdefault(str(vote.value), []).append(vote.table or _("the plenary"))
    if len(said) < 2:
        return None
    lines = [_("{tables}: {words}").format(tables=", ".join(tables), words=words) for words, tables in said.items()]
    return ("\n" if question.field in _LONG_FIELDS else " / ").join(lines)


def _holds_words(record: Record, name: str, catalogue: Catalogue) -> bool:
    own = own_fields(root_of(record)).get(name)
    if own is not None:
        return own.name == "text"
    attribute = catalogue.kind(record.kind).attributes.get(name) if isinstance(record, Element) else None
    return attribute is not None and attribute.type == "text"


def later_words(question: Question, board: Board, catalogue: Catalogue) -> tuple[str, str]:
    """Return the words and the note of the card that a question becomes which is decided later."""
    record = board.get(question.ref)
    name = wording.unended(name_of(board, record)) if record is not None else question.ref.id
    label = field_words(question, record, catalogue)
    values = [words_for(question, record, vote.value, board, catalogue) for vote in question.votes]
    told = wording.in_short(list(dict.fromkeys(values)))
    short = _(" or ").join(told[:_MOST_TOLD]) + (" …" if len(told) > _MOST_TOLD else "")
    note = "\n".join(
        _("{tables}: {words}").format(tables=vote.table or _("the plenary"), words=words or _("nothing"))
        for vote, words in zip(question.votes, values, strict=True)
    )
    return _("{name}, {field}: {values}?").format(name=name, field=label.lower(), values=short), note


def finished(
    now: Board,
    merged: Merged,
    choices: Mapping[str, Choice],
    same: Iterable[tuple[str, str]],
    context: Context,
) -> dict[Ref, Record]:
    """Return what is there when the merge is finished: the outcome, what was chosen, and cards made one.

    `now` is the session that the copies come into. `same` are pairs of cards that become one. What nobody chose about
    stays a difference that waits. Raises KnownError where a choice cannot be carried out.
    """
    board = now.copy()
    board.apply(read_copies.towards(now, merged.records))
    for difference in merged.differences:
        choice = choices.get(difference.id)
        if choice is not None:
            _carry_out(board, question_of(difference), choice, context)
    for one, other in same:
        if one in board.elements and other in board.elements:
            _make_one(board, one, other, context)
    return {ref_of(record): record for record in board.records()}


def _carry_out(board: Board, question: Question, choice: Choice, context: Context) -> None:
    if choice.how == LATER:
        for outcome in ask_later(board, question, context):
            _apply(board, outcome)
        return
    value = chosen_value(question, choice, board, context.catalogue)
    _apply(board, workshop.resolve_conflict(board, context, id=question.id, value=value))


def chosen_value(question: Question, choice: Choice, board: Board, catalogue: Catalogue) -> Value:
    """Return the value that a choice stands for; raises KnownError where a field cannot hold both."""
    if choice.how == BOTH:
        joined_ = joined_value(question, board, catalogue)
        if joined_ is None:
            raise KnownError(_("This field has one value, and cannot keep both."), todo=_("Choose one of them."))
        return joined_
    return question.value_of(choice.table)


def ask_later(board: Board, question: Question, context: Context) -> Iterable[Outcome]:
    """Yield the steps that put an open question on the map, linked to the card that it is about; each after the last.

    The caller applies each step to the board before the next is asked for. What is asked already is not asked again.
    """
    if (card := asking_card(board, question.id)) is not None:
        words = _("{code} asks this on the map already. Nothing was added.")
        yield Refused("asked-already", words.format(code=card.code or "“" + card.label + "”"))
        return
    label, note = later_words(question, board, context.catalogue)
    fields: dict[str, Any] = {"label": label, "note": note, **_topics(board, question)}
    made = cards.add_element(board, context, kind="open-question", **fields)
    yield made
    about = _card_of(board, question)
    if isinstance(made, Decision) and about:
        yield links.add_link(board, context, relation="about", source=made.ids[0], target=about)
    conflict = board.conflicts.get(question.id)
    if isinstance(made, Decision) and conflict is not None:
        yield Decision(updating(conflict, {ASKED: made.ids[0]}), _("Decide later"), (question.id,))


def _topics(board: Board, question: Question) -> dict[str, tuple[str, ...]]:
    card = board.elements.get(_card_of(board, question))
    return {"concepts": card.concepts} if card is not None and card.concepts else {}


def _card_of(board: Board, question: Question) -> str:
    record = board.get(question.ref)
    if isinstance(record, Link):
        return record.source if record.source in board.elements else ""
    return record.id if isinstance(record, Element) else ""


def _make_one(board: Board, one: str, other: str, context: Context) -> None:
    """Make look-alikes one card, which all of their tables drew."""
    pair = sorted((board.elements[one], board.elements[other]), key=lambda card: (card.seq, card.id))
    tables = {table for card in pair for table in table_signs.drawers_of_card(card.attributes)}
    first = pair[0]
    ids = [card.id for card in pair]
    _apply(board, joining.merge_cards(board, context, ids=ids, label=first.label))
    board.apply(updating(board.elements[first.id], {"drawers": tuple(sorted(tables))}))


def _apply(board: Board, outcome: Outcome) -> None:
    if isinstance(outcome, Refused):
        raise KnownError(
            outcome.message,
            _("Nothing was merged, and all that you chose is still here."),
            _("Choose otherwise, then finish again."),
        )
    board.apply(outcome.change)


def later_change(board: Board, question: Question, context: Context) -> Decision | Refused:
    """Return the one step that turns an open difference into a question on the map."""
    work, changes = board.copy(), []
    for outcome in ask_later(work, question, context):
        if isinstance(outcome, Refused):
            return outcome
        work.apply(outcome.change)
        changes.append(outcome.change)
    return Decision(joined(changes), _("Decide later"))
