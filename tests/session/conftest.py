"""One evening's session in a file, on a laptop of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stworkshop.session.session import Session, open_session
from tests.workshop import make


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with the small workshop."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    return make(tmp_path / "evening.stw")


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """The session in it, open for working."""
    with open_session(path) as opened:
        yield opened
