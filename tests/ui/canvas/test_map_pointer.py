"""The map by mouse: each gesture ends in one command, or in none."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from stworkshop.model.records import Element, Link
from tests.ui.canvas.conftest import LEFT, NONE, Opened, OpenMap
from ui.canvas.items.card_painter import port_points

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def trio(locked: str = "no") -> list[Element | Link]:
    return [
        Element(id="a", kind="risk", label="A", pos=(0, 0), size=(200, 60), seq=2, locked=locked),
        Element(id="b", kind="mitigation", label="B", pos=(400, 0), size=(200, 60), seq=3),
        Element(id="c", kind="stakeholder", label="C", pos=(400, 300), size=(200, 60), seq=4),
        Link(id="l", relation="harms", source="a", target="c", seq=5),
    ]


@pytest.fixture
def three(open_map: OpenMap) -> Opened:
    opened = open_map(trio())
    opened.view.camera.look_at(QPointF(300, 200), 1.0, glide=False)
    return opened


def test_a_click_selects_and_ctrl_adds_and_takes_away(three: Opened) -> None:
    three.click(three.at("a"))
    assert list(three.view.selected) == ["a"]
    three.click(three.at("b"), CTRL)
    assert list(three.view.selected) == ["a", "b"]
    three.click(three.at("a"), CTRL)
    assert list(three.view.selected) == ["b"]
    three.click(three.point(QPointF(250, 150)))
    assert list(three.view.selected) == []
    assert three.steps() == 0


def test_a_drag_moves_in_one_step_that_undo_takes_back(three: Opened) -> None:
    three.drag(three.at("a"), three.at("a") + QPoint(37, 143), ALT)
    assert three.element("a").pos == (37, 143)
    assert three.element("a").placed == "yes"
    assert three.steps() == 1
    three.view.bridge.undo()
    assert three.element("a").pos == (0, 0)
    assert (three.card("a").x, three.card("a").y) == (0, 0)


def test_a_dragged_card_snaps_to_the_grid_and_to_its_neighbours(three: Opened) -> None:
    three.drag(three.at("a"), three.at("a") + QPoint(23, 126))
    assert three.element("a").pos == (20, 130)
    three.drag(three.at("a"), three.at("a") + QPoint(0, 165))
    assert three.element("a").pos == (20, 300), "within 6 px of level with C"


def test_several_selected_cards_move_together(three: Opened) -> None:
    three.view.bridge.select(["a", "b"])
    three.drag(three.at("a"), three.at("a") + QPoint(100, 100), ALT)
    assert (three.element("a").pos, three.element("b").pos) == ((100, 100), (500, 100))
    assert three.steps() == 1


def test_while_a_card_is_in_the_air_nothing_is_written(three: Opened) -> None:
    three.press_and_go(three.at("a"), three.at("a") + QPoint(80, 80), ALT)
    assert three.view.map_scene.emphasis.moving == {"a"}
    assert three.view.lifted.offset == QPointF(80, 80)
    assert three.element("a").pos == (0, 0)
    three.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(three.view.viewport(), LEFT, NONE, three.at("a") + QPoint(80, 80))
    assert three.element("a").pos == (0, 0)
    assert three.steps() == 0
    assert not three.view.map_scene.emphasis.moving


def test_a_pinned_card_stays_and_says_why(open_map: OpenMap) -> None:
    opened = open_map(trio(locked="yes"))
    opened.view.camera.look_at(QPointF(300, 200), 1.0, glide=False)
    opened.drag(opened.at("a"), opened.at("a") + QPoint(60, 60))
    assert opened.element("a").pos == (0, 0)
    assert opened.status and "pinned" in opened.status[-1]


def test_a_rubber_band_selects_what_it_touches(three: Opened) -> None:
    three.drag(three.point(QPointF(350, -40)), three.point(QPointF(620, 200)))
    assert list(three.view.selected) == ["b"]
    three.drag(three.point(QPointF(350, 250)), three.point(QPointF(650, 400)), Qt.KeyboardModifier.ShiftModifier)
    assert list(three.view.selected) == ["b", "c"]


def test_a_link_is_drawn_from_a_port_and_its_relation_chosen(three: Opened) -> None:
    three.view.bridge.select(["b"])
    card = three.card("b")
    port = three.point(QPointF(card.x, card.y) + port_points(card)[3])
    three.drag(port, three.at("a"))
    chooser = three.view.linking.open
    assert chooser is not None
    assert chooser.list.item(0).text() == "B reduces A"
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    added = next(link for link in three.session.board.links.values() if link.id != "l")
    assert (added.relation, added.source, added.target) == ("mitigates", "b", "a")
    assert three.steps() == 1
    assert list(three.view.selected) == [added.id]


def test_typing_finds_relations_that_are_not_listed(three: Opened) -> None:
    three.view.linking.choose_relation("b", "a")
    chooser = three.view.linking.open
    assert chooser is not None
    QTest.keyClicks(chooser.field, "passes data")
    assert chooser.list.item(0).text() == "B passes data to A"
    QTest.keyClick(chooser.field, Qt.Key.Key_Escape)
    assert three.view.linking.open is None
    assert three.steps() == 0


def test_a_relation_that_is_there_already_is_not_offered_again(three: Opened) -> None:
    three.view.linking.choose_relation("a", "c")
    chooser = three.view.linking.open
    assert chooser is not None
    QTest.keyClicks(chooser.field, "harm")
    assert "A would harm C" not in [chooser.list.item(n).text() for n in range(chooser.list.count())]


def test_while_a_link_is_drawn_cards_without_a_listed_relation_fade_but_accept(three: Opened) -> None:
    three.view.bridge.select(["b"])
    card = three.card("b")
    three.press_and_go(three.point(QPointF(card.x, card.y) + port_points(card)[3]), three.at("a"))
    targets = three.view.map_scene.emphasis.targets
    assert targets is not None and "a" in targets
    three.key(Qt.Key.Key_Escape)
    assert three.view.map_scene.emphasis.targets is None


def test_the_end_of_a_link_is_dragged_to_another_card(three: Opened) -> None:
    three.view.map_scene.set_route("l", [(100, 60), (100, 330), (400, 330)])
    three.view.bridge.select(["l"])
    end = three.view.map_scene.links["l"].stroke.points[-1]
    three.drag(three.point(QPointF(*end)), three.at("b"))
    assert three.session.board.links["l"].target == "b"
    assert three.steps() == 1


def test_hovering_a_link_lights_it(three: Opened) -> None:
    three.view.map_scene.set_route("l", [(100, 60), (100, 330), (400, 330)])
    three.view.pointer.hover(QPointF(102, 200))
    assert three.view.map_scene.emphasis.hovered == "l"
    three.view.pointer.hover(QPointF(250, 150))
    assert three.view.map_scene.emphasis.hovered == ""


def test_the_wheel_pans_and_with_ctrl_zooms_to_the_pointer(three: Opened) -> None:
    at = QPointF(700, 300)
    before = three.view.camera.scene_point(at)
    _wheel(three, at, QPoint(0, 120), CTRL)
    assert three.view.zoom == pytest.approx(1.2)
    after = three.view.camera.scene_point(at)
    assert (after - before).manhattanLength() < 2
    seen = three.view.camera.seen.top()
    _wheel(three, at, QPoint(0, -120), NONE)
    assert three.view.camera.seen.top() > seen


def test_the_middle_button_and_space_pan(three: Opened) -> None:
    port, seen = three.view.viewport(), three.view.camera.seen
    QTest.mousePress(port, Qt.MouseButton.MiddleButton, NONE, QPoint(300, 300))
    QTest.mouseMove(port, QPoint(400, 350))
    QTest.mouseRelease(port, Qt.MouseButton.MiddleButton, NONE, QPoint(400, 350))
    assert three.view.camera.seen.left() == pytest.approx(seen.left() - 100)
    QTest.keyPress(three.view, Qt.Key.Key_Space)
    three.drag(three.at("a"), three.at("a") + QPoint(-50, 0))
    QTest.keyRelease(three.view, Qt.Key.Key_Space)
    assert three.element("a").pos == (0, 0), "the picture moved, not the card"
    assert list(three.view.selected) == []


def test_in_a_map_for_reading_nothing_moves(open_map: OpenMap) -> None:
    read = open_map(trio(), reading=True)
    read.view.camera.look_at(QPointF(300, 200), 1.0, glide=False)
    read.drag(read.at("a"), read.at("a") + QPoint(80, 0))
    assert read.element("a").pos == (0, 0)
    read.view.start_adding("risk")
    assert read.view.tool == "select"


def _wheel(opened: Opened, at: QPointF, turn: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    event = QWheelEvent(at, at, QPoint(), turn, Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(opened.view.viewport(), event)


def test_a_bar_above_several_cards_works_on_all_of_them(three: Opened) -> None:
    bar = three.view.selection_bar
    three.view.bridge.select(["a"])
    assert not bar.isVisible()
    three.view.bridge.select(["a", "b", "c"])
    assert bar.isVisible()
    assert bar.count.text() == "3 cards"
    assert three.view.rect().contains(bar.geometry())
    QTest.mouseClick(bar._buttons["map.align-left"], LEFT)
    assert {three.element(i).pos[0] for i in "abc"} == {0}  # type: ignore[index]
    assert three.steps() == 1
    three.press_and_go(three.at("b"), three.at("b") + QPoint(50, 50))
    assert not bar.isVisible(), "nothing is in the way of a drag"
    three.key(Qt.Key.Key_Escape)


def test_cards_that_say_the_same_become_one(open_map: OpenMap) -> None:
    cards = [
        Element(id=name, kind="concern", label="Too dark", pos=(x, 0), size=(200, 60), seq=n)
        for n, (name, x) in enumerate((("a", 0), ("b", 300), ("c", 600)), start=2)
    ]
    opened = open_map([*cards])
    opened.view.bridge.select(["a", "b"])
    QTest.mouseClick(opened.view.selection_bar._buttons["map.merge"], LEFT)
    assert set(opened.session.board.elements) == {"a", "c"}
    assert list(opened.view.selected) == ["a"]
    assert opened.steps() == 1


def test_what_cannot_become_one_says_why(three: Opened) -> None:
    three.view.bridge.select(["b", "c"])
    QTest.mouseClick(three.view.selection_bar._buttons["map.merge"], LEFT)
    assert three.said[-1][0].startswith("Only cards of one kind")
    assert three.steps() == 0


def test_a_drag_to_the_edge_moves_the_picture_on(three: Opened) -> None:
    port, seen = three.view.viewport().rect(), three.view.camera.seen
    inputs = three.view._inputs
    assert inputs is not None
    three.press_and_go(three.at("a"), QPoint(port.right() - 3, three.at("a").y()), ALT)
    floated = three.view.lifted.offset.x()
    for _ in range(5):
        inputs.edges.step()
    assert three.view.camera.seen.left() > seen.left() + 30
    assert three.view.lifted.offset.x() > floated + 30, "the card stays under the pointer"
    three.key(Qt.Key.Key_Escape)
    inputs.edges.step()
    assert not inputs.edges._timer.isActive()


def test_a_press_on_a_link_that_becomes_a_drag_is_a_rubber_band_and_a_click_selects(hill: Opened) -> None:
    scene = hill.view.map_scene
    for link in scene.links.values():
        start = link.stroke.path.pointAtPercent(0.5)
        if scene.card_at(start) is None and scene.link_at(start, 1) is link:
            break
    hill.click(hill.point(start))
    assert hill.view.selected == (link.id,)
    hill.view.bridge.select(())
    hill.press_and_go(hill.point(start), hill.point(start) + QPoint(300, 200))
    assert hill.view.selected and set(hill.view.selected) <= set(scene.cards)
    hill.view.pointer.cancel()
