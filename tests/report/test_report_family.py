"""What holds for everything that is printed, whatever it is: words, page numbers, and how much stands on a page."""

import ctypes
import re
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Round, from_flat, replaced
from stworkshop.report import sheets
from stworkshop.report.ballots import ballots_bytes
from stworkshop.report.content.outline import build
from stworkshop.report.content.takeaway_blocks import WriteHere
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.typesetting.reading_order import reading_order
from tests.report.printing import DAY, board_of, page_texts, printed, printed_sample, sample, squeezed

REPLY = {
    "reply_to": "Post to: Mobility team, Town Hall, or hand it in at the library desk. Or telephone 0555 0100.",
    "reply_until": "2026-12-24",
    "reply_use": "The team reads every answer out at the start of the next meeting and writes to you what came of it.",
}


def with_session(board: Board, **fields: Any) -> Board:
    """Return a board whose session says more."""
    return Board([replaced(r, fields) if r is board.session else r for r in board.records()])


def numbers(data: bytes) -> list[tuple[int, int]]:
    """Return "n of N" of each page."""
    found = [re.findall(r"(\d+) of (\d+)\s*(?:\n|\r|$)", text) for text in page_texts(data)]
    return [(int(places[-1][0]), int(places[-1][1])) for places in found]


@pytest.mark.parametrize("large_print", [False, True])
def test_letters_to_different_people_count_their_own_pages(large_print: bool) -> None:
    data = printed(with_session(sample("merravale"), **REPLY), edition="absent", large_print=large_print)
    for (before, of), (page, total) in zip(numbers(data), numbers(data)[1:], strict=False):
        assert page == before + 1 and total == of if page > 1 else before == of
    assert len({n for n in numbers(data) if n[0] == 1}) >= 1 and numbers(data)[-1][0] == numbers(data)[-1][1]
    assert sum(page == 1 for page, _total in numbers(data)) == 4


def test_the_summary_is_counted_as_a_whole() -> None:
    counted = numbers(printed_sample("hill-east", edition="decision-makers"))
    assert counted == [(1, 2), (2, 2)]


@pytest.mark.parametrize("name", ["hill-east", "merravale", "quayline", "eastmere"])
def test_no_sentence_of_the_cover_ends_with_dots(name: str) -> None:
    heads = page_texts(printed_sample(name))[0].split("Agreed")[-1]
    assert "…" not in heads.split("Draft, not yet read back")[0].split("Printed")[0]


def test_the_sheet_for_everyone_does_not_point_to_pages_that_it_has_not() -> None:
    assert "more inside" in page_texts(printed_sample("merravale"))[0]
    alone = squeezed(page_texts(printed_sample("merravale", short=True))[0])
    assert "inside" not in alone and "moreinthewholesummary" in alone


def test_in_large_print_each_sentence_of_the_cover_has_its_own_codes() -> None:
    text = squeezed("".join(page_texts(printed_sample("merravale", short=True, large_print=True))))
    assert "pullagainsteachother.(G3,G2)" in text and "darkstop”?(R8)" in text and "spokeforthem.(S3)" in text


def test_who_is_affected_is_not_claimed_where_nobody_wrote_it_down() -> None:
    board = board_of({"kind": "stakeholder", "label": "Riders", "code": "S1"})
    text = squeezed(page_texts(printed(board))[0])
    assert "Nobodywrotedownwhoisaffected." in text and "washere,orsomebody" not in text


# --- what people hold in their hands


def sheet(board: Board, name: str, **options: Any) -> list[str]:
    """Return the text of each page of a sheet."""
    return page_texts(sheets.make(board, catalogue(), name, SheetOptions(printed=DAY, **options)))


@pytest.mark.parametrize("name", ["hill-east", "merravale", "eastmere"])
def test_the_reply_sheet_stays_on_one_page_when_all_is_filled_in(name: str) -> None:
    assert len(sheet(with_session(sample(name), **REPLY), "reply")) == 1


def test_the_sheet_for_everyone_says_where_answers_go_once_that_is_known() -> None:
    for large_print in (False, True):
        board = with_session(sample("merravale"), **REPLY)
        text = squeezed("".join(page_texts(printed(board, short=True, large_print=large_print))))
        assert "handitinatthelibrarydesk.Ortelephone05550100." in text and "until24Dec2026" in text


def test_what_is_signed_stands_on_the_page_where_it_is_signed() -> None:
    page = sheet(sample("merravale"), "consent", large_print=True)[-1]
    assert "my questions were answered" in " ".join(page.split()) and "Signature:" in page


def test_a_form_on_a_screen_is_not_folded() -> None:
    assert "Fold the sheet" in "".join(sheet(sample("merravale"), "feedback")).replace("\r\n", " ")
    assert "Fold" not in "".join(sheet(sample("merravale"), "feedback-form"))


def test_the_last_page_of_feedback_in_large_print_is_worth_turning() -> None:
    assert "What was not talked about" in sheet(sample("merravale"), "feedback", large_print=True)[-1]


def test_kinds_have_one_word_each_on_paper() -> None:
    text = "".join(sheet(sample("merravale"), "on-paper"))
    assert "person or group S16" in " ".join(text.split()) and "measure M11" in " ".join(text.split())
    assert "Stakeholder" not in text and "Mitigation" not in text and "Competency" not in text


