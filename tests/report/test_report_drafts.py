"""Working drafts for the instruments that come after a workshop: all that they say comes from the map."""

from __future__ import annotations

import re
from typing import Any

import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.report.content import outline as outlines
from stworkshop.report.content.basic_blocks import Asked, Bullets, Heading, Table
from stworkshop.report.content.blocks import Outline, plain
from stworkshop.report.content.gathering import gathered
from stworkshop.report.pdf import summary_bytes
from tests.report.printing import DAY, SAMPLES, board_of, link, sample

DRAFTS = list(outlines.DRAFTS)
CODES = re.compile(r"((?:[A-Z]\d+[a-z]*)(?:, [A-Z]\d+[a-z]*)*|session)$")


def draft(board: Board, name: str) -> Outline:
    return outlines.build(board, catalogue(), name)


def questions(outline: Outline) -> dict[str, Asked]:
    return {
        block.question: block for section in outline.sections for block in section.blocks if isinstance(block, Asked)
    }


def answers(board: Board, name: str, question: str) -> list[str]:
    found = [block for words, block in questions(draft(board, name)).items() if question in words]
    assert len(found) == 1, question
    return [plain(answer) for answer in found[0].answers]


def a_part(**fields: Any) -> dict[str, Any]:
    return {"id": "k", "kind": "component", "type": "optimiser", "label": "Route optimiser", "code": "K1", **fields}


@pytest.mark.parametrize("name", DRAFTS)
@pytest.mark.parametrize("session", SAMPLES)
def test_each_sentence_names_its_cards_and_each_question_says_who_answers_it(name: str, session: str) -> None:
    board = sample(session)
    codes = {element.code for element in board.elements.values()}
    outline = draft(board, name)
    assert outline.draft == "Working draft, not legal advice"
    for block in questions(outline).values():
        assert bool(block.answers) != bool(block.missing) or (block.others and not block.answers)
        for answer in block.answers:
            found = CODES.search(plain(answer))
            assert found, plain(answer)
            assert ".”." not in plain(answer) and ".;" not in plain(answer)
            assert found[1] == "session" or set(found[1].split(", ")) <= codes


@pytest.mark.parametrize("name", DRAFTS)
def test_an_empty_session_leaves_every_question_blank(name: str) -> None:
    outline = draft(board_of(), name)
    asked = questions(outline)
    assert len(asked) >= 7
    assert all(not block.answers for block in asked.values())
    assert any(plain(block.missing) == "Not discussed." for block in asked.values())
    assert summary_bytes(board_of(), catalogue(), edition=name, printed=DAY).startswith(b"%PDF")


@pytest.mark.parametrize("name", DRAFTS)
def test_the_first_page_says_what_it_is_and_when_the_source_was_checked(name: str) -> None:
    about = draft(sample("merravale"), name).sections[0]
    said = "\n".join(plain(getattr(block, "content", ())) for block in about.blocks)
    assert "not legal advice" in said
    assert "Source and law were checked on 1 December 2026." in said


def test_the_six_elements_of_the_rights_assessment() -> None:
    asked = questions(draft(sample("merravale"), "fria"))
    assert [words[:2] for words in asked if words[1] == ")"] == ["a)", "b)", "c)", "d)", "e)", "f)"]
    merravale = sample("merravale")
    assert "Demand forecast; how often it is used: Every night. K6" in answers(merravale, "fria", "b)")
    affected = answers(merravale, "fria", "c)")
    assert "Night-shift workers would be affected directly; nobody in the room spoke for them. S3" in affected
    assert any(said.endswith("R8, S3") for said in answers(merravale, "fria", "d)"))
    unchecked = "Nobody has said yet who checks Demand forecast, Driver roster optimiser and Access rule. K6, K8, K9"
    assert unchecked in answers(merravale, "fria", "e)")
    assert any(said.startswith("No measure was named against") for said in answers(merravale, "fria", "f)"))


def test_a_part_that_nobody_classified_is_said_to_be_so() -> None:
    board = board_of(a_part())
    assert answers(board, "fria", "Class under the Act") == ["Route optimiser: Not yet classified. K1"]
    high = board_of(a_part(ai_act_tier="tier-high-risk", annex_iii=4))
    (said,) = answers(high, "fria", "Class under the Act")
    assert "High-risk" in said and "Annex III, point 4: Employment" in said


@pytest.mark.parametrize("name", ["fria", "atrs"])
def test_a_part_that_has_a_class_is_told_of_whatever_sort_it_is(name: str) -> None:
    question = {"fria": "Which AI parts are on the map", "atrs": "Phase"}[name]
    told = answers(sample("eastmere"), name, question)
    if name == "atrs":
        told = [section.title for section in draft(sample("eastmere"), name).sections]
    assert any("Ask Eastmere chat" in one and "K1" in one for one in told)
    plain_screen = board_of(a_part(type="user-interface"))
    assert answers(plain_screen, name, question) == []


def test_the_rights_assessment_may_refer_to_the_one_on_data_protection_or_include_it() -> None:
    asked = questions(draft(sample("merravale"), "fria"))
    assert [words for words in asked if "27(4)" in words] == [
        "Which data protection impact assessment does it refer to or include (Article 27(4))?"
    ]


