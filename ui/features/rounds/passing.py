"""Passing the laptop round: the wall holds its picture meanwhile, and the way back has a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.answers import is_anonymous
from stworkshop.rounds.disclosure import small_groups
from ui.features.rounds.guest_ballot import GuestBallot
from ui.features.rounds.window import PassWindow
from ui.kit.confirm_dialog import Confirm
from ui.kit.dialog_frame import Dialog, run_dialog
from ui.kit.widgets.basics import button, describe
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge
from ui.session.round_codes import LEAST_LETTERS, RoundCodes, codes_of
from ui.session.round_words import result_view
from ui.session.whose_round import why_no_sheet

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


W = TypeVar("W", bound=PassWindow)


class CodeDialog(Dialog):
    """Sets a code where none is known: the program was started anew, or the round was opened for paper."""

    def __init__(self, page: Workspace) -> None:
        super().__init__(page, _("Choose a code first"), "lock")
        words = _("You will need it to leave the voting screen.")
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.field.setMaxLength(20)
        describe(self.field, _("Facilitator’s code"))
        self.field.setPlaceholderText(_("at least {n} letters or digits").format(n=LEAST_LETTERS))
        self.body.addWidget(self.field)
        self.add_button(button(_("Cancel"), self.reject))
        go = self.add_button(button(_("Pass the laptop"), self.accept, "pass-on", "primary"), first=True)
        go.setEnabled(False)
        self.field.textChanged.connect(lambda text: go.setEnabled(len(text.strip()) >= LEAST_LETTERS))
        self.field.setFocus()


def pass_laptop(page: Workspace, round_id: str) -> PassWindow | None:
    """Take the sheets of an open round, one person after the other; None where the facilitator thought better of it."""
    bridge, codes = page.bridge, codes_of(page.bridge)
    if not codes.knows(round_id):
        dialog = CodeDialog(page)
        accepted = run_dialog(dialog)
        if accepted:
            codes.keep(round_id, dialog.field.text(), codes.people(round_id))
        if not accepted:
            return None
    return _open_over(page, PassWindow(page.window(), bridge, codes, round_id, page.preferences.text_size))


def answer(page: Workspace, round_id: str) -> GuestBallot | None:
    """Take sheets on a guest's laptop for the laptop that opened a round; None where that cannot be, and say why."""
    bridge = page.bridge
    record = bridge.board.rounds.get(round_id)
    if record is None or record.closed_order is not None:
        bridge.say(_("This round is closed."))
        return None
    if why := why_no_sheet(bridge, record):
        bridge.say(why)
        return None
    codes, size = codes_of(bridge), page.preferences.text_size
    return _open_over(page, GuestBallot(page.window(), bridge, codes, round_id, size))


def _open_over(page: Workspace, passing: W) -> W:
    """Cover the window with a ballot, while the wall shows what it showed before."""
    codes = codes_of(page.bridge)
    page.keep_typing()
    wall = page.wall
    held = wall.is_open and not wall.held
    if held:
        wall.hold()
    if wall.is_open:
        passing.about_wall = _("The wall shows a still map.")
    passing.done.connect(lambda: _come_back(page, codes))
    if held:
        passing.done.connect(wall.hold)
    passing.open_over(page.window())
    return passing


def _come_back(page: Workspace, codes: RoundCodes) -> None:
    """Count the sheets anew, and give the keyboard back to what is shown."""
    codes.sheets_changed.emit()
    QTimer.singleShot(0, page, lambda: page.show_view(page.view))


def close_round(page: Workspace, round_id: str) -> bool:
    """Close a round after asking once; tell whether it is closed."""
    bridge = page.bridge
    if not Confirm.ask(
        page, _("Close this round?"), closing_words(bridge, round_id), _("Close the round"), _("Keep it open")
    ):
        return False
    if bridge.run("close_round", id=round_id) is None:
        return False
    codes_of(bridge).forget(round_id)
    page.show_view(result_view(bridge.board.rounds[round_id]))
    bridge.say(_("The round is closed."), None)
    return True


def closing_words(bridge: Bridge, round_id: str) -> str:
    """Return what closing a round does: that it is final, what is missing still, and what will not be shown."""
    record, sheets = bridge.board.rounds[round_id], bridge.session.sheets_in(round_id)
    said = [ngettext("{n} sheet is in.", "{n} sheets are in.", sheets).format(n=sheets)]
    people = codes_of(bridge).people(round_id) or agenda.people_counted(bridge.board)
    if 0 < people < sheets:
        more = ngettext(
            "That is more than the {n} person in the room: somebody may have answered twice.",
            "That is more than the {n} people in the room: somebody may have answered twice.",
            people,
        )
        said.append(more.format(n=people))
    waiting = len(bridge.session.ballots.missing(round_id)) if is_anonymous(bridge.board.session, record) else 0
    if waiting:
        said.append(
            ngettext(
                "{n} paper ballot was handed out and is not typed in.",
                "{n} paper ballots were handed out and are not typed in.",
                waiting,
            ).format(n=waiting)
        )
    rule = small_groups(bridge.catalogue)
    least, enough = rule.least, rule.least_if_equal
    if not sheets:
        said.append(_("There will be nothing to show."))
    elif sheets < least and is_anonymous(bridge.board.session, record):
        words = _("Fewer than {least} people answered, so only their number will be shown, and no figures.")
        said.append(words.format(least=least))
    elif sheets < enough and is_anonymous(bridge.board.session, record):
        words = _("Fewer than {enough} people answered: where all of them say the same, no figures will be shown.")
        said.append(words.format(enough=enough))
    said.append(_("Closing counts the sheets, and cannot be undone. To ask again, open a new round after the talk."))
    return " ".join(said)
