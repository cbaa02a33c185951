"""Blocks that people write into, on paper or on a screen: lines, boxes, scales, tables with empty rows.

`form` is what the names of their fields begin with; where it is "", nothing can be filled in on a screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from stworkshop.report.content.blocks import Block, Text


@dataclass(frozen=True)
class CodeBox(Block):
    """The code by which a sheet is known when it comes back, with what it is for."""

    label: str
    code: str
    content: Text


@dataclass(frozen=True)
class Blank:
    """A word with a line after it: `value` is printed on the line, "" leaves it to be written; `share` of the width."""

    label: str
    name: str
    value: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class Blanks(Block):
    """Lines of words that are filled in, each of them side by side."""

    rows: tuple[tuple[Blank, ...], ...]
    form: str = ""


@dataclass(frozen=True)
class WriteLines(Block):
    """A question, and lines under it to write on; `note` stands smaller under the question."""

    content: Text
    name: str
    lines: int = 2
    note: Text = ()
    form: str = ""


@dataclass(frozen=True)
class Scale(Block):
    """Sentences to which people say how far they agree, one box of five each, or that they do not know."""

    rows: tuple[tuple[str, str], ...]
    """Name and words of each."""
    form: str = ""


@dataclass(frozen=True)
class Ticks(Block):
    """Boxes to tick, each with its name and words; `across` puts them beside each other after `lead`.

    Where `one` is set, one of them can be on.
    """

    rows: tuple[tuple[str, str], ...]
    lead: str = ""
    across: bool = False
    one: bool = False
    name: str = ""
    form: str = ""


@dataclass(frozen=True)
class EmptyTable(Block):
    """A table with rows to write into: heads with their shares of the width, and the code that begins each row."""

    title: str
    heads: tuple[tuple[str, float], ...]
    codes: tuple[str, ...]
    note: str = ""
