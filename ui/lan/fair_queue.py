"""Whose frame comes next: nobody's flood keeps the others waiting, nor the laptop that hears it busy.

Each line has some of the host's time to spend, which grows back. Who has some left is heard at once, and where several
wait they take turns. What a line sends beyond that waits, and a line of which too much waits is let go.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

MOST_WAITING = 8 << 20
MOST_FRAMES = 50_000
"""So many bytes and frames of one line may wait."""
SAVINGS, SHARE = 1.5, 0.2
"""Seconds of the host's time that a line may have saved up, and how much of each second grows back."""
AT_ONCE = 0.01
"""Seconds of frames that are heard before other things of the program have their turn."""
BETWEEN = 25
"""Milliseconds between two words of one person's presence that are passed on; cursors move no faster."""
WORDS = 10
"""So many of them may come at once."""
_SOON = 20


class Turn:
    """The frames of one line that wait, and its time; `hear` takes one of them, `flooded` says that there are more.

    `listens` tells whether its other end takes what it was sent; who does not is not heard either.
    """

    def __init__(self, hear: Callable[[bytes], None], flooded: Callable[[], None], listens: Callable[[], bool]) -> None:
        self.hear = hear
        self.holds: Callable[[bytes], bool] = lambda _frame: False
        """Whether a frame, and what comes after it, has to wait; presence passes it by."""
        self._listens = listens
        self._flooded = flooded
        self.frames: deque[bytes] = deque()
        self.shown: dict[bytes, bytes] = {}
        """The latest words of presence, by whom they are about."""
        self._size = 0
        self._saved, self._words = SAVINGS, float(WORDS)
        self._at = self._shown_at = time.monotonic()

    def add(self, frame: bytes) -> None:
        """Let a frame wait."""
        self._size += len(frame)
        if self._size > MOST_WAITING or len(self.frames) >= MOST_FRAMES:
            self.clear()
            self._flooded()
            return
        self.frames.append(frame)

    def next(self) -> bytes:
        """Take the frame that has waited longest."""
        frame = self.frames.popleft()
        self._size -= len(frame)
        return frame

    def clear(self) -> None:
        """Let go of all that waits."""
        self.frames.clear()
        self.shown.clear()
        self._size = 0

    @property
    def held(self) -> bool:
        """Whether the frame that has waited longest has to wait on."""
        return bool(self.frames) and self.holds(self.frames[0])

    def may(self) -> bool:
        """Tell whether the line has time to spend, takes what it is sent, and may send what it does."""
        return self.may_speak() and not self.held

    def may_speak(self) -> bool:
        """Tell whether the line has time to spend, and takes what it is sent."""
        now = time.monotonic()
        self._saved = min(SAVINGS, self._saved + (now - self._at) * SHARE)
        self._at = now
        return self._saved > 0 and self._listens()

    def may_show(self) -> bool:
        """Tell whether one more word of presence is passed on at once, and count it."""
        now = time.monotonic()
        self._words = min(WORDS, self._words + (now - self._shown_at) * 1000 / BETWEEN)
        self._shown_at = now
        self._words -= self._words >= 1
        return self._words >= 1

    def spend(self, seconds: float) -> None:
        """Note how long a frame took."""
        self._saved -= seconds


class Turns(QObject):
    """All lines of one host."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[Turn, None] = {}
        self._showing: dict[Turn, None] = {}
        self._used = 0.0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._go_on)
        self._shows = QTimer(self)
        self._shows.setSingleShot(True)
        self._shows.timeout.connect(self._show)

    def take(self, turn: Turn, frame: bytes) -> None:
        """Hear a frame, now or when it is its turn."""
        who = _about_one(frame)
        if who and (turn.shown or not turn.may_show()):
            turn.shown[who] = frame
            self._showing[turn] = None
            if not self._shows.isActive():
                self._shows.start(BETWEEN)
        else:
            self._hear_or_wait(turn, frame)

    def forget(self, turn: Turn) -> None:
        """Hear no more of a line that has ended."""
        turn.clear()
        self._waiting.pop(turn, None)
        self._showing.pop(turn, None)

    def _wait(self, turn: Turn) -> None:
        if turn.frames:
            self._waiting[turn] = None
        if self._waiting and not self._again.isActive():
            self._again.start(0 if turn.may() else _SOON)

    def _show(self) -> None:
        showing, self._showing = self._showing, {}
        for turn in showing:
            shown, turn.shown = turn.shown, {}
            for frame in shown.values():
                self._hear_or_wait(turn, frame)

    def _hear_or_wait(self, turn: Turn, frame: bytes) -> None:
        passes = turn.held and _is_presence(frame) and turn.may_speak()
        comes_first = not turn.frames and turn.may() and not turn.holds(frame)
        if (passes or comes_first) and self._used <= AT_ONCE and not self._busy():
            self._hear(turn, frame)
        else:
            turn.add(frame)
            self._wait(turn)

    def _busy(self) -> bool:
        """Tell whether others wait who are to be heard before whoever comes now."""
        return any(turn.may() for turn in self._waiting)

    def _go_on(self) -> None:
        self._used = 0.0
        ready = [turn for turn in self._waiting if turn.may()]
        while ready and self._used <= AT_ONCE:
            for turn in ready:
                if turn.frames:
                    self._hear(turn, turn.next())
            ready = [turn for turn in ready if turn.frames and turn.may()]
        for turn in [turn for turn in self._waiting if not turn.frames]:
            del self._waiting[turn]
        if self._waiting:
            self._again.start(0 if ready else _SOON)

    def _hear(self, turn: Turn, frame: bytes) -> None:
        began = time.monotonic()
        turn.hear(frame)
        took = time.monotonic() - began
        self._used += took
        turn.spend(took)


def _is_presence(frame: bytes) -> bool:
    return frame[:1] == b"\1"


def _about_one(frame: bytes) -> bytes:
    """Return whom a frame of presence is about, as bytes, b"" where it is none, or about several."""
    if not _is_presence(frame):
        return b""
    at = _end(frame, 1)
    if frame[at : at + 1] != b"\1":
        return b""
    return frame[at + 1 : _end(frame, at + 1)]


def _end(frame: bytes, at: int) -> int:
    """Return where the number that begins at a place ends."""
    while at < len(frame) and frame[at] >= 128:
        at += 1
    return at + 1