def test_whoever_checks_is_named_and_a_part_that_is_checked_is_not_told_of() -> None:
    person = {"id": "s", "kind": "stakeholder", "label": "Planner", "code": "S1"}
    board = board_of(a_part(), person, more=(link("oversees", "s", "k"),))
    assert answers(board, "fria", "e)") == ["Checked by Planner: Route optimiser. S1, K1"]


@pytest.mark.parametrize("session", SAMPLES)
def test_no_level_is_computed(session: str) -> None:
    outline = draft(sample(session), "aia")
    said = " ".join(
        plain(answer) for block in questions(outline).values() for answer in (*block.answers, block.missing)
    )
    assert not re.search(r"\b[Ll]evel (I|II|III|IV|\d)\b", said)
    assert "No score and no level is computed" in " ".join(
        plain(getattr(block, "content", ())) for block in outline.sections[0].blocks
    )


def test_what_the_people_served_want_is_what_the_map_says() -> None:
    board = board_of(
        {"id": "s", "kind": "stakeholder", "label": "Pupils", "code": "S1", "side": "public"},
        {"id": "g", "kind": "goal", "label": "Be home before dark", "code": "G1"},
        more=(link("pursues", "s", "g"),),
    )
    said = answers(board, "aia", "What do the people served want of it?")
    assert said == ["Be home before dark: wanted by Pupils. G1, S1"]


def test_the_consultation_page_has_nine_areas_of_concern() -> None:
    asked = questions(draft(sample("merravale"), "aia"))
    areas = [words for words in asked if words.startswith("Significant concerns")]
    assert len(areas) == 9 and areas[-1].endswith("other")
    told = [plain(a) for words in areas for a in asked[words].answers]
    concerns = [card for card in sample("merravale").elements.values() if card.kind == "concern"]
    assert all(sum(concern.label.rstrip(".") in one for one in told) == 1 for concern in concerns)


def test_seven_requirements_and_the_sections_of_the_record() -> None:
    requirements = draft(sample("quayline"), "altai").sections[1:]
    assert [section.title[0] for section in requirements] == list("1234567")
    for record in draft(sample("quayline"), "atrs").sections[1:]:
        heads = [block.content for block in record.blocks if isinstance(block, Heading)]
        assert heads[0].startswith("Tier 1") and len(heads) == 6


def test_a_transparency_record_is_about_one_tool_and_there_is_one_for_each() -> None:
    board = sample("merravale")
    records = draft(board, "atrs").sections[1:]
    assert [section.title[:2] for section in records] == ["K6", "K7", "K8", "K9"]
    for part in ("K8", "k8", "mb-k-roster"):
        (one,) = outlines.build(board, catalogue(), "atrs", part).sections[1:]
        told = [plain(a) for block in one.blocks if isinstance(block, Asked) for a in block.answers]
        assert one == records[2]
        assert one.title.endswith("Driver roster optimiser") and "Driver roster optimiser. K8" in told
        assert not any(re.search(r"\bK(6|7|9)\b", said) for said in told)
    for name, part in (("atrs", "K99"), ("fria", "K8")):
        with pytest.raises(KnownError):
            outlines.build(board, catalogue(), name, part)


def test_the_architecture_description_has_what_the_standard_names() -> None:
    outline = draft(sample("merravale"), "iso42010")
    tables = {
        block.title: block for section in outline.sections for block in section.blocks if isinstance(block, Table)
    }
    people = [card for card in sample("merravale").elements.values() if card.kind == "stakeholder"]
    assert len(tables["Who is concerned with what"].rows) == len(people)
    assert len(tables["Viewpoints, and the views they govern"].rows) == len(catalogue().viewpoints)
    links = sum(int(plain(row[2])) for row in tables["Relations between the parts"].rows)
    assert links == len(sample("merravale").links)


def test_answers_of_a_round_are_told_as_everybody_may_see_them() -> None:
    told = answers(sample("merravale"), "aia", "assessed and dealt with")
    assert any("(10 answers; mean 3.60 of 5; mixed; statement 1)" in said for said in told)


def test_an_answer_stands_once_under_its_question() -> None:
    for block in questions(draft(sample("merravale"), "fria")).values():
        assert len(block.answers) == len(set(block.answers))


def test_when_the_rights_assessment_is_a_duty_is_said_first() -> None:
    def notes(regime: str) -> str:
        about = draft(board_of(session={"regime": regime}), "fria").sections[0]
        return "\n".join(plain(getattr(block, "content", ())) for block in about.blocks)

    assert "These duties apply from 2 December 2027." in notes("eu")
    assert "public authorities use by then have until 2 August 2030, unless" in notes("eu")
    assert "as amended by Regulation (EU) 2026/1744" in notes("eu")
    assert "only to compare" not in notes("eu")
    assert "The law does not apply here: we use it only to compare." in notes("uk")


def test_nobody_is_made_the_public_body_or_the_senior_owner() -> None:
    fria = questions(draft(sample("merravale"), "fria"))
    (body,) = [block for words, block in fria.items() if "public body, or private body" in words]
    record = questions(draft(sample("merravale"), "atrs"))
    for block in (body, record["Senior responsible owner"]):
        assert block.others and not block.answers


