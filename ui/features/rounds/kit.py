"""What the full-screen pages of a round are built from: sizes that grow, words, and buttons that keep no trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.graphics import fonts
from ui.kit.theme import theme
from ui.kit.widgets.plain import Button, Label, Markup, RichLabel
from ui.session.preferences import TEXT_SIZES

_LARGE, _LARGE_GROWS = 28, 0.35
"""Letters above this many pixels need little more: the boxes must have room beside them."""
_LEAST = 13
"""No letters are lower than this, in pixels: the page is read by everybody, on any laptop."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Ruler:
    """Sizes of the page in pixels of a screen of 1600 x 1000: `fit` follows the screen, `zoom` the size of text."""

    fit: float = 1.0
    zoom: float = 1.0

    @classmethod
    def on(cls, size: QSize, zoom: int) -> Ruler:
        """Return the ruler for a window of a size in pixels and a size of text in percent."""
        return cls(min(1.4, max(0.5, min(size.width() / 1600, size.height() / 1000))), zoom / 100)

    def px(self, pixels: float) -> int:
        """Return a measure as it is on this screen."""
        return max(1, round(pixels * self.fit))

    def tall(self, pixels: float) -> int:
        """Return a measure that holds words, and so grows with them; what is large already grows less."""
        zoom = self.zoom if pixels <= _LARGE else 1 + (self.zoom - 1) * _LARGE_GROWS
        return max(1, round(pixels * self.fit * zoom))

    def font(self, pixels: float, *, bold: bool = False) -> QFont:
        """Return a font so many pixels high."""
        made = QFont()
        made.setFamilies(list(fonts.FAMILIES))
        made.setPixelSize(max(_LEAST, self.tall(pixels)))
        made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return made

    def column(self, parent: QWidget | None = None, gap: int = 0) -> QVBoxLayout:
        """Return a layout from top to bottom without margins."""
        made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(self.px(gap) if gap else 0)
        return made

    def row(self, parent: QWidget | None = None, gap: int = 0) -> QHBoxLayout:
        """Return a layout along the line without margins."""
        made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(self.px(gap) if gap else 0)
        return made


class Words(Label):
    """Words of a size and a tone, wrapped and in the middle."""

    def __init__(self, ruler: Ruler, text: str, size: float = 20, tone: str = "", *, bold: bool = False) -> None:
        super().__init__(text)
        _set(self, ruler, size, tone, bold=bold)


class RichWords(RichLabel):
    """Our own markup of a size and a tone, wrapped and in the middle."""

    def __init__(self, ruler: Ruler, text: Markup, size: float = 20, tone: str = "", *, bold: bool = False) -> None:
        super().__init__(text)
        _set(self, ruler, size, tone, bold=bold)


def _set(words: QLabel, ruler: Ruler, size: float, tone: str, *, bold: bool) -> None:
    words.setFont(ruler.font(size, bold=bold))
    if tone:
        words.setProperty("tone", tone)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    words.setSizePolicy(policy)


def next_zoom(zoom: int, by: int, *, around: bool = False) -> int:
    """Return the size of text some steps from one, in percent; `around` begins anew after the largest."""
    known = TEXT_SIZES.index(min(TEXT_SIZES, key=lambda size: abs(size - zoom))) + by
    return TEXT_SIZES[known % len(TEXT_SIZES) if around else max(0, min(len(TEXT_SIZES) - 1, known))]


def widen(words: QLabel, ruler: Ruler, plain: str, most: float = 1000) -> None:
    """Let words beside other things have their whole line, up to a width, before they are wrapped."""
    font = QFont(words.font())
    font.setWeight(QFont.Weight.Bold)
    whole = QFontMetrics(font).horizontalAdvance(plain) + ruler.px(8)
    words.setMinimumWidth(min(whole, ruler.px(most)))


