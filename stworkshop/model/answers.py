"""What is the organiser's alone: answers of people in a round, and private notes. Never records of the document.

In an anonymous round a sheet bears a random code and the side, and nothing that leads to a person; in a round that is
not anonymous it bears the participant and the side.
"""

from __future__ import annotations

import hmac
import random
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from stworkshop.model.records import Round, SessionRecord

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One person's answer to one item of a round.

    `ballot` is the random code of the sheet where the round is anonymous, and then `participant` is empty. `value` is a
    rating, a number of dots, a place in a ranking (1 is best) or a coordinate; `value2` the second one of a placing.
    Where `dk` is "yes" the person said "I don't know", and there is no value.
    """

    round: str
    item: str
    participant: str = ""
    ballot: str = ""
    side: str = ""
    value: float | None = None
    value2: float | None = None
    dk: str = "no"
    comment: str = ""

    @property
    def sheet(self) -> str:
        """What tells the sheet from the others of its round: the ballot's code, or else the participant."""
        return self.ballot or self.participant

    @property
    def given(self) -> bool:
        """Tell whether the person answered at all: a value, zero dots, or "I do not know"."""
        return self.value is not None or self.dk == "yes"


@dataclass(frozen=True, kw_only=True)
class PrivateNote:
    """A note that only the organiser sees; `about` names a record of any sort, or nothing."""

    id: str
    text: str
    about: str = ""


def is_anonymous(session: SessionRecord, round_: Round) -> bool:
    """Tell whether a round keeps no names: by its own setting, or because the whole session keeps none."""
    return round_.anonymous != "no" or session.attribution == "anonymous"


def ballot_codes(count: int, taken: Collection[str] = (), rng: random.Random | None = None) -> list[str]:
    """Return `count` different random sheet codes such as K7Q, none of them in `taken`.

    The characters that look alike (0 and O, 1 and I) are left out. Raises ValueError where there are no more codes.
    """
    free = len(LETTERS) ** 2 * len(DIGITS) - len(taken)
    if count > free:
        raise ValueError(f"only {free} sheet codes are left")
    chosen = rng or secrets.SystemRandom()
    codes: dict[str, None] = {}
    while len(codes) < count:
        code = chosen.choice(LETTERS) + chosen.choice(DIGITS) + chosen.choice(LETTERS)
        if code not in taken:
            codes[code] = None
    return list(codes)


def ballots_of(key: bytes, round_id: str, count: int, taken: Collection[str] = ()) -> list[str]:
    """Return the codes of a round's paper ballots, always the same for a round and a key, the organiser's secret.

    All codes there are, in an order that nobody can tell who has not the key. So the window and an export, which writes
    nothing to the file, give the same ones, and nobody computes a code from a round. `taken` are codes of other rounds,
    which are passed over. Raises ValueError where there are no more codes.
    """
    codes = [code for code in _ordered(key, round_id) if code not in taken]
    if count > len(codes):
        raise ValueError(f"only {len(codes)} sheet codes are left")
    return codes[:count]


@lru_cache(maxsize=64)
def _ordered(key: bytes, round_id: str) -> tuple[str, ...]:
    codes = (one + digit + two for one in LETTERS for digit in DIGITS for two in LETTERS)
    return tuple(sorted(codes, key=lambda code: hmac.digest(key, f"{round_id}\0{code}".encode(), "sha256")))
