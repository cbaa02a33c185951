"""What features see of the window: one open session, and the window around it, as two narrow interfaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from stworkshop.errors import KnownError
from stworkshop.model.records import Round
from stworkshop.session.library import Library
from stworkshop.session.session import Session
from ui.canvas.map_view import MapView
from ui.canvas.wall.wall import Wall
from ui.kit.actions import Actions
from ui.kit.background import Background
from ui.session.bridge import Bridge
from ui.session.clock import Clock
from ui.session.findings import Findings
from ui.session.preferences import Preferences
from ui.shell.exports import Form
from ui.shell.view_page import ViewPage


class PaperDesk(Protocol):
    """Exports and prints the open session."""

    def export(self, form: Form) -> None:
        """Export it."""

    def print_summary(self) -> None:
        """Open the print dialog."""

    def print_of(self, tab: str, asked: str = "", ticked: str = "") -> None:
        """Open the print dialog at a tab, for a round, with an edition of the summary ticked, too."""

    def print_ballots(self, asked: Round) -> None:
        """Open the print dialog at the ballots of an open round."""


class Workspace(QWidget):
    """One open session: pages, dialogs and panels get this, and open what they need over it."""

    view_changed = Signal(str)
    """Another page is shown: its id."""

    bridge: Bridge
    """The session with its board and selection: commands are run here, and short messages said."""
    preferences: Preferences
    registry: Actions
    """The actions of the window: one feature asks another by an action's id."""
    clock: Clock
    findings: Findings
    wall: Wall
    papers: PaperDesk
    view: str
    """The id of the page that is shown."""

    @property
    def room(self) -> bool:
        """Whether the window shows only what the room may see."""
        raise NotImplementedError

    @property
    def map_view(self) -> MapView:
        """The map of the session."""
        raise NotImplementedError

    def show_view(self, view: str) -> None:
        """Bring a page to the front by its id."""
        raise NotImplementedError

    def view_page(self, view: str) -> ViewPage:
        """Return a page but the map by its id, made when it is first asked for."""
        raise NotImplementedError

    def ask_room(
        self,
        *,
        kind: str = "rating",
        items: Sequence[str] = (),
        question: str = "",
        follows: str = "",
        draft: Mapping[str, Any] | None = None,
    ) -> str:
        """Ask what is needed and open a round; return its id, "" where the facilitator thought better of it.

        `items` are statements for a rating, else cards; with `follows` the round repeats an earlier one after the talk.
        `draft` is a statement that is written down only if the round opens.
        """
        raise NotImplementedError

    def keep_typing(self) -> None:
        """Keep the words that are being typed, as going to another field does."""
        raise NotImplementedError


class ProgramWindow(QMainWindow):
    """The window: what works with more than the open session gets this, and opens its dialogs over it."""

    preferences: Preferences
    registry: Actions
    background: Background
    wall: Wall
    papers: PaperDesk

    @property
    def library(self) -> Library:
        """The library of the program."""
        raise NotImplementedError

    def page(self) -> Workspace:
        """Return the open session."""
        raise NotImplementedError

    def has_session(self) -> bool:
        """Tell whether a session is open."""
        raise NotImplementedError

    def say(self, message: str, offer: object) -> None:
        """Show a short message, with an offer (its word and what it does) or None."""
        raise NotImplementedError

    def tell(self, error: KnownError) -> None:
        """Tell of a known error in a dialog."""
        raise NotImplementedError

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something that may go wrong on the user's side, and tell of it if it does."""
        raise NotImplementedError

    def open_file(self, path: str) -> None:
        """Open a file in place, or bring it in; without a path one is asked for."""
        raise NotImplementedError

    def show_session(self, session: Session, record: str = "") -> None:
        """Show an open session in the place of what was shown, and one of its records."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Tell whether the open session may be left, after asking where something would be lost."""
        raise NotImplementedError

    def close_session(self) -> None:
        """Close the session without a question."""
        raise NotImplementedError
