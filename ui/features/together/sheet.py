"""The frame of both dialogs about rooms: a head with a picture, a body that scrolls where it must, a foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.rules import ROLES
from ui.kit.bounded import Bounded
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, frame, label, row
from ui.kit.widgets.folding import Folding
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.tab_order import tab_in_order
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.presence.roles import role_says, role_word

_FREE = QSize(36, 36)
"""Pixels of its window that stay free around the dialog."""
_LEAST = (420, 320)


class Sheet(Bounded):
    """A window-modal dialog that is as large as what it holds, and no larger than there is room."""

    def __init__(self, parent: QWidget, icon: str, title: str, wide: int) -> None:
        super().__init__(parent, title)
        self._wide = wide
        self._parent = parent
        layout = column(self)
        layout.addWidget(self._head(icon, title))
        self._holder = QWidget()
        self._holder.setProperty("part", "surface")
        self.body: QVBoxLayout = column(self._holder, 12, (22, 18, 22, 16))
        self._holder.installEventFilter(self)
        self.area = upright(QScrollArea())
        self.area.setProperty("part", "surface")
        self.area.setWidget(self._holder)
        layout.addWidget(self.area, 1)
        first, last = QWidget(), QWidget()
        self.foot_start: QHBoxLayout = row(first, 8)
        self.foot: QHBoxLayout = row(last, 8)
        self._foot = Folding("sheet", first, last, (22, 12), whole=True)
        layout.addWidget(self._foot)

    def about(self, words: str) -> None:
        """Say under the title what this is."""
        self._about.setText(words)

    def foot_button(self, made: QPushButton, *, first: bool = False) -> QPushButton:
        """Put a button at the foot; the `first` one is pressed by Enter."""
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAutoDefault(first)
        made.setDefault(first)
        self.foot.addWidget(made)
        return made

    def fit(self, *, smaller: bool = False) -> None:
        """Take the size that the parts need, as far as there is room; become `smaller` only where that is meant."""
        self._foot.fold()
        room = self.most()
        width = max(min(theme().scaled(self._wide), room.width()), _LEAST[0])
        edges = self._head_bar.heightForWidth(width) if self._head_bar.hasHeightForWidth() else 0
        edges = max(edges, self._head_bar.sizeHint().height()) + self._foot.sizeHint().height()
        inside = self._holder.layout()
        need = inside.totalHeightForWidth(width) if inside and inside.hasHeightForWidth() else 0
        need = max(need, self._holder.sizeHint().height() if not need else 0)
        height = max(min(edges + need + 4, room.height()), _LEAST[1])
        now = self.size() if self.isVisible() and not smaller else QSize(0, 0)
        size = QSize(max(width, min(now.width(), room.width())), max(height, min(now.height(), room.height())))
        if size != self.size():
            self.resize_within(size)

    def fit_soon(self, *, smaller: bool = False) -> None:
        """Fit once what was shown or hidden has its place."""
        QTimer.singleShot(0, self, lambda: self.fit(smaller=smaller))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit what became larger deep inside, of which the body hears only some turns later."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.fit_soon()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        tab_in_order(self)
        super().showEvent(event)

    def most(self) -> QSize:
        """Return how large the dialog may be: it may stand over the edge of a small window, not of the screen."""
        over = self._parent.window().size()
        return super().most().boundedTo(QSize(max(over.width(), 720), max(over.height(), 600)) - _FREE)

    def _head(self, icon: str, title: str) -> QFrame:
        bar = self._head_bar = frame("dialog-head")
        inner = row(bar, 14, (22, 16, 18, 14))
        tile = frame("icon-tile")
        tile.setFixedSize(theme().scaled(44), theme().scaled(44))
        row(tile).addWidget(IconLabel(icon, "brand_text", 24), 0, Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(tile)
        words = column()
        words.addWidget(WrappedLabel(title, "heading"))
        self._about = WrappedLabel("", "body", "muted")
        words.addWidget(self._about)
        inner.addLayout(words, 1)
        self.close_button = button("", self.reject, "close", "quiet", name=_("Close"))
        self.close_button.setAutoDefault(False)
        inner.addWidget(self.close_button)
        return bar


def note(words: str, icon: str = "info", tone: str = "muted", part: str = "well") -> tuple[QFrame, WrappedLabel]:
    """Return a line of small words on a ground, with an icon before it, and the label in it."""
    role = {"muted": "text_2", "warn": "warn", "danger": "danger"}[tone]
    holder = frame(part)
    line = row(holder, 10, (12, 8, 12, 8))
    line.addWidget(IconLabel(icon, role, 17), 0, Qt.AlignmentFlag.AlignTop)
    said = WrappedLabel(words, "small", tone)
    line.addWidget(said, 1)
    return holder, said


def fold(words: str, part: QWidget, sheet: Sheet) -> tuple[QPushButton, QWidget]:
    """Return a button that shows a part of a dialog or hides it, and the part, hidden at first."""

    def turn() -> None:
        opened = made.isChecked()
        part.setVisible(opened)
        theme().set_icon(made, "chevron-down" if opened else _closed(made), "brand_text", 16)
        sheet.fit_soon(smaller=True)

    made = button(words, turn, "chevron-right", "link")
    made.setCheckable(True)
    made.setAutoDefault(False)
    theme().set_icon(made, _closed(made), "brand_text", 16)
    part.hide()
    return made, part


def _closed(made: QWidget) -> str:
    return "chevron-left" if made.isRightToLeft() else "chevron-right"


def explained_roles() -> QWidget:
    """Return the roles of a room with what each may do."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(theme().scaled(4), 0, 0, 0)
    grid.setHorizontalSpacing(theme().scaled(14))
    grid.setVerticalSpacing(theme().scaled(4))
    grid.setColumnStretch(1, 1)
    for at, role in enumerate(ROLES):
        grid.addWidget(label(role_word(role), "small", strong=True), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(WrappedLabel(role_says(role), "small", "muted"), at, 1)
    return holder
