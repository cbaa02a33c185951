"""The map at 5,000 cards: opening it, moving about in it, painting all of it; and painting all of a usual one."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import open_session
from tests.benchmarks import large_session, plain_items
from tests.benchmarks.measure import PAIRS, Benchmark, Comparison, in_turn
from ui.canvas.map_view import MapView
from ui.kit.theme import Theme
from ui.session.bridge import Bridge

SIZE = (1280, 800)  # px
STEPS = 12
"""Steps in one measurement of a gesture, repaints in one of painting: one alone is too short to be measured well."""
USUAL = (100, 300, 500)
"""Cards on the map of a workshop."""


def application() -> QApplication:
    """The one application of the process."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


@contextmanager
def shown(path: Path, theme: Theme) -> Iterator[MapView]:
    """The map of a session file in a window."""
    with open_session(path) as session:
        bridge = Bridge(session, catalogue())
        view = MapView(bridge, theme)
        view.resize(*SIZE)
        view.show()
        view.fit()
        try:
            yield view
        finally:
            bridge.close()
            view.close()
            view.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def at_rest(path: Path, theme: Theme) -> Iterator[MapView]:
    """The map of a session file, with all the work done that waits until nothing else is to do."""
    with shown(path, theme) as view:
        view.routes.finish()
        QApplication.processEvents()
        yield view


class Paints(QObject):
    """Counts how often a view was painted."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self.count = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See a paint pass."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def to_first_paint() -> Comparison:
    """Open a session until its map is painted, against reading its rows and building plain items."""
    application()
    theme = Theme()
    with tempfile.TemporaryDirectory() as folder:
        first = large_session.write(Path(folder) / "0.stw", large_session.LARGE)
        # A file is checked when a program opens it first, so each opening gets a file of its own.
        copies = iter([Path(shutil.copy(first, Path(folder) / f"{n}.stw")) for n in range(1, PAIRS + 2)])

        def ours() -> None:
            with shown(next(copies), theme) as view:
                paints = Paints(view)
                while not paints.count:
                    QApplication.processEvents()

        return in_turn(ours, lambda: plain_items.build_scene(plain_items.read_rows(first)))


def gesture(step: Callable[[MapView, int], None], start: Callable[[MapView], None]) -> Comparison:
    """Steps of a gesture at 100 %, on a map of 5,000 cards against one of 500, with the same picture in view."""
    application()
    theme = Theme()
    with tempfile.TemporaryDirectory() as folder:
        paths = [large_session.write(Path(folder) / f"{n}.stw", n) for n in (large_session.LARGE, large_session.SMALL)]
        with at_rest(paths[0], theme) as large, at_rest(paths[1], theme) as small:
            for view in (large, small):
                view.camera.look_at(QPointF(0, 0), 1.0, glide=False)
                QApplication.processEvents()
                start(view)
            numbers = {view: itertools.count() for view in (large, small)}

            def steps(view: MapView) -> None:
                for number in itertools.islice(numbers[view], STEPS):
                    step(view, number)
                    view.viewport().repaint()

            measured = in_turn(partial(steps, large), partial(steps, small))
    return Comparison(measured.ours / STEPS, measured.plain / STEPS)


def pan_step(view: MapView, number: int) -> None:
    """Push the map a little, to and fro."""
    view.camera.pan(QPointF(24, 9) if number // STEPS % 2 else QPointF(-24, -9))


def drag_step(view: MapView, number: int) -> None:
    """Drag the card under the pointer a little further on a small circle."""
    way = [(9, 4), (3, 11), (-6, 8), (-12, 2), (-7, -9), (4, -10)][number % 6]
    _mouse(view, QEvent.Type.MouseMove, QPointF(*way) * 3)


def press_a_card(view: MapView) -> None:
    """Take the card in the middle."""
    _mouse(view, QEvent.Type.MouseButtonPress, QPointF(0, 0))
    _mouse(view, QEvent.Type.MouseMove, QPointF(20, 20))


def nothing(view: MapView) -> None:
    """No start is needed."""


def whole_map(count: int) -> Comparison:
    """Paint all of a map of `count` cards anew, against plain items."""
    application()
    theme = Theme()
    with tempfile.TemporaryDirectory() as folder:
        path = large_session.write(Path(folder) / "map.stw", count)
        plain = plain_items.show_scene(plain_items.build_scene(plain_items.read_rows(path)), *SIZE)
        with at_rest(path, theme) as view:
            view.fit()
            QApplication.processEvents()
            paints, plain_paints = Paints(view), Paints(plain)

            def ours() -> None:
                for _ in range(STEPS):
                    view.repaint_part(QRectF())
                    view.viewport().repaint()

            def plainly() -> None:
                for _ in range(STEPS):
                    plain.viewport().repaint()

            measured = in_turn(ours, plainly)
            assert paints.count == plain_paints.count == STEPS * (PAIRS + 1), "both were painted each time"
        plain.close()
    return Comparison(measured.ours / STEPS, measured.plain / STEPS)


def _mouse(view: MapView, kind: QEvent.Type, by: QPointF) -> None:
    card = view.map_scene.cards["card-0"].element
    assert card.pos is not None and card.size is not None
    at = QPointF(view.mapFromScene(card.pos[0] + card.size[0] / 2, card.pos[1] + card.size[1] / 2)) + by
    left = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
    event = QMouseEvent(kind, at, view.viewport().mapToGlobal(at), button, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


BENCHMARKS = [
    Benchmark("open 5,000 cards to first paint / rows and plain items", 3.0, to_first_paint),
    Benchmark("pan step, 5,000 cards / 500", 1.5, partial(gesture, pan_step, nothing)),
    Benchmark("drag step, 5,000 cards / 500", 1.5, partial(gesture, drag_step, press_a_card)),
    Benchmark("whole map of 5,000 cards / plain items", 1.0, partial(whole_map, large_session.LARGE)),
    *(Benchmark(f"whole map of {n} cards / plain items", 1.0, partial(whole_map, n)) for n in USUAL),
]
