"""Files of other programs that become cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.bring_in import actions
from ui.features.bring_in.bringing import Bringing
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, desk(Bringing))


FEATURE = Feature(
    openings=(ViewKind("bring", "import", "", lambda: _("Bring in…"), "prepare", 5, opens="bring-in"),),
    actions=_actions,
)
