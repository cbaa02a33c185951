"""Commands that make one card of several that say the same, and several of one that says two things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from stworkshop.commands import links
from stworkshop.commands.base import Context, Decision, Outcome, Refused, ids_of, missing
from stworkshop.commands.cards import height_of, with_id
from stworkshop.commands.values import LONGEST_TEXT, clean_label, too_long
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout import zones
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import Element, Record, Value, new_id, replaced

MOST_CARDS = 50
"""Most cards that one card becomes; more is more likely a mistake than a sentence."""


def merge_cards(board: Board, context: Context, *, ids: Sequence[str], label: str = "") -> Outcome:
    """Make one card of several: the first stays, takes all links and topics, and keeps every wording.

    What the others said, and the codes under which they were printed, stand in the note of the card that stays. A card
    that people have voted on can only be the first.
    """
    ids = tuple(dict.fromkeys(ids))
    refused = missing(board, ids)
    if refused:
        return refused
    if len(ids) < 2:
        return Refused("needs-two-cards", _("Choose at least two cards that say the same."))
    first, *others = (board.elements[element_id] for element_id in ids)
    if any(card.kind != first.kind for card in others):
        return Refused("unequal-kinds", _("Only cards of one kind become one. Make them the same kind first."))
    refused = _kept_apart(board, first, others) or too_long(clean_label(label))
    if refused:
        return refused
    changes = _together(first, others, clean_label(label) or first.label)
    if len(str(changes["note"])) > LONGEST_TEXT:
        return Refused("too-long", _("All that these cards say does not fit on one card. Nothing was changed."))
    changes["size"] = context.sized(cast(Element, replaced(first, changes))).size
    gone = {card.id for card in others}
    moved = links.moved_ends(board, context, gone, first.id)
    places = [place for place in board.positions.values() if place.element in gone]
    steps = [_named_again(board, gone, first.id), moved, updating(first, changes), removing([*others, *places])]
    n = len(ids)
    return Decision(joined(steps), ngettext("Join {n} card", "Join {n} cards", n).format(n=n), ids)


def split_card(board: Board, context: Context, *, id: str, labels: Sequence[str]) -> Outcome:
    """Make several cards of one: the first label keeps the card, each other gets a copy with the same links.

    The words that the card had before stay in its note; each copy takes a free place near it.
    """
    refused = missing(board, [id])
    if refused:
        return refused
    words = [clean_label(label) for label in labels]
    if len(words) < 2 or not all(words):
        return Refused("needs-two-labels", _("Write the words of at least two cards."))
    if len(words) > MOST_CARDS:
        return Refused("too-many-lines", _("A card becomes at most {n} cards at once.").format(n=MOST_CARDS))
    refused = next((no for label in words if (no := too_long(label))), None)
    if refused:
        return refused
    card = board.elements[id]
    kept = {
        "label": words[0],
        "note": "\n".join(line for line in (card.note, _also_said(card, words[0], new=False)) if line),
    }
    first = context.sized(cast(Element, replaced(card, kept)))
    steps = [updating(card, {**kept, "size": first.size})]
    made: list[Record] = []
    copies: list[Element] = []
    letter = context.catalogue.kind(card.kind).code
    for index, label in enumerate(words[1:]):
        changes: dict[str, Value] = {
            "label": label,
            "code": board.next_code(letter, index),
            "locked": "no",
            "wordings": None,
            "codes_before": None,
            "seq": board.next_seq() + len(made),
            "created_by": context.laptop,
        }
        copy = context.sized(with_id(cast(Element, replaced(card, changes)), new_id("e-")))
        copy = cast(Element, replaced(copy, {"pos": _place_near(board, context, first, copy, copies)}))
        copies.append(copy)
        made.append(copy)
        for link in board.links_of(id):
            ends = {"source": link.source, "target": link.target}
            ends = {end: copy.id if other == id else other for end, other in ends.items()}
            made.append(links.copied(link, **ends, seq=board.next_seq() + len(made), created_by=context.laptop))
    steps.append(adding(made))
    return Decision(joined(steps), _("Split card"), (*ids_of(made), id))


def _place_near(
    board: Board, context: Context, card: Element, copy: Element, before: Sequence[Element]
) -> tuple[float, float]:
    """Return the free cell nearest to the place under a card."""
    x, y = card.pos or (0.0, 0.0)
    near = (x, y + sum(height_of(one) + 16 for one in (card, *before)))
    zone = zones.zone_of(card, context.catalogue)
    taken = [rect for rect in map(zones.card_rect, (card, *before)) if rect]
    return zones.free_cell(board, context.catalogue, zone, copy.size or zones.CARD_SIZE, near, taken)


def voted_on(board: Board, card_id: str) -> bool:
    """Tell whether a round, open or closed, asks about a card, or about a statement on it."""
    return any(card_id in round_.items for round_ in board.rounds.values())


def _kept_apart(board: Board, first: Element, others: Sequence[Element]) -> Refused | None:
    voted = next((card for card in others if voted_on(board, card.id)), None)
    if voted is not None and voted_on(board, first.id):
        words = _("People have voted on {one} and on {other}, and votes are not added up. Link the two cards instead.")
        return Refused("was-voted", words.format(one=first.code, other=voted.code))
    if voted is not None:
        words = _("People have voted on {code}, so that card has to be the one that stays. Name it first.")
        return Refused("was-voted", words.format(code=voted.code))
    locked = next((card for card in others if card.locked == "yes"), None)
    if locked is not None:
        return Refused("locked", _("“{label}” is locked. Unlock it to join it.").format(label=locked.label))
    return None


def _together(first: Element, others: Sequence[Element], words: str) -> dict[str, Value]:
    """Return the fields of the card that stays: its words, all wordings, all notes and topics, and what was empty."""
    heard = [w for card in (first, *others) for w in (card.label, *card.attributes.get("wordings", ()))]
    wordings = tuple(dict.fromkeys(w for w in heard if w != words))
    notes = [line for card in (first, *others) for line in card.note.split("\n") if line]
    notes += [_also_said(card, words, new=card is not first) for card in (first, *others)]
    changes: dict[str, Value] = {}
    for card in others:  # what the first does not say, the others do; the first of them wins
        for name, value in card.attributes.items():
            if value not in (None, "", ()) and first.attributes.get(name) in (None, "", ()):
                changes.setdefault(name, value)
    codes = [c for card in (first, *others) for c in card.attributes.get("codes_before", ())]
    changes.update(
        label=words,
        wordings=wordings,
        note="\n".join(dict.fromkeys(line for line in notes if line)),
        concepts=tuple(dict.fromkeys(concept for card in (first, *others) for concept in card.concepts)),
        codes_before=tuple(dict.fromkeys([*codes, *(card.code for card in others if card.code)])),
    )
    return changes


def _also_said(card: Element, words: str, *, new: bool) -> str:
    """Return the line that keeps a card's words, with the code under which it was printed; "" where nothing is lost."""
    if card.label == words:
        return _("Was also {code}.").format(code=card.code) if new and card.code else ""
    if new and card.code:
        return _("Also said: “{words}” ({code})").format(words=card.label, code=card.code)
    return _("Also said: “{words}”").format(words=card.label)


def _named_again(board: Board, gone: set[str], kept: str) -> Change:
    """Return the change that lets statements, notes, people, words and other cards speak of the card that stays."""
    changes = [updating(s, {"about": kept}) for s in board.statements.values() if s.about in gone]
    changes += [updating(p, {"stakeholder": kept}) for p in board.participants.values() if p.stakeholder in gone]
    for note in board.notes.values():
        if gone & set(note.about):
            about = tuple(dict.fromkeys(kept if item in gone else item for item in note.about))
            changes.append(updating(note, {"about": about}))
    for card in board.elements.values():
        named = _renamed(card.attributes, gone, kept) if card.id not in gone else {}
        if named:
            changes.append(updating(card, named))
    return joined(changes)


def _renamed(attributes: Mapping[str, Value], gone: set[str], kept: str) -> dict[str, Value]:
    """Return the attributes that name a card which goes, naming the one that stays."""
    found: dict[str, Value] = {}
    for name, value in attributes.items():
        if isinstance(value, str) and value in gone:
            found[name] = kept
        elif isinstance(value, tuple) and any(isinstance(item, str) and item in gone for item in value):
            found[name] = tuple(dict.fromkeys(kept if item in gone else item for item in value))
    return found
