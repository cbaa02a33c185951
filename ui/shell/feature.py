"""What a feature declares of itself in its `feature.py`: pages with their doors, actions with their places, strips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from stworkshop.model.board import Board
from stworkshop.model.records import Round
from ui.session.view_kinds import ViewKind
from ui.shell.view_page import ViewPage
from ui.shell.workspace import ProgramWindow, Workspace

T = TypeVar("T")


class Desk(Protocol):
    """Gives a feature the one object of its own class that the window or the open page holds for it."""

    def __call__(self, kind: type[T], /) -> T:
        """Return it; raises LookupError where nothing holds one."""


class Add(Protocol):
    """Registers an action, as `ui.kit.actions.Actions.add` does; one that needs an open session, unless told."""

    def __call__(self, *what: Any, **more: Any) -> None: ...


@dataclass(frozen=True)
class Around:
    """What lies around features on the open page, and what one feature asks of another by way of the page."""

    area: QWidget
    """The map with what floats over it."""
    toggle_guide: Callable[[], object]
    start_capture: Callable[[], object]
    open_typical: Callable[[], object]
    close_round: Callable[[str], object]
    show_result: Callable[[Round], object]
    new_details: Callable[[], tuple[QWidget, Callable[[bool], object]]]
    """Makes the panel of one card, and returns it with what fits it for the room."""
    others: Callable[[], Sequence[tuple[str, Callable[[], Board]]]]
    """The other sessions of the library: their titles, and how the board of each is read."""


class Page(NamedTuple):
    """A page: where it stands, and how it is made when it is first looked at."""

    kind: ViewKind
    make: Callable[[Workspace, Desk], ViewPage]


@dataclass(frozen=True)
class Feature:
    """A feature of the window; `ui/shell/features.py` names it in one line."""

    pages: tuple[Page, ...] = ()
    openings: tuple[ViewKind, ...] = ()
    """Dialogs that stand among the pages behind a door."""
    actions: Callable[[Add, ProgramWindow, Desk], object] | None = None
    strips: tuple[Callable[[Workspace], QWidget], ...] = ()
    """Panels that stand above every page, each hidden while it has nothing to say."""
