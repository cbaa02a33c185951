"""Key in paper ballots: one after the other by keyboard, a second time on request; nothing keyed is seen again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from stworkshop.commands.base import Refused
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.records import Round
from stworkshop.report.editions.ballots import side_words
from stworkshop.session.paper_ballots import Ballots
from stworkshop.session.session import Changed
from ui.features.keying.ballot_words import Hints, about, items_of
from ui.features.keying.differing import Differing
from ui.features.keying.entry import Entry
from ui.features.keying.sheet import KeySheet
from ui.features.keying.side import KeyingSide
from ui.features.keying.tiles import DIFFERS, NOW
from ui.kit.confirm_dialog import Confirm
from ui.kit.dialog_frame import run_dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Switch
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.tab_order import tab_in_order
from ui.kit.widgets.words import WrappedLabel
from ui.session.round_codes import codes_of
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

_SIDE_WIDE_FROM, _HINTS_FROM = 1300, 560
_MOST_NAMED_STEPS = 4


class KeyingPage(ViewPage):
    """The open round that is chosen, one ballot at a time."""

    least_high = 440

    works_at_foot = True

    def __init__(self, page: Workspace, close_round: Callable[[str], object]) -> None:
        super().__init__(page.bridge, page.preferences)
        self._page, self._close_round = page, close_round
        self._round = ""
        self._room = False
        self._differing: dict[str, Differing] = {}
        describe(self, _("Type in paper ballots"))
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._none = EmptyState(
            "ballot",
            _("No round is open on this laptop"),
            _("Ask the room first; then print ballots, and type in what comes back."),
        )
        self._hidden = EmptyState("eye-off", _("This is not for the room"), _("Leave the room view first."))
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._hidden)
        self._stack.addWidget(self._whole())
        self._bridge.changed.connect(self._hear)
        codes_of(self._bridge).sheets_changed.connect(self._show_states)

    # --- parts

    def _whole(self) -> QWidget:
        whole = QWidget()
        line = row(whole)
        ballot = QWidget()
        main = column(ballot, 10, (20, 14, 20, 10))
        main.addLayout(self._head())
        self.sheet = KeySheet()
        self.sheet.wants_ballot.connect(self.begin)
        self.sheet.wants_away.connect(self.put_away)
        self.sheet.wants_out.connect(self.leave_ballot)
        self.sheet.wants_handed_out.connect(self._hand_out)
        main.addWidget(self.sheet, 1)
        self._hints = Hints()
        main.addWidget(self._hints)
        line.addWidget(ballot, 1)
        self.side = KeyingSide()
        self.side.wants_ballot.connect(self.begin)
        self.side.wants_printed.connect(self._print)
        self.side.wants_imported.connect(self.import_csv)
        self.side.wants_closed.connect(lambda: self._close_round(self._round))
        self.side.wants_done.connect(self._paper_is_done)
        self.side.settled.connect(self._settle)
        self.side.wants_again.connect(self._key_again)
        line.addWidget(self.side)
        self.columns = Beside(line, 960, (ballot, 460), (self.side, 440))
        return whole

    def _head(self) -> QHBoxLayout:
        head = row(spacing=14)
        words = column(spacing=2)
        words.addWidget(label(_("Type in paper ballots"), "heading"))
        self._about = WrappedLabel("", "small", "muted")
        words.addWidget(self._about)
        head.addLayout(words, 1)
        self.rounds = ChoiceBox(_("Round"))
        self.rounds.setMinimumContentsLength(16)
        self.rounds.setMaximumWidth(theme().scaled(260))
        self.rounds.chosen.connect(self._choose_round)
        head.addWidget(self.rounds)
        head.addWidget(label(_("Enter each ballot twice")))
        self.twice = Switch(_("Enter each ballot twice"))
        self.twice.toggled.connect(lambda _on: self._show_states())
        head.addWidget(self.twice)
        return head

    def least_height(self, width: int) -> int:
        return super().least_height(width) if self._stack.currentIndex() == 2 else 0

    # --- which round

    def shown(self) -> None:
        """Show the newest open round, or go on with the ballot that was begun."""
        self.refresh()
        if self._stack.currentIndex() == 2:
            self.setFocusProxy(self.sheet.place())

    def refresh(self) -> None:
        """Look again at which rounds are open."""
        open_ones = self._open_rounds()
        if self._round not in open_ones:
            self._forget_all()
            self._round = next(reversed(open_ones), "")
            self._ask()
        self._stack.setCurrentIndex(1 if self._room else 2 if self._round else 0)
        self.rounds.setVisible(len(open_ones) > 1)
        self.rounds.offer([(r.id, r.label or r.question) for r in open_ones.values()])
        self.rounds.choose(self._round)
        self._show_states()

    def show_record(self, record_id: str) -> None:
        """Key the ballots of this round."""
        if record_id in self._open_rounds():
            self._choose_round(record_id)
            self.rounds.choose(record_id)

    def _choose_round(self, round_id: str) -> None:
        if not round_id or round_id == self._round or not self.leave_ballot():
            self.rounds.choose(self._round)
            return
        self._forget_all()
        self._round = round_id
        self._ask()
        self._show_states()
        self.sheet.start()

    def _open_rounds(self) -> dict[str, Round]:
        session = self._bridge.session
        return {
            record.id: record
            for record in sorted(self._bridge.board.rounds.values(), key=lambda r: r.seq)
            if record.closed_order is None and record.opened_by in ("", session.laptop)
        }

    def set_room(self, room: bool) -> None:
        """Show nothing of it while the window is as the room sees it."""
        self._room = room
        self._stack.setCurrentIndex(1 if room else 2 if self._round else 0)

    # --- one ballot

    def begin(self, name: str) -> None:
        """Begin the ballot with this code (the sheet of this person), or say why it cannot be keyed."""
        if self.sheet.entry is not None and not self.leave_ballot():
            return
        if name in self._differing:
            self.side.focus_differing()
            return
        refused = self._ballots.why_not(self._round, name, again=self.twice.isChecked())
        if refused is not None:
            if self._named:
                self.sheet.person.choose(name)
            else:
                self.sheet.code.setText(name)
            spare = name if refused.refusal == "spare-ballot" else ""
            self.sheet.refuse(refused.message, spare)
            self.sheet.start()
            return
        again = self._ballots.states(self._round).get(name) == "keyed"
        sides = self._bridge.catalogue.sides
        entry = Entry(self._record, name, tuple(sides), named=self._named, again=again)
        self.sheet.begin(entry)
        if self._named:
            self.sheet.person.choose(name)
        self._show_states()

    def leave_ballot(self) -> bool:
        """Put a ballot that is half keyed away unsaved, after asking; tell whether there is none now."""
        entry = self.sheet.entry
        if entry is not None and entry.touched:
            sure = Confirm.ask(
                self,
                _("Stop? This ballot is only half typed in."),
                _("What you typed in of it will not be kept. The ballots that you finished are safe."),
                _("Leave it"),
                _("Go on typing"),
            )
            if not sure:
                self.sheet.start()
                return False
        self._next()
        return True

    def put_away(self) -> None:
        """Seal what was keyed, or compare it with what is sealed, and ask for the next ballot."""
        entry = self.sheet.entry
        if entry is None:
            return
        if not entry.complete:
            self.sheet.blink()
            self._say_lacking(entry)
            return
        if entry.again:
            self._compare(entry)
            return
        self._bridge.ran.emit("hand_in_sheet")
        refused = self._ballots.put_away(entry.sheet())
        if refused is not None:
            self._bridge.say(refused.message)
            return
        self._next()
        codes_of(self._bridge).sheets_changed.emit()

    def _compare(self, entry: Entry) -> None:
        found = self._ballots.differences(entry.sheet())
        if isinstance(found, Refused):
            self._bridge.say(found.message)
            return
        if found:
            self.sheet.entry = None  # kept by what differs, until the paper has settled it
            self._differing[entry.name] = Differing(entry, found, side_words(self._bridge.catalogue))
            self._next()
            self.side.focus_differing()
        else:
            self._next()

    def _next(self) -> None:
        self.sheet.forget()
        self._say_what_to_type()
        self._show_states()
        self.sheet.start()

    # --- what differs

    def _settle(self, name: str, which: int) -> None:
        found = self._differing[name]
        found.settle(which)
        if not found.settled:
            self._show_states()
            self.side.focus_differing()
            return
        refused = self._ballots.correct(found.entry.sheet())
        if refused is not None:
            self._bridge.say(refused.message)
        found.forget()
        del self._differing[name]
        self._show_states()
        if self._differing:
            self.side.focus_differing()
        else:
            self.sheet.start()

    def _key_again(self, name: str) -> None:
        self._differing.pop(name).forget()
        self.twice.setChecked(True)
        self.begin(name)

    # --- papers

    def _paper_is_done(self) -> None:
        self._attempt(lambda: self._ballots.paper_is_done(self._round))
        self._show_states()
        self.sheet.start()

    def _hand_out(self, code: str) -> None:
        self._attempt(lambda: self._ballots.hand_out(self._round, code))
        self.begin(code)

    def _print(self) -> None:
        self._page.papers.print_ballots(self._record)
        self._show_states()

    def import_csv(self) -> None:
        """Bring ballots in from a table."""
        from ui.features.keying.import_ballots import ImportBallots

        if self.sheet.entry is not None and not self.leave_ballot():
            return
        run_dialog(ImportBallots(self, self._bridge, self._record, self._preferences))
        codes_of(self._bridge).sheets_changed.emit()
        self.sheet.start()

    # --- what is said

    def _ask(self) -> None:
        if not self._round:
            return
        people = [(p.id, p.label) for p in self._bridge.board.participants.values()]
        sides = side_words(self._bridge.catalogue)
        empty = Entry(self._record, "", tuple(sides), named=self._named)
        self.sheet.ask(empty, items_of(self._bridge.board, self._record), list(sides.values()), people)
        self._hints.show_round(self._record, named=self._named)
        self._say_what_to_type()

    def _say_what_to_type(self) -> None:
        self.sheet.say(
            _("Choose whose sheet it is.") if self._named else _("Type the code that is printed on the ballot.")
        )

    def _say_lacking(self, entry: Entry) -> None:
        marks = [self.sheet.mark(step) for step in entry.lacking[:_MOST_NAMED_STEPS]]
        more = len(entry.lacking) - len(marks)
        listed = ", ".join(marks) + (" " + _("and {n} more").format(n=more) if more else "")
        self.sheet.say(_("Not typed in yet: {list}. Space leaves one blank.").format(list=listed))

    def _show_states(self) -> None:
        if not self._round:
            return
        states = self._ballots.states(self._round)
        entry = self.sheet.entry
        shown = dict(states)
        shown.update({name: DIFFERS for name in self._differing})
        if entry is not None:
            shown[entry.name] = NOW
        if not self._named:
            order = {code: number for number, code in enumerate(self._ballots.codes(self._round))}
            spare_last = sorted(shown, key=lambda code: (states.get(code) == "printed", order.get(code, 0)))
            shown = {code: shown[code] for code in spare_last}
        labels = {p.id: p.label for p in self._bridge.board.participants.values()} if self._named else {}
        checked = sum(state == "checked" for state in states.values())
        self.side.show_ballots(shown, labels, named=self._named, checked=checked)
        self.side.print.setVisible(not self._bridge.read_only)
        first = next(iter(self._differing.values()), None)
        words = {item: (self.sheet.mark(item), self.sheet.item_words(item)) for item in self._record.items}
        name = labels.get(first.entry.name, first.entry.name) if first else ""
        self.side.show_differing(first, words, name)
        tab_in_order(self)
        self._about.setText(
            about(self._record, states, self._bridge.catalogue, named=self._named, twice=self.twice.isChecked())
        )

    # --- inside

    @property
    def _ballots(self) -> Ballots:
        return self._bridge.session.ballots

    @property
    def _record(self) -> Round:
        return self._bridge.board.rounds[self._round]

    @property
    def _named(self) -> bool:
        return not is_anonymous(self._bridge.board.session, self._record)

    def _attempt(self, what: Callable[[], object]) -> None:
        try:
            what()
        except KnownError as error:
            self._bridge.say(str(error))

    def _forget_all(self) -> None:
        self.sheet.forget()
        for found in self._differing.values():
            found.forget()
        self._differing.clear()

    def _hear(self, changed: Changed) -> None:
        if changed.change.ids("rounds") or changed.change.ids("participants"):
            self.refresh()

    def hand_over(self) -> object:
        """Give away the ballot that is half typed in, and those that differ."""
        begun = (self._round, self.twice.isChecked(), self.sheet.entry, dict(self._differing))
        self.sheet.entry = None
        self._differing.clear()
        return begun

    def take_over(self, begun: object) -> None:
        """Go on with that ballot."""
        assert isinstance(begun, tuple)
        self._round, twice, entry, differing = begun
        if self._round not in self._open_rounds():
            return
        self._differing.update(differing)
        self._ask()
        self.twice.setChecked(twice)
        if entry is not None:
            self.sheet.begin(entry)

    def close_view(self) -> None:
        """Keep nothing that was keyed when the session closes."""
        self._forget_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().scaled(_SIDE_WIDE_FROM)
        self.give_width(self.side, theme().scaled(380 if wide else 290))
        self._hints.setVisible(self.height() >= theme().scaled(_HINTS_FROM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.sheet.entry is not None:
            self.leave_ballot()
        else:
            super().keyPressEvent(event)
