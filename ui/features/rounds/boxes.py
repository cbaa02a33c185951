"""The boxes that people press: marked only while they are pressed or while the person holds "Show mine"."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from stworkshop.i18n import gettext as _
from ui.features.rounds.kit import ENTER, Ruler
from ui.kit.theme import theme
from ui.kit.widgets.plain import RadioButton
from ui.kit.widgets.sides import side_path_in

_ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}


class Box(RadioButton):
    """A choice without a memory: what was chosen cannot be read from it, by nobody's eyes and by no screen reader.

    `spoken` is what those hear who listen. It has no hover, and the pressed state ends with the press.
    """

    def __init__(self, ruler: Ruler, spoken: str) -> None:
        super().__init__()
        self.ruler, self._spoken = ruler, spoken
        self._shown = self._entered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(spoken)
        self.pressed.connect(self._tell)
        self.released.connect(self._tell)

    def show_mine(self, on: bool) -> None:
        """Mark it as the person's own answer while this is held."""
        self._shown = on
        self._tell()

    def show_pressed(self, on: bool) -> None:
        """Look pressed while its key is down."""
        self.setDown(on)
        self._tell()

    @property
    def marked(self) -> bool:
        """Whether it can be told from the others just now."""
        return self._shown or self.isDown()

    def nextCheckState(self) -> None:
        """Stay unchecked: a checked box would tell."""

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, let go again, chooses; arrows go to the next box; all other keys are the page's."""
        if event.key() in ENTER:
            if not event.isAutoRepeat():
                self._entered = True
                self.setDown(True)
                self.pressed.emit()
        elif event.key() in _ARROWS:
            across, down = _ARROWS[Qt.Key(event.key())]
            self._walk(-across if self.isRightToLeft() else across, down)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat() and self._entered:
            self._let_go()
            self.clicked.emit()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._entered:
            self._let_go()

    def _walk(self, across: int, down: int) -> None:
        """Move the focus to the box so many steps away, where there is one."""
        self._walk_by(across + down)

    def _walk_by(self, steps: int) -> None:
        parent = self.parentWidget()
        beside = parent.findChildren(type(self), options=Qt.FindChildOption.FindDirectChildrenOnly) if parent else []
        at = beside.index(self) + steps if self in beside else -1
        if 0 <= at < len(beside):
            beside[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _let_go(self) -> None:
        self._entered = False
        self.setDown(False)
        self.released.emit()

    def _tell(self) -> None:
        self.setAccessibleName(_("{choice}, your answer").format(choice=self._spoken) if self.marked else self._spoken)
        self.update()

    def _paint_ground(
        self, painter: QPainter, *, dashed: bool = False, corner: float = 20, edge: str = "border_control"
    ) -> str:
        """Paint box and focus ring; return the colour of what stands in it."""
        look, radius = theme(), self.ruler.px(corner)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        pen = QPen(look.colour("brand" if self.marked else edge), 2)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.colour("brand" if self.marked else "surface"))
        painter.drawRoundedRect(body, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius + 3, radius + 3)
        return "on_brand" if self.marked else "text"


