"""What a session was when a table's copy was made of it, or merged last: where the next merge begins to compare."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from stworkshop.store.statements import execute, put
from stworkshop.store.tables import BASES


@dataclass(frozen=True)
class Base:
    """The document of a table at one moment; `letter` stands in the codes of the cards that the table makes."""

    name: str
    at: str
    letter: str
    state: bytes


def read(raw: sqlite3.Connection, session_id: str) -> list[Base]:
    """Return the bases that a file holds of a session; one that is not as it was written is left out."""
    rows = raw.execute("SELECT name, at, letter, bytes, crc FROM _bases WHERE session_id = ?", (session_id,))
    return [Base(name, at, letter, state) for name, at, letter, state, crc in rows if zlib.crc32(state) == crc]


def keep(connection: sqlite3.Connection, session_id: str, kept: Sequence[Base]) -> None:
    """Note bases in a transaction; one of the same name is replaced."""
    rows = [
        {
            "session_id": session_id,
            "name": base.name,
            "at": base.at,
            "letter": base.letter,
            "bytes": base.state,
            "crc": zlib.crc32(base.state),
        }
        for base in kept
    ]
    if rows:
        execute(connection, put(BASES), rows)


def free_letter(name: str, given: Sequence[Base]) -> str:
    """Return the letter of a table: one of its name if that is free, else the next free one, else two."""
    taken = {base.letter for base in given if base.name != name}
    known = [base.letter for base in given if base.name == name and base.letter]
    own = [c for c in name.casefold() if c in ascii_lowercase]
    pairs = [one + other for one in ascii_lowercase for other in ascii_lowercase]
    return next((letter for letter in (*known, *own, *ascii_lowercase, *pairs) if letter not in taken), "zz")
