"""The doctor: whether a file is sound, what is lost where it is not, and what can be saved to a new one."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import LargeBinary, Table

from stworkshop.answers import Answer, PrivateNote
from stworkshop.board import Board
from stworkshop.document import BadUpdate, Document
from stworkshop.errors import KnownError, NewerFile
from stworkshop.i18n import gettext as _
from stworkshop.records import ROOTS, Record, Ref, Round, SessionRecord, flat, from_flat, ref_of
from stworkshop.store import drawer, inspection, journal, rows, sessions
from stworkshop.store.database import check_tables, lacks_log, log_path, making
from stworkshop.store.snapshot import open_snapshot
from stworkshop.store.sql import execute, put
from stworkshop.store.tables import APPLICATION_ID, SEALED, STORE_VERSION
from stworkshop.store.trouble import damaged, without_log
from stworkshop.store.upgrades import upgrade

_DAMAGE = (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)

_Item = TypeVar("_Item")


@dataclass
class Report:
    """What an examination found; `lost` are sentences, one for each thing that cannot be read any more."""

    readable: bool = False
    integrity: bool = False
    document_equals_projection: bool = False
    lost: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with the file."""
        return self.readable and self.integrity and self.document_equals_projection and not self.lost


def examine(path: Path) -> Report:
    """Look at every page, replay every journal and compare it with the rows; changes no byte.

    Raises KnownError where there is no file that can be read, NewerFile where we cannot judge it.
    """
    report = Report()
    raw = _opened(path, report)
    if raw is None:
        return report
    try:
        report.integrity = _integrity(path, raw, report)
        ids = _session_ids(raw)
        report.readable = bool(ids) or report.integrity
        equal = [_examine_session(raw, session_id, report) for session_id in ids]
        report.document_equals_projection = report.readable and all(equal)
        with suppress(*_DAMAGE):
            if last := lacks_log(raw, log_there=log_path(path).exists()):
                report.lost.append(without_log(path, last))
    finally:
        raw.close()
    return report


def rescue(path: Path, target: Path) -> list[str]:
    """Save what is readable of a file to a new one, and return the ids of the sessions in it.

    Raises KnownError where nothing is readable, or where the new file cannot be written.
    """
    raw = _opened(path, Report())
    if raw is None:
        raise damaged(path)
    try:
        ids = _session_ids(raw)
        if not ids:
            raise damaged(path)
        saved = [(session_id, *_readable(raw, session_id)) for session_id in ids]
        sealed = [_sealed(raw, session_id, records) for session_id, records, _answers, _notes in saved]
    finally:
        raw.close()

    with making(target) as connection:
        for (session_id, records, answers, notes), drawers in zip(saved, sealed, strict=True):
            label = _("Rescue what was readable")
            sessions.write_new(connection, session_id, records, label=label, answers=answers, notes=notes)
            for table, kept in drawers:
                execute(connection, put(table), kept)
    return ids


def _opened(path: Path, report: Report) -> sqlite3.Connection | None:
    """Return a copy of the file that can be queried, or None where it is no SQLite file of ours at all."""
    try:
        raw = open_snapshot(path)
    except KnownError:
        if not path.is_file():
            raise
        report.lost.append(_("Nothing in the file can be read."))
        return None
    raw.text_factory = lambda content: content.decode("utf-8", "replace")
    try:
        application = raw.execute("PRAGMA application_id").fetchone()[0]
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            report.lost.append(_("The file does not say that it is one of this program."))
        elif version > STORE_VERSION:
            raise NewerFile(
                _("The file {name} was written by a newer version of this program.").format(name=path.name),
                _("It was left as it is."),
                _("Install the newer version to examine it."),
            )
        elif version < STORE_VERSION:
            upgrade(raw)
    except _DAMAGE:
        report.lost.append(_("Nothing in the file can be read."))
        raw.close()
        return None
    except BaseException:
        raw.close()
        raise
    return raw


def _integrity(path: Path, raw: sqlite3.Connection, report: Report) -> bool:
    try:
        found = [row[0] for row in raw.execute("PRAGMA integrity_check(20)")]
        if found != ["ok"]:
            report.lost.extend(_("The file’s pages: {problem}").format(problem=problem) for problem in found)
            return False
        check_tables(path, raw)
        return True
    except KnownError:
        report.lost.append(_("A table or a column is missing, or there is one that is not ours."))
    except _DAMAGE as error:
        report.lost.append(_("The file’s pages: {problem}").format(problem=error))
    return False


def _session_ids(raw: sqlite3.Connection) -> list[str]:
    """Return the ids of all sessions that leave a trace anywhere."""
    ids: dict[str, None] = {}
    for table in ("_heads", "sessions", "elements"):
        for row in _each(raw, f"SELECT DISTINCT session_id FROM {table}", ()):
            if isinstance(row[0], str):
                ids[row[0]] = None
    return list(ids)


