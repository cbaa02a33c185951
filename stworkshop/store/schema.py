"""What stands in `sqlite_master`: it must be what the program makes, or nothing else of a file is read.

A trigger, a view or an index of somebody else could add rows, hide them, or take their place. What the program makes is
read off what it makes; an older file has a part of that, and all of it once it is upgraded.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from stworkshop.store import views
from stworkshop.store.connections import connect
from stworkshop.store.tables import APPLICATION_ID, STORE_VERSION, metadata


class Thing(NamedTuple):
    """One thing of a file: its sort (table, index, view, trigger), its name, that of its table, its parts.

    The parts of a table are its columns and constraints, in any order; of all else the whole statement.
    """

    sort: str
    name: str
    table: str
    parts: frozenset[str]
    rest: str


def lay_out(raw: sqlite3.Connection) -> None:
    """Give an empty database its tables and its version; raises sqlite3.Error where the disk does not take them."""
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            metadata.create_all(connection)
    except DBAPIError as error:
        raise (error.orig or error) from None
    views.make(raw)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {STORE_VERSION}")


def strangers(raw: sqlite3.Connection, *, older: bool) -> list[Thing]:
    """Return what a file holds that the program does not make, and what it makes and the file lacks.

    Of an `older` file, which is still to be upgraded, nothing is lacking. Raises sqlite3.Error.
    """
    found, expected = things(raw), made()
    known = {(one.sort, one.name): one for one in expected}
    if not older:
        return sorted(set(found) ^ expected, key=lambda one: (one.sort, one.name))
    return [one for one in found if not _is_part(one, known.get((one.sort, one.name)))]


def things(raw: sqlite3.Connection) -> list[Thing]:
    """Return all that a file holds; raises sqlite3.Error."""
    rows = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return [_thing(*map(str, row)) for row in rows]


@cache
def made() -> frozenset[Thing]:
    """Return all that the program makes in a new file."""
    raw = connect(":memory:")
    try:
        lay_out(raw)
        return frozenset(things(raw))
    finally:
        raw.close()


def first_pages() -> dict[int, str]:
    """Return the tables of a new file by their first pages, which stay where they are when it grows."""
    raw = connect(":memory:")
    try:
        lay_out(raw)
        return {page: name for name, page in raw.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")}
    finally:
        raw.close()


def columns(statement: str) -> list[str]:
    """Return the names of the columns of a table, in their order, as the statement that made it has them."""
    names = (part.split(" ", 1)[0] for part in _parts(statement)[0])
    return [name for name in names if name not in ("PRIMARY", "CHECK", "FOREIGN", "UNIQUE", "CONSTRAINT")]


def _is_part(one: Thing, whole: Thing | None) -> bool:
    """Tell whether a thing is one of ours, or what it was before columns were added."""
    if one.sort == "view" and whole is not None and one.parts <= views.FORMER.get(one.name, frozenset()):
        return one == whole._replace(parts=one.parts)
    return whole is not None and one == whole._replace(parts=one.parts) and one.parts <= whole.parts


@lru_cache(256)
def _thing(sort: str, name: str, table: str, statement: str) -> Thing:
    if sort != "table" or len(statement) > _LONGEST_STATEMENT:
        return Thing(sort, name, table, frozenset((statement,)), "")
    parts, rest = _parts(statement)
    # Twice the same is not the same.
    return Thing(
        sort, name, table, frozenset(parts) if len(set(parts)) == len(parts) else frozenset((statement,)), rest
    )


_LONGEST_STATEMENT = 20_000
_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[\w$]+|\S""")


def _parts(statement: str) -> tuple[list[str], str]:
    """Return the columns and constraints of a table, each with single spaces and plain names, and all else."""
    depth, parts, rest = 0, list[list[str]]([[]]), list[str]()
    for token in _TOKEN.findall(statement):
        depth -= token == ")"
        if not depth:
            rest.append(token)
        elif token == "," and depth == 1:
            parts.append([])
        else:
            parts[-1].append(_plain(token))
        depth += token == "("
    # An upgrade cannot add a column of numbers without one.
    return [" ".join(part).replace(" DEFAULT 0 NOT NULL", " NOT NULL") for part in parts], " ".join(rest)


def _plain(token: str) -> str:
    """Return a name that stands in quotation marks without need as it is without them."""
    inner = token[1:-1]
    return inner if token[0] == token[-1] == '"' and re.fullmatch(r"\w+", inner) else token
