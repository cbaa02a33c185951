"""What was decided, and what is still open: decisions with verdicts, tasks, questions, and the reply route."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Statement, value_of
from stworkshop.report import words
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.result_blocks import (
    DecisionRow,
    Decisions,
    QuestionRow,
    Questions,
    Reply,
    TaskRow,
    Tasks,
)
from stworkshop.rounds import opinions, verdicts
from stworkshop.rounds.answers_in_words import side_names

_ALARMING = ("disagreed", "split", "against", "most", "few", "not-asked", "contested", "differing")
_SPAN = 60


def section(facts: Facts) -> Section:
    """Return the section about decisions, tasks and questions."""
    return Section(
        "decisions",
        _("What was decided, and what is still open"),
        (_decisions(facts), _tasks(facts), *_questions(facts), _reply(facts)),
    )


def _reply(facts: Facts) -> Reply:
    """Return where answers go and until when, as far as the session says."""
    session = facts.board.session
    to, until = (str(value_of(session, name) or "").strip() for name in ("reply_to", "reply_until"))
    day = words.parse_day(until)
    return Reply(_("Send replies"), _("to"), _("until"), to, words.day(day, short=True) if day else until)


def _decisions(facts: Facts) -> Block:
    decided: list[DecisionRow] = []
    undecided: list[DecisionRow] = []
    for decision in facts.cards("decision"):
        row = _decision(facts, decision)
        (decided if row.decided else undecided).append(row)
    if not decided and not undecided:
        return Paragraph(text(Span(_("No decision was written down."), "missing")))
    return Decisions((*decided, *undecided))


def _decision(facts: Facts, decision: Element) -> DecisionRow:
    verdict = verdicts.verdict_of(facts, decision)
    lines = [*opinion_lines(facts, decision), *_reasons(facts, decision)]
    by = str(decision.attributes.get("decided_by") or "").strip()
    if by or verdicts.is_decided(verdict):
        said = (by if by[-1] in ".!?" else f"{by}.") if by else Span(_("not written down."), "missing")
        lines.append(text(Span(_("Who decides:") + " ", "strong"), said))
    if again := words.parse_day(str(decision.attributes.get("look_again") or "")):
        lines.append(text(Span(_("Review date:") + " ", "strong"), words.day(again)))
    return DecisionRow(
        card=facts.card(decision),
        decided=verdicts.is_decided(verdict),
        verdict=verdict_text(verdict),
        lines=tuple(lines),
    )


def verdict_text(verdict: str) -> Text:
    """Return a verdict in words; those to talk about stand out."""
    return text(Span(verdicts.verdict_words(verdict), "missing" if verdict in _ALARMING else "brand"))


def due_of(element: Element) -> datetime.date | None:
    """Return the day on which a task is due."""
    return words.parse_day(str(element.attributes.get("due") or ""))


def opinion_lines(facts: Facts, decision: Element) -> Iterator[Text]:
    """Yield how the rounds answered a decision, in sentences."""
    statements = opinions.rated_about(facts, decision.id)
    if not statements:
        yield text(_("This was not put to a vote."))
    for statement in statements:
        yield text(_said_about(facts, decision, statement))


def _said_about(facts: Facts, decision: Element, statement: Statement) -> str:
    opinion = facts.opinions[statement.id]
    counts = opinions.counts_of(opinion)
    if not counts:
        number = _("Statement {number}.").format(number=facts.statement_number(statement.id))
        return f"{words.not_shown(opinion['n'])} {number}"
    contested = verdicts.state_of(opinion) == "contested"
    parts = [words.said(counts, True) if contested else words.brief(counts)]
    public = opinions.side_counts(opinion).get("public")
    if public:
        parts.append(
            _("{side}: {answers}.").format(side=words.capital(side_names()["public"]), answers=words.side_said(public))
        )
    if statement.stance == "opposes":
        parts.insert(0, _("The ballot asked the opposite: {statement}").format(statement=words.quoted(statement.label)))
        parts.append(_("Voting no means supporting {code}.").format(code=facts.card(decision).code))
    return " ".join(parts)


def _reasons(facts: Facts, decision: Element) -> Iterator[Text]:
    reason = str(decision.attributes.get("rationale") or "").strip()
    instead = str(decision.attributes.get("alternatives") or "").strip()
    if reason:
        yield text(Span(_("Why:") + " ", "strong"), reason)
    else:
        yield text(Span(_("No reason was written down."), "missing"))
    if instead:
        yield text(Span(_("Instead of:") + " ", "strong"), instead)
    for kind, name in (("objection", _("Objection:")), ("dissent", _("Dissent:"))):
        for note in facts.notes_about(decision.id, kind):
            yield text(Span(name + " ", "strong"), Span(words.quoted(note.text), "quote"))


def _tasks(facts: Facts) -> Block:
    tasks = facts.cards("action")
    if not tasks:
        return Paragraph(text(Span(_("No task was written down."), "missing")))
    start = words.parse_day(facts.board.session.date)
    tasks.sort(key=lambda task: due_of(task) or datetime.date.max)
    rows = tuple(_task(facts, task, start) for task in tasks)
    span = max([_SPAN, *(row.days for row in rows if row.days is not None)])
    span = -(-span // _SPAN) * _SPAN
    by = _("By (the line: {n} days)").format(n=span) if start else _("By")
    return Tasks(_("Who does what next"), (_("Task"), _("Who"), by, _("From")), span, rows)


def _task(facts: Facts, task: Element, start: datetime.date | None) -> TaskRow:
    due = due_of(task)
    when = text(Span(words.day(due, short=True), "strong") if due else Span(_("No date set."), "missing"))
    if facts.value(task, "status") == "done":
        when = text(Span(_("Done"), "strong"))
    return TaskRow(
        card=facts.card(task),
        who=_owner(facts, task),
        due=when,
        days=max(0, (due - start).days) if due and start else None,
        sources=facts.codes(facts.sources("leads-to", task)),
    )


def _owner(facts: Facts, element: Element) -> Text:
    owners = [owner.label for owner in facts.owners(element)]
    return text(Span(words.joined(owners), "quiet")) if owners else text(Span(_("Nobody"), "missing"))


def _questions(facts: Facts) -> Iterator[Block]:
    questions = facts.cards("open-question")
    review = words.parse_day(facts.board.session.review_on)
    again = (
        text(Span(_("Review date: {day}").format(day=words.day(review, short=True)), "quiet"))
        if review
        else text(Span(_("No review date is set."), "missing"))
    )
    open_ones = [question for question in questions if not facts.is_answered(question)]
    answered = [question for question in questions if facts.is_answered(question)]
    yield Questions(_("Still open"), again, tuple(_question(facts, question) for question in open_ones))
    if answered:
        yield Questions(_("Answered"), (), tuple(_question(facts, question) for question in answered))


def _question(facts: Facts, question: Element) -> QuestionRow:
    note = question.note.strip()
    if facts.is_answered(question):
        tasks = facts.targets(question, "leads-to", "action")
        follow = _("Task {codes} follows.").format(codes=facts.codes(tasks)) if tasks else ""
        said = " ".join(part for part in (note, follow) if part) or _("The answer was not written down.")
        return QuestionRow(facts.card(question), (), text(Span(_("Answered:") + " ", "strong"), Span(said, "quiet")))
    day = words.parse_day(str(question.attributes.get("needed_by") or ""))
    when = _("Needed by {day}.").format(day=words.day(day, short=True)) if day else _("No date set.")
    return QuestionRow(
        facts.card(question),
        _owner(facts, question),
        text(Span(" ".join(part for part in (note, when, *_agreed_on(facts, question)) if part), "quiet")),
    )


def _agreed_on(facts: Facts, question: Element) -> Iterator[str]:
    """Yield what the group agreed about a question that nobody has answered on the map yet."""
    for statement in facts.board.statements.values():
        opinion = facts.opinions.get(statement.id) if statement.about == question.id else None
        if opinion is not None and (state := verdicts.state_of(opinion)) in verdicts.AGREED:
            said = _("{verdict}, to statement {number}; nobody has written down an answer from that yet.")
            named = verdicts.state_names()[state]
            yield said.format(verdict=named, number=facts.statement_number(statement.id))
