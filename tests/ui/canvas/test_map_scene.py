"""The scene: items by record id, brought up to date by changes, found by where they lie."""

from PySide6.QtCore import QPointF, QRectF

from stworkshop.model.board import Board
from stworkshop.model.records import Element, Link
from stworkshop.session.timeline import change_between
from tests.ui.canvas.conftest import Opened, OpenMap
from tests.ui.sessions import from_elsewhere
from ui.canvas.scene import MapScene

RISK = Element(id="r", kind="risk", label="Somebody is left at a dark stop", pos=(0, 0), size=(200, 60), seq=2)
PERSON = Element(id="s", kind="stakeholder", label="Older residents", pos=(600, 400), size=(200, 50), seq=3)
HARM = Link(id="l", relation="harms", source="r", target="s", seq=4)


def test_every_card_and_link_has_an_item(hill: Opened) -> None:
    board, scene = hill.session.board, hill.view.map_scene
    assert set(scene.cards) == set(board.elements)
    assert set(scene.links) == set(board.links)


def test_a_change_touches_only_its_own_items(hill: Opened) -> None:
    scene = hill.view.map_scene
    first, second = list(scene.cards)[:2]
    versions = {key: card.version for key, card in scene.cards.items()}
    hill.view.bridge.run("edit_element", id=first, label="Said differently")
    assert scene.cards[first].element.label == "Said differently"
    assert scene.cards[first].version > versions[first]
    assert scene.cards[second].version == versions[second]


def test_a_deleted_card_takes_its_links_off_the_map_and_undo_brings_both_back(open_map: OpenMap) -> None:
    opened = open_map([RISK, PERSON, HARM])
    scene = opened.view.map_scene
    opened.view.bridge.run("delete", ids=["r"])
    assert set(scene.cards) == {"s"}
    assert not scene.links
    opened.view.bridge.undo()
    assert set(scene.cards) == {"r", "s"}
    assert set(scene.links) == {"l"}
    assert scene.links["l"].source is scene.cards["r"]


def test_what_another_laptop_does_is_seen(open_map: OpenMap) -> None:
    from stworkshop.model.changes import updating

    opened = open_map([RISK, PERSON, HARM])
    from_elsewhere(opened.session, updating(opened.element("r"), {"pos": (300, 300)}))
    assert (opened.card("r").x, opened.card("r").y) == (300, 300)
    assert opened.view.map_scene.card_at(QPointF(400, 330)) is opened.card("r")


def test_a_click_beside_the_silhouette_misses(open_map: OpenMap) -> None:
    """A risk is a cut-off triangle: the corners of its box are not the card."""
    scene = open_map([RISK]).view.map_scene
    assert scene.card_at(QPointF(3, 3)) is None
    assert scene.card_at(QPointF(100, 30)) is scene.cards["r"]


def test_a_long_link_is_not_found_where_it_does_not_run(open_map: OpenMap) -> None:
    scene = open_map([RISK, PERSON, HARM]).view.map_scene
    scene.set_route("l", [(100, 60), (100, 425), (600, 425)])
    assert [link.id for link in scene.links_in(QRectF(90, 200, 20, 20))] == ["l"]
    assert not list(scene.links_in(QRectF(300, 150, 100, 100)))
    assert scene.link_at(QPointF(104, 250), 6) is scene.links["l"]
    assert scene.link_at(QPointF(130, 250), 6) is None


def test_ends_of_links_run_on_to_the_outline(open_map: OpenMap) -> None:
    scene = open_map([RISK, PERSON, HARM]).view.map_scene
    scene.set_route("l", [(0, 30), (-40, 30), (-40, 425), (600, 425)])
    x, y = scene.links["l"].stroke.points[0]
    assert y == 30
    assert 5 < x < 20, "a risk's side slopes inwards, so the line goes on into the box"


def test_a_link_that_the_catalogue_does_not_list_is_marked(open_map: OpenMap) -> None:
    odd = Link(id="odd", relation="feeds", source="s", target="r", seq=5)
    scene = open_map([RISK, PERSON, HARM, odd]).view.map_scene
    assert scene.links["odd"].unlisted
    assert not scene.links["l"].unlisted


def test_dots_of_the_last_round_stand_on_the_card(hill: Opened) -> None:
    from stworkshop.model.catalogue import catalogue

    dots = {i: card for i, card in hill.view.map_scene.cards.items() if card.dots}
    assert dots
    facts = next(iter(dots.values())).face(catalogue()).facts
    assert any(fact.kind == "dots" for fact in facts)


def test_where_a_whole_map_comes_at_once_its_zones_hold_its_cards(hill: Opened) -> None:
    """History shows a moment on a map that was empty before; so does a session that arrives from another laptop."""
    board, empty = hill.session.board, Board()
    scene = MapScene(empty, hill.view.map_scene.catalogue)
    change = change_between(empty, board)
    empty.apply(change)
    scene.apply(change)
    assert scene.zones == MapScene(board, hill.view.map_scene.catalogue).zones
