"""Where words stand that people read differently, and which words of the cards might be such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, Entry
from stworkshop.model.records import Element, Term
from stworkshop.model.same_words import same_text

LEAST_CARDS = 3
"""A word on fewer cards is not offered."""
_SHORTEST, _MOST = 4, 12
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_EVERYDAY = """
    about above after again against also although always among another because been before being below between
    both bring cannot change could data does doing done down during each either else even every everybody
    everyone everything few first from gets getting give given gives goes going good have having here high into
    itself just keep keeps know known last late later least less like little long look made make makes making
    many maybe mean means more most much must need needed needs never nobody none nothing often once only other
    others over people person places rather really same says seem should show some somebody someone something
    sometimes still such take taken takes than that their them then there these they thing things this those
    though through time together under until used uses using very want wants well were what when where whether
    which while whole whose will with within without worries worry would year years your
"""
STOP_WORDS = frozenset(_EVERYDAY.split())
"""Everyday English words, which nobody needs to have explained."""


@dataclass(frozen=True)
class FoundWord:
    """A word of the cards that is not on the list yet, and how many cards hold it."""

    word: str
    cards: int


def words_on(element: Element) -> str:
    """Return all that is written on a card, in one text."""
    texts = [element.label, element.note]
    texts += [value for value in element.attributes.values() if isinstance(value, str) and " " in value]
    return "\n".join(texts)


def spans(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a word stands in a text as a word of its own, also in the plural."""
    if word.strip():
        yield from (found.span() for found in _pattern(word.strip()).finditer(text))


def stands(word: str, text: str) -> bool:
    """Tell whether a word stands in a text as a word of its own, also in the plural."""
    return next(spans(word, text), None) is not None


def terms_on(board: Board, element: Element) -> list[Term]:
    """Return the explained words that stand on a card."""
    text = words_on(element)
    return [term for term in board.terms.values() if stands(term.label, text)]


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds each of several words as a word of its own, the longest first; None for no words."""
    listed = sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True)
    if not listed:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?:e?s)?(?!\w)", re.IGNORECASE)


def cards_with(board: Board, word: str) -> list[Element]:
    """Return the cards on which a word stands, in the order of making."""
    return [element for element in board.elements.values() if stands(word, words_on(element))]


def has_two_meanings(term: Term) -> bool:
    """Tell whether planners and engineers read a word differently and nothing was agreed."""
    planner, engineer = same_text(term.planner_reading), same_text(term.engineer_reading)
    return bool(planner and engineer and planner != engineer and not term.agreed.strip())


def not_listed(board: Board, catalogue: Catalogue) -> list[Entry]:
    """Return the words of the catalogue's list that the session does not explain, those on cards first."""
    listed = {same_text(term.label) for term in board.terms.values()}
    text = "\n".join(words_on(element) for element in board.elements.values())
    entries = [entry for entry in catalogue.entries("glossary") if same_text(str(entry["label"])) not in listed]
    return sorted(entries, key=lambda entry: not stands(str(entry["label"]), text))


def found_words(board: Board, catalogue: Catalogue) -> list[FoundWord]:
    """Return words that several cards share and nobody has explained, most cards first."""
    known = [same_text(term.label) for term in board.terms.values()]
    known += [same_text(str(entry["label"])) for entry in catalogue.entries("glossary")]
    skipped = {part for word in known for part in word.split()} | STOP_WORDS
    cards: Counter[str] = Counter()
    for element in board.elements.values():
        words = {_singular(word) for word in _words(words_on(element))}
        cards.update(word for word in words if word not in skipped)
    often = [FoundWord(word, count) for word, count in cards.items() if count >= LEAST_CARDS]
    return sorted(often, key=lambda found: (-found.cards, found.word))[:_MOST]


def _words(text: str) -> Iterable[str]:
    return (word for word in _WORD.findall(text.casefold()) if len(word) >= _SHORTEST)


def _singular(word: str) -> str:
    """Return a word without the s of a plural, so that "proposal" and "proposals" are one."""
    if len(word) <= _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-2] if word.endswith(("ses", "xes", "ches", "shes")) else word[:-1]


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", re.IGNORECASE)
