"""The options, what the law asks, and which abilities are missing, for those who decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stworkshop.analysis import abilities, legal, legal_words
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Heading, Table, TableColumn
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, Text, coded, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions.decisions import due_of
from stworkshop.report.editions.decisions_with_votes import ordered

_WEIGHTY = (legal.HIGH_RISK, legal.TRANSPARENCY)
"""Classes whose duties depend on who somebody is, or on whether a part is in use."""


def section(facts: Facts) -> Section:
    """Return the section about options, rights and law, and missing abilities."""
    blocks = (*_options(facts), _rights(facts), *_classes(facts), _abilities(facts))
    return Section("law", _("The options, the law, and what is missing"), blocks)


def named(facts: Facts, element: Element) -> Text:
    """Return a card with its code in bold."""
    return coded(facts.card(element))


def _listed(facts: Facts, elements: Sequence[Element], missing: Text) -> Text:
    spans: list[str | Span] = []
    for number, element in enumerate(elements):
        spans += [Span("; ") if number else "", *named(facts, element)]
    return text(*spans) if spans else missing


def _options(facts: Facts) -> Iterator[Block]:
    """Yield what else was possible: at each decision, and without the technology."""
    rows: list[tuple[Text, Text]] = []
    for decision, _verdict in ordered(facts):
        instead = str(facts.value(decision, "alternatives") or "").strip()
        rows.append((named(facts, decision), text(instead) if instead else _nothing()))
    for situation, name in (("today", _("As it is today")), ("without-ai", _("Without the AI"))):
        cards = [c for c in facts.cards() if c.kind != "stakeholder" and facts.value(c, "situation") == situation]
        if cards:
            listed = "; ".join(f"{facts.card(card).code}\u00a0 {card.label}" for card in cards)
            rows.append((text(name), text(listed)))
    if rows:
        columns = (TableColumn(_("Decision"), 70), TableColumn(_("What else was possible"), 104))
        yield Table(columns, tuple(rows), _("The options"), dense=True)


def _nothing() -> Text:
    return text(Span(_("No other way was written down."), "missing"))


def _rights(facts: Facts) -> Block:
    rights = facts.cards("right")
    columns = (TableColumn(_("Right"), 58), TableColumn(_("Endangered by"), 58), TableColumn(_("Protected by"), 58))
    rows = tuple(_right(facts, right) for right in rights)
    if not rows:
        return Table(
            columns, ((text(Span(_("No right is on the map."), "missing")), (), ()),), _("Rights touched"), dense=True
        )  # fmt: skip
    return Table(columns, rows, _("Rights touched"), dense=True)


def _right(facts: Facts, right: Element) -> tuple[Text, Text, Text]:
    touched = facts.codes(facts.sources("touches", right))
    by = Span(" " + _("(touched by {codes})").format(codes=touched), "quiet") if touched else ""
    written = str(facts.value(right, "instrument_refs") or "").strip()
    return (
        text(*named(facts, right), Span(f" ({written})" if written else "", "quiet"), by),
        _listed(facts, facts.sources("threatens", right), text(Span(_("We noted no danger."), "quiet"))),
        _listed(facts, facts.sources("protects", right), text(Span(_("We noted no protection."), "missing"))),
    )


def _classes(facts: Facts) -> Iterator[Block]:
    rows = [row for row in legal.table(facts.board, facts.catalogue) if row.tier or row.needs_class]
    columns = (
        TableColumn(_("Technical part"), 32),
        TableColumn(_("Class under the EU AI Act"), 46),
        TableColumn(_("What it asks of whom, and from when"), 96),
    )
    if rows:
        made = tuple(_class(facts, alike) for alike in _alike(rows))
        yield Table(columns, made, _("Legal class, with duties and dates"), dense=True)
        if any(row.tier == legal.HIGH_RISK for row in rows):
            yield Paragraph(text(Span(_in_use(facts), "quiet")), "note")
    else:
        yield Heading(_("Legal class, with duties and dates"))
        yield Paragraph(text(_("No part on the map has a legal class, or is of a sort that needs one.")), "note")
    yield Paragraph(_rules(facts), "note")
    yield Paragraph(_checked(facts, facts.law), "note")


def _alike(rows: Sequence[legal.LegalRow]) -> list[list[legal.LegalRow]]:
    """Return the parts together of which all is alike but their cards and the rules and rights that they meet."""
    groups: dict[legal.LegalRow, list[legal.LegalRow]] = {}
    for row in rows:
        told = row if row.tier in _WEIGHTY else replace(row, stage="", role="")
        groups.setdefault(replace(told, part="", rules=(), rights=()), []).append(row)
    return list(groups.values())


def _class(facts: Facts, alike: Sequence[legal.LegalRow]) -> tuple[Text, Text, Text]:
    cards = [facts.board.elements[one.part] for one in alike]
    return _listed(facts, cards, ()), _class_said(facts, alike[0]), _asked(facts, alike[0])


def _class_said(facts: Facts, row: legal.LegalRow) -> Text:
    """Return the class of a part, and what was said of its area, stage and role."""
    if row.needs_class:
        spans = [Span(_("Nobody has checked its legal class."), "missing")]
    else:
        area = legal.area_word(facts.catalogue, row.area)
        point = f"{legal_words.place(row.area)}: " if row.area != legal.ANNEX_I else ""
        where = f" ({point}{area})" if area else ""
        spans = [Span(legal.tier_word(facts.catalogue, row.tier, plain=False)), Span(where + ".", "quiet")]
    if row.needs_area:
        spans.append(Span(" " + _("Nobody has said yet for which area."), "missing"))
    if row.disputed:
        spans.append(Span(" " + _("The tables see it differently; this is not decided."), "missing"))
    if row.tier in _WEIGHTY:
        for said, known in ((legal_words.stage(row.stage), row.stage), (legal_words.role(row.role), row.role)):
            spans.append(Span(f" {words.capital(said)}.", "quiet" if known else "missing"))
    claim = legal_words.claim(facts.catalogue, row)
    return text(*spans, Span(f" {claim}" if claim else "", "missing"))


def _asked(facts: Facts, row: legal.LegalRow) -> Text:
    """Return what is asked of whoever uses a part, and of whoever offers it, each duty with its days."""
    if row.tier == legal.PROHIBITED:
        days = facts.legal_days(row.days)
        return text(Span(_("Not to use it: the law bans it (Art. 5), {days}.").format(days=days), "missing"))
    ours = row.duties_of("deployer")
    theirs = [duty for duty in row.duties if "deployer" not in duty.who]
    spans: list[str | Span] = []
    for whose, duties in (
        (_("Whoever uses it"), ours), (_("Whoever offers it under their own name, in addition"), theirs),
    ):  # fmt: skip
        if duties:
            spans += [Span("\n" if spans else ""), Span(f"{whose}: ", "brand"), *_by_day(facts, duties)]
    if row.needs_class:
        spans.append(Span("\n" + _("We can say the rest once the class is known."), "quiet"))
    return text(*spans)


def _by_day(facts: Facts, duties: Sequence[legal.Duty]) -> Iterator[Span]:
    """Yield duties with their articles, those of the same days together."""
    groups: dict[tuple[legal.Since, ...], list[legal.Duty]] = {}
    for duty in duties:
        groups.setdefault(duty.days, []).append(duty)
    for number, (days, alike) in enumerate(groups.items()):
        named = "; ".join(legal_words.duty(duty) for duty in alike)
        yield Span("\n" if number else "")
        yield Span(f"{named} ({_articles(alike)}), ")
        since = facts.legal_days(days)
        yield Span(since if words.has_end(since) else f"{since}.", "strong")


def _articles(duties: Sequence[legal.Duty]) -> str:
    """Return the articles that the duties come from, each once: those of Art. 50 in full, of others the number."""
    first = [duty.article.removeprefix("Art. ").split(",")[0] for duty in duties]
    plain = [part if part.startswith("50") else part.partition("(")[0] for part in first]
    return _("Art. {articles}").format(articles=", ".join(dict.fromkeys(plain)))


def _in_use(facts: Facts) -> str:
    entry = facts.catalogue.entry("eu_ai_act.dates", "date-2030-08-02") or {}
    day = words.parse_day(str(entry.get("date", "")))
    return _(
        "A high-risk system that is in use before its day has these duties only after a significant change of its"
        " design; at public authorities by {day} in any case (Art. 111(2))."
    ).format(day=words.day(day) if day else "")


def _rules(facts: Facts) -> Text:
    rules = facts.cards("policy")
    if not rules:
        return text(Span(_("No law or rule is on the map."), "missing"))
    parts = [f"{facts.card(rule).code} {rule.label} ({facts.rule_state(rule)})" for rule in rules]
    return text(Span(_("Laws and rules on the map:") + " ", "strong"), "; ".join(parts) + ".")


def _checked(facts: Facts, state: legal.Checked) -> Text:
    on = words.parse_day(state.on)
    parts = []
    if on:
        parts.append(_("Checked on {day} against {what}.").format(day=words.day(on), what=state.against))
    if not state.binding:
        parts.append(_("The EU AI Act does not apply here. We use it only to compare."))
    parts.append(state.disclaimer)
    note = facts.board.session.legal_note.strip()
    remark = [Span(" " + _("Note from the workshop:") + " ", "strong"), Span(note)] if note else []
    return text(Span(" ".join(part for part in parts if part), "quiet"), *remark)


def _abilities(facts: Facts) -> Block:
    name = _("Skills and abilities that are missing")
    found = abilities.matrix(facts.board, facts.catalogue.sides)
    rows = tuple(row for entry in found.rows if (row := _ability(facts, entry)))
    columns = (
        TableColumn(_("What is missing"), 62),
        TableColumn(_("Who lacks it"), 48),
        TableColumn(_("What builds it up; its cost, where written"), 64),
    )
    if not rows:
        none = (
            _("We noted no skill or ability that is missing.")
            if found.rows
            else _("No skill or ability is on the map.")
        )
        return Table(columns, ((text(Span(none, "quiet" if found.rows else "missing")), (), ()),), name, dense=True)
    return Table(columns, rows, name, dense=True)


def _ability(facts: Facts, row: abilities.AbilityRow) -> tuple[Text, Text, Text] | None:
    """Return an ability that somebody lacks, or that is needed and that nobody is shown to have."""
    card = facts.board.elements[row.ability]
    lacking = [facts.board.elements[person] for person, answer in row.answers.items() if answer == "lacks"]
    needed = [*facts.sources("requires", card), *facts.sources("depends-on", card)]
    if not lacking and not (needed and "has" not in row.answers.values()):
        return None
    note = card.note.strip()
    far = facts.word(card, "maturity")
    about = " ".join(part for part in (f"({far})" if far else "", note) if part)
    who = words.joined(f"{person.label} ({facts.card(person).code})" for person in lacking)
    return (
        text(*named(facts, card), Span(f" {about}" if about else "", "quiet")),
        text(who) if who else text(Span(_("We noted nobody who has it."), "missing")),
        _builders(facts, row.builders),
    )


def _builders(facts: Facts, builders: Sequence[abilities.Builder]) -> Text:
    spans: list[str | Span] = []
    for builder in builders:
        card = facts.board.elements[builder.id]
        owners = words.joined(facts.board.elements[owner].label for owner in builder.owners)
        due = due_of(card)
        told = [owners or _("nobody has taken it on yet"), *([words.day(due, short=True)] if due else [])]
        spans += [*named(facts, card), Span(f" ({', '.join(told)}). ", "quiet"), Span(card.note.strip() + " ", "quiet")]
    return text(*spans) if spans else text(Span(_("We noted nothing that builds it up."), "missing"))
