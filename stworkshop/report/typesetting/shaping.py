"""Lines of print: text of any script put in visual order, shaped, and written as PDF text operators.

A run is text in one style. Runs come in logical order; a composed line holds glyphs from left to right, in points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import uharfbuzz
from bidi import algorithm as bidi

from stworkshop.graphics import text_measure as texts
from stworkshop.report.typesetting import fonts
from stworkshop.report.typesetting.fonts import PaperFace

UNITS = 1000
_EMBEDDINGS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TALL_SCRIPTS = re.compile("[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufeff]")
_STRONG_RTL = ("R", "AL")


class Style(NamedTuple):
    """How a run looks: size in points, colour as #RRGGBB."""

    size: float
    colour: str
    bold: bool = False
    italic: bool = False


class Run(NamedTuple):
    """Text in one style, in logical order."""

    text: str
    style: Style


class Glyph(NamedTuple):
    """A glyph by its code in the PDF font; advance, offsets and own width in 1/1000 em."""

    code: int
    advance: int
    dx: int
    dy: int
    width: float


class Cluster(NamedTuple):
    """The glyphs of a piece of text that cannot be divided; `plain` where each glyph is its character."""

    text: str
    glyphs: tuple[Glyph, ...]
    plain: bool


class Piece(NamedTuple):
    """Glyphs of one face and style, from left to right; without a face the characters print as boxes."""

    face: PaperFace | None
    style: Style
    clusters: tuple[Cluster, ...]
    width: float


class Line(NamedTuple):
    """A composed line: pieces from left to right, and its width in points."""

    pieces: tuple[Piece, ...]
    width: float


def clean(text: str) -> str:
    """Return text as it prints: NFC, without control characters and without direction overrides."""
    return _EMBEDDINGS.sub("", texts.clean(text))


def base_of(text: str, rtl: bool) -> bool:
    """Tell whether a paragraph runs from right to left on a page that does so or not, in the direction of its language.

    It runs as the page does: a sentence stays one in the page's language whichever words of others it begins with. Only
    a paragraph without any letter of the page's direction runs as its own letters do.
    """
    found = {unicodedata.bidirectional(character) for character in text}
    return not found.isdisjoint(_STRONG_RTL) and (rtl or "L" not in found)


def needs_height(text: str) -> bool:
    """Tell whether text holds a script whose lines need a quarter more height."""
    return bool(_TALL_SCRIPTS.search(text))


@lru_cache(maxsize=65536)
def advance(text: str, style: Style) -> float:
    """Return the width of text in points, shaped; cached, so pass words."""
    units = 0.0
    for face, part in fonts.runs(text, style.bold, style.italic):
        units += sum(glyph.advance for cluster in _clusters(face, part, False) for glyph in cluster.glyphs)
    return units * style.size / UNITS


def compose(runs: Sequence[Run], rtl: bool = False) -> Line:
    """Put the runs of one line in visual order and shape them; `rtl` is the direction of its paragraph."""
    whole = "".join(run.text for run in runs)
    if not whole:
        return Line((), 0.0)
    styles = [run.style for run in runs for _ in run.text]
    pieces: list[Piece] = []
    for start, end, turned in _visual_spans(whole, rtl):
        pieces.extend(_pieces(whole[start:end], styles[start:end], turned))
    return Line(tuple(pieces), sum(piece.width for piece in pieces))


def _visual_spans(text: str, base: bool) -> list[tuple[int, int, bool]]:
    """Return the spans of one direction from left to right, as (start, end, right to left)."""
    if not base and (text.isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)):
        return [(0, len(text), False)]
    levels = _levels(text, base)
    spans: list[tuple[int, int, int]] = []
    at = 0
    for level, group in groupby(levels):
        length = len(list(group))
        spans.append((at, at + length, level))
        at += length
    highest, lowest_odd = max(levels), min((level for level in levels if level % 2), default=1)
    for level in range(highest, lowest_odd - 1, -1):
        spans = _reversed_at(spans, level)
    return [(start, end, level % 2 == 1) for start, end, level in spans]


def _plain_direction(character: str) -> str:
    """Return what stands in for a character where directions are looked for.

    The algorithm knows no isolates, takes embeddings out, and fails at code points that are not assigned.
    """
    direction = unicodedata.bidirectional(character)
    if not direction:
        return "x"
    return " " if direction in _FORMATS else character


_FORMATS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"))


