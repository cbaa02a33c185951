"""Routes links while nobody does anything: first what is in view, in steps of a few milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal

from stworkshop.layout.routing import Route, RouteLink, Router, for_board
from stworkshop.layout.zone_frame import Rect
from stworkshop.model.changes import Change
from ui.canvas.items.card import CardItem

if TYPE_CHECKING:
    from ui.canvas.scene import MapScene

_STEP_S = 0.006
_WAIT_MS = 120
_SHOW_S = 0.15


class IdleRoutes(QObject):
    """Keeps a router up to date with the cards, and gives links their routes when there is time."""

    wants_painting = Signal(QRectF)
    """Links in this part of the scene have new routes."""

    def __init__(
        self, parent: QObject, scene: MapScene, is_busy: Callable[[], bool], seen: Callable[[], QRectF]
    ) -> None:
        super().__init__(parent)
        self._scene, self._is_busy, self._seen = scene, is_busy, seen
        self._router: Router | None = None
        self._pending: set[str] = set(self._scene.links)
        self._steps: Iterator[tuple[str, Route]] | None = None
        self._dirty = QRectF()
        self._shown = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)

    @property
    def busy(self) -> bool:
        """Whether links still wait for their routes."""
        return bool(self._pending)

    def start(self, after_ms: int = 0) -> None:
        """Go on when the event loop is idle."""
        if self._pending and not self._timer.isActive():
            self._timer.start(after_ms)

    def stop(self) -> None:
        """Do nothing any more."""
        self._timer.stop()
        self._pending.clear()

    def finish(self) -> None:
        """Route everything now, for a picture that waits for it."""
        while self._pending:
            self._some(float("inf"))

    def restart(self) -> None:
        """Route everything anew, since the ground has other titles now."""
        self._router, self._steps = None, None
        self._pending = set(self._scene.links)
        self.start()

    def changed(self, change: Change) -> None:
        """Take in moved, new and deleted cards and links; only what they touch is routed again."""
        cards, links = change.ids("elements"), change.ids("links")
        if not cards and not links:
            return
        self._steps = None
        router = self._router
        if router is None:
            self._pending = set(self._scene.links)
            self.start()
            return
        for link_id in links:
            item = self._scene.links.get(link_id)
            if item is None:
                router.drop_link(link_id)
            else:
                router.add_link(RouteLink(item.link.id, item.link.relation, item.link.source, item.link.target))
                self._pending.add(link_id)
        for card_id in cards:
            card = self._scene.cards.get(card_id)
            if card is None:
                router.drop_card(card_id)
            elif router.rect_of(card_id) != _rect(card):
                self._pending |= router.move(card_id, _rect(card))
        self._pending &= set(self._scene.links)
        self.start()

    def _work(self) -> None:
        if self._is_busy():
            self.start(_WAIT_MS)
            return
        self._some(_STEP_S)
        self.start()

    def _some(self, seconds: float) -> None:
        """Route links for a while."""
        until = time.perf_counter() + seconds
        if self._router is None:
            self._router = self._made()
            return
        if self._steps is None:
            self._steps = self._router.route_steps(self._next())
        got = False
        for link_id, route in self._steps:
            got = True
            self._pending.discard(link_id)
            self._dirty = self._dirty.united(self._scene.set_route(link_id, route))
            if time.perf_counter() > until:
                break
        else:
            self._steps = None
            if not got:
                self._pending.clear()
        if not self._pending or time.perf_counter() - self._shown > _SHOW_S:
            self._show()

    def _show(self) -> None:
        """Have the new routes painted, not one by one."""
        self._shown = time.perf_counter()
        dirty, self._dirty = self._dirty, QRectF()
        if not self._pending:
            self._scene.routed_once = True
        if not dirty.isNull():
            self.wants_painting.emit(dirty)

    def _next(self) -> set[str]:
        """Return what to route next: links in view, else all that wait."""
        seen = {link.id for link in self._scene.links_in(self._seen())}
        return (self._pending & seen) or set(self._pending)

    def _made(self) -> Router:
        positions = {card.id: (card.x, card.y) for card in self._scene.cards.values()}
        return for_board(self._scene.board, positions, self._scene.title_frame())


def _rect(card: CardItem) -> Rect:
    return Rect(card.x, card.y, card.w, card.h)
