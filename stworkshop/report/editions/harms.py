"""Serious harms, what is done against them and what remains, for those who decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Heading, Table, TableColumn
from stworkshop.report.content.blocks import WIDE, Block, Paragraph, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.result_blocks import RiskRow
from stworkshop.report.editions import risks
from stworkshop.report.editions.law import named
from stworkshop.report.editions.who_bears_harm import risks_in_order
from stworkshop.rounds.risk_order import risk_level_word

_SERIOUS = ("very high", "high")
_DONE = ("agreed", "in-place")


def harms(facts: Facts) -> Iterator[Block]:
    """Yield the harms that were rated high or very high, with measures, owners and what remains."""
    everything = risks_in_order(facts)
    serious = [risk for risk in everything if risk_level_word(risk) in _SERIOUS]
    unrated = [risk for risk in everything if not risk_level_word(risk)]
    name = _("Serious harms, and what will be done")
    if serious:
        yield _harm_table(facts, serious, name)
    else:
        yield Heading(name)
    if everything and not serious:
        yield Paragraph(text(_("No harm was rated high or very high.")), "note")
    if not everything:
        yield Paragraph(text(Span(_("Nobody has put on the map what could go wrong."), "missing")), "note")
    if unrated:
        said = _("Not rated: {codes}.").format(codes=words.code_range([facts.card(risk).code for risk in unrated]))
        yield Paragraph(text(Span(said, "missing")), "note")


def _harm_table(facts: Facts, serious: Sequence[Element], name: str) -> Table:
    columns = (
        TableColumn(_("Harm"), 64),
        TableColumn(_("What will be done, and by whom"), 78),
        TableColumn(_("What remains"), 32),
    )
    rows = []
    for risk, row in zip(serious, risks.table(facts, serious).rows, strict=True):
        rows.append((_harm(facts, risk, row), _done(row), _remains(row)))
    return Table(columns, tuple(rows), name, dense=True)


def _harm(facts: Facts, risk: Element, row: RiskRow) -> Text:
    rated = _("How bad {bad}, how likely {likely}: {level}.").format(
        bad=row.severity or "?", likely=row.likelihood or "?", level=risks.band_word(row.band)
    )
    undone = " " + _("Cannot be put right.") if facts.value(risk, "reversible") == "no" else ""
    return text(*named(facts, risk), Span(f"\n{rated}", "quiet"), Span(undone, "strong"))


def _done(row: RiskRow) -> Text:
    """Return the measures against a harm, each with its status and who does it."""
    spans: list[str | Span] = []
    for number, measure in enumerate(row.measures):
        spans += [Span("\n") if number else "", Span(measure.card.code + WIDE, "strong"), measure.card.label]
        status = [risks.status_word(measure.status) + "; "] if measure.status != "rejected" else []
        owner = measure.owner
        if owner and owner[0].tone == "missing":
            owner = text(Span(_("nobody has taken it on yet"), "missing"))
        spans += [Span(f" ({''.join(status)}", "quiet"), *owner, Span(")", "quiet")]
    return text(*spans) if spans else row.missing[0]


def _remains(row: RiskRow) -> Text:
    """Return what remains: nobody rates a risk again, so that only the state of its measures can be told."""
    if not row.measures:
        return text(Span(_("All of it."), "missing"))
    if not any(measure.status in _DONE for measure in row.measures):
        return text(Span(_("All of it, so far."), "missing"))
    return text(Span(_("Not rated again."), "quiet"))
