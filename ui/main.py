"""The program: `open` and no command at all start the window, every other command is the command line's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from stworkshop import cli
from stworkshop.i18n import gettext as _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; Qt is loaded only for the window."""
    parser = cli.build_parser()
    opening = cli.add_subcommand(parser, "open", _("open the window, with a session"), open_window)
    opening.add_argument("session", nargs="?", default="", metavar="SESSION", help=_("a file, or an id or title"))
    parser.set_defaults(job=open_window, session="")
    return cli.main(arguments, parser)


def open_window(given: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from ui.program import run

    return run(given.library, given.session)


if __name__ == "__main__":
    sys.exit(main())
