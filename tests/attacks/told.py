"""What a case came to."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """How many jobs ran and were refused, in how many files the person was taken out, how many edits were lost.

    And in sentences what went wrong.
    """

    kind: str
    jobs: int = 0
    refused: int = 0
    lost: int = 0
    crashes: int = 0
    forgot: int = 0
    wrong: list[str] = field(default_factory=list)

    def crashed(self, job: str, error: BaseException) -> None:
        """Note an exception that nobody caught."""
        self.crashes += 1
        lines = traceback.format_exception(error, limit=-6)
        self.wrong.append(f"{job}: " + "".join(lines)[-2_500:])
