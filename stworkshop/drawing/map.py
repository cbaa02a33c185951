"""The whole map as one list of shapes, for PDF, SVG and PNG alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from stworkshop.drawing.cards import card_shapes, far_card_shapes, words
from stworkshop.drawing.city import Road, roads_between
from stworkshop.drawing.figures import Box, Drawing, Figure, Group, Shape, Stroke
from stworkshop.drawing.links import link_shapes, met, unlisted_shapes
from stworkshop.drawing.map_roads import road_groups, road_routes, road_title
from stworkshop.drawing.marks import Marks, marks_of
from stworkshop.drawing.zones import ZoneWords, zone_colours, zone_ground, zone_title, zone_words
from stworkshop.graphics import text_measure, vector_paths
from stworkshop.graphics.design_tokens import Theme
from stworkshop.graphics.link_styles import LOUD_AT_REST, link_style
from stworkshop.graphics.silhouettes import SHAPES
from stworkshop.graphics.vector_paths import Point
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout import routing, zones
from stworkshop.layout.view_layout import title_frame
from stworkshop.layout.zone_frame import Rect
from stworkshop.model import card_layout
from stworkshop.model.board import Board
from stworkshop.model.card_layout import CardFace
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_word
from stworkshop.model.records import Element, Image, Link
from stworkshop.rounds.voices import as_heard

MARGIN = 20
_FRAME_PAD, _FRAME_RADIUS, _FRAME_TITLE = 14, 14, 13


LinksShown = Literal["story", "all"]
"""Which links of a map are lines; the others are counted by roads between zones."""


@dataclass(frozen=True)
class DrawOptions:
    """What a drawing shows: printed codes, how much of each card, and which relations speak up at rest.

    Drawn "far", to be seen small, a map has neither words nor quiet links.

    `routes` holds the points of links by id where the caller has them (a link that it lacks is straight); without it
    all links are routed, which takes a second or two on a large map. A view gives its own `frame` in the place of the
    zones, with a heading for each of its parts, and its own title.

    `links` says which links are lines: with "story" those between two zones that have many, and that do not speak up,
    are one road with their number; with "all" each is a line. A view and a map drawn far have no roads.
    """

    codes: bool = True
    detail: Literal["near", "far"] = "near"
    loud: frozenset[str] = LOUD_AT_REST
    routes: Mapping[str, Sequence[Point]] | None = None
    frame: Mapping[str, Rect] | None = None
    headings: Mapping[str, ZoneWords] = field(default_factory=dict)
    title: str = ""
    links: LinksShown = "story"


def draw_map(board: Board, catalogue: Catalogue, theme: Theme, options: DrawOptions | None = None) -> Drawing:
    """Return the map of a session: zones, quiet links, cards, and the links that carry the story on top."""
    options = options or DrawOptions()
    faces = _faces(board, catalogue)
    rects = zones.zone_frame(board, catalogue) if options.frame is None else dict(options.frame)
    frame = {zone: Box(*rect) for zone, rect in rects.items()}
    titles = rects if options.frame is None else title_frame(options.frame)
    near = options.detail == "near"
    roads = _roads(board, catalogue, options.loud) if near and options.links == "story" and not options.frame else ()
    ways = road_routes(roads, rects)
    told = {road: road_title(road, board, catalogue) for road in ways}
    road_shapes = list(road_groups(ways, told, theme))
    bundled = {link for road in ways for link in road.links}
    routes = _routes(board, titles, bundled) if options.routes is None else options.routes
    link_groups = [
        one for one in _links(board, catalogue, faces, routes, theme, options.loud) if one[1].id not in bundled
    ]
    order = [card for card in zones.reading_order(board, catalogue) if card in faces]
    groups = [
        _grounds(frame, theme),
        *road_shapes[: len(ways)],
        *_frames(board, theme, near),
        *(group for loud, group in link_groups if near and not loud),
        *(_titles(frame, board, catalogue, theme, options.headings) if near else ()),
        *(_card(board, card, faces[card], catalogue, theme, options) for card in order),
        *(group for loud, group in link_groups if loud),
        *road_shapes[len(ways) :],
    ]
    used = {link.relation for link in board.links.values()}
    return Drawing(
        box=_box(frame, board, faces, [*link_groups, *((True, group) for group in road_shapes)]),
        groups=tuple(groups),
        ground=theme.ui["canvas"],
        title=options.title or board.session.label,
        description=_description(board),
        language=board.session.language,
        kinds=tuple(shape for shape in SHAPES if shape in {face.shape for face in faces.values()}),
        loud=tuple(relation for relation in catalogue.relations if relation in used & options.loud),
        quiet=near and (bool(ways) or any(not loud for loud, _group in link_groups)),
    )


def _roads(board: Board, catalogue: Catalogue, loud: frozenset[str]) -> tuple[Road, ...]:
    zone = {card.id: zones.zone_of(card, catalogue) for card in board.elements.values()}
    return roads_between(board, zone, loud)


def _routes(board: Board, titles: Mapping[str, Rect], bundled: Collection[str]) -> Mapping[str, Sequence[Point]]:
    """Return the routes of all links but those that a road counts."""
    router = routing.for_board(board, {}, titles)
    for link in bundled:
        router.drop_link(link)
    return router.route_all()


def _faces(board: Board, catalogue: Catalogue) -> dict[str, CardFace]:
    marks = marks_of(board)
    none = Marks()
    return {
        element.id: card_layout.face_of(as_heard(board, element), catalogue, *marks.get(element.id, none))
        for element in board.elements.values()
        if element.pos is not None
    }


def _grounds(frame: Mapping[str, Box], theme: Theme) -> Group:
    grounds = (zone_ground(box, zone_colours(zone, theme)) for zone, box in frame.items())
    return Group("ground", "zones", _("Zones"), tuple(grounds))


def _titles(
    frame: Mapping[str, Box], board: Board, catalogue: Catalogue, theme: Theme, headings: Mapping[str, ZoneWords]
) -> Iterator[Group]:
    for zone, box in frame.items():
        said = headings.get(zone) or zone_words(zone, board, catalogue)
        yield Group("zone", zone, said.title, tuple(zone_title(box, said, zone_colours(zone, theme), theme)))


def _frames(board: Board, theme: Theme, named: bool) -> Iterator[Group]:
    """Yield the frames of groups, around the cards that belong to them."""
    for group in board.groups.values():
        rects = [zones.card_rect(e) for e in board.elements.values() if e.group == group.id and e.pos is not None]
        boxes = [rect for rect in rects if rect is not None]
        if not boxes:
            continue
        x, y = min(r.x for r in boxes) - _FRAME_PAD, min(r.y for r in boxes) - _FRAME_PAD
        w = max(r.right for r in boxes) + _FRAME_PAD - x
        h = max(r.bottom for r in boxes) + _FRAME_PAD - y
        line = Stroke(theme.ui["border_control"], 1.5, (6, 4), round=False)
        shapes: list[Shape] = [Figure(vector_paths.rectangle(x, y, w, h, _FRAME_RADIUS), stroke=line)]
        if named and group.label:
            label = text_measure.elide(group.label, w - 40, _FRAME_TITLE, bold=True)
            tag = words(label, x + 18, y + 4, _FRAME_TITLE, theme.ui["text_2"], bold=True)
            shapes += [
                Figure(vector_paths.rectangle(x + 13, y - 9, tag.width + 10, 18, 4), fill=theme.ui["canvas"]),
                tag,
            ]
        yield Group("frame", group.id, group.label, tuple(shapes))


def _card(board: Board, card: str, face: CardFace, catalogue: Catalogue, theme: Theme, options: DrawOptions) -> Group:
    element, image = board.elements[card], board.image_of(card)
    x, y = element.pos or (0.0, 0.0)
    if options.detail == "far":
        shapes = far_card_shapes(face, theme, x, y)
    else:
        shapes = card_shapes(face, theme, x, y, element.code if options.codes else "", image)
    return Group("card", element.id, card_title(element, face, catalogue, image), tuple(shapes))


def card_title(element: Element, face: CardFace, catalogue: Catalogue, image: Image | None = None) -> str:
    """Return a card in words: its code and kind, its label, its facts, its picture."""
    kind = kind_word(catalogue, element.kind, element.type)
    said = _("{kind}: {label}").format(kind=kind, label=" ".join(text_measure.clean(element.label).split()))
    head = f"{element.code} {said}" if element.code else said
    facts = ", ".join(part for part in (face.facts_text, card_layout.image_words(image)) if part)
    return f"{head} ({facts})" if facts else head


def _links(
    board: Board,
    catalogue: Catalogue,
    faces: Mapping[str, CardFace],
    routes: Mapping[str, Sequence[Point]],
    theme: Theme,
    loud_relations: frozenset[str],
) -> Iterator[tuple[bool, Group]]:
    """Yield each link whose both cards are on the map, and whether it is loud."""
    for link in board.links.values():
        source, target = board.elements[link.source], board.elements[link.target]
        if source.pos is None or target.pos is None or source.id == target.id:
            continue
        a, b = faces[source.id], faces[target.id]
        points = routes.get(link.id) or [_middle(source.pos, a), _middle(target.pos, b)]
        route = met(points, (a.outline, source.pos), (b.outline, target.pos))
        loud = link.relation in loud_relations
        shapes = list(link_shapes(route, link_style(link.relation, quiet=not loud), theme))
        if shapes and not catalogue.is_allowed(link.relation, source.kind, target.kind):
            shapes.extend(unlisted_shapes(route, theme))
        yield loud, Group("link", link.id, link_title(link, board, catalogue), tuple(shapes))


def link_title(link: Link, board: Board, catalogue: Catalogue) -> str:
    """Return a link as a sentence."""
    relation = catalogue.relations.get(link.relation)
    said = relation.label if relation else link.relation
    source, target = board.elements[link.source], board.elements[link.target]
    return " ".join(f"{source.label} {said} {target.label}".split())


def _middle(pos: Point, face: CardFace) -> Point:
    return pos[0] + face.w / 2, pos[1] + face.h / 2


def _box(
    frame: Mapping[str, Box], board: Board, faces: Mapping[str, CardFace], links: Sequence[tuple[bool, Group]]
) -> Box:
    """Return the rectangle that holds zones, cards and links, with a margin."""
    corners = [point for box in frame.values() for point in ((box.x, box.y), (box.x + box.w, box.y + box.h))]
    for card, face in faces.items():
        x, y = board.elements[card].pos or (0.0, 0.0)
        corners += [(x - 6, y - 14), (x + face.w, y + face.h + 14)]
    for _loud, group in links:
        for shape in group.shapes[:1]:
            if isinstance(shape, Figure):
                left, top, right, bottom = vector_paths.bounds(shape.path)
                corners += [(left, top), (right, bottom)]
    if not corners:
        return Box(0, 0, 400, 300)
    xs, ys = [point[0] for point in corners], [point[1] for point in corners]
    x, y = min(xs) - MARGIN, min(ys) - MARGIN
    return Box(x, y, max(xs) + MARGIN - x, max(ys) + MARGIN - y)


def _description(board: Board) -> str:
    """Return the map in a sentence, for those who cannot see it."""
    count, joined = len(board.elements), len(board.links)
    some_cards = ngettext("{n} card", "{n} cards", count).format(n=count)
    some_links = ngettext("{n} link", "{n} links", joined).format(n=joined)
    return _("Map of {title}: {cards} and {links} in zones by topic.").format(
        title=board.session.label, cards=some_cards, links=some_links
    )
