"""Making several cards of one that says more than one thing: one line for each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge


class SplitDialog(Dialog):
    """The first line keeps the card with its code; each other becomes a card with the same links."""

    def __init__(self, parent: QWidget, bridge: Bridge, card_id: str) -> None:
        card = bridge.board.elements[card_id]
        super().__init__(parent, _("Split {code} into several cards").format(code=card.code), "split")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bridge, self._card = bridge, card_id
        words = _("One line for each card. The first keeps {code}; all of them get its links and topics.")
        self.body.addWidget(WrappedLabel(words.format(code=card.code), "small", "muted"))
        self.field = QPlainTextEdit(card.label)
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(theme().scaled(120))
        describe(self.field, _("Words of the cards, one line each"))
        self.field.textChanged.connect(self._refresh)
        self.body.addWidget(self.field)
        self.add_button(button(_("Cancel"), self.reject))
        self.split_button = self.add_button(button("", self.split, "split", "primary", name=_("Split")))
        self.split_button.setProperty("square", "")
        self.setMinimumWidth(theme().scaled(520))
        self._refresh()
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.setFocus()

    @property
    def lines(self) -> list[str]:
        """The words of each card."""
        return [line.strip() for line in self.field.toPlainText().split("\n") if line.strip()]

    def split(self) -> None:
        """Make the cards, and select them."""
        done = self._bridge.run("split_card", id=self._card, labels=self.lines)
        if done is not None:
            self._bridge.select(i for i in done.ids if i in self._bridge.board.elements)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter splits from within the field, where Enter makes a line."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if self.split_button.isEnabled():
                self.split()
        elif self.field.hasFocus() and event.key() != Qt.Key.Key_Escape:
            QDialog.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        count = len(self.lines)
        words = ngettext("Make %d card", "Make %d cards", count) % count if count > 1 else _("Split")
        self.split_button.setText(words)
        describe(self.split_button, words, "Ctrl+Return")
        self.split_button.setEnabled(count > 1 and not self._bridge.read_only)
