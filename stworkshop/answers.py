"""What is the organiser's alone: answers of people in a round, and private notes. Never records of the document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One person's answer to one item of a round.

    `ballot` is the random code of the sheet where the round is anonymous, and then `participant` is empty. `value` is a
    rating, a number of dots, a place in a ranking (1 is best) or a coordinate; `value2` the second coordinate of a placing.
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


@dataclass(frozen=True, kw_only=True)
class PrivateNote:
    """A note that only the organiser sees; `about` names a record of any sort, or nothing."""

    id: str
    text: str
    about: str = ""
