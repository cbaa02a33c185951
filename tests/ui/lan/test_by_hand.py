"""Laptops without a code on real sockets: they call, both sides compare, and somebody at the host lets them in."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stworkshop.session.session import Session
from stworkshop.sync import manual_admission
from tests.source_tree import ROOT
from tests.sync.memory import MemoryGuest
from tests.ui.lan.laptop import Laptop
from tests.ui.lan.test_visiting import Net
from tests.ui.lan.test_visiting import net as net
from tests.workshop import make
from ui.lan.hosting import Hosting
from ui.lan.joining import Joining
from ui.lan.terminal_door import TerminalDoor


class Calling:
    """One laptop that asks to be let in."""

    def __init__(self, net: Net, host: Hosting, name: str = "hill") -> None:
        (net.folder / name).mkdir(exist_ok=True)
        self.joining = Joining(host.url, net.library(name), name=name)
        self.words: list[tuple[str, ...]] = []
        self.ready: list[object] = []
        self.failed: list[str] = []
        self.joining.compares.connect(self.words.append)
        self.joining.ready.connect(lambda session, client: self._come_in(net, name, session, client))
        self.joining.failed.connect(self.failed.append)
        self.joining.start()

    def _come_in(self, net: Net, name: str, session: object, client: Laptop) -> None:
        self.ready.append(session)
        net.sessions[name] = session  # type: ignore[assignment]
        self.client = client


def test_a_laptop_without_a_code_is_let_in_once_both_have_compared(net: Net) -> None:
    host = net.host()
    heard: list[int] = []
    host.callers_changed.connect(lambda: heard.append(len(host.callers)))
    hill = Calling(net, host)
    net.until(lambda: bool(hill.words))
    net.until(lambda: len(host.callers) == 1)
    ((peer, caller),) = host.callers.items()
    assert caller.words == hill.words[0] and caller.name == "hill" and not host.host.room.members
    host.let_in(peer, "viewer")
    assert host.callers[peer].role == "viewer" and not hill.ready
    hill.joining.agree()
    net.until(lambda: bool(hill.ready))
    assert [member.role for member in host.host.room.members.values()] == ["viewer"] and not host.callers
    assert heard[0] == 1 and heard[-1] == 0
    # Its token lets it in again, as any other's.
    hill.client.stay()
    assert hill.client._token and hill.client.role == "viewer"
    hill.client.leave()


@pytest.mark.parametrize("how", ["turned away", "goes", "room closed"])
def test_nobody_waits_on_whom_nobody_lets_in(net: Net, how: str) -> None:
    host = net.host()
    hill = Calling(net, host)
    net.until(lambda: bool(hill.words) and len(host.callers) == 1)
    if how == "turned away":
        host.turn_away(next(iter(host.callers)))
        net.until(lambda: bool(hill.failed))
        assert hill.failed[0].startswith("The facilitator did not let this laptop in")
    elif how == "goes":
        hill.joining.cancel()
    else:
        net.leave("host")
    net.until(lambda: not host.callers)
    assert not hill.ready and not host.host.room.members
    if how == "room closed":
        hill.joining.cancel()


def test_waiting_takes_longer_than_a_handshake_and_ends_by_itself(net: Net) -> None:
    host = net.host()
    hill = Calling(net, host)
    net.until(lambda: len(host.callers) == 1 and bool(hill.words))
    ((line, _step),) = host.host._calls.values()
    host.host._too_slow(line)
    assert len(host.callers) == 1
    assert not hill.joining._client._patience.isActive(), "people take their time"
    host.host._not_let_in(line)
    assert not host.callers
    net.until(lambda: hill.failed == ["Nobody let this laptop in. Ask again, or ask for the code."])


def test_who_has_to_make_room_hears_why(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manual_admission, "MOST_CALLERS", 2)
    host = net.host()
    first = [Calling(net, host, f"hill-{number}") for number in range(2)]
    net.until(lambda: len(host.callers) == 2)
    last = Calling(net, host, "river")
    net.until(lambda: any(one.failed for one in first) and bool(last.words))
    (reason,) = (one.failed[0] for one in first if one.failed)
    assert reason == "Others asked to be let in after you. Ask again, or ask for the code."
    assert [caller.name for caller in host.callers.values()][-1] == "river" and len(host.callers) == 2
    for one in (*first, last):
        one.joining.cancel()
    net.until(lambda: not host.callers)


def test_a_room_without_a_screen_says_that_nobody_is_there(net: Net) -> None:
    host = net.host()
    host.host.door.by_hand = False
    hill = Calling(net, host)
    net.until(lambda: bool(hill.failed))
    assert "Ask for the code" in hill.failed[0] and not host.callers


def test_who_waits_says_nothing_to_the_room(net: Net) -> None:
    host = net.host()
    caller = Laptop(host.url, MemoryGuest(), name="Mallory", laptop="laptop-mallory")
    net.until(lambda: True)
    caller.join()
    net.until(lambda: len(host.callers) == 1)
    for frame in caller.guest.greet():
        caller._send(frame)
    net.until(lambda: caller.reason != "")
    assert not host.callers and not host.host.room.members


def test_without_a_screen_the_terminal_asks_about_one_after_the_other(net: Net) -> None:
    host = net.host()
    said: list[str] = []
    door = TerminalDoor(host.host, "viewer", said.append, parent=host.host)
    hill = Calling(net, host)
    net.until(lambda: len(said) == 1)
    river = Calling(net, host, "river")
    net.until(lambda: len(host.callers) == 2)
    assert said[0].startswith("“hill” asks to be let in") and " · ".join(hill.words[0]) in said[0]
    door.take("perhaps\n")
    assert said[1] == said[0] and not host.host.room.members
    door.take("Y\n")
    net.until(lambda: any(line.startswith("“river”") for line in said))
    assert not hill.ready, "both have to find the words the same"
    hill.joining.agree()
    net.until(lambda: bool(hill.ready))
    assert [member.role for member in host.host.room.members.values()] == ["viewer"]
    door.take("n")
    net.until(lambda: bool(river.failed))
    assert river.failed[0].startswith("The facilitator did not let this laptop in") and not host.callers
    door.take("y")
    assert len(host.host.room.members) == 1
    hill.client.leave()


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made in another way there")
def test_host_asks_in_its_terminal(tmp_path: Path, net: Net) -> None:
    import pty

    path = make(tmp_path / "evening.stw")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ui.main", "host", str(path), "--address", "127.0.0.1"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as program:
        os.close(theirs)
        read = ""

        def printed(words: str) -> bool:
            nonlocal read
            if select.select([ours], [], [], 0)[0]:
                read += os.read(ours, 4096).decode()
            return words in read

        net.qtbot.waitUntil(lambda: printed("fingerprint:"), timeout=30_000)
        library = net.library("ada")
        library.path.parent.mkdir()
        joining = Joining(read.split("url: ")[1].split()[0], library, name="Ada")
        words: list[tuple[str, ...]] = []
        ready: list[Session] = []
        joining.compares.connect(words.append)
        joining.ready.connect(lambda session, _client: ready.append(session))
        joining.ready.connect(lambda _session, client: client.leave())
        joining.start()
        net.until(lambda: bool(words))
        net.until(lambda: printed("Type y or n") and words[0][0] in read)
        joining.agree()
        os.write(ours, b"y\n")
        net.until(lambda: bool(ready))
        ready[0].close()
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=30) == 0
    os.close(ours)
