"""A ballot on a guest's laptop: each sheet goes to the laptop that opened the round, and nothing of it stays here."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Changed
from ui.features.rounds import doors, frame, guest_doors
from ui.features.rounds.doors import Door
from ui.features.rounds.kit import Ruler
from ui.features.rounds.window import PassWindow
from ui.lan.room_state import Together


class GuestBallot(PassWindow):
    """Takes sheets to the facilitator's laptop. No code leads back: behind it is only what the whole room sees."""

    _said = ""
    """What became of the sheet before."""
    _trouble = ""
    """Why the sheet could not be handed in, or that it can be again."""
    _mark = ""
    """A random mark of the sheet, so that it counts once however often it is sent."""
    _doubtful = False
    """Whether the sheet was sent, and may have come."""
    _lost = ""
    """What the end of the round means for the sheet that was begun."""
    _room: Together | None = None

    @property
    def in_ballot(self) -> bool:
        """Whether somebody is filling in a sheet just now."""
        return self._where not in (self._start, self._ended)

    # --- the pages

    def _start(self, thrown: bool = False) -> None:
        if thrown:
            self._said = guest_doors.THROWN
        self._trouble, self._doubtful, self._mark = "", False, ""
        self._follow()
        if self._is_over:
            taken = _("Your sheet came before it was closed, and is counted.")
            self._lost = taken if self._said == guest_doors.TAKEN else ""
            self._go(self._ended)
        else:
            super()._start()

    def _start_page(self, thrown: bool) -> Door:
        most = self._room.most_sheets(self._round_id) if self._room is not None else 0
        left, question = self._codes.left(self._round_id), self._sheet.round.question
        return guest_doors.start(self.ruler, question, left, most, self._said, partial(self._go, self._promise))

    def _promise(self) -> None:
        self._said, self._mark = "", self._mark or secrets.token_hex(8)
        go_on = partial(self._go, self._who)
        asked = self._sheet.round
        self._show(guest_doors.who_sees(self.ruler, self._bridge.board, asked, go_on, self._decline))

    def _decline(self) -> None:
        self._said = guest_doors.DECLINED
        self._go(self._start)

    def _person_page(self) -> Door:
        return doors.choose_person(self.ruler, self._bridge.board, (), self._choose_person, None)

    def _who_answered(self) -> set[str]:
        return set()  # the facilitator's laptop alone knows

    def _hand_in_page(self, trouble: str = "") -> None:
        self._trouble = trouble or self._trouble
        super()._hand_in_page(self._trouble)

    def _on_its_way(self) -> None:
        self._show(guest_doors.on_its_way(self.ruler))

    def _doubt(self) -> None:
        self._show(guest_doors.in_doubt(self.ruler, self._trouble, self._hand_in))

    def _stop(self) -> None:
        if not self._doubtful:
            super()._stop()
            return
        words = _("It may have come to the facilitator’s laptop already; then it counts. Here it is thrown away.")
        back = self._before_stop
        leave = partial(self._go, partial(self._start, thrown=True))
        self._show(doors.stop(self.ruler, leave, lambda: self._go(back), words))

    def _ended(self) -> None:
        self._sheet.forget()
        self._show(guest_doors.ended(self.ruler, self._lost, self.leave))

    # --- handing in

    def _hand_in(self) -> None:
        trouble = self._send_sheet(ballot=self._mark)
        if self._is_over:
            self._end()
        elif not trouble:
            self._trouble, self._doubtful = "", True
            self._go(self._on_its_way)
        elif self._doubtful:
            self._trouble = trouble
            self._go(self._doubt)
        else:
            self._where = self._hand_in_page
            self._hand_in_page(trouble)

    def _answered_by_host(self, round_id: str, refusal: str) -> None:
        if round_id != self._round_id or not self._doubtful or not self._open:
            return
        self._doubtful = False
        if not refusal:
            self._said = guest_doors.TAKEN
            self._codes.note_left(round_id)
            self._put_away()
        elif self._is_over:
            self._end()
        else:
            self._trouble = refusal
            self._turn(self._hand_in_page)

    def _status_changed(self) -> None:
        if self._room is None or not self._open:
            return
        here = self._room.status == "here"
        if not here and self._where == self._on_its_way:
            self._turn(self._doubt)
        elif here and (self._where == self._doubt or (self._trouble and self._where == self._hand_in_page)):
            self._trouble = _("The network is back. You can hand in now.")
            self._turn(self._where)

    # --- what happens meanwhile

    @property
    def _is_over(self) -> bool:
        record = self._bridge.board.rounds.get(self._round_id)
        return record is None or record.closed_order is not None

    def _heard(self, changed: Changed) -> None:
        if not self._open:
            return
        if self._is_over and self._where not in (self._on_its_way, self._ended):
            self._end()
        elif changed.change.ids("participants") and self._where == self._who:
            self._turn(self._who)

    def _end(self) -> None:
        """Show that the round is over, and what that means for the sheet."""
        self._lost = ""
        if self._doubtful:
            self._lost = _("The network dropped before your sheet was confirmed, so it may not have been counted.")
        elif self.in_ballot and self._sheet.done:
            self._lost = _("Your sheet was not handed in before, so it is not counted. Nothing of it is kept.")
        self._go(self._ended)

    def _turn(self, where: Callable[[], None]) -> None:
        """Go to another page; a curtain that is drawn stays drawn."""
        if self._hidden:
            self._where = where
        else:
            self._go(where)

    def _follow(self) -> None:
        """Hear of what becomes of the sheets, in the room that this laptop is in now."""
        room = self._bridge.room
        if room is self._room:
            return
        if self._room is None:
            self._bridge.changed.connect(self._heard)
        self._room = room
        if room is not None:
            room.sheet_answered.connect(self._answered_by_host)
            room.status_changed.connect(self._status_changed)

    # --- going on, back and away

    def go_back(self) -> None:
        """Go back to the page before; a sheet that is on its way is changed no more."""
        if self._where == self._who:
            self._go(self._promise)
        elif self._where == self._promise:
            self._go(self._start)
        elif self._where not in (self._on_its_way, self._doubt, self._ended):
            self._trouble = ""
            super().go_back()

    def ask_to_stop(self) -> None:
        """Ask before a ballot is thrown away; between two persons go back to the program."""
        if self._hidden or self._where == self._on_its_way:
            return
        if not self.in_ballot:
            self.leave()
        elif self._where == self._promise:
            self._go(self._start)
        else:
            super().ask_to_stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Between two persons the window closes as any other."""
        if self._open and not self.in_ballot:
            self._let_go()
        super().closeEvent(event)

    # --- building a page

    def _show(self, page: QWidget) -> None:
        super()._show(page)
        if isinstance(page, Door) and page.first is None:
            self.setFocus()
            event = QAccessibleAnnouncementEvent(self, page.accessibleName())
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)

    def _head(self, ruler: Ruler) -> QWidget:
        plain = self._where in (self._promise, self._on_its_way)
        return frame.empty_head(ruler) if plain else super()._head(ruler)

    def _foot(self, ruler: Ruler) -> QWidget:
        self._next = None
        if self._where == self._start:
            return frame.start_foot(ruler, self.about_wall, self.leave, self.larger, locked=False)
        if self._where == self._promise and not self._hidden:
            return frame.back_foot(ruler, self.go_back, self.larger)
        if self._where in (self._on_its_way, self._doubt, self._ended):
            return frame.foot(ruler)
        return super()._foot(ruler)
