"""Zones of the map in words and as shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stworkshop.drawing.cards import words
from stworkshop.drawing.figures import Box, Figure, Shape, Stroke, Words
from stworkshop.drawing.icons import icon_figures, icon_paths
from stworkshop.graphics import text_measure, vector_paths
from stworkshop.graphics.design_tokens import Theme
from stworkshop.i18n import gettext as _
from stworkshop.layout.zone_frame import AGREEMENT, CENTRE, OTHER, PEOPLE
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, curly

RADIUS = 18
ICON = 24
_LEFT, _TOP, _ICON_GAP = 16, 11, 8
_NARROWEST_SUBTITLE, _WIDEST_SUBTITLE = 120, 400


class ZoneWords(NamedTuple):
    """A zone's title, the question under it, and its icon as (group, name)."""

    title: str
    subtitle: str
    icon: tuple[str, str]


class ZoneColours(NamedTuple):
    """Ground (empty for none), border and title of a zone, as #RRGGBB."""

    ground: str
    border: str
    title: str


def zone_words(zone: str, board: Board, catalogue: Catalogue) -> ZoneWords:
    """Return what a zone is called on the map."""
    if zone == PEOPLE:
        return ZoneWords(_("People"), _("Who is here, spoken for, or missing"), ("ui", "people"))
    if zone == CENTRE:
        return ZoneWords(
            _("The service and its AI"), _first_clause(board.session.entity_of_interest), ("ui", "ai-label")
        )
    if zone == AGREEMENT:
        return ZoneWords(_("Decided and open"), _("Decisions, tasks, questions"), ("ui", "agreement"))
    if zone == OTHER or zone not in catalogue.concepts:
        return ZoneWords(_("Other cards"), "", ("ui", "tag"))
    entry = catalogue.concepts[zone]
    return ZoneWords(curly(str(entry["label"])), str(entry.get("subtitle", "")), ("concepts", zone))


def _first_clause(sentence: str) -> str:
    """Return a long description up to its first comma, which is what fits beside a title."""
    head, comma, _rest = sentence.partition(",")
    return head if comma and len(head) >= 12 else sentence


def zone_colours(zone: str, theme: Theme) -> ZoneColours:
    """Return the colours of a zone."""
    ui = theme.ui
    if zone == CENTRE:
        return ZoneColours(ui["surface"], ui["border_strong"], ui["text"])
    if zone not in theme.concepts:
        return ZoneColours("", ui["border"], ui["text"])
    colours = theme.concept(zone)
    return ZoneColours(colours.zone, colours.zone_border, colours.label)


def zone_ground(box: Box, colours: ZoneColours) -> Figure:
    """Return a zone's ground and border."""
    return Figure(vector_paths.rectangle(*box, RADIUS), colours.ground, Stroke(colours.border, 1.5))


def zone_title(box: Box, said: ZoneWords, colours: ZoneColours, theme: Theme) -> Iterator[Shape]:
    """Yield a zone's icon, title (in two lines where it is narrow) and question where it fits, on a patch of ground.

    The patch keeps quiet links from striking the words through.
    """
    x, top = box.x + _LEFT + ICON + _ICON_GAP, box.y + _TOP
    room = box.x + box.w - _LEFT - x
    lines = list(_title_lines(x, top, room, said, colours, theme))
    right, low = max(line.left + line.width for line in lines), max(line.y for line in lines) + 8
    patch = vector_paths.rectangle(box.x + _LEFT - 4, top - 2, right - box.x - _LEFT + 10, low - top, 8)
    yield Figure(patch, fill=colours.ground or theme.ui["canvas"], opacity=0.88)
    yield from icon_figures(icon_paths(*said.icon), box.x + _LEFT, top + 2, ICON, colours.title)
    yield from lines


def _title_lines(
    x: float, top: float, room: float, said: ZoneWords, colours: ZoneColours, theme: Theme
) -> Iterator[Words]:
    style, small, note = theme.type["zone"], theme.type["zone_small"], theme.type["body"]
    wide = text_measure.width(said.title, style.size, bold=True)
    if wide > room:
        for index, line in enumerate(text_measure.break_lines(said.title, room, small.size, bold=True, max_lines=2)):
            yield words(line, x, top + 15 + index * small.line, small.size, colours.title, bold=True)
        return
    yield words(said.title, x, top + 21, style.size, colours.title, bold=True)
    rest = min(room - wide - _ICON_GAP, _WIDEST_SUBTITLE)
    if said.subtitle and rest > _NARROWEST_SUBTITLE:
        question = text_measure.elide(said.subtitle, rest, note.size)
        yield words(question, x + wide + _ICON_GAP, top + 20.5, note.size, theme.ui["text_2"])
