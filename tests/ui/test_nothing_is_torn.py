"""On every page, in small windows and with large text, no part lies on another and no words are cut unmarked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.kit.theme import theme
from ui.kit.widgets.words import ElidedLabel
from ui.session.view_kinds import VIEWS
from ui.shell.main_window import MainWindow

SIZES = ((1366, 768), (1090, 600))
_TURNS = 6
SPARE = 2
"""Pixels that a part may reach over its edge: rounding, and the rim of a focus ring."""


@pytest.fixture(params=(100, 200))
def at_size(
    request: pytest.FixtureRequest, opened: MainWindow, dressed: QApplication, qtbot: QtBot
) -> Iterator[MainWindow]:
    """The window with Hill East, at a size of text in percent."""
    old = opened.page()
    if opened.preferences.text_size != request.param:
        opened.preferences.text_size = request.param
        opened.looks.apply()
        qtbot.waitUntil(lambda: not isValid(old) and opened.page().isVisible())
    yield opened
    theme().apply(dressed, "light", 1.0)


def test_no_part_lies_on_another_and_no_words_are_cut(at_size: MainWindow, dressed: QApplication) -> None:
    page, told, found = at_size.page(), list[str](), list[str]()
    for size in SIZES:
        at_size.resize(*size)
        for kind in VIEWS:
            page.show_view(kind.id)
            dressed.processEvents()
            for _turn in range(_TURNS):
                if not (found := faults(at_size)):
                    break
                dressed.processEvents()  # wrapped words tell their height one layout after the other
            told += [f"{kind.id} at {size[0]}x{size[1]}: {fault}" for fault in found]
    assert not told, "\n".join(dict.fromkeys(told))


def faults(over: QWidget) -> list[str]:
    """Return what is torn inside a part: words that are cut, and parts of one layout that lie on each other."""
    told = []
    for part in (over, *over.findChildren(QWidget)):
        if not part.isVisibleTo(over) or _within_rows(part, over):
            continue
        layout = part.layout()
        if layout is not None and not isinstance(part, QStackedWidget):
            told += _laid_over(part, [child for child in _widgets_of(layout) if child.isVisible()])
        if isinstance(part, QSplitter):
            sides = [side for n in range(part.count()) if (side := part.widget(n)) is not None]
            told += _laid_over(part, [side for side in sides if side.isVisible()])
        told += _cut(part)
        told += _too_wide(part)
    return told


def _too_wide(part: QWidget) -> list[str]:
    inside = part.widget() if isinstance(part, QScrollArea) else None
    if inside is None or not isinstance(part, QScrollArea) or part.horizontalScrollBar().isVisible():
        return []
    more = inside.width() - part.viewport().width()
    return [f"{_named(part)} is {more} px wider than its room"] if more > SPARE else []


def _laid_over(part: QWidget, parts: list[QWidget]) -> list[str]:
    told = []
    for at, one in enumerate(parts):
        room = part.rect().adjusted(-SPARE, -SPARE, SPARE, SPARE)
        if not one.size().isEmpty() and not room.contains(one.geometry()):
            told.append(f"{_named(one)} reaches out of {_named(part)}: {one.geometry()} in {part.rect()}")
        for other in parts[at + 1 :]:
            both = one.geometry() & other.geometry()
            if both.width() > SPARE and both.height() > SPARE:
                told.append(f"{_named(one)} lies on {_named(other)}")
    return told


def _cut(part: QWidget) -> list[str]:
    if isinstance(part, ElidedLabel):
        return []
    if isinstance(part, QLabel) and part.text():
        if part.wordWrap() and part.height() + SPARE < part.heightForWidth(part.width()):
            return [f"{_named(part)} has {part.height()} px and needs {part.heightForWidth(part.width())}"]
        if not part.wordWrap() and part.width() + SPARE < part.minimumSizeHint().width():
            return [f"{_named(part)} is {part.width()} px wide and needs {part.minimumSizeHint().width()}"]
    if isinstance(part, QPushButton) and part.text() and part.width() + SPARE < part.minimumSizeHint().width():
        return [f"{_named(part)} is {part.width()} px wide and needs {part.minimumSizeHint().width()}"]
    if isinstance(part, QLineEdit | QPushButton | QLabel) and part.height() + SPARE < part.fontMetrics().height():
        words = part.text() if not isinstance(part, QLineEdit) else part.placeholderText()
        return [f"{_named(part)} is lower than its words"] if words else []
    return []


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is not None and (widget := item.widget()) is not None:
            yield widget
        elif item is not None and (inner := item.layout()) is not None:
            yield from _widgets_of(inner)


def _within_rows(part: QWidget, over: QWidget) -> bool:
    """Tell whether something is a part of an area that paints and scrolls by itself, such as a table or the map."""
    above = part.parentWidget()
    while above is not None and above is not over:
        if isinstance(above, QAbstractScrollArea) and not isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def _named(part: QWidget) -> str:
    words = part.accessibleName() or (part.text() if isinstance(part, QLabel | QAbstractButton) else "")
    return f"{type(part).__name__} “{words[:40]}”"
