"""Passing the laptop: a window over everything, one person at a time, that shows nothing of anybody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from stworkshop.commands.base import Refused
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.ballot_promises import ballot_sentence
from stworkshop.session.paper_ballots import IS_IN
from ui.features.rounds import doors, frame
from ui.features.rounds.doors import Door
from ui.features.rounds.kit import Push, Ruler, next_zoom
from ui.features.rounds.lists import DotsPage, PlacingPage, RankingPage
from ui.features.rounds.pages import Desk, QuestionPage, RatingPage, digit_of
from ui.features.rounds.sheet import Sheet
from ui.kit.theme import theme
from ui.kit.widgets.basics import clear, describe
from ui.kit.widgets.plain import set_title
from ui.session.bridge import Bridge
from ui.session.round_codes import RoundCodes

IDLE_MS = 60_000
_PAGES = {"rating": RatingPage, "dots": DotsPage, "ranking": RankingPage, "placing": PlacingPage}


class PassWindow(QWidget):
    """Takes the sheets of one round. It is left with the facilitator's code alone."""

    done = Signal()
    about_wall = ""
    """What the room sees meanwhile, a sentence for the page between two persons."""

    def __init__(
        self, parent: QWidget | None, bridge: Bridge, codes: RoundCodes, round_id: str, zoom: int = 100
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        set_title(self, _("Ballot"))
        describe(self, _("Ballot"))
        self._bridge, self._codes, self._round_id = bridge, codes, round_id
        self._usual_zoom = self._zoom = zoom
        self._sheet = Sheet(bridge.board.rounds[round_id])
        self._where: Callable[[], None] = self._start
        self._at, self._hidden, self._open = 0, "", True
        self.page: QWidget | None = None
        self._next: Push | None = None
        self._before_stop: Callable[[], None] = self._start
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(lambda: self._draw_curtain("idle"))
        self._layout = Ruler().column(self)
        codes.sheets_changed.connect(self._count)
        self._start()

    # --- where a person is

    @property
    def in_ballot(self) -> bool:
        """Whether somebody is filling in a sheet just now."""
        return self._where not in (self._start, self._code)

    def _go(self, where: Callable[[], None]) -> None:
        self._where, self._hidden = where, ""
        where()

    def _start(self, thrown: bool = False) -> None:
        """Show the page between two persons, with nothing of the last one in memory."""
        self._where = self._start
        self._sheet.forget()
        self._sheet = Sheet(self._sheet.round)
        self._at = 0
        self._show(self._start_page(thrown))

    def _count(self) -> None:
        # Others may hand in sheets from their own laptops meanwhile.
        if self._open and self._where == self._start and not self._hidden:
            self._start()

    def _start_page(self, thrown: bool) -> Door:
        done = self._bridge.session.sheets_in(self._round_id)
        people = self._codes.people(self._round_id)
        begin, back = partial(self._go, self._who), partial(self._go, self._code)
        return doors.pass_on(self.ruler, self._sheet.round.question, done, people, begin, back, thrown=thrown)

    def _who(self) -> None:
        if self._codes.asks_slips(self._round_id) and not self._sheet.slip:
            self._show(doors.SlipDoor(self.ruler, self._take_slip))
        elif is_anonymous(self._bridge.board.session, self._sheet.round):
            self._show(doors.choose_side(self.ruler, self._bridge.catalogue, self._choose_side))
        else:
            self._show(self._person_page())

    def _take_slip(self, typed: str) -> str:
        refused = self._bridge.session.phones.refusal(self._round_id, typed)
        if refused is not None:
            return refused.message
        self._sheet.slip = typed
        self._go(self._who)
        return ""

    def _person_page(self) -> Door:
        add, done = partial(self._go, self._new_person), self._who_answered()
        return doors.choose_person(self.ruler, self._bridge.board, done, self._choose_person, add)

    def _new_person(self) -> None:
        self._show(doors.NewPerson(self.ruler, self._bridge.catalogue, self._add_person))

    def _choose_side(self, side: str) -> None:
        self._sheet.side = side
        self._go(self._ask)

    def _choose_person(self, person: str) -> None:
        self._sheet.participant = person
        self._go(self._again_door if person in self._who_answered() else self._ask)

    def _who_answered(self) -> set[str]:
        """Return who has handed in a sheet of a round with names; never what is on it."""
        return {one for one, state in self._bridge.session.ballots.states(self._round_id).items() if state in IS_IN}

    def _again_door(self) -> None:
        person = self._bridge.board.participants[self._sheet.participant]
        self._show(doors.again(self.ruler, person.label, partial(self._go, self._ask), partial(self._go, self._who)))

    def _add_person(self, name: str, side: str) -> str:
        outcome = self._bridge.session.run("add_participant", label=name, side=side)
        if isinstance(outcome, Refused):
            return outcome.message
        self._choose_person(outcome.ids[0])
        return ""

    @property
    def _items(self) -> tuple[str, ...]:
        """The questions: an item each, or one for the whole list."""
        asked = self._sheet.round
        return asked.items if asked.kind in ("rating", "placing") else ("",)

    def _ask(self) -> None:
        desk = Desk(self._bridge.board, self._bridge.catalogue, self._sheet, self.ruler)
        page = _PAGES.get(self._sheet.round.kind, RatingPage)(desk, self._items[self._at])
        page.answered.connect(self._answered)
        page.wrote.connect(self._focus_next)
        self._show(page)
        if page.is_answered():
            self._focus_next()
        else:
            page.setFocus(Qt.FocusReason.TabFocusReason)

    def _hand_in_page(self, trouble: str = "") -> None:
        self._show(doors.hand_in(self.ruler, self._sheet, self._hand_in, trouble))

    def _stop(self) -> None:
        back = self._before_stop
        self._show(doors.stop(self.ruler, lambda: self._go(partial(self._start, thrown=True)), lambda: self._go(back)))

    def _code(self) -> None:
        self._show(doors.CodeDoor(self.ruler, self._try_code, lambda: self._go(self._start)))

    # --- what a person does

    def _answered(self) -> None:
        """Move the focus on, and take the pointer off the screen, which would stand on the box."""
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._focus_next()

    def _focus_next(self) -> None:
        if self._next is not None:
            self._next.setFocus(Qt.FocusReason.TabFocusReason)

    def go_on(self) -> None:
        """Go to the next question, or to handing in after the last."""
        if self._at + 1 < len(self._items):
            self._at += 1
            self._go(self._ask)
        else:
            self._go(self._hand_in_page)

    def go_back(self) -> None:
        """Go back to the question before."""
        if self._where == self._hand_in_page:
            self._go(self._ask)
        elif self._where == self._ask and self._at:
            self._at -= 1
            self._go(self._ask)
        elif self._where == self._ask or self._where == self._new_person:
            self._go(self._who)
        elif self._where in (self._who, self._code):
            self._go(self._start)

    def _hand_in(self) -> None:
        if trouble := self._send_sheet():
            self._hand_in_page(trouble)
        else:
            self._put_away()

    def _send_sheet(self, **more: str) -> str:
        """Hand the sheet in, and return why it was not taken, "" where it was."""
        sheet = self._sheet
        who = {"participant": sheet.participant} if sheet.participant else {"side": sheet.side}
        answers = sheet.answers()
        if sheet.slip:
            given = {"round": self._round_id, "answers": answers, "side": sheet.side}
            refused = self._bridge.session.phones.take_here(given, sheet.slip)
            return refused.message if refused is not None else ""
        outcome = self._bridge.session.run("hand_in_sheet", round=self._round_id, answers=answers, **who, **more)
        return outcome.message if isinstance(outcome, Refused) else ""

    def _put_away(self) -> None:
        """Begin anew for the next person."""
        self._zoom = self._usual_zoom
        self._go(self._start)

    def ask_to_stop(self) -> None:
        """Ask before a ballot is thrown away; between two persons ask for the code instead."""
        if self._hidden:
            return
        if self._where == self._stop:
            self._go(self._before_stop)
        elif self.in_ballot:
            self._before_stop = self._where
            self._go(self._stop)
        else:
            self._go(self._code if self._where == self._start else self._start)

    def _try_code(self, typed: str) -> bool:
        if not self._codes.opens(self._round_id, typed):
            return False
        self.leave()
        return True

    def leave(self) -> None:
        """Go back to the program, with nothing of a ballot in memory."""
        self._let_go()
        self.close()

    def _let_go(self) -> None:
        self._open = False
        self._sheet.forget()
        self._idle.stop()
        self.done.emit()

    # --- the curtain

    @property
    def hidden_now(self) -> bool:
        """Whether the curtain is drawn."""
        return bool(self._hidden)

    def toggle_curtain(self) -> None:
        """Hide the ballot at once, or bring it back."""
        if self._hidden:
            self._go(self._where)
        else:
            self._draw_curtain("key")

    def _draw_curtain(self, why: str) -> None:
        if not self.in_ballot or self._hidden or not self._open:
            return
        if isinstance(self.page, QuestionPage):
            self.page.release()
        self._hidden = why
        self._show(doors.curtain(self.ruler, idle=why == "idle", lift=self.toggle_curtain))

    # --- building a page

    @property
    def ruler(self) -> Ruler:
        """The sizes of this screen and this size of text."""
        return Ruler.on(self.size(), self._zoom)

    def _show(self, page: QWidget) -> None:
        clear(self._layout)
        self.page = page
        area = frame.scrolled(self.ruler, page)
        self._layout.addWidget(self._head(self.ruler))
        self._layout.addWidget(area, 1)
        self._layout.addWidget(self._foot(self.ruler))
        first = page.first if isinstance(page, Door) else None
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            area.ensureWidgetVisible(first)
        self._wake()

    def _head(self, ruler: Ruler) -> QWidget:
        if not self.in_ballot or self._hidden:
            return frame.empty_head(ruler)
        asked = self._where == self._ask and len(self._items) > 1
        return frame.head(ruler, self._at + 1 if asked else 0, len(self._items), self.toggle_curtain)

    def _foot(self, ruler: Ruler) -> QWidget:
        self._next = None
        if self._hidden or self._where in (self._stop, self._again_door, self._code):
            return frame.foot(ruler)
        if self._where == self._start:
            return frame.start_foot(ruler, self.about_wall, partial(self._go, self._code), self.larger)
        if self._where == self._ask:
            self._next = frame.next_button(ruler, self.go_on)
        promise = ballot_sentence(self._bridge.board.session, self._sheet.round)
        return frame.ballot_foot(ruler, promise, self.go_back, self._next)

    def larger(self) -> None:
        """Make the text of the ballots larger, and after the largest size small again."""
        self.step_text(1, around=True)

    def step_text(self, by: int, *, around: bool = False) -> None:
        """Make the text larger or smaller by one step, for this person."""
        self._zoom = next_zoom(self._zoom, by, around=around)
        self._again()

    def _again(self) -> None:
        """Build the page anew, in other sizes; what is being typed is kept."""
        if isinstance(self.page, QuestionPage):
            self.page.release()
        if self._hidden:
            why, self._hidden = self._hidden, ""
            self._draw_curtain(why)
        else:
            self._where()

    # --- events

    def open_over(self, window: QWidget) -> None:
        """Cover the screen of a window."""
        if screen := window.screen():
            self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the curtain when another window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._draw_curtain("away")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if handle := self.windowHandle():
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there: any key, any move of the pointer."""
        kinds = QEvent.Type
        if event.type() in (kinds.KeyPress, kinds.MouseMove, kinds.MouseButtonPress, kinds.TouchBegin):
            self._wake()
            if event.type() == kinds.MouseMove:
                self.unsetCursor()
        return False

    def _wake(self) -> None:
        if self.in_ballot and not self._hidden:
            self._idle.start()
        else:
            self._idle.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, again = event.key(), event.isAutoRepeat()
        event.accept()
        if again:
            return
        page = self.page if isinstance(self.page, QuestionPage) and not self._hidden else None
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_F9:
            self.toggle_curtain()
        elif key == Qt.Key.Key_Escape:
            self.ask_to_stop()
        elif ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.step_text(-1 if key == Qt.Key.Key_Minus else 1)
        elif self._hidden:
            return
        elif key == Qt.Key.Key_Space and page is not None:
            page.show_mine(True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and page is not None:
            self.go_on()
        elif key == Qt.Key.Key_Backspace:
            self.go_back()
        elif page is not None:
            page.key_down(event)
        elif self._where == self._who:
            self._choose_by_number(digit_of(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.isAutoRepeat() or not isinstance(self.page, QuestionPage):
            return
        if event.key() == Qt.Key.Key_Space:
            self.page.show_mine(False)
        else:
            self.page.key_up(event)

    def _choose_by_number(self, digit: int | None) -> None:
        if isinstance(self.page, Door) and is_anonymous(self._bridge.board.session, self._sheet.round):
            self.page.press(digit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self._again()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Be closed by nobody who has no code."""
        if self._open:
            event.ignore()
            self.ask_to_stop()
        else:
            super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme().colour("canvas"))
