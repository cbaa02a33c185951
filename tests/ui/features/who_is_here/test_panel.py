"""The panel “Who is here”: people, what they do, what just happened, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from stworkshop.model.changes import adding, joined, removing, updating
from stworkshop.model.records import AgendaItem, Element
from stworkshop.session.session import Session
from tests.ui.presence.rooms import FakeRoom
from tests.ui.sessions import from_elsewhere
from ui.features.who_is_here.panel import WhoPanel
from ui.presence.outage import LOST_AFTER, Outage
from ui.presence.presence_text import ago, long_time, short_time
from ui.presence.recent_changes import MOST, Happenings
from ui.session.bridge import Bridge


@pytest.fixture
def room(bridge: Bridge) -> FakeRoom:
    """A room that this laptop keeps."""
    made = FakeRoom()
    bridge.enter(made)
    return made


@pytest.fixture
def panel(bridge: Bridge, room: FakeRoom, qtbot: QtBot) -> Iterator[WhoPanel]:
    made = WhoPanel(bridge)
    qtbot.addWidget(made)
    made.resize(made.width(), 700)
    made.show()
    made.activateWindow()
    yield made


def lines(panel: WhoPanel) -> dict[str, str]:
    panel._watch.catch_up()
    return {line.person.name: line.doing for line in panel.people.people.lines}


def cards(bridge: Bridge) -> list[Element]:
    return list(bridge.board.elements.values())


def test_everybody_stands_in_the_list_with_what_she_does(panel: WhoPanel, room: FakeRoom, bridge: Bridge) -> None:
    first, second = cards(bridge)[:2]
    clients = {name: room.come(name) for name in ("Hill", "River", "Wall", "Quay", "Mill")}
    room.does(clients["Hill"], doing="typing", on=first.id, selection=(first.id,))
    room.does(clients["River"], selection=(first.id, second.id))
    room.does(clients["Wall"], follows=room.client)
    room.does(clients["Quay"], selection=(second.id,))
    room.does(clients["Mill"], page="list")
    found = lines(panel)
    assert list(found) == ["Facilitator’s laptop", "Hill", "River", "Wall", "Quay", "Mill"]
    assert found["Facilitator’s laptop"] == "You, host"
    assert found["Hill"] == f"typing in {first.code} {first.label}".replace("  ", " ")
    assert found["River"] == "2 cards chosen"
    assert found["Wall"] == "follows you"
    assert found["Quay"].startswith("looking at ")
    assert found["Mill"] == "looking at “List”"


def test_what_is_not_on_the_map_any_more_is_not_said_to_be_looked_at(panel: WhoPanel, room: FakeRoom) -> None:
    client = room.come("Hill")
    room.does(client, selection=("gone",), doing="dragging", on="gone")
    assert lines(panel)["Hill"] == "moving a card"


def test_who_dropped_out_stays_and_the_box_says_what_is_safe(panel: WhoPanel, room: FakeRoom) -> None:
    client = room.come("Roll On Merravale")
    room.drop(client, 43)
    assert lines(panel)["Roll On Merravale"] == "away 40 s, comes back by itself"
    assert panel.away.isVisible()
    said = panel.away.accessibleName()
    assert "Roll On Merravale dropped out 40 seconds ago." in said
    assert "Nothing is lost" in said


def test_the_box_goes_when_it_is_old_news(panel: WhoPanel, room: FakeRoom) -> None:
    room.drop(room.come("Hill"), 3000)
    assert "away 50 min" in lines(panel)["Hill"]
    assert not panel.away.isVisible()


def test_lines_are_not_made_anew_while_people_do_things(panel: WhoPanel, room: FakeRoom, bridge: Bridge) -> None:
    clients = [room.come(f"Laptop {n}") for n in range(4)]
    lines(panel)
    model = panel.people.people
    kept = QPersistentModelIndex(model.index(3))
    panel.people.setCurrentIndex(model.index(3))
    room.does(clients[0], selection=(cards(bridge)[0].id,))
    room.come("Late")
    room.go(clients[1])
    assert list(lines(panel)) == ["Facilitator’s laptop", "Laptop 0", "Laptop 2", "Laptop 3", "Late"]
    assert kept.row() == 2
    assert panel.people.currentIndex().row() == 2


def test_what_people_do_is_looked_at_a_few_times_a_second(panel: WhoPanel, room: FakeRoom) -> None:
    client = room.come("Hill")
    lines(panel)
    told: list[object] = []
    panel._watch.changed.connect(lambda: told.append(None))
    for at in range(50):
        room.does(client, cursor=(float(at), 0.0))
    assert told == []
    panel._watch.catch_up()
    assert len(told) == 1


def test_the_list_is_a_list_for_those_who_listen(panel: WhoPanel, room: FakeRoom) -> None:
    room.come("Table Hill", "contributor")
    lines(panel)
    spoken = panel.people.people.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Table Hill, Contributor, here"
    assert panel.people.accessibleName() == "People in the room"


def test_enter_follows_somebody_and_no_longer(panel: WhoPanel, room: FakeRoom) -> None:
    client = room.come("Hill")
    lines(panel)
    panel.people.setFocus()
    panel.people.setCurrentIndex(panel.people.people.index(1))
    QTest.keyClick(panel.people, Qt.Key.Key_Return)
    assert room.own.follows == client
    assert "you follow them" in panel.people.people.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(panel.people, Qt.Key.Key_Return)
    assert room.own.follows == 0


def test_nobody_follows_herself_or_somebody_who_is_away(panel: WhoPanel, room: FakeRoom) -> None:
    client = room.come("Hill")
    room.drop(client)
    lines(panel)
    for row in (0, 1):
        panel.people.taken.emit(panel.people.people.index(row))
    assert room.own.follows == 0


def test_the_arrow_is_worked_by_the_mouse_and_the_words_are_not(panel: WhoPanel, room: FakeRoom) -> None:
    from ui.presence.people import arrow_of

    client = room.come("Hill")
    lines(panel)
    rect = panel.people.visualRect(panel.people.people.index(1))
    QTest.mouseClick(panel.people.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert room.own.follows == 0
    at = arrow_of(rect, Qt.LayoutDirection.LeftToRight).center()
    QTest.mouseClick(panel.people.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert room.own.follows == client


def menu_of(panel: WhoPanel, client: int) -> QMenu:
    menu = panel.menu_for(client)
    assert menu is not None
    return menu


def test_the_host_gives_roles_and_shows_people_out(panel: WhoPanel, room: FakeRoom) -> None:
    client = room.come("Hill", "contributor")
    menu = menu_of(panel, client)
    entries = {action.text(): action for action in menu.actions()}
    assert entries["Contributor: adds cards, changes own ones"].isChecked()
    entries["Editor: adds, moves and links everything"].trigger()
    entries["Remove from the room"].trigger()
    assert room.said_roles == [("g-2", "editor")]
    assert room.removed == ["g-2"]


def test_another_program_is_editor_or_viewer(panel: WhoPanel, room: FakeRoom) -> None:
    menu = menu_of(panel, room.come("A guest", "editor", stock=True))
    roles = [action.text().partition(":")[0] for action in menu.actions() if action.isCheckable()]
    assert roles == ["Editor", "Viewer"]


def test_a_guest_has_no_say_over_others(bridge: Bridge, qtbot: QtBot) -> None:
    room = FakeRoom(hosting=False, name="Table Marsh")
    bridge.enter(room)
    panel = WhoPanel(bridge)
    qtbot.addWidget(panel)
    room.come("Facilitator’s laptop", "facilitator", host=True)
    client = room.come("Hill")
    menu = menu_of(panel, client)
    assert [action.text() for action in menu.actions()] == ["Follow Hill"]
    lines(panel)
    assert "You are in the room of Facilitator’s laptop" in panel.box.accessibleName()
    assert panel.box.code.isHidden()


def test_the_room_is_shown_with_its_code_at_the_host_only(panel: WhoPanel, room: FakeRoom, qtbot: QtBot) -> None:
    assert panel.box.accessibleName() == "Room 482 915 is open. only on this network, secured"
    with qtbot.waitSignal(panel.wants_code):
        panel.box.code.click()


def test_everyone_is_called_where_somebody_is_there(panel: WhoPanel, room: FakeRoom) -> None:
    assert not panel.call.isEnabled()
    room.come("Hill")
    lines(panel)
    panel.call.click()
    assert room.calls == 1


def test_a_viewer_calls_nobody(bridge: Bridge, qtbot: QtBot) -> None:
    room = FakeRoom(hosting=False, role="viewer")
    bridge.enter(room)
    panel = WhoPanel(bridge)
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.call.isVisible()


# --- what just happened


def test_what_others_do_is_told_newest_first(panel: WhoPanel, room: FakeRoom, bridge: Bridge) -> None:
    hill, river = room.come("Table Hill"), room.come("Table River")
    card = cards(bridge)[0]
    room.change(hill, adding([Element(id="new", kind="risk", label="Dark stops")]), 70)
    room.change(river, updating(card, {"label": "Other words"}))
    model = panel.news.news
    words = [model.index(row).data() for row in range(model.rowCount())]
    assert words == [f"Table River changed “{card.label}” to “Other words”", "Table Hill added “Dark stops”"]
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", 1 min")


def test_a_line_shows_its_cards_on_the_map(panel: WhoPanel, room: FakeRoom, bridge: Bridge, qtbot: QtBot) -> None:
    card = cards(bridge)[0]
    room.change(room.come("Hill"), updating(card, {"label": "Other words"}))
    with qtbot.waitSignal(panel.wants_map) as asked:
        panel.news.taken.emit(panel.news.news.index(0))
    assert asked.args == [(card.id,)]


def test_a_line_about_a_card_that_is_gone_says_so(panel: WhoPanel, room: FakeRoom, bridge: Bridge) -> None:
    said: list[str] = []
    bridge.said.connect(lambda words, _offer: said.append(words))
    room.change(room.come("Hill"), adding([Element(id="never", kind="risk", label="x")]))
    panel.news.taken.emit(panel.news.news.index(0))
    assert said == ["This is not on the map any more."]


def test_a_drag_is_one_thing_that_happened(panel: WhoPanel, room: FakeRoom, bridge: Bridge) -> None:
    hill, river = room.come("Hill"), room.come("River")
    first, second, third = cards(bridge)[:3]
    for card in (first, second, third):
        room.change(hill, updating(card, {"pos": (9000.0, 1.0)}))
    room.change(river, updating(first, {"pos": (7000.0, 1.0)}))
    words = [entry.words for entry in Happenings.of(room, bridge).entries]
    assert words == [f"River moved “{first.label}”", "Hill moved 3 cards"]


def test_only_the_last_things_are_kept(panel: WhoPanel, room: FakeRoom, bridge: Bridge) -> None:
    hill = room.come("Hill")
    for number in range(MOST + 5):
        room.change(hill, adding([Element(id=f"n{number}", kind="risk", label=f"Card {number}")]))
    assert panel.news.news.rowCount() == MOST
    assert panel.news.news.index(0).data() == f"Hill added “Card {MOST + 4}”"


def test_own_stages_are_told_and_own_cards_are_not(
    panel: WhoPanel, room: FakeRoom, bridge: Bridge, session: Session
) -> None:
    item = AgendaItem(id="st", stage="risks", label="What could go wrong")
    bridge.run("add_element", kind="risk", label="Own")
    session.do("Start", joined([adding([item]), updating(bridge.board.session, {"stage": "risks"})]))
    from_elsewhere(session, removing([cards(bridge)[0]]))
    words = [entry.words for entry in Happenings.of(room, bridge).entries]
    assert words == ["Facilitator’s laptop opened “What could go wrong”"]


def test_news_stay_where_the_window_is_made_anew(bridge: Bridge, panel: WhoPanel, room: FakeRoom, qtbot: QtBot) -> None:
    room.change(room.come("Hill"), adding([Element(id="n", kind="risk", label="Dark")]))
    again = WhoPanel(bridge)
    qtbot.addWidget(again)
    again.show()
    assert again.news.news.rowCount() == 1


def test_another_room_begins_with_nothing(panel: WhoPanel, room: FakeRoom, bridge: Bridge) -> None:
    room.change(room.come("Hill"), adding([Element(id="n", kind="risk", label="Dark")]))
    bridge.enter(FakeRoom())
    assert panel.news.news.rowCount() == 0
    assert list(lines(panel)) == ["Facilitator’s laptop"]
    bridge.enter(None)
    assert panel.people.people.rowCount() == 0


# --- cut off


def test_a_guest_that_is_cut_off_is_told_since_when(bridge: Bridge, qtbot: QtBot) -> None:
    room = FakeRoom(hosting=False)
    bridge.enter(room)
    panel = WhoPanel(bridge)
    qtbot.addWidget(panel)
    outage = Outage.of(room)
    room.become("away")
    assert outage.since is not None
    outage.since -= 125
    room.become("connecting")
    room.become("away")
    panel.refresh()
    assert "You have been away for 2 minutes" in panel.box.accessibleName()
    room.become("here")
    assert outage.seconds == 0.0


def test_a_new_host_is_proposed_that_all_guests_agree_on() -> None:
    proposed = []
    for me in ("Hill", "River"):
        room = FakeRoom(hosting=False, name=me, role="editor")
        outage = Outage.of(room)
        room.come("Facilitator’s laptop", "facilitator", host=True)
        for name, role in (("Hill", "editor"), ("River", "editor"), ("Wall", "viewer")):
            if name != me:
                client = room.come(name, role)
                room._others[client] = replace(room._others[client], client={"Hill": 1, "River": 5, "Wall": 0}[name])
                room.people_changed.emit()
        outage.seen = tuple(replace(p, client={"Hill": 1, "River": 5}.get(p.name, p.client)) for p in outage.seen)
        proposed.append(outage.successor.name if outage.successor else "")
        room.deleteLater()
    assert proposed == ["Hill", "Hill"]


def test_a_host_is_missed_after_a_while_only() -> None:
    room = FakeRoom(hosting=False)
    outage = Outage.of(room)
    room.become("away")
    assert not outage.host_is_lost
    assert outage.since is not None
    outage.since -= LOST_AFTER
    assert outage.host_is_lost
    room.become("out", "The room is closed.")
    assert not outage.host_is_lost
    room.deleteLater()


@pytest.mark.parametrize(
    ("seconds", "short", "long", "past"),
    [
        (3, "a moment", "a moment", "now"),
        (47, "40 s", "40 seconds", "now"),
        (65, "1 min", "1 minute", "1 min"),
        (840, "14 min", "14 minutes", "14 min"),
        (7300, "2 h", "2 hours", "2 h"),
    ],
)
def test_times_are_said_in_steps(seconds: float, short: str, long: str, past: str) -> None:
    assert (short_time(seconds), long_time(seconds), ago(seconds)) == (short, long, past)


def test_thirty_people_scroll_and_the_keyboard_takes_the_page_along(panel: WhoPanel, room: FakeRoom) -> None:
    for number in range(29):
        room.come(f"Laptop {number}")
    lines(panel)
    for _until_laid_out in range(3):
        QApplication.processEvents()
    assert panel.people.people.rowCount() == 30
    panel.people.setFocus()
    assert panel.people.hasFocus()
    panel.people.setCurrentIndex(panel.people.people.index(29))
    QApplication.processEvents()
    last = panel.people.visualRect(panel.people.people.index(29)).center()
    assert panel._area.viewport().rect().contains(panel.people.mapTo(panel._area.viewport(), last))


def test_growth_is_told_and_more_is_allowed_where_edits_wait(panel: WhoPanel, room: FakeRoom) -> None:
    assert not panel.growth.isVisible()
    room.grow("Guests have made this session about 16 MB larger.", full=False)
    assert panel.growth.isVisible() and not panel.growth.allow.isVisible()
    room.grow("Guests have made this session about 32 MB larger.", full=True)
    panel.growth.allow.click()
    assert not room.full and not panel.growth.isVisible()


def test_who_asks_to_be_let_in_stands_in_a_quiet_row_with_the_words(panel: WhoPanel, room: FakeRoom) -> None:
    assert not panel.callers.isVisible()
    caller = room.call("<b>Hill</b>", "owl", "river", "table")
    assert panel.callers.isVisible() and QApplication.activePopupWidget() is None
    assert QApplication.activeModalWidget() is None
    (row,) = panel.callers.rows.values()
    assert row.words.text() == "owl · river · table" and "<b>Hill</b>" in row.accessibleName()
    assert row.role.role == room.role_of_new and row.let_in.isEnabled()
    row.role.setCurrentIndex(row.role.findData("viewer"))
    row.let_in.click()
    assert caller.role == "viewer" and not row.let_in.isEnabled() and row.away.isEnabled()
    caller.agreed = True
    room.callers_changed.emit()
    assert panel.callers.rows == {"g-<b>Hill</b>": row}, "a row that stays is not made anew"
    room.call("River", "apple", "apron", "arrow")
    row.away.click()
    assert list(panel.callers.rows) == ["g-River"]
    room.turn_away("g-River")
    assert not panel.callers.isVisible()
