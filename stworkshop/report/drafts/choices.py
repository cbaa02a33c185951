"""Answers about what was weighed and decided: aims that pull apart, decisions, other options, rounds, looking again."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.blocks import Text
from stworkshop.report.drafts.kit import DraftFacts, cited, described, each, noted, of_session, with_more
from stworkshop.rounds import verdicts


def weighed(facts: DraftFacts) -> list[Text]:
    """Return where aims pull apart, and what was said about it."""
    said = []
    for link in facts.apart():
        first, second = facts.board.elements.get(link.source), facts.board.elements.get(link.target)
        if first is None or second is None:
            continue
        note = link.note.strip()
        words_ = _("{first} pulls against {second}").format(
            first=words.quoted(first.label), second=words.quoted(second.label)
        )
        tail = note or (
            _("talked about, nothing was written down") if link.discussed == "yes" else _("not talked about")
        )
        said.append(cited(facts, with_more(words_, tail), first, second))
    return said


def decisions(facts: DraftFacts) -> list[Text]:
    """Return the decisions with reason, rejected options and who decides."""
    said = []
    for decision in facts.cards("decision"):
        parts = [facts.word(decision, "status").lower()]
        for name, sentence in (
            ("rationale", _("why: {words}")),
            ("alternatives", _("instead of: {words}")),
            ("decided_by", _("decided by: {words}")),
        ):
            value = str(facts.value(decision, name) or "").strip().rstrip(".")
            parts.append(sentence.format(words=value) if value else "")
        told = "; ".join(part for part in parts if part)
        said.append(cited(facts, with_more(decision.label, told), decision))
    return said


def undecided(facts: DraftFacts) -> list[Text]:
    """Return what is open: the decisions that are not taken, each with where it stands, and unanswered questions."""
    waiting = [one for one in facts.cards("decision") if not _taken(facts, one)]
    stand = {
        one.id: facts.word(one, "status").lower() or _("nobody has said yet whether it is decided") for one in waiting
    }
    asked = [one for one in facts.cards("open-question") if not facts.is_answered(one)]
    unsaid = _("nobody has said yet whether it is answered")
    return [
        *each(facts, waiting, lambda one: with_more(one.label, stand[one.id])),
        *each(
            facts,
            asked,
            lambda one: (
                described(facts, one) if facts.value(one, "status") or one.note else with_more(one.label, unsaid)
            ),
        ),
    ]


def _taken(facts: DraftFacts, decision: Element) -> bool:
    return verdicts.is_decided(verdicts.verdict_of(facts, decision))


def alternatives(facts: DraftFacts, *, decided: bool = False) -> list[Text]:
    """Return the options that were weighed, where `decided` those that a decision did not take."""
    said = []
    for decision in facts.cards("decision"):
        if decided and not _taken(facts, decision):
            continue
        value = str(facts.value(decision, "alternatives") or "").strip()
        if value:
            said.append(
                cited(
                    facts,
                    _("Instead of {decision}: {words}").format(decision=words.quoted(decision.label), words=value),
                    decision,
                )
            )
    rejected = [card for card in facts.cards("mitigation") if not facts.stands(card)]
    return said + each(facts, rejected, lambda card: _("Not taken: {label}").format(label=noted(card)))


def reviews(facts: DraftFacts) -> list[Text]:
    """Return when this is looked at again."""
    said = []
    day = words.parse_day(facts.board.session.review_on)
    if day:
        said.append(of_session(_("The group will review this on {day}").format(day=words.day(day))))
    for decision in facts.cards("decision"):
        again = words.parse_day(str(facts.value(decision, "look_again") or ""))
        if again:
            words_ = _("{decision} will be reviewed on {day}")
            said.append(
                cited(facts, words_.format(decision=words.quoted(decision.label), day=words.day(again)), decision)
            )
    return said


def agreement(facts: DraftFacts) -> list[Text]:
    """Return how the rated statements came out, as everybody may see it."""
    said = []
    for statement_id, opinion in facts.opinions.items():
        statement = facts.board.statements.get(statement_id)
        if statement is None or not opinion.get("n"):
            continue
        n = int(opinion["n"])
        parts = [ngettext("{n} answer", "{n} answers", n).format(n=n)]
        if opinion.get("mean") is not None:
            parts.append(_("mean {mean} of 5").format(mean=words.figure(float(opinion["mean"]))))
        state = verdicts.state_of(opinion)
        named = verdicts.state_names()[state]
        few = _("too few answers to say how alike they are")
        parts.append(few if state == "few" else named[:1].lower() + named[1:])
        parts.append(_("statement {n}").format(n=facts.statement_number(statement_id)))
        about = facts.board.elements.get(statement.about)
        told = _("{words} ({more})").format(words=words.quoted(statement.label), more="; ".join(parts))
        said.append(cited(facts, told, about) if about else of_session(told))
    return said
