"""The legend of a map: the kinds on it by their shape, the links that speak up by their line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stworkshop.drawing.cards import far_card_shapes
from stworkshop.drawing.figures import Drawing, Shape
from stworkshop.drawing.links import link_shapes
from stworkshop.graphics import silhouettes
from stworkshop.graphics.design_tokens import Theme
from stworkshop.graphics.link_styles import link_style
from stworkshop.i18n import gettext as _
from stworkshop.model.card_layout import CardFace
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import variant_word

SAMPLE = (96.0, 62.0)
"""Size of a sample in px; a line runs through its middle."""


class Entry(NamedTuple):
    """A sample of `SAMPLE` px with the word for it; of a kind also the letter of its printed codes."""

    shapes: tuple[Shape, ...]
    word: str
    code: str = ""


def entries(drawing: Drawing, catalogue: Catalogue, theme: Theme) -> Iterator[Entry]:
    """Yield what a drawing's legend says: kinds first, then loud relations, then the quiet links."""
    w, h = SAMPLE
    for shape in drawing.kinds:
        face = CardFace(shape, w, h, (), (), False, *_empty_box(shape, w, h))
        kind = "component" if shape in silhouettes.COMPONENT_VARIANTS else shape
        yield Entry(tuple(far_card_shapes(face, theme, 0, 0)), shape_word(shape, catalogue), catalogue.kind(kind).code)
    for relation in drawing.loud:
        line = link_shapes([(0, h / 2), (w, h / 2)], link_style(relation), theme, scale=1.6)
        yield Entry(tuple(line), catalogue.relations[relation].label)
    if drawing.quiet:
        line = link_shapes([(0, h / 2), (w, h / 2)], link_style("about", quiet=True), theme)
        yield Entry(tuple(line), _("other links"))


def shape_word(shape: str, catalogue: Catalogue) -> str:
    """Return the word for a kind or a variant of a component."""
    return variant_word(catalogue, shape)


def _empty_box(shape: str, w: float, h: float) -> tuple[float, float, float]:
    insets = silhouettes.insets_of(shape, h)
    return insets.left, w - insets.left - insets.right, insets.top
