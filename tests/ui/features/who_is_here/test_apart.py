"""Two laptops that put a card into the same free place at the same moment do not hide one under the other."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from stworkshop.model.changes import adding, updating
from stworkshop.model.records import Element
from stworkshop.session.events import Changed
from tests.ui.presence.rooms import FakeRoom
from ui.features.who_is_here.showing import Apart
from ui.session.bridge import Bridge

PLACE = (40.0, 40.0)


def at_one_place(bridge: Bridge) -> Changed:
    """Add a card of this laptop, and hear of one of another laptop in its place."""
    own = Element(id="e-own", seq=60, kind="risk", label="Ours", pos=PLACE, created_by=bridge.session.laptop)
    theirs = Element(id="e-theirs", seq=50, kind="risk", label="Theirs", pos=PLACE, created_by="another laptop")
    bridge.board.apply(adding([own, theirs]))
    return Changed(adding([theirs]), "remote", "", "s-1")


def test_an_own_card_is_moved_off_that_of_another_laptop(bridge: Bridge, qtbot: QtBot) -> None:
    room = FakeRoom(hosting=False)
    bridge.enter(room)
    apart = Apart(bridge, room)
    bridge.changed.emit(at_one_place(bridge))
    qtbot.waitUntil(lambda: bridge.board.elements["e-own"].pos != PLACE)
    assert bridge.board.elements["e-theirs"].pos == PLACE
    assert apart.parent() is room


def test_a_card_is_not_added_onto_one_that_came_while_it_was_named(bridge: Bridge, qtbot: QtBot) -> None:
    room = FakeRoom(hosting=False)
    bridge.enter(room)
    apart = Apart(bridge, room)
    at_one_place(bridge)
    own = bridge.board.elements["e-own"]
    bridge.changed.emit(Changed(updating(own, {"pos": PLACE}), "local", "", "s-2"))
    bridge.changed.emit(Changed(adding([own]), "local", "", "s-1"))
    qtbot.waitUntil(lambda: bridge.board.elements["e-own"].pos != PLACE)
    assert apart.parent() is room


def test_without_a_room_nothing_moves_by_itself(bridge: Bridge, qtbot: QtBot) -> None:
    apart = Apart(bridge, bridge)
    bridge.changed.emit(at_one_place(bridge))
    qtbot.wait(0)
    assert bridge.board.elements["e-own"].pos == PLACE
    apart.deleteLater()
