"""The pen for the wall: it draws over whatever is shown, its lines go away by themselves, and nothing is kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.canvas.conftest import LEFT, NONE, Opened
from ui.canvas.wall.pen import FADING, SHOWN, WallPen
from ui.canvas.wall.projector import ProjectorWindow
from ui.kit.theme import theme
from ui.shell.main_window import MainWindow

RED, WHITE = QColor("#c00000"), QColor("white")
FROM, TO = QPoint(100, 100), QPoint(300, 100)


class Clock:
    """A time that only a test moves on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pen(clock: Clock, qtbot: QtBot) -> Iterator[WallPen]:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(600, 400)
    made = WallPen(ground, RED, WHITE, clock)
    made.resize(600, 400)
    ground.show()
    made.take(True)
    yield made
    ground.close()


def draw(pen: WallPen) -> None:
    QTest.mousePress(pen, LEFT, NONE, FROM)
    QTest.mouseMove(pen, (FROM + TO) / 2)
    QTest.mouseMove(pen, TO)
    QTest.mouseRelease(pen, LEFT, NONE, TO)


def at_line(pen: WallPen) -> QColor:
    shown: QImage = pen.grab().toImage()
    return shown.pixelColor((FROM + TO) / 2)


def test_a_line_shows_for_some_seconds_then_fades_and_is_gone(pen: WallPen, clock: Clock) -> None:
    draw(pen)
    assert at_line(pen) == RED and pen.strengths == [1.0]
    clock.now = SHOWN - 0.1
    pen.fade()
    assert pen.strengths == [1.0]
    clock.now = SHOWN + FADING / 2
    pen.fade()
    assert pen.strengths == [pytest.approx(0.5)] and at_line(pen) != RED
    clock.now = SHOWN + FADING
    pen.fade()
    assert pen.strengths == []


def test_while_the_pen_is_down_its_line_stays(pen: WallPen, clock: Clock) -> None:
    QTest.mousePress(pen, LEFT, NONE, FROM)
    clock.now = 60.0
    pen.fade()
    assert pen.strengths == [1.0]
    QTest.mouseRelease(pen, LEFT, NONE, FROM)
    assert pen.strengths == [1.0]


def test_each_line_has_its_own_time(pen: WallPen, clock: Clock) -> None:
    draw(pen)
    clock.now = 3.0
    draw(pen)
    clock.now = SHOWN + FADING + 0.5
    pen.fade()
    assert pen.strengths == [1.0]


def test_with_less_motion_a_line_does_not_fade(pen: WallPen, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme(), "reduce_motion", True)
    draw(pen)
    clock.now = SHOWN - 0.1
    assert pen.strengths == [1.0]
    clock.now = SHOWN
    pen.fade()
    assert pen.strengths == []


@pytest.fixture
def wall(hill: Opened, qtbot: QtBot) -> Iterator[ProjectorWindow]:
    window = ProjectorWindow(hill.view.bridge)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    window.follow(hill.view)
    yield window
    window.view.close_canvas()


def test_without_the_pen_a_drag_on_the_wall_draws_nothing(wall: ProjectorWindow) -> None:
    assert not wall.pen.on
    QTest.mousePress(wall, LEFT, NONE, FROM)
    QTest.mouseRelease(wall, LEFT, NONE, TO)
    assert wall.pen.strengths == []


def test_the_pen_lies_over_map_and_words_and_is_wiped_when_the_picture_changes(wall: ProjectorWindow) -> None:
    wall.pen.take(True)
    assert wall.childAt(FROM) is wall.pen and wall.pen.geometry() == wall.rect()
    draw(wall.pen)
    wall.blank(True)
    assert wall.pen.strengths == [] and wall.childAt(FROM) is wall.pen
    wall.blank(False)
    wall.resize(900, 700)
    assert wall.pen.geometry() == wall.rect()


def test_the_action_takes_the_pen_and_esc_puts_it_away_before_the_window(opened: MainWindow) -> None:
    actions = opened.registry
    opened.page().show_view("list")
    assert actions.refusal(actions["projector-pen"]) == "The projector is not on, and the map is not in front."
    actions.trigger("projector")
    projector = opened.wall.projector
    assert projector is not None
    actions.trigger("projector-pen")
    assert opened.wall.has_pen and projector.pen.on
    assert actions["projector-pen"].text() == "Put the pen away"
    QTest.keyClick(projector, Qt.Key.Key_Escape)
    assert not opened.wall.has_pen and opened.wall.is_open
    QTest.keyClick(projector, Qt.Key.Key_Escape)
    assert not projector.isVisible()


def test_without_a_projector_the_pen_lies_on_the_map_until_esc_and_changes_nothing(opened: MainWindow) -> None:
    view, steps = opened.page().map_view, opened.page().bridge.session.undo_label
    opened.registry.trigger("projector-pen")
    assert view.pen.on and not opened.wall.is_open and view.pen.geometry() == view.viewport().rect()
    assert view.viewport().childAt(FROM) is view.pen
    assert opened.registry["projector-pen"].text() == "Put the pen away"
    draw(view.pen)
    assert view.pen.strengths == [1.0] and not view.selected
    view.zoom_in()
    assert view.pen.strengths == [], "what it pointed at is elsewhere"
    draw(view.pen)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.pen.on and view.pen.strengths == []
    assert opened.page().bridge.session.undo_label == steps
