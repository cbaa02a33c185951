"""Whose turn it is with the environment, where the program is started twice at once: who makes it, who uses it."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from console import say

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes], *, shared: bool, wait: bool) -> bool:
        # There is no shared lock, so only those who make the environment wait for one another: files that a running
        # program has open cannot be deleted under it on this system.
        if shared:
            return True
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:  # with LK_LOCK after ten seconds
                if not wait:
                    return False
            else:
                return True
else:
    import fcntl

    def _take(file: IO[bytes], *, shared: bool, wait: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


class Turns:
    """The locks beside the environment in `folder`; the system frees them when a process dies."""

    def __init__(self, folder: Path) -> None:
        self._making = folder.with_name(f"{folder.name}.making")
        self._using = folder.with_name(f"{folder.name}.in-use")

    @contextmanager
    def making(self) -> Iterator[None]:
        """Be the only one who looks at, makes or adds to the environment; waits, and says so."""
        with _locked(self._making, lambda: say("another start is making the environment; waiting for it")):
            yield

    @contextmanager
    def replacing(self) -> Iterator[None]:
        """Be the only one at all: an environment is not taken away from a program that runs in it; waits."""
        words = "the environment must be made anew, and a program still runs in it; waiting until that ends"
        with _locked(self._using, lambda: say(words)):
            yield

    def use(self) -> IO[bytes]:
        """Hold the environment in use until what is returned is closed, or this process ends."""
        file = _opened(self._using)
        _take(file, shared=True, wait=True)
        return file


@contextmanager
def _locked(path: Path, tell: Callable[[], None]) -> Iterator[None]:
    with _opened(path) as file:
        if not _take(file, shared=False, wait=False):
            tell()
            _take(file, shared=False, wait=True)
        yield


def _opened(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError:  # a folder that may be used but has nothing added beside it
        name = hashlib.sha256(str(path).encode()).hexdigest()[:16]
        descriptor = os.open(Path(tempfile.gettempdir()) / f"stworkshop-{name}", os.O_RDWR | os.O_CREAT, 0o600)
    return os.fdopen(descriptor, "r+b", buffering=0)
