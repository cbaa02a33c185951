"""Reads a file for the dialog, away from the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stworkshop.errors import KnownError
from stworkshop.exchange import mapping, readers
from stworkshop.exchange.incoming import only_links
from stworkshop.exchange.tables import table_import
from stworkshop.i18n import gettext as _
from stworkshop.model.attribution import shows_names
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.bring_in.draft import Draft
from ui.features.bring_in.graph_draft import GraphDraft
from ui.features.bring_in.table_draft import TableDraft

_OURS = (".stw", ".yaml", ".yml")
_FIRST_BYTES = 4_000


def read_draft(path: Path, catalogue: Catalogue, board: Board, remembered: Sequence[Any] = ()) -> Draft:
    """Return what is in a file with likely choices; raises KnownError with a sentence where it cannot be read."""
    if readers.is_table(path):
        sheets = table_import.read_sheets(path)
        links = only_links(path.name, sheets)
        if links is not None:
            return GraphDraft(links, mapping.suggested(links, catalogue, board))
        return TableDraft(path.name, sheets, catalogue, shows_names(board.session), remembered)
    if _is_workshop(path):
        raise KnownError(
            _("“{name}” is a workshop of its own.").format(name=path.name),
            _("Nothing was changed."),
            _("Open it with “Open or import a file…”."),
        )
    if path.suffix.lower() not in readers.GRAPHS:
        raise KnownError(
            _("“{name}” is not of a format that can be brought in.").format(name=path.name),
            _("Nothing was changed."),
            _("Formats: {suffixes}.").format(suffixes=", ".join(endings())),
        )
    foreign = readers.read_foreign(path)
    return GraphDraft(foreign, mapping.suggested(foreign, catalogue, board))


def _is_workshop(path: Path) -> bool:
    """Tell whether a file is a workshop of this program, sound or damaged, by its name and its first words."""
    if path.suffix.lower() != ".json":
        return path.suffix.lower() in _OURS
    try:
        with path.open("rb") as file:
            return b'"stworkshop"' in file.read(_FIRST_BYTES)
    except OSError:
        return False


def endings() -> list[str]:
    """Return the endings of all files that can be brought in."""
    return sorted({*readers.TABLES, *readers.GRAPHS})


def patterns() -> str:
    """Return the filters of the file dialog."""
    every = " ".join(f"*{ending}" for ending in endings())
    tables = " ".join(f"*{ending}" for ending in readers.TABLES)
    kinds = ((_("Spreadsheets and maps"), every), (_("Spreadsheets"), tables), (_("All files"), "*"))
    return ";;".join(f"{words} ({names})" for words, names in kinds)
