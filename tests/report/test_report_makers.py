"""The summary for decision makers: what was weighed, who carries harm, and that nothing is added to it."""

import re
from typing import Any, TypeVar

import pdfua
import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, from_flat, replaced
from stworkshop.report.content import basic_blocks, blocks, maker_blocks, outline
from stworkshop.report.content.blocks import Block, Outline, plain
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import decision_makers
from stworkshop.report.editions.who_bears_harm import has_measure
from tests.report.printing import (
    SAMPLES,
    board_of,
    elements,
    letter_boxes,
    link,
    opened,
    page_texts,
    printed,
    printed_sample,
    sample,
    source,
    squeezed,
    tag_of,
    whole_text,
)  # fmt: skip
from tests.report.told import catalogue_words, fixed_words, said_in, words_in, words_of

EDITION = "decision-makers"
MODULES = tuple(
    f"report/editions/{name}.py"
    for name in ("closing", "cover", "decision_makers", "decisions", "decisions_with_votes", "harms", "law",
                 "participants_views", "people", "risks", "who_bears_harm")
)  # fmt: skip
EDGE = 14.1
HEADS = {
    "The question and the decision asked for": ("The question:", "Asked of you:"),
    "What this group may do (mandate), who decides, when it will be reviewed": ("This group", "Review date"),
    "Public value claimed, indicators and who gains or carries the burden": (
        "What good it should do, and how we would know", "Who would carry the harm",
    ),
    "Conflicting goals and the options": ("Aims that pull against each other", "The options"),
    "Rights touched and legal class, with duties and dates": ("Rights touched", "Legal class, with duties and dates"),
    "Serious harms, measures, owners, and what remains": ("Serious harms, and what will be done",),
    "Missing competencies, capabilities and cost of closing the gap": ("Skills and abilities that are missing",),
    "Degree of agreement by side, minority views": ("How far the sides agree", "Other views"),
    "Where something counts as agreed although the public side leans against it": (
        "Decided, though the public side leans against it",
    ),
    "Who was not heard, and how they will be": ("Who was not heard, and how they will be",),
    "Decisions, conditions and stop criteria": ("The decisions of the group", "Conditions and reasons to stop:"),
}  # fmt: skip
"""What prints each section of the catalogue's template."""

B = TypeVar("B", bound=Block)


def build(board: Board) -> Outline:
    return outline.build(board, catalogue(), EDITION)


def block_of(board: Board, kind: type[B], section: str = "") -> B:
    found = [b for s in build(board).sections if section in ("", s.id) for b in s.blocks if isinstance(b, kind)]
    return found[0]


def rows(name: str) -> dict[str, maker_blocks.WeighedRow]:
    return {row.code: row for row in block_of(sample(name), maker_blocks.Weighed).rows}


def told(board: Board) -> str:
    return " ".join(said_in(build(board)))


def table(board: Board, title: str) -> basic_blocks.Table:
    found = (b for s in build(board).sections for b in s.blocks if isinstance(b, basic_blocks.Table))
    return next(block for block in found if block.title == title)


def cells(board: Board, title: str) -> dict[str, list[str]]:
    return {plain(row[0])[:2]: [plain(cell) for cell in row] for row in table(board, title).rows}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_section_of_the_template_is_there(name: str) -> None:
    template = next(t for t in catalogue().entries("summary_templates") if t["id"] == "sum-decision-makers")
    said = told(sample(name))
    assert tuple(template["sections"]) == tuple(HEADS)
    assert [head for heads in HEADS.values() for head in heads if head not in said] == []


@pytest.mark.parametrize("board", [Board(), board_of({"kind": "risk", "label": "Falls", "code": "R1"})])
def test_what_the_map_does_not_say_is_printed_as_such(board: Board) -> None:
    said = told(board)
    own = (
        "This group",
        "The decisions of the group",
        "Conditions and reasons to stop:",
        "The options",
        "Review date",
    )
    assert [head for heads in HEADS.values() for head in heads if head not in said and head not in own] == []
    for sentence in (
        "No decision was written down.", "We did not write down a question.",
        "We did not write down what this group may decide.",
        "No review date is set.", "No right is on the map.", "No law or rule is on the map.",
        "No skill or ability is on the map.", "Nothing was put to the vote, so we do not know.",
        "No people are on the map yet.",
    ):  # fmt: skip
        assert sentence in said


