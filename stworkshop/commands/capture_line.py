"""Quick capture: what a line like `c the bus comes late @Residents #human-rights >Access rule` makes. Pure.

A kind letter and a space begin the line; `@` says who, `#` which topic, `>` what answers it. Words between quotation
marks after a sign are taken as they are: `@"Night shift"` is that name and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_in_sentence, kind_word
from stworkshop.model.records import Element
from stworkshop.model.rules import offered_relations
from stworkshop.model.same_words import folded

WHO, TOPIC, ANSWERED = "@", "#", ">"
_SIGN = re.compile(r"(?:(?<=\s)|^)([@#>])(?=[^\s\d@#>]|[A-Za-z]+\d)")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?\s*")
_HOLDS = ("has-concern", "raises")
_ANSWERS = ("addresses", "mitigates", "answers")
_ABOUT = ("about",)


@dataclass(frozen=True)
class Entry:
    """Something that the palette can make: a kind, with the type that makes a technical part what it is."""

    kind: str
    type: str
    variant: str
    word: str
    key: str
    quick: bool


@dataclass(frozen=True)
class Span:
    """A part of the line that stands for something: `text[start:end]`; `known` is False where nothing is called so."""

    start: int
    end: int
    sign: str
    known: bool


@dataclass(frozen=True)
class Capture:
    """A sentence that becomes a card: its kind, who holds it, its topics, and the cards that answer it.

    `who`, `topics` and `answers` are ids; `newcomers` are names of stakeholders who are not on the map yet; `unknown`
    are signs with words that name nothing.
    """

    kind: str
    type: str
    label: str
    who: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    newcomers: tuple[str, ...] = ()
    spans: tuple[Span, ...] = field(default=(), compare=False)


def entries(catalogue: Catalogue) -> list[Entry]:
    """Return what the palette shows, in catalogue order, technical parts by variant."""
    found: list[Entry] = []
    for kind in catalogue.kinds.values():
        if kind.id != "component":
            found.append(Entry(kind.id, "", kind.id, kind_word(catalogue, kind.id), kind.key, kind.quick))
            continue
        for variant in catalogue.entries("component_variants"):
            made = str(variant["default_type"])
            word = kind_word(catalogue, "component", made)
            key = str(variant["key"])
            found.append(Entry("component", made, str(variant["value"]), word, key, bool(key)))
    return found


def matches(wanted: str, text: str) -> int:
    """Return how well folded words fit a text: 3 from its start, 2 from the start of a word, 1 within, 0 not at all.

    A hyphen is a space here: people do not type it.
    """
    wanted, haystack = wanted.replace("-", " "), folded(text.replace("-", " "))
    if haystack.startswith(wanted):
        return 3
    if f" {wanted}" in f" {haystack}":
        return 2
    words = wanted.split()
    if all(word in haystack for word in words):
        return 1
    return 0


def letter_of(text: str, catalogue: Catalogue) -> Entry | None:
    """Return the kind whose letter and a space begin a line, or None.

    A capital that is a word by itself ("A bus came late", "I am afraid") begins a sentence, and names no kind.
    """
    head, space, _rest = text.lstrip().partition(" ")
    # Translators: capital letters that are a word by themselves in your language, with spaces between.
    if not space or len(head) != 1 or head in _("A I O").split():
        return None
    return next((entry for entry in entries(catalogue) if entry.key and entry.key.lower() == head.lower()), None)


def parse(text: str, board: Board, catalogue: Catalogue) -> Capture | None:
    """Return the card that a line makes; None where it does not start with a kind letter and a space."""
    entry = letter_of(text, catalogue)
    if entry is None:
        return None
    start = len(text) - len(text.lstrip()) + 2
    found = parse_words(text[start:], entry.kind, entry.type, board, catalogue)
    return replace(found, spans=tuple(replace(s, start=s.start + start, end=s.end + start) for s in found.spans))


def parse_words(text: str, kind: str, type_id: str, board: Board, catalogue: Catalogue) -> Capture:
    """Return the card of this kind that words with signs make; a typical card's own words make it that type."""
    signs = list(_SIGN.finditer(text))
    ends = [*(sign.start() for sign in signs[1:]), len(text)][: len(signs)]
    kept = [text[: signs[0].start()] if signs else text]
    found: dict[str, list[str]] = {WHO: [], TOPIC: [], ANSWERED: [], "new": [], "unknown": []}
    spans: list[Span] = []
    for sign, end in zip(signs, ends, strict=True):
        name, rest, used = _resolved(sign[1], text[sign.end() : end], board, catalogue)
        where = sign[1]
        if not name:
            where, name = ("new", used) if sign[1] == WHO else ("unknown", sign[1] + used)
        if name not in found[where]:
            found[where].append(name)
        taken = len(text[sign.end() : end]) - len(rest)
        spans.append(
            Span(sign.start(), sign.end() + len(text[sign.end() :][:taken].rstrip()), sign[1], where == sign[1])
        )
        kept.append(rest)
    label = " ".join(" ".join(kept).split())
    return Capture(
        kind, _typical_type(label, kind, type_id, catalogue), label, tuple(found[WHO]), tuple(found[TOPIC]),
        tuple(found[ANSWERED]), tuple(found["unknown"]), tuple(found["new"]), tuple(spans),
    )  # fmt: skip


