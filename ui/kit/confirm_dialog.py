"""Asking before something final, which undo cannot reach; the safe way has the focus."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.dialog_frame import Dialog, run_dialog
from ui.kit.widgets.basics import button
from ui.kit.widgets.words import WrappedLabel


class Confirm(Dialog):
    """A question with two verbs."""

    def __init__(self, parent: QWidget, question: str, words: str, do: str, keep: str) -> None:
        super().__init__(parent, question, "warning", "warn_mark")
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self.add_button(button(do, self.accept, look="danger"))
        self.add_button(button(keep, self.reject), first=True)

    @classmethod
    def ask(cls, parent: QWidget, question: str, words: str, do: str, keep: str) -> bool:
        """Return whether the person wants it done."""
        dialog = cls(parent, question, words, do, keep)
        answer = run_dialog(dialog)
        return answer
