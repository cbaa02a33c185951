"""The key: every code in full words, in three columns."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import Card, Key
from stworkshop.report.look.columns import Columns
from stworkshop.report.look.flow import Cell, Part, Piece, Row
from stworkshop.report.look.style import INK, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen

GUTTER = 6.0
COLUMN = (TEXT_WIDTH - 2 * GUTTER) / 3
_SIZE = Size(8.2, 9.9)
_PER_PAGE = 3
_TITLE_ROOM = 21.0
_HEADING = 6.0
_CODE = 8.0
_GAPS = (0.45, 0.25, 0.05)


def key(block: Key, look: Look) -> list[Flowable]:
    """Return the key as pages of three filled columns, the last page balanced."""
    room = look.page_height - _TITLE_ROOM
    for gap in _GAPS:
        columns = filled(block.groups, room, look.page_height, gap)
        if len(columns) <= _PER_PAGE:
            return [_page(_balanced(block.groups, room, gap), look)]
    columns = filled(block.groups, room, look.page_height, _GAPS[0])
    return [_page(columns[at : at + _PER_PAGE], look) for at in range(0, len(columns), _PER_PAGE)]


def _page(columns: Sequence[list[Part]], look: Look) -> Columns:
    return Columns([(k * (COLUMN + GUTTER), column) for k, column in enumerate(columns)], look)


def _balanced(groups: Sequence[tuple[str, tuple[Card, ...]]], room: float, gap: float) -> list[list[Part]]:
    """Return columns that are as low as three columns allow."""
    whole = filled(groups, float("inf"), float("inf"), gap)
    height = sum(part.h for part in whole[0]) / _PER_PAGE
    while height < room:
        columns = filled(groups, height, height, gap)
        if len(columns) <= _PER_PAGE:
            return columns
        height += 2.0
    return filled(groups, room, room, gap)


def filled(
    groups: Sequence[tuple[str, tuple[Card, ...]]], first_room: float, room: float, gap: float
) -> list[list[Part]]:
    """Fill columns one after the other; a group that goes on gets its title again."""
    columns: list[list[Part]] = [[]]
    used = 0.0
    for title, cards in groups:
        parts = [_entry(card, gap) for card in cards]
        limit = first_room if len(columns) <= _PER_PAGE else room
        lead = 1.6 if columns[-1] else 0.0
        if columns[-1] and used + lead + _HEADING + sum(part.h for part in parts[:2]) > limit:
            columns.append([])
            used, lead = 0.0, 0.0
        columns[-1].append(_title(title, lead))
        used += columns[-1][-1].h
        for part in parts:
            limit = first_room if len(columns) <= _PER_PAGE else room
            if used + part.h > limit and len(columns[-1]) > 1:
                columns.append([_title(_("{title}, continued").format(title=title), 0.0)])
                used = columns[-1][-1].h
            columns[-1].append(part)
            used += part.h
    return columns


def _title(title: str, gap: float) -> Part:
    text = para(title, COLUMN, Size(9.5, 12.4), bold=True)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y + gap, COLUMN, y + gap, INK, 0.9)
        with pen.tags.element("H2"):
            pen.para(text, 0, y + gap + 1.2)

    return Piece(gap + 1.2 + text.h, draw)


def _entry(card: Card, gap: float) -> Part:
    def shape(pen: Pen, y: float) -> None:
        glyphs.filled(pen, card.variant, 1.1, y + 1.75, 0.86)

    label = para(card.code, _CODE, _SIZE, bold=True)
    if len(label.lines) > 1:  # a code is never broken: a long one takes of the room of its words
        label = para(card.code, COLUMN / 2, _SIZE, bold=True)
    wide = max((width_of(runs) / MM for runs in label.lines), default=0.0)
    at = 2.9 + max(_CODE - 0.9, wide + 1.0)
    code = Cell(2.9, tag="Lbl").add(label)
    words = Cell(at, tag="LBody").add(para(card.label, COLUMN - at, _SIZE))
    return Row([code, words], [shape], top=0, bottom=gap, tag="LI")
