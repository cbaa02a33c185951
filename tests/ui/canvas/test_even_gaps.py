"""While a card is dragged, gaps that become equal hold it lightly and are shown."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from stworkshop.model.records import Element
from tests.ui.canvas.conftest import LEFT, NONE, Opened, OpenMap
from ui.canvas.tools.base import ALONE
from ui.canvas.tools.move import MoveGesture


def row(*places: tuple[float, float]) -> list[Element]:
    """Cards of one size at these places; the first one is dragged."""
    return [
        Element(id=f"c{n}", kind="context", label=f"Card {n}", pos=place, size=(160, 60), seq=n + 2)
        for n, place in enumerate(places)
    ]


def held(opened: Opened, to: tuple[float, float], modifiers: Qt.KeyboardModifier = NONE) -> tuple[float, float]:
    """Drag the first card so that its corner is there, and return where it would land; the button stays down."""
    card = opened.card("c0")
    by = QPoint(round(to[0] - card.x), round(to[1] - card.y))
    opened.press_and_go(opened.at("c0"), opened.at("c0") + by, modifiers)
    offset = opened.view.lifted.offset
    return card.x + offset.x(), card.y + offset.y()


def bars(opened: Opened) -> list[float]:
    """The lengths of the bars that lie in a gap, without their ends."""
    gesture = opened.view.pointer.gesture
    assert isinstance(gesture, MoveGesture)
    return [line.length() for line in gesture.guides.lines if line.length() > 20]


def let_go(opened: Opened, at: tuple[float, float] = (300, 300)) -> None:
    """Let the first card go with its corner there."""
    QTest.mouseRelease(opened.view.viewport(), LEFT, NONE, opened.point(QPointF(at[0] + 80, at[1] + 30)))


CASES = {
    # between two of a row: 200..360 and 773..933 leave 413, less 160: 126.5 on each side
    "between": (row((300, 300), (200, 33), (773, 33)), (489.0, 38.0), 486.5, [126.5, 126.5]),
    # behind two: the gap between them is 47
    "behind": (row((300, 300), (200, 33), (407, 33)), (612.0, 38.0), 614.0, [47.0, 47.0]),
    # before two
    "before": (row((300, 300), (431, 33), (638, 33)), (227.0, 38.0), 224.0, [47.0, 47.0]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_card_is_held_where_gaps_of_a_row_are_equal_and_both_are_shown(open_map: OpenMap, case: str) -> None:
    records, to, lands, gaps = CASES[case]
    opened = open_map(records)
    opened.view.camera.look_at(QPointF(500, 250), 1.0, glide=False)
    assert held(opened, to)[0] == lands
    assert bars(opened)[:2] == gaps
    let_go(opened, to)
    assert turned_place(opened.element("c0"))[1] == lands


def turned_place(card: Element) -> tuple[float, float]:
    assert card.pos is not None
    return card.pos[1], card.pos[0]


@pytest.mark.parametrize("case", CASES)
def test_the_same_holds_down_a_column(open_map: OpenMap, case: str) -> None:
    records, to, lands, gaps = CASES[case]
    turned = [
        Element(id=e.id, kind=e.kind, label=e.label, pos=turned_place(e), size=(60, 160), seq=e.seq) for e in records
    ]
    opened = open_map(turned, size=(1500, 1300))
    opened.view.camera.look_at(QPointF(250, 500), 1.0, glide=False)
    assert held(opened, (to[1], to[0]))[1] == lands
    assert bars(opened)[-2:] == gaps
    let_go(opened)


def test_farther_away_and_with_the_key_that_only_moves_nothing_holds_it(open_map: OpenMap) -> None:
    records, _to, lands, _gaps = CASES["behind"]
    opened = open_map(records)
    opened.view.camera.look_at(QPointF(500, 250), 1.0, glide=False)
    assert held(opened, (lands + 9, 38.0))[0] == 620.0, "the grid"
    opened.key(Qt.Key.Key_Escape)
    let_go(opened)
    assert held(opened, (lands + 2, 38.0), ALONE)[0] == lands + 2
    assert not bars(opened)


def test_neighbours_in_another_row_make_no_gap(open_map: OpenMap) -> None:
    opened = open_map(row((300, 300), (200, 533), (407, 533)))
    opened.view.camera.look_at(QPointF(500, 250), 1.0, glide=False)
    assert held(opened, (612.0, 38.0)) == (610.0, 40.0), "the grid"
    assert not bars(opened)
