"""What a check is made of: the subjects it is asked of, the rule, and what the rule finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from stworkshop.analysis.checks.facts import MapFacts
    from stworkshop.analysis.checks.touched import Touched

Key: TypeAlias = tuple[str, ...]
"""The name of a subject: the ids of its records; () is the map as a whole."""


@dataclass(frozen=True)
class Found:
    """What a rule finds: ids as the check lists them, words for placeholders; severity, message where they differ."""

    elements: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    severity: str = ""
    message: str = ""


Rule: TypeAlias = "Callable[[MapFacts, Any], Iterator[Found]]"


class Subjects(Protocol):
    """What a check is asked of, and which of these an edit can affect."""

    def all(self, facts: MapFacts) -> Iterable[Key]:
        """Return the keys of all subjects of the map."""

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        """Return the keys of the subjects whose findings the touched records can change; more do no harm."""

    def record(self, facts: MapFacts, key: Key) -> Any:
        """Return what the rule looks at; None where there is no such subject any more."""

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        """Return the place of a subject among the others: by creation."""


def always(_facts: MapFacts) -> bool:
    """Return the gate that is never closed."""
    return True


@dataclass(frozen=True)
class Check:
    """A rule under the id of the catalogue; a closed `gate` (a counter of the whole map) silences all it has found.

    A check may have several parts with the same id, each with its gate.
    """

    id: str
    subjects: Subjects
    rule: Rule
    gate: Callable[[MapFacts], bool] = always
