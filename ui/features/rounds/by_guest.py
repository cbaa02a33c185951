"""Sheets by guest on the page of rounds: whether laptops are passed on, how many came from whom, taking them out."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Round
from ui.kit.confirm_dialog import Confirm
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.choices import Switch
from ui.kit.widgets.words import WrappedLabel
from ui.lan.hosting import MOST_SHEETS, FromGuest, Hosting
from ui.session.bridge import Bridge
from ui.session.round_codes import codes_of


class ByGuest(QWidget):
    """What the facilitator sees and decides of guests' sheets while a round is open: their number, never an answer."""

    def __init__(self, bridge: Bridge, room: Hosting, record: Round) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        self._bridge, self._room, self._record = bridge, room, record
        layout = column(self, 8)
        layout.addWidget(self._setting())
        known = room.sheets_by_guest(record.id)
        if known:
            layout.addWidget(self._list(known))

    def _setting(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("part", "plain")
        line = row(holder, 10)
        words = _("Laptops are passed on")
        self.several = Switch(_("{do}: {round}").format(do=words, round=self._record.question))
        self.several.setChecked(self._room.allows_several(self._record.id))
        self.several.toggled.connect(self._allow)
        line.addWidget(self.several)
        line.addWidget(label(words, "body_strong"))
        self.told = WrappedLabel(_how_many(self.several.isChecked()), "small", "muted")
        line.addWidget(self.told, 1)
        return holder

    def _allow(self, several: bool) -> None:
        self._room.allow_several(self._record.id, several)
        self.told.setText(_how_many(several))

    def _list(self, known: list[FromGuest]) -> QWidget:
        well = frame("well")
        layout = column(well, 6, (12, 8, 8, 8))
        layout.addWidget(label(_("Sheets by guest"), "small", "muted"))
        for one in known:
            layout.addWidget(self._line(one))
        rest = self._bridge.session.sheets_in(self._record.id) - sum(one.sheets for one in known)
        if rest > 0:
            words = ngettext(
                "{n} more sheet: from this laptop, from paper, or from before the room was opened.",
                "{n} more sheets: from this laptop, from paper, or from before the room was opened.",
                rest,
            )
            layout.addWidget(WrappedLabel(words.format(n=rest), "small", "muted"))
        describe(well, _("Sheets by guest"))
        return well

    def _line(self, one: FromGuest) -> QWidget:
        holder = QWidget()
        holder.setProperty("part", "plain")
        line = row(holder, 10)
        name = one.name or _("A guest")
        line.addWidget(label(name, "body_strong"))
        if one.refused:
            said = _("taken out: none of its sheets is counted")
        else:
            said = ngettext("{n} sheet", "{n} sheets", one.sheets).format(n=one.sheets)
        known = self._bridge.board.participants
        people = [known[who].label for who in one.people if who in known]
        about = [said, ", ".join(people), one.address]
        line.addWidget(WrappedLabel(" · ".join(filter(None, about)), "small", "muted"), 1)
        if one.refused:
            words, do = _("Let it answer again"), partial(self._room.let_answer_again, self._record.id, one.guest)
        else:
            words, do = _("Take out…"), partial(self._take_out, one, name)
        made = button(words, do, "", "quiet", "small")
        describe(made, _("{do}: {name}").format(do=words, name=name))
        line.addWidget(made)
        return holder

    def _take_out(self, one: FromGuest, name: str) -> None:
        question = ngettext(
            "Take {n} sheet from “{name}” out of this round?",
            "Take {n} sheets from “{name}” out of this round?",
            one.sheets,
        )
        words = _(
            "What is taken out is not counted, and nobody can bring it back. The guest is told, and hands in nothing"
            " more in this round unless you allow it."
        )
        asked = question.format(n=one.sheets, name=name)
        if not Confirm.ask(self.window(), asked, words, _("Take out"), _("Keep")):
            return
        try:
            self._room.refuse_sheets(self._record.id, one.guest)
        except KnownError as error:
            self._bridge.say(str(error))
        codes_of(self._bridge).sheets_changed.emit()


def _how_many(several: bool) -> str:
    if several:
        return _("Up to {n} people answer on each guest’s laptop, one after the other.").format(n=MOST_SHEETS)
    return _("One sheet comes from each guest’s laptop.")


def by_guest(bridge: Bridge, record: Round) -> ByGuest | None:
    """Return what is shown of guests' sheets of a round that this laptop opened, None where it keeps no room."""
    room = bridge.room
    return ByGuest(bridge, room, record) if isinstance(room, Hosting) and not bridge.read_only else None