def quoted(name: str) -> str:
    """Return a name as the line takes it and no other; signs within it are kept from being signs by quotation marks."""
    return f'"{name}"' if _SIGN.search(name) else name


def relation_for(
    catalogue: Catalogue, other: str, kind: str, sign: Literal["@", ">", "about"]
) -> tuple[str, bool] | None:
    """Return (relation, from the other card to the new one) for a card of kind `other` and a new card of `kind`.

    That is the relation which the sign means, where the kinds allow it, else the most likely one.
    """
    offered = offered_relations(catalogue, other, kind)
    wanted = {"@": _HOLDS, ">": _ANSWERS, "about": _ABOUT}[sign]
    meant = (offer for offer in offered if offer[0] in wanted and (sign == "about" or offer[1]))
    return next(meant, offered[0] if offered else None)


def sentence(capture: Capture, board: Board, catalogue: Catalogue) -> str:
    """Return what a capture makes, in words: "Makes 1 concern, held by Older residents, about Human rights"."""
    if capture.unknown:
        return problem(capture)
    kind = kind_in_sentence(catalogue, capture.kind, capture.type)
    parts = [_("Makes 1 {kind}").format(kind=kind)]
    holders = [board.elements[i].label for i in capture.who if i in board.elements]
    if holders:
        words = _("held by {names}") if capture.kind == "concern" else _("linked to {names}")
        parts.append(words.format(names=_joined(holders)))
    if capture.newcomers:
        words = ngettext("new person or group {names}", "new people or groups {names}", len(capture.newcomers))
        parts.append(words.format(names=_joined([f"“{name}”" for name in capture.newcomers])))
    if capture.answers:
        names = _joined([board.elements[i].label for i in capture.answers if i in board.elements])
        parts.append(_("answered by {names}").format(names=names))
    if capture.topics:
        names = _joined([str(catalogue.concepts[topic]["label"]) for topic in capture.topics])
        parts.append(ngettext("topic {names}", "topics {names}", len(capture.topics)).format(names=names))
    return ", ".join(parts)


def problem(capture: Capture) -> str:
    """Return why a capture cannot be made as it is written, in a sentence; "" where it can."""
    if not capture.unknown:
        return ""
    sign, words = capture.unknown[0][0], capture.unknown[0][1:]
    if sign == TOPIC:
        return _("There is no topic “{words}”.").format(words=words)
    return _("There is no card called “{words}” that could answer it.").format(words=words)


def _joined(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _resolved(sign: str, text: str, board: Board, catalogue: Catalogue) -> tuple[str, str, str]:
    """Return (id, what is left for the label, the words used) of what follows a sign; id "" where nothing fits.

    The longest run of words that is a name wins, and what follows it belongs to the sentence again.
    """
    if quotes := _QUOTED.match(text):
        words = quotes[1].strip()
        return _exact(sign, folded(words), board, catalogue), text[quotes.end() :], words
    words = text.split()
    for count in range(len(words), 0, -1):
        if exact := _exact(sign, folded(" ".join(words[:count])), board, catalogue):
            return exact, " ".join(words[count:]), " ".join(words[:count])
    if sign == TOPIC:  # a topic is typed as one word, `#human-rights`
        topic = _topic(words[0], catalogue)
        return topic, " ".join(words[1:]), words[0]
    found = _named(folded(text), board, people=sign == WHO)
    return found, "", " ".join(words)


def _exact(sign: str, wanted: str, board: Board, catalogue: Catalogue) -> str:
    if not wanted:
        return ""
    if sign == TOPIC:
        wanted = wanted.replace("-", " ")
        names = (
            (c, (c.replace("-", " "), folded(str(e["label"]).replace("-", " ")))) for c, e in catalogue.concepts.items()
        )
        return next((concept for concept, both in names if wanted in both), "")
    for element in _candidates(board, people=sign == WHO):
        if wanted.replace("-", " ") == folded(element.label.replace("-", " ")) or wanted == element.code.casefold():
            return element.id
    return ""


def _topic(word: str, catalogue: Catalogue) -> str:
    wanted = folded(word.replace("-", " "))
    scored = [
        (matches(wanted, str(entry["label"]).replace("-", " ")), concept)
        for concept, entry in catalogue.concepts.items()
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if wanted and best[0] >= 2 else ""


def _named(wanted: str, board: Board, *, people: bool) -> str:
    scored = [(matches(wanted, element.label), element.id) for element in _candidates(board, people=people)]
    best = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if wanted and best[0] >= 2 else ""


def _candidates(board: Board, *, people: bool) -> Iterator[Element]:
    return (element for element in board.elements.values() if not people or element.kind == "stakeholder")


def _typical_type(label: str, kind: str, type_id: str, catalogue: Catalogue) -> str:
    wanted = folded(label)
    if not wanted:
        return type_id
    return next((str(e["id"]) for e in catalogue.types(kind) if folded(str(e["label"])) == wanted), type_id)
