"""What version 3 wrote onto a new card by itself is taken back, where nobody has touched it since.

Until then a new measure was "proposed", a task "to do" and so on, without anybody having said it. The journal tells: a
value that only the step wrote which made the card, and that is what the program gave of itself, becomes "not said yet".
What somebody set later stays, even to the same value; so do the cards with which a session began, since they came from
a file, and people’s sides and the types of cards, which were chosen.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.changes import joined, updating
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import Element, new_id

GIVEN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("stakeholder", "voice"): "present", ("stakeholder", "affected"): "none",
        ("stakeholder", "claim"): "no", ("stakeholder", "urgency"): "no",
        ("concern", "feeling"): "worry", ("concern", "basis"): "reported",
        ("goal", "shared"): "unknown",
        ("outcome", "intended"): "unknown", ("outcome", "situation"): "with-ai",
        ("process", "situation"): "with-ai", ("process", "decision_type"): "none",
        ("policy", "status"): "in-force",
        ("component", "situation"): "with-ai", ("component", "stage"): "idea",
        ("component", "personal_data"): "unknown", ("component", "public_facing"): "no",
        ("risk", "intended"): "unknown", ("risk", "basis"): "feared",
        ("mitigation", "status"): "proposed", ("decision", "status"): "proposed",
        ("action", "status"): "open", ("open-question", "status"): "open",
    }
)  # fmt: skip
"""By kind and field what the program gave a new card of itself up to version 3."""


def take_back(raw: sqlite3.Connection) -> None:
    """Take back in every session what nobody said, as a step in its journal.

    A session whose journal cannot be replayed is left as it is, for whoever rescues it.
    """
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    for session_id, head in raw.execute("SELECT session_id, head FROM _heads").fetchall():
        try:
            _take_back(raw, session_id, head, at)
        except BadUpdate:
            continue


def _take_back(raw: sqlite3.Connection, session_id: str, head: int, at: str) -> None:
    document, board = Document(), Board()
    untouched: set[tuple[str, str]] = set()
    seen = 0
    query = "SELECT n, bytes, crc FROM _journal WHERE session_id = ? ORDER BY n"
    for n, content, crc in raw.execute(query, (session_id,)):
        seen += 1
        if n != seen or zlib.crc32(content) != crc:
            return
        change = document.merge(content, board)
        begins = any(ref.root == "session" for ref in change.added)
        for ref, record in change.added.items():
            if isinstance(record, Element) and not begins:
                untouched |= {(ref.id, name) for name in _given(record)}
        for ref, fields in change.updated.items():
            untouched -= {(ref.id, name) for name in fields}
        board.apply(change)
    if seen != head:
        return
    wanted = [
        updating(card, dict.fromkeys(names))
        for card in board.elements.values()
        if (names := [name for name in _given(card) if (card.id, name) in untouched])
    ]
    if not wanted:
        return
    step, change = new_id(), joined(wanted)
    update = document.apply(change, step)
    row = (session_id, head + 1, step, at, "local", "", _("Take back what nobody said"), update, zlib.crc32(update))
    raw.execute(
        "INSERT INTO _journal (session_id, n, step, at, origin, peer, label, bytes, crc)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    raw.execute("UPDATE _heads SET head = ?, updated = ? WHERE session_id = ?", (head + 1, at, session_id))
    for ref, fields in change.updated.items():
        found = raw.execute(
            "SELECT attributes FROM elements WHERE session_id = ? AND id = ?", (session_id, ref.id)
        ).fetchone()
        if found is not None:
            kept = {name: value for name, value in json.loads(found[0]).items() if name not in fields}
            written = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
            raw.execute(
                "UPDATE elements SET attributes = ? WHERE session_id = ? AND id = ?", (written, session_id, ref.id)
            )


def _given(card: Element) -> Iterator[str]:
    """Yield the fields of a card that hold what the program gave of itself."""
    for (kind, name), value in GIVEN.items():
        if card.kind == kind and card.attributes.get(name) == value:
            yield name
