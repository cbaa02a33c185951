"""What leaves the laptop: paper, and copies in other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.kit.actions import Place
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import Workspace


def _papers(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.printing.share_pages import print_page

    return print_page(page)


def _save(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.printing.share_pages import save_page

    return save_page(page)


FEATURE = Feature(
    pages=(
        Page(ViewKind("papers", "print", "", lambda: _("Print"), "share", 1), _papers),
        Page(ViewKind("save", "export", "", lambda: _("Save a copy"), "share", 2, place=Place("session", 3, 3)), _save),
    ),
)
