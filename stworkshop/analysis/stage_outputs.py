"""What should be there at the end of a stage: the catalogue's yields, with what is there counted on the board.

Of rounds only the closed ones count, and of them only that they were held: nothing here follows from an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stworkshop.analysis.duties import is_ai
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Value, value_of
from stworkshop.rounds.voices import ABSENT, PRESENT, REPRESENTED, voice_of


@dataclass(frozen=True)
class Yield:
    """One thing that a stage should bring: how much of it is there, `of` how many where each card needs it.

    `count` is None for what the board cannot know ("ground rules"): the facilitator ticks it off.
    """

    id: str
    words: str
    count: int | None = None
    of: int | None = None

    @property
    def met(self) -> bool:
        """Whether it is there."""
        if self.count is None:
            return False
        return self.count > 0 and (self.of is None or self.count >= self.of)


Counter = Callable[[Board, Catalogue], list[Yield]]


def yields(board: Board, catalogue: Catalogue, stage: str) -> list[Yield]:
    """Return what a stage should bring, in the catalogue's order; nothing for a stage that it does not know."""
    entry = catalogue.stages.get(stage)
    found: dict[str, Yield] = {}
    for name in entry.get("yields", ()) if entry else ():
        counter = _COUNTERS.get((stage, str(name))) or _COUNTERS.get(("", str(name)))
        counted = counter(board, catalogue) if counter else [Yield(str(name), str(name)[:1].upper() + str(name)[1:])]
        found.update((one.id, one) for one in counted)
    return list(found.values())


# --- counting


def _cards(board: Board, *kinds: str) -> list[Element]:
    return [card for card in board.elements.values() if card.kind in kinds]


def _set(card: Element, name: str, *also: Value) -> bool:
    """Tell whether a field says something: not empty, and not one of `also`."""
    return value_of(card, name) not in (None, "", *also)


def _to(board: Board, card: Element, *relations: str) -> bool:
    return any(link.relation in relations for link in board.links_to(card.id))


def _from(board: Board, card: Element, *relations: str) -> bool:
    return any(link.relation in relations for link in board.links_from(card.id))


def _owned(board: Board, card: Element) -> bool:
    return _to(board, card, "owns")


def _each(yield_id: str, words: str, cards: Iterable[Element], good: Callable[[Element], bool]) -> Yield:
    """Count the cards that have something that each of them needs."""
    wanted = list(cards)
    return Yield(yield_id, words, sum(map(good, wanted)), len(wanted))


def _links(board: Board, *relations: str) -> int:
    return sum(link.relation in relations for link in board.links.values())


def _rounds(board: Board, *kinds: str) -> int:
    return sum(r.kind in kinds and r.closed_order is not None for r in board.rounds.values())


def _notes(board: Board, kind: str) -> int:
    return sum(note.kind == kind for note in board.notes.values())


def _entity(board: Board, catalogue: Catalogue) -> list[Yield]:
    said = bool(board.session.entity_of_interest.strip())
    return [Yield("entity", _("What we look at"), int(said), 1)]


def _scope(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("service", _("The service on the map"), len(_cards(board, "public-service")))]


def _goals(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("goals", _("Aims and outcomes"), len(_cards(board, "goal", "outcome")))]


def _context(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("context", _("What surrounds it"), len(_cards(board, "context")))]


def _people(board: Board, catalogue: Catalogue) -> list[Yield]:
    people = _cards(board, "stakeholder")
    return [
        Yield("people", _("People and groups"), len(people)),
        _each("side", _("whose side is noted"), people, lambda card: _set(card, "side")),
        _each("here", _("here, or spoken for"), people, lambda card: _heard(board, card)),
    ]


def _heard(board: Board, card: Element) -> bool:
    return voice_of(board, card) in (PRESENT, REPRESENTED) or _spoken(board, card)


def _spoken(board: Board, card: Element) -> bool:
    return any(link.relation == "represents" and link.source != card.id for link in board.links_to(card.id))


def _speakers(board: Board, catalogue: Catalogue) -> list[Yield]:
    away = [card for card in _cards(board, "stakeholder") if voice_of(board, card) in (REPRESENTED, ABSENT)]
    return [_each("speakers", _("who speaks for those not here"), away, lambda card: _spoken(board, card))]


def _concerns(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("concerns", _("Concerns"), len(_cards(board, "concern")))]


def _holders(board: Board, catalogue: Catalogue) -> list[Yield]:
    held = _each("held", _("who holds each"), _cards(board, "concern"), lambda card: _to(board, card, "has-concern"))
    return [held]


def _terms(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("terms", _("words to explain"), len(board.terms))]


def _parts(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("parts", _("Technical parts"), len(_cards(board, "component")))]


def _flows(board: Board, catalogue: Catalogue) -> list[Yield]:
    joined = ("feeds", "informs", "automates", "depends-on", "part-of", "enables")
    parts = _cards(board, "component")
    return [
        _each(
            "flows", _("what each is joined with"), parts, lambda c: _from(board, c, *joined) or _to(board, c, *joined)
        )
    ]


def _left_out(board: Board, catalogue: Catalogue) -> list[Yield]:
    sources = [c for c in _cards(board, "component") if catalogue.variant(c.kind, c.type) == "data-source"]
    return [
        _each("left-out", _("who is missing in each data source"), sources, lambda c: _from(board, c, "leaves-out"))
    ]


