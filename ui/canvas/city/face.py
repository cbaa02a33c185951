"""The map from afar as a picture: zones in their places, what matters most in words, roads with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QMargins, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from stworkshop.drawing.city import City, city_of
from stworkshop.drawing.city_layout import SMALL
from stworkshop.drawing.city_view import Painting
from stworkshop.drawing.figures import Drawing
from stworkshop.drawing.lenses import STORY
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.canvas.camera import Margins
from ui.canvas.city.painting import paint_shapes
from ui.canvas.safe_slots import guarded
from ui.kit.map_look import Look

_TRIES = 4
_NEARLY = 12 / 13


class HasBoard(Protocol):
    """What the picture is of; asked anew each time."""

    @property
    def board(self) -> Board:
        """All records."""

    @property
    def catalogue(self) -> Catalogue:
        """The vocabulary."""


class CityFace(QWidget):
    """Paints the map from afar, so that its smallest words are `least` px high where they can be."""

    def __init__(self, parent: QWidget, source: HasBoard, look: Look, least: float, margins: Margins) -> None:
        super().__init__(parent)
        self._source, self.look, self._least = source, look, least
        self._margins = QMargins(*map(int, margins))
        self._top = self._margins.top()
        self.asked: Mapping[str, str] = {}
        self.lens, self.chosen = STORY, ""
        self._city: City | None = None
        self._made: tuple[Painting, Drawing, float] | None = None
        self._made_for = QSize()
        self.setAccessibleName(_("The map from afar"))

    @property
    def painting(self) -> Painting:
        """The parts of the picture and where they lie, in px of the drawing."""
        return self._parts()[0]

    @property
    def scale(self) -> float:
        """How many px of the screen one of the drawing has."""
        return self._parts()[2]

    @property
    def smallest(self) -> float:
        """The height of the smallest words, in px of the screen."""
        return SMALL * self.scale

    @property
    def readable(self) -> bool:
        """Whether the smallest words are about as high as they should be."""
        return self.smallest >= self._least * _NEARLY

    def show_board(self, source: HasBoard) -> None:
        """Paint another board."""
        self._source = source
        self.spoil()

    def set_look(self, look: Look) -> None:
        """Paint in other colours."""
        self.look = look
        self.spoil()

    def set_least(self, least: float) -> None:
        """Set the height of the smallest words, in px of the screen."""
        if least != self._least:
            self._least = least
            self.lay_out_anew()

    def ask(self, marks: Mapping[str, str]) -> None:
        """Take which cards a question is asked about, with its severity; those that must be discussed show first."""
        if marks != self.asked:
            self.asked = dict(marks)
            self.spoil()

    def set_top(self, top: float) -> None:
        """Keep so many px free at the top, or as many as at the other edges, where that is more."""
        wanted = max(self._top, round(top))
        if wanted != self._margins.top():
            self._margins.setTop(wanted)
            self.lay_out_anew()

    def look_at(self, lens: str, chosen: str) -> None:
        """Show the links of a lens, or those of a chosen card, "" for none; no zone moves."""
        if (lens, chosen) != (self.lens, self.chosen):
            self.lens, self.chosen = lens, chosen
            self.spoil()

    def spoil(self) -> None:
        """Look at the board anew before the next picture."""
        self._city = None
        self.lay_out_anew()

    def lay_out_anew(self) -> None:
        """Lay the same out anew before the next picture."""
        self._made = None
        self.update()

    def origin(self) -> QPointF:
        """Return where the drawing begins, in px of the widget: in the middle where there is room."""
        painting, _drawing, k = self._parts()
        room = QRectF(self.rect().marginsRemoved(self._margins))
        return QPointF(
            room.x() + max(0.0, room.width() - painting.plan.w * k) / 2,
            room.y() + max(0.0, room.height() - painting.plan.h * k) / 2,
        )

    def _parts(self) -> tuple[Painting, Drawing, float]:
        if self._made is None:
            board, catalogue = self._source.board, self._source.catalogue
            if self._city is None:
                asked = [card for card, severity in self.asked.items() if severity == "must"]
                self._city = city_of(board, catalogue, lens=self.lens, asked=asked)
            city = self._city
            room = self.rect().marginsRemoved(self._margins)
            wide, high = max(200, room.width()), max(150, room.height())
            k = self._least / SMALL
            for _try in range(_TRIES):
                painting = Painting(
                    city, board, catalogue, self.look.tokens, wide / k, high / k, fixed=True, chosen=self.chosen
                )
                if painting.plan.h * k <= high + 0.5:
                    break
                k = high / painting.plan.h
            k = min(k, high / painting.plan.h, wide / painting.plan.w)
            self._made, self._made_for = (painting, painting.drawing(), k), self.size()
            self.setAccessibleDescription(self._made[1].description)
        return self._made

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        if self.size() != self._made_for:  # it was measured before it was shown, and Qt tells of its size only then
            self.lay_out_anew()
        super().resizeEvent(event)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        _painting, drawing, k = self._parts()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), QColor(drawing.ground))
        painter.translate(self.origin())
        painter.scale(k, k)
        paint_shapes(painter, drawing.shapes)
        self.paint_marks(painter)
        painter.end()

    def paint_marks(self, painter: QPainter) -> None:
        """Paint what is pointed at or chosen, over the picture; nothing on the wall."""
