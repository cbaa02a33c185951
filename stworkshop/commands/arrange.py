"""Commands that put cards in their places: move, align, distribute, group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stworkshop.commands.base import Context, Decision, Outcome, Refused, missing
from stworkshop.commands.values import clean_label, too_long
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout import zones
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import Element, Group, new_id

Point = tuple[float, float]
EDGES = ("left", "center", "right", "top", "middle", "bottom")


def move_elements(
    board: Board, context: Context, *, moves: Mapping[str, Point], placed: str = "yes", pushed: Sequence[str] = ()
) -> Outcome:
    """Put cards at new top left corners; locked ones stay, and say so where nothing else moves.

    Cards in `pushed` only make room: who placed them, a person or the layout, stays as it was.
    """
    refused = missing(board, moves)
    if refused:
        return refused
    cards = [board.elements[element_id] for element_id in moves]
    free = [card for card in cards if card.locked != "yes"]
    if cards and not free:
        return Refused("locked", _("This card is locked in its place. Unlock it to move it."))
    who = {card.id: {} if card.id in pushed else {"placed": placed} for card in free}
    change = joined(updating(card, {"pos": moves[card.id], **who[card.id]}) for card in free)
    n = len(free)
    moved, tidied = ngettext("Move {n} card", "Move {n} cards", n), ngettext("Tidy {n} card", "Tidy {n} cards", n)
    label = (tidied if placed == "no" else moved).format(n=n)
    return Decision(change, label, tuple(card.id for card in free))


def hidden(board: Board, change: Change, laptop: str) -> tuple[str, ...]:
    """Return this laptop's cards that hide another one, or are hidden, since a change put one of them onto the other.

    Two laptops choose the same free place at the same moment. Of cards that lie exactly on each other it is the one
    that was added later, so that each laptop moves its own and no two move the same.
    """
    came = {ref.id for ref in change.added if ref.root == "elements"}
    came.update(ref.id for ref, fields in change.updated.items() if ref.root == "elements" and "pos" in fields)
    places = {card.pos for card_id in came if (card := board.elements.get(card_id)) is not None} - {None}
    if not places:
        return ()
    there: dict[Point | None, list[Element]] = {}
    for card in board.elements.values():
        if card.pos in places:
            there.setdefault(card.pos, []).append(card)
    return tuple(
        card.id
        for cards in there.values()
        for card in cards
        if card.created_by == laptop and any(_later(card, other) for other in cards)
    )


def move_off(board: Board, context: Context, *, ids: Sequence[str]) -> Outcome:
    """Put cards that lie exactly on others in the free places nearest to them; locked ones stay."""
    refused = missing(board, ids)
    if refused:
        return refused
    moves: dict[str, Point] = {}
    taken: list[zones.Rect] = []
    for card in (board.elements[card_id] for card_id in ids):
        if card.pos is None or card.locked == "yes":
            continue
        size = card.size or zones.CARD_SIZE
        zone = zones.zone_of(card, context.catalogue)
        moves[card.id] = at = zones.free_cell(board, context.catalogue, zone, size, near=card.pos, taken=taken)
        taken.append(zones.Rect(*at, *size))
    if not moves:
        return Refused("locked", _("This card is locked in its place. Unlock it to move it."))
    change = joined(updating(board.elements[card_id], {"pos": pos}) for card_id, pos in moves.items())
    label = ngettext("Move {n} card", "Move {n} cards", len(moves)).format(n=len(moves))
    return Decision(change, label, tuple(moves), undoable=False)


def align(board: Board, context: Context, *, ids: Sequence[str], edge: str) -> Outcome:
    """Bring the same edge or centre line of cards to one line; of an edge the outermost card gives it."""
    cards = _placed(board, ids)
    if isinstance(cards, Refused):
        return cards
    axis = 0 if edge in ("left", "center", "right") else 1
    low = min(_start(card, axis) for card in cards)
    high = max(_start(card, axis) + _length(card, axis) for card in cards)

    def place(card: Element) -> float:
        if edge in ("left", "top"):
            return low
        if edge in ("right", "bottom"):
            return high - _length(card, axis)
        return (low + high - _length(card, axis)) / 2

    return _arranged(cards, axis, {card.id: place(card) for card in cards}, _("Align cards"))


def distribute(board: Board, context: Context, *, ids: Sequence[str], axis: str) -> Outcome:
    """Make the gaps between cards equal along an axis; the outermost two stay."""
    cards = _placed(board, ids)
    if isinstance(cards, Refused):
        return cards
    if len(cards) < 3:
        return Refused("needs-three-cards", _("Choose at least three cards to spread them evenly."))
    index = 0 if axis == "horizontal" else 1
    ordered = sorted(cards, key=lambda card: (_start(card, index), card.id))
    first, last = ordered[0], ordered[-1]
    room = _start(last, index) + _length(last, index) - _start(first, index)
    gap = (room - sum(_length(card, index) for card in ordered)) / (len(ordered) - 1)
    places, at = {}, _start(first, index)
    for card in ordered:
        places[card.id] = at
        at += _length(card, index) + gap
    return _arranged(ordered, index, places, _("Spread cards evenly"))


def group(board: Board, context: Context, *, ids: Sequence[str], label: str = "", ungroup: bool = False) -> Outcome:
    """Put a frame around cards so that they move together, or take them out of theirs."""
    refused = missing(board, ids)
    if refused:
        return refused
    cards = [board.elements[element_id] for element_id in dict.fromkeys(ids)]
    if ungroup:
        change = joined([joined(updating(card, {"group": ""}) for card in cards), _emptied(board, cards)])
        return Decision(change, _("Take out of the frame"), tuple(card.id for card in cards))
    if len(cards) < 2:
        return Refused("needs-two-cards", _("Choose at least two cards to put a frame around them."))
    if refused := too_long(clean_label(label)):
        return refused
    frame = Group(id=new_id("g-"), seq=board.next_seq(), label=clean_label(label))
    steps = [adding([frame]), *(updating(card, {"group": frame.id}) for card in cards), _emptied(board, cards)]
    n = len(cards)
    return Decision(
        joined(steps), ngettext("Group {n} card", "Group {n} cards", n).format(n=n), (frame.id, *(c.id for c in cards))
    )


def _emptied(board: Board, leaving: Sequence[Element]) -> Change:
    """Return the change that removes the frames which hold fewer than two cards once these have left."""
    left = {card.id for card in leaving}
    steps = []
    for frame_id in {card.group for card in leaving if card.group}:
        frame = board.groups.get(frame_id)
        rest = [card for card in board.elements.values() if card.group == frame_id and card.id not in left]
        if frame is not None and len(rest) < 2:
            steps += [removing([frame]), *(updating(card, {"group": ""}) for card in rest)]
    return joined(steps)


def _placed(board: Board, ids: Sequence[str]) -> list[Element] | Refused:
    refused = missing(board, ids)
    if refused:
        return refused
    cards = [card for card in (board.elements[i] for i in dict.fromkeys(ids)) if card.pos and card.locked != "yes"]
    if len(cards) < 2:
        return Refused("needs-two-cards", _("Choose at least two cards that are not locked."))
    return cards


def _start(card: Element, axis: int) -> float:
    return card.pos[axis] if card.pos else 0.0


def _length(card: Element, axis: int) -> float:
    return card.size[axis] if card.size else (200.0, 62.0)[axis]


def _arranged(cards: Sequence[Element], axis: int, places: Mapping[str, float], label: str) -> Decision:
    steps = []
    for card in cards:
        x, y = card.pos or (0.0, 0.0)
        pos = (places[card.id], y) if axis == 0 else (x, places[card.id])
        steps.append(updating(card, {"pos": pos, "placed": "yes"}))
    return Decision(joined(steps), label, tuple(card.id for card in cards))


def _later(card: Element, other: Element) -> bool:
    return (card.seq, card.id) > (other.seq, other.id)
