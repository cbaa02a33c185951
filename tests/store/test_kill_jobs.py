"""kill -9 in whatever the program does with files: they are sound, nothing is lost, and nothing is left behind.

A job runs in a child that ends itself just before one of its steps on the disk; which one is chosen by chance. The
sample of the gate is fixed; with --soak there are hundreds, and some end at any time instead.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stworkshop import assets
from stworkshop.cli import command_line
from stworkshop.exchange import importing
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from stworkshop.store import database, doctor
from stworkshop.store.user_paths import Secrets
from stworkshop.system import temporary_files
from tests.conftest import SOAK
from tests.store.make_fixture import FIXTURES
from tests.store.test_forget import NAME, PERSON, bytes_of, work_on
from tests.workshop import assert_all_agree, make

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are of POSIX systems")

STEPS = frozenset(
    ("execute", "executemany", "connect", "backup", "replace", "rename", "unlink", "fsync", "open", "mkdir", "chmod")
)
"""Functions in C that do something to the disk."""
SAMPLE = min(assets.sample_sessions(), key=lambda path: path.stat().st_size)

Job = Callable[[Path], object]


def run(*arguments: object) -> int:
    return command_line.main([str(argument) for argument in arguments])


def a_workshop(folder: Path) -> None:
    with open_session(make(folder / "a.stw")) as session:
        work_on(session)
        session.copy_for_table("Hill", folder / "b.stw")
    with open_session(folder / "b.stw") as table:
        table.run("add_element", kind="risk", label="From Hill", id="hill")


def an_old_file(folder: Path) -> None:
    shutil.copy(FIXTURES / "version-2.stw", folder / "a.stw")


def nothing(_folder: Path) -> None:
    return None


def an_edit(folder: Path) -> None:
    with open_session(folder / "a.stw") as session:
        session.run("add_element", kind="risk", label="One more")


def forgetting(folder: Path) -> None:
    with open_session(folder / "a.stw") as session:
        session.forget(PERSON)


def closing(folder: Path) -> None:
    with open_session(folder / "a.stw") as session:
        session.run("close_round", id="r2")


JOBS: dict[str, tuple[Job, Job]] = {
    "import": (a_workshop, lambda folder: Library().add(importing.read_any(SAMPLE), as_copy=True)),
    "first start": (nothing, lambda folder: (Library().list(), Library().new("First"), Library().laptop)),
    "merge": (
        a_workshop,
        lambda at: run("merge", at / "a.stw", at / "b.stw", "--to", at / "m.stw", "--report", at / "r.json"),
    ),
    "copy": (a_workshop, lambda folder: run("copy", folder / "a.stw", "--table", "Vale", "--to", folder / "c.stw")),
    "export": (a_workshop, lambda folder: run("export", folder / "a.stw", "--to", folder / "c.stw", "--for-others")),
    "export json": (a_workshop, lambda folder: run("export", folder / "a.stw", "--to", folder / "c.json")),
    "forget": (a_workshop, forgetting),
    "upgrade": (an_old_file, an_edit),
    "close": (a_workshop, closing),
}
"""What is there before, and the job."""


def killed(job: Job, folder: Path, at: int, delay: float) -> int:
    """Do a job in a child that ends itself before step `at`, or is ended after `delay`; return how far it came.

    That is 0 where it was ended, else the number of its steps.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        steps = 0

        def watch(_frame: Any, event: str, function: Any) -> None:
            nonlocal steps
            if event == "c_call" and getattr(function, "__name__", "") in STEPS:
                steps += 1
                if steps == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - ends with the child
            sys.setprofile(watch)
            job(folder)
            sys.setprofile(None)
            os.write(writing, str(steps).encode())
        finally:
            os._exit(0)
    if delay:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        return int(answer.read() or 0)


def the_next_start(folder: Path) -> None:
    """Start again: sweep, open what is there, and hold it against what it must be."""
    temporary_files.sweep()
    files = {path.name for path in folder.iterdir() if path.suffix == ".stw"}
    if files:
        assert "a.stw" in files, "what was there before is there"
    for name in sorted(files):
        assert doctor.examine(folder / name).sound, name
        with open_session(folder / name) as session:
            assert_all_agree(session)
            assert {"late", "plan"} <= set(session.board.elements), "nothing that was acknowledged is lost"
            closed = [one.id for one in session.board.rounds.values() if one.closed_order is not None]
            assert all(Secrets().key(session.id, one) is None for one in closed), "no key of a closed round"
            if name == "a.stw" and "hers" not in session.board.elements and PERSON not in session.board.participants:
                session.write_back()
                assert NAME.encode() not in bytes_of(folder / name), "no trace of who was forgotten"
        assert not database.log_path(folder / name).exists()
    library = Library()
    if library.path.exists():
        assert doctor.examine(library.path).sound and library.path.stat().st_mode & 0o077 == 0
        library.list()
    left = {p.name for p in (*folder.iterdir(), *library.path.parent.glob("*"), *library.path.parent.glob("*/*"))}
    hidden = sorted(name for name in left if name.startswith("."))
    assert not hidden, f"left behind: {hidden}"
    ledgers = (Path(os.environ["XDG_DATA_HOME"]) / "STWorkshop" / "drafts").glob("*.json")
    assert all(json.loads(ledger.read_text(encoding="utf-8")) == [] for ledger in ledgers), "none has any under way"


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_is_killed_leaves_files_sound_and_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before, job = JOBS[name]
    chance = random.Random(f"kill {name}")

    def fresh(number: int | str) -> Path:
        folder = tmp_path / f"{number}"
        folder.mkdir()
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
        monkeypatch.setenv("STWORKSHOP_LIBRARY", str(folder / "laptop" / "library.stwl"))
        before(folder)
        return folder

    began = time.monotonic()
    folder = fresh("whole")
    steps = killed(job, folder, 0, 0)
    took = time.monotonic() - began
    assert steps > 3
    the_next_start(folder)
    for number in range(34 if SOAK else 2):
        folder = fresh(number)
        by_time = SOAK and number % 3 == 2
        killed(job, folder, 0 if by_time else 1 + chance.randrange(steps), chance.random() * took if by_time else 0)
        the_next_start(folder)
