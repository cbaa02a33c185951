"""Listeners: whoever wants to hear of events hears all of them, in the order in which they happened."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Event = TypeVar("Event")


class Listeners(Generic[Event]):
    """Functions that are called with every event; one that causes another event does not overtake the others."""

    def __init__(self) -> None:
        self._functions: list[Callable[[Event], None]] = []
        self._waiting: deque[Event] = deque()
        self._telling = False

    def add(self, hear: Callable[[Event], None]) -> Callable[[], None]:
        """Call `hear` with every event from now on; return how to stop it."""
        self._functions.append(hear)

        def remove() -> None:
            if hear in self._functions:
                self._functions.remove(hear)

        return remove

    def tell(self, event: Event) -> None:
        """Call all functions; an event told meanwhile waits until all have heard this one."""
        self._waiting.append(event)
        if self._telling:
            return
        self._telling = True
        try:
            while self._waiting:
                now = self._waiting.popleft()
                for hear in list(self._functions):
                    hear(now)
        finally:
            self._telling = False

    def clear(self) -> None:
        """Call nobody any more."""
        self._functions.clear()
