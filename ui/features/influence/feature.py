"""Who has influence, and who is affected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import Workspace


def _influence(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.influence.influence_page import InfluencePage

    return InfluencePage(page)


FEATURE = Feature(
    pages=(Page(ViewKind("influence", "influence", "2", lambda: _("Influence"), "map", 3), _influence),),
)
