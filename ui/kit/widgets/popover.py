"""A small sheet over the page that asks one thing: no window of its own, Esc or going elsewhere leaves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.fields import Field
from ui.kit.widgets.words import WrappedLabel

_GAP, _EDGE = 6, 8


class Popover(QObject):
    """The sheet itself, with a title, a body and verbs; Enter in a field, or on the page of it, does the first verb."""

    def __init__(self, over: QWidget, title: str, words: str = "", *, wide: int = 340) -> None:
        super().__init__(over)
        self._over = over
        self._before = QApplication.focusWidget()
        self._do: Callable[[], object] = self.close
        self.sheet = frame("popup", over)
        self.sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sheet.setFixedWidth(theme().scaled(wide))
        describe(self.sheet, title, description=words)
        layout = column(self.sheet, 8, (16, 13, 16, 13))
        layout.addWidget(WrappedLabel(title, "body_strong"))
        if words:
            layout.addWidget(WrappedLabel(words, "small", "muted"))
        self.body: QVBoxLayout = column(spacing=8)
        layout.addLayout(self.body)
        self.foot: QHBoxLayout = row(spacing=8)
        self.foot.addStretch(1)
        layout.addLayout(self.foot)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    def verbs(self, do: str, run: Callable[[], object], keep: str) -> QPushButton:
        """Give the sheet its two buttons; `run` is called once, after the sheet has gone."""
        self._do = run
        stay = button(keep, self.close, look="quiet")
        taken = button(do, self.take, look="primary")
        for made in (stay, taken):
            made.setAutoDefault(False)
            self.foot.addWidget(made)
        self.first: QWidget = taken
        return taken

    def field(self, words: str, text: str, hint: str = "") -> QLineEdit:
        """Add a field; Enter in it does the first verb."""
        made = QLineEdit(text)
        describe(made, words)
        made.returnPressed.connect(self.take)
        self.body.addWidget(Field(words, made, hint))
        return made

    def note(self, words: str) -> None:
        """Add a quiet line."""
        self.body.addWidget(label(words, "small", "faint", wrap=True))

    def open_under(self, anchor: QWidget, focus: QWidget | None = None) -> None:
        """Show the sheet under a control, within the page, and give it the keyboard."""
        self.sheet.adjustSize()
        self.sheet.resize(self.sheet.width(), self.sheet.sizeHint().height())
        at = anchor.mapTo(self._over, QPoint(0, anchor.height() + theme().scaled(_GAP)))
        at_end = at.x() + anchor.width() / 2 > self._over.width() / 2
        x = at.x() + anchor.width() - self.sheet.width() if at_end else at.x()
        edge = theme().scaled(_EDGE)
        x = max(edge, min(x, self._over.width() - self.sheet.width() - edge))
        y = max(edge, min(at.y(), self._over.height() - self.sheet.height() - edge))
        self.sheet.move(x, y)
        self.sheet.show()
        self.sheet.raise_()
        self.sheet.installEventFilter(self)
        for child in self.sheet.findChildren(QWidget):
            child.installEventFilter(self)
        (focus or self.first).setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def is_open(self) -> bool:
        """Whether it is shown; a sheet that has gone may be asked, too."""
        return self._alive(self.sheet)

    def take(self) -> None:
        """Do what the first button says."""
        if self.is_open:
            run, self._do = self._do, self._nothing
            self.close()
            run()

    def close(self) -> None:
        """Take the sheet away; the keyboard goes back to where it was."""
        if not self.is_open:
            return
        inside = self._holds(QApplication.focusWidget())
        self.sheet.hide()
        if inside and self._before is not None and self._alive(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.sheet.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QPushButton):
            watched.click()
            return True
        return False

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.is_open and new is not None and not self._holds(new) and new.window() is self._over.window():
            self.close()

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self.sheet or self.sheet.isAncestorOf(widget))

    @staticmethod
    def _alive(widget: QWidget) -> bool:
        return isValid(widget) and widget.isVisible()

    @staticmethod
    def _nothing() -> None:
        return None
