"""Another size of text, or another look: what is in front, against opening it; both in processor time of the window."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from stworkshop import assets
from stworkshop.exchange import importing
from stworkshop.model.catalogue import catalogue
from stworkshop.session.library import Library
from tests.benchmarks.mapping import application
from tests.benchmarks.measure import Benchmark, Comparison
from ui.kit.theme import theme
from ui.session.preferences import Preferences
from ui.shell.looks import dress
from ui.shell.main_window import MainWindow

SIZE = (1366, 768)  # px
ROUNDS = 5


@contextmanager
def window() -> Iterator[tuple[MainWindow, str]]:
    """A window over a library with the large sample, and that sample's id."""
    folder = Path(tempfile.mkdtemp(prefix="stworkshop-looks-"))
    try:
        application()
        library = Library(folder / "library.stwl")
        large = next(path for path in assets.sample_sessions() if path.stem == "merravale")
        sample = library.add(importing.read_any(large))
        preferences = Preferences(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        preferences.theme, preferences.reduce_motion = "light", True
        dress(preferences, theme())
        made = MainWindow(library, catalogue(), preferences, theme())
        made.resize(*SIZE)
        made.show()
        yield made, sample
        made.close()
        made.deleteLater()
        rest()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def rest() -> None:
    """Do all that waits, and let go what was closed."""
    for _turn in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def taken(way: Callable[[], object]) -> float:
    """Return the seconds of this thread's processor time that a way takes, until it is painted."""
    rest()
    start = time.thread_time()
    way()
    rest()
    return time.thread_time() - start


def change(view: str, alter: Callable[[MainWindow, int], object]) -> Comparison:
    """Measure a change of looks with a page in front, and opening the session on that page."""
    with window() as (shown, sample):

        def opening() -> None:
            shown.show_session(shown.library.open(sample))
            shown.page().open_view(view)

        ours, plain = [], []
        for turn in range(ROUNDS + 1):
            shown.close_session()
            plain.append(taken(opening))
            ours.append(taken(partial(alter, shown, turn)))
        return Comparison(statistics.median(ours[1:]), statistics.median(plain[1:]))


def larger_or_smaller(shown: MainWindow, turn: int) -> None:
    """Change the size of text by one step."""
    shown.looks.step_text(-1 if turn % 2 else 1)


def dark_or_light(shown: MainWindow, turn: int) -> None:
    """Change between two looks."""
    shown.looks.choose("light" if turn % 2 else "dark")


BENCHMARKS = [
    Benchmark(f"{what}, with the {view} in front, against opening it", 1.2, partial(change, view, alter))
    for view in ("map", "questions")
    for what, alter in (("another size of text", larger_or_smaller), ("another look", dark_or_light))
]
