"""Save what the window shows as a picture, without a display.

.venv/bin/python packaging/screenshot.py agreement now.png --session case-merravale-bus --size 1366x768 --theme dark

A view is `map`, `home`, or the id of a page. The session is a sample, a file, or one of the library that is named; the
person's own library and settings are not touched.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stworkshop.session.library import Library
    from stworkshop.session.session import Session

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_REST, _LONGEST = 0.4, 10.0
"""Seconds that nothing moves before the picture is taken, and after which it is taken all the same."""


def parser() -> argparse.ArgumentParser:
    """Return what the command takes."""
    made = argparse.ArgumentParser(description="Save what the window shows as a picture.")
    made.add_argument("view", help="map, home, or the id of a page")
    made.add_argument("to", type=Path, metavar="OUT.png")
    made.add_argument("--session", default="case-hill-east-evening", help="a sample, a file, or a title in --library")
    made.add_argument("--library", type=Path, help="a library instead of one with the four samples")
    made.add_argument("--size", default="1366x768", metavar="WIDTHxHEIGHT")
    made.add_argument("--theme", default="light", choices=("light", "dark", "projector"))
    made.add_argument("--text", type=int, default=100, metavar="PERCENT", help="size of text")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window on a view, let it come to rest, and save it; 1 where there is no such view."""
    given = parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="stworkshop-screenshot-", ignore_cleanup_errors=True) as folder:
        return _taken(given, Path(folder))


def _taken(given: argparse.Namespace, folder: Path) -> int:
    from PySide6.QtCore import QSettings

    from stworkshop import assets
    from stworkshop.errors import KnownError
    from stworkshop.exchange import importing
    from stworkshop.model.catalogue import catalogue
    from stworkshop.session.library import Library
    from ui.kit.theme import theme
    from ui.program.start import application
    from ui.session.preferences import Preferences
    from ui.shell.features import MAKERS
    from ui.shell.looks import dress
    from ui.shell.main_window import MainWindow

    views = ("map", "home", *MAKERS)
    if given.view not in views:
        print(f"There is no view “{given.view}”. There are: {', '.join(views)}.", file=sys.stderr)
        return 1
    library = Library(given.library or folder / "library.stwl")
    if not given.library:
        for sample in assets.sample_sessions():
            library.add(importing.read_any(sample))
    try:
        session = None if given.view == "home" else _opened(given.session, library)
    except KnownError as error:
        print(error, file=sys.stderr)
        return 1
    app = application()
    preferences = Preferences(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    preferences.theme, preferences.text_size, preferences.reduce_motion = given.theme, given.text, True
    look = theme()
    dress(preferences, look)
    window = MainWindow(library, catalogue(), preferences, look)
    window.resize(*map(int, given.size.split("x")))
    window.show()
    if session is not None:
        window.show_session(session)
        window.page().show_view(given.view)
    end, picture = time.monotonic() + _LONGEST, window.grab().toImage()
    while time.monotonic() < end:
        rested = time.monotonic() + _REST
        while time.monotonic() < rested:
            app.processEvents()
        before, picture = picture, window.grab().toImage()
        if picture == before:
            break
    saved = picture.save(str(given.to))
    window.close()
    window.deleteLater()
    return int(not saved)


def _opened(name: str, library: "Library") -> "Session":
    from stworkshop.session.session import open_session

    return open_session(Path(name)) if name.endswith(".stw") else library.open(name)


if __name__ == "__main__":
    sys.exit(main())
