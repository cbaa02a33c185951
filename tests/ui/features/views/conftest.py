"""The parts of the views over a small map, with a gap of each sort."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from stworkshop.model.records import Element, Link, Record
from stworkshop.session.session import Session
from tests.ui.conftest import bridge_over
from tests.ui.sessions import session_of
from ui.session.bridge import Bridge

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
def session(dressed: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session with the small map."""
    with session_of(tmp_path, records(), "Rosters") as made:
        yield made


@pytest.fixture
def small(session: Session) -> Iterator[Bridge]:
    """A bridge over it."""
    yield from bridge_over(session)


@pytest.fixture
def reading(dressed: QApplication, tmp_path: Path) -> Iterator[Bridge]:
    """A bridge over the small map, open for reading only."""
    with session_of(tmp_path, records(), "Rosters", reading=True) as made:
        yield from bridge_over(made)