def _levels(text: str, base: bool) -> list[int]:
    text = "".join(map(_plain_direction, text))
    storage = bidi.get_empty_storage()
    storage["base_level"] = int(base)
    storage["base_dir"] = ("L", "R")[storage["base_level"]]
    bidi.get_embedding_levels(text, storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    levels = [int(character["level"]) for character in storage["chars"]]
    return levels if len(levels) == len(text) else [storage["base_level"]] * len(text)


def _reversed_at(spans: list[tuple[int, int, int]], level: int) -> list[tuple[int, int, int]]:
    out: list[tuple[int, int, int]] = []
    for high, group in groupby(spans, key=lambda span: span[2] >= level):
        members = list(group)
        out.extend(reversed(members) if high else members)
    return out


def _pieces(text: str, styles: Sequence[Style], rtl: bool) -> Iterator[Piece]:
    """Yield the pieces of one span of one direction, from left to right."""
    found: list[Piece] = []
    at = 0
    for style, group in groupby(styles):
        length = len(list(group))
        for face, part in fonts.runs(text[at : at + length], style.bold, style.italic):
            clusters = _clusters(face, part, rtl)
            units = sum(glyph.advance for cluster in clusters for glyph in cluster.glyphs)
            found.append(Piece(face, style, clusters, units * style.size / UNITS))
        at += length
    return iter(reversed(found) if rtl else found)


@lru_cache(maxsize=65536)
def _clusters(face: PaperFace | None, text: str, rtl: bool) -> tuple[Cluster, ...]:
    """Shape text in one face; clusters from left to right, the text of each in logical order."""
    if face is None:
        boxes = [Cluster(c, (Glyph(0, _box_width(c), 0, 0, 0),), False) for c in text]
        return tuple(reversed(boxes) if rtl else boxes)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    if rtl:
        buffer.direction = "rtl"
    uharfbuzz.shape(face.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or ()
    ends = dict(pairwise([*sorted({int(info.cluster) for info in infos}), len(text)]))
    clusters: list[Cluster] = []
    for start, group in groupby(zip(infos, positions, strict=True), key=lambda pair: int(pair[0].cluster)):
        clusters.append(_cluster(face, text[start : ends[start]], list(group)))
    return tuple(clusters)


def _cluster(face: PaperFace, text: str, shaped: list[tuple[Any, Any]]) -> Cluster:
    codes, widths = face.pdf.face.charToGlyph, face.pdf.face.charWidths
    single = len(text) == 1 and len(shaped) == 1 and codes.get(ord(text)) == shaped[0][0].codepoint
    if text == "\u00a0" and len(shaped) == 1:
        text, single = " ", True
    glyphs = []
    for info, position in shaped:
        own = int(face.font.get_glyph_h_advance(info.codepoint))
        code = ord(text) if single else face.pdf.private_code(int(info.codepoint), own)
        glyphs.append(
            Glyph(code, int(position.x_advance), int(position.x_offset), int(position.y_offset), widths.get(code, own))
        )
    return Cluster(text, tuple(glyphs), single)


def _box_width(character: str) -> int:
    return 0 if unicodedata.category(character) in ("Cf", "Cc", "Cs", "Mn", "Me") else 1000


def actual_text(text: str) -> str:
    """Return the property list that says which text the glyphs in it stand for."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def operators(piece: Piece, canvas: Any) -> Iterable[str]:
    """Yield the operators that show a piece at the current place of a text object."""
    assert piece.face is not None
    shown: list[str] = []
    state: tuple[str, float] | None = None
    for cluster in piece.clusters:
        wrapped = not cluster.plain
        if wrapped:
            yield from _flush(shown)
            yield actual_text(cluster.text)
        for glyph in cluster.glyphs:
            if wrapped:
                piece.face.pdf.mean(canvas._doc, glyph.code, cluster.text)
            ((subset, data),) = piece.face.pdf.splitString(chr(glyph.code), canvas._doc)
            rise = glyph.dy * piece.style.size / UNITS
            name = piece.face.pdf.getSubsetInternalName(subset, canvas._doc)
            if state != (name, rise):
                yield from _flush(shown)
                yield f"{name} {_number(piece.style.size)} Tf {_number(rise)} Ts"
                state = (name, rise)
            if glyph.dx:
                shown.append(_number(-glyph.dx))
            shown.append(f"({canvas._escape(data)})")
            rest = glyph.width - glyph.advance + glyph.dx
            if abs(rest) > 0.5:
                shown.append(_number(rest))
        if wrapped:
            yield from _flush(shown)
            yield "EMC"
    yield from _flush(shown)
    if state is not None and state[1]:
        yield "0 Ts"


def _flush(shown: list[str]) -> Iterable[str]:
    if shown:
        yield f"[{' '.join(_joined(shown))}] TJ"
        shown.clear()


def _joined(shown: list[str]) -> Iterator[str]:
    """Join neighbouring strings."""
    text = ""
    for item in shown:
        if item.startswith("("):
            text += item[1:-1]
            continue
        if text:
            yield f"({text})"
            text = ""
        yield item
    if text:
        yield f"({text})"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
