"""Letting laptops without a code in by hand where the host has no screen: their words in the terminal, and y or n."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol, TextIO

from PySide6.QtCore import QObject, Signal

from stworkshop.i18n import gettext as _
from stworkshop.sync.manual_admission import Caller
from stworkshop.system import terminal

YES, NO = ("y", "yes"), ("n", "no")


class Door(Protocol):
    """A room before which laptops wait to be let in."""

    called: Any
    """Signal: somebody else waits, or no longer, or has found the words the same."""

    @property
    def callers(self) -> Mapping[str, Caller]: ...
    def let_in(self, peer: str, role: str) -> None: ...
    def turn_away(self, peer: str) -> None: ...


def somebody_sits_here() -> bool:
    """Tell whether a person can be asked: both ends of the terminal are one."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


class TerminalDoor(QObject):
    """Asks about one laptop after the other, the longest that waits first."""

    _typed = Signal(str)

    def __init__(
        self, host: Door, role: str, say: Callable[[str], object] = terminal.say, parent: QObject | None = None
    ) -> None:
        """Who is let in gets this `role`."""
        super().__init__(parent)
        self._host, self._role, self._say = host, role, say
        self._asked = ""
        host.called.connect(self._look)
        self._typed.connect(self.take)

    def listen(self, lines: TextIO) -> None:
        """Take what is typed, a line each, from now on; a thread waits for it, as no system tells of it alike."""
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def take(self, words: str) -> None:
        """Take an answer about the laptop that was asked about; anything but yes or no is asked again."""
        callers = self._waiting()
        if self._asked not in callers:
            return
        peer, said = self._asked, words.strip().lower()
        if said in YES:
            self._asked = ""
            agreed = callers[peer].agreed
            self._host.let_in(peer, self._role)
            if not agreed:
                self._say(_("It comes in as soon as the words are found the same there, too."))
            self._look()
        elif said in NO:
            self._asked = ""
            self._host.turn_away(peer)
            self._look()
        else:
            self._ask(callers[peer])

    def _waiting(self) -> dict[str, Caller]:
        return {peer: caller for peer, caller in self._host.callers.items() if not caller.role}

    def _look(self) -> None:
        callers = self._waiting()
        if self._asked and self._asked not in callers:
            self._say(_("That laptop waits no more."))
            self._asked = ""
        if not self._asked and callers:
            self._asked = next(iter(callers))
            self._ask(callers[self._asked])

    def _ask(self, caller: Caller) -> None:
        question = _("“{name}” asks to be let in. Does that laptop show these words: {words}? Type y or n.")
        self._say(question.format(name=caller.name, words=" · ".join(caller.words)))

    def _read(self, lines: TextIO) -> None:
        with suppress(RuntimeError, ValueError, OSError):  # the program ends, or the terminal is gone
            for line in lines:
                self._typed.emit(line)
