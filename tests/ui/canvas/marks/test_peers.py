"""Others of the room on the map: a name once, rings, words not stored yet, ghosts, dots from afar; not on the wall."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from stworkshop.model.changes import adding, removing, updating
from stworkshop.model.records import Element
from tests.ui.canvas.conftest import Opened, OpenMap
from tests.ui.presence.rooms import FakeRoom
from tests.ui.sessions import from_elsewhere
from ui.canvas.marks.peer_items import Rings
from ui.canvas.marks.peers import AWAY_S, Peer
from ui.canvas.wall.projector import ProjectorWindow
from ui.kit.map_look import FAR
from ui.kit.theme import theme


@pytest.fixture(autouse=True)
def still(dressed: object) -> Iterator[None]:
    """Let nothing glide unless a test is about that."""
    theme().reduce_motion = True
    yield
    theme().reduce_motion = False


@pytest.fixture
def room() -> FakeRoom:
    return FakeRoom()


@pytest.fixture
def map_(open_map: OpenMap, room: FakeRoom) -> Opened:
    cards = [
        Element(id="a", kind="risk", label="A stop in the dark", pos=(0, 0), size=(160, 60), seq=2, code="R1"),
        Element(id="b", kind="mitigation", label="B", pos=(400, 0), size=(160, 60), seq=3),
        Element(id="c", kind="stakeholder", label="C", pos=(400, 300), size=(160, 60), seq=4),
    ]
    opened = open_map(cards)
    opened.view.camera.look_at(QPointF(300, 200), 1.0, glide=False)
    opened.view.bridge.enter(room)
    return opened


def shown(opened: Opened, client: int) -> Peer:
    opened.view.peers.take()
    return opened.view.peers.shown[client]


def picture(rings: Rings) -> QImage:
    box = rings.boundingRect()
    image = QImage(max(1, round(box.width())), max(1, round(box.height())), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(-box.topLeft())
    rings.paint(painter, None)  # type: ignore[arg-type]
    painter.end()
    return image


def test_a_pointer_stands_where_it_is_with_its_name(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", cursor=(120.0, 80.0))
    peer = shown(map_, hill)
    assert peer.pointer.isVisible() and peer.name.isVisible()
    assert peer.pointer.pos() == QPointF(120, 80) == peer.name.pos()
    assert peer.name.words == "Table Hill"
    assert not peer.tag.isVisible()


def test_a_name_shows_once_at_what_is_chosen_if_that_can_be_seen(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", cursor=(120.0, 80.0), selection=("b",))
    peer = shown(map_, hill)
    assert peer.tag.isVisible() and not peer.name.isVisible()
    assert peer.pointer.isVisible()
    map_.view.camera.look_at(QPointF(5000, 5000), 1.0, glide=False)
    peer = shown(map_, hill)
    assert not peer.tag.isVisible() and peer.name.isVisible(), "the card is out of sight"


def test_the_ring_takes_no_room_of_other_cards_and_goes_with_the_choice(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="list", selection=("b",))
    rings = shown(map_, hill).rings
    assert rings.boundingRect().contains(map_.card("b").rect)
    assert not rings.boundingRect().intersects(map_.card("c").rect)
    room.does(hill, selection=())
    assert shown(map_, hill).rings.boundingRect().isNull()


def test_nobody_is_a_pointer_who_looks_at_another_page(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="list", cursor=(1.0, 1.0))
    assert not shown(map_, hill).pointer.isVisible()


def test_what_is_typed_stands_in_the_card_and_is_not_stored(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", doing="typing", on="a", text="A stop in the dark, with a lamp that somebody mends")
    peer = shown(map_, hill)
    assert peer.tag.words == "Table Hill is typing"
    (one,) = peer.rings._chosen
    there = peer.rings.card_of(one)
    assert there.element.label.endswith("mends") and there.h > map_.card("a").h
    assert there.w >= map_.card("a").w and (there.x, there.y) == (0, 0)
    assert map_.element("a").label == "A stop in the dark"
    assert picture(peer.rings).size().height() > 0


def test_somebody_who_types_in_another_field_is_said_to_type_and_the_words_stay(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", doing="typing", on="a", text="")
    peer = shown(map_, hill)
    assert peer.tag.words == "Table Hill is typing"
    assert peer.rings.card_of(peer.rings._chosen[0]) is map_.card("a")


def test_a_dragged_card_is_a_ghost_and_the_card_stays_until_the_edit_comes(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", selection=("a",), doing="dragging", on="a", moved=(50.0, 200.0))
    peer = shown(map_, hill)
    assert peer.rings.boundingRect().contains(map_.card("a").rect.translated(50, 200))
    assert peer.tag.pos().y() > 260, "the name goes with the ghost"
    assert (map_.card("a").x, map_.card("a").y) == (0, 0)
    picture(peer.rings)
    room.does(hill, doing="", moved=None)
    from_elsewhere(map_.session, updating(map_.element("a"), {"pos": (50.0, 200.0)}))
    assert map_.card("a").y == 200
    assert peer.rings.boundingRect().top() > 100


def test_rings_of_several_people_and_of_oneself_lie_around_each_other(map_: Opened, room: FakeRoom) -> None:
    first, second = room.come("Table Hill"), room.come("Table River")
    map_.view.bridge.select(("b",))
    for client in (first, second):
        room.does(client, page="map", selection=("b",))
    assert [shown(map_, client).rings._chosen[0].slot for client in (first, second)] == [1, 2]
    tags = [map_.view.peers.shown[client].tag for client in (first, second)]
    boxes = [tag.mapRectToScene(tag.boundingRect()) for tag in tags]
    assert not boxes[0].intersects(boxes[1]), "names lie under each other"


def test_from_afar_there_are_dots_and_no_names(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", cursor=(120.0, 80.0), selection=("b",))
    map_.view.camera.look_at(QPointF(300, 200), 0.2, glide=False)
    map_.view.camera.rested.emit()
    assert map_.view.detail == FAR
    peer = shown(map_, hill)
    assert peer.pointer.is_dot and peer.pointer.isVisible()
    assert not peer.name.isVisible() and not peer.tag.isVisible()
    assert not peer.rings.boundingRect().isNull()


def test_who_dropped_out_is_said_to_be_away_and_points_nowhere(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Roll On Merravale")
    room.does(hill, page="map", cursor=(120.0, 80.0), selection=("b",))
    room.drop(hill)
    peer = shown(map_, hill)
    assert peer.tag.words == "Roll On Merravale, away"
    assert not peer.pointer.isVisible()
    assert peer.rings.opacity() < 0.6
    room.drop(hill, AWAY_S + 1)
    map_.view.peers.take()
    assert hill not in map_.view.peers.shown


def test_a_deleted_card_takes_its_ring_along(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", cursor=(120.0, 80.0), selection=("b",))
    shown(map_, hill)
    from_elsewhere(map_.session, removing([map_.element("b")]))
    peer = map_.view.peers.shown[hill]
    assert peer.rings.boundingRect().isNull() and not peer.tag.isVisible() and peer.name.isVisible()


def test_people_and_rooms_that_are_gone_leave_nothing_behind(map_: Opened, room: FakeRoom) -> None:
    before = len(map_.view.map_scene.items())
    hill = room.come("Table Hill")
    room.does(hill, page="map", cursor=(1.0, 1.0))
    shown(map_, hill)
    assert len(map_.view.map_scene.items()) > before
    room.go(hill)
    map_.view.peers.take()
    assert len(map_.view.map_scene.items()) == before
    river = room.come("Table River")
    shown(map_, river)
    map_.view.bridge.enter(None)
    assert not map_.view.peers.shown and len(map_.view.map_scene.items()) == before


def test_many_words_at_once_are_taken_in_together(map_: Opened, room: FakeRoom, qtbot: QtBot) -> None:
    taken: list[int] = []
    hill = room.come("Table Hill")
    qtbot.wait(60)
    map_.view.peers._soon.timeout.connect(lambda: taken.append(1))
    for step in range(20):
        room.does(hill, page="map", cursor=(float(step), 0.0))
    qtbot.waitUntil(lambda: bool(taken))
    assert len(taken) == 1
    assert map_.view.peers.shown[hill].pointer.pos() == QPointF(19, 0)


def test_pointers_glide_and_come_to_rest(map_: Opened, room: FakeRoom, qtbot: QtBot) -> None:
    theme().reduce_motion = False
    hill = room.come("Table Hill")
    room.does(hill, page="map", cursor=(0.0, 0.0))
    peer = shown(map_, hill)
    room.does(hill, cursor=(300.0, 0.0))
    shown(map_, hill)
    assert peer.pointer.pos() == QPointF(0, 0)
    peer.step(peer.since + 0.045)
    assert 100 < peer.pointer.pos().x() < 200
    qtbot.waitUntil(lambda: peer.pointer.pos() == QPointF(300, 0))
    qtbot.waitUntil(lambda: not map_.view.peers._gliding.isActive())


def test_nothing_is_painted_anew_where_nothing_is_new(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", selection=("b",))
    rings = shown(map_, hill).rings
    before = rings._state
    room.does(hill, cursor=(5.0, 5.0))
    assert shown(map_, hill).rings._state is before


def test_the_wall_shows_nobody(map_: Opened, room: FakeRoom, qtbot: QtBot) -> None:
    hill = room.come("Table Hill")
    room.does(hill, page="map", cursor=(120.0, 80.0), selection=("b",), doing="typing", on="b", text="Secret words")
    shown(map_, hill)
    wall = ProjectorWindow(map_.view.bridge)
    qtbot.addWidget(wall)
    wall.follow(map_.view)
    kinds = {type(item).__name__ for item in wall.view.map_scene.items()}
    assert kinds.isdisjoint({"Rings", "Tag", "Pointer"})
    assert wall.view.map_scene is not map_.view.map_scene
    assert wall.view.map_scene.board.elements["b"].label == "B"
    wall.follow(None)
    wall.close()


def test_the_map_of_a_small_laptop_names_people_in_small_letters_and_grows_them_with_the_text(map_: Opened) -> None:
    near = map_.view.peers._seen().letters
    map_.view.camera.look_at(QPointF(300, 200), 0.6, glide=False)
    assert 10 <= map_.view.peers._seen().letters < near <= 14


def test_a_new_card_of_somebody_shines_up_once(map_: Opened, room: FakeRoom, qtbot: QtBot) -> None:
    theme().reduce_motion = False
    hill = room.come("Table Hill")
    new = Element(id="n", kind="risk", label="New", pos=(100, 200), size=(160, 60), seq=9)
    before = len(map_.view.map_scene.items())
    room.change(hill, adding([new]))
    assert len(map_.view.map_scene.items()) == before, "the card is not there yet"
    from_elsewhere(map_.session, adding([new]))
    qtbot.waitUntil(lambda: hill in map_.view.peers.shown)
    whole = before + len(map_.view.peers.shown[hill].items)
    assert len(map_.view.map_scene.items()) == whole + 1
    qtbot.waitUntil(lambda: len(map_.view.map_scene.items()) == whole)


def test_nothing_shines_where_motion_is_reduced(map_: Opened, room: FakeRoom) -> None:
    hill = room.come("Table Hill")
    new = Element(id="n", kind="risk", label="New", pos=(100, 200), size=(160, 60), seq=9)
    from_elsewhere(map_.session, adding([new]))
    before = len(map_.view.map_scene.items())
    room.change(hill, adding([new]))
    assert len(map_.view.map_scene.items()) == before and not map_.view.peers._new
