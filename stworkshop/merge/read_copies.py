"""Copies of a session, read from their files to come together: who they are, what they hold, where they parted.

A file is only read here; nothing in it is changed.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.merge.copies import PLENARY, Copy
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import Record, Ref
from stworkshop.session.timeline import Timeline, change_between, read_timeline
from stworkshop.store import copies, database, isolated_reader, journal, merge_bases
from stworkshop.store.error_messages import counted_as_none, damaged, without_log, writing
from stworkshop.store.merge_bases import Base


@dataclass(frozen=True)
class CopyFile:
    """One copy as its file holds it: `table` is its name, PLENARY for the session that copies were made from."""

    path: Path
    table: str
    letter: str
    session_id: str
    lineage: str
    updated: str
    board: Board
    timeline: Timeline
    state: bytes
    bases: tuple[Base, ...]
    lacks: str = ""
    """What says that the file was copied while it was open, or that it holds what no field holds."""


@dataclass(frozen=True)
class Gathering:
    """Copies that share a start, by table; `parted` is when they parted (ISO 8601, "" where nothing says so)."""

    files: tuple[CopyFile, ...]
    copies: tuple[Copy, ...]
    parted: str
    twice: tuple[tuple[str, str], ...] = ()
    """Names of files that are the same copy as another one, which counts, and of that one."""

    @property
    def plenary(self) -> CopyFile:
        """The file that the others are merged into: the session they were made from, else the first table's."""
        return self.files[0]

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(file.table for file in self.files if file.table != PLENARY)


def read_copies(paths: Iterable[Path]) -> list[CopyFile]:
    """Read copies of others, in a process of their own first; raises KnownError, DamagedFile as `read_copy` does."""
    known = list(paths)
    isolated_reader.read(known)
    return [read_copy(path) for path in known]


def read_copy(path: Path, session_id: str = "") -> CopyFile:
    """Read one copy, of a library the session named; raises KnownError where there is none, DamagedFile."""
    with _reading(path) as raw:
        heads = [head for head in journal.read_heads(raw) if session_id in ("", head.session_id)]
        if len(heads) != 1:
            raise KnownError(
                _("“{name}” holds {n} sessions, not one.").format(name=path.name, n=len(heads)),
                todo=_("Choose the session file (.stw) of one workshop."),
            )
        (head,) = heads
        given = tuple(merge_bases.read(raw, head.session_id))
        updates = list(journal.updates(raw, path, head.session_id))
        last = database.lacks_log(raw, log_there=database.log_path(path).exists())
    document = _document(path, updates)
    timeline = read_timeline(path, head.session_id)
    board = timeline.board_at(len(timeline) - 1)
    letter = next((base.letter for base in given if base.name == head.table_name), "")
    told = (without_log(path, last) if last else "", counted_as_none(path, sum(1 for _one in document.unfit())))
    return CopyFile(
        path, head.table_name, letter, head.session_id, head.lineage, head.updated, board, timeline,
        document.state(), given, " ".join(filter(None, told)),
    )  # fmt: skip


def lineages(path: Path) -> dict[str, str]:
    """Return the tables of the sessions that a file holds by lineage, without reading more; none of another file."""
    try:
        with _reading(path) as raw:
            return {head.lineage: head.table_name for head in journal.read_heads(raw)}
    except (KnownError, OSError):
        return {}


def letter_for(name: str, given: Mapping[str, str]) -> str:
    """Return the letter that the codes of a table will bear; `given` are those of the others, by table."""
    return merge_bases.free_letter(name, [Base(table, "", letter, b"") for table, letter in given.items()])


def letters_given(path: Path, session_id: str) -> dict[str, str]:
    """Return the letters of the tables that a session gave copies to, by table; raises KnownError."""
    with _reading(path) as raw:
        return {base.name: base.letter for base in merge_bases.read(raw, session_id)}


