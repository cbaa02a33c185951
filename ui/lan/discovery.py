"""Rooms that are found by themselves on the local network (mDNS): a host makes its room known, others see it.

What is made known is the session's title, where it is, and how its records are kept; all else needs the code. Nothing
is sent beyond the local network: mDNS is not passed on by routers.
"""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, SignalInstance
from zeroconf import Error as ZeroconfError
from zeroconf import InterfaceChoice, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

from stworkshop.model.records import RECORD_VERSION
from stworkshop.sync.presence import clean_name

SERVICE = "_stworkshop._tcp.local."
ASK_WITHIN = 3_000
"""Milliseconds in which a room that was seen has to say where it is."""
MOST_ROOMS = 50
"""So many rooms are told of; who announces more than a city has would bury the true one."""
_MOST_ASKED, _MOST_LEFT_OUT = 200, 1_000
_LONGEST_NAME = 40
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Found:
    """A room on the network: `name` tells it from others, `same_version` whether this program can join it.

    `by` is whose laptop keeps it, "" where it does not say.
    """

    name: str
    label: str
    url: str
    same_version: bool
    by: str = ""


class Announcement:
    """Makes a room known until it ends. What the network does not allow is told to `failed`, from a thread."""

    def __init__(
        self,
        room: str,
        label: str,
        port: int,
        address: str,
        failed: Callable[[str], None],
        *,
        by: str = "",
        only_here: bool = False,
    ) -> None:
        """`address` is the host's, `by` its name; with `only_here` nothing is said on any other address."""
        name = f"{_cut(label, _LONGEST_NAME)} {room[-6:]}".replace(".", " ").strip()
        # Of a host that has moved, laptops know the old address for a while, too: the right one is said by itself.
        self._said = {
            "room": room,
            "label": _cut(label, _LONGEST_TITLE),
            "by": _cut(by, _LONGEST_TITLE),
            "records": str(RECORD_VERSION),
            "at": address,
        }
        self._info = ServiceInfo(
            SERVICE,
            f"{name}.{SERVICE}",
            port=port,
            # Two hosts of one session would otherwise have one name between them, and each the other's address, too.
            server=f"stworkshop-{secrets.token_hex(8)}.local.",
            parsed_addresses=[address],
            properties=self._said,
        )
        self._only = [address] if only_here else None
        self._failed = failed
        self._zeroconf: Zeroconf | None = None
        self._over = threading.Event()
        # It asks around whether the name is taken, which takes a second.
        self._thread = threading.Thread(target=self._announce, daemon=True)
        self._thread.start()

    def move(self, address: str) -> None:
        """Say from now on that the room is at another address of this laptop."""
        threading.Thread(target=self._move, args=(address,), daemon=True).start()

    def _move(self, address: str) -> None:
        self._thread.join()
        if self._zeroconf is not None and not self._over.is_set():
            said = {**self._said, "at": address}
            self._info = ServiceInfo(
                SERVICE, self._info.name, port=self._info.port, server=self._info.server,
                parsed_addresses=[address], properties=said,
            )  # fmt: skip
            with suppress(OSError, ZeroconfError):
                self._zeroconf.update_service(self._info)

    def end(self) -> None:
        """Take the room back, without making anybody wait; a program that ends does so after it."""
        self._over.set()
        threading.Thread(target=self._take_back).start()

    def _take_back(self) -> None:
        self._thread.join()
        if self._zeroconf is not None:
            with suppress(OSError, ZeroconfError):  # the network may be gone
                self._zeroconf.unregister_service(self._info)
            self._zeroconf.close()

    def _fail(self, reason: str) -> None:
        if not self._over.is_set():
            with suppress(RuntimeError):  # who wanted to know is gone
                self._failed(reason)

    def _announce(self) -> None:
        try:
            made = Zeroconf(interfaces=self._only or InterfaceChoice.All)
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        try:
            made.register_service(self._info, allow_name_change=True)
        except (OSError, ZeroconfError) as error:
            made.close()
            self._fail(str(error))
            return
        self._zeroconf = made


