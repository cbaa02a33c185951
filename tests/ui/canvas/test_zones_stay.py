"""Zones stay where they are while cards move; a card that is let go in a zone lies in it and has its topic."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from stworkshop.layout import zones
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Record
from tests.ui.canvas.conftest import Opened, OpenMap

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
WORDS = catalogue()
NEAR = 6.0
"""How near a guide or the grid draws a card, in pixels."""
TOPICS = [zone for zone in zones.ZONES if zones.follows_topic("risk", zone)]
MOVED = ("concern", "risk", "goal", "mitigation", "capability")


def young(seed: int) -> list[Record]:
    """A map of a beginning: some cards that follow topics, some that do not, each in its zone."""
    chance, cards = random.Random(seed), Board()
    for n in range(chance.randint(4, 9)):
        kind = chance.choice((*MOVED, "stakeholder", "component", "decision")) if n else "risk"
        concepts = (chance.choice(TOPICS),) if kind in MOVED else ()
        card = Element(id=f"c{n}", kind=kind, label=f"Card {n}", concepts=concepts, size=(200, 60), seq=n)
        cell = zones.free_cell(cards, WORDS, zones.zone_of(card, WORDS), (200, 60))
        cards = Board([*cards.records(), replace(card, pos=cell)])
    return list(cards.records())


def held(opened: Opened) -> dict[str, zones.Rect]:
    return dict(opened.view.map_scene.title_frame())


def drop(opened: Opened, card: str, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    opened.drag(opened.at(card), opened.point(at), modifiers)
    opened.view.routes.finish()


@pytest.mark.parametrize("seed", range(6))
def test_after_any_drop_a_card_lies_in_a_zone_that_has_not_moved_and_has_its_topic(
    open_map: OpenMap, seed: int
) -> None:
    chance = random.Random(seed)
    opened = open_map(young(seed))
    scene, before = opened.view.map_scene, held(opened)
    for _ in range(5):
        card = chance.choice([i for i, c in scene.cards.items() if c.element.kind in MOVED])
        zone = chance.choice(TOPICS)
        rect = scene.zones[zone]
        at = QPointF(
            chance.uniform(rect.left() + 2, rect.right() - 2), chance.uniform(rect.top() + 2, rect.bottom() - 2)
        )
        drop(opened, card, at)
        lies = scene.cards[card].rect
        assert rect.contains(lies), (card, zone)
        assert zones.zone_of(opened.element(card), WORDS) == zone
        assert held(opened) == before
        w, h = lies.width() / 2, lies.height() / 2
        if rect.adjusted(w + zones.PAD, h + zones.TOP, -w - zones.PAD, -h - zones.PAD).contains(at):
            away = lies.center() - at  # elsewhere it was put under the title, or between the borders
            assert max(abs(away.x()), abs(away.y())) <= NEAR / opened.view.zoom + 10


def test_a_drop_is_one_step_and_says_once_what_the_card_is_about_now(hill: Opened) -> None:
    card = next(i for i, c in hill.view.map_scene.cards.items() if "human-rights" in c.element.concepts[:1])
    before, target = hill.element(card), hill.view.map_scene.zones["public-value"].center()
    drop(hill, card, target)
    assert hill.element(card).concepts[0] == "public-value"
    assert "human-rights" not in hill.element(card).concepts
    assert hill.steps() == 1
    ((words, action),) = hill.said
    assert words == "1 card is now about Public value."
    assert isinstance(action, tuple)
    hill.session.undo()
    assert hill.element(card) == before
    hill.session.redo()
    assert action[0] == "Only move"
    action[1]()
    assert hill.element(card).concepts == before.concepts
    assert hill.element(card).pos != before.pos


def test_other_topics_of_a_card_stay(open_map: OpenMap) -> None:
    topics = ("human-rights", "ethics-responsible-innovation", "regulation")
    opened = open_map(
        [Element(id="c", kind="risk", label="Tired drivers", concepts=topics, pos=(1300, 400), size=(200, 60))]
    )
    drop(opened, "c", opened.view.map_scene.zones["regulation"].center())
    assert opened.element("c").concepts == ("regulation", "ethics-responsible-innovation")


def test_with_alt_a_card_only_moves(hill: Opened) -> None:
    card = next(i for i, c in hill.view.map_scene.cards.items() if "human-rights" in c.element.concepts[:1])
    before, stays = hill.element(card), held(hill)
    drop(hill, card, hill.view.map_scene.zones["public-value"].center(), ALT)
    assert hill.element(card).concepts == before.concepts
    assert hill.element(card).pos != before.pos
    assert held(hill) == stays
    assert not hill.said
    away = QPoint(23, 17)
    drop(hill, card, hill.card(card).centre + QPointF(away) / hill.view.zoom)
    assert hill.element(card).concepts == before.concepts, "moved about in the zone of others, it takes no other topic"
    lies = hill.card(card).rect.topLeft()
    hill.drag(hill.at(card), hill.at(card) + away, ALT)
    gone = (hill.card(card).rect.topLeft() - lies) * hill.view.zoom
    assert abs(gone.x() - away.x()) < 0.5
    assert abs(gone.y() - away.y()) < 0.5


def test_the_zone_darkens_whose_topic_a_card_in_the_air_would_take(hill: Opened) -> None:
    card = next(i for i, c in hill.view.map_scene.cards.items() if "human-rights" in c.element.concepts[:1])
    emphasis, target = hill.view.map_scene.emphasis, hill.point(hill.view.map_scene.zones["public-value"].center())
    hill.press_and_go(hill.at(card), target)
    assert emphasis.zone == "public-value"
    hill.key(Qt.Key.Key_Escape)
    assert emphasis.zone == ""
    hill.press_and_go(hill.at(card), target, ALT)
    assert emphasis.zone == ""
    hill.key(Qt.Key.Key_Escape)
    drop(hill, card, hill.view.map_scene.zones["public-value"].center())
    assert emphasis.zone == ""


def test_a_card_that_follows_no_topic_only_moves(hill: Opened) -> None:
    card = next(i for i, c in hill.view.map_scene.cards.items() if c.element.kind == "stakeholder")
    before = hill.element(card)
    drop(hill, card, hill.view.map_scene.zones["public-value"].center())
    assert hill.element(card).concepts == before.concepts
    assert hill.element(card).pos != before.pos
    assert not hill.said


def test_where_the_stage_locks_cards_but_lets_them_move_the_topic_stays(
    hill: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = next(i for i, c in hill.view.map_scene.cards.items() if "human-rights" in c.element.concepts[:1])
    before = hill.element(card)
    monkeypatch.setattr(hill.view.bridge, "refusal", lambda wanted, _ids=(): "locked" if wanted == "edit" else "")
    drop(hill, card, hill.view.map_scene.zones["public-value"].center())
    assert hill.element(card).concepts == before.concepts
    assert hill.element(card).pos != before.pos


def test_arrows_that_carry_a_card_into_another_zone_give_it_the_topic(open_map: OpenMap) -> None:
    frame = zones.zone_frame(Board(), WORDS)
    edge = frame["public-value"].bottom
    card = Element(
        id="c", kind="risk", label="Tired drivers", concepts=("public-value",), pos=(60, edge - 80), size=(200, 60)
    )
    opened = open_map([card])
    before = held(opened)
    opened.view.bridge.select(["c"])
    for _ in range(12):
        opened.key(Qt.Key.Key_Down)
    assert zones.zone_of(opened.element("c"), WORDS) == "ethics-responsible-innovation"
    assert held(opened) == before


def test_taking_the_outermost_card_away_moves_no_zone(hill: Opened) -> None:
    scene = hill.view.map_scene
    before = held(hill)
    for side in (QRectF.right, QRectF.bottom):
        follows = [i for i, c in scene.cards.items() if c.element.kind in MOVED and c.element.concepts]
        card = max(follows, key=lambda i: side(scene.cards[i].rect))
        drop(hill, card, scene.zones["public-value"].center())
        assert held(hill) == before
    hill.session.run("delete", ids=[max(scene.cards, key=lambda i: scene.cards[i].rect.bottom())])
    assert held(hill) == before


def test_a_card_put_outside_makes_room_outwards_and_moves_nothing_that_was_there(open_map: OpenMap) -> None:
    opened = open_map(young(1))
    scene, before = opened.view.map_scene, dict(opened.view.map_scene.zones)
    last = scene.zones["human-rights"]
    opened.session.run("add_element", kind="right", label="To be heard", pos=[last.right() + 50, last.top() + 100])
    grown = scene.zones
    assert grown["human-rights"].right() > last.right()
    assert all(grown[zone].contains(rect) for zone, rect in before.items())
    assert {z for z, r in grown.items() if r.topLeft() != before[z].topLeft()} == set()
    assert grown["public-value"] == before["public-value"]


def test_another_arrangement_has_zones_of_its_own(hill: Opened) -> None:
    scene = hill.view.map_scene
    moves = {i: [c.x + 600, c.y + 400] for i, c in scene.cards.items()}
    hill.session.run("move_elements", moves=moves)
    assert held(hill) == zones.zone_frame(hill.session.board, WORDS)


def test_a_zone_that_pushes_others_down_takes_their_borders_along(open_map: OpenMap) -> None:
    opened = open_map(young(1))
    for n in range(14):
        opened.session.run("add_element", kind="right", label=f"Right {n}")
    rules = opened.view.map_scene.zones["regulation"]
    opened.session.run("add_element", kind="policy", label="A rule", pos=[rules.left() + 25, rules.top() + 55])
    for n in range(4):
        opened.session.run("add_element", kind="right", label=f"One more {n}")
    scene = opened.view.map_scene
    for card in scene.cards.values():
        zone = zones.zone_of(card.element, WORDS)
        assert scene.zones[zone].contains(card.rect), card.element.label
