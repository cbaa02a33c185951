"""What else a first visit offers, quieter than to begin: a finished workshop to look around in, and joining one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.features.home.shelf import Glance, Item
from ui.kit.widgets.basics import button, column, describe, label, row
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.pictures import Thumbnail
from ui.kit.widgets.words import IconLabel, WrappedLabel


class SampleCard(QFrame):
    """One sample, with its picture."""

    wants_open = Signal()
    wants_more = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.setProperty("part", "card")
        describe(self, _("Try the sample"))
        layout = row(self, 16, (24, 20, 24, 20))
        words = column(spacing=6)
        words.addWidget(label(_("Try the sample"), "title"))
        about = ngettext(
            "{title}. A finished workshop with %d card. Look around; you cannot break anything.",
            "{title}. A finished workshop with %d cards. Look around; you cannot break anything.",
            item.cards,
        )
        words.addWidget(WrappedLabel((about % item.cards).format(title=item.label), "small", "muted"))
        words.addStretch(1)
        doings = Flow(gap=8)
        doings.addWidget(button(_("Open the sample"), self.wants_open.emit, "play"))
        doings.addWidget(button(_("All samples"), self.wants_more.emit, "star", "quiet"))
        words.addLayout(doings)
        layout.addLayout(words, 3)
        self.picture = Thumbnail(_("Picture of the map"), 120)
        layout.addWidget(self.picture, 2)

    def show_glance(self, glance: Glance) -> None:
        """Show what a look into the sample found."""
        self.picture.show_sketch(glance.sketch)


class JoinCard(QFrame):
    """Another laptop's workshop."""

    wants = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        describe(self, _("Join a workshop"))
        layout = column(self, 6, (24, 20, 24, 20))
        layout.addWidget(label(_("Join a workshop"), "title"))
        words = _("Somebody else runs it in this room. You need the six digits from the wall.")
        layout.addWidget(WrappedLabel(words, "small", "muted"))
        layout.addStretch(1)
        made = button(_("Join a workshop"), self.wants.emit, "join")
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout.addWidget(made)


class Foot(QFrame):
    """What is needed now and then, and where everything stays."""

    wants_file = Signal()
    wants_search = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, 12)
        doings = Flow(gap=8)
        doings.addWidget(button(_("Open or import a file"), self.wants_file.emit, "open-folder", "quiet"))
        doings.addWidget(button(_("Search all sessions"), self.wants_search.emit, "search", "quiet"))
        layout.addLayout(doings, 1)
        stays = row(spacing=7)
        stays.addWidget(IconLabel("lock", "text_2", 16))
        stays.addWidget(label(_("Sessions are kept on this laptop only"), "small", "muted"))
        layout.addLayout(stays)


def beside(*cards: QFrame, across: bool) -> QBoxLayout:
    """Return cards beside each other, or below each other where there is no room for that."""
    layout = row(spacing=22)
    layout.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
    for card in cards:
        layout.addWidget(card, 1)
    return layout
