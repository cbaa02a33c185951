"""The small window that asks why a question of the map is left as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget
from shiboken6 import isValid

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, pressed_by, row, set_property
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge

_WIDTH = 420


def discuss(bridge: Bridge, found: Finding, reason: str) -> bool:
    """Keep why a question was left; tell whether it is kept. The step can be undone from the short message."""
    done = bridge.run("discuss_finding", check=found.check, about=list(found.about), reason=reason)
    if done is None:
        return False
    bridge.say(_("Discussed, and left as it is. The reason prints in the summary."), (_("Undo"), bridge.undo))
    return True


class ReasonField(QLineEdit):
    """A line for the reason; Enter keeps it, Esc goes away. An empty one is marked and kept back."""

    def __init__(self, keep: Callable[[str], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._keep, self._leave = keep, leave
        self.setPlaceholderText(_("Why, in a few words"))
        describe(self, _("Why it is left as it is"), description=_("Enter keeps it, Esc goes back"))
        self.textEdited.connect(lambda _text: set_property(self, "bad", "false"))

    def keep(self) -> None:
        """Keep what is typed, if there is anything."""
        words = self.text().strip()
        if words:
            self._keep(words)
        else:
            set_property(self, "bad", "true")
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


class DiscussBox(QFrame):
    """Opens over a control of the window; goes away with Esc, with a click elsewhere, and once a reason is kept."""

    def __init__(self, bridge: Bridge, found: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("part", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        describe(self, _("We discussed it: close this question"))
        self._bridge, self._found, self._parent = bridge, found, parent
        self._before: QWidget | None = None
        self._done = False
        layout = column(self, 8, (14, 12, 14, 12))
        layout.addWidget(WrappedLabel(found.message, "body", strong=True))
        self.field = ReasonField(self._kept, self.leave)
        layout.addWidget(self.field)
        layout.addWidget(label(_("Your reason prints in the summary."), "small", "faint"))
        buttons = row(spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(button(_("Cancel"), self.leave, "", "quiet", "small"))
        buttons.addWidget(button(_("Close: we discussed it"), self.field.keep, "speech-check", "primary", "small"))
        layout.addLayout(buttons)
        self.setFixedWidth(theme().scaled(_WIDTH))

    def open_above(self, anchor: QWidget) -> None:
        """Show it over a widget, inside the window, and take the keyboard."""
        self._before = QApplication.focusWidget()
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()
            least = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
            self.resize(self.width(), least)
        room, gap = self._parent.rect().adjusted(8, 8, -8, -8), theme().scaled(6)
        corner = anchor.mapTo(self._parent, QPoint(0, 0))
        left = corner.x() + anchor.width() - self.width() if self.isRightToLeft() else corner.x()
        self.move(min(max(room.left(), left), room.right() - self.width()), max(8, corner.y() - self.height() - gap))
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    def leave(self) -> None:
        """Go away, and give the keyboard back."""
        if self._done:
            return
        self._done = True
        inside = self.isAncestorOf(QApplication.focusWidget() or self._parent)
        if inside and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not pressed_by(event, self.window()):
            super().keyPressEvent(event)

    def _focus_went(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.leave()

    def _kept(self, reason: str) -> None:
        self.leave()
        discuss(self._bridge, self._found, reason)
