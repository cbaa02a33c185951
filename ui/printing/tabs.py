"""The tabs of the print dialog: which there are, their words, and what they tell each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stworkshop.i18n import gettext as _
from stworkshop.report.sheets import SHEETS
from ui.printing.ballots_tab import BallotMaker, BallotsTab
from ui.printing.desk import Desk
from ui.printing.parts import Pages
from ui.printing.poster_tab import POSTER, PosterTab
from ui.printing.summary_tab import SummaryTab
from ui.printing.tab import PrintTab

SUMMARY, KIT, CARDS, BALLOTS = "summary", "kit", "cards", "ballots"


def words(name: str) -> str:
    """Return the word of a tab."""
    return {
        SUMMARY: _("Summary"),
        KIT: _("Kit"),
        POSTER: _("Poster"),
        CARDS: _("Cards"),
        BALLOTS: _("Ballots"),
    }[name]


def make(desk: Desk, asked: str = "") -> dict[str, PrintTab]:
    """Return the tabs in their order; `asked` is the round whose ballots are shown first."""
    ballots = BallotMaker(desk)
    made: dict[str, PrintTab] = {SUMMARY: SummaryTab(desk)}
    if POSTER in SHEETS:
        made[POSTER] = PosterTab(desk)
    made[BALLOTS] = BallotsTab(desk, ballots, asked)
    return made


def lead_to_kit(summary: PrintTab, go: Callable[[], object]) -> None:
    """Let the tile of the kit lead to its tab."""
    assert isinstance(summary, SummaryTab)
    summary.wants_kit.connect(go)


def counted_beside(made: Mapping[str, PrintTab], shown: PrintTab) -> list[Pages]:
    """Return the pages of other tabs whose number the tab that is shown tells."""
    return []


def show_made(made: Mapping[str, PrintTab]) -> None:
    """Let all tabs tell what came of their pages."""
    for tab in made.values():
        tab.show_made()
