"""The room of somebody else that a session of this laptop is in."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.model.answers import is_anonymous
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change
from stworkshop.model.records import Round
from stworkshop.session.session import Session
from stworkshop.sync import sheets_by_guest
from stworkshop.sync.guest import Guest, Heard, Refusal
from stworkshop.sync.presence import COLOURS, Presence, next_colour
from stworkshop.sync.replica import SessionReplica
from ui.lan.client import Client
from ui.lan.copies import Copies
from ui.lan.room_state import Happening, Person, Together, in_order


class Visiting(Together):
    """A visit: the session follows the host's, own edits go there, also those that were made while it was away."""

    def __init__(
        self, session: Session, client: Client, *, name: str, colour: int = 0, parent: QObject | None = None
    ) -> None:
        """`client` has been let in, and has no guest yet; on a server of others it need not be connected."""
        super().__init__(name, colour, parent)
        self._session = session
        self._line = client
        client.setParent(self)
        self.stock = client.stock
        self.role = client.role or "editor"
        self._replica = SessionReplica(session, self._made)
        self._guest = Guest(self._replica, judged=not client.stock)
        self._came: dict[int, float] = {}
        self._shown: dict[int, tuple[str, str, int]] = {}
        self._chose = False
        self._most: dict[str, int] = {}
        client.status.connect(self._told)
        client.heard.connect(self._heard)
        client.refused.connect(self._refused)
        client.presence.connect(self._look_soon)
        client.sheet.connect(self._answered)
        client.sheet_news.connect(self._hear_of_sheets)
        if not client.stock:
            copies = self.copies = Copies(lambda _peer, frame: client.send([frame]), lambda _told: "", self, ask=True)
            client.carried.connect(lambda name, body: copies.heard("", name, body))
        client.welcomed.connect(self._welcomed)
        session.guard = self
        client.enter(self._guest)
        client.say(self.own.to_state())

    # --- for everybody

    @property
    def client(self) -> int:
        return self._guest.client

    @property
    def owing(self) -> int:
        return self._guest.owing

    def people(self) -> list[Person]:
        me = Person(self.client, self.own.name, self.role, self.own.colour, me=True, presence=self.own)
        here = self._guest.people.here()
        return in_order([me, *(_person(c, p) for c, p in here.items() if c != self.client)], self._came)

    def leave(self) -> None:
        """Leave the room; the session stays on this laptop."""
        self._soon.stop()
        self._saying.stop()
        self._session.guard = None
        self._replica.end()
        self._line.leave()
        self._become("out", _("You have left the room."))

    def try_now(self) -> None:
        """Do not wait for the next try to reach the host."""
        self._line.try_now()

    def most_sheets(self, round_id: str) -> int:
        return self._most.get(round_id, 1)

    def sheet_refusal(self, round_: Round) -> str:
        if self.stock:
            return _("There is nobody on this server who keeps sheets. Ask on paper.")
        if self.status == "out":
            return _("You are not in the room any more, so no sheet can be handed in from here. Join it again.")
        if self._line.host_laptop != round_.opened_by:
            return _(
                "This round was opened on a laptop that does not keep this room now; its sheets are sealed there. Ask"
                " the facilitator to open a new round."
            )
        if self.role not in rules.ROLES[:-1]:
            return _("You are here to look on, and hand in no sheet.")
        return ""

    # --- the session's guard

    def refusal(self, change: Change) -> str:
        """Return why this laptop may not make a change in the room, "" where it may."""
        if self.stock:
            return ""
        return rules.role_refusal(self._session.board, catalogue(), change, self.role, self._session.laptop)

    def hand_on(self, arguments: Mapping[str, Any]) -> None:
        """Take a sheet to the host, and to nobody else; raises KnownError."""
        if self.stock:
            raise KnownError(
                _("There is nobody on this server who keeps sheets."), _("The sheet is still here."),
                _("Ask on paper, or in a room that a laptop keeps."),
            )  # fmt: skip
        round_id = str(arguments["round"])
        asked = self._session.board.rounds.get(round_id)
        known = "" if asked is None or is_anonymous(self._session.board.session, asked) else "participant"
        more = {key: str(arguments[key]) for key in ("side", known) if arguments.get(key)}
        if arguments.get("ballot"):
            # The host gives the sheet a code of its own; this one says that a sheet which comes again is the same.
            more["mark"] = str(arguments["ballot"])
        if not self._line.hand_in(round_id, [dict(one) for one in arguments["answers"]], **more):
            raise KnownError(
                _("The facilitator’s laptop cannot be reached, so the sheet was not handed in."),
                _("It is still here."),
                _("Hand it in when the network is back."),
            )

    # --- inside

    def _say(self) -> None:
        self._line.say(self.own.to_state())

    def _made(self, update: bytes) -> None:
        self._line.send(self._guest.made(update))

    def _told(self, status: str) -> None:
        if status == "here":
            self.role = self._line.role or self.role
            self._say()
        if status != "here":
            self._shown.clear()
            if self.copies is not None:
                self.copies.lost("")
        self._become(status, self._line.reason if status == "out" else "")
        self.people_changed.emit()

    def _welcomed(self, welcome: Mapping[str, Any]) -> None:
        if welcome["lineage"] != self._session.lineage:
            self._line.leave()
            self._become("out", _("The host’s workshop was started again, so this copy cannot come together with it."))

    def _heard(self, heard: Heard) -> None:
        if heard.waits:
            self.said.emit(heard.waits)
        if heard.change and heard.authors:
            people = tuple(filter(None, (self._author(client) for client in sorted(heard.authors))))
            self.happened.emit(Happening(people, heard.change, time.monotonic()))

    def _author(self, client: int) -> Person | None:
        presence = self._guest.people.of(client)
        return _person(client, presence) if presence is not None else None

    def _refused(self, refusal: Refusal) -> None:
        self.said.emit(_("“{label}” was not taken. {why}").format(label=refusal.label, why=refusal.reason))
        self.taken_back.emit(refusal.change)

    def _look(self) -> None:
        others = {c: p for c, p in self._guest.people.here().items() if c != self.client}
        for client in others:
            self._came.setdefault(client, time.monotonic())
        if others:
            self._give_way(others)
        self._hear_calls(_person(client, presence) for client, presence in others.items())
        shown = {client: (p.name, p.role, p.colour) for client, p in others.items()}
        if shown != self._shown:
            self._shown = shown
            self.people_changed.emit()
        self.presence_changed.emit()

    def _give_way(self, others: Mapping[int, Presence]) -> None:
        """Take another look where somebody else has the same one: they would not be told apart."""
        # Who comes later gives way; of those who came at once, or chose while they were apart, all but one.
        alike = {client for client, presence in others.items() if presence.colour == self.own.colour}
        before = any(others[client].host or client < self.client for client in alike)
        taken = {presence.colour for presence in others.values()}
        if alike and (not self._chose or (before and len(taken) < COLOURS)):
            self.show(colour=next_colour(presence.colour for presence in others.values()))
        self._chose = True

    def _answered(self, body: Mapping[str, Any]) -> None:
        self.sheet_answered.emit(str(body.get("round", "")), str(body.get("refusal", "")))

    def _hear_of_sheets(self, body: Mapping[str, Any]) -> None:
        round_id, most, count = body.get("round"), body.get("most"), body.get("in")
        if not isinstance(round_id, str) or not isinstance(most, int) or not isinstance(count, int):
            return
        self._most[round_id] = max(0, min(most, sheets_by_guest.MOST_SHEETS)) if body.get("out") is not True else 0
        if body.get("out") is True:
            self.said.emit(sheets_by_guest.taken_out())
        self.sheets_told.emit(round_id, max(0, count))


def _person(client: int, presence: Presence) -> Person:
    role = presence.role or "editor"
    name = presence.name or _("A guest")
    return Person(client, name, role, presence.colour, host=presence.host, presence=presence)
