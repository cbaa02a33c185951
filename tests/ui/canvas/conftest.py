"""A map in a window, over the smallest sample."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Record
from stworkshop.session.events import Changed
from stworkshop.session.session import Session
from tests.ui.conftest import hill_east_records
from tests.ui.sessions import session_of
from ui.canvas.items.card import CardItem
from ui.canvas.map_view import MapView
from ui.kit.theme import theme
from ui.session.bridge import Bridge

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass
class Opened:
    """A map, its session, and what was said to people."""

    view: MapView
    session: Session
    said: list[tuple[str, object]] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    done: int = 0

    def card(self, card_id: str) -> CardItem:
        return self.view.map_scene.cards[card_id]

    def element(self, card_id: str) -> Element:
        return self.session.board.elements[card_id]

    def at(self, card_id: str) -> QPoint:
        """The middle of a card, in the viewport."""
        return self.view.mapFromScene(self.card(card_id).centre)

    def point(self, scene_point: QPointF) -> QPoint:
        return self.view.mapFromScene(scene_point)

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, at)

    def drag(self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press, go in steps, let go."""
        self.press_and_go(start, end, modifiers)
        QTest.mouseRelease(self.view.viewport(), LEFT, modifiers, end)

    def press_and_go(self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, modifiers, start)
        for step in range(1, 6):
            at = start + QPoint(*((end - start) * step / 5).toTuple())
            _move(self.view, at, modifiers)

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)  # type: ignore[arg-type]

    def steps(self) -> int:
        """How many steps undo could take back."""
        return self.done

    def hear(self, changed: Changed) -> None:
        """Count the steps."""
        self.done += {"local": 1, "redo": 1, "undo": -1}.get(changed.origin, 0)


def _move(view: MapView, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    where = QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, view.viewport().mapToGlobal(where), Qt.MouseButton.NoButton, LEFT, modifiers
    )
    QApplication.sendEvent(view.viewport(), event)


OpenMap = Callable[..., Opened]


@pytest.fixture
def open_map(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenMap]:
    """Open a map of some records, by default Hill East at a zoom at which ports can be hit."""
    opened: list[Opened] = []

    def make(
        records: list[Record] | None = None, size: tuple[int, int] = (1500, 950), *, reading: bool = False
    ) -> Opened:
        session = session_of(tmp_path, records if records is not None else hill_east(), reading=reading)
        bridge = Bridge(session, catalogue())
        view = MapView(bridge, theme())
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.fit()
        made = Opened(view, session)
        bridge.said.connect(lambda words, action: made.said.append((words, action)))
        view.status.connect(made.status.append)
        session.subscribe(made.hear)
        opened.append(made)
        return made

    yield make
    for made in opened:
        made.view.close_map()
        made.view.bridge.close()
        made.view.bridge.deleteLater()  # what hears it is held as long as it is there
        made.session.close()


@pytest.fixture
def hill(open_map: OpenMap) -> Opened:
    """The map of Hill East, all links routed."""
    opened = open_map()
    opened.view.routes.finish()
    opened.view.setFocus()
    return opened


def hill_east() -> list[Record]:
    """The records of the smallest sample, without the session's own."""
    return hill_east_records()
