"""The cover: the question, what the group may do, the ring of all cards, and four heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis import naming
from stworkshop.analysis.checks.people import is_affected, speakers
from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.blocks import WIDE, Count, Cover, Headline, Ring, RingLink, Span, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.open_questions import source_of
from stworkshop.report.editions import whole_map
from stworkshop.rounds import answers_in_words, verdicts
from stworkshop.rounds.agreement import closed_rounds, figures_of
from stworkshop.rounds.voices import NOT_SAID

_FIRST = ("chk-goal-conflict-silent", "chk-risk-no-mitigation", "chk-decided-against-affected")


def cover(facts: Facts, gaps: Sequence[Finding]) -> Cover:
    """Return the cover."""
    session = facts.board.session
    question = session.workshop_question.strip()
    return Cover(
        kicker=_("What we understood together"),
        title=facts.title,
        question=text(question) if question else text(Span(_("We did not write down a question."), "missing")),
        mandate=text(Span(answers_in_words.mandate(session.mandate), "strong" if session.mandate else "missing")),
        read_back=read_back(facts),
        is_read_back=session.read_back == "yes",
        counts=tuple(_counts(facts)),
        ring=_ring(facts),
        ring_note=_("Every mark on the ring is a card, every line a link. Nothing is left out."),
        heads=heads(facts, gaps),
    )


def heads(facts: Facts, gaps: Sequence[Finding]) -> tuple[Headline, Headline, Headline, Headline]:
    """Return what was agreed and not agreed, who was not here, and what was not discussed."""
    return _agreed(facts), _not_agreed(facts), _not_here(facts, gaps), _not_discussed(facts, gaps)


def read_back(facts: Facts) -> str:
    """Return whether and when the room heard the summary, in words without a full stop."""
    session = facts.board.session
    if session.read_back != "yes":
        return _("Draft, not yet read back")
    at = session.read_back_at.strip()
    parts = [_("Read back at {time}").format(time=at) if at else _("Read back")]
    corrections, objections = session.read_back_corrections, session.read_back_objections
    if corrections is not None:
        parts.append(ngettext("{n} correction", "{n} corrections", corrections).format(n=corrections))
    if objections is not None:
        parts.append(ngettext("{n} objection", "{n} objections", objections).format(n=objections))
    return ", ".join(parts)


def _counts(facts: Facts) -> Iterator[Count]:
    cards, links, apart = len(facts.board.elements), len(facts.board.links), len(facts.apart())
    yield Count(cards, ngettext("card on the map", "cards on the map", cards))
    yield Count(links, ngettext("link between them", "links between them", links))
    yield Count(apart, ngettext("conflict", "conflicts", apart), warn=apart > 0)
    rated = _voters(facts, "rating")
    dotted = _voters(facts, "dots")
    if rated and rated == dotted:
        yield Count(rated, ngettext("person who rated and placed dots", "people who rated and placed dots", rated))
        return
    if rated:
        yield Count(rated, ngettext("person who rated", "people who rated", rated))
    if dotted:
        yield Count(dotted, ngettext("person who placed dots", "people who placed dots", dotted))


def _voters(facts: Facts, kind: str) -> int:
    rounds = closed_rounds(facts.board, kind)
    return max((int(figures_of(facts.board, r.id).get("voters") or 0) for r in rounds), default=0)


def _ring(facts: Facts) -> Ring:
    zones = whole_map.zones(facts)
    order = ("people", *whole_map.UPPER, "agreement", *reversed(whole_map.LOWER), "centre", "other")
    links = facts.board.links.values()
    names = {"people": _("People"), "agreement": _("Agreement")}
    apart = len(facts.apart())
    ring = _("Ring of all {cards} cards and {links} links; {apart} of the links are conflicts. {zones}.")
    value = ring.format(
        cards=len(facts.board.elements),
        links=len(facts.board.links),
        apart=apart,
        zones=", ".join(f"{zones[z].title} {len(zones[z].cards)}" for z in order if z in zones),
    )
    return Ring(
        zones=tuple((names.get(z, zones[z].title), zones[z].cards) for z in order if z in zones),
        links=tuple(RingLink(link.source, link.target, link.relation == "conflicts-with") for link in links),
        text_value=value,
    )


def _numbered(facts: Facts, ids: Sequence[str]) -> str:
    numbers = [str(facts.statement_number(statement_id)) for statement_id in ids]
    if not numbers:
        return ""
    return ngettext("Statement {numbers}", "Statements {numbers}", len(numbers)).format(numbers=", ".join(numbers))


def _by_state(facts: Facts, *states: str) -> list[tuple[str, str]]:
    """Return (state, statement id) in the order of `states`, strongest consensus first."""
    found = [(verdicts.state_of(opinion), key, opinion) for key, opinion in facts.opinions.items()]
    found = [entry for entry in found if entry[0] in states]
    found.sort(key=lambda entry: (states.index(entry[0]), -(entry[2]["consensus"] or 0)))
    return [(state, key) for state, key, _opinion in found]


def _agreed(facts: Facts) -> Headline:
    found = _by_state(facts, *verdicts.AGREED)
    items = [
        text(Span(_("No:") + " ", "strong") if state == "no" else "", facts.board.statements[key].label)
        for state, key in found
    ]
    if not facts.opinions:
        items = [text(Span(_("Nobody was asked in a round."), "missing"))]
    elif not items:
        items = [text(_("No statement was agreed."))]
    return Headline("yes", _("Agreed"), tuple(items), _numbered(facts, [key for _state, key in found]))


def _not_agreed(facts: Facts) -> Headline:
    found = _by_state(facts, *verdicts.NOT_AGREED)
    names = verdicts.state_names()
    items = [text(Span(names[state] + WIDE, "strong"), facts.board.statements[key].label) for state, key in found]
    if not facts.opinions:
        items = [text(Span(_("Nobody was asked in a round."), "missing"))]
    elif not items:
        items = [text(_("Every statement that was asked was agreed."))]
    return Headline("contested", _("Not agreed"), tuple(items), _numbered(facts, [key for _state, key in found]))


def _not_here(facts: Facts, gaps: Sequence[Finding]) -> Headline:
    unheard = [gap for gap in gaps if gap.check == "chk-affected-no-voice"]
    items = [
        text(
            _("This affects {who}, but nobody here spoke for them.").format(
                who=naming.in_sentence(facts.board.elements[gap.elements[0]].label, facts.catalogue)
            )
        )
        for gap in unheard
    ]
    people = facts.cards("stakeholder")
    unsaid = [text(Span(said, "missing")) for said in _unsaid(facts, people)]
    if not people:
        items = [text(Span(_("No people are on the map yet."), "missing"))]
    elif not items and not unsaid:
        some = any(is_affected(facts, person) for person in people)
        everybody = _("Everybody on the map who is affected was here, or somebody spoke for them.")
        items = [text(everybody if some else _("Nobody on the map is marked as affected."))]
    sources = tuple(source_of(facts, gap) for gap in unheard)
    shown = sources if len(sources) == len(items) + len(unsaid) else ()
    return Headline("absent", _("People not here"), (*items, *unsaid), ", ".join(sources), shown)


def _unsaid(facts: Facts, people: Sequence[Element]) -> Iterator[str]:
    """Yield what nobody said about people, and what therefore cannot be told of everybody on the map."""
    touched = [person for person in people if is_affected(facts, person)]
    open_ = [p for p in people if p not in touched and not facts.value(p, "affected")]
    if open_ and not touched:
        yield _("Nobody wrote down who is affected.")
    elif open_:
        yield ngettext(
            "Nobody has said yet whether it affects {n} group on the map.",
            "Nobody has said yet whether it affects {n} groups on the map.",
            len(open_),
        ).format(n=words.number(len(open_)))
    away = [p for p in (*touched, *open_) if facts.voice(p) == NOT_SAID and not speakers(facts, p)]
    if away:
        yield ngettext(
            "Nobody has said yet whether {n} group on the map was here.",
            "Nobody has said yet whether {n} groups on the map were here.",
            len(away),
        ).format(n=words.number(len(away)))


def _not_discussed(facts: Facts, gaps: Sequence[Finding]) -> Headline:
    open_ones = [g for g in gaps if g.severity == "must" and not g.discussed and g.check != "chk-affected-no-voice"]
    open_ones.sort(key=lambda gap: _FIRST.index(gap.check) if gap.check in _FIRST else len(_FIRST))
    items = [text(_short(facts, gap)) for gap in open_ones]
    if not facts.board.elements:
        items = [text(Span(_("Nothing is on the map yet."), "missing"))]
    elif not items and (waiting := sum(g.severity == "should" and not g.discussed for g in gaps)):
        left = ngettext(
            "{n} question should be talked about still.", "{n} questions should be talked about still.", waiting
        )
        items = [text(left.format(n=waiting))]
    elif not items:
        items = [text(_("No question of the map is left open."))]
    sources = tuple(source_of(facts, gap) for gap in open_ones)
    first = sources[0] if sources else ""
    return Headline("not-asked", _("Not discussed"), tuple(items), first, sources if len(sources) == len(items) else ())


def _short(facts: Facts, gap: Finding) -> str:
    if gap.check != "chk-goal-conflict-silent":
        return gap.message
    first, second = (facts.board.elements[card].label for card in gap.elements)
    said = _("{first} and {second} pull against each other.")
    return said.format(first=words.quoted(first), second=words.quoted(second))
