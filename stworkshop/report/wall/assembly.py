"""The sheet that says how the sheets of a poster are put together."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import Span
from stworkshop.report.figures.charts import figure
from stworkshop.report.look.style import BRAND, DANGER, HAIR, INK, INK2, INK3, WHITE, Size, para
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.report.typesetting.sheet_document import LooseSheets
from stworkshop.report.wall.poster_drawing import PosterDrawing
from stworkshop.report.wall.tile_sheet import round_mark
from stworkshop.report.wall.tiling import OVERLAP, SIZES, Tiling, near, row_letter

_EDGE, _WIDTH = 18.0, 174.0
_MOST_SKETCH = 105.0
_OTHERS = (("A4", (2, 2)), ("A4", (3, 3)), ("A3", (2, 2)), ("A3", (3, 3)))
_LETTERS = (("Letter", (2, 2)), ("Letter", (3, 3)))


def sheets_of(paper: str, tiles: tuple[int, int]) -> str:
    """Return so many sheets in words: "3 × 2 sheets of A4"."""
    return _("{columns} × {rows} sheets of {paper}").format(columns=tiles[0], rows=tiles[1], paper=paper)


def measures(tiling: Tiling) -> str:
    """Return the size of a poster in words: "806 × 335 mm, near A1"."""
    w, h = tiling.size
    return _("{w} × {h} mm, {near}").format(w=round(w), h=round(h), near=near(w, h))


def sketch_size(tiling: Tiling) -> tuple[float, float]:
    """Return width and height of the small picture of the poster, in mm."""
    w, h = tiling.size
    k = min(_WIDTH / w, _MOST_SKETCH / h)
    return w * k, h * k


def sketch(pen: Pen, drawing: PosterDrawing, tiling: Tiling) -> None:
    """Draw the poster small, with the names of the sheets on it."""
    w, h = sketch_size(tiling)
    drawing.draw(pen.area(0, 0, tiling.size[0], w / tiling.size[0], w / tiling.size[0]))
    step_x, step_y = w / tiling.columns, h / tiling.rows
    size = min(22.0, step_x * 0.42 * MM, step_y * 0.5 * MM)
    for tile in tiling.tiles():
        x, y = tile.column * step_x, tile.row * step_y
        pen.rect(x, y, step_x, step_y, stroke=INK, lw=1.1)
        half_w, half_h = size * 0.41 * 2.3 / MM * 1.2, size * 0.85 / MM
        pen.rect(
            x + step_x / 2 - half_w, y + step_y / 2 - half_h, 2 * half_w, 2 * half_h, fill=WHITE, alpha=0.92, r=2
        )  # fmt: skip
        pen.rect(x + step_x / 2 - half_w, y + step_y / 2 - half_h, 2 * half_w, 2 * half_h, stroke=INK, lw=1.1, r=2)
        pen.text(x + step_x / 2, y + step_y / 2 + size * 0.334 / MM, tile.name, Style(size, INK, True), "middle")


def draw(sheets: LooseSheets, drawing: PosterDrawing, tiling: Tiling) -> None:
    """Draw the sheet: what comes out, the steps, other sizes, and where two sheets meet."""
    w, h = SIZES[tiling.paper]
    page = sheets.page(w, h)
    scale = (min(w / SIZES["Letter"][0], h / SIZES["Letter"][1])) if tiling.paper != "A4" else 1.0
    edge = (w / scale - _WIDTH) / 2
    pen = page.area(edge * scale, 0, _WIDTH, scale, scale)
    y = _head(pen, drawing, tiling)
    sketch_w, sketch_h = sketch_size(tiling)
    alt = _("The poster in small, with the names of its sheets: {names}.").format(
        names=", ".join(tile.name for tile in tiling.tiles())
    )
    begin = (_WIDTH - sketch_w) / 2
    with pen.tags.element("Figure", **figure(pen, begin, y, sketch_w, sketch_h, alt)):
        left = min(pen.x(begin), pen.x(begin + sketch_w))
        sheets.show("small-poster", pen, (left, pen.y(y + sketch_h)), (begin - 1, y - 1, sketch_w + 2, sketch_h + 2))
    y = _steps(pen, tiling, y + sketch_h + 6)
    y = _other_sizes(pen, tiling, y + 2.5)
    _meeting(pen, tiling, y + 5)
    foot = h / scale - 12
    with pen.tags.element("P"):
        words = f"{drawing.facts.title}  ·  {drawing.printed}  ·  {_('assembly sheet')}"
        line = para(words, _WIDTH, Size(8.5, 10), colour=INK3, max_lines=1)
        pen.para(line, 0, foot - line.first_baseline)


def _head(pen: Pen, drawing: PosterDrawing, tiling: Tiling) -> float:
    title = para(_("How to put the poster together"), _WIDTH, Size(22, 26), bold=True)
    pen.rect(0, 16, 22, 1.1, fill=BRAND)
    pen.tags.bookmark(_("How to put the poster together"), 1, pen.y(16))
    with pen.tags.element("H1"):
        y = pen.para(title, 0, 18.5)
    w, h = tiling.size
    what = _("{title}: {w} mm wide and {h} mm high, on {sheets}.").format(
        title=drawing.facts.title, w=round(w), h=round(h), sheets=sheets_of(tiling.paper, (tiling.columns, tiling.rows))
    )
    lead = para(f"{what} {drawing.counts()} {drawing.reading()}", _WIDTH, Size(10.5, 14.5), colour=INK2, max_lines=4)
    with pen.tags.element("P"):
        return pen.para(lead, 0, y + 0.8) + 3.5


def _steps(pen: Pen, tiling: Tiling, y: float) -> float:
    row = ", ".join(f"A{n + 1}" for n in range(min(3, tiling.columns)))
    steps = [
        (_("Print"), _("at 100 %, not “fit to page”. Check the ruler on each sheet: it must measure 50 mm.")),
        (
            _("Cut"),
            _("the right and lower edge of each sheet along the corner marks. Leave the left and upper edge.")
            if not pen.rtl
            else _("the left and lower edge of each sheet along the corner marks. Leave the right and upper edge."),
        ),
        (
            _("Lay"),
            _("the rows from the left: {names}. The shaded strip, 10 mm wide, lies under the sheet before it.")
            .format(names=row)
            if not pen.rtl
            else _("the rows from the right: {names}. The shaded strip, 10 mm wide, lies under the sheet before it.")
            .format(names=row),
        ),
        (_("Glue"), _("each row, then the rows to one another. The round marks must meet.")),
    ]  # fmt: skip
    with pen.tags.element("L", numbering="Decimal"):
        for number, (verb, words) in enumerate(steps, 1):
            made = para((Span(verb + " ", "strong"), Span(words)), _WIDTH - 8, Size(10.5, 14.5))
            with pen.tags.element("LI"):
                with pen.tags.element("Lbl"):
                    pen.text(0, y + made.first_baseline, str(number), Style(13, BRAND, True))
                with pen.tags.element("LBody"):
                    y = pen.para(made, 8, y) + 1.6
    return y


def _other_sizes(pen: Pen, tiling: Tiling, y: float) -> float:
    pen.line(0, y, _WIDTH, y, INK, 0.9)
    with pen.tags.element("H2"):
        pen.text(0, y + 5.6, _("Other sizes"), Style(11, INK, True))
    this = (tiling.paper, (tiling.columns, tiling.rows))
    rows = list(_LETTERS + _OTHERS[2:] if tiling.paper == "Letter" else _OTHERS)
    rows += [] if this in rows else [this]
    y += 6.6
    with pen.tags.element("Table"):
        for paper, tiles in rows:
            size = measures(Tiling(paper, *tiles))
            words = _("{size} (this one)").format(size=size) if (paper, tiles) == this else size
            y += 5.2
            with pen.tags.element("TR"):
                with pen.tags.element("TH", scope="Row"):
                    pen.text(0, y, sheets_of(paper, tiles), Style(10, INK, (paper, tiles) == this))
                with pen.tags.element("TD"):
                    pen.text(52, y, words, Style(10, INK2, (paper, tiles) == this))
    return y


def _meeting(pen: Pen, tiling: Tiling, y: float) -> None:
    """Draw where two sheets meet, side by side or one above the other."""
    beside = tiling.columns > 1
    if not beside and tiling.rows == 1:
        return
    row = row_letter(min(1, tiling.rows - 1))
    first, second = (f"{row}1", f"{row}2") if beside else ("A1", "B1")
    pen.line(0, y, _WIDTH, y, INK, 0.9)
    with pen.tags.element("H2"):
        pen.text(0, y + 5.6, _("Where two sheets meet"), Style(11, INK, True))
    y += 8.6
    strip = OVERLAP * 0.9
    alt = _("{second} lies with its shaded strip under {first}; both round marks cover each other.")
    with pen.tags.element("Figure", **figure(pen, 0, y, 92, 26, alt.format(first=first, second=second))):
        pen.rect(0, y + 1, 45, 22, stroke=INK, lw=1)
        pen.rect(45 - strip, y + 1, 45, 22, stroke=INK, lw=1)
        pen.rect(45 - strip, y + 1, strip, 22, fill=HAIR, alpha=0.45)
        pen.text(14, y + 15, first, Style(20, INK, True), "middle")
        pen.text(64, y + 15, second, Style(20, INK, True), "middle")
        pen.line(45, y - 1, 45, y + 25, DANGER, 1.1, (4, 2))
        round_mark(pen, 45, y + 12, 1.3)
    words = para(
        (
            Span(_("Dashed line:") + " ", "missing"), Span(_("cut {first} here.").format(first=first) + " "),
            Span(_("Grey strip:") + " ", "strong"),
            Span(
                _("the first 10 mm of {second} repeat the end of {first} and lie under it. Both round marks then cover "
                "each other.").format(first=first, second=second)
            ),
        ),
        _WIDTH - 98, Size(9.5, 13),
    )  # fmt: skip
    with pen.tags.element("P"):
        pen.para(words, 98, y)
