"""Errors on the user's side: the file, the disk, the network. Everything else that is raised is a bug of ours."""

from __future__ import annotations


class KnownError(Exception):
    """What happened, what is safe, and what to do next, each a sentence for people; `str` is one line."""

    def __init__(self, what: str, safe: str = "", todo: str = "") -> None:
        super().__init__(what, safe, todo)
        self.what = what
        self.safe = safe
        self.todo = todo

    def __str__(self) -> str:
        return " ".join(" ".join(part.split()) for part in (self.what, self.safe, self.todo) if part)


class DamagedFile(KnownError):
    """The file is not what it should be; it was left as it is."""


class NewerFile(KnownError):
    """The file was written by a newer version of the program."""


class OtherStart(KnownError):
    """A session of the same id is here already that began elsewhere, so that both cannot be kept equal."""


class InUse(KnownError):
    """Another window or program works on the session."""


class NotSaved(KnownError):
    """An edit is on the map and in memory, but the disk did not take it."""
