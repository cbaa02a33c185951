"""What fresh readers found untrue beside the map: a tool with the data of another, an idea told as if it were there."""

from __future__ import annotations

import re

import pytest

from stworkshop.merge.outcome import Merged
from stworkshop.merge.report import said_value
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Ref, from_flat
from stworkshop.report.content import outline as outlines
from stworkshop.report.content.basic_blocks import Asked, Table
from stworkshop.report.content.blocks import plain
from stworkshop.report.content.facts import Facts
from stworkshop.report.drafts.tools import ToolFacts
from stworkshop.report.editions import engineer_parts, law, participants
from tests.report.printing import SAMPLES, board_of, link, sample
from tests.report.test_report_drafts import answers, draft
from tests.report.test_report_kit import text_of
from tests.report.told import said_in


def codes(board: Board, code: str) -> set[str]:
    tool = next(card for card in board.elements.values() if card.code == code)
    return {card.code for card in ToolFacts(board, catalogue(), tool).cards()}


def test_a_tool_does_not_take_over_data_and_harms_of_what_it_shares_a_screen_or_a_log_with() -> None:
    chat, rules = codes(sample("eastmere"), "K1"), codes(sample("eastmere"), "K9")
    assert not {"K5", "R4", "M10"} & chat and not {"K5", "R3", "R4", "M10"} & rules
    assert {"K6", "K14", "E1", "E2", "P3", "O2", "R5", "M6"} <= chat
    assert {"P2", "E2", "O2", "S2"} <= rules


def test_a_tool_keeps_the_data_that_feed_it_who_is_left_out_of_them_and_where_its_results_go() -> None:
    band = codes(sample("eastmere"), "K8")
    assert {"K5", "K6", "K10", "K11", "P1", "E1", "S2", "S3", "R2", "R4", "M2", "M3"} <= band
    assert "P2" not in band and "R5" not in band


def test_what_is_only_an_idea_is_not_told_as_if_it_were_there() -> None:
    log = {"kind": "component", "type": "audit-log", "label": "Log.", "code": "K1"}
    for stage, said in (("idea", "Log (an idea). K1"), ("live", "Log (in use). K1"), ("", "Log. K1")):
        assert answers(board_of({**log, "stage": stage}), "aia", "Is there an audit trail?") == [said]


def test_a_measure_is_one_sentence_with_the_harms_in_quotation_marks() -> None:
    board = board_of(
        {"id": "m", "kind": "mitigation", "label": "Say so", "note": "First line.", "status": "agreed", "code": "M1"},
        {"id": "r", "kind": "risk", "label": "It lies.", "code": "R1"},
        more=(link("mitigates", "m", "r"),),
    )
    said = answers(board, "fria", "f) What is done if harm occurs: measures, internal rules, complaints?")
    assert said == ["Say so: First line (decided; against “It lies”; nobody has taken it on yet). M1, R1"]


def test_who_took_part_is_not_told_with_the_codes_of_those_who_could_have_spoken_for_them() -> None:
    question = "Who took part in planning it, and who did not?"
    assert "Housing officers took part in the workshop. S6" in answers(sample("eastmere"), "altai", question)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_view_has_as_many_cards_in_one_print_as_in_another(name: str) -> None:
    board = sample(name)
    tables = [block for section in draft(board, "iso42010").sections for block in section.blocks]
    described = next(one for one in tables if isinstance(one, Table) and len(one.columns) == 4)
    counted = {plain(row[0]): int(plain(row[3])) for row in described.rows}
    (told,) = engineer_parts.views(Facts(board, catalogue()))
    assert isinstance(told, Table)
    found = {plain(row[0]): re.match(r"(\d+) cards?, \d+ links?: ", plain(row[1])) for row in told.rows}
    assert {view: int(match[1]) if match else 0 for view, match in found.items()} == counted


def test_one_card_is_not_told_as_cards() -> None:
    (told,) = engineer_parts.views(Facts(board_of({"kind": "component", "label": "It"}), catalogue()))
    assert isinstance(told, Table)
    assert any(plain(row[1]).startswith("1 card, 0 links: ") for row in told.rows)


# --- sheets for residents


