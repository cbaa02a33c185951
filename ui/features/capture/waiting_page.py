"""What waits: notes that nobody has sorted yet, and the parking lot, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.capture.tray import Tray
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe
from ui.kit.widgets.words import WrappedLabel
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


class WaitingPage(ViewPage):
    """The tray with all the room there is."""

    least_high = 230

    def __init__(self, page: Workspace) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, _("Unsorted notes"))
        layout = column(self, 12, (26, 20, 26, 20))
        layout.addWidget(WrappedLabel(_("Unsorted notes"), "heading"))
        self.tray = Tray(page.bridge)
        self.tray.setProperty("part", "card")
        self.tray.setMaximumWidth(theme().scaled(860))
        self.tray.wants_sorting.connect(lambda: page.registry.trigger("sort-room"))
        layout.addWidget(self.tray)
        layout.addStretch(1)
        self.setFocusProxy(self.tray.unsorted)

    def set_room(self, room: bool) -> None:
        """Keep notes from the wall."""
        self.tray.setVisible(not room)
