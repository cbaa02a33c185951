"""Answers that several instruments ask for: who is affected, which harms, who checks, what is done and weighed."""

from __future__ import annotations

from collections.abc import Iterable

from stworkshop.analysis import naming
from stworkshop.analysis.checks.law import overseen
from stworkshop.analysis.checks.people import speakers
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import attribution
from stworkshop.model.records import Element, value_of
from stworkshop.report import words
from stworkshop.report.content.blocks import Text
from stworkshop.report.drafts.kit import (
    DraftFacts,
    cited,
    described,
    each,
    labels,
    noted,
    of_session,
    stopless,
    with_more,
)
from stworkshop.rounds.risk_order import risk_order
from stworkshop.rounds.voices import people_listed

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
            ("automates", _("{process}: decided or done by {part}, without a person deciding each case")),
            ("informs", _("{process}: people decide, with information from {part}")),
            ("enables", _("{process}: made possible by {part}")),
        ):
            for process in facts.targets(part, relation, "process", "public-service"):
                said.append(
                    cited(
                        facts,
                        sentence.format(part=stopless(part.label), process=stopless(process.label)),
                        part,
                        process,
                    )
                )
    return said


def step_details(facts: DraftFacts) -> list[Text]:
    """Return what was written down of each step of the work."""
    said = []
    for process in facts.cards("process"):
        details = []
        for name, sentence in (("trigger", _("what starts it: {words}")), ("steps", _("what happens: {words}"))):
            value = " ".join(str(facts.value(process, name) or "").split())
            if value:
                details.append(sentence.format(words=stopless(value)))
        kind = {"advisory": _("its result is advice"), "binding": _("its result is a decision")}
        details.append(kind.get(str(facts.value(process, "decision_type")), ""))
        if any(details):
            said.append(cited(facts, with_more(process.label, "; ".join(d for d in details if d)), process))
    return said


def time_and_frequency(facts: DraftFacts) -> list[Text]:
    """Return for how long and how often the AI parts are used."""
    said = []
    for part in facts.ai_parts():
        for name, sentence in (
            ("period", _("{part}; time of use: {value}")),
            ("frequency", _("{part}; how often it is used: {value}")),
        ):
            value = str(facts.value(part, name) or "").strip()
            if value:
                said.append(cited(facts, sentence.format(part=stopless(part.label), value=value), part))
    return said


def affected_people(facts: DraftFacts) -> list[Text]:
    """Return who is affected, how, and whether somebody spoke for them, those hit directly first."""
    voices = {
        "present": _("they were in the room"),
        "represented": _("others spoke for them"),
        "absent": _("nobody in the room spoke for them"),
    }
    said = []
    order = ("direct", "indirect")
    for card in sorted(facts.affected(), key=lambda c: order.index(a) if (a := _touch(facts, c)) in order else 2):
        how = {
            "direct": _("{who} would be affected directly; {voice}"),
            "indirect": _("{who} would be affected indirectly; {voice}"),
        }.get(_touch(facts, card), _("{who} could be harmed; {voice}"))
        heard = "represented" if facts.voice(card) == "absent" and speakers(facts, card) else facts.voice(card)
        voice = voices.get(heard, _("nobody has said yet whether they were in the room"))
        said.append(cited(facts, how.format(who=naming.at_start(card.label, facts.catalogue), voice=voice), card))
    return said


def _touch(facts: DraftFacts, card: Element) -> str:
    return str(facts.value(card, "affected") or "")


def risks(facts: DraftFacts) -> list[Element]:
    """Return the risks that a draft is about, in the order of all prints."""
    order = risk_order(facts.board)
    return sorted(facts.cards("risk"), key=lambda risk: order.index(risk.id))


def harms(facts: DraftFacts) -> list[Text]:
    """Return each risk with who would be harmed and how it was rated, those that matter most first."""
    said = []
    for risk in risks(facts):
        harmed = facts.targets(risk, "harms", "stakeholder")
        who = _("nobody has said yet who would be harmed")
        if harmed:
            who = _("would harm {who}").format(who=labels(harmed))
        rated = [
            sentence.format(n=facts.value(risk, name))
            for name, sentence in (("severity", _("how bad: {n} of 5")), ("likelihood", _("how likely: {n} of 5")))
            if facts.value(risk, name)
        ]
        back = facts.word(risk, "reversible")
        parts = [who, *rated, *([_("can it be put right: {word}").format(word=back.lower())] if back else [])]
        said.append(cited(facts, with_more(risk.label, "; ".join(parts)), risk, *harmed))
    return said


def concerns(facts: DraftFacts, *types: str) -> list[Text]:
    """Return concerns with who holds them, and which are hopes or assumed; all where no sort is given."""
    return [voiced(facts, concern) for concern in (facts.concerns_of(*types) if types else facts.cards("concern"))]


