"""Reading the tables that this program writes: a folder of CSV files, the same in one zip file, or a workbook.

Each row becomes the record that it was, as far as a table holds it: what others may not see of people, and the
organiser's answers, are in no table.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import LARGEST_FILE
from stworkshop.exchange.tables.table_files import entries_of, our_pages, our_rows, unread
from stworkshop.exchange.writers.csv_files import TABLES
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.records import Element, Record, SessionRecord, replaced
from stworkshop.model.session_content import SessionContent
from stworkshop.system.whole_files import bytes_of, is_endless
from stworkshop.validation.field_limits import REQUIRED, fields_of
from stworkshop.validation.file_problems import Problems
from stworkshop.validation.record_checks import RecordChecker, place_of

_WHOLE = re.compile(r"-?\d{1,15}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,17})?(?:e-?\d{1,3})?")
_LISTS = ("counts", "min", "max", "hidden_sides", "counts_by_side")
_NESTED = ("mean_by_side", "side_gaps", "shift", "counts_by_side", "by_side", "mean_rank")
_MARKS = {"elements": {"id", "code", "kind", "label"}, "session": {"id", "label", "attribution"}}
_OF_LINKS = ("source_code", "source_label", "target_code", "target_label")

Rows = Sequence[Sequence[str]]


def is_ours(path: Path) -> bool:
    """Tell whether a folder or file holds tables of this program; a table alone is ours where others lie beside it."""
    if path.suffix.lower() == ".xlsx" and not _has_our_sheets(path):
        return False
    try:
        tables = _tables(path)
    except KnownError:
        return False
    return any(_is_marked(root, rows) for root, rows in tables.items())


def read(path: Path, catalogue: Catalogue | None = None) -> SessionContent:
    """Return the session in the tables; raises BadFile with every mistake, KnownError where it cannot be read."""
    words = catalogue or bundled_catalogue()
    tables = _tables(path)
    if not any(_is_marked(root, rows) for root, rows in tables.items()):
        raise unread(path.name, _("it holds no tables of this program"))
    problems = Problems(path.name)
    checker = RecordChecker(words, problems)
    records: list[Record] = []
    if not _entries("session", tables.get("session", ()), words):
        title = _title(path)
        records.append(SessionRecord(id=f"s-{hashlib.sha256(title.encode()).hexdigest()[:16]}", label=title))
    for root in TABLES:
        for number, entry in enumerate(_entries(root, tables.get(root, ()), words), start=1):
            record = checker.record(root, entry, place_of(root, number, entry), len(records))
            if isinstance(record, Element) and record.pos is not None:
                record = replaced(record, {"placed": "yes"})
            if record is not None:
                records.append(record)
    problems.raise_if_any()
    return SessionContent(records)


def not_held() -> str:
    """Return the sentence about what a session has and its tables have not."""
    return _(
        "Tables hold no answers, no moments that were kept, no pictures and no places in views; "
        "of people they say what others may see."
    )


def _tables(path: Path) -> Mapping[str, Rows]:
    """Return the rows of each table by the root of its records."""
    if path.is_dir():
        return {
            root: our_rows(bytes_of(path / f"{root}.csv", LARGEST_FILE), f"{root}.csv")
            for root in TABLES
            if (path / f"{root}.csv").is_file()
        }
    ending = path.suffix.lower()
    if ending == ".csv":
        siblings = [root for root in TABLES if (path.parent / f"{root}.csv").is_file()]
        return _tables(path.parent) if path.stem in TABLES and len(siblings) > 1 else {}
    if ending not in (".zip", ".xlsx"):
        return {}
    data = bytes_of(path, LARGEST_FILE)
    if len(data) > LARGEST_FILE:
        raise unread(path.name, _("it is larger than {size} MB").format(size=LARGEST_FILE // 1_000_000))
    if ending == ".xlsx":
        return {title: rows for title, rows in our_pages(data, path.name).items() if title in TABLES}
    found = {PurePosixPath(entry): content for entry, content in entries_of(data, path.name).items()}
    return {
        p.stem: our_rows(content, p.name) for p, content in found.items() if p.stem in TABLES and p.suffix == ".csv"
    }


def _has_our_sheets(path: Path) -> bool:
    """Tell whether the sheets of a workbook are called as ours; quick, since a window waits for it."""
    try:
        if is_endless(path):
            return False
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as file:
            sheets = file.read(1_000_000)
    except Exception:  # zipfile raises anything on damaged archives
        return False
    return any(f'name="{root}"'.encode() in sheets for root in _MARKS)


def _is_marked(root: str, rows: Rows) -> bool:
    """Tell whether the first row of a table names the columns that only this program writes together."""
    return root in _MARKS and bool(rows) and set(rows[0]) >= _MARKS[root]


def _title(path: Path) -> str:
    place = path.parent if path.is_file() and path.suffix.lower() == ".csv" else path
    return " ".join(place.name.removesuffix(".zip").removesuffix(".csv").removesuffix(".xlsx").split()) or _("Map")


def _entries(root: str, rows: Rows, catalogue: Catalogue) -> list[dict[str, Any]]:
    if not rows:
        return []
    heads = rows[0]
    return [_entry(root, dict(zip(heads, row, strict=False)), catalogue) for row in rows[1:] if any(row)]


def _entry(root: str, cells: Mapping[str, str], catalogue: Catalogue) -> dict[str, Any]:
    """Return the fields of a row; what is empty is left out, but for fields that a record needs."""
    fields = fields_of(catalogue, root, cells.get("kind", "") if root == "elements" else "")
    entry: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    for name, cell in cells.items():
        if name in _OF_LINKS or not name.strip() or (root == "elements" and name in ("x", "y", "w", "h")):
            continue
        known = fields.get(name)
        if root == "results" and known is None and name != "id":
            _put_figure(figures, name, cell)
        elif known is not None and known.derived:
            continue
        elif cell or name in REQUIRED[root]:
            entry[name] = _value(known.shape, cell) if known is not None else _anything(cell, name)
    if root == "elements":
        for name, parts in (("pos", ("x", "y")), ("size", ("w", "h"))):
            pair = [_number(cells.get(part, "")) for part in parts]
            if None not in pair:
                entry[name] = pair
    elif root == "results":
        entry["figures"] = figures | _empty(cells, figures)
    return entry


def _value(shape: str, cell: str) -> Any:
    if shape in ("integer", "number"):
        number = _number(cell)
        return cell if number is None else number
    if shape == "ids":
        return cell.split("; ") if cell else []
    return _json(cell) if shape == "json" else cell


def _anything(cell: str, name: str) -> Any:
    """Return what a field that the program does not know holds: JSON as such, and else text, as most of them are."""
    return _json(cell) if name != "id" and cell[:1] in "{[" else cell


def _json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        parts = [_number(part) for part in cell.split("; ")]
        return cell if None in parts else parts  # a list of numbers, such as the steps of a scale


def _put_figure(figures: dict[str, Any], name: str, cell: str) -> None:
    if not cell or name == "verdict":  # it follows from the figures
        return
    head, _dot, part = name.partition(".")
    value = _figure(head, cell)
    if part and head in _NESTED:
        figures.setdefault(head, {})
        if isinstance(figures[head], dict):
            figures[head][part] = value
    else:
        figures[name] = value


def _empty(cells: Mapping[str, str], figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures that records of this sort always have, and that no cell says where they are empty."""
    if set(figures) <= {"n", "hidden_sides"}:
        return {}  # too few took part for more to be said
    wanted: dict[str, Any] = {"comments": []} if cells.get("item") else {}
    if "counts" in figures:
        wanted |= {"mean_by_side": {}, "side_gaps": {}, "counts_by_side": {}, "shift": None, "hidden_sides": []}
    elif "raters_complete" in figures:
        wanted["kendall_w"] = None
    elif "dots" in figures:
        wanted |= {"by_side": {}, "hidden_sides": []}
    return {name: value for name, value in wanted.items() if name not in figures}


def _figure(name: str, cell: str) -> Any:
    if name == "comments":
        return [{"text": text} for text in cell.split(" | ")]
    if name in _LISTS or (name == "median" and "; " in cell):
        parts = cell.split("; ")
        return parts if name == "hidden_sides" else [p if (n := _number(p)) is None else n for p in parts]
    if name == "band":
        return cell
    number = _number(cell)
    return _json(cell) if number is None else number


def _number(cell: str) -> int | float | None:
    if _WHOLE.fullmatch(cell):
        return int(cell)
    return float(cell) if _NUMBER.fullmatch(cell) else None
