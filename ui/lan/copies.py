"""Tables' copies on their way through a room: each with its progress, and what comes in, whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from stworkshop.i18n import gettext as _
from stworkshop.sync.file_transfer import ANSWER, MOST, PARCEL, Announced, Receiving, Sending, announced, refused

_AT_ONCE = 4
"""So many copies come in at the same time; each may be as long as a file may be."""


class Outgoing(QObject):
    """One copy on its way to another laptop; it ends with `arrived` or `failed`."""

    went = Signal(int, int)
    """How many bytes are there, of how many."""
    arrived = Signal()
    failed = Signal(str)
    """Why it did not arrive, a sentence."""

    def __init__(self, peer: str, table: str, data: bytes, ticket: str, parent: QObject) -> None:
        super().__init__(parent)
        self.peer, self.table = peer, table
        self.sending = Sending(table, data, ticket)


class Copies(QObject):
    """What one end of a room sends and takes; `send` brings a frame to a peer ("" for the host)."""

    offered = Signal(str, object)
    """A copy that somebody wants to give, where they `ask`: its table, and what takes the answer, True or False.

    Nothing of it has been taken in before. The answer returns whether the other laptop is still there to hear it.
    """
    came = Signal(str, object)
    """A copy that came whole: its table, and its bytes."""

    def __init__(
        self,
        send: Callable[[str, bytes], object],
        refusal: Callable[[Announced], str],
        parent: QObject | None = None,
        *,
        ask: bool = False,
    ) -> None:
        """`refusal` says why a copy is not taken, "" where it is; with `ask`, `offered` has to say yes before."""
        super().__init__(parent)
        self._send, self._why_not, self._ask = send, refusal, ask
        self._offers: dict[str, Mapping[str, Any]] = {}
        self._outgoing: list[Outgoing] = []
        self._incoming: dict[str, Receiving] = {}

    def give(self, peer: str, table: str, data: bytes, *, ticket: str = "") -> Outgoing:
        """Send a copy, or bring it back with its `ticket`; what is returned tells what becomes of it, not before."""
        made = Outgoing(peer, table, data, ticket, self)
        self._outgoing.append(made)
        if made.sending.refusal:
            QTimer.singleShot(0, made, lambda: self._end(made))
        else:
            self._send(peer, made.sending.part())
        return made

    def heard(self, peer: str, name: str, body: Mapping[str, Any]) -> None:
        """Take one of our messages about a copy, a part of one or an answer to one."""
        if name == PARCEL:
            self._ask_or_take(peer, body)
        elif name == ANSWER:
            for made in [one for one in self._outgoing if one.peer == peer and one.sending.id == body.get("id")]:
                self._answered(made, body)

    def lost(self, peer: str) -> None:
        """Note that a laptop cannot be reached any more: what was under way has to be sent anew."""
        self._incoming.pop(peer, None)
        self._offers.pop(peer, None)
        for made in [one for one in self._outgoing if one.peer == peer]:
            self._outgoing.remove(made)
            made.failed.emit(_("The other laptop cannot be reached, so the copy did not arrive. Send it again."))
            made.deleteLater()

    def _ask_or_take(self, peer: str, body: Mapping[str, Any]) -> None:
        told = announced(body) if self._ask and body.get("at") == 0 else None
        if told is None or told.size > MOST:
            self._take(peer, body)
        elif peer in self._offers or peer in self._incoming:
            self._send(peer, refused(body, _("Another copy is just being offered. Send it again in a moment.")))
        else:
            self._offers[peer] = body
            self.offered.emit(told.table, lambda yes: self._decide(peer, body, yes))

    def _decide(self, peer: str, body: Mapping[str, Any], yes: bool) -> bool:
        if self._offers.get(peer) is not body:
            return False
        del self._offers[peer]
        if yes:
            self._take(peer, body)
        else:
            self._send(peer, refused(body, _("They do not want it on their laptop.")))
        return True

    def _take(self, peer: str, body: Mapping[str, Any]) -> None:
        receiving = self._incoming.get(peer)
        if receiving is None:
            receiving = self._incoming[peer] = Receiving(self._refusal)
        answer, parcel = receiving.heard(body)
        if not receiving.busy:
            self._incoming.pop(peer, None)
        self._send(peer, answer)
        if parcel is not None:
            self.came.emit(parcel.table, parcel.data)

    def _refusal(self, told: Announced) -> str:
        if sum(receiving.busy for receiving in self._incoming.values()) >= _AT_ONCE:
            return _("Other copies are coming in just now. Send it again in a moment.")
        return self._why_not(told)

    def _answered(self, made: Outgoing, body: Mapping[str, Any]) -> None:
        sending = made.sending
        if sending.heard(body):
            made.went.emit(sending.at, sending.size)
            self._send(made.peer, sending.part())
        elif sending.done or sending.refusal:
            self._end(made)

    def _end(self, made: Outgoing) -> None:
        self._outgoing.remove(made)
        if made.sending.done:
            made.arrived.emit()
        else:
            made.failed.emit(made.sending.refusal)
        made.deleteLater()
