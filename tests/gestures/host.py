"""The program's real window, which also answers on stdin where things are, so that a pointer can be sent there.

python -m tests.gestures.host LIBRARY [SESSION [LOOK [ROOM]]]; ROOM is a JSON object, what is asked on the command line
of a room to open or to join. Each line asked is answered by one line of JSON.
"""

import dataclasses
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.session.library import Library
from tests.gestures import reader
from tests.gestures.stopwatch import Stopwatch
from ui.canvas.items.card_painter import port_points
from ui.canvas.map_view import MapView
from ui.kit.theme import theme
from ui.program.start import application
from ui.session.preferences import Preferences
from ui.shell.looks import dress
from ui.shell.main_window import MainWindow
from ui.shell.palette import KindButton
from ui.shell.starting import Starting
from ui.shell.workshop_page import WorkshopPage

SIZE = (1600, 1000)
SIDES = ("top", "right", "bottom", "left")


class Manager(QObject):
    """Gives the keyboard to the window in front, as a window manager does; there is none on a display of its own."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._clock = QTimer(self, interval=50)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        window.activateWindow()

    def look(self) -> None:
        """Activate the dialog in front, else the window, where nothing has the keyboard."""
        if QApplication.activeWindow() is None and self._window.isVisible():
            (QApplication.activeModalWidget() or self._window).activateWindow()


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
            "focus": lambda: reader.described(reader.control_with_keyboard()),
            "controls": lambda: [reader.described(one) for one in reader.controls(reader.window())],
            "middle": lambda name: [reader.middle(one) for one in reader.named(name)],
            "view": lambda: page.view if (page := self._page()) else "home",
            "stage": self.stage,
            "record": self.record,
            "toast": lambda: page.toast.message if (page := self._page()) else "",
            "session": lambda: _fields(self._board().session),
            "codes": self.codes,
            "watch": lambda: self.stopwatch.watch(self._window.page()),
            "capture_times": lambda: self.stopwatch.taken,
            "picture": self.picture,
            "room": self.room,
            "enter": self.enter,
            "map": self.whole_map,
        }
        self.stopwatch = Stopwatch()
        self._stdin = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._stdin.activated.connect(self._read)

    def _read(self) -> None:
        self._unread += os.read(sys.stdin.fileno(), 65536)
        *lines, self._unread = self._unread.split(b"\n")
        for line in lines:
            name, *arguments = json.loads(line)
            print(json.dumps(self._answers[name](*arguments), default=_plain), flush=True)

    def _page(self) -> WorkshopPage | None:
        return self._window.page() if self._window.has_session() else None

    def _board(self) -> Board:
        return self._window.page().bridge.board

    def stage(self) -> str:
        page = self._page()
        current = page.clock.schedule().current if page is not None else None
        return current.label if current is not None else ""

    def record(self, root: str, field: str = "", value: str = "") -> list[dict[str, Any]]:
        """Return the records of a root, of those the ones whose field has this value."""
        found = getattr(self._board(), root).values() if self._page() else []
        every = [_fields(one) for one in found]
        return [one for one in every if not field or str(one.get(field)) == value]

    def codes(self) -> list[str]:
        """Return the codes that stand on the printed ballots of the newest round: what a person reads off the paper."""
        newest = max(self._board().rounds.values(), key=lambda record: record.seq)
        return list(self._window.page().bridge.session.ballots.codes(newest.id))

    def room(self) -> dict[str, Any]:
        """Return how it stands with the room, who is here, and where it is kept, if it is kept here."""
        room = self._page() and self._window.page().bridge.room
        if not room:
            return {"status": "", "people": [], "url": "", "owing": 0}
        people = [person.name for person in room.people() if person.away is None]
        url, owing = getattr(room, "url", ""), getattr(room, "owing", 0)
        return {"status": room.status, "people": sorted(people), "url": url, "owing": owing}

    def enter(self, room: str) -> bool:
        """Join a room as the command line does."""
        with redirect_stdout(sys.stderr):  # what the command line would print is no answer
            self._window.together.begin(Starting(**json.loads(room)))
        return True

    def whole_map(self) -> list[list[Any]]:
        """Return the place and the words of all that is on the map, in one order on all laptops."""
        board = self._board()
        cards = [[e.id, e.code, e.label, e.note, e.pos, e.concepts] for e in board.elements.values()]
        links = [[link.id, link.source, link.relation, link.target] for link in board.links.values()]
        return sorted(cards, key=str) + sorted(links, key=str)

    def picture(self, path: str) -> bool:
        """Photograph the whole screen, with what floats over the window."""
        screen = self._window.screen()
        return screen.grabWindow(0, 0, 0, *SIZE).save(path)

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


def _fields(record: Any) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in dataclasses.fields(record)}


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _middle(widget: QWidget) -> list[int]:
    at = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
    return [at.x(), at.y()]


def main(library: str, session: str = "", look: str = "light", room: str = "") -> int:
    """Show the window, at Home if no session is named, and stay until it is closed."""
    app = application()
    preferences, kept = Preferences(), theme()
    preferences.theme = look
    dress(preferences, kept)
    window = MainWindow(Library(Path(library)), catalogue(), preferences, kept)
    window.setGeometry(0, 0, *SIZE)
    window.show()
    manager = Manager(window)
    if session:
        window.open_named(session)
    host = Host(window)
    if room:
        host.enter(room)
    code = app.exec()
    del host, manager
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
