"""How long a summary takes to print: one of 300 cards against one of 30."""

from __future__ import annotations

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.report.pdf import summary_bytes
from tests.benchmarks import large_session
from tests.benchmarks.measure import Benchmark, Comparison, in_turn
from tests.benchmarks.questions import with_facts

LARGE, SMALL = 300, 30


def the_whole_summary() -> Comparison:
    """Print the whole summary for participants of both."""
    return _compare("participants")


def for_engineers() -> Comparison:
    """Print the edition with the most tables of both."""
    return _compare("engineers")


def _compare(edition: str) -> Comparison:
    large, small = (Board(with_facts(large_session.records(size))) for size in (LARGE, SMALL))

    def print_one(board: Board) -> None:
        summary_bytes(board, catalogue(), edition=edition)

    return in_turn(lambda: print_one(large), lambda: print_one(small))


BENCHMARKS = [
    Benchmark("summary for participants, 300 cards / 30", 8.0, the_whole_summary),
    Benchmark("summary for engineers, 300 cards / 30", 8.0, for_engineers),
]
