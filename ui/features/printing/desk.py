"""What all parts of the print dialog share: the session, how pages read, what was made, what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import value_of
from stworkshop.session.paper_ballots import expected_people
from stworkshop.session.session import Session
from ui.features.printing.making import Maker
from ui.features.printing.parts import A4_AND_LETTER, Look, Made, Pages
from ui.kit.background import Background
from ui.session.preferences import Preferences

Noted = Callable[[Mapping[str, str]], object]
"""Sets facts of the session once something is printed; told only where the session can be changed."""


Phones = Callable[[str, str], tuple[str, str, str]]
"""What the QR code of a slip of a round says, and which address and letters people type; "" while none are asked."""


class Desk(QObject):
    """The session as it is now, and choices that hold for every tab."""

    changed = Signal()
    """A choice that concerns all tabs was made."""

    def __init__(
        self,
        parent: QObject,
        session: Session,
        catalogue: Catalogue,
        background: Background,
        preferences: Preferences,
        note: Noted | None = None,
        people: Callable[[str], int] = lambda _round: 0,
        phones: Phones = lambda _round, _slip: ("", "", ""),
    ) -> None:
        super().__init__(parent)
        self.session, self.catalogue, self.background = session, catalogue, background
        self.board: Board = session.board.copy()
        self._preferences, self._note, self._people = preferences, note, people
        self.phones = phones
        self.maker = Maker(self.board, catalogue, background, self)
        paper = self.remembered("paper", "A4")
        self.look = Look(
            paper=paper if paper in A4_AND_LETTER else "A4",
            large_print=bool(self.remembered("large_print", False)),
            grey=bool(self.remembered("grey", False)),
        )

    @property
    def read_only(self) -> bool:
        """Whether nothing of the session can be changed."""
        return self._note is None or self.session.read_only

    @property
    def expected(self) -> int:
        """How many people are expected in the room."""
        return expected_people(self.board)

    def people_of(self, round_id: str) -> int:
        """Return how many people a round expects."""
        return self._people(round_id) or self.expected

    def choose(self, **changes: Any) -> None:
        """Change how pages read."""
        self.look = replace(self.look, **changes)
        for name in ("paper", "large_print", "grey"):
            self.remember(name, getattr(self.look, name))
        self.changed.emit()

    def made(self, pages: Pages) -> Made | None:
        """Return what came of pages, None while they are not made."""
        return self.maker.made(pages)

    def note(self, facts: Mapping[str, str]) -> None:
        """Set facts of the session that differ from what is set, unless it is only read."""
        session = self.session.board.session
        new = {name: value for name, value in facts.items() if str(value_of(session, name) or "") != value}
        if new and self._note is not None and not self.read_only:
            self._note(new)

    def remembered(self, name: str, default: Any) -> Any:
        """Return what was chosen last; the default where it is of another kind."""
        value = self._preferences.printing.get(name, default)
        return value if isinstance(value, type(default)) else default

    def remember(self, name: str, value: Any) -> None:
        """Keep a choice for the next time."""
        kept = self._preferences.printing
        if kept.get(name) != value:
            self._preferences.printing = {**kept, name: value}

    @property
    def folder(self) -> str:
        """The folder in which files were saved last."""
        return self._preferences.last_folder

    @folder.setter
    def folder(self, name: str) -> None:
        self._preferences.last_folder = name