def test_the_title_states_the_outcome() -> None:
    titles = {
        (): "No decision was written down.",
        ("agreed", "mixed", "disagreed", "contested"): "Three decided, one not decided. Residents disagreed with one.",
        ("agreed",): "One decided. The room agreed.",
        ("agreed", "agreed"): "Two decided. The room agreed.",
        ("disagreed", "disagreed"): "Two decided. Residents disagreed with all.",
        ("not-asked",): "One decided. One was decided without a vote.",
        ("agreed", "not-asked"): "Two decided. One was decided without a vote.",
        ("agreed", "mixed", "not-said"): "Two decided. Opinions are mixed on one.",
        ("agreed", "not-asked", "deferred"): "Two decided, one not decided. One was decided without a vote.",
        ("agreed", "contested", "contested"): "One decided. Two are contested.",
        ("contested",): "Nothing decided. One is contested.",
        ("open", "deferred"): "Nothing decided. One was put off.",
        ("open", "open"): "Nothing decided. Two are open.",
        ("agreed",) * 14: "14 decided. The room agreed.",
        ("split", "agreed"): "Two decided. One is contested.",
        ("not-said",): "Nobody has said yet whether one decision was taken.",
        ("not-said", "not-said"): "Nobody has said yet whether two decisions were taken.",
        ("not-said", "contested"): "One is contested.",
        ("agreed", "not-said"): "One decided. Nobody has said yet whether one decision was taken.",
        ("against", "agreed"): "Two decided. Most were against one.",
    }
    assert {verdicts: decision_makers.title(verdicts) for verdicts in titles} == titles


def test_the_outcome_of_the_samples() -> None:
    titles = {name: build(sample(name)).sections[0].title for name in SAMPLES}
    assert titles == {
        "merravale": "Three decided, one not decided. Residents disagreed with one.",
        "hill-east": "Two decided. Opinions are mixed on one.",
        "quayline": "Two decided, two not decided. One was decided without a vote.",
        "eastmere": "Three decided. One is contested.",
    }


def test_each_decision_stands_with_its_verdict_who_decides_and_why() -> None:
    found = rows("merravale")
    assert [(row.code, row.decided, plain(row.verdict)) for row in found.values()] == [
        ("D1", True, "Decided, opinions mixed."),
        ("D2", True, "Decided, residents disagreed."),
        ("D4", True, "Decided without a vote."),
        ("D3", False, "Not decided, contested."),
    ]
    assert plain(found["D2"].lines[0]).startswith("By: Councillor for mobility. Two unlike districts")
    assert plain(found["D4"].lines[0]) == "It is not yet clear who decides. No reason was written down."
    assert plain(found["D4"].unasked) == "No round asked about it."


@pytest.mark.parametrize("name", SAMPLES)
def test_means_are_those_of_the_results_and_no_hidden_side_is_shown(name: str) -> None:
    expected = {entry["id"]: entry["expected"] for entry in source(name)["ratings"] if "expected" in entry}
    stance = {entry["id"]: entry["stance"] for entry in source(name)["ratings"]}
    board = sample(name)
    weighed = [b for s in build(board).sections for b in s.blocks if isinstance(b, maker_blocks.Weighed)]
    seen = set()
    for block in weighed:
        for row in block.rows:
            for scale in row.scales:
                seen.add(scale.statement)
                sides = expected[scale.statement]["mean_by_side"]
                turn = stance[scale.statement] == "opposes" and row.decided is not None
                means = {side: round(6 - mean if turn else mean, 2) for side, mean in sides.items()}
                assert {side: round(mean, 2) for side, mean in scale.means} == pytest.approx(means, abs=0.011)
    assert seen == set(expected)


def test_a_side_that_is_too_small_is_in_no_word_and_no_mark() -> None:
    board = sample("hill-east")
    weighed = [b for s in build(board).sections for b in s.blocks if isinstance(b, maker_blocks.Weighed)]
    assert {side for block in weighed for side, _word in block.sides} == {"public", "planner"}
    values = " ".join(scale.text_value for block in weighed for row in block.rows for scale in row.scales)
    assert "engineers" not in values and "supplier" not in values
    notes = [plain(note) for block in weighed for row in block.rows for scale in row.scales for note in scale.notes]
    assert "Very small sides are not shown on their own." in notes


