"""The command `read-paper`: photographs of paper ballots become sealed sheets, as far as they are clear."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from stworkshop.cli import jobs
from stworkshop.cli.progress import Progress
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.catalogue import catalogue
from stworkshop.session.photographed_ballots import Page, PhotographedBallots, told
from stworkshop.system.terminal import say


def read_paper(given: argparse.Namespace) -> int:
    """Read photographs, take what is clear into the open rounds, and list what a person has to look at."""
    from stworkshop.paper_reading import apart

    for path in given.files:
        if not path.is_file():
            raise jobs.Usage(_("there is no file {file}").format(file=path))
    progress = Progress(quiet=given.json)
    with jobs.open_named(given, given.session) as work:
        found = PhotographedBallots(work.board, catalogue(), work.ballots, work.laptop)
        if not found.forms:
            raise KnownError(
                _("No round is open here whose ballots could be read."),
                _("Nothing was taken."),
                _("Open the round first, on the laptop that prints its ballots."),
            )
        found.add(progress.over(apart.read_files(given.files, found.forms), _("Photographs read:")))
        found.gather()
        for ballot in found.ballots:
            found.take(ballot)
    if given.json:
        jobs.put({"sheets": list(told(found.pages))})
    else:
        _print(found.pages)
    return 0


def _print(pages: Sequence[Page]) -> None:
    for page in pages:
        name = page.code or page.path.name
        doubts = [row for row in page.rows if not row.clear]
        if page.refused:
            say(f"{name}: {page.refused}")
        elif not page.taken:
            say(_("{name}: not taken, because the group is not clear. Type it in from the paper.").format(name=name))
        elif doubts:
            count = len(doubts)
            words = ngettext("{name}: read, {n} to look at", "{name}: read, {n} to look at", count)
            say(words.format(name=name, n=count))
        else:
            say(_("{name}: read").format(name=name))
