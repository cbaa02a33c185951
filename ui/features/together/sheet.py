"""The frame of both dialogs about rooms: a head with a picture, a body that scrolls where it must, a foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rules import ROLES
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, pressed_by, row
from ui.kit.widgets.folding import Folding
from ui.kit.widgets.plain import set_title
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.tab_order import tab_in_order
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.presence.roles import role_says, role_word

_EDGE = 36
"""Pixels that stay free around the dialog, of its window or of the screen."""
_LEAST = (420, 320)


class Sheet(QDialog):
    """A window-modal dialog that is as large as what it holds, and no larger than there is room."""

    def __init__(self, parent: QWidget, icon: str, title: str, wide: int) -> None:
        super().__init__(parent)
        set_title(self, title)
        describe(self, title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
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
        room = self._most()
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
            grown = size.height() - self.height()
            self.resize(size)
            if self.isVisible() and grown > 0:
                self._stay_inside()

    def fit_soon(self, *, smaller: bool = False) -> None:
        """Fit once what was shown or hidden has its place."""
        QTimer.singleShot(0, self, lambda: self.fit(smaller=smaller))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit what became larger deep inside, of which the body hears only some turns later."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.fit_soon()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        tab_in_order(self)
        self.fit()
        self.fit_soon()  # wrapped words know their height only now

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the first."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def _most(self) -> QSize:
        """How large the dialog may be: it may stand over the edge of a small window, not over that of the screen."""
        screen = self.screen().availableGeometry().size()
        over = self._parent.window().size()
        most = QSize(max(over.width(), 720), max(over.height(), 600))
        return QSize(min(most.width(), screen.width()) - _EDGE, min(most.height(), screen.height()) - _EDGE)

    def _stay_inside(self) -> None:
        screen = self.screen().availableGeometry()
        beyond = self.y() + self.frameGeometry().height() - screen.bottom()
        if beyond > 0:
            self.move(self.x(), max(screen.top(), self.y() - beyond))

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
