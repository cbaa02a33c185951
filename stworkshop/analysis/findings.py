"""Findings: the questions that the map asks, for a board as it is, and kept right edit by edit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from typing import Any, TypeAlias

from stworkshop.analysis.checks.base import Check, Found, Key
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.reasons import Reasons
from stworkshop.analysis.checks.registry import CHECKS
from stworkshop.analysis.checks.touched import Touched
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, Entry, curly
from stworkshop.model.changes import Change
from stworkshop.model.wording import one_stop

SEVERITIES = ("must", "should", "note")
"""What weighs most comes first."""

_PLACE = re.compile(r"\{(\w+)\}")
_FULL_STOP = re.compile(r"(?<!\.)\.\s*$")
_MANY = 1_000


@dataclass(frozen=True)
class Finding:
    """A question of the map: the ids it is about, and None or the reason why it was talked about and left."""

    check: str
    severity: str
    elements: tuple[str, ...]
    concepts: tuple[str, ...]
    message: str
    suggestion: str
    discussed: str | None

    @property
    def about(self) -> tuple[str, ...]:
        """What a note names to say that this very finding was talked about: ids of records, and of topics."""
        return self.elements + self.concepts

    @property
    def open(self) -> bool:
        """Tell whether nobody has said yet why it is left as it is."""
        return self.discussed is None


def find(board: Board, catalogue: Catalogue) -> list[Finding]:
    """Return all findings of a board, by severity, then in the catalogue's order, then by creation."""
    return FindingsIndex(board, catalogue).all()


class FindingsIndex:
    """All findings of a board that changes: after an edit only what it can affect is evaluated again.

    `apply` notes what a change touches and is done at once; the work is done when somebody asks. So it is with the
    first look at a large map, which `look` takes in small pieces for who cannot wait.
    """

    def __init__(self, board: Board, catalogue: Catalogue) -> None:
        self._facts = MapFacts(board, catalogue)
        self._reasons = Reasons(board)
        order = {check: place for place, check in enumerate(catalogue.checks)}
        known = [check for check in CHECKS if check.id in order]
        self._parts = [_Part(check, catalogue.checks[check.id]) for check in sorted(known, key=lambda c: order[c.id])]
        self._touched = Touched()
        self._unseen = ((part, key) for part in self._parts for key in list(part.check.subjects.all(self._facts)))

    def look(self, subjects: int) -> bool:
        """Take a first look at so many subjects more; return whether any are left."""
        looked = 0
        for part, key in islice(self._unseen, subjects):
            part.evaluate(self._facts, self._reasons, key)
            looked += 1
        return looked == subjects

    def apply(self, change: Change) -> None:
        """Take note of a change that the board has applied, or will have applied before somebody asks."""
        self._touched.add(change)

    def settle(self) -> frozenset[str]:
        """Evaluate what the noted changes can affect; return what the findings that came or went are about."""
        while self.look(_MANY):
            pass
        if not self._touched:
            return frozenset()
        touched, self._touched = self._touched, Touched()
        self._facts.settle(touched)
        about = self._reasons.update(self._facts.board, touched)
        changed: set[str] = set()
        for part in self._parts:
            keys = set(part.check.subjects.affected(self._facts, touched))
            keys |= part.keys_about(about.get(part.check.id, ()))
            for key in keys:
                changed |= part.evaluate(self._facts, self._reasons, key)
        return frozenset(changed)

    def all(self) -> list[Finding]:
        """Return all findings, by severity, then in the catalogue's order, then by creation."""
        self.settle()
        open_parts = [part for part in self._parts if part.check.gate(self._facts)]
        found: list[Finding] = []
        for severity in SEVERITIES:
            shelves: dict[str, list[_Shelf]] = {}
            for part in open_parts:
                if severity in part.shelves:
                    shelves.setdefault(part.check.id, []).append(part.shelves[severity])
            for of_one in shelves.values():
                found += _together(of_one)
        return found


