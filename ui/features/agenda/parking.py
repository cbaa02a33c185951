"""One line that keeps a sentence for later, over whatever is there; afterwards one is exactly where one was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QLineEdit, QWidget
from shiboken6 import isValid

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, key_cap, label, row
from ui.kit.widgets.words import IconLabel
from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from ui.shell.workspace import ProgramWindow

_WIDE, _FROM_TOP = 620, 0.16
_POPUP = Qt.FocusReason.PopupFocusReason
"""A field that loses the keyboard for this reason keeps what is being typed, open."""


class Place:
    """Where the keyboard was: a control, or a cell that was being edited, with the place in its words."""

    def __init__(self, widget: QWidget | None) -> None:
        self._widget = widget
        self._cursor = widget.cursorPosition() if isinstance(widget, QLineEdit) else -1
        self._view = _view_that_edits(widget)
        self._index = self._view.currentIndex() if self._view is not None else None

    def go_back(self) -> bool:
        """Give the keyboard back; tell whether the place is still there."""
        if self._widget is not None and isValid(self._widget) and self._widget.isVisible():
            self._widget.setFocus(_POPUP)
            return True
        if self._view is None or self._index is None or not isValid(self._view) or not self._view.isVisible():
            return False
        self._view.setFocus(_POPUP)
        if self._index.isValid():
            self._view.edit(self._index)
            field = QApplication.focusWidget()
            if isinstance(field, QLineEdit) and self._cursor >= 0:
                field.setCursorPosition(self._cursor)
        return True


class ParkingLine(QFrame):
    """The line itself; it belongs to the window and is shown when it is asked for."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("part", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        describe(self, _("Parking lot"))
        self._bridge: Bridge | None = None
        self._place: Place | None = None
        self._otherwise: Callable[[], object] = lambda: None
        layout = column(self, 2, (14, 10, 14, 8))
        head = row(spacing=10)
        head.addWidget(IconLabel("parking-lot", "brand_text", 22))
        self.field = QLineEdit()
        self.field.setProperty("look", "bare")
        self.field.setPlaceholderText(_("Park a sentence for later"))
        self.field.setMaxLength(2000)
        describe(self.field, _("A sentence for the parking lot"), description=_("Enter keeps it, Esc leaves it"))
        self.field.returnPressed.connect(self._keep)
        head.addWidget(self.field, 1)
        layout.addLayout(head)
        foot = row(spacing=6)
        foot.addStretch(1)
        for key, words in (("Enter", _("keeps it and goes back")), ("Esc", _("leaves it"))):
            foot.addWidget(key_cap(key))
            foot.addWidget(label(words, "caption", "faint"))
            foot.addSpacing(theme().scaled(8))
        layout.addLayout(foot)
        self.hide()

    def open_for(self, bridge: Bridge, otherwise: Callable[[], object]) -> None:
        """Open over the window; `otherwise` takes the keyboard if the place where it was is gone."""
        if not self.isVisible():
            self._place = Place(QApplication.focusWidget())
        if bridge is not self._bridge:
            bridge.destroyed.connect(self._closed)
        self._bridge, self._otherwise = bridge, otherwise
        window = self._window
        width = min(theme().scaled(_WIDE), window.width() - theme().scaled(32))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, round(window.height() * _FROM_TOP))
        self.show()
        self.raise_()
        self.field.setFocus(_POPUP)
        self.field.selectAll()

    def _keep(self) -> None:
        words, bridge = self.field.text().strip(), self._bridge
        self.field.clear()
        self.leave()  # first, since a field keeps what is typed in it only while it has the keyboard
        if not words or bridge is None:
            return
        if bridge.run("add_note", kind="parking-lot", text=words) is not None:
            bridge.say(_("Parked: “{words}”").format(words=_short(words)), (_("Undo"), bridge.undo))
        else:
            self.open_for(bridge, self._otherwise)
            self.field.setText(words)

    def _closed(self) -> None:
        """Go away with the session: there is nothing any more in which to keep a sentence."""
        if self._bridge is not None and not isValid(self._bridge):
            self._bridge = self._place = None
            self.field.clear()
            self.hide()

    def leave(self) -> None:
        """Go back to where one was."""
        place, self._place = self._place, None
        back = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if back and not (place is not None and place.go_back()):
            self._otherwise()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self.leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def park(window: ProgramWindow) -> None:
    """Open the line over a window with an open session."""
    line = window.findChild(ParkingLine) or ParkingLine(window)
    page = window.page()
    # asked then, since another size of text makes another page of the same session
    line.open_for(page.bridge, lambda: window.page().map_view.setFocus() if window.has_session() else None)


def _view_that_edits(widget: QWidget | None) -> QAbstractItemView | None:
    """Return the list whose cell is being edited with this control."""
    viewport = widget.parentWidget() if widget is not None else None
    view = viewport.parentWidget() if viewport is not None else None
    return view if isinstance(view, QAbstractItemView) and view.viewport() is viewport else None


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
