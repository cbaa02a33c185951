"""The command line: every job that needs no screen and no socket. stdout carries data only.

Exit code 0; 1 for a known error, told in one line on stderr; 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from stworkshop.cli import import_job, jobs, merge_job
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.system import private_traceback, temporary_files, terminal
from stworkshop.version import NAME, VERSION

Job = Callable[[argparse.Namespace], int]
Option = tuple[list[str], dict[str, Any]]


def _read_paper(given: argparse.Namespace) -> int:
    from stworkshop.cli import paper_job  # it measures pictures with scipy, which no other command needs

    return paper_job.read_paper(given)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands; the window adds its own to `parser.subcommands`."""
    parser = argparse.ArgumentParser(
        prog="stworkshop", description=_("Maps for co-design workshops about AI in public services.")
    )
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}", help=_("print name and version"))
    _add_library(parser, default=None)
    parser.set_defaults(job=None)
    commands = parser.add_subparsers(metavar=_("COMMAND"), dest="command")
    for name, description, job, options in _SUBCOMMANDS:
        sub = commands.add_parser(name, help=description, description=description)
        _add_library(sub, default=argparse.SUPPRESS)
        sub.set_defaults(job=job)
        for flags, settings in options:
            sub.add_argument(*flags, **settings)
    parser.subcommands = commands  # type: ignore[attr-defined]
    return parser


def add_subcommand(parser: argparse.ArgumentParser, name: str, description: str, job: Job) -> argparse.ArgumentParser:
    """Add one more subcommand to the parser, with the options that all share, and return its parser."""
    sub: argparse.ArgumentParser = parser.subcommands.add_parser(  # type: ignore[attr-defined]
        name, help=description, description=description
    )
    _add_library(sub, default=argparse.SUPPRESS)
    sub.set_defaults(job=job)
    return sub


def main(arguments: Sequence[str] | None = None, parser: argparse.ArgumentParser | None = None) -> int:
    """Run one subcommand and return the exit code."""
    parser = parser or build_parser()
    try:
        with terminal.guarded():
            given = parser.parse_args(arguments)
            if given.job is None:
                parser.print_help(sys.stderr)
                return 2
            return run(given)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - kept until the program ends
        return 1


def run(given: argparse.Namespace) -> int:
    """Run the job of parsed arguments; known errors become one line on stderr."""
    temporary_files.sweep()
    try:
        return int(given.job(given))
    except jobs.Usage as error:
        terminal.say(f"stworkshop: {error}", error=True)
        return 2
    except KnownError as error:
        terminal.say(f"stworkshop: {error}", error=True)
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        terminal.say(f"stworkshop: {_os_words(error)}", error=True)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        terminal.say(_("stworkshop: a mistake of the program. What was acknowledged is safe."), error=True)
        private_traceback.tell(type(error), error, error.__traceback__)
        return 1


def _os_words(error: OSError) -> str:
    where = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{where}."


def _add_library(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--library",
        metavar="FILE",
        type=Path,
        default=default,
        help=_("the library to use; else STWORKSHOP_LIBRARY, else the one in your data folder"),
    )


def _tiles(value: str) -> tuple[int, int]:
    """Return columns and rows of "3x2"."""
    columns, _by, rows = value.lower().partition("x")
    if not (columns.isdecimal() and rows.isdecimal() and 1 <= int(columns) <= 12 and 1 <= int(rows) <= 12):
        raise argparse.ArgumentTypeError(_("columns and rows of sheets are written as 3x2, at most 12x12"))
    return int(columns), int(rows)


def _count(value: str) -> int:
    """Return a number of people."""
    if not value.isdecimal() or int(value) > _MOST_PEOPLE:
        raise argparse.ArgumentTypeError(_("takes a number from 0 to {most}").format(most=_MOST_PEOPLE))
    return int(value)


_MOST_PEOPLE = 500
_SESSION: Option = (["session"], {"metavar": "SESSION", "help": _("a file, or an id or title in the library")})
_JSON: Option = (["--json"], {"action": "store_true", "help": _("as JSON")})
_TO_STW: Option = (["--to"], {"metavar": "F.stw", "type": Path, "help": _("into this new file, not into the library")})

