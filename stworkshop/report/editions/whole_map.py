"""The map on a page, and the key to its codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stworkshop.analysis import viewpoints
from stworkshop.analysis.findings import Finding
from stworkshop.drawing.city import City, city_of
from stworkshop.drawing.city_view import Painting
from stworkshop.drawing.figures import Drawing
from stworkshop.drawing.zones import zone_words
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.layout.zones import AGREEMENT, CENTRE, OTHER, PEOPLE, zone_of
from stworkshop.model import kind_words
from stworkshop.model.records import Element
from stworkshop.report.content.blocks import (
    Block,
    Card,
    Key,
    KeyEntry,
    KeyZone,
    LinkedKey,
    MapLink,
    MapPage,
    MapZone,
    Section,
)
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.link_verbs import links_of
from stworkshop.rounds import verdicts

_FEW, _LONG = 45, 600
"""The key of at most so many cards stands on a page of text, and so does one with a card of more letters."""
PAGE_HOLDS = 130
"""More cards than this do not stand on one page; then each viewpoint has its own."""

UPPER = ("public-value", "human-rights", "regulation")
LOWER = ("ethics-responsible-innovation", "public-servants-competencies", "public-sector-capabilities")

_ORDER = (
    "concern", "goal", "outcome", "right", "policy", "principle", "competency", "capability", "risk", "mitigation",
)  # fmt: skip
_KEY_ORDER = (
    "stakeholder", "concern", "goal", "outcome", "public-service", "process", "component", "policy", "right",
    "principle", "context", "risk", "mitigation", "competency", "capability", "decision", "action", "open-question",
)  # fmt: skip
_CENTRE_ORDER = ("component", "process", "public-service", "context")
_FLOW_ORDER = ("data", "model", "supply", "infrastructure", "security", "control", "interaction")
_LOOKS = {"feeds": "flow", "informs": "flow", "automates": "flow", "represents": "speaks-for"}


def sections(facts: Facts, gaps: Sequence[Finding], beside: Sequence[Block]) -> list[Section]:
    """Return the key, and the page of the map, or a page per viewpoint where there are more cards than a page holds.

    `gaps` are the questions of the map: what they ask about comes first. `beside` stands with the key.
    """
    everything = facts.cards()
    if not everything:
        return [Section("key", _("Words explained"), tuple(beside))]
    pages = [Section("map", _("The map"), (seen_page(facts, gaps, everything),), landscape=True)]
    if len(everything) > PAGE_HOLDS:
        pages = [
            Section(f"map-{name}", _("The map: {viewpoint}").format(viewpoint=label), (seen_page(facts, gaps, cards),),
                    landscape=True)
            for name, label, cards in _by_viewpoint(facts, everything)
        ]  # fmt: skip
    key = Section("key", _("The key"), (linked_key(facts), *beside), landscape=_lies_across(everything))
    return [key, *pages]


def _lies_across(cards: Sequence[Element]) -> bool:
    return len(cards) > _FEW and max(len(card.label) for card in cards) <= _LONG


def _by_viewpoint(facts: Facts, everything: Sequence[Element]) -> Iterator[tuple[str, str, list[Element]]]:
    """Yield the cards of each viewpoint that has any, then those of kinds that no viewpoint governs."""
    governed: set[str] = set()
    for view in facts.catalogue.viewpoints.values():
        kinds = set(view["governs_kinds"])
        governed |= kinds
        cards = [e for e in everything if e.kind in kinds]
        if cards:
            yield str(view["id"]), viewpoints.short_label(facts.catalogue, str(view["id"])), cards
    others = [e for e in everything if e.kind not in governed]
    if others:
        yield "others", _("Other cards"), others


def zones(facts: Facts, elements: Sequence[Element] | None = None) -> dict[str, MapZone]:
    """Return the zones that hold cards, by id, each with its cards in the order of the page."""
    members: dict[str, list[Card]] = {}
    shown = facts.cards() if elements is None else elements
    for element in sorted(shown, key=lambda e: _rank(facts, e.kind, e.type)):
        members.setdefault(_ids().get(zone_of(element, facts.catalogue), "other"), []).append(facts.card(element))
    ids = {name: zone for zone, name in _ids().items()}
    names = {key: zone_words(zone, facts.board, facts.catalogue).title for key, zone in ids.items()}
    concepts = facts.catalogue.concepts
    short = names | {key: str(entry.get("plain_label") or entry["label"]) for key, entry in concepts.items()}
    order = ("people", *UPPER, "centre", *LOWER, "agreement", "other")
    return {zone: MapZone(zone, names[zone], short[zone], tuple(members[zone])) for zone in order if zone in members}


def _ids() -> dict[str, str]:
    named = {PEOPLE: "people", CENTRE: "centre", AGREEMENT: "agreement", OTHER: "other"}
    return named | {zone: zone for zone in (*UPPER, *LOWER)}


def _rank(facts: Facts, kind: str, type_id: str) -> tuple[int, int]:
    if kind in _CENTRE_ORDER:
        entry = facts.catalogue.type_entry(kind, type_id) if kind == "component" else None
        group = str(entry["group"]) if entry else ""
        return _CENTRE_ORDER.index(kind), _FLOW_ORDER.index(group) if group in _FLOW_ORDER else len(_FLOW_ORDER)
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), 0


def city(facts: Facts, gaps: Sequence[Finding], elements: Sequence[Element] | None = None) -> City:
    """Return the map, or a part of it, as it is seen from afar: what is contested or asked about comes first."""
    contested = {d.id for d in facts.cards("decision") if verdicts.verdict_of(facts, d) in ("split", "contested")}
    asked = {key for gap in gaps if gap.severity == "must" and not gap.discussed for key in gap.elements}
    only = None if elements is None else {element.id for element in elements}
    return city_of(facts.board, facts.catalogue, contested=contested, asked=asked, only=only)


def seen_page(facts: Facts, gaps: Sequence[Finding], elements: Sequence[Element]) -> MapPage:
    """Return cards and the links between them as a page that shows them from afar, with codes."""
    page = map_page(facts, elements)
    seen = city(facts, gaps, elements)

    def drawn(w: float, h: float) -> Drawing:
        theme = design_tokens.theme("light")
        return Painting(seen, facts.board, facts.catalogue, theme, w, h, codes=True).drawing()

    return replace(
        page,
        intro=_(
            "A card lies in one box, also where it has several topics. The key before the map has every card in full"
            " words, with all its links."
        ),
        drawn=drawn,
        verbs=tuple((key, relation.label) for key, relation in facts.catalogue.relations.items()),
    )


def map_page(facts: Facts, elements: Sequence[Element]) -> MapPage:
    """Return cards and the links between them for a page of the map."""
    present = dict.fromkeys(facts.variant(element) for element in elements)
    ids = {element.id for element in elements}
    links = []
    for link in facts.board.links.values():
        if not {link.source, link.target} <= ids:
            continue
        look = _LOOKS.get(link.relation, "quiet")
        if link.relation == "conflicts-with":
            look = "apart" if link.discussed == "yes" else "apart-silent"
        links.append(MapLink(link.id, link.source, link.target, look))
    return MapPage(
        zones=tuple(zones(facts, elements).values()),
        links=tuple(links),
        legend=tuple(entry for entry in legend(facts) if entry[0] in present),
        intro=_(
            "Every card has a code. The list after the map gives each code in full words. Small print too small? Use "
            "the codes."
        ),
        text_value=_("Map of {cards} cards and {links} links; list follows.").format(
            cards=len(elements), links=len(links)
        ),
    )


def legend(facts: Facts) -> list[tuple[str, str, str]]:
    """Return (variant, letter, words) of all kinds and component variants."""
    kinds = facts.catalogue.kinds
    parts = [str(one["value"]) for one in facts.catalogue.entries("component_variants")]
    parts.sort(key=lambda one: one != "component")
    shown = [(variant, kind) for kind in kinds for variant in (parts if kind == "component" else [kind])]
    return [
        (variant, kinds[kind].code, kind_words.in_sentence(kind_words.variant_word(facts.catalogue, variant)))
        for variant, kind in shown
    ]


def linked_key(facts: Facts) -> LinkedKey:
    """Return all cards by zone, each with its links in words."""
    cards = facts.board.elements
    ids = {name: zone for zone, name in _ids().items()}
    groups = tuple(
        KeyZone(
            zone.id, zone.title, zone.short, zone_words(ids[zone.id], facts.board, facts.catalogue).icon,
            tuple(KeyEntry(card, links_of(facts, cards[card.id])) for card in _by_code(facts, zone.cards)),
        )
        for zone in zones(facts).values()
    )  # fmt: skip
    present = {card.kind for card in cards.values()}
    letters = tuple((letter, words) for kind, letter, words in legend(facts) if kind in present)
    return LinkedKey(groups, _("Every card in full words, then its links."), letters)


def _by_code(facts: Facts, shown: Sequence[Card]) -> list[Card]:
    """Return cards so that a code is found: kinds in the order of the map, codes in that of their numbers."""
    kinds = list(dict.fromkeys(card.kind for card in shown))
    return sorted(shown, key=lambda card: (kinds.index(card.kind), facts.board.elements[card.id].seq, card.id))


def key(facts: Facts) -> Key:
    """Return all cards by kind."""
    titles = {kind: kind_words.kind_plural(facts.catalogue, kind) for kind in _KEY_ORDER}
    groups = [(title, tuple(facts.card(e) for e in facts.cards(kind))) for kind, title in titles.items()]
    strange = [facts.card(e) for e in facts.cards() if e.kind not in titles]
    groups.append((_("Other cards"), tuple(strange)))
    return Key(tuple(group for group in groups if group[1]))
