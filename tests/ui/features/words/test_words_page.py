"""The Words page: both readings are written where they stand, agreeing is one step, and words of cards are offered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.on_screen import bridge_of, button, part, read
from ui.features.words.words_page import WordsPage
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.fields import SearchField
from ui.shell.main_window import MainWindow


@pytest.fixture
def words(opened: MainWindow) -> WordsPage:
    opened.page().show_view("words")
    page = opened.page().view_page("words")
    assert isinstance(page, WordsPage)
    return page


def choose(words: WordsPage, label: str) -> str:
    term = next(t for t in bridge_of(words).board.terms.values() if t.label == label)
    words.show_word(term.id)
    return term.id


def test_a_word_is_agreed_on_by_the_keyboard(words: WordsPage, qtbot: QtBot) -> None:
    term = choose(words, "Stop")
    assert "two meanings" in read(words)
    QTest.keyClicks(part(words.agreeing, QLineEdit, "What the word means from now on"), "A place where the bus halts")
    QTest.keyClick(part(words.agreeing, QLineEdit, "What the word means from now on"), Qt.Key.Key_Return)
    assert bridge_of(words).board.terms[term].agreed == "A place where the bus halts"
    assert "agreed" in read(words)
    bridge_of(words).undo()
    assert "two meanings" in read(words)


def test_two_words_need_both(words: WordsPage, qtbot: QtBot) -> None:
    term = choose(words, "Stop")
    part(words.agreeing, Segments).segment("two").click()
    QTest.keyClicks(part(words.agreeing, QLineEdit, "Word for what planners mean"), "bus stop")
    assert not button(words.agreeing, "Agree").isEnabled()
    QTest.keyClicks(part(words.agreeing, QLineEdit, "Word for what engineers mean"), "halt point")
    button(words.agreeing, "Agree").click()
    assert bridge_of(words).board.terms[term].attributes["outcome"] == "two"


def test_what_residents_hear_is_kept(words: WordsPage, qtbot: QtBot) -> None:
    term = choose(words, "Stop")
    words.residents.field.setPlainText("Where I wait")
    words.residents.field.keep()
    assert bridge_of(words).board.terms[term].attributes["public_reading"] == "Where I wait"


def test_a_word_of_the_list_comes_with_its_readings(words: WordsPage) -> None:
    button(words, "Pilot").click()
    term = next(t for t in bridge_of(words).board.terms.values() if t.label == "Pilot")
    assert term.planner_reading and term.engineer_reading
    assert words.list.current == term.id


def test_the_list_says_the_state_of_each_word(words: WordsPage) -> None:
    spoken = [words.list.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(words.list.count())]
    assert any(line.startswith("Stop, two meanings.") for line in spoken)
    part(words, SearchField, "Find a word").setText("no such word")
    assert words.list.count() == 0 and "No word is explained yet." in read(words)


def test_where_it_matters_leads_to_the_map(words: WordsPage, opened: MainWindow) -> None:
    choose(words, "Stop")
    board = bridge_of(words).board
    card = next(e for e in board.elements.values() if "stop" in e.label.casefold())
    button(words, f"{card.code} {card.label}").click()
    assert opened.page().view == "map" and opened.page().bridge.selection


def test_nothing_can_be_changed_where_the_session_is_read_only(
    words: WordsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bridge_of(words)), "read_only", property(lambda _self: True))
    choose(words, "Stop")
    assert words.planners.field.isReadOnly() and not button(words.agreeing, "Agree").isEnabled()
