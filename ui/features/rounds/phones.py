"""Asking with telephones: how one person has one ballot, the code for all to scan, and the end of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QSpinBox, QWidget

from stworkshop.errors import KnownError
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.records import Round
from stworkshop.phones.form import in_words, one_sentence
from stworkshop.session.paper_ballots import expected_people
from stworkshop.session.phone_sheets import HEADS, OPEN, SLIP
from ui.kit.dialog_frame import Dialog
from ui.kit.map_look import font
from ui.kit.widgets.basics import button, describe, label, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.qr import paint_qr
from ui.kit.widgets.words import WrappedLabel
from ui.session.phones import phones_of
from ui.session.round_codes import codes_of

if TYPE_CHECKING:
    from ui.lan.phone_hosting import PhoneHosting
    from ui.shell.workspace import Workspace


class PhonesDialog(Dialog):
    """Asks how one person has one ballot, before telephones are asked."""

    def __init__(self, page: Workspace, record: Round) -> None:
        super().__init__(page, _("Ask with telephones"), "qr")
        words = _("People scan a code in this room’s network. No internet, no account, nothing to install.")
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self.one_each = HEADS
        self.people = QSpinBox()
        self.people.setRange(1, 500)
        self.people.setValue(codes_of(page.bridge).people(record.id) or max(1, expected_people(page.bridge.board)))
        describe(self.people, _("People who answer"))
        self._anonymous = is_anonymous(page.bridge.board.session, record)
        if self._anonymous:
            self._add_choice()
        line = row(spacing=8)
        line.addWidget(label(_("People who answer")))
        line.addWidget(self.people)
        line.addStretch(1)
        self.body.addLayout(line)
        self.add_button(button(_("Cancel"), self.reject))
        self.add_button(button(_("Ask with telephones"), self.accept, "qr", "primary"), first=True)

    def _add_choice(self) -> None:
        self.body.addWidget(label(_("One person, one ballot"), "body_strong"))
        choices = [(HEADS, _("As many as people")), (SLIP, _("A slip for each")), (OPEN, _("Not counted"))]
        self.choice = Segments(_("One person, one ballot"), choices, spread=True)
        self.choice.chosen.connect(self._choose)
        self.choice.choose(HEADS)
        self.body.addWidget(self.choice)
        self._said = WrappedLabel(one_sentence(HEADS), "small", "muted")
        self.body.addWidget(self._said)

    def _choose(self, chosen: str) -> None:
        self.one_each = chosen or self.one_each
        self.choice.choose(self.one_each)
        self._said.setText(one_sentence(self.one_each))


class WallCode(QWidget):
    """The code for all cameras in the room, what to type, the letters to compare, how many sheets are in."""

    def __init__(self, question: str, phones: PhoneHosting, count: Callable[[], int]) -> None:
        super().__init__()
        self._question, self._count, self._phones = question, count, phones
        self._round, self._code, self._url, self._word = phones.round_id, phones.code, phones.url, phones.word
        phones.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show how many sheets are in now, or that the box is closed."""
        self._closed = self._phones.round_id != self._round
        spoken = _("Scan the code, or type {address} and the letters {word}.")
        said = spoken.format(address=self._url, word=" ".join(self._word))
        describe(self, self._question, description=_("The box is closed.") if self._closed else said)
        self.update()

    def _lines(self) -> tuple[tuple[str, float, bool, str], ...]:
        """Return what is written: words, size in hundredths of the height, whether bold, and the role of the colour."""
        if self._closed:
            return (self._question, 6.0, True, "text"), (_("The box is closed. Thank you."), 5.0, False, "text_2")
        return (
            (self._question, 6.0, True, "text"),
            (_("Scan the code with your telephone, or type"), 3.6, False, "text_2"),
            (self._url.rstrip("/"), 6.0, True, "text"),
            (_("and these four letters:"), 3.6, False, "text_2"),
            (" ".join(self._word), 13.0, True, "brand"),
            (_("Stay in this room’s Wi-Fi, also where the telephone misses the internet."), 3.2, False, "text_2"),
            (_("Telephone, paper or laptop: all count the same."), 3.2, False, "text_2"),
            (in_words(self._count(), 0), 3.6, True, "text"),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        look, unit = design_tokens.theme("projector").ui, self.height() / 100
        painter.fillRect(self.rect(), look["surface"])
        edge = round(unit * 8)
        side = 0 if self._closed else min(round(self.height() * 0.8), round(self.width() * 0.45))
        mirrored = self.isRightToLeft()
        left = self.width() - edge - side if mirrored else edge
        if not self._closed:
            paint_qr(
                painter, QRect(left, (self.height() - side) // 2, side, side), self._code, self.devicePixelRatioF()
            )
        at = edge if mirrored else left + side + edge
        wide = self.width() - side - 3 * edge
        y = unit * (30 if self._closed else 9)
        for words, size, bold, role in self._lines():
            painter.setFont(font(unit * size, bold))
            painter.setPen(look[role])
            flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere) * (size == 6.0)
            flags |= int(Qt.AlignmentFlag.AlignLeading)
            box = QRectF(at, y, wide, self.height())
            y += painter.boundingRect(box, flags, words).height() + unit * 2.4
            painter.drawText(box, flags, words)
        painter.end()


def ask_with_telephones(page: Workspace, round_id: str) -> bool:
    """Ask telephones a round after one question; tell whether they are asked now."""
    bridge = page.bridge
    dialog = PhonesDialog(page, bridge.board.rounds[round_id])
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    one_each, people = dialog.one_each, dialog.people.value()
    dialog.deleteLater()
    if not accepted:
        return False
    try:
        phones_of(bridge).start(round_id, one_each=one_each, people=people)
    except KnownError as error:
        bridge.say(str(error))
        return False
    codes_of(bridge).ask_slips(round_id, one_each == SLIP)
    page.show_view("rounds")
    return True


def stop_telephones(page: Workspace) -> None:
    """Ask telephones no more; what they handed in stays, and the wall shows the map again."""
    phones_of(page.bridge).stop()
    page.wall.show_map()


def show_on_wall(page: Workspace, phones: PhoneHosting) -> None:
    """Show the code on the wall, which is opened for it."""
    wall, record = page.wall, page.bridge.board.rounds[phones.round_id]
    if not wall.is_open:
        wall.toggle(page.map_view)
    question, codes, round_id = record.question or record.label, codes_of(page.bridge), record.id

    def made() -> WallCode:
        code = WallCode(question, phones, lambda: page.bridge.session.sheets_in(round_id))
        codes.sheets_changed.connect(code.look)
        return code

    wall.show_widget(made)
