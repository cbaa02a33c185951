"""The projector's window, as the facilitator's window knows of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.on_screen import projector
from ui.kit.widgets.toast import Toast
from ui.shell.main_window import MainWindow


@pytest.mark.parametrize("put_away", ["escape", "close"])
def test_a_window_put_away_from_its_own_side_is_known_to_be_closed(
    opened: MainWindow, put_away: str, qtbot: QtBot
) -> None:
    opened.registry.trigger("projector")
    wall = projector()
    assert opened.wall.state() == "Projector: on"
    states: list[str] = []
    opened.wall.changed.connect(lambda: states.append(opened.wall.state()))
    if put_away == "escape":
        QTest.keyClick(wall, Qt.Key.Key_Escape)
    else:
        wall.close()
    assert states == [""]
    qtbot.waitUntil(lambda: not isValid(wall))
    opened.registry.trigger("projector")
    assert opened.wall.is_open


def test_without_a_second_screen_the_way_out_is_told_once(opened: MainWindow) -> None:
    opened.registry.trigger("projector")
    assert "Esc" in "".join(toast.message for toast in projector().findChildren(Toast))
    opened.registry.trigger("projector")
    opened.registry.trigger("projector")
    assert not projector().findChildren(Toast)
