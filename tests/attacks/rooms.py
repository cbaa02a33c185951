"""Rooms with a guest, a host or a server that means harm; whoever means well goes on, and keeps what it made."""

from __future__ import annotations

import base64
import hashlib
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

from pycrdt import Doc, write_var_uint

from stworkshop.commands.base import Refused
from stworkshop.errors import KnownError
from stworkshop.merge import read_copies
from stworkshop.model.board import Board
from stworkshop.session.library import Library
from stworkshop.session.session import Session, open_session
from stworkshop.store import doctor
from stworkshop.sync import frames
from stworkshop.sync.file_transfer import Receiving
from stworkshop.sync.frames import Answered, Asked, BadFrame, Denied, Updated
from stworkshop.sync.guest import Guest
from stworkshop.sync.replica import SessionReplica
from stworkshop.sync.room import Apply, Carried, Close, Effect, HandIn, Member
from tests.attacks.bytes_made import by_stock_client, json_text, noise, update, words
from tests.attacks.told import Outcome
from tests.sync.memory import Replica
from tests.sync.test_random_rooms import forbidden
from tests.sync.wire import InMemory, Laptop, OnDisk, live
from tests.workshop import ID

ROLES = ("viewer", "contributor", "editor", "facilitator")
MALLORY = "mallory"


def block(data: bytes) -> bytes:
    """Return bytes with their length."""
    return write_var_uint(len(data)) + data


