"""The letter to people who were not there: what was said about them, and how they can answer before all is final."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis import naming
from stworkshop.analysis.checks.people import is_affected, speakers
from stworkshop.errors import KnownError
from stworkshop.graphics.text_measure import ELLIPSIS
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, value_of
from stworkshop.model.wording import ended
from stworkshop.report import words
from stworkshop.report.content.absent_blocks import Letter, LetterRow, Said, TearOff
from stworkshop.report.content.blocks import Outline, Section, Span, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import people
from stworkshop.report.editions.decisions import due_of
from stworkshop.report.editions.risks import status_word
from stworkshop.report.editions.who_bears_harm import risks_in_order
from stworkshop.rounds import verdicts

REPLY_FIELDS = ("reply_to", "reply_until", "reply_use")
"""Fields of the session without which nobody is asked for an answer."""

_VOICES = ("absent", "represented")
_LINES = 3
_LONGEST = 90


def missing_fields(board: Board) -> tuple[str, ...]:
    """Return the fields of the session without which this is not printed: nobody should answer into the dark."""
    session = board.session
    found = []
    for name in REPLY_FIELDS:
        value = str(value_of(session, name) or "").strip()
        if not value or (name == "reply_until" and words.parse_day(value) is None):
            found.append(name)
    return tuple(found)


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return the letters, a section for each group; raises KnownError where there is nobody, or no way to answer."""
    facts = Facts(board, catalogue)
    to = _people(facts)
    if not to:
        raise KnownError(
            _("No group on the map is marked as missing and affected, so there is nobody to write to."),
            todo=_("Mark on the card of a group that it was not here, and that it is affected."),
        )
    missing = missing_fields(board)
    if missing:
        fields = catalogue.record_fields("session")
        names = words.joined(words.quoted(fields[name].label) if name in fields else name for name in missing)
        raise KnownError(
            _("The letter to people who were not there needs {fields}, so that answers arrive.").format(fields=names),
            todo=_("Fill this in under the session’s details, then print again."),
        )
    session = board.session
    return Outline(
        edition="absent",
        edition_title=_("For people who were not there"),
        title=facts.title,
        language=session.language or "en",
        draft="" if session.read_back == "yes" else _("Draft, not yet read back"),
        foot=session.source,
        sections=tuple(_letter(facts, person) for person in to),
    )


def _people(facts: Facts) -> list[Element]:
    people_ = [p for p in facts.cards("stakeholder") if facts.value(p, "voice") in _VOICES and is_affected(facts, p)]
    return sorted(people_, key=lambda person: _VOICES.index(facts.value(person, "voice")))


def _letter(facts: Facts, person: Element) -> Section:
    rows = (
        LetterRow(_("Why this concerns you"), tuple(_why(facts, person))),
        LetterRow(_("What we noted about you"), tuple(_assumed(facts, person))),
        LetterRow(_("How it could help"), tuple(_help(facts, person))),
        LetterRow(_("How it could harm"), tuple(_harm(facts, person))),
        LetterRow(_("Not yet decided"), tuple(_undecided(facts, person))),
        LetterRow(_("Our questions to you"), tuple(_questions(facts, person))),
        LetterRow(_("What happens next"), tuple(_next(facts, person))),
    )
    said = (Letter(tuple(row for row in rows if row.said)), _tear_off(facts, person))
    return Section(f"absent-{person.id}", _title(facts, person), said, alone=True)


# --- the letter


def _title(facts: Facts, person: Element) -> str:
    about = _matter(facts, person)
    name = naming.in_sentence(person.label, facts.catalogue) or facts.card(person).code
    return _("A letter to {people} about {matter}").format(people=_short(name), matter=words.quoted(_short(about)))


def _short(label: str) -> str:
    """Return a label as a title holds it; the letter and its answer have it in full."""
    if len(label) <= _LONGEST:
        return label
    return label[:_LONGEST].rsplit(" ", 1)[0].rstrip(" .,;:-") + ELLIPSIS


def _matter(facts: Facts, person: Element) -> str:
    """Return what a letter is about: what touches the group, else what it uses, else the service, else the session."""
    named = [
        *facts.targets(person, "affected-by", "public-service", "process", "component"),
        *facts.targets(person, "uses", "public-service", "process", "component"),
        *facts.cards("public-service"),
    ]
    found = next((card.label for card in named if card.label.strip()), "")
    return found.strip().rstrip(".") or facts.board.session.entity_of_interest.strip().rstrip(".") or facts.title


