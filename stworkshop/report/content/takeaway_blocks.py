"""Blocks of the page that each person takes home: what was raised, what answers it, where it stands, what is missing.

They also tell themselves in simple blocks, for large print and for documents without our charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from stworkshop.report.content.basic_blocks import Bullets, Heading
from stworkshop.report.content.blocks import WIDE, Block, Card, Paragraph, Span, Text, plain, text

Sign: TypeAlias = Literal["decided", "undecided", "there", "wanted", "yes", "no",
                          "most-yes", "most-no", "mixed", "contested", "few", "open", "answered",
                          "nothing"]  # fmt: skip
"""What stands beside a line: tickets of decisions, parts that are there or wanted, states of statements, questions."""


@dataclass(frozen=True)
class Answer:
    """A card that answers what was raised, with its note."""

    card: Card
    note: str


@dataclass(frozen=True)
class Stand:
    """How far something is; `card` gives the outline for parts that are there or wanted."""

    sign: Sign
    title: str
    content: Text
    card: Card | None = None


@dataclass(frozen=True)
class RaisedRow:
    """Something that was raised, with where it comes from, what answers it, and where that stands."""

    card: Card
    words: Text
    source: str
    answers: tuple[Answer, ...]
    stands: tuple[Stand, ...]


@dataclass(frozen=True)
class Raised(Block):
    """What was raised for one person; `nothing` stands where no card answers it."""

    heads: tuple[str, str, str]
    rows: tuple[RaisedRow, ...]
    nothing: str

    def told(self) -> Iterator[Block]:
        """Yield what was raised, one after the other in words."""
        for row in self.rows:
            yield Heading(plain(row.words))
            yield Paragraph(text(row.source))
            answers = tuple(
                text(
                    Span(answer.card.code + WIDE, "strong"),
                    answer.card.label,
                    f". {answer.note}" if answer.note else "",
                )
                for answer in row.answers
            )
            yield Bullets(answers or (text(Span(self.nothing, "missing")),), self.heads[1])
            stands = tuple(
                text(Span(f"{one.title}. ", "missing" if one.sign == "nothing" else "strong"), *one.content)
                for one in row.stands
            )
            yield Bullets(stands, self.heads[2])


@dataclass(frozen=True)
class WriteHere(Block):
    """Blank lines under a heading, to be written on by hand."""

    title: str
    content: str
    lines: int

    def told(self) -> Iterator[Block]:
        """Yield heading, sentence and blank lines."""
        yield Heading(self.title)
        yield Paragraph(text(self.content))
        for _line in range(self.lines):
            yield Paragraph(text("_" * 60))
