"""The form of a round's ballots: where on the paper each box lies, and which version of it a print bears.

It is measured by drawing the ballot once with the fields of a form that is filled in on a screen, and keeping only
where these lie. So what a camera looks at is what was printed, whatever the format, the letters or the direction.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from stworkshop.i18n import gettext as _
from stworkshop.model.ballot_promises import sealed_sentence
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.paper_code import round_mark, short_hash
from stworkshop.model.records import Round
from stworkshop.report.editions.ballots import BallotPaper, ballot_paper
from stworkshop.report.look.ballots import CORNER, BallotLook, Copy
from stworkshop.report.look.style import PAPERS, Paper
from stworkshop.report.typesetting import fonts
from stworkshop.report.typesetting.form_fields import Field, Filling
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.tagging import ARTIFACT, Elem, Tagger
from stworkshop.report.words import is_rtl_language

SIDE, ALL, WORDS, NAME = "side", "all", "words", "name"
"""Rows of a form that are no items: the side to tick, "I do not want to rank", the lines for own words, the name."""

_PREFIX = "f"


@dataclass(frozen=True)
class Box:
    """A place to mark or write: of which row, with which value, its middle and its size in mm from the top left corner.

    `row` is an item of the round or one of the names above; `part` is "" or, in a placing, "influence" or "affected";
    `value` is a number, "dk", a side, or "" where people write. `look` is "tick", "dot" or "write".
    """

    row: str
    part: str
    value: str
    look: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class FormPage:
    """One page: its size, the middles of the black squares clockwise, the QR code's corner and side (mm), its boxes."""

    w: float
    h: float
    corners: tuple[tuple[float, float], ...]
    corner_side: float
    qr: tuple[float, float, float]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class BallotForm:
    """The pages of one ballot of a round, and their version: the same where every box lies in the same place."""

    round: str
    mark: str
    kind: str
    version: str
    pages: tuple[FormPage, ...]


def words_of(board: Board, catalogue: Catalogue, round_: Round, *, fillable: bool) -> BallotPaper:
    """Return what the ballots of a round say; those that are filled in on a screen are not folded."""
    words = ballot_paper(board, catalogue, round_)
    if fillable:
        words = replace(words, put=_("Save this form and send or hand it back.") + " " + sealed_sentence())
    return words


def form_of(
    board: Board, round_: Round, words: BallotPaper, paper: Paper, *, large: bool = False, single: bool = False
) -> BallotForm:
    """Return the form that ballots with these words are on this paper."""
    # Rows are named by their place: the code of a card is somebody's words.
    items = tuple(replace(item, name=f"i{number}") for number, item in enumerate(words.items))
    look = BallotLook(replace(words, items=items), paper, large=large, single=single)
    pages = tuple(_page(look, round_, number) for number in range(len(look.pages)))
    mark = round_mark(board.session.id, round_.id)
    # The words count too: who answered another sentence in the same place did not answer this one.
    asked = (look.words.title, *(item.words for item in look.words.items))
    places = [part for page in pages for part in (f"{page.w} {page.h} {page.qr}", *map(_place, page.boxes))]
    version = short_hash(mark, round_.kind, *asked, *places)
    return BallotForm(round_.id, mark, round_.kind, version, pages)


def forms_of(board: Board, catalogue: Catalogue, round_: Round) -> Iterator[BallotForm]:
    """Yield every form in which ballots of a round can be printed now, the likeliest first."""
    looks = ((False, False), (True, False), (False, True))
    for fillable, (large, single), paper in product((False, True), looks, PAPERS.values()):
        words = words_of(board, catalogue, round_, fillable=fillable)
        yield form_of(board, round_, words, paper, large=large, single=single)


def _place(box: Box) -> str:
    at = " ".join(f"{value:.1f}" for value in (box.x, box.y, box.w, box.h))
    return f"{box.row} {box.part} {box.value} {box.look} {at}"


def _page(look: BallotLook, round_: Round, number: int) -> FormPage:
    w, h = look.format.cell(look.paper)
    fonts.base()
    canvas = Canvas(io.BytesIO(), pagesize=(w * MM, h * MM), initialFontName=fonts.BASE_FONT)
    collected = _Collector()
    pen = Pen(canvas, collected, 0, h * MM, w, is_rtl_language(look.words.language))
    look.draw(pen, Copy("A2A"), number, Filling(_PREFIX))
    rows = {item.name: asked for item, asked in zip(look.words.items, round_.items, strict=True)}
    corners = [(pen.x(x) / MM, y) for x, y in look.corners()]
    if pen.rtl:  # clockwise from the top left corner of the paper
        corners = [corners[1], corners[0], corners[3], corners[2]]
    x, y, side = look.qr_place()
    left = min(pen.x(x), pen.x(x + side)) / MM
    boxes = tuple(_box(field, h, rows) for field in collected.fields)
    return FormPage(w, h, tuple(corners), CORNER, (left, y, side), boxes)


def _box(field: Field, h: float, rows: dict[str, str]) -> Box:
    left, bottom, right, top = (value / MM for value in field.box)
    path = field.name.split(".")[1:]
    if field.kind == "radio":
        path.append(field.state)
    row, part, value = path[0], "".join(path[1:-1]), path[-1] if len(path) > 1 else ""
    look = "write" if field.kind == "text" else field.mark
    if look == "write":
        part, value = value, ""
    middle, size = ((left + right) / 2, h - (top + bottom) / 2), (right - left, top - bottom)
    return Box(rows.get(row, row), part, value, look, *middle, *size)


class _Collector(Tagger):
    """Marks nothing, and keeps the fields that are put on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[Field] = []

    @contextmanager
    def element(self, tag: str, **attributes: Any) -> Iterator[Elem]:
        """Open nothing."""
        yield ARTIFACT

    def text(self, canvas: Any) -> None:
        """Leave text unmarked."""

    def drawing(self, canvas: Any) -> None:
        """Leave drawings unmarked."""

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Note no place."""

    def form(self, made: Field) -> None:
        """Keep a field."""
        self.fields.append(made)
