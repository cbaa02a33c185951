"""Files of others, read in a process of their own first: whatever they do to it, the program goes on.

All that a file holds is looked at in any case before it is used. This is the second wall: should something get through
the first one, or take more time and memory than there is, it is that process which ends. It is this program once more,
as installed or packed, and says by its exit code alone what became of the files.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from stworkshop.errors import DamagedFile, KnownError
from stworkshop.i18n import gettext as _
from stworkshop.store import database, inspection, journal
from stworkshop.system import own_process

VERB = "read-apart"
"""The first argument of the packed program that makes it read files and end."""
SECONDS, SECONDS_PER_BYTE = 60.0, 20 / 2**20
BYTES, BYTES_PER_BYTE = 2 << 30, 60
_KNOWN = 3

_tried: set[tuple[str, int, int]] = set()


def read(paths: Sequence[Path]) -> None:
    """Read session files in a process of their own; raises DamagedFile for one that ends it.

    Whatever else is wrong with a file is said by who reads it here. Where no process can be started, nothing is done.
    """
    new = [path for path in paths if (mark := _mark(path)) is not None and mark not in _tried]
    if not new or _ends_well(new):
        _tried.update(mark for path in new if (mark := _mark(path)) is not None)
        return
    for path in new:
        if len(new) == 1 or not _ends_well([path]):
            raise DamagedFile(
                _("The file {name} cannot be read in the time and memory that a session takes.").format(name=path.name),
                _("It was left as it is, and nothing else was changed."),
                _("Ask for the file again, and do not open this one."),
            )


def _mark(path: Path) -> tuple[str, int, int] | None:
    with suppress(OSError):
        found = path.stat()
        return str(path.resolve()), found.st_mtime_ns, found.st_size
    return None


def _ends_well(paths: Sequence[Path]) -> bool:
    size = sum(path.stat().st_size for path in paths)
    program, folder = own_process.command(__name__, VERB)
    try:
        ended = subprocess.run(
            [*program, *(str(path.resolve()) for path in paths)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS + size * SECONDS_PER_BYTE,
            creationflags=own_process.no_window(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    except OSError:
        return True
    return ended.returncode in (0, _KNOWN)


def main(arguments: Sequence[str]) -> int:
    """Read files, with limits where the system has such; return 0, or 3 where a file is refused in a sentence."""
    paths = [Path(argument) for argument in arguments]
    size = sum(path.stat().st_size for path in paths if path.exists())
    own_process.limit(SECONDS + size * SECONDS_PER_BYTE, BYTES + size * BYTES_PER_BYTE)
    try:
        for path in paths:
            _read(path)
    except KnownError:
        return _KNOWN
    return 0


def _read(path: Path) -> None:
    file = database.open_for_reading(path)
    try:
        with file.reading() as raw:
            for head in journal.read_heads(raw):
                inspection.assert_sound(raw, path, head.session_id)
    finally:
        file.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
