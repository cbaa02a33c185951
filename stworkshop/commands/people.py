"""Commands on the people in the room."""

from __future__ import annotations

from typing import Any

from stworkshop.commands.base import Context, Outcome, Refused
from stworkshop.commands.texts import added, edited
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board


def add_participant(board: Board, context: Context, *, id: str = "", **fields: Any) -> Outcome:
    """Add a person, named as the person wants, with the side he or she sits on; "" says that nobody has said it yet."""
    if fields.get("side") is None:
        return Refused("side-missing", _("Say which side the person sits on."))
    return added(board, context, "participants", id, fields, _("Add participant"))


def edit_participant(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Change a person's name, side or stakeholder."""
    return edited(board, context, "participants", id, fields, _("Edit participant"))
