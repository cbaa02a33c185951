"""The page to take home: what was raised for a person, and only what the session's attribution allows."""

import io
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, from_flat, replaced
from stworkshop.report.content import outline
from stworkshop.report.content.basic_blocks import Bullets
from stworkshop.report.content.blocks import Outline, Paragraph, Section, plain
from stworkshop.report.content.simple_blocks import simple
from stworkshop.report.content.takeaway_blocks import Raised, RaisedRow, WriteHere
from stworkshop.report.editions.takeaway import people, without_role
from tests.report.printing import board_of, link, printed, sample, whole_text


def pages(board: Board) -> Outline:
    return outline.build(board, catalogue(), "takeaway")


def with_session(board: Board, **changes: Any) -> Board:
    return Board([replaced(r, changes) if r is board.session else r for r in board.records()])


def page_for(board: Board, code: str) -> Section:
    return next(section for section in pages(board).sections if f"here for {code} " in plain(section.lead))


def rows(section: Section) -> dict[str, RaisedRow]:
    return {row.card.code: row for block in section.blocks if isinstance(block, Raised) for row in block.rows}


def all_words(board: Board) -> str:
    return whole_text(printed(board, edition="takeaway"))


def participant(key: str, **fields: Any) -> Record:
    return from_flat("participants", key, {"side": "public", "seq": 500, **fields})


GROUP = {"id": "s1", "kind": "stakeholder", "code": "S1", "label": "Night-shift workers", "side": "public"}
CONCERN = {"id": "c1", "kind": "concern", "code": "C1", "label": "The last bus leaves too early."}


def small(attribution: str, *more: Record, **person: Any) -> Board:
    cards = (GROUP, CONCERN)
    people_ = participant("p1", **{"label": "Zelda Quist", "stakeholder": "s1", **person})
    tied = link("has-concern", "s1", "c1")
    return board_of(*cards, session={"attribution": attribution}, more=(people_, tied, *more))


# --- who gets a page


def test_everybody_gets_a_page_by_role_without_a_name() -> None:
    board = sample("merravale")
    assert len(pages(board).sections) == len(board.participants) == len(people(board))
    assert [one.label for one in people(board)][:2] == [
        "Public, here for S1 Residents with mobility challenges", "Public, here for S4 Roll On Merravale",
    ]  # fmt: skip
    named = {key: f"Quist{number}" for number, key in enumerate(board.participants)}
    renamed = [replaced(r, {"label": named[r.id]}) if r.id in named else r for r in board.records()]
    assert "Quist" not in all_words(Board(renamed))


def test_the_order_of_pages_by_role_says_nothing_about_the_list_of_people() -> None:
    tied = {"stakeholder": "s1"}
    listed = [participant("p9", label="Ann", seq=1, side="planner"), participant("p8", label="Bob", seq=2, **tied)]
    swapped = [participant("p9", label="Ann", seq=2, side="planner"), participant("p8", label="Bob", seq=1, **tied)]
    boards = [board_of(GROUP, CONCERN, session={"attribution": "role"}, more=tuple(p)) for p in (listed, swapped)]
    first, second = ([plain(section.lead) for section in pages(board).sections] for board in boards)
    assert first == second
    assert first[0].startswith("Public, here for S1")


def test_names_stand_only_where_the_session_keeps_names() -> None:
    assert "ZeldaQuist" in all_words(small("named"))
    assert people(small("named"))[0].label == "Zelda Quist, Public, here for S1 Night-shift workers"
    assert "Zelda" not in all_words(small("role"))
    assert people(small("role"))[0].label == "Public, here for S1 Night-shift workers"


def test_without_names_and_roles_there_are_no_pages() -> None:
    for board in (sample("eastmere"), small("anonymous")):
        assert people(board) == []
        with pytest.raises(KnownError) as error:
            pages(board)
        assert error.value.what == "This workshop keeps no names or roles, so there is no page for each person."


def test_an_empty_list_of_people_is_a_known_error() -> None:
    with pytest.raises(KnownError, match="Nobody is in the list of people"):
        pages(board_of())


def test_what_a_person_raised_is_listed_only_under_a_name() -> None:
    risk = {"id": "r1", "kind": "risk", "code": "R1", "label": "Dark stops", "raised_by": "p1"}
    note = from_flat(
        "notes", "n1", {"kind": "comment", "text": "I walk home.", "about": ["r1"], "by": "p1", "seq": 600}
    )
    named, role = (
        board_of(
            GROUP, CONCERN, risk, session={"attribution": attribution},
            more=(participant("p1", label="Zelda", stakeholder="s1"), link("has-concern", "s1", "c1"), note),
        )
        for attribution in ("named", "role")
    )  # fmt: skip
    assert list(rows(pages(named).sections[0])) == ["C1", "R1"]
    noted = [b for b in pages(named).sections[0].blocks if isinstance(b, Bullets)]
    assert [plain(item) for item in noted[0].items] == ["“I walk home.”\u00a0 R1"]
    assert list(rows(pages(role).sections[0])) == ["C1"]
    assert not any(isinstance(b, Bullets) for b in pages(role).sections[0].blocks)


def test_somebody_without_a_group_gets_what_was_raised_on_the_same_side() -> None:
    for board in (small("role", stakeholder=""), small("role", stakeholder="gone")):
        assert len(without_role(board)) == 1
        page = pages(board).sections[0]
        assert plain(page.lead) == "Public. These are concerns of the groups on your side."
        assert list(rows(page)) == ["C1"]
        assert any(isinstance(block, WriteHere) for block in page.blocks)
    assert without_role(small("role")) == []


