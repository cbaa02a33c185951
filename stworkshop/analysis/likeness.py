"""Likeness: cards of one kind whose words are so alike that they may say the same; people decide.

Words are compared after NFKC and case folding, without punctuation, each as a list of words: the score is the higher of
how alike the words are in any order (rapidfuzz's `ratio` over the sorted words, 0 to 100), and, where one has all words
of the other, how much of the longer one that is, weighed so that three words of four are enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from stworkshop.model.board import Board
from stworkshop.model.records import Element
from stworkshop.model.same_words import same_text

ALIKE = 75.0
"""From this score on two cards are suggested. Taken from pairs that people called the same; 100 is the same words."""
SAME = 100.0
_LEAST_WORDS = 3
"""Fewer words that stand within a longer card are another card: "Bus drivers" is not "Bus"."""
_LEAST_SHARE = 0.7
_BLOCK = 1024
_NO_WORDS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Pair:
    """Two cards that may say the same, the older first; `score` from ALIKE to 100."""

    first: str
    second: str
    score: float


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in alphabetical order, without punctuation."""
    return tuple(sorted(_NO_WORDS.sub(" ", same_text(text)).split()))


def score(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 100."""
    if same_text(one) == same_text(other):
        return SAME
    return _score(words_of(one), words_of(other))


def alike(board: Board) -> list[Pair]:
    """Return the pairs of cards of one kind that may say the same, most alike first, then in the order of making."""
    kinds: dict[str, list[Element]] = defaultdict(list)
    for element in board.elements.values():
        if words_of(element.label):
            kinds[element.kind].append(element)
    found = [pair for cards in kinds.values() for pair in _pairs(cards)]
    places = {element_id: place for place, element_id in enumerate(board.elements)}
    return sorted(found, key=lambda pair: (-pair.score, places[pair.first], places[pair.second]))


def nearest(label: str, kind: str, cards: Iterable[Element]) -> tuple[Element, float] | None:
    """Return the card of a kind that says the same as `label`, or nearly so, with its score; None where none does."""
    wanted, words = same_text(label), words_of(label)
    best: tuple[Element, float] | None = None
    for card in cards if words else ():
        if card.kind != kind:
            continue
        if same_text(card.label) == wanted:
            return card, SAME
        found = _score(words, words_of(card.label))
        if found >= ALIKE and (best is None or found > best[1]):
            best = card, found
    return best


def _score(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    return max(fuzz.ratio(" ".join(one), " ".join(other), score_cutoff=ALIKE), _within(one, other))


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the score of words that all stand in a longer text; 0 where they do not, or are too few of it."""
    short, long = sorted((one, other), key=len)
    share = len(short) / len(long)
    if len(short) < _LEAST_WORDS or share < _LEAST_SHARE or not set(short) <= set(long):
        return 0.0
    return ALIKE + (SAME - ALIKE) * share * 0.9


def _pairs(cards: list[Element]) -> list[Pair]:
    """Return the pairs among cards of one kind, block by block, so that 5,000 cards need no table of all pairs."""
    words = [words_of(card.label) for card in cards]
    sorted_words = [" ".join(one) for one in words]
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(cards), _BLOCK):
        rows = sorted_words[start : start + _BLOCK]
        table = process.cdist(
            rows, sorted_words[start:], scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float32, workers=-1
        )
        for row, column in np.argwhere(table):
            if row < column:
                found[start + int(row), start + int(column)] = float(table[row, column])
    for pair in _candidates(words):
        if within := _within(words[pair[0]], words[pair[1]]):
            found[pair] = max(found.get(pair, 0.0), within)
    for (one, other), value in found.items():
        if value >= SAME and same_text(cards[one].label) != same_text(cards[other].label):
            found[one, other] = SAME - 1  # the same words in another order, or with other marks
    return [Pair(cards[one].id, cards[other].id, round(value, 1)) for (one, other), value in found.items()]


def _candidates(words: list[tuple[str, ...]]) -> set[tuple[int, int]]:
    """Return the places of texts that share their rarest word, which holds for each that stands within another."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(words):
        for word in set(one):
            holders[word].append(place)
    found: set[tuple[int, int]] = set()
    for place, one in enumerate(words):
        if len(one) < _LEAST_WORDS:
            continue
        rarest = min(set(one), key=lambda word: (len(holders[word]), word))
        lengths = (len(one), len(one) / _LEAST_SHARE)
        for other in holders[rarest]:
            if other != place and lengths[0] <= len(words[other]) <= lengths[1]:
                found.add((min(place, other), max(place, other)))
    return found
