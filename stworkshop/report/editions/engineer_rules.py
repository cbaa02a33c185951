"""Requirements from rules: what the law asks of each part, what the map has for it, and other rules on the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis import legal
from stworkshop.analysis.checks.law import tier_is_unknown
from stworkshop.i18n import gettext as _
from stworkshop.records import Element
from stworkshop.report import words
from stworkshop.report.basic_blocks import Heading, Table, TableColumn
from stworkshop.report.blocks import Block, Paragraph, Span, Text, Tone, text
from stworkshop.report.editions.engineer_concerns import named
from stworkshop.report.editions.engineer_parts import paragraph
from stworkshop.report.facts import Facts

_LOGS = ("duty-12", "duty-26-6")
_OVERSIGHT = ("duty-14", "duty-26-2")
_NOTICE = ("duty-26-7", "duty-26-11", "duty-50-1", "duty-50-2", "duty-50-3", "duty-50-4", "duty-86")
_PAPERS = ("duty-11", "duty-13", "duty-26-8", "duty-27")
_STEPS = ("part-of", "feeds", "depends-on", "requires")


def requirements(facts: Facts) -> Iterator[Block]:
    """Yield what the AI Act asks of the parts, then the other rules and rights that the map names."""
    title = _("Requirements from rules")
    asked = [row for row in legal.table(facts.board, facts.catalogue) if row.tier or row.needs_class]
    light = [row for row in asked if row.tier == legal.MINIMAL]
    strict = [row for row in asked if row.tier != legal.MINIMAL]
    if strict:
        columns = (
            TableColumn(_("Part"), 34), TableColumn(_("Class"), 26), TableColumn(_("Logs"), 27),
            TableColumn(_("Oversight"), 28), TableColumn(_("Notice"), 29), TableColumn(_("Documentation"), 30),
        )  # fmt: skip
        rows = tuple(_row(facts, row) for row in strict)
        yield Table(columns, rows, title, note=_note(facts, light), dense=True)
    else:
        yield Heading(title)
        if not light:
            yield paragraph(_("No part has a legal class, and none needs one checked."))
        yield Paragraph(_note(facts, light), "note")
    yield from _rules(facts)


def _row(facts: Facts, row: legal.LegalRow) -> tuple[Text, ...]:
    part = facts.board.elements[row.part]
    return (
        named(facts, part),
        _class(facts, row),
        _cell(facts, row, _LOGS, _logs(facts, part)),
        _cell(facts, row, _OVERSIGHT, _overseers(facts, part)),
        _cell(facts, row, _NOTICE, _guards(facts, part, ("disclosure-notice",), ("mit-disclosure-notice",))),
        _cell(facts, row, _PAPERS, _guards(facts, part, ("documentation",), ("mit-fria", "mit-open-documentation"))),
    )


def _class(facts: Facts, row: legal.LegalRow) -> Text:
    if row.needs_class:
        return text(Span(_("Not checked."), "missing"))
    name = legal.tier_word(facts.catalogue, row.tier, plain=False)
    area = _("Annex III({n})").format(n=row.area) if row.area else ""
    since = words.parse_day(row.since)
    day = _("from {day}").format(day=words.day(since, short=True)) if since else ""
    rest = ", ".join(one for one in (area, day) if one)
    loud: Tone = "missing" if row.tier in (legal.HIGH_RISK, legal.PROHIBITED) else "strong"
    return text(Span(name, loud), Span(f" {rest}" if rest else "", "quiet"))


def _cell(facts: Facts, row: legal.LegalRow, duties: Sequence[str], there: Sequence[Element]) -> Text:
    """Return what is asked with its articles, and which cards answer it."""
    if row.needs_class:
        return text(Span(_("Depends on the class."), "quiet"))
    if row.tier == legal.PROHIBITED:
        return text(Span(_("Must not be used."), "missing"))
    asked = [duty for duty in row.duties if duty.id in duties]
    codes = facts.codes(there)
    has = Span(_("On the map: {codes}.").format(codes=codes), "strong") if codes else None
    if not asked:
        return text(Span(_("Not asked."), "quiet"), " " if has else "", has or "")
    articles = ", ".join(duty.article.removeprefix("Art. ") for duty in asked)
    said = _("Art. {articles}.").format(articles=articles) + " "
    return text(said, has or Span(_("Nothing on the map."), "missing"))


def _logs(facts: Facts, part: Element) -> list[Element]:
    found = [*facts.linked(part, "component", ("audit-log",)), *_behind(facts, part, "audit-log")]
    return _once(found)


def _behind(facts: Facts, part: Element, kind: str) -> Iterator[Element]:
    """Yield parts of a type at what this part passes its results to."""
    for shown in facts.targets(part, "feeds", "component"):
        yield from (other for other in facts.sources("part-of", shown, "component") if other.type == kind)


def _overseers(facts: Facts, part: Element) -> list[Element]:
    points = [
        other
        for relation in _STEPS
        for other in (*facts.targets(part, relation, "component"), *facts.sources(relation, part, "component"))
        if other.type == "human-oversight-point"
    ]
    return _once([*points, *facts.sources("oversees", part, "stakeholder")])


def _guards(facts: Facts, part: Element, types: Sequence[str], measures: Sequence[str]) -> list[Element]:
    found = [*facts.linked(part, "component", types), *facts.linked(part, "mitigation", measures)]
    for risk in facts.targets(part, "causes", "risk"):
        found += [m for m in facts.sources("mitigates", risk, "mitigation") if m.type in measures]
    return [card for card in _once(found) if card.kind != "mitigation" or facts.stands(card)]


def _once(cards: Sequence[Element]) -> list[Element]:
    return list({card.id: card for card in cards}.values())


def _note(facts: Facts, light: Sequence[legal.LegalRow]) -> Text:
    state = legal.checked(facts.board, facts.catalogue)
    said = []
    if light:
        codes = words.code_range([facts.code(row.part) for row in light])
        said.append(_("Other AI, of which only AI literacy is asked (Art. 4): {codes}.").format(codes=codes))
    others = [facts.card(part).code for part in facts.cards("component") if tier_is_unknown(facts, part)]
    if others:
        said.append(_("Ask before building: the class of {codes}.").format(codes=words.joined(others)))
    if not state.binding:
        said.append(_("The Act does not bind here: it is a yardstick."))
    day = words.parse_day(state.on)
    if day:
        said.append(
            _("Checked on {day} against the {source}.").format(day=words.day(day, short=True), source=state.against)
        )
    said.append(_("Not legal advice."))
    return text(Span(" ".join(said), "quiet"))


def _rules(facts: Facts) -> Iterator[Block]:
    rows = [*(_rule(facts, policy) for policy in facts.cards("policy"))]
    rows += [_right(facts, right) for right in facts.cards("right")]
    rows += [_principle(facts, principle) for principle in facts.cards("principle")]
    if not rows:
        yield paragraph(_("No rule, right or principle is on the map."))
        return
    columns = (
        TableColumn(_("Rule, right or principle, and where it is written"), 92),
        TableColumn(_("What it meets"), 82),
    )
    yield Table(columns, tuple(rows), dense=True)


def _rule(facts: Facts, policy: Element) -> tuple[Text, ...]:
    day = words.parse_day(str(policy.attributes.get("applies_from") or ""))
    since = " " + _("From {day}.").format(day=words.day(day, short=True)) if day else ""
    written = str(policy.attributes.get("reference") or "").strip()
    where = f" ({written})" if written else ""
    bound = facts.codes(facts.targets(policy, "governs"))
    asks = facts.codes(facts.targets(policy, "requires"))
    parts = [
        _("Sets rules for {codes}.").format(codes=bound) if bound else "",
        _("Requires {codes}.").format(codes=asks) if asks else "",
    ]
    said = " ".join(part for part in parts if part)
    meets = text(said) if said else text(Span(_("It binds nothing on the map."), "missing"))
    return text(*named(facts, policy), Span(where + since, "quiet")), meets


def _right(facts: Facts, right: Element) -> tuple[Text, ...]:
    written = str(right.attributes.get("instrument_refs") or "").strip()
    touched, guarded = facts.codes(facts.sources("touches", right)), facts.codes(facts.sources("protects", right))
    threats = facts.codes(facts.sources("threatens", right))
    parts = [
        _("Touched by {codes}.").format(codes=touched) if touched else "",
        _("Threatened by {codes}.").format(codes=threats) if threats else "",
        _("Protected by {codes}.").format(codes=guarded) if guarded else "",
    ]
    said = " ".join(part for part in parts if part)
    spans: list[str | Span] = [said] if said else [Span(_("Nothing on the map meets it."), "missing")]
    if (touched or threats) and not guarded:
        spans.append(Span(" " + _("Nothing protects it."), "missing"))
    where = Span(f" ({written})" if written else "", "quiet")
    return text(*named(facts, right), where), text(*spans)


def _principle(facts: Facts, principle: Element) -> tuple[Text, ...]:
    said = str(principle.attributes.get("statement") or "").strip()
    guided = facts.codes(facts.targets(principle, "guides"))
    meets = (
        text(_("Guides {codes}.").format(codes=guided))
        if guided
        else text(Span(_("It guides nothing on the map."), "missing"))
    )
    return text(*named(facts, principle), Span(f": {said}" if said else "", "quiet")), meets
