"""The facilitator's guide for the running stage: what to say, what to ask, what should be there at the end."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.bridge import Bridge
from ui.clock import Clock
from ui.findings import Findings
from ui.widgets.basics import describe


class Guide(QFrame):
    """The quiet panel on the left, in the place of the palette; only the facilitator sees it."""

    def __init__(self, bridge: Bridge, clock: Clock, findings: Findings) -> None:
        super().__init__()
        describe(self, _("Guide"))
        self._bridge, self._clock, self._findings = bridge, clock, findings
