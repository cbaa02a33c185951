"""Who decides, who feels it, who has no voice: stakeholders on three grids, and how differently people place them.

All three show the same cards. Influence is the power of all of them; a placing round asks for influence and how much
the decision touches somebody, both from 1 to 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Round
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.agreement import closed_rounds, figures_of
from stworkshop.rounds.opinions import SLACK, value_of_card
from stworkshop.rounds.voices import voice_of, voice_words

INFLUENCE, INTEREST, SALIENCE = "influence", "interest", "salience"
AFFECTED = ("none", "indirect", "direct")
STEPS = (1, 2, 3, 4, 5)
POWERFUL, NOT_POWERFUL = 4, 3
"""From which influence on somebody can decide, and what is set where somebody can no longer."""
WIDE = 1.5
"""Width of the middle half from which on people differ widely."""
_APART = 1.0
_FEWEST = 2


@dataclass(frozen=True)
class Spread:
    """How people placed a card on one axis: the middle, the middle half, and everybody."""

    n: int
    middle: float
    low: float
    high: float
    least: float
    most: float

    @property
    def wide(self) -> bool:
        """Whether people differ widely."""
        return self.high - self.low >= WIDE - SLACK

    @property
    def words(self) -> str:
        """The spread in words: "middle 2, from 1 to 3"."""
        return _("middle {middle}, from {least} to {most}").format(
            middle=_step(self.middle), least=_step(self.least), most=_step(self.most)
        )


@dataclass(frozen=True)
class Placed:
    """A stakeholder with all that the grids show; what was never said is None, or "" of `voice` and `affected`.

    `points` are the places that people chose, (influence, touched, how many); `by_side` those of sides that may be
    shown apart; `middles` each shown side's middle place.
    """

    card: Element
    side: str
    voice: str
    influence: int | None
    affected: str
    interest: int | None
    claim: bool | None
    urgency: bool | None
    speakers: tuple[Element, ...]
    spread: Spread | None
    touched: Spread | None
    points: tuple[tuple[int, int, int], ...]
    by_side: Mapping[str, tuple[tuple[int, int, int], ...]]
    middles: Mapping[str, tuple[float, float]]

    @property
    def id(self) -> str:
        """The card's id."""
        return self.card.id

    @property
    def unheard(self) -> bool:
        """Whether it touches them, and nobody speaks for them."""
        return self.voice == "absent" and self.affected in ("direct", "indirect") and not self.speakers

    def place(self, way: str) -> tuple[int, int] | None:
        """Return (influence, column) on a grid; the column is counted from 0. None where it is not placed."""
        if way == INFLUENCE:
            unsaid = self.influence is None or self.affected not in AFFECTED
            return None if unsaid else (self.influence or 0, AFFECTED.index(self.affected))
        if way == INTEREST:
            return None if self.influence is None or self.interest is None else (self.influence, self.interest - 1)
        return None

    @property
    def fields(self) -> tuple[bool, bool, bool] | None:
        """Power, claim and urgency; None where one of them was never said."""
        if self.influence is None or self.claim is None or self.urgency is None:
            return None
        return self.influence >= POWERFUL, self.claim, self.urgency

    @property
    def spoken(self) -> str:
        """The name with voice and spread, as it is read out."""
        parts = [self.card.label]
        if self.voice == "represented":
            parts.append(_("spoken for"))
        elif self.voice == "absent":
            parts.append(_("no voice") if self.unheard else _("not here"))
        elif not self.voice:
            parts.append(voice_words()[self.voice])
        words = ", ".join(parts)
        return f"{words}; {self.spread.words}" if self.spread else words


