"""What SQLite and the system say when something is wrong, in words for people."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stworkshop.errors import DamagedFile, KnownError, NotSaved
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def damaged(path: Path, detail: str = "") -> DamagedFile:
    """Return the error for a file that is no session file, or no longer a whole one."""
    what = _("The file {name} is damaged or is not a file of this program.").format(name=path.name)
    if detail:
        what += " " + detail
    return DamagedFile(
        what,
        _("It was left as it is."),
        _("Open a copy made earlier, or save what can be read with “stworkshop doctor {name}”.").format(name=path.name),
    )


def unreadable(path: Path, error: OSError) -> KnownError:
    """Return the error for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        what = _("There is no file {path}.").format(path=path)
    else:
        what = _("The file {path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
    return KnownError(what, _("Nothing was changed."), _("Check the name, and that you may read it."))


def without_log(path: Path, last: str) -> str:
    """Return the sentences about a file whose log is missing; `last` is the time of its last edit (ISO, UTC)."""
    try:
        at = datetime.datetime.fromisoformat(last).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        at = "-"
    return _(
        "{name} was copied or renamed while it was open. What was done after {time} may be missing from it. Close the"
        " workshop where it is open, then copy the file again."
    ).format(name=path.name, time=at)


def counted_as_none(path: Path, count: int) -> str:
    """Return the sentence about values that their fields cannot hold; "" where there are none."""
    if not count:
        return ""
    return ngettext(
        "{name} holds {n} value that its field cannot hold. It counts as not said, and stays in the file.",
        "{name} holds {n} values that their fields cannot hold. They count as not said, and stay in the file.",
        count,
    ).format(name=path.name if path.suffix == ".stw" else _("The session"), n=count)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what goes wrong while rows are read into a DamagedFile or KnownError."""
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        if code in _BUSY:
            raise _busy() from error
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY):
            raise KnownError(
                _("The file {path} cannot be used: {reason}.").format(path=path, reason=error),
                _("Nothing was changed."),
                _("Check that the disk is there and that you may write to the folder."),
            ) from error
        raise damaged(path) from error
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise damaged(path) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what goes wrong while an edit is written into NotSaved, with the reason in words."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise NotSaved(
            _reason(path, error),
            _("Everything up to the last saved edit is safe, and what you see is kept in memory."),
            _("The program keeps trying and says when it is saved. Do not close it before."),
        ) from error


def _reason(path: Path, error: Exception) -> str:
    code = _code(error)
    if isinstance(error, FileNotFoundError):
        return _(
            "The file {name} was moved, deleted or replaced, so the last edit is not saved. Put it back, or save a copy"
            " under another name."
        ).format(name=path.name)
    if code == sqlite3.SQLITE_FULL:
        return _("There is no room left in the folder {folder}, so the last edit is not saved yet.").format(
            folder=path.absolute().parent
        )
    if code in _BUSY:
        return _("Another program holds the file {name}, so the last edit is not saved yet.").format(name=path.name)
    if code == sqlite3.SQLITE_READONLY:
        return _("The file {name} may not be written, so the last edit is not saved yet.").format(name=path.name)
    return _("The disk did not take the last edit ({reason}).").format(reason=error)


def _busy() -> KnownError:
    return KnownError(
        _("Another program holds the file."), _("Nothing was changed."), _("Try again when it has finished.")
    )


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
