"""Every literal in the program that stands for something in the catalogue, with what it must be one of.

A literal is found by where it stands: bound to a parameter or field that is called `relation`, `kinds`, `type` and so
on; compared to such a field of a record; the name of a field that is read of a card; or a value that such a field is
compared to or looked up by. Constants of a module are followed to their literals.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from stworkshop.model import card_layout, records
from stworkshop.model.catalogue import Attribute, Catalogue, catalogue
from tests.source_tree import ROOT, modules

PARAMETERS = {
    "relation": "relation", "relations": "relation",
    "kind": "kind", "kinds": "kind", "source_kind": "kind", "target_kind": "kind",
    "types": "type", "type_id": "type",
    "check": "check", "check_id": "check", "stage": "stage",
    "rule_id": "rule",
    "own": "field", "near": "field",
    "reach": "step",
}  # fmt: skip
"""Parameters and fields of our functions and classes, by the sort of id that they take."""
COMPARED = {
    "relation": "relation", "kind": "kind", "type": "type", "check": "check", "variant": "variant", "tier": "tier",
    "stage": "stage",
}  # fmt: skip
"""Fields of records that literals are compared to."""
READERS = {"value": 1, "word": 1, "value_of_card": 2}
"""Functions that read a field of a card, with the place of its name."""
ENDS = ("sources", "targets", "has_source", "has_target")
"""Look-ups along links: a literal in them is a relation before the card or after it, and kinds after both."""
OTHER_KINDS = {
    "finding", "comment", "parking-lot", "dissent", "correction", "objection", "unsorted",  # notes
    "rating", "dots", "ranking", "placing",  # rounds
    "stage", "named", "read-back",  # moments
    *get_args(card_layout.FactKind),
    "group", "record", "link", "add",  # lines of the outline
    "text", "radio", "check",  # boxes of a form
}  # fmt: skip
"""What records and things that are no cards have as their kind."""
OTHER_TYPES = {"text", "word", "integer", "number", "yes-no", "date", "id", "ids", "pair", "json"}
"""Types of fields, which are no types of cards."""
OTHER_FIELDS = {"tables", "print_tables", "codes_before", "wordings", "due_in_days"}
"""What the program writes beside the catalogue's fields, and what the hand-written format counts in days."""
OTHER_IDS = {"tier-1", "annex-iii"}
"""A section of an instrument and a case of the law, whose names look like ids of ours."""
OTHER_WORDS = (
    "stworkshop/exchange/",
    "stworkshop/store/",
    "stworkshop/sync/",
    "ui/features/bring_in/bringing.py",
    "ui/session/preferences.py",
)
"""Files whose kinds and values are those of other programs, of SQLite, of the wire or of the settings."""


@dataclass(frozen=True)
class Literal:
    """A literal of a sort, and where it stands."""

    sort: str
    text: str
    place: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sort} {self.text!r}"


@cache
def known(words: Catalogue) -> Mapping[str, frozenset[str]]:
    """What the catalogue and the record types have of each sort."""
    kinds = [words.kind(kind) for kind in words.kinds]
    types = {str(entry["id"]) for kind in kinds for entry in words.types(kind.id)}
    fields = {name for kind in kinds for name in kind.attributes}
    fields |= {name for root in records.ROOTS for name in records.own_fields(root)}
    fields |= {entry["field"] for entry in words.entries("record_fields")}
    variants = {str(entry["value"]) for entry in words.entries("component_variants")}
    found = {
        "relation": set(words.relations),
        "step": {"*", *(way + relation for relation in words.relations for way in "<>")},
        "kind": {*words.kinds, *variants, *OTHER_KINDS},
        "variant": {*words.kinds, *variants},
        "type": types | OTHER_TYPES,
        "check": set(words.checks),
        "stage": {*words.stages, *dict(words.kind("component").attributes["stage"].values)},
        "rule": {str(entry["id"]) for entry in words.entries("rules")},
        "tier": {str(entry["id"]) for entry in words.entries("eu_ai_act.risk_tiers")},
        "field": fields | OTHER_FIELDS,
        "id": {str(entry["id"]) for entry in _entries(words.sections)} | OTHER_IDS,
        **{f"value of {name}": values for name, values in _values(words).items()},
    }
    return {sort: frozenset((*ids, "")) for sort, ids in found.items()}


