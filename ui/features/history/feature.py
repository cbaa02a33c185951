"""How the map came to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.kit.actions import Place
from ui.kit.words_dialog import AskWords
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    """Register them; they are there only while a session is open."""
    add("name-moment", _("Name this moment…"), lambda: name_moment(window), "Ctrl+Shift+S", "snapshot",
        place=Place("session", 3, 1))  # fmt: skip


def name_moment(window: ProgramWindow) -> None:
    """Keep the map as it is now under a name, for History."""
    question, hint = _("What do you call this moment?"), _("History shows it by this name, and can bring it back.")
    label = AskWords.ask(window, question, hint, _("Keep it"))
    if label and window.page().bridge.run("name_moment", label=label):
        window.say(_("Kept as “{label}” in History.").format(label=label), None)


def _history(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.history.history_page import HistoryPage

    return HistoryPage(page.bridge, page.preferences, lambda: desk(Around).others())


FEATURE = Feature(
    pages=(
        Page(
            ViewKind("history", "history", "", lambda: _("History"), "share", 3, place=Place("session", 3, 2)), _history
        ),
    ),
    actions=_actions,
)
