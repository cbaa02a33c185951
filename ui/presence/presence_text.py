"""What people in a room do now, and since when they are away, in words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from ui.session.view_kinds import BY_ID
from ui.session.words import card_title, record_title

if TYPE_CHECKING:
    from ui.lan.room_state import Person, Together

_MINUTE, _HOUR = 60, 3600


def doing(person: Person, room: Together, board: Board, catalogue: Catalogue) -> str:
    """Return what somebody does: "typing in K16 Objection desk", "2 cards chosen", "away 40 s, comes back by itself".

    It stands under the name in the list.
    """
    if person.away is not None:
        return _("away {time}, comes back by itself").format(time=short_time(time.monotonic() - person.away))
    if person.me:
        return _("You, host") if person.host else _("You")
    words = _now(person, room, board, catalogue)
    if person.host:
        return _("Host, {doing}").format(doing=words) if words else _("Host")
    return words or _("here")


def _now(person: Person, room: Together, board: Board, catalogue: Catalogue) -> str:
    does = person.presence
    chosen = [i for i in does.selection if board.find(i) is not None]
    if does.doing == "typing":
        record = board.find(does.on)
        return _("typing in {what}").format(what=_title(board, catalogue, does.on)) if record else _("typing")
    if does.doing == "dragging":
        if len(chosen) > 1:
            return ngettext("moving %d card", "moving %d cards", len(chosen)) % len(chosen)
        what = _title(board, catalogue, does.on or (chosen[0] if chosen else ""))
        return _("moving {what}").format(what=what) if what else _("moving a card")
    if does.follows:
        followed = room.person(does.follows)
        if followed is not None:
            return _("follows you") if followed.me else _("follows {name}").format(name=followed.name)
    if len(chosen) > 1:
        return ngettext("%d card chosen", "%d cards chosen", len(chosen)) % len(chosen)
    if chosen:
        return _("looking at {what}").format(what=_title(board, catalogue, chosen[0]))
    if does.page and does.page != "map" and does.page in BY_ID:
        return _("looking at “{view}”").format(view=BY_ID[does.page].name())
    return ""


def _title(board: Board, catalogue: Catalogue, record_id: str) -> str:
    record = board.find(record_id) if record_id else None
    if record is None:
        return ""
    title = card_title(record) if isinstance(record, Element) else record_title(board, catalogue, record)
    return " ".join(title.split())


def short_time(seconds: float) -> str:
    """Return how long something lasts so far, in steps that need not be read again and again: "40 s", "3 min"."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return _("{n} s").format(n=max(10, whole // 10 * 10)) if whole >= 10 else _("a moment")
    if whole < _HOUR:
        return _("{n} min").format(n=whole // _MINUTE)
    return _("{n} h").format(n=whole // _HOUR)


def long_time(seconds: float) -> str:
    """Return the same in whole words: "40 seconds", "3 minutes"."""
    whole = max(0, int(seconds))
    if whole < 10:
        return _("a moment")
    if whole < _MINUTE:
        tens = whole // 10 * 10
        return ngettext("%d second", "%d seconds", tens) % tens
    if whole < _HOUR:
        return ngettext("%d minute", "%d minutes", whole // _MINUTE) % (whole // _MINUTE)
    return ngettext("%d hour", "%d hours", whole // _HOUR) % (whole // _HOUR)


def ago(seconds: float) -> str:
    """Return when something happened: "now", "2 min"."""
    return _("now") if seconds < _MINUTE else short_time(seconds)
