"""The small sheet that asks one thing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.widgets.popover import Popover


def test_a_sheet_that_has_gone_for_good_may_still_be_asked_whether_it_is_open(qtbot: Any) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    done: list[str] = []
    sheet = Popover(over, "Go on?")
    sheet.verbs("Go on", lambda: done.append("yes"), "Not yet")
    sheet.open_under(over)
    assert sheet.is_open
    sheet.take()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not sheet.is_open
    sheet.take()
    sheet.close()
    assert done == ["yes"]
