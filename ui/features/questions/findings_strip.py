"""The findings strip: one question of the map at a time, most serious first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.session.session import Changed
from ui.features.questions import fixes
from ui.features.questions.discuss_box import DiscussBox
from ui.features.questions.fix_tools import Fixing
from ui.kit.theme import theme
from ui.kit.widgets.basics import badge, button, describe, label, line, row, set_property, tip
from ui.kit.widgets.plain import Button, set_tip
from ui.kit.widgets.words import IconLabel, TwoLineLabel
from ui.session.bridge import Bridge
from ui.session.findings import MUST, NOTE, SHOULD, Findings
from ui.session.words import cards_and_links

_FOLDED, _COMPACT = 30, 36
_SIGNS = {MUST: "must", SHOULD: "should"}


class Counts(Button):
    """How many questions must, and should, be discussed; a press opens all of them, or the strip that is folded."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "line")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = row(self, 6, (4, 0, 4, 0))
        self.title = label(_("Questions the map asks"), "body_strong")
        layout.addWidget(self.title)
        layout.addSpacing(theme().scaled(4))
        self._badges = {severity: badge("0") for severity in (MUST, SHOULD)}
        for severity, made in self._badges.items():
            set_property(made, "part", f"badge-{severity}")
            layout.addWidget(made)
        for part in (self.title, *self._badges.values()):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def count(self, must: int, should: int) -> None:
        """Show both counts."""
        for severity, number in ((MUST, must), (SHOULD, should)):
            self._badges[severity].setText(str(number))
        words = ", ".join(
            (
                ngettext("%d question must be discussed", "%d questions must be discussed", must) % must,
                ngettext("%d should be", "%d should be", should) % should,
            )
        )
        describe(self, _("Questions the map asks: {counts}").format(counts=words))
        tip(self, words, "F8")
        self.updateGeometry()

    def wait(self) -> None:
        """Show no count while the questions are still being looked for."""
        for made in self._badges.values():
            made.setText("…")
        describe(self, looking())
        tip(self, looking(), "F8")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def looking() -> str:
    """Return what is said while nobody knows yet which questions there are."""
    return _("Looking at the map for questions…")