def test_somebody_of_no_side_is_told_where_to_look() -> None:
    board = board_of(GROUP, CONCERN, session={"attribution": "role"}, more=(participant("p1", side=""),))
    page = pages(board).sections[0]
    said = [plain(block.content) for block in page.blocks if isinstance(block, Paragraph)]
    assert said == ["The summary for everyone says what was raised and decided."] and rows(page) == {}
    assert any(isinstance(block, WriteHere) for block in page.blocks)


def test_a_group_without_concerns_is_not_given_any() -> None:
    page = page_for(sample("merravale"), "S14")
    assert rows(page) == {}
    said = next(plain(block.content) for block in page.blocks if isinstance(block, Paragraph))
    assert said == "The map records no concern of this group (S14). We have added nothing afterwards."


# --- where it went


def test_a_concern_is_followed_to_its_answers_and_where_they_stand() -> None:
    page = page_for(sample("merravale"), "S1")
    assert "three concerns of this group (C1, C3, C15). It does not record who said them." in plain(page.lead)
    kerb = rows(page)["C1"]
    assert kerb.source == "C1  ·  9 dots from 6 of 10"
    assert [answer.card.code for answer in kerb.answers] == ["K9", "D1"]
    assert [(one.sign, one.title) for one in kerb.stands] == [
        ("decided", "Decided, opinions mixed"), ("wanted", "An idea"), ("open", "Open"),
    ]  # fmt: skip
    assert "Five said yes, two no, three were in between." in plain(kerb.stands[0].content)
    assert plain(kerb.stands[1].content) == "Access rule. Responsible: City transport planner. (K9)"
    assert plain(kerb.stands[2].content) == "What does one hard access rule cost per year? No date set. (Q4)"


def test_a_principle_is_on_the_map_and_nobody_asks_how_far_it_is() -> None:
    optimise = rows(page_for(sample("merravale"), "S8"))["C19"]
    assert [(one.title, plain(one.content)) for one in optimise.stands] == [
        ("On the map", "Leave no one behind. (N1)"),
    ]  # fmt: skip


def test_what_nothing_answers_is_said_to_be_nothing_yet() -> None:
    ramp = rows(page_for(sample("merravale"), "S1"))["C3"]
    assert ramp.answers == ()
    assert [(one.sign, one.title) for one in ramp.stands] == [("nothing", "Nothing yet")]
    assert plain(ramp.stands[0].content) == "7 dots from 6 of 10, and nothing on the map answers it. (C3)"


def test_agreed_is_said_of_answers_in_a_round_alone() -> None:
    app = rows(page_for(sample("merravale"), "S1"))["C15"]
    assert [one.title for one in app.stands] == ["Agreed: yes", "In use"]
    assert plain(app.stands[0].content).endswith("(statement 6, K12)")
    decided = [
        stand
        for section in pages(sample("merravale")).sections
        for row in rows(section).values()
        for stand in row.stands
        if stand.sign in ("there", "wanted")
    ]
    assert decided
    assert [one.title for one in decided if "greed" in one.title] == []


def test_every_sentence_about_where_it_stands_ends_with_its_codes() -> None:
    for name in ("merravale", "quayline", "hill-east"):
        for section in pages(sample(name)).sections:
            stands = [stand for row in rows(section).values() for stand in row.stands]
            assert [plain(one.content) for one in stands if not plain(one.content).endswith(")")] == []


def test_ballots_are_never_on_the_page() -> None:
    board = sample("merravale")
    assert "Your ballots are not printed here." in pages(board).foot
    open_ = [replaced(r, {"closed_order": None}) if hasattr(r, "closed_order") else r for r in board.records()]
    kerb = rows(page_for(Board(open_), "S1"))["C1"]
    assert kerb.source == "C1  ·  no round of dots"
    assert rows(page_for(board, "S1"))["C15"].source == "C15  ·  not on the ballot for dots"
    assert kerb.stands[0].title == "Decided without a vote"


# --- pages


def test_each_person_has_one_page() -> None:
    board = sample("merravale")
    for paper in ("A4", "Letter"):
        with pikepdf.open(io.BytesIO(printed(board, edition="takeaway", paper=paper))) as pdf:
            assert len(pdf.pages) == len(board.participants)


@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"paper": "Letter", "grey": True}])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_tagged(options: dict[str, Any], language: str, tmp_path: Path) -> None:
    board = with_session(small("role"), language=language)
    data = printed(board, edition="takeaway", **options)
    (tmp_path / "x.pdf").write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(tmp_path / "x.pdf")).findings] == []
    assert "early" in whole_text(data)


def test_a_concern_with_more_answers_than_a_page_holds_is_not_lost() -> None:
    answers = [
        {"id": f"m{n}", "kind": "mitigation", "code": f"M{n}", "label": f"Measure number {n}"} for n in range(40)
    ]
    ties = tuple(link("addresses", f"m{n}", "c1") for n in range(40))
    more = (participant("p1", stakeholder="s1"), link("has-concern", "s1", "c1"), *ties)
    text = all_words(board_of(GROUP, CONCERN, *answers, session={"attribution": "role"}, more=more))
    assert [n for n in range(40) if f"Measurenumber{n}" not in text] == []


def test_the_page_can_be_told_in_simple_blocks() -> None:
    for section in pages(sample("merravale")).sections:
        told = [block for one in section.blocks for block in simple(one)]
        said = " ".join(plain(item) for block in told if isinstance(block, Bullets) for item in block.items)
        assert [stand.title for row in rows(section).values() for stand in row.stands if stand.title not in said] == []
