"""What the overview beside the questions shows: topics with their cards, the 15 bridges, who joins the professions."""

from __future__ import annotations

import re

from stworkshop.analysis import bridging
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.questions.ring import Bridge, Topic

_MOST_PAIRS, _MOST_SENTENCES = 6, 3


def topics_of(board: Board, catalogue: Catalogue) -> tuple[list[Topic], list[Bridge]]:
    """Return the six topics in the catalogue's order, and a bridge for each two of them."""
    found = bridging.coverage(board, catalogue)
    topics = [Topic(t.concept, _short(t.concept) or t.label, t.cards) for t in found.topics]
    place = {topic.id: number for number, topic in enumerate(topics)}
    bridges = [Bridge(place[b.concepts[0]], place[b.concepts[1]], b.links, _opened(b.question)) for b in found.bridges]
    return topics, bridges


def joins_of(board: Board, catalogue: Catalogue) -> tuple[list[tuple[str, str]], list[str]]:
    """Return pairs of a planner's and an engineer's card that work together, and sentences on what follows."""
    found = bridging.joins(board, catalogue)
    cards = board.elements
    pairs = [(cards[p.first].label, cards[p.second].label) for p in found.pairs if p.joins]
    return pairs[:_MOST_PAIRS], list(found.sentences[:_MOST_SENTENCES])


def _short(concept: str) -> str:
    return {
        "ethics-responsible-innovation": _("Ethics"),
        "public-servants-competencies": _("Competencies"),
        "public-sector-capabilities": _("Capabilities"),
    }.get(concept, "")


def _opened(words: str) -> str:
    """Return words whose quotations open with the opening quote."""
    return re.sub(r"(^|[\s(])’", "\\1‘", words)
