"""Writing down what somebody says against a sentence, in that person's words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.dialog_frame import Dialog, run_dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.words import WrappedLabel


class SayAgainst(Dialog):
    """Words as they are said, and the side they come from, where that may be known."""

    def __init__(self, parent: QWidget | None, kind: str, sentence: str, sides: Mapping[str, str]) -> None:
        title = _("What is the objection?") if kind == "objection" else _("What does the person who disagrees say?")
        super().__init__(parent, title)
        if sentence:
            self.body.addWidget(WrappedLabel(sentence, "small", "muted"))
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(theme().scaled(90))
        describe(self.field, title, description=_("Write it down as it is said; it stays as written."))
        self.body.addWidget(self.field)
        self.side = ""
        if sides:
            self.body.addWidget(label(_("From which side? (only if the person agrees)"), "small", "muted"))
            choice = Segments(_("Side"), list(sides.items()), optional=True)
            choice.chosen.connect(self._choose)
            self.body.addWidget(choice)
        self.add_button(button(_("Cancel"), self.reject))
        self._do = self.add_button(button(_("Keep it"), self.accept, look="primary"), first=True)
        describe(self._do, _("Keep it"), "Ctrl+Return")
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps the words from within the field, where Enter makes a line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._do.click()
        else:
            super().keyPressEvent(event)

    def _choose(self, side: str) -> None:
        self.side = side

    def _check(self) -> None:
        self._do.setEnabled(bool(self.field.toPlainText().strip()))

    @classmethod
    def ask(cls, parent: QWidget | None, kind: str, sentence: str, sides: Mapping[str, str]) -> tuple[str, str] | None:
        """Return the words and the side ("" for none), or None where the person thought better of it."""
        dialog = cls(parent, kind, sentence, sides)
        accepted = run_dialog(dialog)
        found = (dialog.field.toPlainText().strip(), dialog.side)
        return found if accepted and found[0] else None
