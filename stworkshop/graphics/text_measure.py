"""Widths and line breaks, from the bundled fonts: the only place where text is measured.

Sizes and widths are in the same unit, pixels on a map and points on paper. Lines keep the logical order of their text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from stworkshop.graphics import fonts

ELLIPSIS = "…"
CARD_SIZE, CARD_LEADING = 14, 17
FACTS_SIZE, FACTS_LEADING = 11, 14
CARD_WIDTHS = (170, 200, 240)
CARD_LINES = 4
CARD_MIN_HEIGHT = 50
CARD_PADDING, FACTS_ROOM = 12, 16
_STEP = 10
_MOST_PER_EM = 16
"""More characters than stand side by side in the width of a line's size, with all their marks."""

_SOFT = "\u00ad"
_NEWLINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_BREAKS = re.compile(r"\u200b|(\u00ad)|(?<=[^\W\d_][-\u2010\u2013\u2014/])(?=\w)|(?<=[\u2014])(?=\w)")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
_NO_LINE_START = frozenset("、。，．：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…")
_NO_LINE_END = frozenset("（［｛「『【〈《〔")
_VIRAMA_CLASS = 9


class Piece(NamedTuple):
    """Text that is not broken inside, and what stands between it and the next piece: "", a space or a soft hyphen."""

    text: str
    joint: str


class CardText(NamedTuple):
    """The label of a card in lines, and the size of the card that holds it, in px."""

    lines: tuple[str, ...]
    w: int
    h: int


def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text, shaped, in the unit of `size`."""
    words = text.split(" ")
    units = sum(fonts.advance(word, bold) for word in words) + sum(fonts.gap(word, bold) for word in words[:-1])
    return units * size / fonts.UNITS


def break_lines(text: str, limit: float, size: float, bold: bool = False, max_lines: int | None = None) -> list[str]:
    """Break text into lines no wider than `limit`; newlines are kept, what exceeds `max_lines` ends in an ellipsis.

    A word that is wider than a line is broken between letters. Text without a word gives one empty line.
    """
    limit_units = limit * fonts.UNITS / size
    lines: list[str] = []
    is_cut = max_lines is not None and len(text) > (most := _longest(limit_units) * (max_lines + 1))
    text = text[:most] if is_cut else text
    for paragraph in _NEWLINES.split(clean(text)):
        lines.extend(_fill(paragraph, limit_units, bold))
        if max_lines is not None and len(lines) > max_lines:
            cut = lines[:max_lines]
            cut[-1] = _with_ellipsis(cut[-1], limit_units, bold)
            return cut
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return [*lines[:-1], _with_ellipsis(lines[-1], limit_units, bold)] if is_cut else lines


def elide(text: str, limit: float, size: float, bold: bool = False) -> str:
    """Return text as one line no wider than `limit`, ending in an ellipsis where it was cut."""
    looked_at = text[: _longest(limit * fonts.UNITS / size)]
    line = _SPACES.sub(" ", _NEWLINES.sub(" ", clean(looked_at))).replace(_SOFT, "").strip(" ")
    if len(looked_at) == len(text) and width(line, size, bold) <= limit:
        return line
    return _with_ellipsis(line, limit * fonts.UNITS / size, bold)


def card_layout(label: str, facts: bool, inset: float = 54, extra: float = 0, w: int = 200) -> CardText:
    """Lay out a card's label; `inset` is what the shape takes of the width, `extra` of the height, both in px.

    A label that needs more than four lines makes the card as wide as cards get, and is then cut.
    """
    lines = break_lines(label, w - inset, CARD_SIZE, max_lines=CARD_LINES + 1)
    if len(lines) > CARD_LINES:
        w = max(w, CARD_WIDTHS[-1])
        lines = break_lines(label, w - inset, CARD_SIZE, max_lines=CARD_LINES)
    height = CARD_PADDING + CARD_LEADING * len(lines) + (FACTS_ROOM if facts else 0) + extra
    return CardText(tuple(lines), w, max(CARD_MIN_HEIGHT, math.ceil(height / _STEP) * _STEP))


def _longest(limit: float) -> int:
    """Return how many characters are looked at for a line where a text is cut: texts may have no end."""
    return 200 + int(limit / fonts.UNITS * _MOST_PER_EM)


def reads_from_right(text: str) -> bool:
    """Tell whether the first letter of text that has a direction belongs to a right-to-left script."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def clean(text: str) -> str:
    """Return text in NFC, without control characters and halves of surrogate pairs."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def clusters(text: str) -> Iterator[str]:
    """Yield the letters of text as a reader sees them: with their marks, joiners and conjuncts."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _continues(before: str, character: str) -> bool:
    category = unicodedata.category(character)
    if category[0] == "M" or character in "\u200c\u200d" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if before == "\u200d":
        return True
    return unicodedata.combining(before) == _VIRAMA_CLASS and category == "Lo"


