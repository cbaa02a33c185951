"""Tell how many lines of each room of the core its tests run: python -m tests.core_coverage [FOLDER OF TESTS ...]

It takes about twice as long as the tests alone, from Python 3.12 on a sixth longer. Where all tests of the core ran, a
room below LEAST makes it fail.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import coverage

from tests.source_tree import ROOT

LEAST = 90.0
"""Percent of the lines of each room that have to be run."""
_WINDOW = ("attacks", "benchmarks", "gestures", "mutation", "packaging", "ui")
"""Folders of tests that are not about the core, or take very long."""


def main(folders: Sequence[str]) -> int:
    """Run the tests of these folders, of all that are about the core without any; 1 where a test or a room fails."""
    wanted = folders or [f.name for f in sorted((ROOT / "tests").iterdir()) if f.is_dir() and _is_of_core(f)]
    with tempfile.TemporaryDirectory(prefix="stworkshop-coverage-") as kept:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            ran = list(pool.map(lambda folder: _run(folder, Path(kept)), wanted))
        failed = [folder for folder, passed in zip(wanted, ran, strict=True) if not passed]
        shares = _shares(Path(kept))
    low = [room for room, share in shares.items() if share < LEAST and not folders]
    for room, share in shares.items():
        print(f"{share:5.1f} %  {room}{'  below the least' if room in low else ''}")
    if failed:
        print(f"tests failed: {', '.join(failed)}")
    return int(bool(failed or low))


def _is_of_core(folder: Path) -> bool:
    return folder.name not in _WINDOW and any(folder.rglob("test_*.py"))


def _run(folder: str, kept: Path) -> bool:
    measure = ("-m", "coverage", "run", f"--source={ROOT / 'stworkshop'}", f"--data-file={kept / folder}")
    tests = ("-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", f"tests/{folder}")
    core = {"COVERAGE_CORE": "sysmon" if sys.version_info >= (3, 12) else "ctrace"}
    here = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **core}
    done = subprocess.run(
        [sys.executable, *measure, *tests], cwd=ROOT, env=here, capture_output=True, text=True, check=False
    )
    print(folder, done.stdout.strip().rpartition("\n")[2], flush=True)
    return done.returncode == 0


def _shares(kept: Path) -> dict[str, float]:
    """Return the percent of lines that were run, by room."""
    measured = coverage.Coverage(data_file=str(kept / "together"), source=[str(ROOT / "stworkshop")])
    measured.combine([str(path) for path in kept.iterdir()])
    lines, missed = Counter[str](), Counter[str]()
    for file in sorted((ROOT / "stworkshop").rglob("*.py")):
        _name, statements, _left_out, missing, _words = measured.analysis2(str(file))
        room = file.relative_to(ROOT / "stworkshop").parts[0].removesuffix(".py")
        lines[room] += len(statements)
        missed[room] += len(missing)
    return {room: 100 * (1 - missed[room] / count) for room, count in lines.items() if count}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
