"""How the topics hang together, and who joins planners and engineers, on small maps and on the samples."""

from __future__ import annotations

import re

import pytest

from stworkshop.analysis.bridging import Joins, coverage, joins
from stworkshop.analysis.findings import find
from stworkshop.model.catalogue import catalogue
from tests.analysis.checks.maps import map_of
from tests.analysis.maps import SAMPLES, sample

WORDS = catalogue()
PEOPLE = (
    "p stakeholder side=planner; q stakeholder side=planner"
    "; e stakeholder side=implementer; f stakeholder side=implementer"
)


def joined(links: str, people: str = PEOPLE) -> Joins:
    return joins(map_of(f"{people}; {links}"), WORDS)


def without(found: Joins) -> dict[str, tuple[bool, tuple[str, ...]]]:
    return {joiner.card: (joiner.alone, joiner.cut_off) for joiner in found.joiners}


def test_merravale_covers_the_topics_as_the_map_shows() -> None:
    seen = coverage(sample("merravale"), WORDS)
    assert [topic.cards for topic in seen.topics] == [18, 20, 14, 6, 9, 21]
    assert len(seen.bridges) == 15 and all(bridge.question for bridge in seen.bridges)
    missing = {bridge.concepts: bridge.question for bridge in seen.missing}
    assert missing == {
        ("public-value", "public-servants-competencies"): (
            "Which skill do we need to notice whether the benefit really comes?"
        ),
        ("human-rights", "public-servants-competencies"): (
            "Who can spot that someone is being treated unfairly, and dares to say so?"
        ),
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_coverage_and_questions_of_the_map_agree(name: str) -> None:
    board, seen = sample(name), coverage(sample(name), WORDS)
    asked = [one.concepts for one in find(board, WORDS) if one.check == "chk-concept-not-linked"]
    assert asked == [bridge.concepts for bridge in seen.missing]
    empty = [one.concepts for one in find(board, WORDS) if one.check == "chk-concept-empty"]
    assert empty == [(topic.concept,) for topic in seen.topics if not topic.cards]


def test_a_link_with_both_tags_at_both_ends_is_one_link_of_the_bridge() -> None:
    both = "#regulation #public-value"
    board = map_of(f"a goal {both}; b goal {both}; a enables b; c goal; c enables a")
    links = {bridge.concepts: bridge.links for bridge in coverage(board, WORDS).bridges}
    assert links["public-value", "regulation"] == 1 and sum(links.values()) == 1


def test_one_card_between_all_joins_alone() -> None:
    people = f"{PEOPLE}; o stakeholder side=oversight"
    found = joined("p works-with o; q works-with o; o works-with e; f works-with o", people)
    assert without(found) == {"o": (True, ("p", "q", "e", "f"))}
    assert found.sentences == (
        "Planners and engineers work together only through o. Who else could bring them together?",
        "Without o, planners and engineers would lose touch with each other.",
    )
    assert not any(pair.joins for pair in found.pairs) and len(found.pairs) == 4


def test_two_pairs_apart_each_hang_on_two_people() -> None:
    found = joined("p works-with e; f works-with q")
    assert [(pair.first, pair.second, pair.joins) for pair in found.pairs] == [("p", "e", True), ("q", "f", True)]
    assert without(found) == {card: (False, (other,)) for card, other in ("pe", "ep", "qf", "fq")}
    assert "Without e, p would lose touch with the engineers." in found.sentences
    assert "Without q, f would lose touch with the planners." in found.sentences


def test_a_ring_holds_whoever_leaves() -> None:
    found = joined("p works-with e; e works-with q; q works-with f; f works-with p")
    assert found.joiners == () and found.summary == "Planners and engineers stay in touch, whoever leaves."


def test_a_chain_names_who_is_cut_off_and_the_one_on_most_ways_first() -> None:
    found = joined("p works-with q; q works-with e; e works-with f; q works-with f")
    assert without(found) == {"q": (True, ("p", "e", "f"))}
    found = joined("p works-with e; e works-with f; q works-with f; q works-with e")
    assert without(found) == {"e": (False, ("p",))}
    assert found.sentences[1:] == ("Without e, p would lose touch with the engineers.",)


def test_both_professions_cut_off_at_once_are_told_in_one_sentence() -> None:
    people = f"{PEOPLE}; r stakeholder side=planner; g stakeholder side=implementer; o stakeholder side=oversight"
    ring = "p works-with e; p works-with f; q works-with e; q works-with f"
    found = joined(f"{ring}; r works-with o; o works-with g", people)
    assert without(found)["o"] == (False, ("r", "g"))
    assert "Without o, r and g would lose touch with the other profession." in found.sentences


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("c concern", "There are no planners and no engineers on the map yet."),
        ("e stakeholder side=implementer", "There are no planners on the map yet"),
        ("p stakeholder side=planner", "There are no engineers on the map yet"),
        (PEOPLE, "Nothing on the map links planners with engineers yet."),
        (f"{PEOPLE}; p works-with q; e works-with f; p works-with p; p oversees e", "Nothing on the map links"),
    ],
)
def test_what_is_missing_is_said(people: str, said: str) -> None:
    found = joins(map_of(people), WORDS)
    assert found.summary.startswith(said) and found.joiners == ()


def test_other_cards_and_relations_do_not_join() -> None:
    people = f"{PEOPLE}; k component"
    assert joined("p works-with k; k works-with e; p represents e", people).joiners == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_told_in_words_alone(name: str) -> None:
    for sentence in joins(sample(name), WORDS).sentences:
        assert not re.search(r"\d", sentence) and sentence[-1] in ".?"


def test_no_participant_is_named() -> None:
    board = map_of(f"{PEOPLE}; p works-with e; ines participant label=Ines_Marquardt side=planner stakeholder=p")
    assert board.participants and not any("Ines" in sentence for sentence in joins(board, WORDS).sentences)


def test_samples_show_who_is_the_only_one() -> None:
    assert [(joiner.card, joiner.alone) for joiner in joins(sample("eastmere"), WORDS).joiners] == [("ea-s-ds", True)]
    assert [joiner.card for joiner in joins(sample("quayline"), WORDS).joiners if joiner.alone] == [
        "qd-s-planner",
        "qd-s-ds",
    ]
    pairs = [(pair.first, pair.second) for pair in joins(sample("merravale"), WORDS).pairs]
    assert pairs == [("mb-s-planner", "mb-s-mle"), ("mb-s-diversity", "mb-s-ds")]
    assert joins(sample("hill-east"), WORDS).pairs == ()
