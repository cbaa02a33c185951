"""The desk where telephones knock: what is asked for by HTTP, and what is answered. It knows no socket and no clock."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from stworkshop.commands.base import Refused
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import catalogue
from stworkshop.phones import form, page
from stworkshop.phones.words_to_type import address_in_code, word_of
from stworkshop.session.phone_sheets import HEADS
from stworkshop.session.session import Session
from stworkshop.store.phone_seal import MOST_BYTES

MOST_ASKED = MOST_BYTES * 4 // 3 + 4096
"""Bytes that one request may hold: a sheet in letters, and what stands around it."""
FREE_WRONG = 20
"""So many wrong words or slips may come from one address, each of which half a room may share, before it waits."""
LONGEST_WAIT = 60.0
_LONGEST_NAME = 64


class Guesses:
    """Wrong words and slips by address: from the twentieth on each one doubles the wait, to a minute."""

    def __init__(self) -> None:
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait(self, address: str, now: float) -> float:
        """Return how many seconds an address has to wait, 0.0 for none."""
        wrong, until = self._wrong.get(address, (0, 0.0))
        return max(0.0, until - now) if wrong >= FREE_WRONG else 0.0

    def wrong(self, address: str, now: float) -> None:
        """Note a wrong one."""
        count = self._wrong.get(address, (0, 0.0))[0] + 1
        self._wrong[address] = count, now + min(LONGEST_WAIT, 2.0 ** min(count - FREE_WRONG, 10))


class Desk:
    """Serves the page, the open round and its box to telephones; `took` is called when a sheet came in."""

    def __init__(
        self, session: Session, round_id: str, *, one_each: str = HEADS, people: int = 0,
        took: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        self._session, self.round_id = session, round_id
        self.one_each = one_each
        self._people, self._took = people, took
        self._guesses = Guesses()
        self.key = session.phones.public_key(round_id)
        self.word = word_of(self.key)
        self._asked = {"/round": self._round, "/sheet": self._sheet, "/state": self._state}

    def address(self, url: str, slip: str = "") -> str:
        """Return what the QR code on the wall, or on a slip, says."""
        return address_in_code(url, self.key, slip)

    @property
    def people(self) -> int:
        """How many are expected, 0 where nobody said."""
        return form.expected(self._session.board, self._people)

    @property
    def is_open(self) -> bool:
        """Whether the round takes sheets."""
        record = self._session.board.rounds.get(self.round_id)
        return record is not None and record.closed_order is None

    def answer(self, path: str, body: bytes, address: str, now: float) -> str | None:
        """Return what is answered to a request, None where nothing is there; `now` in seconds that only go forward."""
        if path in self._asked:
            return json.dumps(self._heard(path, body, address, now), ensure_ascii=False)
        return page.part(path)

    # --- inside

    def _heard(self, path: str, body: bytes, address: str, now: float) -> dict[str, Any]:
        said = _read(body)
        if said is None:
            return _no("not-understood", _("This page is an old one. Scan the code on the wall again."))
        if self._guesses.wait(address, now):
            return _no("too-often", _("That was wrong too often. Wait a minute, then try again."))
        if not hmac.compare_digest(str(said.get("word", "")).upper().encode(), self.word.encode()):
            self._guesses.wrong(address, now)
            return _no("wrong-word", _("These are not the four letters on the wall. Look at them again."))
        if not self.is_open:
            return _no("closed", _("The box is closed. This sheet was not counted."))
        answered = self._asked[path](said)
        if answered.get("why") == "bad-slip":
            self._guesses.wrong(address, now)
        return answered

    def _round(self, said: Mapping[str, Any]) -> dict[str, Any]:
        board = self._session.board
        asked = form.form_of(board, catalogue(), board.rounds[self.round_id], self.one_each)
        key = base64.urlsafe_b64encode(self.key).decode().rstrip("=")
        return {**asked, "key": key, "word": self.word, **self._count()}

    def _state(self, said: Mapping[str, Any]) -> dict[str, Any]:
        if said.get("round") != self.round_id:
            return _other_round()
        return self._count()

    def _sheet(self, said: Mapping[str, Any]) -> dict[str, Any]:
        if said.get("round") != self.round_id:
            return _other_round()
        name, sealed = said.get("sheet"), said.get("sealed")
        if not isinstance(name, str) or not 16 <= len(name) <= _LONGEST_NAME or not isinstance(sealed, str):
            return _no("not-understood", _("This page is an old one. Scan the code on the wall again."))
        try:
            came = base64.b64decode(sealed, validate=True)
        except (binascii.Error, ValueError):
            return _no("bad-sheet", _("This sheet came damaged. Hand it in again."))
        try:
            taken = self._session.phones.take(self.round_id, came, name, one_each=self.one_each, people=self.people)
        except KnownError as error:
            return _no("cannot-be-done", str(error))
        if isinstance(taken, Refused):
            return _no(taken.refusal, taken.message)
        self._took()
        return self._count()

    def _count(self) -> dict[str, Any]:
        count = self._session.sheets_in(self.round_id)
        return {"in": count, "of": self.people, "said": form.in_words(count, self.people)}


def _read(body: bytes) -> dict[str, Any] | None:
    if len(body) > MOST_ASKED:
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _no(why: str, words: str) -> dict[str, Any]:
    return {"refused": words, "why": why}


def _other_round() -> dict[str, Any]:
    return _no("other-round", _("This page belongs to another round. Scan the code on the wall again."))
