"""What makes a statement hard to answer with one number: the rules of the catalogue's `ballot_lint`, as questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.model.catalogue import Catalogue, curly

_NOT = re.compile(r"\w+n['’]t\b", re.IGNORECASE)
_ONE_IDEA, _NO_NEGATION = "lint-one-idea", "lint-no-negation"


@dataclass(frozen=True)
class Lint:
    """A question about a statement's wording: the rule's id, the sentence, and what would help."""

    rule: str
    message: str
    suggestion: str


def lint(label: str, catalogue: Catalogue, language: str = "en") -> list[Lint]:
    """Return what the catalogue asks about the words of a statement; rules of other languages are left out."""
    words = label.strip()
    if not words:
        return []
    return [one for rule in catalogue.entries("ballot_lint") for one in _asked(words, rule, language)]


def _asked(label: str, rule: Mapping[str, Any], language: str) -> Iterator[Lint]:
    if rule["language"] not in ("any", language.split("-")[0].split("_")[0]):
        return
    if "max" in rule:
        n = len(label.split())
        if n > rule["max"]:
            yield _lint(rule, y=label, n=n)
        return
    found = _word(label, rule)
    if found:
        yield _lint(rule, y=label, word=found)


def _word(label: str, rule: Mapping[str, Any]) -> str:
    """Return the first word in a label that a rule asks about, or ''."""
    hits = []
    for word in rule["words"]:
        spaced = r"\s+".join(map(re.escape, word.split()))
        hit = re.search(rf"(?<!\w){spaced}(?!\w|['’]\w)", label, re.IGNORECASE)
        if hit is not None:
            hits.append((hit.start(), hit.group()))
    if rule["id"] == _ONE_IDEA and ";" in label:
        hits.append((label.index(";"), ";"))
    if rule["id"] == _NO_NEGATION and (hit := _NOT.search(label)):
        hits.append((hit.start(), hit.group()))
    return min(hits)[1] if hits else ""


def _lint(rule: Mapping[str, Any], **names: Any) -> Lint:
    return Lint(rule["id"], curly(rule["message"]).format(**names), curly(rule["suggestion"]))
