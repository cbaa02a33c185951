"""The one sheet: two sides, only what was said, the same in large print, and the map from afar on its back."""

from __future__ import annotations

import pypdfium2
import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import AgendaItem, Participant, SessionRecord
from stworkshop.report.content.blocks import Outline, plain
from stworkshop.report.content.outline import build
from stworkshop.report.content.sheet_blocks import Briefs, Call, CityPicture, Matters, NextSteps
from tests.report.hostile import session as hostile
from tests.report.printing import board_of, elements, opened, page_texts, printed, sample, squeezed, tag_of

SAMPLES = ("merravale", "hill-east", "quayline", "eastmere")


def sheet(board: Board) -> Outline:
    return build(board, catalogue(), "one-sheet")


def pages(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_has_two_sides(name: str, paper: str) -> None:
    assert pages(printed(sample(name), edition="one-sheet", paper=paper)) == 2


@pytest.mark.parametrize("name", SAMPLES)
def test_large_print_takes_four_sides_at_most(name: str) -> None:
    assert pages(printed(sample(name), edition="one-sheet", large_print=True)) <= 4


def test_the_front_says_what_was_asked_decided_agreed_and_what_comes_next() -> None:
    front = squeezed(page_texts(printed(sample("merravale"), edition="one-sheet"))[0])
    for words in (
        "How can AI help to plan routes",
        "10 people talked about this on 24 November 2026.",
        "The access rule is a hard limit. Decided, opinions mixed.",
        "On-demand rides must stay bookable by phone.",
        "Driver scores may be used for rosters.",
        "Talk to night-shift workers at the hospital",
        "Smart city manager",
        "8 Dec 2026",
        "This affects night-shift workers, but nobody here spoke for them.",
        "22 December 2026",
    ):
        assert squeezed(words) in front, words


@pytest.mark.parametrize(
    ("heads", "people", "said"),
    [
        (12, 0, "At least 12 people talked about this on 24 November 2026."),
        (12, 3, "At least 12 people talked about this on 24 November 2026."),
        (0, 1, "1 person talked about this on 24 November 2026."),
        (0, 0, "This was talked about on 24 November 2026."),
    ],
)
def test_the_day_is_told_also_where_more_were_there_than_are_listed(heads: int, people: int, said: str) -> None:
    listed = [Participant(id=f"p{n}", label=f"P{n}") for n in range(people)]
    counted = [AgendaItem(id="a", label="Welcome", heads=heads, started="2026-11-24T16:00:00Z")] if heads else []
    session = SessionRecord(id="s", label="Evening buses", date="2026-11-24")
    front = sheet(Board([session, *listed, *counted])).sections[0]
    assert plain(front.lead).startswith(said)


def test_without_a_day_the_people_are_told_alone() -> None:
    session = SessionRecord(id="s", label="Evening buses")
    front = sheet(
        Board([session, AgendaItem(id="a", label="Welcome", heads=12, started="2026-11-24T16:00:00Z")])
    ).sections[0]
    assert plain(front.lead).startswith("At least 12 people talked about this. ")


def test_what_nobody_said_is_printed_as_such() -> None:
    outline = sheet(Board([SessionRecord(id="s", label="Evening buses")]))
    front, back = outline.sections
    assert front.title == "Evening buses"
    assert "We did not write down a question." in plain(front.lead)
    assert "We did not write down what this group may decide." in plain(front.lead)
    said = {
        part.title: [plain(item) for item in part.items]
        for b in front.blocks
        if isinstance(b, Briefs)
        for part in b.parts
    }
    assert said["What was decided"] == ["No decision was written down."]
    assert said["What we agreed"] == said["What we did not agree"] == ["Nobody was asked in a round."]
    assert said["Who was missing"] == ["No people are on the map yet."]
    (steps,) = (block for block in front.blocks if isinstance(block, NextSteps))
    assert not steps.rows and plain(steps.nothing) == "No task was written down."
    (call,) = (block for block in front.blocks if isinstance(block, Call))
    assert plain(call.content) == "Nobody wrote down where you can say so."
    (matters,) = (block for block in back.blocks if isinstance(block, Matters))
    assert not matters.rows and plain(matters.nothing) == "Nobody placed dots."


def test_a_task_without_owner_or_day_says_so_and_a_done_one_is_gone() -> None:
    board = board_of(
        {"id": "a", "kind": "action", "label": "Ask the school"},
        {"id": "b", "kind": "action", "label": "Book the hall", "status": "done"},
    )
    (steps,) = (block for block in sheet(board).sections[0].blocks if isinstance(block, NextSteps))
    assert [[plain(part) for part in (row.words, row.who, row.day)] for row in steps.rows] == [
        ["Ask the school", "Nobody yet", "No day yet"]
    ]


def test_what_has_no_room_is_counted() -> None:
    cards = [{"id": f"a{n}", "kind": "action", "label": f"Task {n}"} for n in range(7)]
    (steps,) = (block for block in sheet(board_of(*cards)).sections[0].blocks if isinstance(block, NextSteps))
    assert len(steps.rows) == 4 and steps.more == "and 3 more in the long summary"


def test_the_map_is_one_figure_with_its_words_and_the_cards_on_it_can_be_read() -> None:
    data = printed(sample("merravale"), edition="one-sheet")
    alts = [str(element.get("/Alt", "")) for element in elements(opened(data)) if tag_of(element) == "Figure"]
    assert len(alts) == 1 and "People, 15 cards." in alts[0]
    assert squeezed("Night-shift workers") in squeezed(page_texts(data)[1])


def test_in_large_print_each_topic_is_told_with_its_number() -> None:
    said = squeezed(" ".join(page_texts(printed(sample("merravale"), edition="one-sheet", large_print=True))))
    assert squeezed("People: 15 cards. Night-shift workers") in said and "greyroad" not in said.replace(" ", "")


def test_hostile_sessions_print(soak: bool) -> None:
    for seed in range(200 if soak else 4):
        board = hostile(seed)
        assert pages(printed(board, edition="one-sheet")) >= 2
        assert any(isinstance(block, CityPicture) for block in sheet(board).sections[1].blocks)
