"""The job `import` of the command line: files become sessions, or cards on the map of one, with a report."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from stworkshop.cli.jobs import Usage, is_stw, library_of, must_be_new, open_named, telling
from stworkshop.cli.progress import Progress
from stworkshop.commands.base import Refused
from stworkshop.errors import KnownError
from stworkshop.exchange import importing, mapping, readers
from stworkshop.exchange.foreign import LEAVE_OUT, Report
from stworkshop.exchange.incoming import Incoming, beside, incoming, of_content
from stworkshop.exchange.tables import saved_mapping
from stworkshop.exchange.tables.table_columns import ColumnChoices
from stworkshop.i18n import gettext as _
from stworkshop.merge import read_copies
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.kind_words import kind_word
from stworkshop.model.session_content import SessionContent, renumbered
from stworkshop.session import session
from stworkshop.session.session import Session
from stworkshop.store import isolated_reader
from stworkshop.system.terminal import say


def import_(given: argparse.Namespace) -> int:
    """Bring files in, all or none, and print the session ids; what became of files of other programs goes to stderr."""
    _check_usage(given)
    isolated_reader.read([path for path in given.files if is_stw(path)])
    columns = saved_mapping.read(given.map, catalogue()) if given.map else None
    if given.into:
        return _import_onto_map(given, columns)
    if given.to:
        must_be_new(given.to)
        say(_import_as_file(given.files[0], given.to, columns, as_copy=given.as_copy))
        return 0
    library, progress = library_of(given, to_add=True), Progress()
    read = [(path, None if is_stw(path) else _read(path, columns)) for path in given.files]
    told: list[_Told] = []
    for path, found in progress.over(read, _("Importing session")):
        if found is None:
            ids: Sequence[str] = library.add_file(path, replace=given.replace, as_copy=given.as_copy)
        else:
            content, report = found
            ids = [library.add(content, replace=given.replace, as_copy=given.as_copy)]
            told += report
        for made in ids:
            say(made)
    _tell(told)
    return 0


def _check_usage(given: argparse.Namespace) -> None:
    if given.to and (len(given.files) > 1 or given.replace):
        raise Usage(_("--to takes one file, and no --replace"))
    if given.replace and given.as_copy:
        raise Usage(_("--replace and --as-copy exclude each other"))
    if given.into and (given.to or given.replace or given.as_copy):
        raise Usage(_("--into takes no --to, no --replace and no --as-copy"))
    if given.map and not any(readers.is_table(path) for path in given.files):
        raise Usage(_("--map is for tables: {endings}").format(endings=", ".join(readers.TABLES)))


class _Told(NamedTuple):
    """What is said about one file: what became of its words, and how its columns were taken."""

    name: str
    report: Report
    columns: str = ""


def _told(found: Incoming, report: Report, *, suggested: bool) -> _Told:
    columns = _columns_sentence(found.columns) if found.columns is not None and suggested else ""
    return _Told(found.foreign.name, report, columns)


def _read(path: Path, columns: ColumnChoices | None) -> tuple[SessionContent, list[_Told]]:
    """Return the session that a file holds or makes, and what is told about it."""
    if not importing.is_foreign(path):
        told = [_Told(path.name, Report(left_out=missing))] if (missing := importing.not_held(path)) else []
        return importing.completed(importing.read_ours(path, catalogue()), catalogue()), told
    found = incoming(path, catalogue(), columns=columns if readers.is_table(path) else None)
    plan = mapping.planned(found.foreign, found.choices, Board(), catalogue())
    content = mapping.session_of(found.foreign, plan, catalogue())
    return content, [_told(found, plan.report, suggested=columns is None)]


def _import_as_file(source: Path, target: Path, columns: ColumnChoices | None, *, as_copy: bool) -> str:
    if not is_stw(source):
        content, told = _read(source, columns)
        made = session.create_file(target, renumbered(content) if as_copy else content)
        _tell(told)
        return made
    with telling(session.open_session(source, read_only=True)) as work:
        if as_copy:
            return session.create_file(target, renumbered(work.content()))
        work.export_stw(target)
        return work.id


def _import_onto_map(given: argparse.Namespace, columns: ColumnChoices | None) -> int:
    """Bring the cards and links of all files onto the map of one session, a step for each file."""
    with open_named(given, given.into) as work:
        _must_be_others(given.files, work)
        named = attribution.shows_names(work.board.session)
        read = [_incoming(path, work.board, columns, named) for path in given.files]
        progress = Progress()
        for found in progress.over(read, _("Importing file")):
            _bring_in(work, found, suggested=columns is None)
        say(work.id)
    return 0


def _must_be_others(paths: Sequence[Path], work: Session) -> None:
    """Refuse copies of the session itself: they are merged, or all of its cards would stand there twice."""
    copy = next((path for path in paths if is_stw(path) and work.lineage in read_copies.lineages(path)), None)
    if copy is not None:
        raise KnownError(
            _("“{name}” is a copy of this session.").format(name=copy.name),
            _("Nothing was brought in."),
            _("Bring both together instead: stworkshop merge."),
        )


def _incoming(path: Path, board: Board, columns: ColumnChoices | None, named: bool) -> Incoming:
    if is_stw(path):
        return of_session(path)
    if not importing.is_foreign(path):
        return of_content(importing.read_any(path), path.name, catalogue())
    used = columns if readers.is_table(path) else None
    return incoming(path, catalogue(), board=board, columns=used, named=named)


def of_session(path: Path) -> Incoming:
    """Return the cards and links of another session, to stand beside those of a map; raises KnownError."""
    with telling(session.open_session(path, read_only=True)) as work:
        return beside(SessionContent(list(work.board.records())), path.name, catalogue())


def bring_beside(work: Session, found: Incoming) -> Sequence[str]:
    """Bring another session's cards and links onto a map as one step; tell of it, and return their ids."""
    return _bring_in(work, found, suggested=False)


def _bring_in(work: Session, found: Incoming, *, suggested: bool) -> Sequence[str]:
    made: Sequence[str] = ()
    plan = mapping.planned(found.foreign, found.choices, work.board, catalogue())
    if plan.records:
        outcome = work.run("bring_in", records=[dict(entry) for entry in plan.records])
        if isinstance(outcome, Refused):
            raise KnownError(outcome.message)
        if work.trouble:
            raise KnownError(work.trouble)
        made = outcome.ids
    _tell([_told(found, plan.report, suggested=suggested)])
    return made


def _columns_sentence(columns: ColumnChoices) -> str:
    pairs = zip(columns.heads, columns.roles, strict=True)
    listed = "; ".join(f"{head} = {_('left out') if role == LEAVE_OUT else role}" for head, role in pairs)
    kind = kind_word(catalogue(), columns.kind)
    sentence = _("The columns were taken as they seem: a row is one “{kind}”; {listed}. Use --map to say it otherwise.")
    return sentence.format(kind=kind, listed=listed)


def _tell(files: Sequence[_Told]) -> None:
    """Say on stderr what became of each file, a sentence a line."""
    for told in files:
        lines = [told.columns] if told.columns else []
        lines += told.report.taken
        lines += [_("Changed: {sentence}").format(sentence=sentence) for sentence in told.report.changed]
        lines += [_("Left out: {sentence}").format(sentence=sentence) for sentence in told.report.left_out]
        for line in lines:
            say(f"{told.name}: {' '.join(line.split())}", error=True)
