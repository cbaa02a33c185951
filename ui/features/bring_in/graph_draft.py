"""A map of another program, and what its words become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from stworkshop.exchange import mapping
from stworkshop.exchange.foreign import Choices, Foreign, Plan
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.bring_in.draft import DraftLine, Outcome, Word, counted, line_of

KINDS, RELATIONS, TOPICS = "kinds", "relations", "topics"


class GraphDraft:
    """The cards and links of a file, the choices for their words."""

    is_table = False

    def __init__(self, foreign: Foreign, choices: Choices) -> None:
        self.foreign, self.choices = foreign, choices

    @property
    def title(self) -> str:
        """What the dialog is called."""
        return _("Bring in a map")

    @property
    def about(self) -> str:
        """What the file holds, in words."""
        cards, links = len(self.foreign.cards), len(self.foreign.links)
        return ", ".join(
            (
                self.foreign.format,
                ngettext("{n} card", "{n} cards", cards).format(n=cards),
                ngettext("{n} link", "{n} links", links).format(n=links),
            )
        )

    @property
    def rows(self) -> int:
        """How many lines the preview has."""
        return len(self.foreign.cards)

    def words(self, group: str) -> list[Word]:
        """Return the words of a group, in the order of the file, with what each becomes."""
        counts: dict[str, int] = getattr(self.foreign, group)()
        chosen: Mapping[str, str] = getattr(self.choices, group)
        return [Word(word, count, chosen.get(word, "")) for word, count in counts.items()]

    def choose(self, group: str, word: str, chosen: str) -> None:
        """Let a word become something else; "" leaves it undecided."""
        changed = MappingProxyType({**getattr(self.choices, group), word: chosen})
        self.choices = replace(self.choices, **{group: changed})

    def decide(self, key: str, decided: str) -> None:
        """Decide about a card: leave it out, take it for one of the map by that one's id, or "" as it comes."""
        cards = {card: other for card, other in self.choices.cards.items() if card != key}
        self.choices = replace(self.choices, cards=MappingProxyType(cards | {key: decided} if decided else cards))

    def job(self, board: Board, catalogue: Catalogue) -> Callable[[], Outcome]:
        """Return what computes the preview, which looks at nothing that can change meanwhile."""
        foreign, choices = self.foreign, self.choices

        def work() -> Outcome:
            plan = mapping.planned(foreign, choices, board, catalogue)
            heads = (_("Kind"), _("Label"), _("Topic"), _("Note"))
            return Outcome(foreign, choices, plan, heads, _lines(foreign, choices, plan, board), counted(plan))

        return work


def _lines(foreign: Foreign, choices: Choices, plan: Plan, board: Board) -> tuple[DraftLine, ...]:
    fates = {fate.card.id: fate for fate in plan.fates}
    ids = {element.code: element.id for element in board.elements.values()}
    lines = []
    for number, card in enumerate(foreign.cards, 1):
        cells = (card.kind, card.label, ", ".join(card.topics), " ".join(card.note.split()))
        lines.append(line_of(card.id, str(number), cells, fates.get(card.id), choices, ids, (0, 2)))
    return tuple(lines)
