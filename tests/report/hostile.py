"""Sessions that nobody would make on purpose: seeded, so that each number gives the same session again."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, from_flat

KINDS = list(catalogue().kinds)
RELATIONS = list(catalogue().relations)
SIDES = list(catalogue().sides)
CONCEPTS = list(catalogue().concepts)

_ALPHABETS = {
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת ",
    "devanagari": "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह्िीुे ",
    "chinese": "公交车站人工智能规划居民安全道路夜间工人",
    "greek": "αβγδεζηθικλμνξοπρστυφχψω ",
    "ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя ",
    "emoji": "🚌🚏👩‍🦽🧑🏽‍💻🏳️‍🌈❤️🔥 ",
    "combining": "áäôn̈e͜ ",
}
_NASTY = (
    "<b>bold</b> <para> & &amp; <br/>",
    "</script><script>alert(1)</script>",
    "%s {label} {0} $title \\n",
    '=HYPERLINK("x")',
    "\x00\x01\x02\x1b[31m",
    "\u202e txet desrever \u202c",
    "\u2066\u2067\u2068\u2069\u200f\u200e",
    "\u200b\u200b\u200b",
    "\ufeff\ufffe\uffff",
    "\ud83d lone \udc00",
    "\u2028\u2029line\x85ends",
    "‮‭‬" * 20,
    "a\u0300" * 40,
    "«»„“”‚‘’…–—  ",
    "W" * 300,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4,
    "ﷺ" * 30,
    "ß" * 80,
    "0123456789" * 30,
    "-" * 200,
    "_" * 120,
    "http://" + "x" * 200 + ".example/" + "y" * 300,
)
_PLAIN = ("bus", "stop", "night", "ramp", "data", "people")
STANCES = ("for", "against", "")
LANGUAGES = ("en", "ar", "de", "hi", "uk", "zh-Hant", "he", "", "xx")


def words(rng: random.Random) -> str:
    """Return words that may be anything but empty."""
    choice = rng.random()
    if choice < 0.35:
        return " ".join(
            rng.choice(("bus", "stop", "night", "ramp", "data", "people")) for _ in range(rng.randint(1, 12))
        )
    if choice < 0.6:
        letters = _ALPHABETS[rng.choice(list(_ALPHABETS))]
        return "".join(rng.choice(letters) for _ in range(rng.randint(1, 90))).strip() or "x"
    if choice < 0.9:
        return f"{rng.choice(_NASTY)} end"
    return "".join(chr(rng.choice((rng.randint(1, 0xD7FF), rng.randint(0xE000, 0x1F9FF)))) for _ in range(40)) + "end"


def long_note(rng: random.Random) -> str:
    """Return a note of about 10,000 letters."""
    text = ""
    while len(text) < 10_000:
        text += words(rng) + rng.choice((" ", "\n", "\n\n", ". "))
    return text[:10_000]


def session(seed: int) -> Board:
    """Return the hostile session of this number; most are small, some have no cards, a few have 2,000."""
    rng = random.Random(seed)
    size = 2_000 if seed % 250 == 249 else rng.choice((0, 1, 2, 5, 12, 25, 40, 60))
    ids = [f"e{n}" for n in range(size)]
    records: list[Record] = [from_flat("session", "s", _session(rng))]
    records += [from_flat("elements", card_id, _card(rng, n, size)) for n, card_id in enumerate(ids)]
    records += _links(rng, ids)
    records += _others(rng, ids)
    return Board(records)


def _session(rng: random.Random) -> dict[str, Any]:
    say = _sometimes(rng)
    return {
        "label": say(1.0),
        "workshop_question": say(0.7),
        "entity_of_interest": say(0.5),
        "description": say(0.4),
        "setting": say(0.3),
        "source": say(0.3),
        "legal_note": say(0.3),
        "language": rng.choice(LANGUAGES),
        "attribution": rng.choice(("named", "role", "anonymous")),
        "mandate": rng.choice(("", "inform", "consult", "advise", "decide", "nonsense")),
        "read_back": rng.choice(("yes", "no")),
        "date": rng.choice(("", "2026-11-24", "9999-12-31", "0001-01-01", "soon")),
        "review_on": rng.choice(("", "2027-05-24", "never")),
        "reply_to": say(0.8),
        "reply_until": rng.choice(("", "2026-12-24", "2026-12-24")),
        "reply_use": say(0.8),
    }


def _sometimes(rng: random.Random) -> Callable[[float], str]:
    return lambda chance: words(rng) if rng.random() < chance else ""


def _card(rng: random.Random, number: int, size: int) -> dict[str, Any]:
    kind = rng.choice([*KINDS, "own:Fleet of vehicles"])
    spec = catalogue().kind(kind)
    fields: dict[str, Any] = {
        "seq": number + 1,
        "kind": kind,
        "label": words(rng) if size < 500 or number % 10 == 0 else f"Card {number}",
        "code": f"{spec.code}{number + 1}",
        "note": long_note(rng) if rng.random() < 0.04 and size < 100 else words(rng) if rng.random() < 0.4 else "",
        "concepts": rng.sample(CONCEPTS, rng.randint(0, 2)),
    }
    types = catalogue().types(kind)
    if types and rng.random() < 0.7:
        fields["type"] = rng.choice(types)["id"]
    for name, attribute in spec.attributes.items():
        if name == "type" or rng.random() < 0.4:
            continue
        values = [value for value, _label in attribute.values]
        if values:
            fields[name] = rng.choice([*values, "nonsense"])
        elif attribute.type == "integer":
            fields[name] = rng.choice((attribute.minimum or 0, attribute.maximum or 5, 3))
        elif attribute.type == "date":
            fields[name] = rng.choice(("2026-12-24", "9999-12-31", "someday", ""))
        elif attribute.type == "text":
            fields[name] = words(rng)
    return fields


def _links(rng: random.Random, ids: list[str]) -> list[Record]:
    made = []
    for number in range(int(len(ids) * rng.choice((0, 0.5, 1.5, 3)))):
        source, target = rng.choice(ids), rng.choice([*ids, "gone"])
        fields = {
            "seq": 10_000 + number, "relation": rng.choice(RELATIONS), "source": source, "target": target,
            "note": words(rng) if rng.random() < 0.2 else "", "discussed": rng.choice(("yes", "no")),
        }  # fmt: skip
        if source != target:
            made.append(from_flat("links", f"l{number}", fields))
    return made


def _others(rng: random.Random, ids: list[str]) -> list[Record]:
    some = ids or ["gone"]
    made: list[Record] = []
    for n in range(rng.randint(0, 12)):
        person = {"seq": 20_000 + n, "label": words(rng), "side": rng.choice(SIDES), "stakeholder": rng.choice(some)}
        made.append(from_flat("participants", f"p{n}", person))
    for n in range(rng.randint(0, 6)):
        term = {"seq": 21_000 + n, "label": words(rng), "planner_reading": words(rng), "agreed": words(rng)}
        made.append(from_flat("terms", f"t{n}", term))
        note = {
            "seq": 22_000 + n, "kind": rng.choice(("comment", "objection", "dissent", "finding", "parking-lot")),
            "text": words(rng), "about": [rng.choice(some)], "check": "nonsense",
        }  # fmt: skip
        made.append(from_flat("notes", f"n{n}", note))
    statements = [f"st{n}" for n in range(rng.randint(0, 6))]
    for n, statement in enumerate(statements):
        said = {"seq": 23_000 + n, "label": words(rng), "about": rng.choice(some), "stance": rng.choice(STANCES)}
        made.append(from_flat("statements", statement, said))
    if statements:
        asked = {
            "seq": 24_000, "label": words(rng), "question": words(rng), "kind": "rating", "items": statements,
            "anonymous": rng.choice(("yes", "no")), "closed_order": rng.choice((None, 1)),
        }  # fmt: skip
        made.append(from_flat("rounds", "r", asked))
        for n, statement in enumerate(statements):
            counts = [rng.randint(0, 12) for _ in range(5)]
            n_ = sum(counts)
            mean = sum((at + 1) * count for at, count in enumerate(counts)) / n_ if n_ else None
            figures = {
                "n": n_, "dont_know": rng.randint(0, 3), "missing": 0, "mean": mean, "sd": 1.0 if n_ else None,
                "median": mean, "iqr": 1.0, "consensus": 0.5, "band": rng.choice(("split", "mixed", None)),
                "share_agree": 0.5, "share_disagree": 0.2, "mean_by_side": {"public": mean}, "side_gaps": [],
                "hidden_sides": [], "shift": None, "counts": counts, "counts_by_side": {}, "comments": [],
            }  # fmt: skip
            made.append(from_flat("results", f"result{n}", {"round": "r", "item": statement, "figures": figures}))
    return made
