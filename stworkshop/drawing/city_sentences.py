"""The links of a chosen card as sentences, each at its line; several of one relation and kind in one sentence."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stworkshop.drawing.cards import words
from stworkshop.drawing.city_layout import SMALL, Plan
from stworkshop.drawing.city_ways import Spoke
from stworkshop.drawing.figures import Box, Figure, Group, Shape, Stroke
from stworkshop.graphics import text_measure, vector_paths
from stworkshop.graphics.design_tokens import Theme
from stworkshop.graphics.link_styles import link_style
from stworkshop.graphics.vector_paths import Point
from stworkshop.i18n import gettext as _
from stworkshop.model import kind_words
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue

_ALIKE = 3
"""From so many links of one relation to cards of one kind on, they are one sentence."""
_HIGH, _PAD, _RADIUS = 24.0, 9.0, 6.0
_MOST_WIDE, _LEAST_NAME = 330.0, 90.0
_PLACES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92)
_GAP = 3.0


@dataclass(frozen=True)
class Sentence:
    """What one or several links of the chosen card say: the words as they are read out, and as they are drawn.

    `each` is every link as a sentence of its own. `parts` are pieces of the line, each with whether it is bold; without
    a `box` there is no room for them.
    """

    links: tuple[str, ...]
    words: str
    each: tuple[str, ...]
    parts: tuple[tuple[str, bool], ...]
    box: Box | None
    relation: str


def sentences_of(
    board: Board, catalogue: Catalogue, plan: Plan, spokes: Sequence[Spoke], ways: Mapping[str, Sequence[Point]],
    heads: Sequence[Box],
) -> list[Sentence]:  # fmt: skip
    """Return the sentences of all spokes, in their order; they stand clear of each other, of heads and called cards.

    `ways` are the corners of the lines that are drawn, by the links' ids.
    """
    if not spokes:
        return []
    ends = {end for spoke in spokes for end in (spoke.link.source, spoke.link.target)}
    shown = {card: plan.placed[card].box for card in ends if card in plan.placed}
    taken = [*heads, *shown.values()]
    found = []
    for group in _groups(board, spokes):
        said, parts = _words(board, catalogue, group, min(_MOST_WIDE, plan.w / 4))
        wide = sum(text_measure.width(text, SMALL, bold=bold) for text, bold in parts) + 2 * _PAD
        lines = [ways[spoke.link.id] for spoke in group if spoke.link.id in ways]
        near = [spoke.other for spoke in group] + [group[0].link.source, group[0].link.target]
        around = [shown[card] for card in dict.fromkeys(near) if card in shown]
        box = next(
            (box for box in _places(lines, around, wide, plan) if not any(box.overlaps(t, _GAP) for t in taken)), None
        )
        if box is not None:
            taken.append(box)
        each = tuple(_words(board, catalogue, [spoke], wide)[0] for spoke in group)
        links = tuple(spoke.link.id for spoke in group)
        found.append(Sentence(links, said, each, parts, box, group[0].link.relation))
    return found


def _groups(board: Board, spokes: Sequence[Spoke]) -> list[list[Spoke]]:
    alike: dict[tuple[str, bool, str], list[Spoke]] = defaultdict(list)
    for spoke in spokes:
        alike[spoke.link.relation, spoke.outgoing, board.elements[spoke.other].kind].append(spoke)
    groups: list[list[Spoke]] = []
    for group in alike.values():
        groups += [group] if len(group) >= _ALIKE else [[spoke] for spoke in group]
    return groups


def _words(
    board: Board, catalogue: Catalogue, group: Sequence[Spoke], most: float
) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """Return a sentence as it is read out and drawn in about so many px, from the chosen card to the others."""
    first = group[0]
    relation = catalogue.relations.get(first.link.relation)
    verb = first.link.relation
    if relation is not None:
        verb = relation.label if first.outgoing or relation.symmetric else relation.inverse_label
    labels = [" ".join(board.elements[spoke.other].label.split()) for spoke in group]
    if len(group) == 1:
        said = _("It {relation} “{card}”").format(relation=verb, card=labels[0])
        told = labels[0]
    else:
        kind = board.elements[first.other].kind
        told = kind_words.count_in_sentence(catalogue, kind, len(group))
        names = "; ".join(f"“{label}”" for label in labels)
        said = _("It {relation} {cards}: {names}").format(relation=verb, cards=told, names=names)
    before, _mark, after = _("It {relation} {cards}").format(relation=verb, cards="\0").partition("\0")
    room = most - text_measure.width(before + after, SMALL)
    told = text_measure.elide(told, max(_LEAST_NAME, room), SMALL, bold=True)
    return said, tuple((text, bold) for text, bold in ((before, False), (told, True), (after, False)) if text)


def _places(lines: Sequence[Sequence[Point]], around: Sequence[Box], wide: float, plan: Plan) -> Iterator[Box]:
    """Yield where a sentence may stand: on the longest parts of its lines, then beside the cards at their ends."""
    parts = [part for line in lines for part in itertools.pairwise(line)]
    for a, b in sorted(parts, key=lambda part: -abs(part[0][0] - part[1][0]) - abs(part[0][1] - part[1][1])):
        for t in _PLACES:
            yield _inside(a[0] + (b[0] - a[0]) * t - wide / 2, a[1] + (b[1] - a[1]) * t - _HIGH / 2, wide, plan)
    for box in around:
        middle = box.y + box.h / 2 - _HIGH / 2
        for x, y in (
            (box.x - wide - 6, middle), (box.x + box.w + 6, middle), (box.x, box.y + box.h + 4),
            (box.x, box.y - _HIGH - 4), (box.x - wide / 2, box.y + box.h + 4), (box.x - wide / 2, box.y - _HIGH - 4),
            (box.x - wide - 6, middle + _HIGH + 4), (box.x + box.w + 6, middle + _HIGH + 4),
            (box.x - wide - 6, middle - _HIGH - 4), (box.x + box.w + 6, middle - _HIGH - 4),
        ):  # fmt: skip
            yield _inside(x, y, wide, plan)
    for box, step in itertools.product(around, (-3, -2, 2, 3, 4)):
        y = box.y + box.h / 2 - _HIGH / 2 + step * (_HIGH + 4)
        yield _inside(box.x - wide - 6, y, wide, plan)
        yield _inside(box.x + box.w + 6, y, wide, plan)


def _inside(x: float, y: float, wide: float, plan: Plan) -> Box:
    return Box(max(2.0, min(plan.w - wide - 2, x)), max(2.0, min(plan.h - _HIGH - 2, y)), wide, _HIGH)


def sentence_shapes(said: Sentence, theme: Theme) -> Group:
    """Return a sentence as shapes: its words on a patch with a border in the colour of its links."""
    shapes: list[Shape] = []
    if said.box is not None:
        box, colour = said.box, link_style(said.relation).colour(theme)
        shapes.append(Figure(vector_paths.rectangle(*box, _RADIUS), theme.ui["surface"], Stroke(colour, 1.25)))
        x = box.x + _PAD
        for text, bold in said.parts:
            piece = words(text, x, box.y + _HIGH / 2 + SMALL * 0.35, SMALL, theme.ui["text"], bold=bold)
            shapes.append(piece)
            x += piece.width
    return Group("link", f"said-{said.links[0]}", said.words, tuple(shapes))
