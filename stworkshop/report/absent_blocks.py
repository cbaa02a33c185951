"""Blocks of the letter to people who were not there: what is said to them, and the part that they tear off to answer.

The letter has no codes, since its readers have no map; each piece keeps the ids of the records that it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass

from stworkshop.report.blocks import Block, Text


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


@dataclass(frozen=True)
class TearOff(Block):
    """The answer to tear off: questions to tick, questions with `lines` blank lines, and where to give it until when."""

    title: str
    hint: str
    ticks: tuple[Said, ...]
    choices: tuple[str, ...]
    questions: tuple[Said, ...]
    lines: int
    route: Said
