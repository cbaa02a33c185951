"""The plan of the day for the wall: when what begins, how long it takes and what happens, to be read from afar."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model import agenda
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, curly
from stworkshop.report.content.facts import Facts
from stworkshop.report.look.style import BRAND, HAIR, INK, INK2, INK3, Size, para
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.typesetting.paragraphs import Para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.report.typesetting.sheet_document import LooseSheets
from stworkshop.report.wall.tiling import SIZES

_EDGE = 14.0
_NAME, _SENTENCE, _MINUTES = Size(42, 47), Size(20, 25), Size(26, 32)
"""The name of a stage has capitals of 10 mm: they can be read from three metres."""
_TITLE = (36, 30, 26, 22)
_WHEN = 44.0
_LONG = 34.0
_GAP = 5.0
_GROWN = (1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0)
"""By how much the type may grow where the pages have room."""


@dataclass(frozen=True)
class StageLine:
    """A stage on the wall: when it begins (a time of day, or hours and minutes after the beginning), and its words."""

    when: str
    name: str
    minutes: int
    sentence: str
    pause: bool


@dataclass(frozen=True)
class Meeting:
    """The stages of one meeting; `clock` where the times are times of day."""

    name: str
    lines: tuple[StageLine, ...]
    clock: bool


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the plan as a tagged PDF: A4 and Letter across, larger papers upright, on as many pages as it takes.

    Raises KnownError where the session has no agenda.
    """
    found = meetings(board, catalogue)
    if not found:
        raise KnownError(_("This workshop has no agenda yet."), todo=_("Choose one, or add stages to it."))
    title = Facts(board, catalogue).title
    sheets = LooseSheets(_("The plan of the day: {session}").format(session=title), board.session.language)
    for meeting in found:
        _Wall(sheets, options.paper, title, meeting).draw()
    return sheets.finished()


def meetings(board: Board, catalogue: Catalogue) -> list[Meeting]:
    """Return the session's agenda, or that of the catalogue it names, meeting by meeting.

    Times are times of day from when a meeting was begun; before that they count from its beginning.
    """
    now = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    planned = agenda.schedule(board, catalogue, now).planned
    names = _part_names(board, catalogue)
    found = []
    for part, stages in groupby(planned, key=lambda one: one.part):
        members = list(stages)
        began = min((at for one in members if (at := agenda.moment(one.item.started))), default=None)
        lines = tuple(_lines(members, began, catalogue))
        found.append(Meeting(names.get(part, ""), lines, began is not None))
    return found


def _lines(
    members: Sequence[agenda.Planned], began: datetime.datetime | None, catalogue: Catalogue
) -> Iterator[StageLine]:
    at = 0
    for one in members:
        stage = catalogue.stages.get(one.item.stage)
        sentence = curly(str(stage["description"])) if stage and not one.pause else ""
        minutes = one.seconds // 60
        if began is None:
            when = f"{at // 60}:{at % 60:02d}"
        else:
            when = agenda.time_words(began + datetime.timedelta(minutes=at))
        yield StageLine(when, one.label, minutes, sentence, one.pause)
        at += minutes


def _part_names(board: Board, catalogue: Catalogue) -> dict[str, str]:
    entry = catalogue.agendas.get(board.session.agenda) or {}
    return {str(part["id"]): curly(str(part["label"])) for part in entry.get("parts", ())}


