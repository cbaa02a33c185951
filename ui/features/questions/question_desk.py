"""What ties the questions of the map together on one page: the strip, the badges on cards, the inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stworkshop.analysis.findings import Finding
from ui.features.questions.fix_tools import Details, Fixing

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.features.questions.findings_strip import FindingsStrip
    from ui.features.questions.question_lines import QuestionLines
    from ui.shell.workspace import Workspace


class QuestionDesk(QObject):
    """Feeds everything on a page that shows questions; knows which one is meant by "this question"."""

    def __init__(
        self,
        page: Workspace,
        strip: FindingsStrip,
        lines: QuestionLines,
        details: Details,
        open_tray: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page, self._findings, self._strip, self._open_tray = page, page.findings, strip, open_tray
        self.fixing = Fixing(page, details)
        strip.bind(self.fixing)
        strip.fold(not page.preferences.findings_open)
        strip.folded_changed.connect(self._keep_fold)
        strip.wants_parking_lot.connect(self._show_lot)
        page.view_changed.connect(strip.set_view)
        lines.bind(page.findings, self.fixing)
        page.findings.changed.connect(self._refresh)

    @property
    def current(self) -> Finding | None:
        """The question that is meant now: the chosen one of the page of questions, or the one in the strip."""
        if self._page.view == "questions":
            from ui.features.questions.questions_page import QuestionsPage

            chosen = self._page.view_page("questions")
            if isinstance(chosen, QuestionsPage) and chosen.current is not None:
                return chosen.current
        return self._strip.current

    def _refresh(self) -> None:
        findings = self._findings
        self._page.map_view.asked.show(
            findings.severities(), lambda card: [found.message for found in findings.for_card(card)]
        )

    def _show_lot(self) -> None:
        """Show the guide with the tray, where what was parked waits."""
        page = self._page
        page.show_view("map")
        if not (page.preferences.guide_open and page.preferences.palette_open):
            self._open_tray()

    def _keep_fold(self, folded: bool) -> None:
        self._page.preferences.findings_open = not folded
