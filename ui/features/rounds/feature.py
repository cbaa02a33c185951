"""Silent rounds: statements, dots, rankings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.rounds import actions
from ui.session.view_kinds import BY_ID, ViewKind
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _rounds(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.rounds.rounds_page import RoundsPage

    return RoundsPage(page, BY_ID.__contains__, desk(Around).show_result)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, window)


FEATURE = Feature(
    pages=(Page(ViewKind("rounds", "ballot", "", lambda: _("Rounds"), "ask", 1), _rounds),),
    actions=_actions,
)
