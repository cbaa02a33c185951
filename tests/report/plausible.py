"""Sessions as a workshop leaves them: seeded, with decisions, measures, questions, and rounds that were counted."""

from __future__ import annotations

import random
from typing import Any

from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, Round, from_flat
from stworkshop.rounds.agreement import results_of_round
from tests.report.printing import link

_DECIDED = ("agreed", "contested", "proposed", "deferred", "")
_MEASURES = ("in-place", "agreed", "proposed", "rejected", "rejected", "")
_SIDES = ("public", "planner", "implementer")
_MOODS = ((5, 5, 4, 4), (1, 1, 2, 2), (1, 5), (1, 2, 3, 4, 5), (4, 4, 4, 1), (3, 3, 2, 4))
_LETTERS = {"stakeholder": "S", "concern": "C", "risk": "R", "mitigation": "M", "decision": "D", "open-question": "Q"}


def session(seed: int) -> Board:
    """Return the session of this number; the same number gives the same session again."""
    rng = random.Random(seed)
    cards = [card for kind in _LETTERS for card in _cards(rng, kind)]
    ids = {kind: [c["id"] for c in cards if c["kind"] == kind] for kind in _LETTERS}
    told = {
        "label": f"Buses at night {seed}", "workshop_question": "Should the new buses run at night?",
        "attribution": rng.choice(("named", "role", "anonymous")), "date": "2026-11-24",
        "mandate": rng.choice(("", "advise", "decide")), "reply_to": "Town hall", "reply_until": "2026-12-24",
        "reply_use": "The council reads them.",
    }  # fmt: skip
    records: list[Record] = [from_flat("session", "s", told)]
    records += [from_flat("elements", c["id"], c) for c in cards]
    records += _links(rng, ids)
    people = [(f"p{n}", rng.choice(_SIDES)) for n in range(rng.choice((0, 4, 9, 15)))]
    for p, side in people:
        here_for = rng.choice(["", *ids["stakeholder"]])
        records.append(from_flat("participants", p, {"label": f"Person {p}", "side": side, "stakeholder": here_for}))
    return Board(records + _asked(rng, records, people, [*ids["decision"], *ids["mitigation"], *ids["open-question"]]))


def _cards(rng: random.Random, kind: str) -> list[dict[str, Any]]:
    made = []
    for n in range(1, rng.randint(2, 4)):
        code = f"{_LETTERS[kind]}{n}"
        card: dict[str, Any] = {"id": code.lower(), "kind": kind, "code": code, "label": f"Words of {code}"}
        if kind == "risk":
            card |= {"likelihood": rng.choice((2, 5)), "severity": rng.choice((1, 3, 5))}
        card |= {
            "decision": {"status": rng.choice(_DECIDED), "decided_by": rng.choice(("", "The council"))},
            "mitigation": {"status": rng.choice(_MEASURES)},
            "open-question": {"status": rng.choice(("open", "answered", ""))},
            "stakeholder": {
                "side": rng.choice(_SIDES), "affected": rng.choice(("direct", "not", "")),
                "voice": rng.choice(("present", "represented", "absent", "")),
            },
        }.get(kind, {})  # fmt: skip
        made.append(card)
    return made


def _links(rng: random.Random, ids: dict[str, list[str]]) -> list[Record]:
    pairs = (
        ("mitigates", "mitigation", "risk"), ("harms", "risk", "stakeholder"), ("owns", "stakeholder", "mitigation"),
        ("about", "open-question", "concern"), ("has-concern", "stakeholder", "concern"),
    )  # fmt: skip
    return [
        link(relation, one, other)
        for relation, source, target in pairs
        for one in ids[source]
        for other in ids[target]
        if rng.random() < 0.6
    ]


def _asked(rng: random.Random, records: list[Record], people: list[tuple[str, str]], about: list[str]) -> list[Record]:
    """Return statements about some cards and a closed round about them, counted as the program counts."""
    if not people:
        return []
    cards = rng.sample(about, min(len(about), 4))
    said = [
        from_flat("statements", f"y{n}", {"label": f"We want {c}.", "about": c, "stance": rng.choice(("", "opposes"))})
        for n, c in enumerate(cards)
    ]
    fields = {
        "kind": "rating", "question": "What do you say?", "items": [one.id for one in said], "closed_order": 1,
        "anonymous": rng.choice(("yes", "no")),
    }  # fmt: skip
    round_ = from_flat("rounds", "w", fields)
    assert isinstance(round_, Round)
    moods = {one.id: rng.choice(_MOODS) for one in said}
    answers = [
        Answer(round="w", item=one.id, ballot=person, participant=person, side=side, value=rng.choice(moods[one.id]))
        for one in said
        for person, side in people
    ]
    made: list[Record] = [*said, round_]
    return made + list(results_of_round(Board([*records, *made]), round_, answers, catalogue(), rng=rng))
