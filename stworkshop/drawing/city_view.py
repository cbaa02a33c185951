"""The map seen from afar as one list of shapes: zones with their numbers, what matters most, roads, and the story.

Lines run in the gutters between the zones, so that none runs through words or under a card.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stworkshop.drawing.cards import card_shapes, words
from stworkshop.drawing.city import City, Road
from stworkshop.drawing.city_frame import gutter_widths
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
from stworkshop.drawing.city_sentences import Sentence, sentence_shapes, sentences_of
from stworkshop.drawing.city_ways import BESIDE, Ways
from stworkshop.drawing.figures import Box, Drawing, Figure, Group, Shape, Stroke, Words, faded, moved
from stworkshop.drawing.gutters import DOWN, Way, points
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
from stworkshop.layout.zone_frame import ZONES
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Link
from stworkshop.model.wording import ended

RADIUS = 12
_LEAST_GUTTER = 30.0
_TRIES = 4
FAINT_CARD, FAINT_ROAD = 0.22, 0.35
"""How strong cards that a chosen one has no link with, and roads, are drawn beside it."""
_PILL_H = 18.0
_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88)


class Painting:
    """The map from afar in w x h px: its parts, their ways, and the drawing.

    It is higher where the first cards need it; where its height is `fixed`, zones without room show their number only,
    and it is higher only where even that has no room. On paper, where a key tells the rest, cards bear `codes`, and
    those without room stand as bare codes. With a card `chosen` the links of that card stand in the place of those of
    the lens, each with its sentence; its neighbours show, and the rest is faint.
    """

    def __init__(
        self, city: City, board: Board, catalogue: Catalogue, theme: Theme, w: float, h: float, *,
        fixed: bool = False, codes: bool = False, chosen: str = "",
    ) -> None:  # fmt: skip
        self.city, self.board, self.catalogue, self.theme = city, board, catalogue, theme
        self.titles = {zone: self._names(zone) for zone in ZONES}
        self.chosen = chosen if chosen in board.elements else ""
        self._sentences: list[Sentence] | None = None
        self._size, self._fixed, self._codes = (w, h), fixed, codes
        if fixed:
            self._lay_out(gutter_widths(w, h))
            return
        gutters = self._gutters()
        if gutters != self.gutters:  # the last try was too narrow
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
            if max(wide[name] - narrow[name] for name in wide) < BESIDE:
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
        return {name: max(width, self.lanes.room(name) + BESIDE) for name, width in gutters.items()}

    def _lay_out(self, gutters: Mapping[str, float]) -> None:
        w, h = self._size
        self.gutters = gutters
        near = self.board.neighbours(self.chosen) - {self.chosen} if self.chosen else ()
        called = (self.chosen, *sorted(near)) if self.chosen else ()
        self.called = frozenset(called)
        self.plan = plan(
            self.city, self.board, self.catalogue, self.titles, w, h, gutters,
            fixed=self._fixed, codes=self._codes, called=called,
        )  # fmt: skip
        ways = Ways(self.city, self.plan, gutters if self._fixed else None)
        ways.lay_out(self.board.links_of(self.chosen) if self.chosen else (), self.chosen)
        self.roads, self.stories, self.spokes, self.lanes = ways.roads, ways.stories, ways.spokes, ways.lanes

    def _names(self, zone: str) -> tuple[str, str]:
        long = zone_words(zone, self.board, self.catalogue).title
        entry = self.catalogue.concepts.get(zone)
        return long, str(entry.get("plain_label") or long) if entry else long

    def corners(self, way: Way) -> list[Point]:
        """Return the corners of the line of a road or a story link."""
        return points(way, self.lanes, self.plan.network)

    def lines(self) -> list[tuple[Link, list[Point]]]:
        """Return the links that are drawn, each with the corners of its line."""
        spokes = [(spoke.link, spoke.way) for spoke in self.spokes if spoke.way is not None]
        return [(link, self.corners(way)) for link, way in (*self.stories, *spokes)]

    def sentences(self) -> list[Sentence]:
        """Return the links of the chosen card as sentences, each at its line."""
        if not self.chosen:
            return []
        if self._sentences is None:
            ways = {link.id: corners for link, corners in self.lines()}
            heads = [self._head_box(cell) for cell in self.plan.cells.values()]
            self._sentences = sentences_of(self.board, self.catalogue, self.plan, self.spokes, ways, heads)
        return self._sentences

    def rest_box(self, cell: Cell) -> Box:
        """Return where it stands how many cards of a zone are folded: at their small shapes, or in its head."""
        right = cell.box.x + cell.box.w - EDGE
        wide = text_measure.width(f"+{len(cell.rest)}", SMALL) + 8
        if cell.tokens is None:
            return Box(right - wide, cell.box.y + 6, wide + EDGE, LINE + 2)
        start, end, middle = cell.tokens
        return Box(start - 4, middle - 9, max(right, end) - start + 8, 18)

    def _head_box(self, cell: Cell) -> Box:
        wide = max((text_measure.width(line, TITLE, bold=True) for line in cell.head), default=0.0)
        return Box(cell.box.x + EDGE, cell.box.y + 6, ICON + 8 + wide + 30, LINE * len(cell.head) + 4)

    # --- drawing

    def drawing(self) -> Drawing:
        """Return all shapes from back to front."""
        cells = self.plan.cells.values()
        roads = [(road, self.corners(way), way.width) for road, way in self.roads]
        links = self.lines()
        groups = [
            Group("ground", "zones", _("Zones"), tuple(self._ground(cell) for cell in cells)),
            *(self._road(*road) for road in roads),
            *(Group("zone", cell.zone, self.titles[cell.zone][0], tuple(self._head(cell))) for cell in cells),
            *(() if self.chosen else (self._story(link, way) for link, way in links)),
            *(self._card(one) for cell in cells for one in cell.cards),
            *self._pills(),
            *((self._story(link, way) for link, way in links) if self.chosen else ()),
            *(sentence_shapes(said, self.theme) for said in self.sentences()),
        ]
        shown = [one.face.shape for one in self.plan.placed.values()]
        return Drawing(
            box=Box(0, 0, self.plan.w, self.plan.h),
            groups=tuple(groups),
            ground=self.theme.ui["canvas"],
            title=self.board.session.label,
            description=self.description(),
            language=self.board.session.language,
            kinds=tuple(dict.fromkeys(shown)),
            loud=tuple(dict.fromkeys(link.relation for link, _way in links)),
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
        return " ".join((*said, *(ended(one.words) for one in self.sentences()), *self.road_words()))

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
        shapes: Iterable[Shape] = (*self._coded(one), *self._dots(one))
        if self.chosen and one.card.id not in self.called:
            zone = zone_colours(self.city.zone_by_card[one.card.id], self.theme)
            ground = zone.ground or self.theme.ui["surface"]
            shapes = (faded(shape, ground, FAINT_CARD) for shape in shapes)
        return Group("card", one.card.id, title, tuple(shapes))

    def _coded(self, one: Placed) -> Iterator[Shape]:
        """Yield a card, its code before its words where it bears one."""
        face, x = one.face, one.box.x
        first = next((line for line in face.lines if line), "")
        is_first = bool(one.code and face.lines and face.lines[0])
        right = -1 if text_measure.reads_from_right(one.card.label) else 1
        for shape in card_shapes(face, self.theme, x, one.box.y, image=self.board.image_of(one.card.id)):
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
        return Group("link", "-".join(road.zones), self.road_title(road), (self._quiet(line),))

    def _quiet(self, shape: Shape) -> Shape:
        """Return a part of a road, faint beside a chosen card."""
        return faded(shape, self.theme.ui["canvas"], FAINT_ROAD) if self.chosen else shape

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
            shapes = (self._quiet(pill), self._quiet(number))
            yield Group("link", f"count-{'-'.join(road.zones)}", self.road_title(road), shapes)


def _pill_place(way: Sequence[Point], wide: float, taken: Sequence[Box]) -> Box:
    """Return where the number of a road stands: on its longest part, beside no other number."""
    parts = sorted(itertools.pairwise(way), key=lambda part: -_length(*part))
    places = [
        Box(a[0] + (b[0] - a[0]) * t - wide / 2, a[1] + (b[1] - a[1]) * t - _PILL_H / 2, wide, _PILL_H)
        for a, b in parts
        for t in _PLACES
    ]
    return next((box for box in places if not any(box.overlaps(other, 2) for other in taken)), places[0])


def _longest(way: Sequence[Point]) -> float:
    return max(_length(*part) for part in itertools.pairwise(way))


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _token(shape: str, x: float, y: float, theme: Theme) -> Iterator[Shape]:
    """Yield the small shape of a card."""
    outline = silhouettes.outline(shape, 96, 68).path
    yield Figure(vector_paths.moved(outline, x, y, TOKEN_W / 96), theme.kind(shape).accent)
