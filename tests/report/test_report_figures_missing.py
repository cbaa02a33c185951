"""Results that lack figures, as files of other programs hold them: everything prints, and nobody is counted as none."""

from functools import cache

import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Result, replaced
from stworkshop.report.content import outline
from stworkshop.rounds import opinions
from stworkshop.rounds.opinion_summary import Room
from tests.report.printing import sample
from tests.report.told import said_in

FIGURES = sorted({name for r in sample("merravale").results.values() for name in r.figures})
EDITIONS = ("participants", "decision-makers", "engineers", "takeaway", "aia")


def without(*names: str) -> Board:
    def kept(result: Result) -> dict[str, object]:
        return {name: value for name, value in result.figures.items() if name not in names}

    return Board(
        [replaced(r, {"figures": kept(r)}) if isinstance(r, Result) else r for r in sample("merravale").records()]
    )


@cache
def told(edition: str, *names: str) -> str:
    return " ".join(said_in(outline.build(without(*names), catalogue(), edition)))


@pytest.mark.parametrize("name", FIGURES)
def test_everything_prints_where_one_figure_is_missing(name: str) -> None:
    for edition in EDITIONS if name in ("mean", "n", "counts", "consensus", "median") else ("engineers",):
        assert told(edition, name)
    Room(without(name), catalogue())


@pytest.mark.parametrize("edition", EDITIONS)
def test_results_without_any_figure_print_as_not_counted(edition: str) -> None:
    said = told(edition, *FIGURES)
    if edition in ("participants", "decision-makers", "takeaway"):
        assert "not counted" in said
    assert "Nobody answered:" not in said and "Nobody gave an answer" not in said


@pytest.mark.parametrize("counts", [[1, 2, 3], [1, 0, 0, 0, -1], [0.5, 0, 0, 0, 1], [0] * 6, []])
def test_counts_that_cannot_be_are_not_told(counts: list[float]) -> None:
    opinion = {"n": 6, "counts": counts, "counts_by_side": {"public": counts, "planner": [0, 0, 1, 2, 0]}}
    assert opinions.counts_of(opinion) == ()
    assert opinions.side_counts(opinion) == {"planner": (0, 0, 1, 2, 0)}
