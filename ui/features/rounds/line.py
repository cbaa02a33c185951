"""The line under the stage bar of a guest: what the facilitator asks, and the way to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import is_anonymous
from stworkshop.model.records import Round
from stworkshop.session.session import Changed
from ui.features.rounds.passing import answer
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import ElidedLabel, IconLabel
from ui.session.round_codes import codes_of
from ui.session.whose_round import to_answer

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


class AskedLine(QFrame):
    """It is there while the laptop that keeps the room has a round open; a new one is said as well."""

    def __init__(self, page: Workspace) -> None:
        super().__init__()
        self.setProperty("part", "asked-line")
        self._page, self._bridge, self._codes = page, page.bridge, codes_of(page.bridge)
        self._put_off: set[str] = set()
        self.round: Round | None = None
        layout = row(self, 10, (16, 5, 10, 5))
        layout.addWidget(IconLabel("ballot", "brand_text", 18))
        self._asks = ElidedLabel("", "body_strong")
        self._about = ElidedLabel("", "small", "muted")
        layout.addWidget(self._asks)
        layout.addWidget(self._about, 1)
        self.answer = button(_("Answer now"), self._answer, "", "primary", "small")
        self.rounds = button(_("All rounds"), lambda: page.show_view("rounds"), "", "quiet", "small")
        self.later = button("", self._later, "close", "quiet", "small", name=_("Not now"))
        for made in (self.answer, self.rounds, self.later):
            layout.addWidget(made)
        self._bridge.changed.connect(self._heard)
        self._bridge.room_changed.connect(self.refresh)
        self._bridge.permits_changed.connect(self.refresh)
        self._codes.sheets_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is asked now: the newest round that nobody here has answered, else the newest."""
        asked = [record for record in to_answer(self._bridge) if record.id not in self._put_off]
        new = [record for record in asked if not self._codes.left(record.id)]
        self.round = next(iter(new or asked), None)
        if self.round is None:
            self.hide()
            return
        self._show(self.round, len(asked))
        if self.parentWidget() is not None:  # by itself it would be a window of its own
            self.show()

    def _show(self, record: Round, count: int) -> None:
        said = asks(record)
        left = self._codes.left(record.id)
        anonymous = is_anonymous(self._bridge.board.session, record)
        about = [_("without names") if anonymous else _("not anonymous")]
        if left:
            came = ngettext("{n} sheet came from this laptop", "{n} sheets came from this laptop", left)
            about.append(came.format(n=left))
        self._asks.setText(said)
        self._about.setText(" · ".join(about))
        words = _("Another person answers") if left else _("Answer now")
        self.answer.setText(words)
        self.answer.setVisible(not self._codes.is_full(record.id))
        describe(self.answer, _("{do}: {round}").format(do=words, round=record.question))
        self.rounds.setVisible(count > 1)
        describe(self, f"{said} {', '.join(about)}")

    def _heard(self, changed: Changed) -> None:
        ids = changed.change.ids("rounds")
        if not ids and not changed.change.ids("session"):
            return
        self.refresh()
        new = {ref.id for ref in changed.change.added if ref.root == "rounds"}
        asked = next((record for record in to_answer(self._bridge) if record.id in new), None)
        if asked is not None:
            self._bridge.say(asks(asked), (_("Answer now"), lambda: answer(self._page, asked.id)))

    def _answer(self) -> None:
        if self.round is not None:
            answer(self._page, self.round.id)

    def _later(self) -> None:
        """Take it away until something else is asked; the page of rounds still has it."""
        if self.round is not None:
            self._put_off.add(self.round.id)
            self.refresh()


def asks(record: Round) -> str:
    """Return what is asked, as a sentence."""
    return _("The facilitator asks: “{question}”").format(question=record.question or record.label)
