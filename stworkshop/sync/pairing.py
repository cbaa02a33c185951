"""What keeps strangers out of a room: its certificate, its code of six digits, and the slowing down of guesses.

The code is never sent. Both sides prove to each other that they know it (SPAKE2), and that they speak of the same
certificate: whoever stands between them with one of his own has one guess, as every stranger has.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace

import spake2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DIGITS = 6
FREE_TRIES = 5
"""So many wrong codes may come from one address before it has to wait."""
LONGEST_WAIT = 300.0
FREE_TRIES_OF_ALL = 50
"""After so many wrong codes in all, whoever sends them, each lane has one try in WAIT_OF_ALL seconds."""
WAIT_OF_ALL = 10.0
LANES = 3
"""Who has sent no wrong code, one, or more of them: who guesses often does not take the turn of who has just come."""
_VALID = datetime.timedelta(days=30)
_GUEST = b"stworkshop guest"


@dataclass(frozen=True)
class Identity:
    """A room's certificate and key as PEM, and the certificate's SHA-256 in hexadecimal digits."""

    certificate: bytes
    key: bytes
    fingerprint: str


def make_identity(now: datetime.datetime) -> Identity:
    """Make a self-signed certificate for one room; `now` is aware of its offset."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "STWorkshop room")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Clocks in a room without internet differ.
        .not_valid_before(now - _VALID)
        .not_valid_after(now + _VALID)
        .sign(key, hashes.SHA256())
    )
    return Identity(
        certificate=made.public_bytes(serialization.Encoding.PEM),
        key=key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        fingerprint=made.fingerprint(hashes.SHA256()).hex(),
    )


def new_code() -> str:
    """Return the code of a new room."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def is_code(code: str) -> bool:
    """Tell whether this is a code that a room can have."""
    return len(code) == DIGITS and code.isascii() and code.isdecimal()


class BadSecret(ValueError):
    """What the other side sent proves nothing."""


class Proof:
    """One side of the proof that both know the code, and see the same certificate; for one try only."""

    def __init__(self, code: str, fingerprint: str, *, host: bool) -> None:
        kind = spake2.SPAKE2_B if host else spake2.SPAKE2_A
        self._side = kind(code.encode(), idA=_GUEST, idB=bytes.fromhex(fingerprint))
        self._host = host
        self.message: bytes = self._side.start()
        """What to send."""
        self._key = b""

    def take(self, message: bytes) -> None:
        """Take the other side's message; raises BadSecret where it is none."""
        try:
            self._key = self._side.finish(message)
        except Exception as error:  # the library raises assertions and value errors, too
            raise BadSecret from error

    @property
    def confirmation(self) -> bytes:
        """What shows the other side that the codes are the same; to be sent by the guest first."""
        return self._confirmation(self._host)

    def confirms(self, confirmation: bytes) -> bool:
        """Tell whether the other side knows the code."""
        return bool(self._key) and hmac.compare_digest(self._confirmation(not self._host), confirmation)

    def _confirmation(self, host: bool) -> bytes:
        return hmac.digest(self._key, b"host" if host else b"guest", "sha256")


class Watch:
    """Counts wrong codes and makes those who send them wait; time is given in, in seconds that only go forward.

    A try counts as wrong from its beginning until it has passed, so that breaking off saves nobody a count.
    """

    def __init__(self) -> None:
        self._wrong: dict[str, int] = {}
        self._last: dict[str, float] = {}
        self._last_of_lane = [float("-inf")] * LANES
        self.wrong = 0
        """How many wrong codes there were."""

    def wait(self, address: str, now: float) -> float:
        """Return how many seconds this address has to wait before its next try, 0.0 for none."""
        waits = [0.0]
        beyond = self._wrong.get(address, 0) - FREE_TRIES
        if beyond >= 0:
            waits.append(self._last[address] + min(LONGEST_WAIT, 2.0 ** min(beyond, 20)) - now)
        if self.wrong >= FREE_TRIES_OF_ALL:
            waits.append(self._last_of_lane[self._lane(address)] + WAIT_OF_ALL - now)
        return max(waits)

    def left(self, address: str) -> int:
        """Return how many tries this address still has before it has to wait."""
        return max(0, FREE_TRIES - self._wrong.get(address, 0))

    def begin(self, address: str, now: float) -> None:
        """Note that a try begins."""
        self._last_of_lane[self._lane(address)] = now
        self.wrong += 1
        self._wrong[address] = self._wrong.get(address, 0) + 1
        self._last[address] = now

    def passed(self, address: str) -> None:
        """Note that the code was right."""
        self.wrong -= self._wrong.pop(address, 0)

    def _lane(self, address: str) -> int:
        return min(self._wrong.get(address, 0), LANES - 1)


@dataclass(frozen=True)
class Pass:
    """Whom a token lets in again; `guest` is the same in all visits with it, and of no other token."""

    name: str
    role: str
    laptop: str
    guest: str = field(default_factory=lambda: secrets.token_hex(8), compare=False)


class Tokens:
    """The tokens of those who have shown the code; they end with the room."""

    def __init__(self) -> None:
        self._passes: dict[bytes, Pass] = {}

    def issue(self, holder: Pass) -> str:
        """Return a new token."""
        token = secrets.token_urlsafe(32)
        self._passes[_hashed(token)] = holder
        return token

    def holder(self, token: str) -> Pass | None:
        """Return whom a token belongs to."""
        return self._passes.get(_hashed(token))

    def set_role(self, laptop: str, role: str) -> None:
        """Let a laptop come back in another role than it had."""
        self._passes = {
            key: replace(holder, role=role) if holder.laptop == laptop else holder
            for key, holder in self._passes.items()
        }

    def end(self, laptop: str) -> None:
        """Take the tokens of a laptop back: it was shown out."""
        self._passes = {key: holder for key, holder in self._passes.items() if holder.laptop != laptop}


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
