"""Who would carry the harm, and which aims pull apart."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Link
from stworkshop.report.content.blocks import Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.maker_blocks import BurdenRow, Burdens, Chip, Halves, PullRow, Pulls
from stworkshop.report.editions.risks import band_word
from stworkshop.rounds.risk_order import risk_level, risk_level_word, risk_order


def halves(facts: Facts) -> Halves:
    """Return who would carry the harm beside what pulls apart."""
    return Halves(_burdens(facts), _pulls(facts))


def risks_in_order(facts: Facts) -> list[Element]:
    """Return the risks, the worst first."""
    return [facts.board.elements[risk] for risk in risk_order(facts.board)]


def has_measure(facts: Facts, risk: Element) -> bool:
    """Tell whether a measure that was not rejected was named against a risk."""
    return bool(facts.against(risk))


def _burdens(facts: Facts) -> Burdens:
    everything = risks_in_order(facts)
    people = [
        (p, [r for r in everything if p in facts.targets(r, "harms", "stakeholder")])
        for p in facts.cards("stakeholder")
    ]
    found = sorted((entry for entry in people if entry[1]), key=lambda entry: -len(entry[1]))
    rows = [_row(facts, person, risks) for person, risks in found]
    nobody = [risk for risk in everything if not facts.has_target(risk, "harms", "stakeholder")]
    if nobody:
        rows.append(_row(facts, None, nobody))
    return Burdens(_("Who would carry the harm"), tuple(rows), _note(facts, everything))


def _row(facts: Facts, person: Element | None, risks: Sequence[Element]) -> BurdenRow:
    ranked = sorted(risks, key=lambda risk: -(risk_level(risk) or 0))
    chips = tuple(_chip(facts, risk) for risk in ranked)
    name = text(person.label) if person else text(Span(_("We noted nobody."), "missing"))
    told = "; ".join(f"{chip.card.code} {chip.words}" for chip in chips)
    return BurdenRow(facts.card(person) if person else None, name, chips, f"{told}.")


def _chip(facts: Facts, risk: Element) -> Chip:
    band, bare = risk_level_word(risk), not has_measure(facts, risk)
    why = facts.bare(risk).rstrip(".")
    words_ = f"{band_word(band)}, {why[:1].lower()}{why[1:]}" if why else band_word(band)
    return Chip(facts.card(risk), band, bare, words_)


def _note(facts: Facts, risks: Sequence[Element]) -> Text:
    if not risks:
        return text(Span(_("Nobody has put on the map what could go wrong."), "missing"))
    tones = _("Darker means higher: very high, high, medium, low.")
    parts = [tones]
    if bare := [risk for risk in risks if not has_measure(facts, risk)]:
        dropped = any(facts.has_source("mitigates", risk, "mitigation") for risk in bare)
        none = _("Frame only: no measure was named.")
        parts.append(_("Frame only: all measures were turned down.") if dropped else none)
    if any(not risk_level_word(risk) for risk in risks):
        parts.append(_("Thin frame: not rated."))
    return text(Span(" ".join(parts), "quiet"))


def _pulls(facts: Facts) -> Pulls:
    rows = tuple(_pull(facts, link) for link in facts.apart())
    missing = () if rows else text(Span(_("We noted no two cards that pull against each other."), "quiet"))
    return Pulls(_("Aims that pull against each other"), _("against"), rows, missing)


def _pull(facts: Facts, link: Link) -> PullRow:
    first, second = (facts.card(facts.board.elements[end]) for end in (link.source, link.target))
    note = link.note.strip()
    if note:
        said = text(Span(note, "quiet"))
    elif link.discussed == "yes":
        said = text(Span(_("The group has talked about it; what was said was not written down."), "missing"))
    else:
        said = text(Span(_("The group has not talked about it."), "missing"))
    return PullRow(first, second, said)
