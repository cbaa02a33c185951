"""The way that somebody took through the pages of a workshop, and back."""

from __future__ import annotations

from collections.abc import Mapping

from ui.session.view_kinds import BY_ID, VIEWS

_LONGEST = 12


class Trail:
    """Which pages were shown before, whether one of them led here, and on which page each door was left."""

    def __init__(self) -> None:
        self._before: list[str] = []
        self.led = False
        """Whether a page led here, and nobody chose it among the doors and tabs."""
        self.left_on: dict[str, str] = {}
        """The page that each door was left on."""

    def __bool__(self) -> bool:
        return bool(self._before)

    def leave(self, view: str) -> None:
        """Note that another page follows this one."""
        self._before = [*self._before[-_LONGEST:], view]
        self.led = True

    def back(self) -> str:
        """Return the page before, which is taken off the way, "" where there is none."""
        self.led = False
        return self._before.pop() if self._before else ""

    def note(self, view: str) -> None:
        """Note the page that its door shows now."""
        self.left_on[BY_ID[view].door] = view

    def take_over(self, left_on: Mapping[str, str]) -> None:
        """Go on where the doors were left before."""
        self.left_on.update(left_on)

    def behind(self, door: str) -> str:
        """Return the page that a door was left on, else its first one."""
        return self.left_on.get(door, next(view.id for view in VIEWS if view.door == door))


def next_behind(view: str) -> str:
    """Return the page that follows this one behind the same door, the first after the last."""
    behind = [other.id for other in VIEWS if other.door == BY_ID[view].door]
    return behind[(behind.index(view) + 1) % len(behind)]
