"""Plant small faults in the code and count how many the tests notice: python -m tests.mutation [AREA ...]

Faults are made by mutmut, in a copy of the work tree. One that no test notices must stand in harmless.yaml with a
reason; an area of which too few are noticed fails. Lines that only make a sentence for people are left out: the words
have tests of their own. `--faults N` tries N of each area, always the same ones, as large areas have thousands, and
measures the share among them. `--within S` takes of each area as many of a fixed sample as can be tried in S seconds in
all, and fails where one of them is neither noticed nor known.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.mutation.areas import AREAS, Area
from tests.source_tree import ROOT, tracked_files

HARMLESS = Path(__file__).with_name("harmless.yaml")
IN_SAMPLE = ("attribution", "disclosure")
"""Areas of which the gate tries some: their tests take milliseconds."""
_NOTICED = {1, 3, 24, 36, 37, 152, 255, -24, -11, -9}  # failed, or never came to an end
_NONE = ("no.such.fault",)  # only makes the faults
_WORDS = [r"\b_\(", r"\bngettext\(", r"_\(\"", r"raise NotImplementedError", r"^from|^import|TYPE_CHECKING"]


_SQL = re.compile(r"\b(select|insert or|delete from|update \w+ set|pragma|order by|and \w+ =)", re.IGNORECASE)
_LITERAL = re.compile(r"'[^']*'")
_FOR_READERS = (
    (re.compile(r",\s*(strict=\w+)?\s*\)"), ")"),  # that two lists are as long as each other
    (re.compile(r"\bcast\([^,]+,"), "cast("),  # the type checker's alone
    (re.compile(r"\"utf-8\"", re.IGNORECASE), '"utf-8"'),
)


def equivalent(before: str, after: str) -> bool:
    """Tell whether two lines do the same by a rule of the language: SQL in capitals, a cast, `strict` of a zip."""
    if _SQL.search(before) and before.casefold() == after.casefold():
        return _LITERAL.findall(before) == _LITERAL.findall(after)
    for pattern, plain in _FOR_READERS:
        before, after = pattern.sub(plain, before), pattern.sub(plain, after)
    return before == after and any(word in before for word in ("zip(", "cast(", "utf-8"))


@dataclass(frozen=True)
class Fault:
    """One changed line: where, before and after, and whether a test noticed."""

    name: str
    noticed: bool
    before: str = ""
    after: str = ""

    @property
    def function(self) -> str:
        """The function's dotted name, without mutmut's own marks."""
        return self.name.rpartition("__mutmut_")[0].replace(".x_", ".").replace(".xǁ", ".").replace("ǁ", ".")


class Copy:
    """A copy of the work tree in which one area's code is mutated."""

    def __init__(self, folder: Path, area: Area) -> None:
        self.folder, self.area = folder, area
        for file in tracked_files():
            to = folder / file.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to)
        settings = {
            "source_paths": [f"stworkshop/{each}" for each in area.sources],
            "do_not_mutate": [f"stworkshop/{each}" for each in area.but],
            "do_not_mutate_patterns": _WORDS,
            "also_copy": sorted(p.name for p in folder.iterdir() if p.name not in (".git", "pyproject.toml", "tests")),
            "pytest_add_cli_args": ["-p", "no:xdist", "-p", "no:cacheprovider"],
            "pytest_add_cli_args_test_selection": [f"tests/{each}" for each in area.tests],
        }
        with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
            project.write("\n[tool.mutmut]\n")
            project.writelines(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())

    def run(self, *names: str) -> None:
        """Try the faults of these names, or all; raises SystemExit with mutmut's words where it cannot."""
        done = self._mutmut("run", "--max-children", str(os.cpu_count() or 1), *names)
        if not self.codes() or (names != _NONE and all(code is None for code in self.codes().values())):
            raise SystemExit(f"{self.area.name}: mutmut tried nothing\n{done.stdout[-3000:]}{done.stderr[-3000:]}")

    def codes(self) -> dict[str, int | None]:
        """Return how the tests ended for each fault, None where they did not run yet."""
        found: dict[str, int | None] = {}
        for meta in (self.folder / "mutants").rglob("*.meta"):
            found |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        return found

    def faults(self) -> list[Fault]:
        """Return what was tried; of what went unnoticed with its lines."""
        tried = {name: code for name, code in self.codes().items() if code is not None}
        return [
            Fault(name, True) if code in _NOTICED else Fault(name, False, *self._lines(name))
            for name, code in sorted(tried.items())
        ]

    def _lines(self, name: str) -> tuple[str, str]:
        diff = self._mutmut("show", name).stdout.splitlines()
        changed = {sign: [x[1:].strip() for x in diff if x[:1] == sign and x[:3] != sign * 3] for sign in "-+"}
        return " ".join(changed["-"]), " ".join(changed["+"])

    def _mutmut(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "mutmut", *arguments]
        return subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, check=False)


