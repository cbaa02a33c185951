"""A choice in a cell of the table: a double click opens its list, and what is clicked there is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.model.records import Participant
from ui.features.list.list_views import RecordView
from ui.features.list.people_page import PeoplePage
from ui.shell.main_window import MainWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def send(to: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    """Send one event of the left button, as a window system does: what has grabbed the pointer gets it."""
    held = NONE if kind == QEvent.Type.MouseButtonRelease else LEFT
    here = to.mapToGlobal(at)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        to, at = popup, popup.mapFromGlobal(here)
    event = QMouseEvent(kind, QPointF(at), QPointF(here), LEFT, held, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(to, event)
    QCoreApplication.processEvents()


def double_click(view: RecordView, at: QPoint) -> None:
    for kind in (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
    ):
        send(view.viewport(), kind, at)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_double_click_on_a_side_opens_its_list_and_a_click_there_is_kept(opened: MainWindow, qtbot: QtBot) -> None:
    opened.registry.trigger("people")
    shown = opened.page().view_page("people")
    assert isinstance(shown, PeoplePage)
    view = shown.table
    column = [c.id for c in view.columns].index("side")
    at = view.rows.index(0, column)
    person = view.table_model.record(view.rows.mapToSource(at))  # type: ignore[union-attr]
    assert isinstance(person, Participant)
    double_click(view, view.visualRect(at).center())
    box = next(iter(view.findChildren(QComboBox)), None)
    assert box is not None
    qtbot.waitUntil(lambda: box.view().isVisible())
    assert box.geometry().intersects(view.visualRect(at))  # it stands on its cell
    wanted = next(i for i in range(1, box.count()) if box.itemData(i) != person.side)
    value = box.itemData(wanted)
    middle = box.view().visualRect(box.model().index(wanted, 0)).center()
    QTest.mouseMove(box.view().viewport(), middle)
    QTest.mouseClick(box.view().viewport(), LEFT, Qt.KeyboardModifier.NoModifier, middle)
    qtbot.waitUntil(lambda: opened.page().bridge.board.participants[person.id].side == value)
