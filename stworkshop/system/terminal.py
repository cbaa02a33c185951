"""What is printed is safe for a terminal: words of people steer neither it nor the order in which it is read.

One wall around stdout and stderr, so that no job has to think of it. JSON stays the same data: what is replaced stands
inside its strings only, and is replaced by JSON's own escapes.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO, cast

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]")
"""Everything but line feed and tabulator that moves the cursor, begins an escape sequence, or turns the direction."""

_PARTING = str.maketrans("\t\n", "  ")
"""What parts columns and rows; in people's words it is a blank. A carriage return is spelled out as what steers."""


def safe(words: str) -> str:
    """Return words with each character that would steer a terminal spelled out, as JSON spells it: `\\u001b`."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", words)


def line(*cells: object) -> str:
    """Return cells as one line without its end, a tabulator between them: no word of a cell makes a column or a row."""
    return "\t".join(safe(str(cell).translate(_PARTING)) for cell in cells)


def say(*cells: object, error: bool = False) -> None:
    """Print one line of cells on stdout, or on stderr, at once: all that is printed for people goes through here."""
    print(line(*cells), file=sys.stderr if error else sys.stdout, flush=True)


def facts(values: Mapping[str, object]) -> str:
    """Return what is known as `name: value` with two blanks between; no value holds two of them or a line's end."""
    return "  ".join(f"{name}: {' '.join(str(value).split())}" for name, value in values.items())


class _Guarded:
    """A stream that spells out what would steer a terminal, and is in all else the stream below."""

    def __init__(self, stream: TextIO) -> None:
        self.bare = stream

    def write(self, words: str) -> int:
        self.bare.write(safe(words))
        return len(words)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bare, name)


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Let stdout and stderr print nothing that steers a terminal, as long as this lasts; as UTF-8."""
    with contextlib.ExitStack() as stack:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        stack.enter_context(contextlib.redirect_stdout(cast(TextIO, _Guarded(sys.stdout))))
        stack.enter_context(contextlib.redirect_stderr(cast(TextIO, _Guarded(sys.stderr))))
        yield


def bare(stream: TextIO) -> TextIO:
    """Return the stream below the wall, for a line that this program draws anew itself."""
    return stream.bare if isinstance(stream, _Guarded) else stream
