"""What could go wrong, and what will be done: risks, people harmed, measures and owners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.blocks import Legend, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.result_blocks import MeasureRow, RiskMatrix, RiskRow, Risks
from stworkshop.rounds.risk_order import risk_level_word, risk_order

BANDS = ("very high", "high", "medium", "low")
STATUSES = ("in-place", "agreed", "proposed", "rejected")
_AT_LENGTH = 3


def section(facts: Facts) -> Section:
    """Return the section about risks and measures."""
    title = _("What could go wrong, and what will be done")
    risks = [facts.board.elements[risk_id] for risk_id in risk_order(facts.board)]
    if not risks:
        missing = Paragraph(text(Span(_("Nobody has put on the map what could go wrong."), "missing")))
        return Section("risks", title, (missing,))
    return Section("risks", title, (matrix(facts, risks), table(facts, risks)))


def table(facts: Facts, risks: Sequence[Element]) -> Risks:
    """Return risks with the people harmed, measures and owners."""
    heads = (_("How bad"), _("What could go wrong"), _("Would be harmed"), _("What will be done, and by whom"))
    return Risks(heads, tuple(_row(facts, risk) for risk in risks))


def band_word(band: str) -> str:
    """Return the words of a level."""
    return {"very high": _("very high"), "high": _("high"), "medium": _("medium"), "low": _("low")}.get(
        band, _("not rated")
    )


def matrix(facts: Facts, risks: Sequence[Element]) -> RiskMatrix:
    """Return the risks by likelihood and severity, with what there is to say about them."""
    cells: dict[tuple[int, int], list[str]] = {}
    for risk in risks:
        place = (facts.value(risk, "likelihood"), facts.value(risk, "severity"))
        if all(isinstance(step, int) for step in place):
            cells.setdefault((place[0], place[1]), []).append(facts.card(risk).code)
    measures = facts.cards("mitigation")
    statuses = [str(facts.value(measure, "status")) for measure in measures]
    entries = tuple((s, str(statuses.count(s)), status_word(s)) for s in (*STATUSES, "") if s in statuses)
    return RiskMatrix(
        cells=tuple((likely, bad, tuple(codes)) for (likely, bad), codes in sorted(cells.items())),
        content=(_overview(risks), *_without_measure(facts, risks), *_without_owner(facts, measures)),
        statuses=Legend("status", text(Span(_("Measures:"), "strong")), entries),
        text_value=_text_value(facts, risks),
    )


def status_word(status: str) -> str:
    """Return the status of a measure in plain words."""
    return {
        "in-place": _("in place"), "agreed": _("decided"), "proposed": _("only proposed"), "rejected": _("turned down"),
    }.get(status, _("not said yet how firm"))  # fmt: skip


def _overview(risks: Sequence[Element]) -> Text:
    bands = [risk_level_word(risk) for risk in risks]
    n = len(risks)
    first = ngettext("{n} risk was named.", "{n} risks were named.", n).format(n=words.capital(words.number(n)))
    found = [(band, bands.count(band)) for band in (*BANDS, "") if band in bands]
    parts = []
    if len(found) == 1:
        same = {1: _("It is {band}"), 2: _("Both are {band}")}.get(n, _("All are {band}"))
        parts.append(same.format(band=band_word(found[0][0])))
        found = []
    for number, (band, count) in enumerate(found):
        phrase = ngettext("{n} is {band}", "{n} are {band}", count) if number == 0 else "{n} {band}"
        parts.append(phrase.format(n=words.number(count), band=band_word(band)))
    rest = _(
        "The level is how likely times how bad, each from 1 to 5. The list starts with the worst, then what cannot be "
        "put right, then the likeliest."
    )
    return text(f"{first} {words.capital(', '.join(parts))}. {rest}")


def _without_measure(facts: Facts, risks: Sequence[Element]) -> Iterator[Text]:
    bare = [risk for risk in risks if not facts.against(risk)]
    if len(bare) > _AT_LENGTH:
        codes = words.code_range(_codes(facts, bare))
        yield text(Span(_("No measure stands against {codes}.").format(codes=codes), "missing"))
        return
    for risk in bare:
        yield text(Span(f"{facts.card(risk).code}: {facts.bare(risk)} ", "missing"), _bad(facts, risk))


def _bad(facts: Facts, risk: Element) -> str:
    severity = facts.value(risk, "severity")
    if not isinstance(severity, int):
        return _("{risk}: nobody has said yet how bad.").format(risk=risk.label.rstrip(". "))
    tail = _(", and it cannot be put right") if facts.value(risk, "reversible") == "no" else ""
    return _("{risk}: how bad, {n} of 5{tail}.").format(risk=risk.label.rstrip(". "), n=severity, tail=tail)


def _without_owner(facts: Facts, measures: Sequence[Element]) -> Iterator[Text]:
    bare = [m for m in measures if facts.value(m, "status") != "rejected" and not facts.owners(m)]
    if len(bare) > _AT_LENGTH:
        yield text(Span(_("{codes} have no owner.").format(codes=words.code_range(_codes(facts, bare))), "missing"))
        return
    for measure in bare:
        status = status_word(str(facts.value(measure, "status")))
        sentence = _("{measure}: {status}, but nobody has taken it on yet.").format(
            measure=measure.label, status=status
        )
        yield text(Span(_("{code} has no owner.").format(code=facts.card(measure).code) + " ", "missing"), sentence)


def _codes(facts: Facts, elements: Sequence[Element]) -> list[str]:
    return [facts.card(element).code for element in elements]


def _text_value(facts: Facts, risks: Sequence[Element]) -> str:
    parts = []
    for risk in risks:
        likely, bad = facts.value(risk, "likelihood"), facts.value(risk, "severity")
        rated = _("how likely {likely}, how bad {bad}").format(likely=likely or "?", bad=bad or "?")
        parts.append(f"{facts.card(risk).code}: {rated}, {band_word(risk_level_word(risk))}")
    return _("Risks by likelihood and severity. {risks}.").format(risks="; ".join(parts))


def _row(facts: Facts, risk: Element) -> RiskRow:
    measures = facts.sources("mitigates", risk, "mitigation")
    harmed = facts.targets(risk, "harms", "stakeholder")
    return RiskRow(
        card=facts.card(risk),
        severity=_step(facts.value(risk, "severity")),
        likelihood=_step(facts.value(risk, "likelihood")),
        band=risk_level_word(risk),
        content=_about(facts, risk),
        harmed=tuple(person.label for person in harmed),
        harmed_missing=() if harmed else text(Span(_("We noted nobody."), "missing")),
        measures=tuple(_measure(facts, measure) for measure in measures),
        missing=_no_measure(facts, risk),
    )


def _step(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _about(facts: Facts, risk: Element) -> Text:
    undone = {
        "no": Span(_("Cannot be put right."), "strong"),
        "partly": Span(_("Can be put right only in part."), "quiet"),
        "yes": Span(_("Can be put right."), "quiet"),
    }.get(str(facts.value(risk, "reversible")), Span(_("Nobody has said yet whether it can be put right."), "quiet"))
    sources = facts.sources("causes", risk)
    causes = facts.codes(sources)
    came = _("We noted no cause.")
    if causes:
        came = ngettext("Cause: {codes}.", "Causes: {codes}.", len(sources)).format(codes=causes)
    basis = {"happened-here": _("It has happened here."), "elsewhere": _("It has happened elsewhere.")}.get(
        str(facts.value(risk, "basis")), ""
    )
    note = risk.note.strip()
    spans = [Span(note + " ", "quiet") if note else "", undone, Span(f" {basis}" if basis else "", "quiet")]
    return text(*spans, Span(f" {came}", "quiet"))


def _measure(facts: Facts, measure: Element) -> MeasureRow:
    owners = [owner.label for owner in facts.owners(measure)]
    status = str(facts.value(measure, "status"))
    if status == "rejected":
        owner = text(Span(status_word(status), "quiet"))
    else:
        owner = text(
            Span(words.joined(owners), "quiet") if owners else Span(_("Nobody has taken it on yet."), "missing")
        )
    return MeasureRow(facts.card(measure), status, owner)


def _no_measure(facts: Facts, risk: Element) -> tuple[Text, ...]:
    why = facts.bare(risk)
    return (text(Span(why, "missing")), text(_("Add one, or decide openly to accept the risk."))) if why else ()
