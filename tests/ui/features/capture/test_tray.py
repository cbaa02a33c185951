"""The tray: what waits becomes a card by a letter, alone or with the room."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.features.capture import sorting
from ui.features.capture.sorting import Sorting
from ui.features.capture.tray import Tray
from ui.session.bridge import Bridge
from ui.shell.main_window import MainWindow


class FakeWall:
    """Remembers what the room was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def show_words(self, words: str, small: str = "") -> None:
        self.shown.append(words)

    def show_map(self) -> None:
        self.shown.append("map")


@pytest.fixture
def tray(bridge: Bridge, qtbot: QtBot) -> Tray:
    """A tray with two sentences and one that is parked."""
    for text in ("They always cut our line first", "My mother stopped going out"):
        bridge.run("add_note", kind="unsorted", text=text)
    bridge.run("add_note", kind="parking-lot", text="Who pays?")
    made = Tray(bridge)
    qtbot.addWidget(made)
    made.resize(330, 300)
    made.show()
    return made


@pytest.fixture
def room(bridge: Bridge, tray: Tray, qtbot: QtBot) -> Iterator[tuple[Sorting, FakeWall]]:
    """Sorting with the room, over an empty widget, with a wall that remembers."""
    over, wall = QWidget(), FakeWall()
    qtbot.addWidget(over)
    over.resize(1000, 700)
    over.show()
    yield sorting.open_over(over, bridge, wall), wall  # type: ignore[arg-type]


def labels(bridge: Bridge, kind: str) -> list[str]:
    return [e.label for e in bridge.board.elements.values() if e.kind == kind]


def texts(bridge: Bridge, kind: str) -> list[str]:
    return [note.text for note in bridge.board.notes.values() if note.kind == kind]


def test_a_letter_makes_the_chosen_sentence_a_card(bridge: Bridge, tray: Tray) -> None:
    QTest.keyClick(tray.unsorted, Qt.Key.Key_Down)
    QTest.keyClicks(tray.unsorted, "r")
    assert "My mother stopped going out" in labels(bridge, "risk")
    assert texts(bridge, "unsorted") == ["They always cut our line first"]
    bridge.undo()
    assert len(texts(bridge, "unsorted")) == 2, "one step"


def test_a_click_on_a_letter_does_the_same(bridge: Bridge, tray: Tray) -> None:
    row = tray.unsorted.visualItemRect(tray.unsorted.item(0))
    (rect, entry), *_more = tray.unsorted.caps(row)
    QTest.mouseClick(tray.unsorted.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert "They always cut our line first" in labels(bridge, entry.kind)
    QTest.mouseClick(tray.unsorted.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, row.center().y()))
    assert len(texts(bridge, "unsorted")) == 1, "a click on the words sorts nothing"


def test_a_parked_sentence_is_edited_made_a_question_and_deleted(bridge: Bridge, tray: Tray, qtbot: QtBot) -> None:
    before = texts(bridge, "parking-lot")[:-1]
    tray.parked.setCurrentRow(len(before))
    QTest.keyClick(tray.parked, Qt.Key.Key_F2)
    editor = tray.parked.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Who pays in the end?")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(bridge, "parking-lot") == [*before, "Who pays in the end?"])
    QTest.keyClicks(tray.parked, "q")
    assert "Who pays in the end?" in labels(bridge, "open-question") and texts(bridge, "parking-lot") == before
    bridge.undo()
    tray.parked.setCurrentRow(len(before))
    QTest.keyClick(tray.parked, Qt.Key.Key_Delete)
    assert texts(bridge, "parking-lot") == before


def test_everything_is_in_the_menu_in_words(tray: Tray) -> None:
    menu = tray.unsorted.menu()
    assert any("Concern" in action.text() for action in menu.actions())
    assert tray.unsorted.accessibleName() and "c Concern" in tray.unsorted.accessibleDescription()


def test_an_empty_tray_says_so(bridge: Bridge, qtbot: QtBot) -> None:
    made = Tray(bridge)
    qtbot.addWidget(made)
    assert not made.sort.isEnabled() and not made.unsorted.isVisibleTo(made)


def test_the_room_sorts_one_sentence_after_the_other(bridge: Bridge, room: tuple[Sorting, FakeWall]) -> None:
    sheet, wall = room
    assert wall.shown == ["“They always cut our line first”"]
    QTest.keyClicks(sheet, "c")
    assert "They always cut our line first" in labels(bridge, "concern")
    assert wall.shown[-1] == "“My mother stopped going out”" and sheet.isVisible()
    QTest.keyClicks(sheet, "o")
    assert not sheet.isVisible() and wall.shown[-1] == "map"


def test_a_sentence_that_is_taken_back_is_shown_again(bridge: Bridge, room: tuple[Sorting, FakeWall]) -> None:
    sheet, _wall = room
    QTest.keyClicks(sheet, "c")
    assert sheet.sentence is not None and sheet.sentence.text == "My mother stopped going out"
    bridge.undo()
    assert sheet.sentence is not None and sheet.sentence.text == "They always cut our line first"


def test_what_is_skipped_waits_and_nothing_else_happens(bridge: Bridge, room: tuple[Sorting, FakeWall]) -> None:
    sheet, _wall = room
    before = len(bridge.board.elements)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(sheet, key)
    QTest.keyClicks(sheet, "z")
    assert sheet.sentence is not None and sheet.sentence.text == "My mother stopped going out"
    assert len(bridge.board.elements) == before and len(texts(bridge, "unsorted")) == 2
    QTest.keyClick(sheet, Qt.Key.Key_Delete)
    assert texts(bridge, "unsorted") == ["They always cut our line first"]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_palette_counts_what_waits_and_leads_to_it(opened: MainWindow) -> None:
    page = opened.page()
    assert not page.palette_panel.waiting.isVisibleTo(page.palette_panel)
    page.bridge.run("add_note", kind="unsorted", text="They always cut our line first")
    assert page.palette_panel.waiting.text().startswith("1 ")
    opened.registry.trigger("sort-room")
    sheet = page.map.findChild(Sorting)
    assert sheet is not None and sheet.isVisible()
    sheet.finish()