def test_a_turned_statement_says_so_and_is_seen_from_the_decision() -> None:
    scale = rows("merravale")["D3"].scales[0]
    assert dict(scale.means) == {"public": 5, "planner": 3.25, "implementer": 2, "supplier": 1}
    assert scale.figures == ("Contested", "mean 3.3, n 10", "statement 4")
    asked = "The ballot asked the opposite: “Driver scores may be used for rosters.”"
    assert plain(scale.notes[0]) == f"{asked} Voting no means supporting the decision."
    assert scale.text_value == (
        "From 1, against it, to 5, for it: public 5.0, planners 3.3, engineers 2.0, supplier 1.0. "
        "Contested, mean 3.3, n 10, statement 4."
    )


def test_an_agreed_no_to_the_opposite_is_an_agreed_yes() -> None:
    figures = {"n": 5, "counts": [5, 0, 0, 0, 0], "consensus": 1.0, "band": "strong agreement", "median": 1, "mean": 1}
    more = (
        from_flat("statements", "y", {"label": "Never.", "about": "d", "stance": "opposes"}),
        from_flat("rounds", "r", {"kind": "rating", "items": ["y"], "closed_order": 1}),
        from_flat("results", "result.r.y", {"round": "r", "item": "y", "figures": figures}),
    )
    board = board_of({"id": "d", "kind": "decision", "label": "Go", "code": "D1", "status": "agreed"}, more=more)
    (scale,) = block_of(board, maker_blocks.Weighed).rows[0].scales
    assert scale.figures == ("Agreed: yes", "mean 5.0, n 5", "statement 1")


def test_an_open_round_is_sealed() -> None:
    board = sample("merravale")
    records = [
        replaced(record, {"closed_order": None}) if hasattr(record, "closed_order") else record
        for record in board.records()
    ]
    said = build(Board(records))
    weighed = [b for s in said.sections for b in s.blocks if isinstance(b, maker_blocks.Weighed)]
    assert [row.scales for block in weighed for row in block.rows] == [()] * 4
    assert "mean" not in " ".join(said_in(said)).replace("We mean", "").replace("do we mean by", "").split()


def test_objections_stand_with_their_decision_and_other_views_apart() -> None:
    first = next(plain(b.content) for b in build(sample("merravale")).sections[0].blocks
                 if isinstance(b, blocks.Paragraph) and plain(b.content).startswith("Conditions"))  # fmt: skip
    assert first.endswith(
        "Objection: “The union objects to a start this autumn: first the works agreement, then the pilot.” (D2)"
    )
    said = told(sample("merravale"))
    assert "“MerraBus stays of the opinion that scores make the buses punctual.”  (D3)" in said
    assert "“The engineers would keep phone numbers longer, to see who came back.”  (M3)" in told(sample("hill-east"))


def test_public_value_names_sign_and_gain_or_says_what_is_missing() -> None:
    rows_ = [[plain(cell) for cell in row] for row in table(sample("merravale"), HEADS_VALUE).rows]
    assert rows_[1] == [
        "O2\u00a0 The gap for people with mobility challenges shrinks", "None was agreed.",
        "Residents with mobility challenges and Older residents",
    ]  # fmt: skip
    assert rows_[2][2] == "We noted nobody."
    hill = [[plain(cell) for cell in row] for row in table(sample("hill-east"), HEADS_VALUE).rows]
    assert hill[1][0].endswith("(not meant to happen)")
    assert hill[0][1].endswith("Today: 210 a week.")


HEADS_VALUE = "What good it should do, and how we would know"


def test_who_carries_the_harm_worst_first_and_bare_where_no_measure_was_named() -> None:
    burdens = block_of(sample("merravale"), maker_blocks.Halves).left
    found = {plain(row.name): [(chip.card.code, chip.band, chip.bare) for chip in row.chips] for row in burdens.rows}
    assert found["Night-shift workers"] == [("R8", "high", True)]
    assert [code for code, _band, _bare in found["Residents with mobility challenges"]] == ["R1", "R2", "R6", "R4"]
    assert "Frame only: no measure was named." in plain(burdens.note)
    assert next(r.text_value for r in burdens.rows if plain(r.name) == "Night-shift workers") == (
        "R8 high, no measure was named."
    )


