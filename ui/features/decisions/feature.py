"""What was decided, and reading it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import Workspace


def _decisions(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.decisions.decisions_page import DecisionsPage

    return DecisionsPage(page, *desk(Around).new_details())


def _read_back(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.decisions.read_back_page import ReadBackPage

    return ReadBackPage(page)


FEATURE = Feature(
    pages=(
        Page(ViewKind("decisions", "kinds/decision", "", lambda: _("Decisions"), "close", 1), _decisions),
        Page(ViewKind("read-back", "megaphone", "", lambda: _("Read back"), "close", 2), _read_back),
    ),
)
