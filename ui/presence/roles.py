"""What the roles of a room are called and permit, in words for everybody, and what is the facilitator's alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _

if TYPE_CHECKING:
    from ui.session.bridge import Bridge


def role_word(role: str) -> str:
    """Return what a role is called."""
    return _words().get(role, ("", ""))[0] or role


def role_says(role: str) -> str:
    """Return what somebody of this role does, as the end of a sentence that begins with the role or with “you”."""
    return _words().get(role, ("", ""))[1]


def _words() -> Mapping[str, tuple[str, str]]:
    return {
        "facilitator": (_("Facilitator"), _("runs stages and rounds, and changes everything")),
        "editor": (_("Editor"), _("adds, moves and links everything")),
        "contributor": (_("Contributor"), _("adds cards, changes own ones")),
        "viewer": (_("Viewer"), _("looks and follows")),
    }


def not_leading(bridge: Bridge) -> str:
    """Return why this laptop may not run the workshop (stages, rounds, people), "" where it may."""
    room = bridge.room
    if room is None or room.hosting or room.role == "facilitator" or room.stock:
        return ""  # a server of others has nobody who judges
    return _("Only the facilitator does this.")


def not_staging(bridge: Bridge) -> str:
    """Return why this laptop may not change the stage or its clock, "" where it may."""
    return _("Only the facilitator changes the stage.") if not_leading(bridge) else ""
