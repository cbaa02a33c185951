"""People who get a page each, and of whom nobody wrote down for whom they are here: asked for before printing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from stworkshop.board import Board
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.report.editions.takeaway import without_role
from ui.widgets.basics import button, describe, row
from ui.widgets.words import IconLabel, WrappedLabel


class RoleBox(QFrame):
    """Says how many people have no role yet and what their pages can say then; `wanted` leads to the list of people."""

    wanted = Signal()

    def __init__(self, board: Board, *, read_only: bool) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.count = len(without_role(board))
        layout = row(self, 10, (12, 8, 12, 8))
        layout.addWidget(IconLabel("warning", "warn", 18))
        words = ngettext(
            "For whom is {n} person here? Nobody has said it yet. That page says only what was raised on their side.",
            "For whom are {n} people here? Nobody has said it yet. Their pages say only what was raised on their side.",
            self.count,
        ).format(n=self.count)
        layout.addWidget(WrappedLabel(words, "small"), 1)
        self.open = button(_("Say it in the list"), self.wanted.emit, look="quiet", scale="small")
        self.open.setAutoDefault(False)
        self.open.setEnabled(not read_only)
        layout.addWidget(self.open)
        describe(self, words)