def test_whoever_was_told_little_has_more_lines_to_write_on() -> None:
    outline = build(sample("merravale"), catalogue(), "takeaway")
    lines = {block.lines for page in outline.sections for block in page.blocks if isinstance(block, WriteHere)}
    assert lines == {2, 3, 5, 6}


def test_a_promise_is_never_cut_from_the_foot() -> None:
    for page in page_texts(printed_sample("quayline", edition="takeaway")):
        assert "Your ballots are not printed here." in page


def test_a_state_has_one_word_on_the_cover_and_in_the_legend() -> None:
    pages = page_texts(printed_sample("merravale"))
    assert "Contested" in pages[0] and not any("Split " in page for page in pages)


def test_sentences_end_where_they_end() -> None:
    text = squeezed("".join(page_texts(printed_sample("hill-east", edition="decision-makers"))))
    assert "bystopandweek.Today:210aweek." in text
    assert "byRollOnMerravale.Onepersontookpart(S2)." in text
    text = squeezed("".join(page_texts(printed_sample("merravale", edition="decision-makers"))))
    assert "proposed;nobodyhastakeniton" in text


@pytest.mark.parametrize("edition", ["engineers", "participants", "decision-makers"])
@pytest.mark.parametrize("name", ["hill-east", "merravale", "quayline", "eastmere"])
def test_no_last_page_holds_hardly_anything(name: str, edition: str) -> None:
    last = page_texts(printed_sample(name, edition=edition))[-1]
    assert len(squeezed(last)) > 400


@pytest.mark.parametrize("chosen", [(), ("map",)])
def test_cards_in_large_print_have_no_small_letters(chosen: tuple[str, ...]) -> None:
    options = SheetOptions(printed=DAY, large_print=True, chosen=chosen)
    data = sheets.make(sample("hill-east"), catalogue(), "cards", options)
    document = pypdfium2.PdfDocument(data)
    sizes = set()
    for page in document:
        text, matrix = page.get_textpage(), raw.FS_MATRIX()
        words = text.get_text_range()
        hint = words.find("A6, four on a sheet. Cut along the dashed lines.")
        for place in range(text.count_chars()):
            if hint <= place < hint + 48:  # between two cards, and for whoever cuts
                continue
            if text.get_text_range(place, 1).strip():
                raw.FPDFText_GetMatrix(text, place, ctypes.byref(matrix))
                sizes.add(round(raw.FPDFText_GetFontSize(text, place) * abs(matrix.d), 1))
    document.close()
    assert min(size for size in sizes if size > 1) >= 14


def test_no_title_stands_alone_at_the_foot_of_a_page() -> None:
    cards = [
        {
            "kind": kind,
            "label": f"Card {n} about what somebody said of a bus that came too late",
            "code": f"{letter}{n}",
        }
        for n in range(12)
        for kind, letter in (("concern", "C"), ("public-service", "E"), ("context", "X"), ("process", "P"))
    ]
    for drop in range(0, 24, 3):
        for text in page_texts(printed(board_of(*cards[drop:]), edition="engineers")):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            for title in ("Concerns, rules and risks", "Words, decisions and figures"):
                if title in lines:
                    assert len(lines) - lines.index(title) > 4, "its first part follows below the title"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_words_of_an_axis_stand_beside_its_numbers(language: str) -> None:
    data = printed(with_session(sample("hill-east"), language=language))
    document = pypdfium2.PdfDocument(data)
    found = 0
    for page in document:
        text = page.get_textpage()
        shown = [n for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        turned = [text.get_charbox(n) for n in shown if raw.FPDFText_GetCharAngle(text, n) > 1]
        if not turned:
            continue
        left, right = min(box[0] for box in turned) + 0.2, max(box[2] for box in turned) - 0.2
        low, high = min(box[1] for box in turned), max(box[3] for box in turned)
        for n in shown:
            box = text.get_charbox(n)
            crosses = box[0] < right and box[2] > left and box[1] < high and box[3] > low
            assert not (crosses and text.get_text_range(n, 1).isdigit())
        found += 1
    document.close()
    assert found


def test_numbers_on_the_cover_are_words_of_their_own_and_flush_with_what_they_count() -> None:
    for language in ("en", "ar"):
        data = printed(with_session(sample("hill-east"), language=language), short=True)
        assert "36 cards on the map" in {place.text.strip() for place in reading_order(data)}
        document = pypdfium2.PdfDocument(data)
        text = document[0].get_textpage()
        shown = (n for n in range(text.count_chars()) if text.get_text_range(n, 1).strip())
        boxes = [text.get_charbox(n) for n in shown if raw.FPDFText_GetFontSize(text, n) == 22]
        edge = max(box[2] for box in boxes) if language == "ar" else min(box[0] for box in boxes)
        margin = 18 * 72 / 25.4
        assert abs(edge - (595.27 - margin if language == "ar" else margin)) < 3
        document.close()


@pytest.mark.parametrize("fillable", [False, True])
def test_only_a_ballot_of_paper_is_folded(fillable: bool) -> None:
    asked = from_flat("rounds", "r", {"kind": "rating", "question": "And you?", "items": ["y"], "anonymous": "yes"})
    assert isinstance(asked, Round)
    board = board_of(more=(from_flat("statements", "y", {"label": "It is fair."}), asked))
    text = squeezed("".join(page_texts(ballots_bytes(board, catalogue(), asked, [("F7L", False)], fillable=fillable))))
    assert ("Foldthissheet" in text) is not fillable and "beforetheroundisclosed" in text
