"""Checks on services, outcomes, words, links, and on aims that pull apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import MapFacts, empty
from stworkshop.analysis.checks.subjects import AlikeCards, Cards, Links, Terms
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Link, Term
from stworkshop.model.same_words import same_text

CORRESPONDS, CONFLICTS = "corresponds-to", "conflicts-with"


def service_no_outcome(facts: MapFacts, service: Element) -> Iterator[Found]:
    """Find a service of which no good is shown in the end."""
    if not facts.has_target(service, "contributes-to", "outcome"):
        yield Found((service.id,), {"s": facts.name(service.id)})


def outcome_no_indicator(facts: MapFacts, outcome: Element) -> Iterator[Found]:
    """Find an outcome that nobody could tell to have come true."""
    if empty(outcome.attributes.get("indicator")):
        yield Found((outcome.id,), {"o": facts.name(outcome.id)})


def goal_conflict_silent(facts: MapFacts, link: Link) -> Iterator[Found]:
    """Find two cards that pull apart without having been talked about."""
    if link.discussed != "yes":
        yield Found((link.source, link.target), {"a": facts.name(link.source), "b": facts.name(link.target)})


def word_two_meanings(facts: MapFacts, term: Term) -> Iterator[Found]:
    """Find a word that two professions use differently, without an agreed meaning."""
    if empty(term.planner_reading) or empty(term.engineer_reading) or not empty(term.agreed):
        return
    if same_text(term.planner_reading) != same_text(term.engineer_reading):
        yield Found((term.id,), {"t": term.label})


def same_label_twice(facts: MapFacts, alike: Sequence[Element]) -> Iterator[Found]:
    """Find the cards with the same words of which some other one bears them, too, and is not joined as matching."""
    ids = {card.id for card in alike}
    apart = [card for card in alike if len(ids & {card.id, *facts.ties.linked(card.id, (CORRESPONDS,))}) < len(ids)]
    if apart:
        named = {letter: facts.name(card.id) for letter, card in zip("ab", apart, strict=False)}
        several = _("{n} cards are called “{a}”. Are they the same thing?") if len(apart) > 2 else ""
        yield Found(tuple(card.id for card in apart), {**named, "n": str(len(apart))}, message=several)


def element_isolated(facts: MapFacts, card: Element) -> Iterator[Found]:
    """Find a card that is an end of no link."""
    if not any(True for _other in facts.ties.linked(card.id)):
        yield Found((card.id,), {"e": facts.name(card.id)})


def link_not_allowed(facts: MapFacts, link: Link) -> Iterator[Found]:
    """Find a link that the catalogue does not list."""
    cards = facts.board.elements
    if not facts.catalogue.is_allowed(link.relation, cards[link.source].kind, cards[link.target].kind):
        yield Found((link.source, link.target), facts.link_words(link))


def link_dangling(facts: MapFacts, link: Link) -> Iterator[Found]:
    """Find a link that lost a card."""
    yield Found((link.source, link.target), facts.link_words(link))


CHECKS = (
    Check("chk-service-no-outcome", Cards(("public-service",), reach=(">contributes-to",)), service_no_outcome),
    Check("chk-outcome-no-indicator", Cards(("outcome",), own=("indicator",)), outcome_no_indicator),
    Check("chk-goal-conflict-silent", Links(CONFLICTS, own=("discussed",)), goal_conflict_silent),
    Check("chk-word-two-meanings", Terms(), word_two_meanings),
    Check("chk-same-label-twice", AlikeCards(CORRESPONDS), same_label_twice),
    Check("chk-element-isolated", Cards((), near=None, reach=("*",)), element_isolated),
    Check("chk-link-not-allowed", Links(), link_not_allowed),
    Check("chk-link-dangling", Links(dangling=True), link_dangling),
)
