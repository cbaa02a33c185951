"""Tables of a file as text in rows: separated text of any delimiter and encoding, and workbooks. Nothing is run."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import LARGEST_FILE
from stworkshop.exchange.tables.cell_words import without_tags
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.system.whole_files import bytes_of
from stworkshop.validation.clean_text import clean_text

MOST_ROWS, MOST_COLUMNS = 5_000, 200
"""Rows and columns that are used; what lies beyond is told."""
_MOST_SHEETS = 50
_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 60
_LOOKED_AT = 60_000
"""Rows of a workbook that are gone through, the empty ones included."""
_LONGEST_LINE = 4_000_000
"""Letters, so that a line of nothing but commas does not become millions of cells."""
_LARGEST_UNPACKED, _MOST_ENTRIES, _MOST_RATIO = 120_000_000, 4_000, 300
_LARGE_ENTRY = 5_000_000
_FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t\r])")
_SEP_LINE = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """One table: `lines` are all its rows as text, the first of which mostly holds the names of the columns.

    `left_out` are sentences about what lies beyond the limits.
    """

    name: str
    lines: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...] = ()
    first: int = 1
    """The number of the first of the lines, as a spreadsheet counts them."""

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return max(map(len, self.lines), default=0)

    @property
    def heads(self) -> tuple[str, ...]:
        """The cells of the first row, one for each column."""
        return self.heads_of(names=True)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows below the first one, each as wide as the table."""
        return tuple(row for _number, row in self.body(names=True))

    def heads_of(self, *, names: bool) -> tuple[str, ...]:
        """Return what the columns are called: by the first row where it holds names, else (and where empty) A, B, C."""
        first = self.lines[0] if names and self.lines else ()
        return tuple(
            (" ".join(first[at].split()) if at < len(first) else "") or column_letters(at) for at in range(self.width)
        )

    def body(self, *, names: bool) -> list[tuple[int, tuple[str, ...]]]:
        """Return the rows below the names with their numbers as a spreadsheet counts them."""
        start = 1 if names else 0
        width = self.width
        return [
            (at + self.first, (*row, *[""] * (width - len(row)))) for at, row in enumerate(self.lines) if at >= start
        ]


def column_letters(at: int) -> str:
    """Return what spreadsheets call a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheets(path: Path) -> list[Sheet]:
    """Return the tables of a .csv, .tsv or .xlsx file that hold anything; raises KnownError with one sentence."""
    data = bytes_of(path, LARGEST_FILE)
    name = path.name
    if len(data) > LARGEST_FILE:
        raise unread(name, _("it is larger than {size} MB").format(size=LARGEST_FILE // 1_000_000))
    if path.suffix.lower() == ".xlsx":
        found = list(_workbook(data, name))
    else:
        found = [text_sheet(data, path.stem, name, tabs=path.suffix.lower() == ".tsv")]
    sheets = [sheet for sheet in found if any(c.isalnum() for row in sheet.lines for cell in row for c in cell)]
    if not sheets:
        raise unread(name, _("it holds no words"))
    return [sheet if {"id", "kind", "label"} <= set(sheet.heads) else _as_read(sheet) for sheet in sheets]


def _as_read(sheet: Sheet) -> Sheet:
    """Return a table as people read it, where a program kept its cells as HTML."""
    return replace(sheet, lines=tuple(tuple(map(without_tags, row)) for row in sheet.lines))


def text_sheet(data: bytes, sheet_name: str, name: str, *, tabs: bool = False) -> Sheet:
    """Return the table of a comma-separated text; raises KnownError where it is no text."""
    if data[:4] in (b"PK\x03\x04", _OLD_OFFICE):
        raise unread(name, _("it is no text; save it as .csv or .xlsx"))
    text = decoded(data)
    if _is_no_text(text):
        raise unread(name, _("it is no text; save it as .csv or .xlsx"))
    text = text.replace("\0", "").removeprefix("\ufeff")
    delimiter = ""
    if told := _SEP_LINE.match(text):
        delimiter, text = told[1], text[told.end() :]
    try:
        lines = _read(text, delimiter or _delimiter(text, tabs))
        return _sheet(sheet_name, (tuple(map(_unguarded, row)) for row in lines))
    except csv.Error as error:
        raise unread(name, _("a cell is not closed or is too large ({why})").format(why=error)) from None


def _is_no_text(text: str) -> bool:
    """Tell whether this is a picture, a program or the like: a text has hardly any control characters."""
    head = text[:4_000]
    strange = sum(1 for c in head if c < " " and c not in "\t\n\r\x0b\x0c")
    return strange > 4 and strange * 50 > len(head)


def our_rows(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of a table that this program wrote, each cell as it was; raises KnownError for other bytes."""
    try:
        return [list(map(_unguarded, row)) for row in islice(_read(decoded(data).replace("\0", ""), ","), _LOOKED_AT)]
    except csv.Error as error:
        raise unread(name, _("a cell is not closed or is too large ({why})").format(why=error)) from None


