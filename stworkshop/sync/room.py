"""The host's side of a room, without a socket and without a clock: frames of guests in, effects out.

The host judges. Each update of a guest is played into a shadow of the host's document, and what it changes there is
held against the rules; what is not allowed is dropped whole, and the shadow made anew from the host's own document.
Whoever runs a room carries out the effects of one call, in their order, before the next call.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate, Document
from stworkshop.sync import file_transfer, frames, size_limits
from stworkshop.sync.frames import (
    Answered,
    Asked,
    BadFrame,
    Denied,
    Frame,
    Ours,
    Present,
    State,
    Updated,
    WhoIsHere,
)
from stworkshop.sync.presence import People, clean_name
from stworkshop.sync.rate_limits import Allowance, Growth
from stworkshop.sync.sheets_by_guest import Handed

MOST_DOCUMENT = 64 << 20
"""Largest document that a host takes updates for, bytes."""
MOST_REFUSALS, REFUSALS_WITHIN = 50, 600.0
"""After so many refused updates in so many seconds a laptop is shown out: its program does not listen."""
SLOWED_WITHIN = 600.0
"""Seconds within which the host is told once that a laptop sends too much."""
MOST_CLIENTS = 8
"""So many clients may one guest show the presence of: it is a new one after each refusal."""
_LONGEST_MARK = 40


@dataclass
class Member:
    """A guest as the host knows it: `ours` runs this program, another one is a stock Yjs client.

    `guest` is what its token stands for, the same in all visits with it; `address` is where its connection comes from.
    `clients` are those under which it shows itself, none before it does
    and after its goodbye; with `shown_out` it does not come back by itself.
    """

    id: str
    name: str = ""
    role: str = "viewer"
    laptop: str = ""
    ours: bool = True
    address: str = ""
    guest: str = ""
    synced: bool = False
    muted: bool = False
    shown_out: bool = False
    clients: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Send:
    """A frame for one guest; with `saved` only once what the guest sent is durable."""

    peer: str
    frame: bytes
    saved: bool = False


@dataclass(frozen=True)
class Apply:
    """An update that the host's session merges, durably; `peer` and `name` say whose, `change` what it does."""

    update: bytes
    name: str
    peer: str = ""
    change: Change = field(default_factory=Change)


@dataclass(frozen=True)
class HandIn:
    """A guest's sheet for the drawer: the arguments of `hand_in_sheet`.

    `sheet` says which one it is, so that one that comes again counts once; "" where the guest did not say. It takes the
    place of none but those that lie under `own`. `peer` and `mark` are for the answer alone.
    """

    peer: str
    arguments: Mapping[str, Any]
    mark: str = ""
    sheet: str = ""
    own: frozenset[bytes] = frozenset()


@dataclass(frozen=True)
class Carried:
    """A part of a table's copy that a guest sends, or its answer to one: the name and the body of the message."""

    peer: str
    name: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Close:
    """A connection to end, with a sentence for the one at its other end."""

    peer: str
    reason: str


@dataclass(frozen=True)
class Told:
    """What the host hears: who came, went, was refused, sent what cannot be read, handed in a sheet.

    `cut` is true of one that went without a goodbye: it comes back by itself.
    """

    event: str
    peer: str = ""
    name: str = ""
    message: str = ""
    cut: bool = False


Effect = Send | Apply | HandIn | Carried | Close | Told


