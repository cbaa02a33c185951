"""Print: what is printed for whom, how it reads, and the real pages of it; then Save as PDF or Print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.report.estimate import Estimate, estimate
from ui.features.printing import tabs
from ui.features.printing.desk import Desk
from ui.features.printing.footer import Foot
from ui.features.printing.kit_tab import KIT
from ui.features.printing.parts import Made, Part
from ui.features.printing.preview import Preview
from ui.features.printing.summary_tab import SummaryTab
from ui.features.printing.tab import PrintTab
from ui.kit.bounded import Bounded
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, frame, label, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Segments

_BOTH = 820
"""So wide the dialog has to be for choices and pages beside each other."""
_WAIT_MS = 120
"""So long a choice waits for the next one, such as a number that is being typed."""


class PrintDialog(Bounded):
    """Tabs on the left, pages on the right, a foot; all of it works on a desk."""

    def __init__(self, parent: QWidget, desk: Desk, tab: str = tabs.SUMMARY, asked: str = "", ticked: str = "") -> None:
        super().__init__(parent, _("Print"))
        self.desk = desk
        desk.setParent(self)
        self.printed_words = ""
        self.wants_people = False
        """Whether the facilitator left to say for whom people are here."""
        self._sender: object = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self.make)
        self._makers = tabs.makers(desk, asked)
        self.tabs: dict[str, PrintTab] = {}
        self.preview = Preview(desk.background)
        self.preview.panel_toggled.connect(lambda _hidden: self._place())
        self.foot = Foot(desk)
        self.panel = self._panel()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setRowStretch(0, 1)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._narrow: bool | None = None
        self._connect()
        over = parent.size()
        self.setMinimumSize(min(theme().scaled(480), over.width() - 40), min(theme().scaled(340), over.height() - 40))
        self.resize(min(theme().scaled(1640), over.width() - 24), min(theme().scaled(1040), over.height() - 24))
        tabs.tick(self.tabs, ticked)
        self.show_tab(tab if tab in self._makers else tabs.SUMMARY)
        QTimer.singleShot(0, self, self._look_for_printers)

    def _panel(self) -> QFrame:
        panel = frame("panel-left")
        layout = column(panel)
        head = row(spacing=10, margins=(20, 14, 20, 6))
        self._heading = label(_("Print"), "heading")
        head.addWidget(self._heading)
        head.addStretch(1)
        names = [(name, tabs.words(name)) for name in self._makers]
        self.segments = Segments(_("What is printed"), names)
        self.segments.chosen.connect(self.show_tab)
        head.addWidget(self.segments)
        self.choice = ChoiceBox(_("What is printed"), names)
        self.choice.removeItem(0)
        self.choice.chosen.connect(self.show_tab)
        self.choice.hide()
        head.addWidget(self.choice, 1)
        self.to_pages = button("", self._turn_to_pages, "eye", "quiet", name=_("Show the pages"))
        self.to_pages.setAutoDefault(False)
        head.addWidget(self.to_pages)
        layout.addLayout(head)
        self._stack = QStackedWidget()
        layout.addWidget(self._stack, 1)
        for name in (tabs.SUMMARY, KIT):  # the tile of the kit tells what is in it
            self._made(name)
        return panel

    def _made(self, name: str) -> PrintTab:
        """Return a tab, made when it is first wanted."""
        if name not in self.tabs:
            made = self.tabs[name] = self._makers[name]()
            self._stack.addWidget(made)
            made.changed.connect(self._choose)
            if isinstance(made, SummaryTab):
                made.wants_people.connect(self._go_to_people)
        return self.tabs[name]

    def _go_to_people(self) -> None:
        self.wants_people = True
        self.reject()

    def _connect(self) -> None:
        tabs.lead_to_kit(self.tabs, lambda: self.show_tab(KIT))
        self.desk.changed.connect(self._choose)
        self.desk.maker.changed.connect(self._show)
        self.foot.left.connect(self.reject)
        self.foot.reason_chosen.connect(self.go_to_missing)
        self.foot.printer_changed.connect(self._show)
        self.foot.wants_saved.connect(self.save)
        self.foot.wants_printed.connect(self.print)

    # --- what is shown

    @property
    def tab(self) -> PrintTab:
        """The tab that is shown."""
        made = self._stack.currentWidget()
        assert isinstance(made, PrintTab)
        return made

    def show_tab(self, name: str) -> None:
        """Show a tab and its pages."""
        self.segments.choose(name)
        self.choice.choose(name)
        self._stack.setCurrentWidget(self._made(name))
        self.foot.tell("")
        self.make()

    def make(self) -> None:
        """Make what is wanted now, and then what is only counted."""
        self._soon.stop()
        wanted = [part.pages for part in self.tab.parts()]
        self.desk.maker.want([*wanted, *self.tab.counted(), *tabs.counted_beside(self.tabs, self.tab)])
        self._show()

    def _choose(self) -> None:
        """Follow a choice: at once in words, a moment later in pages."""
        self._tell()
        self._soon.start()

    def _show(self) -> None:
        """Show what came of the pages so far."""
        tabs.show_made(self.tabs, self.tab)
        parts = self.tab.parts()
        found = [(part, made) for part in parts if (made := self.desk.made(part.pages)) is not None]
        waiting = len(found) < len(parts)
        self.preview.show_parts(found, self._nothing(found, waiting))
        self._tell()

    def _nothing(self, found: list[tuple[Part, Made]], waiting: bool) -> tuple[str, str]:
        """Return what is said where there are no pages: they are made, cannot be, or nothing is chosen."""
        if waiting:
            return _("The pages are being made"), _("This takes a moment.")
        errors = [made.error for _part, made in found if made.error is not None]
        if errors:
            return errors[0].what, " ".join(words for words in (errors[0].safe, errors[0].todo) if words)
        return self.tab.why_not() or _("Nothing is ticked"), _("What you choose is shown here as it will be printed.")

    def _tell(self) -> None:
        """Say how much it is, and what is missing."""
        parts = self.tab.parts()
        found = [self.desk.made(part.pages) for part in parts]
        ready = all(made is not None for made in found)
        self.foot.show_printer()
        self.foot.say_estimate(self._estimate(parts) if ready else None)
        self.foot.allow(self._why_not(parts), ready=ready and self._sender is None)

    def _estimate(self, parts: list[Part]) -> Estimate:
        turned = self._turns()
        made = [(self.desk.made(part.pages), part) for part in parts]
        return estimate(
            (pages.count, part.copies, part.both_sides and turned) for pages, part in made if pages is not None
        )

    def _turns(self) -> bool:
        """Tell whether the printer prints on both sides."""
        if not self.foot.chosen:
            return True
        from ui.features.printing import printers  # not every computer can print

        return printers.both_sides(self.desk, self.foot.chosen)

    def _why_not(self, parts: list[Part]) -> str:
        missing = len(self.tab.missing())
        if missing:
            return ngettext("{n} field is missing", "{n} fields are missing", missing).format(n=missing)
        if not parts:
            return self.tab.why_not() or _("Nothing is ticked")
        errors = [part for part in parts if (made := self.desk.made(part.pages)) is not None and made.error is not None]
        return _("Cannot be printed yet: {what}").format(what=errors[0].title) if errors else ""

    def go_to_missing(self) -> None:
        """Give the keyboard to the first field that is missing."""
        missing = self.tab.missing()
        if missing:
            self.tab.area.ensureWidgetVisible(missing[0])
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is done

    def _ready(self) -> list[tuple[Part, Made]]:
        """Return the parts with their pages, as far as all of them may leave the program; else say what is missing."""
        parts = self.tab.parts()
        if self._why_not(parts):
            self.go_to_missing()
            return []
        found = [(part, made) for part in parts if (made := self.desk.made(part.pages)) is not None and made.count]
        return found if len(found) == len(parts) else []

    def save(self) -> None:
        """Save as PDF: one file, or one for each part."""
        from ui.features.printing import saving

        ready = self._ready()
        if not ready:
            return
        parts, files = [part for part, _made in ready], [(part, made.data) for part, made in ready]
        if self.tab.together and len(files) > 1:
            self._save_together(parts, files)
            return
        self._saved(parts, lambda: saving.save(self, self.desk, files))

    def _save_together(self, parts: list[Part], files: list[tuple[Part, bytes]]) -> None:
        """Bind all parts into one file, off the GUI thread."""
        from ui.features.printing import saving

        path = saving.ask_file(self, self.desk, self.tab.together)
        if path is None:
            return
        title, language = self.desk.board.session.label, self.desk.board.session.language
        self.foot.tell(_("Writing {name}").format(name=path.name))

        def keep(data: bytes) -> None:
            self._saved(parts, lambda: [saving.written(path, data)])

        work = saving.binding(f"{title} – {self.tab.together}", language, files)
        self.desk.background.run(work, keep, owner=self)

    def _saved(self, parts: list[Part], write: Callable[[], list[Path]]) -> None:
        """Write, keep what follows from it, and say what came of it."""
        try:
            done = write()
            if done:
                self.tab.printed(parts)
        except KnownError as error:
            self.foot.tell(str(error), wrong=True)
            return
        if done:
            names = ", ".join(path.name for path in done[:3])
            more = f" (+{len(done) - 3})" if len(done) > 3 else ""
            self.foot.tell(_("Saved: {name}").format(name=names + more))
            self.foot.finish()
            self._choose()

    def print(self) -> None:
        """Ask for pages and copies in the system's dialog, then send; where the printer is gone, all choices stay."""
        ready = self._ready()
        if not ready:
            return
        try:
            from ui.features.printing import job
        except ImportError:
            self.foot.tell(_("This computer has not what printing needs. Save as PDF and print later."), wrong=True)
            return
        loads = job.loads(self.desk.board.session.label, [(p, self.preview.sheaf(m).document, m) for p, m in ready])
        try:
            printer = job.ask(self, self.desk, self.foot.chosen, loads)
        except KnownError as error:
            self.foot.look_for_printers()
            self.foot.tell(str(error), wrong=True)
            return
        if printer is None:
            return
        chosen = job.chosen(printer, loads)
        parts = [ready[load.number][0] for load in chosen]
        sender = self._sender = job.sender(printer, chosen, self._sending, lambda error: self._sent(parts, error), self)
        self._tell()
        sender.start()

    def _sending(self, done: int, count: int) -> None:
        self.foot.tell(_("Sending page {n} of {all} to the printer").format(n=done, all=count))

    def _sent(self, parts: list[Part], error: KnownError | None) -> None:
        self._sender = None
        if error is None:
            try:
                self.tab.printed(parts)
            except KnownError as trouble:
                error = trouble
        if error is not None:
            self.foot.tell(str(error), wrong=True)
            self.foot.look_for_printers()
            self._tell()
            return
        self.printed_words = _("Sent to the printer")
        self.accept()

    def _look_for_printers(self) -> None:
        try:
            self.foot.look_for_printers()
        except ImportError:
            self.foot.tell(_("This computer has not what printing needs. Save as PDF and print later."))

    # --- the window

    def _turn_to_pages(self) -> None:
        self.preview.panel.setChecked(True)
        self.preview.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """Put choices and pages beside each other; where there is no room for both, one of them at a time."""
        hidden, narrow = self.preview.panel.isChecked(), self.width() < theme().scaled(_BOTH)
        if narrow != self._narrow:
            for part in (self.panel, self.preview, self.foot):
                self._grid.removeWidget(part)
            if narrow:
                self._grid.addWidget(self.panel, 0, 0)
                self._grid.addWidget(self.preview, 0, 0)
                self._grid.addWidget(self.foot, 1, 0)
            else:
                self._grid.addWidget(self.panel, 0, 0, 2, 1)
                self._grid.addWidget(self.preview, 0, 1)
                self._grid.addWidget(self.foot, 1, 1)
            self._grid.setColumnStretch(1, 0 if narrow else 1)
            self._narrow = narrow
        self.panel.setVisible(not hidden)
        self.preview.setVisible(hidden or not narrow)
        self.foot.setVisible(not (hidden and narrow))  # it comes back with the choices
        self.to_pages.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        wide = self.width() if self._narrow else min(theme().scaled(500), round(self.width() * 0.46))
        self.panel.setFixedWidth(wide)
        room = wide - theme().scaled(44) - (self.to_pages.sizeHint().width() if self._narrow else 0)
        tabs_wide = self.segments.sizeHint().width()
        fits = tabs_wide + self._heading.sizeHint().width() + theme().scaled(10) <= room
        self._heading.setVisible(fits or tabs_wide > room)
        self.segments.setVisible(tabs_wide <= room)
        self.choice.setVisible(tabs_wide > room)

    def done(self, result: int) -> None:
        """Leave: nothing is made or sent any more."""
        self._soon.stop()
        self.desk.maker.stop()
        if self._sender is not None:
            from ui.features.printing import job

            assert isinstance(self._sender, job.Sender)
            self._sender.stop()
            self._sender = None
        super().done(result)
        self.preview.close_all()
