"""What a laptop knows of open rounds while the program runs: a code, how many people, how many sheets left it; no more.

Neither is in the document, in the file, or in the settings: both are gone when the session is closed.
"""

from __future__ import annotations

import hmac

from PySide6.QtCore import QObject, Signal

from ui.session.bridge import Bridge

LEAST_LETTERS = 4


class RoundCodes(QObject):
    """The codes that lead from passing the laptop back to the program, by round."""

    sheets_changed = Signal()
    """Sheets were handed in, or a round's ballots were left."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._codes: dict[str, str] = {}
        self._people: dict[str, int] = {}
        self._left: dict[str, int] = {}
        self._by_slip: set[str] = set()
        bridge.room_changed.connect(self._enter)
        self._enter()

    def keep(self, round_id: str, code: str, people: int = 0) -> None:
        """Keep the code of a round and how many people are expected (0: nobody said)."""
        self._codes[round_id], self._people[round_id] = code.strip(), people

    def knows(self, round_id: str) -> bool:
        """Tell whether a round has a code."""
        return bool(self._codes.get(round_id))

    def opens(self, round_id: str, typed: str) -> bool:
        """Tell whether this is the code of a round."""
        code = self._codes.get(round_id, "")
        return bool(code) and hmac.compare_digest(code.encode(), typed.strip().encode())

    def people(self, round_id: str) -> int:
        """Return how many people are expected, 0 where nobody said."""
        return self._people.get(round_id, 0)

    def ask_slips(self, round_id: str, on: bool) -> None:
        """Let each person of a round show a slip from now on, on this laptop as on a telephone, or nobody."""
        (self._by_slip.add if on else self._by_slip.discard)(round_id)

    def asks_slips(self, round_id: str) -> bool:
        """Tell whether each person of a round shows a slip."""
        return round_id in self._by_slip

    def note_left(self, round_id: str) -> None:
        """Note that a sheet has come from here to the laptop that opened its round."""
        self._left[round_id] = self.left(round_id) + 1
        self.sheets_changed.emit()

    def left(self, round_id: str) -> int:
        """Return how many sheets of a round have come from here to the laptop that opened it."""
        return self._left.get(round_id, 0)

    def is_full(self, round_id: str) -> bool:
        """Tell whether no more sheets of a round go from here to the laptop that opened it."""
        room = self._bridge.room
        return room is not None and self.left(round_id) >= room.most_sheets(round_id)

    def forget(self, round_id: str) -> None:
        """Forget a round that was closed."""
        self._codes.pop(round_id, None)
        self._people.pop(round_id, None)
        self._by_slip.discard(round_id)

    def _enter(self) -> None:
        """Hear of sheets that guests hand in, in the room that this laptop is in now."""
        room = self._bridge.room
        if room is not None:
            room.sheets_changed.connect(self.sheets_changed)
            room.sheets_told.connect(self._told)

    def _told(self, round_id: str, count: int) -> None:
        self._left[round_id] = count
        self.sheets_changed.emit()


def codes_of(bridge: Bridge) -> RoundCodes:
    """Return the codes of an open session."""
    found = bridge.findChild(RoundCodes)
    return found if isinstance(found, RoundCodes) else RoundCodes(bridge)
