"""What the words of a file most likely mean: kinds, types, relations and topics of the catalogue, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from stworkshop.exchange.foreign_words import INVERSE, KINDS, RELATIONS, TOPICS, listed, normal
from stworkshop.model.catalogue import OWN_KIND as OWN
from stworkshop.model.catalogue import Catalogue, is_own_kind
from stworkshop.model.kind_words import kind_word

ALIKE = 88.0
"""From this score on (rapidfuzz's `ratio`, 0 to 100) two words are taken for one; below, nothing is suggested."""
_LEAST_LETTERS = 5


def kind_of(word: str, catalogue: Catalogue) -> str:
    """Return the kind that a word means; "" where none is meant."""
    return word if is_own_kind(word) else _found(word, _kind_words(catalogue)) or _type_owner(word, catalogue)


def type_of(word: str, kind: str, catalogue: Catalogue) -> str:
    """Return the type of a kind that a word means exactly, by id or label; "" where none is meant."""
    return _type_words(catalogue, kind).get(normal(word), "")


def relation_of(word: str, catalogue: Catalogue) -> str:
    """Return the relation that a word on a link means, whichever way it is said; "" where none is meant."""
    relation = _found(word, _relation_words(catalogue))
    return relation or _found(word, _inverse_words(catalogue))


def says_inverse(word: str, relation: str, catalogue: Catalogue) -> bool:
    """Tell whether a word says a relation from its target to its source ("is a concern of")."""
    if catalogue.relations[relation].symmetric or _found(word, _relation_words(catalogue)) == relation:
        return False
    return _found(word, _inverse_words(catalogue)) == relation


def topic_of(word: str, catalogue: Catalogue) -> str:
    """Return the topic that a word means; "" where none is meant."""
    return _found(word, _topic_words(catalogue))


def _found(word: str, known: Mapping[str, str]) -> str:
    """Return what a word is known to mean, itself or a word so like it that it can hardly be another."""
    plain = normal(word)
    if not plain or plain in known:
        return known.get(plain, "")
    if len(plain) < _LEAST_LETTERS:
        return ""
    best = process.extractOne(plain, known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return known[best[0]] if best else ""


def _words(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return meanings by normal word; the first meaning of a word holds."""
    known: dict[str, str] = {}
    for word, meaning in entries:
        if plain := normal(word):
            known.setdefault(plain, meaning)
    return known


@lru_cache(maxsize=4)
def _kind_words(catalogue: Catalogue) -> Mapping[str, str]:
    own = [(kind.id, kind.id) for kind in catalogue.kinds.values()]
    for kind in catalogue.kinds.values():
        labels = (kind.label, kind.plain_label, kind.plural, kind_word(catalogue, kind.id))
        own += [(label, kind.id) for label in labels]
    own += [(str(v["label"]), "component") for v in catalogue.entries("component_variants")]
    return _words([*own, *((word, kind) for kind, words in KINDS.items() for word in listed(words))])


def _type_owner(word: str, catalogue: Catalogue) -> str:
    """Return the kind that has a type called so, where one kind alone has it."""
    owners = [kind for kind in catalogue.kinds if type_of(word, kind, catalogue)]
    return owners[0] if len(owners) == 1 else ""


@lru_cache(maxsize=64)
def _type_words(catalogue: Catalogue, kind: str) -> Mapping[str, str]:
    types = catalogue.types(kind)
    return _words([(str(entry[name]), str(entry["id"])) for name in ("id", "label") for entry in types])


@lru_cache(maxsize=4)
def _relation_words(catalogue: Catalogue) -> Mapping[str, str]:
    own = [(r.id, r.id) for r in catalogue.relations.values()] + [(r.label, r.id) for r in catalogue.relations.values()]
    return _words([*own, *((word, relation) for relation, words in RELATIONS.items() for word in listed(words))])


@lru_cache(maxsize=4)
def _inverse_words(catalogue: Catalogue) -> Mapping[str, str]:
    own = [(r.inverse_label, r.id) for r in catalogue.relations.values() if not r.symmetric]
    return _words([*own, *((word, relation) for relation, words in INVERSE.items() for word in listed(words))])


@lru_cache(maxsize=4)
def _topic_words(catalogue: Catalogue) -> Mapping[str, str]:
    own: list[tuple[str, str]] = []
    for topic, entry in catalogue.concepts.items():
        own += [(topic, topic), (str(entry["label"]), topic), (str(entry["plain_label"]), topic)]
        own += [(str(part["label"]), topic) for part in entry["dimensions"]]
    return _words([*own, *((word, topic) for topic, words in TOPICS.items() for word in listed(words))])


def own_kind(word: str, fallback: str) -> str:
    """Return the kind of its own that a word of a file becomes: one short line, `fallback` where the word is none."""
    from stworkshop.model.catalogue import LONGEST_OWN_KIND
    from stworkshop.validation.clean_text import clean_label

    name = clean_label("".join(c if c.isprintable() else " " for c in clean_label(word)))[:LONGEST_OWN_KIND].strip()
    return OWN + (name or fallback)
