"""The list of all records, and the people in the room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.kit.actions import GO, Place
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    """Register them; they are there only while a session is open."""
    add("people", _("People in the room"), partial(show_people, window), "", "people", GO,
        words=(_("participants"), _("names"), _("list of people")), place=Place("session", 2, 3))  # fmt: skip


def show_people(window: ProgramWindow) -> None:
    """Show the list of the people in the room, the cursor where the next one is typed."""
    from ui.features.list.people_page import PeoplePage

    page = window.page()
    if page.room:
        page.bridge.say(_("Names are not shown in the room view."))
        return
    page.show_view("people")
    shown = page.view_page("people")
    if isinstance(shown, PeoplePage):
        shown.start_adding("participants")


def _list(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.list.list_page import ListPage

    return ListPage(page.bridge, page.preferences)


def _people(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.list.people_page import PeoplePage

    return PeoplePage(page.bridge, page.preferences)


FEATURE = Feature(
    pages=(
        Page(ViewKind("list", "list", "4", lambda: _("List"), "map", 2), _list),
        Page(ViewKind("people", "people", "", lambda: _("People"), "prepare", 3), _people),
    ),
    actions=_actions,
)
