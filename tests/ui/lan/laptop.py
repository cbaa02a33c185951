"""A laptop on a real socket whose map is in memory."""

from __future__ import annotations

from typing import Any

from stworkshop.model.changes import Change
from tests.sync.memory import MemoryGuest
from ui.lan.client import Client


class Laptop(Client):
    """A client whose guest has no file, and which makes edits straight on its map."""

    guest: MemoryGuest

    def __init__(self, url: str, guest: MemoryGuest | None = None, **settings: Any) -> None:
        super().__init__(url, guest or MemoryGuest(), **settings)

    def do(self, label: str, change: Change) -> None:
        """Make an edit, at once, whether the host can be reached or not."""
        self.send(self.guest.do(label, change))
