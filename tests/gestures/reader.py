"""What a person who listens to the screen is told: the control with the keyboard, and the controls of the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

CONTROLS = {
    QAccessible.Role.PushButton: "button",
    QAccessible.Role.ButtonMenu: "menu button",
    QAccessible.Role.CheckBox: "tick box",
    QAccessible.Role.RadioButton: "choice",
    QAccessible.Role.EditableText: "field",
    QAccessible.Role.ComboBox: "drop-down",
    QAccessible.Role.SpinBox: "number",
    QAccessible.Role.Slider: "slider",
    QAccessible.Role.List: "list",
    QAccessible.Role.Table: "table",
    QAccessible.Role.Tree: "tree",
    QAccessible.Role.PageTab: "tab",
    QAccessible.Role.Link: "link",
}
"""The roles of what is worked, in words."""


def window() -> QWidget | None:
    """Return the window that has the keyboard: a dialog before the window under it."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()


def control_with_keyboard() -> QWidget | None:
    """Return the control with the keyboard."""
    return QApplication.focusWidget()


def described(widget: QWidget | None) -> dict[str, Any]:
    """Return the name, role, text and state of a control as they are read out."""
    made = QAccessible.queryAccessibleInterface(widget) if widget is not None else None
    if widget is None or made is None:
        return dict.fromkeys(("name", "whole", "role", "text", "description", "in", "class"), "")
    child = made.focusChild()
    told = child if child is not None and child.isValid() else made
    over = widget.window()
    return {
        "name": name_of(widget) if told is made else told.text(QAccessible.Text.Name),
        "whole": name_of(widget),
        "role": role_of(told),
        "text": told.text(QAccessible.Text.Value),
        "description": told.text(QAccessible.Text.Description),
        "in": over.accessibleName() or over.windowTitle(),
        "class": type(widget).__name__,
    }


def role_of(told: QAccessibleInterface) -> str:
    """Return the role of something in words, for what is worked; else as Qt calls it."""
    return CONTROLS.get(told.role(), told.role().name)


def controls(over: QWidget | None) -> Iterator[QWidget]:
    """Yield the controls of a window that are seen and can be worked."""
    if over is None:
        return
    for widget in over.findChildren(QWidget):
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes and widget.isVisible() and widget.isEnabled() and widget.window() is over.window():
            yield widget


def named(name: str) -> list[QWidget]:
    """Return the controls of the window in front that are called `name`."""
    return [widget for widget in controls(window()) if name_of(widget) == name]


def name_of(widget: QWidget) -> str:
    """Return the name of a control as it is read out; Qt names a drop-down after its choice, and its label beside."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    made = QAccessible.queryAccessibleInterface(widget)
    return made.text(QAccessible.Text.Name) if made is not None else ""


def middle(widget: QWidget) -> list[int]:
    """Return the middle of a control on the screen."""
    at = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
    return [at.x(), at.y()]
