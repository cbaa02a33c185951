"""The projector window: the map alone, large, following, held or blank."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Note, Record, SessionRecord
from tests.ui.canvas.conftest import Opened, OpenMap, hill_east
from ui.canvas.wall.projector import ProjectorWindow
from ui.canvas.wall.wall_painter import MOST_TRIED, shown_on_wall, wall_board, wall_face
from ui.kit.map_look import FAR, MID


@pytest.fixture
def wall(hill: Opened, qtbot: QtBot) -> Iterator[ProjectorWindow]:
    window = ProjectorWindow(hill.view.bridge)
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    window.show()
    window.follow(hill.view)
    yield window
    window.view.close_canvas()


def shown(window: ProjectorWindow) -> set[str]:
    return set(window.view.map_scene.cards)


def busiest(hill: Opened) -> str:
    """The card with the most links whose neighbours can all be read from the back row."""
    board = hill.session.board
    few = [i for i in board.elements if len(board.neighbours(i)) <= 5]
    return max(few, key=lambda i: len(board.links_of(i)))


def test_the_whole_map_follows_as_shapes_and_a_focus_as_words(hill: Opened, wall: ProjectorWindow) -> None:
    assert shown(wall) == set(hill.session.board.elements)
    card = busiest(hill)
    hill.view.focus([card])
    wall._update()
    assert shown(wall) == {card} | hill.session.board.neighbours(card)
    assert wall.view.detail == MID


def test_few_cards_are_readable_and_do_not_overlap(hill: Opened, wall: ProjectorWindow) -> None:
    hill.view.focus([busiest(hill)])
    wall._update()
    rects = [card.rect for card in wall.view.map_scene.cards.values()]
    assert not [1 for n, rect in enumerate(rects) for other in rects[n + 1 :] if rect.intersects(other)]
    for card in wall.view.map_scene.cards.values():
        assert any(zone.contains(card.rect) for zone in wall.view.map_scene.zones.values())
    assert 14 * wall.view.zoom >= 0.02 * wall.height()


def test_a_lens_decides_what_the_wall_shows(hill: Opened, wall: ProjectorWindow) -> None:
    hill.view.set_filter(["risk", "mitigation"])
    wall._update()
    kinds = {card.element.kind for card in wall.view.map_scene.cards.values()}
    assert kinds == {"risk", "mitigation"}


def test_a_held_picture_stays_and_catches_up(hill: Opened, wall: ProjectorWindow) -> None:
    first = next(iter(hill.session.board.elements))
    wall.freeze(True)
    hill.view.bridge.run("delete", ids=[first])
    wall._update()
    assert first in shown(wall)
    wall.freeze(False)
    assert first not in shown(wall)


def test_blank_shows_nothing_and_comes_back(hill: Opened, wall: ProjectorWindow) -> None:
    wall.blank(True)
    picture = wall.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, 1600, 40) for y in range(0, 1000, 40)}) == 1
    assert not wall.view.isVisible()
    wall.blank(False)
    assert wall.view.isVisible()


def test_b_here_asks_to_blank(wall: ProjectorWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(wall.blank_asked):
        QTest.keyClick(wall, Qt.Key.Key_B)


def test_nothing_of_the_facilitators_is_on_the_wall(hill: Opened, wall: ProjectorWindow) -> None:
    card = busiest(hill)
    hill.view.bridge.select([card])
    hill.view.focus([card])
    wall._update()
    emphasis = wall.view.map_scene.emphasis
    assert emphasis.selected == (card,), "what is being talked about is shown"
    assert not emphasis.hovered and not emphasis.ring
    assert wall.view.lifted.wall
    assert not wall.findChildren(QPushButton)
    face = wall_face(hill.element(card), catalogue(), dots=9, notes=3)
    assert all(fact.kind == "missing" for fact in face.facts)


def test_notes_are_not_among_what_is_shown() -> None:
    board = Board([*hill_east(), Note(id="n", text="between us", about=("x",), seq=999)])
    small, _plan = wall_board(board, catalogue(), list(board.elements)[:5])
    assert not small.notes
    assert len(small.elements) == 5


def test_who_is_not_here_says_so_on_the_wall() -> None:
    absent = next(e for e in Board(hill_east()).elements.values() if e.attributes.get("voice") == "absent")
    face = wall_face(absent, catalogue())
    assert [fact.text for fact in face.facts] == ["not here"]
    assert face.w == 150
    assert face.h >= 60


def test_the_first_choice_that_is_not_too_many_is_shown() -> None:
    board = Board(hill_east())
    every = list(board.elements)

    def few(ids: list[str]) -> bool:
        return len(ids) <= 6

    assert len(every) <= MOST_TRIED
    assert shown_on_wall(board, every[:3], every[:5], every, few) == every[:3]
    assert shown_on_wall(board, (), every[:5], every, few) == every[:5]
    assert shown_on_wall(board, (), (), every[:8], few) == every[:6], "those that matter least are left out"
    assert shown_on_wall(board, (), every, every, few) == [], "too many would be left out"
    assert shown_on_wall(board, every[:8], every[:5], (), few) == [], "a focus is shown whole, or from afar"
    assert shown_on_wall(board, (), (), (), lambda ids: len(ids) == len(every)) == every


@pytest.fixture
def heights(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, str]]:
    """How high the letters of all words are that were painted, in px of what they were painted on."""
    found: list[tuple[float, str]] = []
    draw = QPainter.drawText

    def noted(painter: QPainter, *given: Any) -> Any:
        text = next((one for one in given if isinstance(one, str)), "")
        if text.strip():
            found.append((painter.font().pixelSize() * abs(painter.worldTransform().m22()), text))
        return draw(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", noted)
    return found


def many(n: int) -> list[Record]:
    """A map of so many cards of all kinds and topics, each with a link to another one."""
    kinds, concepts = sorted(catalogue().kinds), sorted(catalogue().concepts)
    cards: list[Record] = [
        Element(
            id=f"c{i}", seq=i, kind=kinds[i % len(kinds)], label=f"Who answers for stop number {i} at night",
            concepts=(concepts[i % len(concepts)],), pos=(i % 20 * 240.0, i // 20 * 110.0),
        )
        for i in range(n)
    ]  # fmt: skip
    return [*cards, *(Link(id=f"l{i}", source=f"c{i}", target=f"c{i * 7 % n}", relation="about") for i in range(1, n))]


def merravale() -> list[Record]:
    records = our_json.read(next(p for p in assets.sample_sessions() if p.stem == "merravale")).board().records()
    return [record for record in records if not isinstance(record, SessionRecord)]


@pytest.mark.parametrize("records", [merravale, partial(many, 300), hill_east], ids=["merravale", "300", "hill-east"])
def test_the_smallest_word_on_the_wall_is_a_fiftieth_of_its_height(
    records: Callable[[], list[Record]], open_map: OpenMap, qtbot: QtBot, heights: list[tuple[float, str]]
) -> None:
    opened = open_map(records())
    window = ProjectorWindow(opened.view.bridge)
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    window.show()
    window.follow(opened.view)
    board = opened.session.board
    card = max(board.elements, key=lambda i: len(board.links_of(i)))
    zone = max(opened.view.map_scene.zones, key=lambda z: len(opened.view.cards_in_zone(z)))
    looks: dict[str, Callable[[], object]] = {
        "whole": opened.view.steps.show_city,
        "chosen": lambda: opened.view.bridge.select((card,)),
        "everything": lambda: opened.view.lens.choose("everything"),
        "zone": lambda: opened.view.show_zone(zone),
        "focus": lambda: opened.view.focus((card,)),
        "all again": lambda: opened.view.focus(None),
        "filter": lambda: opened.view.set_filter(("risk",)),
    }
    for name, look in looks.items():
        look()
        window._update(changed=True)
        heights.clear()
        (window.city or window).grab()
        least, words = min(heights)
        assert least >= 1080 / 50 * 0.99, f"{name}: “{words}” is {least:.1f} px high"
        assert len(heights) > 3
        if window.city is None:
            assert window.view.detail != FAR, f"{name}: shapes without words"
    window.view.close_canvas()


def test_a_card_in_focus_with_more_links_than_can_be_read_has_them_come_out_from_afar(
    open_map: OpenMap, qtbot: QtBot
) -> None:
    opened = open_map(merravale())
    window = ProjectorWindow(opened.view.bridge)
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    window.follow(opened.view)
    board = opened.session.board
    card = max(board.elements, key=lambda i: len(board.links_of(i)))
    opened.view.focus((card,))
    window._update()
    assert window.city is not None
    assert window.city.chosen == card
    assert window.city.painting.sentences()
    opened.view.lens.choose("harm")
    window._update()
    assert window.city.lens == "harm", "the wall looks through the same lens"
    window.view.close_canvas()


def test_a_screen_that_is_unplugged_takes_only_the_window(hill: Opened, wall: ProjectorWindow, qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen()
    with qtbot.waitSignal(wall.unplugged):
        wall._screen_removed(screen)
    assert not wall.isVisible()
    assert hill.view.isVisible()
    wall.open_on(None)
    assert wall.isVisible()
    assert shown(wall) == set(hill.session.board.elements)


def test_time_stands_at_the_top_and_goes_away(hill: Opened, wall: ProjectorWindow) -> None:
    def top() -> int:
        return wall.view.geometry().top()

    low: Callable[[], int] = top
    assert low() == 0
    wall.show_time("18:42", 0.6)
    assert low() > 50
    wall.show_time(None)
    assert low() == 0


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1366, 768)])
def test_a_map_that_cannot_be_read_card_by_card_is_shown_from_afar(
    open_map: OpenMap, qtbot: QtBot, size: tuple[int, int]
) -> None:
    many = [
        Element(id=f"c{n}", kind="goal", label="Shorter waiting times", pos=(n % 12 * 230, n // 12 * 90), seq=n + 2)
        for n in range(120)
    ]
    window = ProjectorWindow(open_map([*many]).view.bridge)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.open_on(None)
    window.resize(*size)
    assert len(shown(window)) == 120
    assert window.view.detail == FAR
    assert window.city is not None
    assert window.city.isVisible()
    assert window.city.smallest >= size[1] / 50
    assert window.city.painting.plan.placed, "no shape without words"
    window.blank(True)
    assert not window.city.isVisible()
    window.blank(False)
    window.show_instead(QPushButton("?"))
    assert not window.city.isVisible()
    window.show_instead(None)
    assert window.city.isVisible()
    window.view.close_canvas()


def test_a_held_picture_from_afar_stays_though_the_window_gets_another_size(open_map: OpenMap, qtbot: QtBot) -> None:
    many = [
        Element(id=f"c{n}", kind="goal", label="Shorter waiting times", pos=(n % 12 * 230, n // 12 * 90), seq=n + 2)
        for n in range(120)
    ]
    opened = open_map([*many])
    window = ProjectorWindow(opened.view.bridge)
    qtbot.addWidget(window)
    window.open_on(None)
    window.freeze(True)
    opened.view.bridge.run("delete", ids=["c0"])
    window.resize(1400, 900)
    assert window.city is not None
    assert sum(cell.count for cell in window.city.painting.plan.cells.values()) == 120
    window.freeze(False)
    assert sum(cell.count for cell in window.city.painting.plan.cells.values()) == 119
    window.view.close_canvas()


def test_the_wall_stays_with_the_whole_map_while_the_facilitator_sees_it_from_afar(
    hill: Opened, wall: ProjectorWindow
) -> None:
    hill.view.steps.show_zone("human-rights")
    wall.open_on(None)
    near = shown(wall)
    hill.view.steps.show_city()
    wall.open_on(None)
    assert near < shown(wall) == set(hill.session.board.elements)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F5])
def test_the_window_is_put_away_by_its_keys(wall: ProjectorWindow, key: Qt.Key) -> None:
    wall.show()
    QTest.keyClick(wall, key)
    assert not wall.isVisible()
