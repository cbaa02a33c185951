"""Single keys of the page pass a list that has the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.widgets.state_list import StateList, StateRow


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard.append(event.text())


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.list = StateList("Decisions")  # type: ignore[attr-defined]
    made.list.show_rows([StateRow("a", "1 first", ""), StateRow("b", "2 second", "")])  # type: ignore[attr-defined]
    QVBoxLayout(made).addWidget(made.list)  # type: ignore[attr-defined]
    made.show()
    return made


def test_digits_and_letters_go_to_the_page_and_choose_no_line(page: Page) -> None:
    lines: StateList = page.list  # type: ignore[attr-defined]
    QTest.keyClicks(lines, "2g/")
    assert page.heard == ["2", "g", "/"] and lines.current == "a"


def test_arrows_stay_with_the_list(page: Page) -> None:
    lines: StateList = page.list  # type: ignore[attr-defined]
    QTest.keyClick(lines, Qt.Key.Key_Down)
    assert page.heard == [] and lines.current == "b"