@contextmanager
def copy_for(area: Area) -> Iterator[Copy]:
    """Lend a copy of the work tree for one area: in TMPDIR where it is set, else in memory where that can be."""
    memory = Path("/dev/shm")
    parent = memory if "TMPDIR" not in os.environ and memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="stworkshop-mutation-", dir=parent, ignore_cleanup_errors=True) as folder:
        yield Copy(Path(folder), area)


def known() -> set[tuple[str, str, str]]:
    """Return the faults of which it is written down why no test need notice them."""
    rows = yaml.safe_load(HARMLESS.read_text(encoding="utf-8"))
    return {(row["function"], row["before"], row["after"]) for row in rows if row["why"]}


def _is_open(fault: Fault, excused: set[tuple[str, str, str]]) -> bool:
    explained = equivalent(fault.before, fault.after) or (fault.function, fault.before, fault.after) in excused
    return not fault.noticed and not explained


def measure(area: Area, most: int | None = None) -> bool:
    """Try all faults of an area, or so many, print what came of it, and tell whether the goal is met."""
    with copy_for(area) as copy:
        chosen = () if most is None else _shuffled(copy)[:most]
        copy.run(*chosen)
        faults = copy.faults()
        made = len(copy.codes())
    excused = known()
    open_ = [fault for fault in faults if _is_open(fault, excused)]
    noticed = sum(fault.noticed for fault in faults)
    share = noticed / len(faults)
    held = 1 - len(open_) / len(faults)
    met = held >= area.goal
    for fault in open_:
        print(f"  {fault.function}\n    - {fault.before}\n    + {fault.after}")
    harmless = len(faults) - noticed - len(open_)
    print(
        f"{area.name}: {noticed} of {len(faults)} noticed ({share:.1%}; {made} in all),"
        f" {harmless} known to be harmless, {len(open_)} open; goal {area.goal:.0%} {'met' if met else 'MISSED'}",
        flush=True,
    )
    return met


def _shuffled(copy: Copy) -> list[str]:
    """Make the faults, and return their names in an order that is the same each time but means nothing."""
    copy.run(*_NONE)
    return sorted(copy.codes(), key=lambda name: hashlib.sha256(name.encode()).hexdigest())


def sample(area: Area, seconds: float) -> bool:
    """Try some faults, always the same first, until the time is over; tell whether each was noticed or is known."""
    end = time.monotonic() + seconds
    excused = known()
    with copy_for(area) as copy:
        names = _shuffled(copy)
        tried = 0
        while tried < len(names) and time.monotonic() < end:
            copy.run(*names[tried : tried + 20])
            tried += 20
        faults = copy.faults()
    missed = [fault for fault in faults if _is_open(fault, excused)]
    for fault in missed:
        print(f"NOT NOTICED  {fault.function}\n    - {fault.before}\n    + {fault.after}")
    print(f"{area.name}: {len(faults)} of {len(names)} faults tried, {len(missed)} not noticed", flush=True)
    return not missed


def main(arguments: Sequence[str]) -> int:
    """Measure the areas named, or all; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="AREA", help=", ".join(area.name for area in AREAS))
    parser.add_argument("--within", type=float, metavar="S", help="a fixed sample, for S seconds in all")
    parser.add_argument("--faults", type=int, metavar="N", help="only so many of each area, always the same ones")
    given = parser.parse_args(arguments)
    if unknown := set(given.areas) - {area.name for area in AREAS}:
        parser.error(f"no such area: {', '.join(sorted(unknown))}")
    if given.within is not None:
        wanted = [area for area in AREAS if area.name in (given.areas or IN_SAMPLE)]
        return int(not all([sample(area, given.within / len(wanted)) for area in wanted]))
    return int(not all([measure(area, given.faults) for area in AREAS if not given.areas or area.name in given.areas]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
