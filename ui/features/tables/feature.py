"""Tables that work apart and come together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.tables import actions
from ui.features.tables.desk import Merging
from ui.features.tables.table_line import TableLine
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _tables(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.tables.tables_page import TablesPage

    return TablesPage(page, desk(Merging))


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, desk(Merging), window)


FEATURE = Feature(
    pages=(Page(ViewKind("tables", "merge", "", lambda: _("Tables together"), "map", 4), _tables),),
    actions=_actions,
    strips=(lambda page: TableLine(page, page.registry),),
)
