"""Actions of the window for working together over the room's network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def register(add: Callable[..., None], window: MainWindow) -> None:
    """Register what needs an open session."""
    desk = window.together
    add(
        "work-together", lambda: words(window), desk.work_together, "Ctrl+J", "host",
        enabled=lambda: not desk.why_not_open(), why_not=desk.why_not_open,
        words=(_("host"), _("share"), _("room"), _("code"), _("network"), _("laptops")),
    )  # fmt: skip


def words(window: MainWindow) -> str:
    """Return what the action about the own room would do."""
    hosting = window.has_session() and window.together.hosted is not None
    return _("Who is here, and the room’s code…") if hosting else _("Work together…")
