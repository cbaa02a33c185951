"""Rules of the map: what a delete takes along, which links are allowed, what a stage or a guest's role permits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.model import agenda, ballot_promises
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import Change
from stworkshop.model.records import (
    Element,
    Image,
    Link,
    Note,
    Position,
    Record,
    Ref,
    Result,
    Round,
    Value,
    View,
    replaced,
    value_of,
)

ROLES = ("facilitator", "editor", "contributor", "viewer")
"""What a guest of a room may be, from the most to the least."""


MOST_IMAGES = 100
"""Pictures of a session; with all of them a file is some thirteen megabytes larger."""


def too_many_images() -> str:
    """Return the sentence for a change after which a session would hold more pictures than it can."""
    return _("A session holds at most {most} pictures. Nothing was changed.").format(most=MOST_IMAGES)


def cards_with(board: Board, image: str, but: Collection[str] = ()) -> list[str]:
    """Return the cards that bear a picture, but for some."""
    return [card.id for card in board.elements.values() if card.image == image and card.id not in but]


def taken_along(board: Board, ids: Iterable[str]) -> list[Record]:
    """Return the records with these ids, and what goes when their cards go: links, places in views, pictures."""
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
    pictures = {card.image for card in found.values() if isinstance(card, Element) and card.image}
    for picture in sorted(pictures & board.images.keys()):
        if not cards_with(board, picture, but=found.keys()):
            found[picture] = board.images[picture]
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
        "add": _("No cards can be added during “{stage}”."),
        "edit": _("Cards are locked during “{stage}”."),
        "move": _("Cards cannot be moved during “{stage}”."),
        "link": _("Links are locked during “{stage}”."),
        "delete": _("No cards can be deleted during “{stage}”."),
        "comment": _("No notes can be written during “{stage}”."),
    }
    return sentences[wanted].format(stage=label)


# --- what a guest's role permits

_FACILITATORS = frozenset({"rounds", "results", "session", "stages", "participants"})
_CONTRIBUTORS = frozenset({"elements", "links", "notes", "views", "positions", "images"})
_LASTING = frozenset({"rounds", "results", "session"})
_LINKING = frozenset({"relation", "source", "target"})
_MOVING = frozenset({"pos", "placed", "group", "size"})


def role_refusal(board: Board, catalogue: Catalogue, change: Change, role: str, laptop: str) -> str:
    """Return why a guest of this role, on this laptop, may not make the change, or '' where it may.

    `board` is the host's, before the change. The running stage's permissions hold for every guest.
    """
    if not change:
        return ""
    if role not in ROLES[:-1]:
        return _("You are here to look on. Nothing was changed.")
    touched = {**change.removed, **{ref: board.get(ref) or board.gone(ref) for ref in change.updated}}
    return (
        _shape_refusal(board, catalogue, change)
        or _role_alone(board, change, role, laptop, touched)
        or _stage_of_change(board, catalogue, change, laptop)
    )


def _shape_refusal(board: Board, catalogue: Catalogue, change: Change) -> str:
    """Return why nobody's program would make this change: what commands never do, however the bytes came about."""
    if any(ref.root in _LASTING for ref in change.removed):
        return _("Rounds and their results stay: they say what was asked and answered.")
    if any(ref.root == "session" and board.session.id not in ("", ref.id) for ref in change.added):
        return _("A session has one title and one agenda. Nothing was changed.")
    if why := ballot_promises.broken_by(change, board):
        return why
    more = sum((ref in change.added) - (ref in change.removed) for ref in change.refs() if ref.root == "images")
    if more > 0 and len(board.images) + more > MOST_IMAGES:
        return too_many_images()
    for ref in change.refs() - change.removed.keys():
        new = ref in change.added
        fields = change.updated.get(ref, {})
        after = _after(board, change, ref)
        if isinstance(after, Element) and (new or "kind" in fields) and not catalogue.knows_kind(after.kind):
            return _("There is no kind of card “{kind}”. Nothing was changed.").format(kind=after.kind[:60])
        if isinstance(after, Image) and (new or "data" in fields) and (why := card_image.problem(after.data)):
            return f"{why} {_('Nothing was changed.')}"
        if isinstance(after, Link) and (new or not _LINKING.isdisjoint(fields)):
            if after.relation not in catalogue.relations:
                return _("There is no relation “{relation}”. Nothing was changed.").format(relation=after.relation[:60])
            if after.source == after.target:
                return _("A card is not linked to itself.")
    return ""


def _after(board: Board, change: Change, ref: Ref) -> Record | None:
    """Return an added or updated record as the change leaves it."""
    record = change.added.get(ref) or board.get(ref)
    fields = change.updated.get(ref)
    return replaced(record, {name: after for name, (_b, after) in fields.items()}) if record and fields else record


