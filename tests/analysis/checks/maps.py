"""Boards for the tests of checks: written tersely, or made by chance so that rules have much to say about them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Record, Round, SessionRecord, Value, freeze, from_flat
from stworkshop.rounds.agreement import results_of_round

WORDS = catalogue()

CHANCE_VALUES: Mapping[str, tuple[Any, ...]] = {
    "type": (),
    "side": tuple(WORDS.sides),
    "voice": ("present", "represented", "absent"),
    "affected": ("direct", "indirect", "none"),
    "ai_act_tier": ("tier-high-risk", "tier-unknown", "tier-prohibited", ""),
    "annex_iii": (2, 4, "annex-i"),
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


def map_of(text: str) -> Board:
    """Return the board that terse lines describe (`;` ends a line, too); `_` in a value is a space.

    Cards: `s stakeholder voice=absent #human-rights`, `c component/ml-model label=Model`. Links: `s owns c`.
    Others: `session mandate=advise`, `t term agreed=x`, `p participant`, `n note check=.. about=a,b text=..`,
    `y statement about=d stance=supports`, `k differs root=elements record=d field=note
    values=Hill:ten,River:forty`, and rounds, one value per sheet (`-` for an empty one):
    `y rated public=1,5,dk planner=3,- [anonymous=no] [open=yes]`.
    """
    lines = [line.split() for part in text.split("\n") for line in part.split(";") if line.split()]
    records: list[Record] = [] if any(line[0] == "session" for line in lines) else [SessionRecord(id="s-1")]
    rounds: list[tuple[Round, list[Answer]]] = []
    for seq, (record_id, word, *rest) in enumerate(lines, 1):
        fields = dict(token.split("=", 1) for token in rest if "=" in token)
        values: dict[str, Any] = {name: _value(name, value) for name, value in fields.items()} | {"seq": seq}
        if record_id == "session":
            values = dict(token.split("=", 1) for token in [word, *rest])
            records.append(from_flat("session", "s-1", values))
        elif word == "rated":
            rounds.append(_round(record_id, seq, fields))
        elif word == "differs":
            values["values"] = _told(fields["values"])
            records.append(from_flat("conflicts", record_id, values))
        elif word in _ROOTS:
            records.append(from_flat(f"{word}s", record_id, {"label": record_id, **values}))
        elif word in WORDS.relations:
            link = {"relation": word, "source": record_id, "target": rest[0], **values}
            records.append(from_flat("links", f"{record_id}.{word}.{rest[0]}", link))
        else:
            kind, _, type_id = word.partition("/")
            tags = tuple(token[1:] for token in rest if token.startswith("#"))
            card = {"kind": kind, "type": type_id, "label": record_id, "concepts": tags, **values}
            records.append(from_flat("elements", record_id, card))
    board = Board([*records, *(round_ for round_, _ in rounds)])
    results = [
        result
        for round_, answers in rounds
        if round_.closed_order is not None
        for result in results_of_round(board, round_, answers, WORDS)
    ]
    return Board([*board.records(), *results])


def _told(text: str) -> Value:
    """Return what tables wrote, as a difference keeps it: `Hill:ten,River:forty`."""
    pairs = [entry.split(":", 1) for entry in text.split(",")]
    return freeze([{"table": table, "value": words.replace("_", " "), "who": "", "when": ""} for table, words in pairs])


_ROOTS = ("term", "statement", "participant", "note")


def _value(name: str, value: str) -> Any:
    if name == "about" and "," in value:
        return tuple(value.split(","))
    return int(value) if value.isdigit() else value.replace("_", " ")


def _round(statement: str, seq: int, fields: Mapping[str, str]) -> tuple[Round, list[Answer]]:
    round_ = Round(
        id=f"round-{seq}",
        seq=seq,
        items=(statement,),
        question="?",
        anonymous=fields.get("anonymous", "yes"),
        closed_order=None if fields.get("open") == "yes" else seq,
    )
    answers = []
    for side in (name for name in fields if name in WORDS.sides):
        for number, given in enumerate(fields[side].split(",")):
            value = float(given) if given.isdigit() else None
            sheet = f"{side}-{number}"
            answers.append(
                Answer(
                    round=round_.id,
                    item=statement,
                    side=side,
                    ballot=sheet if round_.anonymous == "yes" else "",
                    participant=sheet if round_.anonymous != "yes" else "",
                    value=value,
                    dk="yes" if given == "dk" else "no",
                )
            )
    return round_, answers


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
