"""One paper ballot while it is being keyed: one key an answer, in memory alone until it is put away."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stworkshop.model.records import Round

SIDE = ""
"""The step at which the side is keyed; the others are named by their items."""

BLANK, DONT_KNOW = "blank", "dk"


@dataclass(frozen=True)
class Given:
    """What was keyed at one step: digits, or blank, or "don't know"."""

    digits: str = ""
    mark: str = ""


class Entry:
    """The keys of one ballot: each is taken or not; a key that is not allowed changes nothing.

    `name` is the ballot's code, or the participant in a round with names, which has no step for the side.
    """

    def __init__(self, asked: Round, name: str, sides: Sequence[str], *, named: bool, again: bool = False) -> None:
        self.round, self.name, self.named, self.again = asked, name, named, again
        self.sides = tuple(sides)
        self.steps: tuple[str, ...] = tuple(asked.items) if named else (SIDE, *asked.items)
        self.at = 0
        self.words: dict[str, str] = {}
        self.held = False
        """Whether the step has an answer that no key may change before it is gone to anew, or taken back."""
        self._given: dict[str, Given] = {}
        self._typed = ""

    # --- what is there

    @property
    def step(self) -> str:
        """The step whose turn it is; the last one where all are done."""
        return self.steps[min(self.at, len(self.steps) - 1)]

    @property
    def touched(self) -> bool:
        """Whether anything was keyed."""
        return bool(self._given or self._typed or self.words)

    @property
    def complete(self) -> bool:
        """Whether every step has its answer, a blank being one."""
        return len(self._given) == len(self.steps) and not self._typed

    @property
    def lacking(self) -> list[str]:
        """The steps without an answer."""
        return [step for step in self.steps if step not in self._given]

    def given(self, step: str) -> Given | None:
        """Return what was keyed at a step."""
        return self._given.get(step)

    def shown(self, step: str) -> str:
        """Return what the field of a step shows."""
        if step == self.step and self._typed:
            return self._typed
        given = self._given.get(step)
        if given is None:
            return ""
        if given.mark:
            return "?" if given.mark == DONT_KNOW else "–"
        return " ".join(given.digits) if self.round.kind == "placing" and step else given.digits

    def digits(self, step: str) -> int:
        """Return how many digits an answer has."""
        if step == SIDE:
            return 1
        if self.round.kind == "placing":
            return 2
        return 1 if self.most(step) < 10 else 2

    def most(self, step: str) -> int:
        """Return the highest number that may be keyed at a step."""
        if step == SIDE:
            return len(self.sides)
        if self.round.kind == "dots":
            return min(self.round.max_per_item or 99, self.round.dots_per_person or 99)
        return len(self.round.items) if self.round.kind == "ranking" else 5

    @property
    def dots_left(self) -> int:
        """How many dots are not laid yet, 0 where the round does not say how many there are."""
        laid = sum(int(given.digits or 0) for step, given in self._given.items() if step != SIDE)
        return (self.round.dots_per_person or 0) - laid if self.round.dots_per_person else 0

    # --- keying

    def key(self, text: str) -> bool:
        """Take one key: a digit, a space (left blank) or ? (don't know); tell whether it was allowed here."""
        if self.held:
            return False
        if text == " ":
            return not self._typed and self._blank()
        if text == "?":
            return not self._typed and self._dont_know()
        digit = unicodedata.digit(text, None) if len(text) == 1 else None
        if digit is None or self.at >= len(self.steps):
            return False
        typed = self._typed + str(digit)
        if self._means_dont_know(typed):
            return self._dont_know()
        if not self._may_become(typed):
            return False
        self._typed = typed
        if len(typed) == self.digits(self.step):
            self._put(Given(typed if self.round.kind == "placing" else str(int(typed))))
        return True

    def back(self) -> bool:
        """Take the last key back; tell whether there was one."""
        self.held = False
        if self._typed:
            self._typed = ""
            return True
        if self.at < len(self.steps) and self.step in self._given:
            del self._given[self.step]
            return True
        if not self.at:
            return False
        self.at -= 1
        self._given.pop(self.step, None)
        return True

    def go(self, by: int) -> bool:
        """Go to the step before or after, as far as steps have answers; tell whether it moved, or is free to change."""
        freed, self.held = self.held, False
        to = self.at + by
        if not 0 <= to < len(self.steps) or (by > 0 and self.step not in self._given):
            return freed
        self.at, self._typed = to, ""
        return True

    def go_to(self, step: str) -> bool:
        """Go to a step that has an answer, or to the first one without; tell whether it is there now."""
        reach = next((n for n, each in enumerate(self.steps) if each not in self._given), len(self.steps) - 1)
        to = self.steps.index(step)
        if to > reach:
            return False
        self.held = False
        if to != self.at:
            self.at, self._typed = to, ""
        return True

    def hold(self) -> None:
        """Let no key change the answer of the step, where it has one: who comes from elsewhere is done with it."""
        self.held = self.step in self._given

    def correct(self, step: str, given: Given) -> None:
        """Put an answer in the place of the one that was keyed."""
        self._given[step] = given

    def write(self, step: str, words: str) -> None:
        """Keep words that stand beside an item; none take them back."""
        self.words[step] = words.strip()
        if not self.words[step]:
            del self.words[step]

    # --- putting it away

    def sheet(self) -> dict[str, Any]:
        """Return the arguments of `hand_in_sheet`."""
        given: dict[str, Any] = {"round": self.round.id, "answers": [self._answer(item) for item in self.round.items]}
        if self.named:
            return {**given, "participant": self.name}
        side = self._given.get(SIDE)
        chosen = self.sides[int(side.digits) - 1] if side is not None and side.digits else ""
        return {**given, "ballot": self.name, "side": chosen}

    def forget(self) -> None:
        """Keep nothing of it."""
        self._given.clear()
        self.words.clear()
        self._typed, self.at = "", 0

    # --- inside

    def _answer(self, item: str) -> dict[str, Any]:
        given = self._given.get(item, Given(mark=BLANK))
        answer: dict[str, Any] = {"item": item, "value": None, "dk": "yes" if given.mark == DONT_KNOW else "no"}
        if self.round.kind == "placing" and given.digits:
            answer["value"], answer["value2"] = int(given.digits[0]), int(given.digits[1])
        elif given.digits:
            answer["value"] = int(given.digits)
        elif self.round.kind == "dots" and given.mark == BLANK:
            answer["value"] = 0
        if item in self.words:
            answer["comment"] = self.words[item]
        return answer

    def _put(self, given: Given) -> bool:
        self._given[self.step] = given
        self._typed = ""
        self.at = min(self.at + 1, len(self.steps) - 1)
        return True

    def _blank(self) -> bool:
        if self.step == SIDE:
            return False
        return self._put(Given("0") if self.round.kind == "dots" else Given(mark=BLANK))

    def _dont_know(self) -> bool:
        if self.step == SIDE or self.round.kind == "dots":
            return False
        return self._put(Given(mark=DONT_KNOW))

    def _means_dont_know(self, typed: str) -> bool:
        """Tell whether these digits say "don't know": a single 0, or 00 in a long ranking."""
        if self.step == SIDE or self.round.kind == "dots":
            return False
        return typed == ("00" if self.round.kind == "ranking" and self.digits(self.step) == 2 else "0")

    def _may_become(self, typed: str) -> bool:
        """Tell whether digits are an answer here, or the beginning of one."""
        step, width = self.step, self.digits(self.step)
        if self.round.kind == "placing" and step != SIDE:
            return all(digit in "12345" for digit in typed)
        least = 0 if self.round.kind == "dots" and step != SIDE else 1
        most = self.most(step)
        if self.round.kind == "dots" and step != SIDE and self.round.dots_per_person:
            earlier = self._given.get(step)
            most = min(most, self.dots_left + int(earlier.digits or 0) if earlier else self.dots_left)
        rest = width - len(typed)
        lowest, highest = int(typed) * 10**rest, int(typed) * 10**rest + 10**rest - 1
        return bool(highest >= least and lowest <= most)
