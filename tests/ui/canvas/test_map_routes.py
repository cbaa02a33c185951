"""Routes and tidying run beside everything else, and touch only what they must."""

from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from stworkshop.model.records import Element, Link
from tests.ui.canvas.conftest import Opened, OpenMap


def test_links_get_their_routes_while_nobody_does_anything(open_map: OpenMap, qtbot: QtBot) -> None:
    opened = open_map()
    qtbot.waitUntil(lambda: not opened.view.routes.busy, timeout=20_000)
    links = opened.view.map_scene.links.values()
    assert all(link.routed for link in links)
    for link in links:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(link.points, link.points[1:], strict=False))


def test_after_a_move_only_the_links_it_touches_are_routed_again(hill: Opened) -> None:
    scene = hill.view.map_scene
    card = min(scene.cards, key=lambda i: len(hill.session.board.links_of(i)) or 99)
    own = {link.id for link in hill.session.board.links_of(card)}
    before = {key: link.points for key, link in scene.links.items()}
    hill.view.bridge.run("move_elements", moves={card: [scene.cards[card].x, scene.extent().bottom() + 400]})
    straight = {key for key, link in scene.links.items() if not link.routed}
    assert straight == own
    hill.view.routes.finish()
    assert all(link.routed for link in scene.links.values())
    untouched = [key for key, link in scene.links.items() if link.points == before[key]]
    assert len(untouched) > len(scene.links) // 2


def test_no_route_runs_while_a_card_is_dragged(hill: Opened) -> None:
    hill.view.bridge.select(list(hill.view.map_scene.cards)[:1])
    card = hill.view.selected[0]
    hill.press_and_go(hill.at(card), hill.at(card) + QPointF(60, 40).toPoint())
    hill.view.routes._pending.update(hill.view.map_scene.links)
    hill.view.routes._work()
    assert hill.view.routes._pending == set(hill.view.map_scene.links)
    hill.view.pointer.cancel()


def test_new_links_and_cards_are_routed_too(open_map: OpenMap) -> None:
    a = Element(id="a", kind="risk", label="A", pos=(0, 0), size=(200, 60), seq=2)
    b = Element(id="b", kind="stakeholder", label="B", pos=(500, 300), size=(200, 60), seq=3)
    opened = open_map([a, b])
    opened.view.routes.finish()
    opened.view.bridge.run("add_link", relation="harms", source="a", target="b", id="n")
    opened.view.routes.finish()
    assert opened.view.map_scene.links["n"].routed
    opened.view.bridge.run("delete", ids=["a"])
    opened.view.bridge.undo()
    opened.view.routes.finish()
    assert opened.view.map_scene.links["n"].routed


def test_tidying_is_one_step_and_leaves_what_a_person_placed(open_map: OpenMap, qtbot: QtBot) -> None:
    cards = [
        Element(id=f"c{n}", kind="concern", label=f"Concern {n}", pos=(50 * n, 20 * n), size=(200, 60), seq=n + 2,
                concepts=("regulation",), placed="yes" if n == 3 else "no")
        for n in range(6)
    ]  # fmt: skip
    opened = open_map([*cards, Link(id="l", relation="conflicts-with", source="c0", target="c1", seq=20)])
    with qtbot.waitSignal(opened.view.tidying.done, timeout=20_000):
        opened.view.tidy()
    assert opened.steps() == 1
    assert opened.element("c3").pos == (150, 60)
    rects = [card.rect for card in opened.view.map_scene.cards.values()]
    assert not [1 for n, rect in enumerate(rects) for other in rects[n + 1 :] if rect.intersects(other)]
    assert {e.placed for e in opened.session.board.elements.values() if e.id != "c3"} == {"no"}


def test_what_is_moved_while_the_map_is_tidied_stays_there(open_map: OpenMap, qtbot: QtBot) -> None:
    cards = [
        Element(id=f"c{n}", kind="concern", label=f"Concern {n}", pos=(50 * n, 20 * n), size=(200, 60), seq=n + 2)
        for n in range(4)
    ]
    opened = open_map(cards)
    with qtbot.waitSignal(opened.view.tidying.done, timeout=20_000):
        opened.view.tidy()
        opened.view.bridge.run("move_elements", moves={"c2": [2000.0, 1500.0]})
        opened.view.bridge.run("delete", ids=["c1"])
    assert opened.element("c2").pos == (2000, 1500) and opened.element("c3").pos != (150, 60)


def test_a_map_that_is_closed_waits_for_its_thread(open_map: OpenMap) -> None:
    opened = open_map()
    opened.view.tidy()
    assert opened.view.tidying.busy
    opened.view.close_map()
    assert not opened.view.tidying.busy
    assert opened.steps() == 0
