"""What is told of a mistake of ours: where it happened, and not a word of what people wrote.

What an exception says, and the lines of the source that Python shows beside it, may hold words of cards and names.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def lines(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> list[str]:
    """Return the sorts of an exception and of those that led to it, each with the places that it came through."""
    told: list[str] = []
    for name, frames in _chain(kind, error, trace):
        told.append(name)
        told += (f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return told


def tell(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Print on stderr what may be told of an exception."""
    print("\n".join(lines(kind, error, trace)), file=sys.stderr)


def install(hook: Hook = tell) -> None:
    """Let nothing that nobody catches be told in other ways: by Python itself, in threads, while memory is freed."""
    sys.excepthook = hook
    threading.excepthook = lambda args: hook(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    sys.unraisablehook = lambda args: tell(args.exc_type, args.exc_value, args.exc_traceback)


def _chain(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> Iterator[tuple[str, traceback.StackSummary]]:
    yield kind.__name__, traceback.extract_tb(trace)
    seen = {id(error)}
    while error is not None:
        error = error.__cause__ or error.__context__
        if error is None or id(error) in seen:
            return
        seen.add(id(error))
        yield type(error).__name__, traceback.extract_tb(error.__traceback__)
