"""What the room thinks: the rated statements as people read them, from the results that everybody may see.

Nothing of an open round is in here but its name: a statement on an open ballot has no answers, not even earlier ones,
so that nobody is led by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Round, Statement
from stworkshop.model.wording import ended
from stworkshop.rounds import answers_in_words, opinions, statistics, verdicts
from stworkshop.rounds.agreement import figures_of
from stworkshop.rounds.opinions import Opinions

GAP = 1.0
"""A difference of two sides' means from which on it is told."""
ASKABLE = ("decision", "mitigation")
_FEWEST_FOR_ALIKE = 3
_MOVED = 0.25
_SHORT_SIDES = 2


@dataclass(frozen=True)
class SideSaid:
    """What the people of one side answered; `mean` and `alike` are None where there are too few."""

    side: str
    counts: tuple[int, ...]
    words: str
    mean: float | None
    alike: float | None

    @property
    def people(self) -> int:
        """How many of this side answered."""
        return sum(self.counts)


@dataclass(frozen=True)
class Said:
    """One rated statement: how it came out (`state`), the answers 1 to 5, and what to read out.

    `opposite` is the code of the card whose opposite the statement says. `marks` are the sides of the people per
    answer, "" for a plain disc. `before` are the answers of the round that this one repeats. `gaps` are the sides that
    stand 1 or more apart, widest first. Counts are empty where too few answered, or none.
    """

    statement: Statement
    about: Element | None
    opposite: str
    state: str
    round: Round | None
    anonymous: bool
    n: int
    counts: tuple[int, ...]
    brief: str
    long: tuple[str, str]
    sides: tuple[SideSaid, ...]
    hidden: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    turned: tuple[int, ...]
    before: tuple[int, ...]
    moved: str
    gaps: tuple[tuple[str, str, float], ...]
    half: tuple[float, float] | None
    figures: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def code(self) -> str:
        """The code of the card that the statement is about."""
        return self.about.code if self.about else ""

    @property
    def spoken(self) -> str:
        """The row as it is read to people who do not see the bar."""
        parts = [ended(self.statement.label.strip()), verdicts.state_names()[self.state] + "."]
        parts += [part for part in self.long if part] if self.counts else [self.brief]
        if self.opposite and self.about is not None:
            what = {"decision": _("decision")}.get(self.about.kind, _("card"))
            parts.append(_("It says the opposite of {what} {code}.").format(what=what, code=self.opposite))
        return " ".join([*parts, *([self.moved] if self.moved else [])])


class Room:
    """What a board's closed rounds say about its statements, seen as it is now."""

    def __init__(self, board: Board, catalogue: Catalogue) -> None:
        self.board, self.catalogue = board, catalogue
        self.asked = Opinions(board, catalogue)
        self.open = [r for r in board.rounds.values() if r.closed_order is None]
        self.sealed = {item for r in self.open if r.kind == "rating" for item in r.items}
        self.said = [self._said(statement) for statement in board.statements.values()]

    def groups(self) -> dict[str, list[Said]]:
        """Return the statements by how they came out, all of `verdicts.STATES`, those most alike first."""
        groups: dict[str, list[Said]] = {state: [] for state in verdicts.STATES}
        for said in sorted(self.said, key=lambda one: -(one.figures.get("consensus") or 0.0)):
            groups[said.state].append(said)
        return groups

    def by_topic(self) -> dict[str, list[Said]]:
        """Return the statements by the first topic of the card that they are about; "" for none, which is last."""
        groups: dict[str, list[Said]] = {topic: [] for topic in (*self.catalogue.concepts, "")}
        for said in self.said:
            topics = said.about.concepts if said.about else ()
            groups[topics[0] if topics and topics[0] in groups else ""].append(said)
        return groups

    def by_sides(self) -> dict[str, list[Said]]:
        """Return the statements by how far sides stand apart: `apart`, `near`, `hidden`; the widest gap first."""
        groups: dict[str, list[Said]] = {"apart": [], "near": [], "hidden": []}
        for said in sorted(self.said, key=lambda one: -(one.gaps[0][2] if one.gaps else 0.0)):
            shown = len(said.sides) > 1
            groups["apart" if said.gaps else "near" if shown else "hidden"].append(said)
        return groups

    def unasked(self) -> list[Element]:
        """Return the decisions and measures that no round asked about; an open round asks, too."""
        asked = {one.statement.about for one in self.said if one.round is not None or one.id in self.sealed}
        return [c for c in self.board.elements.values() if c.kind in ASKABLE and c.id not in asked]

    def verdict(self, said: Said) -> str:
        """Return the verdict on the decision that a statement is about, in words; "" for none, or while it is asked."""
        if said.about is None or said.about.kind != "decision" or said.id in self.sealed:
            return ""
        return verdicts.verdict_words(verdicts.verdict_of(self.asked, said.about))

    def _said(self, statement: Statement) -> Said:
        figures: Mapping[str, Any] = {} if statement.id in self.sealed else self.asked.opinions.get(statement.id, {})
        round_ = self.board.rounds.get(str(figures.get("round", "")))
        about = self.board.elements.get(statement.about)
        state = verdicts.state_of(figures) if figures else "not-asked"
        counts = opinions.counts_of(figures) if figures else ()
        by_side = opinions.side_counts(figures) if counts else {}
        anonymous = round_ is None or is_anonymous(self.board.session, round_)
        before = self._before(statement.id, round_) if counts else ()
        return Said(
            statement=statement,
            about=about,
            opposite=about.code if about and statement.stance == "opposes" else "",
            state=state,
            round=round_,
            anonymous=anonymous,
            n=int(figures.get("n") or 0),
            counts=counts,
            brief=_brief(figures, counts, state, sealed=statement.id in self.sealed),
            long=_long(figures, counts, state),
            sides=tuple(_side(side, by_side[side]) for side in self.catalogue.sides if sum(by_side.get(side, ()))),
            hidden=tuple(figures.get("hidden_sides") or ()),
            marks=_marks(counts, {} if anonymous else by_side, tuple(self.catalogue.sides)),
            turned=opinions.turned_if(statement.stance, counts) if about and counts else (),
            before=before,
            moved=_moved(figures) if before else "",
            gaps=tuple(_gaps(figures)),
            half=statistics.quartiles([v for v, n in enumerate(counts, 1) for _person in range(n)]) if counts else None,
            figures=figures,
        )

    def _before(self, statement: str, round_: Round | None) -> tuple[int, ...]:
        """Return the answers of the round that this one repeats, if it asked the statement, too."""
        earlier = self.board.rounds.get(round_.follows) if round_ is not None else None
        if earlier is None or earlier.closed_order is None or statement not in earlier.items:
            return ()
        return opinions.counts_of({"counts": figures_of(self.board, earlier.id, statement).get("counts")})


