"""One tool of a map for itself: what the map links with it, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.duties import is_ai
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.report.drafts.kit import DraftFacts

_Step = tuple[str, bool, str, str]

_WORK = ("automates", "informs", "enables", "part-of")
_STEPS: dict[str, tuple[_Step, ...]] = {
    "core": (
        ("feeds", False, "component", "input"),
        ("feeds", True, "component", "output"),
        ("part-of", False, "component", "core"),
        ("part-of", True, "component", "whole"),
        ("depends-on", True, "component", "core"),
        ("requires", True, "component", "core"),
        ("oversees", False, "component", "end"),
        ("causes", True, "risk", "risk"),
        *((name, True, "process", "work") for name in _WORK),
        *((name, True, "public-service", "service") for name in _WORK),
        ("contributes-to", True, "outcome", "outcome"),
    ),
    "input": (
        ("feeds", False, "component", "input"),
        ("leaves-out", True, "stakeholder", "end"),
        ("causes", True, "risk", "risk"),
    ),
    "output": (
        ("feeds", True, "component", "end"),
        ("part-of", False, "component", "end"),
        ("causes", True, "risk", "risk"),
    ),
    "whole": (("causes", True, "risk", "risk"),),
    "work": (
        ("part-of", True, "process", "work"),
        ("part-of", True, "public-service", "whole-service"),
        *((name, False, "component", "end") for name in ("enables", "part-of")),
        ("part-of", False, "process", "appeal"),
        ("contributes-to", True, "outcome", "outcome"),
        ("benefits", True, "stakeholder", "end"),
        ("causes", True, "risk", "risk"),
    ),
    "service": (
        ("part-of", False, "process", "appeal"),
        ("contributes-to", True, "outcome", "aim"),
        ("benefits", True, "stakeholder", "end"),
    ),
    "whole-service": (("contributes-to", True, "outcome", "aim"),),
    "appeal": (("enables", False, "component", "end"),),
    "aim": (("benefits", True, "stakeholder", "end"),),
    "outcome": (("contributes-to", True, "outcome", "outcome"), ("benefits", True, "stakeholder", "end")),
    "risk": (
        ("harms", True, "stakeholder", "end"),
        ("mitigates", False, "mitigation", "measure"),
    ),
    "measure": (("implemented-by", True, "process", "appeal"),),
    "end": (),
}  # fmt: skip
"""What belongs to a tool: by the part that a card plays for it, the relations along which one goes on, whether from
source to target, to cards of which kind, and what part these play. A part that other tools share, such as a screen, a
log or the whole service, does not lead on to their data, harms and ways to object. What a harm puts in danger is no
aim."""

_COMPLAINT = "proc-complaint"


class ToolFacts(DraftFacts):
    """Facts of one tool: the cards that the map links with it, directly or by the work, data and harms in between."""

    def __init__(self, board: Board, catalogue: Catalogue, tool: Element) -> None:
        super().__init__(board, catalogue)
        self.tool = tool
        self._parts = self._belonging()
        self._scope = {card for card, _part in self._parts} | self._near()

    def ai_parts(self) -> list[Element]:
        return [self.tool]

    def cards(self, *kinds: str) -> list[Element]:
        return [card for card in super().cards(*kinds) if card.id in self._scope]

    def targets(self, source: Element | str, relation: str, *kinds: str) -> list[Element]:
        return [card for card in super().targets(source, relation, *kinds) if card.id in self._scope]

    def feeds(self, part: Element) -> bool:
        """Tell whether a part gives data to the tool; a portal that its results go to does not."""
        given = {(part.id, "input"), (part.id, "core")} & self._parts
        return bool(given) and super().feeds(part)

    def data_from(self) -> list[Element]:
        """Return the other tools that this one gets data from; each has a record of its own."""
        others = self._others()
        return [card for card in super().sources("feeds", self.tool, "component") if card.id in others]

    def needs(self) -> list[Element]:
        """Return the other tools that this one cannot work without; each has a record of its own."""
        others = self._others()
        return [card for card in super().targets(self.tool, "depends-on", "component") if card.id in others]

    def leads_to_harm(self, other: Element) -> bool:
        """Tell whether the map says of another tool that it could cause harm."""
        return bool(super().targets(other, "causes", "risk"))

    def of_work_today(self, card: Element) -> bool:
        """Tell whether a card is of the work that the tool is for; a way to object is not."""
        return (card.id, "appeal") not in self._parts and super().of_work_today(card)

    def serving(self, outcome: Element) -> list[Element]:
        """Return the services that are to bring an outcome about, where the map links it with no narrower part."""
        if (outcome.id, "aim") not in self._parts or (outcome.id, "outcome") in self._parts:
            return []
        return self.sources("contributes-to", outcome, "public-service")

    def _belonging(self) -> set[tuple[str, str]]:
        """Return the ids of what belongs to the tool, each with its part; another tool is not gone through."""
        others = self._others()
        waiting, seen = [(self.tool, "core")], {(self.tool.id, "core")}
        while waiting:
            for step in self._next(*waiting.pop()):
                if step[0].id not in others and (step[0].id, step[1]) not in seen:
                    seen.add((step[0].id, step[1]))
                    waiting.append(step)
        return seen

    def _others(self) -> set[str]:
        return {card.id for card in self.board.elements.values() if is_ai(self.catalogue, card)} - {self.tool.id}

    def _near(self) -> set[str]:
        """Return the ids of what is linked with the tool itself, and of who answers for what belongs to it."""
        board, others = self.board, self._others()
        direct = {link.target if link.source == self.tool.id else link.source for link in board.links_of(self.tool.id)}
        found = {i for i in direct if i in board.elements and i not in others}
        return found | {
            link.source
            for i in found | {card for card, _part in self._parts}
            for link in board.links_to(i)
            if link.relation == "owns"
        }

    def _next(self, card: Element, part: str) -> Iterator[tuple[Element, str]]:
        for link in self.board.links_of(card.id):
            onward = link.source == card.id
            other = self.board.elements.get(link.target if onward else link.source)
            for relation, along, kind, becomes in _STEPS[part]:
                if other is None or (relation, along) != (link.relation, onward) or kind not in ("", other.kind):
                    continue
                if becomes != "appeal" or other.type == _COMPLAINT:
                    yield other, becomes


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