def our_pages(data: bytes, name: str) -> dict[str, list[list[str]]]:
    """Return the rows of each sheet of a workbook, each cell as it was; raises KnownError where it is none."""
    return {title: [list(row) for row in rows] for title, rows in _pages(data, name, exact=True)}


def decoded(data: bytes) -> str:
    """Return the text of a file: by its mark, else UTF-8, else UTF-16 by its zeros, else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if wide := _wide_encoding(data[:2_000]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "".join(_windows_letter(byte) for byte in data) if _rare(data) else data.decode("cp1252")


def _wide_encoding(head: bytes) -> str:
    """Return which UTF-16 a text is in that bears no mark, by zeros that stand on one side of its letters; "" if none.

    In scripts whose letters have no zeros, those of its line ends tell.
    """
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < 2 or max(even, odd) < 4 * min(even, odd):
        return ""
    wide = "utf-16-le" if odd > even else "utf-16-be"
    line_ends = head.count(b"\n")
    many = even + odd > len(head) // 3
    return wide if many or (line_ends and 2 * head.decode(wide, "replace").count("\n") >= line_ends) else ""


def _rare(data: bytes) -> bool:
    """Tell whether text holds bytes that Windows-1252 does not have."""
    return any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _windows_letter(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def _read(text: str, delimiter: str) -> Iterator[list[str]]:
    half = _LONGEST_LINE // 2
    for at in range(0, len(text) - half + 1, half):  # each longer line fills one of these parts
        if "\n" not in (part := text[at : at + half]) and "\r" not in part:
            raise csv.Error(_("a line is longer than {most} letters").format(most=_LONGEST_LINE))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str, tabs: bool) -> str:
    """Return the sign between the cells: the one that cuts most rows into the same number of cells, more than one."""
    best, best_score = "\t" if tabs else ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        try:
            counts = Counter(len(row) for row in islice(_read(text, delimiter), _SAMPLE_ROWS) if any(row))
        except csv.Error:
            continue
        count, rows = max(counts.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
        score = (rows / counts.total() if count > 1 else 0.0, count)
        if count > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if _FORMULA_GUARD.match(cell) else cell


def _sheet(name: str, lines: Iterable[Sequence[str]]) -> Sheet:
    """Return a table without empty rows at its end and columns without a word; what is beyond the limits is told."""
    kept: list[tuple[str, ...]] = []
    beyond = wide = 0
    for row in lines:
        if len(kept) > MOST_ROWS:
            beyond += any(map(str.strip, row))
            continue
        wide = max(wide, len(row) if any(map(str.strip, row[MOST_COLUMNS:])) else 0)
        kept.append(tuple(clean_text(cell).strip() for cell in row[:MOST_COLUMNS]))
    while kept and not any(kept[-1]):
        kept.pop()
    above = next((at for at, row in enumerate(kept) if any(row)), 0)
    kept = kept[above:]
    width = max((at + 1 for row in kept for at, cell in enumerate(row) if cell), default=0)
    left_out = []
    if beyond:
        words = ngettext(
            "{n} row lies beyond the first {most} and was left out.",
            "{n} rows lie beyond the first {most} and were left out.",
            beyond,
        )
        left_out.append(words.format(n=beyond, most=MOST_ROWS))
    if wide:
        words = _("The columns beyond the first {most} were left out.")
        left_out.append(words.format(most=MOST_COLUMNS))
    return Sheet(name, tuple(row[:width] for row in kept), tuple(left_out), above + 1)


# --- workbooks


def _workbook(data: bytes, name: str) -> Iterator[Sheet]:
    for title, rows in _pages(data, name):
        yield _sheet(title, rows)


def _pages(data: bytes, name: str, *, exact: bool = False) -> Iterator[tuple[str, Iterable[tuple[str, ...]]]]:
    if data[:4] == _OLD_OFFICE:
        raise unread(name, _("it is locked with a password or of an old sort; save it as .xlsx without a password"))
    parts = entries_of(data, name)
    if any(b"<!DOCTYPE" in part[:4_000] or b"<!ENTITY" in part[:4_000] for part in parts.values()):
        raise unread(name, _("the workbook is damaged ({why})").format(why="DOCTYPE"))
    pages = (page for entry, page in parts.items() if "worksheets/" in entry)
    formulas = any(b"<f>" in page or b"<f " in page for page in pages)
    import openpyxl  # slow to load

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl passes over does not concern the words in cells
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            written = None
            if formulas:
                written = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            for page in list(book.worksheets)[:_MOST_SHEETS]:
                twin = written[page.title] if written is not None else None
                yield page.title, list(_page(page, twin, exact))
    except KnownError:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl and its XML reader raise anything
        why = type(error).__name__
        raise unread(name, _("the workbook is damaged ({why})").format(why=why)) from None


def entries_of(data: bytes, name: str) -> Mapping[str, bytes]:
    """Return the files of a zip archive by name; raises KnownError where it would unpack to far too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            large = [e for e in entries if e.file_size > _LARGE_ENTRY]
            too_much = sum(e.file_size for e in entries) > _LARGEST_UNPACKED or len(entries) > _MOST_ENTRIES
            if too_much or any(e.file_size > _MOST_RATIO * max(1, e.compress_size) for e in large):
                raise unread(name, _("it unpacks to far more than a table holds"))
            # A size in the list of an archive may be a lie: no more than it says is read.
            return {e.filename: _entry(archive, e) for e in entries if e.filename.lower().endswith((".xml", ".csv"))}
    except KnownError:
        raise
    except Exception:  # zipfile raises anything on damaged archives
        raise unread(name, _("it is no workbook or archive, or a damaged one")) from None


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _page(page: Any, twin: Any, exact: bool) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a sheet as text; a formula without a stored value comes as the text that it is."""
    for one in (page, twin):
        if one is not None:
            one.reset_dimensions()
    rows = page.iter_rows(max_col=MOST_COLUMNS + 1)
    others = twin.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True) if twin is not None else None
    empty: object = None
    for row in islice(rows, _LOOKED_AT):
        formulas = next(others, ()) if others is not None else ()
        if row is empty or not any(cell.value is not None for cell in row):
            empty = row  # those that are not in the file are one and the same row, up to a million times
            yield tuple(str(getattr(formula, "text", formula) or "") for formula in formulas) if any(formulas) else ()
            continue
        cells = [repr(cell.value) if exact and isinstance(cell.value, float) else _shown(cell) for cell in row]
        for at, formula in enumerate(formulas):
            if at < len(cells) and not cells[at] and formula is not None:
                cells[at] = str(getattr(formula, "text", formula))
        yield tuple(cells)


def _shown(cell: Any) -> str:
    """Return a cell's value as people see it: whole numbers without a point, days as year-month-day."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    if isinstance(value, int | float):
        if "%" in str(getattr(cell, "number_format", "") or ""):
            return f"{value * 100:.10g}%"
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    return str(value)


def unread(name: str, why: str) -> KnownError:
    """Return the error of a file that cannot be read; `why` is half a sentence."""
    return KnownError(
        _("“{name}” cannot be read: {why}.").format(name=name, why=why),
        _("Nothing was imported, and the file is as it was."),
    )
