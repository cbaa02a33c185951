"""The capture line: type, Enter, and ready for the next."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.features.capture.bar import CaptureBar
from ui.session.bridge import Bridge
from ui.shell.main_window import MainWindow
from ui.shell.map_area import MapArea
from ui.shell.workshop_page import WorkshopPage


@pytest.fixture
def area(bridge: Bridge, qtbot: QtBot) -> Iterator[MapArea]:
    """The map with its capture line open."""
    made = MapArea(bridge)
    qtbot.addWidget(made)
    made.resize(1300, 850)
    made.set_compact(True)
    made.show()
    made.open_capture()
    yield made
    made.view.close_map()


def type_line(bar: CaptureBar, text: str, key: Qt.Key | None = Qt.Key.Key_Return, **more: Qt.KeyboardModifier) -> None:
    QTest.keyClicks(bar.field, text)
    if key is not None:
        QTest.keyClick(bar.field, key, more.get("with_", Qt.KeyboardModifier.NoModifier))


def person(area: MapArea) -> str:
    return next(e.label for e in area.view.bridge.board.elements.values() if e.kind == "stakeholder")


def test_enter_makes_the_card_and_is_ready_for_the_next(area: MapArea) -> None:
    board, bar = area.view.bridge.board, area.capture
    before, seen = len(board.elements), area.view.camera.seen
    for n in range(40):
        bar.field.write(f"c quite a particular worry {n} @{person(area)}")
        type_line(bar, "")
        assert bar.field.words == "" and bar.isVisible()
    assert len(board.elements) == before + 40
    assert area.view.camera.seen == seen, "the picture stays where it is"
    made = [e for e in board.elements.values() if e.label.startswith("quite a particular")]
    assert all(board.links_to(e.id) for e in made)


def test_the_line_says_what_it_makes_and_a_listener_hears_it(area: MapArea) -> None:
    bar = area.capture
    type_line(bar, f"c too far @{person(area)} #human-rights", None)
    words = bar.field.accessibleDescription()
    assert words.startswith("Makes 1 concern, held by " + person(area)) and "Human rights" in words


def test_alt_enter_stays_on_the_line_and_up_brings_the_last_back(area: MapArea) -> None:
    bar = area.capture
    type_line(bar, "c a first worry of ours", with_=Qt.KeyboardModifier.AltModifier)
    assert bar.field.words == "c a first worry of ours"
    bar.field.write("")
    type_line(bar, "r a second thing breaks")
    QTest.keyClick(bar.field, Qt.Key.Key_Up)
    assert bar.field.words == "r a second thing breaks"
    QTest.keyClick(bar.field, Qt.Key.Key_Up)
    assert bar.field.words == "c a first worry of ours"
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    assert bar.field.words == "r a second thing breaks"


def test_tab_takes_what_is_offered(area: MapArea) -> None:
    bar, label = area.capture, person(area)
    type_line(bar, f"c too far @{label[:4]}", None)
    current = bar.popup.current
    assert current is not None
    QTest.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.field.words == f"c too far @{current.text} "
    assert bar.capture is not None and len(bar.capture.who) == 1


def test_tab_with_nothing_to_take_stays_on_a_line_that_is_begun(area: MapArea) -> None:
    bar = area.capture
    type_line(bar, "c too far #nosuchtopic", None)
    assert bar.popup.current is None
    QTest.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.field.hasFocus() and bar.field.words == "c too far #nosuchtopic"


def test_a_line_that_was_closed_half_typed_is_there_again(area: MapArea) -> None:
    bar = area.capture
    type_line(bar, "c Warm shelter at the", None)
    bar.close_line()
    area.open_capture()
    assert bar.field.words == "c Warm shelter at the"
    type_line(bar, "c Warm shelter at the depot")
    bar.close_line()
    area.open_capture()
    assert bar.field.words == ""


def test_a_sentence_is_kept_for_sorting(area: MapArea) -> None:
    bar, board = area.capture, area.view.bridge.board
    type_line(bar, "Zebras never cross here")
    assert [note.text for note in board.notes.values() if note.kind == "unsorted"] == ["Zebras never cross here"]
    assert bar.field.words == ""
    card = next(e for e in board.elements.values() if " " in e.label)
    type_line(bar, card.label, with_=Qt.KeyboardModifier.ShiftModifier)
    assert card.label in [note.text for note in board.notes.values() if note.kind == "unsorted"]


def test_a_card_that_is_there_is_gone_to(area: MapArea) -> None:
    bar, board = area.capture, area.view.bridge.board
    card = next(e for e in board.elements.values() if " " in e.label)
    found: list[str] = []
    bar.found.connect(found.append)
    type_line(bar, card.label)
    assert found == [card.id]


def test_the_same_words_are_said_quietly_and_still_taken(area: MapArea) -> None:
    bar, board = area.capture, area.view.bridge.board
    card = next(e for e in board.elements.values() if e.kind == "concern")
    type_line(bar, f"c {card.label}", None)
    assert bar.summary.spoken == f"{card.code} says the same"
    before = len(board.elements)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert len(board.elements) == before + 1


def test_what_the_stage_forbids_is_said_in_the_line(area: MapArea) -> None:
    bar, bridge = area.capture, area.view.bridge
    bridge.run("start_stage", stage="agree")
    type_line(bar, "c too far", None)
    assert "No cards can be added" in bar.summary.spoken
    before = len(bridge.board.elements)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert len(bridge.board.elements) == before and bar.field.words == "c too far"


def test_an_unknown_topic_is_said_and_nothing_is_lost(area: MapArea) -> None:
    bar, bridge = area.capture, area.view.bridge
    before = len(bridge.board.elements)
    type_line(bar, "c too far #humna")
    assert "humna" in bar.summary.spoken
    assert (len(bridge.board.elements), bar.field.words) == (before, "c too far #humna")


def test_a_ghost_shows_where_and_goes_with_the_line(area: MapArea, qtbot: QtBot) -> None:
    type_line(area.capture, "c too far", None)
    qtbot.waitUntil(lambda: area.view.placing.shown)
    area.close_capture()
    assert not area.view.placing.shown and area.view.toolbar.isVisible()


def test_escape_closes_the_list_then_the_line(area: MapArea) -> None:
    bar = area.capture
    bar.left.connect(area.close_capture)
    type_line(bar, "c too far @", Qt.Key.Key_Escape)
    assert bar.isVisible() and not bar.popup.isVisible()
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_a_pasted_text_is_one_line(area: MapArea) -> None:
    from PySide6.QtCore import QMimeData

    data = QMimeData()
    data.setText("c one\ntwo\r\nthree")
    area.capture.field.insertFromMimeData(data)
    assert area.capture.field.words == "c one two three"


def test_undo_with_an_empty_line_takes_the_last_card_back(opened: MainWindow) -> None:
    page: WorkshopPage = opened.page()
    page.start_capture()
    bar = page.map.capture
    before = len(page.bridge.board.elements)
    type_line(bar, "c quite a particular worry")
    assert len(page.bridge.board.elements) == before + 1
    QTest.keyClick(bar.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(page.bridge.board.elements) == before


def test_the_slash_opens_the_line_where_the_guide_is_shown(opened: MainWindow) -> None:
    page: WorkshopPage = opened.page()
    page.panels.toggle_guide()
    page.start_finding()
    assert page.map.capture.isVisible() and opened.focusWidget() is page.map.capture.field
