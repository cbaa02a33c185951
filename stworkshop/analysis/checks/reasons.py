"""Why questions of the map were left: the notes of kind `finding`, by check and by what they are about."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TypeAlias

from stworkshop.analysis.checks.touched import Touched
from stworkshop.model.board import Board
from stworkshop.model.records import Note

_About: TypeAlias = tuple[str, frozenset[str]]
_Reason: TypeAlias = tuple[int, str, str]


class Reasons:
    """The reasons given on a board; of several for the same question the last one counts."""

    def __init__(self, board: Board) -> None:
        self._given: dict[_About, dict[str, _Reason]] = {}
        self._place: dict[str, _About] = {}
        self._places: Counter[str] = Counter()
        for note in board.notes.values():
            self._take_in(note)

    def why(self, check: str, elements: tuple[str, ...], concepts: tuple[str, ...]) -> str | None:
        """Return why a finding was left; a note that names its topics, too, speaks of it before one that does not."""
        for about in dict.fromkeys((frozenset(elements + concepts), frozenset(elements))):
            given = self._given.get((check, about))
            if given:
                return max(given.values())[2]
        return self._of_all_pairs(check, elements) if len(elements) > 2 and not concepts else None

    def _of_all_pairs(self, check: str, elements: tuple[str, ...]) -> str | None:
        """Return the last reason of those given for each two of several cards; None where two have none."""
        if self._places[check] < len(elements) * (len(elements) - 1) // 2:
            return None
        given = [self._given.get((check, frozenset(pair))) for pair in combinations(elements, 2)]
        return max(max(reasons.values()) for reasons in given if reasons)[2] if all(given) else None

    def update(self, board: Board, touched: Touched) -> dict[str, set[frozenset[str]]]:
        """Follow the touched notes; return, by check, what the reasons that came or went are about."""
        about: dict[str, set[frozenset[str]]] = {}
        for note_id in touched.others.get("notes", ()):
            places = {self._leave_out(note_id)}
            note = board.notes.get(note_id)
            if note is not None:
                places.add(self._take_in(note))
            for place in places - {None}:
                assert place is not None
                about.setdefault(place[0], set()).add(place[1])
        return about

    def _take_in(self, note: Note) -> _About | None:
        if note.kind != "finding" or not note.check or not note.text.strip():
            return None
        place = (note.check, frozenset(note.about))
        self._place[note.id] = place
        given = self._given.setdefault(place, {})
        self._places[note.check] += not given
        given[note.id] = (note.seq, note.id, note.text)
        return place

    def _leave_out(self, note_id: str) -> _About | None:
        place = self._place.pop(note_id, None)
        if place is not None:
            del self._given[place][note_id]
            self._places[place[0]] -= not self._given[place]
        return place
