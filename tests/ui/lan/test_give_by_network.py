"""Two windows in one room: a table gets its copy over the network, works apart, and brings it back for review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from stworkshop.model.catalogue import catalogue
from stworkshop.session.library import Library
from ui.features.tables.copy_transfer import OfferDialog
from ui.features.tables.give_dialog import GiveDialog
from ui.features.tables.tables_page import TablesPage
from ui.features.together.join_dialog import JoinDialog, Wanted
from ui.kit.theme import theme
from ui.lan.hosting import Hosting
from ui.lan.joining import Joining
from ui.lan.visiting import Visiting
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow


@pytest.fixture
def host(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The facilitator's window, with a small map whose room is open."""
    window.new_session("")
    bridge = window.page().bridge
    bridge.run("add_element", kind="risk", id="b", label="Nobody looks")
    window.together.open_room(address="127.0.0.1", announced=False)
    monkeypatch.setattr(window.together, "may_leave", lambda: True)  # it would ask, since guests are here
    return window


@pytest.fixture
def guest(dressed: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of the laptop at a table."""
    (tmp_path / "table").mkdir()
    settings = QSettings(str(tmp_path / "table" / "settings.ini"), QSettings.Format.IniFormat)
    library = Library(tmp_path / "table" / "library.stwlib")
    made = MainWindow(library, catalogue(), Preferences(settings), theme())
    made.merging.carrying.folder = tmp_path / "table" / "documents"
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    made.close()


def join(guest: MainWindow, host: MainWindow, qtbot: QtBot) -> Visiting:
    room = host.page().bridge.room
    assert isinstance(room, Hosting)
    joining = Joining(room.invitation, guest.openings.library, name="Table Hill", code=room.code)
    ready: list[tuple[Any, Any]] = []
    joining.ready.connect(lambda *what: ready.append(what))
    joining.start()
    qtbot.waitUntil(lambda: bool(ready), timeout=10_000)
    session, client = ready[0]
    client.setParent(guest)
    guest.together._come_in(Wanted(room.invitation, room.code, "Table Hill", 3), session, client)
    joining.deleteLater()
    visit = guest.page().bridge.room
    assert isinstance(visit, Visiting)
    qtbot.waitUntil(lambda: visit.status == "here" and bool(host.merging.carrying.guests()), timeout=10_000)
    return visit


def give(host: MainWindow, table: str = "Hill") -> None:
    """Choose the guest in the dialog, and give."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, GiveDialog)
            dialog.each.click()
            told.extend([dialog.give.text(), dialog.by_network[0][0]])
            dialog._rows[0].field.setText(table)
            dialog.accept()
        finally:
            if isinstance(dialog, QDialog):
                dialog.close()

    told: list[str] = []
    QTimer.singleShot(0, answer)
    host.merging.give()
    assert told == ["Give the copy", "Hill"]


def offer(guest: MainWindow) -> OfferDialog | None:
    """The dialog in which the guest is asked whether it wants what the host sends."""
    return next((made for made in guest.findChildren(OfferDialog) if made.isVisible()), None)


def answer_offer(guest: MainWindow, qtbot: QtBot, *, take: bool) -> None:
    """Say yes or no there, and see that nothing was written before."""
    qtbot.waitUntil(lambda: offer(guest) is not None, timeout=10_000)
    dialog, carrying = offer(guest), guest.merging.carrying
    assert dialog is not None and "Hill" in dialog.windowTitle()
    assert not carrying.folder.exists() and not list(carrying.passing.glob("*.stw"))
    (dialog.take if take else dialog.decline).click()


def test_a_table_gets_its_copy_by_network_and_brings_it_back(host: MainWindow, guest: MainWindow, qtbot: QtBot) -> None:
    visit = join(guest, host, qtbot)
    folder = guest.merging.carrying.folder
    give(host)
    answer_offer(guest, qtbot, take=True)
    qtbot.waitUntil(lambda: bool(guest.preferences.recent_files), timeout=10_000)
    (copy,) = folder.glob("*.stw")
    assert guest.preferences.recent_files == [copy] and copy.stem.endswith(" - Hill")
    assert visit.status == "here", "the table is in the room until it opens its copy"
    guest.open_file(str(copy))
    bridge = guest.page().bridge
    assert bridge.session.table_name == "Hill" and bridge.room is None
    assert bridge.session.path == copy, "it stands beside the session that the library has under the same id"
    bridge.run("add_element", kind="concern", id="drawn", label="Drawn at table Hill")
    assert bridge.board.elements["drawn"].code.endswith("h")

    def bring() -> None:
        dialog = next(d for d in guest.findChildren(JoinDialog) if d.isVisible())
        assert dialog.windowTitle() == "Bring back to the facilitator" and dialog.join_button.text() == "Bring it back"
        assert dialog.name.text() == "Table Hill"
        dialog.join_now()

    guest.merging.carrying.bring_back()
    bring()
    qtbot.waitUntil(lambda: bool(host.merging.carrying.back), timeout=10_000)
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in guest.findChildren(JoinDialog)), timeout=10_000)
    assert "drawn" not in host.page().bridge.board.elements, "nothing comes in without a look at it"
    host.merging.carrying.review()
    qtbot.waitUntil(lambda: host.merging.review() is not None, timeout=10_000)
    assert isinstance(host.page().view_page("tables"), TablesPage)
    host.merging.finish()
    assert "drawn" in host.page().bridge.board.elements and not host.merging.carrying.back
    assert guest.page().bridge.session.path == copy


