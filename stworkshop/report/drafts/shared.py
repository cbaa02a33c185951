"""Answers that several instruments ask for: who is affected, which harms, who checks, what is done and weighed."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.records import Element, value_of
from stworkshop.report import words
from stworkshop.report.blocks import Text
from stworkshop.report.drafts.kit import DraftFacts, cited, each, labels, noted, of_session

OVERSIGHT = "human-oversight-point"
APPEAL = ("feedback-channel",)


def purpose(facts: DraftFacts) -> list[Text]:
    """Return what the system is for: the question, what is looked at, the AI parts and what they do."""
    session = facts.board.session
    said = [of_session(one) for one in (session.entity_of_interest, session.workshop_question) if one.strip()]
    return said + each(facts, facts.ai_parts())


def processes(facts: DraftFacts) -> list[Text]:
    """Return in which steps of the work each AI part is used, and whether it decides or advises."""
    said: list[Text] = []
    for part in facts.ai_parts():
        for relation, sentence in (
            ("automates", _("{part} decides or acts in {process} without a person deciding each case")),
            ("informs", _("{part} gives information to people who decide in {process}")),
            ("enables", _("{part} makes {process} possible")),
        ):
            for process in facts.targets(part, relation, "process", "public-service"):
                said.append(cited(facts, sentence.format(part=part.label, process=process.label), part, process))
    return said


def step_details(facts: DraftFacts) -> list[Text]:
    """Return what was written down of each step of the work."""
    said = []
    for process in facts.cards("process"):
        details = [str(facts.value(process, name) or "").strip() for name in ("trigger", "steps")]
        kind = str(facts.value(process, "decision_type") or "")
        if kind in ("advisory", "binding"):
            details.append(facts.word(process, "decision_type"))
        if any(details):
            said.append(cited(facts, f"{process.label}: {'; '.join(d.rstrip('.') for d in details if d)}", process))
    return said


def time_and_frequency(facts: DraftFacts) -> list[Text]:
    """Return for how long and how often the AI parts are used."""
    said = []
    for part in facts.ai_parts():
        for name, sentence in (
            ("period", _("{part} is used during this time: {value}")),
            ("frequency", _("{part} is used this often: {value}")),
        ):
            value = str(facts.value(part, name) or "").strip()
            if value:
                said.append(cited(facts, sentence.format(part=part.label, value=value), part))
    return said


def affected_people(facts: DraftFacts) -> list[Text]:
    """Return who is affected, how, and whether somebody spoke for them."""
    voices = {
        "present": _("they were in the room"),
        "represented": _("others spoke for them"),
        "absent": _("nobody in the room spoke for them"),
    }
    said = []
    for card in facts.affected():
        how = {
            "direct": _("{who} would feel the effects directly; {voice}"),
            "indirect": _("{who} would feel the effects indirectly; {voice}"),
        }.get(str(facts.value(card, "affected")), _("{who} could be harmed; {voice}"))
        voice = voices.get(str(facts.value(card, "voice") or "present"), voices["present"])
        said.append(cited(facts, how.format(who=card.label, voice=voice), card))
    return said


def harms(facts: DraftFacts) -> list[Text]:
    """Return each risk with who would be harmed and how it was rated, those that matter most first."""
    said = []
    for risk in _in_order(facts):
        harmed = facts.targets(risk, "harms", "stakeholder")
        who = _("would harm {who}").format(who=labels(harmed)) if harmed else _("nobody is named who would be harmed")
        rated = [
            sentence.format(n=facts.value(risk, name))
            for name, sentence in (("severity", _("how bad: {n} of 5")), ("likelihood", _("how likely: {n} of 5")))
            if facts.value(risk, name)
        ]
        back = facts.word(risk, "reversible")
        parts = [who, *rated, *([_("can it be undone: {word}").format(word=back.lower())] if back else [])]
        said.append(cited(facts, f"{risk.label}: {'; '.join(parts)}", risk, *harmed))
    return said


def _in_order(facts: DraftFacts) -> list[Element]:
    def rank(risk: Element) -> tuple[int, int, int]:
        return -int(facts.value(risk, "severity") or 0), -int(facts.value(risk, "likelihood") or 0), risk.seq

    return sorted(facts.cards("risk"), key=rank)


def concerns(facts: DraftFacts, *types: str) -> list[Text]:
    """Return concerns in people's own words, with who holds them; all where no sort is given."""
    said = []
    for concern in facts.concerns_of(*types) if types else facts.cards("concern"):
        holders = facts.sources("has-concern", concern, "stakeholder")
        quoted = words.quoted(concern.label)
        held = _("{words} Held by {who}").format(words=quoted, who=labels(holders)) if holders else quoted
        said.append(cited(facts, held, concern, *holders))
    return said


