"""The map as SVG: real text, ids and titles on every zone, link and card, and in a file the faces of its words."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from stworkshop.drawing.figures import Drawing, Figure, Group, Picture, Shape, Words
from stworkshop.drawing.map import DrawOptions, draw_map
from stworkshop.graphics import design_tokens, fonts, vector_paths
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.system import whole_files

_STACK = ", ".join((*fonts.FAMILIES, "sans-serif"))


def write(
    board: Board,
    catalogue: Catalogue,
    path: Path,
    *,
    theme: str = "light",
    options: DrawOptions | None = None,
) -> None:
    """Write the map of a session; the file is replaced only when the new one is complete. Raises KnownError."""
    drawing = draw_map(board, catalogue, design_tokens.theme(theme), options)
    whole_files.write_whole(Path(path), svg(drawing, embed_fonts=True).encode("utf-8"))


def svg(drawing: Drawing, *, embed_fonts: bool = False) -> str:
    """Return a drawing as an SVG document, with its faces inside where no page around it has them."""
    return "\n".join(_document(drawing, embed_fonts)) + "\n"


def _document(drawing: Drawing, embed_fonts: bool) -> Iterator[str]:
    x, y, w, h = (_number(value) for value in drawing.box)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="{x} {y} {w} {h}" role="img" '
        f"xml:lang={quoteattr(drawing.language)} lang={quoteattr(drawing.language)} "
        f'aria-labelledby="map-title map-description" font-family="{_STACK}">'
    )
    yield f'<title id="map-title">{_text(drawing.title)}</title>'
    yield f'<desc id="map-description">{_text(drawing.description)}</desc>'
    if embed_fonts:
        yield f"<style>{''.join(_font_faces(drawing))}</style>"
    yield f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{drawing.ground}"/>'
    for group in drawing.groups:
        yield from _group(group)
    yield "</svg>"


def _group(group: Group) -> Iterator[str]:
    yield f'<g id={quoteattr(_text(f"{group.role}-{group.id}"))} class="{group.role}">'
    yield f"<title>{_text(group.title)}</title>"
    for shape in group.shapes:
        yield _shape(shape)
    yield "</g>"


def _shape(shape: Shape) -> str:
    if isinstance(shape, Picture):
        return _picture(shape)
    return _figure(shape) if isinstance(shape, Figure) else _line(shape)


def _picture(picture: Picture) -> str:
    x, y, w, h = (_number(value) for value in picture.box)
    form = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
    data = base64.b64encode(picture.data).decode("ascii")
    faint = f'opacity="{_number(picture.opacity)}" ' if picture.opacity < 1 else ""
    return (
        f'<image x="{x}" y="{y}" width="{w}" height="{h}" preserveAspectRatio="xMidYMid slice" {faint}'
        f'href="data:image/{form};base64,{data}"/>'
    )


def _figure(figure: Figure) -> str:
    parts = [f'<path d="{vector_paths.to_svg(figure.path)}" fill="{figure.fill or "none"}"']
    if figure.stroke:
        line = figure.stroke
        parts.append(f'stroke="{line.colour}" stroke-width="{_number(line.width)}" stroke-linejoin="round"')
        if line.round:
            parts.append('stroke-linecap="round"')
        if line.dash:
            parts.append(f'stroke-dasharray="{" ".join(_number(length) for length in line.dash)}"')
    if figure.opacity < 1:
        parts.append(f'opacity="{_number(figure.opacity)}"')
    return " ".join(parts) + "/>"


def _line(words: Words) -> str:
    """Return a line of text; `textLength` keeps it in its place where another font must stand in."""
    attributes = [
        f'x="{_number(words.left)}" y="{_number(words.y)}" font-size="{_number(words.size)}" fill="{words.colour}"',
        f'textLength="{_number(words.width)}" lengthAdjust="spacingAndGlyphs"',
    ]
    if words.bold:
        attributes.append('font-weight="700"')
    return f"<text {' '.join(attributes)}>{_text(words.text)}</text>"


def _font_faces(drawing: Drawing) -> Iterator[str]:
    """Yield the faces that the drawing's words need, with the letters of these alone."""
    needed: dict[fonts.Face, set[int]] = {}
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            for run in fonts.runs(shape.text, shape.bold):
                if run.face:
                    needed.setdefault(run.face, set(map(ord, " -"))).update(map(ord, run.text))
    for face, letters in needed.items():
        data = base64.b64encode(face.subset(letters)).decode("ascii")
        weight = 700 if face.bold else 400
        yield (
            f"@font-face{{font-family:'{face.family}';font-weight:{weight};"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )


def _text(text: str) -> str:
    """Return text for XML, which allows no control characters."""
    return escape(
        "".join(
            c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
        )
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
