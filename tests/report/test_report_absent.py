"""The letter to people who were not there: whom it is to, what it says, and that each sentence comes from the map."""

from typing import Any

import pdfua
import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, replaced
from stworkshop.report.content import outline
from stworkshop.report.content.absent_blocks import Letter, Said, TearOff
from stworkshop.report.content.blocks import Outline, Section, plain
from stworkshop.report.editions import absent
from tests.report.printing import (
    SAMPLES,
    board_of,
    letter_boxes,
    link,
    page_texts,
    printed,
    sample,
    squeezed,
    whole_text,
)
from tests.report.told import fixed_words, said_in, words_in, words_of

EDITION = "absent"
REPLY = {"reply_to": "The box at the gate.", "reply_until": "2026-12-24", "reply_use": "It is read out to the group"}
MODULES = tuple(f"report/editions/{name}.py" for name in ("absent", "people", "risks", "decisions"))
EDGE = 14.1
HEADS = {
    "Why this concerns you": ("Why this concerns you",),
    "What we assumed about you (marked as assumed) and who spoke for you": ("What we noted about you",),
    "How it could help or harm you": ("How it could help", "How it could harm"),
    "What is not yet decided": ("Not yet decided",),
    "Questions we have for you": ("?",),
    "How, where and until when to reply, also without internet": ("Your answer", "What happens next"),
    "What will be done with your answer": ("What happens to your answer:",),
}
"""What prints each section of the catalogue's template."""


def with_reply(board: Board, **fields: str) -> Board:
    """Return the board with a way to answer."""
    session = board.session
    records: list[Record] = [record for record in board.records() if record.id != session.id]
    return Board([replaced(session, {**REPLY, **fields}), *records])


def build(board: Board) -> Outline:
    return outline.build(board, catalogue(), EDITION)


def parts_of(section: Section) -> tuple[Letter, TearOff]:
    letter, answer = section.blocks
    assert isinstance(letter, Letter) and isinstance(answer, TearOff)
    return letter, answer


def told(section: Section) -> dict[str, list[str]]:
    return {row.title: [plain(one.content) for one in row.said] for row in parts_of(section)[0].rows}


def all_said(section: Section) -> list[Said]:
    letter, answer = parts_of(section)
    said = [one for row in letter.rows for one in row.said]
    return [*said, *answer.ticks, *answer.questions, answer.route]


def night() -> Section:
    return build(with_reply(sample("merravale"))).sections[0]


def person(**fields: Any) -> dict[str, Any]:
    base = {"id": "s", "kind": "stakeholder", "label": "Night staff", "code": "S1", "voice": "absent"}
    return {**base, "affected": "direct", **fields}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_section_of_the_template_is_in_each_letter(name: str) -> None:
    template = next(t for t in catalogue().entries("summary_templates") if t["id"] == "sum-absent")
    assert tuple(template["sections"]) == tuple(HEADS)
    for section in build(with_reply(sample(name))).sections:
        letter, answer = parts_of(section)
        titles = [*(row.title for row in letter.rows), answer.title]
        said = " ".join([*titles, *(plain(one.content) for one in all_said(section))])
        assert [head for heads in HEADS.values() for head in heads if head not in said] == []
        assert all(row.said for row in letter.rows)
        asked = [row for row in letter.rows if row.title == "Our questions to you"]
        assert asked or [plain(one.content) for one in answer.questions] == ["What should we know?"]


def test_a_letter_for_each_group_that_was_missing_then_for_those_spoken_for() -> None:
    titles = [section.title for section in build(with_reply(sample("merravale"))).sections]
    assert titles == [
        "A letter to night-shift workers about “Route and timetable planning”",
        "A letter to residents with mobility challenges about “Route and timetable planning”",
        "A letter to older residents about “Bus and on-demand service”",
        "A letter to bus drivers about “Rostering of drivers”",
    ]


def test_who_is_missing_but_not_touched_gets_none() -> None:
    titles = [section.title for section in build(with_reply(sample("quayline"))).sections]
    groups = ("visitors and people passing through", "delivery riders", "future residents of Quayline")
    assert [next(group for group in groups if group in title) for title in titles] == list(groups)


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Roll On Merravale", "A letter to Roll On Merravale about “A workshop”"),
        ("MerraBus drivers", "A letter to MerraBus drivers about “A workshop”"),
        ("Pathmoor", "A letter to Pathmoor about “A workshop”"),
        ("Young people without a card.", "A letter to young people without a card about “A workshop”"),
        ("", "A letter to S1 about “A workshop”"),
    ],
)
def test_a_name_keeps_its_capital_letter(label: str, title: str) -> None:
    board = board_of(person(label=label), session={**REPLY, "setting": "A workshop"})
    assert build(board).sections[0].title == title


