"""What the map is held against: Qt's own rectangles and paths, as many and in the same places, without words."""

import sqlite3
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QGraphicsPathItem, QGraphicsRectItem, QGraphicsScene, QGraphicsView

TABLES = ("sessions", "elements", "element_concepts", "links", "terms", "statements", "rounds", "results", "notes")


def read_rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a session file that the map needs, as sqlite3 gives them."""
    raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    rows = {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    rows["places"] = raw.execute("SELECT id, x, y, w, h FROM elements").fetchall()
    rows["ends"] = raw.execute("SELECT source, target FROM links").fetchall()
    raw.close()
    return rows


def build_scene(rows: dict[str, list[tuple[Any, ...]]]) -> QGraphicsScene:
    """One rectangle per card and one curve per link."""
    scene = QGraphicsScene()
    pen, brush = QPen(QColor(Qt.GlobalColor.darkGray)), QBrush(QColor(Qt.GlobalColor.white))
    middles = {}
    for card, x, y, w, h in rows["places"]:
        item = QGraphicsRectItem(x, y, w, h)
        item.setPen(pen)
        item.setBrush(brush)
        scene.addItem(item)
        middles[card] = QPointF(x + w / 2, y + h / 2)
    for source, target in rows["ends"]:
        start, end = middles[source], middles[target]
        path = QPainterPath(start)
        path.cubicTo(QPointF(end.x(), start.y()), QPointF(start.x(), end.y()), end)
        line = QGraphicsPathItem(path)
        line.setPen(pen)
        line.setZValue(-1)
        scene.addItem(line)
    return scene


def show_scene(scene: QGraphicsScene, width: int, height: int) -> QGraphicsView:
    """A view of the whole scene, painted as finely as the map is."""
    view = QGraphicsView(scene)
    scene.setParent(view)  # a view does not keep its scene
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.resize(width, height)
    view.show()
    view.fitInView(scene.itemsBoundingRect(), Qt.AspectRatioMode.KeepAspectRatio)
    return view
