"""Where people agree: `results` records from the sheets of a round, and the figures of a session from its results.

Only what closes a round, or imports one, sees answers. All other readers see results, which everybody may see.
"""

from __future__ import annotations

import random
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from stworkshop.model.answers import Answer, is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.records import Result, Round, from_flat, replaced
from stworkshop.rounds import disclosed_results, round_figures
from stworkshop.rounds.disclosure import small_groups
from stworkshop.rounds.risk_order import risk_order
from stworkshop.rounds.round_figures import Ballots, Figures

_STATEMENT: Figures = {
    "n": None,
    "dont_know": None,
    "missing": None,
    "mean": None,
    "sd": None,
    "median": None,
    "iqr": None,
    "consensus": None,
    "band": None,
    "share_agree": None,
    "share_disagree": None,
    "mean_by_side": {},
    "side_gaps": {},
    "hidden_sides": (),
    "shift": None,
    "counts": None,
    "counts_by_side": {},
    "comments": (),
}
_DOTS: Figures = {
    "dots": None,
    "breadth": None,
    "breadth_share": None,
    "share": None,
    "by_side": {},
    "hidden_sides": (),
}
_RANKING: Figures = {"raters_complete": None, "mean_rank": {}}
_PLACING: Figures = {"n": None, "median": None, "quartiles": None, "min": None, "max": None, "by_side": {}}


def results_of_round(
    board: Board,
    round_: Round,
    answers: Iterable[Answer],
    catalogue: Catalogue,
    *,
    rng: random.Random | None = None,
) -> list[Result]:
    """Return what everybody may see of a closed round: one record per item, then one for the round as a whole.

    `answers` are those of the round; with those of the round that it repeats, persons who moved are counted, too.
    `rng` shuffles the comments.
    """
    everything = list(answers)
    ballots = _ballots(board, round_, everything, catalogue, rng or secrets.SystemRandom())
    figures, whole = _figures(board, ballots, everything)
    seq = board.next_seq()
    made = [
        from_flat(
            "results", result_id(round_.id, item), {"seq": seq + n, "round": round_.id, "item": item, "figures": f}
        )
        for n, (item, f) in enumerate({**figures, "": whole}.items())
    ]
    return cast(list[Result], made)


def with_heads_not_counted(results: list[Result]) -> list[Result]:
    """Return results that say of the round as a whole that anybody could hand in any number of sheets."""
    told = {"one_each": "open"}
    return [one if one.item else cast(Result, replaced(one, {"figures": {**one.figures, **told}})) for one in results]


def result_id(round_id: str, item: str = "") -> str:
    """Return the id of the result of an item, or of the round as a whole: the same on every laptop."""
    return f"result.{round_id}.{item}" if item else f"result.{round_id}"


def closed_rounds(board: Board, *kinds: str) -> list[Round]:
    """Return the closed rounds of these kinds, the one closed first coming first."""
    closed = [r for r in board.rounds.values() if r.kind in kinds and r.closed_order is not None]
    return sorted(closed, key=lambda r: (r.closed_order or 0, r.seq, r.id))


def round_that_counts(board: Board, statement_id: str) -> Round | None:
    """Return the last closed round that asked a statement."""
    return next((r for r in reversed(closed_rounds(board, "rating")) if statement_id in r.items), None)


def figures_of(board: Board, round_id: str, item: str = "") -> Figures:
    """Return what everybody may see of one item, or of a round as a whole; {} where nothing is known."""
    found = board.results.get(result_id(round_id, item))
    if found is None or (found.round, found.item) != (round_id, item):
        found = next((r for r in board.results.values() if (r.round, r.item) == (round_id, item)), None)
    return dict(disclosed_results.told(board, found, bundled_catalogue())) if found is not None else {}


def figures(board: Board) -> Figures:
    """Return the figures of a session, read from its results alone: `agreement`, `dots` and `risks`."""
    return {
        "agreement": {
            "statements": statement_figures(board),
            "kendall_w": {
                r.id: figures_of(board, r.id).get("kendall_w")
                for r in closed_rounds(board, "rating", "dots", "ranking")
            },
            "rankings": [
                {"round": r.id, **_chosen(figures_of(board, r.id), _RANKING)} for r in closed_rounds(board, "ranking")
            ],
            "placings": [
                {"round": r.id, "id": item, **_chosen(figures_of(board, r.id, item), _PLACING)}
                for r in closed_rounds(board, "placing")
                for item in r.items
            ],
        },
        "dots": [entry for r in closed_rounds(board, "dots") for entry in dot_figures(board, r)],
        "risks": risk_order(board),
    }


