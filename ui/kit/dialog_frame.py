"""The frame of the program's dialogs: a sentence and a body, which scroll, and buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.kit.bounded import Bounded
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, row
from ui.kit.widgets.words import IconLabel, WrappedLabel

_ACROSS = 22


def run_dialog(dialog: QDialog) -> bool:
    """Show a dialog until it is left, and let it go; return whether what it offers is wanted."""
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


class Dialog(Bounded):
    """A window-modal dialog; Esc closes it, and its buttons are always in sight."""

    def __init__(self, parent: QWidget | None, title: str, icon: str = "", role: str = "brand_text") -> None:
        super().__init__(parent, title)
        layout = column(self, 14, (0, 0, 0, 16))
        self._holder = QWidget()
        self._holder.setProperty("part", "plain")
        self._inside: QVBoxLayout = column(self._holder, 14, (_ACROSS, 20, _ACROSS, 0))
        head = row(spacing=12)
        if icon:
            head.addWidget(IconLabel(icon, role, 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(WrappedLabel(title, "heading"), 1)
        self._inside.addLayout(head)
        self.body: QVBoxLayout = column(spacing=10)
        self._inside.addLayout(self.body)
        self._inside.addStretch(1)
        self._holder.installEventFilter(self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._holder)
        layout.addWidget(self._area, 1)
        self.below: QVBoxLayout = column(spacing=10, margins=(_ACROSS, 0, _ACROSS, 0))
        layout.addLayout(self.below)
        self.foot: QHBoxLayout = row(spacing=8, margins=(_ACROSS, 0, _ACROSS, 0))
        self.foot.addStretch(1)
        layout.addLayout(self.foot)
        self.setMinimumWidth(theme().scaled(460))

    def fill(self) -> None:
        """Let what can grow in the body take all the room there is."""
        self._inside.setStretchFactor(self.body, 1_000)

    def add_button(self, made: QPushButton, *, first: bool = False) -> QPushButton:
        """Put a button at the foot; the `first` one has the focus and Enter."""
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAutoDefault(first)
        self.foot.addWidget(made)
        if first:
            made.setDefault(True)
            made.setFocus()
        return made

    def fit(self, *, smaller: bool = False) -> None:
        """Take the size that the body needs, as far as there is room; become `smaller` only where that is meant."""
        whole = self.layout()
        if whole is None:
            return
        self._inside.activate()
        now = QSize(0, 0) if smaller or not self.testAttribute(Qt.WidgetAttribute.WA_Resized) else self.size()
        width = min(max(self._wish(), now.width()), self.most().width())
        around = _height(whole, width) - self._area.sizeHint().height()
        self.resize_within(QSize(width, max(around + _height(self._inside, width), now.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the body."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    def _wish(self) -> int:
        """Return how wide the dialog would be at least."""
        return max(self.minimumWidth(), self._inside.sizeHint().width(), self.foot.minimumSize().width())


def _height(layout: QLayout, width: int) -> int:
    """Return how high a layout would be in a width."""
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