def oversight(facts: DraftFacts) -> list[Text]:
    """Return where people check, and who; and the AI parts that nobody checks."""
    said = []
    for point in facts.parts(OVERSIGHT):
        checked = facts.targets(point, "oversees")
        owners = facts.owners(point)
        words_ = noted(point).rstrip(".")
        if checked:
            words_ += "; " + _("checks {what}").format(what=labels(checked))
        words_ += "; " + (
            _("{who} answers for it").format(who=labels(owners)) if owners else _("nobody answers for it yet")
        )
        said.append(cited(facts, words_, point, *checked, *owners))
    for person in facts.cards("stakeholder"):
        checked = facts.targets(person, "oversees")
        if checked:
            said.append(
                cited(
                    facts, _("{who} oversees {what}").format(who=person.label, what=labels(checked)), person, *checked
                )
            )
    unchecked = [part for part in facts.ai_parts() if not facts.has_source("oversees", part)]
    if unchecked and (said or facts.ai_parts()):
        said.append(cited(facts, _("Nobody on the map checks {what}").format(what=labels(unchecked)), *unchecked))
    return said


def measures(facts: DraftFacts, *types: str) -> list[Text]:
    """Return measures with the risks they reduce, their status and who does them; all where no sort is given."""
    said = []
    for measure in facts.measures(*types):
        risks = facts.targets(measure, "mitigates", "risk")
        owners = facts.owners(measure)
        parts = [facts.word(measure, "status").lower()]
        if risks:
            parts.append(_("against {risks}").format(risks=labels(risks)))
        parts.append(_("{who} does it").format(who=labels(owners)) if owners else _("nobody is down to do it"))
        said.append(
            cited(facts, f"{measure.label}: {'; '.join(part for part in parts if part)}", measure, *risks, *owners)
        )
    return said


def bare_risks(facts: DraftFacts) -> list[Text]:
    """Return the risks against which no measure stands."""
    bare = [
        r for r in _in_order(facts) if not any(facts.stands(m) for m in facts.sources("mitigates", r, "mitigation"))
    ]
    return each(
        facts, bare, lambda risk: _("No measure was named against {risk}").format(risk=words.quoted(risk.label))
    )


def complaints(facts: DraftFacts) -> list[Text]:
    """Return how people can complain, appeal or ask."""
    said = each(facts, facts.parts(*APPEAL))
    said += each(facts, [p for p in facts.cards("process") if p.type == "proc-complaint"])
    return said + measures(facts, "mit-appeal-route")


def benefits(facts: DraftFacts) -> list[Text]:
    """Return what good it should do, for whom, and by which sign one would know."""
    said = []
    for outcome in facts.cards("outcome"):
        who = facts.targets(outcome, "benefits", "stakeholder")
        sign = str(facts.value(outcome, "indicator") or "").strip()
        parts = [outcome.label]
        parts.append(_("good for {who}").format(who=labels(who)) if who else _("nobody is named who gains"))
        parts.append(_("sign: {sign}").format(sign=sign.rstrip(".")) if sign else _("no sign was agreed"))
        said.append(cited(facts, "; ".join(parts), outcome, *who))
    return said


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
        said.append(cited(facts, f"{words_}: {tail}", first, second))
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
        said.append(cited(facts, f"{decision.label}: {'; '.join(part for part in parts if part)}", decision))
    return said


def alternatives(facts: DraftFacts) -> list[Text]:
    """Return the options that were weighed and not taken."""
    said = []
    for decision in facts.cards("decision"):
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
    return said + each(facts, rejected, lambda card: _("Rejected: {label}").format(label=noted(card)))


def reviews(facts: DraftFacts) -> list[Text]:
    """Return when this is looked at again."""
    said = []
    day = words.parse_day(facts.board.session.review_on)
    if day:
        said.append(of_session(_("The group looks at this again on {day}").format(day=words.day(day))))
    for decision in facts.cards("decision"):
        again = words.parse_day(str(facts.value(decision, "look_again") or ""))
        if again:
            words_ = _("{decision} is looked at again on {day}")
            said.append(
                cited(facts, words_.format(decision=words.quoted(decision.label), day=words.day(again)), decision)
            )
    return said


