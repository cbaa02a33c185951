"""Everything that takes the keyboard has a name and a role for those who listen to the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.features.rounds.conftest import Passing
from ui.features.rounds.open_round import OpenRoundDialog
from ui.features.rounds.window import PassWindow
from ui.session.bridge import Bridge


def stops(window: QWidget) -> Iterator[QWidget]:
    """All widgets of a window that Tab leads to."""
    QApplication.processEvents()
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def assert_named(window: QWidget) -> None:
    found = list(stops(window))
    assert found
    for widget in found:
        if widget.focusProxy() is not None:
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(QAccessible.Text.Name).strip(), f"{type(widget).__name__} has no name"
        assert face.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), type(widget).__name__


@pytest.mark.parametrize("kind", ["rating", "dots", "ranking", "placing"])
def test_every_stop_of_a_ballot_has_a_name(passing: Passing, kind: str) -> None:
    window = passing(kind, anonymous="yes")
    pages = (window._start, window._who, window._ask, window._hand_in_page, window._code)
    for where in pages:
        window._go(where)
        assert_named(window)
    window._go(window._ask)
    window.toggle_curtain()
    assert_named(window)


def test_every_stop_of_a_round_with_names_has_a_name(passing: Passing) -> None:
    window: PassWindow = passing(anonymous="no")
    for where in (window._who, window._new_person):
        window._go(where)
        assert_named(window)


@pytest.mark.parametrize("kind", ["rating", "dots"])
def test_every_stop_of_the_dialog_has_a_name(bridge: Bridge, kind: str, qtbot: QtBot) -> None:
    dialog = OpenRoundDialog(None, bridge, kind=kind, items=(), question="", follows="")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert_named(dialog)
