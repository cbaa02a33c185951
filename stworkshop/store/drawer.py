"""The drawer: what is the organiser's alone. Sealed sheets of open rounds, answers of closed ones, private notes.

A sheet lies under a random key, without time or author, its body sealed with a key of its round that is kept outside
the file; so neither the file nor its order says who handed in what, and only the laptop that opened a round can read
its sheets.
"""

from __future__ import annotations

import base64
import dataclasses
import hmac
import json
import random
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.records import freeze
from stworkshop.store import phone_seal
from stworkshop.store.statements import delete_rows, execute, put
from stworkshop.store.tables import ANSWERS, PRIVATE_NOTES, SHEETS

new_key = Fernet.generate_key
"""Make a key for the sheets of one round."""

_ROW = 16
"""Length of what a sheet lies under, bytes."""
_ANSWER_FIELDS = tuple(field.name for field in dataclasses.fields(Answer))


def seal(key: bytes, answers: Sequence[Answer]) -> bytes:
    """Return a sheet's answers as bytes that only the key opens, in steps of a kilobyte so that size tells little."""
    return _closed(key, [dataclasses.asdict(answer) for answer in answers])


def seal_as_it_came(key: bytes, round_id: str, name: str, sealed: bytes, *, counted: bool) -> bytes:
    """Return a sheet that a telephone sealed, as it came, with its name, and whether heads were `counted`."""
    whole = {"round": round_id, "name": name, "sealed": base64.b64encode(sealed).decode(), "counted": counted}
    return _closed(key, whole)


def is_counted(key: bytes, body: bytes) -> bool:
    """Tell whether somebody saw to it that one person hands in one sheet; always so on paper and on laptops."""
    with _opening():
        values = json.loads(Fernet(key).decrypt(body))
        return not isinstance(values, dict) or values.get("counted") is not False


def _closed(key: bytes, values: Any) -> bytes:
    plain = json.dumps(values, ensure_ascii=False).encode("utf-8")
    padded = plain + b" " * (-len(plain) % 1024)
    # The time that Fernet writes in the clear is the same for all sheets.
    return Fernet(key).encrypt_at_time(padded, 0)


def name_of(key: bytes, body: bytes) -> str:
    """Return what tells a sheet from the others of its round, "" of an empty one; a telephone's seal stays shut."""
    with _opening():
        values = json.loads(Fernet(key).decrypt(body))
        return str(values["name"]) if isinstance(values, dict) else Answer(**values[0]).sheet if values else ""


def came_by_phone(key: bytes, body: bytes) -> bool:
    """Tell whether a telephone sealed a sheet, without opening that seal; raises KnownError as `unseal`."""
    with _opening():
        return isinstance(json.loads(Fernet(key).decrypt(body)), dict)


def unseal(key: bytes, body: bytes) -> list[Answer]:
    """Return the answers of a sealed sheet; raises KnownError where the key is not its round's."""
    with _opening():
        values = json.loads(Fernet(key).decrypt(body))
        if isinstance(values, dict):
            sheet = phone_seal.opened(key, values["round"], base64.b64decode(values["sealed"]))
            return sheet.answers(values["round"], values["name"])
        return [Answer(**value) for value in values]


@contextmanager
def _opening() -> Iterator[None]:
    try:
        yield
    except (InvalidToken, ValueError, TypeError, KeyError) as error:
        raise KnownError(
            _("A sheet of this round cannot be opened."),
            _("The sheets are still there, and the round is still open."),
            _("Close the round on the laptop that opened it."),
        ) from error


def new_row() -> bytes:
    """Return a random key for a sheet to lie under."""
    return secrets.token_bytes(_ROW)


def row_of(key: bytes, sheet: str) -> bytes:
    """Return under what a sheet lies that a guest calls so: the same if it comes again, random to who lacks the key.

    What the guest calls it holds a random mark that no file keeps, so that the row leads nobody back to the guest.
    """
    return hmac.digest(key, f"row\0{sheet}".encode("utf-8", "replace"), "sha256")[:_ROW]


def put_sheet(connection: sqlite3.Connection, session_id: str, round_id: str, body: bytes, row: bytes) -> None:
    """Lay a sealed sheet into the drawer, under `row`, its key."""
    execute(connection, put(SHEETS), [{"key": row, "session_id": session_id, "round": round_id, "body": body}])


def take_sheet(connection: sqlite3.Connection, key: bytes) -> None:
    """Take one sheet out of the drawer."""
    delete_rows(connection, SHEETS, key=key)


def sheets(raw: sqlite3.Connection, session_id: str, round_id: str) -> list[tuple[bytes, bytes]]:
    """Return the key and the sealed body of each sheet of a round, in no order."""
    query = "SELECT key, body FROM _sheets WHERE session_id = ? AND round = ?"
    return list(raw.execute(query, (session_id, round_id)))


def count_sheets(raw: sqlite3.Connection, session_id: str, round_id: str) -> int:
    """Return how many sheets of a round lie in the drawer."""
    query = "SELECT count(*) FROM _sheets WHERE session_id = ? AND round = ?"
    return int(raw.execute(query, (session_id, round_id)).fetchone()[0])


def empty(connection: sqlite3.Connection, session_id: str, round_id: str) -> None:
    """Take all sheets of a round out of the drawer."""
    delete_rows(connection, SHEETS, session_id=session_id, round=round_id)


def write_answers(connection: sqlite3.Connection, session_id: str, answers: Iterable[Answer]) -> None:
    """Write answers in an order that says nothing about who handed in when."""
    shuffled = list(answers)
    random.SystemRandom().shuffle(shuffled)
    rows: list[dict[str, Any]] = [
        {"session_id": session_id, "id": secrets.token_hex(8), **dataclasses.asdict(answer)} for answer in shuffled
    ]
    execute(connection, put(ANSWERS), rows)


def read_answers(raw: sqlite3.Connection, session_id: str, round_id: str | None = None) -> list[Answer]:
    """Return the answers of one closed round, or of all."""
    query = f"SELECT {', '.join(_ANSWER_FIELDS)} FROM answers WHERE session_id = ?"
    given: tuple[str, ...] = (session_id,)
    if round_id is not None:
        query += " AND round = ?"
        given += (round_id,)
    return [_answer(row) for row in raw.execute(query + " ORDER BY id", given)]


def write_notes(connection: sqlite3.Connection, session_id: str, notes: Iterable[PrivateNote]) -> None:
    """Write private notes, each over an older one of its id."""
    rows = [{"session_id": session_id, **dataclasses.asdict(note)} for note in notes]
    execute(connection, put(PRIVATE_NOTES), rows)


def drop_note(connection: sqlite3.Connection, session_id: str, note_id: str) -> None:
    """Delete a private note."""
    delete_rows(connection, PRIVATE_NOTES, session_id=session_id, id=note_id)


def read_notes(raw: sqlite3.Connection, session_id: str) -> list[PrivateNote]:
    """Return all private notes of a session."""
    query = "SELECT id, about, text FROM private_notes WHERE session_id = ? ORDER BY id"
    return [PrivateNote(id=i, about=about, text=text) for i, about, text in raw.execute(query, (session_id,))]


def _answer(row: tuple[Any, ...]) -> Answer:
    values = dict(zip(_ANSWER_FIELDS, row, strict=True))
    values["value"], values["value2"] = freeze(values["value"]), freeze(values["value2"])
    return Answer(**values)
