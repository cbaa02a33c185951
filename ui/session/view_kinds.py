"""The ways to look at one session: the four that keep their places, and those that open as a fifth tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stworkshop.i18n import gettext as _


@dataclass(frozen=True)
class ViewKind:
    """One view: its id, icon and key; `first` ones have a place of their own among the tabs."""

    id: str
    icon: str
    key: str
    name: Callable[[], str]
    first: bool = False


VIEWS = (
    ViewKind("map", "map", "1", lambda: _("Map"), first=True),
    ViewKind("influence", "influence", "2", lambda: _("Influence"), first=True),
    ViewKind("agreement", "agreement", "3", lambda: _("Agreement"), first=True),
    ViewKind("list", "list", "4", lambda: _("List"), first=True),
    ViewKind("views", "lens", "5", lambda: _("Views")),
    ViewKind("questions", "question-prompt", "", lambda: _("Questions")),
    ViewKind("words", "glossary", "", lambda: _("Words")),
    ViewKind("decisions", "kinds/decision", "", lambda: _("Decisions")),
    ViewKind("read-back", "megaphone", "", lambda: _("Read back")),
    ViewKind("history", "history", "", lambda: _("History")),
    ViewKind("rounds", "ballot", "", lambda: _("Rounds")),
    ViewKind("tables", "merge", "", lambda: _("Tables together")),
    ViewKind("keying", "keyboard", "", lambda: _("Key in ballots")),
)
"""All views in the order of their tabs; the map is part of the workshop page itself."""
BY_ID = {view.id: view for view in VIEWS}
