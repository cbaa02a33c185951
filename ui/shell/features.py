"""What the window is made of: each page by its id, and how it is made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from stworkshop.model.board import Board
    from stworkshop.model.records import Round
    from ui.features.questions.fix_tools import Fixing
    from ui.features.tables.desk import Merging
    from ui.shell.workspace import Workspace


class Parts(NamedTuple):
    """What some pages need besides the open session."""

    merging: Merging
    fixing: Fixing
    others: Callable[[], Sequence[tuple[str, Callable[[], Board]]]]
    """The other sessions of the library: their titles, and how the board of each is read."""


def _agreement(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.agreement.agreement_page import AgreementPage

    return AgreementPage(page)


def _influence(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.influence.influence_page import InfluencePage

    return InfluencePage(page)


def _list(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.list.list_page import ListPage

    return ListPage(page.bridge, page.preferences)


def _history(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.history.history_page import HistoryPage

    return HistoryPage(page.bridge, page.preferences, parts.others)


def _rounds(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.rounds.rounds_page import RoundsPage

    def show_result(record: Round) -> None:
        from ui.features.agreement.agreement_page import AgreementPage

        if isinstance(shown := page.view_page(page.view), AgreementPage):
            shown.show_round(record)

    return RoundsPage(page, MAKERS.__contains__, show_result)


def _views(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.views.views_page import ViewsPage

    return ViewsPage(page)


def _questions(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.questions.questions_page import QuestionsPage

    return QuestionsPage(page.bridge, page.preferences, page.findings, parts.fixing)


def _words(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.words.words_page import WordsPage

    return WordsPage(page)


def _keying(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.keying.keying_page import KeyingPage
    from ui.features.rounds.passing import close_round

    return KeyingPage(page, lambda round_id: close_round(page, round_id))


def _read_back(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.decisions.read_back_page import ReadBackPage

    return ReadBackPage(page)


def _decisions(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.decisions.decisions_page import DecisionsPage
    from ui.shell.inspector import Inspector

    details = Inspector(page.bridge)
    return DecisionsPage(page, details, details.set_room)


def _tables(page: Workspace, parts: Parts) -> ViewPage:
    from ui.features.tables.tables_page import TablesPage

    return TablesPage(page, parts.merging)


MAKERS: Mapping[str, Callable[[Workspace, Parts], ViewPage]] = {
    "influence": _influence,
    "agreement": _agreement,
    "list": _list,
    "views": _views,
    "questions": _questions,
    "words": _words,
    "decisions": _decisions,
    "read-back": _read_back,
    "history": _history,
    "rounds": _rounds,
    "tables": _tables,
    "keying": _keying,
}
"""The page of each view but the map, which is part of the workshop page itself."""
