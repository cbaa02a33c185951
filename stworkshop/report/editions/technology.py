"""What the technology does: each part in one sentence, as written on the map."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.checks.law import overseen, tier_is_unknown
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.kind_words import not_said
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.blocks import Block, Legend, Paragraph, PartRow, Parts, Section, Span, Text, text
from stworkshop.report.content.facts import Facts

STAGES = ("live", "pilot", "idea", "retired")


def section(facts: Facts) -> Section:
    """Return the section about technical parts."""
    title = _("What the technology does")
    parts = facts.cards("component")
    if not parts:
        return Section("technology", title, (Paragraph(text(Span(_("No technical part is on the map."), "missing"))),))
    return Section("technology", title, (_legend(facts, parts), *_groups(facts, parts)))


def _legend(facts: Facts, parts: list[Element]) -> Legend:
    n = len(parts)
    lead = ngettext(
        "{n} part, in one sentence, as written on the map.", "{n} parts, one sentence each, as written on the map.", n
    ).format(n=words.capital(words.number(n)))
    stages = [str(facts.value(part, "stage")) for part in parts]
    entries = [(s, str(stages.count(s)), _stage_word(facts, s)) for s in (*STAGES, "") if s in stages]
    return Legend("stage", text(Span(lead, "quiet")), tuple(entries))


def _stage_word(facts: Facts, stage: str) -> str:
    word = facts.catalogue.kind("component").attributes["stage"].word(stage) or not_said()
    return word[:1].lower() + word[1:]


def _groups(facts: Facts, parts: list[Element]) -> Iterator[Block]:
    questions = (
        (_("What it knows"), ("data",)),
        (_("What it works out, and what it runs on"), ("model", "infrastructure", "supply", "")),
        (_("What people see and use"), ("interaction",)),
        (_("Who checks, and what keeps it safe"), ("control", "security")),
    )
    for title, groups in questions:
        rows = tuple(_row(facts, part) for part in parts if facts.group(part) in groups)
        if rows:
            yield Parts(title, rows)


def _row(facts: Facts, part: Element) -> PartRow:
    owners = [owner.label for owner in facts.owners(part)]
    stage = str(facts.value(part, "stage"))
    return PartRow(
        card=facts.card(part),
        content=_sentence(facts, part),
        stage=stage,
        stage_word=_stage_word(facts, stage) if stage else _("not said"),
        owner=text(words.joined(owners)) if owners else text(Span(_("We noted nobody."), "missing")),
    )


def _sentence(facts: Facts, part: Element) -> Text:
    note = part.note.strip()
    spans: list[str | Span] = [note if note else Span(_("Nobody wrote down what it does."), "missing")]
    if facts.value(part, "personal_data") == "yes":
        spans.append(Span(" " + _("Uses personal data."), "quiet"))
    spans += [Span(" " + sentence, "missing") for sentence in _legal(facts, part)]
    return text(*spans)


def _legal(facts: Facts, part: Element) -> Iterator[str]:
    tier = facts.value(part, "ai_act_tier")
    if tier == "tier-prohibited":
        yield _("May be a use that the law bans.")
    elif tier == "tier-high-risk":
        yield _("High-risk under the AI Act.")
        if not overseen(facts, part):
            yield _("We noted nobody who can check or stop it.")
    elif tier_is_unknown(facts, part):
        yield _("Nobody has checked its legal class.")
