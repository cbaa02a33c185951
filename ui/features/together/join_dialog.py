"""Join a workshop: which room, its code, and how others see one; what is wrong stands beside what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.features.together.code_cells import DIGITS, CodeCells
from ui.features.together.place import ROOMS, SERVER, Place
from ui.features.together.sheet import Sheet, explained_roles, fold, note
from ui.kit.widgets.basics import button, column, describe, frame, label, row, set_property
from ui.kit.widgets.plain import name_field
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.presence.appearance_choice import SelfPart
from ui.session.preferences import Preferences

if TYPE_CHECKING:
    from ui.lan.discovery import Finder

_WIDE = 720
_SETTLE = 50


@dataclass(frozen=True)
class Wanted:
    """The room that somebody wants to join, and as whom; `stock` for a room on a server of others."""

    url: str
    code: str
    name: str
    colour: int
    stock: bool = False
    by_hand: bool = False
    """Whether somebody at the host is asked to let this laptop in, without a code."""


class JoinDialog(Sheet):
    """Asks, and shows how the try goes; the try itself is the desk's."""

    wanted = Signal(object)
    """A `Wanted`: join this room now."""
    stopped = Signal()
    """The try that is under way is not wanted any more."""
    agreed = Signal()
    """The words to compare are the same."""
    wants_own_kept = Signal()
    """The session of one's own that is in the way makes way, under another name; then it is tried again."""
    wants_copies = Signal()
    """Copies on a stick are wanted in the place of a network."""

    def __init__(
        self,
        parent: QWidget,
        preferences: Preferences,
        finder: Callable[[], Finder],
        *,
        invitation: str = "",
        known: str = "",
        own: str = "",
        code: str = "",
        name: str = "",
        can_give: bool = False,
        bringing: bool = False,
    ) -> None:
        """`own` is this laptop's room. With `bringing` a table's copy is brought to a room, and nobody stays in it."""
        title = _("Bring back to the facilitator") if bringing else _("Join a workshop")
        super().__init__(parent, "table-round" if bringing else "join", title, _WIDE)
        self._bringing = bringing
        self._busy = False
        self.place = Place(finder, invitation, known, own)
        self.body.addWidget(self.place)
        self._code_box, self.cells = _code_part()
        self.body.addWidget(self._code_box)
        self.ask = button(_("I have no code: ask to be let in"), self.ask_now, "", "link")
        self.ask.setAutoDefault(False)
        self.body.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self._compare_part())
        self.body.addWidget(self._refused_part())
        self.body.addWidget(self._apart_part(can_give))
        name = name or preferences.shown_name
        self.self_part = SelfPart(name, preferences.shown_colour)
        self.name, self.look = self.self_part.name, self.self_part.look
        self.body.addWidget(self.self_part)
        words = _(
            "If the network drops you go on working here. When it is back, both maps come together by themselves."
        )
        if bringing:
            words = _(
                "Your table’s cards and links go to the facilitator’s laptop, which looks at them before they come"
                " together. Answers and private notes of your table stay here."
            )
        self.body.addWidget(note(words)[0])
        self.roles, self._explained = fold(_("What may I do?"), explained_roles(), self)
        self.body.addWidget(self.roles, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self._explained)
        self.to_server = button(_server_words(False), self._turn_to_server, "", "link")
        self.to_server.setAutoDefault(False)
        self.body.addWidget(self.to_server, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addStretch(1)
        for part in (self.roles, self.to_server, self.self_part.looks) if bringing else ():
            part.hide()
        self._told = WrappedLabel(self._usual_words(False), "small", "muted")
        self.foot_start.addWidget(self._told, 1)
        self.cancel = self.foot_button(button(_("Cancel"), self.reject))
        self.join_button = self.foot_button(button("", self.join_now, "join", "primary"), first=True)
        do = _("Bring it back") if bringing else _("Join")
        self.join_button.setText(do)
        set_property(self.join_button, "square", "")
        describe(self.join_button, do)
        self.cells.setText(code)
        for changed in (self.place.changed, self.cells.textChanged, self.self_part.changed):
            changed.connect(self._forget_refusal)
        self.place.went.connect(self._show_place)
        self.place.went.connect(self._focus_first)
        self.place.went.connect(lambda: self.fit_soon(smaller=True))
        self.place.resized.connect(self.fit_soon)
        self.place.told.connect(self._announce)
        self.finished.connect(lambda _result: self.place.stop())
        self._show_place()
        self._focus_first()

    # --- parts

    def _refused_part(self) -> QFrame:
        self._refused = frame("refused")
        line = row(self._refused, 12, (14, 10, 14, 10))
        line.addWidget(IconLabel("warning", "danger", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        self.refused = WrappedLabel("", "body", "danger", strong=True)
        self.refused_more = WrappedLabel("", "small", "muted")
        words.addWidget(self.refused)
        words.addWidget(self.refused_more)
        self.keep_own = button(_("Keep mine under another name, and join"), self.wants_own_kept.emit, "copy")
        self.keep_own.setAutoDefault(False)
        self.keep_own.hide()
        words.addWidget(self.keep_own, 0, Qt.AlignmentFlag.AlignLeading)
        line.addLayout(words, 1)
        self._refused.hide()
        return self._refused

    def _compare_part(self) -> QFrame:
        self._compare = frame("card")
        inside = column(self._compare, 6, (16, 12, 16, 12))
        self._compare_title = WrappedLabel("", "body", strong=True)
        self.words = WrappedLabel("", "heading")
        self._compare_more = WrappedLabel("", "small", "muted")
        for part in (self._compare_title, self.words, self._compare_more):
            inside.addWidget(part)
        line = row(spacing=8)
        self.same = button(_("They are the same"), self._agree, "check", "primary")
        self.differ = button(_("They differ"), self._disagree)
        for made in (self.same, self.differ):
            made.setAutoDefault(False)
            line.addWidget(made)
        line.addStretch(1)
        inside.addLayout(line)
        self._compare.hide()
        return self._compare

    def _apart_part(self, can_give: bool) -> QFrame:
        self.apart = frame("advice")
        line = row(self.apart, 12, (14, 10, 14, 10))
        line.addWidget(IconLabel("lan-off", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=4)
        words.addWidget(WrappedLabel(_("This network may keep its laptops apart."), "body", "warn", strong=True))
        said = _(
            "Nothing has answered for ten seconds; it is tried on. Networks for guests often do this, in city halls"
            " too. Use another network, or let one laptop open a hotspot for the others. Or work apart: the facilitator"
            " gives your table a copy on a stick (“Give to a table”), and it is brought together again at the end."
        )
        words.addWidget(WrappedLabel(said, "small", "warn"))
        self.give = button(_("Give this session to a table…"), self.wants_copies.emit, "usb", "", "small")
        self.give.setAutoDefault(False)
        self.give.setVisible(can_give)
        words.addWidget(self.give, 0, Qt.AlignmentFlag.AlignLeading)
        line.addLayout(words, 1)
        self.apart.hide()
        return self.apart

    # --- where to

    def _turn_to_server(self) -> None:
        self.place.go(ROOMS if self.place.kind == SERVER else SERVER)

    def _show_place(self) -> None:
        on_server = self.place.kind == SERVER
        self._code_box.setVisible(not on_server)
        self.ask.setVisible(not on_server and not self._bringing)
        self.roles.setVisible(not on_server and not self._bringing)
        self._explained.setVisible(self.roles.isChecked() and not on_server)
        self.about(self.place.about())
        words = _server_words(on_server)
        if words != self.to_server.text():
            self.to_server.setText(words)
            describe(self.to_server, words)
        if not self._busy:
            self._tell(self._usual_words(on_server))
        if self.isVisible():
            self.place.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place.look()

    # --- the try

    def join_now(self) -> None:
        """Join, if nothing is missing; what is missing is said."""
        self._try()

    def ask_now(self) -> None:
        """Ask somebody at the host to let this laptop in, without a code."""
        self._try(by_hand=True)

    def _try(self, *, by_hand: bool = False) -> None:
        if self._busy:
            return
        url, wrong = self.place.url()
        stock = self.place.kind == SERVER
        name = self.self_part.typed
        if wrong:
            self._refuse(wrong)
            self.place.take_focus()
        elif not stock and not by_hand and len(self.cells.code) != DIGITS:
            self._refuse(_("The code has six digits."), _("Ask the facilitator, or look at the wall."))
            self.cells.setFocus()
        elif not name:
            self._refuse(_("Type a name, so that the others know who you are."))
            set_property(self.name, "bad", "true")
            self.name.setFocus()
        else:
            self._forget_refusal()
            self._set_busy(True)
            self._tell(_("Knocking at the room…"))
            code = "" if by_hand else self.cells.code
            self.wanted.emit(Wanted(url, code, name, self.look.number, stock, by_hand))

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show the words that are to be the same at the host, where this laptop asked to be let in."""
        if not self._busy:
            return
        self._tell(_("Waiting at the door of the room…"))
        self._compare_title.setText(_("Read these words to the facilitator"))
        self.words.setText(" · ".join(words))
        more = _(
            "They stand at your name under “Who is here” on the facilitator’s laptop. If they differ, another laptop is"
            " in between: do not go on."
        )
        self._compare_more.setText(more)
        for made in (self.same, self.differ):
            made.show()
        self._compare.show()
        self.cancel.setFocus()  # a key that is pressed in haste agrees to nothing
        self._announce(f"{self._compare_title.text()}: {', '.join(words)}")
        self._bring_into_sight(self._compare)

    def _agree(self) -> None:
        for made in (self.same, self.differ):
            made.hide()
        self.cancel.setFocus()
        self._compare_title.setText(_("The facilitator lets you in now"))
        self._compare_more.setText(_("You are done here. Wait until the map opens."))
        self._announce(self._compare_title.text())
        self.agreed.emit()

    def _disagree(self) -> None:
        self._set_busy(False)
        self.stopped.emit()
        words = _("Nothing was shared. Join with the code, or by another network; tell the facilitator.")
        self._refuse(_("The words differ, so another laptop may be in between."), words)
        self._focus_first()

    def show_away(self, answered: bool) -> None:
        """Tell that nothing has come of it yet; `answered` where something is at the address, though no room."""
        if not self._busy:
            return
        if answered:
            self._tell(_("No room is open at this address. It is tried on; is the address right?"))
        else:
            self._tell(_("Nothing answers yet. It is tried on."))

    def show_failed(self, reason: str, tries: int | None = None) -> None:
        """Tell why the room cannot be joined; `tries` are those left after a wrong code, None for anything else."""
        self._set_busy(False)
        if tries is None:
            first, dot, rest = reason.partition(". ")
            self._refuse(f"{first}." if dot else reason, rest)
            self._focus_first()
            return
        self._refuse(_("That code does not fit this room."), _again(max(0, tries)))
        self.cells.show_bad(True)
        self.cells.setFocus()
        self.cells.selectAll()

    def show_own_in_the_way(self) -> None:
        """Tell that a copy of the same workshop is here that was made apart, and offer to keep it as another."""
        self._set_busy(False)
        words = _(
            "It was made apart from the one in this room, so the two cannot be one map. Yours can stay in your library"
            " as “… (my own)”, with all its cards, links and answers, but without its history."
        )
        self._refuse(_("You have this workshop already, as a copy of your own."), words, offer=True)
        self.keep_own.setFocus()

    def show_isolated(self) -> None:
        """Tell that nothing has answered for ten seconds, and what else can be done."""
        self.apart.show()
        self._announce(_("This network may keep its laptops apart."))
        self._bring_into_sight(self.apart)

    def reject(self) -> None:
        """Stop the try that is under way; without one, close."""
        if self._busy:
            self._set_busy(False)
            self.stopped.emit()
            self._focus_first()
        else:
            super().reject()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.apart.hide()
        self._compare.hide()
        for part in (self.place, self._code_box, self.ask, self.self_part, self.to_server, self.join_button):
            part.setEnabled(not busy)
        words = _("Stop") if busy else _("Cancel")
        self.cancel.setText(words)
        describe(self.cancel, words)
        if busy:
            self.cancel.setFocus()
        else:
            self._tell(self._usual_words(self.place.kind == SERVER))

    # --- what is said

    def _usual_words(self, on_server: bool) -> str:
        return "" if self._bringing else _role_words(on_server)

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._foot.fold()

    def _refuse(self, title: str, words: str = "", *, offer: bool = False) -> None:
        self.refused.setText(title)
        self.refused_more.setText(words)
        self.refused_more.setVisible(bool(words))
        self.keep_own.setVisible(offer)
        self._refused.show()
        self._announce(f"{title} {words}")
        self._bring_into_sight(self._refused)

    def _forget_refusal(self) -> None:
        if not self._refused.isHidden():
            self._refused.hide()
            self.cells.show_bad(False)
            set_property(self.name, "bad", "")

    def _bring_into_sight(self, part: QWidget) -> None:
        self.fit_soon()
        QTimer.singleShot(_SETTLE, self, lambda: self.area.ensureWidgetVisible(part))

    def _announce(self, words: str) -> None:
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _focus_first(self) -> None:
        """Give the keyboard to the first thing that is still to be said."""
        if self.place.take_focus():
            return
        if self.place.kind != SERVER and len(self.cells.code) != DIGITS:
            self.cells.setFocus()
        elif not self.name.text().strip():
            self.name.setFocus()
        else:
            self.join_button.setFocus()


def _code_part() -> tuple[QWidget, CodeCells]:
    holder = QWidget()
    layout = column(holder, 5)
    title, cells = label(_("Room code"), "caption", "muted"), CodeCells()
    name_field(title, cells)
    layout.addWidget(title)
    line = row()  # the cells stand where lines begin, also from right to left
    line.addWidget(cells, 1)
    line.addStretch(0)
    layout.addLayout(line)
    return holder, cells


def _server_words(on_server: bool) -> str:
    return _("Join a room on this network") if on_server else _("Join a room on a city’s own server by its address")


def _role_words(on_server: bool) -> str:
    if on_server:
        return _("On a server everybody may do everything.")
    return _("The host chooses what you may do.")


def _again(tries: int) -> str:
    """Return what to do after a wrong code, and how often that can be done at once."""
    ask = _("Ask the facilitator to read it again.")
    if not tries:
        return f"{ask} {_('The room now waits a moment before the next try, and longer after each.')}"
    left = ngettext(
        "You have {n} more try before the room waits.", "You have {n} more tries before the room waits.", tries
    ).format(n=tries)
    return f"{ask} {left}"
