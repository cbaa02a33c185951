"""Laptops without a code on real sockets: they call, both sides compare, and somebody at the host lets them in."""

from __future__ import annotations

import pytest

from stworkshop.sync import by_hand
from tests.sync.memory import MemoryGuest
from tests.ui.lan.laptop import Laptop
from tests.ui.lan.test_visiting import Net
from tests.ui.lan.test_visiting import net as net
from ui.lan.hosting import Hosting
from ui.lan.joining import Joining


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
    monkeypatch.setattr(by_hand, "MOST_CALLERS", 2)
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
