"""Sheets for the wall and the table: what can be printed beside the summary, each made by one function."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.typesetting.grayscale import only_black


@dataclass(frozen=True)
class SheetOptions:
    """What may be chosen; each sheet looks at what concerns it.

    `paper` is A4, Letter, or for posters A3, A2, A1, A0; `people` is how many take part, 0 for as many as are expected;
    `tiles` is columns and rows of sheets that a poster is spread over, (0, 0) for one page; `chosen` narrows what is
    printed (kinds of cards, typical cards by kind and type); `printed` is today where it is None.
    """

    paper: str = "A4"
    large_print: bool = False
    grey: bool = False
    people: int = 0
    tiles: tuple[int, int] = (0, 0)
    save_ink: bool = False
    chosen: tuple[str, ...] = ()
    printed: datetime.date | None = None

    @property
    def day(self) -> datetime.date:
        """The day of printing."""
        return self.printed or datetime.date.today()


Maker = Callable[[Board, Catalogue, SheetOptions], bytes]

_HERE = "stworkshop.report"
SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "poster": f"{_HERE}.wall.poster",
        "cards": f"{_HERE}.wall.cards",
        "tents": f"{_HERE}.wall.tents",
        "stages": f"{_HERE}.wall.stages",
        "agenda": f"{_HERE}.kit.agenda",
        "consent": f"{_HERE}.kit.consent",
        "feedback": f"{_HERE}.kit.feedback",
        "feedback-form": f"{_HERE}.kit.feedback_form",
        "reply": f"{_HERE}.kit.reply",
        "on-paper": f"{_HERE}.kit.on_paper",
        "kit": f"{_HERE}.kit.kit",
    }
)
"""The sheets: by name the module whose `make(board, catalogue, options)` returns a tagged PDF."""


def make(board: Board, catalogue: Catalogue, name: str, options: SheetOptions) -> bytes:
    """Return sheets as a tagged PDF; raises KeyError for an unknown name, KnownError where they cannot be printed."""
    maker: Maker = importlib.import_module(SHEETS[name]).make
    with only_black(options.grey):
        return maker(board, catalogue, options)
