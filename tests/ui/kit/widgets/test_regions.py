"""F6 goes from part to part of a window, to the control that had the keyboard there."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.widgets.regions import Regions


def test_f6_comes_back_to_where_one_was_even_if_that_is_gone(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QHBoxLayout(page)
    left, right = QWidget(), QWidget()
    for part in (left, right):
        inner = QHBoxLayout(part)
        inner.addWidget(QPushButton("first"))
        inner.addWidget(QLineEdit())
        layout.addWidget(part)
    with qtbot.waitActive(page):
        page.show()
    regions = Regions([left, right])
    field = left.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    assert QApplication.focusWidget() is field
    assert regions.next() is right
    assert regions.next() is left
    assert QApplication.focusWidget() is field
    regions.next()
    field.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert regions.next() is left
    assert QApplication.focusWidget() is left.findChild(QPushButton)
