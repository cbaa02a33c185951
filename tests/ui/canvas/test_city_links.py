"""A card chosen in the map from afar: its links come out as sentences; lenses show others; no link is out of reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from stworkshop.drawing.lenses import EVERYTHING, LENSES, STORY
from stworkshop.layout.zones import zone_of
from stworkshop.model.catalogue import catalogue
from tests.ui.canvas.conftest import LEFT, NONE, Opened
from tests.ui.canvas.test_city_map import city, spot
from ui.canvas.city.spots import Spot

KEY = Qt.Key


@pytest.fixture
def afar(hill: Opened) -> Opened:
    """Hill East from afar, with room for its cards."""
    hill.view.resize(1300, 800)
    hill.view.steps.show_city()
    return hill


def linked(opened: Opened) -> Spot:
    """A card that shows and has links to cards of other zones."""
    board = opened.session.board
    cards = [one for one in city(opened).spots if one.what == "card"]
    return max(cards, key=lambda one: len(board.links_of(one.id)))


def click(opened: Opened, one: Spot, *, double: bool = False) -> None:
    at = city(opened).place_of(one).center().toPoint()
    QTest.mouseClick(city(opened), LEFT, NONE, at)
    if double:
        QTest.mouseDClick(city(opened), LEFT, NONE, at)


def links(opened: Opened) -> list[Spot]:
    return [one for one in city(opened).spots if one.what == "link"]


def places(opened: Opened) -> dict[str, QRectF]:
    return {one.id: one.box for one in city(opened).spots if one.what == "zone"}


def test_a_click_on_a_card_calls_its_links_out_and_moves_no_zone(afar: Opened) -> None:
    one, before = linked(afar), places(afar)
    assert not links(afar)
    click(afar, one)
    assert afar.view.selected == (one.id,)
    assert afar.view.steps.from_afar
    board = afar.session.board
    assert sorted(link for told in links(afar) for link in told.links) == sorted(x.id for x in board.links_of(one.id))
    assert places(afar) == before
    QTest.mouseClick(city(afar), LEFT, NONE, QPoint(2, 2))
    assert not afar.view.selected
    assert not links(afar)
    assert places(afar) == before


def test_two_clicks_show_the_card_from_near(afar: Opened, qtbot: QtBot) -> None:
    one = linked(afar)
    click(afar, one, double=True)
    assert afar.view.selected == (one.id,)
    assert not afar.view.steps.from_afar
    qtbot.waitUntil(lambda: afar.view.zoom > 0.8)


def test_tab_walks_the_links_and_says_them_and_enter_goes_along_one(
    afar: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = linked(afar)
    said: list[str] = []
    monkeypatch.setattr(afar.view.accessible, "say", said.append)
    click(afar, one)
    afar.view.setFocus()
    told = links(afar)
    for link in told:
        QTest.keyClick(afar.view, KEY.Key_Tab)
        assert city(afar).current == link
    assert said[0].startswith(afar.session.board.elements[one.id].label)
    assert said[1:] == [link.words for link in told]
    assert all(words.startswith("It ") and "“" in words for words in said[1:])
    QTest.keyClick(afar.view, KEY.Key_Return)
    assert afar.view.selected == (told[-1].id,)
    here = city(afar).current
    assert here is not None
    assert here.id == told[-1].id
    QTest.keyClick(afar.view, KEY.Key_Escape)
    assert not afar.view.selected
    assert afar.view.steps.from_afar


def test_a_neighbour_that_was_folded_is_called_up(afar: Opened) -> None:
    board = afar.session.board
    shown = set(city(afar).painting.plan.placed)
    card, other = next(
        (card, other)
        for card in sorted(shown)
        for other in sorted(board.neighbours(card))
        if other not in shown and any(c.zone == zone_of(board.elements[other], catalogue()) and c.cards
                                      for c in city(afar).painting.plan.cells.values())
    )  # fmt: skip
    afar.view.bridge.select((card,))
    assert other in city(afar).painting.plan.placed


def test_what_is_folded_is_listed_and_can_be_called_up(afar: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)
    one = spot(afar, "more")
    assert "more" in one.words
    afar.view.setFocus()
    while city(afar).current != one:
        QTest.keyClick(afar.view, KEY.Key_Tab)
    QTest.keyClick(afar.view, KEY.Key_Return)
    menu = afar.view.findChildren(QMenu)[-1]
    assert [line.text() for line in menu.actions()] == [afar.session.board.elements[i].label for i in one.cards]
    menu.actions()[-1].trigger()
    menu.close()
    assert afar.view.selected == (one.cards[-1],)


@pytest.mark.parametrize("lens", LENSES)
def test_every_link_is_reached_by_the_keyboard_from_a_count_or_a_card(afar: Opened, lens: str) -> None:
    """Each stop of Tab is a count that lists links, a card whose links come out, or a list of folded cards."""
    afar.view.lens.choose(lens)
    afar.view.steps.show_city()
    afar.view.setFocus()
    cards: set[str] = set()
    counted: set[str] = set()
    stops = 0
    while city(afar).tab(True):
        here = city(afar).current
        assert here is not None
        cards |= {here.id} if here.what == "card" else set(here.cards)
        counted |= set(here.links)
        stops += 1
    assert stops == len(city(afar).spots)
    board = afar.session.board
    lost = [x.id for x in board.links.values() if x.id not in counted and not {x.source, x.target} & cards]
    assert not lost
    assert cards == set(board.elements), "each card can be chosen"


def test_each_lens_shows_its_links_and_moves_no_zone(afar: Opened) -> None:
    before = places(afar)
    for lens, made in afar.view.lens_bar.buttons.items():
        if lens == EVERYTHING:
            continue
        QTest.mouseClick(made, LEFT)
        assert afar.view.lens.current == lens
        assert [name for name, one in afar.view.lens_bar.buttons.items() if one.isChecked()] == [lens]
        assert {link.relation for link, _way in city(afar).painting.stories} <= LENSES[lens].relations
        assert places(afar) == before


def test_everything_shows_all_links_card_by_card(afar: Opened) -> None:
    scene = afar.view.map_scene
    assert any(link.bundled for link in scene.links.values())
    afar.view.lens.choose(EVERYTHING)
    assert not afar.view.steps.from_afar
    assert not any(link.bundled for link in scene.links.values())
    afar.view.lens.choose(STORY)
    assert any(link.bundled for link in scene.links.values())


def test_a_bundled_link_cannot_be_hit_until_one_of_its_cards_is_chosen(hill: Opened) -> None:
    hill.view.routes.finish()
    scene = hill.view.map_scene
    for link in [one for one in scene.links.values() if one.bundled]:
        a, b = link.points[0], link.points[1]
        middle = QPointF((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        hit = scene.link_at(middle, 0.5)
        assert hit is None or not hit.bundled
        hill.view.bridge.select((link.link.source,))
        assert scene.link_at(middle, 0.5) is not None
        hill.view.bridge.select(())


def test_the_lenses_have_one_place(afar: Opened, qtbot: QtBot) -> None:
    view = afar.view
    assert view.lens_bar.isVisible()
    assert not view.toolbar.lens.isVisible()
    for is_small in (True, False):
        if is_small:
            view.resize(700, 480)
        else:
            view.steps.leave()
        assert not view.lens_bar.isVisible()
        assert view.toolbar.lens.isVisible()
        view.resize(1300, 800)
        view.steps.show_city()
        assert view.lens_bar.isVisible()
