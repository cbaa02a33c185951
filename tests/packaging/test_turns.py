"""Two starts at once in one checkout: each finds a whole environment, and none takes it from under another."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from turns import Turns

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
# A start whose installation only writes down that it took place, and that ends with its stdin.
START = """
import sys
from pathlib import Path
import environment
from environment import Environment
here = Path(sys.argv[1])
log = here / "log"

def install(self, lock):
    assert (self.folder / "pyvenv.cfg").exists(), "taken away"
    with log.open("a") as file:
        file.write(lock.name + chr(10))

environment.HERE = here
Environment._install = install
used = Environment(here / "env")
used.ensure("run")
print("ready", flush=True)
sys.stdin.read()
"""


@contextmanager
def started(here: Path) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", START, str(here)]
    with subprocess.Popen(
        command, cwd=PACKAGING, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env={"PYTHONPATH": str(PACKAGING)}
    ) as process:
        yield process
        process.communicate()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("nothing==1\n")
    return tmp_path


def said(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


def ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_a_second_start_waits_until_the_environment_is_made(here: Path) -> None:
    with Turns(here / "env").making(), started(here) as second:
        assert "waiting" in said(second)
        assert not (here / "log").exists()
        second.terminate()
    assert not (here / "env").exists()


def test_an_environment_in_use_is_not_taken_away(here: Path) -> None:
    with started(here) as first:
        assert ready(first) == "ready\n"
        (here / "env" / "stworkshop-stamp.json").write_text("{}")  # as one that another Python made
        with started(here) as second:
            assert "making the environment" in said(second)
            assert "still runs in it" in said(second)
            assert (here / "env" / "pyvenv.cfg").exists()
            first.communicate()
            assert ready(second) == "ready\n"
    assert (here / "log").read_text() == "requirements.lock\n" * 2
