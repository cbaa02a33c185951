"""What people said about a statement in their own words: dissent as written, comments, and what matters nearby."""

from __future__ import annotations

from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.records import Element
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.opinion_summary import Said

_MOST_CONCERNS = 4
_NEAR = ("own-words", "reported")


@dataclass(frozen=True)
class Voice:
    """Words, whose they are, and the end that they speak for: yes, no, or neither."""

    text: str
    source: str
    end: str = ""


def voices_about(board: Board, said: Said) -> list[Voice]:
    """Return what was said about a statement and its card: dissent and objections first, as they were written."""
    found = [*_notes(board, said), *_comments(board, said)]
    if said.statement.discussion_note.strip():
        found.append(Voice(said.statement.discussion_note.strip(), _("after the talk")))
    return [*found, *_concerns(board, said)]


def end_against_card(said: Said) -> str:
    """Return the end of the scale that stands against the card: no where the statement supports it, else yes."""
    return {"supports": "no", "opposes": "yes"}.get(said.statement.stance, "") if said.about else ""


def _notes(board: Board, said: Said) -> list[Voice]:
    kinds = {"dissent": _("dissent, as written"), "objection": _("objection, as written"), "comment": _("note")}
    found = []
    for note in board.notes.values():
        if note.kind not in kinds or not {said.id, said.statement.about} & set(note.about):
            continue
        against = note.kind != "comment" and bool(said.statement.about) and said.statement.about in note.about
        end = end_against_card(said) if against else ""
        parts = [kinds[note.kind], said.code if against else "", _ends().get(end, "")]
        found.append(Voice(note.text, " · ".join(part for part in parts if part), end))
    return sorted(found, key=lambda voice: voice.source.startswith(kinds["comment"]))


def _ends() -> dict[str, str]:
    return {"yes": _("speaks for yes"), "no": _("speaks for no")}


def _comments(board: Board, said: Said) -> list[Voice]:
    found = []
    for comment in said.figures.get("comments") or ():
        who = board.participants.get(str(comment.get("participant", "")))
        side = str(comment.get("side", ""))
        name = who.label if who is not None else answers_in_words.side_names().get(side, "")
        source = _("on the ballot, {who}").format(who=name) if name else _("on the ballot, without a name")
        found.append(Voice(str(comment["text"]), source))
    return found


def _concerns(board: Board, said: Said) -> list[Voice]:
    """Return the concerns beside the card, or beside what the card is about, with who holds them."""
    if said.about is None:
        return []
    near = [said.about.id, *(link.target for link in board.links_from(said.about.id) if link.relation == "about")]
    ids = dict.fromkeys(other for card in near for other in sorted(board.neighbours(card)))
    cards = [board.elements[i] for i in ids if board.elements[i].kind == "concern"]
    told = [card for card in cards if card.attributes.get("basis") in _NEAR]
    return [Voice(card.label, _held(board, card)) for card in sorted(told, key=lambda c: c.seq)[:_MOST_CONCERNS]]


def _held(board: Board, card: Element) -> str:
    holders = [board.elements[link.source].label for link in board.links_to(card.id) if link.relation == "has-concern"]
    return f"{card.code} · {answers_in_words.joined(holders)}" if holders else card.code
