"""Small parts that every panel is built from: labels, buttons, frames and layouts, each with its name and its look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.actions import shown_key
from ui.kit.theme import theme
from ui.kit.widgets.plain import Button, Label, set_tip

_L = TypeVar("_L", bound=QLayout)
Margins = tuple[int, int, int, int]


def column(parent: QWidget | None = None, spacing: int = 0, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a layout from top to bottom, with measures that grow with the size of text."""
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    return _measured(layout, spacing, margins)


def row(parent: QWidget | None = None, spacing: int = 0, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a layout along the line, with measures that grow with the size of text."""
    layout = QHBoxLayout(parent) if parent else QHBoxLayout()
    return _measured(layout, spacing, margins)


def _measured(layout: _L, spacing: int, margins: Margins) -> _L:
    layout.setSpacing(theme().scaled(spacing))
    layout.setContentsMargins(*(theme().scaled(m) for m in margins))
    return layout


def frame(part: str, parent: QWidget | None = None) -> QFrame:
    """Return a frame that the style sheet knows as `part`."""
    made = QFrame(parent)
    made.setProperty("part", part)
    return made


def line(upright: bool = False) -> QFrame:
    """Return a hairline between two parts."""
    return frame("upright" if upright else "line")


def label(text: str = "", kind: str = "body", tone: str = "", *, strong: bool = False, wrap: bool = False) -> QLabel:
    """Return words of a type role and a tone."""
    made = Label(text)
    made.setProperty("type", kind)
    if tone:
        made.setProperty("tone", tone)
    if strong:
        made.setProperty("strong", "true")
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def key_cap(shortcut: str) -> QLabel:
    """Return a key as it looks on a keyboard."""
    made = Label(shown_key(shortcut) or shortcut)
    made.setProperty("part", "key")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setMinimumWidth(theme().scaled(20))
    return made


def scrolling(body: QWidget) -> QScrollArea:
    """Return a body that scrolls up and down where its place is low; the keyboard goes through what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area


def tag(text: str, tone: str = "") -> QLabel:
    """Return a small label with a ground, such as a status."""
    made = label(text)
    made.setProperty("type", "")
    made.setProperty("part", f"tag-{tone}" if tone else "tag")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def badge(text: str) -> QLabel:
    """Return a count in a pill."""
    made = label(text)
    made.setProperty("type", "")
    made.setProperty("part", "badge")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    icon: str = "",
    look: str = "",
    scale: str = "",
    *,
    name: str = "",
    shortcut: str = "",
) -> QPushButton:
    """Return a button; one without words is square and needs a `name`, which it also shows as its tool tip."""
    made = Button(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.ArrowCursor)
    if look:
        made.setProperty("look", look)
    if scale:
        made.setProperty("scale", scale)
    if not text:
        made.setProperty("square", "true")
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    describe(made, name or text, shortcut)
    if not text or shortcut:
        tip(made, name or text, shortcut)
    if icon:
        ink, ink_on = _ink(look)
        size = {"small": 16}.get(scale, 18) if text else {"small": 16, "large": 20}.get(scale, 20)
        theme().set_icon(made, icon, ink, size, ink_on)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def describe(widget: QWidget, name: str, shortcut: str = "", description: str = "") -> None:
    """Give a control its name for people who listen to the screen."""
    widget.setAccessibleName(name)
    if description or shortcut:
        widget.setAccessibleDescription(description or shown_key(shortcut))


def tip(widget: QWidget, text: str, shortcut: str = "") -> None:
    """Show words, and the key that does the same, while the pointer rests on a control."""
    set_tip(widget, f"{text}  {shown_key(shortcut)}" if shortcut else text)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and restyle if it is new."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def pressed_by(event: QKeyEvent, window: QWidget) -> bool:
    """Press the button of a window that has the keyboard, if the key is Enter; tell whether it was pressed."""
    button_there = window.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(
        button_there, QPushButton | QToolButton
    ):
        return False
    button_there.click()
    return True


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _ink(look: str) -> tuple[str, str]:
    """Return the icon colours of a button's look, at rest and while checked."""
    return {
        "primary": ("on_brand", ""),
        "soft": ("brand_text", ""),
        "danger": ("danger", ""),
        "quiet": ("text_2", "brand_text"),
        "row": ("text_2", "brand_text"),
        "segment": ("text_2", "text"),
        "chip": ("text_2", "brand_text"),
        "link": ("brand_text", ""),
    }.get(look, ("text_2", ""))
