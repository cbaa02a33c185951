"""Tab goes through controls as they stand on the screen, also where some of them were made later than others."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def tab_in_order(root: QWidget) -> None:
    """Chain all controls inside a widget in the order of its layouts; the first one keeps its place."""
    before: QWidget | None = None
    for control in controls(root):
        if before is not None:
            QWidget.setTabOrder(before, control)
        before = control


def step(root: QWidget, forward: bool) -> bool:
    """Give the keyboard to the next control that is seen inside a widget, around its end; False where there is none."""
    focus, every = QApplication.focusWidget(), list(controls(root, shown=True))
    around = [n for n, one in enumerate(every) if focus is not None and (one is focus or one.isAncestorOf(focus))]
    if not around:
        return False
    ahead = [*every[around[-1] + 1 :], *every[: around[-1]]]
    for control in ahead if forward else reversed(ahead):
        takes = control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and (focus is None or not control.isAncestorOf(focus)):
            control.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            _bring_into_sight(control)
            return True
    return False


def _bring_into_sight(control: QWidget) -> None:
    over = control.parentWidget()
    while over is not None:
        if isinstance(over, QScrollArea):
            over.ensureWidgetVisible(control)
        over = over.parentWidget()


def controls(part: QWidget, *, shown: bool = False) -> Iterator[QWidget]:
    """Return what can take the keyboard inside a widget, in the order of its layouts.

    With `shown` only what is seen, and what floats over a part comes after what is laid out in it; a part with
    `controls` of its own says what its order is.
    """
    if shown and not part.isVisible():
        return
    if shown and callable(own := getattr(part, "controls", None)):
        yield from (control for control in own() if control.isVisible())
        return
    if isinstance(part, QScrollArea):
        if shown and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
        inside = part.widget()
        if inside is not None:
            yield from controls(inside, shown=shown)
        return
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(part, QAbstractButton):
        yield part
    if shown and isinstance(part, QAbstractItemView):
        rows = [row for row in part.viewport().children() if isinstance(row, QWidget)]
        for row in sorted(rows, key=lambda row: row.y()):
            yield from controls(row, shown=True)
    elif isinstance(part, QStackedWidget | QSplitter):
        for page in (part.widget(number) for number in range(part.count())):
            if page is not None:
                yield from controls(page, shown=shown)
    elif (layout := part.layout()) is not None:
        yield from _laid_out(layout, shown)
    if shown and part.focusPolicy() == Qt.FocusPolicy.NoFocus:
        for floating in _floating(part):
            yield from controls(floating, shown=True)


def _floating(part: QWidget) -> list[QWidget]:
    """Return the widgets that lie on a part without being laid out in it."""
    laid_out = set(_widgets_of(part.layout()))
    pages = (
        {part.widget(number) for number in range(part.count())}
        if isinstance(part, QStackedWidget | QSplitter)
        else set()
    )
    children = [child for child in part.children() if isinstance(child, QWidget) and not child.isWindow()]
    return [child for child in children if child not in laid_out and child not in pages]


def _widgets_of(layout: QLayout | None) -> Iterator[QWidget]:
    for number in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(number) if layout is not None else None
        if item is not None and (widget := item.widget()) is not None:
            yield widget
        elif item is not None:
            yield from _widgets_of(item.layout())


def _laid_out(layout: QLayout, shown: bool) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from controls(widget, shown=shown)
        elif inner is not None:
            yield from _laid_out(inner, shown)
