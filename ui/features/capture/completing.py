"""What the capture line offers at the cursor: names, topics, cards that answer, kinds, typical cards. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from stworkshop.analysis import likeness
from stworkshop.commands import capture_line
from stworkshop.commands.capture_line import Entry, matches
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_names
from stworkshop.model.records import Element
from stworkshop.model.rules import offered_relations
from stworkshop.model.same_words import folded
from stworkshop.rounds.voices import voice_of, voice_words
from ui.session import find_or_add
from ui.session.words import kind_word

_AT_SIGN = re.compile(r"(?:^|\s)([@#>])([^@#>]*)$")
_MOST = 6
_QUOTES = '"“”„«»'


@dataclass(frozen=True)
class Completion:
    """One line of the list: taking it writes `insert` in the place of `text[start:end]`, or goes to `card`.

    `found` is the part of `text` that fits what was typed, as (start, length).
    """

    what: Literal["who", "newcomer", "topic", "answer", "kind", "typical", "card", "unsorted"]
    text: str
    detail: str
    variant: str = ""
    insert: str = ""
    start: int = 0
    end: int = 0
    card: str = ""
    concept: str = ""
    found: tuple[int, int] = (0, 0)


def completions(
    text: str, cursor: int, board: Board, catalogue: Catalogue, recent: Sequence[str] = ()
) -> list[Completion]:
    """Return what fits at the cursor, best first; `recent` are the holders named last, offered first."""
    before = text[:cursor]
    entry = capture_line.letter_of(text, catalogue)
    if entry is None:
        return _without_kind(text, board, catalogue)
    body = len(text) - len(text.lstrip()) + 2
    sign = _AT_SIGN.search(before, body - 1)
    if sign is None:
        return list(_typical(before[body:], body, cursor, entry, board, catalogue))
    wanted = sign[2].lstrip(_QUOTES)
    start, query = sign.start(1), folded(wanted)
    if wanted.startswith(" ") or (wanted.endswith(" ") and _is_whole(sign[1], query, board, catalogue)):
        return []
    if sign[1] == capture_line.TOPIC:
        return _topics(query, start, cursor, text, catalogue)
    if sign[1] == capture_line.WHO:
        return _people(query, wanted.strip(), start, cursor, board, catalogue, recent)
    return _answers(query, start, cursor, entry, board, catalogue)


def same_words(found: capture_line.Capture, board: Board) -> tuple[Element, bool] | None:
    """Return the card that says the same as a capture, and whether in the very same words."""
    if len(found.label) < 4:
        return None
    nearest = likeness.nearest(found.label, found.kind, board.elements.values())
    return (nearest[0], nearest[1] >= likeness.SAME) if nearest else None


def _without_kind(text: str, board: Board, catalogue: Catalogue) -> list[Completion]:
    """Offer the kinds whose letter or name begins so, then the cards of the map, then to keep the sentence."""
    wanted = folded(text)
    if not wanted:
        return []
    found = list(_kinds(text, wanted, catalogue)) if " " not in text.strip() else []
    for offer in find_or_add.offers(text, board, catalogue):
        if offer.what == "card" and len(found) < _MOST:
            found.append(
                Completion(
                    "card", offer.text, offer.detail, offer.variant, card=offer.element, found=_fit(wanted, offer.text)
                )
            )
    if " " in text.strip() or not found:
        found.append(Completion("unsorted", text.strip(), "", insert=text))
    return found


def _kinds(text: str, wanted: str, catalogue: Catalogue) -> Iterator[Completion]:
    fitting = [e for e in capture_line.entries(catalogue) if e.key]
    fitting = [e for e in fitting if e.key.casefold() == wanted or (len(wanted) > 1 and _begins(e, wanted, catalogue))]
    for entry in sorted(fitting, key=lambda e: e.key.casefold() != wanted):
        letter = entry.key.lower()
        yield Completion(
            "kind", entry.word, letter, entry.variant, f"{letter} ", 0, len(text), found=_fit(wanted, entry.word)
        )


def _begins(entry: Entry, wanted: str, catalogue: Catalogue) -> bool:
    return any(folded(name).startswith(wanted) for name in kind_names(catalogue, entry.kind, entry.type))


def _typical(
    words: str, start: int, cursor: int, entry: Entry, board: Board, catalogue: Catalogue
) -> Iterator[Completion]:
    """Offer typical cards of the kind that are not on the map, by the words typed so far."""
    wanted = folded(words)
    if len(wanted) < 2:
        return
    there = {element.type for element in board.elements.values() if element.kind == entry.kind and element.type}
    scored = [
        (matches(wanted, str(e["label"])), str(e["label"]))
        for e in catalogue.types(entry.kind)
        if e["id"] not in there
        and (entry.kind != "component" or catalogue.variant("component", str(e["id"])) == entry.variant)
    ]
    for score, label in sorted(scored, key=lambda pair: -pair[0])[:4]:
        if score >= 2 and folded(label) != wanted:
            yield Completion(
                "typical", label, _("typical"), entry.variant, f"{label} ", start, cursor, found=_fit(wanted, label)
            )


def _people(
    query: str, typed: str, start: int, cursor: int, board: Board, catalogue: Catalogue, recent: Sequence[str]
) -> list[Completion]:
    people = [element for element in board.elements.values() if element.kind == "stakeholder"]
    latest = {element_id: place for place, element_id in enumerate(recent)}

    def rank(element: Element) -> tuple[int, int, int]:
        return -_score(query, element), latest.get(element.id, len(latest)), element.seq

    fitting = sorted((e for e in people if not query or _score(query, e)), key=rank)
    found = [
        Completion(
            "who", e.label, _voice(e, board), "stakeholder", f"@{capture_line.quoted(e.label)} ", start, cursor,
            found=_fit(query, e.label),
        )
        for e in fitting[:_MOST]
    ]  # fmt: skip
    if query and not any(folded(e.label) == query for e in people):
        there = {folded(e.label) for e in people} | {
            folded(str(known["label"])) for e in people if (known := catalogue.type_entry("stakeholder", e.type))
        }
        for entry in catalogue.types("stakeholder"):
            label = str(entry["label"])
            if len(found) < _MOST and matches(query, label) >= 2 and folded(label) not in there:
                found.append(
                    Completion(
                        "newcomer", label, _("not on the map yet"), "stakeholder", f"@{label} ", start, cursor,
                        found=_fit(query, label),
                    )
                )  # fmt: skip
        words = _("New person or group “{name}”").format(name=typed)
        found.append(Completion("newcomer", words, "", "", f'@"{typed}" ', start, cursor))
    return found


def _topics(query: str, start: int, cursor: int, text: str, catalogue: Catalogue) -> list[Completion]:
    wanted = query.replace("-", " ")
    there = set(re.findall(r"#([\w-]+)", text[:start]))
    return [
        Completion(
            "topic", str(entry["label"]), "", "", f"#{concept} ", start, cursor, concept=concept,
            found=_fit(wanted, str(entry["label"])),
        )
        for concept, entry in catalogue.concepts.items()
        if concept not in there
        and (not wanted or matches(wanted, str(entry["label"]).replace("-", " ")) >= 1 or concept.startswith(query))
    ]  # fmt: skip


def _answers(query: str, start: int, cursor: int, entry: Entry, board: Board, catalogue: Catalogue) -> list[Completion]:
    """Offer cards that could answer one of this kind: those whose relation says so first."""
    means: dict[str, bool] = {}
    for kind in catalogue.kinds:
        offered = offered_relations(catalogue, kind, entry.kind)
        means[kind] = any(name in ("addresses", "mitigates", "answers") and forward for name, forward in offered)
    cards = [e for e in board.elements.values() if (_score(query, e) if query else means.get(e.kind, False))]
    cards.sort(key=lambda e: (not means.get(e.kind, False), -_score(query, e), -e.seq))
    return [
        Completion(
            "answer", e.label, f"{e.code} {kind_word(catalogue, e.kind, e.type)}".strip(),
            catalogue.variant(e.kind, e.type), f">{capture_line.quoted(e.label)} ", start, cursor,
            found=_fit(query, e.label),
        )
        for e in cards[:_MOST]
    ]  # fmt: skip


def _score(query: str, element: Element) -> int:
    if not query:
        return 0
    return 4 if element.code and element.code.casefold() == query else matches(query, element.label)


def _is_whole(sign: str, query: str, board: Board, catalogue: Catalogue) -> bool:
    """Tell whether a name is written out, so that what comes next belongs to the sentence."""
    if sign == capture_line.TOPIC:
        return any(query in (c, folded(str(e["label"]))) for c, e in catalogue.concepts.items())
    return any(query in (folded(e.label), e.code.casefold()) for e in board.elements.values())


def _voice(element: Element, board: Board) -> str:
    """Return who speaks for somebody, or whether the person is in the room."""
    voice = voice_of(board, element)
    if voice == "absent":
        return _("not here")
    speakers = [
        board.elements[link.source].label for link in board.links_to(element.id) if link.relation == "represents"
    ]
    if speakers:
        return _("spoken for by {name}").format(name=speakers[0])
    return "" if voice == "present" else voice_words()[voice]


def _fit(wanted: str, text: str) -> tuple[int, int]:
    """Return where the words typed stand in a text, if they stand there as they are."""
    at = text.casefold().find(wanted) if wanted else -1
    return (at, len(wanted)) if at >= 0 else (0, 0)


def latest(before: Sequence[str], named: Iterable[str], most: int = 8) -> tuple[str, ...]:
    """Return the holders named last, the newest first."""
    return tuple(dict.fromkeys((*named, *before)))[:most]