def _why(facts: Facts, person: Element) -> Iterator[Said]:
    session = facts.board.session
    about = session.description.strip() or session.entity_of_interest.strip()
    question = session.workshop_question.strip()
    if about:
        yield Said(text(ended(about)), (session.id,))
    if question:
        yield Said(text(_("People met and asked:") + " ", Span(words.quoted(question))), (session.id,))
    if person.note.strip():
        yield Said(text(_("We wrote about you:") + " ", ended(person.note.strip())), (person.id,))
    yield _touched(facts, person)
    for data in facts.sources("leaves-out", person):
        left = _("You are missing in these data: {data}.").format(data=data.label.rstrip("."))
        yield Said(text(Span(left, "strong")), (person.id, data.id))


def _touched(facts: Facts, person: Element) -> Said:
    touching = facts.targets(person, "affected-by")
    ids = (person.id, *(card.id for card in touching))
    how = {
        "direct": _("This would affect you directly"),
        "indirect": _("This would affect you indirectly"),
    }.get(str(facts.value(person, "affected")), _("This could affect you"))
    by = words.joined(card.label.rstrip(".") for card in touching)
    return Said(text(f"{how}: {by}." if by else f"{how}."), ids)


def _assumed(facts: Facts, person: Element) -> Iterator[Said]:
    by = speakers(facts, person)
    if by:
        named = words.joined(naming.in_sentence(other.label, facts.catalogue) for other in by)
        spoke = _("{who} spoke for you.").format(who=words.capital(named))
        yield Said(text(spoke), (person.id, *(other.id for other in by)))
    else:
        yield Said(text(_("Nobody in the room spoke for you.")), (person.id,))
    concerns = facts.targets(person, "has-concern", "concern")
    intros = {
        "assumed": _("We think this matters to you, but you did not say so:"),
        "reported": _("Others told us:"),
        "own-words": _("Said in the room, in these words:"),
    }
    for basis, intro in intros.items():
        some = [concern for concern in concerns if facts.value(concern, "basis") == basis]
        if some:
            yield Said(text(Span(intro, "strong")))
        for concern in some:
            quoted = [Span(span.text, "quote") if basis == "own-words" else span for span in _words(facts, concern)]
            yield Said(text(*quoted), (concern.id,))
    if not concerns:
        yield Said(text(Span(_("We wrote down no worry and no hope of yours."), "missing")), (person.id,))


def _words(facts: Facts, concern: Element) -> tuple[Span, ...]:
    return people.concern_words(facts, concern)


def _help(facts: Facts, person: Element) -> Iterator[Said]:
    found = facts.sources("benefits", person)
    for card in found:
        yield Said(text(ended(card.label)), (card.id, person.id))
    if not found:
        yield Said(text(Span(_("We wrote down nothing that would help you."), "missing")), (person.id,))


def _harm(facts: Facts, person: Element) -> Iterator[Said]:
    found = [risk for risk in risks_in_order(facts) if person in facts.targets(risk, "harms", "stakeholder")]
    for risk in found:
        measures = facts.against(risk)
        ids = (risk.id, person.id, *(measure.id for measure in measures))
        spans: list[str | Span] = [ended(risk.label) + " "]
        if measures:
            spans.append(Span(_("What can help:") + " ", "strong"))
            told = (f"{m.label.rstrip('.')} ({status_word(str(facts.value(m, 'status')))})" for m in measures)
            spans.append("; ".join(told) + ".")
        else:
            spans.append(Span(_("We have named nothing against it yet."), "missing"))
        yield Said(text(*spans), ids)
    if not found:
        yield Said(text(Span(_("We wrote down no harm for you. Do you see one?"), "missing")), (person.id,))


