"""The core's path data and pictures of kinds, painted with Qt in the theme's colours."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen

from stworkshop.graphics import silhouettes
from stworkshop.graphics.vector_paths import Path
from ui.kit.theme import theme

_CARD = (106.0, 58.0)


def painter_path(path: Path) -> QPainterPath:
    """Return path data of the core as a QPainterPath."""
    made = QPainterPath()
    for name, *numbers in path:
        at = [float(number) for number in numbers]
        if name == "M":
            made.moveTo(*at)
        elif name == "L":
            made.lineTo(*at)
        elif name == "C":
            made.cubicTo(QPointF(*at[:2]), QPointF(*at[2:4]), QPointF(*at[4:]))
        else:
            made.closeSubpath()
    return made


@lru_cache(maxsize=64)
def _outline(variant: str) -> tuple[silhouettes.Outline, tuple[QPainterPath, ...]]:
    outline = silhouettes.outline(variant, *_CARD)
    parts = (outline.path, outline.cap, outline.pins, outline.extra)
    return outline, tuple(painter_path(part) for part in parts)


def paint_silhouette(painter: QPainter, rect: QRectF, variant: str, dashed: bool = False) -> None:
    """Paint a kind as its card looks, small and without words, fitted into `rect`."""
    look = theme()
    outline, (body, cap, pins, extra) = _outline(variant)
    around = body.united(pins).boundingRect().adjusted(-2, -2, 2, 2)
    scale = min(rect.width() / around.width(), rect.height() / around.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(scale, scale)
    painter.translate(-around.center())
    accent = look.colour(f"kind/{variant}/accent")
    border = QPen(look.colour(f"kind/{variant}/border"), 1.2 / scale)
    if dash := outline.dash or (silhouettes.DASH_EXTERNAL if dashed else ()):
        border.setDashPattern([length / border.widthF() for length in dash])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(pins, accent)
    painter.fillPath(body, look.colour(f"kind/{variant}/fill"))
    painter.fillPath(cap, accent)
    painter.setPen(border)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(body)
    if not extra.isEmpty():
        if outline.extra_filled:
            painter.setBrush(look.colour("surface"))
        painter.drawPath(extra)
    if outline.disc is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(outline.disc.x, outline.disc.y), outline.disc.r, outline.disc.r)
    _paint_icon(painter, outline, variant)
    painter.restore()


def _paint_icon(painter: QPainter, outline: silhouettes.Outline, variant: str) -> None:
    side = 30.0 if outline.disc is None else 28.0
    x, y = outline.icon
    icon = theme().pixmap(_icon_of(variant), f"kind/{variant}/on_accent", 20, 3.0)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRectF(x - side / 2, y - side / 2, side, side), icon, QRectF(icon.rect()))


def paint_mark(painter: QPainter, rect: QRectF, variant: str) -> None:
    """Paint a kind as a filled square with its icon."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(f"kind/{variant}/accent"))
    painter.drawRoundedRect(rect, rect.width() * 0.25, rect.width() * 0.25)
    side = rect.width() * 0.68
    icon = look.pixmap(_icon_of(variant), f"kind/{variant}/on_accent", 20, 2.0)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    target = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.drawPixmap(target, icon, QRectF(icon.rect()))
    painter.restore()


def kind_icon(variant: str) -> str:
    """Return the name of a kind's icon; an unknown kind has that of the box."""
    return _icon_of(variant)


@lru_cache(maxsize=64)
def _icon_of(variant: str) -> str:
    return f"kinds/{variant}" if variant in silhouettes.SHAPES else "kinds/component"


@lru_cache(maxsize=64)
def picture(data: bytes) -> QImage:
    """Return a PNG or JPEG that was looked at already; a null one where Qt cannot read it."""
    return QImage.fromData(data)


def paint_picture(painter: QPainter, box: QRectF, data: bytes) -> bool:
    """Fill a rectangle with the middle of a picture; return whether there is one."""
    image = picture(data) if data else QImage()
    if image.isNull():
        return False
    scale = max(box.width() / image.width(), box.height() / image.height())
    part = QRectF(0, 0, box.width() / scale, box.height() / scale)
    part.moveCenter(QRectF(image.rect()).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image, part)
    painter.restore()
    return True
