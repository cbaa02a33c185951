"""What a command answers with: the records it is about, refusals by their names, and limits that are just within."""

from __future__ import annotations

import pytest

from stworkshop.commands.cards import MOST_LINES
from stworkshop.commands.schema import field_schema
from stworkshop.commands.values import LONGEST_LABEL, LONGEST_TEXT, checked
from stworkshop.model.catalogue import Attribute, catalogue
from stworkshop.model.changes import adding
from stworkshop.model.records import Conflict
from tests.commands.conftest import Table


def test_a_decision_names_the_records_that_it_is_about(table: Table) -> None:
    one, two = table.card("risk", "Late"), table.card("risk", "Dear")
    assert table.do("move_elements", moves={one: [5, 6], two: [7, 8]}).ids == (one, two)
    link = table.do("add_link", relation="causes", source=one, target=two).ids
    assert [found.id for found in table.board.links_from(one)] == list(link)
    assert table.do("edit_element", id=two, note="x").ids == (two,)
    word = table.do("add_term", label="Fair").ids[0]
    assert table.do("agree_word", id=word, outcome="open").ids == (word,)


def test_a_word_that_is_left_open_says_nothing_and_one_that_is_agreed_says_it(table: Table) -> None:
    word = table.do("add_term", label="Fair").ids[0]
    assert table.refused("agree_word", id=word, outcome="one").refusal == "words-missing"
    assert table.refused("agree_word", id=word, outcome="two", planner_word="Just").refusal == "words-missing"
    table.do("agree_word", id=word, outcome="one", agreed="  The same  for all ")
    assert table.board.terms[word].agreed == "The same for all"
    table.do("agree_word", id=word, outcome="two", planner_word="Just", engineer_word="Even")
    agreed = table.board.terms[word]
    assert (agreed.attributes["planner_word"], agreed.attributes["engineer_word"]) == ("Just", "Even")
    assert "“Just”" in agreed.agreed and "“Even”" in agreed.agreed
    table.do("agree_word", id=word, outcome="open", agreed="Never mind")
    assert (table.board.terms[word].agreed, table.board.terms[word].attributes["outcome"]) == ("", "open")


def test_a_read_back_counts_corrections_and_objections_apart(table: Table) -> None:
    card = table.card("risk", "Late")
    for kind, count in (("correction", 2), ("objection", 3), ("comment", 1)):
        for number in range(count):
            table.do("add_note", kind=kind, text=f"{kind} {number}", about=[card])
    (moment,) = table.do("finish_read_back").ids
    session = table.board.session
    assert (session.read_back, session.read_back_corrections, session.read_back_objections) == ("yes", 2, 3)
    assert table.board.snapshots[moment].kind == "read-back" and session.read_back_at


def test_a_round_that_follows_none_that_is_there_is_refused_by_name(table: Table) -> None:
    card = table.card("risk", "Late")
    asked = {"question": "Which?", "kind": "dots", "items": [card]}
    assert table.refused("open_round", follows="r-never", **asked).refusal == "not-there"
    assert table.refused("open_round", **{**asked, "kind": ""}).refusal == "kind-missing"
    assert table.refused("open_round", **{**asked, "question": " "}).refusal == "words-missing"
    first = table.do("open_round", id="r-1", **asked).ids
    assert first == ("r-1",) and table.refused("open_round", id="r-1", **asked).refusal == "id-taken"
    assert table.board.rounds["r-1"].opened_by == "laptop-a" and table.board.rounds["r-1"].closed_order is None


def test_an_unknown_kind_is_refused_by_name_wherever_one_is_given(table: Table) -> None:
    card = table.card("risk", "Late")
    for name, given in (
        ("capture", {"text": "Too loud", "kind": "pigeon"}),
        ("add_element", {"label": "Too loud", "kind": "pigeon"}),
        ("paste_lines", {"text": "Too loud", "kind": "pigeon"}),
    ):
        refused = table.refused(name, **given)
        assert refused.refusal == "unknown-kind" and "pigeon" in refused.message and "concern" in refused.message
    assert list(table.board.elements) == [card]


def test_as_many_lines_are_pasted_as_a_paste_may_have_and_not_one_more(table: Table) -> None:
    rows = "\n".join(f"Worry {number}" for number in range(MOST_LINES))
    assert table.refused("paste_lines", text=f"{rows}\nOne more", kind="concern").refusal == "too-many-lines"
    assert len(table.do("paste_lines", text=rows, kind="concern").ids) == MOST_LINES == len(table.board.elements)


@pytest.mark.parametrize(("name", "longest"), [("label", LONGEST_LABEL), ("note", LONGEST_TEXT)])
def test_a_text_is_as_long_as_it_may_be_and_not_one_letter_more(table: Table, name: str, longest: int) -> None:
    card = table.card("risk", "Late")
    table.do("edit_element", id=card, **{name: "x" * longest})
    table.refused("edit_element", id=card, **{name: "x" * (longest + 1)})
    assert len(getattr(table.board.elements[card], name)) == longest


def test_cards_that_were_joined_before_keep_all_their_wordings(table: Table) -> None:
    cards = [table.card("concern", words) for words in ("Too loud", "Noise", "A din")]
    table.do("merge_cards", ids=cards[:2])
    table.do("merge_cards", ids=[cards[0], cards[2]])
    (left,) = table.board.elements.values()
    assert {left.label, *left.attributes["wordings"]} == {"Too loud", "Noise", "A din"}


def test_a_card_whose_words_were_settled_has_room_for_them(table: Table) -> None:
    card = table.card("concern", "Short")
    difference = Conflict(id="c", seq=90, record=card, root="elements", field="label", values=({"value": "x"},))
    long = "Many words that need far more room than a card of one line has, and then some more of them " * 4
    before = table.board.elements[card]
    table.board.apply(adding([difference]))
    table.do("resolve_conflict", id="c", value=long)
    after = table.board.elements[card]
    assert after.label == long.strip() and before.size is not None and after.size is not None
    assert after.size[1] > before.size[1] and table.board.conflicts["c"].settled == "yes"


def test_every_sort_of_field_has_a_type_in_the_schema() -> None:
    types = {"text": "string", "date": "string", "word": "string", "yes-no": "string", "ids": ["array", "string"]}
    for sort, expected in types.items():
        assert field_schema(Attribute("x", "X", sort, None))["type"] == expected
    steps = field_schema(Attribute("x", "X", "integer", None, minimum=1, maximum=5))
    assert (steps["type"], steps["minimum"], steps["maximum"]) == (["integer", "null"], 1, 5)
    assert "string" in field_schema(Attribute("x", "X", "integer", None, values=(("none", "None"),)))["type"]


def test_a_refused_word_is_told_with_up_to_twelve_that_are_taken() -> None:
    many = tuple((f"w{number:02}", "") for number in range(13))
    for words, more in ((many[:12], False), (many, True)):
        told = checked(Attribute("x", "Sort", "word", "", values=words), "other").message
        assert "w11" in told and "w12" not in told and ("..." in told) is more
    assert checked(catalogue().kind("policy").attributes["applies_from"], "2026-02-30").refusal == "bad-value"
