"""Who is here, and what just happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.who_is_here.who import WhoIsHere
from ui.kit.actions import GO, Place
from ui.presence.presence_chip import KEY
from ui.shell.feature import Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def register(add: Callable[..., None], who: Callable[[], WhoIsHere]) -> None:
    """Register them; they are there only while a session is open."""
    add("who-is-here", _("Who is here, and what just happened"), lambda: who().toggle(), KEY, "lan", GO,
        enabled=lambda: not who().why_not(), why_not=lambda: who().why_not(),
        words=(_("room"), _("laptops"), _("follow"), _("roles")), place=Place("together", 2, 1))  # fmt: skip


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    register(add, lambda: desk(WhoIsHere))


FEATURE = Feature(
    actions=_actions,
)
