"""The poster itself: title, the whole map as large as its labels allow, the legend, and the key where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.report.content.blocks import Card, Key, MapPage
from stworkshop.report.content.facts import Facts
from stworkshop.report.figures import map_layout, map_page
from stworkshop.report.figures.map_layout import Layout
from stworkshop.report.look import key as key_look
from stworkshop.report.look.columns import Columns
from stworkshop.report.look.flow import Part
from stworkshop.report.look.style import BRAND, INK2, NORMAL, PAPERS, Look, Size, para
from stworkshop.report.typesetting.paragraphs import CAP_HEIGHT, MM, Para
from stworkshop.report.typesetting.pdf_canvas import Pen

_LARGEST, _SMALLEST = 9.0, 0.4
"""By how much the type of the map may grow on the largest poster, and shrink on a crowded one."""
_STEPS, _PARTS = 16, 4
_HOPELESS = 0.7
_MORE_CUT = 0.1
_LABEL_WIDTH, _LABEL_LINES = 22.0, 4
_LEAST_POINTS = 5.0
"""Smaller type than this is not for reading."""
_MARGIN = 0.028
_HEAD, _TITLE_SIZES = 17.0, (18.0, 16.0, 14.0, 12.0)
_KEY_SHARES = (0.16, 0.2, 0.24, 0.28)
_KEY_LEAST = 8.0
_KEY_COSTS, _KEY_COSTS_WHERE_CUT = 0.9, 0.7
"""What the scale of the map may become for a key that repeats labels, and for one that has what they leave out."""
_KEY_GAP = 6.0
_READ_AT = 250
"""A capital is easy to read from so many times its height away."""


@dataclass(frozen=True)
class Fitted:
    """A map arranged for its place: `scale` is how much larger than on a page it is.

    `cut` is how many labels are cut, `spoilt` how many of them that have room in smaller type.
    """

    layout: Layout
    scale: float
    cut: int
    spoilt: int


class PosterDrawing:
    """The poster of a map on w x h mm, measured; drawn with a pen at its top left corner."""

    def __init__(self, facts: Facts, page: MapPage, key: Key, w: float, h: float, printed: str) -> None:
        self.facts, self.page, self.key = facts, page, key
        self.w, self.h, self.printed = w, h, printed
        self.margin = max(6.0, min(w, h) * _MARGIN)
        self.inner_w, inner_h = w - 2 * self.margin, h - 2 * self.margin
        self.unit = max(0.6, min(self.inner_w / 277, inner_h / 190))
        self.legend_h = map_page.legend_height(page, self.inner_w / self.unit) * self.unit
        self.title = self._title()
        self.head = (_HEAD - 7 + self.title.h) * self.unit
        self.map_h = inner_h - self.head - self.legend_h - 3 * self.unit
        self.fitted, self.key_columns = self._arranged()

    # --- what others ask

    @property
    def label_points(self) -> float:
        """The size of the map's labels in points."""
        return map_page.LABEL.size * self.fitted.scale

    def reading(self) -> str:
        """Return the sentence that says from where the labels can be read, and what is cut."""
        if self.label_points < _LEAST_POINTS:
            return _("Its labels are too small to be read in this size: print it larger, or use the summary’s list.")
        said = _("Its labels can be read from {distance} away.").format(distance=distance(self.label_points))
        if self.fitted.cut and not self.key_columns:
            words = ngettext(
                "{n} card stands with fewer words or its code only: the list of the summary has them all.",
                "{n} cards stand with fewer words or their codes only: the list of the summary has them all.",
                self.fitted.cut,
            )
            said += " " + words.format(n=self.fitted.cut)
        return said

    def counts(self) -> str:
        """Return how many cards and links the map has."""
        cards = sum(len(zone.cards) for zone in self.page.zones)
        return _("Map of {cards} cards and {links} links.").format(cards=cards, links=len(self.page.links))

    def places(self) -> Iterator[tuple[float, float, Card]]:
        """Yield where each card stands on the poster, in mm from where reading begins and from above."""
        for node in self.fitted.layout.nodes.values():
            x, y = node.x * self.fitted.scale, node.y * self.fitted.scale
            yield self.margin + x, self.margin + self.head + y, node.card

    # --- measuring

    def _title(self) -> Para:
        wide = self.inner_w / self.unit
        made = [para(self.facts.title, wide, Size(s, s * 1.18), bold=True, max_lines=2) for s in _TITLE_SIZES]
        return next((title for title in made if len(title.lines) == 1), made[-1])

    def _arranged(self) -> tuple[Fitted, list[list[Part]]]:
        """Arrange the map, with the key beside it where that costs the map little, or the map needs it."""
        alone = fitted(self.page, self.inner_w, self.map_h)
        best: tuple[Fitted, list[list[Part]]] = (alone, [])
        for share in _KEY_SHARES:
            w = self.inner_w * share
            columns = self._key_columns(w, alone.scale)
            if not columns:
                continue
            beside = fitted(self.page, self.inner_w - w - _KEY_GAP * self.unit, self.map_h)
            least = _KEY_COSTS_WHERE_CUT if alone.cut else _KEY_COSTS
            if beside.scale >= alone.scale * least and (alone.cut or not beside.cut):
                best = (beside, columns)
            break
        self.key_w = w if best[1] else 0.0
        return best

    def _key_columns(self, w: float, scale: float) -> list[list[Part]]:
        """Return the key in columns that fit beside the map, in type that is easy to read close by; none otherwise."""
        least = max(_KEY_LEAST / 8.2, 0.45 * scale)
        count = max(1, int((w + key_look.GUTTER * least) / ((key_look.COLUMN + key_look.GUTTER) * least)))
        self.key_scale = w / (count * (key_look.COLUMN + key_look.GUTTER) - key_look.GUTTER)
        if self.key_scale < least:
            return []
        room = self.map_h / self.key_scale
        columns = key_look.filled(self.key.groups, room, room, 0.45)
        return columns if len(columns) <= count else []

    # --- drawing

    def draw(self, pen: Pen) -> None:
        """Draw the poster with the pen at its top left corner."""
        head = pen.area(self.margin, self.margin, self.inner_w / self.unit, self.unit)
        head.rect(0, 0, 16, 1.1, fill=BRAND)
        pen.tags.bookmark(self.facts.title, 1, pen.top)
        with pen.tags.element("H1"):
            y = head.para(self.title, 0, 2.6)
        under = para(f"{self.counts()} {self.reading()} {self.printed}.", head.w, Size(9, 11), colour=INK2, max_lines=1)
        with pen.tags.element("P"):
            head.para(under, 0, y + 0.4)
        scale = self.fitted.scale
        page = self.page if self.key_columns else replace(self.page, text_value=listed(self.counts(), self.key))
        top = self.margin + self.head
        map_page.draw_arranged(
            pen.area(self.margin, top, self.fitted.layout.w, scale, scale), page, self.fitted.layout, thin=0.5
        )
        if self.key_columns:
            self._draw_key(pen, top)
        w = self.inner_w / self.unit
        legend = pen.area(self.margin, self.h - self.margin - self.legend_h, w, self.unit, self.unit)
        map_page.legend(legend, self.page, 0, 3.4, w)

    def _draw_key(self, pen: Pen, top: float) -> None:
        x = self.w - self.margin - self.key_w
        area = pen.area(x, top, self.key_w / self.key_scale, self.key_scale, self.key_scale)
        step = key_look.COLUMN + key_look.GUTTER
        Columns([(n * step, column) for n, column in enumerate(self.key_columns)], self._look(pen.rtl)).paint(area)

    def _look(self, rtl: bool) -> Look:
        return Look(PAPERS["A4"], NORMAL, False, rtl, self.facts.title, "", self.printed, "", "")


