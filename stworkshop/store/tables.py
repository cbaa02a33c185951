"""The tables of the file. Those without a leading underscore are for people with SQL; the others may change.

Record tables follow the fields of `records`: a pair takes two columns, a set or a JSON value one of JSON text, but the
concepts of a card and the items of a round have tables of their own. All tables are STRICT, so that a check of the file
finds values of the wrong type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import REAL, TEXT, Column, Integer, LargeBinary, MetaData, Table

from stworkshop.model.records import ROOTS, own_fields

APPLICATION_ID = 0x53545731
STORE_VERSION = 6

metadata = MetaData()

TABLE_OF_ROOT: Mapping[str, str] = {root: "sessions" if root == "session" else root for root in ROOTS}
PAIR_COLUMNS: Mapping[str, tuple[str, str]] = {"pos": ("x", "y"), "size": ("w", "h")}
SET_TABLES: Mapping[tuple[str, str], tuple[str, str, str]] = {
    ("elements", "concepts"): ("element_concepts", "element_id", "concept"),
    ("rounds", "items"): ("round_items", "round_id", "item"),
}
"""Sets with a table of their own: by root and field the table, and its columns for the record and the member."""

_SQL_TYPES: Mapping[str, Any] = {"integer": Integer, "number": REAL}
_FIRST = ("code", "kind", "type", "variant", "relation", "source", "target", "label", "note")


def _key(name: str) -> Column[Any]:
    return Column(name, TEXT, primary_key=True, nullable=False)


def _text(name: str) -> Column[Any]:
    return Column(name, TEXT, nullable=False, server_default="")


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _blob(name: str) -> Column[Any]:
    return Column(name, LargeBinary, nullable=False)


def _table(name: str, *columns: Any) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=False)


def _record_columns(root: str) -> list[Column[Any]]:
    columns: dict[str, Column[Any]] = {}
    if root == "elements":
        columns["variant"] = _text("variant")
    for name, kind in own_fields(root).items():
        if name == "gone" or (root, name) in SET_TABLES:
            continue
        if kind.name == "pair":
            columns.update({part: Column(part, REAL) for part in PAIR_COLUMNS[name]})
        elif kind.name in _SQL_TYPES:
            columns[name] = Column(name, _SQL_TYPES[kind.name], nullable=kind.default is None)
        else:
            columns[name] = _text(name)
    if root == "elements":
        columns["attributes"] = Column("attributes", TEXT, nullable=False, server_default="{}")
    if root == "links":
        columns["dangling"] = _number("dangling")
    columns["extra"] = Column("extra", TEXT, nullable=False, server_default="{}")
    last = ("attributes", "extra", "created_by", "dangling", "seq")
    order = [n for n in _FIRST if n in columns]
    order += [n for n in columns if n not in _FIRST and n not in last] + [n for n in last if n in columns]
    return [columns[name] for name in order]


def _record_table(root: str) -> Table:
    return _table(TABLE_OF_ROOT[root], _key("session_id"), _key("id"), *_record_columns(root))


def _set_table(name: str, record: str, member: str) -> Table:
    return _table(name, _key("session_id"), _key(record), _key(member), _number("place"))


RECORDS: Mapping[str, Table] = {root: _record_table(root) for root in ROOTS}
"""The table of each root."""

SETS: Mapping[tuple[str, str], Table] = {key: _set_table(*names) for key, names in SET_TABLES.items()}

ANSWERS = _table(
    "answers",
    _key("session_id"),
    _key("id"),
    *(_text(name) for name in ("round", "item", "participant", "ballot", "side")),
    Column("value", REAL),
    Column("value2", REAL),
    _text("dk"),
    _text("comment"),
)
PRIVATE_NOTES = _table("private_notes", _key("session_id"), _key("id"), _text("about"), _text("text"))

HEADS = _table(
    "_heads",
    _key("session_id"),
    _text("lineage"),
    _number("head"),
    _text("created"),
    _text("updated"),
    _text("trashed"),
    _text("table_name"),
)
"""One row per session: its lineage, the number of the last journal row, and what the library says about it."""

GONE = _table("_gone", _key("session_id"), _key("root"), _key("id"), _text("record"))
JOURNAL = _table(
    "_journal",
    _key("session_id"),
    Column("n", Integer, primary_key=True, nullable=False),
    *(_text(name) for name in ("step", "at", "origin", "peer", "label")),
    _blob("bytes"),
    _number("crc"),
)
CHECKPOINTS = _table(
    "_checkpoints",
    _key("session_id"),
    Column("n", Integer, primary_key=True, nullable=False),
    _blob("bytes"),
    _number("crc"),
)
BASES = _table("_bases", _key("session_id"), _key("name"), _text("at"), _text("letter"), _blob("bytes"), _number("crc"))
"""What the document was when a table's copy was made, or merged last, and the letter in the codes of its new cards."""

SHEETS = _table(
    "_sheets",
    Column("key", LargeBinary, primary_key=True, nullable=False),
    _text("session_id"),
    _text("round"),
    _blob("body"),
)
"""The drawer: sealed sheets under random keys, without time or author."""

BALLOTS = _table("_ballots", _key("session_id"), _key("round"), _key("code"), _text("state"))
"""The paper ballots of a round by their printed code (by participant where the round keeps names), and how far each is:
never when, by whom, or with what on it."""

ORGANISERS = (ANSWERS, PRIVATE_NOTES, SHEETS, BALLOTS)
"""Tables that no copy for others holds."""

SEALED = (SHEETS, BALLOTS)
"""Tables that stay in the file in which the rounds were opened."""

PENDING = _table("_pending", _key("what"), _key("session_id"), _key("name"))
"""What is still to be done with the file itself, so that a program that was killed is followed by one that does it.

`log`: the last edits may be in the log beside the file only; `traces`: the file is to be built anew, without what was
deleted; `key`: the key of the round `name` is to be thrown away; `return`: a table's copy is to be brought back, and
`name` shows those who gave it that it is theirs.
"""

OF_SESSION = tuple(table for table in metadata.sorted_tables if table is not PENDING)
"""All tables with what belongs to a session; each has a column `session_id`."""
