"""One lock per session, held by the system and freed by it when a program dies."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from stworkshop.errors import InUse, KnownError
from stworkshop.i18n import gettext as _
from stworkshop.store.places import file_name


def lock_path(path: Path, session_id: str, *, library: bool) -> Path:
    """Return where the lock of a session is: beside its own file, or in the library's folder of locks."""
    if library:
        return path.with_name(path.name + ".locks") / f"{file_name(session_id)}.lock"
    return path.with_name(path.name + ".lock")


def take(path: Path, session_id: str, *, library: bool) -> FileLock:
    """Take a session's lock, or raise InUse where another window or program has it."""
    place = lock_path(path.resolve(), session_id, library=library)
    lock = FileLock(place, timeout=0, is_singleton=False, thread_local=False)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
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
