"""The bundled faces: which one draws which character, and how wide shaped text is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz

from stworkshop import assets

UNITS = 1000
"""Advances are counted in thousandths of the type size."""

FAMILIES = ("Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari")
"""Family names in the order in which a character looks for its face; the same for Qt and for paper."""

_STEMS = ("AtkinsonHyperlegible", "NotoSans", "NotoSansArabic", "NotoSansDevanagari")
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
_MISSING_NARROW, _MISSING_WIDE = 600, 1000


@dataclass(frozen=True, eq=False)
class Face:
    """One static face: `name` as in its file (NotoSans-Bold), the code points it covers, ascent in 1/1000 em."""

    name: str
    family: str
    bold: bool
    path: Path
    characters: frozenset[int]
    font: uharfbuzz.Font

    def advance(self, text: str) -> int:
        """Return the width of `text` shaped in this face, in 1/1000 em."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.font, buffer)
        return sum(int(position.x_advance) for position in buffer.glyph_positions or ())

    def subset(self, characters: Iterable[int]) -> bytes:
        """Return the font file with the glyphs of these code points alone, and of all forms that they take."""
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update(characters)
        made = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path))), wanted)
        return bytes(made.blob.data)


class Run(NamedTuple):
    """A piece of text drawn in one face; `face` is None where no bundled face has the characters."""

    face: Face | None
    text: str


@cache
def faces(bold: bool = False) -> tuple[Face, ...]:
    """Return the upright faces of one weight, in the order of fallback."""
    style = "Bold" if bold else "Regular"
    return tuple(_face(f"{stem}-{style}", family, bold) for stem, family in zip(_STEMS, FAMILIES, strict=True))


def files() -> list[Path]:
    """Return every bundled font file, italics included."""
    return sorted(assets.path("fonts").glob("*.ttf"))


@lru_cache(maxsize=8192)
def face_of(character: str, bold: bool = False) -> Face | None:
    """Return the first face that has `character`, or None."""
    code = ord(character)
    return next((face for face in faces(bold) if code in face.characters), None)


def runs(text: str, bold: bool = False) -> list[Run]:
    """Split text into runs of one face each; marks stay with their letter."""
    found: list[Run] = []
    for character in text:
        face = _staying(found[-1], character) if found else None
        face = face or face_of(character, bold)
        if found and face is found[-1].face:
            found[-1] = Run(face, found[-1].text + character)
        else:
            found.append(Run(face, character))
    return found


@lru_cache(maxsize=65536)
def advance(text: str, bold: bool = False) -> int:
    """Return the width of `text` in 1/1000 em, shaped, with each character in its face; cached, so pass words."""
    return sum(run.face.advance(run.text) if run.face else _missing(run.text) for run in runs(text, bold))


@lru_cache(maxsize=65536)
def gap(word: str, bold: bool = False) -> int:
    """Return the width of the space after a word in 1/1000 em."""
    found = runs(word[-1:] + " ", bold) if word else ()
    return found[-1].face.advance(" ") if found and found[-1].face else advance(" ", bold)


def _face(name: str, family: str, bold: bool) -> Face:
    path = assets.path("fonts", f"{name}.ttf")
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    font = uharfbuzz.Font(face)
    font.scale = (UNITS, UNITS)
    return Face(name, family, bold, path, frozenset(face.unicodes), font)


def _staying(run: Run, character: str) -> Face | None:
    """Return the run's face if `character` goes with the letter before it rather than to a face of its own.

    Marks and joiners always do; spaces and punctuation do after Devanagari, as Qt has it, since Indic fonts need
    shaping that the first face does not offer.
    """
    if run.face is None or ord(character) not in run.face.characters:
        return None
    category = unicodedata.category(character)
    if category[0] == "M" or character in _JOINERS:
        return run.face
    return run.face if category[0] in "PZ" and "\u0900" <= run.text[0] <= "\u097f" else None


def _missing(text: str) -> int:
    """Return a width that is the same on every computer for characters that only the system may have."""
    return sum(_missing_width(character) for character in text)


def _missing_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc", "Cs"):
        return 0
    return _MISSING_WIDE if unicodedata.east_asian_width(character) in "WF" else _MISSING_NARROW
