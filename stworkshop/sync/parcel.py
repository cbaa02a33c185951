"""A file that goes through a room in parts: a table's copy on its way there, or back. Without a socket.

The receiver answers every part with how much it has, and only then the next one comes: nothing piles up on the way, and
what is too long, comes unasked or is not what was announced is refused before it is kept.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.records import new_id
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


class Sending:
    """One file on its way out."""

    def __init__(self, table: str, data: bytes) -> None:
        self.id = new_id("f-")
        self._table, self._data = table, data
        self._mark = hashlib.sha256(data).hexdigest()
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
        about = {"id": self.id, "table": self._table, "size": self.size, "sha256": self._mark}
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
    """Files from one laptop, one at a time; `refusal` says why none is taken for a table, "" where one is."""

    def __init__(self, refusal: Callable[[str], str]) -> None:
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
        table, size, mark = body.get("table"), body.get("size"), body.get("sha256")
        if not isinstance(table, str) or not isinstance(size, int) or not isinstance(mark, str):
            return _unreadable()
        if size < 1 or not 0 < len(table) <= _LONGEST_NAME:
            return _unreadable()
        if size > MOST:
            return too_long()
        if why_not := self._why_not(table):
            return why_not
        self._id, self._table, self._size, self._mark = name, table, size, mark
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