def _tiers(board: Board, catalogue: Catalogue) -> list[Yield]:
    models = [c for c in _cards(board, "component") if is_ai(catalogue, c)]
    return [_each("tiers", _("legal class of each AI part"), models, lambda c: _set(c, "ai_act_tier"))]


def _all_links(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("links", _("Links"), len(board.links))]


def _conflicts(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("conflicts", _("What pulls against what"), _links(board, "conflicts-with"))]


def _same(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("same", _("Same thing, two cards"), _links(board, "corresponds-to"))]


def _discussed(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [Yield("talked", _("Questions of the map talked about"), _notes(board, "finding"))]


def _risks(board: Board, catalogue: Catalogue) -> list[Yield]:
    return [
        Yield("risks", _("Risks"), len(_cards(board, "risk"))),
        Yield("measures", _("Measures"), len(_standing(board))),
    ]


def _standing(board: Board) -> list[Element]:
    return [card for card in _cards(board, "mitigation") if value_of(card, "status") != "rejected"]


def _harms(board: Board, catalogue: Catalogue) -> list[Yield]:
    risks, standing = _cards(board, "risk"), {card.id for card in _standing(board)}

    def reduced(risk: Element) -> bool:
        return any(link.relation == "mitigates" and link.source in standing for link in board.links_to(risk.id))

    return [
        _each("harmed", _("whom each would hurt"), risks, lambda risk: _from(board, risk, "harms", "threatens")),
        _each("reduced", _("what is done about each"), risks, reduced),
    ]


def _owners(board: Board, catalogue: Catalogue) -> list[Yield]:
    what = _("who is responsible for each measure")
    return [_each("owners", what, _standing(board), lambda card: _owned(board, card))]


def _decisions(board: Board, catalogue: Catalogue) -> list[Yield]:
    made = _cards(board, "decision")
    return [
        Yield("decisions", _("Decisions"), len(made)),
        _each("reasons", _("with their reason"), made, lambda card: _set(card, "rationale")),
        _each("deciders", _("who decides"), made, lambda card: _set(card, "decided_by")),
    ]


def _actions(board: Board, catalogue: Catalogue) -> list[Yield]:
    tasks = _cards(board, "action")
    return [
        Yield("actions", _("Tasks"), len(tasks)),
        _each("task-owners", _("with owner and date"), tasks, lambda c: _owned(board, c) and _set(c, "due")),
    ]


def _questions(board: Board, catalogue: Catalogue) -> list[Yield]:
    still = [card for card in _cards(board, "open-question") if value_of(card, "status") in (None, "", "open")]
    return [_each("question-owners", _("who takes each open question"), still, lambda card: _owned(board, card))]


def _counted(yield_id: str, words: Callable[[], str], count: Callable[[Board], int]) -> Counter:
    return lambda board, catalogue: [Yield(yield_id, words(), count(board))]


_COUNTERS: Mapping[tuple[str, str], Counter] = MappingProxyType(
    {
        ("framing", "entity of interest"): _entity,
        ("framing", "scope frame"): _scope,
        ("framing", "goals and outcomes (first)"): _goals,
        ("framing", "context factors"): _context,
        ("stakeholders", "stakeholder elements with side and voice"): _people,
        ("stakeholders", "represents links"): _speakers,
        ("concerns", "concern elements"): _concerns,
        ("concerns", "has-concern links"): _holders,
        ("concerns", "glossary candidates"): _terms,
        ("components", "component elements"): _parts,
        ("components", "feeds/informs/automates links"): _flows,
        ("components", "leaves-out links"): _left_out,
        ("components", "AI Act tier"): _tiers,
        ("linking", "typed relations"): _all_links,
        ("linking", "conflicts"): _conflicts,
        ("linking", "corresponds-to links"): _same,
        ("linking", "gaps found by checks"): _discussed,
        ("risks", "risk and mitigation elements"): _risks,
        ("risks", "harms/mitigates links"): _harms,
        ("risks", "owners"): _owners,
        ("prioritise", "dot counts"): _counted("dots", lambda: _("Rounds of dots held"), lambda b: _rounds(b, "dots")),
        ("prioritise", "ranking"): _counted("ranks", lambda: _("Rankings held"), lambda b: _rounds(b, "ranking")),
        ("agree", "ratings"): _counted("ratings", lambda: _("Ratings held"), lambda b: _rounds(b, "rating")),
        ("agree", "consensus values"): _counted("statements", lambda: _("Sentences rated"), lambda b: len(_rated(b))),
        ("agree", "minority views"): _counted(
            "dissent", lambda: _("What somebody sees differently"), lambda b: _notes(b, "dissent")
        ),
        ("decisions", "decisions with rationale"): _decisions,
        ("", "actions"): _actions,
        ("decisions", "open questions"): _questions,
        ("read-back", "corrected wording"): _counted(
            "corrected", lambda: _("Corrected words"), lambda b: _notes(b, "correction")
        ),
        ("read-back", "objections"): _counted("objections", lambda: _("Objections"), lambda b: _notes(b, "objection")),
        ("read-back", "read_back of the session"): _counted(
            "read", lambda: _("Read back to the room"), lambda b: int(b.session.read_back == "yes")
        ),
    }
)
"""How each of the catalogue's yields is counted, by stage (any where empty); what is not here is ticked off by hand."""


def _rated(board: Board) -> set[str]:
    closed = [r for r in board.rounds.values() if r.kind == "rating" and r.closed_order is not None]
    return {item for round_ in closed for item in round_.items if item in board.statements}
