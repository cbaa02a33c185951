"""Capturing what people say: a line becomes a card with links and topics in one step, or waits to be sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, cast

from stworkshop.commands import capture_line as lines
from stworkshop.commands.base import Context, Decision, Outcome, Refused, ids_of, missing
from stworkshop.commands.capture_line import Capture
from stworkshop.commands.cards import new_card, room_for
from stworkshop.commands.values import LONGEST_TEXT, clean_label, kind_refusal
from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import adding, joined, removing
from stworkshop.model.kind_words import kind_in_sentence
from stworkshop.model.records import Element, Link, Note, new_id
from stworkshop.model.same_words import folded

MOST_NEWCOMERS = 20
"""Most stakeholders that one sentence brings; more is more likely a mistake."""

SORTABLE = ("unsorted", "parking-lot")
"""Kinds of notes that are sentences waiting to become a card."""


def capture(
    board: Board,
    context: Context,
    *,
    text: str = "",
    id: str = "",
    kind: str = "",
    type: str = "",
    label: str = "",
    who: Sequence[str] = (),
    newcomers: Sequence[str] = (),
    topics: Sequence[str] = (),
    answers: Sequence[str] = (),
) -> Outcome:
    """Make a card of a line such as `c too loud @Residents #human-rights`, or of its parts, with all that hangs on it.

    A line without a kind letter is kept as it is, as a note that is not sorted yet.
    """
    if id and board.known_id(id):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=id[:60]))
    if not kind:
        found = lines.parse(clean_label(text), board, context.catalogue)
        if found is None:
            return _kept_unsorted(board, context, id, clean_label(text))
    else:
        refused = kind_refusal(context.catalogue, kind)
        if refused:
            return refused
        found = lines.parse_words(clean_label(text), kind, type, board, context.catalogue)
    found = replace(
        found,
        label=clean_label(label) or found.label,
        who=_both(found.who, who),
        newcomers=_both(found.newcomers, [clean_label(name) for name in newcomers if clean_label(name)]),
        topics=_both(found.topics, topics),
        answers=_both(found.answers, answers),
    )
    return _made(board, context, found, id)


def sort_note(
    board: Board, context: Context, *, id: str, kind: str, type: str = "", label: str = "", note: str = ""
) -> Outcome:
    """Make a card of a sentence that waits to be sorted or is parked: the note goes, the card comes, as one step.

    `id` names the note; signs in its words (`@`, `#`, `>`) count as in a captured line, and what the note is about is
    linked to the card.
    """
    refused = missing(board, [id], "notes") or kind_refusal(context.catalogue, kind)
    if refused:
        return refused
    waiting = board.notes[id]
    if waiting.kind not in SORTABLE:
        return Refused("not-waiting", _("This note does not wait to be sorted. Nothing was changed."))
    found = lines.parse_words(clean_label(label or waiting.text), kind, type, board, context.catalogue)
    about = [card for card in waiting.about if card in board.elements]
    return _made(board, context, found, "", waiting, about, note)


def _kept_unsorted(board: Board, context: Context, record_id: str, text: str) -> Outcome:
    if not text:
        return Refused("words-missing", _("Some words are needed here. Nothing was added."))
    if len(text) > LONGEST_TEXT:
        return Refused("too-long", _("This is too long for one sentence. Nothing was added."))
    refusal = rules.stage_refusal(board, context.catalogue, "comment", (), context.laptop)
    if refusal:
        return Refused("stage-permits", refusal)
    note = Note(id=record_id or new_id("n-"), seq=board.next_seq(), kind="unsorted", text=text)
    return Decision(adding([note]), _("Keep for sorting"), (note.id,))


def _made(
    board: Board,
    context: Context,
    found: Capture,
    record_id: str,
    waiting: Note | None = None,
    about: Sequence[str] = (),
    card_note: str = "",
) -> Outcome:
    refused = _unfit(board, context, found, linked=bool(about))
    if refused:
        return refused
    made: list[Element] = []
    people: list[Element] = []
    for name in found.newcomers:
        person = new_card(
            board, context, "stakeholder", "", {"label": name, **_typical(context.catalogue, name)}, None, made
        )
        if isinstance(person, Refused):
            return person
        made.append(person)
        people.append(person)
    fields: dict[str, Any] = {"label": found.label}
    fields.update({key: value for key, value in (("type", found.type), ("note", card_note)) if value})
    if found.topics:
        fields["concepts"] = list(found.topics)
    card = new_card(board, context, found.kind, record_id, fields, None, made)
    if isinstance(card, Refused):
        return card
    made.append(card)
    drawn = [(board.elements[other], "@") for other in found.who] + [(person, "@") for person in people]
    drawn += [(board.elements[other], ">") for other in found.answers]
    drawn += [(board.elements[other], "about") for other in about]
    links = _links(board, context, card, cast("list[tuple[Element, Literal['@', '>', 'about']]]", drawn), len(made))
    steps = [adding([*made, *links]), room_for(board, context, made), removing([waiting] if waiting else [])]
    ids = (card.id, *ids_of(people), *ids_of(links))
    return Decision(joined(steps), _label(board, context.catalogue, found, waiting), ids)


def _unfit(board: Board, context: Context, found: Capture, *, linked: bool) -> Refused | None:
    refused = missing(board, (*found.who, *found.answers))
    if refused:
        return refused
    if len(found.newcomers) > MOST_NEWCOMERS:
        words = _("A sentence brings at most {n} new people and groups. Nothing was added.")
        return Refused("too-many-names", words.format(n=MOST_NEWCOMERS))
    if found.unknown:
        return Refused("unknown-name", _("{problem} Nothing was added.").format(problem=lines.problem(found)))
    if not found.label:
        return Refused("label-missing", _("A card needs words. Nothing was added."))
    stranger = next((i for i in found.who if board.elements[i].kind != "stakeholder"), None)
    if stranger is not None:
        words = _("“{label}” is not a person or group, so it has no concerns. Nothing was added.")
        return Refused("not-a-stakeholder", words.format(label=board.elements[stranger].label))
    wanted = ["add"] + (["link"] if linked or found.who or found.newcomers or found.answers else [])
    for permission in wanted:
        refusal = rules.stage_refusal(board, context.catalogue, permission, (), context.laptop)
        if refusal:
            return Refused("stage-permits", refusal)
    return None


def _links(
    board: Board,
    context: Context,
    card: Element,
    drawn: Sequence[tuple[Element, Literal["@", ">", "about"]]],
    before: int,
) -> list[Link]:
    """Return the links of a new card, one for each other card and relation."""
    made: dict[tuple[str, str, str], Link] = {}
    for other, sign in drawn:
        relation = lines.relation_for(context.catalogue, other.kind, card.kind, sign)
        if relation is None:
            continue
        source, target = (other.id, card.id) if relation[1] else (card.id, other.id)
        key = (relation[0], source, target)
        if key not in made:
            made[key] = Link(
                id=new_id("l-"), seq=board.next_seq() + before + len(made), relation=relation[0], source=source,
                target=target, created_by=context.laptop,
            )  # fmt: skip
    return list(made.values())


def _typical(catalogue: Catalogue, name: str) -> dict[str, str]:
    """Return the type of a stakeholder who is called as a typical one is."""
    wanted = folded(name)
    entry = next((e for e in catalogue.types("stakeholder") if folded(str(e["label"])) == wanted), None)
    return {"type": str(entry["id"])} if entry else {}


def _label(board: Board, catalogue: Catalogue, found: Capture, waiting: Note | None) -> str:
    kind = kind_in_sentence(catalogue, found.kind, found.type)
    if waiting is not None:
        return _("Sort as {kind}").format(kind=kind)
    names = [*(board.elements[i].label for i in found.who), *found.newcomers]
    if names:
        return _("Add {kind} of {names}").format(kind=kind, names=", ".join(names))
    return _("Add {kind}").format(kind=kind)


def _both(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
