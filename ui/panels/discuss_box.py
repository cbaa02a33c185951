"""The small window that asks why a question of the map is left as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from ui.bridge import Bridge
from ui.theme import theme
from ui.widgets.basics import button, column, describe, label, row, set_property
from ui.widgets.words import WrappedLabel

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
    """Opens over a button; goes away with Esc, with a click elsewhere, and once a reason is kept."""

    def __init__(self, bridge: Bridge, found: Finding, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("part", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        describe(self, _("Discussed, leave it"))
        self._bridge, self._found = bridge, found
        layout = column(self, 8, (14, 12, 14, 12))
        layout.addWidget(WrappedLabel(found.message, "body_strong"))
        self.field = ReasonField(self._kept, self.close)
        layout.addWidget(self.field)
        layout.addWidget(label(_("Your reason prints in the summary."), "small", "faint"))
        buttons = row(spacing=8)
        buttons.addStretch(1)
        buttons.addWidget(button(_("Cancel"), self.close, "", "quiet", "small"))
        buttons.addWidget(button(_("Discussed, leave it"), self.field.keep, "speech-check", "primary", "small"))
        layout.addLayout(buttons)
        self.setFixedWidth(theme().scaled(_WIDTH))

    def open_above(self, anchor: QWidget) -> None:
        """Show it over a widget, inside the window, and take the keyboard."""
        layout = self.layout()
        inner = theme().scaled(_WIDTH)
        self.resize(inner, layout.heightForWidth(inner) if layout is not None else self.sizeHint().height())
        corner = anchor.mapToGlobal(QPoint(0, 0))
        room = anchor.window().geometry()
        x = min(max(room.left() + 8, corner.x()), room.right() - 8 - self.width())
        y = corner.y() - self.height() - theme().scaled(6)
        self.move(x, y if y > room.top() else corner.y() + anchor.height() + theme().scaled(6))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _kept(self, reason: str) -> None:
        self.close()
        discuss(self._bridge, self._found, reason)