class Room:
    """The guests of one session. `state` returns the host's document as one update, `client` is its own number there.

    Under that number the host shows itself, so that everybody knows whose its edits are.
    """

    def __init__(self, state: Callable[[], bytes], catalogue: Catalogue | None = None, client: int = 0) -> None:
        self._state = state
        self._catalogue = catalogue or bundled_catalogue()
        self._shadow = Document()
        self.client = client or self._shadow.client
        self._seen: dict[int, int] = {}
        self._size = 0
        self._ignored: set[int] = set()
        self.sheets = Handed()
        self._refusals: dict[str, list[float]] = {}
        self._allowances: dict[str, Allowance] = {}
        self._slowed: dict[str, float] = {}
        self.growth = Growth()
        self.members: dict[str, Member] = {}
        self.people = People()
        self._start_over()
        self.board = Board(self._shadow.records())

    # --- coming and going

    def join(self, member: Member) -> list[Effect]:
        """Let a guest in, who has shown that it may come."""
        member.name = clean_name(member.name)
        if not member.ours and member.role not in ("editor", "viewer"):
            # It cannot be put right after a refusal, nor mark a card as its own.
            member.role = "viewer"
        self.members[member.id] = member
        # Who does not ask is asked at once: a stock client may wait for it.
        effects: list[Effect] = [] if member.ours else [self._ask(member)]
        if here := self.people.all():
            effects.append(_send(member, Present(here)))
        if self.growth.waits(_sender(member)):
            effects += _tell_to_wait(member, "growth")
        if member.ours:
            effects += [tell for asked in self.board.rounds for tell in self._tell_of_sheets(member, asked, news=True)]
        return [*effects, _told("joined", member)]

    def leave(self, peer: str) -> list[Effect]:
        """Note that a guest's connection has ended."""
        member = self.members.pop(peer, None)
        if member is None:
            return []
        left = Told("left", member.id, member.name, cut=bool(member.clients) and not member.shown_out)
        return [*self._tell_presence(self.people.leave(member.clients), but=peer), left]

    def remove(self, peer: str) -> list[Effect]:
        """Show a guest out, as the host wishes."""
        member = self.members.get(peer)
        return [_close(member, _("The host has ended your visit."))] if member else []

    def set_role(self, peer: str, role: str) -> list[Effect]:
        """Give a guest another role."""
        member = self.members.get(peer)
        if member is None or role not in rules.ROLES:
            return []
        member.role = role if member.ours or role in ("editor", "viewer") else "viewer"
        told: list[Effect] = [_send(member, Ours("role", {"role": member.role}))] if member.ours else []
        return [*told, _told("role", member, member.role)]

    # --- what the host itself does

    def host_edited(self, update: bytes) -> list[Effect]:
        """Pass on an edit of the host's own, which its session has made."""
        if update in (b"", frames.NOTHING):
            return []
        self._take(update)
        self._forget_closed()
        return self._to_all(Updated(update))

    def say(self, state: Mapping[str, Any], now: float) -> list[Effect]:
        """Show everybody what the host is about."""
        return self._tell_presence([self.people.say(self.client, state, now)])

    def sheet_answered(self, taken: HandIn, refusal: str = "", row: bytes = b"") -> list[Effect]:
        """Tell a guest what became of its sheet: it lies under `row` in the drawer, or why it was not taken."""
        member = self.members.get(taken.peer)
        if member is None:
            return []
        round_id = str(taken.arguments["round"])
        if not refusal:
            person = str(taken.arguments.get("participant", ""))
            self.sheets.took(
                round_id, _guest(member), member.laptop, member.name, member.address,
                row=row, mark=taken.mark, person=person,
            )  # fmt: skip
        return [_send(member, Ours("sheet", {"round": round_id, "refusal": refusal}))]

    def allow_several(self, round_id: str, several: bool) -> list[Effect]:
        """Let laptops be passed on in a round, so that several sheets come from each, or take one sheet of each."""
        self.sheets.allow_several(round_id, several)
        return [tell for member in self.members.values() for tell in self._tell_of_sheets(member, round_id)]

    def refuse_sheets(self, round_id: str, guest: str) -> list[Effect]:
        """Take no more sheets from a guest, whose sheets were taken out of the drawer."""
        self.sheets.refuse(round_id, guest)
        return self._tell_guest(round_id, guest)

    def let_answer_again(self, round_id: str, guest: str) -> list[Effect]:
        """Take sheets from a guest again, whose sheets were taken out."""
        self.sheets.let_again(round_id, guest)
        return self._tell_guest(round_id, guest)

    def tick(self, now: float) -> list[Effect]:
        """Let go of those of whom nothing was heard for long; to be called every few seconds."""
        outdated = [client for client in self.people.outdated(now) if client != self.client]
        return self._tell_presence(self.people.leave(outdated))

    # --- what guests send

    def wait(self, peer: str, now: float) -> float:
        """Return after how many seconds the next update of a guest is to be heard, 0.0 for at once; its others are.

        It is without end while the host has to allow more. Whoever runs the room keeps the update until then.
        """
        member = self.members.get(peer)
        if member is None:
            return 0.0
        if self.growth.waits(_sender(member)):
            return math.inf
        allowance = self._allowances.get(_sender(member))
        return allowance.wait(now) if allowance is not None else 0.0

    def receive(self, peer: str, data: bytes, now: float) -> list[Effect]:
        """Take one frame of a guest; `now` in seconds of any clock that only goes forward."""
        member = self.members.get(peer)
        if member is None:
            return []
        try:
            frame = frames.decode(data)
            match frame:
                case Asked(vector):
                    return self._answer(member, vector)
                case Answered(update) | Updated(update):
                    return self._judge(member, update, now)
                case Present(states):
                    return self._hear(member, states, now)
                case WhoIsHere():
                    return [_send(member, Present(self.people.all()))]
                case Ours("sheet", body) if member.ours:
                    return self._take_sheet(member, body)
                case Ours("parcel", body) if member.ours and member.role not in rules.ROLES[:-1]:
                    refusal = _("You are here to look on, and bring no copy back.")
                    return [Send(peer, file_transfer.refused(body, refusal))]
                case Ours("parcel" | "parcel-answer" as name, body) if member.ours:
                    return [Carried(peer, name, body)]
                case _:
                    return []
        except (BadFrame, BadUpdate) as error:
            reason = str(error) if isinstance(error, BadFrame) else _("The message cannot be understood.")
            return [_told("garbage", member, reason), _close(member, reason)]

    def _answer(self, member: Member, vector: bytes) -> list[Effect]:
        frames.clocks(vector)
        update = self._shadow.lacking(vector)
        member.synced, member.muted = True, False
        return [_send(member, Answered(update)), *([self._ask(member)] if member.ours else [])]

    def _ask(self, member: Member) -> Send:
        """Ask what a guest has that the host lacks; what the host has seen is as good as saying that it was taken."""
        return Send(member.id, frames.encode(Asked(self._shadow.vector())), saved=True)

    def _judge(self, member: Member, update: bytes, now: float) -> list[Effect]:
        if member.muted or update == frames.NOTHING:
            return []
        return [*self._judged(member, update, now), *self._count(member, len(update), now)]

    def _judged(self, member: Member, update: bytes, now: float) -> list[Effect]:
        seen = self._seen
        try:
            change = self._shadow.merge(update, self.board)
            vector = self._shadow.vector()
            clocks = frames.clocks(vector)
            new = {client for client, clock in clocks.items() if clock > seen.get(client, 0)}
            reason = self._refusal(member, update, change, new, frames.hangs_in_the_air(update, vector, clocks))
        except (BadUpdate, BadFrame):
            self._start_over()
            raise
        if reason:
            self._ignored |= new
            self._start_over()
            return self._refuse(member, reason, now)
        if not new and not change:
            return [Send(member.id, frames.encode(Asked(vector)), saved=True)] if member.ours else []
        self.board.apply(change)
        self._size += len(update)
        self._seen = clocks
        self.growth.add(_sender(member), member.name, len(update))
        # Of an update of several clients the host may have had a part before, which is not among the new ones.
        whole = frames.is_of_one(update)
        taken = Ours("taken", {"clocks": {str(client): clocks[client] for client in new}}) if whole else Asked(vector)
        return [
            Apply(update, member.name, member.id, change),
            *self._to_all(Updated(update), but=member.id),
            *([Send(member.id, frames.encode(taken), saved=True)] if member.ours else []),
        ]

    def _count(self, member: Member, size: int, now: float) -> list[Effect]:
        """Count an update, and tell its sender and the host where the next ones have to wait."""
        who, effects = _sender(member), list[Effect]()
        allowance = self._allowances.setdefault(who, Allowance(now))
        waited = allowance.wait(now) > 0
        allowance.spend(size, now)
        if not waited and allowance.wait(now) > 0 and now - self._slowed.get(who, -math.inf) >= SLOWED_WITHIN:
            self._slowed[who] = now
            words = _("So much comes from there that it is taken bit by bit. Nothing is lost.")
            effects += [*_tell_to_wait(member, "rate"), _told("slowed", member, words)]
        if news := self.growth.news():
            effects.append(Told("growth", message=news))
            if self.growth.stopped:
                waiting = (one for one in self.members.values() if self.growth.waits(_sender(one)))
                effects += [effect for one in waiting for effect in _tell_to_wait(one, "growth")]
        return effects

    def _refusal(self, member: Member, update: bytes, change: Change, new: set[int], hangs: bool) -> str:
        """Return why an update that the shadow has taken is not to be taken by the host, or ''."""
        if member.role == "viewer" and new and not change:
            return _("You are here to look on. Nothing was changed.")
        if refusal := rules.role_refusal(self.board, self._catalogue, change, member.role, member.laptop):
            return refusal
        if self._shadow.foreign:
            return size_limits.not_shown()
        if refusal := size_limits.refusal(change):
            return refusal
        if refusal := size_limits.out_of_bounds(self._shadow.beyond, self._catalogue):
            return refusal
        if hangs or new & self._ignored:
            return _("This builds on what was refused before. Nothing was changed.")
        if self._shadow.integrated != update or self._shadow.strangers():
            return _("This is not how the map is kept: records stay, and are marked as deleted. Nothing was changed.")
        if self._size + len(update) > MOST_DOCUMENT:
            return _("The session holds as much as a room can carry. Nothing was changed.")
        return ""

    def _refuse(self, member: Member, reason: str, now: float) -> list[Effect]:
        member.muted = True
        lately = [at for at in self._refusals.get(member.laptop, ()) if now - at < REFUSALS_WITHIN]
        self._refusals[member.laptop] = lately = [*lately, now]
        effects: list[Effect] = [_send(member, Denied(reason)), _told("refused", member, reason)]
        if not member.ours:
            effects.append(_close(member, reason))
        elif len(lately) > MOST_REFUSALS:
            effects.append(_close(member, _("Too much was refused. The host has ended your visit.")))
        return effects

    def _hear(self, member: Member, states: Iterable[State], now: float) -> list[Effect]:
        """Pass presence on, of a guest's own clients only, and under the name and role that the host knows."""
        taken = {client for other in self.members.values() if other is not member for client in other.clients}
        own = []
        for state in states:
            if state.client in taken or state.client == self.client:
                continue
            if state.client not in member.clients:
                if state.state is None or len(member.clients) >= MOST_CLIENTS:
                    continue
                member.clients.add(state.client)
            shown = None if state.state is None else _named(state.state, member)
            own.append(State(state.client, state.clock, shown))
        new = self.people.hear(own, now)
        for state in new:
            if state.state is None:
                member.clients.discard(state.client)
        return self._tell_presence(new, but=member.id)

    def _take_sheet(self, member: Member, body: Mapping[str, Any]) -> list[Effect]:
        round_id = body.get("round")
        asked = self.board.rounds.get(round_id) if isinstance(round_id, str) else None
        answers, mark, guest = body.get("answers"), body.get("mark"), _guest(member)
        mark = mark[:_LONGEST_MARK] if isinstance(mark, str) else ""
        if asked is not None and self.sheets.knows(asked.id, guest, member.laptop, mark):
            return [_send(member, Ours("sheet", {"round": asked.id, "refusal": ""}))]
        whose = {name: value for name in ("side", "participant") if isinstance(value := body.get(name), str) and value}
        refusal = ""
        if asked is None or not isinstance(answers, list) or not all(isinstance(one, dict) for one in answers):
            refusal = _("This round is not in the session. Nothing was changed.")
        elif member.role not in rules.ROLES[:-1]:
            refusal = _("You are here to look on. Nothing was changed.")
        elif is_anonymous(self.board.session, asked) and body.get("participant"):
            refusal = _("This round is without names, so a sheet carries a side and no person.")
        else:
            refusal = self.sheets.refusal(asked.id, guest, member.laptop, whose.get("participant", ""))
        if refusal or asked is None:
            body = {"round": round_id if isinstance(round_id, str) else "", "refusal": refusal}
            return [_send(member, Ours("sheet", body))]
        sheet = f"{member.laptop}\0{mark}" if mark else ""
        arguments = {"round": asked.id, "answers": answers, **whose}
        return [HandIn(member.id, arguments, mark, sheet, self.sheets.own(asked.id, guest))]

    def _tell_guest(self, round_id: str, guest: str) -> list[Effect]:
        told = [member for member in self.members.values() if _guest(member) == guest]
        return [tell for member in told for tell in self._tell_of_sheets(member, round_id)]

    def _tell_of_sheets(self, member: Member, round_id: str, *, news: bool = False) -> list[Effect]:
        """Tell a guest how many sheets may come from its laptop and how many came; as `news`, if it is any."""
        most, count = self.sheets.most(round_id), self.sheets.count(round_id, member.laptop)
        out = self.sheets.is_out(round_id, _guest(member))
        if not member.ours or (news and (most, count, out) == (1, 0, False)):
            return []
        return [_send(member, Ours("sheets", {"round": round_id, "most": most, "in": count, "out": out}))]

    def _forget_closed(self) -> None:
        rounds = self.board.rounds
        self.sheets.keep(lambda round_id: round_id in rounds and rounds[round_id].closed_order is None)

    # --- inside

    def _start_over(self) -> None:
        """Make the shadow anew from the host's document, which has nothing of what was refused."""
        state = self._state()
        self._size = len(state)
        self._shadow = Document([state])
        self._seen = frames.clocks(self._shadow.vector())

    def _take(self, update: bytes) -> None:
        self.board.apply(self._shadow.merge(update, self.board))
        self._seen = frames.clocks(self._shadow.vector())
        self._size += len(update)

    def _to_all(self, frame: Frame, but: str = "") -> list[Effect]:
        """Send a frame to everybody; an update only to those who have what it builds on."""
        data = frames.encode(frame)
        others = (member for member in self.members.values() if member.id != but)
        return [Send(member.id, data) for member in others if member.synced or not isinstance(frame, Updated)]

    def _tell_presence(self, states: Iterable[State], but: str = "") -> list[Effect]:
        told = tuple(states)
        return self._to_all(Present(told), but) if told else []


def _sender(member: Member) -> str:
    """Return under what a guest's edits are counted: another program says no mark."""
    return member.laptop or f"address {member.address}"


def _tell_to_wait(member: Member, why: str) -> list[Effect]:
    return [_send(member, Ours("wait", {"why": why}))] if member.ours else []


def _guest(member: Member) -> str:
    """Return who a guest is in all its visits; without a token each connection is another one."""
    return member.guest or member.id


def _send(member: Member, frame: Frame) -> Send:
    return Send(member.id, frames.encode(frame))


def _close(member: Member, reason: str) -> Close:
    member.shown_out = True
    return Close(member.id, reason)


def _told(event: str, member: Member, message: str = "") -> Told:
    return Told(event, member.id, member.name, message)


def _named(state: Mapping[str, Any], member: Member) -> Mapping[str, Any]:
    shown = {name: value for name, value in state.items() if name != "host"} | {"role": member.role}
    return shown | {"user": {"name": member.name}} if member.ours else shown
