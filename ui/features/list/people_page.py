"""The people in the room, as a page of its own: typed one by one, or pasted."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from ui.features.list.list_page import ListPage
from ui.kit.widgets.basics import describe
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences


class PeoplePage(ListPage):
    """The table of people alone."""

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__(bridge, preferences)
        describe(self, _("People in the room"))
        self.show_only("participants")

    def set_room(self, on: bool) -> None:
        """Keep the names from the wall."""
        self._side.setVisible(not on)
