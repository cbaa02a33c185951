"""Reading back: sentence by sentence with the keys, what is said against it is kept, and the close is told of."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.on_screen import bridge_of, button, label, read
from ui.features.decisions.read_back_page import ReadBackPage
from ui.features.decisions.say_against import SayAgainst
from ui.kit.theme import theme
from ui.shell.main_window import MainWindow


@pytest.fixture
def reading(opened: MainWindow) -> ReadBackPage:
    opened.page().show_view("read-back")
    page = opened.page().view_page("read-back")
    assert isinstance(page, ReadBackPage)
    return page


def go_to(reading: ReadBackPage, words: str) -> None:
    for at in range(reading.list.count()):
        if words in reading.list.item(at).text():
            reading.list.setCurrentRow(at)
            return
    raise AssertionError(words)


def test_enter_ticks_a_sentence_off_and_goes_on(reading: ReadBackPage, qtbot: QtBot) -> None:
    first = reading.current
    assert first is not None
    QTest.keyClick(reading.list, Qt.Key.Key_Return)
    assert reading.current is not None and reading.current.words != first.words
    assert label(reading, "1 of ")


def test_what_is_wrong_is_put_right_and_kept(
    reading: ReadBackPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    go_to(reading, "Booking by phone")
    monkeypatch.setattr("ui.features.decisions.read_back_page.AskWords.ask", lambda *_words: "Booking by telephone")
    QTest.keyClick(reading.list, Qt.Key.Key_C)
    board = bridge_of(reading).board
    card = next(e for e in board.elements.values() if e.label == "Booking by telephone")
    note = next(n for n in board.notes.values() if n.kind == "correction")
    assert note.about == (card.id,) and "Booking by phone" in note.text
    assert reading.current is not None and "telephone" in reading.current.words
    bridge_of(reading).undo()
    assert board.elements[card.id].label == "Booking by phone"
    assert not any(n.kind == "correction" for n in board.notes.values())


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_O, "objection"), (Qt.Key.Key_D, "dissent")])
def test_what_is_said_against_it_stays_as_written(
    reading: ReadBackPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, key: Qt.Key, kind: str
) -> None:
    go_to(reading, "Six months on trial")
    monkeypatch.setattr(
        "ui.features.decisions.read_back_page.SayAgainst.ask", lambda *_words: ("Not on my street", "public")
    )
    QTest.keyClick(reading.list, key)
    note = next(n for n in bridge_of(reading).board.notes.values() if n.text == "Not on my street")
    assert note.kind == kind and note.attributes["side"] == "public"
    assert note.about


def test_the_room_has_heard_it(reading: ReadBackPage, monkeypatch: pytest.MonkeyPatch) -> None:
    session = bridge_of(reading).session
    bridge_of(reading).run("set_session", read_back="no")
    asked: list[str] = []

    def refuse(*words: str) -> bool:
        asked.append(words[1])
        return False

    monkeypatch.setattr("ui.features.decisions.read_back_page.Confirm.ask", refuse)
    reading.finish()
    assert asked and session.board.session.read_back == "no"  # not all was heard, and the answer was no
    for _sentence in range(reading.list.count()):
        reading.next()
    reading.finish()
    assert session.board.session.read_back == "yes"
    assert len(asked) == 1


def test_without_cards_there_is_nothing_to_read(window: MainWindow) -> None:
    window.new_session("")
    window.page().show_view("read-back")
    page = window.page().view_page("read-back")
    assert isinstance(page, ReadBackPage)
    assert page.current is None and not button(page, "The room has heard it").isEnabled()


@pytest.mark.parametrize("width", [1090, 1366, 1440, 1700])
def test_a_sentence_and_its_buttons_are_whole_beside_the_guide(
    opened: MainWindow, reading: ReadBackPage, width: int, qtbot: QtBot
) -> None:
    opened.page().panels.open_guide()
    opened.resize(width, 700)
    reading.list.setCurrentRow(max(range(reading.list.count()), key=lambda row: len(reading.list.item(row).text())))
    assert reading.current is not None
    words, does = label(reading, reading.current.words), button(reading, "Objection…").parentWidget()
    assert does is not None
    buttons = does.findChildren(QPushButton)
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
    assert len(buttons) >= 5, "the last one, too, where nothing stands beside the sentence"
    assert all(made.width() >= made.sizeHint().width() for made in buttons)
    assert all(made.geometry().right() <= does.width() for made in buttons)


def test_ctrl_enter_keeps_what_was_said(reading: ReadBackPage, qtbot: QtBot) -> None:
    dialog = SayAgainst(reading, "objection", "Six months on trial", {})
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() != dialog.DialogCode.Accepted  # nothing was said yet
    QTest.keyClicks(dialog.field, "Not on")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.field, "my street")
    assert dialog.result() != dialog.DialogCode.Accepted
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.field.toPlainText() == "Not on\nmy street"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_sentence_that_is_read_has_half_of_the_page_and_is_in_sight(
    opened: MainWindow, dressed: QApplication, scale: float
) -> None:
    theme().apply(dressed, "light", scale)
    opened.page().show_view("read-back")
    reading = opened.page().view_page("read-back")
    assert isinstance(reading, ReadBackPage)
    for size in ((1366, 768), (1600, 1000), (1366, 768)):
        opened.resize(*size)
        for _turn in range(3):
            QApplication.processEvents()
        assert reading.current is not None
        words = next(one for one in reading.findChildren(QLabel) if one.text() == reading.current.words)
        assert words.width() >= reading.width() * 0.4
        assert words.visibleRegion().boundingRect().height() >= words.fontMetrics().lineSpacing()
        finish = button(reading, "The room has heard it again")
        assert finish.isVisible() and finish.visibleRegion().boundingRect() == finish.rect()
        assert any("keep phone numbers longer" in said for said in read(reading))
    theme().apply(dressed, "light", 1.0)
