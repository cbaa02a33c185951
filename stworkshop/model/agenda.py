"""The agenda as it runs: its stages in order, where the workshop stands now, and when it would end.

Everything follows from the records and a moment that the caller names. Moments are aware datetimes, durations seconds.
An agenda in parts (two meetings) is planned part by part, since nobody knows yet when the next meeting begins.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, Entry
from stworkshop.model.records import AgendaItem

State = Literal["done", "current", "skipped", "next"]
_BREAK_AT_LEAST_EVERY = 75
"""Minutes after which people need a break (domain, course of a workshop)."""
_MOST_MINUTES = 24 * 60
_YEARS = (1970, 2200)
"""What another program wrote beyond these is no time that a clock could show."""
_LONGEST_MEETING = datetime.timedelta(hours=10)
"""A stage that was started longer ago than this belongs to another day."""


@dataclass(frozen=True)
class Planned:
    """One stage of the agenda: where it stands, and when it began and ends or would; None while that is unknown."""

    item: AgendaItem
    label: str
    state: State
    pause: bool
    part: str
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None

    @property
    def seconds(self) -> int:
        """How long it is to take, with the minutes that were added."""
        return length(self.item)


@dataclass(frozen=True)
class Schedule:
    """Where the workshop stands: `remaining` seconds of the current stage, below zero when it runs over.

    `behind` is in minutes against the agenda, below zero when the room is ahead; `ends` is when this meeting would
    end. `heads` is the last count of people in the room.
    """

    planned: tuple[Planned, ...] = ()
    current: Planned | None = None
    remaining: int = 0
    paused: bool = False
    behind: int = 0
    ends: datetime.datetime | None = None
    heads: int | None = None

    @property
    def next(self) -> Planned | None:
        """The stage that comes after the current one, or the one to begin with."""
        after = self.planned
        if self.current is not None:
            after = after[after.index(self.current) + 1 :]
        return next((one for one in after if one.state == "next"), None)

    @property
    def left(self) -> float:
        """How much of the current stage is left, from 1 to 0."""
        if self.current is None or self.current.seconds <= 0:
            return 0.0
        return max(0.0, min(1.0, self.remaining / self.current.seconds))

    @property
    def minutes(self) -> int:
        """How long the whole agenda takes as it is planned, in minutes."""
        return sum(one.seconds for one in self.planned) // 60

    def find(self, item_id: str) -> Planned | None:
        """Return the stage with this id."""
        return next((one for one in self.planned if one.item.id == item_id), None)


def items(board: Board, catalogue: Catalogue) -> list[AgendaItem]:
    """Return the stages of the agenda in their order: the session's own, or those of the agenda it names."""
    if board.stages:
        return sorted(board.stages.values(), key=lambda item: (item.place, item.seq, item.id))
    return of_catalogue(catalogue, board.session.agenda)


def of_catalogue(catalogue: Catalogue, agenda: str) -> list[AgendaItem]:
    """Return the stages of one of the catalogue's agendas, as records that no session holds yet."""
    entry = catalogue.agendas.get(agenda)
    return [
        AgendaItem(id=str(e["id"]), stage=str(e["stage"]), place=place, minutes=int(e["minutes"]))
        for place, (_part, e) in enumerate(_entries(entry) if entry else (), 1)
    ]


def running(board: Board) -> AgendaItem | None:
    """Return the stage that runs, if the session's stage has an entry in its agenda that was started."""
    open_ones = [item for item in board.stages.values() if item.started and not item.ended]
    fitting = [item for item in open_ones if item.stage == board.session.stage]
    return max(fitting, key=lambda item: item.started, default=None)


def name(item: AgendaItem, catalogue: Catalogue) -> str:
    """Return what the room calls a stage."""
    stage = catalogue.stages.get(item.stage)
    return item.label or (str(stage["label"]) if stage else item.stage)


def length(item: AgendaItem) -> int:
    """Return how many seconds a stage is to take, with the minutes that were added."""
    return max(0, min(_MOST_MINUTES, item.minutes + item.added)) * 60


def used(item: AgendaItem, now: datetime.datetime) -> int:
    """Return how many seconds the clock of a stage has run; it stands while the stage is paused."""
    started = moment(item.started)
    if started is None:
        return 0
    until = moment(item.ended) or moment(item.paused) or now
    there = max(0, round((until - started).total_seconds()))
    # A rest that is longer than the stage comes from a clock that was set back and right again.
    return there - item.rested if 0 <= item.rested <= there else there


