"""Passing the laptop: one person at a time, under a veil, and no way into the program without the code."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.session.session import Session
from tests.ui.features.rounds.conftest import CODE, Passing
from ui.features.rounds.boxes import Box, NumberBox, WordBox
from ui.features.rounds.pages import QuestionPage
from ui.features.rounds.window import PassWindow
from ui.session.bridge import Bridge
from ui.session.round_codes import codes_of

Key = Qt.Key


def focused(window: PassWindow) -> QWidget:
    return window.focusWidget() or window


def press(window: PassWindow, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(focused(window), key)
        QApplication.processEvents()


def begin(window: PassWindow) -> QuestionPage:
    """Be the next person, of the public side, at the first question."""
    press(window, Key.Key_Return, Key.Key_1)
    return question(window)


def question(window: PassWindow) -> QuestionPage:
    assert isinstance(window.page, QuestionPage)
    return window.page


def words_on(window: QWidget) -> str:
    """All words that can be seen, heard, or read as tool tips."""
    QApplication.processEvents()
    parts = [window.windowTitle(), window.accessibleName()]
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window):
            continue
        parts += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            parts.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            parts.append(widget.toPlainText())
    return "\n".join(parts)


def picture(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    return bytes(image.constBits())


def hand_in(window: PassWindow, *digits: Key) -> None:
    begin(window)
    for digit in digits:
        press(window, digit, Key.Key_Return)
    press(window, Key.Key_Return)


def test_three_people_hand_in_by_keys_alone(passing: Passing, session: Session) -> None:
    window = passing()
    for digits in (
        (Key.Key_1, Key.Key_2, Key.Key_0),
        (Key.Key_5, Key.Key_5, Key.Key_5),
        (Key.Key_4, Key.Key_1, Key.Key_2),
    ):
        hand_in(window, *digits)
    assert session.sheets_in("r") == 3
    assert "3 of 3 have answered" in words_on(window)
    assert "Everybody has answered. Thank you." in words_on(window) and "pass the laptop" not in words_on(window)
    assert "give the laptop back to the facilitator" in words_on(window)
    session.run("close_round", id="r")
    answers = [a for a in session.answers("r") if a.item == "y3"]
    assert sorted(str(a.value) for a in answers) == ["2", "5", "None"]
    assert {(a.participant, a.side) for a in answers} == {("", "public")}
    assert sum(a.dk == "yes" for a in answers) == 1


def test_after_the_last_of_those_expected_the_laptop_goes_back_and_latecomers_may_still_answer(
    passing: Passing, session: Session, bridge: Bridge
) -> None:
    window = passing()
    codes_of(bridge).keep("r", CODE, 1)
    hand_in(window, Key.Key_1, Key.Key_2, Key.Key_3)
    assert "Everybody has answered." in words_on(window)
    buttons = {button.text(): button for button in window.findChildren(QAbstractButton)}
    buttons["I have not answered yet"].click()
    press(window, Key.Key_1, Key.Key_1, Key.Key_Return, Key.Key_2, Key.Key_Return, Key.Key_3, Key.Key_Return)
    press(window, Key.Key_Return)
    assert session.sheets_in("r") == 2 and "Everybody has answered." in words_on(window)
    press(window, Key.Key_Return)
    assert window.findChildren(QLineEdit), "the facilitator types the code"


@pytest.mark.parametrize("digit", [Key.Key_0, Key.Key_1, Key.Key_3, Key.Key_5])
def test_the_page_after_an_answer_is_the_same_for_every_answer(passing: Passing, digit: Key) -> None:
    window = passing()
    page = begin(window)
    press(window, Key.Key_2)
    QApplication.processEvents()
    before_picture, before_words = picture(window), words_on(window)
    press(window, digit)
    QApplication.processEvents()
    assert picture(window) == before_picture, "something on the screen tells the answer"
    assert words_on(window) == before_words, "something that is read aloud tells the answer"
    assert "Answered." in words_on(window)
    assert not any(box.marked or box.isChecked() for box in page.findChildren(Box))


def test_an_answer_shows_only_while_it_is_pressed(passing: Passing) -> None:
    window = passing()
    page = begin(window)
    third = page.findChildren(NumberBox)[2]
    QTest.keyPress(focused(window), Key.Key_3)
    assert third.marked and ", your answer" in third.accessibleName()
    QTest.keyRelease(focused(window), Key.Key_3)
    assert not third.marked and ", your answer" not in words_on(window)
    QTest.mousePress(third, Qt.MouseButton.LeftButton)
    assert third.marked
    QTest.mouseRelease(third, Qt.MouseButton.LeftButton)
    assert not third.marked
    assert window.cursor().shape() == Qt.CursorShape.BlankCursor, "the pointer would stand on the box"


def test_a_press_that_slides_off_chooses_nothing(passing: Passing) -> None:
    window = passing()
    page = begin(window)
    box = page.findChildren(NumberBox)[0]
    QTest.mousePress(box, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=QPoint(-500, -500))
    assert "Answered." not in words_on(window)


def test_space_held_shows_the_own_answer(passing: Passing) -> None:
    window = passing()
    page = begin(window)
    press(window, Key.Key_4)
    QTest.keyPress(focused(window), Key.Key_Space)
    assert [box.marked for box in page.findChildren(NumberBox)] == [False, False, False, True, False]
    QTest.keyRelease(focused(window), Key.Key_Space)
    assert not any(box.marked for box in page.findChildren(Box))
    assert window.page is page, "Space pressed no button"


def test_the_focus_goes_on_after_an_answer_and_starts_at_the_question(passing: Passing) -> None:
    window = passing()
    page = begin(window)
    assert window.focusWidget() is page
    press(window, Key.Key_Tab, Key.Key_Tab, Key.Key_Right)  # past the meaning of a word
    assert window.focusWidget() is page.findChildren(NumberBox)[1]
    press(window, Key.Key_Return)
    assert window.focusWidget() is window._next
    press(window, Key.Key_Return, Key.Key_Backspace)
    assert window.focusWidget() is window._next, "an answered question shows no box with a ring"


def test_enter_passes_a_question_over_without_an_answer(passing: Passing, session: Session) -> None:
    window = passing()
    begin(window)
    press(window, *(Key.Key_Return,) * 3)
    assert "0 of 3 questions are answered" in words_on(window)
    press(window, Key.Key_Return)
    session.run("close_round", id="r")
    assert {(a.value, a.dk) for a in session.answers("r")} == {(None, "no")}


def test_the_curtain_hides_everything_and_the_same_key_brings_it_back(passing: Passing) -> None:
    window = passing()
    begin(window)
    press(window, Key.Key_4, Key.Key_F9)
    assert window.hidden_now
    hidden = words_on(window)
    assert "The bus may" not in hidden and "Answered" not in hidden and "Agree" not in hidden
    press(window, Key.Key_5, Key.Key_F9)
    assert not window.hidden_now and "The bus may" in words_on(window)
    QTest.keyPress(focused(window), Key.Key_Space)
    assert [box.marked for box in question(window).findChildren(NumberBox)] == [False, False, False, True, False]


def test_another_window_or_a_long_pause_draws_the_curtain(passing: Passing, qtbot: QtBot) -> None:
    window = passing()
    begin(window)
    QTest.keyPress(focused(window), Key.Key_3)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    qtbot.waitUntil(lambda: window.hidden_now)
    assert "The bus may" not in words_on(window)
    other.close()
    window.activateWindow()
    press(window, Key.Key_F9)
    assert not window.hidden_now and window._idle.isActive() and window._idle.interval() == 60_000
    assert "Answered" not in words_on(window), "a key that was down when the curtain fell chooses nothing"
    window._idle.timeout.emit()
    assert window.hidden_now and "Still there?" in words_on(window)


def test_between_two_people_nothing_is_hidden_and_no_clock_runs(passing: Passing) -> None:
    window = passing()
    window._draw_curtain("idle")
    assert not window.hidden_now and not window._idle.isActive()


def test_escape_asks_and_throws_away_only_when_told(passing: Passing, session: Session) -> None:
    window = passing()
    begin(window)
    press(window, Key.Key_2, Key.Key_Escape)
    assert "Stop and put this ballot away?" in words_on(window)
    press(window, Key.Key_Return)  # the safe answer has the focus
    assert "Answered." in words_on(window)
    press(window, Key.Key_Escape, Key.Key_Backtab, Key.Key_Return)
    assert "I am the first person" in words_on(window) and "That ballot is thrown away." in words_on(window)
    assert session.sheets_in("r") == 0
    assert "Answered." not in words_on(begin(window))


def test_a_ballot_that_was_thrown_away_is_not_said_to_be_put_away(passing: Passing, session: Session) -> None:
    window = passing()
    begin(window)
    press(window, Key.Key_2, Key.Key_Escape, Key.Key_Backtab, Key.Key_Return, Key.Key_Escape, Key.Key_Escape)
    assert "thrown away" not in words_on(window)  # once the page was left, nobody needs to hear it again


def test_only_the_code_leads_to_the_program(passing: Passing, qtbot: QtBot) -> None:
    window = passing()
    window.close()
    assert window.isVisible() and "For the facilitator" in words_on(window)
    press(window, Key.Key_Escape)
    assert "I am the first person" in words_on(window)
    press(window, Key.Key_Escape)
    QTest.keyClicks(focused(window), "1234")
    press(window, Key.Key_Return)
    assert window.isVisible() and "That is not the code." in words_on(window)
    for _again in range(2):
        QTest.keyClicks(focused(window), "1234")
        press(window, Key.Key_Return)
    assert "No answers are lost." in words_on(window)
    QTest.keyClicks(focused(window), CODE)
    with qtbot.waitSignal(window.done):
        press(window, Key.Key_Return)


def test_closing_the_window_from_outside_only_asks(passing: Passing) -> None:
    window = passing()
    begin(window)
    window.close()
    assert window.isVisible() and "Stop and put this ballot away?" in words_on(window)


def test_no_shortcut_of_the_program_works(passing: Passing, bridge: Bridge) -> None:
    window = passing()
    begin(window)
    assert window.windowModality() == Qt.WindowModality.ApplicationModal
    before = len(bridge.board.elements)
    for key in (Key.Key_K, Key.Key_Z, Key.Key_Q, Key.Key_N, Key.Key_P):
        QTest.keyClick(focused(window), key, Qt.KeyboardModifier.ControlModifier)
    for key in (Key.Key_F5, Key.Key_F6, Key.Key_F8, Key.Key_B, Key.Key_C):
        press(window, key)
    assert window.isVisible() and len(bridge.board.elements) == before
    assert question(window).item == "y1" and "Answered" not in words_on(window)


def test_words_of_ones_own_are_put_out_of_sight(passing: Passing, session: Session) -> None:
    window = passing()
    page = begin(window)
    press(window, Key.Key_4)
    assert page.comment is not None
    page.comment.open()
    QTest.keyClicks(page.comment.field, "Only on weekdays")
    page.comment.field.selectAll()
    page.comment.field.copy()
    assert "weekdays" not in QApplication.clipboard().text()
    press(window, Key.Key_Return)
    assert "weekdays" not in words_on(window) and "weekdays" not in page.comment.field.toPlainText()
    assert "Your words are added" in words_on(window)
    assert window.focusWidget() is window._next
    press(window, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    session.run("close_round", id="r")
    assert [a.comment for a in session.answers("r") if a.comment] == ["Only on weekdays"]


def test_the_curtain_takes_half_written_words_along(passing: Passing) -> None:
    window = passing()
    page = begin(window)
    assert page.comment is not None
    page.comment.open()
    QTest.keyClicks(page.comment.field, "Half a")
    press(window, Key.Key_F9)
    assert window.hidden_now and "Half a" not in words_on(window)
    press(window, Key.Key_F9)
    assert window._sheet.comment("y1") == "Half a"


def test_nothing_of_a_sheet_is_left_in_memory(passing: Passing, session: Session) -> None:
    from ui.features.rounds.sheet import Sheet

    window = passing()
    hand_in(window, Key.Key_4, Key.Key_4, Key.Key_4)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    for sheet in (o for o in gc.get_objects() if isinstance(o, Sheet)):
        assert not sheet.done and not sheet.side and sheet.comment("y1") == ""


def test_a_round_with_names_asks_who_it_is(passing: Passing, session: Session) -> None:
    window = passing(anonymous="no")
    press(window, Key.Key_Return)
    assert "Ines" in words_on(window) and "not anonymous" in words_on(window)
    press(window, Key.Key_Return)
    for digit in (Key.Key_3, Key.Key_3, Key.Key_3):
        press(window, digit, Key.Key_Return)
    press(window, Key.Key_Return)
    session.run("close_round", id="r")
    assert {a.participant for a in session.answers("r")} == {"p-ines"}


def test_who_has_answered_is_asked_before_the_sheet_is_replaced(passing: Passing, session: Session) -> None:
    window = passing(anonymous="no")
    for digit in (Key.Key_1, Key.Key_5):
        press(window, Key.Key_Return)
        if digit == Key.Key_5:
            assert "Ines, has answered" in words_on(window) and "Tom, has" not in words_on(window)
            press(window, Key.Key_Return)
            assert "Ines has answered already." in words_on(window)
            press(window, Key.Key_Return)
            assert "Who are you?" in words_on(window), "the safe answer has the focus"
            press(window, Key.Key_Return, Key.Key_Backtab, Key.Key_Return)
        else:
            press(window, Key.Key_Return)
        press(window, digit, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert session.sheets_in("r") == 1
    session.run("close_round", id="r")
    assert [a.value for a in session.answers("r") if a.item == "y1"] == [5]


def test_somebody_who_is_not_listed_is_added(passing: Passing, session: Session) -> None:
    window = passing(anonymous="no")
    press(window, Key.Key_Return)
    window._go(window._new_person)
    QTest.keyClicks(focused(window), "Rania")
    window.page.findChildren(WordBox)[0].click()  # type: ignore[union-attr]
    assert question(window).item == "y1"
    assert "Rania" in {p.label for p in session.board.participants.values()}


def test_a_sheet_that_is_refused_stays_in_hand(
    passing: Passing, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = passing()
    begin(window)
    press(window, Key.Key_4, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    session.run("close_round", id="r")
    press(window, Key.Key_Return)
    assert "This round is closed" in words_on(window)
    assert window._sheet.value("y1") == 4


def test_known_words_are_underlined_and_explained(passing: Passing) -> None:
    window = passing()
    page = begin(window)
    assert any("<u>stop</u>" in each.text() for each in page.findChildren(QLabel))
    door = next(b for b in page.findChildren(QAbstractButton) if b.text().startswith("What does"))
    door.click()
    assert "a place with a sign" in words_on(window)


def test_the_text_grows_for_one_person_only(passing: Passing) -> None:
    window = passing()
    begin(window)
    QTest.keyClick(focused(window), Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.ruler.zoom > 1 and "The bus may" in words_on(window)
    for _step in range(8):
        window.step_text(1)
    assert window.ruler.zoom == 2
    press(window, *(Key.Key_Return,) * 4)
    assert window.ruler.zoom == 1


def test_the_group_says_the_question_and_the_boxes_their_words(passing: Passing) -> None:
    window = passing()
    page = begin(window)
    assert "How far?" in page.accessibleName() and "The bus may stop anywhere." in page.accessibleName()
    faces = [QAccessible.queryAccessibleInterface(box) for box in page.findChildren(NumberBox)]
    assert {face.role() for face in faces} == {QAccessible.Role.RadioButton}
    assert "4, Agree" in {face.text(QAccessible.Text.Name) for face in faces}
    assert QAccessible.queryAccessibleInterface(page).role() == QAccessible.Role.Grouping
    press(window, Key.Key_4)
    assert not any(face.state().checked for face in faces)


def test_dots_are_counted_and_never_shown(passing: Passing, session: Session) -> None:
    window = passing("dots")
    page = begin(window)
    press(window, Key.Key_2, Key.Key_Down, Key.Key_2)
    assert "4 of 5 placed" in words_on(window) and "dots" not in words_on(page).replace("How far?", "")
    press(window, Key.Key_Down, Key.Key_2)
    assert "4 of 5 placed" in words_on(window) and "Take one back" in words_on(window)
    QTest.keyPress(focused(window), Key.Key_Space)
    assert "Group 1: 2 dots" in words_on(window)
    QTest.keyRelease(focused(window), Key.Key_Space)
    assert "2 dots" not in words_on(window)
    press(window, Key.Key_1)
    assert window.focusWidget() is window._next
    press(window, Key.Key_Return, Key.Key_Return)
    session.run("close_round", id="r")
    assert [a.value for a in sorted(session.answers("r"), key=lambda a: a.item)] == [2, 2, 1, 0]


def test_an_order_is_pressed_and_never_shown(passing: Passing, session: Session) -> None:
    window = passing("ranking")
    page = begin(window)
    rows = list(page._rows.values())  # type: ignore[attr-defined]
    for at in (2, 0, 3):
        QTest.mouseClick(rows[at], Qt.MouseButton.LeftButton)
    assert "3 of 4 placed" in words_on(window) and "place 1" not in words_on(window)
    QTest.mouseClick(rows[2], Qt.MouseButton.LeftButton)  # taken back: the others move up
    QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(rows[2], Qt.MouseButton.LeftButton)
    press(window, Key.Key_Return, Key.Key_Return)
    session.run("close_round", id="r")
    assert {a.item: a.value for a in session.answers("r")} == {"c1": 1, "c4": 2, "c2": 3, "c3": 4}


def test_a_place_is_two_keys_or_one_press(passing: Passing, session: Session) -> None:
    window = passing("placing", anonymous="yes")
    begin(window)
    press(window, Key.Key_4)
    assert "Answered" not in words_on(window)
    press(window, Key.Key_2)
    assert "Answered" in words_on(window)
    press(window, Key.Key_Return, Key.Key_0, *(Key.Key_Return,) * 4)
    session.run("close_round", id="r")
    found = {a.item: (a.value, a.value2, a.dk) for a in session.answers("r")}
    assert found == {"c1": (4, 2, "no"), "c2": (None, None, "yes"), "c3": (None, None, "no"), "c4": (None, None, "no")}


def test_the_promise_stands_at_the_foot(passing: Passing) -> None:
    window = passing()
    begin(window)
    assert "never with your name" in words_on(window)
    assert "Nothing is counted or shown before the round is closed." in words_on(window)


def test_dots_that_are_left_are_told_before_handing_in(passing: Passing) -> None:
    window = passing("dots")
    begin(window)
    press(window, Key.Key_2)
    window._hand_in_page()
    assert "3 dots are not placed" in words_on(window) and "Everything is answered" not in words_on(window)