class Finder(QObject):
    """Looks for rooms as long as it lives; nothing listens before `start` and after `stop`."""

    found = Signal(object)
    """A `Found`, also once more where something of it has changed."""
    gone = Signal(str)
    """The name of a room that is there no more."""
    crowded = Signal()
    """There are more rooms than can be told of."""

    def __init__(self, address: str = "", parent: QObject | None = None) -> None:
        """With an address, look on that one only."""
        super().__init__(parent)
        self._only = [address] if address else None
        self._zeroconf: Zeroconf | None = None
        self._listener = _Listener(self)

    def start(self) -> bool:
        """Begin; False where the network does not allow it, and then the address has to be typed."""
        try:
            self._zeroconf = Zeroconf(interfaces=self._only or InterfaceChoice.All)
        except OSError:
            return False
        ServiceBrowser(self._zeroconf, SERVICE, listener=self._listener)
        return True

    def stop(self) -> None:
        """End."""
        if self._zeroconf is not None:
            self._listener.stop()
            self._zeroconf.close()
            self._zeroconf = None


class _Listener(ServiceListener):
    """Called on threads of the library; signals carry it over to ours.

    All rooms are asked at once where they are, as one that does not answer would keep the others waiting. Of too many,
    the one that has owed its answer longest is given up: honest ones answer in a moment.
    """

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._lock = threading.Lock()
        self._asked: dict[str, Future[bool]] = {}
        self._told: set[str] = set()
        self._left_out: dict[str, None] = {}
        self._over = False

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        if zc.loop is None:
            return
        info = ServiceInfo(type_, name)
        with self._lock:
            if self._over or name in self._asked:
                return
            first = self._asked.pop(next(iter(self._asked))) if len(self._asked) >= _MOST_ASKED else None
            asked = self._asked[name] = asyncio.run_coroutine_threadsafe(info.async_request(zc, ASK_WITHIN), zc.loop)
        asked.add_done_callback(lambda answer: self._answered(name, info, answer))
        if first is not None:
            first.cancel()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        with self._lock:
            has_place = name in self._told
            self._told.discard(name)
            self._left_out.pop(name, None)
            next_one = next(iter(self._left_out), "") if has_place else ""
            self._left_out.pop(next_one, None)
        self._tell(self._finder.gone, name)
        if next_one:
            self.add_service(zc, type_, next_one)

    def stop(self) -> None:
        """Wait for no answer any more."""
        with self._lock:
            self._over = True
            asked = list(self._asked.values())
        for answer in asked:
            answer.cancel()

    def _answered(self, name: str, info: ServiceInfo, answer: Future[bool]) -> None:
        room = None if answer.cancelled() or answer.exception() is not None else _read(name, info)
        with self._lock:
            if self._asked.get(name) is answer:
                del self._asked[name]
            if room is None or self._over:
                return
            is_one_too_many = name not in self._told and len(self._told) >= MOST_ROOMS
            if not is_one_too_many:
                self._told.add(name)
            elif len(self._left_out) < _MOST_LEFT_OUT:
                self._left_out[name] = None
        if is_one_too_many:
            self._tell(self._finder.crowded)
        else:
            self._tell(self._finder.found, room)

    def _tell(self, signal: SignalInstance, *what: object) -> None:
        with suppress(RuntimeError):  # who wanted to know is gone
            signal.emit(*what)


def _read(name: str, info: ServiceInfo) -> Found | None:
    """Return a room from what anybody may have announced; None where it is none."""
    said = {key: value or "" for key, value in info.decoded_properties.items()}
    room, addresses = said.get("room", ""), info.parsed_addresses()
    if not addresses or not info.port or not room or not all(letter.isalnum() or letter in "-_" for letter in room):
        return None
    label = " ".join("".join(letter if letter.isprintable() else " " for letter in said.get("label", "")).split())
    at = said.get("at", "")
    address = at if _is_address(at) else addresses[0]
    where = f"[{address}]" if ":" in address else address
    url = f"wss://{where}:{info.port}/{room}"
    same_version = said.get("records") == str(RECORD_VERSION)
    return Found(name, label[:_LONGEST_TITLE], url, same_version, clean_name(said.get("by", "")))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def _cut(text: str, most: int) -> str:
    """Return a text that has at most so many bytes."""
    return text.encode()[:most].decode("utf-8", "ignore").strip()
