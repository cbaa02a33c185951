"""How the map came to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.history import actions
from ui.kit.actions import Place
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _history(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.history.history_page import HistoryPage

    return HistoryPage(page.bridge, page.preferences, lambda: desk(Around).others())


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, window)


FEATURE = Feature(
    pages=(
        Page(
            ViewKind("history", "history", "", lambda: _("History"), "share", 3, place=Place("session", 3, 2)), _history
        ),
    ),
    actions=_actions,
)