def voiced(facts: DraftFacts, concern: Element) -> Text:
    """Return a concern with who holds it; what nobody said is not passed off as anybody's words."""
    holders = facts.sources("has-concern", concern, "stakeholder")
    parts = [_("held by {who}").format(who=labels(holders))] if holders else []
    feeling = {"worry": _("a worry"), "hope": _("a hope"), "both": _("a worry and a hope")}
    parts.append(feeling.get(str(facts.value(concern, "feeling")), ""))
    basis = {
        "own-words": "",
        "reported": _("told by others"),
        "assumed": _("assumed, nobody said it"),
    }
    whose = str(facts.value(concern, "basis"))
    parts.append(basis.get(whose, _("not said whose words")))
    parts = [part for part in parts if part]
    told = words.quoted(concern.label) if whose == "own-words" else stopless(concern.label)
    said = _("{words} ({more})").format(words=told, more="; ".join(parts)) if parts else told
    return cited(facts, said, concern, *holders)


def oversight(facts: DraftFacts) -> list[Text]:
    """Return where people check, and who; and the AI parts of which nobody said who checks them."""
    said = []
    for point in facts.parts(OVERSIGHT):
        checked = facts.targets(point, "oversees")
        owners = facts.owners(point)
        parts = [stopless(described(facts, point))]
        if checked:
            parts.append(_("what is checked: {what}").format(what=labels(checked)))
        parts.append(_responsible(owners))
        said.append(cited(facts, "; ".join(parts), point, *checked, *owners))
    for person in facts.cards("stakeholder"):
        checked = facts.targets(person, "oversees")
        if checked:
            said.append(
                cited(
                    facts,
                    _("Checked by {who}: {what}").format(who=person.label, what=labels(checked)),
                    person,
                    *checked,
                )
            )
    unchecked = [part for part in facts.ai_parts() if not overseen(facts, part) and not _checked_at_work(facts, part)]
    if unchecked:
        said.append(cited(facts, _("Nobody has said yet who checks {what}").format(what=labels(unchecked)), *unchecked))
    return said


def _checked_at_work(facts: DraftFacts, part: Element) -> bool:
    """Tell whether a person checks in a step of the work that the part informs: that is told of the point itself."""
    steps = facts.targets(part, "informs", "process")
    return any(p.type == OVERSIGHT for step in steps for p in facts.sources("part-of", step, "component"))


def measures(facts: DraftFacts, *types: str) -> list[Text]:
    """Return measures with the risks they reduce, their status and who does them; all where no sort is given."""
    return _told_measures(facts, facts.measures(*types))


def against_unfairness(facts: DraftFacts) -> list[Text]:
    """Return the measures against bias: those of its sorts, and what answers a worry or harm of unfairness."""
    found = facts.measures("mit-bias-testing", "mit-data-quality-checks")
    for measure in facts.measures():
        meant = [*facts.targets(measure, "addresses", "concern"), *facts.targets(measure, "mitigates", "risk")]
        if measure not in found and any(card.type in ("discrimination", "harm-discrimination") for card in meant):
            found.append(measure)
    return _told_measures(facts, found)


def _told_measures(facts: DraftFacts, found: Iterable[Element]) -> list[Text]:
    said = []
    for measure in found:
        risks = facts.targets(measure, "mitigates", "risk")
        owners = facts.owners(measure)
        parts = [facts.word(measure, "status").lower()]
        if risks:
            named = words.joined([words.quoted(stopless(risk.label)) for risk in risks])
            parts.append(_("against {risks}").format(risks=named))
        parts.append(_("who does it: {who}").format(who=labels(owners)) if owners else _("nobody has taken it on yet"))
        told = "; ".join(part for part in parts if part)
        sentence = _("{measure} ({more})").format(measure=stopless(noted(measure)), more=told)
        said.append(cited(facts, sentence, measure, *risks, *owners))
    return said


def bare_risks(facts: DraftFacts) -> list[Text]:
    """Return the risks against which no measure stands."""
    bare = [risk for risk in risks(facts) if facts.bare(risk)]

    def told(risk: Element) -> str:
        dropped = len(facts.sources("mitigates", risk, "mitigation"))
        said = _("No measure was named against {risk}")
        if dropped:
            said = ngettext(
                "The only measure against {risk} was turned down",
                "All measures against {risk} were turned down",
                dropped,
            )
        return said.format(risk=words.quoted(risk.label))

    return each(facts, bare, told)


def complaints(facts: DraftFacts) -> list[Text]:
    """Return how people can complain, appeal or ask."""
    said = each(facts, facts.parts(*APPEAL))
    said += each(facts, [p for p in facts.cards("process") if p.type == "proc-complaint"])
    return said + measures(facts, "mit-appeal-route")


