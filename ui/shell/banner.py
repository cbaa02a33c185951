"""A strip above the map that says in words why nothing can be changed now, or what may be missing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Changed
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge


class Banner(QFrame):
    """Shown while a session is open for reading only or the disk does not take edits; offers the way on.

    Also where the file was copied without its last edits, until somebody has read that.
    """

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setProperty("part", "banner")
        self._bridge = bridge
        layout = row(self, 10, (16, 8, 12, 8))
        self._icon = IconLabel("lock", "warn", 18)
        self._words = WrappedLabel("", "small")
        self._again = button(_("Try again"), self._retry, "", "", "small")
        self._seen = button(_("I have read this"), self._read, "", "", "small")
        self._lacks = bridge.session.lacks
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._again)
        layout.addWidget(self._seen)
        bridge.changed.connect(self._hear)
        self.refresh()

    def refresh(self) -> None:
        """Show or hide as the session is now."""
        session = self._bridge.session
        if session.trouble:
            words = session.trouble
        elif self._lacks:
            words = self._lacks
        elif session.read_only:
            words = _("Open for reading only. The same session is open in another window, where it can be changed.")
        else:
            words = ""
        self._icon.show_icon("warning" if session.trouble or self._lacks else "lock", "warn")
        self._again.setVisible(bool(session.trouble))
        self._seen.setVisible(bool(self._lacks and not session.trouble))
        self._words.setText(words)
        describe(self, words)
        self.setVisible(bool(words))

    def _retry(self) -> None:
        self._bridge.session.retry()
        self.refresh()

    def _read(self) -> None:
        self._lacks = ""
        self.refresh()

    def _hear(self, changed: Changed) -> None:
        if changed.origin in ("trouble", "saved"):
            self.refresh()
