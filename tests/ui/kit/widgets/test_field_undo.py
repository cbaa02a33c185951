"""Undo in text fields: the field's own step first, then the session's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.shell.main_window import MainWindow


def field_of(window: MainWindow) -> QLineEdit:
    page = window.page()
    page.bridge.select([])
    field = next(f for f in page.inspector.findChildren(QLineEdit) if f.isVisible() and f.isEnabled())
    window.activateWindow()
    field.setFocus()
    return field


def undo(field: QLineEdit) -> None:
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_a_field_without_steps_lets_the_session_undo(opened: MainWindow, qtbot: QtBot) -> None:
    bridge = opened.page().bridge
    before = len(bridge.board.elements)
    bridge.run("add_element", kind="stakeholder", label="Night nurses")
    field = field_of(opened)
    qtbot.waitUntil(field.hasFocus)
    assert len(bridge.board.elements) == before + 1
    undo(field)
    assert len(bridge.board.elements) == before


def test_what_is_being_typed_is_undone_first(opened: MainWindow, qtbot: QtBot) -> None:
    bridge = opened.page().bridge
    before = len(bridge.board.elements)
    bridge.run("add_element", kind="stakeholder", label="Night nurses")
    field = field_of(opened)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "x")
    undo(field)
    assert "x" not in field.text() and len(bridge.board.elements) == before + 1
