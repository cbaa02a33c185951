"""Blocks about what came out: risks, statements, decisions, tasks, questions, words, and what was not discussed."""

from __future__ import annotations

from dataclasses import dataclass

from stworkshop.report.content.blocks import Block, Card, Legend, Text


@dataclass(frozen=True)
class MeasureRow:
    """A measure against a risk, its status (sign), and who does it."""

    card: Card
    status: str
    owner: Text


@dataclass(frozen=True)
class RiskRow:
    """A risk: `band` is low, medium, high, very high or empty where it was not rated."""

    card: Card
    severity: int | None
    likelihood: int | None
    band: str
    content: Text
    harmed: tuple[str, ...]
    harmed_missing: Text
    measures: tuple[MeasureRow, ...]
    missing: tuple[Text, ...]


@dataclass(frozen=True)
class RiskMatrix(Block):
    """The risks by likelihood and severity, and what there is to say about them."""

    cells: tuple[tuple[int, int, tuple[str, ...]], ...]
    content: tuple[Text, ...]
    statuses: Legend
    text_value: str


@dataclass(frozen=True)
class Risks(Block):
    """Risks with the people harmed, measures and owners."""

    heads: tuple[str, str, str, str]
    rows: tuple[RiskRow, ...]


@dataclass(frozen=True)
class StatementRow:
    """A rated statement: `counts` of the answers 1 to 5, `marks` the sides per answer where they may be seen."""

    number: int
    id: str
    state: str
    label: str
    sentences: tuple[Text, ...]
    source: str
    counts: tuple[int, ...]
    marks: tuple[tuple[str, ...], ...]
    scale: tuple[str, ...]
    notes: tuple[Text, ...]
    text_value: str


@dataclass(frozen=True)
class Statements(Block):
    """Rated statements that came out the same way."""

    state: str
    rows: tuple[StatementRow, ...]


@dataclass(frozen=True)
class NotAsked(Block):
    """What no round asked about."""

    content: Text


@dataclass(frozen=True)
class DecisionRow:
    """A decision: decided or not, its verdict, and what belongs to it."""

    card: Card
    decided: bool
    verdict: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Decisions(Block):
    """The decisions, decided ones first."""

    rows: tuple[DecisionRow, ...]


@dataclass(frozen=True)
class TaskRow:
    """A task: who, by when, `days` from the meeting, and the codes that it comes from."""

    card: Card
    who: Text
    due: Text
    days: int | None
    sources: str


@dataclass(frozen=True)
class Tasks(Block):
    """Who does what next; `span` is the number of days that the task lines cover."""

    title: str
    heads: tuple[str, str, str, str]
    span: int
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True)
class QuestionRow:
    """A question that is open, or was answered."""

    card: Card
    who: Text
    content: Text


@dataclass(frozen=True)
class Questions(Block):
    """Questions that are open, or answered; `review` says when all is looked at again, where that stands here."""

    title: str
    review: Text
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True)
class Reply(Block):
    """The reply route: where to and until when, or blank lines to write it on."""

    title: str
    to: str
    until: str
    to_said: str = ""
    until_said: str = ""


@dataclass(frozen=True)
class TermRow:
    """A word with what two professions meant and what was agreed."""

    id: str
    label: str
    planner: Text
    engineer: Text
    agreed: Text


@dataclass(frozen=True)
class Terms(Block):
    """Words explained."""

    heads: tuple[str, str, str, str]
    rows: tuple[TermRow, ...]


@dataclass(frozen=True)
class GapRow:
    """Something not discussed or not settled, with the codes or the word it is about."""

    source: str
    content: Text


@dataclass(frozen=True)
class GapGroup:
    """Gaps of one weight; `must` for what has to be talked about."""

    title: str
    must: bool
    rows: tuple[GapRow, ...]


@dataclass(frozen=True)
class Gaps(Block):
    """What was not discussed, or not settled."""

    title: str
    intro: Text
    groups: tuple[GapGroup, ...]


@dataclass(frozen=True)
class Coverage(Block):
    """How many cards each concept has."""

    title: str
    rows: tuple[tuple[str, int], ...]
    note: Text
