"""Real programs on one machine in one room: each sees what the others do, and none loses anything to a power cut."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.model.records import Record, Ref, ref_of
from stworkshop.session.library import Library
from tests.gestures.conftest import SESSION
from tests.gestures.program import Program

pytestmark = pytest.mark.xvfb
CODE, HERE = "314159", "127.0.0.1"
NAMES = ("Facilitator", "Hill", "River", "Quay")


class Room:
    """Laptops with a display, a library and settings of their own; the first keeps the room until it dies."""

    def __init__(self, folder: Path, displays: dict[str, str]) -> None:
        self._folder, self._displays = folder, displays
        self.laptops: dict[str, Program] = {}

    def library(self, name: str) -> Library:
        return Library(self._folder / name / "library.stwlib")

    def start(self, name: str, session: str = "", **room: Any) -> Program:
        home = self._folder / name
        home.mkdir(exist_ok=True)
        made = Program(
            self._displays[name], home / "library.stwlib", session, home=str(home), room={**room, "name": name}
        )
        self.laptops[name] = made
        return made

    def host(self, name: str) -> str:
        """Start a laptop that keeps the room, and return the room's address."""
        self.start(name, SESSION, work_together=True, code=CODE, address=HERE, role="editor", json=False)
        return self.address(name)

    def address(self, name: str) -> str:
        return str(self.laptops[name].until(lambda room: bool(room["url"]), "room")["url"])

    def all_here(self, *names: str) -> None:
        expected = sorted(names)
        for name in names:
            laptop = self.laptops[name]
            laptop.until(lambda now: now["status"] in ("open", "here") and now["people"] == expected, "room")
            laptop.until(lambda ready: ready is True, "ready")

    def add(self, name: str, label: str, zone: str = "human-rights") -> str:
        """Drag a card from the palette to the map, and name it."""
        laptop = self.laptops[name]
        laptop.drag(laptop.ask("kind", "risk"), laptop.ask("zone", zone))
        laptop.until(bool, "typing")
        laptop.type(label)
        (card,) = laptop.until(bool, "find", label)
        return str(card)

    def seen(self, card: str, label: str, *names: str) -> None:
        for name in names or self.laptops:
            self.laptops[name].until(lambda found: found == [card], "find", label)

    def choose(self, name: str, card: str) -> None:
        """Click a card; where it moves to make room at that moment, click it there."""
        laptop, clicked = self.laptops[name], None

        def is_chosen(at: list[int]) -> bool:
            nonlocal clicked
            if at != clicked:
                laptop.click(at)
                clicked = at
            return bool(laptop.ask("selected") == [card])

        laptop.until(is_chosen, "card", card)

    def rename(self, name: str, card: str, label: str) -> None:
        laptop = self.laptops[name]
        self.choose(name, card)
        laptop.key("F2")
        laptop.until(bool, "typing")
        laptop.key("ctrl+a")
        laptop.type(label)
        laptop.until(lambda found: found == [card], "find", label)

    def all_alike(self) -> None:
        """Wait until nothing is owed, and all maps show the same."""
        first, *others = self.laptops.values()
        for laptop in (first, *others):
            laptop.until(lambda room: room["owing"] == 0, "room")
        for laptop in others:
            laptop.until(lambda shown: shown == first.ask("map"), "map")

    def kill(self, name: str) -> None:
        self.laptops[name].kill()
        self.laptops.pop(name).end()

    def end(self) -> None:
        for laptop in self.laptops.values():
            laptop.end()


@pytest.fixture
def displays() -> Iterator[dict[str, str]]:
    """A display for each laptop."""
    with ExitStack() as stack:
        found: dict[str, str] = {}
        for name in NAMES:
            reading, writing = os.pipe()
            command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
            server = stack.enter_context(subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL))
            stack.callback(server.terminate)
            os.close(writing)
            found[name] = f":{stack.enter_context(os.fdopen(reading)).readline().strip()}"
        yield found


@pytest.fixture
def room(tmp_path: Path, displays: dict[str, str]) -> Iterator[Room]:
    made = Room(tmp_path, displays)
    (tmp_path / NAMES[0]).mkdir()
    sample = next(path for path in assets.sample_sessions() if path.stem == "hill-east")
    made.library(NAMES[0]).add(our_json.read(sample))
    yield made
    made.end()


def records(library: Library) -> dict[Ref, Record]:
    with library.open(SESSION, read_only=True) as session:
        return {ref_of(record): record for record in session.board.records()}


def test_programs_in_one_room_lose_nothing_to_power_cuts(room: Room, soak: bool) -> None:
    host, *guests = NAMES if soak else NAMES[:3]
    address = room.host(host)
    for name in guests:
        room.start(name, join=address, code=CODE)
    room.all_here(host, *guests)

    # Edits of each appear in all.
    cards = {name: room.add(name, f"Said by {name}") for name in room.laptops}
    for name, card in cards.items():
        room.seen(card, f"Said by {name}")
    first, second = guests[:2]
    room.rename(first, cards[host], "Said better by Hill")
    room.seen(cards[host], "Said better by Hill")
    room.laptops[first].key("ctrl+z")
    room.seen(cards[host], f"Said by {host}")
    room.choose(second, cards[second])
    room.laptops[second].key("Delete")
    for laptop in room.laptops.values():
        laptop.until(lambda found: not found, "find", f"Said by {second}")
    room.all_alike()

    # A guest dies the moment after its edit; the others go on, and it comes back.
    last = room.add(second, "The last before the cut")
    room.kill(second)
    meanwhile = room.add(first, "Meanwhile")
    room.laptops[host].until(lambda now: second not in now["people"], "room")
    room.start(second, join=address, code=CODE)
    room.all_here(host, *guests)
    room.seen(last, "The last before the cut")
    room.seen(meanwhile, "Meanwhile")

    # The host dies; all go on, the first guest keeps the room from now on, and the others come to it.
    room.kill(host)
    for name in guests:  # the line that says so moves all below it
        room.laptops[name].until(lambda now: now["status"] == "away", "room")
    apart = {name: room.add(name, f"Apart by {name}") for name in guests}
    room.laptops[first].key("ctrl+k")
    room.laptops[first].type("go on as host")
    taken_over = room.address(first)
    for name in guests[1:]:
        room.laptops[name].ask("enter", json.dumps({"join": taken_over, "code": CODE, "name": name}))
    room.all_here(*guests)
    for name, card in apart.items():
        room.seen(card, f"Apart by {name}")

    if soak:  # the old host comes back
        room.start(host, join=taken_over, code=CODE)
        room.all_here(host, *guests)
        room.add(host, "Back again")
    room.all_alike()
    kept = [records(room.library(name)) for name in room.laptops]
    assert all(one == kept[0] for one in kept)
    assert {record.label for record in kept[0].values() if hasattr(record, "label")} >= {
        "Meanwhile", "The last before the cut", *(f"Apart by {name}" for name in guests)
    }  # fmt: skip
