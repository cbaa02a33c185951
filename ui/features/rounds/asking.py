"""Asking the room: opens a round about chosen statements or cards, and brings people to where they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stworkshop.i18n import gettext as _
from ui.features.rounds.open_round import LAPTOP, PHONES, OpenRoundDialog
from ui.features.rounds.passing import pass_laptop
from ui.features.rounds.phones import ask_with_telephones
from ui.kit.dialog_frame import run_dialog
from ui.presence.roles import not_leading
from ui.session.round_codes import codes_of

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


def ask(
    page: Workspace,
    *,
    kind: str = "rating",
    items: Sequence[str] = (),
    question: str = "",
    follows: str = "",
    draft: Mapping[str, Any] | None = None,
) -> str:
    """Ask what is needed and open a round; return its id, "" where the facilitator thought better of it.

    `items` are statements for a rating, else cards; with `follows` the round repeats an earlier one after the talk.
    `draft` is a statement that is written down only if the round opens.
    """
    bridge = page.bridge
    if bridge.read_only:
        bridge.say(_("This session is open for reading only. Nothing was changed."))
        return ""
    if forbidden := not_leading(bridge):
        bridge.say(forbidden)
        return ""
    dialog = OpenRoundDialog(page, bridge, kind=kind, items=tuple(items), question=question, follows=follows)
    if draft is not None:
        dialog.items.add_draft(dict(draft))
    accepted = run_dialog(dialog)
    opened = dialog.opened() if accepted else None
    if opened is None or not bridge.run_together(_("Open round"), opened.steps):
        return ""
    codes_of(bridge).keep(opened.round, opened.code, opened.people)
    page.show_view("rounds")
    if opened.way == LAPTOP:
        pass_laptop(page, opened.round)
    elif opened.way == PHONES:
        ask_with_telephones(page, opened.round)
    return opened.round
