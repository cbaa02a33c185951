"""The flow of data as pages: boxes in columns, the lines between them, a legend, and the parts that stand apart."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content.engineer_blocks import Flow, FlowPart
from stworkshop.report.figures.charts import figure
from stworkshop.report.figures.flow_layout import Band, Line, Picture, Rect, Wire, bands, column_width, placed
from stworkshop.report.look.flow import Piece, Prose, Stack
from stworkshop.report.look.style import DANGER, INK2, INK3, TEXT_WIDTH, WHITE, Look, Size, para
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style

_LEAST, _TOP = 13.4, 5.7
_LABEL, _SMALL = Size(8, 9.6), Size(7, 8.4)
_LINES = 4
_HEAD = 2.0
_ADVICE, _FRAME = (2.4, 1.8), (3.0, 2.0)
_IN_COLUMN = (9, 7, 5, 3, 2, 1)
"""How many boxes stand below each other, fewer where the picture would be higher than a page."""
_GOOD = 150.0
_ROOM = 46.0
"""What title, lead and legend take of a page."""


def flow(block: Flow, look: Look) -> list[Flowable]:
    """Return the flow: a picture for every six columns, the legend, and the parts without a flow."""
    boxes = {part.card.id: part for part in (*block.parts, *block.apart)}
    made: list[Flowable] = []
    if block.missing:
        made.append(Stack([Prose(para(block.missing, TEXT_WIDTH, look.type.body))], before=1.0))
    if block.links:
        names = {part: f"{frame.card.code} {frame.card.label}" for frame in block.frames for part in frame.members}
        for number, (picture, labels, band) in enumerate(pictures(block, look.page_height - _ROOM)):
            alt = block.text_value if number == 0 else _again(band, boxes)
            made.append(_Drawn(picture, labels, names, alt).box())
    if block.legend:
        made.append(_legend(block.legend))
    if block.apart:
        made += _apart(block, boxes, look)
    return made


def pictures(block: Flow, room: float) -> list[tuple[Picture, Labels, Band]]:
    """Return the pictures of a flow, none of them higher than `room` mm, with the words in their boxes."""
    boxes = {part.card.id: part for part in block.parts}
    framed = {part for frame in block.frames for part in frame.members}
    found: list[tuple[Picture, Labels, Band]] = []
    for most_in_column in _IN_COLUMN:
        found = []
        for band in _bands(block, most_in_column):
            labels = Labels(boxes, band)
            picture = placed(band, TEXT_WIDTH, labels.height, framed=framed, most=min(_GOOD, room))
            found.append((picture, labels, band))
        if all(picture.h <= room for picture, _labels, _band in found):
            break
    return found


def _bands(block: Flow, most_in_column: int) -> list[Band]:
    wires = [
        Wire(link.source, link.target, link.look, back=link.look == "check" and not _ends(block, link.target))
        for link in block.links
    ]
    return bands(
        [part.card.id for part in block.parts],
        wires,
        first={part.card.id for part in block.parts if part.first},
        last={part.card.id for part in block.parts if part.last},
        frames={member: frame.card.id for frame in block.frames for member in frame.members},
        most_in_column=most_in_column,
    )


def _ends(block: Flow, part: str) -> bool:
    return any(one.last for one in block.parts if one.card.id == part)


def _again(band: Band, boxes: dict[str, FlowPart]) -> str:
    codes = [boxes[part].card.code for column in band.columns for unit in column for part in unit]
    return _("The flow of data goes on: {codes}.").format(codes=", ".join(codes))


class Labels:
    """The words in the boxes, broken into lines for a width, with what leads to and from other pictures."""

    def __init__(self, boxes: dict[str, FlowPart], band: Band | None = None) -> None:
        self.boxes, self.band = boxes, band
        self.least = _LEAST if band else 0.0
        self._made: dict[tuple[str, float], tuple[Para, Para | None]] = {}

    def words(self, part: str, w: float) -> tuple[Para, Para | None]:
        """Return label and note of a box of this width."""
        if (part, w) not in self._made:
            label = para(self.boxes[part].card.label, w - 3, _LABEL, max_lines=_LINES)
            said = self._elsewhere(part)
            note = para(said, w - 3, _SMALL, colour=INK2, max_lines=3) if said else None
            self._made[part, w] = (label, note)
        return self._made[part, w]

    def height(self, part: str, w: float) -> float:
        """Return the height of a box."""
        label, note = self.words(part, w)
        return max(self.least, _TOP + label.h + (note.h if note else 0.0) + 1.0)

    def _elsewhere(self, part: str) -> str:
        if self.band is None:
            return ""
        sides = ((self.band.coming, _("from {codes}")), (self.band.onward, _("to {codes}")))
        return ", ".join(
            words.format(codes=", ".join(self.boxes[one].card.code for one in others[part]))
            for others, words in sides
            if part in others
        )


class _Drawn:
    """A picture of the flow, ready to be drawn."""

    def __init__(self, picture: Picture, labels: Labels, names: dict[str, str], alt: str) -> None:
        self.picture, self.labels, self.names, self.alt = picture, labels, names, alt

    def box(self) -> Flowable:
        """Return the picture as a box that stays together."""
        return Stack([Piece(self.picture.h + 3.0, self._draw)], before=1.0)

    def _draw(self, pen: Pen, y: float) -> None:
        inner = pen.area(0, y + 0.6, pen.w)
        named: set[str] = set()
        with pen.tags.element("Figure", **figure(pen, 0, y, TEXT_WIDTH, self.picture.h + 1.2, self.alt)):
            for unit, frame in self.picture.frames:
                inner.rect(*frame, stroke=INK2, lw=0.9, r=1.4, dash=_FRAME)
                name = self.names[unit[0]]
                words = name if name not in named else name.split(" ")[0]
                named.add(name)
                inner.para(_frame_title(words, frame.w - 2), frame.x + 1.2, frame.y + 1.0)
            for line in self.picture.lines:
                _line(inner, line)
            for part, rect in self.picture.boxes.items():
                _box(inner, self.labels, part, rect)


def _frame_title(words: str, w: float) -> Para:
    """Return the title of a frame, a little smaller where it would not fit its line."""
    for size in (8.0, 7.5, 7.0):
        made = para(words, w, Size(size, 9.6), bold=True, colour=INK2)
        if len(made.lines) == 1:
            return made
    return para(words, w, Size(7.0, 9.6), bold=True, colour=INK2, max_lines=1)


def _line(pen: Pen, line: Line) -> None:
    ink = glyphs.accent("human-oversight-point") if line.look == "check" else INK2
    lw = {"machine": 2.0, "check": 1.3}.get(line.look, 1.1)
    dash = _ADVICE if line.look == "advice" else None
    points = line.points
    turn = -1.0 if line.back else 1.0
    for number, (one, other) in enumerate(itertools.pairwise(points)):
        if number % 2:
            pen.line(*one, *other, ink, lw, dash)
            continue
        end = (other[0] - turn * (_HEAD * 0.6 if number == len(points) - 2 else 0.0), other[1])
        middle = (one[0] + end[0]) / 2
        pen.curve((one, (middle, one[1]), (middle, end[1]), end), ink, lw, dash)
    x, y = points[-1]
    pen.arrowhead(x, y, 0.0 if turn > 0 else math.pi, ink, _HEAD)


def _box(pen: Pen, labels: Labels, part: str, rect: Rect) -> None:
    shown = labels.boxes[part]
    variant = shown.card.variant
    stroke = DANGER if shown.alarm else glyphs.accent(variant)
    pen.rect(*rect, fill=WHITE, stroke=stroke, lw=1.6 if shown.alarm else 0.9, r=1.0)
    glyphs.filled(pen, variant, rect.x + 3.4, rect.y + 3.6, 1.4)
    pen.text(rect.x + 6, rect.y + 4.5, shown.card.code, Style(8.5, INK2, True))
    label, note = labels.words(part, rect.w)
    y = pen.para(label, rect.x + 1.8, rect.y + _TOP)
    if note:
        pen.para(note, rect.x + 1.8, y)


# --- legend and the parts that stand apart


def _legend(entries: Sequence[tuple[str, str]]) -> Flowable:
    style = Style(8.5, INK2)
    rows: list[list[tuple[float, str, str]]] = [[]]
    x = 0.0
    for look, words in entries:
        sign = 7.2 if look in ("frame", "alarm") else 10.0
        wide = sign + width_of((Run(words, style),)) / MM + 4
        if rows[-1] and x + wide > TEXT_WIDTH + 4:
            rows.append([])
            x = 0.0
        rows[-1].append((x, look, words))
        x += wide

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("L", numbering="None"):
            for number, row in enumerate(rows):
                for at, look, words in row:
                    _sign(pen, at, y + 2.2 + number * 5, look)
                    with pen.tags.element("LI"), pen.tags.element("LBody"):
                        shift = 7.2 if look in ("frame", "alarm") else 10.0
                        pen.text(at + shift, y + 3.3 + number * 5, words, style)

    return Stack([Piece(5.0 * len(rows), draw)], before=1.0)


def _sign(pen: Pen, x: float, y: float, look: str) -> None:
    if look == "frame":
        pen.rect(x, y - 1.8, 6, 3.4, stroke=INK2, lw=0.8, dash=_FRAME, r=0.6)
    elif look == "alarm":
        pen.rect(x, y - 1.8, 6, 3.4, stroke=DANGER, lw=1.4, r=0.6)
    else:
        _line(pen, Line(((x, y), (x + 8.6, y)), look, back=False))


def _apart(block: Flow, boxes: dict[str, FlowPart], look: Look) -> list[Flowable]:
    """Return the parts that no flow touches, in rows of boxes."""
    columns = 5
    w, between = column_width(columns, TEXT_WIDTH)
    labels = Labels(boxes)
    ids = [part.card.id for part in block.apart]
    title = para(block.apart_title, TEXT_WIDTH, Size(8.5, 11), bold=True, colour=INK3)
    made: list[Flowable] = []
    for at in range(0, len(ids), columns):
        row = ids[at : at + columns]
        h = max(labels.height(part, w) for part in row)
        alt = _("{title}: {codes}.").format(
            title=block.apart_title, codes=", ".join(boxes[part].card.code for part in row)
        )
        made.append(Stack([Piece(h + 0.6, _Row(row, labels, w, between, h, alt).draw)], before=2.0))
    head = Stack([Prose(title, "P")], before=2.0)
    head.keepWithNext = True
    return [head, *made]


class _Row:
    """A row of boxes."""

    def __init__(self, row: list[str], labels: Labels, w: float, between: float, h: float, alt: str) -> None:
        self.row, self.labels, self.w, self.between, self.h, self.alt = row, labels, w, between, h, alt

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the boxes side by side."""
        with pen.tags.element("Figure", **figure(pen, 0, y, TEXT_WIDTH, self.h, self.alt)):
            for number, part in enumerate(self.row):
                _box(pen, self.labels, part, Rect(number * (self.w + self.between), y, self.w, self.h))