def test_a_harm_that_hits_nobody_named_is_not_lost() -> None:
    board = board_of({"kind": "risk", "label": "Falls", "code": "R1"})
    (row,) = block_of(board, maker_blocks.Halves).left.rows
    assert (plain(row.name), row.text_value) == ("We noted nobody.", "R1 not rated, no measure was named.")


def test_what_pulls_apart_says_what_was_said_about_it() -> None:
    pulls = block_of(sample("merravale"), maker_blocks.Halves).right.rows
    found = {(pull.first.code, pull.second.code): plain(pull.content) for pull in pulls}
    assert found["G3", "G2"] == "The group has not talked about it."
    assert found["M1", "G1"] == "The rule costs vehicle hours; councillor wants the figure before the pilot."
    assert len(found) == 4


def test_the_law_says_class_duties_dates_and_when_it_was_checked() -> None:
    board = sample("merravale")
    by_part = cells(board, "Legal class, with duties and dates")
    assert by_part["K8"][1].startswith("High-risk") and "Fundamental rights impact assessment" in by_part["K8"][2]
    assert "from 2 Dec 2027." in by_part["K8"][2] and "AI literacy (Art. 4), since 2 Feb 2025." in by_part["K8"][2]
    assert by_part["K7"][1] == "Nobody has checked its legal class."
    said = told(board)
    assert "Checked on 1 December 2026 against EUR-Lex" in said and "not legal advice" in said
    assert "We use it only to compare" in told(sample("quayline")) and "We use it only to compare" not in said


def test_serious_harms_with_measures_owners_and_what_remains() -> None:
    found = cells(sample("merravale"), "Serious harms, and what will be done")
    assert list(found) == ["R8", "R1", "R2", "R3", "R5"]
    assert found["R8"][1:] == ["No measure was named.", "All of it."]
    assert found["R3"][1:] == [
        "M10\u00a0 No individual driver scores (only proposed; Transport workers' union)",
        "All of it, so far.",
    ]
    assert found["R1"][2] == "Not rated again."


def test_abilities_that_are_missing_with_what_builds_them() -> None:
    found = cells(sample("merravale"), "Skills and abilities that are missing")
    assert set(found) == {"A2", "A3"}
    built = "I1\u00a0 Prepare the survey of people who do not travel (Data scientist of the city, 24 Dec 2026)."
    assert found["A2"][2].startswith(built)
    assert found["A3"][2] == "We noted nothing that builds it up."


def test_what_counts_as_agreed_against_the_public_side() -> None:
    said = told(sample("merravale"))
    assert "the mean of the public side is 2.0, from 1, against it, to 5, for it (D2, statement 5)." in said
    assert "None, as far as groups are large enough" in told(sample("hill-east"))


def test_who_was_not_heard_and_how_they_will_be() -> None:
    said = squeezed(told(sample("merravale")))
    assert squeezed("Talk to night-shift workers at the hospital: Smart city manager, by 8 Dec 2026. (S3, I3)") in said
    assert squeezed("No task on the map is about them.") not in said
    quayline = squeezed(told(sample("quayline")))
    assert squeezed("No task on the map is about them. (S15)") in quayline
    assert squeezed("Meet delivery riders at the depot: City planner, by 27 Oct 2026. (S4, I1)") in quayline


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_invented(name: str) -> None:
    ours = fixed_words(*MODULES) | catalogue_words("law.json", "about.json", "kinds.json", "checks.json", "cards.json")
    known = ours | words_of(sample(name).records())
    codes = {e.code.casefold().rstrip("0123456789") for e in sample(name).elements.values()}
    assert words_in(said_in(build(sample(name)).sections)) - known - codes == set()


