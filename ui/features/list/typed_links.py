"""Reading a link that was typed in a list: a relation and a card, in either order of the relation's words."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.model.rules import offered_relations
from stworkshop.model.same_words import folded
from ui.session.find_or_add import matches


def read_link(board: Board, catalogue: Catalogue, card: str, text: str) -> dict[str, str] | str:
    """Return what "is answered by, Equity monitor" beside a card means: arguments of add_link, or a sentence why not.

    A card alone takes the most likely relation.
    """
    verb, comma, name = (part.strip() for part in text.partition(","))
    if not comma or any(folded(text) in (folded(e.label), folded(e.code)) for e in board.elements.values()):
        verb, name = _split(catalogue, text)
    other = _card(board, card, name)
    if other is None:
        return _("No card is called “{name}”. Write the relation, a comma, and the card.").format(name=name)
    own = board.elements[card]
    if not verb:
        offered = offered_relations(catalogue, own.kind, other.kind)
        if not offered:
            return _("Write how they belong together first, then a comma, then the card.")
        relation, outgoing = offered[0]
    else:
        found = _relation(catalogue, verb)
        if found is None:
            return _("No relation is called “{name}”.").format(name=verb)
        relation, outgoing = found
    source, target = (own.id, other.id) if outgoing else (other.id, own.id)
    return {"relation": relation, "source": source, "target": target}


def _split(catalogue: Catalogue, text: str) -> tuple[str, str]:
    """Split words without a comma after the longest relation that they start with."""
    wanted = folded(text)
    words = [w for r in catalogue.relations.values() for w in (r.label, r.inverse_label)]
    for word in sorted(words, key=len, reverse=True):
        if wanted.startswith(folded(word) + " "):
            return word, text.strip()[len(word) :].strip()
    return "", text.strip()


def _relation(catalogue: Catalogue, words: str) -> tuple[str, bool] | None:
    wanted = folded(words)
    best: tuple[int, str, bool] = (0, "", True)
    for relation in catalogue.relations.values():
        for label, outgoing in ((relation.label, True), (relation.inverse_label, relation.symmetric)):
            score = 4 if folded(label) == wanted else matches(wanted, label)
            if score > best[0]:
                best = (score, relation.id, outgoing)
    return (best[1], best[2]) if best[0] else None


def _card(board: Board, own: str, name: str) -> Element | None:
    wanted = folded(name)
    if not wanted:
        return None
    scored = [
        (5 if folded(e.code) == wanted else 4 if folded(e.label) == wanted else matches(wanted, e.label), -e.seq, e)
        for e in board.elements.values()
        if e.id != own
    ]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best is not None and best[0] else None
