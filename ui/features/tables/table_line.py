"""The line over a table's copy: whose it is, and the way back to those who gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import ElidedLabel, IconLabel
from ui.session.words import table_words

if TYPE_CHECKING:
    from ui.kit.actions import Actions
    from ui.shell.workspace import Workspace


class TableLine(QFrame):
    """It is there in a table's copy, and nowhere else."""

    def __init__(self, page: Workspace, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "asked-line")
        table = getattr(page.bridge.session, "table_name", "")
        words = _("This is {table}’s copy. It works apart from the others.").format(table=table_words(table))
        describe(self, words)
        layout = row(self, 10, (16, 5, 10, 5))
        layout.addWidget(IconLabel("table-round", "brand_text", 18))
        layout.addWidget(ElidedLabel(words, "body_strong"), 1)
        do = _("Bring back to the facilitator…")
        self.back = button(do, lambda: actions.trigger("bring-back"), "", "", "small")
        layout.addWidget(self.back)
        if not table:
            self.hide()
