"""What the window does as soon as it stands, where the command line asks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Starting:
    """A room to join (`join`: an address, or an invitation), or the named session to open to others."""

    join: str = ""
    work_together: bool = False
    code: str = ""
    name: str = ""
    port: int = 0
    address: str = ""
    role: str = ""
    json: bool = False
