"""Tidies the map beside the event loop: the layout is computed in a thread of its own and set by one command."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts

_PATIENCE_MS = 400


class _Work(QThread):
    """Computes one layout on a copy of the board."""

    def __init__(
        self, board: Board, catalogue: Catalogue, only: Collection[str] | None, zone: str | None, keep: bool
    ) -> None:
        super().__init__()
        self.board, self._catalogue = board, catalogue
        self._only, self._zone, self._keep = only, zone, keep
        self.positions: Mapping[str, tuple[float, float]] = {}
        self.pushed: Collection[str] = ()

    def run(self) -> None:
        """Compute; called in the thread."""
        from stworkshop.layout.tidy import tidy  # slow to load, and only needed here

        found = tidy(self.board, self._catalogue, only=self._only, zone=self._zone, keep_placed=self._keep)
        self.positions, self.pushed = found.positions, found.pushed


class Tidying(QObject):
    """Runs at most one layout at a time."""

    done = Signal()

    def __init__(self, view: MapParts) -> None:
        super().__init__(view)
        self._view = view
        self._work: _Work | None = None

    @property
    def busy(self) -> bool:
        """Whether a layout is being computed."""
        return self._work is not None

    def tidy_selected(self) -> None:
        """Tidy the selected cards, the rest staying where it is."""
        self.start(only=self._view.doing.cards, keep=False)

    def start(self, *, only: Collection[str] | None = None, zone: str | None = None, keep: bool = True) -> None:
        """Compute the layout of all cards, of some, or of a zone; what a person placed stays where `keep` is set."""
        if self._work is not None or self._view.read_only:
            return
        work = self._work = _Work(self._view.map_scene.board.copy(), self._view.map_scene.catalogue, only, zone, keep)
        work.finished.connect(self._finished)
        work.start()
        QTimer.singleShot(_PATIENCE_MS, self._say_so)

    def _say_so(self) -> None:
        if self._work is not None:
            self._view.status.emit(_("Tidying the map… You can go on working."))

    def stop(self) -> None:
        """Wait for the thread and forget what it found; to be called before the view goes."""
        work, self._work = self._work, None
        if work is not None:
            work.finished.disconnect(self._finished)
            work.wait()

    def _finished(self) -> None:
        work, self._work = self._work, None
        if work is None:
            return
        work.wait()
        self._apply(work.board, work.positions, work.pushed)
        work.deleteLater()
        self.done.emit()

    def _apply(self, then: Board, positions: Mapping[str, tuple[float, float]], pushed: Collection[str]) -> None:
        """Set the new places of cards that are still where they were when the work began."""
        cards, before, now = self._view.map_scene.cards, then.elements, self._view.bridge.board.elements
        still = {i for i in positions if i in cards and i in now and before[i].pos == now[i].pos}
        moves = {i: list(at) for i, at in positions.items() if i in still and (cards[i].x, cards[i].y) != tuple(at)}
        if not moves:
            self._view.status.emit(_("Everything is tidy. Cards that a person placed stay where they are."))
            return
        bridge = self._view.bridge
        if bridge.run("move_elements", moves=moves, placed="no", pushed=sorted(pushed)) is not None:
            words = ngettext("{n} card tidied", "{n} cards tidied", len(moves)).format(n=len(moves))
            bridge.said.emit(words, (_("Undo"), bridge.undo))
