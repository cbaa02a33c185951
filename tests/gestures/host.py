"""The program's real window, which also answers on stdin where things are, so that a pointer can be sent there.

python -m tests.gestures.host LIBRARY SESSION; each line asked is answered by one line of JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QSocketNotifier
from PySide6.QtWidgets import QWidget

from stworkshop.catalogue import catalogue
from stworkshop.library import Library
from ui.canvas.items.card_painter import port_points
from ui.canvas.map_view import MapView
from ui.looks import dress
from ui.main_window import MainWindow
from ui.panels.palette import KindButton
from ui.preferences import Preferences
from ui.program import application
from ui.theme import theme

SIDES = ("top", "right", "bottom", "left")


class Host:
    """Answers questions about one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._unread = b""
        self._answers: dict[str, Callable[..., Any]] = {
            "ready": self.ready,
            "kind": self.kind,
            "card": self.card,
            "port": self.port,
            "zone": self.zone,
            "find": self.find,
            "label": self.label,
            "links": self.links,
            "selected": lambda: list(self._map().selected),
            "typing": lambda: self._map().editing.is_open,
            "choosing": lambda: self._map().linking.open is not None,
            "zoom": lambda: self._map().zoom,
            "place": self.place,
            "close": self.close,
        }
        self._stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._stdin.activated.connect(self._read)

    def _read(self) -> None:
        self._unread += os.read(sys.stdin.fileno(), 65536)
        *lines, self._unread = self._unread.split(b"\n")
        for line in lines:
            name, *arguments = json.loads(line)
            print(json.dumps(self._answers[name](*arguments)), flush=True)

    def _map(self) -> MapView:
        view = self._window.findChild(MapView)
        assert isinstance(view, MapView)
        return view

    def ready(self) -> bool:
        view = self._window.findChild(MapView)
        return isinstance(view, MapView) and view.isVisible() and not view.routes.busy

    def kind(self, variant: str) -> list[int]:
        buttons = [b for b in self._window.findChildren(KindButton) if b.entry.variant == variant and b.isVisible()]
        return _middle(buttons[0])

    def card(self, card_id: str) -> list[int]:
        return self._on_screen(self._map().map_scene.cards[card_id].centre)

    def port(self, card_id: str, side: str) -> list[int]:
        card = self._map().map_scene.cards[card_id]
        return self._on_screen(QPointF(card.x, card.y) + port_points(card)[SIDES.index(side)])

    def zone(self, zone: str) -> list[int]:
        return self._on_screen(self._map().map_scene.zones[zone].center())

    def find(self, label: str) -> list[str]:
        return [i for i, e in self._map().map_scene.board.elements.items() if e.label == label]

    def label(self, card_id: str) -> str:
        return self._map().map_scene.board.elements[card_id].label

    def links(self, card_id: str) -> list[list[str]]:
        found = self._map().map_scene.board.links_of(card_id)
        return [[link.source, link.relation, link.target] for link in found]

    def place(self, card_id: str) -> list[float]:
        card = self._map().map_scene.cards[card_id]
        return [card.x, card.y]

    def close(self) -> bool:
        return self._window.close()

    def _on_screen(self, point: QPointF) -> list[int]:
        at = self._map().viewport().mapToGlobal(self._map().mapFromScene(point))
        return [at.x(), at.y()]


def _middle(widget: QWidget) -> list[int]:
    at = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
    return [at.x(), at.y()]


def main(library: str, session: str) -> int:
    """Show the window and stay until it is closed."""
    app = application()
    preferences, look = Preferences(), theme()
    dress(preferences, look)
    window = MainWindow(Library(Path(library)), catalogue(), preferences, look)
    window.setGeometry(0, 0, 1600, 1000)
    window.show()
    window.open_named(session)
    host = Host(window)
    code = app.exec()
    del host
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
