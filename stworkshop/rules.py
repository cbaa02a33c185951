"""Rules of the map: what a delete takes along, which links are allowed, what a stage permits."""

from __future__ import annotations

from collections.abc import Iterable

from stworkshop import agenda
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.records import Element, Record


def taken_along(board: Board, ids: Iterable[str]) -> list[Record]:
    """Return the records with these ids, and the links and places in views that go when their cards go, each once."""
    found: dict[str, Record] = {}
    for record_id in ids:
        record = board.find(record_id)
        if record is None:
            continue
        found[record.id] = record
        if isinstance(record, Element):
            found.update((link.id, link) for link in board.all_links_at(record.id))
    if found and board.positions:
        places = (p for p in board.positions.values() if p.element in found or p.view in found)
        found.update([(place.id, place) for place in places])
    return list(found.values())


def offered_relations(catalogue: Catalogue, source_kind: str, target_kind: str) -> list[tuple[str, bool]]:
    """Return (relation, from source to target) that may be offered between two kinds, most likely first.

    What the sample maps use most between the two comes first, whichever way it runs; then what says most: the relation
    that fewest pairs of kinds share.
    """
    offers = [(relation, True) for relation in catalogue.allowed(source_kind, target_kind)]
    offers += [
        (relation, False)
        for relation in catalogue.allowed(target_kind, source_kind)
        if not catalogue.relations[relation].symmetric
    ]
    order = {relation: index for index, relation in enumerate(catalogue.relations)}

    def rank(offer: tuple[str, bool]) -> tuple[int, int, bool, int]:
        relation, forward = offer
        ends = (source_kind, target_kind) if forward else (target_kind, source_kind)
        return -catalogue.uses(relation, *ends), catalogue.spread(relation), not forward, order[relation]

    return sorted(offers, key=rank)


def stage_refusal(board: Board, catalogue: Catalogue, wanted: str, cards: Iterable[str], laptop: str) -> str:
    """Return why the running stage does not permit `wanted`, or '' where it does; without a stage all is permitted."""
    stage = catalogue.stages.get(board.session.stage)
    if stage is None or wanted in stage["permits"]:
        return ""
    running = agenda.running(board)
    label = agenda.name(running, catalogue) if running is not None else str(stage["label"])
    if wanted == "edit" and "edit-own" in stage["permits"]:
        own = all(board.elements[i].created_by == laptop for i in cards if i in board.elements)
        sentence = _("In “{stage}” everybody changes only the cards made on their own laptop.")
        return "" if own else sentence.format(stage=label)
    sentences = {
        "add": _("In “{stage}” no cards are added."),
        "edit": _("In “{stage}” cards are not changed."),
        "move": _("In “{stage}” cards stay where they are."),
        "link": _("In “{stage}” links stay as they are."),
        "delete": _("In “{stage}” no card is deleted."),
        "comment": _("In “{stage}” no notes are written."),
    }
    return sentences[wanted].format(stage=label)