class NumberBox(Box):
    """A large box with a number, a sign and words under it."""

    def __init__(self, ruler: Ruler, number: str, sign: str, words: str) -> None:
        super().__init__(ruler, _("{number}, {words}").format(number=number, words=words))
        self._number, self._sign, self._words = number, sign, words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        text = QFontMetrics(self.ruler.font(21))
        wide = max((text.horizontalAdvance(word) for word in self._words.split()), default=0) + self.ruler.px(28)
        high = self.ruler.tall(62) + self.ruler.tall(26) * 4 + self.ruler.px(40)
        return QSize(max(wide, self.ruler.px(150)), max(self.ruler.px(252), high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ruler = QPainter(self), self.ruler
        ink = self._paint_ground(painter)
        body = QRect(self.rect()).adjusted(ruler.px(12), 0, -ruler.px(12), 0)
        fonts = (ruler.font(62, bold=True), ruler.font(24, bold=True), ruler.font(21))
        flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
        lines = QFontMetrics(fonts[2]).boundingRect(QRect(0, 0, body.width(), 999), flags, self._words).height()
        heights = (QFontMetrics(fonts[0]).height(), ruler.tall(28), lines)
        y = (self.height() - sum(heights)) // 2
        for text, font, high, tone in zip(
            (self._number, self._sign, self._words), fonts, heights, (ink, "", ink), strict=True
        ):
            painter.setFont(font)
            painter.setPen(theme().colour(tone or (ink if self.marked else "text_3")))
            painter.drawText(QRect(body.left(), y, body.width(), high), flags, text)
            y += high
        painter.end()


class WordBox(Box):
    """A wide box with a number or a side's sign before its words; a plain answer beside the scale is dashed."""

    def __init__(
        self,
        ruler: Ruler,
        words: str,
        number: str = "",
        *,
        dashed: bool = False,
        side: str = "",
        icon: str = "",
        high: float = 104,
        size: float = 21,
    ) -> None:
        super().__init__(ruler, _("{number}, {words}").format(number=number, words=words) if number else words)
        self._words, self._number, self._dashed, self._side = words, number, dashed, side
        self._high, self._size, self._icon = high, size, icon
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Change the words."""
        self._words = self._spoken = words
        self._tell()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.ruler.font(self._size))
        lines = metrics.boundingRect(QRect(0, 0, self._room(), 999), self._flags(), self._words).height()
        wide = max((metrics.horizontalAdvance(word) for word in self._words.split()), default=0)
        return QSize(
            wide + self.ruler.px(120), max(self.ruler.tall(self._high * 0.6), self.ruler.px(self._high), lines + 24)
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ruler = QPainter(self), self.ruler
        ink = self._paint_ground(painter, dashed=self._dashed, edge="border_strong" if self._icon else "border_control")
        font = ruler.font(self._size)
        metrics = QFontMetrics(font)
        words = metrics.boundingRect(QRect(0, 0, self._room(), 999), self._flags(), self._words)
        lead = ruler.tall(34) if self._number or self._side else ruler.tall(24) if self._icon else 0
        gap = ruler.px(20) if lead else 0
        left = (self.width() - lead - gap - words.width()) / 2
        mirrored = self.isRightToLeft()
        if lead:
            at = self.width() - left - lead if mirrored else left
            self._paint_lead(painter, QRectF(at, (self.height() - lead) / 2, lead, lead), ink)
        painter.setFont(font)
        painter.setPen(theme().colour(ink if self.marked or not self._icon else "text_2"))
        x = left if mirrored else left + lead + gap
        box = QRectF(x - 2, (self.height() - words.height()) / 2, words.width() + 4, words.height())
        painter.drawText(box, self._flags(), self._words)
        painter.end()

    def _paint_lead(self, painter: QPainter, box: QRectF, ink: str) -> None:
        look = theme()
        if self._icon:
            picture = look.pixmap(self._icon, ink if self.marked else "text_3", 48, 2.0)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, picture, QRectF(picture.rect()))
            return
        if self._side:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ink if self.marked else f"side/{self._side}/mark"))
            painter.drawPath(side_path_in(self._side, box))
            return
        painter.setFont(self.ruler.font(34, bold=True))
        painter.setPen(look.colour(ink if self.marked else "text_2"))
        painter.drawText(box.adjusted(-8, -8, 8, 8), Qt.AlignmentFlag.AlignCenter, self._number)

    def _room(self) -> int:
        return max(self.ruler.px(120), self.width() - self.ruler.px(100))

    def _flags(self) -> int:
        return int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)


class Cell(Box):
    """One place of the grid of two axes; its neighbours are made row by row, from the lowest row up."""

    def __init__(self, ruler: Ruler, spoken: str, columns: int) -> None:
        super().__init__(ruler, spoken)
        self._columns = columns
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _walk(self, across: int, down: int) -> None:
        self._walk_by(across - down * self._columns)

    def sizeHint(self) -> QSize:
        return QSize(self.ruler.px(130), self.ruler.px(64))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.ruler.px(70), self.ruler.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._paint_ground(painter, corner=10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(ink if self.marked else "border_strong"))
        radius = self.height() * (0.2 if self.marked else 0.07)
        painter.drawEllipse(QPointF(self.rect().center()), radius, radius)
        painter.end()


class RowBox(Box):
    """A row of a list: a card's words, and at its end what the person gave it, told only while pressed or shown."""

    def __init__(self, ruler: Ruler, words: str, icon: str, role: str) -> None:
        super().__init__(ruler, words)
        self._words, self._icon, self._role = words, icon, role
        self._mine = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell_mine(self, words: str) -> None:
        """Hold ready what stands at the end while the row is marked ("2 dots", "place 3")."""
        self._mine = words
        self._tell()

    def _tell(self) -> None:
        told = _("{choice}: {mine}").format(choice=self._spoken, mine=self._mine)
        self.setAccessibleName(told if self.marked and self._mine else self._spoken)
        self.update()

    def sizeHint(self) -> QSize:
        lines = self._lines(max(self.ruler.px(300), self.width() - self.ruler.px(300)))
        return QSize(self.ruler.px(500), max(self.ruler.px(72), lines + self.ruler.px(30)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.ruler.px(260), self.sizeHint().height())

    def _lines(self, wide: int) -> int:
        metrics = QFontMetrics(self.ruler.font(21))
        return metrics.boundingRect(QRect(0, 0, wide, 999), int(Qt.TextFlag.TextWordWrap), self._words).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ruler = QPainter(self), self.ruler
        ink = self._paint_ground(painter, corner=14)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side, edge = ruler.tall(28), ruler.px(24)
        mirrored = self.isRightToLeft()
        square = QRectF(self.width() - edge - side if mirrored else edge, (self.height() - side) / 2, side, side)
        picture = theme().pixmap(self._icon, ink if self.marked else self._role, 48, 2.0)
        painter.drawPixmap(square, picture, QRectF(picture.rect()))
        start, end = edge + side + ruler.px(16), ruler.tall(130)
        box = QRectF(end if mirrored else start, 0, self.width() - start - end, self.height())
        painter.setFont(ruler.font(21))
        painter.setPen(theme().colour(ink))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # words keep the direction of their script
        along = Qt.AlignmentFlag.AlignAbsolute
        along |= Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(along | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap), self._words)
        if self.marked and self._mine:
            painter.setFont(ruler.font(22, bold=True))
            box = QRectF(edge if mirrored else self.width() - end - ruler.px(6), 0, end - edge, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._mine)
        painter.end()
