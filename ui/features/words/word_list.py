"""The list of explained words with their state, and the words of the catalogue that could be explained, too."""

from __future__ import annotations

from stworkshop.analysis.word_use import has_two_meanings
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.records import Term
from ui.kit.widgets.state_list import StateList, StateRow


def state_of(term: Term) -> tuple[str, str]:
    """Return the state of a word in words, and its tone: success, warn or faint."""
    if term.agreed.strip():
        return (_("agreed"), "success") if term.attributes.get("outcome") != "two" else (_("two words"), "success")
    if term.attributes.get("outcome") == "open":
        return _("left open"), "warn"
    return (_("two meanings"), "warn") if has_two_meanings(term) else (_("not talked about"), "faint")


def summary_of(term: Term) -> str:
    """Return what the list says under a word."""
    if term.agreed.strip():
        return term.agreed
    if has_two_meanings(term):
        return _("Planners and engineers mean different things.")
    if term.planner_reading.strip() or term.engineer_reading.strip():
        return _("Only one side has said what it means.")
    return _("Nobody has said what it means.")


class WordList(StateList):
    """One line for each word; `chosen` gives the id of the term."""

    def __init__(self) -> None:
        super().__init__(_("Words"))

    def show_terms(self, board: Board, matching: str = "") -> None:
        """Show the words that match what is typed; the chosen one stays chosen."""
        terms = [t for t in board.terms.values() if matching.strip().casefold() in t.label.casefold()]
        self.show_rows(StateRow(term.id, term.label, *state_of(term), summary_of(term)) for term in terms)
