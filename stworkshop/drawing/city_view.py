"""The map seen from afar as one list of shapes: zones with their numbers, what matters most, roads, and the story.

Lines run in the gutters between the zones, so that none runs through words or under a card.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from stworkshop.drawing.cards import card_shapes, words
from stworkshop.drawing.city import City, Road
from stworkshop.drawing.city_layout import (
    EDGE,
    ICON,
    LINE,
    PILL_DOT,
    SMALL,
    TITLE,
    TOKEN_GAP,
    TOKEN_H,
    TOKEN_W,
    Cell,
    CodeLine,
    Placed,
    code_width,
    joined_codes,
    plan,
)
from stworkshop.drawing.figures import Box, Drawing, Figure, Group, Shape, Stroke, Words, moved
from stworkshop.drawing.gutters import DOWN, Exit, Way, lanes_of, points
from stworkshop.drawing.icons import icon_figures, icon_paths
from stworkshop.drawing.links import link_shapes
from stworkshop.drawing.map import card_title, link_title
from stworkshop.drawing.zones import zone_colours, zone_words
from stworkshop.graphics import silhouettes, text_measure, vector_paths
from stworkshop.graphics.design_tokens import Theme
from stworkshop.graphics.link_styles import link_style
from stworkshop.graphics.vector_paths import Point
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout.zone_frame import OTHER, ZONES
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Link
from stworkshop.model.wording import ended

RADIUS = 12
_LEAST_GUTTER, _BESIDE = 30.0, 14.0
"""How wide a gutter is at least, and what stays free on both sides of its lanes together."""
_TRIES = 4
_APART, _STORY_APART = 20.0, 11.0
"""How far exits of roads and of story links stand from each other, in px."""
_STORY_WIDTH = 6.0
_ROAD_LEAST, _ROAD_PER_LINK, _ROAD_MOST = 3.0, 0.42, 13.0
_MOST_ROADS = 12
_CORNER = 16.0
_PILL_H = 18.0
_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88)


class Painting:
    """The map from afar in w x h px: its parts, their ways, and the drawing.

    It is higher where the first cards need it; where its height is `fixed`, zones without room show their number only,
    and it is higher only where even that has no room. On paper, where a key tells the rest, cards bear `codes`, and
    those without room stand as bare codes.
    """

    def __init__(
        self, city: City, board: Board, catalogue: Catalogue, theme: Theme, w: float, h: float, *,
        fixed: bool = False, codes: bool = False,
    ) -> None:  # fmt: skip
        self.city, self.board, self.catalogue, self.theme = city, board, catalogue, theme
        self.titles = {zone: self._names(zone) for zone in ZONES}
        self._size, self._fixed, self._codes = (w, h), fixed, codes
        gutters = self._gutters()
        if gutters != self._laid_out:  # the last try was too narrow
            self._lay_out(gutters)

    def _gutters(self) -> Mapping[str, float]:
        """Return widths of the gutters that hold the lanes of what is shown then, as narrow as a few tries find them.

        Narrow gutters leave room for more cards, and these bring more lanes along: so it is tried, from narrow to wide
        and back half the way.
        """
        narrow: Mapping[str, float] = dict.fromkeys(("H0", "H1", "H2", *DOWN), _LEAST_GUTTER)
        wide = narrow
        while (needed := self._needed(wide)) != wide:
            narrow, wide = wide, {name: max(needed[name], width) for name, width in wide.items()}
        for _try in range(_TRIES):
            if max(wide[name] - narrow[name] for name in wide) < _BESIDE:
                break
            between = {name: (narrow[name] + width) / 2 for name, width in wide.items()}
            if self._needed(between) == between:
                wide = between
            else:
                narrow = between
        return wide

    def _needed(self, gutters: Mapping[str, float]) -> Mapping[str, float]:
        """Lay everything out with such gutters; return how wide they have to be, which is never less."""
        self._lay_out(gutters)
        return {name: max(width, self.lanes.room(name) + _BESIDE) for name, width in gutters.items()}

    def _lay_out(self, gutters: Mapping[str, float]) -> None:
        w, h = self._size
        self._laid_out = gutters
        self.plan = plan(
            self.city, self.board, self.catalogue, self.titles, w, h, gutters, fixed=self._fixed, codes=self._codes
        )
        self._exits: dict[str, list[float]] = defaultdict(list)
        self.roads = list(self._roads())
        self.stories = list(self._stories())
        self.lanes = lanes_of([way for _what, way in (*self.roads, *self.stories)], self.plan.network)

    def _names(self, zone: str) -> tuple[str, str]:
        long = zone_words(zone, self.board, self.catalogue).title
        entry = self.catalogue.concepts.get(zone)
        return long, str(entry.get("plain_label") or long) if entry else long

    # --- ways

    def _roads(self) -> Iterator[tuple[Road, Way]]:
        for road in self.city.roads[:_MOST_ROADS]:
            first, second = (self.plan.cells[zone] for zone in road.zones)
            width = min(_ROAD_MOST, _ROAD_LEAST + _ROAD_PER_LINK * len(road.links))
            yield road, self._between(first, second, width)

    def _between(self, first: Cell, second: Cell, width: float) -> Way:
        """Return the best way between two zones; straight across a gutter where they face each other."""
        found: list[tuple[float, Way]] = []
        sides = [(one, other) for one in _sides(first) for other in _sides(second)]
        for (gutter, side, low, high), (gutter2, side2, low2, high2) in sides:
            left, right = max(low, low2), min(high, high2)
            if gutter == gutter2 and side != side2 and left <= right:
                at = self._free(gutter, (left + right) / 2, left, right, _APART)
                one = Exit(gutter, at, _border(first.box, side, at))
                other = Exit(gutter, at, _border(second.box, side2, at))
                found.append((-1.0, Way(one, other, (), width)))
                continue
            starts, ends = (self._places(gutter, low, high), self._places(gutter2, low2, high2))
            for at, at2 in itertools.product(starts, ends):
                one = Exit(gutter, at, _border(first.box, side, at), low, high)
                other = Exit(gutter2, at2, _border(second.box, side2, at2), low2, high2)
                found.append(self.plan.network.way(one, other, width))
        return self._best(found)

    def _best(self, found: Sequence[tuple[float, Way]]) -> Way:
        """Return the way that costs least, and note where it leaves."""
        way = min(found, key=lambda entry: entry[0])[1]
        self._exits[way.start.gutter].append(way.start.at)
        self._exits[way.end.gutter].append(way.end.at)
        return way

    def _places(self, gutter: str, low: float, high: float) -> list[float]:
        """Return where a road may leave: nearest to where it might, where nothing else does."""
        return [self._free(gutter, wanted, low, high, _APART) for wanted in self._wanted(low, high, gutter)]

    def _wanted(self, low: float, high: float, gutter: str) -> list[float]:
        """Return where a road might leave: at both ends, in the middle, and where another gutter runs on."""
        across = gutter not in DOWN
        ends = [middle for name, middle in self.plan.network.middles.items() if (name in DOWN) == across]
        return [low, (low + high) / 2, high, *(at for at in ends if low <= at <= high)]

    def _free(self, gutter: str, wanted: float, low: float, high: float, apart: float) -> float:
        """Return the place along a gutter nearest to the wanted one where nothing else leaves; else the wanted one."""
        taken = self._exits[gutter]
        steps = (wanted + sign * n * apart / 2 for n in range(40) for sign in (1, -1))
        return next((at for at in steps if low <= at <= high and not any(abs(at - o) < apart for o in taken)), wanted)

    def _stories(self) -> Iterator[tuple[Link, Way]]:
        zone = self.city.zone_by_card
        drawn: set[tuple[str, str, str]] = set()
        for link in self.city.stories:
            ends = [self.plan.placed.get(card) for card in (link.source, link.target)]
            key = (link.source, link.target, link_style(link.relation).family)
            if ends[0] is None or ends[1] is None or link.source == link.target or key in drawn:
                continue
            drawn.add(key)
            first, second = ends[0], ends[1]
            cells = [self.plan.cells[zone[card]] for card in (link.source, link.target)]
            if cells[0] is cells[1] and (way := _beside(first, second)):
                yield link, way
                continue
            way_found = self._story_way(first, cells[0], second, cells[1])
            if way_found is not None:
                yield link, way_found

    def _story_way(self, first: Placed, cell: Cell, second: Placed, cell2: Cell) -> Way | None:
        found = []
        for one in self._card_exits(first, cell):
            for other in self._card_exits(second, cell2):
                if one.gutter != other.gutter or one.at != other.at:
                    found.append(self.plan.network.way(one, other, _STORY_WIDTH))
        return self._best(found) if found else None

    def _card_exits(self, placed: Placed, cell: Cell) -> Iterator[Exit]:
        """Yield where a link may leave a card without crossing anything of its zone."""
        box = placed.box
        for gutter, side, low, high in _sides(cell):
            if side not in placed.sides:
                continue
            if gutter in DOWN:
                middle, first, last = box.y + box.h / 2, box.y + 8, box.y + box.h - 8
            else:
                middle, first, last = box.x + box.w / 2, box.x + 50, box.x + box.w - 20
            at = self._free(gutter, middle, max(low, first), min(high, last), _STORY_APART)
            yield Exit(gutter, at, _border(box, side, at))

    def corners(self, way: Way) -> list[Point]:
        """Return the corners of the line of a road or a story link."""
        return points(way, self.lanes, self.plan.network)

    # --- drawing

    def drawing(self) -> Drawing:
        """Return all shapes from back to front."""
        theme, cells = self.theme, self.plan.cells.values()
        roads = [(road, self.corners(way), way.width) for road, way in self.roads]
        stories = [(link, self.corners(way)) for link, way in self.stories]
        groups = [
            Group("ground", "zones", _("Zones"), tuple(self._ground(cell) for cell in cells)),
            *(self._road(*road) for road in roads),
            *(Group("zone", cell.zone, self.titles[cell.zone][0], tuple(self._head(cell))) for cell in cells),
            *(self._story(link, way) for link, way in stories),
            *(self._card(one) for cell in cells for one in cell.cards),
            *self._pills(),
        ]
        shown = [one.face.shape for one in self.plan.placed.values()]
        return Drawing(
            box=Box(0, 0, self.plan.w, self.plan.h),
            groups=tuple(groups),
            ground=theme.ui["canvas"],
            title=self.board.session.label,
            description=self.description(),
            language=self.board.session.language,
            kinds=tuple(dict.fromkeys(shown)),
            loud=tuple(dict.fromkeys(link.relation for link, _way in stories)),
            quiet=bool(roads),
        )

    def description(self) -> str:
        """Return what the picture says: each zone with its cards that show, each road with its number."""
        said = []
        for cell in self.plan.cells.values():
            title = self.titles[cell.zone][0]
            if not cell.count:
                said.append(_("{zone}: {words}.").format(zone=title, words=self.empty_words(cell.zone)))
                continue
            count = ngettext("{n} card", "{n} cards", cell.count).format(n=cell.count)
            said += [f"{title}, {count}.", *(ended(one.card.label) for one in cell.cards)]
        return " ".join((*said, *self.road_words()))

    def empty_words(self, zone: str, room: float = math.inf) -> str:
        """Return what stands in a zone without cards, in so many px: cards with its topic may lie in another one."""
        elsewhere = sum(zone in card.concepts for card in self.board.elements.values())
        if not elsewhere:
            return _("nothing yet")
        said = ngettext("{n} card, in another box", "{n} cards, in other boxes", elsewhere).format(n=elsewhere)
        short = _("{n} elsewhere").format(n=elsewhere)
        return said if text_measure.width(said, SMALL) <= room else short

    def road_words(self) -> list[str]:
        """Return each road that is drawn, with its number, as a sentence."""
        return [self.road_title(road) for road, _way in self.roads]

    def _ground(self, cell: Cell) -> Figure:
        colours = zone_colours(cell.zone, self.theme)
        ground = colours.ground or self.theme.ui["surface"]
        return Figure(vector_paths.rectangle(*cell.box, RADIUS), ground, Stroke(colours.border, 1.25))

    def _head(self, cell: Cell) -> Iterator[Shape]:
        colours, ui = zone_colours(cell.zone, self.theme), self.theme.ui
        x, y = cell.box.x + EDGE, cell.box.y + 8
        icon = zone_words(cell.zone, self.board, self.catalogue).icon
        yield from icon_figures(icon_paths(*icon), x, y, ICON, colours.title)
        x += ICON + 8
        for number, line in enumerate(cell.head):
            yield words(line, x, y + 14 + number * LINE, TITLE, colours.title, bold=True)
        last = text_measure.width(cell.head[-1], TITLE, bold=True) if cell.head else 0.0
        base = y + 14 + (len(cell.head) - 1) * LINE
        if not cell.count:
            said = self.empty_words(cell.zone, cell.box.x + cell.box.w - EDGE - x)
            yield words(said, x, base + LINE, SMALL, ui["text_2"])
            return
        yield words(str(cell.count), x + last + 8, base, SMALL, ui["text_2"])
        if cell.rest:
            yield from self._rest(cell)
        for bare in cell.codes:
            yield from self._bare(bare)

    def _bare(self, line: CodeLine) -> Iterator[Shape]:
        """Yield a line of bare codes."""
        placed = list(joined_codes(line.codes))
        at, last = placed[-1]
        start = line.x - (at + text_measure.width(last, SMALL) if line.ends else 0.0)
        for x, code in placed:
            yield words(code, start + x, line.y, SMALL, self.theme.ui["text"])

    def _rest(self, cell: Cell) -> Iterator[Shape]:
        ui = self.theme.ui
        if cell.tokens is None:
            return
        start, end, middle = cell.tokens
        fitting = max(0, int((end - start + TOKEN_GAP) // (TOKEN_W + TOKEN_GAP)))
        shown = cell.rest[:fitting]
        x = end - len(shown) * (TOKEN_W + TOKEN_GAP) + TOKEN_GAP - 2
        if middle > cell.box.y + cell.box.h / 2:
            x = start
        for card in shown:
            shape = self.catalogue.variant(card.kind, card.type)
            yield from _token(shape, x, middle - TOKEN_H / 2, self.theme)
            x += TOKEN_W + TOKEN_GAP
        if cell.cards:
            right = cell.box.x + cell.box.w - EDGE
            yield words(f"+{len(cell.rest)}", right, middle + 4.5, SMALL, ui["text_2"], anchor="end")

    def _card(self, one: Placed) -> Group:
        title = card_title(one.card, one.face, self.catalogue)
        if one.dots:
            title += " " + ngettext("{n} dot.", "{n} dots.", one.dots).format(n=one.dots)
        return Group(
            "card", one.card.id, title,
            (*self._coded(one), *self._dots(one)),
        )  # fmt: skip

    def _coded(self, one: Placed) -> Iterator[Shape]:
        """Yield a card, its code before its words where it bears one."""
        face, x = one.face, one.box.x
        first = next((line for line in face.lines if line), "")
        is_first = bool(one.code and face.lines and face.lines[0])
        right = -1 if text_measure.reads_from_right(one.card.label) else 1
        for shape in card_shapes(face, self.theme, x, one.box.y):
            if is_first and isinstance(shape, Words) and shape.text == first:
                is_first = False
                shape = moved(shape, right * code_width(one.code), 0.0)
            yield shape
        if one.code:
            ink, base = self.theme.kind(face.shape).text, one.box.y + face.baselines[0]
            at = x + face.text_x + (face.text_w if right < 0 else 0.0)
            yield words(
                one.code, at, base, text_measure.CARD_SIZE, ink, bold=True, anchor="end" if right < 0 else "start"
            )

    def _dots(self, one: Placed) -> Iterator[Shape]:
        if (pill := one.pill) is None:
            return
        ui, middle = self.theme.ui, pill.y + pill.h / 2
        yield Figure(vector_paths.rectangle(*pill, pill.h / 2), ui["brand"])
        yield Figure(vector_paths.circle(pill.x + 8 + PILL_DOT / 2, middle, PILL_DOT / 2), ui["on_brand"])
        at = pill.x + 8 + PILL_DOT + 4
        yield words(str(one.dots), at, middle + SMALL * 0.36, SMALL, ui["on_brand"], bold=True)

    def _road(self, road: Road, way: Sequence[Point], width: float) -> Group:
        line = Figure(vector_paths.rounded(way, 8), stroke=Stroke(self.theme.ui["link_quiet"], width, round=False))
        return Group("link", "-".join(road.zones), self.road_title(road), (line,))

    def road_title(self, road: Road) -> str:
        """Return a road with its number as a sentence."""
        first, second = (self.titles[zone][0] for zone in road.zones)
        n = len(road.links)
        said = ngettext("{n} link between {first} and {second}.", "{n} links between {first} and {second}.", n)
        return said.format(n=n, first=first, second=second)

    def _story(self, link: Link, way: Sequence[Point]) -> Group:
        casing = Figure(vector_paths.rounded(way, 8), stroke=Stroke(self.theme.ui["canvas"], 5.5, round=False))
        line = link_shapes(way, link_style(link.relation), self.theme)
        return Group("link", link.id, link_title(link, self.board, self.catalogue), (casing, *line))

    def pills(self) -> dict[Road, Box]:
        """Return where the number of each road stands."""
        places: dict[Road, Box] = {}
        ways = [(road, self.corners(way)) for road, way in self.roads]
        for road, way in sorted(ways, key=lambda one: _longest(one[1])):  # a short road has least choice
            wide = text_measure.width(str(len(road.links)), SMALL, bold=True) + 12
            places[road] = _pill_place(way, wide, list(places.values()))
        return {road: places[road] for road, _way in ways}

    def _pills(self) -> Iterator[Group]:
        for road, box in self.pills().items():
            said, ui = str(len(road.links)), self.theme.ui
            pill = Figure(vector_paths.rectangle(*box, _PILL_H / 2), ui["surface"], Stroke(ui["border_strong"], 1))
            number = words(said, box.x + box.w / 2, box.y + 13.5, SMALL, ui["text"], bold=True, anchor="middle")
            yield Group("link", f"count-{'-'.join(road.zones)}", self.road_title(road), (pill, number))


_BORDERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "people": (("H0", "down"),),
    "public-value": (("H0", "up"), ("A", "right"), ("H1", "down")),
    "centre": (("H0", "up"), ("A", "left"), ("B", "right"), ("H1", "down")),
    "human-rights": (("H0", "up"), ("B", "left"), ("H1", "down")),
    "ethics-responsible-innovation": (("H1", "up"), ("A", "right"), ("H2", "down")),
    "public-servants-competencies": (("H1", "up"), ("A", "left"), ("M", "right"), ("H2", "down")),
    "public-sector-capabilities": (("H1", "up"), ("M", "left"), ("B", "right"), ("H2", "down")),
    "regulation": (("H1", "up"), ("B", "left"), ("H2", "down")),
    "agreement": (("H2", "up"),),
    OTHER: (("H2", "up"),),
}
"""Which gutters run along a zone, and on which of its sides."""


def _sides(cell: Cell) -> Iterator[tuple[str, str, float, float]]:
    """Yield the gutters along a zone with its side, and from where to where it can be left there."""
    box = cell.box
    for gutter, side in _BORDERS[cell.zone]:
        low, wide = (box.y, box.h) if gutter in DOWN else (box.x, box.w)
        yield gutter, side, low + _CORNER, low + wide - _CORNER


def _border(box: Box, side: str, at: float) -> Point:
    """Return the point of a side of a box so far along it."""
    return {
        "up": (at, box.y), "down": (at, box.y + box.h), "left": (box.x, at), "right": (box.x + box.w, at),
    }[side]  # fmt: skip


def _beside(first: Placed, second: Placed) -> Way | None:
    """Return the straight way between two cards that are neighbours in a row."""
    a, b = first.box, second.box
    level = (max(a.y, b.y) + min(a.y + a.h, b.y + b.h)) / 2
    gap = b.x - a.x - a.w if b.x > a.x else a.x - b.x - b.w
    if not 0 < gap < 40 or not max(a.y, b.y) < level < min(a.y + a.h, b.y + b.h):
        return None
    out, into = (a.x + a.w, b.x) if b.x > a.x else (a.x, b.x + b.w)
    return Way(Exit("", level, (out, level)), Exit("", level, (into, level)), (), _STORY_WIDTH)


def _pill_place(way: Sequence[Point], wide: float, taken: Sequence[Box]) -> Box:
    """Return where the number of a road stands: on its longest part, beside no other number."""
    parts = sorted(itertools.pairwise(way), key=lambda part: -_length(*part))
    places = [
        Box(a[0] + (b[0] - a[0]) * t - wide / 2, a[1] + (b[1] - a[1]) * t - _PILL_H / 2, wide, _PILL_H)
        for a, b in parts
        for t in _PLACES
    ]
    return next((box for box in places if not any(_touch(box, other) for other in taken)), places[0])


def _longest(way: Sequence[Point]) -> float:
    return max(_length(*part) for part in itertools.pairwise(way))


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _touch(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w + 2 and b.x < a.x + a.w + 2 and a.y < b.y + b.h + 2 and b.y < a.y + a.h + 2


def _token(shape: str, x: float, y: float, theme: Theme) -> Iterator[Shape]:
    """Yield the small shape of a card."""
    outline = silhouettes.outline(shape, 96, 68).path
    yield Figure(vector_paths.moved(outline, x, y, TOKEN_W / 96), theme.kind(shape).accent)
