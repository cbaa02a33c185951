"""The page of questions: groups, rows, reasons, the six topics with their table, by keyboard and by pointer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.model.catalogue import catalogue
from tests.ui.on_screen import button, label, part
from ui.features.questions.group import QuestionList
from ui.features.questions.questions_page import QuestionsPage
from ui.features.questions.ring import Bridge, Ring, Topic
from ui.features.questions.row import QuestionRow
from ui.kit.theme import theme
from ui.kit.widgets.empty import EmptyState
from ui.shell.main_window import MainWindow


@pytest.fixture
def asked(opened: MainWindow, qtbot: QtBot) -> QuestionsPage:
    """The page of questions over Hill East, with the keyboard in its first list."""
    page = opened.page()
    page.findings.settle()
    opened.activateWindow()
    page.show_view("questions")
    made = page.view_page("questions")
    assert isinstance(made, QuestionsPage)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QuestionList), timeout=2000)
    return made


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def first_row(asked: QuestionsPage, group: str = "must") -> QuestionRow:
    return asked.group(group).list.rows()[0]


def test_groups_hold_what_the_map_asks(asked: QuestionsPage, opened: MainWindow) -> None:
    findings = opened.page().findings.all()
    for severity in ("must", "should", "note"):
        shown = [made.found for made in asked.group(severity).list.rows()]
        assert shown == [found for found in findings if found.severity == severity and found.open]
    assert not asked.group("discussed").isVisible()


def test_down_walks_the_rows_and_into_the_next_group(asked: QuestionsPage) -> None:
    rows = asked.group("must").list.rows()
    assert asked.current == rows[0].found
    for made in rows[1:]:
        press(Qt.Key.Key_Down)
        assert asked.current == made.found
    press(Qt.Key.Key_Down)
    assert asked.current == first_row(asked, "should").found
    press(Qt.Key.Key_Up)
    assert asked.current == rows[-1].found


def test_tab_goes_to_what_can_be_done_with_the_row(asked: QuestionsPage, qtbot: QtBot) -> None:
    seen = []
    for _ in range(3):
        press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        assert first_row(asked).isAncestorOf(focus)
        seen.append(focus.text())
    assert [words.rstrip("…") for words in seen] == ["Show", "Name a speaker", "Discussed"]


def test_enter_shows_the_cards_on_the_map(asked: QuestionsPage, opened: MainWindow) -> None:
    found = first_row(asked).found
    press(Qt.Key.Key_Return)
    assert opened.page().view == "map"
    assert opened.page().bridge.selection == found.elements


def test_a_reason_is_typed_in_the_row_and_can_be_taken_back(
    asked: QuestionsPage, opened: MainWindow, qtbot: QtBot
) -> None:
    made, page = first_row(asked), opened.page()
    made.open_reason()
    qtbot.waitUntil(made.field.hasFocus, timeout=2000)
    QTest.keyClicks(made.field, "We ask them in May")
    QTest.keyClick(made.field, Qt.Key.Key_Return)
    page.findings.settle()
    left = first_row(asked, "discussed")
    assert left.found.discussed == "We ask them in May"
    assert asked.group("discussed").isVisible()
    left.fix_button.click()
    page.findings.settle()
    assert not page.findings.discussed()


def test_a_capital_letter_does_not_take_the_keyboard_from_the_reason(asked: QuestionsPage) -> None:
    made = first_row(asked)
    made.open_reason()
    QApplication.processEvents()
    made.field.setFocus()
    QTest.keyPress(made.field, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(made.field, "T")
    assert made.field.hasFocus() and made.field.text() == "T"


def test_esc_leaves_the_reason_and_the_question_as_they_were(asked: QuestionsPage, opened: MainWindow) -> None:
    made = first_row(asked)
    made.open_reason()
    QTest.keyClicks(made.field, "No")
    QTest.keyClick(made.field, Qt.Key.Key_Escape)
    assert not made.busy
    assert opened.page().view == "questions"
    opened.page().findings.settle()
    assert made.found.open


def test_an_edit_elsewhere_does_not_take_the_reason_away(asked: QuestionsPage, opened: MainWindow) -> None:
    made, page = first_row(asked), opened.page()
    made.open_reason()
    made.field.setText("Half a sen")
    page.bridge.run("add_element", kind="risk", label="A wheel comes off")
    page.findings.settle()
    assert first_row(asked) is made
    assert made.field.text() == "Half a sen"


def test_a_topic_filters_the_questions(asked: QuestionsPage) -> None:
    before = len(asked.group("should").list.rows())
    asked.topic_box.chosen.emit("regulation")
    rows = asked.group("should").list.rows()
    assert len(rows) < before
    asked.topic_box.chosen.emit("")
    assert len(asked.group("should").list.rows()) == before


def test_without_questions_the_summary_is_read(asked: QuestionsPage, opened: MainWindow) -> None:
    page = opened.page()
    for found in page.findings.all():
        page.bridge.run("discuss_finding", check=found.check, about=list(found.about), reason="Said")
    page.findings.settle()
    assert part(asked, EmptyState).isVisible()


def test_the_room_sees_nothing_of_it(asked: QuestionsPage, opened: MainWindow) -> None:
    opened.page().toggle_room()
    assert not asked.group("must").isVisible()
    assert not asked.topics.isVisible()
    opened.page().toggle_room()
    assert asked.group("must").isVisible()


def test_the_foot_says_what_is_saved_and_leads_back(asked: QuestionsPage, opened: MainWindow) -> None:
    strip = opened.page().findings_strip
    assert not strip.show_button.isVisible()
    button(strip, "Back to the map").click()
    assert opened.page().view == "map"
    assert strip.show_button.isVisible()


def test_rows_are_told_to_listeners(asked: QuestionsPage) -> None:
    words = asked.group("must").list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("Must discuss: ")
    assert first_row(asked).found.message in words
    names = [made.accessibleName() for made in first_row(asked).findChildren(QPushButton)]
    assert all(names)


def test_a_narrow_window_puts_the_topics_under_the_questions(asked: QuestionsPage, opened: MainWindow) -> None:
    opened.resize(1090, 600)
    QApplication.processEvents()
    assert asked.topics.isVisible()
    rows = asked.group("note").list.rows()
    assert asked.topics.mapTo(asked, asked.topics.rect().topLeft()).y() > rows[-1].mapTo(asked, QPointF().toPoint()).y()


@pytest.mark.parametrize("guide", [True, False])
@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000)])
def test_the_words_of_the_questions_have_at_least_half_of_the_page(
    asked: QuestionsPage, opened: MainWindow, size: tuple[int, int], guide: bool
) -> None:
    opened.resize(*size)
    opened.page().panels.open_guide(guide)
    QApplication.processEvents()
    for _turn in range(4):  # the page, its columns and its rows take their new width one after the other
        QApplication.processEvents()
    for made in asked.group("must").list.rows():
        words = label(made, made.found.message)
        assert words.width() >= asked.width() / 2
        assert words.width() <= asked.group("must").list.width()
    title = label(asked, "What to talk about")
    assert title.height() < 2 * title.fontMetrics().lineSpacing()


@pytest.fixture
def large(dressed: QApplication) -> Iterator[None]:
    """Text at 200 %, before the window is made."""
    theme().apply(dressed, "light", 2.0)
    yield
    theme().apply(dressed, "light", 1.0)


@pytest.mark.parametrize("size", [(1366, 768), (1090, 600)])
def test_with_large_text_nothing_of_the_questions_lies_outside_the_page(
    large: None, asked: QuestionsPage, opened: MainWindow, size: tuple[int, int], qtbot: QtBot
) -> None:
    def inside() -> None:
        edge = asked.mapToGlobal(asked.rect().topRight()).x()
        for made in (*asked.group("must").list.rows(), asked.topic_box):
            assert made.mapToGlobal(made.rect().topRight()).x() <= edge

    opened.resize(*size)
    qtbot.waitUntil(inside)


# --- the six topics


def test_ring_and_table_show_the_same_fifteen(asked: QuestionsPage) -> None:
    model = asked.topics.model
    QAbstractItemModelTester(model)
    assert model.rowCount() == 15
    words = [model.data(model.index(at, 1)) for at in range(15)]
    assert "none yet" in words
    asked.topics.table.selectRow(3)
    assert asked.topics.ring._current == 3
    questions = {str(entry["question"])[:5] for entry in catalogue().entries("concept_bridges")}
    assert {str(model.data(model.index(at, 2)))[:5] for at in range(15)} == questions


def test_the_arrows_walk_the_bridges_the_missing_ones_first(asked: QuestionsPage) -> None:
    ring, model = asked.topics.ring, asked.topics.model
    chosen: list[int] = []
    ring.chosen.connect(chosen.append)
    QTest.keyClick(ring, Qt.Key.Key_Right)
    assert model.data(model.index(chosen[0], 1)) == "none yet"
    for _ in range(14):
        QTest.keyClick(ring, Qt.Key.Key_Right)
    assert sorted(chosen) == list(range(15))


def test_a_press_on_a_bridge_chooses_it(dressed: QApplication, qtbot: QtBot) -> None:
    ring = Ring("Topics")
    qtbot.addWidget(ring)
    ring.resize(450, 318)
    ids = list(catalogue().concepts)
    bridges = [Bridge(a, b, (a + b) % 3, "?") for a in range(6) for b in range(a + 1, 6)]
    ring.show_topics([Topic(c, c, 1) for c in ids], bridges, "")
    chosen: list[int] = []
    ring.chosen.connect(chosen.append)
    for number, bridge in enumerate(bridges):
        at = ring._knob(bridge)
        event = QMouseEvent(
            QMouseEvent.Type.MouseButtonPress, at, at, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        ring.mousePressEvent(event)
        assert chosen[-1] == number
    assert not ring.grab().isNull()


def test_asking_a_bridge_without_a_wall_says_it(asked: QuestionsPage, opened: MainWindow) -> None:
    said: list[str] = []
    opened.page().bridge.said.connect(lambda words, _offer: said.append(words))
    asked.topics.table.selectRow(0)
    QTest.keyClick(asked.topics.table, Qt.Key.Key_Return)
    assert said[0].startswith("Read it aloud: “")


def test_no_name_of_a_person_in_the_room_is_told(asked: QuestionsPage, opened: MainWindow) -> None:
    page = opened.page()
    page.bridge.run("add_participant", label="Zbigniew Example", side="planner")
    asked.shown()
    words = [label.text() for label in asked.joins.findChildren(QLabel)]
    assert words
    assert not any("Zbigniew" in one or any(letter.isdigit() for letter in one) for one in words)