def test_the_letter_to_the_night_shift() -> None:
    said = told(night())
    assert said["Why this concerns you"][-1] == "This would affect you directly: Route and timetable planning."
    assert said["What we noted about you"] == [
        "Nobody in the room spoke for you.", "We think this matters to you, but you did not say so:",
        "Dark stops are dangerous at night. (assumed)",
    ]  # fmt: skip
    assert said["How it could help"] == ["More people reach work, care and school in 45 minutes."]
    assert said["How it could harm"] == [
        "Someone is attacked or falls at a dark stop. We have named nothing against it yet."
    ]
    assert said["Not yet decided"] == ["No driver scores in rosters. The group is split."]
    assert said["Our questions to you"] == ["What do night-shift workers need?"]
    assert said["What happens next"] == [
        "Talk to night-shift workers at the hospital: Smart city manager, by 8 Dec 2026.",
        "Everything will be reviewed on 24 May 2027.",
        "What happens to your answer: It is read out to the group.",
    ]


def test_the_answer_asks_what_was_assumed_and_what_is_open() -> None:
    _letter, answer = parts_of(night())
    assert [plain(tick.content) for tick in answer.ticks] == [
        "Dark stops are dangerous at night. Do you worry about this?"
    ]
    assert answer.choices == ("yes", "no", "partly")
    assert [plain(question.content) for question in answer.questions] == ["What do night-shift workers need?"]
    route = plain(answer.route.content)
    assert route.startswith("Give it to: The box at the gate, until 24 Dec 2026. From night-shift workers, about ")


def test_who_spoke_for_them_and_whose_words_they_are() -> None:
    section = build(with_reply(sample("merravale"))).sections[1]
    assert told(section)["What we noted about you"] == [
        "Roll On Merravale spoke for you.", "Others told us:",
        "If the bus with the ramp does not come, I am stuck.", "The on-demand bus can only be booked by app.",
        "Said in the room, in these words:", "“The bus must stop where I can get on without a kerb.”",
    ]  # fmt: skip
    quotes = [s.text for one in all_said(section) for s in one.content if s.tone == "quote"]
    assert quotes == ["“The bus must stop where I can get on without a kerb.”"]


def test_what_the_map_does_not_say_is_said() -> None:
    said = told(build(board_of(person(), session=REPLY)).sections[0])
    assert said == {
        "Why this concerns you": ["This would affect you directly."],
        "What we noted about you": [
            "Nobody in the room spoke for you.",
            "We wrote down no worry and no hope of yours.",
        ],
        "How it could help": ["We wrote down nothing that would help you."],
        "How it could harm": ["We wrote down no harm for you. Do you see one?"],
        "Not yet decided": ["We wrote down no open decision."],
        "What happens next": [
            "We are asking you by this letter.",
            "What happens to your answer: It is read out to the group.",
        ],
    }


def test_a_harm_names_the_measures_against_it_and_how_firm_they_are() -> None:
    board = board_of(
        person(),
        {"id": "r", "kind": "risk", "label": "Falls", "code": "R1"},
        {"id": "m", "kind": "mitigation", "label": "Lamps.", "code": "M1", "status": "agreed"},
        more=(link("harms", "r", "s"), link("mitigates", "m", "r")),
        session=REPLY,
    )
    assert told(build(board).sections[0])["How it could harm"] == ["Falls. What can help: Lamps (decided)."]


def test_an_answered_question_is_not_asked_again() -> None:
    question = {"id": "q", "kind": "open-question", "label": "When?", "code": "Q1"}
    for status, asked in (("open", ["When?"]), ("answered", ["What should we know?"])):
        board = board_of(person(), {**question, "status": status}, more=(link("about", "q", "s"),), session=REPLY)
        answer = parts_of(build(board).sections[0])[1]
        assert [plain(one.content) for one in answer.questions] == asked


# --- what is missing


def test_nothing_is_printed_that_nobody_could_answer() -> None:
    assert absent.missing_fields(Board()) == ("reply_to", "reply_until", "reply_use")
    assert absent.missing_fields(with_reply(sample("merravale"))) == ()
    assert absent.missing_fields(with_reply(Board(), reply_until="soon", reply_use=" ")) == (
        "reply_until",
        "reply_use",
    )


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("reply_to", "Send replies to"),
        ("reply_until", "Replies until"),
        ("reply_use", "What happens to replies"),
    ],
)
def test_without_a_way_to_answer_it_is_not_printed_and_says_what_is_missing(field: str, name: str) -> None:
    with pytest.raises(KnownError) as caught:
        build(with_reply(sample("merravale"), **{field: ""}))
    assert f"needs “{name}”, so that answers arrive" in caught.value.what


