"""What keeps its least height in a low window: it scrolls there, and no part is pressed into another."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSplitter, QWidget

from ui.kit.theme import theme
from ui.kit.widgets.scroll import upright

_MOST = 16_777_215
"""What Qt takes for no limit, in pixels."""


@runtime_checkable
class Tall(Protocol):
    """What knows how low it may become."""

    def least_height(self, width: int) -> int:
        """Return how many pixels of height it needs in a width."""


class Roomy(QScrollArea):
    """Shows one part as large as there is room for, and never lower than its `least_height` for that width."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        upright(self)
        self.setWidgetResizable(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(part)
        part.setAutoFillBackground(False)
        part.installEventFilter(self)
        self.setFocusProxy(part)

    def fit(self) -> None:
        """Give the part its size."""
        part, room = self.widget(), self.maximumViewportSize()
        if not isinstance(part, Tall) or not isinstance(part, QWidget) or room.isEmpty():
            return
        width, high = room.width(), part.least_height(room.width())
        if high > room.height():
            width -= self.verticalScrollBar().sizeHint().width()
            high = part.least_height(width)
        if part.size() != (size := QSize(width, max(high, room.height()))):
            part.resize(size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()


class Beside:
    """Parts side by side, or one below the other where the page is narrower than `from_width`, at 100 %.

    Each of `parts` comes with the height, at 100 %, that it has then; the last one has all that is left, and is on top
    where it is `last_first`.
    """

    def __init__(
        self, line: QBoxLayout | QSplitter, from_width: int, *parts: tuple[QWidget, int], last_first: bool = False
    ) -> None:
        self._line, self._from_width, self._parts = line, from_width, parts
        self._last_first, self.below = last_first, False

    def turn(self, width: int) -> bool:
        """Put the parts as a width in pixels needs it; tell whether they stand below each other."""
        below = width < theme().scaled(self._from_width)
        if below != self.below:
            self.below = below
            for part, high in self._parts:
                part.setMinimumSize(0, theme().scaled(high) if below else 0)
                part.setMaximumSize(_MOST, _MOST)
                if below and part is not self._parts[-1][0]:
                    part.setFixedHeight(theme().scaled(high))
            self._turn()
        return below

    def _turn(self) -> None:
        if isinstance(self._line, QSplitter):
            kinds = self._line.orientation().__class__
            self._line.setOrientation(kinds.Vertical if self.below else kinds.Horizontal)
        else:
            kind = QBoxLayout.Direction
            down = kind.BottomToTop if self._last_first else kind.TopToBottom
            self._line.setDirection(down if self.below else kind.LeftToRight)

    def height(self, width: int) -> int:
        """Return what the parts that are shown need one below the other in a width, in pixels."""
        last = self._parts[-1][0].layout()
        more = last.totalHeightForWidth(width) if last is not None else 0  # less than that, Qt gives to none
        heights = [theme().scaled(high) for part, high in self._parts if not part.isHidden()]
        return max(sum(heights), sum(heights[:-1]) + more)
