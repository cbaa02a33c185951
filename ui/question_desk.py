"""What ties the questions of the map together on one page: strip, badges, inspector, and the question on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from stworkshop.analysis.findings import Finding
from ui.fix_tools import Fixing

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.pages.workshop import WorkshopPage
    from ui.wall import Wall


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


class QuestionOnWall(QObject):
    """Shows one question to the room on purpose, in full words; Esc brings the map back, wherever the keyboard is."""

    def __init__(self, wall: Wall) -> None:
        super().__init__(wall)
        self._wall = wall
        self._on = False
        wall.changed.connect(self._wall_changed)

    @property
    def on(self) -> bool:
        """Whether a question is on the wall."""
        return self._on

    def toggle(self, words: str, small: str = "") -> None:
        """Show these words on the wall, or the map again where words of a question are shown."""
        if self._on:
            self._wall.show_map()
            return
        self._wall.show_words(words, small)
        if not self._wall.shows_map and self._wall.is_open:
            self._on = True
            app = QApplication.instance()
            assert app is not None
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc before anything else does."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self._wall.show_map()
        return True

    def _wall_changed(self) -> None:
        if self._on and (self._wall.shows_map or not self._wall.is_open):
            self._on = False
            app = QApplication.instance()
            if app is not None:
                app.removeEventFilter(self)
