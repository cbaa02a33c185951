"""Workbooks and calendars: what a spreadsheet and a calendar program read of a session."""

from __future__ import annotations

import datetime
import io
import math
import re
import zipfile
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from stworkshop import assets
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers import ics_file, xlsx_file
from stworkshop.model.records import from_flat
from stworkshop.model.session_content import SessionContent
from tests.source_tree import ROOT

NOW = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)


def content(*cards: dict[str, Any], **session: Any) -> SessionContent:
    records = [from_flat("session", "s", {"label": "A workshop", **session})]
    for number, card in enumerate(cards):
        records.append(from_flat("elements", f"e{number}", {"seq": number + 1, **card}))
    return SessionContent(records)


def book(made: SessionContent) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_file.workbook_bytes(made)))


def cells(made: SessionContent, name: str = "elements") -> dict[str, Any]:
    sheet = book(made)[name]
    heads = [str(cell.value) for cell in sheet[1]]
    return dict(zip(heads, sheet[2], strict=True))


@pytest.mark.parametrize("path", assets.sample_sessions(), ids=lambda path: path.stem)
def test_a_workbook_holds_a_sheet_for_each_table_and_a_row_for_each_card(path: Path) -> None:
    session = read_any(path)
    made = book(session)
    board = session.board()
    assert made["elements"].max_row == len(board.elements) + 1
    assert made["links"].max_row == len(board.in_root("links")) + 1
    assert "answers" not in made.sheetnames and "results" in made.sheetnames
    for sheet in made.worksheets:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref
        assert all(cell.font.bold for cell in sheet[1])


@pytest.mark.parametrize("words", ["=1+1", "+49 30", "-5", "@SUM(A1)", "#REF!", '=HYPERLINK("a")', "\t=x"])
def test_what_looks_like_a_formula_is_text(words: str) -> None:
    cell = cells(content({"kind": "concern", "label": "x", "note": words}))["note"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value == words


def test_numbers_and_days_have_their_types() -> None:
    row = cells(content({"kind": "action", "label": "Do it", "due": "2026-12-24", "pos": [10.5, 20]}))
    assert (row["x"].value, row["y"].value) == (10.5, 20)
    assert row["due"].is_date and row["due"].value.date() == datetime.date(2026, 12, 24)


def test_what_no_workbook_can_hold_does_no_harm() -> None:
    note = "\x00\x07bell \ud800 \uffff" + "x" * 40_000
    row = cells(content({"kind": "concern", "label": "🚌 حافلة", "note": note}))
    assert row["label"].value == "🚌 حافلة"
    assert row["note"].value.startswith("bell") and len(row["note"].value) == xlsx_file.LONGEST_CELL


def test_sheets_print_with_their_heads_on_as_few_pages_across_as_can_be_read() -> None:
    few = content({"kind": "concern", "label": "Dark stops"})
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.workbook_bytes(few)))
    assert all((s.page_setup.orientation, s.print_title_rows) == ("landscape", "$1:$1") for s in book)
    assert is_fitted(book["elements"]) and book["elements"].page_setup.fitToWidth == 1
    wide = openpyxl.load_workbook(
        io.BytesIO(xlsx_file.workbook_bytes(read_any(ROOT / "sample_sessions/merravale.json")))
    )["elements"]
    assert is_fitted(wide) and (wide.page_setup.fitToWidth or 0) > 1


def is_fitted(sheet: Any) -> bool:
    fitted = sheet.sheet_properties.pageSetUpPr
    return fitted is not None and bool(fitted.fitToPage) and sheet.page_setup.fitToHeight == 0


def test_the_same_session_gives_the_same_workbook() -> None:
    one = content({"kind": "concern", "label": "Dark stops"})
    assert xlsx_file.workbook_bytes(one) == xlsx_file.workbook_bytes(one)


