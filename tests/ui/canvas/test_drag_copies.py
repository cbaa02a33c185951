"""A drag with Ctrl puts down copies: where they are let go, in one step, and the cards stay where they were."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from stworkshop.layout import zones
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link
from tests.ui.canvas.conftest import LEFT, NONE, Opened, OpenMap
from ui.canvas.tools.base import ALONE, COPY

DOWN = QPoint(40, 200)


@pytest.fixture
def pair(open_map: OpenMap) -> Opened:
    """Two cards and the link between them, the first one pinned."""
    opened = open_map(
        [
            Element(id="a", kind="risk", label="A", pos=(0, 0), size=(200, 60), seq=2, locked="yes"),
            Element(id="b", kind="mitigation", label="B", pos=(400, 0), size=(200, 60), seq=3),
            Link(id="l", relation="mitigates", source="b", target="a", seq=4),
        ]
    )
    opened.view.camera.look_at(QPointF(300, 200), 1.0, glide=False)
    return opened


def added(opened: Opened) -> dict[str, Element]:
    """The cards that were not there at first, by their words."""
    return {card.label: card for card in opened.session.board.elements.values() if card.id not in ("a", "b")}


def test_a_copy_lies_where_it_was_let_go_and_the_card_stays(pair: Opened) -> None:
    pair.drag(pair.at("b"), pair.at("b") + DOWN, COPY | ALONE)
    (copy,) = added(pair).values()
    assert copy.label == "B" and copy.pos == (440, 200)
    assert pair.element("b").pos == (400, 0) and (pair.card("b").x, pair.card("b").y) == (400, 0)
    assert pair.steps() == 1 and list(pair.view.selected) == [copy.id]
    pair.view.bridge.undo()
    assert not added(pair)


def test_several_are_copied_with_their_links_also_where_one_is_pinned(pair: Opened) -> None:
    pair.view.bridge.select(["a", "b"])
    pair.drag(pair.at("b"), pair.at("b") + DOWN, COPY | ALONE)
    copies = added(pair)
    assert {words: card.pos for words, card in copies.items()} == {"A": (40, 200), "B": (440, 200)}
    (link,) = [link for link in pair.session.board.links.values() if link.id != "l"]
    assert (link.source, link.relation, link.target) == (copies["B"].id, "mitigates", copies["A"].id)
    assert pair.steps() == 1


def test_a_pinned_card_can_be_copied_and_is_not_moved_when_the_key_is_let_go(pair: Opened) -> None:
    pair.press_and_go(pair.at("a"), pair.at("a") + DOWN, COPY)
    QTest.mouseRelease(pair.view.viewport(), LEFT, NONE, pair.at("a") + DOWN)
    assert pair.element("a").pos == (0, 0) and not added(pair) and pair.steps() == 0
    pair.drag(pair.at("a"), pair.at("a") + DOWN, COPY | ALONE)
    assert added(pair)["A"].pos == (40, 200) and pair.element("a").pos == (0, 0)


def test_escape_leaves_everything_as_it_was(pair: Opened) -> None:
    pair.press_and_go(pair.at("b"), pair.at("b") + DOWN, COPY)
    assert pair.view.map_scene.emphasis.copying
    pair.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(pair.view.viewport(), LEFT, COPY, pair.at("b") + DOWN)
    assert not added(pair) and pair.steps() == 0 and not pair.view.map_scene.emphasis.copying


def test_in_another_zone_the_copy_takes_its_topic_and_the_card_keeps_its_own(hill: Opened) -> None:
    card = next(i for i, c in hill.view.map_scene.cards.items() if c.element.concepts[:1] == ("human-rights",))
    before, known = hill.element(card), set(hill.session.board.elements)
    hill.drag(hill.at(card), hill.point(hill.view.map_scene.zones["public-value"].center()), COPY)
    (copy,) = [one for one in hill.session.board.elements.values() if one.id not in known]
    assert zones.zone_of(copy, catalogue()) == "public-value" and copy.concepts[0] == "public-value"
    assert hill.element(card) == before
    assert [words for words, _action in hill.said] == ["1 copy is about Public value."]
    assert hill.steps() == 1


def test_a_map_for_reading_is_not_added_to(open_map: OpenMap) -> None:
    opened = open_map(None, reading=True)
    card, known = next(iter(opened.view.map_scene.cards)), set(opened.session.board.elements)
    opened.drag(opened.at(card), opened.at(card) + DOWN, COPY)
    assert set(opened.session.board.elements) == known


def test_what_letting_go_would_do_is_written_under_the_cards(pair: Opened) -> None:
    def painted(modifiers: Qt.KeyboardModifier) -> bytes:
        pair.press_and_go(pair.at("b"), pair.at("b") + DOWN, modifiers)
        shown = pair.view.grab().toImage()
        pair.key(Qt.Key.Key_Escape)
        QTest.mouseRelease(pair.view.viewport(), LEFT, modifiers, pair.at("b") + DOWN)
        below = pair.view.mapFromScene(QPointF(540, 260)) + QPoint(0, 30)
        return bytes(shown.copy(below.x() - 80, below.y() - 12, 160, 24).constBits())

    assert len({painted(NONE), painted(COPY), painted(ALONE)}) == 3
