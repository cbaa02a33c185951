"""A note without a kind: written where one double-clicks, and made a card of a kind when somebody says which."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stworkshop.layout import zones
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from tests.ui.canvas.conftest import LEFT, NONE, Opened
from ui.canvas.gestures.chooser import Chooser
from ui.kit.theme import theme


def empty_place(opened: Opened, zone: str) -> QPoint:
    """A point of a zone on which no card and no title lies."""
    rect = opened.view.map_scene.zones[zone]
    for down in range(60, int(rect.height()) - 40, 20):
        for right in range(40, int(rect.width()) - 40, 20):
            at = QPointF(rect.left() + right, rect.top() + down)
            near = [
                card
                for card in opened.view.map_scene.cards.values()
                if card.rect.adjusted(-30, -30, 30, 30).contains(at)
            ]
            if not near and opened.view.map_scene.link_at(at, 12) is None:
                return opened.point(at)
    raise AssertionError(zone)


def double_click(opened: Opened, at: QPoint) -> Chooser:
    where, port = QPointF(at), opened.view.viewport()
    event = QMouseEvent(QEvent.Type.MouseButtonDblClick, where, port.mapToGlobal(where), LEFT, LEFT, NONE)
    opened.view.setFocus()
    opened.click(at)
    QApplication.sendEvent(port, event)
    QTest.mouseRelease(port, LEFT, NONE, at)
    assert opened.view.linking.open is not None
    return opened.view.linking.open


def write(opened: Opened, words: str, zone: str = "public-sector-capabilities") -> Element:
    """Write a note in a zone, and return the card that it became."""
    known = set(opened.session.board.elements)
    asked = double_click(opened, empty_place(opened, zone))
    QTest.keyClicks(asked.field, words)
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    (made,) = [card for card in opened.session.board.elements.values() if card.id not in known]
    return made


def test_words_that_are_no_kind_become_a_note_where_one_wrote_them(hill: Opened) -> None:
    note = write(hill, "Who waters the plants at night")
    assert (note.kind, note.label) == ("own:Note", "Who waters the plants at night")
    assert zones.zone_of(note, catalogue()) == "public-sector-capabilities" and note.concepts == (
        "public-sector-capabilities",
    )
    assert hill.view.map_scene.zones["public-sector-capabilities"].contains(hill.card(note.id).rect)
    assert hill.steps() == 1
    hill.view.bridge.undo()
    assert note.id not in hill.session.board.elements


def test_a_kind_is_offered_as_before_and_a_note_is_among_them_by_name(hill: Opened) -> None:
    asked = double_click(hill, empty_place(hill, "public-sector-capabilities"))
    assert asked.list.item(0).text() != "Note, its kind not said yet"
    QTest.keyClicks(asked.field, "not said")
    assert asked.list.item(0).text() == "Note, its kind not said yet"
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    assert hill.view.editing.is_open
    hill.view.editing.close(keep=False)
    assert hill.steps() == 0


@pytest.mark.parametrize("zone", ["centre", "people", "agreement"])
def test_where_a_zone_has_no_topic_the_note_lies_where_it_was_written(hill: Opened, zone: str) -> None:
    at = empty_place(hill, zone)
    note = write(hill, "Unclear", zone)
    away = hill.card(note.id).centre - hill.view.mapToScene(at)
    assert note.concepts == () and away.manhattanLength() <= 4


def test_k_says_which_kind_it_is_and_the_words_stay(hill: Opened) -> None:
    note = write(hill, "The lamp is broken")
    hill.view.setFocus()
    hill.key(Qt.Key.Key_K)
    asked = hill.view.linking.open
    assert asked is not None
    QTest.keyClicks(asked.field, "concern")
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    now = hill.element(note.id)
    assert (now.kind, now.label, now.concepts, now.pos) == (
        "concern",
        note.label,
        ("public-sector-capabilities",),
        note.pos,
    )
    assert now.code.startswith("C") and hill.steps() == 2


def test_k_without_a_card_says_what_is_missing(hill: Opened) -> None:
    hill.view.setFocus()
    hill.view.bridge.select(())
    hill.key(Qt.Key.Key_K)
    assert hill.view.linking.open is None
    assert hill.status[-1] == "Choose a card first, then K."


def test_words_of_a_line_are_whole_where_there_is_room(hill: Opened) -> None:
    asked = double_click(hill, empty_place(hill, "public-sector-capabilities"))
    row = asked.list.visualItemRect(asked.list.item(1))
    shown = asked.list.viewport().grab(row.adjusted(34, 0, -50, 0)).toImage()
    ground = shown.pixelColor(shown.width() - 1, 2)
    written = [x for x in range(shown.width()) if any(shown.pixelColor(x, y) != ground for y in range(shown.height()))]
    wide = QFontMetricsF(theme().font("body_strong")).horizontalAdvance(asked.list.item(1).text())
    assert written[-1] - written[0] >= wide - 6, asked.list.item(1).text()
