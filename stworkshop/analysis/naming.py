"""What people and groups are called inside a sentence: the city transport planner, MerraBus, Ana."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue

_WORD = re.compile(r"(?<![\w.-])[a-z]{2,}(?:-[a-z]{2,})*(?![\w-])")
_TEXTS = ("label", "plain_label", "description", "examples", "keywords", "question")
_NO_ARTICLE = frozenset(("the", "a", "an", "all", "everybody", "everyone", "anybody", "our", "some", "those", "who"))
_JOINING = frozenset((
    "and", "at", "for", "from", "in", "near", "of", "on", "or", "to", "under", "who", "with", "without"
))  # fmt: skip
# What roles are made of beyond the catalogue's own stakeholders; English, like the labels that it is for.
_ROLE_WORDS = frozenset((
    "board", "branch", "cabinet", "chair", "child", "children", "clerk", "committee", "councillor", "commissioner",
    "director", "families", "family", "guardian", "guardians", "head", "household", "households", "interim", "lead",
    "leader", "mayor", "member", "members", "men", "minister", "ministry", "newcomer", "nurse", "parent", "parents",
    "patient", "patients", "people", "privacy", "pupil", "pupils", "secretary", "staff", "student", "students",
    "teacher", "team", "ward", "women", "worker", "youth"
))  # fmt: skip
_MANY_WORDS = frozenset(("children", "men", "people", "staff", "women", "youth"))
_MANY = re.compile(r"[a-z]{2,}(?:er|or|ist|ant|ian|ee)s")


def in_sentence(label: str, catalogue: Catalogue) -> str:
    """Return the words of a card as they stand inside a sentence: a role with a small letter, one person's with "the".

    A role is built around an everyday noun, or begins with everyday words; all else may be a name, and stays as it is.
    Several people take no article: "the pupils took part" would claim it of all of them.
    """
    said = label.strip().rstrip(".")
    first, *rest = said.split() or [""]
    nouns = _roles(catalogue) | _ROLE_WORDS
    known = everyday(catalogue) | nouns
    small = _is_everyday(first, nouns if not rest else known) or first.lower() in _NO_ARTICLE
    core = [first, *itertools.takewhile(lambda word: word not in _JOINING, rest)]
    if len(core) > 1 and _is_role_noun(core[-1], nouns):
        is_role, small = True, small or ("-" in first and first[1:] == first[1:].lower())
    elif not rest:
        is_role = small
    else:
        goes_on = _is_small(rest[0], known) or (small and _is_short_form(rest[0]))
        is_role = goes_on and (small or _is_short_form(first))
    if not is_role:
        return said
    inside = said[:1].lower() + said[1:] if small else said
    bare = first.lower() in _NO_ARTICLE or _is_many(core[-1])
    return inside if bare else _("the {who}").format(who=inside)


def at_start(label: str, catalogue: Catalogue) -> str:
    """Return the same as it stands at the start of a sentence."""
    said = in_sentence(label, catalogue)
    return said[:1].upper() + said[1:]


@lru_cache(maxsize=4)
def everyday(catalogue: Catalogue) -> frozenset[str]:
    """Return the words that the catalogue writes with small letters inside its sentences, so that they are no names."""
    return frozenset(word for text in _texts(catalogue.sections) for word in _WORD.findall(text))


@lru_cache(maxsize=4)
def _roles(catalogue: Catalogue) -> frozenset[str]:
    """Return the words that typical stakeholders are called by, for one and for several."""
    words = {word for entry in catalogue.types("stakeholder") for word in _WORD.findall(str(entry["label"]).lower())}
    return frozenset(words | {f"{word}s" for word in words})


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for name, value in found.items():
            if name in _TEXTS and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)


def _is_everyday(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word with a capital letter at most in front is one that everybody knows, or made of such."""
    if word[1:] != word[1:].lower():
        return False
    bare = word.lower().replace("’", "'").split("'")[0]
    return bare in known or all(part in known for part in bare.split("-"))


def _is_small(word: str, known: frozenset[str]) -> bool:
    return word == word.lower() and _is_everyday(word.strip(",;:'’()"), known)


def _is_role_noun(word: str, nouns: frozenset[str]) -> bool:
    bare = word.strip(",;:'’()")
    return word == word.lower() and (bare in nouns or _MANY.fullmatch(bare) is not None)


def _is_many(word: str) -> bool:
    bare = word.lower().strip(",;:()")
    return bare in _MANY_WORDS or (bare.endswith("s") and not bare.endswith(("ss", "us")))


def _is_short_form(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) > 1
