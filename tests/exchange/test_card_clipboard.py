"""Cards on the clipboard: what goes on it, what comes back, and what strangers put there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.errors import KnownError, NewerFile
from stworkshop.exchange.card_clipboard import LARGEST, read_cards, written_cards, written_lines
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, SessionRecord

WORDS = catalogue()
HERE = Board(
    [
        SessionRecord(id="s-1", label="Here"),
        Element(id="p", kind="stakeholder", label="Riders", code="S1", pos=(0.0, 0.0), concepts=("human-rights",)),
        Element(id="r", kind="risk", label="Late\u2026", code="R1", pos=(300.0, 0.0), attributes={"severity": 3}),
        Element(id="o", kind="own:Asset", label="Depot", code="Z1", pos=(0.0, 200.0)),
        Link(id="l", relation="affected-by", source="p", target="r", note="at night"),
    ]
)


def pasted(data: bytes) -> Board:
    found = Board([SessionRecord(id="s-2", label="There")])
    outcome = decide(found, "paste_cards", {"records": list(read_cards(data, WORDS).records)}, Context())
    assert isinstance(outcome, Decision), outcome
    found.apply(outcome.change)
    return found


def changed(**changes: Any) -> bytes:
    """Return good clipboard data with some parts put in their place."""
    return json.dumps({**json.loads(written_cards(HERE, WORDS, ["p", "r"])), **changes}).encode()


def only(**fields: Any) -> bytes:
    """Return clipboard data of one card."""
    return changed(cards=card(**fields), links=[])


def card(**fields: Any) -> list[dict[str, Any]]:
    return [{"id": "a", "kind": "risk", "label": "A risk", **fields}]


def test_cards_arrive_in_another_session_with_the_links_among_them() -> None:
    data = written_cards(HERE, WORDS, ["p", "r", "o"])
    assert read_cards(data, WORDS).session == "s-1"
    there = pasted(data)
    by_label = {element.label: element for element in there.elements.values()}
    assert {label: element.kind for label, element in by_label.items()} == {
        "Riders": "stakeholder", "Late\u2026": "risk", "Depot": "own:Asset",
    }  # fmt: skip
    assert by_label["Riders"].concepts == ("human-rights",) and by_label["Late\u2026"].attributes["severity"] == 3
    (link,) = there.links.values()
    assert (link.relation, link.source, link.note) == ("affected-by", by_label["Riders"].id, "at night")
    assert written_lines(HERE, ["r", "p", "r", "gone"]) == "Late\u2026\nRiders"


def test_what_this_program_does_not_know_becomes_words() -> None:
    words = {"dream": "Dream", "the-sea": "The sea", "mood": "How it feels", "longs-for": "longs for", "dire": "Dire"}
    entries = card(kind="dream", concepts=["the-sea"], mood=["calm", 3]) + card(
        id="b", label="B", reversible="dire", concepts=["human-rights", "the-sea"]
    )
    data = changed(cards=entries, links=[{"source": "a", "target": "b", "relation": "longs-for"}], words=words)
    there = pasted(data)
    dream, known = there.elements.values()
    assert (dream.kind, dream.label, dream.concepts) == ("own:Dream", "A risk", ())
    assert dream.note == "Topics: The sea\nHow it feels: calm, 3\nlongs for: B"
    assert known.kind == "risk" and known.concepts == ("human-rights",) and not there.links
    assert known.note == "Can it be put right?: Dire\nTopics: The sea"


def test_nothing_that_the_other_room_said_is_taken_from_a_clipboard_either() -> None:
    (made,) = pasted(only(kind="concern", basis="own-words", priority=5, locked="yes")).elements.values()
    assert not made.attributes and made.locked == "no"


HOSTILE: dict[str, bytes] = {
    "nothing": b"", "no JSON": b"{", "half a letter": b"\xff\xfe\x00", "a list": b"[]", "a number": b"7",
    "another format": b'{"format": "stworkshop", "version": 1}', "no cards": changed(cards=[], links=[]),
    "twice": b'{"format": "stworkshop-cards", "format": "stworkshop-cards"}', "too deep": b"[" * 100_000,
    "deep value": only(severity=json.loads("[" * 40 + "]" * 40)),
    "not a number": b'{"format": "stworkshop-cards", "version": NaN, "cards": [{}]}',
    "huge number": b'{"format": "stworkshop-cards", "version": 1' + b"0" * 9_000 + b"}",
    "cards as text": changed(cards="all"), "a card as text": changed(cards=["one"]),
    "no id": only(id=""),
    "id of lines": only(id="a\nb"), "no words": only(label=" \u202e"),
    "words as number": only(label=7), "kind as list": only(kind=["risk"]),
    "endless label": only(label="x" * 3_000), "note as map": only(note={}),
    "place": only(pos=[1]), "place as words": only(pos=["0", 1]),
    "far place": only(pos=[10**15, 0]), "map as value": only(mood={"a": 1}),
    "loose link": changed(cards=card(), links=[{"source": "a", "target": "z", "relation": "harms"}]),
    "link of nothing": changed(cards=card(), links=[{}]), "topics as maps": only(concepts=[{}]),
    "too many": changed(cards=[{"id": f"a{n}", "kind": "risk", "label": "A"} for n in range(1_001)], links=[]),
    "too large": b" " * (LARGEST + 1), "newer": changed(version=2),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_clipboard_of_strangers_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(KnownError) as refused:
        read_cards(HOSTILE[name], WORDS)
    assert str(refused.value).endswith("Nothing was added.") and len(str(refused.value)) < 120
    assert isinstance(refused.value, NewerFile) == (name == "newer")


@pytest.mark.parametrize("value", [99, -1, 2.5, "often", True, [3], "2" * 9])
def test_a_known_field_takes_only_what_fits(value: object) -> None:
    records = list(read_cards(only(severity=value), WORDS).records)
    outcome = decide(Board([SessionRecord(id="s", label="S")]), "paste_cards", {"records": records}, Context())
    assert isinstance(outcome, Refused) and outcome.message[-1] == "."
