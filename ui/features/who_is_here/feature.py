"""Who is here, and what just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.features.who_is_here import actions
from ui.features.who_is_here.who import WhoIsHere
from ui.shell.feature import Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, lambda: desk(WhoIsHere))


FEATURE = Feature(
    actions=_actions,
)
