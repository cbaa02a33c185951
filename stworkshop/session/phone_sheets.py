"""Sheets that telephones hand in: what seals them, whose slip they bear, and how many came by which way.

A sheet is opened in memory to see that it is one of its round, as every sheet is; it is stored as it came.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import DIGITS, LETTERS, is_anonymous
from stworkshop.model.board import Board
from stworkshop.session.paper_ballots import IS_IN, Ballots
from stworkshop.store import phone_seal
from stworkshop.store.sealed_sheets import CHECKED, DONE, IN, KEYED, OUT, PHONE, AnsweredAlready, Sheets

SLIP, HEADS, OPEN = "slip", "heads", "open"
"""How one person has one ballot: by a slip that each draws, by as many sheets as heads, or not at all."""

_SIGNS = LETTERS + DIGITS
_LENGTH = 10
"""Signs of a slip beside its code: ten of thirty-two are fifty bits."""


@dataclass(frozen=True)
class Ways:
    """How many sheets of an open round came by telephone, on paper, and on laptops; never whose or what."""

    phone: int
    paper: int
    here: int

    @property
    def all(self) -> int:
        """How many there are."""
        return self.phone + self.paper + self.here


class PhoneSheets:
    """What telephones hand in to the rounds of one open session."""

    def __init__(
        self,
        sheets: Sheets,
        ballots: Ballots,
        board: Callable[[], Board],
        decide: Callable[[str, Mapping[str, Any]], Decision | Refused],
        refused: Callable[[], Refused | None],
    ) -> None:
        self._sheets, self._ballots, self._board = sheets, ballots, board
        self._decide, self._refused = decide, refused

    def public_key(self, round_id: str) -> bytes:
        """Return what the pages of an open round seal with, 32 bytes; raises KnownError on another laptop."""
        return phone_seal.public_key(self._sheets.key(round_id))

    def take(self, round_id: str, sealed: bytes, sheet: str, *, one_each: str, people: int = 0) -> bytes | Refused:
        """Take a sheet as it came, and return under what it lies in the drawer.

        `sheet` says which one it is, so that one that comes again counts once. `one_each` is how one person has one
        ballot; by heads no more than so many `people` hand in.
        """
        if refused := self._refused():
            return refused
        record = self._board().rounds.get(round_id)
        if record is None or record.closed_order is not None:
            return Refused("round-is-closed", _("The box is closed. This sheet was not counted."))
        try:
            found = phone_seal.opened(self._sheets.key(round_id), round_id, sealed)
        except phone_seal.BadSheet:
            return Refused("bad-sheet", _("This sheet was not sealed for this round. Scan the code on the wall again."))
        except KnownError as error:
            return Refused("cannot-be-done", str(error))
        whose = {"participant": found.participant} if found.participant else {"side": found.side}
        decided = self._decide("hand_in_sheet", {"round": round_id, "answers": found.given, **whose})
        if isinstance(decided, Refused):
            return decided
        if decided.sheet != tuple(found.answers(round_id, decided.sheet[0].ballot)):
            return Refused("bad-sheet", _("This page is an old one. Scan the code on the wall again."))
        anonymous = is_anonymous(self._board().session, record)
        by_slip, counted = one_each == SLIP and anonymous, one_each != OPEN or not anonymous
        most = people if one_each == HEADS else 0
        return self._put(decided, found.slip if by_slip else None, sealed, sheet, most, counted=counted)

    def _put(
        self, decided: Decision, slip: str | None, sealed: bytes, sheet: str, most: int, *, counted: bool
    ) -> bytes | Refused:
        round_id = decided.sheet[0].round
        answers, state = decided.sheet, ""
        lies = self._sheets.lies(round_id, sheet)
        if lies:
            return lies
        if slip is not None:
            if why := self.refusal(round_id, slip):
                return why
            code = self.code_of(round_id, slip)
            answers, state = tuple(replace(answer, ballot=code) for answer in answers), PHONE
        elif most and self._sheets.count(round_id) >= most:
            words = _("As many sheets are in as people are here: {n}. Please talk to the facilitator.")
            return Refused("all-are-in", words.format(n=most))
        try:
            return self._sheets.hand_in(
                answers,
                new_code=slip is None,
                state=state,
                sheet=sheet,
                own=(),
                sealed=sealed,
                counted=counted,
            )
        except AnsweredAlready:
            return Refused("answered-already", _("This person has answered already. Please talk to the facilitator."))
        except KnownError as error:
            return Refused("cannot-be-done", str(error))

    def take_here(self, sheet: Mapping[str, Any], slip: str) -> Refused | None:
        """Take a sheet that was filled in on this laptop (arguments of `hand_in_sheet`) with a slip."""
        if refused := self._refused():
            return refused
        round_id = str(sheet["round"])
        if why := self.refusal(round_id, slip):
            return why
        decided = self._decide("hand_in_sheet", {**sheet, "ballot": self.code_of(round_id, slip)})
        if isinstance(decided, Refused):
            return decided
        try:
            self._sheets.hand_in(decided.sheet, new_code=False, state=IN, own=())
        except AnsweredAlready:
            return Refused("slip-used", self.used(round_id, decided.sheet[0].ballot))
        except KnownError as error:
            return Refused("cannot-be-done", str(error))
        return None

    # --- slips

    def refusal(self, round_id: str, slip: str) -> Refused | None:
        """Refuse a slip that is none of this round, or was used already."""
        code = self.code_of(round_id, slip)
        if not code:
            return Refused("bad-slip", _("This is not a slip of this round. Look at its letters again."))
        why = self.used(round_id, code)
        return Refused("slip-used", why) if why else None

    def slip(self, round_id: str, code: str) -> str:
        """Return what the slip of a ballot's code says: the code, and ten signs that nobody guesses."""
        number = int.from_bytes(self._sheets.slip_secret(round_id, code)[:8], "big")
        signs = "".join(_SIGNS[number >> 5 * place & 31] for place in range(_LENGTH))
        return f"{code}-{signs[:5]}-{signs[5:]}"

    def code_of(self, round_id: str, slip: str) -> str:
        """Return the code of the ballot that a slip stands for, "" where it is none of this round that was printed."""
        plain = "".join(sign for sign in slip.upper() if sign in _SIGNS)
        code, known = plain[:3], self._ballots.states(round_id)
        whole = self.slip(round_id, code).replace("-", "")
        return code if hmac.compare_digest(whole, plain) and code in known else ""

    def used(self, round_id: str, code: str) -> str:
        """Return by which way a slip was used already, a sentence, "" where it was not."""
        state = self._ballots.states(round_id).get(code, OUT)
        if state not in IS_IN:
            return ""
        return {
            PHONE: _("This slip was used on a telephone already. It counts once."),
            IN: _("This slip was used on the laptop already. It counts once."),
            KEYED: _("This slip was used on paper already. It counts once."),
        }.get(state, _("This slip was used on paper already. It counts once."))

    def slips(self, round_id: str, people: int) -> list[tuple[str, bool]]:
        """Return what slips to print for so many people, in an order of chance, each with whether it is spare."""
        found = self._ballots.copies(round_id, people)
        return [(self.slip(round_id, code) if code else "", spare) for code, spare in found]

    # --- what came

    def ways(self, round_id: str) -> Ways:
        """Return how many sheets of an open round came by which way."""
        try:
            phone = self._sheets.count_by_phone(round_id)
        except KnownError:  # another key lies here: that is told where sheets are opened
            phone = 0
        states = self._ballots.states(round_id).values()
        paper = sum(state in (KEYED, CHECKED, DONE) for state in states)
        return Ways(phone, paper, max(0, self._sheets.count(round_id) - phone - paper))
