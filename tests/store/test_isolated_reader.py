"""Copies of others are read in a process of their own first, with limits; what ends it is refused in a sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stworkshop.cli import command_line
from stworkshop.errors import DamagedFile
from stworkshop.merge import read_copies
from stworkshop.store import isolated_reader
from tests.source_tree import ROOT
from tests.store.make_fixture import work_on

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="the system has no limits for a process")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two copies of a session, in a folder with a library of its own."""
    work_on(tmp_path / "good.stw")
    for name in ("other.stw", "bad.stw"):
        (tmp_path / name).write_bytes((tmp_path / "good.stw").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "library.stwl"))
    return tmp_path


@pytest.fixture
def ended_by_bad(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that the system ends as soon as it reads the bad one."""
    program = folder / "program"
    program.write_text('#!/bin/sh\ncase "$*" in *bad*) kill -SEGV $$;; esac\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))


@needs_limits
@pytest.mark.usefixtures("ended_by_bad")
def test_of_several_files_the_one_that_ends_it_is_named(folder: Path) -> None:
    isolated_reader.read([folder / "good.stw", folder / "other.stw"])
    with pytest.raises(DamagedFile, match=r"bad\.stw"):
        isolated_reader.read([folder / "good.stw", folder / "bad.stw"])


@needs_limits
@pytest.mark.usefixtures("ended_by_bad")
@pytest.mark.parametrize(
    "job",
    [
        lambda: command_line.main(["merge", "good.stw", "bad.stw", "--to", "out.stw"]),
        lambda: command_line.main(["import", "bad.stw"]),
        lambda: command_line.main(["import", "bad.stw", "--to", "out.stw"]),
        lambda: command_line.main(["import", "bad.stw", "--into", "good.stw"]),
    ],
    ids=["merge", "import", "import-as-a-file", "import-onto-a-map"],
)
def test_each_job_that_takes_copies_of_others_asks_first(
    folder: Path, capsys: pytest.CaptureFixture[str], job: Callable[[], int]
) -> None:
    before = (folder / "good.stw").read_bytes()
    assert job() == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (folder / "out.stw").exists() and not (folder / "library.stwl").exists()
    assert (folder / "good.stw").read_bytes() == before


@needs_limits
@pytest.mark.usefixtures("ended_by_bad")
def test_a_review_of_tables_asks_first(folder: Path) -> None:
    assert len(read_copies.read_copies([folder / "good.stw", folder / "other.stw"])) == 2
    with pytest.raises(DamagedFile):
        read_copies.read_copies([folder / "good.stw", folder / "bad.stw"])


def test_a_sound_file_passes_and_what_is_none_is_left_to_its_own_words(folder: Path) -> None:
    (folder / "letter.stw").write_text("a letter")
    isolated_reader.read([folder / "good.stw", folder / "letter.stw", folder / "none.stw"])
    # Not in this process: it would keep the limits.
    command = [sys.executable, "-m", isolated_reader.__name__, str(folder / "letter.stw")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode not in (0, 1)


def test_where_no_process_can_be_started_nothing_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(folder / "no program"))
    isolated_reader.read([folder / "good.stw"])


@needs_limits
def test_memory_has_a_limit() -> None:
    limits = "own_process.limit(60, isolated_reader.BYTES); bytearray(isolated_reader.BYTES * 2)"
    code = f"from stworkshop.store import isolated_reader; from stworkshop.system import own_process; {limits}"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "MemoryError" in ended.stderr


def test_the_packed_program_reads_by_the_same_word(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging/entry.py"), isolated_reader.VERB]
    environment = {"PYTHONPATH": str(ROOT)}
    for name, code in (("good.stw", 0), ("none.stw", 3)):
        run = subprocess.run([*command, str(folder / name)], env=environment, capture_output=True, check=False)
        assert (run.returncode, run.stdout) == (code, b""), run.stderr
