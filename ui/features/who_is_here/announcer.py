"""What others do, for those who listen to the screen: at most every five seconds, summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import ngettext
from ui.presence.recent_changes import names

if TYPE_CHECKING:
    from ui.lan.room_state import Happening

AT_MOST_EVERY = 5_000
"""Milliseconds between two announcements."""
_NAMED = 4


class Announcer(QObject):
    """Gathers what happens while it must be quiet, and tells it in one go; `said` is told each announcement."""

    said = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._counts: dict[str, int] = {}
        self._sentences: list[str] = []
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.tell)

    def happened(self, happening: Happening) -> None:
        """Note a change of others."""
        name = names(happening.people)
        self._counts[name] = self._counts.get(name, 0) + 1
        self._soon()

    def note(self, sentence: str) -> None:
        """Note that somebody came or dropped out, as a sentence."""
        if sentence not in self._sentences:
            self._sentences.append(sentence)
        self._soon()

    def clear(self) -> None:
        """Forget what was not told: it is another room's."""
        self._counts.clear()
        self._sentences.clear()

    def tell(self) -> None:
        """Tell what was gathered, and be quiet for a while; with nothing to tell, be ready at once."""
        words = " ".join([*self._sentences, *self._sums()])
        self.clear()
        if not words:
            return
        self._quiet.start(AT_MOST_EVERY)
        self.said.emit(words)
        event = QAccessibleAnnouncementEvent(self._over, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _soon(self) -> None:
        if not self._quiet.isActive():
            self.tell()

    def _sums(self) -> list[str]:
        most = sorted(self._counts.items(), key=lambda one: -one[1])
        told = [
            ngettext("{name}: {n} change.", "{name}: {n} changes.", count).format(name=name, n=count)
            for name, count in most[:_NAMED]
        ]
        if rest := sum(count for _name, count in most[_NAMED:]):
            told.append(ngettext("Others: {n} change.", "Others: {n} changes.", rest).format(n=rest))
        return told
