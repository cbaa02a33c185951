"""Getting things on: a kind and a click, a drag from the palette, lines of text, a file."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.canvas.conftest import Opened, OpenMap
from tests.ui.on_screen import editor, read
from ui.canvas.gestures.drops import KIND_MIME, kind_in
from ui.canvas.gestures.paste import lines_of

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def kind_data(kind: str, type_id: str = "") -> QMimeData:
    data = QMimeData()
    data.setData(KIND_MIME, json.dumps({"kind": kind, "type": type_id}).encode())
    return data


def drag_in(opened: Opened, data: QMimeData, at: QPoint) -> bool:
    """Carry data over the map to a point; tell whether it may be dropped there."""
    port = opened.view.viewport()
    enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(port, enter)
    if enter.isAccepted():
        QApplication.sendEvent(port, QDragMoveEvent(at, COPY, data, LEFT, NONE))
    return enter.isAccepted()


def drop(opened: Opened, data: QMimeData, at: QPoint) -> None:
    assert drag_in(opened, data, at)
    QApplication.sendEvent(opened.view.viewport(), QDropEvent(QPointF(at), COPY, data, LEFT, NONE))


def type_label(opened: Opened, words: str) -> None:
    field = editor(opened.view)

    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_kind_key_and_a_click_add_a_card_with_the_zones_topic(hill: Opened) -> None:
    hill.key("r")
    assert hill.view.tool == "add"
    hill.click(hill.point(hill.view.map_scene.zones["human-rights"].center()))
    assert hill.view.tool == "select"
    assert hill.steps() == 0, "nothing is there until the words are kept"
    type_label(hill, "The ramp breaks")
    (added,) = hill.view.selected
    element = hill.element(added)
    assert (element.kind, element.label, element.concepts[0]) == ("risk", "The ramp breaks", "human-rights")
    assert hill.steps() == 1


@pytest.mark.parametrize("zone", ["centre", "human-rights", "people", "agreement"])
def test_the_first_card_lands_where_it_is_clicked_and_the_picture_stays(open_map: OpenMap, zone: str) -> None:
    opened = open_map([])
    opened.view.setFocus()
    before, seen = dict(opened.view.map_scene.zones), opened.view.camera.seen
    at = before[zone].center() + QPointF(0, 20)
    opened.key("c")
    opened.click(opened.point(at))
    type_label(opened, "Too late")
    added = opened.card(opened.view.selected[0])
    assert before[zone].contains(added.centre)
    assert opened.view.map_scene.zones == before
    assert opened.view.camera.seen == seen
    assert added.element.concepts == (("human-rights",) if zone == "human-rights" else ())
    if zone != "human-rights":
        assert (added.centre - at).manhattanLength() < 3, "no zone draws a card that does not belong there"


def test_a_key_of_a_technical_part_arms_its_own_type(hill: Opened) -> None:
    hill.key("d")
    hill.click(hill.point(hill.view.map_scene.zones["centre"].center()))
    type_label(hill, "Stop survey")
    (added,) = hill.view.selected
    assert hill.card(added).shape == "data-source"


def test_a_drop_from_the_palette_lands_in_the_next_free_cell(hill: Opened) -> None:
    scene = hill.view.map_scene
    rect = scene.zones["regulation"]
    drop(hill, kind_data("policy"), hill.point(rect.center()))
    type_label(hill, "Rules for call-a-bus")
    added = hill.card(hill.view.selected[0])
    assert not [c for c in scene.cards.values() if c is not added and c.rect.intersects(added.rect)]
    assert scene.zones["regulation"].contains(added.centre)


def test_while_a_kind_is_dragged_the_zone_darkens_and_a_ghost_shows_the_place(hill: Opened) -> None:
    scene = hill.view.map_scene
    assert drag_in(hill, kind_data("risk"), hill.point(scene.zones["regulation"].center()))
    assert scene.emphasis.zone == "regulation"
    assert hill.view.placing.shown
    QApplication.sendEvent(hill.view.viewport(), QDragLeaveEvent())
    assert scene.emphasis.zone == ""
    assert not hill.view.placing.shown


def test_esc_in_the_label_leaves_no_card(hill: Opened) -> None:
    before = set(hill.session.board.elements)
    drop(hill, kind_data("goal"), hill.point(hill.view.map_scene.zones["public-value"].center()))
    QTest.keyClick(editor(hill.view), Qt.Key.Key_Escape)
    assert set(hill.session.board.elements) == before
    assert not hill.view.placing.shown


@pytest.mark.parametrize("carried", [b"", b"no json", b"[1]", b'{"kind": 3}'])
def test_odd_drags_are_no_kind(carried: bytes) -> None:
    data = QMimeData()
    data.setData(KIND_MIME, carried)
    assert kind_in(data) is None


def test_a_double_click_on_the_empty_map_asks_for_the_kind(hill: Opened) -> None:
    corner = hill.view.map_scene.extent().topLeft() - QPointF(14, 14)
    QTest.mouseDClick(hill.view.viewport(), LEFT, NONE, hill.point(corner))
    chooser = hill.view.linking.open
    assert chooser is not None
    QTest.keyClicks(chooser.field, "city can")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    type_label(hill, "Buy wisely")
    assert hill.element(hill.view.selected[0]).kind == "capability"


def test_pasted_lines_become_cards_of_the_chosen_kind_in_one_step(hill: Opened) -> None:
    QGuiApplication.clipboard().setText("Too dark\r\n\r\nToo late\nToo steep")
    hill.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    strip = hill.view.pasting.strip
    assert strip is not None
    assert "Add 3 cards as" in read(strip)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    added = [hill.element(i) for i in hill.view.selected]
    assert [(e.kind, e.label) for e in added] == [("concern", w) for w in ("Too dark", "Too late", "Too steep")]
    assert hill.steps() == 1
    assert hill.view.pasting.strip is None


def test_esc_pastes_nothing(hill: Opened) -> None:
    hill.view.pasting.offer("one\ntwo", QPointF())
    assert hill.view.pasting.strip is not None
    QTest.keyClick(hill.view.pasting.strip, Qt.Key.Key_Escape)
    assert hill.steps() == 0
    assert hill.view.pasting.strip is None


def test_an_empty_clipboard_says_so(hill: Opened) -> None:
    QGuiApplication.clipboard().setText("  \n ")
    hill.view.paste()
    assert hill.status[-1] == "There is no text to paste."


def test_cells_stay_cells() -> None:
    assert lines_of("a\tb\r\n\r\nc") == "a\tb\nc"


def test_a_dropped_list_is_offered_and_a_dropped_workshop_goes_to_the_window(hill: Opened, tmp_path: Path) -> None:
    middle = hill.view.viewport().rect().center()
    lines, workshop = tmp_path / "wishes.txt", tmp_path / "other.stw"
    lines.write_text("one\ntwo\n", encoding="utf-8")
    workshop.write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(lines))])
    drop(hill, data, middle)
    assert hill.view.pasting.strip is not None
    hill.view.pasting.close()
    went: list[str] = []
    hill.view.session_file_dropped.connect(went.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workshop))])
    drop(hill, data, middle)
    assert went == [str(workshop)]


@pytest.mark.parametrize("name", ["answers.csv", "answers.xlsx", "map.graphml"])
def test_a_dropped_table_or_map_goes_to_the_window(hill: Opened, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"a,b\n1,2\n")
    went: list[str] = []
    hill.view.foreign_file_dropped.connect(went.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop(hill, data, hill.view.viewport().rect().center())
    assert went == [str(path)]
    assert hill.view.pasting.strip is None


@pytest.mark.parametrize(("name", "content"), [("film.mp4", b"\x00ftyp"), ("words.txt", b"\xff\xfe\x00\xd8")])
def test_other_files_are_refused_in_words(hill: Opened, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop(hill, data, hill.view.viewport().rect().center())
    assert name in hill.said[-1][0]
    assert hill.steps() == 0


def test_the_toolbar_floats_at_the_foot_whatever_the_map_does(hill: Opened) -> None:
    place = hill.view.toolbar.geometry()
    hill.view.camera.pan(QPointF(-120, -90))
    hill.view.grab()
    assert hill.view.toolbar.geometry() == place
    assert hill.view.rect().contains(place)