def _values(words: Catalogue) -> Mapping[str, set[str]]:
    """Return the values of each field that has some, those of all kinds and records together."""
    found: dict[str, set[str]] = defaultdict(set)
    for attribute in _attributes(words):
        if attribute.values and attribute.type in ("word", "yes-no"):
            found[attribute.id] |= {value for value, _label in attribute.values}
    for name in ("side", "label", "kind", "type", "check"):
        found.pop(name, None)
    found["side"] = set(words.sides)
    return found


def _attributes(words: Catalogue) -> Iterator[Attribute]:
    for kind in words.kinds.values():
        yield from kind.attributes.values()
    for record in ("session", "link", "statement", "round", "term"):
        yield from words.record_fields(record).values()


def _entries(node: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if "id" in node:
            yield node
        for inner in node.values():
            yield from _entries(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _entries(inner)


def _lists(node: object) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
    elif isinstance(node, Mapping):
        for inner in node.values():
            yield from _lists(inner)


@cache
def prefixes(words: Catalogue) -> frozenset[str]:
    """Beginnings that ids of the catalogue share with the rest of their list, such as `chk` and `mit`."""
    found = set()
    for listed in _lists(words.sections):
        ids = [str(entry["id"]) for entry in listed if isinstance(entry, Mapping) and "id" in entry]
        starts = {one.split("-")[0] for one in ids if "-" in one}
        if len(ids) > 2 and len(starts) == 1 and all("-" in one for one in ids):
            found |= starts
    return frozenset(found - {"side"})


def literals(sources: Mapping[str, str] | None = None) -> list[Literal]:
    """All literals of our packages, or of these sources (by the name of their file), each with its sort."""
    trees = {name: ast.parse(text) for name, text in sources.items()} if sources is not None else _trees()
    signatures = _signatures([*_trees().values(), *(trees.values() if sources is not None else ())])
    found: list[Literal] = []
    for name, tree in trees.items():
        found += _Reader(name, tree, signatures).literals()
    return found


@cache
def _trees() -> Mapping[str, ast.Module]:
    found = {}
    for file in modules().values():
        found[str(file.relative_to(ROOT))] = ast.parse(Path(file).read_text(encoding="utf-8"))
    return found


_LIKE_AN_ID = re.compile(r"[<>*a-z0-9_ -]*")

Signature = tuple[tuple[str, ...], str]
"""The names of the parameters that may stand without their name, in order, and of the one that takes all others."""


def _signatures(trees: Iterable[ast.Module]) -> Mapping[str, list[Signature]]:
    found: dict[str, list[Signature]] = defaultdict(list)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
                names = names[1:] if names[:1] in (["self"], ["cls"]) else names
                found[node.name].append((tuple(names), node.args.vararg.arg if node.args.vararg else ""))
            elif isinstance(node, ast.ClassDef):
                declared = [field.target for field in node.body if isinstance(field, ast.AnnAssign)]
                if fields := tuple(target.id for target in declared if isinstance(target, ast.Name)):
                    found[node.name].append((fields, ""))
    return found


class _Reader:
    """Reads the literals of one file."""

    def __init__(self, name: str, tree: ast.Module, signatures: Mapping[str, list[Signature]]) -> None:
        self.name, self.tree, self.signatures = name, tree, signatures
        self.constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }

    def literals(self) -> Iterator[Literal]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield from self._call(node)
            elif isinstance(node, ast.Compare):
                yield from self._compare(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                start = node.value.split("-")[0]
                if start in prefixes(catalogue()) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", node.value):
                    yield self._literal("id", node.value, node)

    def _call(self, node: ast.Call) -> Iterator[Literal]:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ENDS:
            yield from self._ends(node)
            return
        if name in READERS and len(node.args) > READERS[name]:
            yield from self._all("field", node.args[READERS[name]])
        if name == "get" and node.args:
            receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(receiver, ast.Attribute) and receiver.attr == "attributes":
                yield from self._all("field", node.args[0])
            elif isinstance(receiver, ast.Dict) and (field := _field_read(node.args[0])):
                for key in receiver.keys:
                    yield from self._all(f"value of {field}", key)
        if name == "rule" and len(node.args) == 1:
            yield from self._all("rule", node.args[0])
        yield from (one for one in self._bound(name, node) if _LIKE_AN_ID.fullmatch(one.text))
        for keyword in node.keywords:
            if keyword.arg in PARAMETERS:
                yield from self._all(PARAMETERS[keyword.arg], keyword.value)

    def _ends(self, node: ast.Call) -> Iterator[Literal]:
        relation = 0 if any(True for _ in self._all("", node.args[0])) else 1
        for place, argument in enumerate(node.args):
            if place == relation:
                yield from self._all("relation", argument)
            elif place > 1:
                yield from self._all("kind", argument)

    def _bound(self, name: str, node: ast.Call) -> Iterator[Literal]:
        """Yield what is bound to a parameter that takes ids; of several functions of a name, the one that fits best."""
        readings = []
        for names, rest in self.signatures.get(name, ()):
            taken: list[Literal] = []
            for place, argument in enumerate(node.args):
                bound = rest if isinstance(argument, ast.Starred) and place >= len(names) else ""
                bound = bound or (names[place] if place < len(names) else rest)
                if bound in PARAMETERS:
                    taken += self._all(PARAMETERS[bound], argument)
            readings.append(taken)
        readings = [taken for taken in readings if taken] if all(readings) else []
        if readings:
            yield from min(readings, key=lambda taken: sum(not fits(literal) for literal in taken))

    def _compare(self, node: ast.Compare) -> Iterator[Literal]:
        sides = [node.left, *node.comparators]
        for one in sides:
            sort = _compared(one)
            if sort:
                for other in sides:
                    if other is not one:
                        yield from self._all(sort, other)

    def _all(self, sort: str, node: ast.AST | None) -> Iterator[Literal]:
        """Yield the literals of a value: one, several, or those of a constant of the module."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield self._literal(sort, node.value, node)
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            for inner in node.elts:
                yield from self._all(sort, inner)
        elif isinstance(node, ast.Starred):
            yield from self._all(sort, node.value)
        elif isinstance(node, ast.IfExp):
            yield from self._all(sort, node.body)
            yield from self._all(sort, node.orelse)
        elif isinstance(node, ast.Name) and node.id in self.constants:
            yield from self._all(sort, self.constants[node.id])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("frozenset", "tuple", "set") and node.args:
            yield from self._all(sort, node.args[0])

    def _literal(self, sort: str, text: str, node: ast.AST) -> Literal:
        return Literal(sort, text, f"{self.name}:{getattr(node, 'lineno', 0)}")


def _compared(node: ast.AST) -> str:
    """Return the sort of what is compared: a field of a record, or the value of a field of a card."""
    if isinstance(node, ast.Attribute) and node.attr in COMPARED:
        return COMPARED[node.attr]
    field = _field_read(node)
    return f"value of {field}" if field else ""


def _field_read(node: ast.AST) -> str:
    """Return the name of the field of a card whose value this is; "" where it is something else."""
    if isinstance(node, ast.BoolOp):
        return _field_read(node.values[0])
    if not isinstance(node, ast.Call):
        return ""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in ("str", "bool") and node.args:
        return _field_read(node.args[0])
    place = READERS.get(name, 0 if name == "get" else -1)
    if name == "get" and not (
        isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "attributes"
    ):
        return ""
    if place < 0 or len(node.args) <= place:
        return ""
    read = node.args[place]
    field = read.value if isinstance(read, ast.Constant) and isinstance(read.value, str) and name != "word" else ""
    return field if f"value of {field}" in known(catalogue()) else ""


def fits(literal: Literal) -> bool:
    """Tell whether the catalogue has what a literal stands for; a step is a way of one or more steps."""
    if literal.sort in ("kind", "type", "field") and literal.place.startswith(OTHER_WORDS):
        return True
    parts = literal.text.split() if literal.sort == "step" else [literal.text]
    return all(part in known(catalogue())[literal.sort] for part in parts)
