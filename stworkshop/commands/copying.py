"""Commands that copy cards with the links among them: beside the originals, or from another session.

A copy carries what is written on a card: its words, kind, topics, fields and note. It carries nothing that a room has
said or promised of the original (`Attribute.copied`), no votes, no earlier codes or wordings, no frame and no lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from stworkshop.commands.base import Context, Outcome, Refused, missing
from stworkshop.commands.bringing import bring_in
from stworkshop.commands.cards import card_fields
from stworkshop.commands.values import checked, within_reach
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Image, Link, new_id, value_of

MOST_COPIES = 1_000
"""Most cards of one copy."""
ASIDE = (24.0, 24.0)
"""How far from the originals copies lie, pixels at 100 %."""


def too_many(n: int) -> str:
    """Return the sentence for so many cards that they are not copied at once."""
    return _("These are {n} cards; at most {most} are copied at once. Nothing was added.").format(n=n, most=MOST_COPIES)


def carried(board: Board, catalogue: Catalogue, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return what a copy of cards carries: flat records of their pictures, the cards, and the links among them."""
    cards = {card_id: board.elements[card_id] for card_id in dict.fromkeys(ids) if card_id in board.elements}
    from_them = (link for card_id in cards for link in board.links_from(card_id))
    among = (link for link in from_them if link.target in cards and link.relation in catalogue.relations)
    pictures = {card.image: board.images[card.image] for card in cards.values() if card.image in board.images}
    kept = [_card(catalogue, card) for card in cards.values()]
    return [*map(_picture, pictures.values()), *kept, *map(_link, among)]


def duplicate(
    board: Board,
    context: Context,
    *,
    ids: Sequence[str],
    offset: tuple[float, float] = ASIDE,
    topics: Mapping[str, Any] | None = None,
) -> Outcome:
    """Copy cards and the links among them; each copy gets a code of its own, and those in `topics` other topics."""
    refused = missing(board, ids)
    if refused:
        return refused
    if not isinstance(topics or {}, Mapping):
        return Refused("bad-argument", _("The topics of copies are lists by card. Nothing was added."))
    other = {card_id: {"concepts": concepts} for card_id, concepts in (topics or {}).items()}
    records = [{**entry, **other.get(entry["id"], {})} for entry in carried(board, context.catalogue, ids)]
    made = _copied(board, context, records, offset)
    if isinstance(made, Refused):
        return made
    n = len(made.change.ids("elements"))
    return replace(made, label=ngettext("Duplicate {n} card", "Duplicate {n} cards", n).format(n=n))


def paste_cards(
    board: Board, context: Context, *, records: Sequence[Mapping[str, Any]], offset: tuple[float, float] = (0.0, 0.0)
) -> Outcome:
    """Add copies of cards and of the links among them, with new ids and codes; cards without a place get free ones."""
    made = _copied(board, context, records, offset)
    if isinstance(made, Refused):
        return made
    n = sum(1 for entry in records if entry.get("root") == "elements")
    return replace(made, label=ngettext("Paste {n} card", "Paste {n} cards", n).format(n=n))


def _copied(
    board: Board, context: Context, records: Sequence[Mapping[str, Any]], offset: tuple[float, float]
) -> Outcome:
    cards = [entry for entry in records if entry.get("root") == "elements"]
    if not cards:
        return Refused("nothing-to-paste", _("There are no cards to copy."))
    if len(cards) > MOST_COPIES:
        return Refused("too-many-cards", too_many(len(cards)))
    names = {str(entry.get("id")): new_id("e-") for entry in cards}
    if len(names) < len(cards):
        return Refused("id-taken", _("Two of these cards have the same id. Nothing was added."))
    made: list[dict[str, Any]] = []
    for entry in records:
        if entry.get("root") == "elements":
            made.append({**entry, "id": names[str(entry["id"])], **_shifted(entry, offset)})
            continue
        if entry.get("root") == "images":
            made.append(dict(entry))
            continue
        ends = {end: names.get(str(entry.get(end))) for end in ("source", "target")}
        if None in ends.values():
            return Refused("not-there", _("A link ends at a card that is not there. Nothing was added."))
        made.append({**entry, "id": new_id("l-"), **ends})
    return bring_in(board, context, records=made)


def _shifted(entry: Mapping[str, Any], offset: tuple[float, float]) -> dict[str, Any]:
    pos = entry.get("pos")
    if not isinstance(pos, list | tuple) or len(pos) != 2:
        return {}
    return {"pos": within_reach((pos[0] + offset[0], pos[1] + offset[1]))}


def _card(catalogue: Catalogue, card: Element) -> dict[str, Any]:
    found: dict[str, Any] = {"root": "elements", "id": card.id, "kind": card.kind, "pos": card.pos}
    for name, field in card_fields(catalogue, card.kind).items():
        value = value_of(card, name)
        carries = field.copied and not field.derived and name != "locked"
        if carries and value not in (None, "", ()) and not isinstance(checked(field, value), Refused):
            found[name] = list(value) if isinstance(value, tuple) else value
    return {**found, "image": card.image} if card.image else found


def _picture(picture: Image) -> dict[str, Any]:
    return {"root": "images", "id": picture.id, "data": picture.data, "alt": picture.alt}


def _link(link: Link) -> dict[str, Any]:
    note = {"note": link.note} if link.note else {}
    ends = {"relation": link.relation, "source": link.source, "target": link.target}
    return {"root": "links", "id": link.id, **ends, **note}
