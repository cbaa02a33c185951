"""The open questions about one card, as small lines in the inspector, each with the fix that answers it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from ui.features.questions import fixes
from ui.features.questions.fix_tools import Fixing
from ui.kit.widgets.basics import button, clear, column, describe, row
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.records.card_fields import Section
from ui.session.findings import Findings

SIGNS = {"must": "must", "should": "should", "note": "look"}


class QuestionLines(Section):
    """Shown only for cards that the map asks something about, and not to the room."""

    def __init__(self) -> None:
        super().__init__(_("The map asks"))
        self._findings: Findings | None = None
        self._fixing: Fixing | None = None
        self._card = ""
        self._room = False
        self._shown: object = None
        self._lines: QVBoxLayout = column(spacing=8)
        self.body.addLayout(self._lines)
        self.hide()

    def bind(self, findings: Findings, fixing: Fixing) -> None:
        """Take the questions of the session, and what fixes work with."""
        self._findings, self._fixing = findings, fixing
        findings.changed.connect(self._refresh)
        self._refresh()

    def show_card(self, card: Element) -> None:
        """Show the questions about a card."""
        self._card = card.id
        self._refresh()

    def set_room(self, room: bool) -> None:
        """Hide what is not for the room, or show it again."""
        self._room = room
        self._refresh()

    def _refresh(self) -> None:
        if self._findings is None or self._fixing is None:
            return
        asked = [] if self._room else self._findings.for_card(self._card)
        self.setVisible(bool(asked))
        shown = (self._card, tuple(asked), self._fixing.bridge.read_only)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._lines)
        for found in asked:
            self._lines.addWidget(self._line(found, self._fixing))

    def _line(self, found: Finding, fixing: Fixing) -> QWidget:
        line = QWidget()
        layout = row(line, 8)
        sign = IconLabel(SIGNS[found.severity], found.severity, 18)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        words.addWidget(WrappedLabel(found.message, "small"))
        verb = fixes.verb(found.check)
        made = button(f"{verb}…", partial(fixes.start, fixing, found), look="link", scale="small")
        describe(made, f"{verb}: {found.message}", description=found.suggestion)
        set_tip(made, found.suggestion)
        made.setEnabled(not fixing.bridge.read_only)
        words.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addLayout(words, 1)
        return line
