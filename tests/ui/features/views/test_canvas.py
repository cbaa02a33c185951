"""A view drawn as a map: dragging and arrows move cards in the view only; keys walk; changes are taken in by id."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stworkshop.analysis import viewpoints
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import SessionRecord
from stworkshop.session.session import Session
from tests.analysis.maps import sample
from tests.ui.sessions import session_of
from ui.features.views.canvas import ViewCanvas
from ui.session.bridge import Bridge

LEFT = Qt.MouseButton.LeftButton


def show(canvas: ViewCanvas, view: str) -> None:
    board, words = canvas.bridge.board, canvas.bridge.catalogue
    shown = viewpoints.view(board, words, view)
    assert shown is not None
    canvas.show_view(shown, viewpoints.picture(board, words, shown))


@pytest.fixture
def canvas(small: Bridge, qtbot: QtBot) -> Iterator[ViewCanvas]:
    """The risks as a map, kept up to date."""
    made = ViewCanvas(small)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    show(made, "vp-risk")
    small.changed.connect(lambda _changed: show(made, "vp-risk"))
    yield made
    made.close_view()


def middle(canvas: ViewCanvas, card: str) -> QPoint:
    return canvas.mapFromScene(canvas.map_scene.cards[card].centre)


def test_a_view_shows_its_cards_in_bands_with_headings(canvas: ViewCanvas) -> None:
    scene = canvas.map_scene
    assert set(scene.cards) == {"r", "q", "k", "p", "m"}
    assert [scene.words(band).title for band in scene.zones] == [
        "What could cause it", "What could go wrong", "Who would be hurt", "What we do about it",
    ]  # fmt: skip
    canvas.grab()


def test_dragging_moves_a_card_in_this_view_only_and_undo_puts_it_back(canvas: ViewCanvas, session: Session) -> None:
    at, home = middle(canvas, "r"), canvas.map_scene.cards["r"].rect
    on_map = session.board.elements["r"].pos
    QTest.mousePress(canvas.viewport(), LEFT, pos=at)
    QTest.mouseMove(canvas.viewport(), at + QPoint(30, 10))
    QTest.mouseMove(canvas.viewport(), at + QPoint(60, 50))
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=at + QPoint(60, 50))
    moved = session.board.positions["vp-risk/r"].pos
    assert moved is not None
    assert moved[0] > home.x() and moved[1] > home.y()
    assert canvas.map_scene.cards["r"].x == moved[0]
    assert session.board.elements["r"].pos == on_map
    session.undo()
    assert canvas.map_scene.cards["r"].rect == home


def test_a_press_without_a_drag_only_selects(canvas: ViewCanvas, session: Session, small: Bridge) -> None:
    QTest.mouseClick(canvas.viewport(), LEFT, pos=middle(canvas, "r"))
    assert list(small.selection) == ["r"]
    assert not session.board.positions
    QTest.mouseClick(canvas.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, middle(canvas, "q"))
    assert list(small.selection) == ["r", "q"]
    QTest.mouseClick(canvas.viewport(), LEFT, pos=QPoint(3, 3))
    assert list(small.selection) == []


def test_keys_walk_choose_move_and_open(canvas: ViewCanvas, session: Session, small: Bridge, qtbot: QtBot) -> None:
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    first = canvas.map_scene.emphasis.current
    assert first
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.map_scene.emphasis.current not in ("", first)
    here = canvas.map_scene.emphasis.current
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert list(small.selection) == [here]
    before = canvas.map_scene.cards[here].x
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.map_scene.cards[here].x == before + 10
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert list(small.selection) == []
    with qtbot.waitSignal(canvas.opened) as heard:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.args == [here]
    with qtbot.waitSignal(canvas.link_asked) as heard:
        QTest.keyClick(canvas, Qt.Key.Key_L)
    assert heard.args == [here]
    zoom = canvas.zoom
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom > zoom


def test_a_session_for_reading_only_is_not_rearranged(reading: Bridge, qtbot: QtBot) -> None:
    canvas = ViewCanvas(reading)
    qtbot.addWidget(canvas)
    canvas.show()
    show(canvas, "vp-risk")
    reading.select(("r",))
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not reading.board.positions
    canvas.close_view()


def test_new_renamed_and_deleted_cards_come_and_go(canvas: ViewCanvas, small: Bridge) -> None:
    item = canvas.map_scene.cards["r"]
    small.run("add_element", kind="risk", id="x", label="Another")
    assert "x" in canvas.map_scene.cards
    assert canvas.map_scene.cards["r"] is item, "what did not change keeps its item"
    small.run("edit_element", id="r", label="Drivers are watched")
    assert canvas.map_scene.cards["r"].element.label == "Drivers are watched"
    small.run("delete", ids=["x"])
    assert "x" not in canvas.map_scene.cards
    small.run("delete", ids=["k"])
    assert "k" not in canvas.map_scene.cards
    assert not [link for link in canvas.map_scene.links.values() if link.link.source == "k"]


def test_screen_readers_get_the_cards_with_their_links(canvas: ViewCanvas) -> None:
    answer = canvas.accessible
    names = [answer.child(n).text(QAccessible.Text.Name) for n in range(len(canvas.walk.order))]  # type: ignore[union-attr]
    assert any(name.startswith("Risk: Drivers are scored") for name in names)
    assert len(names) == 5


def test_signs_on_links_keep_off_cards_and_each_other(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    records = [record for record in sample("quayline").records() if not isinstance(record, SessionRecord)]
    session = session_of(tmp_path, records)
    bridge = Bridge(session, catalogue())
    made = ViewCanvas(bridge)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    show(made, "vp-purpose")
    made.routes.finish()
    scene = made.map_scene
    signed = [link for link in scene.links.values() if link.style.sign]
    assert len(signed) >= 4
    for link in signed:
        x, y = link.stroke.middle
        assert not [card.id for card in scene.cards.values() if card.rect.contains(x, y)]
        for other in signed:
            assert other is link or math.dist(link.stroke.middle, other.stroke.middle) >= 20
    made.close_view()
    bridge.close()
    bridge.deleteLater()
