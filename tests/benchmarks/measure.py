"""Compare two ways of doing a thing: in turn, in one process, by medians, so that a busy machine bothers both alike."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

PAIRS = 9
"""How often each way is tried; at least five."""


@dataclass(frozen=True)
class Comparison:
    """Two medians in seconds: of what is judged, and of what it is held against."""

    ours: float
    plain: float

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.plain

    def __str__(self) -> str:
        return f"{1000 * self.ours:8.2f} ms / {1000 * self.plain:8.2f} ms"


@dataclass(frozen=True)
class Benchmark:
    """One promise about speed: `compare` measures, and the ratio may not be above `limit`."""

    name: str
    limit: float
    compare: Callable[[], Comparison]


def in_turn(ours: Callable[[], object], plain: Callable[[], object], *, pairs: int = PAIRS) -> Comparison:
    """Measure both ways in turn after one round that does not count; the order within a pair changes."""
    for warm_up in (ours, plain):
        warm_up()
    times: dict[Callable[[], object], list[float]] = {ours: [], plain: []}
    for pair in range(pairs):
        for way in (ours, plain) if pair % 2 else (plain, ours):
            times[way].append(seconds(way))
    return Comparison(statistics.median(times[ours]), statistics.median(times[plain]))


def seconds(way: Callable[[], object]) -> float:
    """Seconds that one call takes, without a garbage collection in its midst that others have caused."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        kept = way()
        taken = time.perf_counter() - start
    finally:
        gc.enable()
    del kept
    return taken
