"""Drafts of a program that was killed go at the next start, wherever they lie; everything else stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stworkshop.cli import command_line
from stworkshop.system import temporary_files
from tests.source_tree import ROOT

WORKER = """
import os, signal, sys
from pathlib import Path
from stworkshop.system import temporary_files
path = Path(sys.argv[1])
folder = temporary_files.folder("icons")
(folder / "secret").write_text("words")
print(folder, flush=True)
with temporary_files.draft(path / ".out.stw.1a2b3c4d") as draft:
    for ending in ("", "-journal", "-wal"):
        draft.with_name(draft.name + ending).write_text("words of people")
    if sys.argv[2] == "live":
        print("there", flush=True)
        sys.stdin.read()
    else:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def started(path: Path, how: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(path)}
    command = [sys.executable, "-c", WORKER, str(path), how]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX systems")
def test_what_a_killed_program_left_goes_at_the_next_start(tmp_path: Path) -> None:
    place = tmp_path / "documents"
    place.mkdir()
    kept = place / ".out.stw.9a9b9c9d"
    kept.write_text("of somebody else")
    with started(place, "die") as worker:
        assert worker.wait() == -signal.SIGKILL
    assert len(list(place.iterdir())) == 5, "three files of the draft, the folder, and what is not ours"
    assert command_line.main(["show", str(tmp_path / "none.stw")]) == 1, "whatever is asked of the program"
    assert list(place.iterdir()) == [kept]
    assert list((tmp_path / "data" / "STWorkshop" / "drafts").iterdir()) == []


def test_what_a_running_program_has_under_way_stays(tmp_path: Path) -> None:
    place = tmp_path / "documents"
    place.mkdir()
    with started(place, "live") as worker:
        assert worker.stdout is not None and worker.stdin is not None
        folder = Path(worker.stdout.readline().strip())
        assert worker.stdout.readline().strip() == "there"
        temporary_files.sweep()
        assert (place / ".out.stw.1a2b3c4d").exists() and (folder / "secret").exists()
        worker.stdin.close()
        assert worker.wait() == 0
    assert not list(place.iterdir()), "and at its end it takes away what it made"
    temporary_files.sweep()
    assert list((tmp_path / "data" / "STWorkshop" / "drafts").iterdir()) == []


def test_only_what_looks_like_a_draft_is_taken_away(tmp_path: Path) -> None:
    place = tmp_path / "data" / "STWorkshop" / "drafts"
    place.mkdir(parents=True)
    mine = tmp_path / "evening.stw"
    mine.write_text("a workshop")
    (place / "0123.json").write_text(f'["{mine}", "relative", 3]')
    (place / "0123.lock").touch()
    temporary_files.sweep()
    assert mine.exists()


def test_where_nothing_can_be_written_down_drafts_are_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with temporary_files.draft(tmp_path / ".a.1234") as draft:
        draft.write_text("x")
    assert not draft.exists()
