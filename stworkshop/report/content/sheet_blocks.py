"""Blocks of the one sheet that everybody takes home: short lists, next steps, whom to call, the map from afar.

They also tell themselves in simple blocks, for large print and for documents without our charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stworkshop.drawing.figures import Drawing
from stworkshop.model.wording import ended
from stworkshop.report.content.basic_blocks import Bullets, Heading
from stworkshop.report.content.blocks import Block, Paragraph, Span, Text, plain, text


@dataclass(frozen=True)
class Brief:
    """A few sentences under a heading with a sign; `more` says how many others there are."""

    sign: str
    title: str
    items: tuple[Text, ...]
    more: str = ""

    def told(self) -> Iterator[Block]:
        """Yield heading and sentences."""
        rest = (text(Span(self.more, "quiet")),) if self.more else ()
        yield Bullets((*self.items, *rest), self.title)


@dataclass(frozen=True)
class Briefs(Block):
    """One short list, or two side by side."""

    parts: tuple[Brief, ...]

    def told(self) -> Iterator[Block]:
        """Yield them one after the other."""
        for part in self.parts:
            yield from part.told()


@dataclass(frozen=True)
class StepRow:
    """A task, who does it, and by when."""

    words: Text
    who: Text
    day: Text


@dataclass(frozen=True)
class NextSteps(Block):
    """What happens next; without rows, `nothing` says so."""

    title: str
    heads: tuple[str, str, str]
    rows: tuple[StepRow, ...]
    nothing: Text
    more: str = ""

    def told(self) -> Iterator[Block]:
        """Yield a list, or the sentence that there is nothing."""
        if not self.rows:
            yield Heading(self.title)
            yield Paragraph(self.nothing)
            return
        _task, who, day = self.heads
        lines = [
            text(ended(plain(row.words)), Span(f" {who}: ", "quiet"), *row.who, Span(f". {day}: ", "quiet"), *row.day)
            for row in self.rows
        ]
        rest = [text(Span(self.more, "quiet"))] if self.more else []
        yield Bullets((*lines, *rest), self.title)


@dataclass(frozen=True)
class Call(Block):
    """Whom to tell what is wrong or missing, in a frame."""

    title: str
    content: Text

    def told(self) -> Iterator[Block]:
        """Yield heading and sentence."""
        yield Heading(self.title)
        yield Paragraph(self.content)


@dataclass(frozen=True)
class ZoneWords:
    """A zone as it is told without a picture: its name with its number of cards, and the cards that matter most."""

    title: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class CityPicture(Block):
    """The map from afar with a sentence on how it is read, and the same in words."""

    drawing: Drawing
    intro: str
    zones: tuple[ZoneWords, ...]

    def told(self) -> Iterator[Block]:
        """Yield each zone with the cards that matter most."""
        lines = tuple(text(Span(f"{zone.title}. ", "strong"), ". ".join(zone.shown)) for zone in self.zones)
        yield Bullets(lines)


@dataclass(frozen=True)
class MatterRow:
    """What somebody said, its dots, and how many people gave them, in words."""

    words: Text
    dots: int
    givers: str


@dataclass(frozen=True)
class Matters(Block):
    """What matters most in people's words; without rows, `nothing` says why."""

    title: str
    note: str
    rows: tuple[MatterRow, ...]
    nothing: Text
    closing: Text

    def told(self) -> Iterator[Block]:
        """Yield a list with the numbers behind the words."""
        if self.rows:
            lines = tuple(text(*row.words, Span(f" ({row.givers})", "quiet")) for row in self.rows)
            yield Bullets(lines, f"{self.title} ({self.note})" if self.note else self.title)
        else:
            yield Heading(self.title)
            yield Paragraph(self.nothing)
        yield Paragraph(self.closing)
