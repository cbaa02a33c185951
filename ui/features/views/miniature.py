"""Tiny drawings of the ways to look, made from the board: real kinds, real links, real gaps, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from stworkshop.analysis import abilities, legal, risk_chain, viewpoints
from stworkshop.analysis.viewpoints import Picture, View
from stworkshop.layout import view_layout
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.rounds.agreement import figures_of
from ui.kit.theme import theme

WIDE, HIGH = 72.0, 50.0
_MOST_RESULTS = 3
_MOST_TINY = 40
Form = Literal["card", "person", "ring", "gap", "bar"]


@dataclass(frozen=True)
class Spot:
    """A form in a field of 72 by 50, in the colour of a role; `role` empty is an outline."""

    form: Form
    x: float
    y: float
    w: float
    h: float
    role: str = ""


@dataclass(frozen=True)
class Miniature:
    """What a tiny drawing is made of: lines (x, y, x, y) behind forms."""

    spots: tuple[Spot, ...] = ()
    lines: tuple[tuple[float, float, float, float], ...] = field(default=())


def miniature(board: Board, catalogue: Catalogue, shown: View, what: Picture) -> Miniature:
    """Return the tiny drawing of a view; an empty one where the view is empty."""
    if shown.layout == viewpoints.ARRANGEMENT:
        return _arrangement(board, catalogue, shown, what)
    if shown.layout == "chain":
        return _chain(board, catalogue, what)
    if shown.layout == "matrix":
        return _matrix(board, catalogue, what)
    if shown.layout == "table":
        return _table(board, catalogue)
    if shown.viewpoint == viewpoints.AGREEMENT and (bars := _bars(board)).spots:
        return bars
    return _bands(board, catalogue, shown, what)


def paint(painter: QPainter, rect: QRectF, picture: Miniature) -> None:
    """Paint a tiny drawing in its frame."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / WIDE, rect.height() / HIGH)
    painter.setPen(QPen(look.colour("border_strong"), 1))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(QRectF(1, 1, WIDE - 2, HIGH - 2), 6, 6)
    painter.setPen(QPen(look.colour("text_3"), 1.1))
    for x, y, to_x, to_y in picture.lines:
        painter.drawLine(QPointF(x, y), QPointF(to_x, to_y))
    for spot in picture.spots:
        _paint_spot(painter, spot)
    painter.restore()


def _paint_spot(painter: QPainter, spot: Spot) -> None:
    look, box = theme(), QRectF(spot.x, spot.y, spot.w, spot.h)
    if spot.form in ("gap", "ring"):
        pen = QPen(look.colour(spot.role), 1.3)
        if spot.form == "gap" or spot.role == "danger":
            pen.setDashPattern([1.6, 1.2])
        painter.setPen(pen)
        painter.setBrush(look.colour("surface"))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(spot.role))
    if spot.form in ("person", "ring"):
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 1.6, 1.6)


def _bands(board: Board, catalogue: Catalogue, shown: View, what: Picture) -> Miniature:
    """Return a few cards of each band, the most linked ones, and the links among them."""
    across = viewpoints.FLOWS.get(shown.viewpoint) == "across" or shown.viewpoint in (
        viewpoints.PEOPLE,
        viewpoints.TECHNICAL,
    )
    bands = [list(cards) for _band, cards in _parted(board, catalogue, shown, what)][: 4 if across else 3]
    if not bands:
        return Miniature()
    degree = {card: 0 for card in what.shown}
    for key in what.links:
        for end in (board.links[key].source, board.links[key].target):
            degree[end] += 1
    chosen = [_few(board, sorted(cards, key=lambda card: -degree[card])) for cards in bands]
    size = (13.0, 8.0) if len(chosen) > 3 else (15.0, 8.0)
    at = _places(chosen, across=across, size=size)
    spots = tuple(_spot(board, catalogue, card, x, y, size) for card, (x, y) in at.items())
    lines = []
    for key in what.links:
        link = board.links[key]
        if link.source in at and link.target in at:
            (x, y), (to_x, to_y) = at[link.source], at[link.target]
            lines.append((x + size[0] / 2, y + 4, to_x + size[0] / 2, to_y + 4))
    return Miniature(spots, tuple(lines))


def _arrangement(board: Board, catalogue: Catalogue, shown: View, what: Picture) -> Miniature:
    """Return the first cards where they stand, in the shape of the whole, and the links among them."""
    at = view_layout.lay_out(board, catalogue, shown, what).positions
    if not at:
        return Miniature()
    wide, high = max(x for x, _y in at.values()) or 1.0, max(y for _x, y in at.values()) or 1.0
    size = (7.0, 5.0)
    scale = min((WIDE - 10 - size[0]) / wide, (HIGH - 8 - size[1]) / high)
    left, top = (WIDE - size[0] - wide * scale) / 2, (HIGH - size[1] - high * scale) / 2
    tiny = {card: (left + x * scale, top + y * scale) for card, (x, y) in list(at.items())[:_MOST_TINY]}
    spots = tuple(_spot(board, catalogue, card, x, y, size) for card, (x, y) in tiny.items())
    ends = ((board.links[key].source, board.links[key].target) for key in what.links)
    lines = [
        (tiny[a][0] + size[0] / 2, tiny[a][1] + 2.5, tiny[b][0] + size[0] / 2, tiny[b][1] + 2.5)
        for a, b in ends
        if a in tiny and b in tiny
    ]
    return Miniature(spots, tuple(lines))


