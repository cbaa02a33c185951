"""Working together over the network of the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.together.desk import TogetherDesk
from ui.kit.actions import Place
from ui.shell.feature import Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def register(add: Callable[..., None], desk: TogetherDesk) -> None:
    """Register them; but for the last they are there only while a session is open."""
    add(
        "work-together", lambda: words(desk), desk.work_together, "Ctrl+J", "host",
        enabled=lambda: not desk.why_not_open(), why_not=desk.why_not_open,
        words=(_("host"), _("share"), _("room"), _("code"), _("network"), _("laptops")),
        place=Place("together", 1, 1),
    )  # fmt: skip
    add(
        "share-on-server", _("Share through a city’s own server…"), desk.share_on_server, "", "lan",
        enabled=lambda: not desk.why_not_share(), why_not=desk.why_not_share, words=(_("y-websocket"), _("network")),
        place=Place("together", 1, 3),
    )  # fmt: skip
    add(
        "call-everyone", _("Call everyone here"), desk.call_everyone, "", "call-all",
        enabled=lambda: not desk.why_not_call(), why_not=desk.why_not_call,
        words=(_("room"), _("follow"), _("look here")), place=Place("together", 2, 2),
    )  # fmt: skip
    add(
        "become-host", _("Go on as host of this room"), desk.become_host, "", "host",
        enabled=lambda: not desk.why_not_host(), why_not=desk.why_not_host, words=(_("take over"), _("room")),
    )  # fmt: skip
    add(
        "leave-room", _("Leave the room"), desk.leave_room, "", "lan-off",
        enabled=lambda: not desk.why_not_leave(), why_not=desk.why_not_leave, words=(_("work alone"), _("go")),
        place=Place("together", 4, 1),
    )  # fmt: skip

    add(
        "join", _("Join a workshop…"), lambda: desk.join(), "Ctrl+Shift+J", "join",
        words=(_("room"), _("code"), _("guest"), _("network")), place=Place("together", 1, 2),
        shown=lambda: True,  # also without an open session
    )  # fmt: skip


def words(desk: TogetherDesk) -> str:
    """Return what the action about the own room would do."""
    hosting = desk.hosted is not None
    return _("Who is here, and the room’s code…") if hosting else _("Work together…")


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    register(add, desk(TogetherDesk))


FEATURE = Feature(
    actions=_actions,
)
