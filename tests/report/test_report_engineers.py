"""What the summary for engineers says: the template's sections, traces, requirements, figures and findings."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pdfua
import pytest

from stworkshop.analysis.findings import find
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import from_flat, replaced
from stworkshop.report.content import outline, result_blocks
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table
from stworkshop.report.content.blocks import Block, Outline, Paragraph, Text, plain
from stworkshop.report.content.engineer_blocks import GRID_HOLDS, Flow, InfluenceGrid, PartsTable, Strip, Strips
from stworkshop.report.content.simple_blocks import simple
from stworkshop.report.figures.figure_charts import beside
from stworkshop.report.words import figure
from stworkshop.rounds.agreement import statement_figures
from tests.report.printing import SAMPLES, board_of, letter_boxes, printed, sample, source, squeezed, whole_text

B = TypeVar("B", bound=Block)
MM = 72 / 25.4
TITLES = (
    "Scope, parts and data flow", "Scope and context", "Views, with legend",
    "Concerns traced to technical parts and measures", "Requirements from rules", "Risks and controls, with tests",
    "Agreed words, with their earlier meanings", "Decisions, with reasons and rejected alternatives", "Questions",
    "Assumptions", "All check findings",
)  # fmt: skip


@cache
def told(board: Board) -> Outline:
    return outline.build(board, catalogue(), "engineers")


def all_blocks(board: Board) -> Iterator[Block]:
    for section in told(board).sections:
        yield from section.blocks


def block_of(board: Board, kind: type[B]) -> B:
    return next(block for block in all_blocks(board) if isinstance(block, kind))


def table(board: Board, title: str) -> Table:
    return next(block for block in all_blocks(board) if isinstance(block, Table) and block.title == title)


def row(found: Table, code: str) -> tuple[str, ...]:
    """Return the cells of the row that begins with a code."""
    return next(
        tuple(plain(cell) for cell in cells) for cells in found.rows if plain(cells[0]).startswith(code + "\u00a0")
    )


def titles(board: Board) -> list[str]:
    found = [section.title for section in told(board).sections]
    found += [block.title for block in all_blocks(board) if isinstance(block, Table | Bullets | Strips | InfluenceGrid)]
    return found + [block.content for block in all_blocks(board) if isinstance(block, Heading)]


def strips(name: str) -> dict[int, Strip]:
    return {row.number: row for row in block_of(sample(name), Strips).rows}


def words(found: Text) -> list[str]:
    return [span.text for span in found if span.tone == "missing"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_section_of_the_template_is_there(name: str) -> None:
    assert [title for title in TITLES if title not in titles(sample(name))] == []


def test_an_empty_session_says_in_every_section_that_nothing_is_there() -> None:
    board = board_of()
    assert [title for title in TITLES if title not in titles(board)] == []
    missing = [words(block.content) for block in all_blocks(board) if isinstance(block, Paragraph)]
    assert ["No decision was written down."] in missing
    assert ["Nothing was put to the vote, so we do not know."] in missing
    assert words(block_of(board, Flow).missing) == ["No technical part is on the map."]


@pytest.mark.parametrize("name", SAMPLES)
def test_all_findings_of_the_checks_are_listed(name: str) -> None:
    found = find(sample(name), catalogue())
    rows = table(sample(name), "All check findings").rows
    assert [plain(cells[2]).split(" Left as it is:")[0] for cells in rows] == [finding.message for finding in found]
    assert [plain(cells[3]) for cells in rows] == [finding.suggestion for finding in found]
    planted = {entry["check"] for entry in source(name)["planted_findings"]}
    assert planted <= {finding.check for finding in found}


def test_a_finding_that_was_left_is_listed_with_its_reason() -> None:
    found = table(sample("merravale"), "All check findings")
    left = [plain(cells[2]) for cells in found.rows if "Left as it is:" in plain(cells[2])]
    assert len(left) == 2
    assert all("“" in one.split("Left as it is:")[1] for one in left)


def test_the_parts_say_owner_class_and_what_they_raise() -> None:
    rows = {row.card.code: row for row in block_of(sample("merravale"), PartsTable).rows}
    assert len(rows) == 17
    assert (plain(rows["K8"].law), plain(rows["K8"].raises), rows["K8"].personal) == ("high-risk", "C5 C6", "yes")
    assert words(rows["K7"].law) == ["not checked"]
    assert words(rows["K17"].owner) == ["nobody"]
    note = plain(block_of(sample("merravale"), PartsTable).note)
    assert "not legal advice" in note
    assert "K7 was not checked (Q1)." in note
    assert "Supplied by S14 Pathmoor Ltd: K7 and K17." in note
    assert "Checked by S8 City transport planner: K7." in note


def test_concerns_are_traced_and_the_gap_is_said() -> None:
    traced = table(sample("merravale"), "Concerns traced to technical parts and measures")
    assert row(traced, "C1")[1:] == ("S1, S4", "nothing noted", "K9", "M1 by K9", "K9: so far only wanted.")
    assert row(traced, "C3")[5] == "Nothing answers it."
    assert row(traced, "C18")[5] == "Nothing answers it. Asked in Q1."
    assert row(traced, "C12")[2] == "K17"


def test_requirements_name_articles_the_day_and_that_it_is_no_legal_advice() -> None:
    found = table(sample("merravale"), "Requirements from rules")
    cells = row(found, "K8")
    assert cells[1] == "High-risk Annex III(4), from 2 Dec 2027"
    assert cells[2].startswith("Art. 12, 26(6).")
    assert cells[3] == "Art. 14, 26(2). Nothing on the map."
    assert row(found, "K7")[1] == "Not checked."
    note = plain(found.note)
    assert note.endswith("Not legal advice.")
    assert "Checked on 1 Dec 2026 against the EUR-Lex" in note
    assert "K6, K9" in note


def test_what_the_map_has_for_a_duty_is_named() -> None:
    cells = row(table(sample("eastmere"), "Requirements from rules"), "K8")
    assert "On the map: K11, S6." in cells[3]
    assert "K14" in cells[2]
    assert "only to compare" in plain(table(sample("eastmere"), "Requirements from rules").note)


def test_risks_come_with_controls_and_tests() -> None:
    found = next(b for b in all_blocks(sample("merravale")) if isinstance(b, Table) and b.columns[0].head == "Risk")
    assert row(found, "R8")[3:] == ("No measure was named.", "No test was named.")
    assert "K15 Equity monitor" in row(found, "R1")[4]
    assert row(found, "R1")[1] == "16 very high, can be put right in part"
    assert isinstance(block_of(sample("merravale"), result_blocks.RiskMatrix), result_blocks.RiskMatrix)


def test_decisions_have_reasons_and_what_was_turned_down() -> None:
    found = table(sample("merravale"), "Decisions, with reasons and rejected alternatives")
    assert row(found, "D4")[1:3] == ("Decided without a vote.", "No reason was written down.")
    assert "Soft penalty" in row(found, "D1")[3]


@pytest.mark.parametrize("name", SAMPLES)
def test_figures_are_those_of_the_sample(name: str) -> None:
    expected = {entry["id"]: entry for entry in source(name)["ratings"]}
    numbers = {key: at for at, key in enumerate(sample(name).statements, 1)}
    for key, number in numbers.items():
        figures = expected[key].get("expected", {})
        shown = strips(name)[number].figures
        if "mean" in figures:
            assert f"mean {figure(figures['mean'], 1)}" in shown
            assert f"n {figures['n']}" in shown
            assert f"consensus {figure(figures['consensus'])}" in shown


def test_a_statement_has_every_figure() -> None:
    found = strips("merravale")[4]
    assert plain(found.verdict) == "Contested (answers far apart)"
    assert found.figures == (
        "mean 2.7", "sd 1.6", "consensus 0.28", "median 2.5", "iqr 3.0", "n 10", "don’t know 0", "missing 0",
    )  # fmt: skip
    assert [plain(line) for line in found.lines] == [
        "Means: public 1.0, planners 2.8, engineers 4.0, supplier 5.0.",
        "Apart: public and engineers 3.0, public and planners 1.8, planners and engineers 1.3.",
    ]
    assert found.text_value.startswith("10 answers. 1: 4, 2: 1, 3: 1, 4: 2, 5: 2. Mean 2.7.")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_side_that_may_not_be_shown_is_never_shown(name: str) -> None:
    names = {"public": "public", "planner": "planners", "implementer": "engineers", "supplier": "supplier"}
    names["oversight"] = "oversight"
    numbers = {key: at for at, key in enumerate(sample(name).statements, 1)}
    for opinion in statement_figures(sample(name)):
        found = strips(name)[numbers[opinion["id"]]]
        hidden = set(opinion["hidden_sides"])
        assert hidden.isdisjoint(side for side, _mean in found.sides)
        means = [plain(line) for line in found.lines if plain(line).startswith(("Means:", "Apart:"))]
        assert [side for side in hidden if any(names[side] in line for line in means)] == []
        assert [side for side in hidden if names[side] in found.text_value] == []


def test_an_open_round_is_sealed() -> None:
    records = [
        replaced(record, {"closed_order": None}) if hasattr(record, "closed_order") else record
        for record in sample("merravale").records()
    ]
    board = Board(records)
    assert not any(isinstance(block, Strips) for block in all_blocks(board))
    assert "Kendall" not in " ".join(titles(board))


def test_a_placing_that_is_going_on_hides_the_grid() -> None:
    going_on = from_flat("rounds", "w", {"kind": "placing", "seq": 900, "items": ["s1"]})
    person = {"id": "s1", "kind": "stakeholder", "code": "S1", "label": "People", "influence": 2, "affected": "direct"}
    closed = block_of(board_of(person), InfluenceGrid)
    assert [(mark.code, mark.column, mark.influence) for mark in closed.marks] == [("S1", 2, 2)]
    assert block_of(board_of(person, more=(going_on,)), InfluenceGrid).marks == ()


def test_the_grid_says_who_has_little_influence_and_who_found_no_room() -> None:
    grid = block_of(sample("merravale"), InfluenceGrid)
    assert plain(grid.content[0]) == "Directly affected, with influence 1 or 2: S1–S3, S5."
    assert "nobody speaks for them: S3" in plain(grid.content[1])
    crowd = [
        {"kind": "stakeholder", "code": f"S{n}", "label": f"Group {n}", "influence": 3, "affected": "indirect"}
        for n in range(1, GRID_HOLDS[1] + 3)
    ]
    crowded = block_of(board_of(*crowd), InfluenceGrid)
    assert plain(crowded.content[-1]) == "Not drawn, for want of room: S4, S5, S6."
    assert whole_text(printed(board_of(*crowd), edition="engineers")).count("+3") == 1


def test_marks_that_would_cover_each_other_stand_side_by_side() -> None:
    places = beside([("public", 10.0), ("planner", 10.5), ("supplier", 30.0)])
    assert [side for side, _at in places] == ["public", "planner", "supplier"]
    assert places[1][1] - places[0][1] == pytest.approx(2.5)
    assert places[2][1] == 30.0


@pytest.mark.parametrize("name", SAMPLES)
def test_every_block_can_be_told_in_simple_blocks(name: str) -> None:
    for block in all_blocks(sample(name)):
        assert list(simple(block))
    flow = block_of(sample(name), Flow)
    sentences = " ".join(plain(item) for one in flow.told() if isinstance(one, Bullets) for item in one.items)
    assert [link_.words for link_ in flow.links if plain(link_.words) not in sentences] == []


@pytest.mark.parametrize(
    ("name", "options"),
    [("merravale", {}), ("hill-east", {"large_print": True}), ("eastmere", {"paper": "Letter", "grey": True})],
)
def test_the_pages_are_tagged_and_nothing_is_cut(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    data = printed(sample(name), edition="engineers", **options)
    (tmp_path / "x.pdf").write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(tmp_path / "x.pdf")).findings] == []
    text = whole_text(data)
    kinds = ("component", "concern", "risk", "mitigation", "decision", "open-question", "policy", "right")
    labels = [e.label for e in sample(name).elements.values() if e.kind in kinds[:-2] and e.kind != "mitigation"]
    assert [label for label in labels if squeezed(label) not in text] == []
    edge = 5 * MM
    outside = [
        letter
        for _page, size, letter, (left, bottom, right, top) in letter_boxes(data)
        if left < edge or bottom < edge or right > size[0] - edge or top > size[1] - edge
    ]
    assert outside == []


def test_right_to_left_sessions_print() -> None:
    board = sample("hill-east")
    arabic = Board([replaced(r, {"language": "ar"}) if r is board.session else r for r in board.records()])
    assert "requests" in whole_text(printed(arabic, edition="engineers"))


def test_assumptions_are_listed_with_their_codes() -> None:
    found = next(b for b in all_blocks(sample("merravale")) if isinstance(b, Bullets) and b.title == "Assumptions")
    assert [plain(item) for item in found.items] == [
        "Assumed, but not said by anybody: C16",
        "Feared, but not seen here or elsewhere: R3, R5, R7",
        "Its legal class was not checked: K7",
        "How it would be measured was not agreed: O2",
    ]


def test_parts_without_a_flow_are_told_apart() -> None:
    board = board_of({"id": "k", "kind": "component", "code": "K1", "label": "A model", "type": "ml-model"})
    assert words(block_of(board, Flow).missing) == ["Nobody has drawn how the data flows."]
