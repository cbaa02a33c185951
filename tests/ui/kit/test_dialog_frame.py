"""The frame of dialogs without a mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.dialog_frame import Dialog
from ui.kit.widgets.basics import button


def test_enter_presses_the_button_that_has_the_keyboard_not_the_first(dressed: QApplication, qtbot: QtBot) -> None:
    pressed: list[str] = []
    dialog = Dialog(None, "Delete it?")
    qtbot.addWidget(dialog)
    keep = dialog.add_button(button("Keep it", lambda: pressed.append("keep")), first=True)
    away = dialog.add_button(button("Delete it", lambda: pressed.append("delete")))
    dialog.show()
    away.setFocus()
    QTest.keyClick(away, Qt.Key.Key_Return)
    keep.setFocus()
    QTest.keyClick(keep, Qt.Key.Key_Return)
    assert pressed == ["delete", "keep"]
