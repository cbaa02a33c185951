"""Ballots that were read from photographs: which may be taken, what of them, and one sentence for each that may not.

An answer is taken only where the paper is clear. A ballot of another round or session, one that is in already, or two
different sheets with one code are refused, and nothing of them is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stworkshop.commands.base import Refused
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.paper_code import PaperCode, round_mark
from stworkshop.model.records import Round
from stworkshop.paper_reading.apart import FileReading
from stworkshop.paper_reading.reading import CORNERS, FOREIGN, Sheet
from stworkshop.paper_reading.rows import DONT_KNOW, Row, Value
from stworkshop.report.ballot_form import NAME, SIDE, WORDS, BallotForm, forms_of
from stworkshop.session.paper_ballots import Ballots


@dataclass
class Page:
    """One page of a ballot in a photograph, as it is told of.

    `refused` says why nothing of it is taken, `taken` whether what is clear on it lies in the drawer.
    """

    path: Path
    code: str = ""
    number: int = 0
    rows: tuple[Row, ...] = ()
    refused: str = ""
    taken: bool = False
    sheet: Sheet | None = None


@dataclass
class Ballot:
    """All pages of one ballot, of one round."""

    round: Round
    code: str
    pages: list[Page] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The rows of all pages."""
        return [row for page in self.pages for row in page.rows]

    @property
    def doubts(self) -> list[Row]:
        """The rows that a person has to look at; words in somebody's own hand are one of them."""
        return [row for row in self.rows if not row.clear]

    def refuse(self, sentence: str) -> None:
        """Say of each page why nothing of the ballot is taken."""
        for page in self.pages:
            page.refused = page.refused or sentence


