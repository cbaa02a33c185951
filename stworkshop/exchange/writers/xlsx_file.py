"""The data of a session as a workbook: the tables of `csv_files`, a sheet each, with types, frozen heads and filters.

Never answers; people stand in it as others may see them. All text is text: nothing in the workbook is a formula.
"""

from __future__ import annotations

import datetime
import io
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from stworkshop.exchange.writers import csv_files
from stworkshop.exchange.writers.packing import made_on
from stworkshop.graphics import design_tokens
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.session_content import SessionContent
from stworkshop.system.whole_files import write_whole
from stworkshop.validation.field_limits import RECORD_OF

LONGEST_CELL = 32_767
"""Letters that a cell of a workbook holds; longer text ends in an ellipsis, and is whole in every other format."""
_WIDEST, _WIDEST_OF_MANY, _WIDEST_HEAD, _NARROWEST = 40, 24, 14, 6
"""Letters in the width of a column: of a table that one sheet of paper holds, of a wider one, of heads there."""
_PAPER_HOLDS = 240
"""Letters beside each other that can still be read when they are shrunk to the width of a sheet of paper."""


def write(content: SessionContent, path: Path, options: object = None) -> None:
    """Write the workbook, whole or not at all; raises KnownError where the disk refuses."""
    write_whole(path, workbook_bytes(content))


def workbook_bytes(
    content: SessionContent, catalogue: Catalogue | None = None, *, made: datetime.date | None = None
) -> bytes:
    """Return the workbook, made on a day, today where it is None; the same session and day give the same bytes."""
    words = catalogue or bundled_catalogue()
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (columns, rows) in csv_files.table_rows(content, words).items():
        _fill(book.create_sheet(name), words, name, columns, rows)
    if not book.worksheets:
        book.create_sheet("session")
    title = _clean(content.session.label)[:200]
    book.properties.title = title
    book.properties.creator = "STWorkshop"
    out = io.BytesIO()
    book.save(out)
    return made_on(made or datetime.date.today(), out.getvalue())


def _fill(sheet: Worksheet, words: Catalogue, name: str, columns: Sequence[str], rows: Sequence[csv_files.Row]) -> None:
    described = words.record_fields(RECORD_OF.get(name, ""))
    kinds = [attribute for kind in words.kinds.values() for attribute in kind.attributes.values()]
    labels = {a.id: a.label for a in kinds} if name == "elements" else {}
    labels |= {field: attribute.label for field, attribute in described.items()}
    ground = PatternFill("solid", fgColor=design_tokens.theme("light").ui["surface_2"].lstrip("#"))
    for number, column in enumerate(columns, 1):
        head = sheet.cell(1, number)
        _put(head, column)
        head.font = Font(bold=True)
        head.fill = ground
        head.alignment = Alignment(wrap_text=True, vertical="top")
        if labels.get(column):
            head.comment = Comment(labels[column], "STWorkshop", width=240, height=60)
    shown = [0] * len(columns)
    for at, row in enumerate(rows, 2):
        for number, column in enumerate(columns, 1):
            cell = sheet.cell(at, number)
            letters = _put(cell, row.get(column), is_day=_is_day(described, column))
            shown[number - 1] = max(shown[number - 1], letters)
            if letters:
                cell.alignment = Alignment(wrap_text=cell.data_type == "s", vertical="top")
    widths = _widths(columns, shown)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    across = math.ceil(sum(widths) / _PAPER_HOLDS)
    if across > 1:
        sheet.print_title_cols = "A:A"
        sheet.page_setup.pageOrder = "overThenDown"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"


def _widths(columns: Sequence[str], shown: Sequence[int]) -> list[int]:
    """Return the width of each column in letters; words that are longer go on below."""
    heads = [len(column) + 3 for column in columns]  # with room for the filter
    widths = [max(head, min(letters, _WIDEST)) for head, letters in zip(heads, shown, strict=True)]
    if sum(widths) > _PAPER_HOLDS:
        heads = [min(head, _WIDEST_HEAD) if letters else _NARROWEST for head, letters in zip(heads, shown, strict=True)]
        widths = [max(head, min(letters, _WIDEST_OF_MANY)) for head, letters in zip(heads, shown, strict=True)]
    return [max(_NARROWEST, width) + 1 for width in widths]


def _is_day(described: Mapping[str, Any], column: str) -> bool:
    attribute = described.get(column)
    return (attribute is not None and attribute.type == "date") or column in ("due", "by_when", "look_again")


def _put(cell: Cell | MergedCell, value: Any, *, is_day: bool = False) -> int:
    """Put a value into a cell with its type; return how many letters wide it shows."""
    if value is None or value == "":
        return 0
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, int | float) and math.isfinite(value):
        cell.value = int(value) if isinstance(value, float) and value.is_integer() else value
        return len(str(cell.value))
    if is_day and (day := _day(str(value))) is not None:
        cell.value = day
        cell.number_format = "yyyy-mm-dd"
        return 10
    text = _text(value)
    cell.value = text
    cell.data_type = "s"  # never a formula, and never the name of an error
    if text.startswith(csv_files.FORMULA_STARTS):
        cell.quotePrefix = True
    return max(map(len, text.split("\n")), default=0)


def _text(value: Any) -> str:
    if isinstance(value, tuple | list) and all(isinstance(item, str | int | float) for item in value):
        value = "; ".join(map(str, value))
    elif not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, default=dict)
    text = _clean(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _clean(text: str) -> str:
    """Return text that a workbook can hold."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff" else c for c in text)


def _day(value: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= 1900 else None
