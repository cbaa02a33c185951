"""The line of quick capture: what it means, word by word."""

import pytest

from stworkshop.commands import capture_line
from stworkshop.commands.capture_line import Capture
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element


@pytest.fixture
def board() -> Board:
    """A small map: two groups of people, a concern and a measure."""
    return Board(
        [
            Element(id="old", kind="stakeholder", label="Older residents", code="S1", seq=1),
            Element(id="outer", kind="stakeholder", label="Residents of outer districts", code="S2", seq=2),
            Element(id="late", kind="concern", label="The bus comes late", code="C1", seq=3),
            Element(id="rule", kind="mitigation", label="Access rule", code="M1", seq=4),
        ]
    )


def read(line: str, board: Board) -> Capture:
    found = capture_line.parse(line, board, catalogue())
    assert found is not None
    return found


def test_the_line_of_the_book(board: Board) -> None:
    found = read("c outer districts get fewer buses @Residents of outer districts #human-rights", board)
    assert (found.kind, found.label) == ("concern", "outer districts get fewer buses")
    assert (found.who, found.topics, found.unknown) == (("outer",), ("human-rights",), ())


def test_a_name_ends_where_it_is_whole_and_the_sentence_goes_on(board: Board) -> None:
    found = read("c @Older residents cannot book by app #human-rights at night", board)
    assert (found.label, found.who, found.topics) == ("cannot book by app at night", ("old",), ("human-rights",))


def test_the_start_of_a_name_is_enough_and_a_part_within_a_word_is_not(board: Board) -> None:
    assert read("c too far @Older res", board).who == ("old",)
    assert read("c too far @s2", board).who == ("outer",)
    found = read("c too far @lder", board)
    assert (found.who, found.newcomers) == ((), ("lder",))


def test_a_hyphen_is_a_space(board: Board) -> None:
    found = read("c too far @night shift @outer-districts", Board([*board.elements.values(), night()]))
    assert (found.who, found.newcomers) == (("night", "outer"), ())


def night() -> Element:
    return Element(id="night", kind="stakeholder", label="Night-shift workers", code="S3", seq=9)


def test_somebody_new_is_a_new_stakeholder_and_quotation_marks_settle_it(board: Board) -> None:
    found = read('c too far @"Older" @Night shift', board)
    assert (found.who, found.newcomers) == ((), ("Older", "Night shift"))


def test_an_unknown_topic_or_answer_is_named_and_not_dropped(board: Board) -> None:
    found = read("c too far #humna >Nobody knows", board)
    assert found.unknown == ("#humna", ">Nobody knows")
    assert "humna" in capture_line.problem(found)


@pytest.mark.parametrize(
    "words", ["line #3 is full", "more than > 5 people", "me @ work", "a 5 >3 b", "see a#b or c@d.e"]
)
def test_signs_that_are_only_signs_stay_in_the_sentence(board: Board, words: str) -> None:
    found = read(f"c {words}", board)
    assert (found.label, found.who, found.newcomers, found.unknown) == (words, (), (), ())


@pytest.mark.parametrize(
    "line", ["A bus came late", "I cannot reach the stop", "cars are loud", "c", "x something", ""]
)
def test_a_sentence_is_no_kind_letter(board: Board, line: str) -> None:
    assert capture_line.parse(line, board, catalogue()) is None


def test_a_typical_card_by_its_own_words_is_of_that_type(board: Board) -> None:
    entry = catalogue().types("concern")[0]
    assert read(f"c {entry['label']}", board).type == entry["id"]
    assert read(f"c {entry['label']} here", board).type == ""


def test_what_stands_for_something_is_told_by_its_place(board: Board) -> None:
    line = "c too far @Older residents #human-rights @Nobody"
    spans = [(line[span.start : span.end], span.known) for span in read(line, board).spans]
    assert spans == [("@Older residents", True), ("#human-rights", True), ("@Nobody", False)]


def test_what_it_makes_is_said_in_words(board: Board) -> None:
    found = read("c too far @Older residents @Night shift #human-rights >Access rule", board)
    words = capture_line.sentence(found, board, catalogue())
    assert words.startswith("Makes 1 concern, held by Older residents")
    assert all(part in words for part in ("Night shift", "Access rule", "Human rights"))


def test_any_text_can_be_read(board: Board) -> None:
    for line in ("c @", "c #", "c >", "c @@@", 'c @"', 'c @""', "c   ", "c \ud800 @\ud800", "c @  x", "c #@>"):
        read(line, board)
