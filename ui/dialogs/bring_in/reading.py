"""Reads a file for the dialog, away from the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.exchange import mapping, readers
from stworkshop.i18n import gettext as _
from ui.dialogs.bring_in.draft import Draft
from ui.dialogs.bring_in.graph_draft import GraphDraft
from ui.dialogs.bring_in.table_draft import TableDraft


def read_draft(path: Path, catalogue: Catalogue, board: Board, remembered: Sequence[Any] = ()) -> Draft:
    """Return what is in a file with likely choices; raises KnownError with a sentence where it cannot be read."""
    if readers.is_table(path):
        return TableDraft.read(path, catalogue, board, remembered)
    foreign = readers.read_foreign(path)
    return GraphDraft(foreign, mapping.suggested(foreign, catalogue, board))


def endings() -> list[str]:
    """Return the endings of all files that can be brought in."""
    return sorted({*readers.TABLES, *readers.GRAPHS})


def patterns() -> str:
    """Return the filters of the file dialog."""
    every = " ".join(f"*{ending}" for ending in endings())
    tables = " ".join(f"*{ending}" for ending in readers.TABLES)
    return ";;".join((f"{_('Tables and maps')} ({every})", f"{_('Tables')} ({tables})", f"{_('All files')} (*)"))
