"""The gate that every change passes: ruff, mypy, then the tests, whose closing line stays the last."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from console import say
from environment import ROOT

_MOST_WORKERS = 4
_WAITING = 1
"""Workers above the number of cores: one test in a few waits for a window, a server or a disk, and not for a core."""
_ROOM = 4 * 2**30
RUFF = ("-m", "ruff", "check", ".")
MYPY = ("-m", "mypy")
MUTATION = ("-m", "tests.mutation")
COVERAGE = ("-m", "tests.core_coverage")
SAMPLE = ("--within", "40")  # seconds


def run_gate(python: Path, arguments: Sequence[str], env: Mapping[str, str]) -> int:
    """Run every part even if an earlier one fails; 0 only if all passed."""
    soak = "--soak" in arguments
    settings = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), **env}
    if soak:
        settings["STWORKSHOP_SOAK"] = "1"
    failed = []
    say("ruff ...")
    if _run(python, RUFF, settings) != 0:
        failed.append("ruff")
    if soak:
        say("benchmarks ...")
        if _run(python, ("-m", "tests.benchmarks"), settings) != 0:
            failed.append("benchmarks")
        if sys.platform != "win32":
            say("coverage of the core ...")
            if _run(python, COVERAGE, {**settings, "STWORKSHOP_SOAK": ""}) != 0:
                failed.append("coverage")
    with _beside(python, MYPY, settings) as mypy:
        if sys.platform != "win32":
            say("faults that tests must notice ...")
            if _run(python, MUTATION if soak else (*MUTATION, *SAMPLE), settings) != 0:
                failed.append("mutation")
        say("mypy ...")
        print(mypy.communicate()[0], end="", flush=True)
        if mypy.returncode != 0:
            failed.append("mypy")
    if failed:
        print(f"FAILED before the tests: {', '.join(failed)} (see above)", flush=True)
    say("tests ...")
    given = [part for part in arguments if part != "--soak"]
    with _quick_folder() as folder:
        here = {"PYTEST_DEBUG_TEMPROOT": folder} if folder else {}
        tests = _run(python, ("-m", "pytest", *_side_by_side(given), *given), {**settings, **here})
    return tests or int(bool(failed))


@contextmanager
def _beside(python: Path, command: Sequence[str], settings: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """Run `command`, which needs one core, while something else needs another; its words are kept until asked for."""
    whole = [str(python), *command]
    environment = {**os.environ, **settings}
    with subprocess.Popen(
        whole, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


@contextmanager
def _quick_folder() -> Iterator[str]:
    """Lend the tests, which wait for thousands of files, a folder in memory; "" where there is none."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < _ROOM:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="stworkshop-tests-", dir=memory, ignore_cleanup_errors=True) as folder:
        yield folder


def _side_by_side(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return what makes pytest use the cores there are, unless the caller says how many."""
    cores = os.cpu_count() or 1
    if cores == 1 or any(part.startswith(("-n", "--numprocesses", "-p")) for part in arguments):
        return ()
    return ("-n", str(min(_MOST_WORKERS, cores + _WAITING)), "--dist", "worksteal")


def _run(python: Path, command: Sequence[str], settings: Mapping[str, str]) -> int:
    sys.stdout.flush()
    done = subprocess.run([str(python), *command], cwd=ROOT, env={**os.environ, **settings}, check=False)
    return done.returncode
