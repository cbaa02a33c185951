"""One person's answers while they are being given: in memory alone, and forgotten as soon as they are handed in."""

from __future__ import annotations

from typing import Any

from stworkshop.model.records import Round


class Sheet:
    """The answers to the items of one round; `side` or `participant` say whose sheet it is, as the round asks."""

    def __init__(self, asked: Round) -> None:
        self.round = asked
        self.side = ""
        self.participant = ""
        self.slip = ""
        self._values: dict[str, int] = {}
        self._seconds: dict[str, int] = {}
        self._dk: set[str] = set()
        self._comments: dict[str, str] = {}
        self._none_laid = False

    # --- what is given

    def value(self, item: str) -> int | None:
        """Return the answer to one item: a rating, dots, a place, or influence; None where there is none."""
        return self._values.get(item)

    def second(self, item: str) -> int | None:
        """Return the second coordinate of a placing."""
        return self._seconds.get(item)

    def dk(self, item: str) -> bool:
        """Tell whether the person does not know, or would rather not say."""
        return item in self._dk

    def comment(self, item: str) -> str:
        """Return what the person wrote about an item."""
        return self._comments.get(item, "")

    def answered(self, item: str) -> bool:
        """Tell whether an item has its answer."""
        return item in self._values or item in self._dk

    @property
    def total(self) -> int:
        """How many dots are laid, or how many items have their place or their answer."""
        if self.round.kind == "dots":
            return sum(self._values.values())
        return len(self._values)

    @property
    def done(self) -> int:
        """How many items are answered; laying dots is one answer for all of them."""
        if self.round.kind == "dots":
            return len(self.round.items) if self._values or self._dk or self._none_laid else 0
        return sum(self.answered(item) for item in self.round.items)

    # --- giving it

    def rate(self, item: str, value: int, second: int | None = None) -> None:
        """Answer one item, with a second coordinate where it is placed on two axes."""
        self._dk.discard(item)
        self._values[item] = value
        if second is not None:
            self._seconds[item] = second

    def do_not_know(self, item: str) -> None:
        """Say "I do not know" to one item."""
        self._values.pop(item, None)
        self._seconds.pop(item, None)
        self._dk.add(item)

    def know_none(self) -> None:
        """Say "I do not know" to the whole list."""
        for item in self.round.items:
            self.do_not_know(item)

    def lay(self, item: str, dots: int) -> bool:
        """Lay so many dots on an item, if the person has them; tell whether they lie there now."""
        free = (self.round.dots_per_person or 0) - self.total + self._values.get(item, 0)
        most = self.round.max_per_item or self.round.dots_per_person or 0
        if not 0 <= dots <= min(most, free):
            return False
        self._dk.clear()
        self._none_laid = True
        self._values[item] = dots
        if not dots:
            del self._values[item]
        return True

    def put_in_order(self, item: str, place: int | None = None) -> None:
        """Give an item a place in the order (1 is first), by default the next; 0 takes it out. Later ones move up."""
        order = sorted((i for i in self._values if i != item), key=lambda i: self._values[i])
        if place is None:
            place = len(order) + 1
        if place:
            order.insert(min(place, len(order) + 1) - 1, item)
        self._dk.clear()
        self._values = {each: at for at, each in enumerate(order, 1)}

    def say(self, item: str, words: str) -> None:
        """Write a few words about an item, or take them back."""
        self._comments[item] = words.strip()
        if not self._comments[item]:
            del self._comments[item]

    # --- handing it in

    def answers(self) -> list[dict[str, Any]]:
        """Return the answers as `hand_in_sheet` takes them; what was passed over has no value."""
        return [self._answer(item) for item in self.round.items]

    def _answer(self, item: str) -> dict[str, Any]:
        value: int | None = self._values.get(item)
        if self.round.kind == "dots" and value is None and self.done and item not in self._dk:
            value = 0
        answer: dict[str, Any] = {"item": item, "value": value, "dk": "yes" if item in self._dk else "no"}
        if item in self._seconds:
            answer["value2"] = self._seconds[item]
        if item in self._comments:
            answer["comment"] = self._comments[item]
        return answer

    def forget(self) -> None:
        """Keep nothing of it."""
        self.side = self.participant = self.slip = ""
        for kept in (self._values, self._seconds, self._comments, self._dk):
            kept.clear()
        self._none_laid = False