def fitted(page: MapPage, w: float, h: float) -> Fitted:
    """Arrange a map in w x h mm: with the largest type that cuts no label, or if that is small, no short one.

    Where that is small too, a tenth of the cards more may be cut than in the smallest type.
    """

    def at(step: float) -> Fitted:
        scale = _SMALLEST * (_LARGEST / _SMALLEST) ** (step / _STEPS)
        layout = map_layout.arrange(page, w / scale, h / scale)
        spoilt = [node.card.label for node in layout.nodes.values() if map_page.is_cut(node)]
        return Fitted(layout, scale, len(spoilt), sum(map(_is_short, spoilt)))

    cards = sum(len(zone.cards) for zone in page.zones)
    tried: list[Fitted] = []
    for step in range(_STEPS + 1):
        tried.append(at(step))
        if tried[-1].spoilt > cards * _HOPELESS:
            break
    least = min(one.spoilt for one in tried)

    def is_good(one: Fitted, level: int) -> bool:
        if level == 0:
            return not one.cut and one.scale >= 1
        return not one.spoilt and one.scale >= 1 if level == 1 else one.spoilt <= least + _MORE_CUT * cards

    level = next(level for level in range(3) if any(is_good(one, level) for one in tried))
    best = [number for number, one in enumerate(tried) if is_good(one, level)][-1]
    between = [at(best + part / _PARTS) for part in range(1, _PARTS)] if best < _STEPS else []
    return [one for one in (tried[best], *between) if is_good(one, level)][-1]


def _is_short(label: str) -> bool:
    """Tell whether a label has room beside a glyph where there is room; a longer one is cut almost everywhere."""
    return len(para(label, _LABEL_WIDTH, map_page.LABEL).lines) <= _LABEL_LINES


def listed(counts: str, key: Key) -> str:
    """Return the text value of a map that no list stands beside: all cards by kind."""
    groups = (f"{title}: " + "; ".join(f"{card.code} {card.label}" for card in cards) for title, cards in key.groups)
    return " ".join((counts, *(f"{group}." for group in groups)))


def distance(points: float) -> str:
    """Return from how far away type of so many points is easy to read, in words, rounded down."""
    metres = points * CAP_HEIGHT / MM * _READ_AT / 1000
    if metres < 0.98:
        return _("{n} cm").format(n=max(10, int(metres * 10 + 0.2) * 10))
    whole, half = divmod(int(metres * 2 + 0.1), 2)
    return _("{n} m").format(n=f"{whole}.5" if half else whole)
