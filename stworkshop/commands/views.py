"""Commands on views: save one, change it, and put cards in their places there, apart from the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from stworkshop.analysis import viewpoints
from stworkshop.commands.base import Context, Decision, Outcome, Refused, missing
from stworkshop.commands.values import checked_all, clean_label
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import Position, View, from_flat, new_id

Point = tuple[float, float]


def add_view(board: Board, context: Context, *, id: str = "", **fields: Any) -> Outcome:
    """Save a view of one's own, after one of the viewpoints; its kinds and layout are the viewpoint's if left out."""
    if id and (board.known_id(id) or id in context.catalogue.viewpoints):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=id[:60]))
    values = _values(context, fields, {"label": "", "viewpoint": "", "layout": ""})
    if isinstance(values, Refused):
        return values
    if "layout" not in fields:
        values["layout"] = viewpoints.usual_layout(values["viewpoint"])
    values["seq"] = board.next_seq()
    record = cast(View, from_flat("views", id or new_id("v-"), values))
    return Decision(adding([record]), _("Save view “{name}”").format(name=record.label), (record.id,))


def edit_view(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Rename a view, or change what it shows."""
    record = board.views.get(id)
    if record is None:
        return Refused("not-there", _not_there())
    values = _values(context, fields, {"label": record.label, "viewpoint": record.viewpoint, "layout": record.layout})
    if isinstance(values, Refused):
        return values
    return Decision(updating(record, values), _("Change view “{name}”").format(name=record.label), (id,))


def move_in_view(board: Board, context: Context, *, view: str, moves: Mapping[str, Point]) -> Outcome:
    """Put cards at new top left corners in a view; where they stand on the map stays as it is."""
    shown = viewpoints.view(board, context.catalogue, view)
    if shown is None:
        return Refused("not-there", _not_there())
    refused = missing(board, moves)
    if refused:
        return refused
    changes: list[Change] = []
    seq = board.next_seq()
    for element, pos in moves.items():
        known = board.positions.get(position_id(view, element))
        if known is not None:
            changes.append(updating(known, {"pos": pos}))
            continue
        values = {"view": view, "element": element, "pos": pos, "seq": seq + len(changes)}
        changes.append(adding([cast(Position, from_flat("positions", position_id(view, element), values))]))
    n = len(moves)
    label = ngettext("Move {n} card in “{view}”", "Move {n} cards in “{view}”", n).format(n=n, view=shown.label)
    return Decision(joined(changes), label, tuple(position_id(view, element) for element in moves))


def lay_out_view(board: Board, context: Context, *, view: str) -> Outcome:
    """Let the cards of a view stand where the layout puts them again."""
    shown = viewpoints.view(board, context.catalogue, view)
    if shown is None:
        return Refused("not-there", _not_there())
    if shown.layout == viewpoints.ARRANGEMENT:
        sentence = _("“{view}” shows cards where they came or were put. Nothing was changed.")
        return Refused("nothing-to-lay-out", sentence.format(view=shown.label))
    gone = [position for position in board.positions.values() if position.view == view]
    label = _("Lay out “{view}” again").format(view=shown.label)
    return Decision(removing(gone), label, tuple(position.id for position in gone))


def position_id(view: str, element: str) -> str:
    """Return the id of the record that says where a card stands in a view."""
    return f"{view}/{element}"


def _values(context: Context, fields: Mapping[str, Any], before: Mapping[str, str]) -> dict[str, Any] | Refused:
    """Return the fields as the record holds them; a view needs a name, a viewpoint, and kinds that there are."""
    values = checked_all(context.catalogue.record_fields("view"), fields)
    if isinstance(values, Refused):
        return values
    after = {**before, **values}
    if not str(after["label"]).strip():
        return Refused("words-missing", _("A view needs a name. Nothing was saved."))
    if after["layout"] == viewpoints.ARRANGEMENT:
        return values
    if after["viewpoint"] not in context.catalogue.viewpoints:
        return Refused("view-without-viewpoint", _("A view follows one of the seven viewpoints. Nothing was saved."))
    unknown = next((kind for kind in values.get("kinds", ()) if not context.catalogue.knows_kind(kind)), None)
    if unknown is not None:
        sentence = _("There is no kind of card “{kind}”. Nothing was saved.")
        return Refused("unknown-kind", sentence.format(kind=clean_label(unknown)[:60]))
    return values


def _not_there() -> str:
    return _("This view is not in the session any more. Nothing was changed.")
