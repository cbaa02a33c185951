"""Double clicks: both clicks belong to one part of the window, or it is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.double_click import SamePart


class Page(QWidget):
    """Counts the double clicks that come to it."""

    def __init__(self) -> None:
        super().__init__()
        self.double = 0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double += 1


@pytest.fixture
def pages(qapp: QApplication, qtbot: QtBot) -> Iterator[QStackedWidget]:
    """A page with one large button that shows the other page, which counts double clicks."""
    made = QStackedWidget()
    qtbot.addWidget(made)
    opening, page = QPushButton("Open"), Page()
    for one in (opening, page):
        made.addWidget(one)
    opening.clicked.connect(lambda: made.setCurrentWidget(page))
    made.resize(300, 200)
    made.show()
    yield made


def double_click(over: QWidget) -> None:
    handle = over.windowHandle()
    assert handle is not None
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(150, 100))


@pytest.mark.parametrize("guarded", [True, False])
def test_the_second_click_does_not_go_through_to_another_page(pages: QStackedWidget, guarded: bool) -> None:
    if guarded:
        SamePart(pages)
    double_click(pages)
    shown = pages.currentWidget()
    assert isinstance(shown, Page)
    assert shown.double == (0 if guarded else 1)


def test_a_double_click_in_one_place_is_one(pages: QStackedWidget) -> None:
    SamePart(pages)
    pages.setCurrentIndex(1)
    double_click(pages)
    shown = pages.currentWidget()
    assert isinstance(shown, Page)
    assert shown.double == 1
