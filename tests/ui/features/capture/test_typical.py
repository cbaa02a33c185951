"""Typical cards: found, marked where they are on the map, added one by one or in bulk, dragged."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stworkshop.layout import zones
from stworkshop.model.catalogue import catalogue
from tests.ui.canvas.conftest import OpenMap, open_map  # noqa: F401
from ui.canvas.gestures.drops import KIND_MIME
from ui.features.capture.typical import Typical, fitting, typical_cards
from ui.features.capture.typical_list import mime_of
from ui.features.capture.typical_panel import TypicalPanel
from ui.session.bridge import Bridge
from ui.shell.main_window import MainWindow


@pytest.fixture
def panel(bridge: Bridge, qtbot: QtBot) -> Iterator[TypicalPanel]:
    """The panel over an empty widget."""
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1000, 800)
    over.show()
    made = TypicalPanel(bridge, over)
    made.open()
    yield made


def shown(panel: TypicalPanel) -> list[Typical]:
    found = [panel.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(panel.list.count())]
    return [card for card in found if card is not None]


def absent(bridge: Bridge, kind: str) -> list[Typical]:
    return [card for card in typical_cards(bridge.board, bridge.catalogue) if card.kind == kind and not card.card]


def test_all_lists_of_the_catalogue_are_there(bridge: Bridge) -> None:
    cards = typical_cards(bridge.board, bridge.catalogue)
    assert {card.kind for card in cards} == {kind for kind in catalogue().kinds if catalogue().types(kind)}
    assert all(card.label and card.type for card in cards)
    assert all(card.side for card in cards if card.kind == "stakeholder")
    assert all(card.topics for card in cards if card.kind in ("concern", "risk", "mitigation", "component"))


def test_a_card_on_the_map_is_known_by_its_type_or_its_words(bridge: Bridge) -> None:
    first, second = absent(bridge, "risk")[:2]
    bridge.run("add_element", kind="risk", type=first.type, label="In other words")
    bridge.run("add_element", kind="risk", label=second.label.upper())
    there = {card.type for card in typical_cards(bridge.board, bridge.catalogue) if card.card and card.kind == "risk"}
    assert {first.type, second.type} <= there


def test_filters_work_together(bridge: Bridge) -> None:
    cards = typical_cards(bridge.board, bridge.catalogue)
    people = fitting(cards, kind="stakeholder", side="public")
    assert people and all(card.side == "public" for card in people)
    rights = fitting(cards, kind="concern", topic="human-rights")
    assert rights and all("human-rights" in card.topics for card in rights)
    assert fitting(cards, "privacy", kind="concern")[0].label.lower().startswith("privacy")
    assert fitting(cards, "zzzz") == []


def test_several_are_added_as_one_step_without_overlaps(bridge: Bridge, panel: TypicalPanel) -> None:
    before = set(bridge.board.elements)
    panel.kind.choose("risk")
    panel.refresh()
    wanted = [card for card in shown(panel) if not card.card][:5]
    for at in range(panel.list.count()):
        item = panel.list.item(at)
        if item.data(Qt.ItemDataRole.UserRole) in wanted:
            panel.list.setCurrentItem(item)
            QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert panel._add.text() == "Add 5 cards"
    panel._add.click()
    made = [bridge.board.elements[i] for i in bridge.board.elements if i not in before]
    assert [card.label for card in made] == [card.label for card in wanted]
    rects = [zones.card_rect(card) for card in bridge.board.elements.values()]
    mine = [zones.card_rect(card) for card in made]
    assert not any(
        a and b and a != b and a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
        for a in mine
        for b in rects
    )
    bridge.undo()
    assert set(bridge.board.elements) == before


def test_enter_adds_what_is_ticked_not_only_where_the_list_stands(bridge: Bridge, panel: TypicalPanel) -> None:
    before = set(bridge.board.elements)
    panel.kind.choose("risk")
    panel.refresh()
    rows = [
        n for n in range(panel.list.count()) if (c := panel.list.item(n).data(Qt.ItemDataRole.UserRole)) and not c.card
    ]
    for at in rows[:2]:
        panel.list.setCurrentRow(at)
        QTest.keyClick(panel.list, Qt.Key.Key_Space)
    panel.list.setCurrentRow(rows[2])
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(set(bridge.board.elements) - before) == 2
    assert panel._add.text() == "Add"


def test_enter_adds_the_first_and_goes_to_one_that_is_there(bridge: Bridge, panel: TypicalPanel) -> None:
    card = absent(bridge, "mitigation")[0]
    panel.field.setText(card.label)
    panel.kind.choose("mitigation")
    panel.refresh()
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    made = next(e for e in bridge.board.elements.values() if e.type == card.type)
    assert made.concepts == card.topics
    wanted: list[str] = []
    bridge.wanted.connect(wanted.append)
    count = len(bridge.board.elements)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert wanted == [made.id] and len(bridge.board.elements) == count


def test_the_box_is_ticked_by_the_pointer(bridge: Bridge, panel: TypicalPanel) -> None:
    panel.kind.choose("risk")
    panel.refresh()
    at = next(n for n in range(panel.list.count()) if not panel.list.item(n).data(Qt.ItemDataRole.UserRole).card)
    rect = panel.list.visualItemRect(panel.list.item(at))
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(16, rect.center().y()))
    assert panel._add.text() == "Add 1 card"


def test_a_drag_carries_the_card_and_a_drop_makes_it(open_map: OpenMap, qtbot: QtBot) -> None:  # noqa: F811
    opened = open_map()
    bridge = opened.view.bridge
    card = absent(bridge, "risk")[0]
    data = mime_of(card)
    assert json.loads(bytes(data.data(KIND_MIME).data()))["label"] == card.label
    zone = opened.view.map_scene.zones[card.topics[0]]
    at = QPointF(zone.center())
    assert opened.view.drops.enter(data)
    opened.view.drops.drop(data, at, free=False)
    made = next(e for e in bridge.board.elements.values() if e.type == card.type)
    assert made.label == card.label and not opened.view.editing.is_open


def test_the_panel_opens_over_the_map_and_escape_closes_it(opened: MainWindow) -> None:
    opened.registry.trigger("typical-cards")
    panel = opened.page().map.typical
    assert panel is not None and panel.isVisible() and opened.focusWidget() is panel.field
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert not panel.isVisible()
