"""A ballot whose two entries differ: what differs, and the entry as the paper shows it in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stworkshop.i18n import gettext as _
from stworkshop.model.answers import Answer
from stworkshop.model.records import Round
from stworkshop.session.paper_ballots import Difference
from ui.features.keying.entry import BLANK, DONT_KNOW, SIDE, Entry, Given


class Differing:
    """The differences of one ballot, settled one after the other; the rest of the sheet is the second entry's."""

    def __init__(self, entry: Entry, found: Sequence[Difference], side_words: Mapping[str, str]) -> None:
        self.entry, self._side_words = entry, side_words
        self._waiting = list(found)

    @property
    def item(self) -> str:
        """The item in question, "" for the side."""
        return self._waiting[0].item

    @property
    def settled(self) -> bool:
        """Whether nothing differs any more."""
        return not self._waiting

    def shown(self, which: int) -> str:
        """Return the first (0) or the second (1) value as it was keyed."""
        answer = (self._waiting[0].first, self._waiting[0].second)[which]
        if self.item == SIDE:
            return self._side_words.get(answer.side, answer.side)
        return _shown(_given(self.entry.round, answer))

    def choices(self) -> list[tuple[str, str]]:
        """Return what the paper may say: words of a button, and what is said of it to those who listen."""
        made = [(self.shown(n), _("The paper says {value}").format(value=self.shown(n))) for n in (0, 1)]
        if self.item != SIDE and _("blank") not in (self.shown(0), self.shown(1)):
            made.append((_("Blank"), _("The paper is blank here")))
        return made

    def settle(self, which: int) -> None:
        """Take the first (0) or second (1) value, or a blank (2), for what the paper says."""
        difference = self._waiting.pop(0)
        answer = (difference.first, difference.second)[min(which, 1)]
        if difference.item == SIDE:
            self.entry.correct(SIDE, Given(str(self.entry.sides.index(answer.side) + 1)))
        elif which > 1:
            dots = self.entry.round.kind == "dots"
            self.entry.correct(difference.item, Given("0") if dots else Given(mark=BLANK))
        else:
            self.entry.correct(difference.item, _given(self.entry.round, answer))

    def forget(self) -> None:
        """Keep nothing of it."""
        self._waiting.clear()
        self.entry.forget()


def _given(asked: Round, answer: Answer) -> Given:
    if answer.dk == "yes":
        return Given(mark=DONT_KNOW)
    if answer.value is None:
        return Given(mark=BLANK)
    digits = f"{answer.value:g}"
    return Given(digits + f"{answer.value2:g}" if asked.kind == "placing" and answer.value2 is not None else digits)


def _shown(given: Given) -> str:
    if given.mark:
        return _("don’t know") if given.mark == DONT_KNOW else _("blank")
    return given.digits
