"""Name tents: both faces, and only what the session's attribution lets others see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfua
import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import from_flat
from stworkshop.report import sheets
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.wall.tents import SPARE
from tests.report.printing import DAY, board_of, elements, letter_boxes, opened, page_texts, sample, squeezed, tag_of

MM = 72 / 25.4


def made(board: Board, **options: Any) -> bytes:
    return sheets.make(board, catalogue(), "tents", SheetOptions(printed=DAY, **options))


def room(attribution: str, *labels: str, language: str = "en") -> Board:
    people = tuple(
        from_flat("participants", f"p{n}", {"label": label, "side": "public", "stakeholder": "e0", "seq": n + 10})
        for n, label in enumerate(labels)
    )
    return board_of(
        {"kind": "stakeholder", "label": "Night-shift workers", "code": "S1"},
        session={"attribution": attribution, "language": language},
        more=people,
    )


def tents_in(data: bytes) -> int:
    with opened(data) as pdf:
        return sum(tag_of(element) == "Sect" for element in elements(pdf))


def test_by_name_the_name_stands_on_both_faces_with_side_and_group() -> None:
    text = squeezed("".join(page_texts(made(room("named", "Amina Okafor")))))
    assert text.count("AminaOkafor") == 2
    assert text.count("Public·hereforNight-shiftworkers") == 2


@pytest.mark.parametrize("attribution", ["role", "anonymous"])
def test_names_stand_on_no_tent_where_they_are_the_organisers_own(attribution: str) -> None:
    data = made(room(attribution, "Amina Okafor", "Ben Low"))
    text = squeezed("".join(page_texts(data)))
    assert "Amina" not in text and "Okafor" not in text and "Low" not in text
    assert b"Okafor" not in data
    assert text.count("Night-shiftworkers") == (4 if attribution == "role" else 0)
    assert ("Public" in text) == (attribution == "role")
    assert tents_in(data) == 2 + SPARE + 1, "as many as sit there, the spare ones, and what fills the last sheet"


@pytest.mark.parametrize("name", ["merravale", "quayline", "eastmere"])
@pytest.mark.parametrize("options", [{}, {"paper": "Letter"}, {"large_print": True}, {"grey": True}])
def test_tents_are_tagged_and_as_many_as_people_take_part(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    board = sample(name)
    data = made(board, **options)
    path = tmp_path / "tents.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    count = tents_in(data)
    least = len(board.participants) + SPARE
    assert count == (least if options.get("large_print") else least + least % 2), "the last sheet is full"
    assert len(page_texts(data)) == (count if options.get("large_print") else -(-count // 2))
    with opened(data) as pdf:
        w, h = (float(value) / MM for value in list(pdf.pages[0].mediabox)[2:])
    assert (w > h) == bool(options.get("large_print"))


def test_expected_people_who_are_not_on_the_list_get_blank_tents() -> None:
    data = made(room("named", "Amina"), people=7)
    assert tents_in(data) == 7 + SPARE
    assert squeezed("".join(page_texts(data))).count("Name") == 2 * (6 + SPARE)


@pytest.mark.parametrize("label", ["x" * 10_000, "A very long name " * 40, "😀😀", "Ω", "أمينة"])
def test_hostile_names_stay_on_their_face(label: str, tmp_path: Path) -> None:
    data = made(room("named", label))
    path = tmp_path / "tents.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left > 5 and right < w - 5 and bottom > 5 and top < h - 5, letter


def test_tents_run_from_right_to_left_where_the_language_does() -> None:
    data = made(room("named", "أمينة", language="ar"))
    with opened(data) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
