"""Where something stands that was raised: what answers it, and how far that is. Decided is never called agreed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element, Statement
from stworkshop.report import words
from stworkshop.report.content.blocks import Span, Text, plain, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.takeaway_blocks import Answer, RaisedRow, Sign, Stand
from stworkshop.report.editions import decisions
from stworkshop.rounds import opinions, verdicts
from stworkshop.rounds.agreement import closed_rounds, dot_figures, figures_of

_ANSWERING = ("addresses", "answers", "mitigates", "protects")
_ASKING = "open-question"


def row(facts: Facts, raised: Element) -> RaisedRow:
    """Return something that was raised with all that the map says about it."""
    answers = answering(facts, raised)
    return RaisedRow(
        card=facts.card(raised),
        words=text(raised.label),
        source=_source(facts, raised),
        answers=tuple(Answer(facts.card(card), card.note.strip()) for card in answers),
        stands=tuple(_stands(facts, raised, answers)),
    )


def answering(facts: Facts, raised: Element) -> list[Element]:
    """Return the cards that answer it, and the decisions about these or about itself."""
    found = [card for relation in _ANSWERING for card in facts.sources(relation, raised) if card.kind != _ASKING]
    for card in (raised, *found):
        found = [*found, *facts.sources("about", card, "decision")]
    return list({card.id: card for card in found if card.id != raised.id}.values())


def _source(facts: Facts, raised: Element) -> str:
    code = facts.card(raised).code
    dots = _dots(facts, raised)
    return "  ·  ".join((code, dots or _no_dots(facts, raised)))


def _no_dots(facts: Facts, raised: Element) -> str:
    """Return why something has no dots: nobody was asked about it, or nobody gave it any."""
    rounds = closed_rounds(facts.board, "dots")
    if not rounds:
        return _("no round of dots")
    return _("no dots") if any(raised.id in one.items for one in rounds) else _("not on the ballot for dots")


def _dots(facts: Facts, raised: Element) -> str:
    """Return the dots of the last closed round that gave any to it, without saying who."""
    for round_ in reversed(closed_rounds(facts.board, "dots")):
        entry = next((one for one in dot_figures(facts.board, round_) if one["id"] == raised.id), None)
        if entry is None:
            continue
        if entry["dots"] is None:
            return _("too few people placed dots to show how many")
        voters = int(figures_of(facts.board, round_.id).get("voters") or 0)
        said = ngettext("{n} dot", "{n} dots", int(entry["dots"])).format(n=entry["dots"])
        return _("{dots} from {k} of {n}").format(dots=said, k=entry["breadth"], n=voters) if voters else said
    return ""


def _stands(facts: Facts, raised: Element, answers: list[Element]) -> Iterator[Stand]:
    about = [raised, *answers]
    made = [stand for card in answers if card.kind == "decision" for stand in (_decision(facts, card),)]
    made += [
        _statement(facts, statement)
        for card in about
        if card.kind != "decision"
        for statement in facts.board.statements.values()
        if statement.about == card.id and statement.id in facts.opinions
    ]
    made += [_progress(facts, card) for card in answers if card.kind != "decision"]
    asked = {q.id: q for card in about for q in facts.sources("about", card, _ASKING)}
    asked |= {q.id: q for q in facts.sources("addresses", raised, _ASKING)}
    made += [_question(facts, question) for question in sorted(asked.values(), key=lambda q: (q.seq, q.id))]
    if not made:
        made = [_nothing(facts, raised)]
    yield from made


def _coded(said: str, code: str) -> Text:
    """Return a sentence with its code at its end."""
    return text(_("{sentence} ({code})").format(sentence=said.strip(), code=code))


def _decision(facts: Facts, card: Element) -> Stand:
    verdict = verdicts.verdict_of(facts, card)
    lines = " ".join(plain(line) for line in decisions.opinion_lines(facts, card))
    sign: Sign = "decided" if verdicts.is_decided(verdict) else "undecided"
    label = card.label if card.label[-1:] in ".?!" else card.label + "."
    return Stand(sign, verdicts.verdict_words(verdict).rstrip("."), _coded(f"{label} {lines}", facts.card(card).code))


def _statement(facts: Facts, statement: Statement) -> Stand:
    opinion = facts.opinions[statement.id]
    state = verdicts.state_of(opinion)
    counts = opinions.counts_of(opinion)
    title = verdicts.state_names()[state]
    asked = words.quoted(statement.label)
    said = words.said(counts, state == "contested") if counts else words.not_shown(opinion["n"])
    number = _("statement {number}").format(number=facts.statement_number(statement.id))
    code = facts.code(statement.about)
    source = ", ".join(part for part in (number, code) if part)
    return Stand(cast(Sign, state), title, _coded(f"{asked} {said}", source))


def _progress(facts: Facts, card: Element) -> Stand:
    """Return how far a card is that answers something."""
    code = facts.card(card).code
    owners = [owner.label for owner in facts.owners(card)]
    answers_for = _("Responsible: {who}.").format(who=words.joined(owners)) if owners else ""
    shown = facts.card(card)
    if card.kind == "component":
        stage = str(facts.value(card, "stage"))
        titles = {"live": _("In use"), "pilot": _("On trial"), "retired": _("Taken out"), "idea": _("An idea")}
        title = titles.get(stage, _("Not said yet how far along it is"))
        said = f"{card.label}. " + (answers_for or _("We do not know yet who is responsible."))
        return Stand("there" if stage == "live" else "wanted", title, _coded(said, code), shown)
    if card.kind == "mitigation":
        status = str(facts.value(card, "status"))
        asked = any(s.about == card.id and s.id in facts.opinions for s in facts.board.statements.values())
        decided = _("Decided") if asked else _("Decided without a vote")
        titles = {
            "in-place": _("In place"), "agreed": decided, "rejected": _("Turned down"), "proposed": _("Only proposed"),
        }  # fmt: skip
        said = f"{card.label}. " + (answers_for or ("" if status == "rejected" else _("Nobody has taken it on yet.")))
        title = titles.get(status, _("Not said yet how firm it is"))
        return Stand("there" if status == "in-place" else "wanted", title, _coded(said, code), shown)
    if card.kind == "action":
        due = decisions.due_of(card)
        status = str(facts.value(card, "status"))
        done = status == "done"
        when = _("By {day}.").format(day=words.day(due, short=True)) if due else _("No date set.")
        said = f"{card.label}. {answers_for or _('Nobody has taken it on yet.')} {'' if done else when}"
        title = {"done": _("Done"), "open": _("To do")}.get(status, _("A task; not said yet whether done"))
        return Stand("there" if done else "wanted", title, _coded(said, code), shown)
    if card.kind == "policy":
        status = str(facts.value(card, "status"))
        titles = {"planned": _("Not in force yet"), "voluntary": _("Voluntary"), "in-force": _("In force")}
        title = titles.get(status, _("Not said yet whether in force"))
        return Stand("there" if status == "in-force" else "wanted", title, _coded(f"{card.label}.", code), shown)
    said = f"{card.label}. {answers_for}".rstrip()
    return Stand("wanted", _("On the map"), _coded(said, code), shown)


def _question(facts: Facts, question: Element) -> Stand:
    note = question.note.strip()
    code = facts.card(question).code
    if facts.value(question, "status") == "answered":
        said = f"{question.label} {note or _('The answer was not written down.')}"
        return Stand("answered", _("Answered"), _coded(said, code))
    day = words.parse_day(str(question.attributes.get("needed_by") or ""))
    when = _("Needed by {day}.").format(day=words.day(day, short=True)) if day else _("No date set.")
    title = _("Open") if facts.value(question, "status") == "open" else _("Not said yet whether answered")
    return Stand("open", title, _coded(f"{question.label} {when}", code))


def _nothing(facts: Facts, raised: Element) -> Stand:
    code = facts.card(raised).code
    dots = _dots(facts, raised)
    said = _("Nothing on the map answers it.")
    if dots and any(digit.isdigit() for digit in dots):
        said = _("{dots}, and nothing on the map answers it.").format(dots=words.capital(dots))
    return Stand("nothing", _("Nothing yet"), text(Span(_("{sentence} ({code})").format(sentence=said, code=code))))
