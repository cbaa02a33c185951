"""The code of a session on sheets that come back later: feedback, answers of those who were absent, notes on paper."""

from __future__ import annotations

import random

from stworkshop.model.answers import DIGITS, LETTERS
from stworkshop.model.records import SessionRecord


def reply_code(session: SessionRecord) -> str:
    """Return the code of a session: letter, digit, letter, digit, always the same; it says nothing of people."""
    chosen = random.Random(f"replies to {session.id}")
    return "".join(chosen.choice(signs) for signs in (LETTERS, DIGITS, LETTERS, DIGITS))