class Attacked(InMemory):
    """A host with a file; what a moment brings is merged at once, as in the program."""

    def __init__(self, seed: int, folder: Path) -> None:
        super().__init__(seed, OnDisk(folder / "hosted.stw"))
        self.folder = folder
        self.batch: list[bytes] = []
        self.receiving = Receiving(lambda told: "" if told.table == "Hill" else "No copy was given to it.")
        self.copies = 0

    @property
    def session(self) -> Session:
        """The host's session."""
        assert isinstance(self.host, OnDisk)
        return self.host.session

    def carry_out(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case Apply(data):
                    self.batch.append(data)
                case HandIn(arguments=arguments, sheet=sheet, own=own):
                    taken = self.session.take_sheet(arguments, sheet, own)
                    how = (taken.message, b"") if isinstance(taken, Refused) else ("", taken)
                    self.carry_out(self.room.sheet_answered(effect, *how))
                case Carried(_peer, "parcel", body):
                    self._take_part(body)
                case Carried():
                    pass
                case _:
                    super().carry_out([effect])

    def save(self) -> None:
        """Merge what came in this moment."""
        if self.batch:
            self.session.merge(frames.together(self.batch), peer="somebody")
            self.batch.clear()

    def _take_part(self, body: Any) -> None:
        _answer, parcel = self.receiving.heard(body)
        if parcel is not None:
            self.copies += 1
            path = self.folder / f"copy-{self.copies}.stw"
            path.write_bytes(parcel.data)
            with suppress(KnownError):
                read_copies.read_copies([path])


def odd_value(chance: random.Random) -> Any:
    """A value of JSON that a message does not hold."""
    values: list[Any] = [None, True, -1, 2**60, 1e300, "", [], {}, [[[]]], {"a": {"b": []}}, "\ud800", [None]]
    return chance.choice([*values, words(chance)[:5_000], {"item": "st-1", "value": 2**40}])


def message(chance: random.Random, state: bytes) -> bytes:
    """One message of ours with odd parts, or without them."""
    data = chance.choice([noise(chance), state, b"SQLite format 3\0" + bytes(4_000)])
    bodies: list[dict[str, Any]] = [
        {"name": "sheet", "round": "r", "answers": [{"item": "st-1", "value": 3}], "side": "public"},
        {
            "name": "parcel", "id": "f", "table": "Hill", "size": len(data), "at": 0,
            "sha256": hashlib.sha256(data).hexdigest(), "data": base64.b64encode(data).decode(),
        },
        {"name": "parcel-answer", "id": "f", "at": 5},
        {"name": "taken", "clocks": {"7": 3, "x": 1, "9" * 30: 2}},
        {"name": "role", "role": "facilitator"},
        {"name": words(chance)[:300]},
    ]  # fmt: skip
    body = chance.choice(bodies)
    for _each in range(chance.choice([0, 1, 2])):
        body[chance.choice([*body, "participant", "mark", "side"])] = odd_value(chance)
    raw = json_text(chance).encode("utf-8", "surrogatepass") if chance.random() < 0.2 else json.dumps(body).encode()
    return write_var_uint(100) + block(raw)


def presence(chance: random.Random) -> bytes:
    """States of presence that nobody shows."""
    count = chance.choice([0, 1, 3, 300])
    states = []
    for _each in range(count):
        state = {
            "user": chance.choice([{"name": words(chance)[:3_000]}, "x", None, {"name": 5, "color": []}]),
            "cursor": odd_value(chance), "view": odd_value(chance), "selection": odd_value(chance),
            "role": "facilitator", "host": True, "doing": odd_value(chance), "follows": odd_value(chance),
        }  # fmt: skip
        raw = (json.dumps(state) if chance.random() < 0.8 else json_text(chance)).encode("utf-8", "surrogatepass")
        client, clock = chance.randrange(2**53), chance.choice([0, 1, 2**52, 2**60])
        states.append(write_var_uint(client) + write_var_uint(clock) + block(raw))
    return b"\1" + block(write_var_uint(chance.choice([count, count, 2**40])) + b"".join(states))


def frame(chance: random.Random, state: bytes) -> bytes:
    """One frame that does harm where it is believed."""
    dice = chance.random()
    if dice < 0.25:
        return b"\0" + chance.choice([b"\1", b"\2"]) + block(update(chance))
    if dice < 0.5:
        made = by_stock_client(state, chance)
        return frames.encode(Answered(made) if chance.random() < 0.5 else Updated(made))
    if dice < 0.7:
        return message(chance, state)
    if dice < 0.8:
        return presence(chance)
    if dice < 0.9:
        vector = chance.choice([noise(chance), b"\1\7" + write_var_uint(2**52), write_var_uint(2**50), b"\0"])
        return frames.encode(Asked(vector))
    whole = frames.encode(Updated(by_stock_client(state, chance)))
    return chance.choice(
        [
            noise(chance),
            whole[: chance.randrange(len(whole))],
            whole + b"\0",
            b"\0" * (frames.MOST_BYTES + 1),
            b"\2\0" + block(words(chance)[:9_000].encode()),
            b"\2\0" + block(b"\xff\xfe"),
            b"\2\7",
            b"\3",
            write_var_uint(2**52) + b"x",
        ]
    )


# --- a guest who means harm


def play_guest(chance: random.Random, folder: Path, outcome: Outcome) -> None:
    """Let a guest of some role send what it may not; others and the host go on."""
    net = Attacked(chance.randrange(2**30), folder)
    role, ours = chance.choice(ROLES), chance.random() < 0.6
    bo = net.add("bo")
    net.host_runs("open_round", id="r", question="How far?", kind="rating", items=["st-1"])
    net.settle()
    mallory = net.laptops[MALLORY] = Laptop(MALLORY, role)
    member = Member(MALLORY, words(chance)[:200], role, MALLORY, ours=ours)
    net.carry_out(net.room.join(member))
    net.carry_out(net.room.receive(MALLORY, frames.encode(Asked(b"\0")), 0.0))
    role = member.role
    before = live(net.room.board)
    kept = [ref for ref, record in before.items() if getattr(record, "created_by", "") != MALLORY]
    state = net.host.state()
    for number in range(chance.randint(3, 15)):
        if MALLORY not in net.room.members:
            net.carry_out(net.room.join(Member(MALLORY, "Mallory", role, MALLORY, ours=ours)))
            net.carry_out(net.room.receive(MALLORY, frames.encode(Asked(b"\0")), float(number)))
        sent = [frame(chance, state)] * chance.choice([1, 1, 1, 20])
        if chance.random() < 0.2:
            mallory.guest = type(mallory.guest)(Replica())
            mallory.guest.replica.merge(state)
            mallory.guest.connected = True
            sent = mallory.guest.do("Test", forbidden(mallory, chance))
        for data in sent:
            outcome.jobs += 1
            effects = net.room.receive(MALLORY, data, float(number))
            outcome.refused += any(isinstance(effect, Close) for effect in effects)
            net.carry_out(effects)
        net.save()
        if chance.random() < 0.3:
            bo.run("add_element", kind="risk", label=f"Bo {number}")
            net.settle()
            net.save()
    after = live(net.room.board)
    if role in ("viewer", "contributor") and any(after.get(ref) != before[ref] for ref in kept):
        outcome.wrong.append(f"a {role} changed what is not its own")
    if role == "viewer" and any(getattr(after[r], "created_by", "bo") != "bo" for r in after.keys() - before.keys()):
        outcome.wrong.append("a viewer added something")
    if MALLORY in net.room.members:
        net.cut(mallory)
    _room_goes_on(net, bo, outcome)


def _room_goes_on(net: Attacked, bo: Laptop, outcome: Outcome) -> None:
    bo.run("add_element", kind="risk", label="By Bo after all")
    made = net.host_runs("add_element", kind="risk", label="By the host after all")
    net.settle()
    net.save()
    late = net.add("late")
    net.settle()
    if not bo.on or not made:
        outcome.wrong.append("who means well was shown out, or could not edit")
    for laptop in (bo, late):
        if live(laptop.guest.board) != live(net.session.board):
            outcome.wrong.append(f"{laptop.name} sees another map than the host")
    expected = {card.label for card in net.session.board.elements.values()}
    if net.session.trouble:
        outcome.wrong.append(f"the host does not save: {net.session.trouble}")
    net.session.close()
    _is_all_there(net.folder / "hosted.stw", expected | {"By Bo after all", "By the host after all"}, outcome)


def _is_all_there(path: Path, labels: set[str], outcome: Outcome) -> None:
    if not doctor.examine(path).sound:
        outcome.wrong.append("the file is not sound")
    with open_session(path, read_only=True) as again:
        missing = labels - {card.label for card in again.board.elements.values()}
    outcome.lost += len(missing)
    outcome.wrong += [f"lost: {label}"[:200] for label in missing]


# --- a host or a server that means harm


class Victim(Guest):
    """A guest on a session of its own library; `edits` are the labels of cards that were acknowledged."""

    def __init__(self, session: Session, *, judged: bool) -> None:
        self.session = session
        self.out: list[bytes] = []
        self.refused: set[str] = set()
        self.edits: set[str] = set()
        super().__init__(SessionReplica(session, lambda data: self.out.extend(self.made(data))), judged=judged)

    def edit(self, label: str) -> bool:
        """Add a card; tell whether it was acknowledged."""
        made = self.session.run("add_element", kind="risk", label=label)
        if not getattr(made, "ids", ()):
            return False
        self.edits.add(label)
        return True


def play_host(chance: random.Random, folder: Path, outcome: Outcome) -> None:
    """Let a host that is no program of ours send what it likes."""
    _play_other_end(chance, folder, outcome, judged=True)


def play_server(chance: random.Random, folder: Path, outcome: Outcome) -> None:
    """Let a server keep and pass on what any client sent."""
    _play_other_end(chance, folder, outcome, judged=False)


def _play_other_end(chance: random.Random, folder: Path, outcome: Outcome, *, judged: bool) -> None:
    other = InMemory()
    state = other.host.state()
    if chance.random() < 0.4:
        state = frames.together([state, by_stock_client(state, chance)])
    path = folder / "library.stwl"
    try:
        session = Library(path).share(ID, "lineage", state)
    except KnownError:
        outcome.refused += 1
        session = Library(path).share(ID, "lineage", other.host.state())
    victim = Victim(session, judged=judged)
    _connect(victim, state, outcome)
    victim.edit("Before all")
    deleted: set[str] = set()
    for number in range(chance.randint(3, 15)):
        # The host knows what the guest has sent, and may do what it likes to that, too.
        seen = session.state() if chance.random() < 0.5 else state
        data = frame(chance, seen)
        before = _labels(session.board)
        for _each in range(chance.choice([1, 1, 1, 5])):
            _receive(victim, data, float(number), outcome)
        deleted |= before - _labels(session.board)
        if chance.random() < 0.5 and not victim.edit(f"Mine {number}"):
            # A stage, a role or the like may forbid it; a disk never does here.
            outcome.refused += 1
        if chance.random() < 0.3:
            victim.lost()
            _connect(victim, state, outcome)
    if judged and chance.random() < 0.3:
        _receive(victim, frames.encode(Denied("No.")), 99.0, outcome)
        _receive(victim, frames.encode(Answered(state)), 99.0, outcome)
    if session.trouble:
        outcome.wrong.append(f"it does not save: {session.trouble}")
    victim.edit("After all")
    there = _labels(session.board)
    gone = victim.edits - there - victim.refused - deleted
    outcome.lost += len(gone)
    outcome.wrong += [f"gone without a word: {label}" for label in gone]
    session.close()
    _is_all_there_in(path, there, outcome)


def _labels(board: Board) -> set[str]:
    return {card.label for card in board.elements.values()}


def _connect(victim: Victim, state: bytes, outcome: Outcome) -> None:
    victim.greet()
    doc: Doc[Any] = Doc()
    doc.apply_update(state)
    _receive(victim, frames.encode(Asked(doc.get_state())), 0.0, outcome)
    _receive(victim, frames.encode(Answered(state)), 0.0, outcome)


def _receive(victim: Victim, data: bytes, now: float, outcome: Outcome) -> None:
    """Give a frame to the guest; what it cannot read ends the connection, as in the program."""
    outcome.jobs += 1
    try:
        heard = victim.receive(data, now)
        for refusal in heard.refused:
            records = (*refusal.change.added.values(),)
            victim.refused |= {getattr(record, "label", "") for record in records}
    except (BadFrame, KnownError):
        outcome.refused += 1
        victim.lost()
        victim.greet()


def _is_all_there_in(path: Path, labels: set[str], outcome: Outcome) -> None:
    if not doctor.examine(path).sound:
        outcome.wrong.append("the library is not sound")
    with Library(path).open(ID) as again:
        missing = labels - _labels(again.board)
    outcome.lost += len(missing)
    outcome.wrong += [f"lost: {label}"[:200] for label in missing]
