"""The vocabulary of the maps, read once from `resources/catalogue`: kinds, relations, prompts, checks, agendas, words.

Entries are the catalogue's own mappings (`id`, `label`, `description`, ... as in the files); kinds, attributes and
relations, which rules look at all the time, are typed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from stworkshop import assets

Entry = Mapping[str, Any]

_READ = ("label", "plain_label", "subtitle", "description", "message", "suggestion", "question", "sentence", "unsaid")
"""The texts of an entry that people read."""
_QUOTED = re.compile(r"\"([^\"]*)\"|(?<!\w)'([^']+)'(?!\w)")


def curly(sentence: str) -> str:
    """Return a sentence of the catalogue, which is written with straight marks, with curly quotes and apostrophes."""
    return _QUOTED.sub(lambda match: f"“{match[1] or match[2] or ''}”", sentence).replace("'", "’")


@dataclass(frozen=True)
class Attribute:
    """A typed field: `values` holds ids with labels, `labels` the words of an integer's steps, lowest first.

    An integer with `values` takes these words in the place of a number, too.
    Of a choice that is asked for, `ask` is the severity of the question and `unsaid` what nobody has said, in words.
    What is not `copied` a room has said or promised of this one card, so that a copy begins without it.
    """

    id: str
    label: str
    type: str
    default: Any
    values: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    labels: tuple[str, ...] = ()
    derived: bool = False
    prints: bool = True
    ask: str = ""
    unsaid: str = ""
    copied: bool = True

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What is chosen from, as text with its words: the steps of an integer first, then the listed values."""
        first = self.minimum or 0
        steps = self.labels if self.type == "integer" else ()
        return (*((str(first + index), words) for index, words in enumerate(steps)), *self.values)

    def chosen(self, choice: str) -> Any:
        """Return the value that one of the choices stands for; None for none."""
        step = self.type == "integer" and choice not in dict(self.values)
        return int(choice) if choice and step else choice or None

    def word(self, value: Any) -> str:
        """Return the words for a value: the label of a word or a step, else the value itself as text."""
        if value in (None, ""):
            return ""
        if self.type == "integer" and self.labels and isinstance(value, int):
            index = value - (self.minimum or 0)
            return self.labels[index] if 0 <= index < len(self.labels) else str(value)
        if isinstance(value, tuple | list):
            return ", ".join(self.word(item) for item in value)
        return dict(self.values).get(value, str(value))


OWN_KIND = "own:"
"""Before the name of a kind that came with a file of another program, and stays a kind of its own."""
LONGEST_OWN_KIND = 60


def is_own_kind(kind_id: str) -> bool:
    """Tell whether this is a kind that people brought along: its name is one short line."""
    name = kind_id.removeprefix(OWN_KIND)
    return kind_id.startswith(OWN_KIND) and bool(name.strip()) and len(name) <= LONGEST_OWN_KIND and name.isprintable()


@dataclass(frozen=True)
class Kind:
    """One of the element kinds: `code` is the letter of printed codes, `key` the key of the palette."""

    id: str
    label: str
    plain_label: str
    plural: str
    description: str
    code: str
    key: str
    layer: str
    quick: bool
    types_from: str
    default_concepts: tuple[str, ...]
    attributes: Mapping[str, Attribute]


@dataclass(frozen=True)
class Relation:
    """A relation kind with its words in both directions."""

    id: str
    label: str
    inverse_label: str
    description: str
    symmetric: bool


