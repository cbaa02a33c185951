"""The real program on a display of its own, with a real pointer and a real keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.session.library import Library
from tests.gestures.program import Program

SESSION = "case-hill-east-evening"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library that holds the smallest sample."""
    path = tmp_path / "library.db"
    sample = next(p for p in assets.sample_sessions() if p.stem == "hill-east")
    Library(path).add(our_json.read(sample))
    return path


@pytest.fixture
def start(xvfb_display: str, library: Path) -> Iterator[Callable[[], Program]]:
    """Start the program, ready to be worked."""
    running: list[Program] = []

    def run() -> Program:
        program = Program(xvfb_display, library, SESSION)
        running.append(program)
        program.until(lambda ready: ready is True, "ready")
        return program

    yield run
    for program in running:
        program.end()
