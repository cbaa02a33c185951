"""Tells the room what this person does: where the pointer is, what is chosen, dragged or typed. Looked up, not noted.

Nothing is told while there is no room, and nothing but that somebody is here while the window shows what is for one
person's eyes or for the wall.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.canvas.gestures.inline_editor import LabelField
from ui.features.who_is_here.typed import Field, Place, is_public, words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.workspace import Workspace

SECONDS_TYPING = 8.0
"""So long after the last letter somebody still types in a field of a panel; the field on the card is open or closed."""
MOST_LETTERS = 300
_OWN_PAGES = frozenset({"keying", "rounds"})
"""Where answers are handled: the others are not even told that somebody is there."""
_NOTHING: dict[str, Any] = {
    "page": "", "cursor": None, "view": None, "selection": (), "doing": "", "on": "", "text": "", "moved": None,
}  # fmt: skip


class Telling(QObject):
    """Watches one page, and shows its room what is to be seen there."""

    def __init__(self, page: Workspace, place_of: Callable[[QWidget | None], Place | None]) -> None:
        super().__init__(page)
        self._page, self._place_of = page, place_of
        self._view = page.map_view
        self._bridge = page.bridge
        self._pointer: QPointF | None = None
        self._field: Field | None = None
        self._words = ""
        self._typed_at = 0.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.tell)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(round(SECONDS_TYPING * 1000) + 50)
        self._still.timeout.connect(self.tell)
        self._view.viewport().installEventFilter(self)
        self._view.view_changed.connect(self._look)
        self._bridge.selection_changed.connect(self._look)
        self._bridge.room_changed.connect(self._look)
        self._bridge.changed.connect(self._look)
        page.view_changed.connect(self._look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    def stop(self) -> None:
        """Tell nothing more: the page goes."""
        self._soon.stop()
        self._still.stop()
        self._bridge.room_changed.disconnect(self._look)

    @property
    def busy(self) -> bool:
        """Whether this person types or drags, so that nothing may be moved under the hands."""
        return self._view.busy or bool(self._doing()["doing"])

    @property
    def typing(self) -> Place | None:
        """The field that this person types in, with its record."""
        place = self._place_of(QApplication.focusWidget())
        if place is None or isinstance(place.field, LabelField):
            return place
        if place.field is not self._field or time.monotonic() - self._typed_at > SECONDS_TYPING:
            return None
        card = self._bridge.board.elements.get(place.id) if place.label else None
        return None if card is not None and card.label == place.words.strip() else place

    def tell(self) -> None:
        """Show the room what is to be seen now."""
        room = self._bridge.room
        if room is not None:
            room.show(**self._seen())

    # --- what is to be seen

    def _seen(self) -> dict[str, Any]:
        page = self._page
        if page.room or page.view in _OWN_PAGES or not page.isVisible() or self._is_covered():
            return _NOTHING
        selection = tuple(i for i in self._bridge.selection if is_public(self._bridge.board, i))
        seen = {**_NOTHING, "page": page.view, "selection": selection}
        if page.view == "map":
            middle = self._view.camera.seen.center()
            seen["view"] = (round(middle.x(), 1), round(middle.y(), 1), round(self._view.zoom, 4))
            if self._pointer is not None:
                at = self._view.camera.scene_point(self._pointer)
                seen["cursor"] = (round(at.x(), 1), round(at.y(), 1))
        return {**seen, **self._doing()}

    def _doing(self) -> dict[str, Any]:
        moving = self._view.map_scene.emphasis.moving
        if moving and self._view.pointer.gesture is not None:
            by = self._view.lifted.offset
            dragged = tuple(sorted(moving))
            moved = (round(by.x(), 1), round(by.y(), 1))
            return {"doing": "dragging", "on": dragged[0], "selection": dragged, "moved": moved}
        typing = self.typing
        if typing is None:
            return {"doing": ""}
        words = typing.words[:MOST_LETTERS] if typing.label else ""
        return {"doing": "typing", "on": typing.id, "text": words}

    def _is_covered(self) -> bool:
        """Tell whether a window lies over the page that nothing behind it is to be told through: a ballot, a dialog."""
        over = QApplication.activeModalWidget()
        return over is not None and over is not self._page.window()

    # --- what happens

    def _look(self, *_what: object) -> None:
        """Tell what there is now, as soon as whatever happens has ended."""
        if self._bridge.room is not None and not self._soon.isActive():
            self._soon.start(0)

    def _focus_went(self, _old: QWidget | None, new: QWidget | None) -> None:
        field, self._field = self._field, None
        if field is not None:
            _forget(field, self._typed)
        if isinstance(new, Field) and self._page.isAncestorOf(new):
            self._field = new
            self._words = words_in(new)
            self._typed_at = 0.0
            new.textChanged.connect(self._typed)
        self._look()

    def _typed(self, *_words: object) -> None:
        field = self._field
        if field is None:
            return
        words = words_in(field)
        if field.hasFocus() and words != self._words:
            self._typed_at = time.monotonic()
            self._still.start()
        self._words = words
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep where the pointer is on the map; what it does there is looked up."""
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self._pointer = None
            self._look()
        elif isinstance(event, QMouseEvent):
            self._pointer = event.position()
            self._look()
        return False


def _forget(field: Field, hear: Any) -> None:
    if isValid(field):  # else what it was connected to went with it
        with contextlib.suppress(RuntimeError):
            field.textChanged.disconnect(hear)
