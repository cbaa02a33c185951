"""Some laptops of a room in one process of their own: python -m tests.benchmarks.laptops SETTINGS, one JSON object.

They come in, and wait for a line on standard input: `start` (with the moment to begin), `report`, `end`; to each they
answer with one line of JSON. Moments are of the monotonic clock, which all processes of one machine share.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QSocketNotifier, Qt, QTimer, QUrl
from PySide6.QtWebSockets import QWebSocket

from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, updating
from stworkshop.model.records import Element, Record, flat, new_id, ref_of
from stworkshop.sync import frames
from tests.ui.lan.laptop import Laptop

_EDIT = frames.encode(frames.Updated(b""))[:2]
"""How a frame begins that brings an edit."""


class Book:
    """What a laptop sent, what came to it, and what it showed on its map: which frame, and when."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, float]] = []
        self.frames: list[bytes] = []
        self.came: list[tuple[str, float]] = []
        self.shown: list[tuple[str, float]] = []

    def note_sent(self, frame: bytes, at: float) -> None:
        self.sent.append((_mark(frame), at))
        self.frames.append(frame)

    def note_came(self, frame: bytes) -> None:
        self.came.append((_mark(frame), time.monotonic()))

    def note_shown(self, batch: list[bytes]) -> None:
        now = time.monotonic()
        self.shown += [(_mark(frame), now) for frame in batch if frame.startswith(_EDIT)]


class RoomLaptop(Laptop):
    """A guest as the program is one, with its own map; an edit has arrived once it stands on that map."""

    def __init__(self, settings: dict[str, Any], number: int) -> None:
        self.book = Book()
        name = f"guest-{number}"
        super().__init__(settings["url"], name=name, laptop=name, code=settings["code"])
        self._chance = random.Random(number)
        self._number, self._edits, self._making = number, 0, 0.0
        self.refusals: list[str] = []
        self.refused.connect(lambda refusal: self.refusals.append(refusal.reason))

    @property
    def here(self) -> bool:
        return self.connected and bool(self.guest.board.elements)

    def edit(self) -> None:
        """Rename a card, move one, or add one now and then."""
        self._edits += 1
        words = f"As laptop {self._number} says, {self._edits}"
        board, chance = self.guest.board, self._chance
        self._making = time.monotonic()
        card = board.elements[chance.choice(list(board.elements))]
        if (dice := chance.random()) < 0.5:
            change = updating(card, {"label": words})
        elif dice < 0.95:
            change = updating(card, {"pos": (chance.uniform(-4000, 4000), chance.uniform(-4000, 4000))})
        else:
            change = _new_card(board, words, self._laptop)
        self.do("Edit", change)

    def _send(self, frame: bytes) -> None:
        if frame.startswith(_EDIT):
            self.book.note_sent(frame, self._making)
        super()._send(frame)

    def _hear(self, data: QByteArray) -> None:
        if (frame := bytes(data.data())).startswith(_EDIT):
            self.book.note_came(frame)
        super()._hear(data)

    def _take_all(self, batch: list[bytes]) -> None:
        super()._take_all(batch)
        self.book.note_shown(batch)

    def report(self) -> dict[str, Any]:
        return {"owed": self.guest.owing, "map": digest(self.guest.board.records()), "refused": self.refusals}


class BareLaptop(QObject):
    """A bare WebSocket that sends frames which were sent before, and reads nothing."""

    def __init__(self, settings: dict[str, Any], number: int) -> None:
        super().__init__()
        self.book = Book()
        self._frames = [bytes.fromhex(frame) for frame in json.loads(Path(settings["frames"]).read_text())[str(number)]]
        self._next = 0
        self._socket = QWebSocket(parent=self)
        self._socket.sslErrors.connect(lambda _errors: self._socket.ignoreSslErrors())
        self._socket.binaryMessageReceived.connect(lambda data: self.book.note_came(bytes(data.data())))
        self._socket.connected.connect(self._connected)
        self._url = QUrl(settings["url"])
        self.here = False

    def join(self) -> None:
        self._socket.open(self._url)

    def leave(self) -> None:
        self._socket.close()

    def edit(self) -> None:
        if self._next < len(self._frames):
            frame = self._frames[self._next]
            self._next += 1
            self.book.note_sent(frame, time.monotonic())
            self._socket.sendBinaryMessage(QByteArray(frame))

    def report(self) -> dict[str, Any]:
        return {"owed": 0, "map": "", "refused": []}

    def _connected(self) -> None:
        self.here = True


