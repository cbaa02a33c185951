"""Icons: the bundled SVGs in any colour, rendered once per name, colour, size and device ratio."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from stworkshop import assets

DESIGN_SIZE = 24
_STROKE = re.compile(r'stroke-width="([\d.]+)"')
_RATIOS = (1.0, 1.25, 1.5, 2.0)


def device_ratios(used: float) -> tuple[float, ...]:
    """Return the device ratios that an icon should hold: the usual ones and the one in use."""
    return tuple(sorted({*_RATIOS, round(used, 2)}))


@lru_cache(maxsize=256)
def source(name: str) -> str:
    """Return the SVG text of an icon: `undo`, or with its group `kinds/risk`, `concepts/human-rights`."""
    group, _, stem = name.rpartition("/")
    return assets.icon(group or "ui", stem).read_text(encoding="utf-8")


@lru_cache(maxsize=4096)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a square pixmap of `size` logical pixels; `colour` is #RRGGBB."""
    svg = source(name).replace("currentColor", colour)
    if size < DESIGN_SIZE and not name.startswith("app"):
        svg = _STROKE.sub(lambda match: f'stroke-width="{_thickened(float(match[1]), size):.2f}"', svg)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def with_gap(picture: QPixmap, gap: int, mirrored: bool = False) -> QPixmap:
    """Return an icon with clear room at its end, since Qt sets words too close to it."""
    ratio = picture.devicePixelRatio()
    made = QPixmap(picture.width() + round(gap * ratio), picture.height())
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.drawPixmap(QPointF(gap if mirrored else 0, 0), picture)
    painter.end()
    return made


def _thickened(stroke: float, size: int) -> float:
    """Return a stroke that does not get too thin in a small icon."""
    return stroke * min(1.25, 1 + (DESIGN_SIZE - size) / 40)
