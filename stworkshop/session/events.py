"""What subscribers of a session hear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stworkshop.model.changes import Change

Origin = Literal["local", "undo", "redo", "remote", "import", "trouble", "saved"]


@dataclass(frozen=True)
class Changed:
    """What subscribers hear: the change, where it came from, its label for people, and its step.

    Two origins carry no change: `trouble`, when the disk no longer takes edits (the label says why), and `saved`,
    when it has taken all of them again.
    """

    change: Change
    origin: Origin
    label: str
    step: str


@dataclass(frozen=True)
class Undone:
    """What undo or redo took back: the label of the step, and how many of its parts others have changed since.

    `refusal` is why nothing was taken back, since this laptop may not in the room that it is in, "" where it may.
    """

    label: str
    skipped: int
    refusal: str = ""
