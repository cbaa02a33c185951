"""The line of hints above the first workshop: what comes next, until it is done or put away; it blocks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import IconLabel, WrappedLabel

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

HINTS = ("card", "link", "ask", "print")


def _words(hint: str) -> str:
    return {
        "card": _("Who is affected? Press S, click on the map, and type a name."),
        "link": _("What belongs together? Choose a card, press L, then choose another card."),
        "ask": _("Ask the room: open Rounds, and let everyone answer in silence."),
        "print": _("Take it home: print one sheet for everybody (Ctrl+P)."),
    }[hint]


class HintLine(QFrame):
    """It is there in the first workshop of this laptop, from an empty map on; each hint is seen until it is done."""

    def __init__(self, page: Workspace) -> None:
        super().__init__()
        self.setProperty("part", "asked-line")
        self._page, self._bridge, self._preferences = page, page.bridge, page.preferences
        session = self._bridge.session
        if self._preferences.first_workshop == "" and self._is_first():
            self._preferences.first_workshop = session.id
        self._here = self._preferences.first_workshop == session.id and not self._bridge.read_only
        self.hint = ""
        layout = row(self, 10, (16, 5, 10, 5))
        layout.addWidget(IconLabel("bulb", "brand_text", 18))
        self._says = WrappedLabel("", "body_strong")
        layout.addWidget(self._says, 1)
        self.print = button(_("Print…"), self._print, "print", "", "small")
        self.put_away = button(_("Got it"), lambda: self._finish(self.hint), "check", "quiet", "small")
        self.no_more = button(_("No more hints"), self._finish_all, "close", "quiet", "small")
        for made in (self.print, self.put_away, self.no_more):
            layout.addWidget(made)
        if self._here:
            self._bridge.changed.connect(self._heard)
        self.refresh()

    def refresh(self) -> None:
        """Show the first hint that is neither done nor put away."""
        seen = self._preferences.hints_seen
        before, self.hint = self.hint, next((hint for hint in HINTS if self._here and hint not in seen), "")
        if not self.hint:
            self.hide()
            return
        words = _words(self.hint)
        self._says.setText(words)
        describe(self, _("Hint: {words}").format(words=words))
        self.print.setVisible(self.hint == "print")
        if self.hint != before and before:
            event = QAccessibleAnnouncementEvent(self, words)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)

    def _is_first(self) -> bool:
        """Tell whether nobody has worked on anything else here, and this map is empty."""
        return not self._bridge.board.elements and len(self._preferences.worked_on) == 1

    def _heard(self, _changed: object) -> None:
        board = self._bridge.board
        done = {"card": board.elements, "link": board.links, "ask": board.rounds}
        if done.get(self.hint):
            self._finish(*(hint for hint, records in done.items() if records))

    def _print(self) -> None:
        self._finish("print")
        self._page.registry.trigger("print")

    def _finish(self, *hints: str) -> None:
        """Never show these again."""
        self._preferences.hints_seen = self._preferences.hints_seen | set(hints)
        self.refresh()

    def _finish_all(self) -> None:
        self._finish(*HINTS)
