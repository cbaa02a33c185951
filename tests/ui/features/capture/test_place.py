"""Where the capture line stands: at the foot of the map, in the middle of what no panel covers."""

import pytest
from pytestqt.qtbot import QtBot

from ui.session.bridge import Bridge
from ui.shell.map_area import MapArea


def test_it_keeps_clear_of_a_panel_that_floats_over_the_map(bridge: Bridge, qtbot: QtBot) -> None:
    area = MapArea(bridge)
    qtbot.addWidget(area)
    area.resize(1300, 850)
    area.set_compact(True)
    area.show()
    area.open_capture()
    area.leave_room(400)
    assert area.capture.geometry().right() < area.width() - 400
    area.capture.field.write("c a worry @")
    assert area.capture.popup.geometry().right() < area.width() - 400
    area.leave_room(0)
    assert area.capture.geometry().center().x() == pytest.approx(area.width() / 2, abs=2)
    area.view.close_map()