class _Wall:
    """The pages of one meeting."""

    def __init__(self, sheets: LooseSheets, paper: str, title: str, meeting: Meeting) -> None:
        self.sheets, self.title, self.meeting = sheets, title, meeting
        w, h = SIZES[paper]
        self.w, self.h = (h, w) if paper in ("A4", "Letter") else (w, h)
        least = max(1.0, w / SIZES["A3"][0]) if paper not in ("A4", "Letter") else 1.0
        self._set(least)
        count = len(self._pages())
        for grown in _GROWN:
            self._set(least * grown)
            if len(self._pages()) <= count:
                break

    def _set(self, scale: float) -> None:
        """Choose how much larger than usual everything is."""
        self.scale = scale
        self.inner_w = self.w / scale - 2 * _EDGE
        self.bottom = self.h / scale - _EDGE

    def draw(self) -> None:
        """Draw the pages; a stage is never cut by the end of one."""
        pages = self._pages()
        for number, lines in enumerate(pages):
            page = self.sheets.page(self.w, self.h)
            pen = page.area(_EDGE * self.scale, 0, self.inner_w, self.scale, self.scale)
            y = self._head(pen) if number == 0 else _EDGE
            with pen.tags.element("Table"):
                for line in lines:
                    y = self._row(pen, line, y)
            if len(pages) > 1:
                with pen.tags.element("P"):
                    words = _("{n} of {total}").format(n=number + 1, total=len(pages))
                    pen.text(self.inner_w, self.bottom + 7, words, Style(14, INK3, True), "right")

    def _pages(self) -> list[list[StageLine]]:
        """Return the stages of each page: on no more pages than it takes, and the fullest page as low as it can be."""
        spare = 0.0
        pages = self._filled(spare)
        while spare < self.bottom and len(closer := self._filled(spare + 5.0)) == len(pages) > 1:
            spare, pages = spare + 5.0, closer
        return pages

    def _filled(self, spare: float) -> list[list[StageLine]]:
        """Fill pages that leave `spare` mm free below."""
        pages: list[list[StageLine]] = [[]]
        room = self.bottom - self._head(None) - spare
        for line in self.meeting.lines:
            h = self._height(line)
            if pages[-1] and h > room:
                pages.append([])
                room = self.bottom - _EDGE - spare
            pages[-1].append(line)
            room -= h
        return pages

    # --- head

    def _head(self, pen: Pen | None) -> float:
        """Draw title, meeting and what the times mean; return the y below. Without a pen only measure."""
        made = [para(self.title, self.inner_w, Size(s, s * 1.15), bold=True, max_lines=2) for s in _TITLE]
        title = next((one for one in made if len(one.lines) == 1), made[-1])
        name = self.meeting.name or _("The plan of the day")
        under = para(name, self.inner_w, Size(24, 29), colour=INK2, max_lines=2)
        words = "" if self.meeting.clock else _("Hours and minutes from when we begin. We begin at:")
        note = para(words, self.inner_w - 40, Size(16, 20), colour=INK2)
        y = _EDGE + 4
        if pen is not None:
            pen.rect(0, _EDGE, 30, 1.6, fill=BRAND)
            pen.tags.bookmark(name, 1, pen.y(_EDGE))
            with pen.tags.element("H1"):
                pen.para(title, 0, y)
            with pen.tags.element("P"):
                pen.para(under, 0, y + title.h)
        y += title.h + under.h
        if words:
            if pen is not None:
                with pen.tags.element("P"):
                    pen.para(note, 0, y + 2)
                pen.line(self.inner_w - 38, y + 2 + note.h - 1, self.inner_w, y + 2 + note.h - 1, HAIR, 1.0)
            y += note.h + 3
        return y + 3

    # --- rows

    def _measured(self, line: StageLine) -> tuple[Para, Para]:
        wide = self.inner_w - _WHEN - _LONG
        name = para(line.name, wide, _NAME, bold=not line.pause, colour=INK2 if line.pause else INK, max_lines=3)
        return name, para(line.sentence, self.inner_w - _WHEN, _SENTENCE, colour=INK2, max_lines=4)

    def _height(self, line: StageLine) -> float:
        name, sentence = self._measured(line)
        return _GAP + name.h + (sentence.h + 1 if line.sentence else 0)

    def _row(self, pen: Pen, line: StageLine, y: float) -> float:
        name, sentence = self._measured(line)
        with pen.tags.artifact():
            pen.line(0, y, self.inner_w, y, INK if not line.pause else HAIR, 0.9, (3, 3) if line.pause else None)
        base = y + _GAP / 2 + name.first_baseline
        with pen.tags.element("TR"):
            with pen.tags.element("TH", scope="Row"):
                pen.text(0, base, line.when, Style(_NAME.size, INK2 if line.pause else BRAND, not line.pause))
            with pen.tags.element("TD"):
                with pen.tags.element("P"):
                    below = pen.para(name, _WHEN, y + _GAP / 2)
                if line.sentence:
                    with pen.tags.element("P"):
                        pen.para(sentence, _WHEN, below + 1)
            with pen.tags.element("TD"):
                words = _("{n} min").format(n=line.minutes)
                pen.text(self.inner_w, base, words, Style(_MINUTES.size, INK2, True), "right")
        return y + self._height(line)
