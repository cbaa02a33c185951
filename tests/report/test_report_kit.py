"""The kit: each of its sheets says what it must, and all of it is one tagged PDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from stworkshop.model import agenda
from stworkshop.model.answers import ballots_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import from_flat, replaced
from stworkshop.model.reply_code import reply_code
from stworkshop.report.content.basic_blocks import Bullets
from stworkshop.report.content.facts import Facts
from stworkshop.report.estimate import estimate
from stworkshop.report.kit import kit, on_paper
from stworkshop.report.sheets import SheetOptions, make
from tests.report.printing import (
    DAY,
    SAMPLES,
    board_of,
    elements,
    letter_boxes,
    opened,
    page_texts,
    sample,
    squeezed,
    tag_of,
)
from tests.report.told import said_in

NAMES = ("agenda", "consent", "feedback", "reply", "on-paper")
OPTIONS: tuple[dict[str, Any], ...] = ({}, {"paper": "Letter", "grey": True}, {"large_print": True})
EDGE = 4.5 * 72 / 25.4


def printed(board: Board, name: str, **options: Any) -> bytes:
    return make(board, catalogue(), name, SheetOptions(printed=DAY, **options))


def text_of(board: Board, name: str, **options: Any) -> str:
    return squeezed("".join(page_texts(printed(board, name, **options))))


def assert_sound(data: bytes, folder: Path) -> None:
    path = folder / "sheet.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def with_session(board: Board, **fields: Any) -> Board:
    """A copy of a board whose session says something else."""
    record = board.session
    changed = replaced(record, fields)
    return Board([changed, *(each for each in board.records() if each.id != record.id)])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("which", ["merravale", "empty"])
def test_every_sheet_is_tagged_and_inside_its_paper(
    name: str, options: dict[str, Any], which: str, tmp_path: Path
) -> None:
    data = printed(board_of() if which == "empty" else sample(which), name, **options)
    assert_sound(data, tmp_path)
    for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left >= EDGE and bottom >= EDGE and right <= w - EDGE and top <= h - EDGE, letter


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", SAMPLES)
def test_the_same_board_prints_the_same_bytes(name: str, which: str) -> None:
    assert printed(sample(which), name) == printed(sample(which), name)


# --- the agenda


@pytest.mark.parametrize("which", SAMPLES)
def test_the_agenda_is_one_page_with_every_stage_and_its_minutes(which: str) -> None:
    board = sample(which)
    pages = page_texts(printed(board, "agenda"))
    assert len(pages) == 1
    text = squeezed(pages[0])
    for item in agenda.items(board, catalogue()):
        assert squeezed(agenda.name(item, catalogue())) in text
        assert f"{agenda.length(item) // 60}minutes" in text


def test_the_agenda_counts_minutes_until_it_begins_and_then_tells_the_time() -> None:
    assert "0–8" in text_of(board_of(session={"agenda": "agenda-90-minutes"}), "agenda")
    plan: list[tuple[str, dict[str, Any]]] = [
        ("framing", {"started": "2026-11-24T17:05:00"}), ("break", {}), ("risks", {"added": 5}),
    ]  # fmt: skip
    stages = tuple(
        from_flat("stages", f"a{n}", {"stage": stage, "place": n, "minutes": 20, **more})
        for n, (stage, more) in enumerate(plan, 1)
    )
    text = text_of(board_of(more=stages), "agenda")
    assert re.findall(r"\d\d?:\d\d–\d\d?:\d\d", text) == ["17:05–17:25", "17:25–17:45", "17:45–18:10"]
    assert "1h5minintotal,including20minutesofbreaks." in text


def test_two_meetings_are_two_tables() -> None:
    text = text_of(board_of(session={"agenda": "agenda-two-sessions"}), "agenda")
    assert "SessionA:people,concerns,technology" in text and "SessionB:links,risks,agreement" in text


def test_without_an_agenda_it_says_so() -> None:
    assert "Noagendawaschosenforthisworkshop." in text_of(board_of(), "agenda")


# --- consent


@pytest.mark.parametrize(
    ("attribution", "said", "name"),
    [
        ("named", "withthenameofwhoeversaidthem", True),
        ("role", "witharoleandwithoutaname", True),
        ("anonymous", "withoutnameandrole", False),
    ],
)
def test_consent_follows_the_attribution(attribution: str, said: str, name: bool) -> None:
    text = text_of(board_of(session={"attribution": attribution}), "consent")
    assert said in text
    assert ("Signature:" in text) is ("Name:" in text) is name
    assert "Nothingiscountedorshownbeforetheroundisclosed." in text
    assert "Answersgivenwithoutanamecannotbefoundagain,sotheystay." in text
    assert "Nophotographsofpeople" in text


def test_consent_is_one_page_and_none_of_the_organisers_words() -> None:
    pages = page_texts(printed(sample("quayline"), "consent"))
    assert len(pages) == 1
    assert "your own list" not in pages[0]


# --- replies


def test_the_route_is_what_the_session_says_or_blank_lines() -> None:
    blank = text_of(sample("merravale"), "reply")
    assert "Giveitto:" in blank and "until:" in blank and "Whathappenstoit:" in blank
    told = with_session(
        sample("merravale"),
        reply_to="Box at the hospital",
        reply_until="2026-12-24",
        reply_use="Read out on 12 January",
    )
    text = text_of(told, "reply")
    assert "BoxatthehospitalBox" not in text
    assert "Giveitto:Boxatthehospital" in text and "24December2026" in text and "Readouton12January" in text


def test_open_questions_are_asked_with_their_codes_and_answered_ones_are_not() -> None:
    board = board_of(
        {"kind": "open-question", "label": "Who decides?", "code": "Q1"},
        {"kind": "open-question", "label": "Known?", "code": "Q2", "status": "answered"},
    )
    text = text_of(board, "reply")
    assert "Q1\u00a0Whodecides?".replace("\u00a0", "") in text and "Known?" not in text
    assert "Noquestionisopenonthemap." in text_of(board_of(), "reply")


def test_no_name_is_asked_for_where_none_is_kept() -> None:
    text = text_of(board_of(session={"attribution": "anonymous"}), "reply")
    assert "Name:" not in text and "Pleasewritenoname" in text


@pytest.mark.parametrize("name", ["feedback", "reply", "on-paper"])
def test_sheets_that_come_back_bear_the_code(name: str) -> None:
    assert reply_code(sample("hill-east").session) in text_of(sample("hill-east"), name)


# --- on paper


def test_everything_to_go_on_with_is_on_paper() -> None:
    board = sample("merravale")
    text = text_of(board, "on-paper")
    for card in board.elements.values():
        assert squeezed(f"{card.code}{card.label}") in text, card.code
    for letter in "CRDIQ":
        assert board.next_code(letter) in text and board.next_code(letter, 2) in text
    assert squeezed("Read the consent line and ask whether anybody wants something changed") in text


def test_only_what_is_left_is_printed() -> None:
    stages = (
        from_flat("stages", "a1", {"stage": "framing", "place": 1, "started": "x", "ended": "y"}),
        from_flat("stages", "a2", {"stage": "risks", "place": 2}),
    )
    text = text_of(board_of(more=stages), "on-paper")
    assert "Askforthestoryofabadday" in text and "drawthescopeframe" not in text
    done = (from_flat("stages", "a1", {"stage": "framing", "place": 1, "started": "x", "ended": "y"}),)
    assert "Allstagesaredone." in text_of(board_of(more=done), "on-paper")


@pytest.mark.parametrize("stage", catalogue().stages)
def test_what_is_left_to_do_can_be_done_without_a_laptop(stage: str) -> None:
    board = board_of(more=(from_flat("stages", "a", {"stage": stage, "place": 1}),))
    first = on_paper._first(Facts(board, catalogue()), False)
    todo = [" ".join(said_in(b)) for b in first.blocks if isinstance(b, Bullets) and not b.numbered]
    assert todo
    needs = re.compile(
        r"laptop|keyed|key in|run the checks|print or send|show the|keep the map|what the round|will be printed", re.I
    )
    assert needs.search(" ".join(todo)) is None


def test_open_votes_are_told_without_a_word_of_what_is_in() -> None:
    asked = from_flat("rounds", "r", {"kind": "rating", "question": "Shall it start?", "items": []})
    text = text_of(board_of(more=(asked,)), "on-paper")
    assert "Shallitstart?" in text and "unopened" in text


# --- hostile words


def test_words_that_fill_pages_are_printed_on_more_of_them(tmp_path: Path) -> None:
    long = "words and more words " * 480
    stages = tuple(from_flat("stages", f"a{n}", {"label": long, "place": n, "minutes": 9_999}) for n in range(3))
    board = board_of(
        {"kind": "open-question", "label": long, "note": long, "code": "Q1"},
        {"kind": "concern", "label": "x" * 10_000, "code": "C1"},
        session={"workshop_question": long, "reply_to": long, "reply_use": "x" * 10_000, "language": "ar"},
        more=stages,
    )
    for large in (False, True):
        for name in (*NAMES, "stages"):
            data = printed(board, name, large_print=large)
            assert_sound(data, tmp_path)
            if name == "reply":
                assert whole_words(data).count("words") >= 4 * 480, "nothing is cut"


def whole_words(data: bytes) -> str:
    return squeezed("".join(page_texts(data)))


# --- all of it


def opened_round(board: Board) -> Board:
    fields = {"kind": "rating", "question": "Do you agree?", "items": list(board.statements)[:3]}
    return Board([*board.records(), from_flat("rounds", "rx", fields)])


def copies(people: int) -> dict[str, list[tuple[str, bool]]]:
    codes = ballots_of(b"", "rx", people + 3)
    return {"rx": [(code, n >= people) for n, code in enumerate(codes)]}


@pytest.fixture(scope="module")
def whole() -> kit.Kit:
    options = SheetOptions(printed=DAY, people=4)
    return kit.compose(opened_round(sample("merravale")), catalogue(), options, copies(4))


def test_the_kit_is_one_tagged_document(whole: kit.Kit, tmp_path: Path) -> None:
    assert_sound(whole.data, tmp_path)
    with opened(whole.data) as pdf:
        assert len(pdf.pages) == sum(part.pages * part.copies for part in whole.parts)
        root = pdf.Root.StructTreeRoot.K[0]
        assert root.S == "/Document"
        assert [str(kid.S) for kid in root.K] == ["/Part"] * sum(part.copies for part in whole.parts)
        pages = {page.obj.objgen for page in pdf.pages}
        found = {element.Pg.objgen for element in elements(pdf) if "/Pg" in element}
        assert found == pages, "every page has content in the tree, and the tree names no page outside"
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        keys = [int(numbers[at]) for at in range(0, len(numbers), 2)]
        assert keys == sorted(set(keys))
        assert {int(page.obj.StructParents) for page in pdf.pages} <= set(keys)
        heads = [element for element in elements(pdf) if tag_of(element) == "H1"]
        assert len(heads) >= len(whole.parts)


def place(item: pikepdf.OutlineItem) -> tuple[int, int]:
    """The page that a bookmark leads to."""
    assert isinstance(item.destination, pikepdf.Array)
    return item.destination[0].objgen


def test_bookmarks_lead_to_the_parts_in_their_order(whole: kit.Kit) -> None:
    with opened(whole.data) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        with pdf.open_outline() as outline:
            found = [(str(item.title), numbers[place(item)]) for item in outline.root]
    starts, at = [], 0
    for part in whole.parts:
        starts.append((part.title, at))
        at += part.pages * part.copies
    assert found == starts


def test_the_first_sheet_tells_the_pages_of_each_part(whole: kit.Kit) -> None:
    first = squeezed(page_texts(whole.data)[0])
    at = 1
    for part in whole.parts:
        count = part.pages * part.copies
        where = f"{at}" if count == 1 else f"{at}–{at + count - 1}"
        at += count
        if part.use:
            assert squeezed(part.title) + where in first, part.title
    assert f"{whole.estimate.sheets}sheetsofpaper" in first


def test_ballots_are_three_more_than_people_and_bear_the_codes_given(whole: kit.Kit) -> None:
    text = "".join(page_texts(whole.data))
    given = copies(4)["rx"]
    assert len(given) == 7 and all(code in text for code, _spare in given)
    part = next(part for part in whole.parts if part.name.startswith("ballots"))
    assert "4 and 3 spare" in part.use and not part.both_sides


def test_sheets_for_each_person_come_for_each_person(whole: kit.Kit) -> None:
    many = {part.name: part.copies for part in whole.parts}
    assert many["consent"] == many["feedback"] == 4 and many["reply"] >= 3 and many["on-paper"] == 1


def test_without_an_open_vote_the_kit_says_when_ballots_are_printed() -> None:
    made = kit.compose(board_of(), catalogue(), SheetOptions(printed=DAY, people=1))
    first = squeezed(page_texts(made.data)[0])
    assert "Noballots:theyareprintedwhenavoteisopen" in first
    assert "Thisworkshophasnoagendayet." in first, "what cannot be printed is told"
    without = printed(opened_round(board_of()), "kit", people=1)
    assert "Ballotsofanopenvotearenotinhere" in squeezed(page_texts(without)[0])


def test_ballots_of_a_closed_or_unknown_round_are_never_printed() -> None:
    board = opened_round(sample("hill-east"))
    closed = next(one.id for one in board.rounds.values() if one.closed_order is not None)
    given = {closed: copies(1)["rx"], "nowhere": copies(1)["rx"]}
    made = kit.compose(board, catalogue(), SheetOptions(printed=DAY, people=1), given)
    assert not [part for part in made.parts if part.name.startswith("ballots")]


def test_on_both_sides_nothing_stands_on_the_back_of_what_is_cut_or_another_persons() -> None:
    options = SheetOptions(printed=DAY, people=2)
    made = kit.compose(opened_round(board_of()), catalogue(), options, copies(2), both_sides=True)
    texts = [squeezed(text) for text in page_texts(made.data)]
    at = 0
    for part in made.parts:
        for _copy in range(part.copies):
            assert at % 2 == 0, "each copy begins on a sheet"
            for page in range(part.pages):
                assert texts[at] or part.name == "stages", part.name
                at += 1
                if not part.both_sides or (page == part.pages - 1 and at % 2):
                    assert texts[at] == ""
                    at += 1
    assert at == len(texts)
    assert estimate((p.pages, p.copies, p.both_sides) for p in made.parts) == made.estimate


@pytest.mark.parametrize("options", OPTIONS[1:])
def test_the_kit_in_other_papers_is_sound(options: dict[str, Any], tmp_path: Path) -> None:
    made = kit.compose(board_of(), catalogue(), SheetOptions(printed=DAY, people=1, **options))
    assert_sound(made.data, tmp_path)


def test_the_kit_in_arabic_runs_from_right_to_left() -> None:
    board = board_of(session={"language": "ar", "label": "الحافلة"})
    with opened(printed(board, "kit", people=1)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L" and str(pdf.Root.Lang) == "ar"


def test_what_is_in_the_kit_is_told_in_one_line(whole: kit.Kit) -> None:
    assert whole.told.startswith("agenda · ")
    assert "ballots" in whole.told and "a sheet to finish on paper if the laptop dies" in whole.told
