"""What a guest's laptop remembers of a room that it is cut off from."""

from __future__ import annotations

import pytest

from tests.ui.presence.rooms import FakeRoom
from ui.presence.outage import Outage


@pytest.mark.parametrize(
    ("mine", "roles", "expected"),
    [
        ("contributor", ("editor", "viewer"), "editor"),
        ("contributor", ("contributor",), "contributor"),
        ("viewer", ("facilitator",), "editor"),
        ("viewer", (), "viewer"),
    ],
)
def test_a_new_host_refuses_nothing_that_guests_were_let_do(mine: str, roles: tuple[str, ...], expected: str) -> None:
    room = FakeRoom(hosting=False, name="Hill", role=mine)
    outage = Outage.of(room)
    room.come("Facilitator’s laptop", "facilitator", host=True)
    for number, role in enumerate(roles):
        room.come(f"Table {number}", role)
    room.become("away")
    assert outage.role_of_guests == expected
    room.deleteLater()