def test_what_nobody_said_is_not_passed_off_as_a_worry_of_theirs() -> None:
    concern = {"id": "c", "kind": "concern", "type": "privacy", "label": "They see me", "code": "C1"}
    hope = {"id": "h", "kind": "concern", "type": "privacy", "label": "Fewer forms", "code": "C2", "feeling": "hope"}
    worry = {"id": "w", "kind": "concern", "type": "privacy", "label": "A list", "code": "C3", "feeling": "worry"}
    board = board_of({**concern, "basis": "assumed"}, hope, {**worry, "basis": "own-words"})
    assert answers(board, "altai", "said about privacy") == [
        "They see me (assumed, nobody said it). C1",
        "Fewer forms (a hope; not said whose words). C2",
        "“A list” (a worry). C3",
    ]


def test_what_should_not_happen_is_no_benefit() -> None:
    fields = {"kind": "outcome", "code": "O1", "label": "More reach work"}
    good = board_of({"id": "o", **fields, "situation": "with-ai", "intended": "yes"})
    told = "More reach work; nobody has said yet for whom; no sign was agreed. O1"
    assert answers(good, "atrs", "Benefits") == [told]
    unsaid = "whether with the AI or without it; nobody has said yet whether it is meant to happen. O1"
    assert answers(board_of({"id": "o", **fields}), "atrs", "Benefits")[0].endswith(unsaid)
    for other in ({"intended": "no"}, {"situation": "today"}, {"situation": "without-ai"}):
        assert answers(board_of({"id": "o", **fields, **other}), "atrs", "Benefits") == []


def test_a_global_goal_is_printed_with_its_outcome() -> None:
    tagged = {"id": "o", "kind": "outcome", "code": "O1", "label": "More reach work", "sdgs": ["sdg-11"]}
    board = board_of({**tagged, "situation": "with-ai"})
    (said,) = answers(board, "atrs", "Benefits")
    assert "global goals: Sustainable Cities and Communities" in said
    makers = outlines.build(board, catalogue(), "decision-makers").sections[0]
    notes = [plain(block.note) for block in makers.blocks if isinstance(block, Table)]
    assert "Global goals (SDG): O1 Sustainable Cities and Communities." in notes


def test_sentences_fit_one_and_many() -> None:
    people = [{"id": f"s{n}", "kind": "stakeholder", "label": f"Planners {n}", "code": f"S{n}"} for n in (1, 2)]
    absent = {"id": "s3", "kind": "stakeholder", "label": "Night workers", "code": "S3", "voice": "absent"}
    owned = tuple(link("owns", person["id"], "k") for person in people)
    board = board_of(a_part(), *people, absent, more=owned)
    assert answers(board, "altai", "Who is responsible") == [
        "Route optimiser; responsible: Planners 1 and Planners 2. K1, S1, S2"
    ]
    assert "Night workers: not in the room, and nobody spoke for them. S3" in answers(board, "altai", "Who took part")


def test_a_card_that_asks_or_ends_gets_no_second_mark() -> None:
    asked = {"id": "q", "kind": "open-question", "label": "Who pays?", "code": "Q1", "note": "The city."}
    said = {"id": "x", "kind": "context", "label": "It is steep.", "code": "X1", "note": "In the east"}
    board = board_of(asked, said)
    assert answers(board, "iso42010", "not decided yet") == ["Who pays? The city. Q1"]
    assert answers(board, "iso42010", "Environment") == ["It is steep. In the east. X1"]


def test_who_decides_is_told_by_what_informs_them() -> None:
    step = {"id": "p", "kind": "process", "label": "Planning", "code": "P1", "decision_type": "binding"}
    board = board_of(a_part(), step, more=(link("informs", "k", "p"),))
    assert answers(board, "atrs", "people who decide are told") == ["Route optimiser; informs: Planning. K1, P1"]
    assert answers(board, "atrs", "Scope") == ["Planning: its result is a decision. P1"]


@pytest.mark.parametrize("draft", DRAFTS)
def test_what_was_not_said_is_gathered_at_the_end_of_each_section_and_nothing_is_lost(draft: str) -> None:
    made = outlines.build(sample("merravale"), catalogue(), draft)
    for section, whole in zip(gathered(made).sections, made.sections, strict=True):
        left = [block for block in whole.blocks if isinstance(block, Asked) and not block.answers]
        said = [plain(item) for block in section.blocks if isinstance(block, Bullets) for item in block.items]
        for block in left:
            assert any(block.question in one and block.hint in one for one in said), block.question
        asked = [number for number, block in enumerate(section.blocks) if isinstance(block, Asked)]
        assert all(block.answers for block in section.blocks if isinstance(block, Asked))
        if left and asked:
            assert isinstance(section.blocks[-1], Bullets) and max(asked) < len(section.blocks) - 1
        before = [plain(a) for block in whole.blocks if isinstance(block, Asked) for a in block.answers]
        assert [plain(a) for block in section.blocks if isinstance(block, Asked) for a in block.answers] == before
