"""The map as one group sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.views import actions
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _views(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.views.views_page import ViewsPage

    return ViewsPage(page)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, window)


FEATURE = Feature(
    pages=(Page(ViewKind("views", "lens", "5", lambda: _("Views"), "understand", 3), _views),),
    actions=_actions,
)
