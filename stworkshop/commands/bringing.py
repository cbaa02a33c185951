"""Bring cards and links of another file onto the map, all in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from stworkshop.analysis.viewpoints import ARRANGEMENT
from stworkshop.commands.base import Context, Decision, Outcome, Refused, ids_of
from stworkshop.commands.cards import card_fields
from stworkshop.commands.values import (
    LONGEST_LABEL,
    checked_all,
    clean_label,
    clean_text,
    is_id,
    kind_refusal,
    within_reach,
)
from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.changes import adding, joined, updating
from stworkshop.model.records import Element, Image, Link, Position, View, from_flat, replaced

_ROOTS = ("elements", "links", "views", "positions", "images")
_NOT_FIELDS = ("root", "id", "kind", "code", "pos", "relation", "source", "target", "image")


def bring_in(board: Board, context: Context, *, records: Sequence[Mapping[str, Any]]) -> Outcome:
    """Add cards and links with the ids given; links join new cards and cards that are there.

    A code that is taken gives way to the next free one, and of links that say the same one is drawn. Cards without a
    place go to their zones, where the others make room. An arrangement, which is a view and the places of cards in it,
    comes with them; cards stand in their zones in its order.
    """
    cards: dict[str, Element] = {}
    links: dict[str, Link] = {}
    views: dict[str, View] = {}
    images: dict[str, Image] = {}
    positions: dict[str, Position] = {}
    taken = Counter[str]()
    codes = {element.code for element in board.elements.values()}
    joined_already: set[tuple[str, frozenset[str] | tuple[str, str]]] = set()
    for entry in records:
        if entry.get("root") == "images" and entry.get("id") in board.images:
            continue
        refused = _unfit(board, entry, cards, links, views, positions, images)
        if refused:
            return refused
        seq = board.next_seq() + len(cards) + len(links) + len(views) + len(positions) + len(images)
        if entry["root"] == "views":
            views[entry["id"]] = _view(entry, seq)
        elif entry["root"] == "images":
            picture = _image(board, entry, seq, len(images))
            if isinstance(picture, Refused):
                return picture
            images[picture.id] = picture
        elif entry["root"] == "positions":
            positions[entry["id"]] = _position(entry, seq)
        elif entry["root"] == "elements":
            card = _card(board, context, entry, seq, codes, taken, images)
            if isinstance(card, Refused):
                return card
            cards[card.id] = card
        else:
            link = _link(context, entry, seq)
            if isinstance(link, Refused):
                return link
            twin = _twin_key(context, link)
            if twin in joined_already or _is_there(board, context, link):
                continue
            joined_already.add(twin)
            links[link.id] = link
    for link in links.values():
        if any(end not in board.elements and end not in cards for end in (link.source, link.target)):
            return Refused("not-there", _("A link ends at a card that is not there. Nothing was added."))
    for place in positions.values():
        if place.view not in views or (place.element not in cards and place.element not in board.elements):
            return Refused("not-there", _("A place is for a card or a view that is not there. Nothing was added."))
    if not cards and not links:
        return Refused("nothing-to-bring", _("There is nothing to bring in."))
    at = {place.element: place.pos for place in positions.values() if place.pos is not None}
    cards, moves = _placed(board, context, cards, at)
    moved = joined(updating(board.elements[i], {"pos": pos}) for i, pos in moves.items())
    made = [*images.values(), *cards.values(), *links.values(), *views.values(), *positions.values()]
    label = ngettext("Bring in {n} card", "Bring in {n} cards", len(cards)).format(n=len(cards))
    return Decision(joined([adding(made), moved]), label, ids_of(made))


def _unfit(board: Board, entry: Mapping[str, Any], *before: Mapping[str, Any]) -> Refused | None:
    record_id = entry.get("id")
    if entry.get("root") not in _ROOTS or not isinstance(record_id, str) or not record_id:
        return Refused("not-a-card", _("Only cards and links can be brought in, each with an id."))
    if board.known_id(record_id) or any(record_id in made for made in before) or not is_id(record_id):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=record_id[:60]))
    return None


def _card(
    board: Board,
    context: Context,
    entry: Mapping[str, Any],
    seq: int,
    codes: set[str],
    taken: Counter[str],
    images: Mapping[str, Image],
) -> Element | Refused:
    words = context.catalogue
    kind = str(entry.get("kind") or "")
    refused = kind_refusal(words, kind)
    if refused:
        return refused
    fields = {name: value for name, value in entry.items() if name not in _NOT_FIELDS}
    values = checked_all(card_fields(words, kind), fields)
    if isinstance(values, Refused):
        return values
    if not values.get("label"):
        return Refused("label-missing", _("A card needs words. Nothing was added."))
    letter = words.kind(kind).code
    code = str(entry.get("code") or "")
    while not code or code in codes or not code.startswith(letter):
        code = board.next_code(letter, taken[letter])
        taken[letter] += 1
    codes.add(code)
    pos = entry.get("pos")
    place = within_reach((pos[0], pos[1])) if isinstance(pos, list | tuple) and len(pos) == 2 else None
    if entry.get("image") in images or entry.get("image") in board.images:
        values["image"] = entry["image"]
    values.update(kind=kind, code=code, seq=seq, created_by=context.laptop, pos=place, placed="yes" if place else "no")
    return context.sized(cast(Element, from_flat("elements", entry["id"], values)))


def _link(context: Context, entry: Mapping[str, Any], seq: int) -> Link | Refused:
    relation = str(entry.get("relation") or "")
    if relation not in context.catalogue.relations:
        return Refused("unknown-relation", _("There is no such link. Nothing was added."))
    source, target = str(entry.get("source") or ""), str(entry.get("target") or "")
    if source == target:
        return Refused("same-ends", _("A link joins two cards. Nothing was added."))
    fields = {name: value for name, value in entry.items() if name not in _NOT_FIELDS}
    values = checked_all(context.catalogue.record_fields("link"), fields)
    if isinstance(values, Refused):
        return values
    values.update(relation=relation, source=source, target=target, seq=seq, created_by=context.laptop)
    return cast(Link, from_flat("links", entry["id"], values))


def _view(entry: Mapping[str, Any], seq: int) -> View:
    label = clean_label(str(entry.get("label") or ""))[:LONGEST_LABEL] or _("As it came")
    return View(id=entry["id"], label=label, layout=ARRANGEMENT, seq=seq)


def _image(board: Board, entry: Mapping[str, Any], seq: int, before: int) -> Image | Refused:
    data, alt = str(entry.get("data") or ""), clean_text(str(entry.get("alt") or ""))
    if card_image.problem(data):
        return Refused("no-picture", _("This is no picture. Nothing was changed."))
    if len(board.images) + before >= rules.MOST_IMAGES:
        return Refused("too-many-pictures", rules.too_many_images())
    return Image(id=entry["id"], seq=seq, data=data, alt=alt[:LONGEST_LABEL])


def _position(entry: Mapping[str, Any], seq: int) -> Position:
    values = {**{name: entry.get(name) for name in ("view", "element", "pos")}, "seq": seq}
    place = cast(Position, from_flat("positions", entry["id"], values))
    return replace(place, pos=within_reach(place.pos)) if place.pos is not None else place


def _twin_key(context: Context, link: Link) -> tuple[str, frozenset[str] | tuple[str, str]]:
    """Return what two links share that say the same."""
    symmetric = context.catalogue.relations[link.relation].symmetric
    return link.relation, frozenset((link.source, link.target)) if symmetric else (link.source, link.target)


def _is_there(board: Board, context: Context, link: Link) -> bool:
    symmetric = context.catalogue.relations[link.relation].symmetric
    return board.link_between(link.relation, link.source, link.target, symmetric=symmetric) is not None


def _placed(
    board: Board, context: Context, cards: dict[str, Element], at: Mapping[str, tuple[float, float]]
) -> tuple[dict[str, Element], dict[str, tuple[float, float]]]:
    """Return the cards with their places, in the order of those in `at`, and new places of cards that make room."""
    homeless = {i for i, card in cards.items() if card.pos is None}
    if not homeless:
        return cards, {}
    from stworkshop.layout import tidy  # slow to load, and only needed here

    together = Board([*board.records(), *cards.values()])
    found = tidy.tidy(together, context.catalogue, only=homeless, order=at).positions
    placed = {i: cast(Element, replaced(card, {"pos": found.get(i, card.pos)})) for i, card in cards.items()}
    moves = {i: pos for i, pos in found.items() if i not in cards and board.elements[i].pos != pos}
    return placed, moves