def card_view(said: Said) -> str:
    """Return how the answers look from the card whose opposite the statement says: turned, and said to be so."""
    if not said.opposite or not said.turned:
        return ""
    words = answers_in_words.brief(said.turned)
    return _("Seen from {code} (the other way round): {words}").format(code=said.opposite, words=words)


def round_line(room: Room, round_: Round) -> str:
    """Return a closed round in one line: how it was answered, and by how many."""
    how = _("without names") if is_anonymous(room.board.session, round_) else _("by role")
    if not is_anonymous(room.board.session, round_) and room.board.session.attribution == "named":
        how = _("with names")
    people = figures_of(room.board, round_.id).get("voters")
    n = int(people) if isinstance(people, int | float) else 0
    told = answers_in_words.answered_in_words(n, figures_of(room.board, round_.id))
    return _("Round {number}, in silence, {how} · {people}").format(number=round_.closed_order, how=how, people=told)


def _brief(figures: Mapping[str, Any], counts: Sequence[int], state: str, *, sealed: bool) -> str:
    if sealed:
        return _("Being asked now. It opens when the round is closed.")
    if not figures:
        return _("Not put to the vote yet, so we do not know.")
    if not counts:
        return answers_in_words.not_shown(figures.get("n"))
    return answers_in_words.brief(counts) if state == "mixed" else _long(figures, counts, state)[0]


def _long(figures: Mapping[str, Any], counts: Sequence[int], state: str) -> tuple[str, str]:
    """Return the sentence about the answers, and what else there is to say about them."""
    if not counts:
        return "", ""
    first, rest = answers_in_words.said(counts, state == "contested"), ""
    if state == "contested":
        first, rest = answers_in_words.ends(counts), answers_in_words.others(counts)
    unknown = int(figures.get("dont_know") or 0)
    if unknown:
        said = ngettext("{n} did not know.", "{n} did not know.", unknown).format(n=answers_in_words.number(unknown))
        rest = f"{rest} {answers_in_words.capital(said)}".strip()
    return first, rest


def _side(side: str, counts: tuple[int, ...]) -> SideSaid:
    n = sum(counts)
    mean = sum(value * people for value, people in enumerate(counts, 1)) / n
    return SideSaid(
        side=side,
        counts=counts,
        words=answers_in_words.side_said(counts),
        mean=mean,
        alike=statistics.consensus(counts) if n >= _FEWEST_FOR_ALIKE else None,
    )


def side_words(said: Said) -> list[tuple[str, str]]:
    """Return the sides to name under a statement, with what they said: those furthest apart, else one that is alike."""
    apart = said.gaps[0][:2] if said.gaps else ()
    chosen = [s for s in said.sides if s.side in apart] or [s for s in said.sides if _is_one(s) and s.people > 1]
    return [(s.side, s.words) for s in chosen[:_SHORT_SIDES]]


def _is_one(side: SideSaid) -> bool:
    return sum(1 for n in side.counts if n) == 1


def _marks(
    counts: Sequence[int], by_side: Mapping[str, Sequence[int]], sides: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the sides of the people per answer; "" where the round was anonymous or a side may not be shown."""
    columns = []
    for place, n in enumerate(counts):
        column = [side for side in sides for _person in range(by_side.get(side, (0,) * 5)[place])]
        columns.append((*column[:n], *([""] * (n - len(column)))))
    return tuple(columns)


def _moved(figures: Mapping[str, Any]) -> str:
    shift = figures.get("shift")
    if not isinstance(shift, Mapping) or shift.get("mean") is None:
        return ""
    if shift["mean"] >= _MOVED:
        words = _("Moved towards yes.")
    elif shift["mean"] <= -_MOVED:
        words = _("Moved towards no.")
    else:
        words = _("Hardly moved.")
    if "up" not in shift:
        return words
    told = [
        template.format(n=answers_in_words.number(int(shift[name])))
        for name, template in (("up", _("{n} towards yes")), ("down", _("{n} towards no")), ("same", _("{n} stayed")))
        if shift.get(name)
    ]
    return f"{words} {answers_in_words.capital(', '.join(told))}." if told else words


def _gaps(figures: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of sides that stand far apart, the widest gap first."""
    gaps = figures.get("side_gaps") or {}
    for pair, gap in sorted(gaps.items(), key=lambda entry: -abs(entry[1])):
        if abs(gap) >= GAP - opinions.SLACK:
            first, second = pair.split("-", 1)
            yield first, second, abs(gap)
