"""The feedback sheet as a form that is filled in on a screen and sent or printed."""

from __future__ import annotations

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.kit import feedback
from stworkshop.report.sheets import SheetOptions


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the fillable feedback sheet as a tagged PDF; its fields are named by the code of the session."""
    return feedback.made(board, catalogue, options, form=feedback.form_prefix(board))
