"""Asking for one line of words: a name, a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.dialog_frame import Dialog, run_dialog
from ui.kit.widgets.basics import button, describe
from ui.kit.widgets.words import WrappedLabel


class AskWords(Dialog):
    """One field with two verbs; without words the verb waits."""

    def __init__(self, parent: QWidget | None, question: str, hint: str, do: str, words: str = "") -> None:
        super().__init__(parent, question)
        if hint:
            self.body.addWidget(WrappedLabel(hint, "body", "muted"))
        self.field = QLineEdit(words)
        self.field.setMaxLength(200)
        describe(self.field, question, description=hint)
        self.body.addWidget(self.field)
        self.add_button(button(_("Cancel"), self.reject))
        self._do = self.add_button(button(do, self.accept, look="primary"), first=True)
        self.field.textChanged.connect(self._check)
        self._check(words)
        self.field.selectAll()
        self.field.setFocus()

    def _check(self, words: str) -> None:
        self._do.setEnabled(bool(words.strip()))

    @classmethod
    def ask(cls, parent: QWidget | None, question: str, hint: str, do: str, words: str = "") -> str:
        """Return the words, "" where the person thought better of it."""
        dialog = cls(parent, question, hint, do, words)
        accepted = run_dialog(dialog)
        said = " ".join(dialog.field.text().split())
        return said if accepted else ""