def gather(files: Iterable[CopyFile], own: Path | None = None) -> Gathering:
    """Return the copies with what they held when they parted, the plenary first; raises KnownError.

    The order of the files does not matter; the one at `own` is the plenary, whatever else was copied from it. A copy
    that was merged before is compared with what it was then. A table's copy that comes twice counts once.
    """
    given = sorted(files, key=lambda file: (file.table, file.updated, file.path.name))
    if len(given) < 2:
        raise KnownError(_("Choose at least two copies to bring together."))
    kept, twice = _each_once(given, own)
    known = _named(kept, own)
    strangers = [file for file in known if file.lineage != known[0].lineage]
    if strangers:
        raise KnownError(
            _("“{name}” does not come from the same start as “{first}”.").format(
                name=strangers[0].path.name, first=known[0].path.name
            ),
            _("Nothing was merged, and the files are as they were."),
            _("Its cards can stand beside those of the map: stworkshop import --into."),
        )
    starts = {file.table: _base(file, known) for file in known if file.table != PLENARY}
    moments = [at for at, _board in starts.values() if at]
    first = min(starts.values(), key=lambda start: start[0], default=("", known[0].board))
    held = [
        Copy(file.table, file.board, start[1], _times(file), _pushed(file, start[0]))
        for file in known
        for start in [first if file.table == PLENARY else starts[file.table]]
    ]
    if not any(file.table == PLENARY for file in known):
        held = [*_meanwhile(starts), *held]
    return Gathering(tuple(known), tuple(held), min(moments, default=""), tuple(twice))


def by_start(files: Sequence[CopyFile]) -> tuple[list[CopyFile], list[CopyFile]]:
    """Return the copies that share a start, and the files of other starts; of several starts the commonest counts.

    Of starts that are as common, that of the first file counts.
    """
    common = Counter(file.lineage for file in files).most_common(1)[0][0] if files else ""
    kin = [file for file in files if file.lineage == common]
    return kin, [file for file in files if file.lineage != common]


def alone(file: CopyFile) -> Gathering:
    """Return a session with no copy of its own at hand, which others come beside."""
    return Gathering((file,), (), "")


def write_plenary(gathering: Gathering, path: Path) -> None:
    """Write the file that the copies are merged into, with its history, under no table's name; raises KnownError."""
    plenary = gathering.plenary
    source = database.open_for_reading(plenary.path)
    try:
        copies.with_history(source, plenary.session_id, path, for_others=False)
    finally:
        source.close()
    if plenary.table == PLENARY:
        return
    target = database.open_for_work(path)
    try:
        with writing(path), target.writing() as connection:
            journal.set_head(connection, plenary.session_id, "table_name", PLENARY)
    finally:
        target.close()


def write_for_plenary(path: Path, session_id: str, target: Path) -> None:
    """Write a table's copy for those who gave it: with its history, without the table's drawer; raises KnownError."""
    source = database.open_for_reading(path)
    try:
        copies.with_history(source, session_id, target, for_others=True)
    finally:
        source.close()


def new_bases(gathering: Gathering) -> list[Base]:
    """Return what the tables are now, for the merge after this one."""
    return [
        Base(file.table, file.updated, file.letter, file.state) for file in gathering.files if file.table != PLENARY
    ]


def updates(gathering: Gathering) -> list[bytes]:
    """Return the documents of all copies; that of the one they are merged into may hold more than its file."""
    return [file.state for file in gathering.files]


def towards(now: Board, wanted: Mapping[Ref, Record]) -> Change:
    """Return the change that makes the board hold `wanted`, and nothing else."""
    return change_between(now, Board(wanted.values()))


def _each_once(files: Sequence[CopyFile], own: Path | None) -> tuple[list[CopyFile], list[tuple[str, str]]]:
    """Return the copies, each once, and which files are another's twin.

    Of two that hold the same, the one that holds more counts. Where each of two of one table holds something that the
    other lacks, both are one copy: what both changed is as in the newer one. `files` are sorted by table, then by age.
    """
    kept: list[CopyFile] = []
    twice: list[tuple[str, str]] = []
    for file in files:
        twin = next((k for k, one in enumerate(kept) if _are_one(one, file, own)), None)
        if twin is None:
            kept.append(file)
            continue
        counts = _both(kept[twin], file, own)
        other = file if counts.path == kept[twin].path else kept[twin]
        twice = [(name, counts.path.name if into == other.path.name else into) for name, into in twice]
        twice.append((other.path.name, counts.path.name))
        kept[twin] = counts
    return kept, twice


def _are_one(one: CopyFile, other: CopyFile, own: Path | None) -> bool:
    """Tell whether two files are one copy: of one table, or one holding all that the other does.

    What is open here is never another's twin: only what it holds already is one with it.
    """
    if one.table != other.table or one.lineage != other.lineage:
        return False
    if own in (one.path, other.path):
        here, there = (one, other) if one.path == own else (other, one)
        return _holds_all(here, there)
    return one.table != PLENARY or _holds_all(one, other) or _holds_all(other, one)


