"""Actions of the window for the questions that the map asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def register(add: Callable[..., None], window: MainWindow) -> None:
    """Register them; they are there only while a session is open."""
