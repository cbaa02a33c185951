"""Faces on paper: the bundled ones, and what the system has for other scripts, each embedded as a subset."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from stworkshop import assets
from stworkshop.graphics import fonts

PRIVATE = 0xF0000
"""Glyphs that no single character names get the private code PRIVATE + glyph id in the PDF."""

BASE_FONT = "STWorkshop-Base"
"""Registered name of the face that a page starts with, so that no standard font is ever asked for."""

_ITALICS = {False: "AtkinsonHyperlegible-Italic", True: "AtkinsonHyperlegible-BoldItalic"}
_SYSTEM_FILES = (
    "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "wqy-microhei.ttc", "wqy-zenhei.ttc",
    "NotoSansSC-Regular.ttf", "msyh.ttc", "simsun.ttc", "meiryo.ttc", "msgothic.ttc", "malgun.ttf",
    "Arial Unicode.ttf", "ARIALUNI.TTF",
    "AppleGothic.ttf", "STHeiti Light.ttc", "NotoSansHebrew-Regular.ttf", "NotoSansThai-Regular.ttf", "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf", "FreeSans.ttf", "seguisym.ttf", "Nirmala.ttf", "LeelawUI.ttf",
    "arial.ttf", "Arial.ttf",
)  # fmt: skip
_LIMIT = 4


class PaperFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose text can be copied from the PDF: right codes beyond U+FFFF and for private glyphs."""

    def __init__(self, name: str, path: Path, index: int = 0) -> None:
        super().__init__(name, str(path), subfontIndex=index, shapable=False)
        self.meanings: WeakKeyDictionary[Any, dict[int, str]] = WeakKeyDictionary()

    def private_code(self, glyph: int, width: float) -> int:
        """Return the code of a glyph that no single character names; `width` in 1/1000 em."""
        code = PRIVATE + glyph
        if code not in self.face.charToGlyph:
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = width
        return code

    def mean(self, doc: Any, code: int, text: str) -> None:
        """Note for which text a private code stands first in a document."""
        self.meanings.setdefault(doc, {}).setdefault(code, text)

    def addObjects(self, doc: Any) -> None:
        """Write the font's objects, then its character maps anew."""
        subsets = list(self.state[doc].subsets)
        meanings = self.meanings.get(doc, {})
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{base}"].content = _character_map(base, subset, meanings)


def _character_map(name: str, subset: list[int], meanings: Mapping[int, str]) -> str:
    """Return the map from codes to text of one subset of a font."""
    lines = []
    for place, code in enumerate(subset):
        text = meanings.get(code) or (chr(code) if code else "\ufffd")
        lines.append(f"<{place:02X}> <{text.encode('utf-16-be').hex().upper()}>")
    head = (
        f"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry ({name}) "
        f"/Ordering ({name}) /Supplement 0 >> def\n/CMapName /{name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange\n"
    )
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return head + body + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


@dataclass(frozen=True, eq=False)
class PaperFace:
    """One face for measuring and for drawing; all figures of the font are in 1/1000 em."""

    name: str
    font: uharfbuzz.Font
    pdf: PaperFont
    characters: frozenset[int]


@cache
def base() -> PaperFace:
    """Return the regular text face, registered under BASE_FONT."""
    face = _bundled(fonts.faces(False)[0].name)
    pdfmetrics.registerFont(TTFont(BASE_FONT, str(fonts.faces(False)[0].path), shapable=False))
    return face


@lru_cache(maxsize=8192)
def runs(text: str, bold: bool, italic: bool) -> tuple[tuple[PaperFace | None, str], ...]:
    """Split text into runs of one face each; None marks characters that no face at hand can print."""
    found: list[tuple[PaperFace | None, str]] = []
    for run in fonts.runs(text, bold):
        if run.face is not None:
            found.append((_styled(run.face, italic), run.text))
        else:
            found.extend(_from_system(run.text))
    return tuple(found)


def _styled(face: fonts.Face, italic: bool) -> PaperFace:
    if italic and face.family == fonts.FAMILIES[0]:
        return _bundled(_ITALICS[face.bold])
    return _bundled(face.name)


def _from_system(text: str) -> Iterator[tuple[PaperFace | None, str]]:
    start, current = 0, _system_face(text[0])
    for at in range(1, len(text)):
        face = _system_face(text[at])
        if face is not current:
            yield current, text[start:at]
            start, current = at, face
    yield current, text[start:]


def _system_face(character: str) -> PaperFace | None:
    return next((face for face in system_faces() if ord(character) in face.characters), None)


@cache
def _bundled(name: str) -> PaperFace:
    return _face(name, assets.path("fonts", f"{name}.ttf"))


def _face(name: str, path: Path, index: int = 0) -> PaperFace:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), index)
    font = uharfbuzz.Font(face)
    font.scale = (fonts.UNITS, fonts.UNITS)
    pdf = PaperFont(name, path, index)
    return PaperFace(name, font, pdf, frozenset(face.unicodes) & frozenset(pdf.face.charToGlyph))


@cache
def system_faces() -> tuple[PaperFace, ...]:
    """Return the first few faces of the system that can be embedded, for scripts beyond the bundled ones."""
    found: list[PaperFace] = []
    names: set[bytes] = set()
    for path in _system_paths():
        try:
            face = _face(f"System-{path.stem}", path)
            if face.pdf.face.name not in names:
                found.append(face)
            names.add(face.pdf.face.name)
        except (TTFError, OSError, ValueError, KeyError):
            continue
        if len(found) == _LIMIT:
            break
    return tuple(found)


def _system_paths() -> list[Path]:
    """Return the known font files that are here, in the order of preference."""
    here: dict[str, Path] = {}
    for folder in _font_folders():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.name in _SYSTEM_FILES and path.is_file():
                here.setdefault(path.name, path)
    return [here[name] for name in _SYSTEM_FILES if name in here]


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts",
        Path("/usr/share/ghostscript"),
    ]  # fmt: skip
