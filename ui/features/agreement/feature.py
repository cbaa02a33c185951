"""What people agree about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.agreement import actions
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _agreement(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.agreement.agreement_page import AgreementPage

    return AgreementPage(page)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, window)


FEATURE = Feature(
    pages=(Page(ViewKind("agreement", "agreement", "3", lambda: _("Agreement"), "understand", 1), _agreement),),
    actions=_actions,
)