def _undecided(facts: Facts, person: Element) -> Iterator[Said]:
    """Yield decisions that are not taken, and open questions about what affects somebody."""
    found = [(d, v) for d in facts.cards("decision") if not verdicts.is_decided(v := verdicts.verdict_of(facts, d))]
    undecided = {
        "contested": _("The group is split."), "differing": _("Opinions differ."), "deferred": _("We put it off."),
    }  # fmt: skip
    for decision, verdict in found:
        open_ = _("It is open.") if verdict == "open" else verdicts.verdict_words(verdict)
        yield Said(text(ended(decision.label) + " ", Span(undecided.get(verdict, open_), "strong")), (decision.id,))
    unknown = _questions_about_matters(facts, person)
    for question in unknown:
        yield Said(text(_("We do not know yet:") + " ", ended(question.label)), (question.id,))
    if not found and not unknown:
        yield Said(text(_("We wrote down no open decision.")))


def _questions_about_matters(facts: Facts, person: Element) -> list[Element]:
    """Return the open questions about what affects somebody or what they use, but for those that the letter asks."""
    asked = _open_questions(facts, person)
    matters = [*facts.targets(person, "affected-by"), *facts.targets(person, "uses")]
    found = {q.id: q for matter in matters for q in facts.sources("about", matter, "open-question")}
    return [q for q in found.values() if q not in asked and not facts.is_answered(q)]


def _open_questions(facts: Facts, person: Element) -> list[Element]:
    questions, _tasks = people.taken_up(facts, person)
    for concern in facts.targets(person, "has-concern", "concern"):
        questions += [q for q in facts.sources("about", concern, "open-question") if q not in questions]
    return [question for question in questions if not facts.is_answered(question)]


def _questions(facts: Facts, person: Element) -> Iterator[Said]:
    for question in _open_questions(facts, person):
        yield Said(text(question.label), (question.id,))


def _next(facts: Facts, person: Element) -> Iterator[Said]:
    session = facts.board.session
    _found, tasks = people.taken_up(facts, person)
    for task in tasks:
        owners = facts.owners(task)
        who = words.joined(owner.label for owner in owners)
        due = due_of(task)
        day = words.day(due, short=True) if due else ""
        when = _("by {day}").format(day=day) if day else _("no date is set")
        unclaimed = _("planned for {day}, but nobody has taken it on yet").format(day=day)
        nobody = unclaimed if day else _("nobody has taken it on yet, and no date is set")
        said = f"{task.label.rstrip('.')}: {f'{who}, {when}' if who else nobody}."
        yield Said(text(said), (task.id, *(owner.id for owner in owners)))
    if not tasks:
        yield Said(text(_("We are asking you by this letter.")), (person.id,))
    review = words.parse_day(session.review_on)
    if review:
        yield Said(text(_("Everything will be reviewed on {day}.").format(day=words.day(review))), (session.id,))
    use = str(value_of(session, "reply_use") or "").strip()
    yield Said(text(Span(_("What happens to your answer:") + " ", "strong"), ended(use)), (session.id,))


# --- the answer


def _tear_off(facts: Facts, person: Element) -> TearOff:
    session = facts.board.session
    until = words.parse_day(str(value_of(session, "reply_until") or ""))
    to = str(value_of(session, "reply_to") or "").strip().rstrip(".")
    day = words.day(until, short=True) if until else ""
    people = naming.in_sentence(person.label, facts.catalogue)
    of = _("From {people}, about “{session}”.").format(people=people, session=facts.title)
    route = text(
        Span(_("Give it to:") + " ", "quiet"),
        Span(to, "strong"),
        ", ",
        Span(_("until {day}.").format(day=day) + " ", "strong"),
        Span(of, "quiet"),
    )
    questions = [Said(text(question.label), (question.id,)) for question in _open_questions(facts, person)]
    return TearOff(
        title=_("Your answer"),
        hint=_("You do not have to give your name, and you need no internet."),
        ticks=tuple(_ticks(facts, person)),
        choices=(_("yes"), _("no"), _("partly")),
        questions=tuple(questions) or (Said(text(_("What should we know?"))),),
        lines=_LINES,
        route=Said(route, (session.id, person.id)),
    )


def _ticks(facts: Facts, person: Element) -> Iterator[Said]:
    """Yield what was assumed or told of a group, as a question to tick."""
    concerns = facts.targets(person, "has-concern", "concern")
    asked = [concern for concern in concerns if facts.value(concern, "basis") != "own-words"] or concerns
    for concern in asked:
        ask = {"worry": _("Do you worry about this?"), "hope": _("Do you hope for this?")}.get(
            str(facts.value(concern, "feeling")), _("Is this true for you?")
        )
        yield Said(text(ended(concern.label) + " ", ask), (concern.id,))
