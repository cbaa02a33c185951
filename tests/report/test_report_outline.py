"""What the summary for participants says, before anybody thinks of how it looks."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import from_flat, replaced
from stworkshop.report.content import blocks, outline, result_blocks
from stworkshop.report.content.blocks import Block, Card, Outline, plain
from stworkshop.rounds.agreement import figures as figures_of_board
from tests.report.printing import SAMPLES, board_of, link, sample

B = TypeVar("B", bound=Block)


def build(board: Board) -> Outline:
    return outline.build(board, catalogue())


def block_of(board: Board, section: str, kind: type[B]) -> B:
    found = build(board).section(section)
    assert found is not None
    return next(block for block in found.blocks if isinstance(block, kind))


def cards_of(part: object) -> Iterator[Card]:
    """The cards that a block or a part of one comes from."""
    if isinstance(part, Card):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from cards_of(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from cards_of(getattr(part, field.name))


def decisions(name: str) -> dict[str, result_blocks.DecisionRow]:
    rows = block_of(sample(name), "decisions", result_blocks.Decisions).rows
    return {row.card.code: row for row in rows}


def test_decided_is_kept_apart_from_agreed() -> None:
    verdicts = {code: plain(row.verdict) for code, row in decisions("merravale").items()}
    assert verdicts == {
        "D1": "Decided, opinions mixed.",
        "D2": "Decided, residents disagreed.",
        "D4": "Decided without a vote.",
        "D3": "Not decided, contested.",
    }
    assert [row.decided for row in decisions("merravale").values()] == [True, True, True, False]


def test_a_public_mean_of_exactly_two_and_a_half_is_no_disagreement() -> None:
    assert "residents disagreed" not in " ".join(plain(row.verdict) for row in decisions("hill-east").values())


def test_a_statement_for_the_opposite_says_so() -> None:
    lines = [plain(line) for line in decisions("merravale")["D3"].lines]
    asked = "The ballot asked the opposite: “Driver scores may be used for rosters.” "
    assert lines[0].startswith(asked + "Four said strongly no, two strongly yes.")
    assert lines[0].endswith("Voting no means supporting D3.")


def test_what_nobody_wrote_down_is_printed_as_missing() -> None:
    spans = [span for line in decisions("merravale")["D4"].lines for span in line]
    missing = [span.text for span in spans if span.tone == "missing"]
    assert missing == ["No reason was written down.", "not written down."]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_key_names_every_card_with_its_code(name: str) -> None:
    cards = cards_of(block_of(sample(name), "key", blocks.LinkedKey))
    assert {card.id: card.code for card in cards} == {e.id: e.code for e in sample(name).elements.values()}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_map_holds_every_card_and_every_link(name: str) -> None:
    page = block_of(sample(name), "map", blocks.MapPage)
    assert {card.id for card in cards_of(page)} == set(sample(name).elements)
    assert len(page.links) == len(sample(name).links)


@pytest.mark.parametrize("name", ["hill-east", "eastmere"])
def test_an_anonymous_round_shows_nobodys_side(name: str) -> None:
    said = build(sample(name))
    for section in said.sections:
        for block in section.blocks:
            if isinstance(block, result_blocks.Statements):
                assert {side for row in block.rows for column in row.marks for side in column} <= {""}


@pytest.mark.parametrize("name", ["hill-east", "eastmere", "merravale"])
def test_the_summary_shows_dots_by_side_where_the_data_does(name: str) -> None:
    board = sample(name)
    told = {entry["id"]: entry["by_side"] for entry in figures_of_board(board)["dots"]}
    block = block_of(board, "people", blocks.Dots)
    for row in block.rows:
        assert {side: n for side, n in row.by_side if side} == {side: n for side, n in told[row.card.id].items() if n}
        assert sum(n for _side, n in row.by_side) == row.dots
    said = plain(block.intro)
    assert ("no group is large enough" in said) == (name == "eastmere")
    assert ("very small groups are not shown" in said) == (name == "hill-east")


def test_an_open_round_is_sealed() -> None:
    board = sample("merravale").copy()
    records = [
        replaced(record, {"closed_order": None}) if hasattr(record, "closed_order") else record
        for record in board.records()
    ]
    said = build(Board(records)).section("agreement")
    assert said is not None
    assert plain(said.blocks[0].content) == "Nothing was put to the vote, so we do not know."  # type: ignore[attr-defined]


def test_a_draft_says_so_until_it_is_read_back() -> None:
    draft = build(sample("eastmere"))
    assert draft.draft == "Draft, not yet read back"
    read = block_of(sample("merravale"), "cover", blocks.Cover)
    assert (build(sample("merravale")).draft, read.read_back) == ("", "Read back at 17:32, 3 corrections, 1 objection")


def test_quotation_marks_are_for_own_words_only() -> None:
    board = board_of(
        {"kind": "concern", "label": "Said here", "code": "C1", "basis": "own-words"},
        {"kind": "concern", "label": "Told by others", "code": "C2"},
        {"kind": "concern", "label": "Guessed", "code": "C3", "basis": "assumed"},
    )
    rows = block_of(board, "people", blocks.CardList).rows
    assert [plain(row.words) for row in rows] == ["“Said here”", "Told by others", "Guessed (assumed)"]


def test_missing_people_are_told_with_what_takes_up_their_case() -> None:
    group = block_of(sample("merravale"), "people", blocks.Voices).groups[2]
    told = " ".join(plain(line) for line in group.rows[0].lines)
    assert "nobody here spoke for them. Question Q2 and task I3 follow this up." in told


def test_the_cover_names_what_was_agreed_and_what_was_not() -> None:
    agreed, split, absent, silent = block_of(sample("merravale"), "cover", blocks.Cover).heads
    assert plain(agreed.items[0]) == "On-demand rides must stay bookable by phone."
    assert agreed.source == "Statements 6, 3, 2"
    assert plain(split.items[0]).replace("\u00a0 ", " ") == "Contested Driver scores may be used for rosters."
    assert (absent.source, silent.source) == ("S3", "G3, G2")


def test_risks_stand_worst_first_and_name_measures_and_owners() -> None:
    rows = block_of(sample("merravale"), "risks", result_blocks.Risks).rows
    assert [row.card.code for row in rows] == ["R8", "R4", "R1", "R2", "R3", "R5", "R7", "R6"]
    assert plain(rows[0].missing[0]) == "No measure was named."
    assert {m.card.code: plain(m.owner) for m in rows[5].measures}["M4"] == "Nobody has taken it on yet."


def test_what_was_said_about_aims_that_pull_apart_is_kept() -> None:
    board = board_of(
        {"id": "a", "kind": "goal", "label": "Cheap", "code": "G1"},
        {"id": "b", "kind": "goal", "label": "Everywhere", "code": "G2"},
        more=(link("conflicts-with", "a", "b", discussed="yes", note="We want both."),),
    )
    gaps = block_of(board, "words", result_blocks.Gaps)
    left = [plain(row.content) for group in gaps.groups for row in group.rows if row.source == "G1, G2"]
    assert left == ["“Cheap” and “Everywhere” pull against each other; the group talked about it. “We want both.”"]


def test_an_empty_session_has_its_sections_and_says_what_is_missing() -> None:
    said = build(Board())
    assert [section.id for section in said.sections] == [
        "cover", "people", "technology", "risks", "agreement", "decisions", "words", "key",
    ]  # fmt: skip
    assert said.title == "Workshop without a title"


def test_a_large_map_has_a_page_for_each_viewpoint() -> None:
    cards = [{"kind": kind, "label": f"{kind} {n}", "code": f"X{n}"} for kind in ("concern", "risk") for n in range(70)]
    maps = [section for section in build(board_of(*cards)).sections if section.landscape]
    titles = ["The key", "The map: People and concerns", "The map: Risks and measures"]
    assert [section.title for section in maps] == titles


def test_a_done_task_and_a_task_without_a_date() -> None:
    board = board_of(
        {"kind": "action", "label": "Ask", "code": "I1", "status": "done", "due": "2026-12-01"},
        {"kind": "action", "label": "Tell", "code": "I2"},
        session={"date": "2026-11-24"},
    )
    rows = block_of(board, "decisions", result_blocks.Tasks).rows
    assert [(plain(row.due), plain(row.who)) for row in rows] == [("Done", "Nobody"), ("No date set.", "Nobody")]


def test_notes_of_people_stay_verbatim() -> None:
    note = from_flat("notes", "n", {"kind": "objection", "text": "Not <this> & never!", "about": ["d"]})
    board = board_of({"id": "d", "kind": "decision", "label": "Go", "code": "D1"}, more=(note,))
    lines = [plain(line) for line in block_of(board, "decisions", result_blocks.Decisions).rows[0].lines]
    assert "Objection: “Not <this> & never!”" in lines


def test_what_was_put_right_and_said_against_a_card_without_a_decision_prints_at_the_end() -> None:
    put_right = from_flat("notes", "n1", {"kind": "correction", "text": "It said: “Trams”", "about": ["c"]})
    against = from_flat("notes", "n2", {"kind": "objection", "text": "We are not riders.", "about": ["c"]})
    decided = from_flat("notes", "n3", {"kind": "dissent", "text": "Never.", "about": ["d"]})
    board = board_of(
        {"id": "c", "kind": "concern", "label": "Buses", "code": "C1"},
        {"id": "d", "kind": "decision", "label": "Go", "code": "D1"},
        more=(put_right, against, decided),
    )
    found = build(board).section("words")
    assert found is not None
    said = next(b for b in found.blocks if isinstance(b, result_blocks.Gaps) and "room said" in b.title)
    rows = [(group.title, row.source, plain(row.content)) for group in said.groups for row in group.rows]
    assert rows == [("Corrected", "C1", "It said: “Trams”"), ("Objection", "C1", "We are not riders.")]
