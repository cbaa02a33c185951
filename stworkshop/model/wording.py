"""Which words of several wordings differ, and what is asked about them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from stworkshop.i18n import gettext as _

Piece = tuple[str, bool]
"""Words, and whether they differ from what another one wrote."""

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TOKENS = 4000
"""Longer wordings are shown without marks: comparing them would take too long for what it tells."""
_SHORT = 60
_TWO_STOPS = re.compile(r"((?<!\.)\.|[?!…؟。！？।])([”’\"'»]?)\.(?=\s|$)")
_ASKED_TWICE = re.compile(r"([?؟？][”’\"'»])[?؟？](?=\s|$)")
_ENDS, _CLOSING = ".?!…؟。！？।", "”’\"'»«“)"


def differing(wordings: Sequence[str]) -> list[list[Piece]]:
    """Return each wording in pieces, those marked that not all of the others have at the same place."""
    tokens = [_TOKEN.findall(words) for words in wordings]
    if sum(map(len, tokens)) > _MOST_TOKENS:
        return [[(words, False)] if words else [] for words in wordings]
    return [_pieces(own, [other for other in tokens if other is not own]) for own in tokens]


def _pieces(own: Sequence[str], others: Sequence[Sequence[str]]) -> list[Piece]:
    shared = [True] * len(own)
    for other in others:
        same = [False] * len(own)
        for block in SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks():
            same[block.a : block.a + block.size] = [True] * block.size
        shared = [one and two for one, two in zip(shared, same, strict=True)]
    for place, token in enumerate(own):  # a space between two words that differ differs with them
        if token.isspace() and 0 < place < len(own) - 1 and not shared[place - 1] and not shared[place + 1]:
            shared[place] = False
    pieces: list[Piece] = []
    for token, is_shared in zip(own, shared, strict=True):
        if pieces and pieces[-1][1] == (not is_shared):
            pieces[-1] = (pieces[-1][0] + token, not is_shared)
        else:
            pieces.append((token, not is_shared))
    return [(words, differs and bool(words.strip())) for words, differs in pieces]


def in_short(wordings: Sequence[str]) -> list[str]:
    """Return what tells the wordings apart: the words that differ where that is one place in each, else their start."""
    marked = [[words.strip() for words, differs in pieces if differs] for pieces in differing(wordings)]
    if all(len(places) == 1 for places in marked) and len({places[0] for places in marked}) == len(wordings):
        return [_cut(places[0]) for places in marked]
    return [beginning(words) for words in wordings]


def are_numbers(wordings: Sequence[str]) -> bool:
    """Tell whether only figures tell the wordings apart."""
    return all(words.replace(".", "").replace(",", "").isdigit() for words in in_short(wordings))


def has_end(words: str) -> bool:
    """Tell whether words have an end of their own, before a closing mark or without one."""
    return words.rstrip(_CLOSING)[-1:] in _ENDS and bool(words)


def ended(words: str) -> str:
    """Return words as a sentence: with a full stop, unless they end as one does already; nothing stays nothing."""
    said = words.rstrip()
    return said if not said or has_end(said) or said.endswith(":") else f"{said}."


def one_stop(words: str, after: str = "") -> str:
    """Return words with one stop or question mark at the end of each sentence, whatever was put into it.

    They stand `after` others.
    """
    if words[:1] == "." and words[1:2] in ("", " ") and has_end(after):
        words = words[1:]
    return _ASKED_TWICE.sub(r"\1", _TWO_STOPS.sub(r"\1\2", words))


def unended(words: str) -> str:
    """Return words without the full stop at their end, to stand inside a sentence."""
    return words[:-1] if words.endswith(".") and not words.endswith("..") else words


def beginning(words: str) -> str:
    """Return words as they begin, in one line, to stand inside a sentence."""
    return _cut(words) or _("nothing")


def _cut(words: str) -> str:
    plain = unended(" ".join(words.split()))
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1].rstrip() + "…"
