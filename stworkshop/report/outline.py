"""What a report says: the outline of an edition, built from a board."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.report.blocks import Outline
from stworkshop.report.editions import participants

EDITIONS: Mapping[str, Callable[[Board, Catalogue], Outline]] = MappingProxyType({"participants": participants.build})
"""The editions that can be built, by name."""


def build(board: Board, catalogue: Catalogue, edition: str = "participants") -> Outline:
    """Return what an edition says about a session; raises KeyError for an edition that is not in EDITIONS."""
    return EDITIONS[edition](board, catalogue)
