"""The side of the keying page: how far each ballot is, what differs, and that all is sealed until the close."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.features.keying.differing import Differing
from ui.features.keying.tiles import BallotTiles
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.words import IconLabel, WrappedLabel


class KeyingSide(QScrollArea):
    """Three panels, one below the other; states, never values, but for what two entries of one ballot differ in."""

    wants_ballot = Signal(str)
    wants_printed = Signal()
    wants_imported = Signal()
    wants_closed = Signal()
    wants_done = Signal()
    settled = Signal(str, object)
    """A ballot's code and the index of the answer that the paper shows: 0 first, 1 second, 2 blank."""
    wants_again = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        upright(self)
        describe(self, _("How far the ballots are"))
        inside = frame("panel-right")
        layout = column(inside, 14, (14, 14, 14, 14))
        layout.addWidget(self._ballots())
        self._differing = frame("card")
        self._differing_lines = column(self._differing, 8, (16, 12, 16, 14))
        self._differing.hide()
        self._values: list[QPushButton] = []
        layout.addWidget(self._differing)
        layout.addWidget(self._sealed())
        layout.addStretch(1)
        self.setWidget(inside)

    def _ballots(self) -> QWidget:
        panel = frame("card")
        layout = column(panel, 8, (16, 12, 16, 14))
        line = Flow(gap=8)
        line.addWidget(label(_("Ballots"), "body_strong"))
        self.printed = label("", "small", "muted")
        line.addWidget(self.printed)
        layout.addLayout(line)
        self._none = WrappedLabel("", "small", "muted")
        layout.addWidget(self._none)
        self.tiles = BallotTiles()
        self.tiles.wants_ballot.connect(self.wants_ballot)
        layout.addWidget(self.tiles)
        self._shred = frame("well")
        done = row(self._shred, 9, (10, 8, 10, 8))
        done.addWidget(IconLabel("delete", "text_2", 17))
        self._done_words = WrappedLabel("", "small", strong=True)
        done.addWidget(self._done_words, 1)
        self.done = button(_("Done"), self.wants_done.emit, scale="small")
        describe(self.done, _("Done: I sealed or shredded the checked ballots"))
        done.addWidget(self.done)
        layout.addWidget(self._shred)
        self.print = button(_("Print ballots…"), self.wants_printed.emit, "print", scale="small")
        line_ = row()
        line_.addWidget(self.print)
        line_.addStretch(1)
        layout.addLayout(line_)
        return panel

    def _sealed(self) -> QWidget:
        panel = frame("card")
        layout = column(panel, 10, (16, 12, 16, 14))
        line = row(spacing=10)
        line.addWidget(IconLabel("lock", "text_2", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        words.addWidget(label(_("Sealed"), "body_strong"))
        words.addWidget(
            WrappedLabel(
                _(
                    "No count, average or order is shown anywhere until you close the round: not here, not on the"
                    " projector, not in an export."
                ),
                "small",
                "muted",
            )
        )
        line.addLayout(words, 1)
        layout.addLayout(line)
        holder = QWidget()
        buttons = Flow(holder, gap=8)
        self.import_ = button(_("Import from CSV…"), self.wants_imported.emit, "import", scale="small")
        self.close_round = button(_("Close the round…"), self.wants_closed.emit, "ballot", scale="small")
        for made in (self.import_, self.close_round):
            buttons.addWidget(made)
        layout.addWidget(holder)
        return panel

    def show_ballots(self, states: Mapping[str, str], labels: Mapping[str, str], *, named: bool, checked: int) -> None:
        """Show how far the ballots are; `checked` of them have paper that is to be put away now."""
        self.tiles.setVisible(bool(states))
        self.tiles.show_ballots(states, labels)
        spare = sum(state == "printed" for state in states.values())
        if named:
            count = len(states)
            self.printed.setText(ngettext("{n} person", "{n} people", count).format(n=count))
            self._none.setText("" if states else _("Nobody is in the list of participants yet."))
        else:
            words = _("{printed} printed, {out} handed out")
            self.printed.setText(words.format(printed=len(states), out=len(states) - spare) if states else "")
            self._none.setText("" if states else _("No ballots of this round were printed from this window yet."))
        self._none.setVisible(not states)
        self._shred.setVisible(bool(checked))
        sentence = ngettext(
            "{n} ballot checked twice, no differences. Now seal or shred the paper.",
            "{n} ballots checked twice, no differences. Now seal or shred the paper.",
            checked,
        )
        self._done_words.setText(sentence.format(n=checked))

    def show_differing(self, found: Differing | None, words: Mapping[str, tuple[str, str]], name: str) -> None:
        """Show the one item of a ballot in which two entries differ, with both values; None shows nothing."""
        clear(self._differing_lines)
        self._values = []
        self._differing.setVisible(found is not None)
        if found is None:
            return
        layout, code = self._differing_lines, found.entry.name
        layout.addWidget(label(_("Ballot {code} differs").format(code=name), "body_strong"))
        layout.addWidget(WrappedLabel(_("Look at the paper once more."), "small", "muted"))
        mark, text = words.get(found.item, ("", _("I am here as")))
        layout.addWidget(WrappedLabel(f"{mark}  {text}".strip(), "body"))
        pair = row(spacing=8)
        for title, value in ((_("first time"), found.shown(0)), (_("second time"), found.shown(1))):
            box = frame("well")
            inner = row(box, 6, (12, 6, 12, 6))
            inner.addWidget(label(title, "small", "muted"), 1)
            inner.addWidget(label(value, "heading"))
            describe(box, f"{title}: {value}")
            pair.addWidget(box)
        layout.addLayout(pair)
        holder = QWidget()
        line = Flow(holder, gap=8)
        for number, (value, spoken) in enumerate(found.choices()):
            made = button(value, partial(self.settled.emit, code, number), scale="small", name=spoken)
            line.addWidget(made)
            self._values.append(made)
        words_ = _("Key {code} again").format(code=name)
        again = button(words_, lambda: self.wants_again.emit(code), look="quiet", scale="small")
        line.addWidget(again)
        layout.addWidget(holder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the digit that the paper shows for the button with it; no other single key does anything here."""
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        words = _("don’t know") if text in ("0", "?") else text
        wanted = [made for made in self._values if made.text() == words]
        if wanted:
            wanted[0].click()

    def focus_differing(self) -> None:
        """Put the keyboard on the first value of a difference."""
        first = next(iter(self._values), None)
        if first is not None:
            first.setFocus()
            self.ensureWidgetVisible(self._differing)
