"""What the workshop is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import Workspace


def _about(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.about.about_page import AboutPage

    return AboutPage(page)


FEATURE = Feature(
    pages=(Page(ViewKind("about", "info", "", lambda: _("About"), "prepare", 1), _about),),
)
