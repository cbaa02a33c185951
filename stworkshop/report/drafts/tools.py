"""One tool of a map for itself: what the map links with it, and no more."""

from __future__ import annotations

from stworkshop.analysis.duties import is_ai
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.records import Element
from stworkshop.report.drafts.kit import DraftFacts

_ONWARD = {
    "component": (
        "feeds",
        "part-of",
        "depends-on",
        "requires",
        "causes",
        "informs",
        "automates",
        "enables",
        "oversees",
    ),
    "process": ("enables", "part-of", "contributes-to", "causes"),
    "public-service": ("enables", "contributes-to", "benefits"),
    "outcome": ("contributes-to", "benefits"),
    "risk": ("harms", "threatens", "mitigates"),
}
"""Relations along which one goes on from a card of a kind, in either direction, to find what belongs to a tool."""


class ToolFacts(DraftFacts):
    """Facts of one tool: the cards that the map links with it, directly or by the work, data and harms in between."""

    def __init__(self, board: Board, catalogue: Catalogue, tool: Element) -> None:
        super().__init__(board, catalogue)
        self.tool = tool
        self._scope = self._belonging()

    def ai_parts(self) -> list[Element]:
        return [self.tool]

    def cards(self, *kinds: str) -> list[Element]:
        return [card for card in super().cards(*kinds) if card.id in self._scope]

    def targets(self, source: Element | str, relation: str, *kinds: str) -> list[Element]:
        return [card for card in super().targets(source, relation, *kinds) if card.id in self._scope]

    def _belonging(self) -> set[str]:
        """Return the ids of what belongs to the tool; another tool is not gone through."""
        board = self.board
        others = {card.id for card in board.elements.values() if is_ai(self.catalogue, card)} - {self.tool.id}
        found, waiting = {self.tool.id}, [self.tool]
        while waiting:
            card = waiting.pop()
            for link in board.links_of(card.id):
                other = board.elements.get(link.target if link.source == card.id else link.source)
                onward = card.id == self.tool.id or link.relation in _ONWARD.get(card.kind, ())
                if other is None or other.id in found or other.id in others or not onward:
                    continue
                found.add(other.id)
                waiting.append(other)
        near = {link.source for i in found for link in board.links_to(i) if link.relation == "owns"}
        return found | near


def tools(board: Board, catalogue: Catalogue, part: str = "") -> list[Element]:
    """Return all AI parts, or the technical part of this code or id; raises KnownError where there is none."""
    facts = DraftFacts(board, catalogue)
    if not part:
        return facts.ai_parts()
    for card in facts.cards("component"):
        if part == card.id or part.casefold() == card.code.casefold():
            return [card]
    known = ", ".join(facts.card(card).code for card in facts.ai_parts())
    what = _("There is no technical part “{part}” on the map.").format(part=part)
    raise KnownError(what, todo=_("Parts with AI: {codes}.").format(codes=known) if known else "")