def test_tasks_are_todos_and_their_days_are_events() -> None:
    made = content(
        {"kind": "action", "label": "Ask the night shift", "due": "2026-12-08", "note": "At five"},
        {"kind": "action", "label": "Some day", "status": "done", "due": "2026-10-01", "code": "A2"},
        {"kind": "decision", "label": "Six months", "look_again": "2027-05-24"},
        {"kind": "open-question", "label": "Who pays?", "needed_by": "2027-01-10"},
        {"kind": "open-question", "label": "Known", "needed_by": "2027-01-10", "status": "answered"},
        review_on="2027-06-01",
        reply_until="2026-12-24",
    )
    read = icalendar.Calendar.from_ical(ics_file.calendar_bytes(made, now=NOW))
    todos = {str(todo["summary"]): todo for todo in read.walk("VTODO")}
    assert todos["Ask the night shift"].decoded("due") == datetime.date(2026, 12, 8)
    assert todos["Some day"]["status"] == "COMPLETED"
    assert "nobody has taken it on yet" in str(todos["Some day"]["description"])
    assert "Card A2 on the map" in str(todos["Some day"]["description"])
    days = {str(event["summary"]): str(event.decoded("dtstart")) for event in read.walk("VEVENT")}
    assert days == {
        "Due: Ask the night shift": "2026-12-08",
        "Answer needed: Who pays?": "2027-01-10",
        "Review: Six months": "2027-05-24",
        "Review: A workshop": "2027-06-01",
        "Last day for answers: A workshop": "2026-12-24",
    }
    ids = [str(entry["uid"]) for entry in read.walk() if "uid" in entry]
    assert len(set(ids)) == len(ids)


def test_words_cannot_break_out_of_a_calendar_line() -> None:
    evil = "A;B,C\\D\nEND:VCALENDAR\r\nBEGIN:VEVENT\x00\ud800"
    made = content({"kind": "action", "label": evil, "due": "2026-12-08", "note": evil})
    read = icalendar.Calendar.from_ical(ics_file.calendar_bytes(made, now=NOW))
    assert len(read.walk("VTODO")) == 1 and len(read.walk("VEVENT")) == 1
    assert "END:VCALENDAR BEGIN:VEVENT" in str(read.walk("VTODO")[0]["summary"])


def test_a_workbook_says_its_day_and_not_its_moment() -> None:
    day = datetime.date(2031, 4, 5)
    dark = content({"kind": "concern", "label": "Dark"})
    data = xlsx_file.workbook_bytes(dark, made=day)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        facts = made.read("docProps/core.xml").decode()
        assert {info.date_time for info in made.infolist()} == {(2031, 4, 5, 0, 0, 0)}
    assert re.findall(r">(\d{4}-[^<]*)<", facts) == ["2031-04-05T00:00:00Z"] * 2
    assert xlsx_file.workbook_bytes(dark, made=day) == data
    today = openpyxl.load_workbook(io.BytesIO(xlsx_file.workbook_bytes(dark))).properties.created
    assert today is not None and abs(datetime.datetime.now() - today) < datetime.timedelta(days=2)


# A letter of the width of a column and a line of a row in mm, and what margins leave of A4 across.
LETTER, LINE, ACROSS, DOWN = 1.86, 5.3, 261, 172


def pages_of(sheet: Worksheet) -> int:
    """About how many pages a sheet prints on, and that its letters are not shrunk beyond reading."""
    setup = sheet.page_setup
    assert setup.orientation == "landscape" and is_fitted(sheet)
    assert sheet.print_title_rows == "$1:$1" and setup.fitToHeight == 0
    widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, sheet.max_column + 1)]
    across = int(setup.fitToWidth or 0)
    scale = min(1.0, ACROSS * across / (sum(widths) * LETTER))
    assert scale * 11 >= 5.5, "points of the letters on paper"
    assert across == 1 or sheet.print_title_cols == "$A:$A"
    high = 0.0
    for row in sheet.iter_rows():
        lines = [
            len(part) // max(1, int(width) - 1) + 1
            for cell, width in zip(row, widths, strict=True)
            for part in [str(cell.value or "")]
            if (cell.alignment.wrap_text if cell.data_type == "s" else True)
        ]
        high += max(lines) * LINE * scale
        assert all(cell.alignment.wrap_text for cell in row if isinstance(cell.value, str)), "no words are cut"
    return across * math.ceil(high / DOWN)


@pytest.mark.parametrize(("name", "most"), [("hill-east", 20), ("merravale", 40)])
def test_a_workbook_prints_on_few_pages_that_can_be_read(name: str, most: int) -> None:
    made = xlsx_file.workbook_bytes(read_any(ROOT / f"sample_sessions/{name}.json"))
    pages = {sheet.title: pages_of(sheet) for sheet in openpyxl.load_workbook(io.BytesIO(made))}
    assert sum(pages.values()) <= most, pages
