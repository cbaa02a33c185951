"""Commands on the agenda and its clock, at moments that the test sets."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from stworkshop.model import agenda
from stworkshop.model.agenda import Schedule
from stworkshop.model.records import AgendaItem
from tests.commands.conftest import Table

BEGIN = datetime.datetime(2026, 11, 24, 13, 40, tzinfo=datetime.UTC)


class Workshop:
    """A table with a clock: `at` sets the minutes since the beginning."""

    def __init__(self, table: Table, name: str = "agenda-half-day") -> None:
        self.table = table
        self.at(0)
        if name:
            table.do("set_agenda", agenda=name)

    def at(self, minutes: float) -> Workshop:
        now = BEGIN + datetime.timedelta(minutes=minutes)
        self.table.context = dataclasses.replace(self.table.context, now=now)
        return self

    @property
    def items(self) -> list[AgendaItem]:
        return agenda.items(self.table.board, self.table.context.catalogue)

    @property
    def schedule(self) -> Schedule:
        return agenda.schedule(self.table.board, self.table.context.catalogue, self.table.context.now)

    def running(self) -> AgendaItem:
        found = agenda.running(self.table.board)
        assert found is not None
        return found


@pytest.fixture
def workshop(table: Table) -> Workshop:
    return Workshop(table)


def test_the_first_start_makes_the_entries_with_the_catalogues_ids(table: Table, workshop: Workshop) -> None:
    assert not table.board.stages
    table.do("start_stage", stage="framing")
    assert list(table.board.stages) == [
        item.id for item in agenda.of_catalogue(table.context.catalogue, "agenda-half-day")
    ]
    assert [item.place for item in workshop.items] == list(range(1, 14))
    assert table.board.session.stage == "framing"
    assert workshop.running().started == BEGIN.isoformat()
    assert not table.board.snapshots, "nothing has ended yet"


def test_the_next_start_ends_the_stage_before_and_keeps_a_moment(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    decision = workshop.at(18).table.do("start_stage", stage="stakeholders")
    first, second = workshop.items[:2]
    assert first.ended == second.started == table.context.now.isoformat()
    (moment,) = table.board.snapshots.values()
    assert (moment.label, moment.kind, moment.stage) == ("End of What it is about", "stage", first.id)
    assert moment.at == first.ended
    assert decision.ids[0] == moment.id and decision.undoable
    assert workshop.schedule.behind == 3


def test_undoing_a_start_lets_the_stage_before_run_on(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    decision = workshop.at(18).table.do("start_stage", stage="stakeholders")
    table.board.apply(decision.change.inverse())
    assert workshop.running().stage == "framing" and table.board.session.stage == "framing"
    assert not table.board.snapshots and not workshop.items[1].started


def test_two_breaks_are_two_entries(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="break")
    first = workshop.running()
    workshop.at(10).table.do("start_stage", stage="components")
    workshop.at(20).table.do("start_stage", stage="break")
    second = workshop.running()
    assert first.id != second.id and workshop.items.index(second) == 9
    assert table.refused("start_stage", item=second.id).refusal == "stage-runs"
    workshop.at(25).table.do("start_stage", item=first.id)
    assert workshop.running().id == first.id


def test_the_empty_word_ends_the_stage(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    workshop.at(15).table.do("start_stage", stage="")
    assert table.board.session.stage == "" and workshop.schedule.current is None
    assert [moment.label for moment in table.board.snapshots.values()] == ["End of What it is about"]
    assert table.do("start_stage", stage="").change.roots() == set()


def test_a_stage_that_goes_on_has_the_time_it_had_left(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    workshop.at(10).table.do("start_stage", stage="stakeholders")
    workshop.at(20).table.do("start_stage", stage="framing")
    assert workshop.schedule.remaining == 5 * 60
    assert workshop.at(22).schedule.remaining == 3 * 60


def test_what_is_no_stage_or_entry_is_refused(table: Table, workshop: Workshop) -> None:
    assert table.refused("start_stage", stage="lunch").refusal == "unknown-stage"
    assert table.refused("start_stage", item="nothing").refusal == "not-there"
    assert table.refused("start_stage").refusal == "missing-argument"
    entry = workshop.items[0].id
    assert table.refused("start_stage", stage="close", item=entry).refusal == "other-stage"
    assert not table.board.stages


def test_a_stage_outside_the_agenda_joins_it(table: Table) -> None:
    workshop = Workshop(table, "")
    table.do("start_stage", stage="concerns")
    assert [item.stage for item in workshop.items] == ["concerns"]
    table.do("start_stage", stage="risks")
    assert [item.stage for item in workshop.items] == ["concerns", "risks"]
    half = Workshop(table, "").items
    assert half[0].ended


def test_pause_stands_and_resume_does_not_count_it(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    assert not workshop.at(5).table.do("pause_stage").undoable
    assert table.refused("pause_stage").refusal == "stage-paused"
    assert workshop.at(9).schedule.remaining == 10 * 60 and workshop.schedule.paused
    table.do("resume_stage")
    assert workshop.at(10).schedule.remaining == 9 * 60
    assert table.refused("resume_stage").refusal == "stage-not-paused"


def test_a_paused_stage_ends_with_its_pause_counted(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    workshop.at(5).table.do("pause_stage")
    workshop.at(9).table.do("start_stage", stage="stakeholders")
    first = workshop.items[0]
    assert first.rested == 4 * 60 and not first.paused
    assert agenda.used(first, table.context.now) == 5 * 60


def test_five_minutes_more_and_fewer(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    assert not table.do("extend_stage").undoable
    assert workshop.schedule.remaining == 20 * 60 and workshop.schedule.behind == 5
    table.do("extend_stage", minutes=-10)
    assert workshop.schedule.remaining == 10 * 60
    assert table.refused("extend_stage", minutes=0).refusal == "bad-value"
    assert table.refused("extend_stage", minutes=601).refusal == "bad-value"
    assert table.refused("extend_stage", minutes="five").refusal == "bad-argument"


@pytest.mark.parametrize("name", ["pause_stage", "resume_stage", "extend_stage"])
def test_without_a_running_stage_there_is_no_clock(table: Table, workshop: Workshop, name: str) -> None:
    assert table.refused(name).refusal == "no-stage"


def test_heads_are_counted_for_each_stage(table: Table, workshop: Workshop) -> None:
    assert table.refused("count_heads", heads=12).refusal == "no-stage"
    table.do("start_stage", stage="framing")
    assert not table.do("count_heads", heads=12).undoable
    workshop.at(15).table.do("start_stage", stage="stakeholders")
    assert workshop.schedule.heads == 12, "until somebody counts again"
    table.do("count_heads", heads=11)
    assert [item.heads for item in workshop.items[:2]] == [12, 11] and workshop.schedule.heads == 11
    assert table.refused("count_heads", heads=-1).refusal == "bad-value"
    table.do("count_heads", heads=13, id=workshop.items[0].id)
    assert workshop.items[0].heads == 13


def test_an_agenda_of_ones_own(table: Table) -> None:
    workshop = Workshop(table, "")
    first = table.do("add_stage", stage="framing", minutes=10).ids[0]
    table.do("add_stage", stage="concerns", id="mine", label="Worries and hopes")
    table.do("add_stage", stage="break", minutes=10, before="mine")
    assert [item.stage for item in workshop.items] == ["framing", "break", "concerns"]
    assert workshop.schedule.planned[2].label == "Worries and hopes" and workshop.items[2].minutes == 30
    table.do("move_stage", id="mine", before=first)
    assert [item.stage for item in workshop.items] == ["concerns", "framing", "break"]
    table.do("move_stage", id="mine")
    assert [item.stage for item in workshop.items] == ["framing", "break", "concerns"]
    table.do("edit_stage", id="mine", minutes=40, label="")
    assert workshop.items[2].minutes == 40 and workshop.schedule.planned[2].label == "What matters"
    table.do("remove_stage", id=first)
    assert [item.place for item in workshop.items] == [1, 2]


def test_a_changed_agenda_of_the_catalogue_becomes_ones_own(table: Table, workshop: Workshop) -> None:
    entry = workshop.items[3].id
    table.do("remove_stage", id=entry)
    assert len(table.board.stages) == 12 and entry not in table.board.stages
    table.do("edit_stage", id=workshop.items[0].id, minutes=20)
    assert workshop.schedule.minutes == 235
    table.do("set_agenda", agenda="agenda-half-day")
    assert not table.board.stages and workshop.schedule.minutes == 240


def test_taking_out_the_last_entry_leaves_no_agenda(table: Table) -> None:
    workshop = Workshop(table, "agenda-half-day")
    for item in workshop.items:
        table.do("remove_stage", id=item.id)
    assert workshop.items == [] and table.board.session.agenda == ""


def test_retiming_while_the_workshop_runs_keeps_what_was_planned(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    workshop.at(21)
    assert workshop.schedule.behind == 6
    table.do("edit_stage", id=workshop.items[7].id, minutes=24)
    assert workshop.schedule.behind == 0
    assert workshop.items[7].minutes == 30 and workshop.items[7].added == -6


def test_what_has_begun_stays(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="stakeholders")
    framing, stakeholders, concerns = (item.id for item in workshop.items[:3])
    assert table.refused("remove_stage", id=stakeholders).refusal == "stage-has-begun"
    assert table.refused("move_stage", id=concerns, before=stakeholders).refusal == "stage-has-begun"
    assert table.refused("move_stage", id=stakeholders).refusal == "stage-has-begun"
    table.do("move_stage", id=framing, before=concerns)
    assert table.refused("set_agenda", agenda="").refusal == "stage-runs"


def test_another_agenda_keeps_what_was_done(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    workshop.at(15).table.do("start_stage", stage="")
    table.do("set_agenda", agenda="agenda-90-minutes")
    assert [item.stage for item in workshop.items][:3] == ["framing", "framing", "concerns"]
    assert workshop.items[0].ended and workshop.schedule.next is not None
    assert workshop.schedule.next.item.id == "agenda-90-minutes-01-framing"


@pytest.mark.parametrize(
    ("name", "arguments", "refusal"),
    [
        ("set_agenda", {"agenda": "agenda-week"}, "unknown-agenda"),
        ("add_stage", {"stage": "lunch"}, "unknown-stage"),
        ("add_stage", {"stage": "break", "minutes": 0}, "bad-value"),
        ("add_stage", {"stage": "break", "minutes": 601}, "bad-value"),
        ("add_stage", {"stage": "break", "before": "x"}, "not-there"),
        ("add_stage", {"stage": "break", "started": "2026"}, "unknown-argument"),
        ("edit_stage", {"id": "x", "minutes": 5}, "not-there"),
        ("move_stage", {"id": "x"}, "not-there"),
        ("remove_stage", {"id": "x"}, "not-there"),
        ("count_heads", {"heads": 3, "id": "x"}, "not-there"),
    ],
)
def test_bad_arguments_are_refused_with_a_sentence(
    table: Table, workshop: Workshop, name: str, arguments: dict[str, object], refusal: str
) -> None:
    assert table.refused(name, **arguments).refusal == refusal


def test_an_id_is_given_once_and_an_agenda_has_an_end(table: Table) -> None:
    table.do("add_stage", stage="break", id="b")
    assert table.refused("add_stage", stage="break", id="b").refusal == "id-taken"
    for _n in range(59):
        table.do("add_stage", stage="break")
    assert table.refused("add_stage", stage="break").refusal == "too-many-stages"


@pytest.mark.parametrize("way", [("pause_stage", "resume_stage"), ("start_stage", "start_stage")])
def test_a_clock_that_was_set_back_and_right_again_rests_for_no_years(
    table: Table, workshop: Workshop, way: tuple[str, str]
) -> None:
    stand, go_on = way
    table.do("start_stage", stage="framing")
    workshop.at(-60 * 24 * 365 * 20).table.do(stand, **({"stage": ""} if stand == "start_stage" else {}))
    workshop.at(10).table.do(go_on, **({"stage": "framing"} if go_on == "start_stage" else {}))
    workshop.at(12)
    assert workshop.running().rested == 0
    assert 0 < agenda.used(workshop.running(), table.context.now) <= 12 * 60
    broken = dataclasses.replace(workshop.running(), rested=4_000_000_000)
    assert agenda.used(broken, table.context.now) > 0, "also where an earlier version noted such a rest"


def test_a_clock_that_was_far_ahead_and_set_back_runs_on(table: Table, workshop: Workshop) -> None:
    table.do("start_stage", stage="framing")
    workshop.at(5).table.do("pause_stage")
    workshop.at(60 * 24 * 365 * 50).table.do("resume_stage")
    workshop.at(12)
    assert 0 < agenda.used(workshop.running(), table.context.now) <= 12 * 60
