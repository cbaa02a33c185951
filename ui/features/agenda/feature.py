"""The stages of the day: agenda, clock, guide, parking lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.agenda import actions
from ui.features.agenda.stage_bar import StageBar
from ui.features.agenda.stages import Stages
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, window, lambda: desk(Stages), lambda: desk(StageBar), lambda: desk(Around).toggle_guide())


FEATURE = Feature(
    openings=(ViewKind("agenda", "timer", "", lambda: _("Agenda…"), "prepare", 2, opens="stage-agenda"),),
    actions=_actions,
)
