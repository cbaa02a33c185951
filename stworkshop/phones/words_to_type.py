"""The four letters that people type, who cannot scan, and compare: they follow from the key that seals their sheets."""

from __future__ import annotations

import base64
import hashlib

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Without vowels, so that no four of them are a word that nobody wants on a wall."""
COUNT = 4


def word_of(public_key: bytes) -> str:
    """Return the four letters of a round's key."""
    number = int.from_bytes(hashlib.sha256(b"stworkshop word 1" + public_key).digest()[:8], "big")
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(COUNT))


def address_in_code(address: str, public_key: bytes, slip: str = "") -> str:
    """Return what a QR code says: word, key and slip stand behind the #, which a browser sends to nobody."""
    key = base64.urlsafe_b64encode(public_key).decode().rstrip("=")
    return "#".join((address, ".".join(filter(None, (word_of(public_key), key, slip)))))
