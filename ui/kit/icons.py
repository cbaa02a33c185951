"""Icons: the bundled SVGs in any colour, rendered once per name, colour, size and device ratio."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from stworkshop import assets

DESIGN_SIZE = 24
_STROKE = re.compile(r'stroke-width="([\d.]+)"')


def device_ratios() -> tuple[float, ...]:
    """Return the device ratios that an icon should hold: those of the screens that are there."""
    return tuple(sorted({round(screen.devicePixelRatio(), 2) for screen in QGuiApplication.screens()})) or (1.0,)


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


@lru_cache(maxsize=1024)
def icon(
    name: str, rest: str, disabled: str, on: str, size: int, gap: int, mirrored: bool, ratios: tuple[float, ...]
) -> QIcon:
    """Return an icon for buttons in its colours at rest, `disabled` and while checked (`on`, where it is not "").

    It is `size` logical pixels high, with `gap` of them clear after it, sharp at each of the device `ratios`.
    """
    made = QIcon()
    for ratio in ratios:
        for mode, state, colour in (
            (QIcon.Mode.Normal, QIcon.State.Off, rest),
            (QIcon.Mode.Disabled, QIcon.State.Off, disabled),
            (QIcon.Mode.Normal, QIcon.State.On, on),
        ):
            if colour:
                picture = pixmap(name, colour, size, ratio)
                made.addPixmap(with_gap(picture, gap, mirrored) if gap else picture, mode, state)
    return made


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
