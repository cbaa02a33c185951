"""A session in the trash: when it went there, and how to get it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.features.home.shelf import Item
from ui.kit.widgets.basics import button, column, row
from ui.kit.widgets.words import ElidedLabel
from ui.session.words import cards_and_links, when


class TrashRow(QFrame):
    """One line of the trash."""

    wants = Signal(str)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.setProperty("part", "card")
        layout = row(self, 8, (16, 10, 12, 10))
        words = column(spacing=1)
        words.addWidget(ElidedLabel(item.label, "body", strong=True))
        since = _("in the trash since {when}").format(when=when(item.trashed))
        words.addWidget(ElidedLabel(f"{since}, {cards_and_links(item.cards, item.links)}", "caption", "muted"))
        layout.addLayout(words, 1)
        back = _("Bring back: {name}").format(name=item.label)
        gone = _("Delete for good: {name}").format(name=item.label)
        layout.addWidget(button(_("Bring back"), lambda: self.wants.emit("restore"), "restore", "", "small", name=back))
        layout.addWidget(
            button(_("Delete for good"), lambda: self.wants.emit("purge"), "delete", "danger", "small", name=gone)
        )
