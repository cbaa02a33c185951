"""Working together over the network of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.features.together import actions
from ui.features.together.desk import TogetherDesk
from ui.shell.feature import Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, desk(TogetherDesk))


FEATURE = Feature(
    actions=_actions,
)
