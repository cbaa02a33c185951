"""Viewpoints and views (ISO/IEC/IEEE 42010): which cards and links a view shows, in what bands, and which it stresses.

A view is governed by one viewpoint: one of the catalogue's seven, or one that people saved after one of these. A
viewpoint frames concerns: those that its cards touch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link
from stworkshop.model.records import View as ViewRecord

PEOPLE, PURPOSE, TECHNICAL, RULES, RISK, ABILITY, AGREEMENT = (
    "vp-people-concerns", "vp-purpose", "vp-technical", "vp-rules", "vp-risk", "vp-ability", "vp-agreement",
)  # fmt: skip
LAYOUTS: Mapping[str, str] = MappingProxyType({RULES: "table", RISK: "chain", ABILITY: "matrix"})
"""How a viewpoint is drawn; those left out are maps."""
Flow = Literal["down", "across"]
FLOWS: Mapping[str, Flow] = MappingProxyType({RULES: "across", RISK: "across", AGREEMENT: "across"})
"""Whether the bands of a map lie under each other, as most do, or side by side."""
ARRANGEMENT = "arrangement"
"""Drawn as it came: the cards that have a place in the view, where another program or somebody put them."""
OTHERS = "others"
"""The band of cards that no other band of a view has a place for."""

_BANDS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = MappingProxyType(
    {
        PEOPLE: (("people", ("stakeholder",)), ("matters", ("concern",)), ("rights", ("right",))),
        PURPOSE: (
            ("better", ("outcome",)), ("service", ("public-service",)), ("aims", ("goal",)),
            ("principles", ("principle",)), ("pull", ("concern",)),
        ),
        TECHNICAL: (("flow", ("component", "process", "public-service")), ("responsible", ("stakeholder",))),
        RULES: (
            ("rules", ("policy", "principle")), ("bound", ("component", "process", "public-service")),
            ("rights", ("right",)),
        ),
        RISK: (
            ("causes", ("component", "process", "public-service", "context", "policy", "decision", "concern")),
            ("risks", ("risk",)), ("harmed", ("stakeholder",)), ("measures", ("mitigation",)),
        ),
        ABILITY: (
            ("responsible", ("stakeholder",)), ("abilities", ("competency", "capability")),
            ("building", ("action", "mitigation", "process")), ("surroundings", ("context",)),
        ),
        AGREEMENT: (
            ("open", ("open-question",)), ("decisions", ("decision",)), ("tasks", ("action",)),
        ),
    }
)  # fmt: skip
_CONTEXT: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        PURPOSE: {"conflicts-with": ("concern",)},
        TECHNICAL: {
            **dict.fromkeys(("supplies", "oversees", "operates"), ("stakeholder",)),
            **dict.fromkeys(("enables", "automates", "informs", "part-of", "depends-on"), ("public-service",)),
        },
        RULES: dict.fromkeys(
            ("governs", "requires", "touches", "protects", "guides"), ("component", "process", "public-service")
        ),
        RISK: {
            "causes": ("component", "process", "public-service", "context", "policy", "decision", "concern"),
            "harms": ("stakeholder",),
        },
        ABILITY: {
            "has-ability": ("stakeholder",),
            "lacks-ability": ("stakeholder",),
            "builds": ("action", "mitigation", "process"),
        },
    }
)
"""Cards of other kinds that a view takes in: by the relation that joins them to its own cards, their kinds."""
_RELATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        PEOPLE: ("represents", "conflicts-with", "has-concern", "works-with", "protects", "corresponds-to"),
        PURPOSE: (
            "conflicts-with", "reinforces", "hinders", "contributes-to", "benefits", "enables", "guides",
            "corresponds-to",
        ),
        TECHNICAL: (
            "feeds", "automates", "informs", "part-of", "enables", "depends-on", "supplies", "oversees", "operates",
        ),
        RULES: ("governs", "requires", "touches", "protects", "guides", "conflicts-with"),
        RISK: ("causes", "harms", "mitigates", "conflicts-with"),
        ABILITY: ("lacks-ability", "has-ability", "builds", "shapes", "depends-on"),
        AGREEMENT: ("conflicts-with", "answers", "leads-to"),
    }
)  # fmt: skip
_LOUD: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        PEOPLE: frozenset({"represents", "conflicts-with"}),
        PURPOSE: frozenset({"conflicts-with", "hinders", "reinforces", "contributes-to"}),
        TECHNICAL: frozenset({"feeds", "automates", "informs", "oversees", "supplies"}),
        RULES: frozenset({"governs", "touches", "requires", "guides"}),
        RISK: frozenset({"causes", "harms", "mitigates"}),
        ABILITY: frozenset({"lacks-ability", "has-ability", "builds"}),
        AGREEMENT: frozenset({"conflicts-with", "answers", "leads-to"}),
    }
)
_ICONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{band: ("ui", "people") for band in ("people", "responsible", "harmed")},
        "flow": ("ui", "ai-label"),
        **{
            band: ("kinds", kind)
            for band, kind in {
                "matters": "concern", "rights": "right", "better": "outcome", "service": "public-service",
                "aims": "goal", "principles": "principle", "pull": "concern", "rules": "policy", "bound": "component",
                "causes": "component", "risks": "risk", "measures": "mitigation", "abilities": "competency",
                "building": "action", "surroundings": "context", "open": "open-question", "decisions": "decision",
                "tasks": "action",
            }.items()
        },
    }
)  # fmt: skip
_FRAMING = ("has-concern", "raises", "addresses", "conflicts-with", "causes", "about", "reinforces", "corresponds-to")
"""The relations by which a card touches a concern."""
_CONCERNS = frozenset({"concern", "goal", "risk", "right"})
"""What counts as a concern of the standard (catalogue, `iso_42010_mapping`)."""


@dataclass(frozen=True)
class View:
    """A view of the map: its governing viewpoint, the kinds and topics that it shows (no topics are all), its layout.

    A built-in one bears its viewpoint's id; `own` ones were saved by people.
    """

    id: str
    label: str
    viewpoint: str
    kinds: tuple[str, ...]
    concepts: tuple[str, ...]
    layout: str
    own: bool


@dataclass(frozen=True)
class Picture:
    """What a view shows: its own cards, those taken in beside them, the links drawn, and which relations are loud."""

    cards: tuple[str, ...]
    beside: tuple[str, ...]
    links: tuple[str, ...]
    loud: frozenset[str]
    bands: tuple[tuple[str, tuple[str, ...]], ...]
    """Every card shown, by band; empty bands are left out."""

    @property
    def shown(self) -> tuple[str, ...]:
        """All cards that are shown, own ones first."""
        return self.cards + self.beside


def views(board: Board, catalogue: Catalogue) -> list[View]:
    """Return the catalogue's viewpoints as views, then the views that people saved, in the order of making."""
    built_in = [
        View(key, short_label(catalogue, key), key, tuple(entry["governs_kinds"]), (), usual_layout(key), own=False)
        for key, entry in catalogue.viewpoints.items()
    ]
    return built_in + [_own(record, catalogue) for record in board.views.values()]


