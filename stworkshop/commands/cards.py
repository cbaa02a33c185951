"""Commands on cards: add, edit, retype, paste lines, tag."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from stworkshop.commands.base import Context, Decision, Outcome, Refused, ids_of, missing
from stworkshop.commands.values import checked_all, clean_label, kind_refusal, within_reach
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout import zones
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Attribute, Catalogue
from stworkshop.model.changes import Change, adding, joined, updating
from stworkshop.model.kind_words import kind_in_sentence
from stworkshop.model.records import Element, Value, from_flat, new_id, replaced

MOST_LINES = 500
"""Most cards of one paste; a longer text is more likely a mistake than a workshop."""


def card_fields(words: Catalogue, kind: str) -> Mapping[str, Attribute]:
    """Return the fields of a card of this kind that a person may set, by name."""
    own = {name: field for name, field in words.record_fields("element").items() if name not in ("kind", "code")}
    lock = Attribute("locked", _("Stays where it is"), "yes-no", "no", (("yes", _("Yes")), ("no", _("No"))))
    return {**own, "locked": lock, **words.kind(kind).attributes}


def add_element(
    board: Board, context: Context, *, kind: str, id: str = "", pos: tuple[float, float] | None = None, **fields: Any
) -> Outcome:
    """Add a card of a kind; without a place it goes to the next free cell of its zone."""
    made = new_card(board, context, kind, id, fields, pos)
    if isinstance(made, Refused):
        return made
    label = _("Add {kind}").format(kind=kind_in_sentence(context.catalogue, kind, made.type))
    return Decision(joined([adding([made]), room_for(board, context, [made])]), label, (made.id,))


def edit_element(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Set fields of a card: its words, note, topics, lock, and the attributes of its kind."""
    refused = missing(board, [id])
    if refused:
        return refused
    card = board.elements[id]
    values = _card_values(context.catalogue, card.kind, fields)
    if isinstance(values, Refused):
        return values
    if values.get("type") and not card.attributes.get("side"):
        _take_side(context.catalogue, card.kind, values)
    after = context.sized(cast(Element, replaced(card, values)))
    change = updating(card, {**values, "size": after.size})
    return Decision(change, _edit_label(context.catalogue, card, values), (id,))


def retype_element(board: Board, context: Context, *, id: str, kind: str, type: str = "") -> Outcome:
    """Make a card one of another kind; what the new kind has no field for is set aside and comes back with undo."""
    refused = missing(board, [id]) or kind_refusal(context.catalogue, kind)
    if refused:
        return refused
    card = board.elements[id]
    new_kind = context.catalogue.kind(kind)
    values = _card_values(context.catalogue, kind, {"type": type} if type else {})
    if isinstance(values, Refused):
        return values
    dropped = [
        name
        for name in context.catalogue.kind(card.kind).attributes
        if name in card.attributes and not _carries_over(new_kind.attributes.get(name), card.attributes[name])
    ]
    changes: dict[str, Value] = {"type": "", **values, "kind": kind, **dict.fromkeys(dropped)}
    if new_kind.code != context.catalogue.kind(card.kind).code:
        changes["code"] = board.next_code(new_kind.code)
        changes["codes_before"] = (*card.attributes.get("codes_before", ()), card.code)
    after = context.sized(cast(Element, replaced(card, changes)))
    changes["size"] = after.size
    named = kind_in_sentence(context.catalogue, kind, after.type)
    return Decision(updating(card, changes), _("Make it {kind}").format(kind=named), (id,))


def paste_lines(
    board: Board,
    context: Context,
    *,
    text: str,
    kind: str,
    concepts: Sequence[str] = (),
    pos: tuple[float, float] | None = None,
) -> Outcome:
    """Make a card of each line; of cells from a spreadsheet the first is the label and the rest the note."""
    rows = [[clean_label(cell) for cell in line.split("\t")] for line in text.split("\n")]
    rows = [[cell for cell in row if cell] for row in rows]
    rows = [row for row in rows if row]
    if not rows:
        return Refused("nothing-to-paste", _("There are no words to make cards of."))
    if len(rows) > MOST_LINES:
        sentence = _("These are {n} lines; at most {most} become cards at once. Nothing was added.")
        return Refused("too-many-lines", sentence.format(n=len(rows), most=MOST_LINES))
    made: list[Element] = []
    for row in rows:
        fields: dict[str, Any] = {"label": row[0], "note": "\n".join(row[1:])}
        if concepts:
            fields["concepts"] = list(concepts)
        place = within_reach((pos[0], pos[1] + sum(height_of(card) + 16 for card in made))) if pos else None
        card = new_card(board, context, kind, "", fields, place, made)
        if isinstance(card, Refused):
            return card
        made.append(card)
    label = ngettext("Add {n} card", "Add {n} cards", len(made)).format(n=len(made))
    return Decision(joined([adding(made), room_for(board, context, made)]), label, ids_of(made))


