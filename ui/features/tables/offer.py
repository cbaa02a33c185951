"""Asks a guest whether it wants the copy for a table that its host sends; nothing of it is kept before a yes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from ui.kit.dialog_frame import Dialog
from ui.kit.widgets.basics import button
from ui.kit.widgets.words import WrappedLabel
from ui.session.words import table_words


class OfferDialog(Dialog):
    """A question with a yes and a no; the no has the focus."""

    def __init__(self, parent: QWidget, table: str) -> None:
        super().__init__(parent, _("Take the copy for {table}?").format(table=table_words(table)), "import")
        words = _(
            "The facilitator’s laptop wants to give you a copy of this workshop, for you to work on apart and bring"
            " back. If you did not agree on this, say no. Nothing is saved on this laptop before you say yes."
        )
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self.take = self.add_button(button(_("Take the copy"), self.accept))
        self.decline = self.add_button(button(_("No, thanks"), self.reject, look="primary"), first=True)