def view(board: Board, catalogue: Catalogue, view_id: str) -> View | None:
    """Return a view by its id."""
    return next((found for found in views(board, catalogue) if found.id == view_id), None)


def usual_layout(viewpoint: str) -> str:
    """Return how a viewpoint is drawn: map, chain, matrix or table."""
    return LAYOUTS.get(viewpoint, "map")


def short_label(catalogue: Catalogue, viewpoint: str) -> str:
    """Return what a viewpoint is called in the room; the catalogue's own word where there is no plainer one."""
    plain = {
        PEOPLE: _("People and concerns"),
        PURPOSE: _("Purpose"),
        TECHNICAL: _("AI components"),
        RULES: _("Rules and rights"),
        RISK: _("Risks and measures"),
        ABILITY: _("Skills and abilities"),
        AGREEMENT: _("Agreement"),
    }
    entry = catalogue.viewpoints.get(viewpoint)
    return plain.get(viewpoint) or str(entry["label"] if entry else viewpoint)


def band_title(band: str) -> str:
    """Return the heading over a band of a view."""
    return {
        "people": _("Who is involved or affected"),
        "matters": _("What matters to them"),
        "rights": _("Rights"),
        "better": _("What should get better"),
        "service": _("By which service"),
        "aims": _("What we aim at"),
        "principles": _("What we hold to"),
        "pull": _("What pulls against it"),
        "flow": _("From the data to the decision"),
        "responsible": _("Who supplies, runs and can stop it"),
        "rules": _("Rules"),
        "bound": _("What they bind"),
        "causes": _("What could cause it"),
        "risks": _("What could go wrong"),
        "harmed": _("Who would be hurt"),
        "measures": _("What we do about it"),
        "abilities": _("What is needed"),
        "building": _("What builds it up"),
        "surroundings": _("Local conditions"),
        "open": _("Still open"),
        "decisions": _("Decided or proposed"),
        "tasks": _("What happens next"),
        ARRANGEMENT: _("As it came"),
    }.get(band, _("Also in this view"))


