"""Blocks for those who decide: what was weighed, with the answers of the sides; who carries harm; what pulls apart.

Each also tells itself in simple blocks, for documents without our charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from stworkshop.report.content.basic_blocks import Bullets, Heading
from stworkshop.report.content.blocks import WIDE, Block, Card, Paragraph, Span, Text, plain, text


@dataclass(frozen=True)
class SideScale:
    """How the sides answered a statement, seen from what it is about: means from 1, against it, to 5, for it.

    `means` holds only sides that may be shown apart; `notes` say what was turned and what is not shown.
    """

    statement: str
    means: tuple[tuple[str, float], ...]
    state: str
    figures: tuple[str, ...]
    notes: tuple[Text, ...]
    text_value: str


@dataclass(frozen=True)
class WeighedRow:
    """A decision with its ticket, or a statement where `decided` is None; its verdict, what belongs to it, its scales.

    `unasked` stands in the place of the scales where there are none.
    """

    id: str
    code: str
    label: str
    decided: bool | None
    verdict: Text
    lines: tuple[Text, ...]
    scales: tuple[SideScale, ...]
    unasked: Text = ()


@dataclass(frozen=True)
class Weighed(Block):
    """Decisions or statements with side scales: `sides` that are shown with their words, `ends` of the scales."""

    title: str
    sides: tuple[tuple[str, str], ...]
    ends: tuple[str, str]
    rows: tuple[WeighedRow, ...]

    def told(self) -> Iterator[Block]:
        """Yield each decision or statement with how the sides answered, in sentences."""
        yield Heading(self.title)
        if any(scale.means for row in self.rows for scale in row.scales):
            least, most = self.ends
            ends = _("Figures of the sides run from 1 ({least}) to 5 ({most}).").format(least=least, most=most)
            yield Paragraph(text(ends), "note")
        for row in self.rows:
            yield Heading(f"{row.code}{WIDE}{row.label}", 3)
            for line in (row.verdict, *row.lines, row.unasked):
                if line:
                    yield Paragraph(line)
            for scale in row.scales:
                yield Paragraph(text(scale.text_value))
                for note in scale.notes:
                    yield Paragraph(note)


@dataclass(frozen=True)
class Chip:
    """A risk as a small sign: its band, or a bare frame where no measure was named; `words` say the same."""

    card: Card
    band: str
    bare: bool
    words: str = ""


@dataclass(frozen=True)
class BurdenRow:
    """Somebody (None where nobody is named) with the risks that would hit them, the highest first."""

    card: Card | None
    name: Text
    chips: tuple[Chip, ...]
    text_value: str


@dataclass(frozen=True)
class Burdens(Block):
    """Who would carry the harm."""

    title: str
    rows: tuple[BurdenRow, ...]
    note: Text

    def told(self) -> Iterator[Block]:
        """Yield everybody with the risks that would hit them; the note on the shades is only for those who see them."""
        yield Heading(self.title)
        for row in self.rows:
            risks = (text(Span(f"{c.card.code}{WIDE}{c.card.label}", "strong"), f": {c.words}") for c in row.chips)
            yield Heading(plain(row.name), 3)
            yield Bullets(tuple(risks))
        if not self.rows:
            yield Paragraph(self.note)


@dataclass(frozen=True)
class PullRow:
    """Two cards that pull apart, and what was said about it."""

    first: Card
    second: Card
    content: Text


@dataclass(frozen=True)
class Pulls(Block):
    """Aims that pull against each other; `word` stands between the two."""

    title: str
    word: str
    rows: tuple[PullRow, ...]
    missing: Text = ()

    def told(self) -> Iterator[Block]:
        """Yield each pair with what was said about it."""
        yield Heading(self.title)
        for row in self.rows:
            first, second = (Span(f"{card.code}{WIDE}{card.label}", "strong") for card in (row.first, row.second))
            yield Paragraph(text(first, Span(f" {self.word} ", "quiet"), second))
            yield Paragraph(row.content)
        if self.missing:
            yield Paragraph(self.missing)


@dataclass(frozen=True)
class Halves(Block):
    """Who would carry the harm beside what pulls apart."""

    left: Burdens
    right: Pulls

    def told(self) -> Iterator[Block]:
        """Yield one half after the other."""
        yield from self.left.told()
        yield from self.right.told()
