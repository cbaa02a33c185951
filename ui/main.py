"""The program: `open` and no command at all start the window, every other command is the command line's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from stworkshop.cli import command_line, jobs
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.rules import ROLES
from ui.shell.starting import Starting

_ASKED = ("join", "work_together", "code", "name", "port", "address", "role", "json")
_DIGITS = 6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; Qt is loaded only for the window."""
    return command_line.main(arguments, build_parser())


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole program: the command line's, and what opens a window or hosts a room."""
    parser = command_line.build_parser()
    opening = command_line.add_subcommand(parser, "open", _("open the window, with a session"), open_window)
    opening.add_argument("session", nargs="?", default="", metavar="SESSION", help=_("a file, or an id or title"))
    _add_joining(opening)
    _add_opening(opening)
    _add_joining(parser)
    _add_host(parser)
    parser.set_defaults(job=open_window, session="")
    return parser


def _add_joining(parser: argparse.ArgumentParser) -> None:
    """Let the window join a room; also without a command, as these are left out where they are not given."""
    group = parser.add_argument_group(_("join a room that is open on another laptop"))
    group.add_argument("--join", metavar="URL", default=argparse.SUPPRESS, help=_("its address, or its invitation"))
    group.add_argument("--code", metavar="C", default=argparse.SUPPRESS, help=_("the room’s code of six digits"))
    group.add_argument("--name", metavar="NAME", default=argparse.SUPPRESS, help=_("your name, as others see it"))


def _add_opening(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("open the session to other laptops on the local network"))
    group.add_argument(
        "--work-together", action="store_true", help=_("open the room at once, with --code and --name where given")
    )
    group.add_argument("--port", type=int, default=0, metavar="N", help=_("the port; 0 for any free one"))
    group.add_argument("--address", default="", metavar="IP", help=_("listen on this address only"))
    group.add_argument("--role", choices=ROLES, default="", help=_("what guests may do"))
    group.add_argument("--json", action="store_true", help=_("print address, code and fingerprint as JSON"))


def _add_host(parser: argparse.ArgumentParser) -> None:
    hosting = command_line.add_subcommand(
        parser, "host", _("open a session to the local network, without a screen"), host
    )
    hosting.add_argument("session", metavar="SESSION", help=_("a file, or an id or title in the library"))
    hosting.add_argument("--port", type=int, default=0, metavar="N", help=_("the port; 0 for any free one"))
    hosting.add_argument("--address", default="", metavar="IP", help=_("listen on this address only"))
    hosting.add_argument("--code", default="", metavar="C", help=_("the code of six digits; a random one if left out"))
    hosting.add_argument("--role", choices=ROLES, default="editor", help=_("what guests may do"))
    words = _("guests’ laptops are passed on: several sheets of a round may come from each")
    hosting.add_argument("--passed-on", action="store_true", help=words)
    hosting.add_argument("--open", action="store_true", help=_("also let other Yjs programs in, by the code"))
    hosting.add_argument(
        "--growth",
        type=int,
        default=None,
        metavar="MB",
        help=_("megabytes that guests may add before they have to wait"),
    )
    hosting.add_argument("--json", action="store_true", help=_("as JSON"))
    phones = hosting.add_argument_group(_("ask the open round with telephones, too"))
    phones.add_argument("--phones", action="store_true", help=_("people answer in the browser of their telephone"))
    phones.add_argument(
        "--one-each",
        choices=("heads", "slip", "open"),
        default="heads",
        help=_("one ballot for one person: as many as heads, by printed slip, or not counted"),
    )
    phones.add_argument("--people", type=int, default=0, metavar="N", help=_("how many are to answer"))


def host(given: argparse.Namespace) -> int:
    """Host a session until it is interrupted."""
    from ui.lan.host import run

    return run(given)


def open_window(given: argparse.Namespace) -> int:
    """Open the window and stay until it is closed; raises KnownError where the system has no window to give."""
    starting = _starting(given)
    try:
        from ui.program.start import run
    except ImportError as error:  # a library of the system, which Qt loads
        raise KnownError(
            _("The window cannot be opened: {reason}.").format(reason=str(error).rstrip(".")),
            todo=_("Install what is missing."),
        ) from error
    return run(given.library, given.session, starting)


def _starting(given: argparse.Namespace) -> Starting | None:
    """Return what is asked of the window, None for nothing; raises Usage."""
    asked = Starting(**{name: getattr(given, name) for name in _ASKED if hasattr(given, name)})
    if asked.code and not (len(asked.code) == _DIGITS and asked.code.isascii() and asked.code.isdecimal()):
        raise jobs.Usage(_("a room’s code has {n} digits").format(n=_DIGITS))
    if not 0 <= asked.port <= 65535:
        raise jobs.Usage(_("a port is a number from 0 to 65535"))
    if asked.address:
        from ui.lan.host import check_address

        check_address(asked.address)
    if asked.work_together and (asked.join or not given.session):
        raise jobs.Usage(_("--work-together takes a session of this laptop, and no room to join"))
    return asked if asked.join or asked.work_together else None


if __name__ == "__main__":
    sys.exit(main())
