"""Answer: what one sheet says about one item of a round; the organiser's own, and never a record of the document.

In an anonymous round a sheet bears a random code and the side, and nothing that leads to a person; in a round that is not
anonymous it bears the participant and the side.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from stworkshop.records import Round, SessionRecord

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One value: a rating, a number of dots, a place in a ranking, or with `value2` a place on two axes; None = none given.

    `dk` is "yes" where the person said "I do not know".
    """

    round: str
    item: str
    side: str
    participant: str = ""
    ballot: str = ""
    value: int | None = None
    value2: int | None = None
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


def is_anonymous(session: SessionRecord, round_: Round) -> bool:
    """Tell whether a round keeps no names: by its own setting, or because the whole session keeps none."""
    return round_.anonymous != "no" or session.attribution == "anonymous"


def ballot_codes(count: int, taken: Collection[str] = (), rng: random.Random | None = None) -> list[str]:
    """Return `count` different random sheet codes such as K7Q, none of them in `taken`.

    The characters that look alike (0 and O, 1 and I) are left out. Raises ValueError where there are no more codes.
    """
    free = len(_LETTERS) ** 2 * len(_DIGITS) - len(taken)
    if count > free:
        raise ValueError(f"only {free} sheet codes are left")
    chosen = rng or secrets.SystemRandom()
    codes: dict[str, None] = {}
    while len(codes) < count:
        code = chosen.choice(_LETTERS) + chosen.choice(_DIGITS) + chosen.choice(_LETTERS)
        if code not in taken:
            codes[code] = None
    return list(codes)
