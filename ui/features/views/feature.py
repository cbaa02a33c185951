"""The map as one group sees it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from stworkshop.analysis import viewpoints
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import catalogue
from ui.kit.actions import GO
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    """Register them; they are there only while a session is open."""
    words = catalogue()
    for viewpoint, entry in words.viewpoints.items():
        name = _("View: {name}").format(name=viewpoints.short_label(words, viewpoint))
        add(
            f"view-of-{viewpoint}", name, partial(show, window, viewpoint), "", "lens", GO, words=(str(entry["label"]),)
        )


def show(window: ProgramWindow, viewpoint: str) -> None:
    """Show the view of a viewpoint."""
    from ui.features.views.views_page import ViewsPage

    page = window.page()
    page.show_view("views")
    views = page.view_page("views")
    if isinstance(views, ViewsPage):
        views.open_viewpoint(viewpoint)


def _views(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.views.views_page import ViewsPage

    return ViewsPage(page)


FEATURE = Feature(
    pages=(Page(ViewKind("views", "lens", "5", lambda: _("Views"), "understand", 3), _views),),
    actions=_actions,
)
