"""The one sheet as pages: short lists side by side, next steps to tick off, whom to call; the map from afar."""

from __future__ import annotations

from reportlab.platypus import Flowable

from stworkshop.drawing.icons import icon_figures, icon_paths
from stworkshop.report.content.sheet_blocks import Brief, Briefs, Call, CityPicture, Matters, NextSteps
from stworkshop.report.figures.charts import figure
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Cell, Part, Piece, Prose, Row, Stack, hairline
from stworkshop.report.look.style import BRAND, INK, INK2, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.drawing_on_paper import Spot, draw
from stworkshop.report.typesetting.pdf_canvas import Pen

_BODY, _HEAD, _NOTE = Size(12.5, 17), Size(14, 18), Size(10, 13.5)
_GUTTER, _SIGN = 9.0, 8.5
_BOX = 3.6
_WHO, _WHO_W, _DAY_W = 108.0, 35.0, 30.0
_DOT, _MOST_DOTS = 1.25, 12
_ICONS, _ICON = ("calendar", "quote"), 5.4


def briefs(block: Briefs, look: Look) -> list[Flowable]:
    """Return one list, or two side by side, under their rules."""
    w = (TEXT_WIDTH - _GUTTER * (len(block.parts) - 1)) / len(block.parts)
    made = [_Brief(part, n * (w + _GUTTER), w, look) for n, part in enumerate(block.parts)]

    def paint(pen: Pen, y: float) -> None:
        for one in made:
            one.draw(pen, y)

    return [Stack([Piece(max(one.h for one in made), paint)], before=6.0 * look.tight)]


class _Brief:
    """A rule, a sign with a heading, and sentences below."""

    def __init__(self, part: Brief, x: float, w: float, look: Look) -> None:
        self.part, self.x, self.w = part, x, w
        self.head = para(part.title, w - _SIGN, look.fit(_HEAD), bold=True)
        self.items = [para(item, w, look.fit(_BODY)) for item in part.items]
        self.more = para(part.more, w, _NOTE, colour=INK2) if part.more else None
        self.gap = 1.6 * look.tight
        told = sum(item.h + self.gap for item in self.items) + (self.more.h if self.more else 0.0)
        self.h = 3.0 + self.head.h + 1.2 + told

    def draw(self, pen: Pen, y: float) -> None:
        pen.line(self.x, y, self.x + self.w, y, INK, 1.1)
        _sign(pen, self.part.sign, self.x + 2.6, y + 3.0 + self.head.h / 2)
        with pen.tags.element("H2"):
            at = pen.para(self.head, self.x + _SIGN, y + 3.0) + 1.2
        for item in self.items:
            with pen.tags.element("P"):
                at = pen.para(item, self.x, at) + self.gap
        if self.more:
            with pen.tags.element("P"):
                pen.para(self.more, self.x, at)


def _sign(pen: Pen, sign: str, x: float, y: float) -> None:
    if sign in _ICONS:
        draw(pen, icon_figures(icon_paths("ui", sign), -12, -12, 24, INK), Spot(_ICON / 24, x, y))
    elif sign == "decided":
        signs.ticket(pen, x, y, True, 2.3)
    else:
        signs.state(pen, x, y, sign, 2.3)


def _heading(title: str, sign: str, note: str = "") -> Part:
    made = para(title, TEXT_WIDTH - _SIGN, _HEAD, bold=True)
    told = para(note, 60, _NOTE, colour=INK2, anchor="right") if note else None

    def paint(pen: Pen, y: float) -> None:
        pen.line(0, y, TEXT_WIDTH, y, INK, 1.1)
        _sign(pen, sign, 2.6, y + 3.0 + made.h / 2)
        with pen.tags.element("H2"):
            pen.para(made, _SIGN, y + 3.0)
        if told:
            with pen.tags.element("P"):
                pen.para(told, TEXT_WIDTH - 60, y + 3.0 + (made.h - told.h) / 2)

    return Piece(3.0 + made.h + 1.2, paint)


