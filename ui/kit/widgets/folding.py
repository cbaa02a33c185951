"""Two parts in one line, one above the other where the line is too short for both."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from ui.kit.theme import theme


class Folding(QFrame):
    """A bar with a part at its beginning and one at its end; `whole` ones are folded before the first is squeezed."""

    def __init__(
        self, part: str, first: QWidget, last: QWidget, edges: tuple[int, int], *, whole: bool = False
    ) -> None:
        super().__init__()
        self._whole = whole
        self.setProperty("part", part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._first, self._last = first, last
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        across, down = (theme().scaled(edge) for edge in edges)
        self._line.setContentsMargins(across, down, across, down)
        self._line.setSpacing(theme().scaled(8))
        self._line.addWidget(first, 1)
        self._line.addWidget(last)

    def minimumSizeHint(self) -> QSize:
        """It can become as narrow as its wider part."""
        edges = self._line.contentsMargins()
        first = max(self._first.minimumSizeHint().width(), self._first.minimumWidth())
        wide = max(first, self._last.minimumSizeHint().width())
        return QSize(wide + edges.left() + edges.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """Put the parts beside each other if both have room; to be called when one of them has changed."""
        edges = self._line.contentsMargins()
        first = self._first.sizeHint() if self._whole else self._first.minimumSizeHint()
        needed = max(first.width(), self._first.minimumWidth()) + self._last.sizeHint().width() + self._line.spacing()
        fits = needed + edges.left() + edges.right() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        kept = QSizePolicy.Policy.Minimum if fits else QSizePolicy.Policy.Preferred
        self._last.setSizePolicy(kept, QSizePolicy.Policy.Preferred)
        if way != self._line.direction():
            self._line.setDirection(way)
