"""How long a vote takes, before it starts: the catalogue's seconds, for so many people and items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from stworkshop.model.catalogue import Catalogue

Way = Literal["pass-the-laptop", "paper"]

_ITEM_BY_LAPTOP: Mapping[str, str] = MappingProxyType(
    {kind: f"est-pass-{kind}" for kind in ("rating", "dots", "ranking", "placing")}
)


@dataclass(frozen=True)
class Estimate:
    """Seconds that the room needs, and seconds in which the sheets are keyed in afterwards (0 by laptop)."""

    room: int
    keying: int = 0

    @property
    def room_minutes(self) -> int:
        """The room's time in minutes, rounded up."""
        return -(-self.room // 60)

    @property
    def keying_minutes(self) -> int:
        """The time of keying in minutes, rounded up."""
        return -(-self.keying // 60)


def vote(catalogue: Catalogue, *, kind: str, people: int, items: int, way: Way, double_entry: bool = False) -> Estimate:
    """Return how long a round of this kind takes; raises KeyError for an unknown kind, ValueError below zero.

    On paper everybody writes at the same time, so only the keying grows with the number of people; with double entry
    each answer is typed twice.
    """
    if people < 0 or items < 0:
        raise ValueError("people and items are numbers from 0")
    by_laptop = _ITEM_BY_LAPTOP[kind]
    if not people or not items:
        return Estimate(0)
    if way == "pass-the-laptop":
        return Estimate(people * (_seconds(catalogue, "est-pass-handover") + items * _seconds(catalogue, by_laptop)))
    room = _seconds(catalogue, "est-paper-hand-out") + items * _seconds(catalogue, "est-paper-item")
    answer = _seconds(catalogue, "est-key-item") * (2 if double_entry else 1)
    return Estimate(room, people * (_seconds(catalogue, "est-key-ballot") + items * answer))


def _seconds(catalogue: Catalogue, entry_id: str) -> int:
    entry = catalogue.entry("time_estimates", entry_id)
    if entry is None:
        raise KeyError(entry_id)
    return int(entry["seconds"])