def suppliers(facts: DraftFacts) -> list[Text]:
    """Return who supplies what."""
    said = []
    for person in facts.cards("stakeholder"):
        supplied = facts.targets(person, "supplies")
        if supplied:
            said.append(
                cited(
                    facts, _("{who} supplies {what}").format(who=person.label, what=labels(supplied)), person, *supplied
                )
            )
    return said


def owners(facts: DraftFacts) -> list[Text]:
    """Return who answers for the AI parts."""
    said = []
    for part in facts.ai_parts():
        people = facts.owners(part)
        words_ = (
            _("{who} answers for {part}").format(who=labels(people), part=part.label)
            if people
            else _("Nobody answers for {part} yet").format(part=part.label)
        )
        said.append(cited(facts, words_, part, *people))
    return said


def missing_abilities(facts: DraftFacts) -> list[Text]:
    """Return who lacks which skill or ability."""
    said = []
    for ability in facts.cards("competency", "capability"):
        people = facts.sources("lacks-ability", ability, "stakeholder")
        if people:
            words_ = _("{who} lacks {ability}").format(who=labels(people), ability=words.quoted(ability.label))
            said.append(cited(facts, words_, ability, *people))
    return said


def consulted(facts: DraftFacts, *voices: str) -> list[Text]:
    """Return the people and groups on the map with one of these voices."""
    found = [c for c in facts.cards("stakeholder") if str(facts.value(c, "voice") or "present") in voices]
    sentence = {
        "present": _("{who} took part in the workshop"),
        "represented": _("{who} was not there; {others} spoke for them"),
        "absent": _("{who} was not there, and nobody spoke for them"),
    }
    said = []
    for card in found:
        voice = str(facts.value(card, "voice") or "present")
        others = facts.sources("represents", card, "stakeholder")
        words_ = sentence[voice].format(who=card.label, others=labels(others) or _("others"))
        said.append(cited(facts, words_, card, *others))
    return said


def data_left_out(facts: DraftFacts) -> list[Text]:
    """Return which groups the data leave out."""
    said = []
    for part in facts.cards("component"):
        people = facts.targets(part, "leaves-out", "stakeholder")
        if people:
            words_ = _("{part} leaves out {who}").format(part=part.label, who=labels(people))
            said.append(cited(facts, words_, part, *people))
    return said


def data_sources(facts: DraftFacts) -> list[Text]:
    """Return the data that feed the system, and whether they are about persons."""
    said = []
    personal = {"yes": _("holds personal data"), "no": _("holds no personal data")}
    for part in facts.cards("component"):
        if facts.group(part) != "data":
            continue
        tail = personal.get(
            str(facts.value(part, "personal_data") or ""), _("nobody said whether it holds personal data")
        )
        said.append(cited(facts, f"{noted(part).rstrip('.')}; {tail}", part))
    return said


def reply_route(facts: DraftFacts) -> list[Text]:
    """Return where and until when people can answer, and what is done with it."""
    session = facts.board.session
    said = []
    for name, sentence in (
        ("reply_to", _("Answers are given to: {words}")),
        ("reply_use", _("What is done with answers: {words}")),
    ):
        value = str(value_of(session, name) or "").strip()
        if value:
            said.append(of_session(sentence.format(words=value)))
    return said


def agreement(facts: DraftFacts) -> list[Text]:
    """Return how the rated statements came out, as everybody may see it."""
    said = []
    for statement_id, opinion in facts.opinions.items():
        statement = facts.board.statements.get(statement_id)
        if statement is None or not opinion.get("n"):
            continue
        band = str(opinion.get("band") or _("too few answers"))
        about = facts.board.elements.get(statement.about)
        words_ = _("{statement} {n} answers, mean {mean}, {band}").format(
            statement=words.quoted(statement.label),
            n=opinion["n"],
            mean=words.figure(float(opinion["mean"])) if opinion.get("mean") is not None else "–",
            band=band,
        )
        number = _("statement {n}").format(n=facts.statement_number(statement_id))
        said.append(cited(facts, f"{words_} ({number})", about) if about else of_session(f"{words_} ({number})"))
    return said
