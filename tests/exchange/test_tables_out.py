"""Workbooks and calendars: what a spreadsheet and a calendar program read of a session."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from stworkshop import assets
from stworkshop.exchange import ics_file, xlsx_file
from stworkshop.exchange.content import SessionContent
from stworkshop.exchange.importing import read_any
from stworkshop.records import from_flat

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


def test_sheets_print_with_their_heads_and_as_wide_as_the_paper_where_that_can_be_read() -> None:
    few = content({"kind": "concern", "label": "Dark stops"})
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.workbook_bytes(few)))
    assert all((s.page_setup.orientation, s.print_title_rows) == ("landscape", "$1:$1") for s in book)
    assert is_fitted(book["elements"])
    many = content(*({"kind": kind, "label": "x" * 60, "note": "y" * 60} | fields for kind, fields in WIDE))
    assert not is_fitted(openpyxl.load_workbook(io.BytesIO(xlsx_file.workbook_bytes(many)))["elements"])


WIDE: tuple[tuple[str, dict[str, str]], ...] = (
    ("decision", {"rationale": "r" * 60, "alternatives": "a" * 60, "decided_by": "d" * 60}),
)


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
    assert "nobody is named" in str(todos["Some day"]["description"])
    assert "Card A2 on the map" in str(todos["Some day"]["description"])
    days = {str(event["summary"]): str(event.decoded("dtstart")) for event in read.walk("VEVENT")}
    assert days == {
        "Due: Ask the night shift": "2026-12-08",
        "Answer needed: Who pays?": "2027-01-10",
        "Look again at: Six months": "2027-05-24",
        "Look again at: A workshop": "2027-06-01",
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


def test_no_moment_of_writing_stands_in_a_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_file.workbook_bytes(content({"kind": "concern", "label": "Dark"})))) as made:
        facts = made.read("docProps/core.xml").decode()
        assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert facts.count("1980-01-01T00:00:00Z") == 2 and "20" not in "".join(re.findall(r">(\d{4})-", facts))
