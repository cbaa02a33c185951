"""The library: one file with all sessions, and the door to them."""

from __future__ import annotations

import dataclasses
import datetime
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from stworkshop.errors import KnownError, OtherStart
from stworkshop.i18n import gettext as _
from stworkshop.model.document import BadUpdate
from stworkshop.model.records import Ref, SessionRecord
from stworkshop.model.same_words import folded, without_accents
from stworkshop.model.session_content import SessionContent, renumbered
from stworkshop.session.session import Session, new_content, open_session
from stworkshop.store import database, drawer, inspection, journal, locks, rows, sessions
from stworkshop.store.database import Database
from stworkshop.store.error_messages import writing
from stworkshop.store.session_store import no_such_session, now
from stworkshop.store.sessions import with_session
from stworkshop.store.tables import OF_SESSION, SEALED
from stworkshop.store.user_paths import Secrets, library_path

TRASH_DAYS = 30


@dataclass(frozen=True)
class SessionInfo:
    """What a list says of a session; times are ISO 8601 in UTC, `trashed` is "" unless it is in the trash."""

    id: str
    label: str
    date: str
    updated: str
    elements: int
    links: int
    trashed: str = ""


@dataclass(frozen=True)
class SearchHit:
    """A record whose words hold what was searched for; `text` are these words."""

    session_id: str
    session_label: str
    ref: Ref
    text: str


_Hits: TypeAlias = list[SearchHit]