class PhotographedBallots:
    """What came of some photographs for the open rounds of a session."""

    def __init__(self, board: Board, catalogue: Catalogue, ballots: Ballots, laptop: str) -> None:
        self._board, self._ballots = board, ballots
        self._marks = {round_mark(board.session.id, round_.id): round_ for round_ in board.rounds.values()}
        self._laptop = laptop
        self.forms: dict[str, BallotForm] = {}
        """The forms of the rounds that take ballots here, by their versions."""
        for round_ in board.rounds.values():
            if round_.closed_order is None and round_.opened_by in ("", laptop):
                self.forms.update({form.version: form for form in forms_of(board, catalogue, round_)})
        self.pages: list[Page] = []
        """Everything that was found, in the order of the photographs."""
        self.ballots: list[Ballot] = []
        """The ballots that may be taken, or looked at."""

    def add(self, readings: Iterable[FileReading]) -> None:
        """Take in what files hold; what a ballot is, is known when all of them are in."""
        for file in readings:
            if file.refused:
                self.pages.append(Page(file.path, refused=file.refused))
            for reading in file.readings:
                if reading.refused:
                    self.pages.append(Page(file.path, refused=_no_ballot(file.path.name, reading.refused)))
                self.pages += [self._page(file.path, sheet) for sheet in reading.sheets]

    def gather(self) -> None:
        """Put the pages of each ballot together, and refuse what may not be taken."""
        self.ballots = []
        found: dict[tuple[str, str], Ballot] = {}
        for page in self.pages:
            if page.refused or page.sheet is None:
                continue
            round_ = self._marks[page.sheet.paper.round]
            # Without a code each sheet stands for itself: somebody says whose it is.
            key = (round_.id, page.code or f"{page.path} {id(page)}")
            found.setdefault(key, Ballot(round_, page.code)).pages.append(page)
        for ballot in found.values():
            if sentence := self._why_not(ballot):
                ballot.refuse(sentence)
            else:
                self.ballots.append(ballot)

    def take(self, ballot: Ballot) -> str:
        """Seal what is clear on a ballot; return the sentence of why not, "" where it was done.

        A ballot with doubts is noted as read in part, and keyed whole afterwards.
        """
        side = next((row for row in ballot.rows if row.row == SIDE), None)
        if side is None or not side.clear:
            return ""
        items = [row for row in ballot.rows if row.row in ballot.round.items and row.clear]
        sheet = {
            "round": ballot.round.id,
            "ballot": ballot.code,
            "side": side.value,
            "answers": [answer_of(row.row, row.value) for row in items],
        }
        if not items:
            return ""
        refused = self._ballots.put_away(sheet, partly=bool(ballot.doubts))
        if isinstance(refused, Refused):
            ballot.refuse(refused.message)
            return refused.message
        for page in ballot.pages:
            page.taken = True
        return ""

    # --- inside

    def _page(self, path: Path, sheet: Sheet) -> Page:
        paper = sheet.paper
        page = Page(path, paper.code, paper.page, sheet.rows, sheet=sheet)
        round_ = self._marks.get(paper.round)
        name = _name(paper)
        if round_ is None:
            page.refused = _("{name} is a ballot of another workshop.").format(name=name)
        elif round_.closed_order is not None:
            sentence = _("{name} is a ballot of a round that is closed: “{round}”.")
            page.refused = sentence.format(name=name, round=round_.label or round_.question)
        elif round_.opened_by not in ("", self._laptop):
            page.refused = _("This round was opened on another laptop, which alone can take its ballots.")
        elif sheet.refused == CORNERS:
            sentence = _("{name}: all four black corners must be in the picture, and flat enough to be seen.")
            page.refused = sentence.format(name=name)
        elif sheet.refused:
            sentence = _("{name} was printed before the words of this round were changed. Type it in from the paper.")
            page.refused = sentence.format(name=name)
        return page

    def _why_not(self, ballot: Ballot) -> str:
        first = ballot.pages[0]
        assert first.sheet is not None
        if not is_anonymous(self._board.session, ballot.round):
            return _("Ballots of this round bear a name that is written by hand. Type them in from the paper.")
        try:
            if refused := self._ballots.why_not(ballot.round.id, ballot.code, again=False):
                return refused.message
        except KnownError as error:
            return str(error)
        ballot.pages.sort(key=lambda page: page.number)
        kept: list[Page] = []
        for page in ballot.pages:
            if kept and kept[-1].number == page.number:
                if not _alike(kept[-1].rows, page.rows):
                    sentence = _("{code} is on two sheets that differ, so one is a copy. Look at both, and type it in.")
                    return sentence.format(code=ballot.code)
                page.refused = _("{code} is in two pictures, and was read once.").format(code=ballot.code)
                continue
            kept.append(page)
        ballot.pages = kept
        form = self.forms[first.sheet.paper.form]
        if len({page.sheet.paper.form for page in kept if page.sheet}) > 1:
            return _("The pages of {code} are of two printings. Type it in from the paper.").format(code=ballot.code)
        missing = [n for n in range(1, len(form.pages) + 1) if n not in {page.number for page in kept}]
        if missing:
            sentence = _("Page {page} of {code} is missing. Photograph all its pages, and choose them together.")
            return sentence.format(page=missing[0], code=ballot.code)
        return self._too_many(ballot)

    def _too_many(self, ballot: Ballot) -> str:
        """Turn all dots into doubts where there are more of them than a person has."""
        most = ballot.round.dots_per_person
        if ballot.round.kind != "dots" or not most:
            return ""
        laid = sum(row.value for row in ballot.rows if isinstance(row.value, int))
        if laid > most:
            for page in ballot.pages:
                page.rows = tuple(
                    Row(row.row, None, "too-many", row.value, row.area) if row.row != SIDE and row.clear else row
                    for row in page.rows
                )
        return ""


def answer_of(item: str, value: Value) -> dict[str, Any]:
    """Return an answer to an item as `hand_in_sheet` takes it."""
    made: dict[str, Any] = {"item": item, "value": None, "dk": "yes" if value == DONT_KNOW else "no"}
    if isinstance(value, tuple):
        made["value"], made["value2"] = value
    elif isinstance(value, int):
        made["value"] = value
    return made


def _alike(one: Sequence[Row], two: Sequence[Row]) -> bool:
    """Tell whether two pictures may be of one sheet: what is clear on both is the same."""
    first: Mapping[str, Row] = {row.row: row for row in one if row.clear}
    return all(row.row not in first or first[row.row].value == row.value for row in two if row.clear)


def _name(paper: PaperCode) -> str:
    return paper.code or _("A ballot without a code")


def _no_ballot(name: str, why: str) -> str:
    if why == FOREIGN:
        return _("“{name}” has a QR code, but not that of a ballot.").format(name=name)
    return _("No ballot is seen in “{name}”. Its QR code must be in the picture, and sharp.").format(name=name)


def told(pages: Iterable[Page]) -> Iterator[dict[str, Any]]:
    """Yield each page as `read-paper --json` prints it."""
    for page in pages:
        items = [row for row in page.rows if row.row not in (SIDE, WORDS, NAME) and row.clear]
        yield {
            "file": str(page.path),
            "code": page.code,
            "page": page.number,
            "taken": {row.row: row.value for row in items} if page.taken else {},
            "doubtful": [] if page.refused else [row.row for row in page.rows if not row.clear],
            "refused": page.refused or None,
        }
