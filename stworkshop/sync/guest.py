"""The guest's side of a room, without a socket and without a clock: what it owes its host, and what the host says.

Edits are made at once, whether the host can be reached or not, and stay owed until the host has them; which these are
is read off the guest's own journal, so that a crash loses none. After a refusal the guest starts again from what the
host has, as a new client, and makes what it owes once more, one Change at a time, so that the one that is refused is
known and all others arrive. Against a server that judges nothing the document alone carries what was missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model import ballot_promises
from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import Ref
from stworkshop.model.rules import ROLES
from stworkshop.session.undo_history import Step
from stworkshop.store.journal import Entry
from stworkshop.sync import frames
from stworkshop.sync.file_transfer import ANSWER, PARCEL
from stworkshop.sync.frames import Answered, Asked, BadFrame, Denied, Frame, Ours, Present, State, Updated, WhoIsHere
from stworkshop.sync.presence import People
from stworkshop.sync.replica import Owed, Replica

FIRST_TRY, LAST_TRY = 0.5, 20.0
"""Seconds before the first new try, and before each after many."""
_LONGEST_CLIENT = 16


@dataclass(frozen=True)
class Refusal:
    """An edit that the host did not take, with the reason in a sentence."""

    label: str
    change: Change
    reason: str


@dataclass
class Heard:
    """What came of some frames: frames to send, what changed on the board and by whom, what was refused, other news.

    `sheets` says what became of sheets, `sheet_news` how many of a round may come from here, and came.
    `denied` is why a server that judges nothing lets us in no longer; `waits` says why what is sent is not taken yet.
    """

    send: list[bytes] = field(default_factory=list)
    change: Change = field(default_factory=Change)
    authors: set[int] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    present: list[State] = field(default_factory=list)
    role: str = ""
    denied: str = ""
    waits: str = ""
    sheets: list[Mapping[str, Any]] = field(default_factory=list)
    sheet_news: list[Mapping[str, Any]] = field(default_factory=list)
    carried: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)


class Guest:
    """A laptop in somebody else's room. With `judged` the host is this program; else a server that keeps anything."""

    def __init__(self, replica: Replica, *, judged: bool = True) -> None:
        self._judged = judged
        self._replica = replica
        self._owed = Owed()
        self._sent = 0
        self._met = False
        self._one_by_one = False
        self._denied: str | None = None
        self._early: list[bytes] | None = []
        self._tries = 0
        self.people = People()
        self.connected = False
        """Whether the host can be reached, and has told what it has."""

    @property
    def board(self) -> Board:
        """The map as this laptop sees it, with its own edits."""
        return self._replica.board

    @property
    def client(self) -> int:
        """The number under which this laptop's presence and edits stand now; another one after a refusal."""
        return self._replica.client

    @property
    def owing(self) -> int:
        """How many edits the host has not taken yet, as far as is known."""
        return len(self._owed)

    # --- what the guest does

    def made(self, update: bytes) -> list[bytes]:
        """Note an edit that was just made; return the frames to send, none while the host cannot be reached."""
        if not self._judged:
            return [frames.encode(Updated(update))] if self.connected else []
        self._owed.add(update)
        return self._due()

    def say(self, state: Mapping[str, Any] | None, now: float) -> bytes:
        """Return the frame that shows the room what this laptop is about; None when leaving."""
        return frames.encode(Present((self.people.say(self.client, state, now),)))

    def hand_in(
        self, round_id: str, answers: list[dict[str, Any]], *, side: str = "", participant: str = "", mark: str = ""
    ) -> bytes:
        """Return the frame that takes a sheet to the host, and to nobody else.

        A sheet that comes again with the same `mark`, a random one, since its answer got lost, counts once.
        """
        body: dict[str, Any] = {"round": round_id, "answers": answers}
        more = {"side": side, "participant": participant, "mark": mark}
        return frames.encode(Ours("sheet", body | {name: value for name, value in more.items() if value}))

    # --- the connection

    def greet(self) -> list[bytes]:
        """Return what to send when a connection stands."""
        self._sent = 0
        self._met, self._denied = False, None
        self._early = []
        self._tries = 0
        return [frames.encode(Asked(self._replica.vector()))]

    def lost(self) -> None:
        """Note that the connection has ended. Nothing is lost: edits go on, and stay owed."""
        self.connected = False
        self.people.only(self.client)

    def next_try(self) -> float:
        """Return after how many seconds to try to connect again: longer each time, until it has worked."""
        self._tries += 1
        return min(LAST_TRY, FIRST_TRY * 2.0 ** min(self._tries - 1, 10))

    def receive(self, data: bytes, now: float) -> Heard:
        """Take one frame of the host; raises BadFrame on what is none, KnownError where the disk takes nothing."""
        return self.receive_all([data], now)

    def receive_all(self, batch: Iterable[bytes], now: float) -> Heard:
        """Take some frames in order; updates that follow each other come to the disk together. Raises as `receive`."""
        heard, updates = Heard(), list[bytes]()
        try:
            for data in batch:
                frame = frames.decode(data, frames.MOST_BYTES_OF_HOST)
                if isinstance(frame, Updated) and self._early is None:
                    updates.append(frame.update)
                    continue
                self._take(updates, heard)
                updates = []
                self._hear(frame, now, heard)
            self._take(updates, heard)
        except BadUpdate as error:
            raise BadFrame(str(error)) from error
        return heard

    def _hear(self, frame: Frame, now: float, heard: Heard) -> None:
        match frame:
            case Asked(vector):
                self._meet(vector, heard)
            case Answered(update):
                early, self._early = self._early, None
                if self._denied is not None:
                    self._start_again(update, heard)
                    update = frames.NOTHING
                self._take([update, *(early or ())], heard)
            case Updated(update):
                # What comes before the answer builds on it, and would hang in the air.
                self._early = [*(self._early or ()), update]
            case Denied(reason) if self._judged:
                heard.send += self._ask_anew(reason)
            case Denied(reason):
                heard.denied = reason
            case Present(states):
                heard.present += self.people.hear(states, now)
            case WhoIsHere():
                own = [state for state in self.people.all() if state.client == self.client]
                heard.send.append(frames.encode(Present(tuple(own))))
            case Ours(name, body):
                self._hear_ours(name, body, heard)

    def _hear_ours(self, name: str, body: Mapping[str, Any], heard: Heard) -> None:
        if name == "taken" and isinstance(clocks := body.get("clocks"), Mapping):
            self._settle({int(c): n for c, n in clocks.items() if _is_client(c) and isinstance(n, int) and n >= 0})
            heard.send += self._due()
        elif name == "role" and (role := body.get("role")) in ROLES:
            heard.role = role
        elif name == "wait":
            heard.waits = _why_it_waits(body.get("why"))
        elif name == "sheet":
            heard.sheets.append(body)
        elif name == "sheets":
            heard.sheet_news.append(body)
        elif name in (PARCEL, ANSWER):
            heard.carried.append((name, body))

    def _take(self, updates: Sequence[bytes], heard: Heard) -> None:
        updates = [update for update in updates if update != frames.NOTHING]
        if not updates:
            return
        authors = {frames.first_author(update) for update in updates} - {0}
        heard.authors |= authors
        here = map(self.people.of, sorted(authors))
        names = dict.fromkeys(author.name for author in here if author is not None)
        change = self._replica.merge(frames.together(updates), ", ".join(filter(None, names)))
        heard.change = heard.change.then(change)
        if not self._judged:
            heard.change = heard.change.then(self._put_right(change))

    def _put_right(self, change: Change) -> Change:
        """Take back what others did, through a server that judges nothing, to things that ballots have promised."""
        if change.roots().isdisjoint(ballot_promises.ROOTS):
            return Change()
        before = self.board.copy()
        before.apply(change.inverse())
        return self._replica.put_right(ballot_promises.mending(change, before, self._replica.laptop))

    # --- what is owed

    def _meet(self, vector: bytes, heard: Heard) -> None:
        """Learn what the host has, and send what it lacks."""
        self.connected = True
        has = frames.clocks(vector)
        if not self._judged:
            heard.send.append(frames.encode(Answered(self._replica.lacking(vector))))
        elif self._met:
            self._settle(has)
        else:
            self._owed.learn(has, (entry.update for entry in self._replica.entries()))
        self._met = True
        heard.send += self._due()

    def _due(self) -> list[bytes]:
        """Return what to send now: all that is owed and was not sent, or the first of it where some may be refused."""
        if self._denied is not None or not self.connected or not self._judged:
            return []
        due = self._owed.since(self._sent)
        if self._one_by_one:
            due = due[:1] if not self._sent else []
        short = list(takewhile(lambda update: len(update) <= frames.MOST_UPDATE, due))
        if due and not short and not self._sent:
            # A host lets go of who sends it, so that it would come again for ever.
            self._sent = 1
            return self._ask_anew(_("It is more than a room carries in one piece. Do it in smaller parts."))
        self._sent += len(short)
        return [frames.encode(Updated(update)) for update in short]

    def _settle(self, has: dict[int, int]) -> None:
        self._sent = max(0, self._sent - self._owed.settle(has))
        if not self._owed:
            self._one_by_one = False

    def _ask_anew(self, reason: str) -> list[bytes]:
        """Return what asks the host for all that it has; nothing else is sent until it has told."""
        if self._denied is not None:
            return []
        self._denied = reason
        self._early = []
        return [frames.encode(Asked(b"\0"))]

    def _start_again(self, known: bytes, heard: Heard) -> None:
        """Drop what was refused, be a new client on what the host has, and make the rest of what is owed once more."""
        reason, self._denied = self._denied or "", None
        document = Document([known])
        has = frames.clocks(document.vector())
        vector = frames.vector(has)
        owed = [entry for entry in self._replica.entries() if not frames.is_covered(entry.update, vector, has)]
        steps, dropped, before = _as_steps(owed, document), "", self.client
        if self._sent and steps:
            # The host takes them in order and has told what it has, so it is the first that it refused.
            refused = steps.pop(0)
            dropped = refused.id
            heard.refused.append(Refusal(refused.label, refused.change, reason))
        # What came from another host, or from tables, may hold parts that this host has: then nothing is to be kept.
        own = all(entry.origin != "remote" and frames.is_new_from_one(entry.update, has) for entry in owed)
        without = {entry.step for entry in owed} if own else None
        updates = self._replica.start_again(known, without, steps, dropped)
        if left := self.people.leave([before]):
            heard.send.append(frames.encode(Present(tuple(left))))
        for step, update in zip(steps, updates, strict=True):
            if not update and _lost_its_record(self.board, step.change):
                sentence = _("It was about something that was refused, or that is not there any more.")
                heard.refused.append(Refusal(step.label, step.change, sentence))
        self._owed.learn(has, (update for update in updates if update))
        self._sent = 0
        self._one_by_one = True


def _why_it_waits(why: object) -> str:
    if why == "growth":
        return _("The host’s laptop takes no more for now. What you do is kept here until the facilitator allows more.")
    if why == "rate":
        return _("So much came from here that the host takes it bit by bit. Go on working: nothing is lost.")
    return ""


def _is_client(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= _LONGEST_CLIENT


def _as_steps(owed: Iterable[Entry], document: Document) -> list[Step]:
    """Return the Changes that some entries are on top of a document, which takes them."""
    board, steps = Board(document.records()), []
    for entry in owed:
        change = document.merge(entry.update, board)
        board.apply(change)
        steps.append(Step(entry.step, entry.label, change))
    return steps


def _lost_its_record(board: Board, change: Change) -> bool:
    def is_there(ref: Ref) -> bool:
        return board.get(ref) is not None or board.gone(ref) is not None

    return any(not is_there(ref) for ref in (*change.updated, *change.removed))
