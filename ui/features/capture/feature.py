"""Capturing what people say, and sorting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.capture import actions
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _waiting(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.capture.waiting_page import WaitingPage

    return WaitingPage(page)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(
        add,
        window,
        lambda: desk(Around).area,
        lambda: desk(Around).start_capture(),
        lambda: desk(Around).open_typical(),
    )


FEATURE = Feature(
    pages=(Page(ViewKind("waiting", "sort", "", lambda: _("Unsorted notes"), "close", 3), _waiting),),
    actions=_actions,
)
