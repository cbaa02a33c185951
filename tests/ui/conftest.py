"""The window's parts over a small session: in a file for panels, in a library of its own for the whole window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, SessionRecord
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library
from stworkshop.session.session import Session
from tests.ui.sessions import session_of
from ui.kit.theme import theme
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow

HILL_EAST = "case-hill-east-evening"


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The program in its light theme, at 100 %."""
    theme().apply(qapp, "light", 1.0)
    qapp.setCursorFlashTime(0)  # a caret that comes and goes would be in one picture and not in the next
    return qapp


@cache
def _hill_east() -> SessionContent:
    return our_json.read(next(p for p in assets.sample_sessions() if p.stem == "hill-east"))


def hill_east_records() -> list[Record]:
    """The records of the smallest sample, without the session's own."""
    return [record for record in _hill_east().records if not isinstance(record, SessionRecord)]


@pytest.fixture
def session(dressed: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session that holds Hill East, in a file of its own."""
    with session_of(tmp_path, hill_east_records(), "Hill East") as made:
        yield made


@pytest.fixture
def reading(dressed: QApplication, tmp_path: Path) -> Iterator[Bridge]:
    """A bridge over Hill East, open for reading only."""
    with session_of(tmp_path, hill_east_records(), "Hill East", reading=True) as made:
        yield from bridge_over(made)


@pytest.fixture
def bridge(session: Session) -> Iterator[Bridge]:
    """A bridge over the session."""
    yield from bridge_over(session)


def bridge_over(session: Session) -> Iterator[Bridge]:
    """A bridge over a session, closed afterwards."""
    made = Bridge(session, catalogue())
    yield made
    made.close()
    made.deleteLater()  # what hears it is held as long as it is there


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Preferences in a file of their own."""
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of its own, empty."""
    return Library(tmp_path / "library.stwlib")


@pytest.fixture
def window(dressed: QApplication, library: Library, preferences: Preferences, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window over an empty library."""
    made = MainWindow(library, catalogue(), preferences, theme())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    made.close()


@pytest.fixture(scope="session")
def library_with_hill_east(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file that holds the sample as opening it brings it in: to be copied, and left as it is."""
    path = tmp_path_factory.mktemp("hill-east") / "library.stwlib"
    Library(path).add(_hill_east())
    return path


@pytest.fixture
def opened(window: MainWindow, library: Library, library_with_hill_east: Path) -> MainWindow:
    """The window with the Hill East sample open."""
    if not library.path.exists():
        shutil.copyfile(library_with_hill_east, library.path)
    sample = next(item for item in window.openings.samples() if "Hill East" in item.label)
    window.open_item(sample)
    return window
