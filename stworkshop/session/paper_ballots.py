"""Paper ballots: which codes a round has, how far each ballot is, and what differs where one is keyed a second time.

Nothing here gives an answer of an open round back, except where two entries of one ballot differ.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.answers import Answer, is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.records import Round
from stworkshop.store.sealed_sheets import CHECKED, DONE, FORESEEN, IN, KEYED, OUT, PARTLY, PHONE, PRINTED, Sheets

SPARE = 3
"""So many ballots are printed for people who were not expected."""

MOST = FORESEEN
"""A round has at most so many ballots."""

IS_IN = frozenset({IN, PHONE, KEYED, CHECKED, DONE})
"""States of a ballot all of whose answers are sealed in the drawer."""

WAITING = frozenset({OUT, PARTLY})
"""States of a ballot that was handed out and is still to be keyed, whole or in part."""


@dataclass(frozen=True)
class Difference:
    """An item that the two entries of one ballot answer differently; `item` is "" where it is the side."""

    item: str
    first: Answer
    second: Answer


def expected_people(board: Board) -> int:
    """Return how many people are in the room: the head count of the last stage that has one, else the participants."""
    return min(MOST, agenda.expected_people(board))


class Ballots:
    """The paper ballots of the rounds of one open session."""

    def __init__(
        self,
        sheets: Sheets,
        board: Callable[[], Board],
        decide: Callable[[str, Mapping[str, Any]], Decision | Refused],
        refused: Callable[[], Refused | None],
        laptop: Callable[[], str],
    ) -> None:
        self._sheets, self._board, self._decide, self._refused = sheets, board, decide, refused
        self._laptop = laptop

    def states(self, round_id: str) -> dict[str, str]:
        """Return how far each ballot is, by its code; in a round that keeps names by participant, all of them."""
        if self._anonymous(round_id):
            return self._noted(round_id)
        recorded = self._sheets.ballots(round_id)
        return {person: recorded.get(person, OUT) for person in self._board().participants}

    def _noted(self, round_id: str) -> dict[str, str]:
        """Return how far each ballot is that was printed, by the window or by an export, which is noted elsewhere."""
        return self._sheets.printed_outside(round_id) | self._sheets.ballots(round_id)

    def codes(self, round_id: str, count: int = 0) -> list[str]:
        """Return the codes of a round's ballots in their order: those printed, and more of them up to `count`.

        Codes say nothing of people; the order in which they are printed is another one.
        """
        recorded = self._noted(round_id)
        foreseen = self._sheets.codes(round_id, FORESEEN)
        ordered = [code for code in foreseen if code in recorded] + [code for code in recorded if code not in foreseen]
        more = [code for code in foreseen if code not in recorded]
        return [*ordered, *more[: max(0, count - len(ordered))]]

    def copies(self, round_id: str, people: int, *, only_new: bool = False) -> list[tuple[str, bool]]:
        """Return what is to be printed for so many people: each code with whether it is spare; nothing is noted.

        The order is one of chance, so that the pile that is handed round says nothing about seats; spare ballots come
        last. Rounds that keep names have no codes (""). What is keyed already is left out, with `only_new` all that was
        printed before.
        """
        if not self._anonymous(round_id):
            return [("", number >= people) for number in range(people + SPARE)]
        recorded = self._noted(round_id)
        states = self._planned(round_id, people)
        wanted = [code for code in states if states[code] not in IS_IN and not (only_new and code in recorded)]
        spare = [code for code in wanted if states[code] == PRINTED]
        others = [code for code in wanted if states[code] != PRINTED]
        random.SystemRandom().shuffle(others)
        return [*((code, False) for code in others), *((code, True) for code in spare)]

    def issue(self, round_id: str, people: int) -> list[str]:
        """Note that ballots for so many people, and three spare ones, are printed; return the codes of all of them.

        Ballots of earlier printings stay valid. Raises KnownError where nothing can be written, or the round is closed.
        """
        self._open(round_id)
        if not self._anonymous(round_id):
            return []
        states = self._planned(round_id, people)
        self._sheets.set_ballots(round_id, states)
        return list(states)

    def print_outside(self, round_id: str, people: int) -> list[tuple[str, bool]]:
        """Return what is to be printed, as `copies` does, and note it on this laptop, without writing to the session.

        Raises KnownError on a laptop that could not key them afterwards.
        """
        opened_by = self._round(round_id).opened_by
        if opened_by and opened_by != self._laptop():
            raise KnownError(
                _("This round was opened on another laptop, which alone can take its ballots."),
                todo=_("Print them there."),
            )
        found = self.copies(round_id, people)
        if self._anonymous(round_id):
            self._sheets.note_outside(round_id, {code: PRINTED if spare else OUT for code, spare in found})
        return found

    def hand_out(self, round_id: str, code: str) -> None:
        """Note that a spare ballot was handed out; raises KnownError."""
        self._open(round_id)
        if self._noted(round_id).get(code) == PRINTED:
            self._sheets.set_ballots(round_id, {code: OUT})

    def why_not(self, round_id: str, name: str, *, again: bool) -> Refused | None:
        """Refuse a ballot that cannot be keyed now: unknown, spare, or keyed already; `again` allows a second entry."""
        states = self.states(round_id)
        state = states.get(name)
        if not self._anonymous(round_id):
            return _not_now(self._label_of(name), state, again) if state else _nobody()
        if state is None:
            return Refused("unknown-ballot", self._unknown(round_id, name, len(states)))
        if state == PRINTED and name in self._sheets.ballots(round_id):
            out = sum(state != PRINTED for state in states.values())
            sentence = _("{code} is a spare ballot: {printed} were printed, and {out} are handed out.")
            return Refused("spare-ballot", sentence.format(code=name, printed=len(states), out=out))
        return _not_now(name, OUT if state == PRINTED else state, again)

    def put_away(self, sheet: Mapping[str, Any], *, partly: bool = False) -> Refused | None:
        """Seal a ballot that was keyed the first time (arguments of `hand_in_sheet`); return the refusal, if any.

        With `partly` answers are still to come, and the ballot is keyed whole afterwards.
        """
        decided = self._decided(sheet)
        if isinstance(decided, Refused):
            return decided
        # While it was typed, the same slip may have come by telephone.
        if self.states(decided[0].round).get(decided[0].sheet) == PHONE:
            return _not_now(decided[0].sheet, PHONE, again=False)
        return self._seal(decided, PARTLY if partly else KEYED)

    def differences(self, sheet: Mapping[str, Any]) -> tuple[Difference, ...] | Refused:
        """Return where a second entry differs from what is sealed; where it does not, the ballot is checked.

        Words beside the answers are not compared: those of the first entry stay.
        """
        decided = self._decided(sheet)
        if isinstance(decided, Refused):
            return decided
        second = {answer.item: answer for answer in decided}
        name, round_id = decided[0].sheet, decided[0].round
        if self.states(round_id).get(name) != KEYED:
            return Refused("not-keyed", _("This ballot is not typed in yet, or was checked."))
        try:
            first = {answer.item: answer for answer in self._sheets.sheet(round_id, name)}
            if not first:
                return Refused("not-keyed", _("This ballot is not typed in yet."))
            found = list(_differing(first, second))
            if not found:
                self._sheets.set_ballots(round_id, {name: CHECKED})
        except KnownError as error:
            return Refused("cannot-be-done", str(error))
        return tuple(found)

    def correct(self, sheet: Mapping[str, Any]) -> Refused | None:
        """Put what the paper says in the place of what was sealed; the ballot is checked then."""
        decided = self._decided(sheet)
        if isinstance(decided, Refused):
            return decided
        earlier = {a.item: a.comment for a in self._sheets.sheet(decided[0].round, decided[0].sheet)}
        kept = [dataclasses.replace(a, comment=a.comment or earlier.get(a.item, "")) for a in decided]
        return self._seal(tuple(kept), CHECKED)

    def paper_is_done(self, round_id: str) -> int:
        """Note that the paper of all checked ballots is sealed or shredded; return how many there were."""
        if refused := self._refused():
            raise KnownError(refused.message)
        done = {code: DONE for code, state in self.states(round_id).items() if state == CHECKED}
        if done:
            self._sheets.set_ballots(round_id, done)
        return len(done)

    def missing(self, round_id: str) -> list[str]:
        """Return the ballots that were handed out and are not keyed, or not whole."""
        return [name for name, state in self.states(round_id).items() if state in WAITING]

    # --- inside

    def _planned(self, round_id: str, people: int) -> dict[str, str]:
        """Return how far each ballot is once so many people have one, and three are spare."""
        recorded = self._noted(round_id)
        codes = self.codes(round_id, people + SPARE)
        states = {code: recorded.get(code, PRINTED) for code in codes}
        spare = [code for code in codes if states[code] == PRINTED]
        for code in spare[: max(0, people - (len(codes) - len(spare)))]:
            states[code] = OUT
        return states

    def _decided(self, sheet: Mapping[str, Any]) -> tuple[Answer, ...] | Refused:
        if refused := self._refused():
            return refused
        decided = self._decide("hand_in_sheet", sheet)
        if isinstance(decided, Refused):
            return decided
        return decided.sheet or Refused("nothing-asked", _("There is nothing on this ballot."))

    def _seal(self, sheet: tuple[Answer, ...], state: str) -> Refused | None:
        try:
            self._sheets.hand_in(sheet, new_code=False, state=state)
        except KnownError as error:
            return Refused("cannot-be-done", str(error))
        return None

    def _open(self, round_id: str) -> None:
        if refused := self._refused():
            raise KnownError(refused.message)
        if self._round(round_id).closed_order is not None:
            raise KnownError(_("This round is closed. A repeat is a new round that follows it."))

    def _round(self, round_id: str) -> Round:
        found = self._board().rounds.get(round_id)
        if found is None:
            raise KnownError(_("There is no round “{id}” in this session.").format(id=round_id[:60]))
        return found

    def _anonymous(self, round_id: str) -> bool:
        return is_anonymous(self._board().session, self._round(round_id))

    def _label_of(self, participant: str) -> str:
        return self._board().participants[participant].label

    def _unknown(self, round_id: str, code: str, printed: int) -> str:
        other = self._sheets.codes_of_other_rounds(round_id).get(code, "")
        if other in self._board().rounds:
            record = self._board().rounds[other]
            return _("{code} is a ballot of another round: “{round}”.").format(
                code=code, round=record.label or record.question
            )
        if not printed:
            return _("{code} is not a ballot of this round.").format(code=code)
        sentence = ngettext(
            "{code} is not a ballot of this round: {printed} was printed.",
            "{code} is not a ballot of this round: {printed} were printed.",
            printed,
        )
        return sentence.format(code=code, printed=printed)


def _not_now(name: str, state: str, again: bool) -> Refused | None:
    if state in WAITING or (state == KEYED and again):
        return None
    if state == KEYED:
        sentence = _("{name} is typed in already. To check it, switch on “Enter each ballot twice”.")
    elif state == IN:
        sentence = _("{name} has answered on this laptop already.")
    elif state == PHONE:
        sentence = _("{name} has answered by telephone already.")
    else:
        sentence = _("{name} was typed in twice, and both entries agree.")
    return Refused("keyed-already", sentence.format(name=name))


def _nobody() -> Refused:
    return Refused("participant-missing", _("This person is not in the list of participants."))


def _differing(first: Mapping[str, Answer], second: Mapping[str, Answer]) -> list[Difference]:
    found = []
    one, two = next(iter(first.values())), next(iter(second.values()))
    if one.side != two.side:
        found.append(Difference("", one, two))
    for item in {**first, **second}:
        a = first.get(item) or dataclasses.replace(one, item=item, value=None, value2=None, dk="no", comment="")
        b = second.get(item) or dataclasses.replace(two, item=item, value=None, value2=None, dk="no", comment="")
        if (a.value, a.value2, a.dk) != (b.value, b.value2, b.dk):
            found.append(Difference(item, a, b))
    return found