class FindingsStrip(QFrame):
    """The strip at the foot of the workshop page."""

    wants_parking_lot = Signal()
    folded_changed = Signal(bool)

    def __init__(self, bridge: Bridge, findings: Findings) -> None:
        super().__init__()
        describe(self, _("Questions the map asks"))
        self.setProperty("part", "foot")
        self._bridge, self._findings = bridge, findings
        self._fixing: Fixing | None = None
        self._asked: list[Finding] = []
        self._at = 0
        self._compact = self._folded = self._all_shown = self._room = self._low = False
        self._build()
        findings.changed.connect(self.refresh)
        bridge.changed.connect(self._heard)
        theme().theme_changed.connect(self._measure)
        self._measure()
        self.refresh()

    def _build(self) -> None:
        layout = row(self, 10, (10, 0, 12, 0))
        layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.counts = Counts()
        self.counts.clicked.connect(lambda _checked=False: self._press_counts())
        self._upright = line(upright=True)
        self._sign = IconLabel("must", "must", 20)
        self._words = TwoLineLabel()
        self._words.setSizePolicy(self._words.sizePolicy().Policy.Maximum, self._words.sizePolicy().Policy.Fixed)
        self.show_button = button(_("Show"), self.show_cards, scale="small")
        self.fix_button = button("…", self.fix, scale="small", name=_("Answer the question"))
        self.discuss_button = button(_("Close: we discussed it"), self.discuss, look="quiet", scale="small")
        ways = ("chevron-left", "chevron-right")
        back, onward = reversed(ways) if QGuiApplication.isRightToLeft() else ways
        self._before = button("", lambda: self.step(-1), back, "quiet", "small", name=_("Question before"))
        self._place = label("", "body", "muted")
        self._next = button("", lambda: self.step(1), onward, "quiet", "small", name=_("Next question"))
        self._saved_sign = IconLabel("check", "text_2", 16)
        self._saved = label("")
        self._back = button(_("Back to the map"), self._go_back, "chevron-down", "quiet", "small")
        to_questions = "arrow-right" if QGuiApplication.isRightToLeft() else "arrow-left"
        self._to_questions = button(_("Back to Questions"), self._lead_back, to_questions, "", "small")
        self._unfold = button("", lambda: self.fold(False), "chevron-up", "quiet", "small", name=_("Show the question"))
        self._lot_upright = line(upright=True)
        self.lot = button(_("Parking lot"), self.wants_parking_lot.emit, "parking-lot", "quiet", "small")
        self._lot_count = badge("0")
        self._question: tuple[QWidget, ...] = (
            self._upright, self._sign, self._words, self.show_button, self.fix_button, self.discuss_button,
        )  # fmt: skip
        self._steps: tuple[QWidget, ...] = (self._before, self._place, self._next)
        for part in (self.counts, *self._question, self._saved_sign, self._saved):
            layout.addWidget(part)
        layout.addStretch(1)
        ends = (self._to_questions, self._back, self._unfold, self._lot_upright, self.lot, self._lot_count)
        for part in (*self._steps, *ends):
            layout.addWidget(part)
        for upright in (self._upright, self._lot_upright):
            upright.setFixedHeight(theme().scaled(22))

    # --- what is asked

    @property
    def current(self) -> Finding | None:
        """The question that is shown."""
        return self._asked[self._at] if self._asked else None

    def bind(self, fixing: Fixing) -> None:
        """Take what fixes work with."""
        self._fixing = fixing
        fixing.way_changed.connect(self._arrange)

    def refresh(self) -> None:
        """Show the questions as they are now; the one that was shown stays, where it is still open."""
        before = self.current
        asked = self._findings.open() if self._findings.known else []
        self._asked = [found for found in asked if found.severity != NOTE]
        self._notes = len(asked) - len(self._asked)
        everything = self._findings.all() if self._findings.known else ()
        waiting = (found for found in everything if found.open and found.severity != NOTE)
        self._later = sum(1 for found in waiting if self._findings.is_later(found))
        keys = [(found.check, found.about) for found in self._asked]
        if before is not None and (before.check, before.about) in keys:
            self._at = keys.index((before.check, before.about))
        else:
            self._at = min(self._at, max(0, len(self._asked) - 1))
        must = sum(1 for found in self._asked if found.severity == MUST)
        if self._findings.known:
            self.counts.count(must, len(self._asked) - must)
        else:
            self.counts.wait()
        self._tell()

    def step(self, by: int) -> None:
        """Go to the next question (1) or the one before (-1), round and round."""
        if self._asked:
            self._at = (self._at + by) % len(self._asked)
            self._tell()

    def _tell(self) -> None:
        found = self.current
        if found is not None:
            self._sign.show_icon(_SIGNS[found.severity], found.severity)
            self._words.setText(found.message)
            describe(self._words, found.message, description=found.suggestion)
            self._place.setText(_("{number} of {count}").format(number=self._at + 1, count=len(self._asked)))
            self.fix_button.setText(fixes.verb(found.check))
            describe(self.fix_button, f"{fixes.verb(found.check)}: {found.message}", description=found.suggestion)
            set_tip(self.fix_button, found.suggestion)
        elif not self._findings.known:
            self._sign.show_icon("look", "text_2")
            self._words.setText(looking())
            describe(self._words, looking())
        else:
            self._sign.show_icon("check", "text_2")
            words = _("No question is left that must or should be discussed.")
            if self._later:
                some = ngettext("%d comes with a later one.", "%d come with later ones.", self._later) % self._later
                words = _("No question is left for this stage.") + " " + some
            elif self._notes:
                words += " " + ngettext("%d is worth a look.", "%d are worth a look.", self._notes) % self._notes
            self._words.setText(words)
            describe(self._words, words)
        for control in (self.fix_button, self.discuss_button):
            control.setEnabled(not self._bridge.read_only)
        self._words.updateGeometry()
        self._count_lot()
        self._arrange()

    def _count_lot(self) -> None:
        parked = sum(1 for note in self._bridge.board.notes.values() if note.kind == "parking-lot")
        self._lot_count.setText(str(parked))
        name = ngettext("Parking lot: %d sentence", "Parking lot: %d sentences", parked) % parked
        describe(self.lot, name)
        tip(self.lot, name)

    # --- doing

    def show_cards(self) -> None:
        """Show the question's cards on the map."""
        if self._fixing is not None and self.current is not None:
            self._fixing.show_finding(self.current)

    def fix(self) -> None:
        """Open the tool that answers the question."""
        if self._fixing is not None and self.current is not None and not self._bridge.read_only:
            fixes.start(self._fixing, self.current)

    def discuss(self) -> None:
        """Ask why the question is left as it is."""
        if self.current is not None and not self._bridge.read_only:
            anchor = self.discuss_button if self.discuss_button.isVisible() else self._words
            DiscussBox(self._bridge, self.current, self.window()).open_above(anchor if self.isVisible() else self)

    def _press_counts(self) -> None:
        if self._folded:
            self.fold(False)
        elif self._fixing is not None:
            self._fixing.page.show_view("questions")

    def _go_back(self) -> None:
        if self._fixing is not None:
            self._fixing.page.show_view("map")

    def _lead_back(self) -> None:
        if self._fixing is not None:
            self._fixing.go_back()

    # --- how much of it is shown

    def set_room(self, room: bool) -> None:
        """Hide what is not for the room, or show it again."""
        self._room = room
        self.setVisible(not (self._room or self._low))

    def set_low(self, low: bool) -> None:
        """Leave its room to the page where there is too little for both; the rail goes on counting."""
        self._low = low
        self.setVisible(not (self._room or self._low))

    def set_compact(self, compact: bool) -> None:
        """Keep two badges, one question and two buttons where the window is small."""
        if compact != self._compact:
            self._compact = compact
            self._arrange()

    def set_view(self, view: str) -> None:
        """Say what is saved, in the place of one question, while all of them are shown."""
        self._all_shown = view == "questions"
        self._arrange()

    @property
    def folded(self) -> bool:
        """Whether only the counts are shown."""
        return self._folded

    def fold(self, on: bool) -> None:
        """Show only the counts, or the strip again."""
        if on != self._folded:
            self._folded = on
            self._arrange()
            self.folded_changed.emit(on)

    def _measure(self) -> None:
        heights = _FOLDED if self._folded and not self._all_shown else _COMPACT if self._compact else 0
        self.setFixedHeight(theme().scaled(heights) if heights else theme().size("findings"))

    def _arrange(self) -> None:
        question = not self._folded and not self._all_shown
        self.counts.setVisible(not self._all_shown)
        self.counts.title.setVisible(not self._compact or self._folded)
        self._unfold.setVisible(self._folded and not self._all_shown)
        for part in self._question:
            part.setVisible(question)
        for part in (self.show_button, self.fix_button, *self._steps):
            part.setVisible(question and self.current is not None)
        self.discuss_button.setVisible(question and self.current is not None and not self._compact)
        self._to_questions.setVisible(self._fixing is not None and self._fixing.way_back == "questions")
        for part in (self._saved_sign, self._saved, self._back):
            part.setVisible(self._all_shown)
        for part in (self._lot_upright, self.lot, self._lot_count):
            part.setVisible(question)
        self.lot.setText("" if self._compact else _("Parking lot"))
        set_property(self.lot, "square", "true" if self._compact else "")
        if self._all_shown:
            self._saved.setText(self._what_is_saved())
        self._measure()
        self._make_room()

    def _make_room(self) -> None:
        """Take away what the doors have, too, where the question would be cut."""
        layout = self.layout()
        if self._folded or self._all_shown or layout is None:
            return
        spare = (self._lot_upright, self.lot, self._lot_count)
        for part in spare:
            part.show()
        self._place.setVisible(self.current is not None)
        layout.activate()
        if self._words.is_cut():
            for part in (*spare, self._place):
                part.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _what_is_saved(self) -> str:
        board, session = self._bridge.board, self._bridge.session
        words = len(board.terms)
        counts = cards_and_links(len(board.elements), len(board.links))
        counts += ", " + ngettext("%d word", "%d words", words) % words
        return session.trouble or _("Saved. {counts}.").format(counts=counts)

    def _heard(self, changed: Changed) -> None:
        if "notes" in changed.change.roots():
            self._count_lot()
        if self._all_shown:
            self._saved.setText(self._what_is_saved())
