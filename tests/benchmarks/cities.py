"""Three cities on a stock y-websocket server: python -m tests.benchmarks.cities SERVER.cjs, with node installed.

The server is `bin/server.cjs` of the npm package y-websocket@2, as anybody may run it. It judges nothing, and keeps
what it has in its memory alone: here it is killed while people edit, and comes back with nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QCoreApplication, QEventLoop, QUrl
from PySide6.QtWebSockets import QWebSocket

from stworkshop.model.changes import updating
from stworkshop.session.session import open_session
from stworkshop.sync import frames
from tests.benchmarks import large_session
from tests.benchmarks.laptops import digest
from tests.sync.memory import MemoryGuest, from_state
from tests.ui.lan.laptop import Laptop

CITIES = ("Merravale", "Quayline", "Eastmere")
CARDS = 60
EDITS = 100
"""Edits that are measured, of all cities in turn."""
EVERY = 0.1
PATIENCE = 60.0


class City(Laptop):
    """A laptop that notes when an edit of others stands on its map."""

    def __init__(self, url: str, state: bytes, name: str) -> None:
        guest = MemoryGuest(from_state(state), judged=False)
        super().__init__(url, guest, name=name, laptop=name, stock=True)
        self.seen: dict[bytes, float] = {}

    def _take_all(self, batch: list[bytes]) -> None:
        super()._take_all(batch)
        self.seen.update(dict.fromkeys(batch, time.monotonic()))

    def edit(self, words: str) -> bytes:
        """Rename a card; return the frame."""
        card = random.Random(words).choice(list(self.guest.board.elements.values()))
        change = updating(card, {"label": words})
        (frame, *_rest) = self.guest.do("Edit", change) or [b""]
        if frame:
            self.send([frame])
        return frame

    @property
    def map(self) -> str:
        return digest(self.guest.board.records())


class Relay:
    """The stock server as a process."""

    def __init__(self, server: Path) -> None:
        self._server = server
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(self.port)}
        self._process = subprocess.Popen(["node", str(self._server)], env=environment, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def delays(cities: list[City]) -> list[float]:
    """Return the seconds from making an edit until it stands on the map of each other city."""
    found = []
    for number in range(EDITS):
        maker = cities[number % len(cities)]
        at = time.monotonic()
        frame = maker.edit(f"Edit {number}")
        found += _arrivals(frame, at, [city.seen for city in cities if city is not maker])
    return found


def bare_delays(url: str) -> list[float]:
    """Return the same of three bare sockets: their presence, of which the server makes no document."""
    sockets = [QWebSocket() for _city in CITIES]
    seen: list[dict[bytes, float]] = [{} for _city in CITIES]
    for one, heard in zip(sockets, seen, strict=True):
        one.binaryMessageReceived.connect(partial(_note, heard))
        one.open(QUrl(url))
    until(lambda: all(one.isValid() for one in sockets))
    found = []
    for number in range(EDITS):
        maker = number % len(sockets)
        state = frames.State(1000 + maker, number + 1, {"cursor": [number, "x" * 20]})
        frame = frames.encode(frames.Present((state,)))
        at = time.monotonic()
        sockets[maker].sendBinaryMessage(QByteArray(frame))
        found += _arrivals(frame, at, [heard for index, heard in enumerate(seen) if index != maker])
    for one in sockets:
        one.close()
    return found


def _note(heard: dict[bytes, float], data: QByteArray) -> None:
    heard[bytes(data.data())] = time.monotonic()


def _arrivals(frame: bytes, at: float, seen: list[dict[bytes, float]]) -> list[float]:
    """Wait until a frame that was made `at` stands with all, and a moment longer; return how long each took."""
    until(lambda: all(frame in heard for heard in seen))
    until(lambda: time.monotonic() > at + EVERY)
    return [heard[frame] - at for heard in seen]


def until(condition: Callable[[], Any]) -> float:
    """Work on until something holds; return the seconds it took. Raises TimeoutError."""
    began = time.monotonic()
    while not condition():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
        if time.monotonic() > began + PATIENCE:
            raise TimeoutError
    return time.monotonic() - began


def main() -> None:
    """Print how long edits take, and what becomes of a server that forgets all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server", type=Path)
    parser.add_argument("--far", type=float, default=0.0, metavar="MS", help="milliseconds to the server, one way")
    given = parser.parse_args()
    application = QCoreApplication(sys.argv[:1])
    relay = Relay(given.server)
    relay.start()
    far = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.far", str(relay.port), str(given.far)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert far.stdout is not None
    url = f"ws://127.0.0.1:{far.stdout.readline().strip()}/assembly"
    with (
        tempfile.TemporaryDirectory() as folder,
        open_session(large_session.write(Path(folder) / "start.stw", CARDS)) as session,
    ):
        state = session.state()
    try:
        cities = [City(url, state, name) for name in CITIES]
        for city in cities:
            city.join()
        until(lambda: all(city.connected for city in cities))
        ours, plain = statistics.median(delays(cities)), statistics.median(bare_delays(url + "-bare"))
        print(f"an edit to another city's map: RATIO {ours / plain:.2f} ({1000 * ours:.1f} ms / {1000 * plain:.1f} ms)")
        until(lambda: len({city.map for city in cities}) == 1)
        relay.kill()
        until(lambda: not any(city.connected for city in cities))
        for number in range(30):
            cities[number % 3].edit(f"Away {number}")
        apart = len({city.map for city in cities})
        print(f"server killed: {apart} different maps after 30 edits")
        rested = time.monotonic() + 5
        until(lambda: time.monotonic() > rested)
        relay.start()
        took = until(lambda: all(city.connected for city in cities) and len({city.map for city in cities}) == 1)
        print(f"server back with nothing: all maps equal after {took:.1f} s, by themselves")
        late = City(url, b"", "Late")
        late.join()
        until(lambda: late.map == cities[0].map)
        print("who joins now gets the whole map")
        for city in (*cities, late):
            city.leave()
    finally:
        relay.kill()
        far.kill()
        far.wait()
    del application


if __name__ == "__main__":
    main()