_Placed: TypeAlias = tuple[str, tuple[Any, ...], Finding]
"""A finding with its severity and its place among those of its check, which it shares with no other."""


@dataclass
class _Shelf:
    """Findings of one check and severity in the order of their subjects."""

    places: list[tuple[Any, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def put(self, place: tuple[Any, ...], finding: Finding) -> None:
        """Put a finding in its place."""
        at = bisect_left(self.places, place)
        self.places.insert(at, place)
        self.findings.insert(at, finding)

    def take(self, place: tuple[Any, ...]) -> None:
        """Take away the finding in a place."""
        at = bisect_left(self.places, place)
        del self.places[at], self.findings[at]


class _Part:
    """A check, or a part of one, with what it has found."""

    def __init__(self, check: Check, entry: Entry) -> None:
        self.check = check
        self.shelves: dict[str, _Shelf] = {}
        self._entry = entry
        self._found: dict[Key, list[_Placed]] = {}
        self._about: dict[frozenset[str], set[Key]] = {}

    def evaluate(self, facts: MapFacts, reasons: Reasons, key: Key) -> set[str]:
        """Ask the rule anew about a subject; return what the findings are about that came, went or changed."""
        before = self._found.pop(key, [])
        record = self.check.subjects.record(facts, key)
        after: list[_Placed] = []
        for number, found in enumerate(self.check.rule(facts, record) if record is not None else ()):
            finding = self._finding(found, reasons)
            after.append((finding.severity, (*self.check.subjects.order(facts, key), key, number), finding))
        if before != after:
            self._exchange(key, before, after)
        if after:
            self._found[key] = after
        return {i for _, _, finding in _differing(before, after) for i in finding.about}

    def keys_about(self, about: Iterable[frozenset[str]]) -> set[Key]:
        """Return the subjects whose findings notes about these ids speak of."""
        return {key for ids in about for key in self._about.get(ids, ())}

    def _exchange(self, key: Key, before: list[_Placed], after: list[_Placed]) -> None:
        for severity, place, finding in before:
            self.shelves[severity].take(place)
            for ids in _names(finding):
                self._about[ids].discard(key)
        for severity, place, finding in after:
            self.shelves.setdefault(severity, _Shelf()).put(place, finding)
            for ids in _names(finding):
                self._about.setdefault(ids, set()).add(key)

    def _finding(self, found: Found, reasons: Reasons) -> Finding:
        return Finding(
            check=self.check.id,
            severity=found.severity or str(self._entry["severity"]),
            elements=found.elements,
            concepts=found.concepts,
            message=one_stop(fill(found.message or str(self._entry["message"]), found.words)),
            suggestion=str(self._entry["suggestion"]),
            discussed=reasons.why(self.check.id, found.elements, found.concepts),
        )


def _differing(before: list[_Placed], after: list[_Placed]) -> list[_Placed]:
    if before == after:
        return []
    return [one for one in before if one not in after] + [one for one in after if one not in before]


def _names(finding: Finding) -> set[frozenset[str]]:
    """Return what a note must be about to speak of this finding."""
    return {frozenset(finding.about), frozenset(finding.elements)}


def _together(shelves: list[_Shelf]) -> list[Finding]:
    """Return the findings of the parts of one check in one row."""
    if len(shelves) == 1:
        return shelves[0].findings
    rows = merge(*(zip(shelf.places, shelf.findings, strict=True) for shelf in shelves), key=lambda row: row[0])
    return [finding for _place, finding in rows]


def fill(template: str, words: Mapping[str, str]) -> str:
    """Return a message of the catalogue with its placeholders filled in, the catalogue's quotes made curly.

    A card's words that end in a full stop lose it, or two would stand at the end of the message.
    """
    return _PLACE.sub(lambda match: _FULL_STOP.sub("", words.get(match[1], match[0])), curly(template))