@pytest.mark.parametrize(
    "name,asked,kept",
    [("eastmere", "Q3", ("Q1", "Q2", "Q4")), ("merravale", "Q2", ("Q1", "Q4")), ("quayline", "Q4", ("Q1", "Q3", "Q5"))],
)
def test_a_reply_sheet_asks_what_its_readers_can_answer_without_working_notes(
    name: str, asked: str, kept: tuple[str, ...]
) -> None:
    said = text_of(sample(name), "reply")
    questions = {card.code: card for card in sample(name).elements.values() if card.kind == "open-question"}
    assert questions[asked].label.replace(" ", "") in said
    assert not [code for code in kept if questions[code].label.replace(" ", "") in said]
    assert not [one.note for one in questions.values() if one.note and one.note.replace(" ", "") in said]


def test_stages_that_were_never_planned_are_not_done() -> None:
    said = text_of(board_of(session={"agenda": ""}), "on-paper")
    assert "Allstagesaredone" not in said and "Noagendawaschosenforthisworkshop." in said


# --- what tables left open


def test_a_class_that_tables_saw_differently_is_not_told_as_settled() -> None:
    part = {"id": "k", "kind": "component", "label": "Lights", "type": "ml-model", "ai_act_tier": "tier-minimal"}
    values = [{"table": "Blue", "value": "tier-minimal"}, {"table": "Red", "value": "tier-high-risk"}]
    fields = {"record": "k", "root": "elements", "field": "ai_act_tier", "kept": "tier-minimal", "values": values}
    question = "Class under the Act, and the point of Annex III"
    for board, open_still in (
        (board_of(part), False),
        (board_of(part, more=(from_flat("conflicts", "x", fields),)), True),
        (board_of(part, more=(from_flat("conflicts", "x", {**fields, "settled": "yes"}),)), False),
    ):
        page = " ".join(str(block) for block in law.section(Facts(board, catalogue())).blocks)
        assert ("differently" in answers(board, "fria", question)[0], "differently" in page) == (open_still, open_still)


def test_a_merge_report_names_choices_by_their_words() -> None:
    part = {"kind": "component", "label": "Lights", "code": "K1", "seq": 1}
    merged = Merged(records={Ref("elements", "k"): from_flat("elements", "k", part)})
    values = {"ai_act_tier": ("tier-high-risk", "“High-risk”"), "stage": ("idea", "“An idea”"), "label": ("a", "“a”")}
    for field, (value, said) in values.items():
        assert said_value(merged, Ref("elements", "k"), field, value, catalogue()) == said


@pytest.mark.parametrize("name", SAMPLES)
def test_no_note_of_a_sample_calls_decided_what_its_status_leaves_open(name: str) -> None:
    cards = [card for card in sample(name).elements.values() if card.kind in ("decision", "action")]
    assert cards
    assert not [card.note for card in cards if "Decision of the group" in card.note or "follows from" in card.note]


def test_the_name_of_a_law_keeps_its_capitals_where_tables_differ() -> None:
    part = {"id": "k", "kind": "component", "label": "Lights", "ai_act_tier": "tier-minimal"}
    values = [{"table": "Blue", "value": "tier-minimal"}, {"table": "Red", "value": "tier-high-risk"}]
    fields = {"record": "k", "root": "elements", "field": "ai_act_tier", "kept": "tier-minimal", "values": values}
    board = board_of(part, more=(from_flat("conflicts", "x", fields),))
    outline = participants.build(board, catalogue())
    assert "class under the AI Act" in " ".join(str(block) for one in outline.sections for block in one.blocks)


def test_an_architecture_description_names_neither_the_program_nor_the_ids_of_links() -> None:
    outline = draft(sample("eastmere"), "iso42010")
    said = " ".join(str(block) for section in outline.sections for block in section.blocks)
    assert "typed links" not in said and "in the tool" not in said and "corresponds-to" not in said


def record_of(board: Board, part: str) -> dict[str, list[str]]:
    """Return the answers of one tool's transparency record by their question, in plain words."""
    (section,) = outlines.build(board, catalogue(), "atrs", part).sections[1:]
    return {b.question: [plain(a) for a in b.answers] for b in section.blocks if isinstance(b, Asked)}


def test_a_tool_takes_no_data_aims_harms_or_complaints_from_the_whole_service_or_from_its_results() -> None:
    crossing, vision = record_of(sample("quayline"), "K8"), record_of(sample("quayline"), "K7")
    assert not {"K3", "K4", "R6", "M9"} & codes(sample("quayline"), "K8") and len(crossing["Data sources"]) == 1
    told = " ".join(vision["Data sources"])
    assert "Crossing cameras" in told and "portal" not in told  # the portal gets what the model finds
    assert vision["What problem it is to solve, and why"] == []  # an aim that a harm puts in danger is not the tool's
    roster = record_of(sample("merravale"), "K8")
    assert roster["Appeals and review"] == [] and roster["Previous process"] == []
    route = record_of(sample("merravale"), "K7")
    assert any("Objection to a stop change" in said for said in route["Appeals and review"])
    assert route["Previous process"] == []


