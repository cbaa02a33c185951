"""What the words of a file become: suggestions, plans, sessions, reports."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.exchange import our_json
from stworkshop.exchange.foreign import LEAVE_OUT, OWN_KIND, Choices, Foreign, ForeignCard, ForeignLink, Plan
from stworkshop.exchange.incoming import of_content
from stworkshop.exchange.mapping import new_session, planned, suggested
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, SessionRecord

WORDS = catalogue()
BOARD = Board(
    [
        SessionRecord(id="s-1", label="A map"),
        Element(id="res", kind="stakeholder", label="Residents", code="S1", seq=1),
        Element(id="late", kind="concern", label="The bus comes late", code="C6", seq=2),
        Link(id="l", relation="has-concern", source="res", target="late", seq=3),
    ]
)


def foreign(*cards: ForeignCard, links: tuple[ForeignLink, ...] = (), name: str = "map.graphml") -> Foreign:
    return Foreign(name, "GraphML", "A title", cards, links)


def plan_of(file: Foreign, board: Board = BOARD, **choices: Any) -> Plan:
    found = suggested(file, WORDS, board)
    given_ = {name: {**getattr(found, name), **choices.get(name, {})} for name in ("kinds", "relations", "topics")}
    return planned(file, Choices(**given_, cards=choices.get("cards", {})), board, WORDS)


def brought(board: Board, plan: Plan) -> Board:
    outcome = decide(board, "bring_in", {"records": [dict(entry) for entry in plan.records]}, Context())
    assert isinstance(outcome, Decision), outcome
    after = board.copy()
    after.apply(outcome.change)
    return after


def entry(plan: Plan, label: str) -> Any:
    return next(e for e in plan.records if e.get("label") == label)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("stakeholder", "stakeholder"),
        ("Concerns", "concern"),
        ("archimate:BusinessActor", "stakeholder"),
        ("ApplicationComponent", "component"),
        ("Driver", "context"),
        ("Requirement", "policy"),
        ("CourseOfAction", "process"),
        ("Maßnahmen", "mitigation"),
        ("Préoccupation", "concern"),
        ("riesgos", "risk"),
        ("Stakeholer", "stakeholder"),
        ("Sensor or camera", "component"),
        ("own:Asset", "own:Asset"),
        ("Asset", ""),
        ("Go", ""),
        ("", ""),
    ],
)
def test_a_word_for_a_kind_is_known_or_left_open(word: str, kind: str) -> None:
    assert suggested(foreign(ForeignCard("1", "x", word)), WORDS).kinds == {word: kind}


def test_words_on_links_and_topics_are_known_by_label_either_way_round_and_in_other_languages() -> None:
    links = tuple(
        ForeignLink(str(n), "a", "b", word)
        for n, word in enumerate(("is reduced by", "verursacht", "InfluenceRelationship"))
    )
    found = suggested(foreign(ForeignCard("a", "a", topics=("Rechte", "utilité", "Verkehr")), links=links), WORDS)
    assert list(found.relations.values()) == ["mitigates", "causes", "shapes"]
    assert list(found.topics.values()) == ["human-rights", "public-value", ""]


def test_a_kind_of_its_own_on_the_map_is_that_kind_again() -> None:
    board = Board([SessionRecord(id="s"), Element(id="a", kind="own:Asset", label="A", code="Z1", seq=1)])
    assert suggested(foreign(ForeignCard("1", "B", "asset")), WORDS, board).kinds == {"asset": "own:Asset"}


def test_an_unknown_kind_stays_one_of_its_own_and_a_kind_that_is_left_out_goes_with_its_links() -> None:
    file = foreign(
        ForeignCard("1", "A", "Asset"),
        ForeignCard("2", "B", "Legend"),
        ForeignCard("3", "C", ""),
        links=(ForeignLink("l", "1", "2"),),
    )
    plan = plan_of(file, kinds={"Asset": OWN_KIND, "Legend": LEAVE_OUT})
    assert [(e["label"], e["kind"]) for e in plan.records] == [("A", "own:Asset"), ("C", "own:Card")]
    assert [fate.outcome for fate in plan.fates] == ["new", "left-out", "new"]
    assert any("its kind was" in words for words in plan.report.left_out)
    assert any("ends at a card that is not there" in words for words in plan.report.left_out)


def test_a_word_that_is_a_type_sets_the_type() -> None:
    plan = plan_of(foreign(ForeignCard("1", "Camera 4", "Sensor or camera")))
    assert (entry(plan, "Camera 4")["kind"], entry(plan, "Camera 4")["type"]) == ("component", "sensor")


def test_people_with_the_same_words_are_found_and_other_cards_come_with_a_question() -> None:
    plan = plan_of(
        foreign(
            ForeignCard("1", " residents", "Actor"),
            ForeignCard("2", "the bus comes late", "Issue"),
            links=(ForeignLink("l", "1", "2"),),
        )
    )
    assert [(f.outcome, f.other) for f in plan.fates] == [("found", "S1"), ("like", "C6")]
    assert plan.fates[0].element == "res" and plan.fates[1].question == "looks like C6"
    after = brought(BOARD, plan)
    assert len(after.elements) == 3 and len(after.links) == 2


def test_what_a_person_decided_about_a_card_holds() -> None:
    file = foreign(ForeignCard("1", "The bus comes late", "Issue"), ForeignCard("2", "Gone", "Issue"))
    plan = plan_of(file, cards={"1": "late", "2": LEAVE_OUT})
    assert [f.outcome for f in plan.fates] == ["found", "left-out"] and not plan.records


def test_the_same_file_gives_the_same_ids_and_again_it_gives_others() -> None:
    file = foreign(ForeignCard("1", "A", "Goal"))
    first, second = plan_of(file), plan_of(file)
    assert first.records == second.records
    again = plan_of(file, brought(BOARD, first))
    assert again.records[0]["id"] != first.records[0]["id"] and again.fates[0].outcome == "like"
    other = plan_of(foreign(ForeignCard("1", "A", "Goal"), name="other.graphml"))
    assert other.records[0]["id"] != first.records[0]["id"]


def test_an_unknown_topic_and_other_fields_stand_in_the_note() -> None:
    plan = plan_of(foreign(ForeignCard("1", "A", "Goal", "Said.", ("Rechte", "Verkehr"), fields={"Ort": "Hill East"})))
    assert entry(plan, "A")["concepts"] == ("human-rights",)
    assert entry(plan, "A")["note"] == "Said.\nTopic: Verkehr\nOrt: Hill East"
    assert plan.fates[0].question == "which topic?"
    plan = plan_of(foreign(ForeignCard("1", "A", "Goal", topics=("Verkehr",))), topics={"Verkehr": LEAVE_OUT})
    assert "note" not in entry(plan, "A") and any("as you chose" in words for words in plan.report.left_out)


def test_links_take_the_direction_in_which_they_hold() -> None:
    cards = (ForeignCard("s", "Drivers", "Actor"), ForeignCard("c", "No breaks", "Issue"))
    inverse = plan_of(foreign(*cards, links=(ForeignLink("1", "c", "s", "is a concern of"),)))
    turned = plan_of(foreign(*cards, links=(ForeignLink("1", "c", "s", "has concern"),)))
    likeliest = plan_of(foreign(*cards, links=(ForeignLink("1", "c", "s", "says"),)))
    for plan in (inverse, turned, likeliest):
        link = plan.records[-1]
        ends = (entry(plan, "Drivers")["id"], entry(plan, "No breaks")["id"])
        assert (link["relation"], link["source"], link["target"]) == ("has-concern", *ends)
    assert likeliest.records[-1]["note"] == "In the file: says"
    assert any("turned round" in words for words in turned.report.changed)
    assert not any("turned round" in words for words in inverse.report.changed)


def test_links_that_cannot_be_drawn_are_told() -> None:
    links = (
        ForeignLink("1", "a", "a", "causes"),
        ForeignLink("2", "a", "nowhere"),
        ForeignLink("3", "a", "b", "conflicts with"),
        ForeignLink("4", "b", "a", "conflicts with"),
    )
    plan = plan_of(foreign(ForeignCard("a", "A", "Goal"), ForeignCard("b", "B", "Goal"), links=links))
    assert plan.count("links") == 1 and plan.count("elements", "goal") == 2
    assert sum(word in " ".join(plan.report.left_out) for word in ("to itself", "“nowhere”", "what another one")) == 3


def test_a_link_may_end_at_a_card_of_the_map_by_code_or_words() -> None:
    links = (ForeignLink("1", "m", "c6"), ForeignLink("2", "m", "the bus comes LATE"))
    plan = plan_of(foreign(ForeignCard("m", "More buses", "Measure"), links=links))
    assert [e["target"] for e in plan.records[1:]] == ["late"] and plan.records[1]["relation"] == "addresses"


def test_values_that_do_not_fit_are_left_out_and_told() -> None:
    ours = {"likelihood": 4, "severity": 9, "level": 3, "colour": "red", "code": "R7", "pos": [10, 20], "locked": "yes"}
    plan = plan_of(foreign(ForeignCard("1", "Data leak", "Risk", ours=ours)))
    made = entry(plan, "Data leak")
    assert (made["likelihood"], made["code"], made["pos"], made["locked"]) == (4, "R7", (10.0, 20.0), "yes")
    assert not {"severity", "level", "colour"} & set(made)
    assert sum("“9”" in words or "“3”" in words or "“red”" in words for words in plan.report.left_out) == 3


def test_words_that_are_too_long_go_on_in_the_note_and_a_note_alone_becomes_words() -> None:
    file = foreign(ForeignCard("1", "word " * 900, "Goal"), ForeignCard("2", " ", "Goal", "First.\nSecond."))
    long, short = plan_of(file).records
    assert len(long["label"]) <= 2_000 and long["label"].endswith("…") and long["note"].startswith("…word")
    assert len(long["label"]) + len(long["note"]) >= 4_490
    assert (short["label"], short["note"]) == ("First.", "Second.")
    plan = plan_of(foreign(ForeignCard("1", "", "Goal", "long " * 11_000)))
    assert len(plan.records[0]["note"]) <= 50_000 and any("too long" in words for words in plan.report.left_out)
    brought(BOARD, plan)


def test_a_session_of_its_own_is_complete_and_goes_round() -> None:
    file = foreign(ForeignCard("1", "A", "Goal"), ForeignCard("2", "B", "Asset"), links=(ForeignLink("l", "1", "2"),))
    content = new_session(file, suggested(file, WORDS), WORDS)
    board = content.board()
    assert content.session.label == "A title" and content.id == new_session(file, Choices(), WORDS).id
    assert [(e.code, e.pos is not None, e.size is not None) for e in board.elements.values()] == [
        ("G1", True, True),
        ("Z1", True, True),
    ]
    assert len(board.links) == 1
    text = our_json.to_text(content)
    assert our_json.to_text(our_json.from_text(text)) == text


def test_cards_of_another_session_come_with_all_that_they_say() -> None:
    card = Element(
        id="x", kind="risk", label="Leak", code="R4", note="n", concepts=("regulation",), attributes={"severity": 4}
    )
    found = of_content(our_json.from_text(our_json.to_text(new_session(foreign(), Choices(), WORDS))), "a.json", WORDS)
    assert not found.foreign.cards
    content = Board([SessionRecord(id="o", label="Other"), card])
    found = of_content(type(new_session(foreign(), Choices(), WORDS))(list(content.records())), "a.json", WORDS)
    after = brought(BOARD, planned(found.foreign, found.choices, BOARD, WORDS))
    taken = after.elements["x"]
    assert (taken.code, taken.note, taken.concepts, taken.attributes["severity"]) == ("R4", "n", ("regulation",), 4)


# --- whatever the file holds

LONG = "ﬃ " * 900  # longer yet once it is written out
texts = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(["Residents", "Goal", "Risk", "has concern", "is reduced by", "C6", "own:", "own:X", LONG]),
)
values = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(-3, 40),
    st.floats(),
    st.lists(st.one_of(texts, st.floats(), st.integers()), max_size=3),
    st.dictionaries(texts, texts, max_size=1),
)
field_names = st.one_of(
    texts,
    st.sampled_from(
        ["type", "code", "pos", "size", "concepts", "severity", "level", "look_again", "sdgs", "kind", "id"]
    ),
    st.sampled_from(["note", "label", "group", "seq", "gone", "created_by", "discussed", "relation", "locked", "root"]),
)
ours = st.dictionaries(field_names, values, max_size=4)
ids = st.one_of(st.sampled_from(["1", "2", "3", "res", "C6", ""]), texts)
cards = st.builds(
    ForeignCard,
    ids,
    texts,
    texts,
    texts,
    st.lists(texts, max_size=2).map(tuple),
    st.none(),
    st.dictionaries(texts, texts, max_size=2),
    ours,
    texts,
    st.booleans(),
)
links = st.builds(ForeignLink, ids, ids, ids, texts, texts, ours)
files = st.builds(
    Foreign, texts, texts, texts, st.lists(cards, max_size=6).map(tuple), st.lists(links, max_size=6).map(tuple)
)
some_choices = st.sampled_from(["", LEAVE_OUT, OWN_KIND, "goal", "risk", "own:Y", "causes", "regulation", "nonsense"])


@given(file=files, chosen=st.lists(some_choices, min_size=4, max_size=4), by_suggestion=st.booleans())
def test_whatever_the_file_holds_the_plan_is_taken_as_a_whole(
    file: Foreign, chosen: list[str], by_suggestion: bool
) -> None:
    choices = suggested(file, WORDS, BOARD)
    if not by_suggestion:
        choices = Choices(
            {word: chosen[n % 4] for n, word in enumerate(file.kinds())},
            {word: chosen[n % 4] for n, word in enumerate(file.relations())},
            {word: chosen[n % 4] for n, word in enumerate(file.topics())},
            {card.id: chosen[n % 4] for n, card in enumerate(file.cards) if n % 3 == 0},
        )
    plan = planned(file, choices, BOARD, WORDS)
    assert len(plan.fates) == len(file.cards)
    new = [fate.element for fate in plan.fates if fate.outcome in ("new", "like")]
    assert sorted(new) == sorted(e["id"] for e in plan.records if e["root"] == "elements")
    assert plan.report.taken and all(plan.report.taken)
    if not plan.records:
        return
    after = brought(BOARD, plan)
    assert len(after.elements) == len(BOARD.elements) + plan.count("elements")
    assert len(after.links) == len(BOARD.links) + plan.count("links")
    again = planned(file, choices, after, WORDS)
    if again.records:
        brought(after, again)


@given(file=files)
def test_whatever_the_file_holds_it_makes_a_session_that_goes_round(file: Foreign) -> None:
    text = our_json.to_text(new_session(file, suggested(file, WORDS), WORDS))
    assert our_json.to_text(our_json.from_text(text)) == text
