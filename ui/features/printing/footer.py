"""The foot of the print dialog: how much paper and time it takes on which printer, what is missing, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.report.estimate import Estimate
from ui.features.printing.desk import Desk
from ui.features.printing.rows import minutes_in_words, sheets_in_words
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row, set_property
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.folding import Folding
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel

NONE = "none"


class Foot(QWidget):
    """`wants_saved`, `wants_printed` and `left` are its buttons; `printer_changed` says that another one is chosen."""

    wants_saved = Signal()
    wants_printed = Signal()
    left = Signal()
    reason_chosen = Signal()
    printer_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: list[str] = []
        first, last = QWidget(), QWidget()
        begin = row(first, 8)
        begin.addWidget(IconLabel("print", "text_2", 18))
        self.estimate = label("", "body", strong=True)
        begin.addWidget(self.estimate)
        self._on = label(_("on"), "small", "muted")
        begin.addWidget(self._on)
        self.printer = ChoiceBox(_("Printer"))
        self.printer.setMinimumContentsLength(14)
        self.printer.chosen.connect(self._choose)
        begin.addWidget(self.printer, 4)
        begin.addStretch(1)
        end = row(last, 8)
        self._sign = IconLabel("warning", "danger", 16)
        self.why = button(_("Nothing is ticked"), self.reason_chosen.emit, look="link")
        self.why.setProperty("tone", "danger")
        end.addStretch(1)
        end.addWidget(self._sign)
        end.addWidget(self.why)
        self.cancel = button(_("Cancel"), self.left.emit)
        self.save = button(_("Save as PDF…"), self.wants_saved.emit, "export")
        self.print = button(_("Print"), self.wants_printed.emit, "print", "primary")
        for made in (self.why, self.cancel, self.save, self.print):
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAutoDefault(False)
            end.addWidget(made)
        layout = column(self)
        self._bar = Folding("foot", first, last, (16, 10))
        self._told = QWidget()
        told = row(self._told, 8, (18, 6, 18, 0))
        self._told_sign = IconLabel("info", "text_2", 18)
        told.addWidget(self._told_sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words = WrappedLabel("", "small")
        told.addWidget(self._words, 1)
        self._told.hide()
        layout.addWidget(self._told)
        layout.addWidget(self._bar)
        self._fill()

    # --- what it says

    def say_estimate(self, found: Estimate | None) -> None:
        """Say how much paper and time it takes; None while that is not known."""
        if found is None:
            words = _("Making the pages…")
        elif not found.sheets:
            words = _("Nothing to print")
        else:
            words = f"{sheets_in_words(found.sheets)}, {minutes_in_words(found.minutes)}"
        self.estimate.setText(words)
        describe(self.estimate, words)
        self._on.setVisible(bool(found is not None and found.sheets))
        self._bar.fold()

    def allow(self, why_not: str, *, ready: bool) -> None:
        """Let what was chosen be printed and saved; or say why not, beside the buttons."""
        self.why.setText(why_not)
        describe(self.why, why_not, description=_("Go to what is missing"))
        self.why.setVisible(bool(why_not))
        self._sign.setVisible(bool(why_not))
        may = ready and not why_not
        self.save.setEnabled(may)
        self.print.setEnabled(may and bool(self._known))
        set_tip(self.print, "" if self._known else _("No printer was found: save as PDF"))
        describe(self.print, _("Print"), description=why_not or self.print.toolTip())
        self._bar.fold()

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say what came of it, above the foot; a message of the window would lie behind this dialog."""
        self._words.setText(words)
        set_property(self._words, "tone", "danger" if wrong else "")
        self._told_sign.show_icon("warning" if wrong else "check", "danger" if wrong else "success")
        self._told.setVisible(bool(words))
        describe(self._words, words)

    def finish(self) -> None:
        """Say that there is nothing to cancel any more: what was chosen is saved, or with the printer."""
        self.cancel.setText(_("Close"))
        describe(self.cancel, _("Close"))
        self._bar.fold()

    # --- printers

    @property
    def chosen(self) -> str:
        """The printer that is chosen, "" where there is none."""
        return self.printer.option() if self._known else ""

    def look_for_printers(self) -> None:
        """Look again which printers there are."""
        from ui.features.printing import printers  # not every computer can print

        self._known = printers.names()
        self._fill(printers.wanted(self._desk, self._known))
        self.printer_changed.emit()

    def show_printer(self) -> None:
        """Say what the printer is about to do."""
        if self._known:
            from ui.features.printing import printers

            now = self.chosen
            at = self.printer.currentIndex()
            if at >= 0:
                self.printer.setItemText(at, printers.in_words(self._desk, now))

    def _fill(self, chosen: str = "") -> None:
        self.printer.offer([(name, name) for name in self._known] or [(NONE, _("no printer found: save as PDF"))])
        self.printer.removeItem(0)
        self.printer.choose(chosen or NONE if self._known else NONE)
        self.printer.setEnabled(len(self._known) > 0)
        self.printer.setMaximumWidth(theme().scaled(340))
        self.show_printer()

    def _choose(self, name: str) -> None:
        from ui.features.printing import printers

        printers.choose(self._desk, name)
        for at in range(self.printer.count()):
            self.printer.setItemText(at, str(self.printer.itemData(at)))
        self.show_printer()
        self.printer_changed.emit()
