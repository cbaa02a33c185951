"""A room full of laptops: how long an edit takes to all others, against a bare relay of the same bytes.

The host is the program itself in a process of its own, and the guests are its own clients with their maps in memory, in
two processes. Alone, the whole of it is `python -m tests.benchmarks.room`: 30 guests with 5 edits a second each for a
minute.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from stworkshop.session.session import open_session
from tests.benchmarks import large_session
from tests.benchmarks.laptops import digest
from tests.benchmarks.measure import Benchmark, Comparison

CODE = "314159"
CARDS = 60
RATE = 5.0
"""Edits a second of each guest."""
PROCESSES = 2
PATIENCE = 60.0
"""Seconds in which all have to come in, and all maps to be equal once nobody edits any more."""
_ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Run:
    """What one run showed: delays in seconds from the making of an edit, and what the host needed.

    `each` to each other laptop, `last` until the last of them had it, `shown` until each had it on its map.
    """

    edits: int
    each: list[float]
    last: list[float]
    shown: list[float]
    lost: int
    cpu: float
    memory_before: float
    memory: float
    laptops_cpu: float


def measure(guests: int, seconds: float, folder: Path) -> tuple[Run, Run]:
    """Run a room, then the bare relay with the bytes that the guests sent."""
    path = large_session.write(folder / "room.stw", CARDS)
    host = [sys.executable, "-m", "ui.main", "host", str(path), "--code", CODE, "--address", "127.0.0.1", "--json"]
    books, room = _run(host, guests, seconds, folder, bare=False)
    maps = {report["map"] for report in books.reports.values()}
    with open_session(path) as session:
        maps.add(digest(session.board.records()))
    assert len(maps) == 1, "all maps, and the file, hold the same"
    assert not any(report["refused"] for report in books.reports.values()), "nothing was refused"
    assert not room.lost, "each edit came to each laptop"
    (folder / "frames.json").write_text(json.dumps({number: book["frames"] for number, book in books.all.items()}))
    _books, bare = _run([sys.executable, "-m", "tests.benchmarks.relay"], guests, seconds, folder, bare=True)
    return room, bare


@dataclass(frozen=True)
class _Books:
    all: dict[str, Any]
    reports: dict[str, Any]


def _run(host: list[str], guests: int, seconds: float, folder: Path, *, bare: bool) -> tuple[_Books, Run]:
    limit = seconds + 3 * PATIENCE
    with contextlib.ExitStack() as stack:
        out = stack.enter_context((folder / f"host-{bare}.out").open("w+"))
        server = stack.enter_context(_process(host, limit, stdout=out))
        url = _first_line(out)["url"]
        parts = []
        for number in range(PROCESSES):
            settings = {
                "url": url, "code": CODE, "bare": bare, "rate": RATE, "seconds": seconds,
                "numbers": list(range(number, guests, PROCESSES)), "frames": str(folder / "frames.json"),
                "book": str(folder / f"book-{bare}-{number}.json"),
            }  # fmt: skip
            command = [sys.executable, "-m", "tests.benchmarks.laptops", json.dumps(settings)]
            parts.append(stack.enter_context(_process(command, limit, stdin=subprocess.PIPE, stdout=subprocess.PIPE)))
        for part in parts:
            _answer(part, "here")
        memory_before, used, at = _status(server, "VmRSS"), _used(server), time.monotonic()
        laptops_used = sum(map(_used, parts))
        for part in parts:
            _tell(part, f"start {at + 0.5}")
        for part in parts:
            _answer(part, "done")
        took = time.monotonic() - at
        cpu, laptops_cpu = (_used(server) - used) / took, (sum(map(_used, parts)) - laptops_used) / took
        reports = _at_rest(parts)
        memory = _status(server, "VmHWM")
        for part in parts:
            _tell(part, "end")
            _answer(part, "ended")
            part.wait(PATIENCE)
        server.terminate()
        server.wait(PATIENCE)
    books = {}
    for number in range(PROCESSES):
        books.update(json.loads((folder / f"book-{bare}-{number}.json").read_text()))
    made = {mark: at for book in books.values() for mark, at in book["sent"]}
    came, shown = _delays(made, books, "came"), _delays(made, books, "shown")
    each = [delay for delays in came.values() for delay in delays]
    run = Run(
        edits=len(made),
        each=each,
        last=[max(delays) for delays in came.values() if delays],
        shown=[delay for delays in shown.values() for delay in delays],
        lost=len(made) * (guests - 1) - len(each),
        cpu=cpu,
        memory_before=memory_before,
        memory=memory,
        laptops_cpu=laptops_cpu,
    )
    return _Books(books, reports), run


def _at_rest(parts: list[subprocess.Popen[str]]) -> dict[str, Any]:
    """Wait until nobody owes anything and all maps are equal; return what each laptop reports then."""
    until = time.monotonic() + PATIENCE
    while True:
        reports: dict[str, Any] = {}
        for part in parts:
            _tell(part, "report")
            reports.update(_answer(part))
        settled = not any(report["owed"] for report in reports.values())
        if (settled and len({report["map"] for report in reports.values()}) == 1) or time.monotonic() > until:
            return reports
        time.sleep(0.2)


def _delays(made: dict[str, float], books: dict[str, Any], what: str) -> dict[str, list[float]]:
    """Return for each edit the seconds from its making to each other laptop."""
    delays: dict[str, list[float]] = {mark: [] for mark in made}
    for book in books.values():
        for mark, at in book[what]:
            if mark in made:
                delays[mark].append(at - made[mark])
    return delays


# --- processes


@contextlib.contextmanager
def _process(command: list[str], limit: float, **pipes: Any) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(command, cwd=_ROOT, text=True, **pipes)
    too_long = threading.Timer(limit, started.kill)
    too_long.start()
    try:
        yield started
    finally:
        too_long.cancel()
        if started.poll() is None:
            started.kill()
        started.wait()


def _first_line(out: IO[str]) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        out.seek(0)
        if (line := out.readline()).endswith("\n"):
            first: dict[str, Any] = json.loads(line)
            return first
        time.sleep(0.05)
    raise TimeoutError("the host did not start")


def _tell(part: subprocess.Popen[str], line: str) -> None:
    assert part.stdin is not None
    part.stdin.write(line + "\n")
    part.stdin.flush()


def _answer(part: subprocess.Popen[str], wanted: str = "") -> dict[str, Any]:
    assert part.stdout is not None
    while line := part.stdout.readline():
        answer: dict[str, Any] = json.loads(line)
        if not wanted or wanted in answer:
            return answer
    raise RuntimeError("the laptops ended early")


def _used(process: subprocess.Popen[str]) -> float:
    """Return the seconds of processor that a process has used; 0 where the system does not say."""
    stat = Path(f"/proc/{process.pid}/stat")
    fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def _status(process: subprocess.Popen[str], name: str) -> float:
    """Return a line of a process's status in MB; 0 where the system does not say."""
    status = Path(f"/proc/{process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)


# --- what is printed


def six_guests() -> Comparison:
    """Six guests for some seconds: the median until the last laptop has an edit."""
    with tempfile.TemporaryDirectory() as folder:
        room, bare = measure(6, 8.0, Path(folder))
    return Comparison(statistics.median(room.last), statistics.median(bare.last))


def lines(room: Run, bare: Run) -> Iterator[str]:
    """Say what two runs showed, as ratios."""
    for words, ours, plain in (
        ("each other laptop", room.each, bare.each),
        ("the last laptop", room.last, bare.last),
        ("the map of each other laptop", room.shown, bare.each),
    ):
        for name, share in (("median", 0.5), ("95th percentile", 0.95)):
            own, other = _part(ours, share), _part(plain, share)
            yield f"delay to {words}, {name}: RATIO {own / other:.2f} ({1000 * own:.2f} ms / {1000 * other:.2f} ms)"
    yield f"edits: {room.edits}, {room.lost} lost of {len(room.each)} deliveries; all maps and the file equal"
    if not bare.cpu:
        return  # only Linux says here what a process needs
    yield f"host's processor: {room.cpu:.0%} of one core; bare relay: {bare.cpu:.0%}; RATIO {room.cpu / bare.cpu:.2f}"
    yield f"all guests' processor: {room.laptops_cpu:.0%} of one core; bare: {bare.laptops_cpu:.0%}"
    yield f"host's memory: {room.memory_before:.0f} MB with all guests in, {room.memory:.0f} MB at most"


def _part(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Print what a full room shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guests", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in lines(*measure(given.guests, given.seconds, Path(folder))):
            print(line, flush=True)


BENCHMARKS = [Benchmark("an edit to all of six laptops in a room / through a bare relay", 9.0, six_guests)]

if __name__ == "__main__":
    main()
