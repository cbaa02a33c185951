"""One lock per session, held by the system and freed by it when a program dies."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from stworkshop.errors import InUse, KnownError
from stworkshop.i18n import gettext as _
from stworkshop.store.user_paths import data_folder, file_name


def lock_path(path: Path, session_id: str, *, library: bool) -> Path:
    """Return where the lock of a session is: beside its own file, or in the library's folder of locks."""
    if library:
        return path.with_name(path.name + ".locks") / f"{file_name(session_id)}.lock"
    return path.with_name(path.name + ".lock")


class Lock:
    """A session's lock; the file behind it is locked, too, so that it cannot be worked on under another name."""

    def __init__(self, *held: FileLock) -> None:
        self._held = held

    def release(self) -> None:
        """Free the session for others."""
        for lock in reversed(self._held):
            lock.release()


def take(path: Path, session_id: str, *, library: bool) -> Lock:
    """Take a session's lock, or raise InUse where another window or program has it, under whatever name."""
    by_name = _taken(lock_path(path.resolve(), session_id, library=library))
    try:
        place = _place_of_file(path, session_id)
        return Lock(by_name, _taken(place)) if place is not None else Lock(by_name)
    except BaseException:
        by_name.release()
        raise


def _place_of_file(path: Path, session_id: str) -> Path | None:
    """Return where the lock of the file itself is: SQLite keeps a log for each of its names, which would destroy it."""
    try:
        found = path.stat()
    except OSError:
        return None
    name = f"{found.st_dev:x}-{found.st_ino:x}"
    return data_folder() / "locks" / (f"{name}-{file_name(session_id)}.lock" if session_id else f"{name}.lock")


def _taken(place: Path) -> FileLock:
    lock = FileLock(place, timeout=0, is_singleton=False, thread_local=False)
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise InUse(
            _("Another window or program is working on this session."),
            _("Nothing was changed."),
            _("Close it there, or open the session for reading only."),
        ) from error
    except OSError as error:
        raise KnownError(
            _("The session cannot be opened for working: {reason}.").format(reason=error.strerror or error),
            _("Nothing was changed."),
            _("Open it for reading only, or copy the file to a folder that you may write to."),
        ) from error
    return lock