def test_where_nobody_is_missing_there_is_nobody_to_print_it_for() -> None:
    for board in (Board(), with_reply(Board()), board_of(person(voice="present"), person(id="t", affected="none"))):
        with pytest.raises(KnownError) as caught:
            build(board)
        assert caught.value.what.startswith("No group on the map is marked as missing and affected")


# --- nothing is invented


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sentence_comes_from_the_cards_that_it_names(name: str) -> None:
    board = with_reply(sample(name))
    records = {record.id: record for record in board.records()}
    ours = fixed_words(*MODULES)
    for section in build(board).sections:
        for said in all_said(section):
            known = ours | words_of(records[key] for key in said.ids)
            assert words_in([plain(said.content)]) - known == set(), plain(said.content)
        assert words_in([section.title]) - ours - words_of(records.values()) == set()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sentence_of_ours_alone_has_no_card_and_the_others_have_one(name: str) -> None:
    for section in build(with_reply(sample(name))).sections:
        for said in all_said(section):
            if not said.ids:
                assert words_in([plain(said.content)]) <= fixed_words(*MODULES)


@pytest.mark.parametrize("name", SAMPLES)
def test_there_are_no_codes(name: str) -> None:
    codes = {element.code for element in sample(name).elements.values()}
    for section in build(with_reply(sample(name))).sections:
        said = " ".join(plain(one.content) for one in all_said(section))
        assert codes & set(said.replace(",", " ").replace(".", " ").split()) == set()


# --- pages

OPTIONS: tuple[dict[str, Any], ...] = ({}, {"paper": "Letter"}, {"large_print": True}, {"grey": True}, {"short": True})


@pytest.mark.parametrize("options", OPTIONS)
def test_the_pages_are_accessible_and_stay_on_the_paper(options: dict[str, Any], tmp_path: Any) -> None:
    data = printed(with_reply(sample("merravale")), edition=EDITION, **options)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    for page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left >= EDGE and bottom >= EDGE and right <= w - EDGE and top <= h - EDGE, (page + 1, letter)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", SAMPLES)
def test_each_letter_has_one_or_two_pages_of_its_own_and_the_answer_is_in_one_piece(name: str, paper: str) -> None:
    board = with_reply(sample(name))
    pages = page_texts(printed(board, edition=EDITION, paper=paper))
    starts = [n for n, page in enumerate(pages) if "Why this concerns you" in page]
    assert len(starts) == len(build(board).sections) and starts[0] == 0
    assert max(b - a for a, b in zip(starts, [*starts[1:], len(pages)], strict=True)) <= 2
    answers = [page for page in pages if "Your answer" in page]
    assert len(answers) == len(starts)
    assert all(squeezed("24 Dec 2026") in squeezed(page) for page in answers)


def test_in_large_print_the_answer_is_in_one_piece_too() -> None:
    pages = page_texts(printed(with_reply(sample("merravale")), edition=EDITION, large_print=True))
    answers = [page for page in pages if "Your answer" in page]
    assert len(answers) == 4
    assert all(squeezed("24 Dec 2026") in squeezed(page) for page in answers)


def test_right_to_left_prints(tmp_path: Any) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed(with_reply(sample("hill-east"), language="ar"), edition=EDITION))
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def test_very_long_words_lose_nothing() -> None:
    long = " ".join(f"word{number}" for number in range(900))
    board = board_of(
        person(label=long, note=long),
        {"id": "c", "kind": "concern", "label": long, "code": "C1", "basis": "assumed"},
        more=(link("has-concern", "s", "c"),),
        session=REPLY,
    )
    for options in (OPTIONS[0], OPTIONS[2]):
        text = whole_text(printed(board, edition=EDITION, **options))
        assert text.count(squeezed("word898 word899")) >= 3


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-12-03", "planned for 3 Dec 2026, but nobody has taken it on yet."),
        ("", "nobody has taken it on yet, and no date is set."),
    ],
)
def test_a_task_that_nobody_has_taken_on_is_not_told_to_be_done_by_a_day(day: str, told: str) -> None:
    visit = {"id": "t", "kind": "action", "label": "Ask at the school.", "code": "I1", "due": day}
    who = {"id": "s", "kind": "stakeholder", "code": "S1", "label": "Pupils", "voice": "absent", "affected": "direct"}
    board = board_of(who, visit, session=REPLY, more=(link("about", "t", "s"),))
    said = " ".join(said_in(outline.build(board, catalogue(), EDITION)))
    assert f"Ask at the school: {told}" in said
