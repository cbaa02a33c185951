"""What could go badly wrong, who agrees, who was not heard, and what was not discussed, for those who decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content import blocks
from stworkshop.report.content.basic_blocks import Bullets, Heading
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, Text, Tone, VoiceRow, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.open_questions import gaps, source_of
from stworkshop.report.content.result_blocks import GapGroup, Gaps
from stworkshop.report.editions import closing, decisions_with_votes, harms, people
from stworkshop.report.editions.decisions import due_of
from stworkshop.rounds import opinions
from stworkshop.rounds.answers_in_words import side_names

_TOLD = (
    "chk-affected-no-voice", "chk-risk-no-mitigation", "chk-goal-conflict-silent", "chk-decided-against-affected",
)  # fmt: skip
"""Checks whose message this edition gives at its place."""


def section(facts: Facts) -> Section:
    """Return the section about serious harms, agreement and voices."""
    said = (*harms.harms(facts), *_agreement(facts), *_minority(facts), *_against_the_public(facts))
    rest = (*_unheard(facts), _not_discussed(facts))
    return Section("voices", _("What could go wrong, and who was not heard"), (*said, *rest))


def _agreement(facts: Facts) -> Iterator[Block]:
    name = _("How far the sides agree")
    if not facts.opinions:
        yield Heading(name)
        yield Paragraph(text(Span(_("Nothing was put to the vote, so we do not know."), "missing")))
        return
    found = decisions_with_votes.statements(facts, name)
    if found.rows:
        yield found
    else:
        yield Heading(name)
        yield Paragraph(text(_("Every statement that was asked is about a decision, and stands beside it.")), "note")
    beside = len(facts.opinions) - len(found.rows)
    if beside and found.rows:
        said = ngettext(
            "{n} more statement stands beside its decision.",
            "{n} more statements stand beside their decisions.",
            beside,
        )
        yield Paragraph(text(Span(words.capital(said.format(n=words.number(beside))), "quiet")), "note")


def _minority(facts: Facts) -> Iterator[Block]:
    """Yield what was said otherwise, unless it is an objection to a decision, which stands beside that."""
    items: list[Text] = []
    for note in facts.board.notes.values():
        about = [facts.board.elements[i] for i in note.about if i in facts.board.elements]
        beside = note.kind == "objection" and any(card.kind == "decision" for card in about)
        if note.kind in ("objection", "dissent") and not beside:
            items.append(text(Span(words.quoted(note.text.strip()), "quote"), _source(facts, note.about)))
    for key, opinion in facts.opinions.items():
        number = _("statement {number}").format(number=facts.statement_number(key))
        for comment in opinion["comments"] or ():
            side = side_names().get(str(comment.get("side", "")), "")
            tail = ", ".join(part for part in (side, number) if part)
            items.append(text(Span(words.quoted(str(comment["text"])), "quote"), f" ({tail})"))
        said = facts.board.statements[key].discussion_note.strip()
        if said:
            items.append(text(Span(_("After the talk:") + " ", "strong"), said, f" ({number})"))
    if items:
        yield _list(_("Other views"), items)
    else:
        none = Span(_("No other view was written down."), "quiet")
        yield Paragraph(text(Span(_("Other views:") + " ", "strong"), none), "note")


def _list(name: str, items: Sequence[Text]) -> Block:
    """Return a list under its name, or a single item after it."""
    if len(items) == 1:
        return Paragraph(text(Span(f"{name}: ", "strong"), *items[0]), "note")
    return Bullets(tuple(items), name)


def _source(facts: Facts, about: tuple[str, ...]) -> str:
    told = []
    for record in about:
        if record in facts.board.statements:
            told.append(_("statement {number}").format(number=facts.statement_number(record)))
        elif code := facts.code(record):
            told.append(code)
    return f" ({', '.join(told)})" if told else ""


def _against_the_public(facts: Facts) -> Iterator[Block]:
    """Yield what was decided although the public side leans against it."""
    items = []
    for decision in facts.cards("decision"):
        for statement in opinions.rated_about(facts, decision.id):
            if opinions.against_the_public(facts, decision, statement):
                items.append(_leaning(facts, decision, statement.id))
    name = _("Decided, though the public side leans against it")
    if items:
        yield _list(name, items)
        return
    none = _("None, as far as groups are large enough to be shown on their own.")
    if not facts.opinions:
        none = _("Nobody was asked in a round, so nobody knows.")
    tone: Tone = "quiet" if facts.opinions else "missing"
    yield Paragraph(text(Span(name + ": ", "strong"), Span(none, tone)), "note")


def _leaning(facts: Facts, decision: Element, statement_id: str) -> Text:
    statement = facts.board.statements[statement_id]
    mean = decisions_with_votes.side_mean(facts.opinions[statement_id], "public", statement.stance)
    figure = words.figure(mean, 1) if mean is not None else "?"
    said = _(
        "{decision}: the mean of the public side is {mean}, from 1, against it, to 5, for it ({code}, statement {n})."
    )
    return text(
        said.format(
            decision=decision.label,
            mean=figure,
            code=facts.card(decision).code,
            n=facts.statement_number(statement_id),
        )
    )


def _unheard(facts: Facts) -> Iterator[Block]:
    """Yield who was not heard and how they will be, and who was only spoken for."""
    groups = {group.voice: group for group in people.voices(facts).groups}
    absent = tuple(_missing(facts, row) for row in groups["absent"].rows)
    spoken = tuple(_spoken_for(row) for row in groups["represented"].rows)
    if absent:
        yield _list(_("Who was not heard, and how they will be"), absent)
    else:
        nobody = _("Nobody on the map is marked as missing.")
        if not facts.cards("stakeholder"):
            nobody = _("No people are on the map yet.")
        tone: Tone = "quiet" if facts.cards("stakeholder") else "missing"
        name = _("Who was not heard, and how they will be")
        yield Paragraph(text(Span(f"{name}: ", "strong"), Span(nobody, tone)), "note")
    if spoken:
        listed = [span for row in spoken for span in row]
        yield Paragraph(text(Span(_("Spoken for:") + " ", "strong"), *listed), "note")


def _missing(facts: Facts, row: VoiceRow) -> Text:
    person = facts.board.elements[row.card.id]
    _questions, tasks = people.taken_up(facts, person)
    spans: list[str | Span] = [Span(row.card.label + ". ", "strong")]
    for line in row.lines:
        spans += [*line, " "]
    for task in tasks:
        owners = words.joined(owner.label for owner in facts.owners(task)) or _("nobody has taken it on yet")
        due = due_of(task)
        when = _("by {day}").format(day=words.day(due, short=True)) if due else _("no date set")
        spans.append(f"{task.label}: {owners}, {when}. ")
    if not tasks:
        spans.append(Span(_("No task on the map is about them.") + " ", "missing"))
    codes = ", ".join([row.card.code, *(facts.card(task).code for task in tasks)])
    return text(*spans, f"({codes})")


def _spoken_for(row: VoiceRow) -> Text:
    spans: list[str | Span] = [row.card.label]
    for line in row.lines:
        said = blocks.plain(line)
        spans += [Span(f" {said}" if said[:1].islower() else f". {said.rstrip('.')}", line[0].tone)]
    return text(*spans, f" ({row.card.code}). ")


def _not_discussed(facts: Facts) -> Gaps:
    """Return what must be talked about still; what this edition says at its place is named by its codes only."""
    open_ones = [gap for gap in gaps(facts) if not gap.discussed]
    must = [gap for gap in open_ones if gap.severity == "must"]
    told = dict.fromkeys(
        code for gap in must if gap.check in _TOLD for code in source_of(facts, gap).split(", ") if code
    )
    rest = [gap for gap in must if gap.check not in _TOLD]
    more = sum(gap.severity == "should" for gap in open_ones)
    parts = [_("These are questions, not blame. We have added nothing afterwards.")]
    if not must:
        parts = [_("No question on the map has to be talked about any more.")]
    if told:
        parts.append(_("See above: {codes}.").format(codes=", ".join(told)))
    if more:
        left = ngettext(
            "{n} more question should be talked about; the summary for participants has it.",
            "{n} more questions should be talked about; the summary for participants has them.",
            more,
        )
        parts.append(left.format(n=more))
    rows = tuple(closing.gap_rows(facts, rest, "must"))
    groups = (GapGroup(_("Must be talked about"), True, rows),) if rows else ()
    return Gaps(_("What was not discussed"), text(Span(" ".join(parts), "quiet")), groups)
