"""The program: `open` and no command at all start the window, every other command is the command line's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from stworkshop import cli
from stworkshop.i18n import gettext as _
from stworkshop.rules import ROLES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; Qt is loaded only for the window."""
    parser = cli.build_parser()
    opening = cli.add_subcommand(parser, "open", _("open the window, with a session"), open_window)
    opening.add_argument("session", nargs="?", default="", metavar="SESSION", help=_("a file, or an id or title"))
    _add_host(parser)
    parser.set_defaults(job=open_window, session="")
    return cli.main(arguments, parser)


def _add_host(parser: argparse.ArgumentParser) -> None:
    hosting = cli.add_subcommand(parser, "host", _("open a session to the local network, without a screen"), host)
    hosting.add_argument("session", metavar="SESSION", help=_("a file, or an id or title in the library"))
    hosting.add_argument("--port", type=int, default=0, metavar="N", help=_("the port; 0 for any free one"))
    hosting.add_argument("--address", default="", metavar="IP", help=_("listen on this address only"))
    hosting.add_argument("--code", default="", metavar="C", help=_("the code of six digits; a random one if left out"))
    hosting.add_argument("--role", choices=ROLES, default="editor", help=_("what guests may do"))
    hosting.add_argument("--open", action="store_true", help=_("also let other Yjs programs in, by the code"))
    hosting.add_argument("--json", action="store_true", help=_("as JSON"))


def host(given: argparse.Namespace) -> int:
    """Host a session until it is interrupted."""
    from ui.lan.host import run

    return run(given)


def open_window(given: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from ui.program import run

    return run(given.library, given.session)


if __name__ == "__main__":
    sys.exit(main())
