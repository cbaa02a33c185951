"""What the QR code on a printed ballot says: which ballot, which page, which version of the form, which round.

It holds no answer, no name and no address, and leads to none: a ballot's code is random, both marks are hashes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

MARK = 5
"""Letters of the mark of a round, and of the version of a form: 25 bits each."""
_FORMAT = "SW1"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_NO_CODE = "---"
_PAGES = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_TEXT = re.compile(
    rf"{_FORMAT}/([A-Z0-9]{{3}}|{_NO_CODE})([{_PAGES}])/([{_LETTERS}]{{{MARK}}})/([{_LETTERS}]{{{MARK}}})"
)


@dataclass(frozen=True)
class PaperCode:
    """One page of one ballot: its code ("" in a round with names), the page from 1, the form and the round."""

    code: str
    page: int
    form: str
    round: str

    @property
    def text(self) -> str:
        """The twenty characters of the QR code; pages beyond the thirty-third have none and give ""."""
        if not 1 <= self.page <= len(_PAGES):
            return ""
        return f"{_FORMAT}/{self.code or _NO_CODE}{_PAGES[self.page - 1]}/{self.form}/{self.round}"


def parsed(text: str) -> PaperCode | None:
    """Return what a QR code says, None where it is not that of a ballot."""
    found = _TEXT.fullmatch(text)
    if found is None:
        return None
    code, page, form, round_ = found.groups()
    return PaperCode("" if code == _NO_CODE else code, _PAGES.index(page) + 1, form, round_)


def round_mark(session_id: str, round_id: str) -> str:
    """Return the mark of a round, the same on all its ballots."""
    return short_hash("round", session_id, round_id)


def short_hash(*parts: str) -> str:
    """Return five letters that are the same for the same parts."""
    digest = int.from_bytes(hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).digest()[:8], "big")
    return "".join(_LETTERS[digest >> 5 * place & 31] for place in range(MARK))
