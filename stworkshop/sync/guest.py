"""The guest's side of a room, without a socket and without a clock: what it owes its host, and what the host says.

Edits are made at once, whether the host can be reached or not, and stand in the outbox as Changes until the host has
taken them. After a refusal the guest starts again from what the host has, as a new client, and sends the outbox one
Change at a time, so that the one that is refused is known and all others arrive. Against a server that judges nothing
the document alone carries what was missed, and the outbox stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stworkshop.board import Board
from stworkshop.changes import Change
from stworkshop.document import BadUpdate, Document
from stworkshop.i18n import gettext as _
from stworkshop.records import Ref, new_id
from stworkshop.sync import frames
from stworkshop.sync.frames import Answered, Asked, BadFrame, Denied, Ours, Present, State, Updated, WhoIsHere
from stworkshop.sync.presence import People
from stworkshop.sync.replica import Replica, difference_of

FIRST_TRY, LAST_TRY = 0.5, 20.0
"""Seconds before the first new try, and before each after many."""


@dataclass(frozen=True)
class Owed:
    """An edit that the host has not taken yet: its label, Change and step; its bytes, and the clock they end at."""

    label: str
    change: Change
    step: str
    update: bytes
    clock: int


@dataclass(frozen=True)
class Refusal:
    """An edit that the host did not take, with the reason in a sentence."""

    label: str
    change: Change
    reason: str


@dataclass
class Heard:
    """What came of one frame: frames to send, what changed on the board, what was refused, and news of the room.

    `denied` is why a server that judges nothing lets us in no longer.
    """

    send: list[bytes] = field(default_factory=list)
    change: Change = field(default_factory=Change)
    refused: list[Refusal] = field(default_factory=list)
    present: list[State] = field(default_factory=list)
    role: str = ""
    denied: str = ""
    sheet: Mapping[str, Any] | None = None


class Guest:
    """A laptop in somebody else's room. With `judged` the host is this program; else a server that keeps anything."""

    def __init__(self, state: bytes = b"", outbox: Iterable[tuple[str, Change]] = (), *, judged: bool = True) -> None:
        """Start from `state`, what the host was last known to have, with what was owed to it then."""
        self._judged = judged
        self._known = Document([state] if state else [])
        self._replica = Replica(state)
        self._owed: list[Owed] = []
        self._sent = 0
        self._one_by_one = False
        self._asked_again = False
        self._early: list[bytes] | None = []
        self._tries = 0
        self.people = People()
        self.connected = False
        """Whether the host can be reached, and has told what it has."""
        for label, change in outbox:
            self._make(label, change, new_id())

    @property
    def board(self) -> Board:
        """The map as this laptop sees it, with its own edits."""
        return self._replica.board

    @property
    def client(self) -> int:
        """The number under which this laptop's presence and edits stand now; another one after a refusal."""
        return self._replica.client

    @property
    def outbox(self) -> list[tuple[str, Change]]:
        """What the host has not taken yet: label and Change, in the order of making."""
        return [(owed.label, owed.change) for owed in self._owed]

    def state(self) -> bytes:
        """Return the whole document, with all edits of one's own, as one update: what a guest who hosts starts from."""
        return self._replica.state()

    def known_state(self) -> bytes:
        """Return what the host was last known to have, which together with the outbox makes a guest again."""
        return self._known.state() if self._judged else self._replica.state()

    # --- what the guest does

    def do(self, label: str, change: Change) -> list[bytes]:
        """Make an edit, at once; return the frames to send, none while the host cannot be reached."""
        update = self._make(label, change, new_id())
        if not self.connected or not update:
            return []
        return self._due() if self._judged else [frames.encode(Updated(update))]

    def say(self, state: Mapping[str, Any] | None, now: float) -> bytes:
        """Return the frame that shows the room what this laptop is about; None when leaving."""
        return frames.encode(Present((self.people.say(self.client, state, now),)))

    def hand_in(self, round_id: str, answers: list[dict[str, Any]], *, side: str = "", participant: str = "") -> bytes:
        """Return the frame that takes a sheet to the host, and to nobody else."""
        body: dict[str, Any] = {"round": round_id, "answers": answers, "side": side}
        return frames.encode(Ours("sheet", body | ({"participant": participant} if participant else {})))

    # --- the connection

    def greet(self) -> list[bytes]:
        """Return what to send when a connection stands."""
        self._sent = 0
        self._asked_again = False
        self._early = []
        self._tries = 0
        return [frames.encode(Asked(self._replica.vector()))]

    def lost(self) -> None:
        """Note that the connection has ended. Nothing is lost: the outbox stays, and edits go on."""
        self.connected = False
        self.people.only(self.client)

    def next_try(self) -> float:
        """Return after how many seconds to try to connect again: longer each time, until it has worked."""
        self._tries += 1
        return min(LAST_TRY, FIRST_TRY * 2.0 ** min(self._tries - 1, 10))

    def receive(self, data: bytes, now: float) -> Heard:
        """Take one frame of the host; raises BadFrame on what is none."""
        heard = Heard()
        try:
            match frames.decode(data, frames.MOST_BYTES_OF_HOST):
                case Asked(vector):
                    self._meet(vector, heard)
                case Answered(update):
                    for part in (update, *(self._early or ())):
                        self._take(part, heard)
                    self._early, self._asked_again = None, False
                    heard.send += self._due()
                case Updated(update):
                    # What comes before the answer builds on it, and would hang in the air.
                    if self._early is None:
                        self._take(update, heard)
                    else:
                        self._early.append(update)
                case Denied(reason) if self._judged:
                    self._start_again(reason, heard)
                case Denied(reason):
                    heard.denied = reason
                case Present(states):
                    heard.present = self.people.hear(states, now)
                case WhoIsHere():
                    own = [state for state in self.people.all() if state.client == self.client]
                    heard.send.append(frames.encode(Present(tuple(own))))
                case Ours(name, body):
                    self._hear_ours(name, body, heard)
        except BadUpdate as error:
            raise BadFrame(str(error)) from error
        return heard

    def _hear_ours(self, name: str, body: Mapping[str, Any], heard: Heard) -> None:
        if name == "taken" and isinstance(clocks := body.get("clocks"), Mapping):
            taken = clocks.get(str(self.client))
            self._settle(taken if isinstance(taken, int) else 0)
            heard.send += self._due()
        elif name == "role" and isinstance(role := body.get("role"), str):
            heard.role = role
        elif name == "sheet":
            heard.sheet = body

    # --- what is owed

    def _meet(self, vector: bytes, heard: Heard) -> None:
        """Learn what the host has, and send what it lacks."""
        self.connected = True
        self._settle(frames.clocks(vector).get(self.client, 0))
        if self._judged:
            heard.send += self._due()
        else:
            heard.send.append(frames.encode(Answered(self._replica.lacking(vector))))

    def _due(self) -> list[bytes]:
        """Return what to send now: all that is owed and was not sent, or the first of it where some may be refused."""
        if self._asked_again or not self.connected:
            return []
        due = self._owed[self._sent :]
        if self._one_by_one:
            due = due[:1] if not self._sent else []
        self._sent += len(due)
        return [frames.encode(Updated(owed.update)) for owed in due]

    def _settle(self, clock: int) -> None:
        """Strike out what the host has taken: all of our own up to a clock."""
        while self._owed and self._owed[0].clock <= clock:
            self._known.take(self._owed.pop(0).update)
            self._sent = max(0, self._sent - 1)
        if not self._owed:
            self._one_by_one = False

    def _take(self, update: bytes, heard: Heard) -> None:
        if update == frames.NOTHING:
            return
        heard.change = heard.change.then(self._replica.merge(update))
        if self._judged:
            self._known.take(update)

    def _make(self, label: str, change: Change, step: str) -> bytes:
        """Make an edit on our own document, and owe it; return its update, b"" where it changes nothing."""
        change, update = self._replica.make(change, step)
        if update and self._judged:
            self._owed.append(Owed(label, change, step, update, self._replica.clock))
        return update

    def _start_again(self, reason: str, heard: Heard) -> None:
        """Drop what was refused, be a new client on what the host has, and make the rest of the outbox once more."""
        if self._asked_again:
            return
        owed, self._owed = self._owed, []
        if self._sent:
            # The host takes them in order and has told what it took, so it is the first that it refused.
            refused = owed.pop(0)
            heard.refused.append(Refusal(refused.label, refused.change, reason))
        if left := self.people.leave([self.client]):
            heard.send.append(frames.encode(Present(tuple(left))))
        before = self._replica.start_again(self._known.state())
        for one in owed:
            if not self._make(one.label, one.change, one.step) and _lost_its_record(self.board, one.change):
                sentence = _("It was about something that was refused, or that is not there any more.")
                heard.refused.append(Refusal(one.label, one.change, sentence))
        self._sent = 0
        self._one_by_one = self._asked_again = True
        heard.change = heard.change.then(difference_of(before, self.board))
        heard.send.append(frames.encode(Asked(self._replica.vector())))


def _lost_its_record(board: Board, change: Change) -> bool:
    def is_there(ref: Ref) -> bool:
        return board.get(ref) is not None or board.gone(ref) is not None

    return any(not is_there(ref) for ref in (*change.updated, *change.removed))
