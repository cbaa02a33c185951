"""Rooms are seen as they come and go, on this machine's own address alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from zeroconf import ServiceInfo

from stworkshop.session.session import open_session
from tests.workshop import ID, make
from ui.lan import discovery
from ui.lan.discovery import SERVICE, Announcement, Finder, Found
from ui.lan.host import Host

HERE = "127.0.0.1"


def test_a_room_is_seen_as_it_comes_and_goes(qtbot: QtBot, tmp_path: Path) -> None:
    rooms: list[Found] = []
    gone: list[str] = []
    finder = Finder(HERE)
    finder.found.connect(rooms.append)
    finder.gone.connect(gone.append)
    assert finder.start()
    with open_session(make(tmp_path / "evening.stw")) as session:
        host = Host(session)
        url = host.open(address=HERE)
        qtbot.waitUntil(lambda: any(room.url == url for room in rooms), timeout=15_000)
        (ours,) = (room for room in rooms if room.url == url)
        assert (ours.label, ours.same_version) == ("Evening buses", True)
        host.close()
        qtbot.waitUntil(lambda: ours.name in gone, timeout=15_000)
    finder.stop()


def test_two_hosts_of_one_session_each_have_their_own_address(qtbot: QtBot) -> None:
    rooms: dict[str, Found] = {}
    finder = Finder(HERE)
    finder.found.connect(lambda room: rooms.update({room.name: room}))
    assert finder.start()
    hosts = [
        Announcement("session-1", "Evening", port, HERE, print, by=f"Laptop {port}", only_here=True)
        for port in (4001, 4002)
    ]
    expected = {(f"wss://{HERE}:{port}/session-1", f"Laptop {port}") for port in (4001, 4002)}
    qtbot.waitUntil(lambda: {(room.url, room.by) for room in rooms.values()} >= expected, timeout=15_000)
    assert len({host._info.server for host in hosts}) == 2
    for host in hosts:
        host.end()
    finder.stop()


def test_a_room_that_is_told_at_another_address_is_seen_there(qtbot: QtBot) -> None:
    rooms: dict[str, str] = {}
    finder = Finder(HERE)
    finder.found.connect(lambda room: rooms.update({room.name: room.url}) if room.label == "Moves" else None)
    assert finder.start()
    room = Announcement("session-2", "Moves", 4003, HERE, print, only_here=True)
    qtbot.waitUntil(lambda: list(rooms.values()) == [f"wss://{HERE}:4003/session-2"], timeout=15_000)
    room.move("127.0.0.7")
    qtbot.waitUntil(lambda: list(rooms.values()) == ["wss://127.0.0.7:4003/session-2"], timeout=15_000)
    room.end()
    finder.stop()


def test_where_the_network_allows_nothing_the_host_hears_of_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(**_more: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(discovery, "Zeroconf", nothing)
    assert not Finder(HERE).start()
    with open_session(make(tmp_path / "evening.stw")) as session:
        host = Host(session)
        events: list[dict[str, str]] = []
        host.told.connect(events.append)
        host.open(address=HERE)
        qtbot.waitUntil(lambda: bool(events), timeout=5_000)
        assert events[0]["event"] == "not announced" and "Network is unreachable" in events[0]["message"]
        host.close()


def announced(port: int = 4000, address: str = "10.0.0.2", **properties: str) -> ServiceInfo:
    return ServiceInfo(SERVICE, f"x.{SERVICE}", port=port, parsed_addresses=[address], properties=properties)


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (
            announced(room="s-1", label="Ev\x07ening", records="1", by=" Hill\n "),
            Found("x", "Ev ening", "wss://10.0.0.2:4000/s-1", False, "Hill"),
        ),
        (announced(room="s-1", address="fd00::2"), Found("x", "", "wss://[fd00::2]:4000/s-1", False)),
        (announced(room="../x?code=1"), None),
        (announced(label="No room"), None),
        (announced(room="s-1", port=0), None),
    ],
)
def test_what_anybody_announces_is_read_with_care(info: ServiceInfo, expected: Found | None) -> None:
    assert discovery._read("x", info) == expected


def test_long_titles_in_any_script_are_cut(qtbot: QtBot) -> None:
    failed: Callable[[str], None] = pytest.fail
    made = [
        Announcement(ID, label, 4000, HERE, failed, only_here=True) for label in ("ü" * 300, "....", "", "会議" * 99)
    ]
    for announcement in made:
        announcement.end()
    for announcement in made:
        announcement._thread.join()
        assert announcement._zeroconf is not None
