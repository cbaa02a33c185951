"""Actions of the window for capturing what people say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def register(add: Callable[..., None], window: MainWindow) -> None:
    """Register them; they are there only while a session is open."""
    add(
        "capture",
        _("Capture what people say"),
        lambda: window.page().start_capture(),
        "Ctrl+Shift+C",
        "quote",
        words=(_("concern"), _("type"), _("quick")),
    )
