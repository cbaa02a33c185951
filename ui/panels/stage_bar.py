"""The stage bar: the agenda, the current stage with its ring timer, and what can be done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.actions import Actions
from ui.bridge import Bridge
from ui.clock import Clock
from ui.widgets.basics import describe


class StageBar(QFrame):
    """The bar under the app bar; it is there while the session has an agenda."""

    def __init__(self, bridge: Bridge, actions: Actions, clock: Clock) -> None:
        super().__init__()
        describe(self, _("Stages"))
        self._bridge, self._actions, self._clock = bridge, actions, clock
        self.hide()

    def set_compact(self, compact: bool) -> None:
        """Fold what a small window has no room for."""