class Library:
    """All sessions of one library file, which is made when the first session comes in."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = Path(path) if path is not None else library_path()

    def list(self) -> Sequence[SessionInfo]:
        """Return all sessions, those worked on last first, the trash included; changes no byte."""
        if not self.path.exists():
            return []
        with self._reading() as raw:
            return [SessionInfo(*row) for row in raw.execute(_LIST)]

    def search(self, text: str, *, most: int = 200) -> Sequence[SearchHit]:
        """Return the records, outside the trash, that hold all words of `text`, whatever their case and accents."""
        wanted = _sought(text).split()
        if not wanted or not self.path.exists():
            return []
        with self._reading() as raw:
            raw.create_function(
                "holds", 1, lambda words: all(word in without_accents((words or "").casefold()) for word in wanted)
            )
            found: _Hits = []
            for root, table, field in _SEARCHED:
                query = _SEARCH.format(table=table, field=field)
                for session_id, label, record_id, words in raw.execute(query, (most - len(found),)):
                    found.append(SearchHit(session_id, label, Ref(root, record_id), words))
            return found

    def open(self, id_or_title: str, *, read_only: bool = False) -> Session:
        """Open a session by its id or its title; raises InUse, DamagedFile or another KnownError."""
        return open_session(self.path, self.find(id_or_title), read_only=read_only)

    def find(self, id_or_title: str) -> str:
        """Return the id of the session with this id or title; raises KnownError where there is none, or several."""
        infos = self.list()
        if any(info.id == id_or_title for info in infos):
            return id_or_title
        titled = [info.id for info in infos if not info.trashed and _same(info.label, id_or_title)]
        if len(titled) > 1:
            raise KnownError(
                _("{count} sessions are called “{title}”.").format(count=len(titled), title=id_or_title),
                todo=_("Name one by its id: {ids}.").format(ids=", ".join(titled)),
            )
        if not titled:
            raise no_such_session(self.path, id_or_title)
        return titled[0]

    def new(self, label: str, *, agenda: str = "", question: str = "") -> str:
        """Make a session with a title, and return its id."""
        return self.add(new_content(label, agenda=agenda, question=question))

    def add(self, content: SessionContent, *, replace: bool = False, as_copy: bool = False) -> str:
        """Bring a session in under a new lineage, and return its id; raises KnownError where its id is there already.

        With `replace` it takes the place of that session; with `as_copy` it gets an id of its own.
        """
        content = with_session(renumbered(content) if as_copy else content)

        def write(connection: sqlite3.Connection) -> None:
            label = _("Import {title}").format(title=content.session.label)
            sessions.write_new(connection, content.id, content.records, label=label, answers=content.answers)

        self._put(content.id, write, replace=replace)
        return content.id

    def add_file(self, path: Path, *, replace: bool = False, as_copy: bool = False) -> Sequence[str]:
        """Bring in the sessions of a .stw file with their lineage and history, and return their ids.

        Raises KnownError as `add` does. A copy of a session cannot have its lineage: it begins a new one.
        """
        source = database.open_for_reading(Path(path))
        try:
            with source.reading() as raw:
                ids = [head.session_id for head in journal.read_heads(raw)]
                taken = [i for i in ids if self._has(i)]
                if taken and not replace and not as_copy:
                    raise _is_there(taken[0])
                for session_id in ids:
                    inspection.assert_sound(raw, source.path, session_id)
                return [self._add_from(raw, i, replace=replace, as_copy=as_copy) for i in ids]
        finally:
            source.close()

    @property
    def laptop(self) -> str:
        """The random token of this laptop, as sessions of the library know it."""
        return Secrets(self.path).laptop()

    def lineage(self, session_id: str) -> str:
        """Return the lineage of a session, "" where there is none of this id."""
        if not self.path.exists():
            return ""
        with self._reading() as raw:
            head = journal.read_head(raw, session_id)
        return head.lineage if head else ""

    def share(self, session_id: str, lineage: str, state: bytes) -> Session:
        """Open the session that another laptop shares; `state` is its whole document, of use where it is not here yet.

        One that is here has the same lineage, or OtherStart is raised. It comes out of the trash.
        """
        label = _("Join the workshop")
        if not (known := self.lineage(session_id)):
            try:
                self._put(session_id, lambda c: sessions.write_shared(c, session_id, lineage, state, label=label))
            except BadUpdate as error:
                raise KnownError(_("What the other laptop sent cannot be read."), _("Nothing was changed.")) from error
        elif known != lineage:
            raise other_start()
        if any(info.id == session_id and info.trashed for info in self.list()):
            self.restore(session_id)
        return self.open(session_id)

    def rename(self, session_id: str, label: str) -> None:
        """Give a session another title; raises KnownError."""
        with self.open(session_id) as session:
            session.run("set_session", label=label)
            if session.board.session.label != " ".join(label.split()):
                raise KnownError(_("The session could not be renamed."), todo=session.trouble)

    def duplicate(self, session_id: str, label: str = "") -> str:
        """Make a session that holds what this one holds now, under a new id; return the id."""
        with self.open(session_id, read_only=True) as session:
            content = renumbered(session.content())
        label = label or _("{title} (copy)").format(title=content.session.label)
        records = [dataclasses.replace(r, label=label) if isinstance(r, SessionRecord) else r for r in content.records]
        return self.add(SessionContent(records, content.answers))

    def trash(self, session_id: str) -> None:
        """Put a session into the trash, whence it comes back for 30 days; raises InUse where somebody works on it."""
        self._mark_trashed(session_id, now())

    def restore(self, session_id: str) -> None:
        """Take a session out of the trash."""
        self._mark_trashed(session_id, "")

    def purge(self, session_id: str) -> None:
        """Delete a session for good, bytes and all."""
        with self._locked(session_id):
            self._remove(session_id)

    def set_aside(self, session_id: str) -> str:
        """Keep what a session holds under a new id, without its history, so that its place is free; return the id."""
        with self._locked(session_id):
            infos = [info for info in self.list() if info.id == session_id]
            kept = self.duplicate(session_id, _("{title} (my own)").format(title=infos[0].label) if infos else "")
            if infos and infos[0].trashed:
                self.trash(kept)
            self._remove(session_id)
        return kept

    def purge_old(self, today: datetime.date | None = None) -> Sequence[str]:
        """Delete for good what has been in the trash for more than 30 days; return the ids."""
        limit = ((today or datetime.date.today()) - datetime.timedelta(days=TRASH_DAYS)).isoformat()
        old = [info.id for info in self.list() if info.trashed and info.trashed[:10] < limit]
        for session_id in old:
            self.purge(session_id)
        return old

    # --- inside

    def _add_from(self, raw: sqlite3.Connection, session_id: str, *, replace: bool, as_copy: bool) -> str:
        if as_copy:
            records = [record for record in rows.read_all(raw, session_id) if not record.gone]
            return self.add(SessionContent(records, drawer.read_answers(raw, session_id)), as_copy=True)
        tables = [table for table in OF_SESSION if table not in SEALED]
        self._put(session_id, lambda c: sessions.copy(raw, c, session_id, tables), replace=replace)
        return session_id

    def _put(self, session_id: str, write: sessions.Write, *, replace: bool = False) -> None:
        with self._locked(session_id), self._working() as file:
            with file.reading() as raw:
                there = journal.read_head(raw, session_id) is not None
            if there and not replace:
                raise _is_there(session_id)
            with writing(self.path), file.writing() as connection:
                sessions.remove(connection, session_id)
                write(connection)

    def _remove(self, session_id: str) -> None:
        with self._working() as file:
            with writing(self.path), file.writing() as connection:
                sessions.remove(connection, session_id)
            file.truncate_log()

    def _has(self, session_id: str) -> bool:
        return any(info.id == session_id for info in self.list())

    def _mark_trashed(self, session_id: str, when: str) -> None:
        with self._locked(session_id), self._working() as file, writing(self.path), file.writing() as connection:
            if not journal.set_head(connection, session_id, "trashed", when):
                raise no_such_session(self.path, session_id)

    @contextmanager
    def _locked(self, session_id: str) -> Iterator[None]:
        lock = locks.take(self.path, session_id, library=True)
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _working(self) -> Iterator[Database]:
        if not self.path.exists():
            try:
                database.create(self.path, private=True)
            except KnownError:
                # Another program may have made it in the same moment.
                if not self.path.exists():
                    raise
        database.keep_private(self.path)
        file = database.open_for_work(self.path)
        try:
            yield file
        finally:
            file.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        file = database.open_for_reading(self.path)
        try:
            with file.reading() as raw:
                yield raw
        finally:
            file.close()


_LIST = """
SELECT h.session_id, coalesce(s.label, ''), coalesce(s.date, ''), h.updated,
       (SELECT count(*) FROM elements AS e WHERE e.session_id = h.session_id),
       (SELECT count(*) FROM links AS l WHERE l.session_id = h.session_id), h.trashed
