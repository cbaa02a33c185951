"""Stages on screen: the bar, the question before the next one, what a stage permits, the clock and the wall."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from stworkshop.model import agenda
from tests.ui.on_screen import make_anew
from ui.features.agenda.parking import ParkingLine
from ui.features.agenda.stage_bar import StageBar, next_words, pace_words
from ui.kit.widgets.popover import Popover
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow
from ui.shell.workshop_page import WorkshopPage


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


class Hands:
    """The clock of a page, set by hand."""

    def __init__(self, page: WorkshopPage) -> None:
        self._page = page
        self.at = datetime.datetime.now().astimezone()
        page.clock.now = lambda: self.at
        page.clock.tick()

    def go_on(self, minutes: float) -> None:
        self.at += datetime.timedelta(minutes=minutes)
        self._page.clock.tick()


@pytest.fixture
def page(opened: MainWindow) -> WorkshopPage:
    settle()
    return opened.page()


def sheet_of(window: MainWindow) -> Popover:
    return next(sheet for sheet in window.findChildren(Popover) if sheet.is_open)


def start(page: WorkshopPage, stage: str) -> None:
    assert page.bridge.run("start_stage", stage=stage) is not None
    settle()


def running(page: WorkshopPage) -> str:
    found = agenda.running(page.bridge.board)
    return found.stage if found is not None else ""


# --- the bar


def test_without_an_agenda_there_is_no_bar_but_one_can_be_chosen(window: MainWindow) -> None:
    window.new_session("")
    settle()
    assert not window.page().stage_bar.isVisible()
    assert window.registry["stage-agenda"].text() == "Choose an agenda…"
    assert not window.registry["stage-next"].enabled()
    window.page().bridge.run("set_agenda", agenda="agenda-90-minutes")
    settle()
    assert window.page().stage_bar.isVisible()
    assert window.registry["stage-agenda"].text() == "Agenda…"


@pytest.mark.parametrize("name", ["agenda-half-day", "agenda-90-minutes", "agenda-two-sessions"])
def test_a_new_workshop_has_its_agenda_at_once(window: MainWindow, name: str) -> None:
    window.new_session(name)
    settle()
    bar = window.page().stage_bar
    assert bar.isVisible() and bar.next_button.text().strip() == "Start"
    window.registry.trigger("stage-next")
    settle()
    assert running(window.page()) == "framing"


def test_the_first_stage_starts_at_once_and_the_next_is_asked_for(opened: MainWindow, page: WorkshopPage) -> None:
    opened.registry.trigger("stage-next")
    settle()
    assert running(page) == "framing"
    opened.registry.trigger("stage-next")
    assert running(page) == "framing", "it asks first"
    sheet = sheet_of(opened)
    assert "Who is affected" in sheet.sheet.accessibleName()
    opened.registry.trigger("stage-next")
    settle()
    assert running(page) == "stakeholders", "the same key again means yes"
    assert [m.label for m in page.bridge.board.snapshots.values()] == ["End of What it is about"]


def test_esc_stays_in_the_stage_and_gives_the_keyboard_back(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "framing")
    page.map.view.setFocus()
    opened.registry.trigger("stage-next")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    settle()
    assert running(page) == "framing"
    assert QApplication.focusWidget() is page.map.view
    assert not [sheet for sheet in opened.findChildren(Popover) if sheet.is_open]


def test_going_elsewhere_leaves_the_question(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "framing")
    opened.registry.trigger("stage-next")
    sheet = sheet_of(opened)
    page.stage_bar.pause.setFocus()
    settle()
    assert not [found for found in opened.findChildren(Popover) if found is sheet and found.is_open]
    assert running(page) == "framing"


def test_after_the_last_stage_the_agenda_is_done(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "close")
    opened.registry.trigger("stage-next")
    opened.registry.trigger("stage-next")
    settle()
    assert running(page) == "" and page.bridge.board.session.stage == ""
    assert not page.stage_bar.next_button.isVisible()


def test_the_bar_says_what_is_left_and_how_the_room_keeps_its_time(opened: MainWindow, page: WorkshopPage) -> None:
    hands = Hands(page)
    start(page, "framing")
    hands.go_on(1)
    bar = page.stage_bar
    assert bar.digits.words in ("14:00", "13:59", "14:01")
    assert pace_words(page.clock.schedule()) == "of 15 min, on time"
    assert "left in What it is about" in bar.ring.accessibleName()
    hands.go_on(20)
    assert bar.digits.words.startswith("\N{MINUS SIGN}")
    assert "6 min behind, ends" in pace_words(page.clock.schedule())
    assert "over in What it is about" in bar.ring.accessibleName()


def test_pause_and_five_more(opened: MainWindow, page: WorkshopPage) -> None:
    hands = Hands(page)
    start(page, "framing")
    opened.registry.trigger("stage-pause")
    assert page.clock.schedule().paused and page.stage_bar.pause.accessibleName() == "Let the clock go on"
    opened.registry.trigger("stage-pause")
    assert not page.clock.schedule().paused
    before = page.clock.schedule().remaining
    opened.registry.trigger("stage-extend")
    assert page.clock.schedule().remaining == pytest.approx(before + 300, abs=2)
    hands.go_on(0)


def test_stages_fold_but_none_is_lost(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "decisions")
    chips = page.stage_bar.chips
    for width in (1900, 900, 500):
        chips.resize(width, chips.height())
        settle()
        shown = [chip for chip in chips.chips if chip.isVisibleTo(chips)]
        assert len(shown) + len(chips.hidden) == 13
        right = max(chip.geometry().right() for chip in shown)
        assert right <= max(width, 260)
        assert any(chip.one.state == "current" for chip in shown)
    assert chips.hidden


def test_the_row_of_stages_is_walked_by_arrows(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "concerns")
    chips = page.stage_bar.chips
    current = next(chip for chip in chips.chips if chip.one.state == "current")
    assert current.focusPolicy() & Qt.FocusPolicy.TabFocus
    current.setFocus()
    QTest.keyClick(current, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is not current
    assert "What comes first" in focused().accessibleName()


def test_a_small_window_folds_the_bar(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "risks")
    opened.resize(1090, 600)
    settle()
    bar = page.stage_bar
    assert bar.height() == 44 and not bar.chips.isVisible()
    texts = " ".join(b.text() for b in bar.findChildren(QPushButton) if b.isVisible())
    assert "What could go wrong" in texts and "7 of 11" in texts


def entries_of(bar: StageBar, item: str) -> dict[str, QAction]:
    menu = QMenu(bar)
    bar.menu.fill(menu, item, bar)
    menu.deleteLater()
    return {line.text(): line for line in menu.actions() if line.text()}


def test_the_menu_of_a_stage_knows_what_can_be_done(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "stakeholders")
    order = [one.item.id for one in page.clock.schedule().planned]
    current = entries_of(page.stage_bar, order[1])
    assert not current["Start this stage"].isEnabled() and not current["Take it out of the agenda"].isEnabled()
    later = entries_of(page.stage_bar, order[5])
    later["Earlier"].trigger()
    assert [one.item.id for one in page.clock.schedule().planned].index(order[5]) == 4
    entries_of(page.stage_bar, order[5])["Take it out of the agenda"].trigger()
    assert order[5] not in [one.item.id for one in page.clock.schedule().planned]
    page.bridge.undo()
    assert order[5] in [one.item.id for one in page.clock.schedule().planned]


def typed(window: MainWindow, words: str) -> None:
    field = sheet_of(window).sheet.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


def test_minutes_name_and_heads_are_typed_in_a_small_sheet(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "framing")
    bar, item = page.stage_bar, page.clock.schedule().planned[0].item.id

    def one() -> agenda.Planned:
        found = page.clock.schedule().find(item)
        assert found is not None
        return found

    bar.menu.ask_minutes(one(), bar)
    typed(opened, "20")
    assert one().seconds == 20 * 60
    bar.menu.ask_name(one(), bar)
    typed(opened, "Welcome")
    assert one().label == "Welcome" and "Welcome" in bar.chips.chips[0].accessibleName()
    bar.menu.ask_heads(one(), bar)
    typed(opened, "11")
    assert page.clock.schedule().heads == 11


# --- what a stage offers and forbids


def kinds_shown(page: WorkshopPage) -> list[str]:
    return [b.entry.word for b in page.palette_panel._buttons if b.isVisibleTo(page.palette_panel)]


def test_the_palette_shows_the_kinds_of_the_stage_first(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "risks")
    page.panels.open_guide(False)
    assert kinds_shown(page) == ["Risk", "Measure", "Right"]
    start(page, "components")
    assert kinds_shown(page)[-1] == "Process" and len(kinds_shown(page)) == 5
    start(page, "")
    assert "Person or group" in kinds_shown(page)


def test_the_palette_asks_the_questions_of_the_stage(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "risks")
    asked = page.palette_panel.prompt.question
    assert "five years" in asked


def test_in_a_vote_nothing_is_added_and_the_reason_is_said(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "agree")
    page.show_view("map")
    view = page.map.view
    view.steps.leave()
    card = next(iter(page.bridge.board.elements))
    page.bridge.select((card,))
    actions = {action.id: action for action in view.actions()}
    assert not actions["map.delete"].enabled() and not actions["map.edit"].enabled()
    assert actions["map.fit"].enabled()
    assert "Where we agree" in opened.registry["map.delete"].why_not()
    assert not any(b.isEnabled() for b in page.palette_panel._buttons)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C)
    assert view.tool == "select" and "No cards can be added" in page.toast.message
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert not view.editing.is_open and "Cards are locked" in page.toast.message
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert "Cards cannot be moved" in page.toast.message
    assert not view.toolbar._link.isEnabled() and "Links are locked" in view.toolbar._link.toolTip()


def test_notes_are_written_during_a_vote_but_words_stay(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "agree")
    page.show_view("map")
    page.bridge.select((next(iter(page.bridge.board.elements)),))
    panel = page.inspector.card_panel
    assert panel._label.isReadOnly() and not panel._notes._new.isReadOnly()
    assert not panel._links.add.isEnabled()
    start(page, "risks")
    assert not panel._label.isReadOnly() and panel._links.add.isEnabled()


def test_ones_own_cards_stay_editable_where_the_stage_says_so(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "concerns")
    page.show_view("map")
    made = page.bridge.run("add_element", kind="concern", label="The bus is late")
    assert made is not None
    page.bridge.select((made.ids[0],))
    actions = {action.id: action for action in page.map.view.actions()}
    assert actions["map.edit"].enabled()
    other = next(c.id for c in page.bridge.board.elements.values() if c.id != made.ids[0])
    page.bridge.select((other,))
    assert not actions["map.edit"].enabled()


def test_a_stage_brings_its_view_and_the_guide(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "read-back")
    assert page.view == "read-back" and page.guide.isVisible()
    start(page, "decisions")
    assert page.view == "decisions"
    start(page, "agree")
    assert page.view == "agreement"
    start(page, "risks")
    assert page.view == "map"


def test_undo_takes_a_start_back(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "framing")
    start(page, "stakeholders")
    page.bridge.undo()
    settle()
    assert running(page) == "framing" and not page.bridge.board.snapshots


def test_a_stage_that_is_taken_up_again_goes_on(opened: MainWindow, page: WorkshopPage) -> None:
    hands = Hands(page)
    start(page, "framing")
    assert page.toast.message == "“What it is about” has begun."
    hands.go_on(3)
    start(page, "stakeholders")
    page.bridge.undo()
    settle()
    assert page.toast.message == "“What it is about” goes on."


def test_from_right_to_left_the_row_begins_at_the_right(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "framing")
    chips = page.stage_bar.chips
    opened.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    shown = [chip for chip in chips.chips if chip.isVisibleTo(chips)]
    assert shown[0].geometry().right() >= chips.width() - 2
    assert shown[0].x() > shown[1].x()
    shown[0].setFocus()
    QTest.keyClick(shown[0], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is shown[1]


# --- the end of a stage


def test_the_end_of_a_stage_is_said_once(opened: MainWindow, page: WorkshopPage) -> None:
    hands = Hands(page)
    start(page, "framing")
    said: list[str] = []
    page.bridge.said.connect(lambda message, _offer: said.append(message))
    for minutes in (14, 2, 1, 1):
        hands.go_on(minutes)
    assert said == ["The time for “What it is about” is up."]
    page.bridge.run("extend_stage")
    hands.go_on(5)
    assert len(said) == 2, "more time ends once more"


@pytest.mark.parametrize("on", [False, True])
def test_the_sound_is_off_unless_it_is_wanted(
    opened: MainWindow, page: WorkshopPage, preferences: Preferences, on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    if on:
        preferences.stage_sound = True
    hands = Hands(page)
    start(page, "framing")
    hands.go_on(16)
    assert len(beeps) == (1 if on else 0)


# --- the wall


def test_b_blanks_the_wall_and_stops_the_clock_and_brings_both_back(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "framing")
    opened.registry.trigger("projector")
    opened.registry.trigger("projector-blank")
    assert opened.wall.state() == "Projector: blank" and page.clock.schedule().paused
    opened.registry.trigger("projector-blank")
    assert opened.wall.state() == "Projector: on" and not page.clock.schedule().paused


def test_a_clock_that_stood_before_stands_after(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "framing")
    opened.registry.trigger("projector")
    opened.registry.trigger("stage-pause")
    opened.registry.trigger("projector-blank")
    opened.registry.trigger("projector-blank")
    assert page.clock.schedule().paused


def test_without_a_wall_b_stops_the_clock_alone(opened: MainWindow, page: WorkshopPage) -> None:
    assert not opened.registry["projector-blank"].enabled()
    start(page, "framing")
    opened.registry.trigger("projector-blank")
    assert page.clock.schedule().paused
    opened.registry.trigger("projector-blank")
    assert not page.clock.schedule().paused


def test_the_wall_shows_time_and_stage(opened: MainWindow, page: WorkshopPage) -> None:
    hands = Hands(page)
    start(page, "framing")
    item = page.clock.schedule().planned[0].item.id
    page.bridge.run("edit_stage", id=item, label="Welcome")
    opened.registry.trigger("projector")
    projector = opened.wall.projector
    assert projector is not None and projector._title() == "Welcome"
    hands.go_on(5)
    assert projector._time is not None and projector._time[0] in ("10:00", "9:59", "10:01")
    start(page, "")
    assert projector._time is None


# --- the parking lot


def parked(page: WorkshopPage) -> list[str]:
    return [note.text for note in page.bridge.board.notes.values() if note.kind == "parking-lot"]


def line_of(window: MainWindow) -> ParkingLine:
    line = window.findChild(ParkingLine)
    assert isinstance(line, ParkingLine)
    return line


def test_a_sentence_is_parked_and_the_typing_goes_on(opened: MainWindow, page: WorkshopPage) -> None:
    page.bridge.select((next(iter(page.bridge.board.elements)),))
    field = page.inspector.card_panel._note
    field.setFocus()
    field.setPlainText("half a sen")
    before = len(parked(page))
    opened.registry.trigger("park")
    line = line_of(opened)
    assert line.isVisible() and QApplication.focusWidget() is line.field
    QTest.keyClicks(line.field, "Who pays for it?")
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    assert len(parked(page)) == before + 1 and "Who pays for it?" in parked(page)
    assert QApplication.focusWidget() is field and field.toPlainText() == "half a sen"
    assert not line.isVisible()


def test_esc_parks_nothing(opened: MainWindow, page: WorkshopPage) -> None:
    page.map.view.setFocus()
    before = parked(page)
    opened.registry.trigger("park")
    QTest.keyClicks(line_of(opened).field, "Never mind")
    QTest.keyClick(line_of(opened).field, Qt.Key.Key_Escape)
    assert parked(page) == before and QApplication.focusWidget() is page.map.view
    opened.registry.trigger("park")
    assert line_of(opened).field.text() == ""
    QTest.keyClick(line_of(opened).field, Qt.Key.Key_Return)
    assert parked(page) == before and not line_of(opened).isVisible()


def test_the_line_goes_away_with_its_session(opened: MainWindow, qtbot: QtBot) -> None:
    opened.registry.trigger("park")
    line = line_of(opened)
    QTest.keyClicks(line.field, "Who pays")
    opened.go_home()
    qtbot.waitUntil(lambda: not line.isVisible())
    assert line.field.text() == ""


def test_the_line_goes_back_to_the_page_that_is_there(opened: MainWindow, qtbot: QtBot) -> None:
    opened.registry.trigger("park")
    before = opened.page().map.view
    make_anew(opened)
    qtbot.waitUntil(lambda: not isValid(before))
    line_of(opened).field.setFocus()
    QTest.keyClick(line_of(opened).field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is opened.page().map.view


def test_a_label_that_is_typed_on_the_map_stays_open(opened: MainWindow, page: WorkshopPage) -> None:
    view = page.map.view
    view.editing.open(view.map_scene.cards[view.walk.order[0]])
    field = QApplication.focusWidget()
    opened.registry.trigger("park")
    QTest.keyClicks(line_of(opened).field, "Street lights")
    QTest.keyClick(line_of(opened).field, Qt.Key.Key_Return)
    assert view.editing.is_open and QApplication.focusWidget() is field
    view.editing.close(keep=False)


def test_parking_is_possible_during_a_vote(opened: MainWindow, page: WorkshopPage, qtbot: QtBot) -> None:
    start(page, "agree")
    opened.registry.trigger("park")
    QTest.keyClicks(line_of(opened).field, "School buses")
    QTest.keyClick(line_of(opened).field, Qt.Key.Key_Return)
    assert "School buses" in parked(page)


def test_the_word_on_the_button_says_what_comes(page: WorkshopPage) -> None:
    assert next_words(page.clock.schedule()) == ("Start", "Start “What it is about”")
    start(page, "framing")
    assert next_words(page.clock.schedule()) == ("Next stage", "Next stage: Who is affected")
    start(page, "close")
    assert next_words(page.clock.schedule())[0] == "End the stage"


def test_the_details_forbid_what_the_stage_forbids(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "agree")
    page.show_view("map")
    page.bridge.select(list(page.bridge.board.elements)[:2])
    many = page.inspector.many_panel
    merge = next(b for b in many.findChildren(QPushButton) if b.text() == "Make one card")
    assert not merge.isEnabled() and "Cards are locked" in merge.toolTip()
    page.bridge.select([next(iter(page.bridge.board.links))])
    turn = next(b for b in page.inspector.record_panel.findChildren(QPushButton) if b.text() == "Turn round")
    assert not turn.isEnabled() and "Links are locked" in turn.toolTip()
    start(page, "risks")
    page.bridge.select(list(page.bridge.board.elements)[:2])
    assert merge.isEnabled()
