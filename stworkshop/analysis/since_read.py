"""What changed since the room read the summary: a sum of each printed record then, against the record now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from stworkshop.analysis.board_comparison import UNSAID
from stworkshop.model.board import Board
from stworkshop.model.records import Element, Link, Record, Snapshot, Value, flat, value_of

READ = ("elements", "links", "terms", "statements")
"""The roots that the summary prints word by word."""
_NOT_READ = (*UNSAID, "discussed")

Deed = Literal["added", "changed", "removed"]


@dataclass(frozen=True)
class Since:
    """One thing that differs from what the room read: what was done, the id, the code ("" where it has none), words."""

    deed: Deed
    id: str
    code: str
    label: str


def content_read(board: Board) -> dict[str, Value]:
    """Return what a read-back keeps of each printed record: its code, its words, and a sum of what it says."""
    return {record.id: [_code(record), _words(board, record), _sum(record)] for record in _read(board)}


def last_read_back(board: Board) -> Snapshot | None:
    """Return the moment of the last read-back, None where there was none."""
    moments = [s for s in board.snapshots.values() if s.kind == "read-back"]
    return moments[-1] if moments and board.session.read_back == "yes" else None


def changed_since(board: Board) -> list[Since]:
    """Return what is not as the room read it, in the order of making; empty before a read-back."""
    moment = last_read_back(board)
    if moment is None:
        return []
    then: Mapping[str, Value] = moment.content
    found: list[Since] = []
    for record in _read(board):
        kept = then.get(record.id)
        if kept is None:
            found.append(Since("added", record.id, _code(record), _words(board, record)))
        elif not isinstance(kept, tuple | list) or len(kept) != 3 or kept[2] != _sum(record):
            found.append(Since("changed", record.id, _code(record), _words(board, record)))
    there = {record.id for record in _read(board)}
    for record_id, kept in then.items():
        if record_id not in there and isinstance(kept, tuple | list) and len(kept) == 3:
            found.append(Since("removed", record_id, str(kept[0]), str(kept[1])))
    return found


def _read(board: Board) -> Iterable[Record]:
    for root in READ:
        yield from (board.links if root == "links" else board.in_root(root)).values()


def _code(record: Record) -> str:
    return record.code if isinstance(record, Element) else ""


def _words(board: Board, record: Record) -> str:
    if isinstance(record, Link):
        ends = (board.elements[end].code or board.elements[end].label for end in (record.source, record.target))
        return " – ".join(ends)
    return str(value_of(record, "label") or "")


def _sum(record: Record) -> str:
    said = {
        name: value for name, value in flat(record).items() if name not in _NOT_READ and value not in (None, "", ())
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=list)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
