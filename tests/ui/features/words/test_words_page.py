"""The Words page: both readings are written where they stand, agreeing is one step, and words of cards are offered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.features.words.words_page import WordsPage
from ui.shell.main_window import MainWindow


@pytest.fixture
def words(opened: MainWindow) -> WordsPage:
    opened.page().show_view("words")
    page = opened.page().view_page("words")
    assert isinstance(page, WordsPage)
    return page


def choose(words: WordsPage, label: str) -> str:
    term = next(t for t in words._bridge.board.terms.values() if t.label == label)
    words.show_word(term.id)
    return term.id


def test_a_word_is_agreed_on_by_the_keyboard(words: WordsPage, qtbot: QtBot) -> None:
    term = choose(words, "Stop")
    assert words._state.text() == "two meanings"
    QTest.keyClicks(words.agreeing._one, "A place where the bus halts")
    QTest.keyClick(words.agreeing._one, Qt.Key.Key_Return)
    assert words._bridge.board.terms[term].agreed == "A place where the bus halts"
    assert words._state.text() == "agreed"
    words._bridge.undo()
    assert words._state.text() == "two meanings"


def test_two_words_need_both(words: WordsPage, qtbot: QtBot) -> None:
    term = choose(words, "Stop")
    words.agreeing._ways.segment("two").click()
    QTest.keyClicks(words.agreeing._planner, "bus stop")
    assert not words.agreeing._agree.isEnabled()
    QTest.keyClicks(words.agreeing._engineer, "halt point")
    words.agreeing._agree.click()
    assert words._bridge.board.terms[term].attributes["outcome"] == "two"


def test_what_residents_hear_is_kept(words: WordsPage, qtbot: QtBot) -> None:
    term = choose(words, "Stop")
    words.residents.field.setPlainText("Where I wait")
    words.residents.field.keep()
    assert words._bridge.board.terms[term].attributes["public_reading"] == "Where I wait"


def test_a_word_of_the_list_comes_with_its_readings(words: WordsPage) -> None:
    offer = next(b for b in words._offers.findChildren(QPushButton) if b.text() == "Pilot")
    offer.click()
    term = next(t for t in words._bridge.board.terms.values() if t.label == "Pilot")
    assert term.planner_reading and term.engineer_reading
    assert words.list.current == term.id


def test_the_list_says_the_state_of_each_word(words: WordsPage) -> None:
    spoken = [words.list.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(words.list.count())]
    assert any(line.startswith("Stop, two meanings.") for line in spoken)
    words._search.setText("no such word")
    assert words.list.count() == 0 and words._empty.isVisibleTo(words)


def test_where_it_matters_leads_to_the_map(words: WordsPage, opened: MainWindow) -> None:
    choose(words, "Stop")
    chip = words._uses.findChildren(QPushButton)[0]
    chip.click()
    assert opened.page().view == "map" and opened.page().bridge.selection


def test_nothing_can_be_changed_where_the_session_is_read_only(
    words: WordsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(words._bridge), "read_only", property(lambda _self: True))
    words._refresh()
    assert words.planners.field.isReadOnly() and not words.agreeing._agree.isEnabled()
