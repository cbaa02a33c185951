"""Making pages off the GUI thread, each once: what is shown first, then what only has to be counted."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.printing.parts import Made, Pages, made
from ui.kit.background import Background, Job

_KEPT = 40
"""So many sets of pages are kept, those used last."""


class Maker(QObject):
    """Makes one set of pages after the other; a new wish takes the place of all that waits."""

    changed = Signal()
    """Some pages were made, or could not be."""

    def __init__(self, board: Board, catalogue: Catalogue, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._board, self._catalogue, self._background = board, catalogue, background
        self._made: dict[Pages, Made] = {}
        self._wanted: list[Pages] = []
        self._job: Job | None = None
        self._mistaken = False

    @property
    def is_idle(self) -> bool:
        """Whether all that was wished is made."""
        return self._job is None

    def want(self, wanted: Iterable[Pages]) -> None:
        """Make these, the first first; what waited and is wished no more is left."""
        self._wanted = [pages for pages in dict.fromkeys(wanted) if pages not in self._made]
        self._next()

    def made(self, pages: Pages) -> Made | None:
        """Return what came of pages, None while they are not made."""
        found = self._made.pop(pages, None)
        if found is not None:
            self._made[pages] = found  # used last
        return found

    def stop(self) -> None:
        """Want nothing any more."""
        self._wanted = []
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _next(self) -> None:
        if self._job is not None:
            return
        while self._wanted and self._wanted[0] in self._made:
            self._wanted.pop(0)
        if not self._wanted:
            return
        pages = self._wanted.pop(0)
        board, catalogue = self._board, self._catalogue
        self._job = self._background.run(
            lambda: made(pages, board, catalogue),
            lambda found: self._keep(pages, found),
            lambda error: self._failed(pages, error),
            self,
        )

    def _keep(self, pages: Pages, found: Made) -> None:
        self._job = None
        self._made[pages] = found
        while len(self._made) > _KEPT:
            self._made.pop(next(iter(self._made)))
        self._next()
        self.changed.emit()

    def _failed(self, pages: Pages, error: Exception) -> None:
        """Keep that there are no pages; a mistake of ours is told once, not for each of the pages that it concerns."""
        what = _("These pages could not be made.")
        self._keep(pages, Made(error=KnownError(what, _("Nothing of your session is lost."))))
        if not self._mistaken:
            self._mistaken = True
            raise error
