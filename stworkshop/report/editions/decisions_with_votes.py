"""What was weighed: decisions with their verdicts, and statements, each with how the sides answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element, Statement
from stworkshop.report import words
from stworkshop.report.content.blocks import Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.maker_blocks import SideScale, Weighed, WeighedRow
from stworkshop.report.editions import decisions
from stworkshop.rounds import answers_in_words, opinions, verdicts
from stworkshop.rounds.answers_in_words import side_names

_TURN = 6


def ordered(facts: Facts) -> list[tuple[Element, str]]:
    """Return the decisions with their verdicts, decided ones first."""
    found = [(decision, verdicts.verdict_of(facts, decision)) for decision in facts.cards("decision")]
    return sorted(found, key=lambda entry: not verdicts.is_decided(entry[1]))


def block(facts: Facts, title: str) -> Weighed:
    """Return the decisions of the group."""
    rows = tuple(_decision(facts, decision, verdict) for decision, verdict in ordered(facts))
    return Weighed(title, _sides(facts, rows), (_("against it"), _("for it")), rows)


def statements(facts: Facts, title: str) -> Weighed:
    """Return the statements that do not stand beside a decision."""
    shown = {s.id for decision in facts.cards("decision") for s in opinions.rated_about(facts, decision.id)}
    rows = tuple(_statement(facts, facts.board.statements[key]) for key in facts.opinions if key not in shown)
    return Weighed(title, _sides(facts, rows), (answers_in_words.answer(1), answers_in_words.answer(5)), rows)


def side_mean(opinion: Mapping[str, Any], side: str, stance: str) -> float | None:
    """Return the mean of a side that may be shown, seen from the card that the statement is about."""
    mean = (opinion["mean_by_side"] or {}).get(side)
    return None if mean is None else _seen(float(mean), stance)


def _seen(mean: float, stance: str) -> float:
    return _TURN - mean if stance == "opposes" else mean


def _sides(facts: Facts, rows: Sequence[WeighedRow]) -> tuple[tuple[str, str], ...]:
    seen = {side for row in rows for scale in row.scales for side, _mean in scale.means}
    return tuple((side, side_names().get(side, side)) for side in facts.catalogue.sides if side in seen)


def _decision(facts: Facts, decision: Element, verdict: str) -> WeighedRow:
    card = facts.card(decision)
    scales = tuple(_scale(facts, s, turn=True) for s in opinions.rated_about(facts, decision.id))
    return WeighedRow(
        id=card.id,
        code=card.code,
        label=card.label,
        decided=verdicts.is_decided(verdict),
        verdict=decisions.verdict_text(verdict),
        lines=tuple(_lines(facts, decision, verdict)),
        scales=scales,
        unasked=() if scales else text(Span(_("No round asked about it."), "quiet")),
    )


def _lines(facts: Facts, decision: Element, verdict: str) -> Iterator[Text]:
    by = str(facts.value(decision, "decided_by") or "").strip()
    reason = str(facts.value(decision, "rationale") or "").strip()
    spans: list[str | Span] = []
    if by:
        spans.append(Span(_("By: {who}.").format(who=by.rstrip(".")), "quiet"))
    elif verdicts.is_decided(verdict):
        spans.append(Span(_("It is not yet clear who decides."), "missing"))
    spans.append(Span(reason, "quiet") if reason else Span(_("No reason was written down."), "missing"))
    if again := words.parse_day(str(facts.value(decision, "look_again") or "")):
        spans.append(Span(_("Review date: {day}.").format(day=words.day(again, short=True)), "quiet"))
    yield text(*[part for span in spans for part in (span, " ")][:-1])


def _statement(facts: Facts, statement: Statement) -> WeighedRow:
    code = facts.code(statement.about)
    about = _("It says the opposite of {code}.") if statement.stance == "opposes" else _("About {code}.")
    return WeighedRow(
        id=statement.id,
        code=str(facts.statement_number(statement.id)),
        label=statement.label,
        decided=None,
        verdict=(),
        lines=(text(Span(about.format(code=code), "quiet")),) if code else (),
        scales=(_scale(facts, statement, turn=False),),
    )


def _scale(facts: Facts, statement: Statement, *, turn: bool) -> SideScale:
    """Return how the sides answered; `turn` it where the statement opposes the card that it is about."""
    opinion = facts.opinions[statement.id]
    stance = statement.stance if turn else ""
    state = verdicts.seen_from_card(verdicts.state_of(opinion), stance)
    means = [(side, side_mean(opinion, side, stance)) for side in facts.catalogue.sides]
    shown = tuple((side, mean) for side, mean in means if mean is not None)
    figures = tuple(_figures(facts, statement, opinion, stance, state, turn=turn))
    notes = tuple(_notes(facts, statement, opinion, stance))
    return SideScale(statement.id, shown, state, figures, notes, _text_value(shown, figures, turn=turn))


def _figures(
    facts: Facts, statement: Statement, opinion: Mapping[str, Any], stance: str, state: str, *, turn: bool
) -> Iterator[str]:
    """Yield the state, the mean with the number of answers, and the number of the statement."""
    yield verdicts.state_names()[state]
    if (n := opinion["n"]) is None:
        yield _("not counted")
    elif opinion["mean"] is None:
        yield _("n {n}").format(n=n)
    else:
        yield _("mean {mean}, n {n}").format(mean=words.figure(_seen(float(opinion["mean"]), stance), 1), n=n)
    if turn:
        yield _("statement {number}").format(number=facts.statement_number(statement.id))


def _notes(facts: Facts, statement: Statement, opinion: Mapping[str, Any], stance: str) -> Iterator[Text]:
    if stance == "opposes":
        asked = _("{statement} Voting no means supporting the decision.")
        yield text(
            Span(_("The ballot asked the opposite:") + " ", "strong"),
            Span(asked.format(statement=words.quoted(statement.label)), "quiet"),
        )
    if not opinions.counts_of(opinion):
        yield text(Span(words.not_shown(opinion["n"]), "missing"))
    elif opinion["hidden_sides"]:
        yield text(Span(_("Very small sides are not shown on their own."), "quiet"))
    unknown = int(opinion["dont_know"] or 0)
    if unknown and opinions.counts_of(opinion):
        said = ngettext("{n} did not know.", "{n} did not know.", unknown).format(n=words.number(unknown))
        yield text(Span(words.capital(said), "quiet"))


def _text_value(means: Sequence[tuple[str, float]], figures: Sequence[str], *, turn: bool) -> str:
    names = side_names()
    each = ", ".join(f"{names.get(side, side)} {words.figure(mean, 1)}" for side, mean in means)
    rest = ", ".join(figures)
    if not means:
        return _("No side is shown on its own. {figures}.").format(figures=rest)
    if turn:
        return _("From 1, against it, to 5, for it: {sides}. {figures}.").format(sides=each, figures=rest)
    return _("From 1, strongly no, to 5, strongly yes: {sides}. {figures}.").format(sides=each, figures=rest)
