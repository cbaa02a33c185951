"""Nothing is claimed that nobody said: an untouched card prints no sentence that a choice on it would bring about."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from stworkshop.board import Board
from stworkshop.catalogue import catalogue
from stworkshop.records import Record, from_flat
from stworkshop.report import outline
from tests.report.printing import board_of, link
from tests.report.told import said_in, words_in

WORDS = catalogue()
PRINTS = [name for name in (*outline.EDITIONS, *outline.DRAFTS) if name != "absent"]
CHOICES = [(kind, attribute.id) for kind in WORDS.kinds for attribute in WORDS.kind(kind).attributes.values()
           if attribute.is_choice and attribute.id not in ("type", "ai_act_tier")]  # fmt: skip
OF_THE_LAW = ("ai_act_tier", "ai_act_role", "ai_act_exception")
"""Choices with questions of their own, or that only a lawyer or a supplier makes."""
SAYS_THAT_NOBODY_SAID_IT = (
    "Nobody on the map is marked as a resident or community group yet.",
    "No card is marked as how it is today, or as without the AI.",
    "could be harmed; it is not said whether they were in the room.",  # a link says that a risk harms them
    "Questions, not blame: nothing was filled in afterwards.",
    "questions are answered from the map.",
    "were not discussed.",
    "No date set.",
    "Not discussed.",
    "Map",
    "The stakeholder",
)
"""Sentences that an untouched card may share with one of several answers: they tell what is missing, or of links."""


def a_map(kind: str = "", name: str = "", value: str = "") -> Board:
    """Return a map with one card of each kind, linked in each way that the catalogue lists; one choice is made."""
    records: list[Record] = [from_flat("session", "s", {"label": "W", "date": "2026-11-01"})]
    for number, one in enumerate(WORDS.kinds):
        fields: dict[str, Any] = {"kind": one, "label": f"The {one}", "code": f"{WORDS.kind(one).code}1"}
        fields["type"] = {"component": "language-model", "concern": "privacy"}.get(one, "")
        if one == kind:
            fields[name] = value
        records.append(from_flat("elements", one, {"seq": number + 1, **fields}))
    helper = {"kind": "stakeholder", "label": "The helper", "code": "S9", "seq": 90}
    records.append(from_flat("elements", "helper", helper))
    records.append(from_flat("participants", "a", {"label": "Ana", "side": "planner", "stakeholder": "helper"}))
    records += [link("has-concern", "helper", "concern"), link("pursues", "helper", "goal")]
    for source in WORDS.kinds:
        for target in WORDS.kinds:
            for relation in WORDS.allowed(source, target):
                if source != target and not WORDS.relations[relation].symmetric:
                    records.append(link(relation, source, target))
    return Board(records)


def prints(board: Board) -> dict[str, Counter[str]]:
    return {name: Counter(said_in(outline.build(board, WORDS, name))) for name in PRINTS}


@cache
def untouched() -> dict[str, Counter[str]]:
    return prints(a_map())


def claims(mine: Counter[str], other: Counter[str]) -> list[str]:
    """What one print says and the other does not, but for sentences that say what nobody said."""
    more = list((mine - other).elements())
    new = words_in(mine) - words_in(other)
    return [
        sentence
        for sentence in more
        if words_in([sentence]) & new and not any(known in sentence for known in SAYS_THAT_NOBODY_SAID_IT)
    ]


def test_every_choice_of_every_kind_starts_at_not_said_yet() -> None:
    for kind in WORDS.kinds.values():
        for attribute in kind.attributes.values():
            assert attribute.default in ("", None, ()), (kind.id, attribute.id)
            if attribute.is_choice and not attribute.derived and attribute.id != "type":
                assert (kind.id, attribute.id) in WORDS.asked or attribute.id in OF_THE_LAW, "it has its question"
                assert "" not in dict(attribute.values)


@pytest.mark.parametrize(("kind", "name"), CHOICES)
def test_an_untouched_card_prints_none_of_the_answers(kind: str, name: str, soak: bool) -> None:
    values = [value for value, _label in WORDS.kind(kind).attributes[name].values]
    said = {value: prints(a_map(kind, name, value)) for value in (values if soak else (values[0], values[-1]))}
    for print_ in PRINTS:
        mine = untouched()[print_]
        for value, of_value in said.items():
            if of_value[print_] == mine:
                wrong = {other: claims(mine, of_other[print_]) for other, of_other in said.items()}
                assert not any(wrong.values()), f"{print_} reads as if {kind}.{name} were {value}: {wrong}"


def test_the_wall_sees_a_claim() -> None:
    assert claims(Counter(["They were in the room"]), Counter(["Nobody knows"])) == ["They were in the room"]


# --- pupils, of whom nothing was said


def texts(board: Board, name: str) -> str:
    return " ".join(said_in(outline.build(board, WORDS, name)))


PUPILS = {"id": "s", "kind": "stakeholder", "label": "Pupils", "code": "S1"}
HARM = ({"id": "r", "kind": "risk", "label": "They are followed", "code": "R1"}, link("harms", "r", "s"))


def test_pupils_of_whom_nothing_was_said_are_nowhere_in_the_room() -> None:
    board = board_of(PUPILS, HARM[0], more=(HARM[1],))
    cover = texts(board, "participants")
    assert "Nobody said whether one group on the map was here." in cover
    assert "Nobody said whether these were here: Pupils (S1)." in cover
    assert "was here, or somebody spoke for them" not in cover and "In the room: 0 groups" in cover
    for draft in ("aia", "altai"):
        assert "Pupils took part" not in texts(board, draft)
    assert "Pupils: nobody said whether they took part" in texts(board, "altai")
    assert "directly; they were in the room" not in texts(board, "fria")
    assert "harmed; it is not said whether they were in the room" in texts(board, "fria")
    assert "Nobody has said yet whether they are here: “Pupils”." in texts(board, "engineers")


def test_who_is_in_the_list_of_people_is_in_the_room() -> None:
    ana = from_flat("participants", "a", {"label": "Ana", "side": "public", "stakeholder": "s"})
    board = board_of(PUPILS, HARM[0], more=(HARM[1], ana))
    assert "Everybody on the map who is affected was here" in texts(board, "participants")
    assert "Pupils took part in the workshop" in texts(board, "altai")
    assert "harmed; they were in the room" in texts(board, "fria")
    hidden = board_of(PUPILS, HARM[0], more=(HARM[1], ana), session={"attribution": "anonymous"})
    assert "Nobody said whether these were here: Pupils (S1)." in texts(hidden, "participants")


def test_those_whom_others_spoke_for_are_not_told_to_be_without_a_voice() -> None:
    teachers = {**PUPILS, "id": "t", "label": "Teachers", "voice": "present"}
    speaks = link("represents", "t", "s")
    board = board_of({**PUPILS, "voice": "absent"}, teachers, HARM[0], more=(HARM[1], speaks))
    assert "Pupils: not in the room; Teachers spoke for them" in texts(board, "altai")
    assert "nobody in the room spoke for them" not in texts(board, "fria")
