"""The marks of sides in the look of a sheet: the usual shapes, in the colours of the wall where it hangs there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ui.canvas.look import Look
from ui.opinion.marks import side_path

_GRID = 16.0


def paint_side(painter: QPainter, rect: QRectF, side: str, look: Look) -> None:
    """Paint the mark of a side into a square; a grey disc for nobody's."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.side(side, "mark") if side in look.tokens.sides else look.ui("text_2"))
    painter.drawPath(side_path(side))
    painter.restore()
