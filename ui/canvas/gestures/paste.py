"""Lines from the clipboard or a file as cards: a strip asks once which kind they are, Enter adds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from stworkshop.commands.cards import MOST_LINES
from stworkshop.commands.values import clean_label
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.canvas.gestures.selection_commands import NO_TOPIC
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label, row
from ui.session.find_or_add import Entry, entries

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface

_FIRST = "concern"
_MOST_LETTERS = 1_000_000
"""A longer text is no list of cards, and is not looked at."""


def lines_of(text: str) -> str:
    """Return text as lines of cells between tabs, without empty ones."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return "\n".join(line for line in text.split("\n") if clean_label(line))


class PasteStrip(QFrame):
    """Asks "Add 6 concerns?"."""

    def __init__(self, parent: QWidget, pasting: Pasting, text: str, kinds: list[Entry]) -> None:
        super().__init__(parent)
        self.setProperty("part", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pasting, self._text, self._kinds = pasting, text, kinds
        count = text.count("\n") + 1
        self._words = label(ngettext("Add %d card as", "Add %d cards as", count) % count, strong=True)
        describe(self, self._words.text())
        self.kind = QComboBox()
        describe(self.kind, _("Kind of the cards"))
        for entry in kinds:
            self.kind.addItem(theme().icon(f"kinds/{entry.variant}", f"kind/{entry.variant}/accent", 17), entry.word)
        self.kind.setCurrentIndex(next((n for n, entry in enumerate(kinds) if entry.kind == _FIRST), 0))
        layout = row(self, 8, (12, 6, 8, 6))
        layout.addWidget(self._words)
        layout.addWidget(self.kind)
        layout.addWidget(button(_("Add"), self.add, look="primary", shortcut="Return"))
        layout.addWidget(button(_("Not now"), self.leave, look="quiet", shortcut="Esc"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter adds, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def add(self) -> None:
        """Add the cards."""
        self._pasting.add(self._text, self._kinds[self.kind.currentIndex()])

    def leave(self) -> None:
        """Add nothing."""
        self._pasting.close()


class Pasting:
    """Offers text as cards on one view; ends in one `paste_lines`."""

    def __init__(self, view: MapSurface) -> None:
        self._view = view
        self.strip: PasteStrip | None = None
        self._zone = ""

    def from_clipboard(self) -> None:
        """Offer what is on the clipboard."""
        self.offer(QGuiApplication.clipboard().text(), self._view.camera.seen.center(), aimed=False)

    def offer(self, text: str, at: QPointF, *, aimed: bool = True) -> bool:
        """Show the strip for lines of text; `aimed` at a zone they get its topic. False, and a word, where not."""
        lines = "" if len(text) > _MOST_LETTERS else lines_of(text)
        count = lines.count("\n") + 1
        if self._view.read_only:
            return False
        if len(text) > _MOST_LETTERS:
            self._view.status.emit(_("This text is too long for a list of cards. Nothing was added."))
        elif not lines:
            self._view.status.emit(_("There is no text to paste."))
        elif count > MOST_LINES:
            words = _("These are {n} lines; at most {most} become cards at once. Nothing was added.")
            self._view.status.emit(words.format(n=count, most=MOST_LINES))
        else:
            self._show(lines, at, aimed)
            return True
        return False

    def _show(self, lines: str, at: QPointF, aimed: bool) -> None:
        self.close()
        zone = self._view.map_scene.zone_at(at) if aimed else ""
        self._zone = "" if zone in NO_TOPIC else zone
        kinds = [
            entry for entry in entries(self._view.bridge.catalogue) if not entry.type or entry.variant == "component"
        ]
        self.strip = PasteStrip(self._view, self, lines, kinds)
        self.strip.adjustSize()
        self.place()
        self.strip.show()
        self.strip.kind.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Keep the strip at the top of the view."""
        if self.strip is not None:
            port = self._view.viewport().rect()
            self.strip.move(round((port.width() - self.strip.width()) / 2), 14)

    def add(self, lines: str, entry: Entry) -> None:
        """Add a card for each line, and select them."""
        zone = self._zone
        self.close()
        topics = {"concepts": [zone]} if zone else {}
        done = self._view.bridge.run("paste_lines", text=lines, kind=entry.kind, **topics)
        if done is not None and done.ids:
            self._view.bridge.select(done.ids)
            self._view.center_on(done.ids)

    def close(self) -> None:
        """Take the strip away."""
        strip, self.strip = self.strip, None
        if strip is not None:
            strip.hide()
            strip.deleteLater()
            self._view.setFocus()
