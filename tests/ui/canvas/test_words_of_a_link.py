"""The words of a link are changed on its line: by a double click, by F2, or from its menu."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from stworkshop.model.records import Element, Link
from tests.ui.canvas.conftest import LEFT, NONE, Opened, OpenMap
from ui.canvas.gestures.chooser import Chooser

CARDS = [
    Element(id="a", kind="mitigation", label="Ramp", pos=(0, 0), size=(200, 60), seq=2),
    Element(id="b", kind="risk", label="Falls", pos=(600, 0), size=(200, 60), seq=3),
    Link(id="l", relation="mitigates", source="a", target="b", note="said twice", seq=4),
]


@pytest.fixture
def pair(open_map: OpenMap) -> Opened:
    opened = open_map(list(CARDS))
    opened.view.camera.look_at(QPointF(400, 100), 1.0, glide=False)
    opened.view.routes.finish()
    return opened


def double_click(opened: Opened) -> None:
    """A double click on the middle of the link, as Qt sends it."""
    x, y = opened.view.map_scene.links["l"].stroke.middle
    at = opened.point(QPointF(x, y))
    opened.click(at)
    where = QPointF(at)
    port = opened.view.viewport()
    again = QMouseEvent(QEvent.Type.MouseButtonDblClick, where, port.mapToGlobal(where), LEFT, LEFT, NONE)
    QApplication.sendEvent(port, again)
    QTest.mouseRelease(port, LEFT, NONE, at)


def press_f2(opened: Opened) -> None:
    """Choose the link, and press the key on the map."""
    opened.view.setFocus()
    opened.view.bridge.select(["l"])
    opened.key(Qt.Key.Key_F2)


def asked(opened: Opened) -> Chooser:
    assert opened.view.linking.open is not None
    return opened.view.linking.open


def test_a_double_click_offers_what_the_link_says_now_and_enter_leaves_it(pair: Opened) -> None:
    double_click(pair)
    assert asked(pair).list.item(0).text() == "Ramp reduces Falls"
    QTest.keyClick(asked(pair).field, Qt.Key.Key_Return)
    assert pair.view.linking.open is None and pair.steps() == 0
    assert pair.session.board.links["l"].relation == "mitigates"


def test_typing_finds_other_words_and_one_step_says_them(pair: Opened) -> None:
    double_click(pair)
    QTest.keyClicks(asked(pair).field, "depends")
    QTest.keyClick(asked(pair).field, Qt.Key.Key_Return)
    link = pair.session.board.links["l"]
    assert (link.relation, link.source, link.target) == ("depends-on", "a", "b") and link.note == "said twice"
    assert pair.steps() == 1
    press_f2(pair)
    assert asked(pair).list.item(0).text() == "Ramp depends on Falls", "what it says now comes first"
    asked(pair).leave()
    pair.view.bridge.undo()
    assert pair.session.board.links["l"].relation == "mitigates"


def test_words_that_no_link_has_become_what_was_said_of_it(pair: Opened) -> None:
    double_click(pair)
    QTest.keyClicks(asked(pair).field, "only where it is lit")
    assert asked(pair).list.item(0).text() == "Note: only where it is lit"
    QTest.keyClick(asked(pair).field, Qt.Key.Key_Return)
    link = pair.session.board.links["l"]
    assert (link.relation, link.note) == ("mitigates", "only where it is lit") and pair.steps() == 1


def test_f2_does_the_same_for_the_link_that_is_chosen_and_esc_leaves_it(pair: Opened) -> None:
    press_f2(pair)
    assert asked(pair).list.item(0).text() == "Ramp reduces Falls"
    QTest.keyClick(asked(pair).field, Qt.Key.Key_Escape)
    assert pair.view.linking.open is None and pair.steps() == 0


def test_the_other_link_of_the_two_cards_is_not_said_twice(open_map: OpenMap) -> None:
    opened = open_map([*CARDS, Link(id="m", relation="depends-on", source="a", target="b", seq=5)])
    press_f2(opened)
    sentences = {choice.words for choice in asked(opened).choices}
    assert "Ramp reduces Falls" in sentences and "Falls depends on Ramp" in sentences
    assert "Ramp depends on Falls" not in sentences


def test_a_map_for_reading_asks_nothing(open_map: OpenMap) -> None:
    opened = open_map(list(CARDS), reading=True)
    opened.view.camera.look_at(QPointF(400, 100), 1.0, glide=False)
    double_click(opened)
    assert opened.view.linking.open is None
    press_f2(opened)
    assert opened.view.linking.open is None


def test_the_menu_of_a_link_says_it_differently(pair: Opened) -> None:
    menu = pair.view.menus.link_menu(pair.view.map_scene.links["l"])
    (words,) = [entry.menu() for entry in menu.actions() if entry.text() == "Say it differently"]
    assert isinstance(words, QMenu)
    other = next(entry for entry in words.actions() if not entry.isChecked())
    other.trigger()
    relations = pair.session.board.links["l"].relation, pair.view.bridge.catalogue.relations
    assert relations[1][relations[0]].label == other.text() and pair.steps() == 1
    assert not pair.said


def test_what_was_said_of_a_link_is_taken_away_on_its_line_too(pair: Opened) -> None:
    double_click(pair)
    QTest.keyClicks(asked(pair).field, "without")
    assert asked(pair).list.item(0).text() == "Without the note “said twice”"
    QTest.keyClick(asked(pair).field, Qt.Key.Key_Return)
    link = pair.session.board.links["l"]
    assert (link.relation, link.note) == ("mitigates", "") and pair.steps() == 1
    press_f2(pair)
    assert not any("note" in choice.words for choice in asked(pair).choices)


def test_from_afar_the_list_opens_where_the_link_is_seen(pair: Opened) -> None:
    pair.view.steps.show_city()
    assert pair.view.steps.from_afar
    pair.view.bridge.select(["l"])
    pair.view.keyboard.edit()  # as the menu and Ctrl+K do
    assert not pair.view.steps.from_afar
    middle = pair.view.mapFromScene(QPointF(*pair.view.map_scene.links["l"].stroke.middle))
    assert pair.view.rect().contains(middle)
    assert asked(pair).geometry().adjusted(-60, -60, 60, 60).contains(middle)
