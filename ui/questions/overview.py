"""What the overview beside the questions shows: topics with their cards, the 15 bridges, who joins the professions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from ui.questions.ring import Bridge, Topic


def topics_of(board: Board, catalogue: Catalogue) -> tuple[list[Topic], list[Bridge]]:
    """Return the six topics in the catalogue's order, and a bridge for each two of them."""
    ids = list(catalogue.concepts)
    asked = {frozenset(entry["concepts"]): str(entry["question"]) for entry in catalogue.entries("concept_bridges")}
    tagged = {e.id: set(e.concepts) for e in board.elements.values() if e.concepts}
    topics = [Topic(c, _name(c, catalogue), sum(c in tags for tags in tagged.values())) for c in ids]
    ends = [(tagged.get(k.source, set()), tagged.get(k.target, set())) for k in board.links.values()]
    bridges = []
    for (first, a), (second, b) in combinations(enumerate(ids), 2):
        links = sum((a in one and b in two) or (b in one and a in two) for one, two in ends)
        bridges.append(Bridge(first, second, links, _curly(asked.get(frozenset((a, b)), ""))))
    return topics, bridges


def joins_of(board: Board, catalogue: Catalogue) -> tuple[Sequence[tuple[str, str]], Sequence[str]]:
    """Return pairs of a planner's and an engineer's card that work together, and sentences on what follows."""
    return (), ()


def _name(concept: str, catalogue: Catalogue) -> str:
    """Return a topic's short name."""
    short = {
        "ethics-responsible-innovation": _("Ethics"),
        "public-servants-competencies": _("Competencies"),
        "public-sector-capabilities": _("Capabilities"),
    }
    return short.get(concept) or _curly(str(catalogue.concepts[concept]["label"]))


def _curly(words: str) -> str:
    """Return words with curly single quotes."""
    return re.sub(r"(^|[\s(])'", r"\1‘", words).replace("'", "’")
