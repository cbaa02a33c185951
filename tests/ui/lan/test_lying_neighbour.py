"""A neighbour on the network who lies by mDNS: true rooms are found beside it, and it learns and harms nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from zeroconf import ServiceInfo, Zeroconf
from zeroconf._dns import DNSPointer
from zeroconf._protocol.outgoing import DNSOutgoing

from stworkshop.session.session import Session
from tests.attacks.bytes_made import noise, words
from tests.conftest import SOAK
from tests.ui.features.together.test_join_dialog import FakeFinder
from tests.ui.lan.test_visiting import Net, net
from tests.ui.markup_walk import faults
from ui.features.together.join_dialog import JoinDialog
from ui.lan import discovery
from ui.lan.discovery import MOST_ROOMS, SERVICE, Announcement, Finder, Found
from ui.lan.joining import Joining
from ui.shell.main_window import MainWindow

HERE = "127.0.0.1"
_POINTER, _INTERNET, _ANSWER, _SECONDS = 12, 1, 0x8400, 4_500
_AT_ONCE = 10
"""So many services are told of in one message."""

__all__ = ["net"]


@pytest.fixture
def finder() -> Iterator[Finder]:
    made = Finder(HERE)
    assert made.start()
    yield made
    made.stop()


@pytest.fixture
def neighbour() -> Iterator[Zeroconf]:
    made = Zeroconf(interfaces=[HERE])
    yield made
    made.close()


def rooms_of(finder: Finder) -> dict[str, Found]:
    rooms: dict[str, Found] = {}
    finder.found.connect(lambda room: rooms.update({room.name: room}))
    return rooms


def shout(neighbour: Zeroconf, services: list[str] | list[ServiceInfo]) -> None:
    """Say that there are services: names alone, or all that is to be known of them."""
    for at in range(0, len(services), _AT_ONCE):
        said = DNSOutgoing(_ANSWER)
        for each in services[at : at + _AT_ONCE]:
            if isinstance(each, str):
                said.add_answer_at_time(DNSPointer(SERVICE, _POINTER, _INTERNET, _SECONDS, each), 0)
                continue
            for record in (each.dns_pointer(), each.dns_service(), each.dns_text(), *each.dns_addresses()):
                said.add_answer_at_time(record, 0)
        neighbour.send(said)


def lie(number: int, **said: str | bytes) -> ServiceInfo:
    return ServiceInfo(
        SERVICE,
        f"lie-{number}.{SERVICE}",
        port=9,
        server=f"lie-{number}.local.",
        parsed_addresses=["127.0.0.9"],
        properties={"room": f"s-{number}", **said},
    )


def test_services_that_say_no_more_keep_no_room_waiting(finder: Finder, neighbour: Zeroconf, qtbot: QtBot) -> None:
    rooms = rooms_of(finder)
    shout(neighbour, [f"silent-{number}.{SERVICE}" for number in range(500)])
    room = Announcement("session-3", "True", 4004, HERE, print, only_here=True)
    qtbot.waitUntil(lambda: any(one.label == "True" for one in rooms.values()), timeout=15_000)
    room.end()


def test_of_very_many_rooms_it_is_said_that_there_are_more(
    window: MainWindow, finder: Finder, neighbour: Zeroconf, qtbot: QtBot
) -> None:
    dialog = JoinDialog(window, window.preferences, lambda: finder)
    dialog.open()
    shout(neighbour, [lie(number, label=f"Room {number}") for number in range(3 * MOST_ROOMS)])
    place = dialog.place
    qtbot.waitUntil(lambda: "More rooms" in place.looking.text() and place.rooms.count() == MOST_ROOMS, timeout=15_000)
    assert dialog.place.to_address.isVisible()
    dialog.done(0)


def announced(chance: random.Random, number: int) -> ServiceInfo:
    """What somebody says of a room who means harm, or cannot write."""

    def said() -> bytes:
        told = words(chance)[:60].encode("utf-8", "surrogatepass")[:90]
        return chance.choice([told, noise(chance)[:90], chance.randbytes(9), b"s-1", b"127.0.0.9", b"::1%x"])

    keys = ["room", "label", "by", "at", "records", words(chance)[:20], ""]
    values = {key: said() for key in chance.sample(keys, chance.randint(1, 7))}
    return lie(number, **{key.encode("utf-8", "replace")[:40].decode("utf-8", "ignore"): values[key] for key in values})


def test_whatever_a_neighbour_tells_of_rooms_is_shown_plainly_or_not_at_all(window: MainWindow) -> None:
    fake = FakeFinder()
    dialog = JoinDialog(window, window.preferences, lambda: fake)  # type: ignore[arg-type, return-value]
    dialog.open()
    shown = 0
    for seed in range(500 if SOAK else 120):
        said = announced(random.Random(seed), seed)
        # As it comes over the network, in bytes.
        heard = ServiceInfo(SERVICE, said.name, said.port, properties=said.text or b"\0", addresses=said.addresses)
        room = discovery._read(said.name, heard)
        if room is None:
            continue
        url = QUrl(room.url)
        assert url.isValid() and url.scheme() == "wss" and url.port() == 9 and url.host().strip("[]"), seed
        assert (room.label + room.by).isprintable() and len(room.label) <= 200, seed
        fake.found.emit(room)
        shown += 1
    QApplication.processEvents()
    assert 10 < shown == dialog.place.rooms.count()
    for at in range(shown):
        dialog.place.rooms.setCurrentRow(at)
        assert any(dialog.place.url())
    assert faults(dialog) == []
    dialog.grab()
    dialog.done(0)


def test_a_room_in_the_name_of_another_gets_neither_code_nor_map_nor_guest(net: Net) -> None:
    true = net.host("host")
    net.sessions["liar"] = net.sessions["host"]
    liar = net.host("liar", code="000000" if true.code != "000000" else "111111")
    (net.folder / "ada").mkdir()
    library, failed = net.library("ada"), list[str]()
    joining = Joining(liar.url, library, name="Ada", code=true.code)
    joining.failed.connect(failed.append)
    joining.start()
    net.until(lambda: bool(failed))
    assert failed[0].startswith("This is no room") or "not the code" in failed[0]
    assert not library.list() and not liar.others()
    came: list[Session] = []
    again = Joining(true.url, library, name="Ada", code=true.code)
    again.ready.connect(lambda session, _client: came.append(session))
    again.ready.connect(lambda _session, client: client.leave())
    again.start()
    net.until(lambda: bool(came))
    came[0].close()
    del net.sessions["liar"]
