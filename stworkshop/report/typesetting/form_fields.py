"""Forms that are filled in on a screen: fields drawn by our own appearances, so that every viewer shows them alike.

A field's name is a path of parts with full stops between them, such as `r1.s4.3`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import uharfbuzz
from pikepdf import Array, Dictionary, Name, Pdf, String

from stworkshop import assets

Box = tuple[float, float, float, float]

_PRINTED = 4
_RADIO, _MULTILINE = 1 << 15, 1 << 12
_TEXT_SIZE = 11
_FACE = "AtkinsonHyperlegible-Regular"
_ROUND = 0.5523
"""How far the control points of a quarter of a circle lie from its ends, as a part of the radius."""


@dataclass(eq=False)
class Field:
    """A field, or one box of a group of which one can be on; `box` is left, bottom, right, top in points of its page.

    `tip` is what a screen reader says, `state` what the box stands for where it is one of a group; `mark` is how a box
    that is on looks. `page` counts from 0 and is set where the field is drawn.
    """

    name: str
    kind: Literal["check", "radio", "text"]
    tip: str
    box: Box
    state: str = "Yes"
    mark: Literal["tick", "dot"] = "tick"
    multiline: bool = False
    rtl: bool = False
    page: int = 0


@dataclass(frozen=True)
class Filling:
    """How boxes that are drawn become fields: what their names begin with, and whether one of a row can be on."""

    prefix: str
    one: bool = False

    def box(self, row: str, value: str, tip: str, box: Box, mark: Literal["tick", "dot"] = "tick") -> Field:
        """Return the field of one box of a row."""
        name = f"{self.prefix}.{row}"
        if self.one:
            return Field(name, "radio", tip, box, value, mark)
        return Field(f"{name}.{value}", "check", tip, box, mark=mark)

    def text(self, row: str, tip: str, box: Box, *, multiline: bool = False, rtl: bool = False) -> Field:
        """Return a field to write into."""
        return Field(f"{self.prefix}.{row}", "text", tip, box, multiline=multiline, rtl=rtl)


def widget(pdf: Pdf, field: Field) -> Any:
    """Return the annotation that shows a field on its page."""
    w, h = field.box[2] - field.box[0], field.box[3] - field.box[1]
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array([round(value, 2) for value in field.box]),
            F=_PRINTED,
            P=pdf.pages[field.page].obj,
        )
    )
    if field.kind == "text":
        made.AP = Dictionary(N=_appearance(pdf, w, h, b"/Tx BMC EMC"))
        return made
    drawn = _tick(w, h) if field.mark == "tick" else _dot(w, h)
    made.AP = Dictionary(N=Dictionary({f"/{field.state}": _appearance(pdf, w, h, drawn)}))
    made.AP.N.Off = _appearance(pdf, w, h, b"")
    made.AS = Name.Off
    made.MK = Dictionary(CA=String("4" if field.mark == "tick" else "l"))
    return made


def write(pdf: Pdf, widgets: Sequence[tuple[Field, Any]]) -> None:
    """Put the form of a document into it: its fields by the parts of their names."""
    tops = Array()
    groups: dict[str, Any] = {}
    for field, annotation in widgets:
        path, _, last = field.name.rpartition(".")
        if field.kind == "radio":
            group = groups.get(field.name) or _group(pdf, groups, tops, field.name)
            group.FT, group.Ff, group.V = Name.Btn, _RADIO, Name.Off
            group.TU = String(field.tip.rpartition(": ")[0] or field.tip)
            annotation.Parent = group
            group.Kids.append(annotation)
            continue
        annotation.T, annotation.TU = String(last), String(field.tip)
        if field.kind == "check":
            annotation.FT, annotation.V = Name.Btn, Name.Off
        else:
            annotation.FT, annotation.V = Name.Tx, String("")
            annotation.DA = String(f"/Text {_TEXT_SIZE} Tf 0 g")
            annotation.Ff = _MULTILINE if field.multiline else 0
            annotation.Q = 2 if field.rtl else 0
        if path:
            group = groups.get(path) or _group(pdf, groups, tops, path)
            annotation.Parent = group
            group.Kids.append(annotation)
        else:
            tops.append(annotation)
    face = Dictionary(Text=_face(pdf))
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=tops, DR=Dictionary(Font=face), DA=String(f"/Text {_TEXT_SIZE} Tf 0 g"))
    )


def _group(pdf: Pdf, groups: dict[str, Any], tops: Any, name: str) -> Any:
    """Return a new field that only holds others, below those that its name says."""
    path, _, last = name.rpartition(".")
    made = groups[name] = pdf.make_indirect(Dictionary(T=String(last), Kids=Array()))
    if path:
        above = groups.get(path) or _group(pdf, groups, tops, path)
        made.Parent = above
        above.Kids.append(made)
    else:
        tops.append(made)
    return made


def _appearance(pdf: Pdf, w: float, h: float, drawn: bytes) -> Any:
    stream = pdf.make_stream(drawn)
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, round(w, 2), round(h, 2)])
    stream.Resources = Dictionary()
    return stream


def _tick(w: float, h: float) -> bytes:
    line = [(0.2, 0.52), (0.42, 0.26), (0.82, 0.78)]
    points = " ".join(f"{x * w:.2f} {y * h:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(line))
    return f"q 0 G {min(w, h) * 0.13:.2f} w 1 J 1 j {points} S Q".encode()


def _dot(w: float, h: float) -> bytes:
    r, x, y = min(w, h) * 0.36, w / 2, h / 2
    k = r * _ROUND
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r), (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r), (x + k, y - r, x + r, y - k, x + r, y),
    )  # fmt: skip
    drawn = " ".join(" ".join(f"{value:.2f}" for value in curve) + " c" for curve in curves)
    return f"q 0 g {x + r:.2f} {y:.2f} m {drawn} f Q".encode()


def _face(pdf: Pdf) -> Any:
    """Return the face that people type in, embedded whole since nobody knows what they will type."""
    data, widths = _face_data()
    file = pdf.make_stream(data)
    file.Length1 = len(data)
    described = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(f"/{_FACE}"), Flags=32, FontBBox=Array([-200, -300, 1200, 1000]),
        ItalicAngle=0, Ascent=950, Descent=-290, CapHeight=668, StemV=80, FontFile2=file,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name(f"/{_FACE}"),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=255,
            Widths=Array(list(widths)),
            FontDescriptor=pdf.make_indirect(described),
        )
    )


@cache
def _face_data() -> tuple[bytes, tuple[int, ...]]:
    """Return the file of the face, and the advances of the codes 32 to 255 in 1/1000 em."""
    data = assets.path("fonts", f"{_FACE}.ttf").read_bytes()
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(data)))
    font.scale = (1000, 1000)
    characters = (bytes([code]).decode("cp1252", "replace") for code in range(32, 256))
    glyphs = (font.get_nominal_glyph(ord(character)) or 0 for character in characters)
    return data, tuple(font.get_glyph_h_advance(glyph) for glyph in glyphs)
