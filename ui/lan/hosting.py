"""The room of a session that is opened to others on this laptop."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.merge.read_copies import letters_given
from stworkshop.model.changes import Change
from stworkshop.session.session import Session
from stworkshop.sync.file_transfer import Announced, proves
from stworkshop.sync.pairing import FREE_TRIES as FREE_TRIES
from stworkshop.sync.pairing import new_code
from stworkshop.sync.presence import AGAIN
from stworkshop.sync.room import Member
from stworkshop.sync.sheets_by_guest import MOST_SHEETS as MOST_SHEETS
from stworkshop.sync.sheets_by_guest import FromGuest as FromGuest
from ui.lan.addresses import local_addresses
from ui.lan.copies import Copies
from ui.lan.host import Host
from ui.lan.room_state import Caller, Happening, Person, Presence, Together, in_order

REMEMBERED = 3600.0
"""Seconds for which somebody who dropped out stays in the list of people."""
_SEE_TO_IT = 15_000


class Hosting(Together):
    """A room that this laptop keeps, open once it is made; raises KnownError where the network does not let it."""

    hosting = True

    def __init__(
        self,
        session: Session,
        *,
        name: str,
        colour: int = 0,
        role: str = "contributor",
        code: str = "",
        port: int = 0,
        address: str = "",
        announced: bool = True,
        stock: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`name` is how others see this laptop, `role` what new guests become; the rest is as `Host` takes it."""
        super().__init__(name, colour, parent)
        self.own = replace(self.own, role="facilitator", host=True)
        self._session = session
        self.host = Host(
            session, code=code, role=role, stock=stock, announced=announced, name=name, by_hand=True, parent=self
        )
        self._came: dict[int, float] = {}
        self._colours: dict[str, int] = {}
        self._away: dict[str, Person] = {}
        self._last: dict[str, Person] = {}
        self._fixed = bool(address)
        self._again = QTimer(self)
        self._again.timeout.connect(self._say)
        self._clear = QTimer(self)
        self._clear.timeout.connect(self._forget_old)
        self._clear.timeout.connect(self._look_where)
        self.copies = Copies(self.host.send, self._why_no_copy, self)
        self.host.carried.connect(self.copies.heard)
        self.host.told.connect(self._hear)
        self.host.edited.connect(self._edited)
        self.host.called.connect(self.callers_changed)
        self.host.presence.connect(self._look_soon)
        self.url = self.host.open(port, address)
        self._become("open")
        self._again.start(int(AGAIN * 1000))
        self._clear.start(_SEE_TO_IT)
        self._say()

    # --- what the host alone can do

    @property
    def code(self) -> str:
        """The room's code."""
        return self.host.door.code

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the room's certificate, in hexadecimal digits."""
        return self.host.door.fingerprint

    @property
    def invitation(self) -> str:
        """The address with the fingerprint, for a QR code and for pasting; the code is said aloud."""
        return f"{self.url}#{self.fingerprint}"

    def show_at(self, address: str) -> None:
        """Tell guests another address of this laptop, which has several; all of them stay open."""
        self.url = self.host.show_at(address)
        self.status_changed.emit()

    def change_code(self) -> None:
        """Give the room another code; who is in stays in."""
        self.host.door.code = new_code()
        self.status_changed.emit()

    @property
    def role_of_new(self) -> str:
        """What new guests become."""
        return self.host.door.role

    @role_of_new.setter
    def role_of_new(self, role: str) -> None:
        self.host.door.role = role
        self.status_changed.emit()

    @property
    def wrong_codes(self) -> int:
        """How many wrong codes were tried since the room was opened."""
        return self.host.door.watch.wrong

    @property
    def callers(self) -> Mapping[str, Caller]:
        return self.host.callers

    def let_in(self, peer: str, role: str) -> None:
        self.host.let_in(peer, role)

    def turn_away(self, peer: str) -> None:
        self.host.turn_away(peer)

    def allow_more(self) -> None:
        """Let guests add as much again, and take what waits."""
        self.host.allow_more()
        self.grown, self.full = "", False
        self.status_changed.emit()

    def set_role(self, peer: str, role: str) -> None:
        """Give a guest another role."""
        self.host.set_role(peer, role)

    def remove(self, peer: str) -> None:
        """Show a guest out; with the code it may join again."""
        self.host.remove(peer)

    def allow_several(self, round_id: str, several: bool) -> None:
        """Let guests' laptops be passed on in an open round, or take one sheet of each."""
        self.host.allow_several(round_id, several)

    def allows_several(self, round_id: str) -> bool:
        """Tell whether several sheets of a round may come from one guest."""
        return self.host.room.sheets.most(round_id) > 1

    def sheets_by_guest(self, round_id: str) -> list[FromGuest]:
        """Return how many sheets of an open round came from which guest."""
        return self.host.sheets_by_guest(round_id)

    def refuse_sheets(self, round_id: str, guest: str) -> int:
        """Take a guest's sheets out of an open round; return how many there were. Raises KnownError."""
        return self.host.refuse_sheets(round_id, guest)

    def let_answer_again(self, round_id: str, guest: str) -> None:
        """Take sheets from a guest again, whose sheets were taken out."""
        self.host.let_answer_again(round_id, guest)
        self.sheets_changed.emit()

    # --- for everybody

    @property
    def client(self) -> int:
        return self.host.room.client

    def people(self) -> list[Person]:
        me = Person(self.client, self.own.name, "facilitator", self.own.colour, me=True, host=True, presence=self.own)
        guests = list(self._members().values())
        here = {person.name for person in guests}
        away = [person for name, person in self._away.items() if name not in here]
        return in_order([me, *guests, *away], self._came)

    def leave(self) -> None:
        """Close the room; waits a moment for the goodbyes."""
        self._rest()
        self.host.finish()
        self._become("out", _("The room is closed."))

    # --- inside

    def _say(self) -> None:
        self.host.say(self.own.to_state())
        self._again.start(int(AGAIN * 1000))

    def _look_where(self) -> None:
        """Tell guests another address where this laptop is not any more at the one that they were told."""
        here = local_addresses()
        if self._fixed or self.status != "open" or not here or QUrl(self.url).host() in here:
            return
        self.url = self.host.move_to(next(iter(here)))
        self.status_changed.emit()
        words = _(
            "This laptop has another address in the network now: {address}. Nothing is lost; who is cut off joins again"
            " there."
        )
        self.said.emit(words.format(address=QUrl(self.url).authority()))

    def _person(self, member: Member) -> Person:
        shown = ((c, self.host.room.people.of(c)) for c in sorted(member.clients, reverse=True))
        client, presence = next(((c, presence) for c, presence in shown if presence is not None), (0, None))
        if presence is None:  # who comes back sends its edits before it says how it is seen
            presence = Presence(member.name, member.role, self._colours.get(member.name, 0))
        name = member.name or presence.name or _("A guest")
        if client:
            self._colours[name] = presence.colour
        client = client or -int(member.id.rpartition("-")[2] or 0)
        self._came.setdefault(client, time.monotonic())
        return Person(
            client, name, member.role, presence.colour, stock=not member.ours, peer=member.id, presence=presence
        )

    def _members(self) -> dict[str, Person]:
        return {member.id: self._person(member) for member in self.host.room.members.values()}

    def _look(self) -> None:
        before = {person.peer: person for person in self._last.values()}
        self._last = self._members()
        self._hear_calls(self._last.values())
        shown = {peer: (p.client, p.name, p.role, p.colour) for peer, p in self._last.items()}
        if shown != {peer: (p.client, p.name, p.role, p.colour) for peer, p in before.items()}:
            self.people_changed.emit()
        self.presence_changed.emit()

    def _hear(self, event: dict[str, Any]) -> None:
        what, peer = event["event"], str(event.get("guest", ""))
        if what == "joined":
            self._away.pop(str(event["name"]), None)
            self._say()
        elif what == "left" and (person := self._last.pop(peer, None)) is not None and event.get("cut off"):
            self._away[person.name] = replace(person, away=time.monotonic(), peer="")
        elif what == "refused":
            words = _("{name}: an edit was not taken. {why}")
            self.said.emit(words.format(name=event.get("name") or _("A guest"), why=event.get("message", "")))
        elif what == "slowed":
            words = _("{name}: {what}")
            self.said.emit(words.format(name=event.get("name") or _("A guest"), what=event.get("message", "")))
        elif what == "growth":
            self.grown, self.full = str(event["message"]), self.host.room.growth.stopped
            self.said.emit(self.grown)
            self.status_changed.emit()
        elif what == "began anew":
            self._became_another()
        elif what == "not announced":
            self.said.emit(str(event["message"]))
        if what == "left" and self.copies is not None:
            self.copies.lost(peer)
        if what in ("joined", "left", "role"):
            self._last = self._members()
            self.people_changed.emit()
        elif what == "turned away":
            self.status_changed.emit()
        elif what == "sheet":
            self.sheets_changed.emit()

    def _rest(self) -> None:
        for timer in (self._again, self._clear, self._soon, self._saying):
            timer.stop()

    def _became_another(self) -> None:
        self._rest()
        words = _(
            "Somebody was taken out of the workshop, so the room is closed: it starts again, and guests join again. Ask"
            " them to delete their copies, which still hold what was taken out."
        )
        self._become("out", words)
        self.people_changed.emit()

    def _why_no_copy(self, told: Announced) -> str:
        """Return why a copy does not come back here: only those come that this laptop gave, from who has them."""
        session, table = self._session, told.table
        try:
            if table not in letters_given(session.path, session.id):
                return _("No copy was given to a table “{table}” from here. Bring it on a stick.").format(table=table)
            known = proves(told, session.ticket_for(table))
        except KnownError as error:
            return str(error)
        words = _("This laptop was not given the copy of table “{table}”. Bring it on a stick.")
        return "" if known else words.format(table=table)

    def _edited(self, peer: str, change: Change) -> None:
        member = self.host.room.members.get(peer)
        if member is not None and change:
            self.happened.emit(Happening((self._person(member),), change, time.monotonic()))

    def _forget_old(self) -> None:
        now = time.monotonic()
        kept = {n: p for n, p in self._away.items() if p.away is not None and now - p.away < REMEMBERED}
        if kept != self._away:
            self._away = kept
            self.people_changed.emit()
        people = self.people()
        self._came = {person.client: self._came[person.client] for person in people if person.client in self._came}
        self._colours = {person.name: person.colour for person in people}
