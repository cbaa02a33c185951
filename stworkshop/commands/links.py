"""Commands on links: add, edit, relink."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any, cast

from stworkshop.commands.base import Context, Decision, Outcome, Refused, missing
from stworkshop.commands.values import checked_all, clean_label
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import Link, from_flat, new_id, replaced


def add_link(
    board: Board, context: Context, *, relation: str, source: str, target: str, id: str = "", **fields: Any
) -> Outcome:
    """Draw a link; one that the catalogue does not list is accepted, a second one of the same relation is not."""
    refused = _bad_ends(board, context, relation, source, target)
    if refused:
        return refused
    if id and board.known_id(id):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=id[:60]))
    values = checked_all(context.catalogue.record_fields("link"), fields)
    if isinstance(values, Refused):
        return values
    values.update(relation=relation, source=source, target=target, seq=board.next_seq(), created_by=context.laptop)
    link = cast(Link, from_flat("links", id or new_id("l-"), values))
    return Decision(adding([link]), _("Link cards"), (link.id,))


def edit_link(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Set a link's relation-independent fields: whether it was talked about, and what was said."""
    refused = missing(board, [id], "links")
    if refused:
        return refused
    values = checked_all(context.catalogue.record_fields("link"), fields)
    if isinstance(values, Refused):
        return values
    link = cast(Link, board.in_root("links")[id])
    return Decision(updating(link, values), _("Edit link"), (id,))


def relink(
    board: Board, context: Context, *, id: str, source: str = "", target: str = "", relation: str = ""
) -> Outcome:
    """Let a link start or end at another card, or join its cards by another relation."""
    refused = missing(board, [id], "links")
    if refused:
        return refused
    link = cast(Link, board.in_root("links")[id])
    ends = {
        "relation": relation or link.relation,
        "source": source or link.source,
        "target": target or link.target,
    }
    if all(getattr(link, name) == value for name, value in ends.items()):
        return Decision(Change(), _("Move link"), (id,))
    refused = _bad_ends(board, context, ends["relation"], ends["source"], ends["target"], but=id)
    if refused:
        return refused
    return Decision(updating(link, ends), _("Move link"), (id,))


def moved_ends(board: Board, context: Context, gone: Collection[str], kept: str) -> Change:
    """Return the change that hangs the links of cards in `gone` on `kept`: none from it to itself, none twice.

    Of two links that become one, the one that stays takes what was noted on the other, and who drew it.
    """

    def key(relation: str, source: str, target: str) -> tuple[str, str, str]:
        first, last = sorted((source, target)) if _symmetric(context, relation) else (source, target)
        return relation, first, last

    staying = {
        key(link.relation, link.source, link.target): link
        for link in board.links_of(kept)
        if link.source not in gone and link.target not in gone
    }
    changes = []
    links = {link.id: link for card in (kept, *sorted(gone)) for link in board.all_links_at(card)}
    for link in links.values():
        if link.source not in gone and link.target not in gone:
            continue
        source = kept if link.source in gone else link.source
        target = kept if link.target in gone else link.target
        drawn = key(link.relation, source, target)
        twin = staying.get(drawn)
        if source == target or twin is not None:
            changes.append(removing([link]))
        if twin is not None:
            both = _taken_together(twin, link)
            changes.append(updating(twin, both))
            staying[drawn] = cast(Link, replaced(twin, both))
        elif source != target:
            ends = {"source": source, "target": target}
            changes.append(updating(link, ends))
            staying[drawn] = cast(Link, replaced(link, ends))
    return joined(changes)


def _taken_together(staying: Link, going: Link) -> dict[str, Any]:
    notes = [line for line in (staying.note, going.note) if line]
    return {
        "discussed": "yes" if "yes" in (staying.discussed, going.discussed) else "no",
        "note": "\n".join(dict.fromkeys(notes)),
        "drawers": tuple(dict.fromkeys((*staying.drawers, *going.drawers))),
    }


def copied(link: Link, **changes: Any) -> Link:
    """Return a copy of a link under an id of its own."""
    return cast(Link, replaced(dataclasses.replace(link, id=new_id("l-")), changes))


def _symmetric(context: Context, relation: str) -> bool:
    known = context.catalogue.relations.get(relation)
    return bool(known and known.symmetric)


def _bad_ends(board: Board, context: Context, relation: str, source: str, target: str, but: str = "") -> Refused | None:
    if relation not in context.catalogue.relations:
        return Refused(
            "unknown-relation", _("There is no relation “{relation}”.").format(relation=clean_label(relation)[:60])
        )
    refused = missing(board, [source, target])
    if refused:
        return refused
    if source == target:
        return Refused("link-to-itself", _("A card is not linked to itself."))
    twin = board.link_between(relation, source, target, symmetric=_symmetric(context, relation))
    if twin is not None and twin.id != but:
        sentence = _("“{source}” {relation} “{target}” is already there.")
        words = context.catalogue.relations[relation].label
        first, last = board.elements[twin.source].label, board.elements[twin.target].label
        return Refused("link-twice", sentence.format(source=first, relation=words, target=last))
    return None
