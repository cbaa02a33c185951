"""A file that goes through a room in parts: a table's copy on its way there, or back. Without a socket.

The receiver answers every part with how much it has, and only then the next one comes: nothing piles up on the way, and
what is too long, comes unasked or is not what was announced is refused before it is kept.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model.records import new_id
from stworkshop.sync import frames
from stworkshop.sync.frames import Ours

PARCEL, ANSWER = "parcel", "parcel-answer"
"""The names of both messages among our own."""
PART = 256 << 10
"""Longest part, bytes."""
MOST = 32 << 20
"""Longest file, bytes; a session of a day has some hundred kilobytes."""
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Parcel:
    """A whole file that came, for a table or from it."""

    table: str
    data: bytes


@dataclass(frozen=True)
class Announced:
    """What the first part says of a file: for which table, how many bytes, their SHA-256 sum, and a proof.

    The proof, "" where there is none, can be made only with the ticket of the table's copy: see `proof`.
    """

    table: str
    size: int
    sha256: str
    proof: str = ""


def announced(body: Mapping[str, Any]) -> Announced | None:
    """Return what a first part says, None where it makes no sense."""
    table, size, mark, shown = body.get("table"), body.get("size"), body.get("sha256"), body.get("proof", "")
    if not isinstance(table, str) or not isinstance(size, int) or not isinstance(mark, str):
        return None
    if size < 1 or not 0 < len(table) <= _LONGEST_NAME or not isinstance(shown, str):
        return None
    return Announced(table, size, mark, shown)


def proof(ticket: str, table: str, sha256: str) -> str:
    """Return what shows that whoever sends this file for a table has its ticket, "" for none; the ticket stays here."""
    about = f"{table}\0{sha256}".encode("utf-8", "replace")
    return hmac.digest(ticket.encode("utf-8", "replace"), about, "sha256").hex() if ticket else ""


def proves(told: Announced, ticket: str) -> bool:
    """Tell whether a file comes from who has the ticket."""
    expected = proof(ticket, told.table, told.sha256)
    return bool(expected) and hmac.compare_digest(expected.encode(), told.proof.encode("utf-8", "replace"))


class Sending:
    """One file on its way out; with the `ticket` of a table's copy that is brought back."""

    def __init__(self, table: str, data: bytes, ticket: str = "") -> None:
        self.id = new_id("f-")
        self._table, self._data = table, data
        self._mark = hashlib.sha256(data).hexdigest()
        self._proof = proof(ticket, table, self._mark)
        self.at = 0
        """How many bytes the other side has."""
        self.done = False
        self.refusal = "" if len(data) <= MOST else too_long()

    @property
    def size(self) -> int:
        """How many bytes it is in all."""
        return len(self._data)

    def part(self) -> bytes:
        """Return the frame that is to be sent now."""
        data = base64.b64encode(self._data[self.at : self.at + PART]).decode()
        about = {"id": self.id, "table": self._table, "size": self.size, "sha256": self._mark, "proof": self._proof}
        return frames.encode(Ours(PARCEL, {**about, "at": self.at, "data": data}))

    def heard(self, body: Mapping[str, Any]) -> bool:
        """Take an answer; tell whether the next part is to be sent."""
        if body.get("id") != self.id or self.done or self.refusal:
            return False
        if refusal := body.get("refusal"):
            self.refusal = str(refusal)[:500]
            return False
        at = body.get("at")
        if not isinstance(at, int) or not self.at < at <= self.size:
            self.refusal = _("The other laptop did not take the file.")
            return False
        self.at, self.done = at, at == self.size
        return not self.done


class Receiving:
    """Files from one laptop, one at a time; `refusal` says why one is not taken, "" where it is."""

    def __init__(self, refusal: Callable[[Announced], str]) -> None:
        self._why_not = refusal
        self._id = self._table = self._mark = ""
        self._size = 0
        self._data = bytearray()

    @property
    def busy(self) -> bool:
        """Whether a file is coming in that is not whole yet."""
        return bool(self._id)

    def heard(self, body: Mapping[str, Any]) -> tuple[bytes, Parcel | None]:
        """Take a part; return the frame that answers it, and the file once it is whole."""
        name, at = body.get("id"), body.get("at")
        if not isinstance(name, str) or not isinstance(at, int) or len(name) > _LONGEST_NAME:
            return _answer("", 0, _unreadable()), None
        if at == 0:
            refusal = self._begin(name, body)
        elif name != self._id or at != len(self._data):
            refusal = _unreadable()
        else:
            refusal = ""
        refusal = refusal or self._take(body.get("data"))
        if refusal:
            self._forget()
            return _answer(name, 0, refusal), None
        answer = _answer(name, len(self._data), "")
        if len(self._data) < self._size:
            return answer, None
        parcel, whole = Parcel(self._table, bytes(self._data)), self._is_whole()
        self._forget()
        return (answer, parcel) if whole else (_answer(name, 0, _unreadable()), None)

    def _begin(self, name: str, body: Mapping[str, Any]) -> str:
        told = announced(body)
        if told is None:
            return _unreadable()
        if told.size > MOST:
            return too_long()
        if why_not := self._why_not(told):
            return why_not
        self._id, self._table, self._size, self._mark = name, told.table, told.size, told.sha256
        self._data = bytearray()
        return ""

    def _take(self, data: object) -> str:
        try:
            part = base64.b64decode(data, validate=True) if isinstance(data, str) else b""
        except (binascii.Error, ValueError):
            part = b""
        if not 0 < len(part) <= PART or len(self._data) + len(part) > self._size:
            return _unreadable()
        self._data += part
        return ""

    def _is_whole(self) -> bool:
        return hashlib.sha256(self._data).hexdigest() == self._mark

    def _forget(self) -> None:
        self._id = self._table = self._mark = ""
        self._size, self._data = 0, bytearray()


def too_long() -> str:
    """Return the sentence about a file that no room carries."""
    return _("The file is too large for the room’s network. Give it on a stick.")


def refused(body: Mapping[str, Any], refusal: str) -> bytes:
    """Return the frame that refuses a part of which nothing was kept."""
    name = body.get("id")
    return _answer(name if isinstance(name, str) and len(name) <= _LONGEST_NAME else "", 0, refusal)


def _answer(name: str, at: int, refusal: str) -> bytes:
    return frames.encode(Ours(ANSWER, {"id": name, "at": at, **({"refusal": refusal} if refusal else {})}))


def _unreadable() -> str:
    return _("What came of the file cannot be read.")