FROM _heads AS h LEFT JOIN sessions AS s ON s.session_id = h.session_id
ORDER BY h.updated DESC, h.session_id
"""
_SEARCH = """
SELECT t.session_id, s.label, t.id, t.{field}
FROM {table} AS t JOIN sessions AS s ON s.session_id = t.session_id JOIN _heads AS h ON h.session_id = t.session_id
WHERE h.trashed = '' AND holds(t.{field}) ORDER BY h.updated DESC LIMIT ?
"""
_SEARCHED = (
    ("session", "sessions", "label"),
    ("session", "sessions", "workshop_question"),
    ("elements", "elements", "label"),
    ("elements", "elements", "note"),
    ("terms", "terms", "label"),
    ("statements", "statements", "label"),
    ("notes", "notes", "text"),
)


def _sought(text: str) -> str:
    return without_accents(text.casefold())  # notes are long, and not worth keeping


def _same(label: str, title: str) -> bool:
    return folded(label) == folded(title)


def other_start() -> KnownError:
    """Return the error for a session that is here already, from another start than the one of a room."""
    return OtherStart(
        _("Your laptop has this workshop already, as a copy that was made apart from the room’s."),
        _("Nothing was changed."),
        _("Duplicate yours if you want to keep it, delete it from the trash for good, then join again."),
    )


def _is_there(session_id: str) -> KnownError:
    return KnownError(
        _("There is already a session “{id}” in the library.").format(id=session_id),
        _("Nothing was imported."),
        _("Replace it, or import this one as a copy."),
    )