def _both(older: CopyFile, newer: CopyFile, own: Path | None) -> CopyFile:
    """Return the one of two files that holds all of both; else the newer one with what only the older one holds."""
    if older.path != own and _holds_all(newer, older):
        return newer
    if _holds_all(older, newer):
        return older
    document = Document([older.state, newer.state])
    board = Board(document.records())
    board.apply(change_between(_common_start(newer, older)[1], newer.board))
    return replace(newer, board=board, state=document.state())


def _holds_all(one: CopyFile, other: CopyFile) -> bool:
    return _holds(Document([one.state]), other.path, other.state)


def _named(files: Sequence[CopyFile], own: Path | None) -> list[CopyFile]:
    """Give each copy a name of its own: one plenary at most, what is open here or else the newest; no table twice."""
    plenaries = [file for file in files if file.table == PLENARY]
    plenary = next((file for file in plenaries if file.path == own), plenaries[-1] if plenaries else None)
    taken = {file.table for file in files}
    used: set[str] = set()
    named = []
    for file in sorted(files, key=lambda file: file.path != own):
        name = file.table
        if name in used or (name == PLENARY and file is not plenary):
            stem = name or file.path.stem
            name = next(n for n in (stem, *(f"{stem} {k}" for k in range(2, 1000))) if n not in taken)
            taken.add(name)
        used.add(name)
        named.append(replace(file, table=name))
    return sorted(named, key=lambda file: file.table)


def _base(file: CopyFile, files: Sequence[CopyFile]) -> tuple[str, Board]:
    """Return when and as what a copy was given out or merged last: the newest base that it has seen all of."""
    offered = [(base, other.path) for other in files for base in other.bases if base.name == file.table]
    seen = Document([file.state])
    for base, path in sorted(offered, key=lambda offer: offer[0].at, reverse=True):
        if _holds(seen, path, base.state):
            return base.at, Board(_document(path, [base.state]).records())
    other = next((other for other in files if other is not file), file)
    return _common_start(file, other)


def _holds(document: Document, path: Path, state: bytes) -> bool:
    """Tell whether a document has seen all of a state, which a file holds."""
    before = document.state()
    after = _document(path, [before, state]).state()
    return len(after) == len(before)


def _common_start(file: CopyFile, other: CopyFile) -> tuple[str, Board]:
    """Return the last moment that two histories share."""
    shared = 0
    for one, two in zip(file.timeline.moments, other.timeline.moments, strict=False):
        if one.step != two.step:
            break
        shared += 1
    at = file.timeline.moments[shared - 1].at.isoformat() if shared else ""
    return at, file.timeline.board_at(shared - 1)


def _meanwhile(starts: Mapping[str, tuple[str, Board]]) -> list[Copy]:
    """Return what the plenary did between two givings, where its own file is not at hand."""
    ordered = sorted(starts.values(), key=lambda start: start[0])
    first, last = ordered[0], ordered[-1]
    return [Copy(PLENARY, last[1], first[1])] if first[0] != last[0] else []


def _times(file: CopyFile) -> dict[tuple[Ref, str], tuple[str, str]]:
    """Return when each field of a copy was changed last, and by whom."""
    found: dict[tuple[Ref, str], tuple[str, str]] = {}
    for moment, change in zip(file.timeline.moments, file.timeline.changes, strict=True):
        told = (moment.at.isoformat(timespec="seconds"), moment.peer)
        for ref in (*change.added, *change.removed):
            found[ref, ""] = told
        for ref, fields in change.updated.items():
            for name in fields:
                found[ref, name] = told
    return found


def _pushed(file: CopyFile, since: str) -> frozenset[Ref]:
    """Return the cards whose place only the program has changed since a moment, to make room for new ones."""
    pushed: set[Ref] = set()
    moved: set[Ref] = set()
    begun = datetime.fromisoformat(since) if since else None
    for moment, change in zip(file.timeline.moments, file.timeline.changes, strict=True):
        if begun is not None and moment.at <= begun:
            continue
        for ref, fields in change.updated.items():
            if "pos" in fields:
                (pushed if rules.is_pushed(change, ref) else moved).add(ref)
    return frozenset(pushed - moved)


def _document(path: Path, updates_: Sequence[bytes]) -> Document:
    try:
        return Document(updates_)
    except BadUpdate as error:
        raise damaged(path) from error


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    file = database.open_for_reading(path)
    try:
        with file.reading() as raw:
            yield raw
    finally:
        file.close()