def _examine_session(raw: sqlite3.Connection, session_id: str, report: Report) -> bool:
    """Tell whether a session's document equals its rows; what is lost goes into the report."""
    updates, whole = _sound_updates(raw, session_id)
    if not whole:
        report.lost.append(_('Session "{id}": a part of its history.').format(id=session_id))
    if not _are_sound(inspection.kept_states(raw, session_id, altered=True)):
        report.lost.append(_('Session "{id}": a saved state of its map.').format(id=session_id))
    document = {ref_of(record): record for record in Document(updates).records()}
    try:
        shown = {ref_of(record): record for record in rows.read_all(raw, session_id)}
    except _DAMAGE:
        shown = {ref_of(record): record for record in _readable_rows(raw, session_id)}
        report.lost.append(_('Session "{id}": some of its rows.').format(id=session_id))
    equal = document == shown
    if whole and not equal:
        differing = [ref for ref in {**document, **shown} if document.get(ref) != shown.get(ref)]
        names = ", ".join(f"{ref.root} {ref.id}" for ref in differing[:10])
        report.lost.append(
            _('Session "{id}": rows and history differ in {count} places ({names}).').format(
                id=session_id, count=len(differing), names=names
            )
        )
    return equal


def _sound_updates(raw: sqlite3.Connection, session_id: str) -> tuple[list[bytes], bool]:
    """Return the journal's updates from the first to the last sound one, and whether these are all."""
    found: list[bytes] = []
    query = "SELECT n, bytes, crc FROM _journal WHERE session_id = ? ORDER BY n"
    whole, document = True, Document()
    for n, content, crc in _each(raw, query, (session_id,)):
        if n != len(found) + 1 or not isinstance(content, bytes) or zlib.crc32(content) != crc:
            whole = False
            break
        try:
            document.take(content)
        except BadUpdate:
            whole = False
            break
        found.append(content)
    try:
        head = journal.read_head(raw, session_id)
    except _DAMAGE:
        head = None
    return found, whole and head is not None and head.n == len(found)


def _readable(raw: sqlite3.Connection, session_id: str) -> tuple[list[Record], list[Answer], list[PrivateNote]]:
    """Return what can be read of a session: the rows as they are, and from history what has no readable row."""
    updates, whole = _sound_updates(raw, session_id)
    from_history = {ref_of(record): record for record in Document(updates).records()}
    if whole:
        records = from_history
    else:
        records = {**from_history, **{ref_of(record): record for record in _readable_rows(raw, session_id)}}
    if Ref("session", session_id) not in records:
        records[Ref("session", session_id)] = SessionRecord(id=session_id, label=_("Rescued session"))
    board = Board(records.values())
    answers = [a for a in _read_or_nothing(lambda: drawer.read_answers(raw, session_id)) if _is_whole(a)]
    notes = [n for n in _read_or_nothing(lambda: drawer.read_notes(raw, session_id)) if _is_whole(n)]
    return list(board.records()), answers, notes


def _sealed(
    raw: sqlite3.Connection, session_id: str, records: Sequence[Record]
) -> list[tuple[Table, list[dict[str, Any]]]]:
    """Return the sealed sheets and paper ballots of open rounds as they are; the laptop that has the key opens them."""
    rounds = {record.id for record in records if isinstance(record, Round) and record.closed_order is None}
    found = []
    for table in SEALED:
        columns = list(table.columns.keys())
        shapes = [bytes if isinstance(column.type, LargeBinary) else str for column in table.columns]
        query = f"SELECT {', '.join(columns)} FROM {table.name} WHERE session_id = ?"
        whole = (row for row in _each(raw, query, (session_id,)) if all(map(isinstance, row, shapes)))
        kept = [dict(zip(columns, row, strict=True)) for row in whole]
        found.append((table, [row for row in kept if row["round"] in rounds]))
    return found


def _readable_rows(raw: sqlite3.Connection, session_id: str) -> Iterator[Record]:
    """Yield the records whose rows can be read, from either end of each table up to the damage."""
    seen: set[Ref] = set()
    for root in ROOTS:
        for backwards in (False, True):
            try:
                for record in rows.read_root(raw, session_id, root, backwards=backwards):
                    ref = Ref(root, record.id)
                    if ref not in seen and isinstance(record.id, str):
                        seen.add(ref)
                        yield from_flat(root, record.id, flat(record))
                break
            except _DAMAGE:
                continue


def _are_sound(states: Iterator[bytes]) -> bool:
    with suppress(*_DAMAGE):
        for state in states:
            Document([state])
        return True
    return False


def _is_whole(own: Answer | PrivateNote) -> bool:
    """Tell whether all fields hold words, but for values, which are numbers or missing."""
    return all(
        isinstance(value, int | float | None) if name in ("value", "value2") else isinstance(value, str)
        for name, value in vars(own).items()
    )


def _each(raw: sqlite3.Connection, query: str, given: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield rows up to the first that cannot be read."""
    with suppress(*_DAMAGE):
        yield from raw.execute(query, given)


def _read_or_nothing(read: Callable[[], list[_Item]]) -> list[_Item]:
    try:
        return read()
    except _DAMAGE:
        return []
