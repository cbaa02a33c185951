"""Work together: before the room is open, while it is open, and what the desk asks before it is closed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from stworkshop.errors import KnownError
from stworkshop.model.changes import updating
from tests.ui.on_screen import label, projector, read
from tests.ui.presence.rooms import FakeRoom
from tests.ui.test_accessible_tree import faults
from ui.features.together import host_dialog
from ui.features.together.host_dialog import HostDialog, OpenDialog
from ui.features.together.room_code import LargeCode
from ui.kit.confirm_dialog import Confirm
from ui.lan import hosting
from ui.shell.main_window import MainWindow
from ui.shell.starting import Starting


class HostRoom(FakeRoom):
    """A room that this laptop keeps, without a network."""

    made: ClassVar[list[dict[str, Any]]] = []
    refuses = ""

    def __init__(self, session: object = None, **settings: Any) -> None:
        super().__init__(hosting=True)
        if self.refuses:
            raise KnownError(self.refuses)
        HostRoom.made.append(settings)
        self.code = settings.get("code") or "482915"
        self.url = "wss://192.168.8.20:8420/s-1"
        self.fingerprint = "9f" * 32
        self.role_of_new = settings.get("role", "contributor")
        self.wrong_codes = 0
        self.host = SimpleNamespace(stock=settings.get("stock", False))

    @property
    def invitation(self) -> str:
        return f"{self.url}#{self.fingerprint}"

    def change_code(self) -> None:
        self.code = "111222"
        self.status_changed.emit()

    def show_at(self, address: str) -> None:
        self.url = f"wss://{address}:8420/s-1"
        self.status_changed.emit()


@pytest.fixture
def host(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window with a session, whose rooms need no network."""
    HostRoom.made, HostRoom.refuses = [], ""
    monkeypatch.setattr(hosting, "Hosting", HostRoom)
    monkeypatch.setattr(Confirm, "ask", lambda *_words: True)  # the window is closed with guests in its room
    monkeypatch.setattr(host_dialog, "local_addresses", lambda: {"192.168.8.20": "wlan0", "10.0.0.7": "eth0"})
    return opened


@pytest.fixture
def room(host: MainWindow) -> HostRoom:
    made = host.together.open_room()
    assert isinstance(made, HostRoom)
    return made


def shown(kind: type) -> Any:
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert found, kind
    return found[-1]


def open_dialog(window: MainWindow) -> HostDialog:
    window.registry.trigger("work-together")
    dialog = shown(HostDialog)
    assert isinstance(dialog, HostDialog)
    return dialog


