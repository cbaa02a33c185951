"""A line is given up after two pings without an answer, unless something large is still on its way."""

from __future__ import annotations

from ui.lan.keepalive import Alive


def pings(alive: Alive, most: int = 100) -> int:
    """Return how many pings go out before the line is dead."""
    return next((count for count in range(most) if not alive.ping()), most)


def test_a_silent_line_is_dead_after_two_pings() -> None:
    alive = Alive(5_000)
    assert pings(alive) == 2
    alive.begin()
    alive.ping()
    alive.answered()
    alive.ping()
    alive.heard()
    assert pings(alive) == 2


def test_small_messages_keep_no_answer_waiting() -> None:
    alive = Alive(5_000)
    for _each in range(1_000):
        alive.sent(2_000)
    assert pings(alive) == 2


def test_a_large_message_is_given_its_time_and_no_more() -> None:
    alive = Alive(5_000)
    alive.sent(1_000_000)
    assert pings(alive) == 2 + 10


def test_an_answer_to_an_older_ping_says_nothing_of_what_was_sent_since() -> None:
    alive = Alive(5_000)
    alive.ping()
    alive.sent(1_000_000)
    alive.answered()
    assert pings(alive) == 2 + 10
    alive.begin()
    alive.sent(1_000_000)
    alive.ping()
    alive.answered()
    assert pings(alive) == 2
