"""Tab goes through controls as they stand on the screen, also where some of them were made later than others."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QStackedWidget, QWidget


def tab_in_order(root: QWidget) -> None:
    """Chain all controls inside a widget in the order of its layouts; the first one keeps its place."""
    before: QWidget | None = None
    for control in controls(root):
        if before is not None:
            QWidget.setTabOrder(before, control)
        before = control


def controls(part: QWidget) -> Iterator[QWidget]:
    """Return what can take the keyboard inside a widget, in the order of its layouts."""
    if isinstance(part, QScrollArea):
        inside = part.widget()
        if inside is not None:
            yield from controls(inside)
        return
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(part, QAbstractButton):
        yield part
    if isinstance(part, QStackedWidget):
        for page in (part.widget(number) for number in range(part.count())):
            if page is not None:
                yield from controls(page)
    elif (layout := part.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from controls(widget)
        elif inner is not None:
            yield from _laid_out(inner)
