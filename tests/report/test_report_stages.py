"""The plan of the day for the wall: every stage with its time, minutes and words, large, on any paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfua
import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue, curly
from stworkshop.model.records import from_flat
from stworkshop.report import sheets
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.wall.stages import meetings
from tests.report.printing import DAY, board_of, elements, letter_boxes, opened, page_texts, sample, squeezed, tag_of

MM = 72 / 25.4


def made(board: Board, **options: Any) -> bytes:
    return sheets.make(board, catalogue(), "stages", SheetOptions(printed=DAY, **options))


@pytest.mark.parametrize("name", ["merravale", "quayline"])
@pytest.mark.parametrize("options", [{}, {"paper": "Letter"}, {"paper": "A3"}, {"paper": "A1"}, {"grey": True}])
def test_every_stage_stands_there_with_time_minutes_and_words(
    name: str, options: dict[str, Any], tmp_path: Path
) -> None:
    board = sample(name)
    data = made(board, **options)
    path = tmp_path / "stages.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    text = squeezed("".join(page_texts(data)))
    lines = [line for meeting in meetings(board, catalogue()) for line in meeting.lines]
    assert len(lines) > 10 and any(line.pause for line in lines)
    for line in lines:
        assert squeezed(f"{line.when}{line.name}") in text, line
        assert squeezed(line.sentence) in text and f"{line.minutes}min" in text, line
    with opened(data) as pdf:
        rows = [element for element in elements(pdf) if tag_of(element) == "TR"]
        assert len(rows) == len(lines) and {len(row.K) for row in rows} == {3}
    for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left > 5 * MM and right < w - 5 * MM and bottom > 5 * MM and top < h - 5 * MM, letter


def test_names_can_be_read_from_three_metres() -> None:
    capitals = [
        top - bottom
        for _p, _s, letter, (_l, bottom, _r, top) in letter_boxes(made(sample("merravale")))
        if letter == "W"
    ]
    assert max(capitals) > 9.5 * MM


def test_times_count_from_the_beginning_until_the_workshop_has_begun() -> None:
    (meeting,) = meetings(sample("merravale"), catalogue())
    assert [line.when for line in meeting.lines[:3]] == ["0:00", "0:15", "0:35"] and not meeting.clock


def test_once_begun_they_are_times_of_day_as_planned() -> None:
    items = (
        from_flat(
            "stages", "a", {"stage": "framing", "place": 1, "minutes": 20, "started": "2026-11-24T13:30:00+00:00"}
        ),
        from_flat("stages", "b", {"stage": "break", "place": 2, "minutes": 10}),
        from_flat("stages", "c", {"stage": "concerns", "place": 3, "minutes": 30, "label": "Was uns wichtig ist"}),
    )
    (meeting,) = meetings(board_of(more=items), catalogue())
    assert meeting.clock
    minutes = [int(line.when.split(":")[0]) * 60 + int(line.when.split(":")[1]) for line in meeting.lines]
    assert [minute - minutes[0] for minute in minutes] == [0, 20, 30]
    assert [line.name for line in meeting.lines][2] == "Was uns wichtig ist"
    assert meeting.lines[2].sentence == curly(str(catalogue().stages["concerns"]["description"]))
    assert "We begin at" not in "".join(page_texts(made(board_of(more=items))))


def test_two_meetings_have_pages_of_their_own() -> None:
    board = sample("quayline")
    first, second = meetings(board, catalogue())
    assert first.name and second.name and first.lines[0].when == second.lines[0].when == "0:00"
    texts = page_texts(made(board, paper="A3"))
    assert first.name in texts[0] and any(second.name in text for text in texts[1:])


def test_a_workshop_without_an_agenda_is_told_so() -> None:
    with pytest.raises(KnownError, match="no agenda yet"):
        made(board_of(session={"agenda": ""}))


def test_hostile_names_keep_on_the_page(tmp_path: Path) -> None:
    names = ("x" * 5000, "long words " * 300, "الحافلة", "😀", "")
    items = tuple(
        from_flat("stages", f"s{n}", {"stage": "own", "place": n, "label": label}) for n, label in enumerate(names)
    )
    data = made(board_of(more=items, session={"label": "y" * 3000}))
    path = tmp_path / "stages.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left > 5 and right < w - 5 and bottom > 5 and top < h - 5, letter
