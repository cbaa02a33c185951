"""The pages of a session, behind six doors in the order of the day, and what else stands behind a door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from ui.kit.actions import Place


@dataclass(frozen=True)
class Door:
    """A place of the day: its id, icon and word; its pages stand in the app bar while one of them is shown."""

    id: str
    icon: str
    name: Callable[[], str]


@dataclass(frozen=True)
class ViewKind:
    """One page: its id, icon, key and word, the door that it lies behind, and its turn among the tabs there.

    With `opens` it is no page: its place behind the door opens a dialog by that action's id. A `place` is for pages
    that people look for in the menu bar, too.
    """

    id: str
    icon: str
    key: str
    name: Callable[[], str]
    door: str
    turn: int
    opens: str = ""
    place: Place | None = None


DOORS = (
    Door("prepare", "calendar", lambda: _("Prepare")),
    Door("map", "map", lambda: _("Map")),
    Door("ask", "ballot", lambda: _("Ask")),
    Door("understand", "eye", lambda: _("Understand")),
    Door("close", "flag", lambda: _("Close")),
    Door("share", "print", lambda: _("Share")),
)
"""All doors, in the order of the day."""
MAP = ViewKind("map", "map", "1", lambda: _("Map"), "map", 1)
"""The map is part of the workshop page itself; all other pages are declared by features."""
BEHIND_DOORS: list[ViewKind] = [MAP]
"""What stands behind the doors, in the order of doors and tabs."""
VIEWS: list[ViewKind] = [MAP]
"""All pages in that order."""
BY_ID: dict[str, ViewKind] = {MAP.id: MAP}


def declare(kinds: Iterable[ViewKind]) -> None:
    """Put what features declare behind the doors; done once, when the window's features are listed."""
    order = [door.id for door in DOORS]
    BEHIND_DOORS.extend(kinds)
    BEHIND_DOORS.sort(key=lambda kind: (order.index(kind.door), kind.turn))
    VIEWS[:] = [kind for kind in BEHIND_DOORS if not kind.opens]
    BY_ID.update((kind.id, kind) for kind in VIEWS)
