"""The list of all records, and the people in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.list import people_actions
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _list(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.list.list_page import ListPage

    return ListPage(page.bridge, page.preferences)


def _people(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.list.people_page import PeoplePage

    return PeoplePage(page.bridge, page.preferences)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    people_actions.register(add, window)


FEATURE = Feature(
    pages=(
        Page(ViewKind("list", "list", "4", lambda: _("List"), "map", 2), _list),
        Page(ViewKind("people", "people", "", lambda: _("People"), "prepare", 3), _people),
    ),
    actions=_actions,
)