@pytest.mark.parametrize("name", SAMPLES)
def test_generated_sentences_end_with_codes_that_are_on_the_map(name: str) -> None:
    codes = {e.code for e in sample(name).elements.values()}
    named = set(re.findall(r"\b[A-Z]\d{1,2}\b", told(sample(name))))
    texts = " ".join(str(value) for e in sample(name).elements.values() for value in (e.label, e.note))
    assert {code for code in named if code not in texts} <= codes
    for row in block_of(sample(name), maker_blocks.Weighed).rows:
        assert row.code in codes


OPTIONS: tuple[dict[str, Any], ...] = ({}, {"paper": "Letter"}, {"large_print": True}, {"grey": True})


@pytest.mark.parametrize("options", OPTIONS)
def test_the_pages_are_accessible_and_stay_on_the_paper(options: dict[str, Any], tmp_path: Any) -> None:
    data = printed_sample("merravale", edition=EDITION, **options)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    for page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left >= EDGE and bottom >= EDGE and right <= w - EDGE and top <= h - EDGE, (page + 1, letter)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_short_and_the_first_page_holds_the_decisions(name: str) -> None:
    pages = page_texts(printed_sample(name, edition=EDITION))
    assert len(pages) <= 4
    assert "Aims that pull against each other" in pages[0] and "The options, the law" in pages[0] + pages[1]
    assert len(page_texts(printed_sample(name, edition=EDITION, short=True))) == 1


def test_charts_say_in_words_what_they_show() -> None:
    with opened(printed_sample("merravale", edition=EDITION)) as pdf:
        values = [str(element.Alt) for element in elements(pdf) if tag_of(element) == "Figure"]
    assert any(value.startswith("From 1, against it, to 5, for it: public 4.7, planners 3.8") for value in values)
    assert "R8 high, no measure was named." in values


def test_a_table_that_breaks_repeats_its_head() -> None:
    cards = [{"kind": "outcome", "label": f"Value number {n} that gets better", "code": f"O{n}"} for n in range(1, 61)]
    pages = page_texts(printed(board_of(*cards), edition=EDITION))
    with_rows = [page for page in pages if "Value number" in page]
    assert len(with_rows) >= 2
    assert all("Public value" in page for page in with_rows)
    assert all("continues" in page for page in with_rows[:-1])


def test_long_words_lose_nothing() -> None:
    long = " ".join(f"word{number}" for number in range(700))
    pull: tuple[Record, ...] = (link("conflicts-with", "g", "d", note=long), link("harms", "r", "s"))
    board = board_of(
        {"id": "d", "kind": "decision", "label": long, "code": "D1", "rationale": long, "status": "agreed"},
        {"id": "g", "kind": "goal", "label": long, "code": "G1"},
        {"id": "s", "kind": "stakeholder", "label": long, "code": "S1"},
        {"id": "r", "kind": "risk", "label": "Falls", "code": "R1"},
        more=pull,
    )
    for options in (OPTIONS[0], OPTIONS[2]):
        text = whole_text(printed(board, edition=EDITION, **options))
        assert text.count(squeezed("word698 word699")) >= 4


def test_arabic_pages_mirror(tmp_path: Any) -> None:
    records = [replaced(r, {"language": "ar"}) if r.id == sample("hill-east").session.id else r
               for r in sample("hill-east").records()]  # fmt: skip
    path = tmp_path / "a.pdf"
    path.write_bytes(printed(Board(records), edition=EDITION))
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def test_no_heading_stands_alone_at_the_foot() -> None:
    for count in range(1, 40, 4):
        cards = [{"kind": "outcome", "label": f"Gain number {n}", "code": f"O{n}"} for n in range(count)]
        for page in page_texts(printed(board_of(*cards), edition=EDITION)):
            if "Rights touched" in page:
                assert "No right is on the map." in page


def test_a_measure_that_was_rejected_is_no_measure() -> None:
    risk = {"id": "r", "kind": "risk", "label": "Falls", "code": "R1", "severity": 5, "likelihood": 4}
    for status, has in (("rejected", False), ("proposed", True)):
        measure = {"id": "m", "kind": "mitigation", "label": "Rail", "code": "M1", "status": status}
        facts = Facts(board_of(risk, measure, more=(link("mitigates", "m", "r"),)), catalogue())
        assert has_measure(facts, facts.board.elements["r"]) is has
