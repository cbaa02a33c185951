"""What ties the questions of the map together on one page: the strip, the badges on cards, the inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stworkshop.analysis.findings import Finding
from ui.fix_tools import Fixing

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.pages.workshop import WorkshopPage


class QuestionDesk(QObject):
    """Feeds everything on a page that shows questions; knows which one is meant by "this question"."""

    def __init__(self, page: WorkshopPage, actions: Actions) -> None:
        super().__init__(page)
        self._page, self._findings = page, page.findings
        self.fixing = Fixing(page, actions)
        strip = page.findings_strip
        strip.bind(self.fixing)
        strip.fold(not page.preferences.findings_open)
        strip.folded_changed.connect(self._keep_fold)
        strip.wants_parking_lot.connect(self._show_lot)
        page.view_changed.connect(strip.set_view)
        page.inspector.card_panel.questions.bind(page.findings, self.fixing)
        differences = page.inspector.card_panel.differences
        differences.wants_choice.connect(lambda one: self.fixing.look_at("tables", (one,)))
        page.findings.changed.connect(self._refresh)

    @property
    def current(self) -> Finding | None:
        """The question that is meant now: the chosen one of the page of questions, or the one in the strip."""
        if self._page.view == "questions":
            chosen = getattr(self._page.view_page("questions"), "current", None)
            if isinstance(chosen, Finding):
                return chosen
        return self._page.findings_strip.current

    def _refresh(self) -> None:
        findings = self._findings
        self._page.map.view.asked.show(
            findings.severities(), lambda card: [found.message for found in findings.for_card(card)]
        )

    def _show_lot(self) -> None:
        """Show the guide with the tray, where what was parked waits."""
        page = self._page
        page.show_view("map")
        if not (page.preferences.guide_open and page.preferences.palette_open):
            page.toggle_guide()

    def _keep_fold(self, folded: bool) -> None:
        self._page.preferences.findings_open = not folded
