"""What everybody may see of a round, counted from its sheets: one set of figures per item, and one for the round.

The figures bear the names of the command line's `show --json`. In an anonymous round they obey `disclosure-min-group`:
small groups are not set apart, and where the whole room is too small, or too small to say that it agrees, only the
number of answers is told.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from stworkshop.model.answers import Answer
from stworkshop.model.records import Round, Value
from stworkshop.rounds import statistics
from stworkshop.rounds.disclosure import SmallGroups

SCALE = (1, 2, 3, 4, 5)
"""Values of a rating and of an axis, the lowest first."""
AGREE_FROM, DISAGREE_TO = 4, 2
FEWEST_FOR_GAP = 2

Figures = dict[str, Value]
Sheet = Mapping[str, Answer]
"""The answers of one person by item."""


@dataclass(frozen=True)
class Ballots:
    """The sheets of one round, and how they may be told apart: `sides` in their order, `rule` where it binds."""

    round: Round
    sheets: Sequence[Sheet]
    sides: Sequence[str]
    rule: SmallGroups | None
    names: bool
    rng: random.Random

    @property
    def voters(self) -> list[Sheet]:
        """The sheets that answer anything: "I do not know" and zero dots count, an empty sheet does not."""
        return [sheet for sheet in self.sheets if any(answer.given for answer in sheet.values())]

    def answers(self, item: str) -> list[Answer]:
        """Return what the sheets say about one item."""
        return [sheet[item] for sheet in self.sheets if item in sheet]

    def tells(self, *items: Sequence[Value]) -> bool:
        """Tell whether more than the number of answers may be told, for all of `items` together."""
        return self.rule is None or self.rule.tells(items)

    def shown(self, items: Sequence[Mapping[str, Sequence[Value]]]) -> list[str]:
        """Return the sides that may be shown apart for all of `items`, each item's answers being given by side."""
        if self.rule is not None:
            return self.rule.shown(items)
        return [side for side in self.sides if any(item[side] for item in items)]

    def hidden(self, shown: Sequence[str]) -> tuple[str, ...]:
        """Return the sides that took part and are not shown apart; none where the rule does not bind."""
        return tuple(side for side in self.sides if side not in shown) if self.rule is not None else ()

    def by_side(self, answers: Sequence[Answer], values: Sequence[Value]) -> dict[str, list[Value]]:
        """Return the values of the answers by side, all sides of the round in their order."""
        groups: dict[str, list[Value]] = {side: [] for side in self.sides}
        for answer, value in zip(answers, values, strict=True):
            groups[answer.side].append(value)
        return groups

    def comments(self, item: str) -> tuple[Figures, ...]:
        """Return what people wrote about an item, in a random order, without a side where the round is anonymous."""
        said = [answer for answer in self.answers(item) if answer.comment.strip()]
        self.rng.shuffle(said)
        return tuple(self._comment(answer) for answer in said)

    def _comment(self, answer: Answer) -> Figures:
        if self.rule is not None:
            return {"text": answer.comment}
        who = {"participant": answer.participant} if self.names and answer.participant else {}
        return {"text": answer.comment, "side": answer.side, **who}


def rating(ballots: Ballots, item: str, before: Figures | None = None) -> Figures:
    """Return the figures of one rated statement; `before` are those of the round that this one repeats."""
    answers = ballots.answers(item)
    rated = [answer for answer in answers if answer.value in SCALE]
    values = [int(answer.value or 0) for answer in rated]
    groups = ballots.by_side(rated, values)
    shown = ballots.shown([groups])
    figures: Figures = {"n": len(values), "hidden_sides": ballots.hidden(shown)}
    if not ballots.tells(values):
        return figures
    means = {side: statistics.mean(groups[side]) for side in shown}
    figures |= spread(values)
    figures |= {
        "dont_know": sum(answer.dk == "yes" for answer in answers),
        "missing": len(ballots.sheets) - len(values) - sum(answer.dk == "yes" for answer in answers),
        "mean_by_side": means,
        "side_gaps": _gaps({side: groups[side] for side in shown}),
        "counts_by_side": {side: _counts(groups[side]) for side in shown},
        "comments": ballots.comments(item),
        "shift": _shift(figures, before),
    }
    return figures


def spread(values: Sequence[int]) -> Figures:
    """Return the measures of level and spread of ratings; all None where there are none."""
    n, counts = len(values), _counts(values)
    agreement = statistics.consensus(counts)
    return {
        "mean": statistics.mean(values),
        "sd": statistics.deviation(values),
        "median": statistics.median(values),
        "iqr": statistics.interquartile_range(values),
        "consensus": agreement,
        "band": statistics.band(agreement, n),
        "share_agree": sum(value >= AGREE_FROM for value in values) / n if n else None,
        "share_disagree": sum(value <= DISAGREE_TO for value in values) / n if n else None,
        "counts": counts,
    }


def rating_round(ballots: Ballots) -> Figures:
    """Return the figures of a rating round as a whole."""
    complete = _complete(ballots, ballots.sheets, SCALE)
    return {"voters": len(ballots.voters), "raters_complete": len(complete), "kendall_w": _order(ballots, complete)}


