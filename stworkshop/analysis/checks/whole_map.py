"""Checks on the map as a whole, answered by its counters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.subjects import WholeMap
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Entry, curly
from stworkshop.rounds.agreement import closed_rounds, figures_of
from stworkshop.rounds.opinions import SLACK

_ENOUGH = 0.8
_ROUNDS = ("rating", "dots", "ranking", "placing")


def no_public_side(facts: MapFacts, _board: Board) -> Iterator[Found]:
    """Find a map without residents or community groups; where a group was not said, that is asked instead."""
    if _surely_missing(facts, "public"):
        yield Found(())


def side_missing(facts: MapFacts, _board: Board) -> Iterator[Found]:
    """Find a map without planners or without technology people, whoever those are whose group was not said."""
    if _surely_missing(facts, "planner", "implementer"):
        yield Found(())


def _surely_missing(facts: MapFacts, *sides: str) -> bool:
    """Tell whether one of these sides is missing even if each person whose side was not said belongs to another one."""
    return sum(not facts.count("side", side) for side in sides) > facts.count("side", "")


def concept_empty(facts: MapFacts, _board: Board) -> Iterator[Found]:
    """Find topics that no card is tagged with."""
    for concept, entry in facts.catalogue.concepts.items():
        if not facts.count("concept", concept):
            yield Found((), {"k": _word(entry)}, (concept,))


def concept_not_linked(facts: MapFacts, _board: Board) -> Iterator[Found]:
    """Find pairs of topics that no link joins."""
    concepts = facts.catalogue.concepts
    for one, other in combinations(concepts, 2):
        if not facts.tally.bridges(one, other):
            yield Found((), {"k1": _word(concepts[one]), "k2": _word(concepts[other])}, (one, other))


def _word(concept: Entry) -> str:
    return curly(str(concept["label"]))


def no_security(facts: MapFacts, _board: Board) -> Iterator[Found]:
    """Find a map with models, data or supplies that nothing protects."""
    worth = any(facts.count("group", group) for group in ("model", "data", "supply"))
    if worth and not any(facts.count("type", kind) for kind in ("security-control", "access-control")):
        yield Found(())


def no_option_compared(facts: MapFacts, _board: Board) -> Iterator[Found]:
    """Find a map that shows the service with the AI only."""
    if facts.count("component") and not facts.count("situation", "today") + facts.count("situation", "without-ai"):
        yield Found(())


def low_turnout(facts: MapFacts, board: Board) -> Iterator[Found]:
    """Find that in some closed round fewer than four in five of the people listed gave an answer."""
    listed = len(board.participants)
    for round_ in closed_rounds(board, *_ROUNDS):
        voters = figures_of(board, round_.id).get("voters")
        if isinstance(voters, int | float) and voters < _ENOUGH * listed - SLACK:
            yield Found(())
            return


def absent_no_summary(facts: MapFacts, board: Board) -> Iterator[Found]:
    """Find that people were not here, and no summary for them has been made."""
    absent = facts.count("voice", "absent") + facts.count("voice", "represented")
    if absent and board.session.absent_summary_exported != "yes":
        yield Found(())


CHECKS = (
    Check("chk-no-public-side", WholeMap(), no_public_side),
    Check("chk-side-missing", WholeMap(), side_missing),
    Check("chk-concept-empty", WholeMap(), concept_empty),
    Check("chk-concept-not-linked", WholeMap(), concept_not_linked),
    Check("chk-no-security", WholeMap(), no_security),
    Check("chk-no-option-compared", WholeMap(), no_option_compared),
    Check("chk-low-turnout", WholeMap(), low_turnout),
    Check("chk-absent-no-summary", WholeMap(), absent_no_summary),
)
