"""Asks which of several things is meant, and returns its id."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.dialog_frame import Dialog, run_dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe
from ui.kit.widgets.words import WrappedLabel

_ROW, _MOST_ROWS = 32, 9


class AskWhich(Dialog):
    """One list with two verbs; the first choice is marked, and Enter takes it."""

    def __init__(
        self, parent: QWidget | None, question: str, hint: str, do: str, options: Sequence[tuple[str, str]]
    ) -> None:
        """`options` are ids with their words."""
        super().__init__(parent, question)
        self.body.addWidget(WrappedLabel(hint, "body", "muted"))
        self.list = QListWidget()
        describe(self.list, question, description=hint)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for option, words in options:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, option)
            item.setSizeHint(QSize(0, theme().scaled(_ROW)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(theme().scaled(_ROW) * min(_MOST_ROWS, len(options)) + 4)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.body.addWidget(self.list)
        self.add_button(button(_("Cancel"), self.reject))
        self.add_button(button(do, self.accept, look="primary"), first=True)
        self.list.setFocus()

    @property
    def chosen(self) -> str:
        """The id of what is marked."""
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    @classmethod
    def ask(
        cls, parent: QWidget | None, question: str, hint: str, do: str, options: Sequence[tuple[str, str]]
    ) -> str | None:
        """Return the id of what was chosen, None where the person thought better of it."""
        dialog = cls(parent, question, hint, do, options)
        accepted = run_dialog(dialog)
        chosen = dialog.chosen
        return chosen if accepted else None
