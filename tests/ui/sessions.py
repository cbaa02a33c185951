"""Sessions for tests of the window: real ones, each in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from stworkshop.model.changes import Change
from stworkshop.model.document import Document
from stworkshop.model.records import Record, SessionRecord, new_id
from stworkshop.model.session_content import SessionContent
from stworkshop.session.session import Session, create_file, open_session


def session_of(
    folder: Path, records: Iterable[Record] = (), label: str = "Night buses", *, reading: bool = False
) -> Session:
    """Open a session with these records from a new file in `folder`; for reading only where asked."""
    path = folder / f"{new_id()}.stw"
    create_file(path, SessionContent([SessionRecord(id="s-1", label=label, seq=1), *records]))
    return open_session(path, read_only=reading)


def from_elsewhere(session: Session, change: Change) -> None:
    """Let a change come in as another laptop of the room would send it."""
    session.merge(Document([session.state()]).apply(change, new_id()))
