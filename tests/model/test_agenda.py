"""The agenda at fixed moments: on time, late, ahead, paused, in two meetings; and where people sit too long."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

import pytest

from stworkshop.model import agenda
from stworkshop.model.agenda import Schedule
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import AgendaItem, SessionRecord

UTC = datetime.UTC
BEGIN = datetime.datetime(2026, 11, 24, 13, 40, tzinfo=UTC)


def at(minutes: float) -> datetime.datetime:
    return BEGIN + datetime.timedelta(minutes=minutes)


def iso(minutes: float) -> str:
    return at(minutes).isoformat()


def board(items: Iterable[AgendaItem] = (), *, stage: str = "", name: str = "") -> Board:
    return Board([SessionRecord(id="s", agenda=name, stage=stage), *items])


def half_day(**running: object) -> list[AgendaItem]:
    """The half day with its first two stages done in time and the third begun at minute 35."""
    made = agenda.of_catalogue(catalogue(), "agenda-half-day")
    made[0] = dataclasses.replace(made[0], started=iso(0), ended=iso(15), heads=12)
    made[1] = dataclasses.replace(made[1], started=iso(15), ended=iso(35))
    made[2] = dataclasses.replace(made[2], started=iso(35), **running)  # type: ignore[arg-type]
    return made


def now(minutes: float, items: Iterable[AgendaItem], stage: str = "concerns") -> Schedule:
    return agenda.schedule(board(items, stage=stage, name="agenda-half-day"), catalogue(), at(minutes))


def ends(schedule: Schedule) -> float:
    assert schedule.ends is not None
    return (schedule.ends - BEGIN).total_seconds() / 60


def test_an_agenda_of_the_catalogue_lies_ahead_until_a_stage_is_started() -> None:
    found = agenda.schedule(board(name="agenda-half-day"), catalogue(), BEGIN)
    assert [one.state for one in found.planned] == ["next"] * 13
    assert found.current is None and found.ends is None and found.behind == 0
    assert found.minutes == 240
    assert found.next is not None and found.next.label == "What it is about"
    assert [one.label for one in found.planned if one.pause] == ["Break", "Break"]


def test_without_an_agenda_there_is_nothing() -> None:
    found = agenda.schedule(board(), catalogue(), BEGIN)
    assert found == Schedule() and found.next is None and found.left == 0.0


def test_on_time_the_rest_stands_as_planned() -> None:
    found = now(40, half_day())
    assert found.current is not None and found.current.label == "What matters"
    assert found.remaining == 20 * 60 and found.left == pytest.approx(0.8)
    assert found.behind == 0 and ends(found) == 240
    upcoming = found.next
    assert upcoming is not None and upcoming.start == at(60) and upcoming.end == at(70)
    assert found.heads == 12


def test_a_stage_that_runs_over_shifts_the_rest() -> None:
    found = now(66, half_day())
    assert found.remaining == -6 * 60 and found.left == 0.0
    assert found.behind == 6 and ends(found) == 246
    assert found.next is not None and found.next.start == at(66)


def test_half_a_minute_is_on_time() -> None:
    assert now(60.5, half_day()).behind == 0


def test_added_minutes_are_late_and_count_for_the_clock() -> None:
    found = now(40, half_day(added=5))
    assert found.remaining == 25 * 60 and found.behind == 5 and ends(found) == 245


def test_a_stage_made_shorter_while_the_workshop_runs_catches_up() -> None:
    items = half_day()
    items[7] = dataclasses.replace(items[7], added=-6)
    found = now(66, items)
    assert found.behind == 0 and ends(found) == 240


def test_a_room_that_is_ahead_ends_earlier() -> None:
    items = half_day(ended=iso(50))
    items[3] = dataclasses.replace(items[3], started=iso(50))
    found = now(50, items, stage="prioritise")
    assert found.behind == -10 and ends(found) == 230


def test_paused_the_clock_stands_and_the_end_moves() -> None:
    items = half_day(paused=iso(45))
    found = now(52, items)
    assert found.paused and found.remaining == 15 * 60
    assert found.behind == 7 and ends(found) == 247
    rested = now(52, half_day(rested=7 * 60))
    assert not rested.paused and rested.remaining == 15 * 60


def test_a_stage_that_was_gone_past_is_skipped_and_not_planned_again() -> None:
    items = half_day(ended=iso(60))
    items[4] = dataclasses.replace(items[4], started=iso(60))
    found = now(60, items, stage="break")
    assert found.planned[3].state == "skipped" and found.planned[3].start is None
    assert found.behind == -10
    assert found.next is not None and found.next.label == "What the technology does"


def test_the_same_stage_twice_is_two_entries() -> None:
    items = agenda.of_catalogue(catalogue(), "agenda-half-day")
    items[4] = dataclasses.replace(items[4], started=iso(70), ended=iso(85))
    items[9] = dataclasses.replace(items[9], started=iso(160))
    found = now(165, items, stage="break")
    assert found.current is not None and found.current.item.id == items[9].id
    assert found.planned[4].state == "done"


def test_the_second_meeting_is_planned_only_once_it_has_begun() -> None:
    items = agenda.of_catalogue(catalogue(), "agenda-two-sessions")
    items[0] = dataclasses.replace(items[0], started=iso(0))
    first = agenda.schedule(board(items, stage="framing"), catalogue(), at(5))
    assert ends(first) == 120
    assert first.planned[6].start is None and first.planned[5].start is not None
    fortnight = 14 * 24 * 60
    for n in range(6):
        items[n] = dataclasses.replace(items[n], started=iso(20 * n), ended=iso(20 * n + 20))
    items[6] = dataclasses.replace(items[6], started=iso(fortnight))
    second = agenda.schedule(board(items, stage="recap"), catalogue(), at(fortnight + 13))
    assert second.behind == 3 and ends(second) == fortnight + 153


def test_a_stage_of_another_day_does_not_make_the_room_late() -> None:
    items = half_day(ended=iso(60))
    day = 24 * 60
    items[3] = dataclasses.replace(items[3], started=iso(day))
    assert now(day + 5, items, stage="prioritise").behind == 0


def test_over_is_over() -> None:
    found = now(70, half_day(ended=iso(60)), stage="")
    assert found.current is None and found.ends is None
    assert found.next is not None and found.next.label == "What comes first"


def test_places_order_the_entries_and_a_broken_moment_is_none() -> None:
    made = [AgendaItem(id="b", stage="close", place=2), AgendaItem(id="a", stage="framing", place=1, started="soon")]
    assert [item.id for item in agenda.items(board(made), catalogue())] == ["a", "b"]
    assert agenda.used(made[1], BEGIN) == 0
    assert agenda.moment("2026-11-24T10:00:00") is not None


def test_a_stage_that_the_catalogue_does_not_know_keeps_its_name() -> None:
    found = agenda.schedule(board([AgendaItem(id="a", stage="walk", label="A walk")]), catalogue(), BEGIN)
    assert found.planned[0].label == "A walk"


@pytest.mark.parametrize("name", ["agenda-half-day", "agenda-90-minutes", "agenda-two-sessions"])
def test_the_catalogues_agendas_have_their_breaks(name: str) -> None:
    assert agenda.without_break(agenda.of_catalogue(catalogue(), name), catalogue()) == []


def test_seventy_five_minutes_without_a_break_are_told() -> None:
    long = [AgendaItem(id=f"g{n}", stage="concerns", place=n, minutes=25) for n in range(1, 5)]
    assert agenda.without_break(long[:3], catalogue()) == [], "75 minutes are allowed"
    assert agenda.without_break(long, catalogue()) == [(long[3], 100)]
    more = [*long, AgendaItem(id="g5", stage="risks", minutes=5)]
    assert agenda.without_break(more, catalogue()) == [(more[4], 105)]
    pause = AgendaItem(id="p", stage="break", minutes=10)
    assert agenda.without_break([*long[:2], pause, *long[2:]], catalogue()) == []
    assert agenda.without_break([], catalogue()) == []


@pytest.mark.parametrize(
    ("seconds", "words"), [(1122, "18:42"), (0, "0:00"), (-130, "\N{MINUS SIGN}2:10"), (5400, "90:00"), (9, "0:09")]
)
def test_a_clock_counts_on_below_zero(seconds: int, words: str) -> None:
    assert agenda.clock_words(seconds) == words


@pytest.mark.parametrize("started", ["garbage", "0001-01-01T00:00", "9999-12-31T23:59:59", "20261124T1700Z"])
@pytest.mark.parametrize("number", [-(2**31), -1, 2**31, 2**53 - 1])
def test_times_that_no_workshop_has_stop_no_clock(started: str, number: int) -> None:
    """What another program wrote into a file is shown as well as it can be."""
    items = [
        AgendaItem(
            id=f"g-{n}", seq=n, stage="framing", place=number, minutes=number, added=n * number, started=started,
            ended="" if n else started, paused=started if n == 1 else "", rested=number, heads=number,
        )
        for n in range(4)
    ]  # fmt: skip
    board = Board([SessionRecord(id="s", label="Odd", stage="framing"), *items])
    found = agenda.schedule(board, catalogue(), datetime.datetime(2026, 11, 24, 18, tzinfo=datetime.UTC))
    assert len(found.planned) == 4 and 0 <= found.left <= 1 and found.minutes >= 0