class Push(Button):
    """A large button; Enter presses it, Space does not (held, it shows the person's own answer)."""

    def __init__(
        self,
        ruler: Ruler,
        words: str,
        do: Callable[[], object] | None = None,
        *,
        icon: str = "",
        end_icon: str = "",
        key: str = "",
        look: str = "",
        size: float = 18,
        high: float = 48,
        side: float = 18,
    ) -> None:
        super().__init__(words)
        self._ruler, self._look = ruler, look
        self._icon, self._end_icon, self._key = icon, end_icon, key
        self._high, self._side = high, side
        self.setFont(ruler.font(size, bold=look in ("primary", "bold")))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        if do is not None:
            self.clicked.connect(lambda _checked=False: do())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        wide = metrics.horizontalAdvance(self.text()) + 2 * self._ruler.px(self._side) + 2
        gap = self._ruler.px(10)
        wide += sum(self._icon_side() + gap for icon in (self._icon, self._end_icon) if icon)
        if self._key:
            wide += self._key_width() + gap
        return QSize(wide, max(self._ruler.tall(self._high), metrics.height() + self._ruler.px(10)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        primary, quiet = self._look == "primary", self._look in ("quiet", "link")
        body = (
            QRectF(self.rect()).adjusted(4, 4, -4, -4)
            if self.hasFocus()
            else QRectF(self.rect()).adjusted(2, 2, -2, -2)
        )
        corner = self._ruler.px(14)
        if not self.isEnabled():
            ground, ink, edge = "surface_3", "text_disabled", "surface_3"
        elif primary:
            ground, ink, edge = ("brand_press" if self.isDown() else "brand"), "on_brand", "brand"
        else:
            ground = "surface_3" if self.isDown() else "surface"
            ink, edge = ("brand_text" if self._look == "link" else "text_2" if quiet else "text"), "border_control"
        if not quiet or self.isDown():
            painter.setBrush(look.colour(ground))
            painter.setPen(Qt.PenStyle.NoPen if quiet else QPen(look.colour(edge), 2))
            painter.drawRoundedRect(body, corner, corner)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), corner + 3, corner + 3)
        self._paint_line(painter, ink)
        painter.end()

    def _paint_line(self, painter: QPainter, ink: str) -> None:
        """Paint icon, words, key and last icon along the line, in the middle; from the right where people read so."""
        look, gap, icon = theme(), self._ruler.px(10), self._icon_side()
        parts: list[tuple[str, float]] = []
        if self._icon:
            parts.append(("icon", icon))
        parts.append(("words", QFontMetrics(self.font()).horizontalAdvance(self.text())))
        if self._key:
            parts.append(("key", self._key_width()))
        if self._end_icon:
            parts.append(("end", icon))
        at = (self.width() - sum(wide for _part, wide in parts) - gap * (len(parts) - 1)) / 2
        for part, wide in parts:
            left = self.width() - at - wide if self.isRightToLeft() else at
            box = QRectF(left, 0, wide, self.height())
            if part in ("icon", "end"):
                name = self._icon if part == "icon" else self._mirrored(self._end_icon)
                square = QRectF(box.left(), (self.height() - icon) / 2, icon, icon)
                picture = look.pixmap(self._mirrored(name) if part == "icon" else name, ink, 48, 2.0)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(square, picture, QRectF(picture.rect()))
            elif part == "key":
                self._paint_key(painter, box)
            else:
                painter.setFont(self.font())
                painter.setPen(look.colour(ink))
                painter.drawText(box.adjusted(-2, 0, 2, 0), Qt.AlignmentFlag.AlignCenter, self.text())
                if self._look == "link":
                    base = self.height() / 2 + QFontMetrics(self.font()).ascent() * 0.55
                    painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))
            at += wide + gap

    def _paint_key(self, painter: QPainter, box: QRectF) -> None:
        look, font = theme(), self._ruler.font(14)
        high = QFontMetrics(font).height() + 6
        body = QRectF(box.left(), (self.height() - high) / 2, box.width(), high)
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("border_strong"), 1))
        painter.drawRoundedRect(body, 4, 4)
        painter.setFont(font)
        painter.setPen(look.colour("text_2"))
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self._key)

    def _key_width(self) -> int:
        return QFontMetrics(self._ruler.font(14)).horizontalAdvance(self._key) + self._ruler.px(16)

    def _icon_side(self) -> int:
        return round(QFontMetrics(self.font()).height() * 0.95)

    def _mirrored(self, icon: str) -> str:
        swap = {"chevron-left": "chevron-right", "chevron-right": "chevron-left"}
        return swap.get(icon, icon) if self.isRightToLeft() else icon


class Picture(QWidget):
    """An icon in a colour; decoration."""

    def __init__(self, name: str, role: str, side: int, ground: str = "") -> None:
        super().__init__()
        self._name, self._role, self._ground = name, role, ground
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        inside = QRectF(self.rect())
        if self._ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour(self._ground))
            painter.drawEllipse(inside)
            inside = inside.adjusted(*(self.width() * part for part in (0.27, 0.27, -0.27, -0.27)))
        picture = theme().pixmap(self._name, self._role, 96, 2.0)
        painter.drawPixmap(inside, picture, QRectF(picture.rect()))
        painter.end()
