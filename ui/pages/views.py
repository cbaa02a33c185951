"""The ways to look at one session: the four that keep their places, and those that open as a fifth tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stworkshop.i18n import gettext as _
from ui.pages.view_page import ViewPage

if TYPE_CHECKING:
    from stworkshop.board import Board
    from ui.fix_tools import Fixing
    from ui.merging.desk import Merging
    from ui.workspace import Workspace


class Parts(NamedTuple):
    """What some pages need besides the open session."""

    merging: Merging
    fixing: Fixing
    others: Callable[[], Sequence[tuple[str, Callable[[], Board]]]]
    """The other sessions of the library: their titles, and how the board of each is read."""


@dataclass(frozen=True)
class ViewKind:
    """One view: its id, icon and key; `first` ones have a place of their own among the tabs."""

    id: str
    icon: str
    key: str
    name: Callable[[], str]
    make: Callable[[Workspace, Parts], ViewPage]
    first: bool = False


def _agreement(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.agreement_page import AgreementPage

    return AgreementPage(page)


def _influence(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.influence_page import InfluencePage

    return InfluencePage(page)


def _list(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.list_page import ListPage

    return ListPage(page.bridge, page.preferences)


def _history(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.history import HistoryPage

    return HistoryPage(page.bridge, page.preferences, parts.others)


def _rounds(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.rounds import RoundsPage

    return RoundsPage(page, BY_ID.__contains__)


def _views(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.views_page import ViewsPage

    return ViewsPage(page)


def _questions(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.questions import QuestionsPage

    return QuestionsPage(page.bridge, page.preferences, page.findings, parts.fixing)


def _words(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.words_page import WordsPage

    return WordsPage(page)


def _keying(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.keying import KeyingPage

    return KeyingPage(page)


def _read_back(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.read_back import ReadBackPage

    return ReadBackPage(page)


def _decisions(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.decisions import DecisionsPage

    return DecisionsPage(page)


def _tables(page: Workspace, parts: Parts) -> ViewPage:
    from ui.pages.tables import TablesPage

    return TablesPage(page, parts.merging)


def _no_page(page: Workspace, parts: Parts) -> ViewPage:
    raise NotImplementedError


VIEWS = (
    ViewKind("map", "map", "1", lambda: _("Map"), _no_page, first=True),
    ViewKind("influence", "influence", "2", lambda: _("Influence"), _influence, first=True),
    ViewKind("agreement", "agreement", "3", lambda: _("Agreement"), _agreement, first=True),
    ViewKind("list", "list", "4", lambda: _("List"), _list, first=True),
    ViewKind("views", "lens", "5", lambda: _("Views"), _views),
    ViewKind("questions", "question-prompt", "", lambda: _("Questions"), _questions),
    ViewKind("words", "glossary", "", lambda: _("Words"), _words),
    ViewKind("decisions", "kinds/decision", "", lambda: _("Decisions"), _decisions),
    ViewKind("read-back", "megaphone", "", lambda: _("Read back"), _read_back),
    ViewKind("history", "history", "", lambda: _("History"), _history),
    ViewKind("rounds", "ballot", "", lambda: _("Rounds"), _rounds),
    ViewKind("tables", "merge", "", lambda: _("Tables together"), _tables),
    ViewKind("keying", "keyboard", "", lambda: _("Key in ballots"), _keying),
)
"""All views in the order of their tabs; the map is part of the workshop page itself."""
MORE = tuple(view for view in VIEWS if not view.first)
BY_ID = {view.id: view for view in VIEWS}
