"""The paper ballots of rounds in the file: which were printed, and how far each is. No time, no order, no answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from stworkshop.store.statements import delete_rows, execute, put
from stworkshop.store.tables import BALLOTS


def write(connection: sqlite3.Connection, session_id: str, round_id: str, states: Mapping[str, str]) -> None:
    """Write how far ballots are, by their codes; those not named stay as they are."""
    rows = [{"session_id": session_id, "round": round_id, "code": code, "state": states[code]} for code in states]
    execute(connection, put(BALLOTS), rows)


def read(raw: sqlite3.Connection, session_id: str, round_id: str) -> dict[str, str]:
    """Return how far the ballots of a round are, by their codes."""
    query = "SELECT code, state FROM _ballots WHERE session_id = ? AND round = ? ORDER BY code"
    return dict(raw.execute(query, (session_id, round_id)))


def of_other_rounds(raw: sqlite3.Connection, session_id: str, round_id: str) -> dict[str, str]:
    """Return the codes of all other rounds of the session, printed or on answers, each with its round."""
    found: dict[str, str] = {}
    for query in (
        "SELECT ballot, round FROM answers WHERE session_id = ? AND round != ? AND ballot != ''",
        "SELECT code, round FROM _ballots WHERE session_id = ? AND round != ?",
    ):
        found.update(raw.execute(query, (session_id, round_id)))
    return found


def take_person(connection: sqlite3.Connection, session_id: str, participant: str) -> None:
    """Take out what is kept under a person in rounds with names."""
    delete_rows(connection, BALLOTS, session_id=session_id, code=participant)


def take(connection: sqlite3.Connection, session_id: str, round_id: str, code: str) -> None:
    """Take out how far one ballot of a round is."""
    delete_rows(connection, BALLOTS, session_id=session_id, round=round_id, code=code)
