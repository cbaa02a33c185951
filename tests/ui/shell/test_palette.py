"""The palette arms kinds, drags them, and shows itself narrow."""

import json

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from ui.session.bridge import Bridge
from ui.shell.palette import KIND_MIME, KindButton, Palette, PaletteStrip


def kind_button(palette: Palette | PaletteStrip, variant: str) -> KindButton:
    return next(made for made in palette.findChildren(KindButton) if made.entry.variant == variant)


def test_a_click_arms_a_kind(bridge: Bridge, qtbot: QtBot) -> None:
    palette = Palette(bridge)
    qtbot.addWidget(palette)
    with qtbot.waitSignal(palette.armed) as armed:
        kind_button(palette, "ai-component").click()
    assert (armed.args[0].kind, armed.args[0].type) == ("component", "ai-part")
    palette.show_armed("risk")
    assert [made.entry.variant for made in palette.findChildren(KindButton) if made.isChecked()] == ["risk"]


def test_a_drag_carries_the_kind(bridge: Bridge, qtbot: QtBot, monkeypatch: MonkeyPatch) -> None:
    palette = Palette(bridge)
    qtbot.addWidget(palette)
    palette.show()
    carried: list[bytes] = []

    def run(drag: QDrag, _action: Qt.DropAction) -> Qt.DropAction:
        carried.append(bytes(drag.mimeData().data(KIND_MIME).data()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", run)
    made = kind_button(palette, "data-source")
    QTest.mousePress(made, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    pulled = QPointF(40, 40)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    made.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, pulled, pulled, Qt.MouseButton.NoButton, left, none))
    assert json.loads(carried[0]) == {"kind": "component", "type": "data-source"}


def test_the_other_kinds_unfold(bridge: Bridge, qtbot: QtBot) -> None:
    palette = Palette(bridge)
    qtbot.addWidget(palette)
    palette.resize(232, 800)
    palette.show()
    assert not kind_button(palette, "goal").isVisible()
    next(made for made in palette.findChildren(QPushButton) if "more kinds" in made.text()).click()
    assert kind_button(palette, "goal").isVisible()


def test_the_strip_shows_as_many_as_fit(bridge: Bridge, qtbot: QtBot) -> None:
    strip = PaletteStrip(bridge)
    qtbot.addWidget(strip)
    strip.resize(56, 400)
    strip.show()
    few = len(strip._buttons)
    strip.resize(56, 900)
    assert len(strip._buttons) > few > 0
    with qtbot.waitSignal(strip.armed):
        strip._buttons[0].click()
