"""What matters most, and whether people put things in the same order: dots, rankings, and Kendall's W in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.records import Element, Round
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.agreement import closed_rounds, dot_figures, figures_of

_ORDER_WORDS = ((0.7, "same"), (0.5, "largely"), (0.3, "partly"), (0.0, "loosely"))
_FEWEST_ITEMS = 2


@dataclass(frozen=True)
class DotLine:
    """A card's dots: `by_side` those that may be shown apart, `plain` the rest, `people` who laid one or more."""

    card: Element
    dots: int
    by_side: tuple[tuple[str, int], ...]
    plain: int
    people: int | None
    voters: int

    @property
    def spoken(self) -> str:
        """The line as it is read out."""
        dots = ngettext("{n} dot", "{n} dots", self.dots).format(n=self.dots)
        people = _("from {n} of {all} people").format(n=self.people or 0, all=self.voters)
        sides = ", ".join(f"{answers_in_words.side_names().get(side, side)} {n}" for side, n in self.by_side if n)
        words = f"{self.card.code} {self.card.label}: {dots}, {people}"
        return f"{words}; {sides}." if sides else f"{words}."


@dataclass(frozen=True)
class DotsView:
    """The last closed round of dots; `few` where so few took part that only their number is told."""

    round: Round
    lines: tuple[DotLine, ...]
    voters: int
    used: int | None
    few: bool
    sides: tuple[str, ...]


@dataclass(frozen=True)
class RankLine:
    """A card and its mean place in a ranking, 1 being first."""

    card: Element
    place: int
    mean: float


@dataclass(frozen=True)
class RankView:
    """The last closed ranking: only complete sheets are in the places."""

    round: Round
    lines: tuple[RankLine, ...]
    complete: int
    incomplete: int


@dataclass(frozen=True)
class Order:
    """How far people put the items of a round in the same order: `w` from 0, each their own, to 1, the same."""

    round: Round
    w: float | None
    items: int
    complete: int

    @property
    def name(self) -> str:
        """What was put in order: "six statements"."""
        n = answers_in_words.number(self.items)
        if self.round.kind == "rating":
            return ngettext("{n} statement", "{n} statements", self.items).format(n=n)
        return ngettext("{n} card", "{n} cards", self.items).format(n=n)

    @property
    def words(self) -> str:
        """The place on the scale in words."""
        return order_words(self.w)


def order_words(w: float | None) -> str:
    """Return in words how far people put things in the same order."""
    if w is None:
        return _("There is no order to compare.")
    level = next(name for start, name in _ORDER_WORDS if w >= start - 1e-9)
    return {
        "same": _("Almost the same order."),
        "largely": _("Largely the same order."),
        "partly": _("Partly the same order."),
        "loosely": _("Only loosely."),
    }[level]


def order_means(w: float | None) -> str:
    """Return what follows from it for the totals beside it."""
    if w is None:
        return ""
    if w < _ORDER_WORDS[1][0]:
        return _("So the totals say what many care about, not what everyone puts first.")
    return _("So the totals say what most people put first.")


def _wanted(board: Board, kind: str, round_id: str) -> Round | None:
    rounds = closed_rounds(board, kind)
    return next((r for r in rounds if r.id == round_id), rounds[-1] if rounds else None)


def dots_view(board: Board, round_id: str = "") -> DotsView | None:
    """Return a closed round of dots, the last one where none is named; None where there is none."""
    last = _wanted(board, "dots", round_id)
    if last is None:
        return None
    whole = figures_of(board, last.id)
    entries = dot_figures(board, last)
    voters = int(_number(whole.get("voters")) or 0)
    known = [entry for entry in entries if entry["dots"] is not None and entry["id"] in board.elements]
    lines = tuple(_dot_line(board, entry, voters) for entry in known)
    used = _number(whole.get("dots_used"))
    known_sides = list(answers_in_words.side_names())
    shown = dict.fromkeys(side for line in lines for side, n in line.by_side if n)
    sides = tuple(sorted(shown, key=lambda side: known_sides.index(side) if side in known_sides else len(known_sides)))
    return DotsView(last, lines, voters, None if used is None else int(used), not lines, sides)


def rank_view(board: Board, round_id: str = "") -> RankView | None:
    """Return a closed ranking, the last one where none is named; None where there is none."""
    last = _wanted(board, "ranking", round_id)
    if last is None:
        return None
    whole = figures_of(board, last.id)
    means = {item: mean for item, mean in (whole.get("mean_rank") or {}).items() if item in board.elements}
    ordered = sorted(means, key=lambda item: (means[item], last.items.index(item) if item in last.items else 0))
    lines = tuple(RankLine(board.elements[item], place, means[item]) for place, item in enumerate(ordered, 1))
    return RankView(last, lines, int(whole.get("raters_complete") or 0), int(whole.get("raters_incomplete") or 0))


def orders(board: Board) -> list[Order]:
    """Return the common order in the last closed round of each kind that asked two items or more."""
    found = []
    for kind in ("rating", "dots", "ranking"):
        rounds = [r for r in closed_rounds(board, kind) if len(r.items) >= _FEWEST_ITEMS]
        if not rounds:
            continue
        whole = figures_of(board, rounds[-1].id)
        complete = whole.get("raters_complete", whole.get("voters"))
        found.append(Order(rounds[-1], _number(whole.get("kendall_w")), len(rounds[-1].items), int(complete or 0)))
    return found


def _dot_line(board: Board, entry: Mapping[str, Any], voters: int) -> DotLine:
    by_side = tuple((side, int(n)) for side, n in (entry["by_side"] or {}).items())
    dots = int(entry["dots"])
    people = _number(entry["breadth"])
    return DotLine(
        card=board.elements[str(entry["id"])],
        dots=dots,
        by_side=by_side,
        plain=max(0, dots - sum(n for _side, n in by_side)),
        people=None if people is None else int(people),
        voters=voters,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
