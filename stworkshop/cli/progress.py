"""Progress of long jobs, shown on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from stworkshop.system.terminal import bare, line

T = TypeVar("T")


class Progress:
    """A line on the terminal that says what is being done; nothing at all where no person would see it."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = bare(stream if stream is not None else sys.stderr)
        self._shown = not quiet and self._stream.isatty()
        self._width = 0

    def say(self, words: str) -> None:
        """Replace the line by `words`."""
        if self._shown:
            words = line(words)
            self._stream.write("\r" + words.ljust(self._width))
            self._stream.flush()
            self._width = len(words)

    def over(self, items: Iterable[T], words: str) -> Iterator[T]:
        """Yield the items and say after `words` how many are done."""
        for number, item in enumerate(items, 1):
            self.say(f"{words} {number}")
            yield item
        self.done()

    def done(self) -> None:
        """Clear the line."""
        if self._shown and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
