"""The sentences that wait, where the guide with its tray has no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.capture.tray import Tray
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


class WaitingDialog(Dialog):
    """The tray in a window of its own."""

    def __init__(self, page: Workspace, sort: Callable[[], None]) -> None:
        super().__init__(page, _("Unsorted notes"), "sort")
        self.tray = Tray(page.bridge)
        self.tray.setProperty("part", "plain")
        self.tray.wants_sorting.connect(self.accept)
        self.tray.wants_sorting.connect(sort)
        self.body.addWidget(self.tray)
        self.add_button(button(_("Close"), self.accept))
        self.setMinimumWidth(theme().scaled(560))
        first = self.tray.unsorted if self.tray.unsorted.count() else self.tray.parked
        first.setFocus()
