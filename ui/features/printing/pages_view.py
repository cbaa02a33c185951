"""The pages as they will be on paper: one, two side by side, or all, in any size, with the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from stworkshop.i18n import gettext as _
from stworkshop.report.typesetting.reading_order import Place
from ui.features.printing.page_cache import Sheaf
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

ZOOMS = (0.1, 0.17, 0.25, 0.33, 0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
ONE, TWO, ALL = "one", "two", "all"


@dataclass(frozen=True, eq=False)
class Sheet:
    """A page of a part: its caption stands under it; `places` are its blocks in the order of reading."""

    sheaf: Sheaf
    page: int
    part: int
    caption: str
    places: list[Place] = field(default_factory=list)


class PagesView(QAbstractScrollArea):
    """Shows sheets; `turned` says that others are in view, `zoomed` that they have another size."""

    turned = Signal()
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheets: list[Sheet] = []
        self._mode = TWO
        self._zoom = 0.0
        self._at = 0
        self._badges = False
        self._placed: list[tuple[Sheet, QRectF]] = []
        self._size = QSizeF()
        describe(self, _("Pages as they will be printed"))
        theme().theme_changed.connect(self.viewport().update)

    # --- what is shown

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show these; what was in view stays so if it is among them."""
        before = self.current()
        self._sheets = list(sheets)
        for sheaf in {id(sheet.sheaf): sheet.sheaf for sheet in self._sheets}.values():
            sheaf.drawn.connect(self.viewport().update, Qt.ConnectionType.UniqueConnection)
        self._at = min(self._at, max(0, len(self._sheets) - 1))
        if before is not None:
            same = (n for n, sheet in enumerate(self._sheets) if (sheet.part, sheet.page) == (before.part, before.page))
            self._at = next(same, self._at)
        self._arrange()
        self.turned.emit()

    def sheets(self) -> list[Sheet]:
        """Return all sheets."""
        return list(self._sheets)

    def in_view(self) -> list[Sheet]:
        """Return the sheets that are shown now; of all, those that can be seen."""
        if self._mode != ALL:
            return self._group()
        shown = QRectF(self.viewport().rect()).translated(self._corner())
        return [sheet for sheet, rect in self._placed if rect.intersects(shown)]

    def current(self) -> Sheet | None:
        """Return the first sheet of those in view, as far as one was turned to."""
        return self._sheets[self._at] if self._sheets else None

    def show_mode(self, mode: str) -> None:
        """Show one page, two or all."""
        self._mode, self._zoom = mode, 0.0
        self._arrange()
        self.turned.emit()

    def show_badges(self, on: bool) -> None:
        """Number the blocks as a screen reader takes them."""
        self._badges = on
        self.viewport().update()

    def go_to(self, index: int) -> None:
        """Turn to a sheet."""
        if not self._sheets:
            return
        self._at = max(0, min(index, len(self._sheets) - 1))
        self._arrange()
        bar = self.verticalScrollBar()
        if self._mode == ALL:
            for sheet, rect in self._placed:
                if sheet is self._sheets[self._at]:
                    bar.setValue(int(rect.top() - theme().scaled(16)))
        else:
            bar.setValue(0)
        self.turned.emit()

    def turn(self, by: int) -> None:
        """Go on to the next sheets (+1), or back (-1)."""
        group = self._group()
        if not group:
            return
        at = self._sheets.index(group[0])
        self.go_to(at + len(group) if by > 0 else at - 1)

    def can_turn(self, by: int) -> bool:
        """Tell whether there are sheets after (+1) or before (-1) those in view."""
        group = self._group()
        return bool(group) and (group[-1] is not self._sheets[-1] if by > 0 else group[0] is not self._sheets[0])

    # --- how large

    @property
    def scale(self) -> float:
        """The size of the pages: 1 is as on paper."""
        return self._zoom or self._fitting()

    def zoom(self, by: int) -> None:
        """Show the pages larger (+1) or smaller (-1)."""
        now = self.scale
        others = [z for z in ZOOMS if (z > now + 0.01 if by > 0 else z < now - 0.01)]
        if others:
            self._zoom = others[0] if by > 0 else others[-1]
            self._arrange()
            self.zoomed.emit()

    def fit(self) -> None:
        """Show the pages as large as they fit."""
        self._zoom = 0.0
        self._arrange()
        self.zoomed.emit()

    def _group(self) -> list[Sheet]:
        """Return the sheets that are shown together: two of one part, or one; all count one by one."""
        if not self._sheets:
            return []
        now = self._sheets[self._at]
        if self._mode != TWO:
            return [now]
        first = self._at - now.page % 2
        after = self._sheets[first + 1 : first + 2]
        return [self._sheets[first], *(sheet for sheet in after if sheet.part == now.part)]

    def _inch(self) -> float:
        return self.logicalDpiX() / 72

    def _fitting(self) -> float:
        """Return the size in which the sheets in view fit."""
        group = self._group()
        if not group:
            return 1.0
        gap, caption = theme().scaled(22), theme().scaled(34)
        room = self.viewport().size()
        if self._mode == ALL:
            wide = max(sheet.sheaf.size(sheet.page)[0] for sheet in self._sheets)
            columns = 3 if room.width() > theme().scaled(520) else 2
            across = (room.width() - gap * (columns + 1)) / columns
            return max(0.02, across / (wide * self._inch()))
        wide = sum(sheet.sheaf.size(sheet.page)[0] for sheet in group)
        high = max(sheet.sheaf.size(sheet.page)[1] for sheet in group)
        across = room.width() - gap * (len(group) + 1)
        low = room.height() < theme().scaled(260)  # too low for a whole page that can be read: it is scrolled
        down = room.height() - 2 * caption if not low else 100_000
        return max(0.02, min(across / wide, down / high, 4.0 * self._inch()) / self._inch())

    def _arrange(self) -> None:
        """Place the sheets; two lie in the order of reading."""
        gap, caption = theme().scaled(22), theme().scaled(34)
        self._placed = []
        scale, y, wide = self.scale * self._inch(), float(caption), 0.0
        room = self.viewport().width()
        sheets = self._sheets if self._mode == ALL else self._group()
        line: list[tuple[Sheet, float, float]] = []

        def end_line() -> float:
            nonlocal wide
            across = sum(w for _sheet, w, _h in line) + gap * (len(line) + 1)
            wide = max(wide, across)
            x = gap + max(0.0, (room - across) / 2)
            tall = max(h for _sheet, _w, h in line)
            for sheet, w, h in line:
                self._placed.append((sheet, QRectF(x, y + (tall - h) / 2, w, h)))
                x += w + gap
            line.clear()
            return y + tall + caption

        for sheet in sheets:
            w, h = (value * scale for value in sheet.sheaf.size(sheet.page))
            if line and self._mode == ALL:
                full = sum(part for _s, part, _h in line) + w + gap * (len(line) + 2) > room + 1
                if full or line[-1][0].part != sheet.part:
                    y = end_line()
            line.append((sheet, w, h))
        if line:
            y = end_line()
        self._size = QSizeF(wide, y)
        self._mirror()
        self._bars()
        self.viewport().update()
        self._tell()

    def _mirror(self) -> None:
        if self.isRightToLeft():
            whole = max(self._size.width(), self.viewport().width())
            self._placed = [
                (sheet, QRectF(whole - r.right(), r.top(), r.width(), r.height())) for sheet, r in self._placed
            ]

    def _bars(self) -> None:
        room = self.viewport().size()
        for bar, whole, part in (
            (self.horizontalScrollBar(), self._size.width(), room.width()),
            (self.verticalScrollBar(), self._size.height(), room.height()),
        ):
            bar.setRange(0, max(0, int(whole) - part))
            bar.setPageStep(part)
            bar.setSingleStep(theme().scaled(40))

    def _corner(self) -> QPointF:
        """Return what is at the top left of the viewport; what is lower than the viewport lies in its middle."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        spare = self.viewport().height() - self._size.height()
        return QPointF(x, y - max(0.0, spare / 2))

    def _tell(self) -> None:
        """Say in words what is in view, and in which order it is read."""
        said = [sheet.caption for sheet in self._group()]
        order = [
            f"{place.number}. {place.text}" for sheet in self._group() if self._badges for place in sheet.places[:200]
        ]
        keys = _("Left and Right turn the pages.")
        describe(self, _("Pages as they will be printed"), description=" ".join([", ".join(said), keys, *order]))

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.zoomed.emit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()
        if self._mode == ALL:
            self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        on, back = (Qt.Key.Key_Left, Qt.Key.Key_Right) if self.isRightToLeft() else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        if event.key() in (on, back):
            self.turn(1 if event.key() == on else -1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if event.key() == Qt.Key.Key_Home else len(self._sheets) - 1)
        elif event.text() in ("+", "-") and event.text():
            self.zoom(1 if event.text() == "+" else -1)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            down = event.key() == Qt.Key.Key_PageDown
            bar = self.verticalScrollBar()
            if bar.value() == (bar.maximum() if down else 0) and self._mode != ALL:
                self.turn(1 if down else -1)
            else:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().event(event)

    # --- painting

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(600), theme().scaled(500))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(160), theme().scaled(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = theme()
        painter.fillRect(self.viewport().rect(), look.colour("surface_3"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = QRectF(self.viewport().rect())
        corner = self._corner()
        for sheet, placed in self._placed:
            rect = placed.translated(-corner)
            if rect.adjusted(0, 0, 0, look.scaled(34)).intersects(shown):
                self._paint_sheet(painter, sheet, rect)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(shown.adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_sheet(self, painter: QPainter, sheet: Sheet, rect: QRectF) -> None:
        look = theme()
        paint_paper(painter, rect)
        picture = sheet.sheaf.picture(sheet.page, round(rect.width() * self.devicePixelRatioF()))
        if picture is not None:
            painter.drawImage(rect, picture)
        if self._badges:
            self._paint_places(painter, sheet, rect)
        painter.setPen(look.colour("text_2"))
        painter.setFont(look.font("small"))
        under = QRectF(rect.left(), rect.bottom() + look.scaled(5), rect.width(), look.scaled(24))
        words = painter.fontMetrics().elidedText(sheet.caption, Qt.TextElideMode.ElideRight, int(under.width()))
        painter.drawText(under, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def _paint_places(self, painter: QPainter, sheet: Sheet, rect: QRectF) -> None:
        """Frame each block, with its number at the corner where it begins."""
        look = theme()
        scale = rect.width() / (sheet.sheaf.size(sheet.page)[0] or 1)
        font = look.font("caption")
        font.setBold(True)
        painter.setFont(font)
        high = painter.fontMetrics().height() + 2
        boxes = []
        for place in sheet.places:
            left, top, right, bottom = (value * scale for value in place.rect)
            box = QRectF(rect.left() + left, rect.top() + top, right - left, bottom - top)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 1))
            painter.drawRect(box.adjusted(-1, -1, 1, 1))
            boxes.append((str(place.number), box))
        for number, box in boxes:
            wide = max(high, painter.fontMetrics().horizontalAdvance(number) + look.scaled(8))
            badge = QRectF(box.left() - wide + 3, box.top() - 2, wide, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("focus"))
            painter.drawRoundedRect(badge, high / 2, high / 2)
            painter.setPen(look.colour("surface"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, number)


def paint_paper(painter: QPainter, rect: QRectF) -> None:
    """Paint an empty sheet with a soft edge; paper is white in every theme."""
    look = theme()
    edge = look.colour("scrim")
    edge.setAlphaF(0.12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(edge)
    for grown in (3.0, 2.0, 1.0):
        painter.drawRoundedRect(rect.adjusted(-grown, -grown + 1, grown, grown + 1), grown, grown)
    painter.setBrush(look.colour("on_dark"))
    painter.drawRect(rect)
