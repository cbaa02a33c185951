"""How one theme looks on the map: its colours, fonts and icons as Qt has them, each made once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap

from stworkshop.graphics import design_tokens, fonts
from ui.kit import icons

FAR, MID, NEAR = 0, 1, 2
"""Levels of detail: shapes; and labels; and facts, marks and badges."""

WORDS_FROM = 0.40
"""The least zoom at which cards have their words."""

_CAP = Qt.PenCapStyle.RoundCap
_JOIN = Qt.PenJoinStyle.RoundJoin


class Look:
    """The colours, pens and fonts of a theme; `wall` is the look for the back row of a room: bold, wide strokes."""

    def __init__(self, name: str, *, wall: bool = False) -> None:
        self.name = name
        self.wall = wall
        self.tokens = design_tokens.theme(name)
        self._colours: dict[str, QColor] = {}
        self.card_stroke = float(self.tokens.stroke["projector_card" if wall else "card"])
        self.card_stroke = 2.0 if wall else self.card_stroke

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Look) and (self.name, self.wall) == (other.name, other.wall)

    def __hash__(self) -> int:
        return hash((self.name, self.wall))

    def detail(self, scale: float) -> int:
        """Return the level of detail of a zoom (1.0 is 100 %); cards whose words nobody could read are shapes."""
        if scale < max(self.tokens.lod["far_below"], WORDS_FROM):
            return FAR
        return MID if scale < self.tokens.lod["near_from"] else NEAR

    def ui(self, role: str) -> QColor:
        """Return a colour of the interface by its role."""
        return self._colour(self.tokens.ui[role])

    def kind(self, shape: str, part: str) -> QColor:
        """Return a colour of a kind or variant: accent, on_accent, fill, border, text or kind_text."""
        return self._colour(getattr(self.tokens.kind(shape), part))

    def concept(self, concept: str, part: str) -> QColor:
        """Return a colour of a concept: zone, zone_border, label, mark or soft."""
        return self._colour(getattr(self.tokens.concept(concept), part))

    def side(self, side: str, part: str) -> QColor:
        """Return a colour of a side: fill, text or mark."""
        return self._colour(getattr(self.tokens.side(side), part))

    def side_mark(self, side: str) -> QColor:
        """Return the colour of a side's mark; a neutral one for nobody's."""
        return self.side(side, "mark") if side in self.tokens.sides else self.ui("text_2")

    def link(self, colour_of: tuple[str, str]) -> QColor:
        """Return the colour of a link's family."""
        group, name = colour_of
        return self.kind(name, "accent") if group == "kinds" else self.ui(name)

    def _colour(self, token: str) -> QColor:
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = _with_alpha(token)
        return found


def _with_alpha(token: str) -> QColor:
    colour = QColor(token[:7])
    if len(token) == 9:
        colour.setAlpha(int(token[7:], 16))
    return colour


@lru_cache(maxsize=64)
def font(pixels: float, bold: bool = False) -> QFont:
    """Return the canvas font of a size in px (of the scene or of the screen, as the painter stands)."""
    made = QFont()
    made.setFamilies(list(fonts.FAMILIES))
    whole = max(1, round(pixels))
    made.setPixelSize(whole)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def line_pen(colour: QColor, width: float, dash: tuple[float, ...] = (), *, flat: bool = False) -> QPen:
    """Return a round pen, or one with `flat` ends; the dash, which has such ends, is given in px."""
    return _line_pen(colour.rgba(), width, dash, flat)


@lru_cache(maxsize=1024)
def _line_pen(rgba: int, width: float, dash: tuple[float, ...], flat: bool) -> QPen:
    cap = Qt.PenCapStyle.FlatCap if flat or dash else _CAP
    pen = QPen(QColor.fromRgba(rgba), width, Qt.PenStyle.SolidLine, cap, _JOIN)
    if dash:
        pen.setDashPattern([length / max(width, 0.1) for length in dash])
    return pen


def device_ratio(painter: QPainter) -> float:
    """Return how many pixels of the device a logical pixel has."""
    device = painter.device()
    return device.devicePixelRatio() if device else 1.0


def paint_icon(painter: QPainter, name: str, colour: QColor, middle: QPointF, size: float) -> None:
    """Paint an icon, `size` scene units wide, sharp at the painter's scale; `name` is `lock` or `kinds/risk`."""
    world = painter.worldTransform()
    ratio = device_ratio(painter)
    scale = abs(world.m11()) or 1.0
    pixels = max(1, round(size * scale * ratio))
    picture = icon_pixmap(name, colour.name(), pixels)
    edge = pixels / (scale * ratio)
    target = QRectF(middle.x() - edge / 2, middle.y() - edge / 2, edge, edge)
    painter.drawPixmap(target, picture, QRectF(picture.rect()))


@lru_cache(maxsize=2048)
def icon_pixmap(name: str, colour: str, pixels: int) -> QPixmap:
    """Return an icon of so many device pixels; a kind that no icon is known for has none."""
    try:
        return icons.pixmap(name, colour, pixels)
    except FileNotFoundError:
        empty = QPixmap(1, 1)
        empty.fill(Qt.GlobalColor.transparent)
        return empty


NO_BRUSH = QBrush(Qt.BrushStyle.NoBrush)
NO_PEN = QPen(Qt.PenStyle.NoPen)