_SUBCOMMANDS: tuple[tuple[str, str, Job, tuple[Option, ...]], ...] = (
    (
        "new",
        _("make a session"),
        jobs.new,
        (
            (["--label"], {"required": True, "help": _("its title")}),
            (["--agenda"], {"default": "", "metavar": "ID", "help": _("the agenda it follows")}),
            _TO_STW,
        ),
    ),
    (
        "import",
        _("bring files in: .stw .json .yaml, tables, and maps of other programs"),
        import_job.import_,
        (
            (["files"], {"metavar": "FILE", "nargs": "+", "type": Path}),
            _TO_STW,
            (["--replace"], {"action": "store_true", "help": _("put it in the place of the session with its id")}),
            (["--as-copy"], {"action": "store_true", "help": _("give it an id of its own")}),
            (
                ["--into"],
                {"default": "", "metavar": "SESSION", "help": _("bring cards onto this session’s map")},
            ),
            (["--map"], {"metavar": "FILE", "type": Path, "help": _("what the columns of a table become (.json)")}),
        ),
    ),
    ("demo", _("put the four sample sessions into the library"), jobs.demo, ()),
    ("list", _("list the sessions of the library"), jobs.list_, (_JSON,)),
    (
        "show",
        _("show counts, agreement, dots and risks"),
        jobs.show,
        (
            _SESSION,
            _JSON,
            (
                ["--participants"],
                {"action": "store_true", "help": _("also list the people, with their ids, for yourself alone")},
            ),
        ),
    ),
    (
        "check",
        _("list the questions that the map asks"),
        jobs.check,
        (
            _SESSION,
            _JSON,
            (
                ["--fail-on"],
                {
                    "choices": ["must", "should"],
                    "default": "",
                    "help": _("exit 1 where a question of this weight or above is open"),
                },
            ),
        ),
    ),
    (
        "export",
        _("write a file; its ending says which"),
        jobs.export,
        (
            _SESSION,
            (
                ["--to"],
                {
                    "required": True,
                    "metavar": "OUT",
                    "type": Path,
                    "help": _(".pdf .map.pdf .docx .html .svg .png .json .csv .csv.zip .xlsx .graphml .ics .gif .stw"),
                },
            ),
            (
                ["--edition"],
                {
                    "choices": ["participants", "one-sheet", "decision-makers", "engineers", "absent", "takeaway"],
                    "default": "participants",
                    "help": _("for whom the summary is"),
                },
            ),
            (
                ["--draft"],
                {
                    "choices": ["fria", "atrs", "aia", "altai", "iso42010"],
                    "default": "",
                    "help": _("a working draft for this instrument, as .docx or .pdf"),
                },
            ),
            (
                ["--part"],
                {"default": "", "metavar": "CODE", "help": _("the record (atrs) of this technical part only")},
            ),
            (["--sheet"], {"default": "", "metavar": "NAME", "help": _("sheets for wall and table: kit, cards, …")}),
            (["--people"], {"type": _count, "default": 0, "metavar": "N", "help": _("sheets for so many people")}),
            (["--save-ink"], {"action": "store_true", "help": _("cards with outlines only")}),
            (
                ["--cards"],
                {
                    "dest": "chosen",
                    "action": "extend",
                    "nargs": "+",
                    "default": [],
                    "metavar": "WHICH",
                    "help": _("cards to cut out: blank:KIND:COUNT, typical:KIND, map, map:KIND"),
                },
            ),
            (["--short"], {"action": "store_true", "help": _("cover and decisions only")}),
            (["--large-print"], {"action": "store_true", "help": _("18 point letters")}),
            (["--grey"], {"action": "store_true", "help": _("without colour")}),
            (
                ["--paper"],
                {
                    "choices": ["A4", "Letter", "A3", "A2", "A1", "A0"],
                    "default": "A4",
                    "help": _("paper; from A3 on, the map as a poster"),
                },
            ),
            (
                ["--tiles"],
                {
                    "type": _tiles,
                    "default": (0, 0),
                    "metavar": "COLSxROWS",
                    "help": _("the map as a poster on so many sheets"),
                },
            ),
            (["--theme"], {"choices": ["light", "dark", "projector"], "default": "light", "help": _("of a map")}),
            (
                ["--links"],
                {
                    "choices": ["story", "all"],
                    "default": "story",
                    "help": _("of a map: its story and roads, or all lines"),
                },
            ),
            (["--view"], {"default": "", "metavar": "ID", "help": _("draw this view (vp-risk, …), not the map")}),
            (["--ballots"], {"default": "", "metavar": "ROUND", "help": _("paper ballots of an open round, as .pdf")}),
            (
                ["--copies"],
                {"type": int, "default": 0, "metavar": "N", "help": _("so many ballots, or a kit for so many")},
            ),
            (["--fillable"], {"action": "store_true", "help": _("ballots to be filled in on a screen")}),
            (["--for-others"], {"action": "store_true", "help": _("without the organiser’s answers")}),
            (["--without-history"], {"action": "store_true", "help": _("a .stw without its history")}),
        ),
    ),
    ("schema", _("print the JSON Schema of the format"), jobs.schema, ()),
    ("commands", _("list the commands that `apply` takes"), jobs.commands, (_JSON,)),
    (
        "apply",
        _("carry out commands, one JSON object a line"),
        jobs.apply,
        (_SESSION, (["file"], {"nargs": "?", "default": "-", "metavar": "FILE"})),
    ),
    (
        "read-paper",
        _("read photographs of paper ballots: what is clear is taken, what is not is listed"),
        _read_paper,
        (
            _SESSION,
            (["files"], {"metavar": "FILE", "nargs": "+", "type": Path, "help": _("photographs, or scans as PDF")}),
            _JSON,
        ),
    ),
    (
        "doctor",
        _("examine a file, and save what is readable"),
        jobs.doctor,
        ((["file"], {"metavar": "FILE", "type": Path}), _TO_STW, _JSON),
    ),
    (
        "copy",
        _("make a table’s copy of a session"),
        jobs.copy,
        (
            _SESSION,
            (["--table"], {"required": True, "metavar": "NAME", "help": _("name of the table")}),
            (["--to"], {"required": True, "metavar": "F.stw", "type": Path}),
        ),
    ),
    (
        "merge",
        _("bring copies of one session together in a new file"),
        merge_job.merge,
        (
            (["files"], {"metavar": "F.stw", "nargs": "+", "type": Path}),
            (["--to"], {"metavar": "OUT.stw", "type": Path, "default": None, "help": _("the new file")}),
            (
                ["--report"],
                {
                    "metavar": "R.json",
                    "type": Path,
                    "default": None,
                    "help": _("what came of it, with R.txt beside it"),
                },
            ),
        ),
    ),
    (
        "forget",
        _("take back a participant’s name and words"),
        jobs.forget,
        (_SESSION, (["--participant"], {"required": True, "metavar": "ID"})),
    ),
)

if __name__ == "__main__":
    sys.exit(main())