def statement_figures(board: Board) -> list[Figures]:
    """Return the figures of each statement that was rated, from the last closed round that asked it."""
    rated = [(s, round_that_counts(board, s.id)) for s in board.statements.values()]
    return [
        {"id": s.id, "label": s.label, "about": s.about, "stance": s.stance, "round": r.id}
        | _chosen(figures_of(board, r.id, s.id), _STATEMENT)
        for s, r in rated
        if r is not None
    ]


def dot_figures(board: Board, round_: Round) -> list[Figures]:
    """Return the figures of the items of a round of dots, by dots, then breadth, then their place on the ballot."""
    entries = [
        {"round": round_.id, "id": item, **_chosen(figures_of(board, round_.id, item), _DOTS)} for item in round_.items
    ]
    return sorted(entries, key=lambda entry: (-_number(entry["dots"]), -_number(entry["breadth"])))


def _chosen(found: Figures, names: Mapping[str, object]) -> Figures:
    """Return the named figures, each with its empty value where it is not known."""
    return {name: found.get(name, empty) for name, empty in names.items()}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else -1.0


def _figures(board: Board, ballots: Ballots, answers: Sequence[Answer]) -> tuple[dict[str, Figures], Figures]:
    """Return the figures of each item, and those of the round as a whole."""
    items = ballots.round.items
    if ballots.round.kind == "dots":
        return round_figures.dots(ballots), round_figures.dots_round(ballots)
    if ballots.round.kind == "ranking":
        whole = round_figures.ranking_round(ballots)
        return {item: round_figures.ranked_item(ballots, item, whole) for item in items}, whole
    if ballots.round.kind == "placing":
        return {item: round_figures.placing(ballots, item) for item in items}, round_figures.placing_round(ballots)
    return {item: _rating(board, ballots, item, answers) for item in items}, round_figures.rating_round(ballots)


def _rating(board: Board, ballots: Ballots, item: str, answers: Sequence[Answer]) -> Figures:
    earlier = board.rounds.get(ballots.round.follows)
    if earlier is None or earlier.closed_order is None or item not in earlier.items:
        return round_figures.rating(ballots, item)
    rated = round_figures.rating(ballots, item, figures_of(board, earlier.id, item))
    if rated.get("shift") and ballots.rule is None and not is_anonymous(board.session, earlier):
        rated["shift"] |= _moved(item, earlier.id, ballots.round.id, answers)
    return rated


def _moved(item: str, before: str, after: str, answers: Sequence[Answer]) -> Figures:
    """Return how many persons moved up, down, or stayed, of those who gave a value in both rounds."""
    values: dict[str, dict[str, float]] = {before: {}, after: {}}
    for answer in answers:
        if answer.item == item and answer.round in values and answer.participant and answer.value is not None:
            values[answer.round][answer.participant] = answer.value
    pairs = [(values[before][person], value) for person, value in values[after].items() if person in values[before]]
    if not pairs:
        return {}
    up, down = sum(new > old for old, new in pairs), sum(new < old for old, new in pairs)
    return {"up": up, "down": down, "same": len(pairs) - up - down}


def _ballots(
    board: Board, round_: Round, answers: Sequence[Answer], catalogue: Catalogue, rng: random.Random
) -> Ballots:
    sheets: dict[str, dict[str, Answer]] = defaultdict(dict)
    for answer in answers:
        if answer.round == round_.id and answer.item in round_.items:
            sheets[answer.sheet][answer.item] = answer
    present = {answer.side for sheet in sheets.values() for answer in sheet.values()}
    return Ballots(
        round=round_,
        sheets=list(sheets.values()),
        sides=[*(s for s in catalogue.sides if s in present), *sorted(present - set(catalogue.sides))],
        rule=small_groups(catalogue) if is_anonymous(board.session, round_) else None,
        names=board.session.attribution == "named",
        rng=rng,
    )