def _few(board: Board, cards: Sequence[str]) -> list[str]:
    """Return the first three cards, with a person who is missing among them if there is one."""
    absent = [card for card in cards[2:] if board.elements[card].attributes.get("voice") == "absent"]
    return [*cards[:2], *(absent or cards[2:])[:1]]


def _parted(board: Board, catalogue: Catalogue, shown: View, what: Picture) -> Sequence[tuple[str, Sequence[str]]]:
    """Return the bands; the technical one parted into data, what computes, and what comes of it."""
    if shown.viewpoint != viewpoints.TECHNICAL:
        return what.bands
    parts: dict[str, list[str]] = {"data-source": [], "ai-component": [], "rest": []}
    for card in what.cards:
        variant = catalogue.variant(board.elements[card].kind, board.elements[card].type)
        parts[variant if variant in parts else "rest"].append(card)
    return [(name, cards) for name, cards in parts.items() if cards]


def _places(
    chosen: Sequence[Sequence[str]], *, across: bool, size: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    found = {}
    count = len(chosen)
    for number, cards in enumerate(chosen):
        for place, card in enumerate(cards):
            along = (number + 0.5) / count if across else (place + 0.5) / len(cards)
            down = (place + 0.5) / len(cards) if across else (number + 0.5) / count
            found[card] = (5 + along * (WIDE - 10) - size[0] / 2, 4 + down * (HIGH - 8) - size[1] / 2)
    return found


def _spot(board: Board, catalogue: Catalogue, card: str, x: float, y: float, size: tuple[float, float]) -> Spot:
    element = board.elements[card]
    role = f"kind/{catalogue.variant(element.kind, element.type)}/accent"
    if element.kind == "stakeholder":
        absent = element.attributes.get("voice") == "absent"
        box = (x + size[0] / 2 - 4, y, 8, 8)
        return Spot("ring", *box, "danger") if absent else Spot("person", *box, role)
    return Spot("card", x, y, *size, role)


def _chain(board: Board, catalogue: Catalogue, what: Picture) -> Miniature:
    spots: list[Spot] = []
    lines = []
    for number, row in enumerate(risk_chain.chain(board, what.cards)[:3]):
        y = 6 + number * 13.5
        measures = [measure.id for measure in row.measures if measure.stands]
        for place, cards in enumerate((row.causes, (row.risk,), row.harmed, measures)):
            x = 5 + place * 17
            if cards:
                role = _accent(board, catalogue, cards[0])
                spots.append(Spot("card", x, y, 11, 8.5, role))
            else:
                spots.append(Spot("gap", x + 0.5, y + 0.5, 10, 7.5, "danger"))
        lines.append((10, y + 4.2, 60, y + 4.2))
    return Miniature(tuple(spots), tuple(lines))


def _matrix(board: Board, catalogue: Catalogue, what: Picture) -> Miniature:
    found = abilities.matrix(board, list(catalogue.sides), what.cards)
    if not found.rows:
        return Miniature()
    spots = []
    for number, row in enumerate(found.rows[:3]):
        for place, person in enumerate(found.people[:4]):
            answer = row.answers[person]
            role = "kind/competency/accent" if answer == "has" else "warn" if answer == "lacks" else "border_control"
            x, y = 19 + place * 12.5, 13 + number * 12
            if answer:
                spots.append(Spot("person" if answer == "has" else "ring", x, y, 7.5, 7.5, role))
            else:
                spots.append(Spot("person", x + 2.6, y + 2.6, 2.4, 2.4, role))
    return Miniature(tuple(spots), ((15, 5, 15, 46), (5, 10.5, 67, 10.5)))


def _table(board: Board, catalogue: Catalogue) -> Miniature:
    spots: list[Spot] = []
    lines = []
    for number, row in enumerate(legal.table(board, catalogue)[:3]):
        y = 6 + number * 13.5
        spots.append(Spot("card", 6, y, 14, 8.5, _accent(board, catalogue, row.part)))
        if row.needs_class:
            spots.append(Spot("gap", 26.5, y + 0.5, 14, 7.5, "warn"))
        elif row.tier:
            strict = row.tier in (legal.PROHIBITED, legal.HIGH_RISK)
            spots.append(Spot("bar", 26, y + 2, 15, 4.5, "text_2" if strict else "border_strong"))
        met = [*row.rules, *row.rights]
        if met:
            spots.append(Spot("card", 50, y, 15, 8.5, _accent(board, catalogue, met[0])))
            lines.append((20, y + 4.2, 50, y + 4.2))
    return Miniature(tuple(spots), tuple(lines))


def _bars(board: Board) -> Miniature:
    """Return the answers to the last statements that were rated, as bars; only what everybody may see."""
    spots = []
    closed = {round_.id for round_ in board.rounds.values() if round_.closed_order is not None}
    counted = [
        counts
        for result in board.results.values()
        if result.round in closed and result.item in board.statements
        and isinstance(counts := figures_of(board, result.round, result.item).get("counts"), tuple | list)
        and len(counts) == 5
    ]  # fmt: skip
    roles = ("agreement/strong_no", "agreement/no", "agreement/between", "agreement/yes", "agreement/strong_yes")
    for number, counts in enumerate(counted[:_MOST_RESULTS]):
        x, total = 10.0, sum(counts) or 1
        for count, role in zip(counts, roles, strict=True):
            width = 52.0 * count / total
            if width > 0:
                spots.append(Spot("bar", x, 8 + number * 12.5, width, 8, role))
            x += width
    return Miniature(tuple(spots))


def _accent(board: Board, catalogue: Catalogue, card: str) -> str:
    element = board.elements[card]
    return f"kind/{catalogue.variant(element.kind, element.type)}/accent"
