"""Ballots on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.keying import actions
from ui.kit.actions import Place
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _keying(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.keying.keying_page import KeyingPage

    return KeyingPage(page, lambda round_id: desk(Around).close_round(round_id))


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, window)


FEATURE = Feature(
    pages=(
        Page(
            ViewKind("keying", "keyboard", "", lambda: _("Paper ballots"), "ask", 2, place=Place("print", 2, 2)),
            _keying,
        ),
    ),
    actions=_actions,
)