class Placings:
    """All stakeholders of a board, and the last closed placing round."""

    def __init__(self, board: Board, catalogue: Catalogue) -> None:
        self.board, self.catalogue = board, catalogue
        rounds = closed_rounds(board, "placing")
        self.round: Round | None = rounds[-1] if rounds else None
        self.open = [r for r in board.rounds.values() if r.kind == "placing" and r.closed_order is None]
        self.all = [self._placed(card) for card in board.elements.values() if card.kind == "stakeholder"]

    @property
    def sealed(self) -> bool:
        """Whether a placing is going on: then only names are shown."""
        return bool(self.open)

    @property
    def anonymous(self) -> bool:
        """Whether the placings are without names."""
        return self.round is None or is_anonymous(self.board.session, self.round)

    @property
    def people(self) -> int:
        """How many people took part in the last placing."""
        voters = figures_of(self.board, self.round.id).get("voters") if self.round else 0
        return int(voters) if isinstance(voters, int | float) else 0

    def get(self, card: str) -> Placed | None:
        """Return one stakeholder."""
        return next((placed for placed in self.all if placed.id == card), None)

    def cells(self, way: str) -> dict[tuple[int, int], list[Placed]]:
        """Return the stakeholders by their place on a grid."""
        cells: dict[tuple[int, int], list[Placed]] = {}
        for placed in self.all:
            place = placed.place(way)
            if place is not None:
                cells.setdefault(place, []).append(placed)
        return cells

    def waiting(self, way: str) -> list[Placed]:
        """Return the stakeholders that are not placed yet."""
        if way == SALIENCE:
            return [placed for placed in self.all if placed.fields is None]
        return [placed for placed in self.all if placed.place(way) is None]

    def unheard(self) -> list[Placed]:
        """Return those whom it touches and for whom nobody speaks, those touched directly first."""
        return sorted((p for p in self.all if p.unheard), key=lambda p: -AFFECTED.index(p.affected))

    def spoken_for(self) -> list[Placed]:
        """Return those for whom others speak."""
        return [p for p in self.all if p.speakers]

    def most_different(self, most: int = 4) -> list[Placed]:
        """Return those whom people placed most differently, the widest middle half first."""
        spread = [p for p in self.all if p.spread is not None and p.spread.most > p.spread.least]
        return sorted(spread, key=_width)[:most]

    def off_the_middle(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what would have to be set so that each card stands where the last placing's middle is."""
        changes = []
        for placed in self.all:
            if placed.spread is None or placed.touched is None:
                continue
            wanted = {"influence": _half_up(placed.spread.middle), "affected": affected_of(placed.touched.middle)}
            if (placed.influence, placed.affected) != (wanted["influence"], wanted["affected"]):
                changes.append((placed.id, wanted))
        return changes

    def _placed(self, card: Element) -> Placed:
        figures: Mapping[str, Any] = figures_of(self.board, self.round.id, card.id) if self.round else {}
        affected = str(value_of_card(self.catalogue, card, "affected") or "")
        links = [link for link in self.board.links_to(card.id) if link.relation == "represents"]
        return Placed(
            card=card,
            side=str(value_of_card(self.catalogue, card, "side") or ""),
            voice=voice_of(self.board, card),
            influence=_one_of_five(card.attributes.get("influence")),
            affected=affected if affected in AFFECTED else "",
            interest=_one_of_five(card.attributes.get("interest")),
            claim=_flag(card.attributes.get("claim")),
            urgency=_flag(card.attributes.get("urgency")),
            speakers=tuple(self.board.elements[link.source] for link in links),
            spread=_spread(figures, 0),
            touched=_spread(figures, 1),
            points=_points(figures.get("points")),
            by_side={side: _points(points) for side, points in (figures.get("points_by_side") or {}).items()},
            middles={
                side: (float(entry["median"][0]), float(entry["median"][1]))
                for side, entry in (figures.get("by_side") or {}).items()
            },
        )


def affected_of(touched: float) -> str:
    """Return how somebody is affected by the answer from 1, not at all, to 5, very much."""
    return AFFECTED[0] if touched < 1.5 else AFFECTED[1] if touched < 3.5 else AFFECTED[2]


def set_fields(placed: Placed, way: str, target: tuple[int, ...]) -> dict[str, Any]:
    """Return the fields that put a stakeholder into a place of a grid, only those that change.

    `target` is (influence, column) of a grid, or power, claim and urgency as 0 or 1.
    """
    if way == SALIENCE:
        power, claim, urgency = (bool(part) for part in target)
        wanted: dict[str, Any] = {"claim": "yes" if claim else "no", "urgency": "yes" if urgency else "no"}
        if placed.influence is None or power != (placed.influence >= POWERFUL):
            wanted["influence"] = POWERFUL if power else NOT_POWERFUL
    else:
        column = AFFECTED[target[1]] if way == INFLUENCE else target[1] + 1
        wanted = {"influence": target[0], ("affected" if way == INFLUENCE else "interest"): column}
    return {name: value for name, value in wanted.items() if placed.card.attributes.get(name) != value}


def stepped(placed: Placed, way: str, along: int, up: int) -> tuple[int, int] | None:
    """Return the place one step along or up, None at the edge; who is not placed begins in the middle."""
    columns = len(AFFECTED) if way == INFLUENCE else len(STEPS)
    place = placed.place(way)
    if place is None:
        said = way == INFLUENCE and placed.affected in AFFECTED
        first = AFFECTED.index(placed.affected) if said else columns // 2
        return placed.influence or STEPS[len(STEPS) // 2], first
    wanted = place[0] + up, place[1] + along
    return wanted if wanted[0] in STEPS and 0 <= wanted[1] < columns else None


def sides_apart(placed: Placed) -> str:
    """Return a sentence where two sides see a stakeholder's influence one step or more apart; else ''."""
    several = {side for side, points in placed.by_side.items() if sum(point[2] for point in points) >= _FEWEST}
    middles = sorted(
        ((middle[0], side) for side, middle in placed.middles.items() if side in several), key=lambda one: one[0]
    )
    if len(middles) < 2 or middles[-1][0] - middles[0][0] < _APART - SLACK:
        return ""
    names = answers_in_words.side_names()
    (low, lower), (high, higher) = middles[0], middles[-1]
    words = _("{higher}: {high}, {lower}: {low}. Ask both what they have in mind.")
    told = words.format(
        higher=names.get(higher, higher), high=_step(high), lower=names.get(lower, lower), low=_step(low)
    )
    return answers_in_words.capital(told)


def marks_at(placed: Placed, influence: int) -> tuple[str, ...]:
    """Return the sides of the people who gave a stakeholder this influence; "" where a side may not be told."""
    return _marks(placed, lambda point: point[0] == influence)


def marks_touched(placed: Placed, affected: str) -> tuple[str, ...]:
    """Return the sides of the people who said that it touches a stakeholder so."""
    return _marks(placed, lambda point: affected_of(point[1]) == affected)


def marks_in(placed: Placed, influence: int, affected: str) -> tuple[str, ...]:
    """Return the sides of the people who put a stakeholder into one cell."""
    return _marks(placed, lambda point: point[0] == influence and affected_of(point[1]) == affected)


def middles_in(placed: Placed, influence: int, affected: str) -> tuple[str, ...]:
    """Return the sides whose middle lies in one cell."""
    return tuple(
        side
        for side, (power, touched) in placed.middles.items()
        if _half_up(power) == influence and affected_of(touched) == affected
    )


def cell_words(way: str, influence: int, column: int) -> str:
    """Return a place of a grid in words."""
    if way == INFLUENCE:
        affected = {"none": _("not affected"), "indirect": _("affected indirectly"), "direct": _("affected directly")}
        return _("Influence {n}, {affected}").format(n=influence, affected=affected[AFFECTED[column]])
    return _("Power {n}, interest {m}").format(n=influence, m=column + 1)


def _marks(placed: Placed, wanted: Any) -> tuple[str, ...]:
    total = sum(point[2] for point in placed.points if wanted(point))
    known = [
        side for side, points in placed.by_side.items() for point in points if wanted(point) for _n in range(point[2])
    ]
    return (*known[:total], *([""] * (total - len(known))))


def _spread(figures: Mapping[str, Any], axis: int) -> Spread | None:
    if not figures.get("median") or not figures.get("quartiles"):
        return None
    low, high = figures["quartiles"][axis]
    return Spread(
        n=int(figures["n"]),
        middle=float(figures["median"][axis]),
        low=float(low),
        high=float(high),
        least=float(figures["min"][axis]),
        most=float(figures["max"][axis]),
    )


def _points(found: Any) -> tuple[tuple[int, int, int], ...]:
    return tuple((int(point[0]), int(point[1]), int(point[2])) for point in found or ())


def _width(placed: Placed) -> tuple[float, float]:
    spread = placed.spread
    return (0.0, 0.0) if spread is None else (spread.low - spread.high, spread.least - spread.most)


def _one_of_five(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in STEPS else None


def _flag(value: Any) -> bool | None:
    return None if value in (None, "") else value == "yes"


def _half_up(value: float) -> int:
    return int(value + 0.5)


def _step(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.1f}"
