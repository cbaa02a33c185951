"""The tray: sentences that are not sorted yet, and the parking lot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Changed
from ui.features.capture.waiting import Waiting
from ui.kit.widgets.basics import badge, button, column, describe, key_cap, label, row
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge


class Tray(QFrame):
    """The foot of the guide; a list that is empty says how something gets into it."""

    wants_sorting = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setProperty("part", "sheet")
        describe(self, _("Unsorted and parked"))
        self._bridge = bridge
        self.unsorted = Waiting(
            bridge, "unsorted", _("Unsorted sentences"), "quote", ("concern", "risk", "open-question")
        )
        self.parked = Waiting(bridge, "parking-lot", _("Parking lot"), "parking-lot", ("open-question",))
        self._unsorted_count, self._parked_count = badge("0"), badge("0")
        self.sort = button(_("Sort with the room"), self.wants_sorting.emit, scale="small")
        layout = column(self, 4, (18, 10, 14, 12))
        layout.addLayout(self._head("sort", _("Unsorted"), self._unsorted_count, self.sort))
        layout.addWidget(self.unsorted)
        self._no_unsorted = WrappedLabel(_("What is said without a kind waits here."), "small", "faint")
        layout.addWidget(self._no_unsorted)
        layout.addSpacing(6)
        layout.addLayout(self._head("parking-lot", _("Parking lot"), self._parked_count, key_cap("Ctrl+.")))
        layout.addWidget(self.parked)
        self._no_parked = WrappedLabel(_("What belongs to another day waits here."), "small", "faint")
        layout.addWidget(self._no_parked)
        bridge.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Show what waits now."""
        for waiting, count, empty in (
            (self.unsorted, self._unsorted_count, self._no_unsorted),
            (self.parked, self._parked_count, self._no_parked),
        ):
            number = waiting.show_notes()
            count.setText(str(number))
            waiting.setVisible(bool(number))
            empty.setVisible(not number)
        self.sort.setEnabled(bool(self.unsorted.count()) and not self._bridge.read_only)

    def _head(self, icon: str, words: str, count: QWidget, end: QWidget) -> QHBoxLayout:
        head = row(spacing=8)
        head.addWidget(IconLabel(icon, "text_2", 18))
        head.addWidget(label(words, "body_strong"))
        head.addWidget(count)
        head.addStretch(1)
        head.addWidget(end)
        return head

    def _changed(self, changed: Changed) -> None:
        if {"notes", "elements"} & changed.change.roots():
            self.refresh()
