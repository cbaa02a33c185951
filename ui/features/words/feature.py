"""The words of the workshop."""

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


def _words(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.words.words_page import WordsPage

    return WordsPage(page)


FEATURE = Feature(
    pages=(
        Page(ViewKind("words", "glossary", "", lambda: _("Words"), "prepare", 4, place=Place("help", 2, 2)), _words),
    ),
)
