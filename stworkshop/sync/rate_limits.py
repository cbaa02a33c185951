"""How much of what guests send is taken at once, and how much a room lets a session's file grow; time is given in.

Nobody is refused for sending much: what goes beyond waits, is told to whoever sent it, and is taken later.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from stworkshop.i18n import gettext as _

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Rate:
    """How much may come at once, and how much of it grows back each second."""

    at_once: float
    each_second: float


BYTES = Rate(4 * MEGABYTE, 32 << 10)
"""An edit is some fifty bytes, a card brought in with others some hundred; a long note written anew ten thousand."""
UPDATES = Rate(6_000, 25)
"""People make one edit a second, five in a hurry; who comes back after a day apart brings some thousand."""
GROWTH = 32
"""Megabytes that guests may add before the facilitator is asked; a hundred thousand edits are some twelve."""
FREE = 2 * MEGABYTE
"""Bytes that each laptop may bring beyond that, so that one which sends too much does not stop all others."""
MOST_BEYOND = 2
"""At so many times the limit everybody waits, however little each has brought: marks of laptops can be made up."""


class Allowance:
    """What one laptop may send: its savings, which grow back, and may go below nothing by one update."""

    def __init__(self, now: float) -> None:
        self._at = now
        self._saved = {rate: rate.at_once for rate in (BYTES, UPDATES)}

    def spend(self, size: int, now: float) -> None:
        """Note an update of so many bytes."""
        self._grow(now)
        self._saved[BYTES] -= size
        self._saved[UPDATES] -= 1

    def wait(self, now: float) -> float:
        """Return after how many seconds the next update is taken, 0.0 for at once."""
        self._grow(now)
        return max(0.0, *(-saved / rate.each_second for rate, saved in self._saved.items()))

    def _grow(self, now: float) -> None:
        passed, self._at = max(0.0, now - self._at), max(now, self._at)
        for rate, saved in self._saved.items():
            self._saved[rate] = min(rate.at_once, saved + passed * rate.each_second)


class Growth:
    """How much guests have added to the session's file since the room was opened, and by whom."""

    def __init__(self, megabytes: int = GROWTH) -> None:
        self._step = self.limit = megabytes * MEGABYTE
        self._from = 0
        self._brought: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._told = 0

    @property
    def total(self) -> int:
        """Bytes in all."""
        return self._brought.total()

    @property
    def stopped(self) -> bool:
        """Whether who has brought much waits until more is allowed."""
        return self.total >= self.limit

    def add(self, who: str, name: str, size: int) -> None:
        """Note bytes that a laptop has added."""
        self._brought[who] += size
        self._names[who] = name

    def waits(self, who: str) -> bool:
        """Tell whether a laptop has to wait until more is allowed."""
        return self.stopped and (self._brought[who] >= FREE or self.total >= MOST_BEYOND * self.limit)

    def allow_more(self) -> None:
        """Let guests add as much again."""
        self._from = self.limit = max(self.limit, self.total)
        self.limit += self._step
        self._told = 0

    def news(self) -> str:
        """Return what the facilitator is told, when half of what is allowed has come and when all has; else ""."""
        level = 2 if self.stopped else int(self.total >= (self._from + self.limit) / 2)
        if level <= self._told:
            return ""
        self._told = level
        return self.words()

    def words(self) -> str:
        """Return how much has come, how much of it from whom, and whether edits wait, as sentences."""
        who, most = max(self._brought.items(), key=lambda one: one[1], default=("", 0))
        words = _("Guests have made this session about {all} MB larger, {part} MB of it from {name}.").format(
            all=_megabytes(self.total), part=_megabytes(most), name=self._names.get(who) or _("A guest")
        )
        if not self.stopped:
            return words
        return f"{words} {_('What more they send waits until you allow it. Nothing is lost.')}"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.0f}"