class Laptops(QObject):
    """All laptops of this process, and whoever tells them what to do."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__()
        make: Callable[[dict[str, Any], int], RoomLaptop | BareLaptop]
        make = BareLaptop if settings["bare"] else RoomLaptop
        self._settings = settings
        self._laptops = {number: make(settings, number) for number in settings["numbers"]}
        self._ends = 0.0
        self._timers: list[QTimer] = []
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._input.activated.connect(lambda: self._obey(sys.stdin.readline()))
        self._come_in(iter(self._laptops.values()))

    def _come_in(self, rest: Iterator[RoomLaptop | BareLaptop], last: RoomLaptop | BareLaptop | None = None) -> None:
        """One after the other, as people type a code: many at once from one address look like somebody guessing."""
        if last is None or last.here:
            last = next(rest, None)
            if last is None:
                _say({"here": len(self._laptops)})
                return
            last.join()
        QTimer.singleShot(20, self, lambda: self._come_in(rest, last))

    def _obey(self, line: str) -> None:
        word, _space, moment = line.strip().partition(" ")
        if word == "start":
            self._start(float(moment))
        elif word == "report":
            _say({str(number): laptop.report() for number, laptop in self._laptops.items()})
        else:
            self._end()

    def _start(self, begin: float) -> None:
        every = 1.0 / self._settings["rate"]
        self._ends = begin + self._settings["seconds"]
        for number, laptop in self._laptops.items():
            first = begin + random.Random(f"begin {number}").uniform(0, every)
            timer = QTimer(self)
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.timeout.connect(lambda laptop=laptop, timer=timer: self._edit(laptop, timer))
            begins = partial(timer.start, round(1000 * every))
            QTimer.singleShot(max(0, round(1000 * (first - time.monotonic()))), self, begins)
            self._timers.append(timer)
        QTimer.singleShot(round(1000 * (self._ends - time.monotonic())) + 100, self, lambda: _say({"done": True}))

    def _edit(self, laptop: RoomLaptop | BareLaptop, timer: QTimer) -> None:
        if time.monotonic() < self._ends:
            laptop.edit()
        else:
            timer.stop()

    def _end(self) -> None:
        books = {
            str(number): {
                "sent": laptop.book.sent,
                "came": laptop.book.came,
                "shown": laptop.book.shown,
                "frames": [frame.hex() for frame in laptop.book.frames],
            }
            for number, laptop in self._laptops.items()
        }
        Path(self._settings["book"]).write_text(json.dumps(books))
        for laptop in self._laptops.values():
            laptop.leave()
        _say({"ended": True})
        QTimer.singleShot(200, self, QCoreApplication.quit)


def digest(records: Iterable[Record]) -> str:
    """Return a few letters that say what stands on a map."""
    rows = sorted((ref_of(record), flat(record)) for record in records)
    return hashlib.blake2b(json.dumps(rows, sort_keys=True, default=dict).encode(), digest_size=8).hexdigest()


def _new_card(board: Board, words: str, laptop: str) -> Change:
    seq = board.next_seq()
    return adding([Element(id=new_id(), seq=seq, kind="risk", label=words, pos=(10.0 * seq, 0.0), created_by=laptop)])


def _mark(frame: bytes) -> str:
    return hashlib.blake2b(frame, digest_size=8).hexdigest()


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def _end_at_once(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


def main() -> None:
    """Run until told to end, or until something goes wrong."""
    sys.excepthook = _end_at_once
    application = QCoreApplication(sys.argv[:1])
    laptops = Laptops(json.loads(sys.argv[1]))
    application.exec()
    del laptops


if __name__ == "__main__":
    main()