def test_nothing_is_open_before_it_is_asked_for(host: MainWindow) -> None:
    host.registry.trigger("work-together")
    dialog = shown(OpenDialog)
    assert HostRoom.made == [] and host.together.room is None
    assert faults(dialog, "open") == [] and not dialog.stock.isChecked()
    dialog.name.setText(" Plenary ")
    dialog.role.setCurrentIndex(dialog.role.findData("viewer"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    asked = HostRoom.made[0]
    assert asked["name"] == "Plenary" and asked["role"] == "viewer" and not asked["stock"] and asked["port"] == 8420
    assert host.preferences.shown_name == "Plenary" and host.together.role_of_new == "viewer"
    assert shown(HostDialog).code.number.text() == "482 915"


def test_what_the_network_does_not_allow_is_told_and_the_dialog_stays(
    host: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(MainWindow, "tell", lambda _window, error: told.append(error.what))
    HostRoom.refuses = "The room cannot be opened on the network."
    host.registry.trigger("work-together")
    dialog = shown(OpenDialog)
    dialog.open_button.click()
    assert told == [HostRoom.refuses] and dialog.isVisible() and host.together.room is None
    dialog.reject()


def test_another_port_is_taken_where_the_usual_one_is_not_free(
    host: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Taken(HostRoom):
        def __init__(self, session: object = None, **settings: Any) -> None:
            if settings.get("port"):
                raise KnownError("The address is in use.")
            super().__init__(session, **settings)

    monkeypatch.setattr(hosting, "Hosting", Taken)
    host.together.open_room()
    assert not HostRoom.made[0].get("port")
    with pytest.raises(KnownError):
        host.together.open_room(port=9999)


def test_the_open_room_shows_its_code_its_address_and_its_people(host: MainWindow, room: HostRoom) -> None:
    hill = room.come("Table Hill", "editor")
    gone = room.come("Roll On Merravale", "contributor")
    room.drop(gone, 40)
    dialog = open_dialog(host)
    assert dialog.code.number.text() == "482 915" and dialog.code.number.accessibleName().endswith("4 8 2 9 1 5")
    assert dialog.code.qr.accessibleDescription() == room.invitation
    assert label(dialog, "192.168.8.20 : 8420 · only on this network")
    assert "2" in read(dialog)
    spoken = [dialog.guests.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert spoken[0] == "Facilitator’s laptop, Facilitator, this laptop"
    assert spoken[1] == "Table Hill, Editor, connected"
    assert spoken[2].startswith("Roll On Merravale, Contributor, away 4")
    rows = dialog.guests.rows()
    assert [row.role.isVisible() for row in rows] == [False, True, False]
    rows[1].role.setCurrentIndex(rows[1].role.findData("viewer"))
    rows[1].role.activated.emit(rows[1].role.currentIndex())
    assert room.said_roles == [(rows[1].person.peer, "viewer")] and rows[1].person.client == hill
    assert faults(dialog, "host") == []
    dialog.done_button.click()
    assert not dialog.isVisible() and host.together.room is room


def test_rows_stay_while_others_come_and_keep_the_keyboard(host: MainWindow, room: HostRoom) -> None:
    room.come("Table Hill")
    dialog = open_dialog(host)
    row = dialog.guests.rows()[1]
    row.role.setFocus()
    dialog.guests.setCurrentRow(1)
    river = room.come("Table River")
    assert dialog.guests.rows()[1] is row and dialog.focusWidget() is row.role and dialog.guests.count() == 3
    room.go(river)
    assert dialog.guests.count() == 2 and dialog.guests.rows()[1] is row


def test_removing_asks_nothing_and_says_how_it_is_undone(host: MainWindow, room: HostRoom) -> None:
    room.come("Table Hill")
    dialog = open_dialog(host)
    peer = dialog.guests.rows()[1].person.peer
    dialog.guests.rows()[1].out.click()
    assert room.removed == [peer]
    assert any("can come back" in said for said in read(dialog))


def test_new_guests_get_the_role_that_is_chosen_before_they_come(host: MainWindow, room: HostRoom) -> None:
    dialog = open_dialog(host)
    dialog.new_role.setCurrentIndex(dialog.new_role.findData("editor"))
    dialog.new_role.activated.emit(dialog.new_role.currentIndex())
    assert room.role_of_new == "editor" and host.together.role_of_new == "editor"


def test_wrong_codes_are_counted_with_the_time_of_the_last(host: MainWindow, room: HostRoom) -> None:
    dialog = open_dialog(host)
    assert not any("wrong code" in said for said in read(dialog))
    room.wrong_codes = 1
    room.status_changed.emit()
    when = host.together.last_wrong
    assert when is not None
    assert label(dialog, f"1 wrong code was tried, at {when:%H:%M}. After 5 ")


def test_another_of_several_addresses_can_be_told(host: MainWindow, room: HostRoom) -> None:
    dialog = open_dialog(host)
    assert dialog.addresses.isVisible() and dialog.addresses.currentData() == "192.168.8.20"
    at = dialog.addresses.findData("10.0.0.7")
    dialog.addresses.activated.emit(at)
    assert label(dialog, "10.0.0.7 : 8420")
    assert dialog.code.qr.accessibleDescription().startswith("wss://10.0.0.7:8420/")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == room.invitation


def test_a_new_code_is_shown_also_on_the_wall(host: MainWindow, room: HostRoom) -> None:
    host.wall.toggle(host.page().map.view)
    dialog = open_dialog(host)
    dialog.code.large.click()
    assert host.together.shows_large and dialog.code.large.text() == "Show the map again"
    dialog.code.new.click()
    assert dialog.code.number.text() == "111 222"
    words = projector().instead
    assert words is not None and words.accessibleName() == "111 222"
    dialog.code.large.click()
    assert host.wall.shows_map and dialog.code.large.text() == "Show large"


def test_without_a_wall_the_code_is_shown_over_the_screen(host: MainWindow, room: HostRoom) -> None:
    dialog = open_dialog(host)
    dialog.code.large.click()
    large = shown(LargeCode)
    assert large.accessibleName().endswith("4 8 2 9 1 5") and faults(large, "large") == []
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_closing_a_room_asks_where_somebody_is_in_it(
    host: MainWindow, room: HostRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def ask(_parent: object, question: str, words: str, _do: str, _keep: str) -> bool:
        asked.append(f"{question} {words}")
        return answers.pop(0)

    monkeypatch.setattr(Confirm, "ask", ask)
    room.drop(room.come("Roll On"), 10)
    room.come("Table Hill")
    dialog = open_dialog(host)
    dialog.close_room.click()
    assert not room.left and dialog.isVisible() and "1 other is here: Table Hill." in asked[0]
    dialog.close_room.click()
    assert room.left and not dialog.isVisible() and host.together.room is None and host.has_session()


def test_an_empty_room_is_closed_without_a_question(host: MainWindow, room: HostRoom) -> None:
    open_dialog(host).close_room.click()
    assert room.left and host.together.room is None


def test_a_room_that_ended_by_itself_is_not_shown_and_another_can_be_opened(host: MainWindow, room: HostRoom) -> None:
    dialog = open_dialog(host)
    room.become("out", "The session began anew.")
    assert not dialog.isVisible() and host.together.hosted is None and host.together.may_leave()
    host.registry.trigger("work-together")
    shown(OpenDialog).open_button.click()
    assert host.together.hosted is not None and host.together.hosted is not room


@pytest.mark.parametrize("stays", [True, False])
def test_going_home_with_guests_asks_first(
    host: MainWindow, room: HostRoom, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    monkeypatch.setattr(Confirm, "ask", lambda *_words: not stays)
    room.come("Table Hill")
    host.registry.trigger("home")
    assert host.has_session() is stays and room.left is not stays
    monkeypatch.setattr(Confirm, "ask", lambda *_words: True)


def test_a_guest_just_leaves(host: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Confirm, "ask", lambda *_words: pytest.fail("asked"))
    visit = FakeRoom(hosting=False)
    visit.come("Facilitator’s laptop", "facilitator", host=True)
    host.page().bridge.enter(visit)
    assert "guest in this room" in host.together.why_not_open()
    host.registry.trigger("leave-room")
    assert visit.left and host.together.room is None and host.has_session()
    assert "stays on this laptop" in host.page().toast.message


def test_a_guest_whose_host_is_gone_goes_on_as_host(host: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = FakeRoom(hosting=False, name="Table Hill")
    host.page().bridge.enter(visit)
    assert "still there" in host.together.why_not_host()
    visit.become("away")
    assert host.together.why_not_host() == ""
    host.registry.trigger("become-host")
    assert visit.left and HostRoom.made[0]["name"] == "Table Hill"
    assert host.together.hosted is not None


def test_the_room_stays_with_another_size_of_text(host: MainWindow, room: HostRoom, qtbot: QtBot) -> None:
    host.looks.step_text(1)
    assert host.together.room is room and not room.left
    open_dialog(host).done_button.click()
    host.looks.step_text(-1)


def test_joining_can_be_asked_for_without_a_session(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(window.together), "join", lambda _desk, invitation="": asked.append(invitation))
    window.registry.trigger("join")
    window.home.wants_room.emit()
    assert asked == ["", ""]
    assert not window.registry["work-together"].shown() and window.registry["join"].shown()


def test_the_command_line_opens_the_room_and_prints_where_it_is(
    host: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    host.together.begin(Starting(work_together=True, code="314159", role="editor", name="Plenary", json=True))
    assert HostRoom.made[0]["code"] == "314159" and HostRoom.made[0]["role"] == "editor"
    assert '"code": "314159"' in capsys.readouterr().out


def test_before_a_room_is_opened_it_says_what_laptops_that_join_will_hold(host: MainWindow) -> None:
    bridge = host.page().bridge
    for attribution, warned in (("role", True), ("named", False)):
        # What ballots have promised stays as it is, so a session that began otherwise is looked at.
        bridge.board.apply(updating(bridge.board.session, {"attribution": attribution}))
        dialog = OpenDialog(host, host.together)
        said = " ".join(words.text() for words in dialog.findChildren(QLabel))
        people = len(bridge.board.participants)
        assert "the map, its history and the list of people" in said and "sealed sheets stay on this one" in said
        assert (f"The list names {people} people, though" in said) is warned and people > 1
        dialog.deleteLater()


def test_the_dialog_tells_of_growth_once_with_what_can_be_done(host: MainWindow, room: HostRoom) -> None:
    host.together.show_room()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HostDialog)
    words = "Guests have made this session about 32 MB larger."
    room.grow(words, full=True)
    room.said.emit(words)
    assert dialog.growth.isVisible() and not dialog._said.isVisible()
    dialog.growth.allow.click()
    assert not room.full and not dialog.growth.isVisible()
    dialog.accept()


def test_the_dialog_lets_in_by_hand(host: MainWindow, room: HostRoom) -> None:
    dialog = open_dialog(host)
    caller = room.call("Hill", "owl", "river", "table")
    (row,) = dialog.callers.rows.values()
    assert row.isVisible() and faults(dialog, "open") == []
    row.let_in.click()
    assert caller.role == room.role_of_new
    dialog.accept()
