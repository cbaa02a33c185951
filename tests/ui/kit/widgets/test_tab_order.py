"""Tab goes through what is seen as it stands, comes to the chosen one of a few, and search finds a card by its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.widgets import tab_order
from ui.kit.widgets.choices import Segments
from ui.shell.main_window import MainWindow


def page_of(qtbot: QtBot, *names: str) -> tuple[QWidget, dict[str, QPushButton]]:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    made = {name: QPushButton(name) for name in names}
    for button in made.values():
        layout.addWidget(button)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page, made


def test_what_was_made_later_is_come_to_where_it_stands(dressed: QApplication, qtbot: QtBot) -> None:
    page, made = page_of(qtbot, "first", "last")
    late = QPushButton("late")
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(1, late)
    late.show()
    made["last"].setEnabled(False)
    made["first"].setFocus()
    assert tab_order.step(page, True) and late.hasFocus()
    assert tab_order.step(page, True) and made["first"].hasFocus()  # around the end, past what is out of use
    assert tab_order.step(page, False) and late.hasFocus()


def test_nothing_to_step_to_is_told(dressed: QApplication, qtbot: QtBot) -> None:
    page, made = page_of(qtbot, "only")
    made["only"].setFocus()
    assert not tab_order.step(page, True)


def test_only_the_chosen_segment_takes_tab(dressed: QApplication, qtbot: QtBot) -> None:
    segments = Segments("Kind", [("one", "One"), ("two", "Two"), ("three", "Three")])
    qtbot.addWidget(segments)
    segments.choose("two")
    takes = [o for o in ("one", "two", "three") if segments.segment(o).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert takes == ["two"]


def test_search_chooses_the_card_that_is_called_so(opened: MainWindow) -> None:
    card = opened.page().bridge.board.elements["he-s-people"]
    opened.command_palette.open(card.label.upper())
    chosen = opened.command_palette.chosen
    assert chosen is not None and chosen.called == card.label


def test_the_keyboard_goes_to_what_is_there_still_after_the_search(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.page().map.view
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    view.setFocus()
    view.linking.show("Which card?", [], view.rect().center())
    assert view.linking.open is not None and view.linking.open.field.hasFocus()
    opened.command_palette.open("")
    assert opened.command_palette.field.hasFocus() and view.linking.open is None
    QApplication.processEvents()
    QTest.keyClick(opened.command_palette.field, Qt.Key.Key_Escape)
    assert view.hasFocus()