def _fill(paragraph: str, limit: float, bold: bool) -> list[str]:
    """Fill lines greedily; `limit` in 1/1000 em."""
    lines: list[str] = []
    line, last, used, joint = "", "", 0.0, ""
    for piece in pieces(paragraph):
        between = " " if joint == " " else ""
        gap = fonts.gap(last, bold) if between else 0
        wide = fonts.advance(piece.text, bold)
        hyphen = fonts.advance("-", bold) if piece.joint == _SOFT else 0
        if line and used + gap + wide + hyphen <= limit:
            line, last, used, joint = line + between + piece.text, piece.text, used + gap + wide, piece.joint
            continue
        if line:
            has_room = used + fonts.advance("-", bold) <= limit
            lines.append(line + "-" if joint == _SOFT and has_room else line)
        *full, line = _chopped(piece.text, limit, bold) if wide > limit else [piece.text]
        lines.extend(full)
        last, used, joint = line, fonts.advance(line, bold), piece.joint
    return [*lines, line]


def pieces(paragraph: str) -> Iterator[Piece]:
    """Yield the pieces of a paragraph between which a line may be broken."""
    words = [word for word in _SPACES.split(paragraph) if word]
    for word in words:
        parts = list(_parts(word))
        for text, joint in parts[:-1]:
            yield Piece(text, joint)
        yield Piece(parts[-1].text, " ")


def _parts(word: str) -> Iterator[Piece]:
    at = 0
    for match in _BREAKS.finditer(word):
        if match.start() > at:
            yield from _ideographs(word[at : match.start()], match[1] or "")
        at = match.end()
    yield from _ideographs(word[at:], "")


def _ideographs(text: str, joint: str) -> Iterator[Piece]:
    """Split between wide characters, which need no space to be broken at."""
    if text.isascii() or not any(_is_wide(character) for character in text):
        yield Piece(text, joint)
        return
    start = 0
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        wide = _is_wide(before) or _is_wide(after)
        if wide and before not in _NO_LINE_END and after not in _NO_LINE_START and not _continues(before, after):
            yield Piece(text[start:at], "")
            start = at
    yield Piece(text[start:], joint)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _chopped(word: str, limit: float, bold: bool) -> list[str]:
    """Break one word between letters, as many as fit a line, at least one."""
    pieces, piece = [], ""
    for cluster in clusters(word):
        if piece and fonts.advance(piece + cluster, bold) > limit:
            pieces.append(piece)
            piece = ""
        piece += cluster
    return [*pieces, piece]


def _with_ellipsis(line: str, limit: float, bold: bool) -> str:
    kept, room, most = list(clusters(line)), limit - fonts.advance(ELLIPSIS, bold), 32
    while most < len(kept) and width("".join(kept[:most]), fonts.UNITS, bold) <= room:
        most *= 2
    kept = kept[:most]  # from there on letter by letter, which takes long in a long line
    while kept and width("".join(kept), fonts.UNITS, bold) > room:
        kept.pop()
    return "".join(kept).rstrip(" .,;:-") + ELLIPSIS
