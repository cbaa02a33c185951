"""Printed ballots: tagged throughout, every code and word on them, nothing cut, on the smallest fitting format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfua
import pytest

from stworkshop.model.answers import ballots_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Round, from_flat
from stworkshop.report.ballots import ballots_bytes
from tests.report.printing import board_of, elements, letter_boxes, opened, page_texts, sample, squeezed, tag_of

EDGE = 4.5 * 72 / 25.4
KINDS = ("rating", "dots", "ranking", "placing")
OF_KIND = {"rating": "", "dots": "concern", "ranking": "goal", "placing": "stakeholder"}


def round_of(board: Board, kind: str, **more: Any) -> Round:
    cards = [e.id for e in board.elements.values() if e.kind == OF_KIND[kind]]
    items = list(board.statements) if kind == "rating" else cards[:6]
    fields = {"kind": kind, "question": "What do you say?", "label": "Round 2", "items": items, **more}
    if kind == "dots":
        fields = {"dots_per_person": 5, "max_per_item": 2, **fields}
    made = from_flat("rounds", "r", fields)
    assert isinstance(made, Round)
    return made


def printed(board: Board, round_: Round, count: int = 5, **options: Any) -> tuple[bytes, list[str]]:
    codes = ballots_of(b"", "r", count) if round_.anonymous != "no" else [""] * count
    copies = [(code, number == count - 1) for number, code in enumerate(codes)]
    return ballots_bytes(board, catalogue(), round_, copies, **options), codes


@pytest.mark.parametrize(("kind", "anonymous"), list(zip(KINDS, ("yes", "yes", "no", "no"), strict=True)))
@pytest.mark.parametrize("options", [{}, {"paper": "Letter"}, {"large_print": True}])
def test_every_ballot_is_tagged_and_whole(kind: str, anonymous: str, options: dict[str, Any], tmp_path: Path) -> None:
    board = sample("merravale")
    asked = round_of(board, kind, anonymous=anonymous)
    data, codes = printed(board, asked, count=3, **options)
    path = tmp_path / "ballots.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    text = squeezed("".join(page_texts(data)))
    for item in asked.items:
        record = board.statements.get(item) or board.elements[item]
        assert text.count(squeezed(record.label)) >= len(codes), record.label
    assert text.count("Whatdoyousay?") >= len(codes)
    for code in codes:
        assert code in text
    assert "spare" in text
    for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left >= EDGE and bottom >= EDGE and right <= w - EDGE and top <= h - EDGE, letter


@pytest.mark.parametrize(("kind", "on_sheet"), [("rating", 2), ("placing", 2), ("dots", 4), ("ranking", 4)])
def test_small_ballots_share_a_sheet(kind: str, on_sheet: int) -> None:
    board = sample("merravale")
    data, _codes = printed(board, round_of(board, kind), count=on_sheet * 2)
    assert len(page_texts(data)) == 2
    alone, _codes = printed(board, round_of(board, kind), count=3, single=True)
    assert len(page_texts(alone)) == 3


def test_a_long_ballot_goes_on_and_bears_its_code_on_each_page() -> None:
    more = tuple(from_flat("statements", f"st{n}", {"label": f"Statement {n} " + "words " * 12}) for n in range(60))
    board = board_of(more=more)
    data, codes = printed(board, round_of(board, "rating"), count=2)
    pages = page_texts(data)
    assert len(pages) % 2 == 0 and len(pages) > 2
    half = len(pages) // 2
    assert all(codes[0] in page for page in pages[:half]) and all(codes[1] in page for page in pages[half:])
    assert f"page 2 of {half}" in pages[1]


def test_what_it_promises_follows_the_round() -> None:
    board = sample("merravale")
    without, _codes = printed(board, round_of(board, "rating", anonymous="yes"))
    named, _codes = printed(board, round_of(board, "rating", anonymous="no"))
    assert "neverwithyourname" in squeezed("".join(page_texts(without)))
    assert "Iamhereas" in squeezed("".join(page_texts(without)))
    text = squeezed("".join(page_texts(named)))
    assert "Thisroundisnotanonymous" in text and "Name" in text and "Iamhereas" not in text
    assert "Ballot" not in text, "no code where a name is asked for"


def test_boxes_are_named_by_their_column() -> None:
    board = sample("merravale")
    data, _codes = printed(board, round_of(board, "rating"), count=1)
    with opened(data) as pdf:
        found = list(elements(pdf))
        rows = [e for e in found if tag_of(e) == "TR"]
        assert {len(row.K) for row in rows} == {8}
        heads = [str(e.Alt) for e in found if tag_of(e) == "TH" and "/Alt" in e]
    assert heads == ["1 strongly disagree", "2", "3", "4", "5 strongly agree"]


def test_many_dots_are_written_as_a_number() -> None:
    board = sample("merravale")
    data, _codes = printed(board, round_of(board, "dots", dots_per_person=20, max_per_item=10), count=1)
    assert "Writebesideeachhowmanyyougiveit,10atmost." in squeezed("".join(page_texts(data)))


def test_arabic_ballots_run_from_right_to_left() -> None:
    board = board_of(
        more=(from_flat("statements", "y", {"label": "الحافلة"}),), session={"language": "ar", "label": "الحافلة"}
    )
    data, _codes = printed(board, round_of(board, "rating"), count=2)
    with opened(data) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
