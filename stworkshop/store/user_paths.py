"""Where things are that belong to this laptop and to no file: the library, its token, keys of rounds."""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.system import temporary_files

LIBRARY_VARIABLE = "STWORKSHOP_LIBRARY"
_PRINTED = ".printed"
_SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]")


def data_folder() -> Path:
    """Return the user's folder for this program's data; it need not exist."""
    return Path(platformdirs.user_data_dir("STWorkshop", appauthor=False))


def library_path() -> Path:
    """Return the path of the library file: the environment's, else the one in the user's data folder."""
    named = os.environ.get(LIBRARY_VARIABLE, "")
    return Path(named) if named else data_folder() / "library.stwl"


def file_name(text: str) -> str:
    """Return text as part of a file name on every system, the same for the same text."""
    return _SAFE_NAME.sub("_", text)[:80] or "_"


class Secrets:
    """The organiser's secrets of this laptop, in a folder beside the library: its token and the keys of open rounds."""

    def __init__(self, library: Path | None = None) -> None:
        # A session file is opened as itself or as a library of one, and the laptop is the same.
        library = library if library is not None and library.suffix.lower() != ".stw" else library_path()
        self.folder = library.with_name(library.name + ".keys")
        self._laptop = ""

    def laptop(self) -> str:
        """Return the random token of this laptop, made at the first call."""
        if not self._laptop:
            found = self._read("laptop") or self._create("laptop", secrets.token_hex(8).encode("ascii"))
            self._laptop = found.decode("ascii", "replace")
        return self._laptop

    def ballots(self) -> bytes:
        """Return the random secret from which the codes of paper ballots come, made at the first call."""
        return self._read("ballots") or self._create("ballots", secrets.token_bytes(32))

    def ticket(self, session_id: str, lineage: str, table: str) -> str:
        """Return what a table's copy bears that this laptop gives: nobody else can make it, and nothing is noted."""
        about = "\0".join(("copy", session_id, lineage, table))
        return hmac.digest(self.ballots(), about.encode("utf-8", "replace"), "sha256").hex()

    def printed(self, session_id: str, round_id: str) -> dict[str, str]:
        """Return the ballots of a round that were printed without writing to its session: how far each is, by code."""
        content = self._read(_printed_name(session_id, round_id))
        return _ballot_states(content) if content else {}

    def printed_of_others(self, session_id: str, round_id: str) -> dict[str, str]:
        """Return the codes that were printed so for other rounds of a session, each with its round."""
        found: dict[str, str] = {}
        if self.folder.is_dir():
            own = _printed_name(session_id, round_id)
            for path in self.folder.glob(f"{file_name(session_id)}.*{_PRINTED}"):
                content = self._read(path.name) if path.name != own else None
                found |= dict.fromkeys(_ballot_states(content), _round_of(content)) if content else {}
        return found

    def note_printed(self, session_id: str, round_id: str, states: Mapping[str, str]) -> None:
        """Note ballots that are printed now, beside those of earlier times; raises KnownError."""
        known = self.printed(session_id, round_id)
        content = json.dumps({"round": round_id, "codes": {**states, **known}}).encode()
        self._create(_printed_name(session_id, round_id), content, anew=True)

    def key(self, session_id: str, round_id: str) -> bytes | None:
        """Return the key of a round's sheets, or None where this laptop has none."""
        return self._read(_key_name(session_id, round_id))

    def make_key(self, session_id: str, round_id: str, key: bytes) -> bytes:
        """Keep a key for a round's sheets, durably, and return the one that is kept."""
        name = _key_name(session_id, round_id)
        return self._read(name) or self._create(name, key)

    def drop_key(self, session_id: str, round_id: str) -> None:
        """Forget a round's key; sheets that were sealed with it can never be read again."""
        for name in (_key_name(session_id, round_id), _printed_name(session_id, round_id)):
            (self.folder / name).unlink(missing_ok=True)

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes() or None
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(self.folder, error) from error

    def _create(self, name: str, content: bytes, *, anew: bool = False) -> bytes:
        """Write a secret that survives a power cut, once; of two programs that try, both get the first one's.

        With `anew` it takes the place of what was there.
        """
        path = self.folder / name
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with temporary_files.draft(self.folder / f".{secrets.token_hex(8)}") as draft:
                with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                if anew or not path.exists():
                    os.replace(draft, path)
                    sync_folder(self.folder)
            return path.read_bytes()
        except OSError as error:
            raise _unusable(self.folder, error) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, on systems where a folder can be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _key_name(session_id: str, round_id: str) -> str:
    return f"{file_name(session_id)}.{file_name(round_id)}.key"


def _printed_name(session_id: str, round_id: str) -> str:
    return f"{file_name(session_id)}.{file_name(round_id)}{_PRINTED}"


def _ballot_states(content: bytes) -> dict[str, str]:
    try:
        return {str(code): str(state) for code, state in json.loads(content)["codes"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _round_of(content: bytes) -> str:
    return str(json.loads(content)["round"])


def _unusable(folder: Path, error: OSError) -> KnownError:
    return KnownError(
        _("The folder {folder} cannot be used: {reason}.").format(folder=folder, reason=error.strerror or error),
        _("Nothing was changed."),
        _("Check that you may write to it."),
    )
