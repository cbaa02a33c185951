"""Sheets that telephones seal on the way: HPKE (RFC 9180) to a key of the round, whose half that opens stays here.

The pair of keys follows from the key of the round's sheets, so that it is thrown away with it at the close.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from stworkshop.model.answers import Answer

INFO = "stworkshop sheet 1"
"""What a sheet is sealed for, before the id of its round: one that was sealed for another round does not open."""
MOST_BYTES = 256 << 10
"""A sheet is at most so large: a round of forty statements with words beside each is a tenth of it."""
_ENCAPSULATED, _TAG = 32, 16


class BadSheet(ValueError):
    """What came is no sheet that was sealed for this round, or says what no page of ours says."""


@dataclass(frozen=True)
class PhoneSheet:
    """What is on an opened sheet; `slip` is what the person's slip says, "" where none is asked for."""

    side: str
    participant: str
    slip: str
    given: Sequence[Mapping[str, Any]]

    def answers(self, round_id: str, ballot: str) -> list[Answer]:
        """Return them as they lie in the drawer."""
        ballot = "" if self.participant else ballot
        about = Answer(round=round_id, item="", participant=self.participant, ballot=ballot, side=self.side)
        return [replace(about, **one) for one in self.given]


def public_key(key: bytes) -> bytes:
    """Return what telephones seal with, 32 bytes, for the key of a round's sheets."""
    return _private(key).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def opened(key: bytes, round_id: str, sealed: bytes) -> PhoneSheet:
    """Return what is on a sheet; raises BadSheet."""
    if not _ENCAPSULATED + _TAG < len(sealed) <= MOST_BYTES:
        raise BadSheet
    try:
        plain = _SUITE.decrypt(sealed, _private(key), info=f"{INFO}\0{round_id}".encode())
        said = json.loads(plain)
        given = [_answer(one) for one in said["answers"]]
        return PhoneSheet(_text(said["side"]), _text(said["participant"]), _text(said["slip"]), given)
    except (InvalidTag, ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadSheet from error


_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_FIELDS = {"item", "value", "value2", "dk", "comment"}


def _private(key: bytes) -> X25519PrivateKey:
    derived = HKDF(hashes.SHA256(), length=32, salt=None, info=b"stworkshop telephones 1").derive(key)
    return X25519PrivateKey.from_private_bytes(derived)


def _answer(said: Any) -> dict[str, Any]:
    """Return one answer, whole; raises ValueError, KeyError or TypeError where anything is not as our page says it."""
    if set(said) != _FIELDS or said["dk"] not in ("yes", "no"):
        raise ValueError("fields")
    for name in ("value", "value2"):
        if said[name] is not None and type(said[name]) is not int:
            raise ValueError(name)
    return {**said, "item": _text(said["item"]), "comment": _text(said["comment"])}


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise ValueError("text")
    return said
