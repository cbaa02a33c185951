"""Blocks of the letter to people who were not there: what is said to them, and the part that they tear off to answer.

The letter has no codes, since its readers have no map; each piece keeps the ids of the records that it comes from.
Both blocks also tell themselves in simple blocks, for documents without our look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stworkshop.report.content.basic_blocks import Heading
from stworkshop.report.content.blocks import Block, Paragraph, Text, text

_BOX, _BLANK = "\N{BALLOT BOX}", "_" * 40


@dataclass(frozen=True)
class Said:
    """A piece of the letter, and the ids of the cards and records it comes from; none where it is our own sentence."""

    content: Text
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterRow:
    """A heading of the letter with what stands beside it."""

    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Letter(Block):
    """What is said to a group."""

    rows: tuple[LetterRow, ...]

    def told(self) -> Iterator[Block]:
        """Yield the letter under its headings."""
        for row in self.rows:
            yield Heading(row.title)
            for one in row.said:
                yield Paragraph(one.content)


@dataclass(frozen=True)
class TearOff(Block):
    """The answer to tear off: questions to tick, questions with `lines` blank lines, where to give it until when."""

    title: str
    hint: str
    ticks: tuple[Said, ...]
    choices: tuple[str, ...]
    questions: tuple[Said, ...]
    lines: int
    route: Said

    def told(self) -> Iterator[Block]:
        """Yield the questions with boxes to tick and lines to write on, then where to give the answer."""
        yield Heading(self.title)
        yield Paragraph(text(self.hint))
        boxes = "\u2003".join(f"{_BOX}\u00a0{word}" for word in self.choices)
        for one in self.ticks:
            yield Paragraph(one.content)
            yield Paragraph(text(boxes))
        for question in self.questions:
            yield Paragraph(question.content)
            for _line in range(self.lines):
                yield Paragraph(text(_BLANK))
        yield Paragraph(self.route.content)
