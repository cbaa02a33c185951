"""Fields that tables set differently, as merges keep them: what is still open, and what somebody decided. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stworkshop.analysis.board_comparison import field_label, value_words
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Conflict, Element, Link, Record, Ref, Value, own_fields, own_words, replaced

PLENARY = ""
"""The table name of the session that the tables' copies were made from."""

ASKED = "question"
"""The attribute of a difference that names the card which asks about it on the map."""

_MOST_NAMED = 3


@dataclass(frozen=True)
class Vote:
    """The value that one copy gave a field, what it had been there, when, and by whom."""

    table: str
    value: Value
    before: Value
    when: str = ""
    who: str = ""


@dataclass(frozen=True)
class Question:
    """A field that tables set differently; `before` is what it was when they parted, where that is known."""

    id: str
    ref: Ref
    field: str
    votes: tuple[Vote, ...]
    kept: Value
    before: Value = None
    knows_before: bool = False

    def value_of(self, table: str) -> Value:
        """Return the value that a table gave; raises KeyError for a table that gave none."""
        return {vote.table: vote.value for vote in self.votes}[table]

    def by_value(self) -> list[list[Vote]]:
        """Return the votes, those together that say the same."""
        groups: dict[str, list[Vote]] = {}
        for vote in self.votes:
            groups.setdefault(repr(vote.value), []).append(vote)
        return list(groups.values())


def open_questions(board: Board) -> list[Question]:
    """Return what was left open by merges before, of records that are still there, in the order of making."""
    return list(_questions(board, settled=False))


def decided_questions(board: Board) -> list[Question]:
    """Return what somebody decided, of records that are still there, in the order of making; `kept` was chosen."""
    return list(_questions(board, settled=True))


def _questions(board: Board, *, settled: bool) -> Iterator[Question]:
    for conflict in sorted(board.conflicts.values(), key=lambda one: (one.seq, one.id)):
        question = question_in(conflict) if (conflict.settled == "yes") == settled else None
        if question is not None and board.get(question.ref) is not None:
            yield question


def question_in(conflict: Conflict) -> Question | None:
    """Return what a kept difference is about; None where it is about nothing that is known."""
    if not own_fields_known(conflict.root):
        return None
    told = [one for one in conflict.values or () if isinstance(one, Mapping) and "value" in one]
    votes = [
        Vote(str(one.get("table") or ""), one["value"], None, str(one.get("when") or ""), str(one.get("who") or ""))
        for one in told
    ]
    if len(votes) < 2:
        return None
    return Question(conflict.id, Ref(conflict.root, conflict.record), conflict.field, tuple(votes), conflict.kept)


def own_fields_known(root: str) -> bool:
    """Tell whether records of this root are known to the program."""
    try:
        return bool(own_fields(root))
    except KeyError:
        return False


def asking_card(board: Board, conflict_id: str) -> Element | None:
    """Return the open question on the map that asks about a difference."""
    conflict = board.conflicts.get(conflict_id)
    card = board.elements.get(str(conflict.attributes.get(ASKED) or "")) if conflict is not None else None
    return card if card is not None and card.attributes.get("status") != "answered" else None


# --- in words


def words_for(question: Question, record: Record | None, value: Value, board: Board, catalogue: Catalogue) -> str:
    """Return a value of the field in question as people read it, "" for nothing."""
    if record is None or (isinstance(value, str) and not value):
        return str(value or "")
    return value_words(replaced(record, {question.field: value}), question.field, board, catalogue)


def field_words(question: Question, record: Record | None, catalogue: Catalogue) -> str:
    """Return what people call the field in question."""
    return field_label(record, question.field, catalogue) if record is not None else question.field


def name_of(board: Board, record: Record) -> str:
    """Return what a record is called: a card by its words, a link by its two cards."""
    if isinstance(record, Link):
        ends = (board.elements.get(end) for end in (record.source, record.target))
        return " → ".join(end.label if end is not None else "?" for end in ends)
    return own_words(record) or str(getattr(record, "code", "") or record.id)


def tables_named(tables: Iterable[str]) -> str:
    """Return the names of tables, of many the first and how many more; the plenary has a word of its own."""
    names = [table or _("the plenary") for table in tables]
    more = len(names) - _MOST_NAMED
    if more < 2:
        return ", ".join(names)
    words = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return words.format(names=", ".join(names[:_MOST_NAMED]), n=more)
