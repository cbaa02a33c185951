"""Whether the other end of a line still lives: on a slow network a whole map takes long, and so do pings behind it."""

from __future__ import annotations

from collections import deque

PART = 16 << 10
"""Bytes of the pieces in which long messages travel, so that it is seen how they come."""
_LARGE = 64 << 10
_SLOWEST = 20_000
"""Bytes a second of a network on which a whole map still comes through."""
_UNANSWERED = 2


class Alive:
    """Counts pings without an answer, one every so many milliseconds, and what may keep the answers waiting."""

    def __init__(self, every: int) -> None:
        self._bytes_between = _SLOWEST * every // 1000
        self.begin()

    def begin(self) -> None:
        """Begin anew, on a new line."""
        self._unanswered = self._sent = self._arrived = 0
        self._pinged: deque[int] = deque()

    def sent(self, count: int) -> None:
        """Note a message of so many bytes; pings that follow it are answered when all of it has arrived."""
        if count >= _LARGE:
            self._sent += count

    def heard(self) -> None:
        """Note a sign of life."""
        self._unanswered = 0

    def answered(self) -> None:
        """Note the answer to a ping: what was sent before it has arrived."""
        self._unanswered = 0
        if self._pinged:
            self._arrived = self._pinged.popleft()

    def ping(self) -> bool:
        """Count one more ping; return whether it is worth sending, False where the line is dead."""
        self._unanswered += 1
        self._pinged.append(self._sent)
        return self._unanswered <= _UNANSWERED + (self._sent - self._arrived) // self._bytes_between
