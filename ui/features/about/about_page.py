"""What the workshop is about: its question, its mandate, its dates, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, row, scrolling
from ui.records.session_panel import SessionPanel
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


class AboutPage(ViewPage):
    """The same fields as in the details with no card chosen, with room to write."""

    def __init__(self, page: Workspace) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, _("About this workshop"))
        self.panel = SessionPanel(page.bridge)
        self.panel.show_words_alone()
        self.panel.setProperty("part", "card")
        self.panel.setMaximumWidth(theme().scaled(860))
        self.panel.wants_people.connect(lambda: page.registry.trigger("people"))
        body = QWidget()
        body.setProperty("part", "window")
        middle = row(body, 0, (26, 16, 26, 16))
        middle.addWidget(self.panel, 1)
        middle.addStretch(0)
        column(self).addWidget(scrolling(body))
        self.keep_up(self.panel.show_session)
        self.panel.show_session()

    def shown(self) -> None:
        """Bring the words up to date."""
        self.catch_up()