def benefits(facts: DraftFacts) -> list[Text]:
    """Return what good it should do, for whom, and by which sign one would know."""
    said = []
    for outcome in facts.cards("outcome"):
        situation = facts.value(outcome, "situation")
        if facts.value(outcome, "intended") == "no" or situation in ("today", "without-ai"):
            continue
        who = facts.targets(outcome, "benefits", "stakeholder")
        sign = str(facts.value(outcome, "indicator") or "").strip()
        parts = [stopless(outcome.label)]
        parts.append(_("good for {who}").format(who=labels(who)) if who else _("nobody has said yet for whom"))
        parts.append(_("sign: {sign}").format(sign=sign.rstrip(".")) if sign else _("no sign was agreed"))
        if services := facts.serving(outcome):
            parts.append(_("aim of the whole service {service}").format(service=_quoted(services)))
        goals = facts.word(outcome, "sdgs")
        parts += [_("global goals: {goals}").format(goals=goals)] if goals else []
        if situation != "with-ai":
            parts.append(_("nobody has said yet whether with the AI or without it"))
        meant = {"yes": "", "unknown": _("it is not known whether it is meant to happen")}
        parts.append(
            meant.get(str(facts.value(outcome, "intended")), _("nobody has said yet whether it is meant to happen"))
        )
        said.append(cited(facts, "; ".join(part for part in parts if part), outcome, *who))
    return said


def _quoted(cards: list[Element]) -> str:
    return words.joined([words.quoted(stopless(card.label)) for card in cards])


def suppliers(facts: DraftFacts) -> list[Text]:
    """Return who supplies what."""
    said = []
    for person in facts.cards("stakeholder"):
        supplied = facts.targets(person, "supplies")
        if supplied:
            said.append(
                cited(
                    facts,
                    _("Supplied by {who}: {what}").format(who=person.label, what=labels(supplied)),
                    person,
                    *supplied,
                )
            )
    return said


def owners(facts: DraftFacts) -> list[Text]:
    """Return who answers for the AI parts."""
    said = []
    for part in facts.ai_parts():
        people = facts.owners(part)
        said.append(cited(facts, f"{stopless(part.label)}; {_responsible(people)}", part, *people))
    return said


def _responsible(people: list[Element]) -> str:
    return _("responsible: {who}").format(who=labels(people)) if people else _("we do not know who is responsible")


def missing_abilities(facts: DraftFacts) -> list[Text]:
    """Return who lacks which skill or ability."""
    said = []
    for ability in facts.cards("competency", "capability"):
        people = facts.sources("lacks-ability", ability, "stakeholder")
        if people:
            words_ = _("Missing so far: {ability} ({who})").format(
                who=labels(people), ability=words.quoted(ability.label)
            )
            said.append(cited(facts, words_, ability, *people))
    return said


def consulted(facts: DraftFacts, *voices: str, among: list[Element] | None = None) -> list[Text]:
    """Return the people and groups on the map, or among some, with one of these voices."""
    people = facts.cards("stakeholder") if among is None else among
    found = [card for card in people if facts.voice(card) in voices]
    sentence = {
        "present": _("{who} took part in the workshop"),
        "represented": _("{who}: {others} spoke for them"),  # one of them may have come all the same
        "only-represented": _("{who}: not in the room; {others} spoke for them"),
        "absent": _("{who}: not in the room, and nobody spoke for them"),
        "listed": _("{who}: marked as missing, but somebody was there for them"),
        "": _("{who}: nobody has said yet whether they took part"),
    }
    said = []
    listed = people_listed(facts.board) if attribution.shows_roles(facts.board.session) else frozenset()
    for card in found:
        others = facts.sources("represents", card, "stakeholder")
        voice = "only-represented" if others and facts.voice(card) == "absent" else facts.voice(card)
        if facts.voice(card) == "absent" and card.id in listed:
            voice = "listed"
        who = naming.at_start(card.label, facts.catalogue)
        words_ = sentence[voice].format(who=who, others=labels(others) or _("others"))
        said.append(cited(facts, words_, card, *(others if "{others}" in sentence[voice] else ())))
    return said


def data_left_out(facts: DraftFacts) -> list[Text]:
    """Return which groups the data leave out."""
    said = []
    for part in facts.cards("component"):
        people = facts.targets(part, "leaves-out", "stakeholder")
        if people:
            words_ = _("Left out of {part}: {who}").format(part=part.label, who=labels(people))
            said.append(cited(facts, words_, part, *people))
    return said


def data_sources(facts: DraftFacts) -> list[Text]:
    """Return the data that feed the system, and whether they are about persons."""
    said = []
    personal = {"yes": _("with personal data"), "no": _("without personal data")}
    for part in facts.cards("component"):
        if not facts.feeds(part):
            continue
        tail = personal.get(
            str(facts.value(part, "personal_data") or ""), _("nobody has said yet whether with personal data")
        )
        said.append(cited(facts, f"{stopless(described(facts, part))}; {tail}", part))
    return said


def reply_route(facts: DraftFacts) -> list[Text]:
    """Return where and until when people can answer, and what is done with it."""
    session = facts.board.session
    said = []
    for name, sentence in (
        ("reply_to", _("Replies go to: {words}")),
        ("reply_use", _("What happens to replies: {words}")),
    ):
        value = str(value_of(session, name) or "").strip()
        if value:
            said.append(of_session(sentence.format(words=value)))
    return said