class Catalogue:
    """All entries, with the look-ups that the program needs."""

    def __init__(self, sections: Mapping[str, Any]) -> None:
        self.sections = sections

    def entries(self, section: str) -> list[Entry]:
        """Return the entries of a section; `eu_ai_act.risk_tiers` names a part of one."""
        found: Any = self.sections
        for part in section.split("."):
            found = found.get(part, []) if isinstance(found, Mapping) else []
        return list(found) if isinstance(found, list) else []

    def entry(self, section: str, entry_id: str) -> Entry | None:
        """Return one entry of a section by its id."""
        return self._by_id(section).get(entry_id)

    @lru_cache(maxsize=64)  # noqa: B019 - there is one catalogue, and it lives as long as the program
    def _by_id(self, section: str) -> Mapping[str, Entry]:
        return {str(entry["id"]): entry for entry in self.entries(section)}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The element kinds by id, in catalogue order."""
        return {entry["id"]: self._kind(entry) for entry in self.entries("element_kinds")}

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """The relation kinds by id, in catalogue order."""
        return {
            e["id"]: Relation(e["id"], e["label"], e["inverse_label"], e["description"], bool(e["symmetric"]))
            for e in self.entries("relation_kinds")
        }

    @cached_property
    def concepts(self) -> Mapping[str, Entry]:
        """The six concepts by id, in their order."""
        return {e["id"]: e for e in sorted(self.entries("concepts"), key=lambda e: e["order"])}

    @cached_property
    def sides(self) -> Mapping[str, str]:
        """The sides (`public`, `planner`, ...) in their order, with their labels."""
        return {e["value"]: e["label"] for e in self.entries("sides")}

    @cached_property
    def stages(self) -> Mapping[str, Entry]:
        """The stages of a workshop by id."""
        return self._by_id("stages")

    @cached_property
    def agendas(self) -> Mapping[str, Entry]:
        """The agendas by id."""
        return self._by_id("agendas")

    @cached_property
    def viewpoints(self) -> Mapping[str, Entry]:
        """The viewpoints by id; `governs_kinds` lists the kinds that one shows."""
        return self._by_id("viewpoints")

    @cached_property
    def checks(self) -> Mapping[str, Entry]:
        """The checks by id."""
        return self._by_id("checks")

    def record_fields(self, record: str) -> Mapping[str, Attribute]:
        """Return the fields of `session`, `element`, `link`, `participant`, ... that people read, by field name."""
        return self._record_fields.get(record, {})

    @cached_property
    def _record_fields(self) -> Mapping[str, Mapping[str, Attribute]]:
        found: dict[str, dict[str, Attribute]] = {}
        for entry in self.entries("record_fields"):
            of_records = entry.get("of", "") in (
                "elements",
                "statements, elements",
                "elements, links, statements, terms",
            )
            plain = {**entry, "id": entry["field"], **({"of": ""} if of_records else {})}
            found.setdefault(entry["record"], {})[entry["field"]] = self._attribute(plain)
        return found

    def rule(self, rule_id: str) -> Entry:
        """Return one of the rules of the domain; raises KeyError where the id is unknown."""
        return self._by_id("rules")[rule_id]

    def kind(self, kind_id: str) -> Kind:
        """Return a kind; one that the catalogue does not know gets neutral words and no attributes."""
        name = kind_id.removeprefix(OWN_KIND)
        return self.kinds.get(kind_id) or Kind(
            kind_id, name, name, name, "", "Z", "", "surroundings", False, "", (), {}
        )

    def knows_kind(self, kind_id: str) -> bool:
        """Tell whether a card may be of this kind: one of the catalogue, or one that people brought along."""
        return kind_id in self.kinds or is_own_kind(kind_id)

    def types(self, kind_id: str) -> list[Entry]:
        """Return the typical cards of a kind: the entries of the list that `types_from` names."""
        source = self.kind(kind_id).types_from
        return self.entries(source) if source else []

    def type_entry(self, kind_id: str, type_id: str) -> Entry | None:
        """Return the entry that a card was made from."""
        source = self.kind(kind_id).types_from
        return self.entry(source, type_id) if source and type_id else None

    def topics_of(self, kind_id: str, type_id: str = "") -> tuple[str, ...]:
        """Return the topics of a new card: those of the entry it is made from, else the usual ones of its kind."""
        entry = self.type_entry(kind_id, type_id) or {}
        own = entry.get("default_concepts") or entry.get("concepts") or entry.get("concept") or ()
        return tuple([own] if isinstance(own, str) else own) or self.kind(kind_id).default_concepts

    def variant(self, kind_id: str, type_id: str) -> str:
        """Return what a component is by its type: ai-component, data-source, human-oversight-point or component.

        Of every other kind it is the kind itself, so that shape, icon and colour have one key.
        """
        if kind_id != "component":
            return kind_id
        entry = self.entry("component_kinds", type_id)
        return str(entry["variant"]) if entry else "component"

    def leaves_open(self, kind_id: str, name: str, value: Any) -> bool:
        """Tell whether a value of a card says nothing yet: it is empty, or a type that leaves the sort open."""
        if value in (None, "", ()):
            return True
        entry = self.type_entry(kind_id, str(value)) if name == "type" else None
        return bool(entry and entry.get("unsaid"))

    @cached_property
    def asked(self) -> Mapping[tuple[str, str], Attribute]:
        """The choices of cards that are asked for until somebody has said them, by kind and name."""
        return {
            (kind.id, attribute.id): attribute
            for kind in self.kinds.values()
            for attribute in kind.attributes.values()
            if attribute.ask
        }

    def dashed(self, kind_id: str, type_id: str) -> bool:
        """Tell whether a component is supplied from outside, and so drawn with a dashed outline."""
        entry = self.entry("component_kinds", type_id) if kind_id == "component" else None
        return bool(entry and entry.get("dashed") == "yes")

    def allowed(self, source_kind: str, target_kind: str) -> list[str]:
        """Return the relations that the catalogue lists from one kind to another, in catalogue order."""
        return [r for r in self.relations if (r, source_kind, target_kind) in self.triples]

    def is_allowed(self, relation: str, source_kind: str, target_kind: str) -> bool:
        """Tell whether the link is listed; a symmetric relation holds in either order."""
        return (relation, source_kind, target_kind) in self.triples

    def spread(self, relation: str) -> int:
        """Return how many pairs of kinds a relation may join: the fewer, the more it says."""
        return self._spreads.get(relation, 0)

    @cached_property
    def _spreads(self) -> Mapping[str, int]:
        return Counter(relation for relation, _, _ in self.triples)

    def uses(self, relation: str, source_kind: str, target_kind: str) -> int:
        """Return how often the sample maps join two kinds by a relation, in this direction."""
        return self._uses.get((relation, source_kind, target_kind), 0)

    @cached_property
    def _uses(self) -> Mapping[tuple[str, str, str], int]:
        return {(e["relation"], e["from"], e["to"]): e["count"] for e in self.entries("relation_uses")}

    @cached_property
    def triples(self) -> frozenset[tuple[str, str, str]]:
        """All listed (relation, kind of source, kind of target); symmetric ones in both orders."""
        return frozenset(self._triples_of_rows())

    def _triples_of_rows(self) -> Iterator[tuple[str, str, str]]:
        for row in self.entries("allowed_relations"):
            symmetric = self.relations[row["relation"]].symmetric
            for source in row["from_kinds"]:
                for target in row["to_kinds"]:
                    yield row["relation"], source, target
                    if symmetric:
                        yield row["relation"], target, source

    def _kind(self, entry: Entry) -> Kind:
        return Kind(
            id=entry["id"],
            label=entry["label"],
            plain_label=entry["plain_label"],
            plural=entry["plural"],
            description=entry["description"],
            code=entry["code"],
            key=entry["key"],
            layer=entry["layer"],
            quick=bool(entry["quick_palette"]),
            types_from=entry.get("types_from") or "",
            default_concepts=tuple(entry["default_concepts"]),
            attributes={a["id"]: self._attribute(a) for a in entry["attributes"]},
        )

    def _attribute(self, entry: Entry) -> Attribute:
        source = entry.get("values_from") or entry.get("of") or ""
        listed = entry.get("values") or (self.entries(source) if source else [])
        default = entry.get("default")
        return Attribute(
            id=entry["id"],
            label=entry["label"],
            type="id" if entry.get("max_ids") == 1 else entry["type"],
            default=tuple(default) if isinstance(default, list) else default,
            values=tuple((str(v["value"] if source == "sides" else v["id"]), str(v["label"])) for v in listed),
            minimum=entry.get("min"),
            maximum=entry.get("max"),
            labels=tuple(entry.get("labels", ())),
            derived="derived" in entry,
            prints=entry.get("prints", "yes") == "yes",
            ask=str(entry.get("ask", "")),
            unsaid=str(entry.get("unsaid", "")),
            copied=entry.get("copied", "yes") == "yes",
        )


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the program's catalogue, read at the first call."""
    sections: dict[str, Any] = {}
    for path in sorted(assets.path("catalogue").glob("*.json")):
        sections.update(json.loads(path.read_text(encoding="utf-8"), object_hook=_set))
    return Catalogue(sections)


def _set(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with the marks of its texts set as they are read."""
    return entry | {name: curly(entry[name]) for name in _READ if isinstance(entry.get(name), str)}