def moment(text: str) -> datetime.datetime | None:
    """Return the moment that a record names, with its offset; None where it names none, or one of no workshop."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        return None
    return found if found.tzinfo is not None else found.astimezone()


def schedule(board: Board, catalogue: Catalogue, now: datetime.datetime) -> Schedule:
    """Return where the workshop stands at a moment: running late shifts every stage that is to come."""
    found = items(board, catalogue)
    current = running(board)
    parts = _parts(found, catalogue)
    states = _states(found, current)
    planned = [
        Planned(item, name(item, catalogue), state, _is_pause(item, catalogue), part)
        for item, state, part in zip(found, states, parts, strict=True)
    ]
    here = next((one.part for one in planned if one.state == "current"), None)
    remaining = length(current) - used(current, now) if current else 0
    planned, ends = _timed(planned, here, now, max(0, remaining))
    return Schedule(
        planned=tuple(planned),
        current=next((one for one in planned if one.state == "current"), None),
        remaining=remaining,
        paused=bool(current and current.paused),
        behind=_behind([one.item for one in planned if one.part == here], ends) if ends else 0,
        ends=ends,
        heads=_heads(found),
    )


def without_break(planned: Iterable[AgendaItem], catalogue: Catalogue) -> list[tuple[AgendaItem, int]]:
    """Return where people sit for more than 75 minutes: the last stage before the break, and the minutes by then."""
    found: list[tuple[AgendaItem, int]] = []
    since, told = 0, False
    all_items = list(planned)
    for item, part, before in zip(
        all_items, parts := _parts(all_items, catalogue), ["", *parts[:-1]] if parts else [], strict=True
    ):
        if _is_pause(item, catalogue) or part != before:
            since, told = 0, False
        if _is_pause(item, catalogue):
            continue
        since += max(0, item.minutes + item.added)
        if since > _BREAK_AT_LEAST_EVERY:
            if told:
                found[-1] = (item, since)
            else:
                found.append((item, since))
            told = True
    return found


def expected_people(board: Board) -> int:
    """Return how many people are in the room: the head count of the last stage that has one, else the participants."""
    return people_counted(board) or 10


def people_counted(board: Board) -> int:
    """Return how many people are in the room as far as somebody counted or listed them, 0 where nobody did."""
    counted = [item for item in board.stages.values() if item.heads and item.started]
    if counted:
        return max(1, max(counted, key=lambda item: item.place).heads or 1)
    return len(board.participants)


def questions(catalogue: Catalogue, stage: str) -> list[str]:
    """Return the questions of a stage: those on its dimensions, in its order, then those that are meant for it."""
    entry = catalogue.stages.get(stage)
    if entry is None:
        return []
    prompts = [prompt for concept in catalogue.concepts.values() for prompt in concept.get("prompts", ())]
    wanted = [p for name in entry.get("prompt_dimensions", ()) for p in prompts if p.get("dimension") == name]
    meant = [p for p in prompts if stage in p.get("stages", ())]
    # A question on the stage's dimension that is meant for another stage comes last.
    fitting = [p for p in wanted if p in meant]
    ordered = [*fitting, *(p for p in meant if p not in fitting), *(p for p in wanted if p not in meant)]
    return list(dict.fromkeys(str(p["question"]) for p in ordered))


def clock_words(seconds: int) -> str:
    """Return a duration as a clock shows it: "18:42", "−2:10"; minutes go on above 59."""
    sign = "\N{MINUS SIGN}" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02d}"


def time_words(at: datetime.datetime) -> str:
    """Return a time of day as a clock on the wall shows it here: "17:46"."""
    here = at.astimezone()
    return f"{here.hour}:{here.minute:02d}"


def _entries(agenda: Entry) -> list[tuple[str, Entry]]:
    """Return the part and the entry of each stage of an agenda of the catalogue."""
    parts = agenda.get("parts") or [agenda]
    return [(str(part["id"]), entry) for part in parts for entry in part["items"]]


def _parts(found: Sequence[AgendaItem], catalogue: Catalogue) -> list[str]:
    """Return the meeting that each stage belongs to: its own, or that of the stage before it."""
    known = {str(e["id"]): part for agenda in catalogue.agendas.values() for part, e in _entries(agenda)}
    result: list[str] = []
    last = next((known[item.id] for item in found if item.id in known), "")
    for item in found:
        last = known.get(item.id, last)
        result.append(last)
    return result


def _states(found: Sequence[AgendaItem], current: AgendaItem | None) -> list[State]:
    """A stage that was never started lies ahead, unless one after it was: then the room has gone past it."""
    last = max((n for n, item in enumerate(found) if item.started), default=-1)
    states: list[State] = []
    for n, item in enumerate(found):
        if current is not None and item.id == current.id:
            states.append("current")
        elif item.started:
            states.append("done")
        else:
            states.append("skipped" if n < last else "next")
    return states


def _is_pause(item: AgendaItem, catalogue: Catalogue) -> bool:
    stage = catalogue.stages.get(item.stage)
    return stage is not None and stage.get("role") == "pause"


def _timed(
    planned: Sequence[Planned], here: str | None, now: datetime.datetime, remaining: int
) -> tuple[list[Planned], datetime.datetime | None]:
    """Give each stage of this meeting its times, and say when the meeting would end."""
    result: list[Planned] = []
    at = now + datetime.timedelta(seconds=remaining)
    for one in planned:
        start, end = moment(one.item.started), moment(one.item.ended)
        if one.state == "current":
            end = at
        elif one.state == "next" and one.part == here:
            start, end = at, at + datetime.timedelta(seconds=one.seconds)
            at = end
        result.append(Planned(one.item, one.label, one.state, one.pause, one.part, start, end))
    return result, at if here is not None else None


def _behind(found: Sequence[AgendaItem], ends: datetime.datetime) -> int:
    """Return by how many minutes a meeting ends later than its agenda says, from when its first stage was started."""
    started = [(at, n) for n, item in enumerate(found) if (at := moment(item.started)) is not None]
    today = [(at, n) for at, n in started if ends - at < _LONGEST_MEETING]
    if not today:
        return 0
    begun, _n = min(today)
    first = min(n for _at, n in today)
    minutes = sum(item.minutes for item in found[first:])
    late = (ends - begun).total_seconds() - minutes * 60
    return int(late / 60)  # towards zero: half a minute is on time


def _heads(found: Sequence[AgendaItem]) -> int | None:
    counted = [item for item in found if item.heads is not None and item.started]
    return max(counted, key=lambda item: item.started).heads if counted else None
