"""Design tokens: the colours, sizes, type, motion and detail levels of the three themes, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from stworkshop import assets

THEMES = ("light", "dark", "projector")
FALLBACK_KIND = "context"
_MEASURES = ("space", "radius", "stroke", "size", "elevation", "motion", "lod")


class KindColours(NamedTuple):
    """Colours of one card kind, as #RRGGBB."""

    accent: str
    on_accent: str
    fill: str
    border: str
    text: str
    kind_text: str


class ConceptColours(NamedTuple):
    """Colours of one concept and its zone, as #RRGGBB."""

    zone: str
    zone_border: str
    label: str
    mark: str
    soft: str


class SideColours(NamedTuple):
    """Colours of one side of the table, as #RRGGBB."""

    fill: str
    text: str
    mark: str


class TypeStyle(NamedTuple):
    """A type style: size and line height in px (pt for the paper styles), weight 400 or 700."""

    size: float
    line: float
    weight: int


@dataclass(frozen=True)
class Theme:
    """One theme; colours are #RRGGBB or #RRGGBBAA, measures are px at 100 %, the same in all themes."""

    name: str
    ui: Mapping[str, str]
    kinds: Mapping[str, KindColours]
    concepts: Mapping[str, ConceptColours]
    sides: Mapping[str, SideColours]
    peers: tuple[str, ...]
    agreement: Mapping[str, str]
    type: Mapping[str, TypeStyle]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    stroke: Mapping[str, float]
    size: Mapping[str, Any]
    elevation: Mapping[str, str]
    motion: Mapping[str, Any]
    lod: Mapping[str, Any]

    def kind(self, kind_or_variant: str) -> KindColours:
        """Return the colours of a kind or component variant; an unknown one gets the grey of context."""
        return self.kinds.get(kind_or_variant) or self.kinds[FALLBACK_KIND]

    def concept(self, concept: str) -> ConceptColours:
        """Return the colours of a concept; an unknown one gets neutral greys."""
        ui = self.ui
        neutral = ConceptColours(ui["surface_2"], ui["border"], ui["text"], ui["text_3"], ui["surface_3"])
        return self.concepts.get(concept, neutral)

    def side(self, side: str) -> SideColours:
        """Return the colours of a side; an unknown or empty one gets neutral greys."""
        neutral = SideColours(self.ui["surface_3"], self.ui["text_2"], self.ui["text_3"])
        return self.sides.get(side, neutral)


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick one in C, where PyYAML has it."""


@cache
def _document() -> Mapping[str, Any]:
    text = assets.path("themes", "tokens.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_LOADER)
    return loaded


def _frozen(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType({key: tuple(v) if isinstance(v, list) else v for key, v in values.items()})


@cache
def theme(name: str = "light") -> Theme:
    """Return a theme by name; raises ValueError for a name that is not in THEMES."""
    if name not in THEMES:
        raise ValueError(f"no theme {name!r}; there are {', '.join(THEMES)}")
    document = _document()
    colours = document["theme"][name]
    return Theme(
        name=name,
        ui=_frozen(colours["ui"]),
        kinds=MappingProxyType({key: KindColours(**value) for key, value in colours["kinds"].items()}),
        concepts=MappingProxyType({key: ConceptColours(**value) for key, value in colours["concepts"].items()}),
        sides=MappingProxyType({key: SideColours(**value) for key, value in colours["sides"].items()}),
        peers=tuple(colours["peers"]),
        agreement=_frozen(colours["agreement"]),
        type=MappingProxyType({key: TypeStyle(*value) for key, value in document["type"].items()}),
        **{group: _frozen(document[group]) for group in _MEASURES},
    )
