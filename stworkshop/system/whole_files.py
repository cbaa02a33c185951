"""Reading and writing whole files, with a sentence for whatever may go wrong on the way."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.system import temporary_files

_BINARY = getattr(os, "O_BINARY", 0)  # else Windows would turn line ends into others


def bytes_of(path: Path, largest: int) -> bytes:
    """Return the bytes of a file, at most one more than `largest`; raises KnownError where it cannot be read."""
    try:
        if is_endless(path):
            raise KnownError(_("“{name}” is a pipe or a device, not a file.").format(name=path))
        with path.open("rb") as file:
            return file.read(largest + 1)
    except FileNotFoundError:
        raise KnownError(_("There is no file “{name}”.").format(name=path)) from None
    except IsADirectoryError:
        raise KnownError(_("“{name}” is a folder, not a file.").format(name=path)) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise KnownError(_("“{name}” cannot be read ({why}).").format(name=path, why=why)) from None


def is_endless(path: Path) -> bool:
    """Tell whether reading might never end, as of a pipe, a terminal or a device; raises OSError as `open` does."""
    mode = path.stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step, so that it is never half there; raises KnownError where the disk does not take it."""
    try:
        with temporary_files.draft(path.with_name(f".{path.name}.{secrets.token_hex(4)}")) as draft:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666), "wb") as file:
                file.write(data)
            os.replace(draft, path)
    except OSError as error:
        why = error.strerror or str(error)
        raise KnownError(
            _("“{name}” cannot be written ({why}).").format(name=path, why=why),
            todo=_("Choose another folder, or make room on the disk."),
        ) from None
