"""The findings strip: one question of the map at a time, most serious first."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.actions import Actions
from ui.bridge import Bridge
from ui.findings import Findings
from ui.widgets.basics import describe


class FindingsStrip(QFrame):
    """The strip at the foot of the workshop page."""

    def __init__(self, bridge: Bridge, findings: Findings, actions: Actions) -> None:
        super().__init__()
        describe(self, _("Questions the map asks"))
        self._bridge, self._findings, self._actions = bridge, findings, actions
        self.hide()

    def set_room(self, room: bool) -> None:
        """Hide what is not for the room, or show it again."""
