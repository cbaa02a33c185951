"""Drafts: files and folders that are there only until something is whole. After a crash the next start takes them away.

Each program that makes one writes its path down in a folder of its own, under a lock that the system frees when the
program dies. So the next start knows which drafts are nobody's any more, wherever they lie, and touches nothing else.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

_ENDINGS = ("", "-wal", "-shm", "-journal", ".lock")
"""What SQLite and we keep beside a file."""
_PREFIX = "stworkshop-"
_NAME = re.compile(rf"\..+|{_PREFIX}.+")
"""Drafts begin with a dot, folders of ours with our name; what is written down otherwise is not ours."""


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Note that a file is a draft while the block runs; what is there of it at the end goes."""
    _LEDGER.add(path)
    try:
        yield path
    finally:
        _remove(path)
        _LEDGER.drop(path)


def folder(purpose: str) -> Path:
    """Make a temporary folder that goes when the program ends, and after a crash at the next start."""
    made = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-"))
    _LEDGER.add(made)
    atexit.register(drop, made)
    return made


def drop(made: Path) -> None:
    """Take away a folder that `folder` made, before the program ends."""
    _remove(made)
    _LEDGER.drop(made)


def sweep() -> None:
    """Take away the drafts of programs that died; what cannot be taken away now is tried again at the next start."""
    for lock_path in _place().glob("*.lock"):
        lock = FileLock(lock_path, timeout=0, is_singleton=False)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        try:
            _sweep(lock_path.with_suffix(".json"))
            lock_path.unlink(missing_ok=True)
        except OSError:
            pass
        finally:
            lock.release()


def _sweep(ledger: Path) -> None:
    try:
        noted = [Path(name) for name in json.loads(ledger.read_text(encoding="utf-8")) if isinstance(name, str)]
    except (FileNotFoundError, ValueError, TypeError):
        noted = []
    for path in noted:
        if path.is_absolute() and _NAME.fullmatch(path.name):
            _remove(path)
    if not any(path.exists() for path in noted):
        ledger.unlink(missing_ok=True)
    else:
        raise OSError


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            for ending in _ENDINGS:
                path.with_name(path.name + ending).unlink(missing_ok=True)


def _place() -> Path:
    return Path(platformdirs.user_data_dir("STWorkshop", appauthor=False)) / "drafts"


class _Ledger:
    """What this program has under way; where it cannot be written down, drafts are made all the same."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._lock: FileLock | None = None
        self._process = 0

    def add(self, path: Path) -> None:
        if self._process != os.getpid():
            self._paths, self._process, self._lock = [], os.getpid(), None  # what a parent has under way is not ours
        self._paths.append(str(path.absolute()))
        self._write()

    def drop(self, path: Path) -> None:
        if self._process != os.getpid():
            return
        with suppress(ValueError):
            self._paths.remove(str(path.absolute()))
        self._write()

    def _write(self) -> None:
        with suppress(OSError):
            if self._lock is None:
                self._begin()
            assert self._lock is not None
            Path(self._lock.lock_file).with_suffix(".json").write_text(json.dumps(self._paths), encoding="utf-8")

    def _begin(self) -> None:
        place = _place()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(place / f"{secrets.token_hex(8)}.lock", timeout=0, is_singleton=False, thread_local=False)
        lock.acquire()
        self._lock = lock
        atexit.register(self._end)

    def _end(self) -> None:
        if self._lock is not None and self._process == os.getpid() and not self._paths:
            place = Path(self._lock.lock_file)
            with suppress(OSError):
                place.with_suffix(".json").unlink(missing_ok=True)
                place.unlink(missing_ok=True)
            self._lock.release()


_LEDGER = _Ledger()
