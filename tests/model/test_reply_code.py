"""The code of a session on sheets that come back later."""

import re

from stworkshop.model.records import SessionRecord
from stworkshop.model.reply_code import reply_code


def test_a_session_has_always_the_same_code_and_others_another() -> None:
    assert reply_code(SessionRecord(id="a")) == reply_code(SessionRecord(id="a", label="Another title"))
    codes = {reply_code(SessionRecord(id=f"session-{n}")) for n in range(200)}
    assert len(codes) > 195


def test_codes_are_read_without_mistakes() -> None:
    for n in range(300):
        assert re.fullmatch(r"[A-HJ-NP-Z][2-9][A-HJ-NP-Z][2-9]", reply_code(SessionRecord(id=str(n))))
    assert reply_code(SessionRecord(id=""))
