"""Requirements from rules: what the law asks of each part, what the map has for it, and other rules on the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis import legal, legal_words
from stworkshop.analysis.checks.law import tier_is_unknown
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Heading, Table, TableColumn
from stworkshop.report.content.blocks import Block, Paragraph, Span, Text, Tone, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions.engineer_concerns import named
from stworkshop.report.editions.engineer_parts import paragraph

_LOGS = ("duty-12", "duty-26-6")
_OVERSIGHT = ("duty-14", "duty-26-2")
_NOTICE = ("duty-26-7", "duty-26-11", "duty-50-1", "duty-50-2", "duty-50-3", "duty-50-4", "duty-86")
_PAPERS = ("duty-11", "duty-13", "duty-26-8", "duty-49-5", "duty-27", "duty-53")
_ROLES = ("role-provider", "role-deployer", "role-becomes-provider")
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
        yield _duties(facts, asked)
    else:
        yield Heading(title)
        if not light:
            yield paragraph(_("No part has a legal class, and none needs one checked."))
        yield Paragraph(_note(facts, light), "note")
        if light:
            yield _duties(facts, light)
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
    rest = ", ".join(one for one in (legal_words.place(row.area), facts.legal_days(row.days)) if one)
    loud: Tone = "missing" if row.tier in (legal.HIGH_RISK, legal.PROHIBITED) else "strong"
    claim = legal_words.claim(facts.catalogue, row)
    return text(
        Span(name, loud), Span(f" {rest}" if rest else "", "quiet"), Span(f". {claim}" if claim else "", "quiet")
    )


def _cell(facts: Facts, row: legal.LegalRow, duties: Sequence[str], there: Sequence[Element]) -> Text:
    """Return what is asked with its articles and days, and which cards answer it."""
    if row.needs_class:
        return text(Span(_("Depends on the class."), "quiet"))
    if row.tier == legal.PROHIBITED:
        return text(Span(_("Must not be used."), "missing"))
    asked = [duty for duty in row.duties if duty.id in duties]
    codes = facts.codes(there)
    has = Span(_("On the map: {codes}.").format(codes=codes), "strong") if codes else None
    if not asked:
        return text(Span(_("Not required."), "quiet"), " " if has else "", has or "")
    said = _("Art. {articles}.").format(articles="; ".join(_by_day(facts, row, asked))) + " "
    return text(said, has or Span(_("Nothing on the map."), "missing"))


def _by_day(facts: Facts, row: legal.LegalRow, asked: Sequence[legal.Duty]) -> Iterator[str]:
    """Yield the articles of the same days together; the days of the class are not said again."""
    groups: dict[tuple[legal.Since, ...], list[str]] = {}
    for duty in asked:
        article = duty.article.removeprefix("Art. ")
        groups.setdefault(duty.days, []).append(f"{article} {duty.condition}" if duty.condition else article)
    for days, articles in groups.items():
        named = ", ".join(articles)
        yield named if days == row.days else f"{named} {facts.legal_days(days)}"


def _duties(facts: Facts, rows: Sequence[legal.LegalRow]) -> Block:
    """Return each duty with its article, whose it is, its days, and the parts of which it is asked."""
    whose = {"deployer": _("who uses it"), "provider": _("who offers it"), "supplier": _("who supplies parts")}
    parts: dict[legal.Duty, list[str]] = {}
    for row in rows:
        for duty in row.duties:
            parts.setdefault(duty, []).append(facts.code(row.part))
    order = {str(entry["id"]): n for n, entry in enumerate(facts.catalogue.entries("eu_ai_act.duties"))}
    columns = (
        TableColumn(_("Duty under the AI Act"), 52), TableColumn(_("Article"), 28), TableColumn(_("Whose"), 28),
        TableColumn(_("From"), 42), TableColumn(_("Parts"), 24),
    )  # fmt: skip
    lines = [
        (
            text(legal_words.duty(duty)),
            text(Span(duty.article, "quiet")),
            text(", ".join(whose.get(who, who) for who in duty.who)),
            text(facts.legal_days(duty.days)),
            text(words.code_range(codes)),
        )
        for duty, codes in sorted(parts.items(), key=lambda one: order[one[0].id])
    ]
    if not lines:
        return paragraph(_("We cannot say what the Act asks of these parts before their class is known."))
    note = text(Span(" ".join([*_said(facts, rows), *_roles(facts)]), "quiet"))
    return Table(columns, tuple(lines), _("Duties under the AI Act, with their days"), note=note, dense=True)


def _said(facts: Facts, rows: Sequence[legal.LegalRow]) -> Iterator[str]:
    """Yield of which parts it was said that they are in use, and what the public body is; and of which it was not."""
    weighty = [row for row in rows if row.tier in (legal.HIGH_RISK, legal.TRANSPARENCY)]
    told: dict[str, list[str]] = {}
    for row in weighty:
        told.setdefault(legal_words.stage(row.stage), []).append(facts.code(row.part))
    for row in weighty:
        told.setdefault(legal_words.role(row.role), []).append(facts.code(row.part))
    for sentence, codes in told.items():
        yield _("{codes}: {said}.").format(codes=words.joined(codes), said=sentence)


def _roles(facts: Facts) -> Iterator[str]:
    """Yield who is meant by those who use and those who offer a system."""
    for entry in facts.catalogue.entries("eu_ai_act.roles"):
        if entry["id"] in _ROLES:
            yield f"{entry['label']}: {entry['description']}"


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
    state = facts.law
    said = []
    if light:
        codes = words.code_range([facts.code(row.part) for row in light])
        said.append(_("Other AI, of which only AI literacy is asked (Art. 4): {codes}.").format(codes=codes))
    others = [facts.card(part).code for part in facts.cards("component") if tier_is_unknown(facts, part)]
    if others:
        said.append(_("Ask before building: the class of {codes}.").format(codes=words.joined(others)))
    if not state.binding:
        said.append(_("The law does not apply here. We use it only to compare."))
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
    state = f" ({facts.rule_state(policy)})"
    written = str(policy.attributes.get("reference") or "").strip()
    where = f" ({written})" if written else ""
    bound = facts.codes(facts.targets(policy, "governs"))
    asks = facts.codes(facts.targets(policy, "requires"))
    parts = [
        _("Sets rules for {codes}.").format(codes=bound) if bound else "",
        _("Requires {codes}.").format(codes=asks) if asks else "",
    ]
    said = " ".join(part for part in parts if part)
    meets = text(said) if said else text(Span(_("This rule is not linked to anything on the map."), "missing"))
    return text(*named(facts, policy), Span(where + state, "quiet")), meets


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
    spans: list[str | Span] = [said] if said else [Span(_("Nothing on the map is linked to it."), "missing")]
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
        else text(Span(_("This principle is not linked to anything on the map."), "missing"))
    )
    return text(*named(facts, principle), Span(f": {said}" if said else "", "quiet")), meets
