"""Short messages at the foot of the canvas: one at a time, six seconds, held while pointed at or focused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label, row
from ui.kit.widgets.words import IconLabel

SECONDS = 6
Offer = tuple[str, Callable[[], object]]


class Toast(QFrame):
    """The message over the lower edge of its parent; it takes no focus by itself."""

    def __init__(self, parent: QWidget, above: int = 64) -> None:
        super().__init__(parent)
        self.setProperty("part", "toast")
        self._over = parent
        self._above = above
        self._at_top = False
        self._offer: Callable[[], object] | None = None
        self._icon = IconLabel("check", "on_tooltip", 18)
        self._words = label("", "small")
        self._do = button("", self._take, scale="small", name=_("Undo"))
        self._do.setProperty("square", "")
        layout = row(self, 11, (14, 8, 14, 8))
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._do)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        parent.installEventFilter(self)
        if isinstance(parent, QStackedWidget):  # a page that comes to the front would lie over the message
            parent.currentChanged.connect(self.raise_)
        self.hide()

    def say(self, message: str, offer: Offer | None = None, icon: str = "check") -> None:
        """Show a message in the place of the one before."""
        self._words.setText(message)
        self._icon.show_icon(icon)
        self._offer = offer[1] if offer else None
        self._do.setText(offer[0] if offer else "")
        describe(self._do, offer[0] if offer else "")
        self._do.setVisible(offer is not None)
        describe(self, message)
        self._place()
        self.show()
        self.raise_()
        self._clock.start(SECONDS * 1000)
        event = QAccessibleAnnouncementEvent(self, message)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def withdraw(self) -> None:
        """Take a message away: what it tells or offers is not true any more."""
        self._offer = None
        self.hide()

    def stand_at_top(self, top: bool) -> None:
        """Stand at the upper edge while something else lies at the foot."""
        self._at_top = top
        self._place()

    @property
    def message(self) -> str:
        """The words that are shown, "" while none are."""
        return self._words.text() if self.isVisible() else ""

    def _take(self) -> None:
        offer, self._offer = self._offer, None
        self.hide()
        if offer is not None:
            offer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self._do.hasFocus():
            self._clock.start(SECONDS * 1000)
        super().leaveEvent(event)

    def _place(self) -> None:
        around = self._over
        room = around.width() - theme().scaled(32)
        self._words.setWordWrap(False)
        size = self.sizeHint()
        if size.width() > room:
            self._words.setWordWrap(True)
            size = QSize(room, self.heightForWidth(room) if self.hasHeightForWidth() else size.height())
        left = (around.width() - size.width()) // 2
        top = around.height() - size.height() - theme().scaled(self._above)
        if self._at_top:
            top = theme().scaled(8)
        self.setGeometry(left, top, size.width(), size.height())
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
