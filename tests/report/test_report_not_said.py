"""Nothing is claimed that nobody said: an untouched card prints no sentence that a choice on it would bring about."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import permutations
from typing import Any

import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Attribute, catalogue
from stworkshop.model.records import Record, from_flat, replaced
from stworkshop.report.content import outline
from stworkshop.report.content.blocks import CardList
from tests.report.printing import board_of, link, page_texts, printed, sample
from tests.report.told import said_in


def is_choice(attribute: Attribute) -> bool:
    """Whether people choose one of its values, and may not have said yet which."""
    return attribute.type in ("word", "yes-no") and bool(attribute.values)


WORDS = catalogue()
PRINTS = [name for name in (*outline.EDITIONS, *outline.DRAFTS) if name != "absent"]
CHOICES = [(kind, attribute.id) for kind in WORDS.kinds for attribute in WORDS.kind(kind).attributes.values()
           if is_choice(attribute) and attribute.id not in ("type", "ai_act_tier")]  # fmt: skip
OF_THE_LAW = ("ai_act_tier", "ai_act_role", "ai_act_exception")
"""Choices with questions of their own, or that only a lawyer or a supplier makes."""
TELLS_WHAT_IS_MISSING = (
    "Nobody on the map is marked as", "None are on the map yet.", "Add the people who would use",
    "No card is marked as either.", "Mark one card as today", "nobody has said yet whether they were in the room",
    "questions, not blame",
    "questions are answered from the map.", "were not discussed.", "Not discussed.", "No date set.",
    "more in the long summary", "No day yet", "would notice a mistake in",
    "No test was named.", "not rated", ": 0 groups", "In the room: 1 group", "One person took part",
    "cares about ", "matters to ", "helps ", "helped by ",
)  # fmt: skip
"""What an untouched card may share with some of the answers: it counts, says what is missing, or not whose words, or
what a link says that somebody drew.
"""
NO_SENTENCE = re.compile(r"[\W\d_]*|([A-Z]\d+\W*)+|, S\d|must|should|note|Map|The [\w-]+")
"""Codes, weights of questions, and the words of a card."""


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


def claims(mine: Counter[str], with_one: Counter[str], with_another: Counter[str]) -> list[str]:
    """What is printed of an untouched card and of one with an answer, but not of one with another answer."""
    return [
        sentence
        for sentence in (mine & with_one) - with_another
        if not NO_SENTENCE.fullmatch(sentence) and not any(known in sentence for known in TELLS_WHAT_IS_MISSING)
    ]


def test_every_choice_of_every_kind_starts_at_not_said_yet() -> None:
    for kind in WORDS.kinds.values():
        for attribute in kind.attributes.values():
            assert attribute.default in ("", None, ()), (kind.id, attribute.id)
            if is_choice(attribute) and not attribute.derived and attribute.id != "type":
                assert (kind.id, attribute.id) in WORDS.asked or attribute.id in OF_THE_LAW, "it has its question"
                assert "" not in dict(attribute.values)


@pytest.mark.parametrize(("kind", "name"), CHOICES)
def test_an_untouched_card_prints_none_of_the_answers(kind: str, name: str) -> None:
    values = [value for value, _label in WORDS.kind(kind).attributes[name].values]
    said = {value: prints(a_map(kind, name, value)) for value in values}
    for print_ in PRINTS:
        for value, other in permutations(said, 2):
            wrong = claims(untouched()[print_], said[value][print_], said[other][print_])
            assert not wrong, f"{print_} reads as if {kind}.{name} were {value}"


def test_the_wall_sees_a_claim() -> None:
    mine, here, away = (Counter([one, "It rains"]) for one in ("They were here", "They were here", "Nobody came"))
    assert claims(mine, here, away) == ["They were here"] and claims(mine, away, here) == []


# --- pupils, of whom nothing was said


def texts(board: Board, name: str) -> str:
    return " ".join(said_in(outline.build(board, WORDS, name)))


PUPILS = {"id": "s", "kind": "stakeholder", "label": "Pupils", "code": "S1"}
HARM = ({"id": "r", "kind": "risk", "label": "They are followed", "code": "R1"}, link("harms", "r", "s"))


def test_pupils_of_whom_nothing_was_said_are_nowhere_in_the_room() -> None:
    board = board_of(PUPILS, HARM[0], more=(HARM[1],))
    cover = texts(board, "participants")
    assert "Nobody has said yet whether one group on the map was here." in cover
    assert "Nobody has said yet whether these were here: Pupils (S1)." in cover
    assert "was here, or somebody spoke for them" not in cover and "In the room: 0 groups" in cover
    for draft in ("aia", "altai"):
        assert "Pupils took part" not in texts(board, draft)
    assert "Pupils: nobody has said yet whether they took part" in texts(board, "altai")
    assert "directly; they were in the room" not in texts(board, "fria")
    assert "harmed; nobody has said yet whether they were in the room" in texts(board, "fria")
    assert "Do we know whether they are here? Nobody has said it yet about “Pupils”." in texts(board, "engineers")


def test_the_map_has_a_sign_for_somebody_of_whom_nothing_was_said() -> None:
    for voice, legend in (("", True), ("present", False), ("absent", False)):
        page = next(text for text in page_texts(printed(board_of({**PUPILS, "voice": voice}))) if "The map" in text)
        assert ("not said yet" in page) == legend


def test_who_is_in_the_list_of_people_is_in_the_room() -> None:
    ana = from_flat("participants", "a", {"label": "Ana", "side": "public", "stakeholder": "s"})
    board = board_of(PUPILS, HARM[0], more=(HARM[1], ana))
    assert "Everybody on the map who is affected was here" in texts(board, "participants")
    assert "Pupils took part in the workshop" in texts(board, "altai")
    assert "harmed; they were in the room" in texts(board, "fria")
    hidden = board_of(PUPILS, HARM[0], more=(HARM[1], ana), session={"attribution": "anonymous"})
    assert "Nobody has said yet whether these were here: Pupils (S1)." in texts(hidden, "participants")


def test_those_whom_others_spoke_for_are_not_told_to_be_without_a_voice() -> None:
    teachers = {**PUPILS, "id": "t", "label": "Teachers", "voice": "present"}
    speaks = link("represents", "t", "s")
    board = board_of({**PUPILS, "voice": "absent"}, teachers, HARM[0], more=(HARM[1], speaks))
    assert "Pupils: not in the room; Teachers spoke for them" in texts(board, "altai")
    assert "nobody in the room spoke for them" not in texts(board, "fria")


def test_who_took_part_is_told_in_whole_words_also_of_one() -> None:
    sides = ("public", "public", "planner", "implementer", "")
    people = [from_flat("participants", f"p{n}", {"label": f"P{n}", "side": side}) for n, side in enumerate(sides)]
    said = texts(board_of(more=tuple(people)), "participants")
    assert "Five people took part: two residents, one planner, one engineer and one whose side nobody said." in said
    assert "Nobody came from a supplier or oversight." in said
    officer = {"id": "o", "kind": "stakeholder", "label": "Data officer", "code": "S1", "side": "oversight"}
    said = texts(board_of({**officer, "voice": "present"}, more=tuple(people)), "participants")
    assert "Nobody came from a supplier." in said


def test_a_list_of_people_that_is_too_short_does_not_tell_how_many_came() -> None:
    ana = from_flat("participants", "a", {"label": "Ana", "side": "public"})
    framing = from_flat("stages", "f", {"stage": "framing", "heads": 9, "started": "2026-11-01T09:00:00Z"})
    vote = from_flat("rounds", "w", {"kind": "rating", "items": ["y"], "closed_order": 1})
    sheets = from_flat("results", "result.w", {"round": "w", "figures": {"voters": 9}})
    for more in ((ana, framing), (ana, vote, sheets)):
        said = texts(board_of(more=more), "participants")
        assert "At least nine people took part. One of them is listed: one resident." in said
        assert "Nobody came from" not in said and "One person took part" not in said


def test_of_what_is_not_decided_nobody_is_asked_why_it_was() -> None:
    said = texts(board_of({"id": "d", "kind": "decision", "label": "A driver checks", "code": "D1"}), "participants")
    assert "What is the reason for “A driver checks”?" in said and "did we decide" not in said


def test_a_way_of_working_that_ends_in_a_decision_is_not_told_to_be_decided_by_a_computer() -> None:
    appeal = {"id": "p", "kind": "process", "label": "Second look", "code": "P1"}
    for chosen, told in (("binding", "Its result is a decision."), ("advisory", "Its result is advice."), ("", "")):
        said = texts(board_of({**appeal, "decision_type": chosen}), "engineers")
        assert told in said and "computer have a say" not in said and ("Its result" in said) == bool(told)


def test_how_bad_the_risks_are_is_counted_in_whole_words() -> None:
    risks = [{"id": f"r{n}", "kind": "risk", "label": f"Harm {n}", "code": f"R{n}"} for n in (1, 2, 3)]
    rated = [{**risk, "severity": 3, "likelihood": 3} for risk in risks]
    for some, told in (
        (risks[:1], "One risk was named. It is not rated."),
        (rated[:2], "Two risks were named. Both are medium."),
        (rated, "Three risks were named. All are medium."),
        ([rated[0], risks[1]], "Two risks were named. One is medium, one not rated."),
    ):
        assert told in texts(board_of(*some), "participants")


def test_whose_words_got_dots_is_said_only_where_it_is_known_of_all() -> None:
    dots = from_flat("rounds", "w", {"kind": "dots", "items": ["c"], "closed_order": 1})
    whole = from_flat("results", "result.w", {"round": "w", "figures": {"voters": 9, "dots_used": 9}})
    one = from_flat("results", "r", {"round": "w", "item": "c", "figures": {"n": 9, "dots": 9, "breadth": 9}})
    for basis, claimed in (("own-words", True), ("reported", False), ("", False)):
        concern = {"id": "c", "kind": "concern", "label": "Dark stops", "code": "C1", "basis": basis}
        said = texts(board_of(concern, more=(dots, whole, one)), "participants")
        assert "9 dots were placed." in said and ("in people’s own words" in said) == claimed


def test_what_stood_on_no_ballot_is_not_told_to_have_got_no_dots() -> None:
    board = sample("merravale")
    [dots] = [one for one in board.rounds.values() if one.kind == "dots"]
    asked = [card for card in board.elements.values() if card.kind == "concern" and card.id in dots.items]
    narrowed = Board([replaced(r, {"items": dots.items[:1]}) if r.id == dots.id else r for r in board.records()])
    assert len(asked) > 1 and "not on the ballot" in texts(narrowed, "participants")
    lists = {block.title: {row.card.code for row in block.rows} for part in outline.build(narrowed, WORDS).sections
             for block in part.blocks if isinstance(block, CardList)}  # fmt: skip
    assert "C17" in lists["Also on the map, not on the ballot"]
    assert not lists.get("Also on the map, without dots", set()) & lists["Also on the map, not on the ballot"]