def _role_alone(board: Board, change: Change, role: str, laptop: str, touched: Mapping[Ref, Record | None]) -> str:
    roots = change.roots()
    if role == "facilitator":
        records = [record for record in (*touched.values(), *change.added.values()) if record is not None]
        closing = {record.round for record in records if isinstance(record, Result)}
        closing |= {ref.id for ref in change.updated if ref.root == "rounds"}
        foreign = any(isinstance(new, Round) and new.opened_by != laptop for new in change.added.values())
        if foreign or any(not _opened_here(board, round_id, laptop) for round_id in closing):
            return _("Only the laptop that opened this round takes its sheets and closes it.")
        return ""
    if roots & _FACILITATORS or any(_is_finding(record) for record in [*touched.values(), *change.added.values()]):
        return _("Rounds, stages, participants and the session itself are the facilitator’s. Nothing was changed.")
    # An editor may bring what others made: it saw them before this host did.
    for ref, record in change.added.items() if role == "contributor" else ():
        known = board.gone(ref)
        expected = value_of(known, "created_by") if known is not None else laptop
        if isinstance(record, Element | Link) and record.created_by != expected:
            return _("This card was made on another laptop. Only that laptop can change it.")
    if any("created_by" in fields for fields in change.updated.values()):
        return _("This card was made on another laptop. Only that laptop can change it.")
    if any(_is_locked(board, change, ref) for ref in [*change.removed, *change.updated]):
        return _("This card is locked in its place. Unlock it to move it.")
    return _beyond_own(board, change, laptop, touched) if role == "contributor" else ""


def _beyond_own(board: Board, change: Change, laptop: str, touched: Mapping[Ref, Record | None]) -> str:
    """Return why a contributor may not: somebody else's card or link is touched, or something that is no card."""
    sentence = _("You add cards, and change the cards made on your own laptop. Nothing was changed.")
    if change.roots() - _CONTRIBUTORS:
        return sentence
    for ref, record in {**change.added, **touched}.items():
        if ref.root == "positions" and _comes_with_view(change, record):
            continue
        if ref.root == "views" and ref in change.added and isinstance(record, View) and record.layout == "arrangement":
            continue
        if ref.root == "views" and ref in change.removed:
            places = [place for place in board.positions.values() if place.view == ref.id]
            if not places or not all(_is_own_card(board, change, place.element, laptop) for place in places):
                return sentence
        elif ref.root == "images":
            bearers = cards_with(board, ref.id) if ref not in change.added else []
            if not all(_is_own_card(board, change, card, laptop) for card in bearers):
                return sentence
        elif ref.root == "positions":
            if not _is_own_card(board, change, str(value_of(record, "element")) if record else "", laptop):
                return sentence
        elif ref in change.added and board.gone(ref) is None:
            continue
        elif isinstance(record, Element | Link):
            if record.created_by != laptop and not is_pushed(change, ref) and not _goes_along(change, ref, laptop):
                return sentence
        else:
            return sentence
    return ""


def _comes_with_view(change: Change, place: Record | None) -> bool:
    """Tell whether a place comes or goes with its view, and so moves nothing that others see."""
    view = Ref("views", place.view) if isinstance(place, Position) else None
    return view in change.added or view in change.removed


def _is_own_card(board: Board, change: Change, card: str, laptop: str) -> bool:
    ref = Ref("elements", card)
    record = board.get(ref) or change.added.get(ref) or board.gone(ref)
    return isinstance(record, Element) and record.created_by == laptop


def is_pushed(change: Change, ref: Ref) -> bool:
    """Tell whether a card only makes room for new ones, as the program itself lets it do."""
    new = any(added.root == "elements" for added in change.added)
    return ref.root == "elements" and new and ref not in change.removed and set(change.updated.get(ref, ())) == {"pos"}


def _goes_along(change: Change, ref: Ref, laptop: str) -> bool:
    """Tell whether a link only goes because a card of this laptop goes."""
    link = change.removed.get(ref)
    if not isinstance(link, Link):
        return False
    ends = [change.removed.get(Ref("elements", end)) for end in (link.source, link.target)]
    return any(isinstance(end, Element) and end.created_by == laptop for end in ends)


def _opened_here(board: Board, round_id: str, laptop: str) -> bool:
    record = board.get(Ref("rounds", round_id))
    return isinstance(record, Round) and record.opened_by == laptop


def _is_finding(record: Record | None) -> bool:
    return isinstance(record, Note) and record.kind == "finding"


def _is_locked(board: Board, change: Change, ref: Ref) -> bool:
    record = board.get(ref)
    if not isinstance(record, Element) or record.locked != "yes":
        return False
    fields = change.updated.get(ref, {})
    return ref in change.removed or ("pos" in fields and "locked" not in fields)


def _stage_of_change(board: Board, catalogue: Catalogue, change: Change, laptop: str) -> str:
    """Return what the running stage says of a change, as it would of the commands that make one like it."""
    if not board.session.stage:
        return ""
    needs: dict[str, list[str]] = {}
    for ref in change.refs():
        wanted = _permission(change, ref, change.updated.get(ref, {}))
        if wanted:
            needs.setdefault(wanted, []).append(ref.id)
    refusals = (stage_refusal(board, catalogue, wanted, sorted(ids), laptop) for wanted, ids in sorted(needs.items()))
    return next(filter(None, refusals), "")


def _permission(change: Change, ref: Ref, fields: Mapping[str, tuple[Value, Value]]) -> str:
    if ref.root == "elements":
        if ref in change.removed:
            return "delete"
        if ref in change.added:
            return "add"
        return "" if is_pushed(change, ref) else "move" if set(fields) <= _MOVING else "edit"
    if ref.root == "links":
        link = change.removed.get(ref)
        cards = [Ref("elements", end) for end in (link.source, link.target)] if isinstance(link, Link) else []
        return "" if any(card in change.removed for card in cards) else "link"
    if ref.root == "positions" and _comes_with_view(change, change.added.get(ref) or change.removed.get(ref)):
        return ""
    if ref.root == "images":
        return "edit" if ref in change.updated else ""  # what puts it on a card or takes it off asks for that card
    return {"notes": "comment", "positions": "move", "groups": "move"}.get(ref.root, "")
