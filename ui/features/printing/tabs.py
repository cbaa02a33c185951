"""The tabs of the print dialog: which there are, their words, and what they tell each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stworkshop.i18n import gettext as _
from ui.features.printing.ballots_tab import BALLOTS, BallotMaker, BallotsTab
from ui.features.printing.cards_tab import CARDS, CardsTab
from ui.features.printing.desk import Desk
from ui.features.printing.kit_tab import KIT, KitTab
from ui.features.printing.parts import Pages
from ui.features.printing.poster_tab import POSTER, PosterTab
from ui.features.printing.summary_tab import SummaryTab
from ui.features.printing.tab import PrintTab

SUMMARY = "summary"


def words(name: str) -> str:
    """Return the word of a tab."""
    return {
        SUMMARY: _("Summary"),
        KIT: _("Kit"),
        POSTER: _("Poster"),
        CARDS: _("Cards"),
        BALLOTS: _("Ballots"),
    }[name]


def makers(desk: Desk, asked: str = "") -> dict[str, Callable[[], PrintTab]]:
    """Return what makes each tab, in their order; `asked` is the round whose ballots are shown first."""
    ballots = BallotMaker(desk)
    return {
        SUMMARY: lambda: SummaryTab(desk),
        KIT: lambda: KitTab(desk, ballots),
        POSTER: lambda: PosterTab(desk),
        CARDS: lambda: CardsTab(desk),
        BALLOTS: lambda: BallotsTab(desk, ballots, asked),
    }


def lead_to_kit(made: Mapping[str, PrintTab], go: Callable[[], object]) -> None:
    """Let the tile of the kit lead to its tab."""
    summary = made[SUMMARY]
    assert isinstance(summary, SummaryTab)
    summary.wants_kit.connect(go)


def tick(made: Mapping[str, PrintTab], edition: str) -> None:
    """Tick an edition of the summary, too, if there is such a one."""
    summary = made[SUMMARY]
    assert isinstance(summary, SummaryTab)
    if edition in summary.rows:
        summary.rows[edition].tick.setChecked(True)


def counted_beside(made: Mapping[str, PrintTab], shown: PrintTab) -> list[Pages]:
    """Return the pages of other tabs whose number the tab that is shown tells: those of the kit."""
    return [part.pages for part in made[KIT].parts()] if shown is made[SUMMARY] else []


def show_made(made: Mapping[str, PrintTab], shown: PrintTab) -> None:
    """Let a tab tell what came of its pages, and of the kit."""
    shown.show_made()
    summary, kit = made[SUMMARY], made[KIT]
    if shown is summary and isinstance(summary, SummaryTab) and isinstance(kit, KitTab):
        summary.show_kit(*kit.told())