def dots(ballots: Ballots) -> dict[str, Figures]:
    """Return the figures of each item of a round of dots; a sheet of zeros is an answer, no sheet is none."""
    voters = ballots.voters
    given = {item: [_dots_on(sheet, item) for sheet in voters] for item in ballots.round.items}
    first = [next(iter(sheet.values())) for sheet in voters]
    groups = {item: ballots.by_side(first, given[item]) for item in given}
    shown = ballots.shown(list(groups.values()))
    total, hidden = sum(map(sum, given.values())), ballots.hidden(shown)
    if not ballots.tells(*given.values()):
        return {item: {"n": len(voters), "by_side": {}, "hidden_sides": hidden} for item in given}
    return {
        item: {
            "n": len(voters),
            "dots": sum(values),
            "breadth": sum(value > 0 for value in values),
            "breadth_share": sum(value > 0 for value in values) / len(voters) if voters else None,
            "share": sum(values) / total if total else None,
            "by_side": {side: sum(groups[item][side]) for side in shown},
            "hidden_sides": hidden,
            "comments": ballots.comments(item),
        }
        for item, values in given.items()
    }


def dots_round(ballots: Ballots) -> Figures:
    """Return the figures of a round of dots as a whole."""
    voters = ballots.voters
    scores = [{item: float(_dots_on(sheet, item)) for item in ballots.round.items} for sheet in voters]
    used = int(sum(sum(score.values()) for score in scores)) if _tells_all(ballots, scores) else None
    return {"voters": len(voters), "dots_used": used, "kendall_w": _order(ballots, scores)}


def ranking_round(ballots: Ballots) -> Figures:
    """Return the figures of a ranking as a whole: only sheets with a place for every item are in the ranks.

    All others, those without a single place among them, are incomplete.
    """
    voters = ballots.voters
    complete = _complete(ballots, voters)
    ranks = statistics.mean_ranks(complete) if _tells_all(ballots, complete) else {}
    return {
        "voters": len(voters),
        "raters_complete": len(complete),
        "raters_incomplete": len(ballots.sheets) - len(complete),
        "kendall_w": _order(ballots, complete),
        "mean_rank": ranks,
    }


def ranked_item(ballots: Ballots, item: str, whole: Figures) -> Figures:
    """Return the figures of one item of a ranking, `whole` being those of the round."""
    rank = whole["mean_rank"].get(item)
    told = ballots.rule is None or rank is not None
    return {"n": whole["raters_complete"], "mean_rank": rank, "comments": ballots.comments(item) if told else ()}


def placing(ballots: Ballots, item: str) -> Figures:
    """Return where people place a card on two axes: each measure is a pair, one value per axis."""
    placed = [answer for answer in ballots.answers(item) if answer.value in SCALE and answer.value2 in SCALE]
    points = [(int(answer.value or 0), int(answer.value2 or 0)) for answer in placed]
    groups = ballots.by_side(placed, points)
    shown = ballots.shown([groups])
    figures: Figures = {"n": len(points), "by_side": {}, "hidden_sides": ballots.hidden(shown)}
    if not ballots.tells(points):
        return figures
    axes = [list(axis) for axis in zip(*points, strict=True)]
    return figures | {
        "median": tuple(map(statistics.median, axes)) or None,
        "quartiles": tuple(map(statistics.quartiles, axes)) or None,
        "min": tuple(map(min, axes)) or None,
        "max": tuple(map(max, axes)) or None,
        "by_side": {side: _place(groups[side]) for side in shown},
        "points": _points(points),
        "points_by_side": {side: _points(groups[side]) for side in shown},
        "comments": ballots.comments(item),
    }


def placing_round(ballots: Ballots) -> Figures:
    """Return the figures of a placing as a whole."""
    return {"voters": len(ballots.voters)}


def _place(points: Sequence[tuple[int, int]]) -> Figures:
    return {"n": len(points), "median": tuple(statistics.median(axis) for axis in zip(*points, strict=True))}


def _points(points: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Return each place that somebody chose with how many chose it, the lowest place first."""
    return tuple((*point, points.count(point)) for point in sorted(set(points)))


def _counts(values: Sequence[int]) -> tuple[int, ...]:
    return tuple(values.count(step) for step in SCALE)


def _dots_on(sheet: Sheet, item: str) -> int:
    return int(sheet[item].value or 0) if item in sheet else 0


def _gaps(groups: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """Return the difference of means of each two sides with two answers or more, the earlier side minus the later."""
    means = {side: statistics.mean(values) for side, values in groups.items() if len(values) >= FEWEST_FOR_GAP}
    return {f"{a}-{b}": (means[a] or 0.0) - (means[b] or 0.0) for a, b in combinations(means, 2)}


def _complete(ballots: Ballots, sheets: Sequence[Sheet], allowed: Sequence[int] = ()) -> list[dict[str, float]]:
    """Return the values of the sheets that give one, out of `allowed` if that is named, for every item of the round."""
    scores = [{item: answer.value for item, answer in sheet.items()} for sheet in sheets]
    items = ballots.round.items
    return [
        {item: score[item] or 0.0 for item in items}
        for score in scores
        if all(score.get(item) is not None and (not allowed or score[item] in allowed) for item in items)
    ]


def _tells_all(ballots: Ballots, raters: Sequence[Mapping[str, float]]) -> bool:
    return ballots.tells(*([rater[item] for rater in raters] for item in ballots.round.items))


def _order(ballots: Ballots, raters: Sequence[Mapping[str, float]]) -> float | None:
    return statistics.kendall_w(raters) if _tells_all(ballots, raters) else None


def _shift(now: Figures, before: Figures | None) -> Figures | None:
    """Return how far mean and consensus moved since the round before, where both may be told."""
    moved: Figures = {}
    for name in ("mean", "consensus"):
        earlier, later = (before or {}).get(name), now.get(name)
        if not isinstance(earlier, int | float) or not isinstance(later, int | float):
            return None
        moved[name] = later - earlier
    return moved
