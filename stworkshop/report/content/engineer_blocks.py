"""Blocks of the engineers' edition: the flow of data, the parts, statements with all figures, and who decides.

Each also tells itself in simple blocks, for large print and for documents without our charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from stworkshop.i18n import gettext as _
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import WIDE, Block, Card, Paragraph, Span, Text, text

Look: TypeAlias = Literal["data", "advice", "machine", "check"]
"""How a link of the flow is drawn: data passes, a person decides with it, the machine decides, a person checks."""


@dataclass(frozen=True)
class FlowPart:
    """A box of the flow: `alarm` frames it in red; `first` begins the flow, `last` ends it."""

    card: Card
    alarm: bool = False
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class FlowLink:
    """A link of the flow by the ids of its ends, and in words."""

    source: str
    target: str
    look: Look
    words: Text


@dataclass(frozen=True)
class FlowFrame:
    """A part that others run in: it is drawn as a frame around them."""

    card: Card
    members: tuple[str, ...]


@dataclass(frozen=True)
class Flow(Block):
    """The flow of data through the parts; `apart` are parts that no flow touches.

    `legend` are the looks that occur, with words; "frame" and "alarm" are those of boxes.
    """

    parts: tuple[FlowPart, ...]
    links: tuple[FlowLink, ...]
    frames: tuple[FlowFrame, ...]
    apart: tuple[FlowPart, ...]
    apart_title: str
    legend: tuple[tuple[str, str], ...]
    text_value: str
    missing: Text = ()

    def told(self) -> Iterator[Block]:
        """Yield the flow, link by link in words."""
        if self.missing:
            yield Paragraph(self.missing)
        notes = dict(self.legend)
        lines = [link.words for link in self.links]
        for frame in self.frames:
            inside = ", ".join(part.card.code for part in self.parts if part.card.id in frame.members)
            head = Span(f"{frame.card.code}{WIDE}{frame.card.label}: ", "strong")
            lines.append(text(head, _("{run}: {codes}.").format(run=notes.get("frame", ""), codes=inside)))
        lines += [
            text(Span(f"{part.card.code}{WIDE}{part.card.label}: ", "strong"), Span(notes.get("alarm", ""), "missing"))
            for part in (*self.parts, *self.apart)
            if part.alarm
        ]
        if lines:
            yield Bullets(tuple(lines), _("How the data flows"))
        if self.apart:
            yield Bullets(
                tuple(text(Span(part.card.code + WIDE, "strong"), part.card.label) for part in self.apart),
                self.apart_title,
            )


@dataclass(frozen=True)
class PartFacts:
    """A row of the parts: `personal` is yes, no, unknown, or "" where nobody has said it."""

    card: Card
    kind: Text
    stage: Text
    owner: Text
    personal: str
    law: Text
    raises: Text


@dataclass(frozen=True)
class PartsTable(Block):
    """All technical parts; `heads` are those of the eight columns, `personal` the words for yes, unknown, not said."""

    heads: tuple[str, ...]
    rows: tuple[PartFacts, ...]
    note: Text
    personal: tuple[str, str, str]

    def told(self) -> Iterator[Block]:
        """Yield the parts as a table of words."""
        yes, unknown, unsaid = self.personal
        said = {"yes": text(yes), "unknown": text(Span(unknown, "quiet")), "": text(Span(unsaid, "quiet"))}
        rows = tuple(
            (
                text(Span(row.card.code + WIDE, "quiet"), Span(row.card.label, "strong")),
                row.kind, row.stage, row.owner, said.get(row.personal, ()), row.law, row.raises,
            )
            for row in self.rows
        )  # fmt: skip
        yield Table(tuple(TableColumn(head, 1.0) for head in self.heads[1:]), rows, note=self.note)


@dataclass(frozen=True)
class Strip:
    """A rated statement with verdict and figures; `sides` are the means of sides that may be shown apart."""

    number: int
    label: str
    source: str
    counts: tuple[int, ...]
    mean: float | None
    sides: tuple[tuple[str, float], ...]
    verdict: Text
    figures: tuple[str, ...]
    lines: tuple[Text, ...]
    text_value: str


@dataclass(frozen=True)
class Strips(Block):
    """Rated statements as strips; `sides` names the marks that occur, `ends` the two ends of the scale."""

    title: str
    intro: Text
    sides: tuple[tuple[str, str], ...]
    ends: tuple[str, str]
    rows: tuple[Strip, ...]

    def told(self) -> Iterator[Block]:
        """Yield each statement with its figures in sentences."""
        yield Heading(self.title)
        yield Paragraph(self.intro)
        for row in self.rows:
            yield Heading(f"{row.number}{WIDE}{row.label}", 3)
            first = text(*row.verdict, " " + ", ".join(row.figures) + "." if row.figures else "")
            yield Paragraph(first)
            yield Paragraph(text(row.text_value))
            for line in (*row.lines, text(Span(row.source, "quiet"))):
                yield Paragraph(line)


GRID_HOLDS = (10, 4, 6)
"""How many people and groups one cell of each column of the influence grid has room for."""


@dataclass(frozen=True)
class GridMark:
    """Somebody on the influence grid: column 0 not affected, 1 indirectly, 2 directly; influence from 1 to 5."""

    code: str
    voice: str
    column: int
    influence: int


@dataclass(frozen=True)
class InfluenceGrid(Block):
    """Who decides and who feels it; `columns` are the words under the columns, `little` those of the dashed frame."""

    title: str
    marks: tuple[GridMark, ...]
    columns: tuple[str, str, str]
    axis: str
    little: str
    content: tuple[Text, ...]
    text_value: str

    def told(self) -> Iterator[Block]:
        """Yield what the grid shows in sentences."""
        yield Heading(self.title)
        if self.marks:
            yield Paragraph(text(self.text_value))
        for line in self.content:
            yield Paragraph(line)
