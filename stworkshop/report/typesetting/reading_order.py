"""Reading order: the blocks of a tagged PDF as a screen reader takes them, with their places on the pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from unicodedata import bidirectional

import pikepdf

from stworkshop.report.typesetting.shaping import base_of
from stworkshop.report.words import is_rtl_language

BLOCKS = frozenset(
    {"H1", "H2", "H3", "H4", "H5", "H6", "P", "Figure", "LI", "TR", "Caption", "Note", "BlockQuote", "Form", "Formula"}
)
"""Elements that are read as one; a row of a table is one, and so is an entry of a list."""

_HIGH, _LOW = 0.75, 0.22
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_CODE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.S)

Rect = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Place(NamedTuple):
    """A block, or its part on one page: `number` from 1, `page` from 0, `rect` in points (left, top, right, bottom)
    from the page's top left corner, its tag, and the words that are read."""

    number: int
    page: int
    rect: Rect
    tag: str
    text: str


def reading_order(data: bytes) -> list[Place]:
    """Return the blocks of a tagged PDF in the order in which they are read; of one without tags, nothing."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return []
        pages = [_Page(page) for page in pdf.pages]
        rtl = is_rtl_language(str(pdf.Root.get("/Lang", "")))
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        found: list[Place] = []
        for number, (tag, element) in enumerate(_blocks(pdf.Root.StructTreeRoot), 1):
            found.extend(_places(number, tag, element, pages, numbers, rtl))
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _blocks(element: Any) -> Iterator[tuple[str, Any]]:
    """Yield the outermost blocks; an entry that holds a list of its own is read before that list."""
    for kid in _kids(element):
        if not _is_element(kid):
            continue
        tag = str(kid.S).lstrip("/")
        if tag in BLOCKS:
            yield tag, kid
            for inner in _lists_in(kid):
                yield from _blocks(inner)
        else:
            yield from _blocks(kid)


def _lists_in(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        if _is_element(kid):
            if kid.S == pikepdf.Name.L:
                yield kid
            else:
                yield from _lists_in(kid)


def _places(
    number: int, tag: str, element: Any, pages: list[_Page], numbers: dict[Any, int], rtl: bool
) -> Iterator[Place]:
    """Yield a block once for each page that it stands on."""
    said = str(element.get("/Alt") or element.get("/ActualText") or "")
    by_page: dict[int, list[_Mark]] = {}
    for page, mark in _marks(element, numbers):
        made = pages[page].marks.get(mark)
        if made is not None and made.rect is not None:
            by_page.setdefault(page, []).append(made)
    for page, marks in by_page.items():
        left, low, right, high = _given_box(element) or (
            choose(mark.rect[at] for mark in marks if mark.rect is not None)
            for at, choose in enumerate((min, min, max, max))
        )
        height = pages[page].height
        words = said or " ".join(line for mark in marks for line in _read(mark.words, rtl))
        yield Place(number, page, (left, height - high, right, height - low), tag, " ".join(words.split()))


def _read(pieces: list[str], rtl: bool) -> Iterator[str]:
    """Yield the lines of what was drawn from left to right, as they are read on a page of a direction."""
    for new_line, group in groupby(pieces, key=lambda piece: piece == "\n"):
        if not new_line:
            line = list(group)
            turned = _from_the_right(line) if base_of("".join(line), rtl) else _from_the_left(line)
            yield "".join(turned).strip()


def _from_the_left(line: list[str]) -> list[str]:
    """Return a line that runs from left to right in the order of reading; words that run the other way are turned."""
    turned: list[str] = []
    waiting: list[str] = []
    for piece in line:
        if _is_rtl(piece) or (waiting and not any(character.isalpha() for character in piece)):
            waiting.append(piece)
            continue
        turned += [*_turned(waiting), piece]
        waiting = []
    return [*turned, *_turned(waiting)]


def _turned(pieces: list[str]) -> list[str]:
    """Return pieces of which the first runs from right to left; what follows the last such one stays behind it."""
    end = next((at for at in range(len(pieces), 0, -1) if _is_rtl(pieces[at - 1])), 0)
    return [*_from_the_right(pieces[:end]), *pieces[end:]]


def _from_the_right(line: list[str]) -> list[str]:
    """Return a line that runs from right to left in the order of reading; what runs the other way stays as it is."""
    turned: list[str] = []
    inside: list[str] = []
    for piece in reversed(line):
        if _is_rtl(piece) or (not inside and not piece.isalnum()):
            turned += [*reversed(inside), piece]
            inside = []
        else:
            inside.append(piece)
    return [*turned, *reversed(inside)]


def _is_rtl(piece: str) -> bool:
    return any(bidirectional(character) in ("R", "AL") for character in piece)


def _given_box(element: Any) -> Rect | None:
    """Return the box that a figure says it has."""
    owned = element.get("/A")
    for one in owned if isinstance(owned, pikepdf.Array) else [owned]:
        if isinstance(one, pikepdf.Dictionary) and "/BBox" in one:
            left, low, right, high = (float(value) for value in one.BBox)
            return (left, low, right, high)
    return None


def _marks(element: Any, numbers: dict[Any, int]) -> Iterator[tuple[int, int]]:
    """Yield the page and the number of each mark of an element, without those of lists inside it."""
    own = element.get("/Pg")
    for kid in _kids(element):
        if _is_element(kid):
            if kid.S != pikepdf.Name.L:
                yield from _marks(kid, numbers)
            continue
        page = kid.get("/Pg", own) if isinstance(kid, pikepdf.Dictionary) else own
        mark = kid.get("/MCID") if isinstance(kid, pikepdf.Dictionary) else kid
        if page is not None and mark is not None and page.objgen in numbers:
            yield numbers[page.objgen], int(mark)


@dataclass
class _Mark:
    """What is drawn under one mark: words, and a box in points from the bottom left."""

    rect: Rect | None = None
    words: list[str] = field(default_factory=list)

    def grow(self, x: float, y: float) -> None:
        """Take a point into the box."""
        a, b, c, d = self.rect or (x, y, x, y)
        self.rect = (min(a, x), min(b, y), max(c, x), max(d, y))


class _Font:
    """The widths (1/1000 em) and the characters of a simple font."""

    def __init__(self, font: Any) -> None:
        self._first = int(font.get("/FirstChar", 0))
        self._widths = [float(width) for width in font.get("/Widths", [])]
        self._chars = _characters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}

    def width(self, code: int) -> float:
        """Return the width of a code."""
        at = code - self._first
        return self._widths[at] if 0 <= at < len(self._widths) else 500.0

    def word(self, code: int) -> str:
        """Return what a code stands for."""
        return self._chars.get(code, chr(code))


def _characters(table: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(table):
        if kind == b"bfchar":
            found.update((int(code, 16), _decoded(words)) for code, words in _CODE.findall(body))
            continue
        for first, last, words in _RANGE.findall(body):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(words, 16) + step)
    return found


def _decoded(words: bytes) -> str:
    return bytes.fromhex(words.decode("ascii")).decode("utf-16-be", "ignore")


class _Page:
    """A page whose contents were gone through: what is drawn under each of its marks."""

    def __init__(self, page: Any) -> None:
        box = [float(value) for value in page.mediabox]
        self.height = box[3]
        self.marks: dict[int, _Mark] = {}
        fonts = page.get("/Resources", {}).get("/Font", {})
        self._fonts = {name: _Font(fonts[name]) for name in fonts.keys()}  # noqa: SIM118 - a PDF dictionary
        self._matrix: Matrix = _UPRIGHT
        self._saved: list[Matrix] = []
        self._open: list[tuple[_Mark | None, bool]] = []
        self._text: Matrix = _UPRIGHT
        self._font: _Font | None = None
        self._size = self._leading = 0.0
        for instruction in pikepdf.parse_content_stream(page):
            self._do(str(instruction.operator), instruction.operands)

    def _do(self, operator: str, operands: Any) -> None:
        if operator in ("BDC", "BMC"):
            self._begin(operands)
        elif operator == "EMC":
            if self._open:
                self._open.pop()
        elif operator == "q":
            self._saved.append(self._matrix)
        elif operator == "Q":
            self._matrix = self._saved.pop() if self._saved else _UPRIGHT
        elif operator == "cm":
            self._matrix = _times(_matrix(operands), self._matrix)
        elif self._mark() is not None or operator in ("Tf", "Tm", "Td", "TD", "TL", "T*"):
            self._draw(operator, operands)

    def _begin(self, operands: Any) -> None:
        given = operands[1] if len(operands) > 1 else None
        inside = self._open[-1] if self._open else (None, False)
        if isinstance(given, pikepdf.Dictionary) and "/MCID" in given:
            self._open.append((self.marks.setdefault(int(given.MCID), _Mark()), False))
        elif isinstance(given, pikepdf.Dictionary) and "/ActualText" in given:
            if inside[0] is not None:
                inside[0].words.append(str(given.ActualText))
            self._open.append((inside[0], True))
        elif operands and operands[0] == pikepdf.Name.Artifact:
            self._open.append((None, False))
        else:
            self._open.append(inside)

    def _mark(self) -> _Mark | None:
        return self._open[-1][0] if self._open else None

    def _draw(self, operator: str, operands: Any) -> None:
        mark = self._mark()
        if operator == "Tm":
            before, self._text = self._text, _matrix(operands)
            if mark is not None and mark.words and abs(before[5] - self._text[5]) > self._size / 2:
                mark.words.append("\n")
        elif operator in ("Td", "TD"):
            self._leading = -float(operands[1]) if operator == "TD" else self._leading
            self._text = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self._text)
        elif operator == "TL":
            self._leading = float(operands[0])
        elif operator == "T*":
            self._text = _times((1, 0, 0, 1, 0, -self._leading), self._text)
        elif operator == "Tf":
            self._font, self._size = self._fonts.get(str(operands[0])), float(operands[1])
        elif mark is None:
            return
        elif operator in ("Tj", "'"):
            self._show(mark, [operands[0]])
        elif operator == "TJ":
            self._show(mark, list(operands[0]))
        elif operator == "re":
            x, y, w, h = (float(value) for value in operands)
            for point in ((x, y), (x + w, y + h)):
                mark.grow(*_at(self._matrix, *point))
        elif operator in ("m", "l", "c", "v", "y"):
            values = [float(value) for value in operands]
            for at in range(0, len(values), 2):
                mark.grow(*_at(self._matrix, values[at], values[at + 1]))
        elif operator == "Do":
            for point in ((0.0, 0.0), (1.0, 1.0)):
                mark.grow(*_at(self._matrix, *point))

    def _show(self, mark: _Mark, pieces: list[Any]) -> None:
        along, given = 0.0, self._open[-1][1]
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                along -= float(piece) * self._size / 1000
                continue
            for code in bytes(piece):
                along += (self._font.width(code) if self._font else 500.0) * self._size / 1000
                if not given:
                    mark.words.append(self._font.word(code) if self._font else chr(code))
        for x, y in ((0.0, -_LOW * self._size), (along, _HIGH * self._size)):
            mark.grow(*_at(_times(self._text, self._matrix), x, y))
        self._text = _times((1, 0, 0, 1, along, 0), self._text)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
