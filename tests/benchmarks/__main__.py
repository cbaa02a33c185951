"""Print the promises about speed as ratios, and fail if one is broken: python -m tests.benchmarks [PART OF A NAME]

They hold on an idle machine. One that fails is tried once more, because no machine is always idle.
"""

import os
import sys
from collections.abc import Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import editing, looks, mapping, printing, questions, room, tables
from tests.benchmarks.measure import Benchmark, Comparison

ALL: list[Benchmark] = [
    *editing.BENCHMARKS,
    *mapping.BENCHMARKS,
    *looks.BENCHMARKS,
    *questions.BENCHMARKS,
    *printing.BENCHMARKS,
    *tables.BENCHMARKS,
    *room.BENCHMARKS,
]


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks whose name holds the words given; 1 if one was over its limit twice."""
    wanted = " ".join(arguments)
    broken = 0
    for benchmark in ALL:
        if wanted not in benchmark.name:
            continue
        measured = benchmark.compare()
        print(_line(benchmark, measured), flush=True)
        if measured.ratio > benchmark.limit:
            measured = benchmark.compare()
            print(_line(benchmark, measured), "(second try)", flush=True)
            broken += measured.ratio > benchmark.limit
    return int(broken > 0)


def _line(benchmark: Benchmark, measured: Comparison) -> str:
    verdict = "ok" if measured.ratio <= benchmark.limit else "TOO SLOW"
    return f"{measured.ratio:6.2f} (at most {benchmark.limit:4.2f})  {verdict:8}  {measured}  {benchmark.name}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