def next_steps(block: NextSteps, look: Look) -> list[Flowable]:
    """Return the tasks, each with a box to tick, who does it, and the day."""
    parts: list[Part] = [_heading(block.title, "calendar")]
    if not block.rows:
        parts.append(Prose(para(block.nothing, TEXT_WIDTH, look.fit(_BODY))))
    for row in block.rows:
        cells = [
            Cell(7.0, tag="TD").add(para(row.words, _WHO - 11, look.fit(_BODY))),
            Cell(_WHO, tag="TD").add(para(row.who, _WHO_W, look.fit(Size(11.5, 15)))),
            Cell(TEXT_WIDTH - _DAY_W, tag="TD").add(para(row.day, _DAY_W, look.fit(Size(11.5, 15)), anchor="right")),
        ]
        room = 1.7 * look.tight + 0.5
        parts.append(Row(cells, [_tick_box], top=room, bottom=room, rule=hairline()))
    if block.more:
        parts.append(Prose(para(block.more, TEXT_WIDTH, _NOTE, colour=INK2), gap=1.2))
    return [Stack(parts, before=6.0 * look.tight)]


def _tick_box(pen: Pen, y: float) -> None:
    pen.rect(0, y + 0.9, _BOX, _BOX, stroke=INK, lw=0.8, r=0.6)


def call(block: Call, look: Look) -> list[Flowable]:
    """Return whom to tell, in a frame."""
    head = para(block.title, TEXT_WIDTH - 16, look.fit(_BODY), bold=True)
    said = para(block.content, TEXT_WIDTH - 16, look.fit(_BODY))
    h = 4.0 + head.h + said.h + 4.0

    def paint(pen: Pen, y: float) -> None:
        pen.rect(0, y, TEXT_WIDTH, h, stroke=BRAND, lw=1.3, r=2.4)
        with pen.tags.element("H2"):
            at = pen.para(head, 8, y + 4.0)
        with pen.tags.element("P"):
            pen.para(said, 8, at)

    return [Stack([Piece(h, paint)], before=6.0 * look.tight)]


def city(block: CityPicture, look: Look) -> list[Flowable]:
    """Return the map from afar, as wide as the text."""
    drawing = block.drawing
    k = TEXT_WIDTH / drawing.box.w
    h = drawing.box.h * k

    def paint(pen: Pen, y: float) -> None:
        flat = Pen(pen.canvas, pen.tags, pen.left, pen.top, pen.w)
        flat.reads_rtl = pen.reads_rtl
        with pen.tags.element("Figure", **figure(pen, 0, y, TEXT_WIDTH, h, drawing.description)):
            draw(flat, drawing.shapes, Spot(k, 0, y))

    intro = Prose(para(block.intro, TEXT_WIDTH, look.type.lead, colour=INK2))
    return [Stack([intro, Piece(2.5, lambda pen, y: None), Piece(h, paint)])]


def matters(block: Matters, look: Look) -> list[Flowable]:
    """Return people's words, each with its dots and how many people gave them."""
    parts: list[Part] = [_heading(block.title, "quote", block.note)]
    if not block.rows:
        parts.append(Prose(para(block.nothing, TEXT_WIDTH, look.fit(_BODY))))
    for row in block.rows:
        said = para(row.words, 92, look.fit(Size(12.5, 16.5)))
        givers = para(row.givers, 42, look.fit(_NOTE), colour=INK2, anchor="right")
        count = row.dots
        room = 1.6 * look.tight + 0.4

        def dots(pen: Pen, y: float, count: int = count, middle: float = said.h / 2) -> None:
            shown = min(count, _MOST_DOTS)
            for n in range(shown):
                pen.circle(128 - n * (2 * _DOT + 0.5), y + middle, _DOT, fill=BRAND)

        cells = [
            Cell(0, tag="TD").add(said),
            Cell(TEXT_WIDTH - 42, tag="TD").add(givers, 0),
        ]
        parts.append(Row(cells, [dots], top=room, bottom=room, rule=hairline()))
    parts.append(Prose(para(block.closing, TEXT_WIDTH, _NOTE, colour=INK2), gap=2.0))
    return [Stack(parts, before=5.0 * look.tight)]
