"""How long a capture takes: from its first key to the card being seen on the map."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from ui.shell.workshop_page import WorkshopPage


class Stopwatch(QObject):
    """Watches the capture line; `taken` holds (words, seconds from the first key, seconds from Enter) for each card."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[str, float, float]] = []
        self._page: WorkshopPage | None = None
        self._first = self._enter = 0.0
        self._cards = 0

    def watch(self, page: WorkshopPage) -> None:
        """Watch the capture line of a page from now on."""
        self._page = page
        page.map.capture.field.installEventFilter(self)
        page.map.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._key(event)
        elif event.type() == QEvent.Type.Paint and self._enter:
            self._painted()
        return False

    def _key(self, event: QKeyEvent) -> None:
        now = time.perf_counter()
        if event.text() == "\r" and not event.modifiers():
            self._enter, self._cards = now if self._first else 0.0, self._count()
        elif event.text() in ("\r", "\x1b"):  # kept for sorting, or left: no card comes of it
            self._first = self._enter = 0.0
        elif not self._first and event.text().strip():
            self._first = now

    def _painted(self) -> None:
        """The first picture of the map with more cards than at Enter ends it."""
        if self._page is None or self._count() <= self._cards:
            return
        newest: Any = max(self._page.bridge.board.elements.values(), key=lambda card: card.seq)
        now = time.perf_counter()
        self.taken.append((newest.label, now - self._first, now - self._enter))
        self._first = self._enter = 0.0

    def _count(self) -> int:
        return len(self._page.map.view.map_scene.cards) if self._page is not None else 0
