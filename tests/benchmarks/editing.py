"""An edit, from the command to the disk, against a bare transaction of the same bytes and rows."""

import itertools
import sqlite3
import tempfile
import time
from pathlib import Path

from stworkshop.session.session import open_session
from stworkshop.store.database import SETTINGS
from tests.benchmarks import large_session
from tests.benchmarks.measure import Benchmark, Comparison, in_turn

EDITS = 20
"""Edits in one measurement: one alone is too short to be measured well."""


def move_a_card() -> Comparison:
    """Move one card to another place, on a map of 5,000."""
    with tempfile.TemporaryDirectory() as folder:
        path = large_session.write(Path(folder) / "ours.stw", large_session.LARGE)
        twin = large_session.write(Path(folder) / "plain.stw", large_session.LARGE)
        raw = sqlite3.connect(twin, isolation_level=None)
        for setting in SETTINGS:
            raw.execute(setting)
        with open_session(path) as session:
            session.warm()
            places = itertools.count(1)

            def ours() -> None:
                for place in itertools.islice(places, EDITS):
                    session.run("move_elements", moves={"card-3": [10.0 * place, 5.0]})

            ours()
            bare = BareTransaction(path)
            numbers = itertools.count(2)

            def plain() -> None:
                for number in itertools.islice(numbers, EDITS):
                    bare(raw, number)

            measured = in_turn(ours, plain)
        raw.close()
    return Comparison(measured.ours / EDITS, measured.plain / EDITS)


class BareTransaction:
    """What the last edit of a file wrote, to be written again and again by sqlite3 alone."""

    def __init__(self, path: Path) -> None:
        with sqlite3.connect(path) as raw:
            self.journal = raw.execute("SELECT * FROM _journal ORDER BY n DESC LIMIT 1").fetchone()
            self.card = raw.execute("SELECT * FROM elements WHERE id = 'card-3'").fetchone()
        raw.close()

    def __call__(self, raw: sqlite3.Connection, number: int) -> None:
        session, _, *rest = self.journal
        raw.execute("BEGIN IMMEDIATE")
        now = f"{time.time()}"
        raw.execute("UPDATE _heads SET head = ?, updated = ? WHERE session_id = ?", (number, now, session))
        raw.execute(f"INSERT INTO _journal VALUES ({_marks(self.journal)})", (session, number, *rest))
        raw.execute(f"INSERT OR REPLACE INTO elements VALUES ({_marks(self.card)})", self.card)
        raw.execute("COMMIT")


def _marks(row: tuple[object, ...]) -> str:
    return ", ".join("?" * len(row))


BENCHMARKS = [Benchmark("edit, command to durable / bare sqlite3 transaction", 3.0, move_a_card)]
