"""The command `merge`: copies of one session come together in a new file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from stworkshop import files, gathering
from stworkshop.catalogue import catalogue
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.jobs import Usage, must_be_new, plain
from stworkshop.merging import report
from stworkshop.merging.outcome import merge as outcome_of
from stworkshop.progress import Progress
from stworkshop.records import Record, Ref
from stworkshop.session import open_session


def merge(given: argparse.Namespace) -> int:
    """Merge copies into a new file, and print its name; differences that wait for somebody are exit 0."""
    if given.to is None:
        raise Usage(_("--to F.stw is missing"))
    if len(given.files) < 2:
        raise Usage(_("it takes two copies at least"))
    for path in given.files:
        if path.suffix.lower() != ".stw":
            raise Usage(_("{file} is no session file (.stw); import it first").format(file=path))
    must_be_new(given.to)
    progress = Progress()
    found = gathering.gather([gathering.read_copy(path) for path in progress.over(given.files, _("Reading copies"))])
    merged = outcome_of(found.copies, catalogue())
    _write(found, merged.records, given.to)
    if given.report is not None:
        told = [{"table": file.table, "letter": file.letter, "file": file.path.name} for file in found.files]
        data = report.as_data(merged, told, found.parted)
        files.write_whole(
            given.report, (json.dumps(data, ensure_ascii=False, indent=2, default=plain) + "\n").encode("utf-8")
        )
        words = report.in_words(merged, found.tables, found.parted, catalogue())
        files.write_whole(given.report.with_suffix(".txt"), words.encode("utf-8"))
    print(given.to)
    return 0


def _write(found: gathering.Gathering, records: Mapping[Ref, Record], target: Path) -> None:
    """Write the new file: the plenary's with its history, then all copies as one step; whole or not at all."""
    draft = target.with_name(f".{target.stem}.merging.stw")
    draft.unlink(missing_ok=True)
    try:
        gathering.write_plenary(found, draft)
        with open_session(draft) as work:
            work.bring_together(
                _("Tables come together"),
                gathering.updates(found),
                lambda now: gathering.towards(now, records),
                gathering.new_bases(found),
            )
        draft.rename(target)
    except OSError as error:
        raise KnownError(_("“{name}” cannot be written.").format(name=target)) from error
    finally:
        for ending in ("", "-wal", "-shm", ".lock"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)
