"""Files with one session: new ones, and those that are exported."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from stworkshop.model import attribution
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import SessionRecord, new_id
from stworkshop.model.session_content import SessionContent
from stworkshop.rounds import disclosed_results
from stworkshop.store import copies, laptop_marks
from stworkshop.store.database import Database
from stworkshop.store.sessions import with_session


def new_content(label: str, *, agenda: str = "", question: str = "") -> SessionContent:
    """Return the content of a new session with a title, its plan and question where given, and nothing else."""
    today = datetime.date.today().isoformat()
    record = SessionRecord(id=new_id("s-"), label=label, agenda=agenda, workshop_question=question, date=today)
    return SessionContent([record])


def create_file(path: Path, content: SessionContent) -> str:
    """Make a new file of its own (.stw) with a session, and return the session's id; raises KnownError."""
    content = with_session(content)
    copies.new_file(Path(path), content.id, content.records, content.answers)
    return content.id


def export_file(
    source: Database,
    board: Board,
    own: tuple[Sequence[Answer], Sequence[PrivateNote]],
    path: Path,
    *,
    with_history: bool,
    for_others: bool,
) -> None:
    """Write a session to a file of its own: with lineage and history, or as it is now; `own` is the organiser's."""
    session_id = board.session.id
    if for_others and not attribution.shows_names(board.session):
        shown = disclosed_results.as_told(attribution.others_see(board.records()), catalogue())
        copies.new_file(path, session_id, laptop_marks.left_out(shown))
    elif with_history:
        copies.with_history(source, session_id, path, for_others=for_others, new_marks=for_others)
    else:
        kept = list(board.records())
        copies.new_file(path, session_id, laptop_marks.left_out(kept) if for_others else kept, *own)
