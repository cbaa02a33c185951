"""Concerns traced to parts and measures, and risks with their controls and tests."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.risk_chain import chain
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Heading, Table, TableColumn
from stworkshop.report.content.blocks import WIDE, Block, Span, Text, coded, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import risks
from stworkshop.report.editions.engineer_parts import paragraph
from stworkshop.rounds.risk_order import risk_level_word

_TESTS = (
    "mit-bias-testing", "mit-data-quality-checks", "mit-red-team", "mit-outcome-indicators", "mit-independent-audit",
    "mit-security-testing", "mit-pilot-with-stop", "mit-stop-criteria", "mit-review-dates",
)  # fmt: skip
_WATCHING = ("evaluation-suite", "monitoring", "audit-log")
_TIED = ("part-of", "feeds", "depends-on", "informs")


def named(facts: Facts, element: Element, *, strong: bool = True) -> Text:
    """Return a card with its code."""
    card = facts.card(element)
    return coded(card) if strong else text(Span(card.code + WIDE, "quiet"), card.label)


# --- concerns


def traced(facts: Facts) -> Iterator[Block]:
    """Yield the table that follows each concern to what raises it and what answers it."""
    title = _("Concerns traced to technical parts and measures")
    concerns = facts.cards("concern")
    if not concerns:
        yield Heading(title)
        yield paragraph(_("Nobody has put on the map what matters to them."))
        return
    columns = (
        TableColumn(_("Concern"), 64), TableColumn(_("Of"), 16), TableColumn(_("Raised by"), 18),
        TableColumn(_("Answered by"), 22), TableColumn(_("Measures"), 20), TableColumn(_("Where the trace ends"), 34),
    )  # fmt: skip
    rows = tuple(_trace(facts, concern) for concern in concerns)
    yield Table(columns, rows, title, note=_how_traced(facts), dense=True)


def _how_traced(facts: Facts) -> Text:
    said = _(
        "Raised by: parts, services, rules and decisions that give rise to it. Answered by: what addresses it. "
        "Measures: those that address it, and those carried out by a part that does."
    )
    return text(Span(said, "quiet"))


def _trace(facts: Facts, concern: Element) -> tuple[Text, ...]:
    answers = [card for card in facts.sources("addresses", concern) if card.kind != "mitigation"]
    measures = facts.sources("addresses", concern, "mitigation")
    through = [
        (measure, card)
        for card in answers
        for measure in facts.sources("implemented-by", card, "mitigation")
        if measure not in measures
    ]
    codes = [facts.card(measure).code for measure in measures]
    codes += [
        _("{measure} by {part}").format(measure=facts.card(measure).code, part=facts.card(card).code)
        for measure, card in through
    ]
    raisers = facts.sources("raises", concern)
    return (
        named(facts, concern),
        text(facts.codes(facts.sources("has-concern", concern, "stakeholder"))),
        text(facts.codes(raisers)) if raisers else text(Span(_("nothing noted"), "quiet")),
        text(facts.codes(answers)),
        text(", ".join(codes)),
        _end(facts, concern, [*answers, *measures]),
    )


def _end(facts: Facts, concern: Element, answers: list[Element]) -> Text:
    """Return in words where the trace of a concern breaks off."""
    spans: list[Span] = []
    questions = facts.codes(facts.sources("about", concern, "open-question"))
    if not facts.sources("has-concern", concern, "stakeholder"):
        spans.append(Span(_("We do not know yet who has this concern."), "missing"))
    if not answers:
        spans.append(Span(_("Nothing answers it."), "missing"))
    elif all(_only_wanted(facts, card) for card in answers):
        what = facts.codes(answers)
        spans.append(Span(_("{codes}: so far only wanted.").format(codes=what), "quiet"))
    if questions:
        spans.append(Span(_("Asked in {codes}.").format(codes=questions), "quiet"))
    apart = [
        facts.code(link.target if link.source == concern.id else link.source)
        for link in facts.apart()
        if concern.id in (link.source, link.target)
    ]
    if apart:
        spans.append(Span(_("Pulls against {codes}.").format(codes=", ".join(apart)), "quiet"))
    spaced: list[str | Span] = []
    for span in spans:
        spaced += [" ", span] if spaced else [span]
    return text(*spaced) if spaced else text(Span(_("Answered on the map."), "quiet"))


def _only_wanted(facts: Facts, card: Element) -> bool:
    """Tell whether what answers a concern is not there yet, and nobody agreed to it."""
    if card.kind == "component":
        return bool(facts.value(card, "stage") == "idea")
    if card.kind == "mitigation":
        return facts.value(card, "status") in ("proposed", "rejected")
    return card.kind == "decision" and facts.value(card, "status") in ("proposed", "contested", "deferred")


# --- risks


def tested(facts: Facts) -> Iterator[Block]:
    """Yield the risk matrix, and the risks with controls and tests."""
    yield Heading(_("Risks and controls, with tests"))
    rows = chain(facts.board)
    if not rows:
        yield paragraph(_("Nobody has put on the map what could go wrong."))
        return
    yield risks.matrix(facts, [facts.board.elements[row.risk] for row in rows])
    columns = (
        TableColumn(_("Risk"), 46), TableColumn(_("Level"), 22), TableColumn(_("From"), 12),
        TableColumn(_("Controls"), 62), TableColumn(_("Tests"), 32),
    )  # fmt: skip
    told = []
    for row in rows:
        risk = facts.board.elements[row.risk]
        measures = [facts.board.elements[measure.id] for measure in row.measures]
        causes = [facts.board.elements[cause] for cause in row.causes]
        told.append(
            (
                named(facts, risk),
                _level(facts, risk),
                _causes(facts, causes),
                _controls(facts, measures),
                _tests(facts, measures, causes),
            )
        )
    yield Table(columns, tuple(told), dense=True)


def _level(facts: Facts, risk: Element) -> Text:
    likely, bad = risk.attributes.get("likelihood"), risk.attributes.get("severity")
    if not isinstance(likely, int) or not isinstance(bad, int):
        return text(Span(_("Not rated."), "missing"))
    undone = {
        "no": _("cannot be put right"), "partly": _("can be put right in part"), "yes": _("can be put right"),
    }.get(str(facts.value(risk, "reversible")), _("nobody has said yet whether it can be put right"))  # fmt: skip
    level = risks.band_word(risk_level_word(risk))
    return text(
        Span(f"{likely * bad} {level}", "strong"),
        Span(f", {undone}", "quiet"),
    )


def _causes(facts: Facts, causes: list[Element]) -> Text:
    return text(facts.codes(causes)) if causes else text(Span(_("Not said."), "missing"))


def _controls(facts: Facts, measures: list[Element]) -> Text:
    if not measures:
        return text(Span(_("No measure was named."), "missing"))
    spans: list[str | Span] = []
    for measure in measures:
        owners = facts.codes(facts.owners(measure))
        status = risks.status_word(str(facts.value(measure, "status")))
        spans += [Span("; ") if spans else "", *named(facts, measure), Span(f", {status}", "quiet")]
        if facts.value(measure, "status") == "rejected":
            continue
        spans.append(Span(f", {owners}", "quiet") if owners else Span(", " + _("nobody does it"), "missing"))
    return text(*spans)


def _tests(facts: Facts, measures: list[Element], causes: list[Element]) -> Text:
    """Return what would show that a risk comes true: measures that let people notice, parts that watch its causes."""
    standing = [measure for measure in measures if facts.stands(measure)]
    found = [m for m in standing if facts.value(m, "effect") == "detect" or m.type in _TESTS]
    for measure in standing:
        found += [part for part in facts.targets(measure, "implemented-by", "component") if part.type in _WATCHING]
    for cause in causes:
        if cause.kind == "component":
            found += [part for relation in _TIED for part in facts.sources(relation, cause, "component")
                      if part.type in _WATCHING]  # fmt: skip
    once = list({card.id: card for card in found}.values())
    if not once:
        return text(Span(_("No test was named."), "missing"))
    return text(words.joined(f"{facts.card(card).code} {card.label}" for card in once))
