"""Copy, cut and paste of cards by keys: within a workshop, into another, and what strangers put on the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from stworkshop.exchange.card_clipboard import MIME
from stworkshop.model.records import Element, SessionRecord
from tests.ui.canvas.conftest import Opened, OpenMap
from ui.canvas.gestures.actions import actions_of

CTRL = Qt.KeyboardModifier.ControlModifier


def choose_two(hill: Opened) -> tuple[str, str]:
    """Choose two cards that a link joins."""
    link = next(iter(hill.session.board.links.values()))
    hill.view.bridge.select((link.source, link.target))
    return link.source, link.target


def test_copied_cards_are_pasted_beside_the_originals_with_the_link_among_them(hill: Opened) -> None:
    source, target = choose_two(hill)
    links = len(hill.session.board.links)
    among = sum({k.source, k.target} == {source, target} for k in hill.session.board.links.values())
    hill.key(Qt.Key.Key_C, CTRL)
    assert hill.status[-1] == "2 cards are on the clipboard." and hill.steps() == 0
    assert QGuiApplication.clipboard().text() == f"{hill.element(source).label}\n{hill.element(target).label}"
    hill.key(Qt.Key.Key_V, CTRL)
    first, other = hill.view.selected
    assert {hill.element(first).label, hill.element(other).label} == {
        hill.element(source).label, hill.element(target).label,
    }  # fmt: skip
    assert hill.steps() == 1 and len(hill.session.board.links) == links + among
    x, y = hill.element(source).pos or (0, 0)
    assert hill.element(first).pos == (x + 24, y + 24)
    hill.key(Qt.Key.Key_V, CTRL)
    assert hill.element(hill.view.selected[0]).pos == (x + 48, y + 48)
    hill.view.bridge.undo()
    hill.view.bridge.undo()
    assert len(hill.session.board.links) == links


def test_cut_cards_come_back_to_their_place(hill: Opened) -> None:
    source, _target = choose_two(hill)
    hill.view.bridge.select((source,))
    before = hill.element(source)
    hill.key(Qt.Key.Key_X, CTRL)
    assert source not in hill.session.board.elements and hill.steps() == 1
    hill.key(Qt.Key.Key_V, CTRL)
    after = hill.element(hill.view.selected[0])
    assert (after.label, after.pos) == (before.label, before.pos) and after.id != source


def test_a_card_that_may_not_go_is_not_cut_and_the_clipboard_stays(hill: Opened) -> None:
    QGuiApplication.clipboard().setText("mine")
    source, _target = choose_two(hill)
    hill.view.bridge.run("edit_element", id=source, locked="yes")
    hill.view.bridge.select((source,))
    hill.key(Qt.Key.Key_X, CTRL)
    assert source in hill.session.board.elements and QGuiApplication.clipboard().text() == "mine"


def test_cards_are_pasted_into_another_workshop_where_their_zone_is(open_map: OpenMap, hill: Opened) -> None:
    source, target = choose_two(hill)
    hill.view.copying.copy()
    taken = Element(id="t", kind="right", label="There", code="H1", pos=hill.element(source).pos, size=(200.0, 62.0))
    other = open_map([SessionRecord(id="s-other", label="Other"), taken])
    other.view.setFocus()
    other.key(Qt.Key.Key_V, CTRL)
    came = [card for card in other.session.board.elements.values() if card.id != "t"]
    assert {card.label for card in came} == {hill.element(i).label for i in (source, target)}
    assert len(other.session.board.links) >= 1 and len({card.pos for card in came}) == 2
    boxes = [other.card(card.id).rect for card in other.session.board.elements.values()]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_a_strangers_clipboard_changes_nothing_and_is_said_once(hill: Opened) -> None:
    data = QMimeData()
    data.setData(MIME, b'{"format": "stworkshop-cards", "version": 1, "cards": [{"id": "a"}]}')
    data.setText("some words")
    QGuiApplication.clipboard().setMimeData(data)
    hill.key(Qt.Key.Key_V, CTRL)
    assert [words for words, _action in hill.said] == ["What was copied cannot be read as cards. Nothing was added."]
    assert hill.steps() == 0 and hill.view.pasting.strip is None


def test_plain_lines_are_still_offered_as_cards(hill: Opened) -> None:
    QGuiApplication.clipboard().setText("one\ntwo")
    hill.key(Qt.Key.Key_V, CTRL)
    assert hill.view.pasting.strip is not None


def test_without_a_choice_nothing_is_copied(hill: Opened) -> None:
    QGuiApplication.clipboard().setText("mine")
    hill.view.bridge.select(())
    hill.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "mine" and hill.status[-1] == "Choose cards first."
    can = {a.id: a.enabled() for a in actions_of(lambda: hill.view, lambda: None)}
    assert not can["map.copy"] and not can["map.cut"] and can["map.paste"]


def test_who_may_only_look_copies_and_cuts_nothing(open_map: OpenMap) -> None:
    reader = open_map(reading=True)
    source, _target = choose_two(reader)
    reader.view.setFocus()
    reader.key(Qt.Key.Key_C, CTRL)
    assert reader.status[-1] == "2 cards are on the clipboard."
    reader.key(Qt.Key.Key_X, CTRL)
    reader.key(Qt.Key.Key_V, CTRL)
    assert source in reader.session.board.elements and reader.steps() == 0
