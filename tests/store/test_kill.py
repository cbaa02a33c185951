"""kill -9 at any moment: every edit that was acknowledged is there afterwards, and the file is sound."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from stworkshop.model import agenda
from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import open_session
from stworkshop.store import doctor
from tests.conftest import SOAK
from tests.source_tree import ROOT
from tests.workshop import assert_all_agree, make

NUMBER = 200 if SOAK else 6

# Feeds a session with edits, and says so on stdout after each has returned, as `apply` does.
WORKER = """
import sys
from pathlib import Path
from stworkshop.session.session import open_session
session = open_session(Path(sys.argv[1]))
turn = sys.argv[2]
for number in range(1_000_000):
    session.run("add_element", kind="concern", label=f"Worry {turn}.{number}", id=f"w-{turn}-{number}")
    session.run("edit_element", id="late", note=f"{turn}.{number}")
    session.run("capture", text="c heard @Night riders #human-rights", id=f"c-{turn}-{number}")
    session.run("move_in_view", view="vp-people-concerns", moves={f"c-{turn}-{number}": [number, 1]})
    session.run("start_stage", stage=("components", "linking")[number % 2])
    session.run("extend_stage", minutes=1)
    session.run("name_moment", label=f"{turn}.{number}")
    if number % 5 == 2:
        session.run("merge_cards", ids=[f"w-{turn}-{number}", f"c-{turn}-{number}"])
        session.undo()
        session.redo()
        session.undo()
    print(number, flush=True)
"""


def killed(path: Path, turn: int, after: int, delay: float) -> int:
    """Let a program edit, kill it a moment after it has acknowledged so many; return the last it acknowledged."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WORKER, str(path), str(turn)]
    last = -1
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            last = int(line)
            if last == after:
                # Not at once: the edit that is under way meanwhile is the one to be hit.
                threading.Timer(delay, worker.kill).start()
        code = worker.wait()
    assert code in (-signal.SIGKILL, 1)
    return last


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX systems")
def test_every_acknowledged_edit_survives_a_kill(tmp_path: Path) -> None:
    chance = random.Random(2026)
    path = make(tmp_path / "killed.stw")
    acknowledged: dict[int, int] = {}
    for turn in range(NUMBER):
        acknowledged[turn] = killed(path, turn, chance.randrange(12), chance.random() / 50)
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
        assert doctor.examine(path).sound
        with open_session(path) as session:
            for number in range(acknowledged[turn] + 1):
                assert session.board.elements[f"w-{turn}-{number}"].label == f"Worry {turn}.{number}"
                assert session.board.elements[f"c-{turn}-{number}"].concepts == ("human-rights",)
                assert session.board.positions[f"vp-people-concerns/c-{turn}-{number}"].pos == (number, 1)
            kept = [moment.label for moment in session.board.snapshots.values() if moment.kind == "named"]
            assert kept.count(f"{turn}.{acknowledged[turn]}") == 1
            assert len(agenda.items(session.board, catalogue())) >= 2 and agenda.running(session.board) is not None
            said, number_said = session.board.elements["late"].note.split(".")
            assert int(said) == turn and int(number_said) >= acknowledged[turn]
            assert_all_agree(session)
    with open_session(path) as session:
        there = set(session.board.elements)
        assert there >= {f"w-{turn}-{n}" for turn, last in acknowledged.items() for n in range(last + 1)}
