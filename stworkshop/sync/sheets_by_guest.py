"""Which guest handed in how many sheets of an open round: in the host's memory alone, and forgotten at the close.

A guest is who holds a token of the room. How many sheets it may hand in counts for its laptop, so that coming in anew
brings no more of them; what the facilitator sees and takes out goes by the token, so that whoever claims the mark of
another laptop stands in a line of its own. No file holds any of it: a sheet in the drawer must lead to no guest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext

MOST_SHEETS = 12
"""So many sheets of one round come from one laptop where the facilitator lets it be passed on."""


@dataclass(frozen=True)
class FromGuest:
    """What the facilitator sees of one guest's sheets: how many came, never what is on them.

    `people` are the participants that it answered for in a round with names; `refused` says that its sheets were taken
    out, and that no more are taken.
    """

    guest: str
    name: str
    address: str
    sheets: int
    people: tuple[str, ...] = ()
    refused: bool = False


@dataclass
class _Guest:
    """One guest's sheets of one round: under what they lie in the drawer, each with its participant or ""."""

    laptop: str
    name: str
    address: str
    sheets: dict[bytes, str] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    refused: bool = False


class Handed:
    """The sheets of guests by round; a round is named by its id, a guest by what the door calls it."""

    def __init__(self) -> None:
        self._guests: dict[tuple[str, str], _Guest] = {}
        self._several: set[str] = set()

    # --- how many there may be

    def allow_several(self, round_id: str, several: bool) -> None:
        """Let laptops be passed on in a round, or take one sheet of each."""
        (self._several.add if several else self._several.discard)(round_id)

    def most(self, round_id: str) -> int:
        """Return how many sheets of a round may come from one laptop."""
        return MOST_SHEETS if round_id in self._several else 1

    def count(self, round_id: str, laptop: str) -> int:
        """Return how many sheets of a round came from a laptop, under whatever token."""
        return sum(len(known.sheets) for known in self._of(round_id, lambda known: known.laptop == laptop).values())

    def is_out(self, round_id: str, guest: str) -> bool:
        """Tell whether the facilitator took a guest's sheets out."""
        known = self._guests.get((round_id, guest))
        return known is not None and known.refused

    def refusal(self, round_id: str, guest: str, laptop: str, participant: str) -> str:
        """Return why no more sheets of a round are taken from a guest, "" where one is."""
        if self.is_out(round_id, guest):
            return taken_out()
        if participant and participant in self._own(round_id, guest).values():
            return ""  # it takes the place of the one before
        most = self.most(round_id)
        if self.count(round_id, laptop) < most:
            return ""
        if most == 1:
            return _(
                "This laptop has handed in its sheet. If it is passed on, ask the facilitator to allow several sheets"
                " from one laptop."
            )
        return ngettext(
            "This laptop has handed in as many sheets as it may: {n}.",
            "This laptop has handed in as many sheets as it may: {n}.",
            most,
        ).format(n=most)

    # --- what came

    def knows(self, round_id: str, guest: str, laptop: str, mark: str) -> bool:
        """Tell whether a sheet with this mark came from a laptop already."""
        if not mark or self.is_out(round_id, guest):
            return False
        return any(mark in known.marks for known in self._of(round_id, lambda known: known.laptop == laptop).values())

    def own(self, round_id: str, guest: str) -> frozenset[bytes]:
        """Return under what a guest's sheets lie in the drawer: it may replace these, and no others."""
        return frozenset(self._own(round_id, guest))

    def took(
        self, round_id: str, guest: str, laptop: str, name: str, address: str, *, row: bytes, mark: str, person: str
    ) -> None:
        """Note a sheet that lies in the drawer now; `person` is its participant, "" in a round without names."""
        known = self._guests.setdefault((round_id, guest), _Guest(laptop, name, address))
        known.name, known.address = name, address
        known.sheets = {key: one for key, one in known.sheets.items() if not person or one != person}
        known.sheets[row] = person
        known.marks |= {mark} if mark else set()

    def by_guest(self, round_id: str, there: Collection[bytes] | None = None) -> list[FromGuest]:
        """Return what came from whom, in the order of first sheets; only of sheets that are `there` still."""
        found = []
        for guest, one in self._of(round_id, lambda _known: True).items():
            people = [person for row, person in one.sheets.items() if there is None or row in there]
            if people or one.refused:
                named = tuple(filter(None, people))
                found.append(FromGuest(guest, one.name, one.address, len(people), named, one.refused))
        return found

    # --- taking them out

    def refuse(self, round_id: str, guest: str) -> None:
        """Take no more from a guest, whose sheets were taken out of the drawer."""
        if (known := self._guests.get((round_id, guest))) is not None:
            known.sheets, known.marks, known.refused = {}, set(), True

    def let_again(self, round_id: str, guest: str) -> None:
        """Take sheets from a guest again, whose sheets were taken out."""
        if (known := self._guests.get((round_id, guest))) is not None:
            known.refused = False

    def keep(self, is_open: Callable[[str], bool]) -> None:
        """Forget all about rounds that are not open any more."""
        self._guests = {key: known for key, known in self._guests.items() if is_open(key[0])}
        self._several = {round_id for round_id in self._several if is_open(round_id)}

    def _own(self, round_id: str, guest: str) -> dict[bytes, str]:
        known = self._guests.get((round_id, guest))
        return known.sheets if known is not None else {}

    def _of(self, round_id: str, wanted: Callable[[_Guest], bool]) -> dict[str, _Guest]:
        found = self._guests.items()
        return {guest: known for (asked, guest), known in found if asked == round_id and wanted(known)}


def taken_out() -> str:
    """Return what a guest hears whose sheets the facilitator took out."""
    return _("The facilitator has taken the sheets of this laptop out of the round. Please talk to the facilitator.")
