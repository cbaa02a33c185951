"""Carries out cases in a process of its own, one a line, and says what each came to: `python -m tests.attacks.worker`.

A line is JSON: the seed and the folder of the case. The answer is JSON, too: what was refused, and what went wrong.
Whoever asks sees by the end of this process that a case has ended it.
"""

from __future__ import annotations

import ctypes
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.move")
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "webbrowser.open", "os.system")


@dataclass
class Watch:
    """What is opened while a case runs: for writing outside of its folders, or on the network, or the bait."""

    folders: tuple[str, ...] = ()
    bait: str = ""
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folders:
            return
        if event in _NETWORK or (event == "socket.__new__" and arguments[1] != socket.AF_UNIX):
            self.seen.append(f"{event} {arguments[1:]!r}"[:300])
        elif event == "open":
            path, mode, flags = arguments
            if not isinstance(path, str | bytes | os.PathLike):
                return
            writes = bool(flags & _WRITES) if isinstance(flags, int) else not set("wax+").isdisjoint(mode or "")
            self._look(event, path, writes)
        elif event == "sqlite3.connect":
            self._look(event, arguments[0], not str(arguments[0]).endswith(("mode=ro", "immutable=1", ":memory:")))
        elif event in _CHANGES:
            for path in arguments[:2]:
                self._look(event, path, True)

    def _look(self, event: str, path: Any, writes: bool) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.path.realpath(os.fsdecode(path).removeprefix("file:").partition("?")[0])
        own = name.startswith(self.folders) or name in ("/dev/null", "/dev/shm")
        if os.path.basename(name) == self.bait or (writes and not own):
            self.seen.append(f"{event} {name}"[:300])


class Openings:
    """What the system tells of openings of one file, also by libraries that Python does not see (Linux only)."""

    def __init__(self, path: str) -> None:
        self._heard = -1
        if sys.platform.startswith("linux"):
            libc = ctypes.CDLL(None, use_errno=True)
            self._heard = libc.inotify_init1(os.O_NONBLOCK)
            libc.inotify_add_watch(self._heard, path.encode(), 0x20)  # IN_OPEN

    def any(self) -> bool:
        """Tell whether it was opened since the last call."""
        with suppress(BlockingIOError, OSError):
            return bool(os.read(self._heard, 1 << 16))
        return False


def main() -> None:
    """Answer cases until there are no more."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.attacks import cases
    from tests.attacks.bytes_made import BAIT, lay

    bait = str(Path(os.environ["TMPDIR"]).resolve().parent / BAIT)
    lay(bait)
    openings = Openings(bait)

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else is printed does not come between answers
    watch = Watch(bait=BAIT)
    sys.addaudithook(watch)
    for line in sys.stdin:
        asked = json.loads(line)
        folder = Path(asked["folder"])
        homes = (os.environ["TMPDIR"], os.environ["XDG_DATA_HOME"], str(asked["whole"]))
        watch.seen, watch.folders = [], tuple(os.path.realpath(path) for path in (folder, *homes))
        outcome = cases.play(asked["seed"], folder, Path(asked["whole"]), soak=asked["soak"])
        watch.folders = ()
        outcome.wrong += [f"opened: {what}" for what in watch.seen]
        outcome.wrong += ["opened: the bait, by a library"] if openings.any() else []
        answers.write(json.dumps(vars(outcome)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
