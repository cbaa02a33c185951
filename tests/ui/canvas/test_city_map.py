"""The map from afar under the hand: into zones, to cards, along roads, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.canvas.conftest import LEFT, NONE, Opened
from ui.canvas.city.city_map import CityMap
from ui.canvas.city.spots import Spot
from ui.canvas.gestures.drops import KIND_MIME
from ui.shell.map_area import MapArea


@pytest.fixture
def afar(hill: Opened) -> Opened:
    """Hill East from afar."""
    hill.view.steps.show_city()
    return hill


def city(opened: Opened) -> CityMap:
    return opened.view.steps.city


def spot(opened: Opened, what: str, number: int = 0) -> Spot:
    return [one for one in city(opened).spots if one.what == what][number]


def press(opened: Opened, one: Spot) -> None:
    """Click on a spot; a zone in its lower corner, where nothing else lies."""
    box = city(opened).place_of(one)
    at = box.center() if one.what != "zone" else box.topLeft() + QPointF(6, 12)
    QTest.mouseClick(city(opened), LEFT, NONE, at.toPoint())


def test_it_covers_the_map_and_says_so(afar: Opened) -> None:
    assert city(afar).isVisible()
    assert city(afar).geometry() == afar.view.viewport().rect()
    assert "Human rights" in city(afar).accessibleDescription()
    assert afar.view.steps.step == "city"


@pytest.mark.parametrize("size", [(1500, 950), (914, 560), (820, 480)])
def test_its_words_can_be_read_and_nothing_lies_outside_or_under_the_toolbar(
    afar: Opened, size: tuple[int, int]
) -> None:
    afar.view.resize(*size)
    assert city(afar).smallest >= 12
    for one in city(afar).spots:
        box = city(afar).place_of(one)
        assert box.left() >= 13, one.words
        assert box.right() <= size[0] - 13, one.words
        assert box.top() >= 13, one.words
        assert box.bottom() <= afar.view.toolbar.geometry().top(), one.words


def test_a_click_on_a_zone_goes_into_it(afar: Opened) -> None:
    for n, one in enumerate([s for s in city(afar).spots if s.what == "zone"]):
        if not afar.view.cards_in_zone(one.id):
            continue
        afar.view.steps.show_city()
        press(afar, spot(afar, "zone", n))
        assert not afar.view.steps.from_afar
        assert not city(afar).isVisible()
        seen, zone = afar.view.camera.seen, afar.view.map_scene.zones[one.id]
        assert seen.contains(zone.topLeft()), one.id
        assert afar.view.zoom >= 0.85, "its words can be read"
        wide = zone.intersected(seen)
        assert wide.width() >= min(zone.width(), seen.width() * 0.9), one.id
        assert wide.height() >= min(zone.height(), seen.height() * 0.6), one.id


def test_a_number_lists_its_links_as_sentences_and_goes_to_one(afar: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)
    one = spot(afar, "road")
    press(afar, one)
    menu = afar.view.findChildren(QMenu)[-1]
    board = afar.session.board
    assert len(menu.actions()) == len(one.links)
    first = board.links[one.links[0]]
    words = menu.actions()[0].text()
    assert board.elements[first.source].label in words
    assert board.elements[first.target].label in words
    menu.actions()[0].trigger()
    menu.close()
    assert afar.view.selected == (first.id,)
    assert not afar.view.steps.from_afar


def test_tab_walks_everything_in_order_and_says_it(afar: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(afar.view.accessible, "say", said.append)
    afar.view.setFocus()
    spots = city(afar).spots
    for one in spots:
        QTest.keyClick(afar.view, Qt.Key.Key_Tab)
        assert city(afar).current == one
    assert said == [one.words for one in spots]
    QTest.keyClick(afar.view, Qt.Key.Key_Backtab)
    assert city(afar).current == spots[-2]
    assert any("cards" in words and "shown" in words for words in said), "a zone tells its number and what shows"


def test_arrows_go_to_what_lies_there_and_enter_goes_in(afar: Opened) -> None:
    afar.view.setFocus()
    QTest.keyClick(afar.view, Qt.Key.Key_Tab)
    before = city(afar).current
    QTest.keyClick(afar.view, Qt.Key.Key_Down)
    after = city(afar).current
    assert before is not None
    assert after is not None
    assert after.box.center().y() > before.box.center().y()
    chosen = spot(afar, "card")
    while city(afar).current != chosen:
        QTest.keyClick(afar.view, Qt.Key.Key_Tab)
    QTest.keyClick(afar.view, Qt.Key.Key_Return)
    assert afar.view.selected == (chosen.id,)
    assert afar.view.steps.from_afar, "its links come out where it is"
    QTest.keyClick(afar.view, Qt.Key.Key_Return)
    assert not afar.view.steps.from_afar, "once more shows it from near"


def test_keys_that_change_cards_do_nothing_that_cannot_be_seen_and_say_why(afar: Opened) -> None:
    afar.view.bridge.select([spot(afar, "card").id])
    afar.view.setFocus()
    before = dict(afar.session.board.elements)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2):
        afar.said.clear()
        QTest.keyClick(afar.view, key)
        assert "From afar nothing is changed" in afar.said[0][0]
    QTest.keyClick(afar.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(afar.view, Qt.Key.Key_Right)
    assert dict(afar.session.board.elements) == before
    assert not afar.view.editing.is_open


def test_edit_words_from_a_menu_goes_to_the_card_first(afar: Opened) -> None:
    afar.view.bridge.select([spot(afar, "card").id])
    edit = next(action for action in afar.view.actions() if action.id == "map.edit")
    edit.run()
    assert not afar.view.steps.from_afar
    assert afar.view.editing.is_open


def test_the_three_steps_have_keys(hill: Opened) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    found = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2):
        QTest.keyClick(hill.view, key, alt)
        found.append((hill.view.steps.step, hill.view.steps.from_afar))
    assert found[:3] == [("city", True), ("card", False), ("city", True)]
    assert not found[3][1]


def test_zero_shows_the_city_of_a_large_map_and_once_more_every_card(hill: Opened) -> None:
    hill.view.resize(900, 600)
    hill.view.zoom_to(1.0)
    assert hill.view.steps.needed
    hill.key("0")
    assert hill.view.steps.from_afar
    hill.key("0")
    assert not hill.view.steps.from_afar
    assert hill.view.camera.seen.contains(hill.view.map_scene.extent())


def test_going_away_from_a_large_map_ends_in_the_city_and_coming_nearer_leaves_it(hill: Opened) -> None:
    hill.view.resize(900, 600)
    hill.view.zoom_to(1.0)
    for _step in range(12):
        hill.key("-")
    assert hill.view.steps.from_afar
    hill.key("+")
    assert not hill.view.steps.from_afar
    assert hill.view.zoom >= 0.45


def turn_away(opened: Opened, times: int) -> None:
    at = QPointF(opened.view.viewport().rect().center())
    for _turn in range(times):
        event = QWheelEvent(
            at, opened.view.viewport().mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(opened.view.viewport(), event)


def test_the_wheel_that_goes_away_from_a_large_map_ends_in_the_city(hill: Opened) -> None:
    hill.view.resize(900, 600)
    hill.view.zoom_to(1.0)
    turn_away(hill, 3)
    assert not hill.view.steps.from_afar, "while the words can be read it is the same map"
    turn_away(hill, 12)
    assert hill.view.steps.from_afar


def test_fingers_that_go_away_from_a_large_map_end_in_the_city(hill: Opened) -> None:
    hill.view.resize(900, 600)
    hill.view.zoom_to(0.5)
    at = QPointF(hill.view.viewport().rect().center())
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, at, at, at, -0.3, QPointF()
    )
    QApplication.sendEvent(hill.view.viewport(), event)
    assert hill.view.steps.from_afar


def test_a_card_in_the_air_is_not_lost_from_sight_by_the_wheel(hill: Opened) -> None:
    hill.view.resize(900, 600)
    hill.view.zoom_to(0.5)
    card = next(i for i, c in hill.view.map_scene.cards.items() if hill.view.rect().contains(hill.at(i)))
    hill.press_and_go(hill.at(card), hill.at(card) + QPoint(30, 30))
    turn_away(hill, 12)
    assert not hill.view.steps.from_afar
    hill.key(Qt.Key.Key_Escape)


def test_ctrl_and_the_wheel_go_into_the_zone_under_the_pointer(afar: Opened) -> None:
    one = next(s for s in city(afar).spots if s.what == "zone" and s.id == "human-rights")
    at = city(afar).place_of(one).center()
    for modifier, turned, away in ((NONE, 120, True), (Qt.KeyboardModifier.ControlModifier, 120, False)):
        event = QWheelEvent(
            at, city(afar).mapToGlobal(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, modifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(city(afar), event)
        assert afar.view.steps.from_afar == away
    assert afar.view.camera.seen.contains(afar.view.map_scene.zones["human-rights"].topLeft())


def test_beginning_a_card_shows_the_map_where_it_will_stand(afar: Opened) -> None:
    afar.view.setFocus()
    afar.key("r")
    assert not afar.view.steps.from_afar
    assert afar.view.tool == "add"
    afar.view.steps.show_city()
    assert afar.view.tool == "select"
    data = QMimeData()
    data.setData(KIND_MIME, b'{"kind": "risk"}')
    assert afar.view.drops.enter(data)
    assert not afar.view.steps.from_afar


def test_whatever_shows_a_card_leaves_the_city(afar: Opened) -> None:
    card = next(iter(afar.session.board.elements))
    afar.view.center_on((card,))
    assert not afar.view.steps.from_afar
    afar.view.steps.show_city()
    afar.view.go_to(card)
    assert not afar.view.steps.from_afar


def test_a_change_shows_without_leaving(afar: Opened, qtbot: QtBot) -> None:
    gone = spot(afar, "card")
    afar.view.bridge.run("delete", ids=[gone.id])
    qtbot.waitUntil(lambda: all(one.id != gone.id for one in city(afar).spots))
    assert afar.view.steps.from_afar


def test_cards_with_a_question_that_must_be_discussed_come_first_and_bear_its_sign(afar: Opened) -> None:
    zone = next(s for s in city(afar).painting.plan.cells.values() if s.rest)
    folded = zone.rest[-1].id
    before = city(afar).grab().toImage()
    afar.view.asked.show({folded: "must"}, lambda _card: ["Who speaks for them?"])
    assert folded in {one.id for one in city(afar).spots if one.what == "card"}
    shown = next(one for one in city(afar).spots if one.id == folded)
    sign = (city(afar).place_of(shown).topRight() + QPointF(-3, 8)).toPoint()
    assert city(afar).grab().toImage().pixelColor(sign) == afar.view.look.ui("must")
    afar.view.asked.set_room(True)
    assert city(afar).grab().toImage() == before, "the room sees no signs"


def test_another_theme_paints_it_anew(afar: Opened) -> None:
    def ground() -> int:
        picture: QImage = city(afar).grab().toImage()
        return picture.pixel(3, 3)

    light = ground()
    afar.view._theme.apply(QApplication.instance(), "dark", 1.0)  # type: ignore[arg-type]
    dark = ground()
    afar.view._theme.apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
    assert light != dark
    assert ground() == light


def test_leaving_and_coming_back_shows_the_same(afar: Opened) -> None:
    places = []
    for _time in range(3):
        afar.view.steps.show_city()
        places.append([(one.words, city(afar).place_of(one)) for one in city(afar).spots])
        afar.view.steps.leave()
    assert places[0] == places[1] == places[2]


def test_the_minimap_of_a_small_window_does_not_lie_over_it(hill: Opened, qtbot: QtBot) -> None:
    area = MapArea(hill.view.bridge)
    qtbot.addWidget(area)
    area.resize(1090, 520)
    area.show()
    area.view.steps.leave()
    area.set_compact(True)
    assert area.minimap.isVisible()
    area.view.steps.show_city()
    assert not area.minimap.isVisible()
    area.view.steps.leave()
    assert area.minimap.isVisible()
    area.view.close_map()