def band_icon(band: str) -> tuple[str, str]:
    """Return the icon beside the heading of a band, as group (ui or kinds) and name."""
    return _ICONS.get(band, ("ui", "grid"))


def picture(board: Board, catalogue: Catalogue, shown: View) -> Picture:
    """Return what a view shows of a board."""
    if shown.layout == ARRANGEMENT:
        return _arranged(board, shown)
    own = [e.id for e in board.elements.values() if e.kind in shown.kinds and _on_topic(e, shown.concepts)]
    beside = _beside(board, shown, own)
    everything = {*own, *beside}
    relations = _RELATIONS.get(shown.viewpoint, ())
    plain = set(catalogue.viewpoints[shown.viewpoint]["governs_kinds"]) if shown.viewpoint in _BANDS else set()
    more = bool(set(shown.kinds) - plain)  # kinds that the viewpoint does not speak of come with all their links
    links = tuple(
        link.id
        for card in everything
        for link in board.links_from(card)
        if link.target in everything and (more or link.relation in relations)
    )
    return Picture(
        tuple(own), tuple(beside), links, _LOUD.get(shown.viewpoint, frozenset()),
        _bands(board, shown.viewpoint, [*own, *beside]),
    )  # fmt: skip


def framed(board: Board, shown: View, cards: Sequence[str]) -> list[str]:
    """Return what a view frames: concerns, aims, risks and rights among its cards, and concerns that these touch."""
    found: dict[str, None] = {}
    for card in cards:
        kind = _kind(board, card)
        if kind in _CONCERNS:
            found[card] = None
        if kind in shown.kinds:
            for link in board.links_of(card):
                other = _other(link, card)
                if link.relation in _FRAMING and _kind(board, other) == "concern":
                    found[other] = None
    return list(found)


def _own(record: ViewRecord, catalogue: Catalogue) -> View:
    viewpoint = record.viewpoint if record.viewpoint in catalogue.viewpoints else next(iter(catalogue.viewpoints))
    if record.layout == ARRANGEMENT:
        return View(record.id, record.label, viewpoint, (), (), ARRANGEMENT, own=True)
    kinds = record.kinds or tuple(catalogue.viewpoints[viewpoint]["governs_kinds"])
    layout = record.layout if record.layout in ("map", usual_layout(viewpoint)) else "map"
    return View(record.id, record.label, viewpoint, kinds, record.concepts, layout, own=True)


def _arranged(board: Board, shown: View) -> Picture:
    """Return the cards that have a place in a view, and all links among them."""
    placed = {position.element for position in board.positions.values() if position.view == shown.id and position.pos}
    cards = tuple(card for card in board.elements if card in placed)
    links = tuple(link.id for card in cards for link in board.links_from(card) if link.target in placed)
    return Picture(cards, (), links, frozenset(), ((ARRANGEMENT, cards),) if cards else ())


def _on_topic(element: Element, concepts: tuple[str, ...]) -> bool:
    return not concepts or any(concept in concepts for concept in element.concepts)


def _beside(board: Board, shown: View, own: Sequence[str]) -> list[str]:
    """Return the cards that links of the viewpoint bring in, in the order of making."""
    wanted = _CONTEXT.get(shown.viewpoint, {})
    known = set(own)
    found: set[str] = set()
    for card in own:
        for link in board.links_of(card):
            other = _other(link, card)
            if other not in known and _kind(board, other) in wanted.get(link.relation, ()):
                found.add(other)
    return [card for card in board.elements if card in found]


def _bands(board: Board, viewpoint: str, cards: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    place = {kind: band for band, kinds in _BANDS.get(viewpoint, ()) for kind in kinds}
    found: dict[str, list[str]] = {band: [] for band, _kinds in _BANDS.get(viewpoint, ())}
    for card in cards:
        found.setdefault(place.get(_kind(board, card), OTHERS), []).append(card)
    return tuple((band, tuple(members)) for band, members in found.items() if members)


def _kind(board: Board, card: str) -> str:
    element = board.elements.get(card)
    return element.kind if element else ""


def _other(link: Link, card: str) -> str:
    return link.target if link.source == card else link.source
