"""Actions of the window for the views: each of the seven by name, and the list of the people in the room."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from stworkshop.analysis import viewpoints
from stworkshop.catalogue import catalogue
from stworkshop.i18n import gettext as _
from ui.actions import GO
from ui.together.chip import KEY

if TYPE_CHECKING:
    from ui.together.who import WhoIsHere
    from ui.workspace import ProgramWindow


def register(add: Callable[..., None], window: ProgramWindow, who: Callable[[], WhoIsHere]) -> None:
    """Register them; they are there only while a session is open."""
    words = catalogue()
    for viewpoint, entry in words.viewpoints.items():
        name = _("View: {name}").format(name=viewpoints.short_label(words, viewpoint))
        add(
            f"view-of-{viewpoint}", name, partial(show, window, viewpoint), "", "lens", GO, words=(str(entry["label"]),)
        )
    add("people", _("People in the room"), partial(show_people, window), "", "people", GO,
        words=(_("participants"), _("names"), _("list of people")))  # fmt: skip
    add("who-is-here", _("Who is here, and what just happened"), lambda: who().toggle(), KEY, "lan", GO,
        enabled=lambda: not who().why_not(), why_not=lambda: who().why_not(),
        words=(_("room"), _("laptops"), _("follow"), _("roles")))  # fmt: skip


def show_people(window: ProgramWindow) -> None:
    """Show the list of the people in the room, the cursor where the next one is typed."""
    from ui.pages.list_page import ListPage

    page = window.page()
    if page.room:
        page.bridge.say(_("Names are not shown in the room view."))
        return
    page.show_view("list")
    shown = page.view_page("list")
    if isinstance(shown, ListPage):
        shown.start_adding("participants")


def show(window: ProgramWindow, viewpoint: str) -> None:
    """Show the view of a viewpoint."""
    from ui.pages.views_page import ViewsPage

    page = window.page()
    page.show_view("views")
    views = page.view_page("views")
    if isinstance(views, ViewsPage):
        views.open_viewpoint(viewpoint)
