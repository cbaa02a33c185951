"""What a person finds on the screen: buttons by their words, fields by their names, the wall, the open workshop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ui.canvas.gestures.inline_editor import LabelField
from ui.canvas.map_view import MapView
from ui.canvas.wall.projector import ProjectorWindow
from ui.session.bridge import Bridge
from ui.shell.main_window import MainWindow

_W = TypeVar("_W", bound=QWidget)


def part(over: QWidget, kind: type[_W], name: str = "") -> _W:
    """Return the part of this kind, of this accessible name where one is given; of several, one that is seen."""
    found = [made for made in over.findChildren(kind) if not name or made.accessibleName() == name]
    seen = [made for made in found if made.isVisibleTo(over)]
    assert found, f"no {kind.__name__} {name!r}"
    return (seen or found)[0]


def button(over: QWidget, words: str) -> QAbstractButton:
    """Return the button with these words on it, or of this name; of several, one that is seen."""
    found = [made for made in over.findChildren(QAbstractButton) if words in (made.text(), made.accessibleName())]
    seen = [made for made in found if made.isVisibleTo(over)]
    assert found, f"no button {words!r}"
    return (seen or found)[0]


def has_button(over: QWidget, words: str) -> bool:
    """Tell whether a button with these words, or of this name, is seen."""
    buttons = over.findChildren(QAbstractButton)
    return any(words in (made.text(), made.accessibleName()) and made.isVisibleTo(over) for made in buttons)


def label(over: QWidget, start: str) -> QLabel:
    """Return the words that begin so and are seen."""
    found = [made for made in over.findChildren(QLabel) if made.text().startswith(start) and made.isVisibleTo(over)]
    assert found, f"no words {start!r}"
    return found[0]


def read(over: QWidget) -> list[str]:
    """Return all words that are seen, without what stands on buttons."""
    return [made.text() for made in over.findChildren(QLabel) if made.text() and made.isVisibleTo(over)]


def bridge_of(over: QWidget) -> Bridge:
    """Return the bridge of the workshop that is open in this part's window."""
    window = over.window()
    assert isinstance(window, MainWindow)
    return window.page().bridge


def projector() -> ProjectorWindow:
    """Return the window on the wall."""
    shown = [made for made in QApplication.topLevelWidgets() if isinstance(made, ProjectorWindow) and made.isVisible()]
    assert len(shown) == 1
    return shown[0]


def editor(view: MapView) -> LabelField:
    """Return the field in which a card's words are typed on the map."""
    (field,) = [made for made in view.findChildren(LabelField) if made.isVisibleTo(view)]
    return field


def make_anew(window: MainWindow) -> None:
    """Let what is in front be made anew now, as it is in other looks."""

    def dress(build: Callable[[], object]) -> None:
        build()

    window._make_anew(dress)