def test_what_the_whole_service_is_for_is_not_told_as_what_one_tool_does() -> None:
    said = {one.split(";")[0]: one for one in record_of(sample("merravale"), "K7")["Benefits"]}
    whole = "aim of the whole service “Bus and on-demand service”"
    assert whole in said["More people reach work, care and school in 45 minutes"]
    assert "whole service" not in said["Less energy per trip"]


def test_a_check_in_a_step_of_the_work_is_not_denied_in_the_next_line() -> None:
    said = answers(sample("hill-east"), "fria", "e) How do people oversee the system?")
    assert any("Dispatcher looks at each tour" in one for one in said)
    assert not any("Nobody has said yet who checks" in one for one in said)


def test_what_is_not_decided_is_told_with_contested_decisions_and_without_answered_questions() -> None:
    waiting = answers(sample("merravale"), "iso42010", "What is not decided yet")
    assert any("No driver scores in rosters: opinions differ" in one for one in waiting)
    assert not any("How can we count trips" in one for one in waiting)
    dropped = answers(sample("merravale"), "iso42010", "Alternatives that were not taken")
    assert dropped and not any("No driver scores" in one for one in dropped)


def test_where_the_law_does_not_apply_no_day_is_given_as_if_it_did() -> None:
    told = " ".join(said_in(draft(sample("quayline"), "fria").sections))
    assert "In the EU these duties apply from 2 December 2027" in told and "These duties apply" not in told


def test_a_group_of_which_somebody_came_is_not_told_as_missing_or_only_spoken_for() -> None:
    board = sample("merravale")
    names = ("decision-makers", "one-sheet")
    told = " ".join(one for name in names for one in said_in(outlines.build(board, catalogue(), name).sections))
    assert "Only spoken for" not in told
    assert "Others spoke for older residents and bus drivers." in told


def test_a_box_of_the_map_from_afar_does_not_deny_the_cards_that_have_its_topic() -> None:
    sheet = " ".join(said_in(outlines.build(sample("hill-east"), catalogue(), "one-sheet").sections))
    assert "3 cards, in other boxes" in sheet and "othing yet" not in sheet


def test_a_meeting_that_follows_from_a_decision_on_their_worry_is_told_to_those_who_were_not_there() -> None:
    letters = outlines.build(sample("quayline"), catalogue(), "absent").sections
    (riders,) = (letter for letter in letters if "delivery riders" in letter.title)
    said = " ".join(said_in([riders]))
    assert "Meet delivery riders at the depot: City planner, by 27 Oct 2026." in said
    assert "by this letter" not in said
    assert not any("planned" in one and "visit" in one for letter in letters for one in said_in([letter]))


def test_what_answers_a_worry_about_unfair_treatment_is_not_told_as_not_discussed() -> None:
    against = answers(sample("quayline"), "altai", "What is done against bias?")
    assert [one.split(":")[0] for one in against] == ["Yearly test by a university"]
    assert any("Compare bands" in one for one in answers(sample("eastmere"), "altai", "What is done against bias?"))


def test_a_principle_and_a_worry_about_reasons_are_told_where_reasons_are_asked_for() -> None:
    said = answers(sample("eastmere"), "altai", "Can a decision be explained to the person?")
    assert [one.rsplit(" ", 1)[1] for one in said] == ["N2", "S1"] and "C11" in said[1]
    assert not any("C11" in one for one in answers(sample("eastmere"), "altai", "What was said about openness?"))


def test_a_record_names_the_tools_that_its_own_leans_on_and_denies_none_of_their_harms() -> None:
    record = record_of(sample("quayline"), "K8")
    assert record["Data sources"] == ["Gets data from Crossing vision model, which has a record of its own. K7"]
    assert "Needs Crossing vision model, which has a record of its own. K7" in record["Detailed description"]
    assert record["Risks"] == ["Crossing vision model could cause harm, too: see its own record. K7"]
    assert record_of(sample("quayline"), "K9")["Risks"] == []


def test_what_is_recorded_of_people_is_said_in_one_place() -> None:
    consent = text_of(sample("quayline"), "consent")
    assert "picturesofpeople" not in consent and "Beforeanybodycanbeseenonone,weask." in consent
