"""The command `merge`: copies of one session come together in a new file; other sessions come beside them."""

from __future__ import annotations

import argparse
import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from stworkshop.analysis import likeness
from stworkshop.analysis.table_signs import in_order
from stworkshop.cli import import_job
from stworkshop.cli.jobs import Usage, must_be_new, plain
from stworkshop.cli.progress import Progress
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.merge import read_copies, report
from stworkshop.merge.outcome import Merged
from stworkshop.merge.outcome import merge as outcome_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import ref_of
from stworkshop.session.session import open_session
from stworkshop.store import isolated_reader
from stworkshop.system import temporary_files, whole_files
from stworkshop.system.terminal import say


def merge(given: argparse.Namespace) -> int:
    """Merge copies into a new file, and print its name; differences that wait for somebody are exit 0."""
    if given.to is None:
        raise Usage(_("--to F.stw is missing"))
    if len(given.files) < 2:
        raise Usage(_("at least two copies are needed"))
    for path in given.files:
        if path.suffix.lower() != ".stw":
            raise Usage(_("{file} is no session file (.stw); import it first").format(file=path))
    must_be_new(given.to)
    progress = Progress()
    isolated_reader.read(given.files)
    read = [read_copies.read_copy(path) for path in progress.over(given.files, _("Reading copies"))]
    for found_lacking in filter(None, (file.lacks for file in read)):
        say(found_lacking, error=True)
    kin, strangers = read_copies.by_start(read)
    if len(kin) > 1 or not strangers:
        found = read_copies.gather(kin)
        merged = outcome_of(found.copies, catalogue())
    else:
        found = read_copies.alone(kin[0])
        merged = Merged({ref_of(record): record for record in kin[0].board.records()})
    beside = _write(found, merged, sorted(file.path for file in strangers), given.to)
    if given.report is not None:
        told = [{"table": file.table, "letter": file.letter, "file": file.path.name} for file in found.files]
        data = report.as_data(merged, told, found.parted)
        if found.twice:
            data["twice"] = [{"file": name, "counts": counts} for name, counts in found.twice]
        if beside:
            data["beside"] = [{"file": path.name, "ids": list(ids)} for path, ids in beside.items()]
        whole_files.write_whole(
            given.report, (json.dumps(data, ensure_ascii=False, indent=2, default=plain) + "\n").encode("utf-8")
        )
        words = report.in_words(merged, in_order(found.tables), found.parted, catalogue())
        words += "".join(f"{line}\n" for line in report.twice_in_words(found.twice))
        words += report.beside_in_words(merged, [(path.name, ids) for path, ids in beside.items()])
        whole_files.write_whole(given.report.with_suffix(".txt"), words.encode("utf-8"))
    say(given.to)
    return 0


def _write(
    found: read_copies.Gathering, merged: Merged, strangers: Sequence[Path], target: Path
) -> dict[Path, Sequence[str]]:
    """Write the new file: the plenary's with its history, then all copies as one step; whole or not at all.

    Sessions of another start come beside, a step each; `merged` takes what is there then, with what looks alike.
    Return the ids of what came, by file.
    """
    with temporary_files.draft(target.with_name(f".{target.stem}.{secrets.token_hex(4)}.stw")) as draft:
        return _write_draft(found, merged, strangers, draft, target)


def _write_draft(
    found: read_copies.Gathering, merged: Merged, strangers: Sequence[Path], draft: Path, target: Path
) -> dict[Path, Sequence[str]]:
    beside: dict[Path, Sequence[str]] = {}
    try:
        read_copies.write_plenary(found, draft)
        with open_session(draft) as work:
            if len(found.files) > 1 or found.twice:
                work.bring_together(
                    _("Tables come together"),
                    read_copies.updates(found),
                    lambda now: read_copies.towards(now, merged.records),
                    read_copies.new_bases(found),
                )
            for path in strangers:
                beside[path] = import_job.bring_beside(work, import_job.of_session(path))
            _take_in(merged, work.board, beside)
        draft.rename(target)
    except OSError as error:
        raise KnownError(_("“{name}” cannot be written.").format(name=target)) from error
    return beside


def _take_in(merged: Merged, board: Board, beside: Mapping[Path, Sequence[str]]) -> None:
    """Take in what came beside: cards that look alike in two of the sessions are suggested as duplicates, too."""
    if not beside:
        return
    merged.records = {ref_of(record): record for record in board.records()}
    came = {made: path for path, ids in beside.items() for made in ids}
    merged.provenance |= {made: (path.stem,) for made, path in came.items()}
    known = {frozenset(pair) for pair in merged.duplicates}
    for pair in likeness.alike(board):
        apart = came.get(pair.first) != came.get(pair.second)
        if apart and frozenset((pair.first, pair.second)) not in known:
            merged.duplicates.append((pair.first, pair.second))
    merged.duplicates.sort()
