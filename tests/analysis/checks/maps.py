"""Boards for the tests of checks: written tersely, or made by chance so that rules have much to say about them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from stworkshop.analysis.agreement import results_of_round
from stworkshop.answers import Answer
from stworkshop.board import Board
from stworkshop.catalogue import catalogue
from stworkshop.records import ROOTS, Element, Link, Note, Record, SessionRecord, from_flat

WORDS = catalogue()

CHANCE_VALUES: Mapping[str, tuple[Any, ...]] = {
    "type": (),
    "side": tuple(WORDS.sides),
    "voice": ("present", "represented", "absent"),
    "affected": ("direct", "indirect", "none"),
    "ai_act_tier": ("tier-high-risk", "tier-unknown", "tier-prohibited", ""),
    "annex_iii": (2, 4),
    "personal_data": ("yes", "no"),
    "public_facing": ("yes", "no"),
    "situation": ("today", "with-ai"),
    "severity": (1, 3, 5),
    "likelihood": (1, 3, 5),
    "status": ("proposed", "agreed", "rejected", "open", "answered"),
    "indicator": ("", "fewer complaints"),
    "rationale": ("", "it is fair"),
    "decided_by": ("", "council"),
    "due": ("", "2026-12-01"),
}
"""By attribute: values that rules tell apart; the types come from the catalogue."""

_TELLING = (
    *("ml-model", "language-model", "optimiser", "user-interface", "human-channel", "supplier-service", "audit-log"),
    *("privacy-control", "disclosure-notice", "feedback-channel", "human-oversight-point", "fallback-mode"),
    *("security-control", "mit-fria", "mit-dpia", "mit-exit-plan", "mit-fallback-procedure", "com-oversight"),
    "proc-complaint",
)


def chance_board(seed: int, cards: int = 26, links: int = 60) -> Board:
    """Return a small map of all kinds, with types and links that rules look for."""
    rnd = random.Random(seed)
    records: list[Record] = [SessionRecord(id="s-1", label="Chance")]
    kinds = [*WORDS.kinds, "component", "component", "component", "stakeholder", "risk", "mitigation", "decision"]
    for number in range(cards):
        kind = rnd.choice(kinds)
        types = [entry["id"] for entry in WORDS.types(kind)]
        telling = [entry for entry in types if entry in _TELLING]
        fields = {
            name: rnd.choice(values)
            for name, values in CHANCE_VALUES.items()
            if values and name in WORDS.kind(kind).attributes and rnd.random() < 0.7
        }
        records.append(
            Element(
                id=f"c{number}",
                seq=number + 1,
                kind=kind,
                type=rnd.choice(telling if telling and rnd.random() < 0.7 else types) if types else "",
                label=rnd.choice(("Bus", "bus", "Desk", f"Card {number}", f"Card {number}")),
                code=f"X{number}",
                concepts=tuple(rnd.sample(list(WORDS.concepts), rnd.randint(0, 2))),
                attributes=fields,
            )
        )
    made = [record for record in records if isinstance(record, Element)]
    for number in range(links):
        a, b = rnd.choice(made), rnd.choice(made)
        relation = rnd.choice(WORDS.allowed(a.kind, b.kind) or ["owns"])
        if rnd.random() < 0.95:
            records.append(Link(id=f"l{number}", seq=cards + number + 1, relation=relation, source=a.id, target=b.id))
    return Board(records)
