"""Whether two texts are the same words: as the checks of the domain compare them, and as people type what they seek."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16_384)
def same_text(text: str) -> str:
    """Return text for "the same words": NFKC, case folded, white space collapsed (the domain's "same text")."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=16_384)  # each letter that is typed is compared with the words of every card
def folded(text: str) -> str:
    """Return text as it is sought: small letters, without accents, single spaces."""
    return " ".join(without_accents(text.casefold()).split())


def without_accents(text: str) -> str:
    """Return text with plain letters in the place of those with accents; `ß` and the like stay."""
    return "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))
