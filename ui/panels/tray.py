"""The tray: sentences that are not sorted yet, and the parking lot."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.bridge import Bridge
from ui.widgets.basics import describe


class Tray(QFrame):
    """The foot of the guide."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        describe(self, _("Unsorted and parked"))
        self._bridge = bridge
        self.hide()
