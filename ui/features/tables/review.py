"""A merge under way: what was read, what comes of it, and what was chosen; nothing of it is stored before the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from stworkshop.analysis.table_differences import Question
from stworkshop.analysis.table_signs import Sign, in_order, signs
from stworkshop.commands.base import Context
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge import read_copies, review
from stworkshop.merge.outcome import Merged
from stworkshop.merge.outcome import merge as outcome_of
from stworkshop.merge.read_copies import CopyFile, Gathering
from stworkshop.merge.review import Choice, question_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.tables import told
from ui.features.tables.told import Told
from ui.session.bridge import Bridge


class Review(QObject):
    """Copies that come together in one session; it stays when the view of it is closed."""

    changed = Signal()

    def __init__(self, found: Gathering, own: Path, board: Board, catalogue: Catalogue) -> None:
        super().__init__()
        self.gathering = found
        self._own, self._catalogue = own, catalogue
        self.choices: dict[str, Choice] = {}
        self.same: set[tuple[str, str]] = set()
        self.apart: set[tuple[str, str]] = set()
        self.current = ""
        self.merged = Merged()
        self.board = Board()
        self.questions: list[Question] = []
        self.lines: list[Told] = []
        self.signs: dict[str, Sign] = {}
        self.bring_up_to_date(board)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(in_order(self.gathering.tables))

    @property
    def parted(self) -> str:
        """When the tables parted (ISO 8601), "" where nothing says so."""
        return self.gathering.parted

    def letters(self) -> list[str]:
        """Return the letters that stand in the codes of the tables' cards."""
        given = {file.table: file.letter for file in self.gathering.files}
        return [letter for table in in_order(given) if (letter := given[table])]

    def bring_up_to_date(self, board: Board) -> None:
        """Work out what comes of it with the session as it is now; what was chosen stays, where it is still asked."""
        own, known = self._own_file(), {question.id: _said(question) for question in self.questions}
        copies = [
            replace(copy, board=board.copy()) if own is not None and copy.table == own.table else copy
            for copy in self.gathering.copies
        ]
        self.merged = outcome_of(copies, self._catalogue)
        self.board = self.merged.board()
        self.questions = [question_of(difference) for difference in self.merged.differences]
        self.lines = told.by_themselves(self.merged, self._catalogue)
        letters = {file.table: file.letter for file in self.gathering.files}
        self.signs = signs(self.tables, letters)
        asked = {question.id: _said(question) for question in self.questions}
        self.choices = {  # what was chosen among other values is asked again
            key: choice for key, choice in self.choices.items() if key in asked and known.get(key) == asked[key]
        }
        pairs = set(self.merged.duplicates)
        self.same &= pairs
        self.apart &= pairs
        if self.current not in asked:
            self.current = self.questions[0].id if self.questions else ""
        self.changed.emit()

    def take_over(self, before: Review) -> None:
        """Take what was chosen before more copies came, where the same is still asked."""
        asked = {question.id: _said(question) for question in before.questions}
        for question in self.questions:
            if question.id in before.choices and asked.get(question.id) == _said(question):
                self.choices[question.id] = before.choices[question.id]
        pairs = set(self.merged.duplicates)
        self.same |= before.same & pairs
        self.apart |= before.apart & pairs
        self.changed.emit()

    def choose(self, question: str, choice: Choice | None) -> None:
        """Choose about a field that needs somebody; None leaves it open again."""
        if choice is None or self.choices.get(question) == choice:
            self.choices.pop(question, None)
        else:
            self.choices[question] = choice
        self.changed.emit()

    def look_at(self, question: str) -> None:
        """Bring one question to the front."""
        if question != self.current:
            self.current = question
            self.changed.emit()

    def keep_apart(self, pair: tuple[str, str]) -> None:
        """Let two look-alikes be two cards."""
        self.same.discard(pair)
        self.apart.add(pair)
        self.changed.emit()

    def make_one(self, pair: tuple[str, str]) -> None:
        """Let two look-alikes be one card when the merge is finished."""
        self.apart.discard(pair)
        self.same.add(pair)
        self.changed.emit()

    def leave_open(self, pair: tuple[str, str]) -> None:
        """Let nobody have said anything of a pair."""
        self.apart.discard(pair)
        self.same.discard(pair)
        self.changed.emit()

    def waiting(self) -> int:
        """Return how many questions nobody has answered yet."""
        return len(self.questions) - len(self.choices)

    def finish(self, bridge: Bridge) -> int:
        """Store it all as one step, of a review that is up to date; return how many lines came together.

        Raises KnownError, and then nothing is stored.
        """
        session = bridge.session
        context = Context(self._catalogue, session.laptop)
        wanted = review.finished(bridge.board, self.merged, self.choices, sorted(self.same), context)
        own = self._own_file()
        others = [file for file in self.gathering.files if file is not own]
        bases = [base for base in read_copies.new_bases(self.gathering) if own is None or base.name != own.table]
        session.bring_together(
            _("Tables come together"),
            [file.state for file in others],
            lambda now: read_copies.towards(now, wanted),
            bases,
        )
        return len(self.lines) + len(self.questions)

    def _own_file(self) -> CopyFile | None:
        return next((file for file in self.gathering.files if file.path == self._own), None)


def _said(question: Question) -> list[tuple[str, object]]:
    return [(vote.table, vote.value) for vote in question.votes]


def read(own: Path, session_id: str, paths: list[Path]) -> tuple[Gathering | None, list[Path]]:
    """Read the open session and its copies; return them, and the files that come from another start.

    For a thread of its own. Raises KnownError where a file cannot be read.
    """
    there = [path for path in dict.fromkeys(paths) if path.resolve() != own.resolve()]
    if not there:
        raise KnownError(
            _("This is the session that is open here already."),
            todo=_("Choose the copies that were given to the tables."),
        )
    mine = read_copies.read_copy(own, session_id)
    files = read_copies.read_copies(there)
    kin = [file for file in files if file.lineage == mine.lineage]
    strangers = [file.path for file in files if file.lineage != mine.lineage]
    return (read_copies.gather([mine, *kin], own) if kin else None), strangers


def sums(review: Review) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return, in numbers and words, what merged by itself, and what needs somebody, or has been decided."""
    done, asked, waiting = len(review.lines), len(review.questions), review.waiting()
    decided = bool(asked) and not waiting
    return (
        (done, ngettext("merged by itself", "merged by themselves", done)),
        (asked, _("decided by you")) if decided else (waiting, ngettext("needs you", "need you", waiting)),
    )
