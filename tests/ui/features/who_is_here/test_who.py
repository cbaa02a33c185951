"""Who is here in the window: chip, place of the panel, the line while away, what is said and announced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QPushButton, QWidget

from stworkshop.model.changes import updating
from tests.ui.on_screen import part
from tests.ui.presence.rooms import FakeRoom
from ui.kit.confirm_dialog import Confirm
from ui.presence.outage import LOST_AFTER, Outage
from ui.presence.presence_chip import laptops
from ui.shell.main_window import MainWindow
from ui.shell.workshop_page import WorkshopPage


@pytest.fixture
def page(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> WorkshopPage:
    monkeypatch.setattr(Confirm, "ask", lambda *_words: True)  # closing a window with guests asks
    return opened.page()


@pytest.fixture
def room(page: WorkshopPage) -> FakeRoom:
    """The room that this window keeps."""
    made = FakeRoom()
    page.bridge.enter(made)
    return made


@pytest.fixture
def visit(page: WorkshopPage) -> FakeRoom:
    """The room of another laptop, with one more guest."""
    made = FakeRoom(hosting=False, role="editor", name="Table Marsh")
    made.come("Facilitator’s laptop", "facilitator", host=True)
    made.come("Table Hill")
    page.bridge.enter(made)
    return made


def catch_up(page: WorkshopPage) -> None:
    page.app_bar.here._watch.catch_up()
    page.who.panel._watch.catch_up()
    QApplication.processEvents()


def test_without_a_room_there_is_no_chip_and_no_panel(page: WorkshopPage, opened: MainWindow) -> None:
    assert not page.app_bar.here.isVisible()
    assert not page.who.is_open
    opened.registry.trigger("who-is-here")
    assert page.toast.message == "No room is open."
    assert "on this laptop" in page.app_bar.saved.accessibleName()


def test_the_chip_shows_that_somebody_waits_to_be_let_in(page: WorkshopPage, room: FakeRoom) -> None:
    here = page.app_bar.here
    room.call("Ana", "apple", "river", "stone")
    assert here.chip.text() == "1 here · 1 asks"
    assert here.chip.accessibleName().startswith("1 asks to be let in")
    QApplication.processEvents()
    assert here.chip.width() >= here.chip.sizeHint().width(), "all of it can be read"
    assert not page.who.panel.isVisible() and QApplication.activePopupWidget() is None
    room.call("Bo", "cloud", "fern", "glass")
    here.fold(0, True)
    assert here.chip.text() == "1 · ?" and here.chip.accessibleName().startswith("2 ask to be let in")
    room.let_in("g-Ana", "viewer")
    room.turn_away("g-Bo")
    assert here.chip.text() == "1" and "let in" not in here.chip.accessibleName()


def test_the_chip_counts_and_opens_the_panel_in_the_place_of_the_details(page: WorkshopPage, room: FakeRoom) -> None:
    for name in ("Hill", "River"):
        room.come(name)
    catch_up(page)
    chip = page.app_bar.here.chip
    assert chip.text() == "3 here"
    assert page.inspector.isVisible()
    chip.click()
    assert page.who.panel.isVisible()
    assert not page.inspector.isVisible()
    assert chip.isChecked()
    assert page.who.panel.people.hasFocus()
    chip.click()
    assert page.inspector.isVisible()
    assert not page.who.panel.isVisible()
    assert not chip.isChecked()


def test_the_panel_has_a_key_and_gives_way_to_the_details(page: WorkshopPage, room: FakeRoom) -> None:
    QTest.keyClick(page, Qt.Key.Key_F7)
    assert page.who.panel.isVisible()
    page.panels.toggle_details()
    assert page.inspector.isVisible()
    assert not page.who.panel.isVisible()


def test_it_is_a_region_and_stands_beside_every_view(page: WorkshopPage, room: FakeRoom) -> None:
    page.who.open(True)
    page.show_view("list")
    assert page.who.panel.isVisible()
    assert page.who.panel in page.regions._regions
    page.show_view("map")
    assert page.who.panel.isVisible()


def test_in_a_small_window_it_floats_and_esc_closes_it(page: WorkshopPage, opened: MainWindow, room: FakeRoom) -> None:
    opened.resize(1090, 600)
    QApplication.processEvents()
    page.who.open(True)
    assert page.who.panel.property("part") == "overlay"
    assert page.who.panel.isVisible()
    assert page.app_bar.here.chip.text() == "1"
    QTest.keyClick(page.who.panel.people, Qt.Key.Key_Escape)
    assert not page.who.panel.isVisible()


def test_the_room_view_hides_it(page: WorkshopPage, opened: MainWindow, room: FakeRoom) -> None:
    page.who.open(True)
    page.toggle_room()
    assert not page.who.panel.isVisible()
    opened.registry.trigger("who-is-here")
    assert not page.who.panel.isVisible()
    page.toggle_room()
    assert page.who.panel.isVisible()


def test_leaving_the_room_gives_the_details_back(page: WorkshopPage, room: FakeRoom) -> None:
    page.who.open(True)
    page.bridge.enter(None)
    assert not page.who.panel.isVisible()
    assert page.inspector.isVisible()
    assert not page.app_bar.here.isVisible()


def test_marks_overlap_and_the_rest_is_counted(page: WorkshopPage, opened: MainWindow, room: FakeRoom) -> None:
    opened.resize(1700, 900)
    for number in range(17):
        room.come(f"Laptop {number}")
    catch_up(page)
    assert page.app_bar.here.marks.more == 12
    opened.resize(1190, 900)
    QApplication.processEvents()
    assert not page.app_bar.here.marks.isVisible()


def test_saved_counts_the_laptops_of_this_program_that_are_connected(page: WorkshopPage, room: FakeRoom) -> None:
    room.come("Hill")
    room.come("River")
    room.come("A browser", stock=True)
    room.drop(room.come("Quay"))
    page.app_bar.saved.refresh()
    assert laptops(room) == 3
    assert page.app_bar.saved.accessibleName() == "Saved on 3 laptops"


def test_who_opens_a_room_is_told_and_offered_the_panel(page: WorkshopPage, room: FakeRoom) -> None:
    assert page.toast.message == "The room is open. Others on this network join with its code."
    part(page.toast, QPushButton).click()
    assert page.who.panel.isVisible()


def test_what_the_room_says_and_another_role_are_short_messages(page: WorkshopPage, visit: FakeRoom) -> None:
    visit.said.emit("“Add card” was not taken.")
    assert page.toast.message == "“Add card” was not taken."
    visit.role = "viewer"
    visit.become("here")
    assert page.toast.message == "You are here as Viewer now: looks and follows."


# --- cut off


@pytest.fixture
def lost(page: WorkshopPage, visit: FakeRoom) -> Iterator[FakeRoom]:
    """A visit that has been cut off for long."""
    visit.become("away")
    outage = Outage.of(visit)
    assert outage.since is not None
    outage.since -= LOST_AFTER + 26
    page.who.line.refresh()
    yield visit


def test_a_laptop_that_is_cut_off_says_what_is_safe(page: WorkshopPage, visit: FakeRoom) -> None:
    assert not page.who.line.isVisible()
    visit.become("away")
    line = page.who.line
    assert line.isVisible()
    assert "everything is kept here" in line.accessibleName()
    assert line.now.isVisible()
    assert not line.host.isVisible()
    line.now.click()
    assert visit.tries == 1
    assert page.app_bar.here.chip.text() == "Away"
    assert "on this laptop" in page.app_bar.saved.accessibleName()
    visit.become("here")
    assert not line.isVisible()


def test_a_guest_goes_on_as_host_where_the_host_is_lost(page: WorkshopPage, lost: FakeRoom) -> None:
    line, wanted = page.who.line, []
    line.wants_host.connect(lambda: wanted.append("host"))
    assert line.host.isVisible() and line.again.isVisible()
    assert "40 seconds" in line.accessibleName()
    assert "can go on as host" in line.accessibleName()
    line.host.click()
    assert wanted == ["host"]


def test_a_visit_that_ended_says_why_and_has_two_ways_on(page: WorkshopPage, visit: FakeRoom) -> None:
    visit.become("out", "The host closed the room.")
    line = page.who.line
    assert line.accessibleName().startswith("The host closed the room. What was shared")
    assert line.again.isVisible()
    assert line.alone.isVisible()
    assert not line.now.isVisible()
    page.bridge.enter(None)
    assert not line.isVisible()


def test_a_host_is_never_cut_off_from_its_own_room(page: WorkshopPage, room: FakeRoom) -> None:
    room.drop(room.come("Hill"))
    room.become("out")
    assert not page.who.line.isVisible()


# --- undo


def test_whose_step_undo_takes_back_is_said_once(page: WorkshopPage, room: FakeRoom) -> None:
    room.come("Table Hill")
    words = "Undo takes back your own last step. It never undoes what Table Hill did."
    for _again in range(2):
        page.bridge.run("add_element", kind="risk", label="Dark stops")
    assert words in page.app_bar._undo.toolTip()
    page.bridge.undo()
    QApplication.processEvents()
    assert page.toast.message == words
    page.toast.withdraw()
    page.bridge.undo()
    QApplication.processEvents()
    assert page.toast.message == ""


def test_alone_undo_says_nothing(page: WorkshopPage, room: FakeRoom) -> None:
    page.toast.withdraw()
    page.bridge.run("add_element", kind="risk", label="Dark stops")
    page.bridge.undo()
    QApplication.processEvents()
    assert page.toast.message == ""
    assert "your own" not in page.app_bar._undo.toolTip()


# --- announcements


def test_what_others_do_is_summed_up_and_told_at_most_every_few_seconds(page: WorkshopPage, room: FakeRoom) -> None:
    said: list[str] = []
    page.who.announcer.said.connect(said.append)
    hill, river = room.come("Table Hill"), room.come("Table River")
    assert said == ["Table Hill is here."]
    card = next(iter(page.bridge.board.elements.values()))
    for number in range(3):
        room.change(river, updating(card, {"label": f"Words {number}"}))
    room.change(hill, updating(card, {"note": "n"}))
    room.drop(hill)
    assert len(said) == 1
    page.who.announcer.tell()
    assert said[1] == (
        "Table River is here. Table Hill is not here any more. Table River: 3 changes. Table Hill: 1 change."
    )
    page.who.announcer.tell()
    assert len(said) == 2


def test_nothing_of_one_room_is_told_in_the_next(page: WorkshopPage, room: FakeRoom) -> None:
    said: list[str] = []
    room.come("Hill")
    page.who.announcer.said.connect(said.append)
    room.come("River")
    page.bridge.enter(None)
    page.who.announcer.tell()
    assert said == []


# --- what is the facilitator's alone


def test_a_guest_reads_the_stage_and_does_not_change_it(
    page: WorkshopPage, opened: MainWindow, visit: FakeRoom
) -> None:
    why = "Only the facilitator changes the stage."
    bar = page.stage_bar
    assert not bar.next_button.isEnabled()
    assert bar.next_button.toolTip() == why
    opened.registry.trigger("stage-next")
    assert page.toast.message == why
    opened.registry.trigger("stage-agenda")
    assert page.toast.message == why
    opened.registry.trigger("ask-room")
    assert page.toast.message == "Only the facilitator does this."
    visit.role = "facilitator"
    visit.become("here")
    assert bar.next_button.isEnabled()
    assert bar.next_button.toolTip() != why


def test_the_host_keeps_the_stage(page: WorkshopPage, room: FakeRoom) -> None:
    assert page.stage_bar.next_button.isEnabled()
    assert "Only you change the stage." in page.who.panel.roles._words.text()


def test_a_stage_that_begins_takes_no_guest_out_of_what_she_does(
    page: WorkshopPage, opened: MainWindow, visit: FakeRoom
) -> None:
    page.show_view("list")
    page.preferences.guide_open = False
    first = page.clock.schedule().planned[0]
    page.bridge.run("start_stage", item=first.item.id)
    QApplication.processEvents()
    assert page.view == "list"
    assert not page.guide.isVisible()
    assert page.toast.message == f"“{first.label}” has begun."
    part(page.toast, QPushButton).click()
    assert page.view != "list"


def test_every_control_of_panel_and_line_has_a_name(page: WorkshopPage, lost: FakeRoom) -> None:
    page.who.open(True)
    parts = [page.who.panel, page.who.line, page.app_bar.here]
    controls: list[QWidget] = [
        made for part in parts for made in part.findChildren(QAbstractButton) if made.isVisible()
    ]
    controls += [made for made in page.who.panel.findChildren(QAbstractItemView) if made.isVisible()]
    assert len(controls) >= 4
    assert all(made.accessibleName() for made in controls)


def test_what_happened_is_shown_on_the_map_from_any_view(page: WorkshopPage, room: FakeRoom) -> None:
    card = next(iter(page.bridge.board.elements.values()))
    page.who.open(True)
    room.change(room.come("Table Hill"), updating(card, {"label": "Other words"}))
    page.show_view("list")
    panel = page.who.panel
    panel.news.taken.emit(panel.news.news.index(0))
    assert page.view == "map"
    assert page.bridge.selection == (card.id,)
    assert panel.isVisible()


def test_a_card_that_the_host_would_not_have_elsewhere_glides_back(page: WorkshopPage, visit: FakeRoom) -> None:
    view = page.map.view
    card = next(card for card in page.bridge.board.elements.values() if card.pos is not None)
    assert card.pos is not None
    refused = updating(card, {"pos": (card.pos[0] + 40, card.pos[1] - 25)})
    visit.taken_back.emit(refused)
    assert view.lit._emphasis.moving == {card.id} and view.lifted.offset == QPointF(40, -25)
    view.lit._is_home()
    assert not view.lit._emphasis.moving
    visit.taken_back.emit(updating(card, {"label": "Another word"}))
    assert not view.lit._emphasis.moving


def test_a_laptop_that_shows_itself_under_its_number_has_not_gone(
    page: WorkshopPage, room: FakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(page.who.announcer, "note", told.append)
    client = room.come("Ana")
    before = room._others.pop(client)
    room._others[client + 70] = replace(before, client=client + 70)
    room.people_changed.emit()
    assert told == ["Ana is here."]
    room.go(client + 70)
    assert told == ["Ana is here.", "Ana is not here any more."]


def test_a_guest_hears_nothing_of_one_that_starts_again_after_a_refusal(
    page: WorkshopPage, visit: FakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(page.who.announcer, "note", told.append)
    before = next(person for person in visit._others.values() if person.name == "Table Hill")
    del visit._others[before.client]
    visit._others[before.client + 70] = replace(before, client=before.client + 70)
    visit.people_changed.emit()
    assert told == []
