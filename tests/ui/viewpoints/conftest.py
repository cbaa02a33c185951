"""The parts of the views over a small map in memory, with a gap of each sort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from stworkshop.catalogue import catalogue
from stworkshop.records import Element, Link, Record
from tests.ui.fakes import FakeSession
from ui.bridge import Bridge

CARDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "k": ("component", "Roster optimiser", {"type": "ml-model", "ai_act_tier": "tier-unknown"}),
    "r": ("risk", "Drivers are scored", {"likelihood": 4, "severity": 4}),
    "q": ("risk", "Nobody is told", {"likelihood": 1, "severity": 2}),
    "p": ("stakeholder", "Drivers", {"side": "public"}),
    "o": ("stakeholder", "Manager", {"side": "planner"}),
    "m": ("mitigation", "No scores", {"status": "agreed"}),
    "a": ("competency", "Oversight", {}),
    "law": ("policy", "EU AI Act", {}),
}
LINKS = ("k causes r", "r harms p", "m mitigates r", "o owns k", "p lacks-ability a", "law governs k")


def records() -> list[Record]:
    """The records of the small map."""
    cards: list[Record] = [
        Element(
            id=key, seq=n, kind=kind, label=label, type=str(rest.pop("type", "")), attributes=rest, pos=(0.0, n * 80.0)
        )
        for n, (key, (kind, label, given)) in enumerate(CARDS.items(), 2)
        if (rest := dict(given)) is not None
    ]
    drawn = [link.split() for link in LINKS]
    return cards + [
        Link(id=f"l{n}", seq=50 + n, source=source, relation=relation, target=target)
        for n, (source, relation, target) in enumerate(drawn)
    ]


@pytest.fixture
def session(dressed: QApplication) -> FakeSession:
    """A session in memory with the small map."""
    return FakeSession(records(), "Rosters")


@pytest.fixture
def small(session: FakeSession) -> Iterator[Bridge]:
    """A bridge over it."""
    made = Bridge(session, catalogue())  # type: ignore[arg-type]
    yield made
    made.close()
    made.deleteLater()  # what hears it is held as long as it is there
