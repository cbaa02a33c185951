"""Blocks for those who decide: what was weighed, with the answers of the sides; who carries harm; what pulls apart."""

from __future__ import annotations

from dataclasses import dataclass

from stworkshop.report.blocks import Block, Card, Text


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


@dataclass(frozen=True)
class Chip:
    """A risk as a small sign: its band, or a bare frame where no measure was named."""

    card: Card
    band: str
    bare: bool


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


@dataclass(frozen=True)
class PullRow:
    """Two cards that pull apart, and what was said about it."""

    first: Card
    second: Card
    content: Text


@dataclass(frozen=True)
class Pulls(Block):
    """Aims that pull apart; `word` stands between the two."""

    title: str
    word: str
    rows: tuple[PullRow, ...]
    missing: Text = ()


@dataclass(frozen=True)
class Halves(Block):
    """Who would carry the harm beside what pulls apart."""

    left: Burdens
    right: Pulls
