"""Whose a round is: the laptop that opened it takes its sheets; guests of that laptop answer from their own."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Round
from ui.session.bridge import Bridge


def is_ours(bridge: Bridge, record: Round) -> bool:
    """Tell whether this laptop opened a round: it counts the sheets, prints them and closes it."""
    return record.opened_by in ("", bridge.session.laptop)


def is_guest(bridge: Bridge) -> bool:
    """Tell whether this laptop is in a room that another one keeps."""
    return bridge.room is not None and not bridge.room.hosting


def why_no_sheet(bridge: Bridge, record: Round) -> str:
    """Return why an open round of another laptop cannot be answered from here, "" where it can."""
    if bridge.read_only:
        return _("This session is open for reading only, so no sheet can be handed in from here.")
    if bridge.room is None:
        return _(
            "Another laptop opened this round: its sheets are sealed there, and only it can close it. To answer from"
            " here, join its room."
        )
    return bridge.room.sheet_refusal(record)


def to_answer(bridge: Bridge) -> list[Round]:
    """Return the open rounds of another laptop that can be answered from here, the newest first."""
    if not is_guest(bridge):
        return []
    found = [
        record
        for record in bridge.board.rounds.values()
        if record.closed_order is None and not is_ours(bridge, record) and not why_no_sheet(bridge, record)
    ]
    return sorted(found, key=lambda record: record.seq, reverse=True)


def why_none_here(bridge: Bridge) -> str:
    """Return why there is no open round to print, key in or close on this laptop, for an action that is disabled."""
    if any(record.closed_order is None for record in bridge.board.rounds.values()):
        return _("the open round belongs to the laptop that opened it")
    return _("no round is open on this laptop")


def sealed_words(bridge: Bridge, round_id: str) -> str:
    """Return what may be said of an open round."""
    round_ = bridge.board.rounds[round_id]
    title = round_.label or round_.question
    if not is_ours(bridge, round_):
        return _("“{title}”: the laptop that opened it counts the sheets. It opens when the round is closed.").format(
            title=title
        )
    n = bridge.session.sheets_in(round_id)
    told = ngettext("{n} person has answered", "{n} people have answered", n).format(n=n)
    told = told if n else _("nobody has answered yet")
    return _("“{title}”: {told}. It opens when the round is closed.").format(title=title, told=told)
