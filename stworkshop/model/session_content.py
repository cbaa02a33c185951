"""SessionContent: what an import reads and an export writes, whatever the format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.records import Record, SessionRecord, new_id


@dataclass
class SessionContent:
    """All live records of one session, its own record included, and the organiser's answers of its closed rounds."""

    records: list[Record]
    answers: list[Answer] = field(default_factory=list)

    @property
    def session(self) -> SessionRecord:
        """The session's own record; an empty one where it is missing."""
        return next((r for r in self.records if isinstance(r, SessionRecord)), SessionRecord(id=""))

    @property
    def id(self) -> str:
        """The id of the session."""
        return self.session.id

    def board(self) -> Board:
        """Return a board of the records."""
        return Board(self.records)


def content_of(board: Board, answers: Iterable[Answer] = ()) -> SessionContent:
    """Return what an export writes of a session: its live records, dangling links included, and the given answers."""
    return SessionContent(list(board.records()), list(answers))


def renumbered(content: SessionContent) -> SessionContent:
    """Return the content with another id for the session; all other ids hold within it and stay."""
    new = new_id("s-")
    records = [replace(record, id=new) if isinstance(record, SessionRecord) else record for record in content.records]
    return SessionContent(records, content.answers)
