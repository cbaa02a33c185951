"""Joining from the window, on real sockets: the code, the role, the session that stays, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QHostAddress, QTcpServer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stworkshop.session.library import Library
from stworkshop.session.session import Session
from tests.ui.conftest import HILL_EAST
from tests.ui.lan.test_lan import StockServer
from ui.features.home.shelf import Item
from ui.features.together.join_dialog import JoinDialog
from ui.features.together.place import ADDRESS, SERVER
from ui.features.together.share_dialog import ShareDialog
from ui.lan import joining
from ui.lan.hosting import Hosting
from ui.lan.joining import Joining
from ui.shell.main_window import MainWindow

HERE = "127.0.0.1"
CODE = "482915"


@pytest.fixture
def shared(window: MainWindow, tmp_path: Path) -> Iterator[Session]:
    """A session on another laptop."""
    library = Library(tmp_path / "other" / "library.stwlib")
    library.path.parent.mkdir()
    source = window.openings.library
    sample = next(item for item in window.openings.samples() if "Hill East" in item.label)
    with window.openings.item(sample) as taken:
        library.add(taken.content())
    source.purge(HILL_EAST)
    with library.open(HILL_EAST) as session:
        yield session


@pytest.fixture
def room(shared: Session) -> Iterator[Hosting]:
    made = Hosting(shared, name="Plenary", role="editor", code=CODE, address=HERE, announced=False)
    yield made
    if made.status != "out":
        made.leave()


Joiner = Callable[..., JoinDialog]


@pytest.fixture
def joiner(window: MainWindow) -> Joiner:
    """Open the dialog on an address, and press Join."""

    def join(address: str, code: str = CODE) -> JoinDialog:
        window.together.join(address, code=code, name="Table Hill")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, JoinDialog) and dialog.place.kind == ADDRESS
        dialog.join_now()
        return dialog

    return join


def is_in(window: MainWindow) -> bool:
    room = window.together.room
    return room is not None and room.status == "here" and len(room.others()) == 1


def test_a_code_and_an_address_lead_into_the_room(
    window: MainWindow, room: Hosting, shared: Session, joiner: Joiner, qtbot: QtBot
) -> None:
    host, port = room.url.removeprefix("wss://").split("/")[0].split(":")
    dialog = joiner(f"{host}:{port}", "000000")
    qtbot.waitUntil(lambda: dialog.refused.text() == "That code does not fit this room.", timeout=10_000)
    assert "4 more tries" in dialog.refused_more.text() and not window.has_session()
    dialog.cells.setText(CODE)
    dialog.join_now()
    qtbot.waitUntil(lambda: is_in(window), timeout=10_000)
    visit = window.together.room
    assert visit is not None and visit.role == "editor"
    assert window.preferences.shown_name == "Table Hill"
    card = next(iter(shared.board.elements))
    window.page().bridge.run("edit_element", id=card, label="Edited at Table Hill")
    qtbot.waitUntil(lambda: shared.board.elements[card].label == "Edited at Table Hill", timeout=10_000)
    window.registry.trigger("leave-room")
    qtbot.waitUntil(lambda: all(person.away is not None for person in room.others()), timeout=10_000)
    assert window.has_session() and window.together.room is None and not window.page().bridge.read_only


def test_who_has_the_session_open_joins_with_it(
    window: MainWindow, room: Hosting, joiner: Joiner, qtbot: QtBot
) -> None:
    joiner(room.invitation)
    qtbot.waitUntil(lambda: is_in(window), timeout=10_000)
    window.registry.trigger("home")
    assert not window.has_session()
    window.open_item(Item("library", HILL_EAST, "Hill East"))
    before = window.page().bridge
    assert window.together.room is None and not before.read_only
    joiner(room.invitation)
    qtbot.waitUntil(lambda: is_in(window), timeout=10_000)
    assert window.page().bridge is not before and not window.page().bridge.read_only


def test_an_own_copy_of_the_workshop_makes_way_under_another_name(
    window: MainWindow, room: Hosting, joiner: Joiner, qtbot: QtBot
) -> None:
    library = window.openings.library
    sample = next(item for item in window.openings.samples() if "Hill East" in item.label)
    window.open_item(sample)
    own = next(iter(window.page().bridge.board.elements))
    window.page().bridge.run("edit_element", id=own, label="Only at home")
    dialog = joiner(room.invitation)
    qtbot.waitUntil(dialog.keep_own.isVisible, timeout=10_000)
    assert window.has_session() and window.together.room is None
    dialog.keep_own.click()
    qtbot.waitUntil(lambda: is_in(window), timeout=10_000)
    assert window.page().bridge.board.elements[own].label != "Only at home"
    with library.open("Hill East: a bus when you call it (my own)", read_only=True) as kept:
        assert "Only at home" in {card.label for card in kept.board.elements.values()}


def test_a_guest_goes_on_as_host_under_the_same_code(
    window: MainWindow, room: Hosting, joiner: Joiner, qtbot: QtBot
) -> None:
    joiner(room.invitation)
    qtbot.waitUntil(lambda: is_in(window), timeout=10_000)
    room.leave()
    qtbot.waitUntil(lambda: window.together.why_not_host() == "", timeout=10_000)
    window.registry.trigger("join")  # whoever goes on as host keeps the code
    again = QApplication.activeModalWidget()
    assert isinstance(again, JoinDialog) and again.cells.code == CODE
    again.close()
    window.registry.trigger("become-host")
    own = window.together.hosted
    assert own is not None and own.code == CODE and own.own.name == "Table Hill"


def test_a_session_is_shared_through_a_server_and_joined_there(
    window: MainWindow, shared: Session, opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    server = StockServer()
    url = f"ws://{HERE}:{server.server.serverPort()}/room"
    opened.registry.trigger("share-on-server")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ShareDialog)
    dialog.address.setText(url)
    dialog.share.click()
    qtbot.waitUntil(lambda: opened.together.room is not None, timeout=10_000)
    qtbot.waitUntil(lambda: opened.together.room.status == "here", timeout=10_000)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(server.doc.get_state()) > 1, timeout=10_000)
    opened.registry.trigger("home")
    opened.openings.library.purge(HILL_EAST)
    opened.together.join()
    joining = QApplication.activeModalWidget()
    assert isinstance(joining, JoinDialog)
    joining.place.go(SERVER)
    joining.place.server.setText(url)
    joining.name.setText("Far away")
    joining.join_now()
    qtbot.waitUntil(lambda: opened.has_session() and opened.together.room is not None, timeout=10_000)
    assert opened.page().bridge.board.session.label.startswith("Hill East")
    opened.registry.trigger("leave-room")
    server.server.close()


def test_silence_is_a_network_that_keeps_laptops_apart_and_a_refusal_is_not(
    library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "HERE_WITHIN", 200)
    silent = QTcpServer()
    silent.listen(QHostAddress(HERE))
    knocking = Joining(f"wss://{HERE}:{silent.serverPort()}", library, name="Hill", code=CODE)
    with qtbot.waitSignal(knocking.isolated, timeout=10_000):
        knocking.start()
    assert not knocking.answered
    knocking.cancel()
    port = silent.serverPort()
    silent.close()
    refused = Joining(f"wss://{HERE}:{port}", library, name="Hill", code=CODE)
    apart: list[bool] = []
    refused.isolated.connect(lambda: apart.append(True))
    with qtbot.waitSignal(refused._patience.timeout, timeout=10_000):
        refused.start()
    assert refused.answered and not apart
    refused.cancel()


def test_a_library_that_takes_nothing_is_told_in_the_dialog(
    window: MainWindow, room: Hosting, joiner: Joiner, library: Library
) -> None:
    library.path.with_name(f"{library.path.name}.keys").write_bytes(b"a file in the place of the folder")
    dialog = joiner(room.invitation)
    assert "cannot be used" in dialog.refused.text() + dialog.refused_more.text() and dialog.isVisible()
    assert not window.has_session()
