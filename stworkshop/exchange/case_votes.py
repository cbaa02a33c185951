"""The votes of a hand-written file: values in the order of the participants, turned into the answers of sheets."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stworkshop.exchange.yaml_tree import Group, Number
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import Answer, ballot_codes, is_anonymous
from stworkshop.model.records import Participant, Record, Round, SessionRecord
from stworkshop.validation.file_problems import Problems, did_you_mean, quoted

DOES_NOT_KNOW = "dk"
LOWEST_RATING, HIGHEST_RATING = 1, 5


@dataclass
class _Poll:
    """What is read of one round: the sheets by the participant's number, and the places in the file where it stood."""

    round: Round
    sheets: dict[int, dict[str, int | str | None]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)


class Votes:
    """Collects the votes of all rounds, then makes answers of them that keep no order of persons."""

    def __init__(
        self,
        records: Sequence[Record],
        problems: Problems,
        rng: random.Random | None,
        *,
        people: int,
        refused: Collection[str],
    ) -> None:
        """`people` is how many persons the file lists; mistakes of rounds in `refused` are known already."""
        self.session = next((r for r in records if isinstance(r, SessionRecord)), SessionRecord(id=""))
        self.people = [r for r in records if isinstance(r, Participant)]
        self.listed = people
        self.refused = refused
        self.polls = {r.id: _Poll(r) for r in records if isinstance(r, Round)}
        self.problems = problems
        self.rng = rng
        self._readers: Mapping[str, Callable[[str, Group], None]] = {
            "ratings": self._rating,
            "ratings_earlier": self._earlier_rating,
            "dot_votes": self._dots,
            "rankings": self._ranking,
        }

    def read(self, section: str, entries: Iterable[tuple[str, Group]]) -> None:
        """Read one list of the file, entry by entry."""
        for place, entry in entries:
            self._readers[section](place, entry)

    def answers(self) -> list[Answer]:
        """Return the answers of all rounds, those of an anonymous one in the order of their random codes."""
        for poll in self.polls.values():
            if poll.round.kind == "dots":
                self._check_dots(poll)
        return [answer for poll in self.polls.values() for answer in self._answers_of(poll)]

    def _rating(self, place: str, entry: Group) -> None:
        """Read the values of a statement; one without a round is only written down, and not rated yet."""
        if entry.get("round") or entry.get("values"):
            self._rated(place, entry, "id")

    def _earlier_rating(self, place: str, entry: Group) -> None:
        if entry.get("discussion_note"):
            self.problems.add(place, _("a discussion_note belongs to the statement under “ratings”."))
        self._rated(place, entry, "statement")

    def _rated(self, place: str, entry: Group, name: str) -> None:
        poll = self._poll(place, entry, "rating")
        item = self._item(place, entry, name, poll)
        values = self._values(place, entry, "values")
        if poll is None or not item or values is None:
            return
        for number, value in enumerate(values):
            rating = _whole(value)
            if value is None or value == DOES_NOT_KNOW:
                poll.sheets.setdefault(number, {})[item] = value
            elif rating is not None and LOWEST_RATING <= rating <= HIGHEST_RATING:
                poll.sheets.setdefault(number, {})[item] = rating
            else:
                self._bad_value(place, number, value, _("1 to 5, dk or null"))

    def _dots(self, place: str, entry: Group) -> None:
        poll = self._poll(place, entry, "dots")
        item = self._item(place, entry, "element", poll)
        values = self._values(place, entry, "values")
        if poll is None or not item or values is None:
            return
        most = poll.round.max_per_item or poll.round.dots_per_person or 20
        for number, value in enumerate(values):
            dots = _whole(value)
            if dots is not None and 0 <= dots <= most:
                poll.sheets.setdefault(number, {})[item] = dots
            elif value is not None:
                self._bad_value(place, number, value, _("0 to {most}, or null for no sheet").format(most=most))

    def _ranking(self, place: str, entry: Group) -> None:
        poll = self._poll(place, entry, "ranking")
        orders = self._values(place, entry, "orders")
        if poll is None or orders is None:
            return
        items = entry.get("items")
        if items is not None and list(items if isinstance(items, list) else [items]) != list(poll.round.items):
            self.problems.add(f"{place}, items", _("are not those of the round."))
        for number, order in enumerate(orders):
            if order is not None:
                poll.sheets[number] = self._places(f"{place}, {_nth(number)}", order, poll.round)

    def _places(self, place: str, order: Any, round_: Round) -> dict[str, int | str | None]:
        """Return the place of each item: 1 is best, tied ones share a place and the next ones are left out."""
        places: dict[str, int | str | None] = dict.fromkeys(round_.items)
        nearest = 1
        for entry in order if isinstance(order, list) else [order]:
            tied = entry if isinstance(entry, list) else [entry]
            for item in tied:
                if not isinstance(item, str) or item not in places:
                    self.problems.add(place, _("{item} is not asked in this round.").format(item=quoted(item)))
                elif places[item] is not None:
                    self.problems.add(place, _("{item} stands in the order twice.").format(item=quoted(item)))
                else:
                    places[item] = nearest
            nearest += len(tied)
        return places

    def _poll(self, place: str, entry: Group, kind: str) -> _Poll | None:
        """Return the round that an entry names, if it is a closed one of this kind."""
        name = entry.get("round")
        poll = self.polls.get(name) if isinstance(name, str) else None
        if poll is None and isinstance(name, str) and name in self.refused:
            return None
        if poll is None:
            hint = did_you_mean(str(name), self.polls) if name else ""
            self.problems.add(f"{place}, round", _("there is no round {id}.").format(id=quoted(name or "")) + hint)
        elif poll.round.kind != kind:
            sentence = _("the round {id} is of another kind ({kind}).")
            self.problems.add(f"{place}, round", sentence.format(id=quoted(name), kind=poll.round.kind))
        elif poll.round.closed_order is None:
            sentence = _("the round {id} is still open (closed_order is empty), so it has no values yet.")
            self.problems.add(f"{place}, round", sentence.format(id=quoted(name)))
        else:
            return poll
        return None

    def _item(self, place: str, entry: Group, name: str, poll: _Poll | None) -> str:
        """Return the item that an entry names, if the round asks it and no entry before has its values."""
        item = entry.get(name)
        if not isinstance(item, str) or not item:
            self.problems.add(place, _("“{field}” is missing.").format(field=name))
        elif poll is not None and item not in poll.round.items:
            sentence = _("{item} is not among the items of the round.").format(item=quoted(item))
            self.problems.add(f"{place}, {name}", sentence + did_you_mean(item, poll.round.items))
        elif poll is not None and item in poll.asked:
            sentence = _("the values of {item} in this round stand twice: {other}, too.")
            self.problems.add(f"{place}, {name}", sentence.format(item=quoted(item), other=poll.asked[item]))
        else:
            if poll is not None:
                poll.asked[item] = place
            return str(item)
        return ""

    def _values(self, place: str, entry: Group, name: str) -> list[Any] | None:
        """Return the values of an entry, if there is one for each participant."""
        values = entry.get(name)
        if not isinstance(values, list):
            self.problems.add(place, _("“{field}” takes a list with a value for each participant.").format(field=name))
            return None
        if len(values) != self.listed:
            sentence = ngettext("holds {count} value", "holds {count} values", len(values)).format(count=len(values))
            known = ngettext("there is {count} participant", "there are {count} participants", self.listed)
            self.problems.add(f"{place}, {name}", f"{sentence}, {known.format(count=self.listed)}.")
            return None
        return values

    def _bad_value(self, place: str, number: int, value: Any, expected: str) -> None:
        sentence = _("takes {expected}, not {value}.").format(expected=expected, value=quoted(value))
        self.problems.add(f"{place}, {_nth(number)}", sentence)

    def _check_dots(self, poll: _Poll) -> None:
        """Note sheets with more dots than allowed, and fill in zeros where a sheet says nothing of an item."""
        most = poll.round.dots_per_person
        for number, sheet in sorted(poll.sheets.items()):
            used = sum(value for value in sheet.values() if isinstance(value, int))
            if most is not None and used > most:
                sentence = _("{who} gives {used} dots, and {most} are allowed.")
                self.problems.add(quoted(poll.round.id), sentence.format(who=_nth(number), used=used, most=most))
            for item in poll.round.items:
                sheet.setdefault(item, 0)

    def _answers_of(self, poll: _Poll) -> list[Answer]:
        numbers = [number for number in sorted(poll.sheets) if number < len(self.people)]
        people = [self.people[number] for number in numbers]
        if is_anonymous(self.session, poll.round):
            codes = ballot_codes(len(numbers), rng=self.rng)
            who = [("", code, person.side) for code, person in zip(codes, people, strict=True)]
        else:
            who = [(person.id, "", person.side) for person in people]
        answers = [
            Answer(
                round=poll.round.id,
                item=item,
                participant=participant,
                ballot=ballot,
                side=side,
                value=value if isinstance(value, int) else None,
                dk="yes" if value == DOES_NOT_KNOW else "no",
            )
            for number, (participant, ballot, side) in zip(numbers, who, strict=True)
            for item, value in poll.sheets[number].items()
        ]
        # By code, which is random: the order of the sheets tells nothing about the order of the people.
        return sorted(answers, key=lambda answer: answer.ballot)


def _whole(value: Any) -> int | None:
    return value.number if isinstance(value, Number) and isinstance(value.number, int) else None


def _nth(number: int) -> str:
    return _("value {number}").format(number=number + 1)
