"""The data of a session as tables for a spreadsheet: a folder of CSV files, or the same in one zip file. Never answers.

People stand in them as others may see them, by the session's attribution.

The files are UTF-8 with the mark that spreadsheets look for. Text that a spreadsheet would take for a formula gets an
apostrophe in front, here and in no other format.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stworkshop.errors import KnownError
from stworkshop.exchange.writers import packing
from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.records import Element, Link, Record, Result, flat, root_of
from stworkshop.model.session_content import SessionContent
from stworkshop.rounds import disclosed_results
from stworkshop.rounds.verdicts import verdict_of_result
from stworkshop.system.whole_files import write_whole
from stworkshop.validation.field_limits import OURS_ALONE, fields_of

TABLES = (
    "session",
    "elements",
    "links",
    "participants",
    "statements",
    "rounds",
    "results",
    "terms",
    "notes",
    "conflicts",
    "groups",
    "stages",
    "views",
)
"""The tables, each a file of that name."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LEFT_OUT = (*OURS_ALONE, "seq", "placed", "locked", "image")

Row = Mapping[str, Any]


def tables(content: SessionContent, catalogue: Catalogue | None = None) -> dict[str, str]:
    """Return the text of each table by its name; tables without a row are left out."""
    return {root: _table(rows, columns) for root, (columns, rows) in table_rows(content, catalogue).items()}


def table_rows(
    content: SessionContent, catalogue: Catalogue | None = None
) -> dict[str, tuple[Sequence[str], Sequence[Row]]]:
    """Return the columns and the rows of each table by its name; tables without a row are left out."""
    words = catalogue or bundled_catalogue()
    board = Board(disclosed_results.as_told(attribution.others_see(content.records), words))
    rows = {root: [_row(board, record, words) for record in board.in_root(root).values()] for root in TABLES}
    return {root: (_columns(words, root, found), found) for root, found in rows.items() if found}


def write_folder(content: SessionContent, folder: Path, catalogue: Catalogue | None = None) -> None:
    """Write the tables into a folder, which is made where it is missing; raises KnownError where the disk refuses."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise KnownError(_("The folder “{name}” cannot be made ({why}).").format(name=folder, why=why)) from None
    for name, text in tables(content, catalogue).items():
        write_whole(folder / f"{name}.csv", _encoded(text))


def write_zip(content: SessionContent, path: Path, catalogue: Catalogue | None = None) -> None:
    """Write the tables into one zip file, the same bytes for the same session; raises KnownError as above."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables(content, catalogue).items():
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", packing.DATE), _encoded(text), zipfile.ZIP_DEFLATED)
    write_whole(path, held.getvalue())


def cell(value: Any) -> str | int | float:
    """Return a value as a cell holds it: lists joined by "; ", text that looks like a formula behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list) and all(isinstance(item, str | int | float) for item in value):
        return cell("; ".join(map(str, value)))
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _row(board: Board, record: Record, words: Catalogue) -> Row:
    row = {"id": record.id, **{name: value for name, value in flat(record).items() if name not in _LEFT_OUT}}
    kind = record.kind if isinstance(record, Element) and words.knows_kind(record.kind) else ""
    known = fields_of(words, root_of(record), kind)
    for name, value in record.attributes.items():
        if isinstance(value, tuple) and name not in known:
            row[name] = json.dumps(value, ensure_ascii=False)  # what was a list of words is one again when read
    if isinstance(record, Element):
        (row["x"], row["y"]), (row["w"], row["h"]) = record.pos or (None, None), record.size or (None, None)
        del row["pos"], row["size"]
    elif isinstance(record, Link):
        for end in ("source", "target"):
            card = board.elements.get(row[end])
            row[f"{end}_code"], row[f"{end}_label"] = (card.code, card.label) if card else ("", "")
    elif isinstance(record, Result):
        del row["figures"]
        row |= _spread_out(record.figures)
        if word := verdict_of_result(board.rounds.get(record.round), record):
            row["verdict"] = word
    return row


def _spread_out(figures: Row) -> dict[str, Any]:
    """Return figures with those that are kept by side or item as columns of their own (`mean_by_side.public`)."""
    cells: dict[str, Any] = {}
    for name, value in figures.items():
        if isinstance(value, Mapping):
            cells |= {f"{name}.{part}": item for part, item in value.items()}
        elif name == "comments":
            cells[name] = " | ".join(str(comment["text"]) for comment in value)
        else:
            cells[name] = value
    return cells


def _columns(catalogue: Catalogue, root: str, rows: Sequence[Row]) -> list[str]:
    """Return the columns of a table: the record's own in their order, then what else the rows hold."""
    own = [name for name in fields_of(catalogue, root) if name not in (*_LEFT_OUT, "pos", "size", "figures")]
    if root == "elements":
        own = ["code", "kind", "type", "label", "note", "concepts", "x", "y", "w", "h", *own]
        attributes = [name for kind in catalogue.kinds.values() for name in kind.attributes]
        own += [name for name in attributes if any(name in row for row in rows)]
    if root == "results":
        own += [name for row in rows for name in row]
    return list(dict.fromkeys(["id", *own, *sorted({name for row in rows for name in row})]))


def _table(rows: Iterable[Row], columns: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([cell(name) for name in columns])
    writer.writerows([cell(row.get(name)) for name in columns] for row in rows)
    return text.getvalue()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8-sig")
