"""A layout that goes on in the next line where the line is full, as chips do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.kit.theme import theme


class Flow(QLayout):
    """Items in reading order, wrapped; mirrored in right-to-left windows.

    `even` items are as wide as the widest, so that they stand in columns; `filled` lines give what is left of their
    width to the items that can grow.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = 6, *, even: bool = False, filled: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = theme().scaled(gap)
        self._even, self._filled = even, filled
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        inside = QRect(0, 0, width - edges.left() - edges.right(), 0)
        return self._arrange(inside, move=False) + edges.top() + edges.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items in lines and return the height that they take."""
        y = 0
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        for line in self._lines(rect.width()):
            tallest = max(item.sizeHint().height() for item, _wide in line)
            x = 0
            for item, wide in line:
                if move:
                    left = rect.right() + 1 - x - wide if mirrored else rect.left() + x
                    top = rect.top() + y
                    height = item.sizeHint().height()
                    if self._filled:
                        top += (tallest - height) // 2
                    item.setGeometry(QRect(QPoint(left, top), QSize(wide, height)))
                x += wide + self._gap
            y += tallest + self._gap
        return max(0, y - self._gap)

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Return the items of each line with their widths."""
        shown = [item for item in self._items if not item.isEmpty()]
        widest = max((item.sizeHint().width() for item in shown), default=0)
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        for item in shown:
            wide = min(widest if self._even else item.sizeHint().width(), room)
            if not lines or used + self._gap + wide > room:
                lines.append([])
                used = -self._gap
            lines[-1].append((item, wide))
            used += self._gap + wide
        return [self._spread(line, room) for line in lines] if self._filled else lines

    def _spread(self, line: list[tuple[QLayoutItem, int]], room: int) -> list[tuple[QLayoutItem, int]]:
        """Return a line with what is left of it given to the items that can grow, alike."""
        growing = [item for item, _wide in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        left = room - sum(wide for _item, wide in line) - self._gap * (len(line) - 1)
        more = max(0, left) // max(1, len(growing))
        return [(item, wide + more if item in growing else wide) for item, wide in line]
