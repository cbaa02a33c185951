"""Blocks that any report may be made of: headings, lists, tables, pictures, and questions with what the map answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from stworkshop.report.content.blocks import Block, Text

Align: TypeAlias = Literal["left", "middle", "right"]


@dataclass(frozen=True)
class Heading(Block):
    """A heading within a section; `level` is 2 or 3."""

    content: str
    level: int = 2


@dataclass(frozen=True)
class Bullets(Block):
    """A list under a small heading, which may be empty."""

    items: tuple[Text, ...]
    title: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class TableColumn:
    """A column: the words of its head, and its share of the width (any unit; shares add up to the whole)."""

    head: str
    share: float
    align: Align = "left"


@dataclass(frozen=True)
class Table(Block):
    """A table under a heading, which may be empty: the first cell of a row names the row.

    A cell that has nothing to say holds a sentence that says so. `dense` tables are set in 8.5 point. In the others
    the first cells are bold, unless `strong` is off.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Text, ...], ...]
    title: str = ""
    note: Text = ()
    dense: bool = False
    strong: bool = True


@dataclass(frozen=True)
class Asked(Block):
    """A question of an instrument, what the map answers, and what only others can answer.

    `answers` are sentences with the codes of the cards that they come from. Where there is none, `missing` says that it
    was not discussed; `others` names who answers what no workshop can.
    """

    question: str
    answers: tuple[Text, ...] = ()
    missing: Text = ()
    hint: str = ""
    others: str = ""
