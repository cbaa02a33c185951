"""The foot of the view: nothing is final yet; close it and come back, forget it, or finish."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.widgets.basics import button, column, describe, row
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel


class FinishBar(QFrame):
    """Says what will happen, and offers it."""

    closed = Signal()
    finished = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "foot")
        describe(self, _("Finishing"))
        self._row: QBoxLayout = row(self, 12, (18, 9, 16, 10))
        self._says = QWidget()
        says = row(self._says, 12)
        says.addWidget(IconLabel("snapshot", "text_2", 20))
        texts = column(spacing=1)
        self._title = WrappedLabel("", "body", strong=True)
        texts.addWidget(self._title)
        self._words = WrappedLabel("", "small", "muted")
        texts.addWidget(self._words)
        says.addLayout(texts, 1)
        self._row.addWidget(self._says, 1)
        buttons = row(spacing=8)
        self.drop = button(_("Forget this merge"), self.dropped.emit, "", "quiet")
        self.close_button = button(_("Close"), self.closed.emit, "", "quiet")
        self.finish = button(_("Finish merge"), self.finished.emit, "merge", "primary")
        set_tip(self.drop, _("Nothing comes together; what was chosen is forgotten, the copies stay as they are."))
        set_tip(self.close_button, _("All that was chosen is kept until the window closes."))
        buttons.addStretch(1)
        for made in (self.drop, self.close_button, self.finish):
            buttons.addWidget(made)
        self._row.addLayout(buttons)

    def show_waiting(self, waiting: int, *, allowed: bool) -> None:
        """Say what becomes of questions that nobody answered."""
        words = _("The map changes when you finish; one Undo takes it all back.")
        if waiting:
            left = _("What is not decided stays open; the first table’s words stand.")
            words = f"{words} {left}"
        self._words.setText(words)
        title = _("Nothing is final yet.")
        if waiting:
            open_ = ngettext("{n} is not decided.", "{n} are not decided.", waiting).format(n=waiting)
            title = f"{title} {open_}"
        self._title.setText(title)
        describe(self.finish, self.finish.text(), description=f"{title} {words}")
        self.finish.setEnabled(allowed)

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Put the buttons under the words where there is no room beside them, and fewer words where it is low."""
        self._words.setVisible(not low)
        self._says.setVisible(not (low and narrow))
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else across)