def tag(
    board: Board, context: Context, *, ids: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Outcome:
    """Put topics on cards and take topics off, each by itself."""
    refused = missing(board, ids)
    if refused:
        return refused
    unknown = next((concept for concept in (*add, *remove) if concept not in context.catalogue.concepts), None)
    if unknown is not None:
        return Refused("unknown-concept", _("There is no topic “{topic}”.").format(topic=clean_label(unknown)[:60]))
    changes = []
    for element_id in dict.fromkeys(ids):
        card = board.elements[element_id]
        kept = [concept for concept in card.concepts if concept not in remove]
        tags = tuple(dict.fromkeys([*kept, *add]))
        after = context.sized(cast(Element, replaced(card, {"concepts": tags})))
        changes.append(updating(card, {"concepts": tags, "size": after.size}))
    named = ", ".join(context.catalogue.concepts[concept]["label"] for concept in (*add, *remove))
    return Decision(joined(changes), _("Tag {topics}").format(topics=named), tuple(dict.fromkeys(ids)))


def new_card(
    board: Board,
    context: Context,
    kind: str,
    record_id: str,
    fields: Mapping[str, Any],
    pos: tuple[float, float] | None,
    before: Sequence[Element] = (),
) -> Element | Refused:
    """Return a card with its code, size and place, or why there is none; `before` are cards of the same step."""
    refused = kind_refusal(context.catalogue, kind)
    if refused:
        return refused
    if record_id and board.known_id(record_id):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=record_id[:60]))
    entry = context.catalogue.kind(kind)
    values = _card_values(context.catalogue, kind, fields)
    if isinstance(values, Refused):
        return values
    if not values.get("label"):
        return Refused("label-missing", _("A card needs words. Nothing was added."))
    if "concepts" not in fields:
        values["concepts"] = context.catalogue.topics_of(kind, values.get("type", ""))
    _take_side(context.catalogue, kind, values)
    same_letter = sum(1 for card in before if context.catalogue.kind(card.kind).code == entry.code)
    values.update(
        kind=kind,
        code=board.next_code(entry.code, same_letter),
        seq=board.next_seq() + len(before),
        created_by=context.laptop,
        placed="yes" if pos else "no",
    )
    card = context.sized(cast(Element, from_flat("elements", record_id or new_id("e-"), values)))
    place = pos or _free_place(board, context, card, before)
    return cast(Element, replaced(card, {"pos": place}))


def _take_side(catalogue: Catalogue, kind: str, values: dict[str, Any]) -> None:
    """Give a person of a known sort the side that the sort is of, where no other is said."""
    entry = catalogue.type_entry(kind, values.get("type", "")) if kind == "stakeholder" else None
    if entry and not values.get("side"):
        values["side"] = entry.get("side", "")


def _free_place(board: Board, context: Context, card: Element, before: Sequence[Element]) -> tuple[float, float]:
    zone = zones.zone_of(card, context.catalogue)
    taken = [rect for rect in map(zones.card_rect, before) if rect]
    return zones.free_cell(board, context.catalogue, zone, card.size or (200.0, 62.0), taken=taken)


def filled_in(board: Board, context: Context, came: Collection[str]) -> Change:
    """Return the change that gives cards which `came` a code, a number, a size and a free place where they have none.

    Other programs that write into the document know cards by their kind and words alone.
    """
    changes, made = [], list[Element]()
    for card in (board.elements[card_id] for card_id in sorted(came) if card_id in board.elements):
        letter = context.catalogue.kind(card.kind).code
        values: dict[str, Any] = {}
        if not card.code:
            before = sum(1 for one in made if context.catalogue.kind(one.kind).code == letter)
            values["code"] = board.next_code(letter, before)
        if not card.seq:
            values["seq"] = board.next_seq() + len(made)
        sized = card if card.size is not None else context.sized(card)
        if card.size is None:
            values["size"] = sized.size
        if card.pos is None:
            values["pos"] = _free_place(board, context, sized, made)
        if values:
            changes.append(updating(card, values))
            made.append(cast(Element, replaced(card, values)))
    return joined(changes)


def room_for(board: Board, context: Context, made: Sequence[Element]) -> Change:
    """Return the change that pushes down what lies below a zone which grows by the new cards."""
    moves: dict[str, tuple[float, float]] = {}
    by_zone: dict[str, list[zones.Rect]] = {}
    for card in made:
        if rect := zones.card_rect(card):
            by_zone.setdefault(zones.zone_of(card, context.catalogue), []).append(rect)
    for zone, rects in by_zone.items():
        moves.update(zones.make_room(board, context.catalogue, zone, rects))
    return joined(updating(board.elements[card], {"pos": pos}) for card, pos in moves.items())


def _card_values(words: Catalogue, kind: str, fields: Mapping[str, Any]) -> dict[str, Any] | Refused:
    values = checked_all(card_fields(words, kind), fields)
    if isinstance(values, Refused):
        return values
    if "label" in values and not values["label"]:
        return Refused("label-missing", _("A card needs words. The old ones are kept."))
    return values


def _carries_over(attribute: Attribute | None, value: Any) -> bool:
    if attribute is None:
        return False
    return not attribute.values or value in dict(attribute.values)


def _edit_label(words: Catalogue, card: Element, values: Mapping[str, Any]) -> str:
    if list(values) == ["label"]:
        return _("Rename card")
    if len(values) == 1:
        field = card_fields(words, card.kind)[next(iter(values))]
        return _("Change “{field}”").format(field=field.label.rstrip("?"))
    return _("Edit card")


def height_of(card: Element) -> float:
    """Return the height of a card, pixels; that of a plain one where it was never measured."""
    return card.size[1] if card.size else 62.0


def with_id(record: Any, record_id: str) -> Any:
    """Return a copy of a record under another id."""
    return dataclasses.replace(record, id=record_id)
