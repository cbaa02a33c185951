"""The dialog that joins a workshop: which room, what is missing, and how the try goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_accessible_tree import faults
from ui.features.together.join_dialog import JoinDialog, Wanted
from ui.features.together.place import ADDRESS, ROOMS, SERVER
from ui.kit.theme import theme
from ui.lan.discovery import Found
from ui.session.preferences import Preferences

MERRAVALE = Found("a", "Merravale: AI-planned bus routes", "wss://192.168.8.20:8420/m", True)
QUAYLINE = Found("b", "Quayline: smart district", "wss://192.168.8.31:8420/q", True)
OLDER = Found("c", "Eastmere", "wss://192.168.8.40:8420/e", False)


class FakeFinder(QObject):
    """Finds what a test lets it find."""

    found = Signal(object)
    gone = Signal(str)
    crowded = Signal()
    works = True

    def __init__(self) -> None:
        super().__init__()
        self.looks = False

    def start(self) -> bool:
        self.looks = self.works
        return self.works

    def stop(self) -> None:
        self.looks = False


@pytest.fixture
def finder(dressed: QApplication) -> FakeFinder:
    return FakeFinder()


@pytest.fixture
def over(dressed: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    return made


@pytest.fixture
def opened_dialog(
    over: QWidget, preferences: Preferences, finder: FakeFinder, qtbot: QtBot
) -> Iterator[Callable[..., JoinDialog]]:
    made: list[JoinDialog] = []

    def make(**more: object) -> JoinDialog:
        dialog = JoinDialog(over, preferences, lambda: finder, **more)  # type: ignore[arg-type, return-value]
        dialog.open()
        made.append(dialog)
        return dialog

    yield make
    for dialog in made:
        dialog.place.stop()
        dialog.hide()


@pytest.fixture
def dialog(opened_dialog: Callable[..., JoinDialog]) -> JoinDialog:
    return opened_dialog()


def wants(dialog: JoinDialog) -> list[Wanted]:
    asked: list[Wanted] = []
    dialog.wanted.connect(asked.append)
    return asked


def test_rooms_come_and_go_and_the_first_is_chosen(dialog: JoinDialog, finder: FakeFinder) -> None:
    assert finder.looks and dialog.place.kind == ROOMS and not dialog.place.rooms.isVisible()
    finder.found.emit(OLDER)
    assert dialog.place.rooms.room is None
    finder.found.emit(MERRAVALE)
    finder.found.emit(QUAYLINE)
    assert dialog.place.rooms.room == MERRAVALE and dialog.place.looking.text() == "Still looking…"
    finder.found.emit(Found("a", "Merravale, evening", MERRAVALE.url, True))
    assert [room.label for room in dialog.place.rooms.rooms()][1] == "Merravale, evening"
    finder.gone.emit("a")
    assert [room.name for room in dialog.place.rooms.rooms()] == ["c", "b"]


def test_ones_own_room_is_not_one_to_join(opened_dialog: Callable[..., JoinDialog], finder: FakeFinder) -> None:
    dialog = opened_dialog(own=MERRAVALE.url)
    finder.found.emit(MERRAVALE)
    finder.found.emit(QUAYLINE)
    assert dialog.place.rooms.rooms() == [QUAYLINE]


def test_a_room_says_whose_it_is(dialog: JoinDialog, finder: FakeFinder) -> None:
    finder.found.emit(replace(MERRAVALE, by="Table Hill"))
    assert "Table Hill · 192.168.8.20:8420" in dialog.place.rooms.item(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_room_that_one_was_in_is_looked_for_first(
    opened_dialog: Callable[..., JoinDialog], finder: FakeFinder
) -> None:
    dialog = opened_dialog(known=MERRAVALE.url)
    assert dialog.place.kind == ROOMS and finder.looks
    dialog.place.go(ADDRESS)
    assert dialog.place.address.text() == MERRAVALE.url


def test_what_was_said_is_handed_on(dialog: JoinDialog, finder: FakeFinder) -> None:
    asked = wants(dialog)
    finder.found.emit(MERRAVALE)
    QTest.keyClicks(dialog.cells, "482915")
    QTest.keyClicks(dialog.name, "  Table   Hill ")
    dialog.look._dots[0].setFocus()
    QTest.keyClick(dialog.look._dots[0], Qt.Key.Key_Right)
    dialog.name.setFocus()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert asked == [Wanted(MERRAVALE.url, "482915", "Table Hill", 1)]
    assert not dialog.cells.isEnabled() and dialog.cancel.text() == "Stop"


def test_what_is_missing_is_said_and_gets_the_keyboard(dialog: JoinDialog, finder: FakeFinder) -> None:
    asked = wants(dialog)
    dialog.join_now()
    assert dialog.refused.text() == "Choose a room, or type its address."
    finder.found.emit(MERRAVALE)
    dialog.cells.setText("4829")
    dialog.join_now()
    assert "six digits" in dialog.refused.text() and dialog.focusWidget() is dialog.cells
    dialog.cells.setText("482915")
    assert not dialog.refused.isVisible()
    dialog.join_now()
    assert "name" in dialog.refused.text() and dialog.focusWidget() is dialog.name
    assert asked == []


def test_a_room_of_another_version_is_shown_and_not_joined(dialog: JoinDialog, finder: FakeFinder) -> None:
    finder.found.emit(OLDER)
    spoken = dialog.place.rooms.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "another version" in spoken
    dialog.place.rooms.setCurrentRow(0)
    dialog.cells.setText("482915")
    dialog.name.setText("Hill")
    asked = wants(dialog)
    dialog.join_now()
    assert "another version" in dialog.refused.text() and asked == []


def test_no_room_is_said_after_a_while(dialog: JoinDialog, finder: FakeFinder) -> None:
    dialog.place._nothing.timeout.emit()
    assert dialog.place.nothing.isVisible()
    assert dialog.place._nothing_words.text().startswith("No room found. Are both laptops in the same network?")
    finder.found.emit(MERRAVALE)
    assert not dialog.place.nothing.isVisible()


def test_where_nothing_can_be_looked_for_an_address_is_asked_for(
    opened_dialog: Callable[..., JoinDialog], finder: FakeFinder
) -> None:
    finder.works = False
    dialog = opened_dialog()
    assert "Type the host’s address" in dialog.place._nothing_words.text()


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.8.20:8421", "wss://192.168.8.20:8421"),
        (" 192.168.8.20 : 8421 ", "wss://192.168.8.20:8421"),
        ("192.168.8.20", "wss://192.168.8.20:8420"),
        ("wss://192.168.8.20:8420/m#" + "9f" * 32, "wss://192.168.8.20:8420/m#" + "9f" * 32),
    ],
)
def test_an_address_may_be_typed_or_pasted(dialog: JoinDialog, finder: FakeFinder, typed: str, url: str) -> None:
    asked = wants(dialog)
    dialog.place.to_address.click()
    assert dialog.place.kind == ADDRESS and dialog.focusWidget() is dialog.place.address and not finder.looks
    dialog.place.address.setText(typed)
    dialog.cells.setText("482915")
    dialog.name.setText("Hill")
    dialog.join_now()
    assert [one.url for one in asked] == [url] and not asked[0].stock


@pytest.mark.parametrize(("typed", "why"), [("http://here/room", "no address"), ("ws://192.168.8.20/m", "server")])
def test_what_is_no_address_of_a_room_is_said(dialog: JoinDialog, typed: str, why: str) -> None:
    dialog.place.go(ADDRESS)
    dialog.place.address.setText(typed)
    dialog.join_now()
    assert why in dialog.refused.text()


def test_a_room_on_a_server_needs_no_code_and_says_who_can_read(dialog: JoinDialog) -> None:
    asked = wants(dialog)
    dialog.to_server.click()
    assert dialog.place.kind == SERVER and not dialog.cells.isVisible()
    assert "Everybody".lower() in dialog._told.text().lower()
    dialog.name.setText("Hill")
    dialog.place.server.setText("maps.example.org/room")
    dialog.join_now()
    assert "wss://" in dialog.refused.text() and asked == []
    dialog.place.server.setText("wss://maps.example.org/room")
    dialog.join_now()
    assert asked == [Wanted("wss://maps.example.org/room", "", "Hill", 0, stock=True)]


def ready(dialog: JoinDialog, finder: FakeFinder) -> None:
    finder.found.emit(MERRAVALE)
    dialog.cells.setText("482915")
    dialog.name.setText("Hill")
    dialog.join_now()


@pytest.mark.parametrize(("tries", "words"), [(4, "4 more tries"), (1, "1 more try"), (0, "waits a moment")])
def test_a_wrong_code_stands_beside_the_code(dialog: JoinDialog, finder: FakeFinder, tries: int, words: str) -> None:
    ready(dialog, finder)
    dialog.show_failed("Dies ist nicht der Code des Raums.", tries)
    assert dialog.refused.text() == "That code does not fit this room."
    assert words in dialog.refused_more.text()
    assert dialog.focusWidget() is dialog.cells and dialog.cells.selectedText() == "482915"
    QTest.keyClicks(dialog.cells, "1")
    assert dialog.cells.code == "1" and not dialog.refused.isVisible()


def test_what_else_went_wrong_is_said_in_its_own_words(dialog: JoinDialog, finder: FakeFinder) -> None:
    ready(dialog, finder)
    dialog.show_failed("The two programs keep sessions in different ways.")
    assert dialog.refused.text() == "The two programs keep sessions in different ways."
    assert dialog.join_button.isEnabled()


def test_an_own_copy_that_is_in_the_way_is_offered_another_name(
    dialog: JoinDialog, finder: FakeFinder, qtbot: QtBot
) -> None:
    ready(dialog, finder)
    dialog.show_own_in_the_way()
    assert "a copy of your own" in dialog.refused.text() and dialog.focusWidget() is dialog.keep_own
    with qtbot.waitSignal(dialog.wants_own_kept):
        QTest.keyClick(dialog.keep_own, Qt.Key.Key_Return)
    dialog.show_failed("The disk is full.")
    assert not dialog.keep_own.isVisible()


def test_the_dialog_grows_with_the_rooms_that_are_found(dialog: JoinDialog, finder: FakeFinder, qtbot: QtBot) -> None:
    for name in "abc":
        finder.found.emit(replace(MERRAVALE, name=name))
        qtbot.waitUntil(lambda: dialog.area.verticalScrollBar().maximum() == 0)


def test_a_network_that_keeps_its_laptops_apart_is_told_and_offers_the_stick(
    opened_dialog: Callable[..., JoinDialog], finder: FakeFinder, qtbot: QtBot
) -> None:
    dialog = opened_dialog(can_give=True)
    ready(dialog, finder)
    dialog.show_away(answered=False)
    assert dialog._told.text().startswith("Nothing answers")
    dialog.show_isolated()
    assert dialog.apart.isVisible() and dialog.give.isVisible()
    with qtbot.waitSignal(dialog.wants_copies):
        dialog.give.click()
    with qtbot.waitSignal(dialog.stopped):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and not dialog.apart.isVisible() and dialog.cells.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and not finder.looks


def test_an_address_without_a_room_is_another_thing(dialog: JoinDialog, finder: FakeFinder) -> None:
    ready(dialog, finder)
    dialog.show_away(answered=True)
    assert "No room is open at this address" in dialog._told.text()


def test_name_and_look_are_those_of_the_last_time(
    opened_dialog: Callable[..., JoinDialog], preferences: Preferences
) -> None:
    preferences.shown_name, preferences.shown_colour = "Table River", 2
    dialog = opened_dialog(invitation="wss://10.0.0.2:8420/x", code="123456")
    assert dialog.name.text() == "Table River" and dialog.look.number == 2
    assert dialog.place.kind == ADDRESS and dialog.focusWidget() is dialog.join_button


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1090, 600)), (2.0, (1090, 600)), (2.0, (1440, 900))])
def test_it_fits_its_window_and_all_of_it_is_come_to(
    dressed: QApplication,
    over: QWidget,
    opened_dialog: Callable[..., JoinDialog],
    finder: FakeFinder,
    scale: float,
    size: tuple[int, int],
) -> None:
    theme().apply(dressed, "light", scale)
    try:
        over.resize(*size)
        dialog = opened_dialog()
        for room in (MERRAVALE, QUAYLINE, OLDER):
            finder.found.emit(room)
        dialog.roles.click()
        QApplication.processEvents()
        assert dialog.width() <= size[0] and dialog.height() <= size[1]
        holder = dialog.area.widget()
        assert holder is not None and holder.width() <= dialog.area.viewport().width()
        assert faults(dialog, "join") == []
    finally:
        theme().apply(dressed, "light", 1.0)


def test_who_has_no_code_asks_to_be_let_in_and_compares_words(dialog: JoinDialog, finder: FakeFinder) -> None:
    finder.found.emit(MERRAVALE)
    dialog.name.setText("Hill")
    asked, agreed = wants(dialog), list[bool]()
    dialog.agreed.connect(lambda: agreed.append(True))
    dialog.ask.click()
    assert asked[0].by_hand and asked[0].code == "" and asked[0].name == "Hill" and not dialog.words.isVisible()
    dialog.show_words(("owl", "river", "table"))
    assert dialog.words.text() == "owl · river · table" and dialog.words.isVisible() and not agreed
    assert faults(dialog, "open") == []
    # Another try of a line that was cut has other words, which nobody has compared yet.
    dialog.same.click()
    assert agreed == [True] and not dialog.same.isVisible()
    dialog.show_words(("apple", "apron", "arrow"))
    assert dialog.same.isVisible() and dialog.words.text() == "apple · apron · arrow"
    dialog.show_failed("The facilitator did not let this laptop in. Ask for the code.")
    assert not dialog.words.isVisible() and dialog.refused.text() == "The facilitator did not let this laptop in."


def test_words_that_differ_end_the_try(dialog: JoinDialog, finder: FakeFinder) -> None:
    finder.found.emit(MERRAVALE)
    dialog.name.setText("Hill")
    stopped: list[bool] = []
    dialog.stopped.connect(lambda: stopped.append(True))
    dialog.ask.click()
    dialog.show_words(("owl", "river", "table"))
    dialog.differ.click()
    assert stopped == [True] and dialog.refused.text().startswith("The words differ") and not dialog.words.isVisible()
    # What comes late of a try that was stopped is not shown.
    dialog.show_words(("owl", "river", "table"))
    assert not dialog.words.isVisible()


def test_a_server_and_a_copy_that_is_brought_know_no_host_to_ask(
    dialog: JoinDialog, opened_dialog: Callable[..., JoinDialog]
) -> None:
    assert dialog.ask.isVisible()
    dialog.place.go(SERVER)
    assert not dialog.ask.isVisible()
    assert not opened_dialog(bringing=True).ask.isVisible()
