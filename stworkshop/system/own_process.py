"""This program once more as a process of its own, with limits: for what strangers made, so that no harm comes of it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import stworkshop


def command(module: str, verb: str) -> tuple[list[str], Path | None]:
    """Return how the program is started that runs `module`, or `verb` where it is packed; and in which folder."""
    if getattr(sys, "frozen", False):
        return [sys.executable, verb], None
    return [sys.executable, "-m", module], Path(stworkshop.__file__).parents[1]


def no_window() -> int:
    """Return the flag by which Windows opens no window for a process, 0 elsewhere."""
    return int(getattr(subprocess, "CREATE_NO_WINDOW", 0))


def limit(seconds: float, memory: float) -> None:
    """Let this process have no more time and memory (bytes), and leave no picture of it behind."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; who started this one ends it when its time is up
        return
    wanted = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_DATA, memory), (resource.RLIMIT_CORE, 0))
    for what, most in wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (int(most), int(most)))
