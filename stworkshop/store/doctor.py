"""The doctor: whether a file is sound, what is lost where it is not, and what can be saved to a new one."""

from __future__ import annotations

import sqlite3
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import LargeBinary, Table

from stworkshop.errors import DamagedFile, NewerFile
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.board import Board
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import ROOTS, Record, Ref, Round, SessionRecord, flat, from_flat, ref_of
from stworkshop.store import drawer, inspection, journal, rows, schema, sessions, wal
from stworkshop.store.database import lacks_log, log_path, making
from stworkshop.store.error_messages import damaged, unreadable, without_log
from stworkshop.store.recovery import recovered
from stworkshop.store.snapshot import open_snapshot
from stworkshop.store.statements import execute, put
from stworkshop.store.tables import APPLICATION_ID, SEALED, STORE_VERSION, TABLE_OF_ROOT
from stworkshop.store.upgrades import KNOWN_VERSIONS, upgrade

_DAMAGE = (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)

_MOST_FAULTS = 100
_NEXT_VERSIONS = 20
"""A file of one of the next versions is believed to be one, though it holds the same tables."""
_LARGEST = 1 << 30
"""Bytes of a file that is no session file at first sight, and is looked through all the same."""

_Item = TypeVar("_Item")


@dataclass
class Report:
    """What an examination found; `lost` are sentences, one for each thing that cannot be read any more."""

    readable: bool = False
    integrity: bool = False
    document_equals_projection: bool = False
    lost: list[str] = field(default_factory=list)
    uncounted: int = 0
    """Values that stay in the file and count as not said, since their fields cannot hold them; that is no damage."""

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
    try:
        ids = _session_ids(raw)
        report.readable = bool(ids) or report.integrity
        if not report.readable:
            report.lost.append(_("Nothing in the file can be read."))
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
    raw = _mended(_opened(path, Report()))
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


def _opened(path: Path, report: Report) -> sqlite3.Connection:
    """Return a copy of a file that is whole, else a clean one with what its pages hold; the report says what is wrong.

    Raises KnownError where there is no file, or one that may not be read, NewerFile.
    """
    try:
        raw = open_snapshot(path)
    except DamagedFile:
        report.lost.append(_("The beginning of the file is damaged, or it is no file of this program."))
        return recovered(_bytes_of(path))
    raw.text_factory = lambda content: content.decode("utf-8", "replace")
    content = b""
    try:
        report.integrity = _is_whole_file(path, raw, report)
        content = b"" if report.integrity else raw.serialize()
    except _DAMAGE:
        report.lost.append(_("The pages of the file are damaged."))
    except BaseException:
        raw.close()
        raise
    if report.integrity:
        return raw
    raw.close()
    return recovered(content or _bytes_of(path))


def _mended(raw: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection, or one to a clean copy in which rows with values that cannot be read have none there."""
    try:
        for session_id in _session_ids(raw):
            deque(rows.read_all(raw, session_id), maxlen=0)
        return raw
    except _DAMAGE:
        clean = recovered(raw.serialize())
        raw.close()
        return clean


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file with those of its log, none of one that is too large to be a session file."""
    beside = log_path(path)
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        return wal.with_log(content, beside.read_bytes()) if beside.exists() else content
    except OSError as error:
        raise unreadable(path, error) from error


def _is_whole_file(path: Path, raw: sqlite3.Connection, report: Report) -> bool:
    """Tell whether a file is one of ours, all of it; it is then of this version. Raises sqlite3.Error, NewerFile."""
    application = raw.execute("PRAGMA application_id").fetchone()[0]
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        report.lost.append(_("The file does not say that it is one of this program."))
        return False
    strange = schema.strangers(raw, older=version < STORE_VERSION)
    if version not in KNOWN_VERSIONS:
        if version > STORE_VERSION and (strange or version <= STORE_VERSION + _NEXT_VERSIONS):
            raise NewerFile(
                _("The file {name} was written by a newer version of this program.").format(name=path.name),
                _("It was left as it is."),
                _("Install the newer version to examine it."),
            )
        report.lost.append(_("The file says that it is of a version that it is not."))
        return False
    if strange:
        report.lost.append(_what_is_strange(strange))
        return False
    found = [row[0] for row in raw.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
    if found != ["ok"]:
        report.lost.append(_faults(len(found)))
        return False
    upgrade(raw)
    return not schema.strangers(raw, older=False)


def _what_is_strange(strange: Sequence[schema.Thing]) -> str:
    known = {(one.sort, one.name) for one in schema.made()}
    added = [one.sort for one in strange if (one.sort, one.name) not in known]
    words = {"trigger": _("triggers"), "view": _("views"), "index": _("indexes")}
    sorts = dict.fromkeys(words.get(sort, _("tables")) for sort in added)
    if not sorts:
        return _("The tables of the file are not as this program makes them. What they hold is read all the same.")
    sentence = _("The file holds {what} that this program does not make. They were not used, and are left out.")
    return sentence.format(what=", ".join(sorts))


def _faults(count: int) -> str:
    if count >= _MOST_FAULTS:
        return _("The pages of the file are damaged in many places.")
    return ngettext(
        "The pages of the file are damaged in {n} place.", "The pages of the file are damaged in {n} places.", count
    ).format(n=count)


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
    name = _("Session “{id}”").format(id=_printable(session_id))
    updates, whole = _sound_updates(raw, session_id)
    if not whole:
        report.lost.append(_("{session}: a part of its history is lost.").format(session=name))
    if not _are_sound(inspection.kept_states(raw, session_id, altered=True)):
        report.lost.append(_("{session}: a state of its map that was kept is damaged.").format(session=name))
    replayed = Document(updates)
    document = {ref_of(record): record for record in replayed.records()}
    report.uncounted += sum(1 for _unfit in replayed.unfit())
    try:
        shown = {ref_of(record): record for record in rows.read_all(raw, session_id)}
    except _DAMAGE:
        shown = {ref_of(record): record for record in _readable_rows(raw, session_id)}
        report.lost.append(_("{session}: some of its rows cannot be read.").format(session=name))
    equal = document == shown
    if whole and not equal:
        differing = [ref for ref in {**document, **shown} if document.get(ref) != shown.get(ref)]
        names = ", ".join(_printable(f"{ref.root} {ref.id}") for ref in differing[:10])
        sentence = ngettext(
            "{session}: rows and history differ in {n} place ({names}).",
            "{session}: rows and history differ in {n} places ({names}).",
            len(differing),
        )
        report.lost.append(sentence.format(session=name, n=len(differing), names=names))
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
        gone = {Ref(*row) for row in _each(raw, "SELECT root, id FROM _gone WHERE session_id = ?", (session_id,))}
        rows_ = {ref_of(record): record for record in _readable_rows(raw, session_id)}
        records = {**{ref: record for ref, record in from_history.items() if ref not in gone}, **rows_}
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
    """Yield the records whose rows can be read; each by itself where not all can."""
    for root in ROOTS:
        try:
            found = list(rows.read_root(raw, session_id, root))
        except _DAMAGE:
            query = f"SELECT id FROM {TABLE_OF_ROOT[root]} WHERE session_id = ?"
            found = []
            for (record_id,) in list(_each(raw, query, (session_id,))):
                with suppress(*_DAMAGE):
                    found += rows.read_root(raw, session_id, root, only=record_id)
        for record in found:
            with suppress(*_DAMAGE):
                yield from_flat(root, record.id, flat(record))


def _printable(words: str) -> str:
    """Return words of a file without what would move the cursor of a terminal, and not too long."""
    return "".join(letter for letter in words if letter.isprintable())[:80]


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
