"""Sealed means sealed, in the window: no page, tool tip, name for listeners or label tells what is in open rounds.

Two sessions differ in nothing but the answers that were handed in; the window must say the same of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractAnimation,
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QSettings,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from stworkshop.model.catalogue import catalogue
from stworkshop.session.library import Library
from tests.session.test_sealed import HIGH, LOW, MARK, OPEN, with_sheets
from ui.features.rounds.passing import closing_words
from ui.kit.theme import theme
from ui.session.preferences import Preferences
from ui.session.view_kinds import VIEWS
from ui.shell.main_window import MainWindow

_TIME = re.compile(r"\b\d\d:\d\d(:\d\d)?\b")
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)

PAINTED = tuple(view.id for view in VIEWS if view.id in ("influence", "agreement", "rounds", "keying"))
"""Views that paint figures, or could."""


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two files that differ in the answers alone."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "library.stwlib"))
    return with_sheets(tmp_path / "low" / "f.stw", LOW), with_sheets(tmp_path / "high" / "f.stw", HIGH)


def cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(model.data(index, role) or "") for role in _ROLES)
        if not isinstance(model, QAbstractListModel):
            yield from cells(model, model.index(row, 0, parent))


def words_of(window: QWidget) -> list[str]:
    """All words of a window's widgets, hidden ones too: texts, tool tips, names and descriptions, cells of lists."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found = []
    for widget in window.findChildren(QWidget):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(n) for n in range(widget.count())]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += cells(widget.model())
    return found


def has_read(page: QWidget) -> bool:
    return not any(each.startswith("Reading the history") for each in words_of(page))


def everything(window: MainWindow, path: Path, qtbot: QtBot) -> dict[str, list[str]]:
    """What each view of the window says of a session, and its wall, its actions and its undo label."""
    window.open_file(str(path))
    page, said = window.page(), {}
    for view in VIEWS:
        page.show_view(view.id)
        shown = page.map if view.id == "map" else page.view_page(view.id)
        qtbot.waitUntil(partial(has_read, shown))
        said[view.id] = words_of(shown)
    said["around"] = words_of(page)
    said["actions"] = [action.text() for action in window.registry]
    said["undo"] = [page.bridge.session.undo_label, page.bridge.session.redo_label]
    said["closing"] = [closing_words(page.bridge, OPEN)]
    window.registry.trigger("projector")
    said["wall"] = words_of(window.wall.projector)  # type: ignore[arg-type]
    window.registry.trigger("projector")
    window.go_home()
    return said


def test_no_page_and_no_file_of_the_program_tells_the_answers(
    window: MainWindow, pair: tuple[Path, Path], own_folders: Path, qtbot: QtBot
) -> None:
    window.wall._explained = True
    low, high = (everything(window, path, qtbot) for path in pair)
    for name, words in low.items():
        if name != "around":  # panels are built while idle, and so not always at the same moment
            assert {_TIME.sub("", w) for w in words} == {_TIME.sub("", w) for w in high[name]}, name
        assert not any(MARK in each for each in words + high[name]), name
    assert not any(MARK in each for each in words_of(window))
    assert any("5 sheets are in" in each for each in low["rounds"])
    for folder in (own_folders, pair[1].parent.parent):
        for file in (each for each in folder.rglob("*") if each.is_file()):
            assert MARK.encode() not in file.read_bytes(), file.name


@pytest.fixture
def beside(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """Another window like the first, over a library of its own."""
    preferences = Preferences(QSettings(str(tmp_path / "beside.ini"), QSettings.Format.IniFormat))
    made = MainWindow(Library(tmp_path / "beside.stwlib"), catalogue(), preferences, theme())
    qtbot.addWidget(made)
    made.resize(window.size())
    made.show()
    yield made
    made.close()


def at_rest(window: MainWindow) -> bool:
    """Whether a window has nothing more to do by itself but what it does again and again."""
    QApplication.processEvents()
    timers = any(timer.isActive() and timer.isSingleShot() for timer in window.findChildren(QTimer))
    return not timers and not any(each.state().value for each in window.findChildren(QAbstractAnimation))


def pages(view: str, windows: tuple[MainWindow, MainWindow], paths: tuple[Path, Path], qtbot: QtBot) -> list[QWidget]:
    """Open a file in each window and return the page of each once it is at rest."""
    shown: list[QWidget] = []
    for window, path in zip(windows, paths, strict=True):
        window.open_file(str(path))
        window.page().show_view(view)
        qtbot.waitUntil(partial(at_rest, window), timeout=30_000)
        shown.append(window.page().view_page(view))
    return shown


def alike(one: QWidget, other: QWidget) -> bool:
    """Whether two pages look the same while neither has the focus: a window gets it back whenever it is activated."""
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    return one.grab().toImage() == other.grab().toImage()


@pytest.mark.parametrize("view", PAINTED)
def test_no_picture_tells_the_answers(
    view: str, window: MainWindow, beside: MainWindow, pair: tuple[Path, Path], qtbot: QtBot
) -> None:
    low, high = pages(view, (window, beside), pair, qtbot)
    # What a window still lays out comes to rest by itself; what the answers draw differently never does.
    qtbot.waitUntil(partial(alike, low, high), timeout=30_000)


def test_a_picture_tells_how_many_answered(
    window: MainWindow, beside: MainWindow, pair: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    """Pictures that never differ would prove nothing."""
    fewer = with_sheets(tmp_path / "fewer" / "f.stw", LOW, sheets=4)
    low, other = pages("rounds", (window, beside), (pair[0], fewer), qtbot)
    assert not alike(low, other)