def test_what_is_no_copy_of_this_session_is_not_kept(
    host: MainWindow, guest: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = join(guest, host, qtbot)
    host.page().bridge.session.copy_for_table("Hill", guest.merging.carrying.folder.parent / "hill.stw")
    heard: list[str] = []
    monkeypatch.setattr(host, "say", lambda words, _offer: heard.append(words))
    ticket = host.page().bridge.session.ticket_for("Hill")
    for data in (b"no session at all", (guest.merging.carrying.folder.parent / "hill.stw").read_bytes()[:5000]):
        assert visit.copies is not None
        visit.copies.give("", "Hill", data, ticket=ticket)
        qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
        assert not host.merging.carrying.back and heard.pop()


def test_bringing_back_is_for_a_tables_copy_alone(host: MainWindow) -> None:
    carrying = host.merging.carrying
    assert carrying.why_not_back() == "this session is no table’s copy" and not carrying.guests()
    assert carrying.waiting_words() == "Review the table that came back…"


def test_a_guest_that_leads_not_brings_no_tables_together(
    host: MainWindow, guest: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visit = join(guest, host, qtbot)
    copy = tmp_path / "table" / "hill.stw"
    host.page().bridge.session.copy_for_table("Hill", copy)
    heard: list[str] = []
    monkeypatch.setattr(guest, "say", lambda words, _offer: heard.append(words))
    guest.merging.bring_together([str(copy)])
    assert guest.merging.offer(str(copy)) and guest.page().bridge.room is visit
    assert heard == ["Only the facilitator of this room brings tables together."] * 2 and not guest.merging.reading
    assert "facilitator" in guest.registry["bring-together"].why_not() and host.registry["bring-together"].enabled()


def test_what_a_host_sends_is_kept_only_after_a_yes(
    host: MainWindow, guest: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(guest, host, qtbot)
    heard: list[str] = []
    monkeypatch.setattr(host, "say", lambda words, _offer: heard.append(words))
    give(host)
    answer_offer(guest, qtbot, take=False)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert "did not get its copy" in heard[0] and "do not want it" in heard.pop(), "the facilitator hears what is true"
    assert not guest.merging.carrying.folder.exists() and not guest.preferences.recent_files
    give(host)
    answer_offer(guest, qtbot, take=True)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard == ["Table Hill has its copy."]
    qtbot.waitUntil(lambda: bool(guest.preferences.recent_files), timeout=10_000)


def test_a_yes_after_the_host_has_gone_keeps_nothing_and_says_so(
    host: MainWindow, guest: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = join(guest, host, qtbot)
    heard: list[str] = []
    monkeypatch.setattr(guest, "say", lambda words, _offer: heard.append(words))
    give(host)
    qtbot.waitUntil(lambda: offer(guest) is not None, timeout=10_000)
    assert visit.copies is not None
    visit.copies.lost("")
    answer_offer(guest, qtbot, take=True)
    assert "Nothing was kept" in heard[-1] and not guest.merging.carrying.folder.exists()
