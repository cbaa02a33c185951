"""Who was there, who was spoken for, who was missing; and what matters most, in people's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis import naming
from stworkshop.analysis.checks.people import is_affected, speakers
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda, attribution
from stworkshop.model.records import Element, Round
from stworkshop.report import words
from stworkshop.report.content.blocks import (  # fmt: skip
    Block,
    CardList,
    CardWords,
    DotRow,
    Dots,
    Paragraph,
    Section,
    Span,
    Text,
    VoiceGroup,
    VoiceRow,
    Voices,
    text,
)
from stworkshop.report.content.facts import Facts
from stworkshop.rounds.agreement import closed_rounds, dot_figures, figures_of
from stworkshop.rounds.answers_in_words import counted_side, either, from_side, heads_not_counted, side_names
from stworkshop.rounds.voices import NOT_SAID, VOICES, people_listed

_VOTES = ("rating", "dots", "ranking")


def section(facts: Facts) -> Section:
    """Return the section about people and what matters to them."""
    blocks: list[Block] = [voices(facts)]
    rounds = closed_rounds(facts.board, "dots")
    for number, round_ in enumerate(rounds):
        blocks.append(_dots(facts, round_, first=number == 0))
    blocks.extend(_ranking(facts, round_) for round_ in closed_rounds(facts.board, "ranking"))
    blocks.extend(_concerns(facts, rounds))
    return Section("people", _("Who was there, and what matters most"), tuple(blocks))


def voices(facts: Facts) -> Voices:
    """Return everybody on the map by voice."""
    people: dict[str, list[Element]] = {voice: [] for voice in (*VOICES, NOT_SAID)}
    for person in facts.cards("stakeholder"):
        people[facts.voice(person)].append(person)
    present, represented, absent = (people[voice] for voice in VOICES)
    groups = (
        VoiceGroup(
            "present",
            ngettext("In the room: {n} group", "In the room: {n} groups", len(present)).format(n=len(present)),
            tuple(VoiceRow(facts.card(p)) for p in present),
        ),
        VoiceGroup(
            "represented",
            ngettext("Spoken for: {n} group", "Spoken for: {n} groups", len(represented)).format(n=len(represented)),
            tuple(VoiceRow(facts.card(p), tuple(_spoken_for(facts, p))) for p in represented),
        ),
        VoiceGroup(
            "absent",
            ngettext("Missing: {n} group", "Missing: {n} groups", len(absent)).format(n=len(absent)),
            tuple(VoiceRow(facts.card(p), tuple(_missing(facts, p))) for p in absent),
        ),
    )
    return Voices(groups, text(*_who_took_part(facts), *_unsaid(facts, people[NOT_SAID])))


def _unsaid(facts: Facts, people: Sequence[Element]) -> Iterator[Span]:
    """Yield of whom nobody has said yet whether they were here: they count neither as here nor as missing."""
    if people:
        named = [_("{who} ({code})").format(who=p.label.strip(), code=facts.card(p).code) for p in people]
        said = _("Nobody has said yet whether these were here: {people}.").format(people=words.joined(named))
        yield Span(f" {said}", "missing")


def _spoken_for(facts: Facts, person: Element) -> Iterator[Text]:
    by = [naming.in_sentence(other.label, facts.catalogue) for other in speakers(facts, person)]
    yield (
        text(Span(_("by {who}").format(who=words.joined(by)), "quiet"))
        if by
        else text(Span(_("We did not write down who spoke for them."), "missing"))
    )
    session = facts.board.session
    here = [p for p in facts.board.participants.values() if p.stakeholder == person.id]
    if attribution.shows_names(session):
        for participant in here:
            if participant.label.strip():
                yield text(Span(_("{who} took part.").format(who=words.capital(participant.label.strip())), "quiet"))
    elif here and attribution.shows_roles(session):
        taking = ngettext("{n} person took part.", "{n} people took part.", len(here))
        yield text(Span(taking.format(n=words.capital(words.number(len(here)))), "quiet"))


def absent_but_spoken_for(facts: Facts) -> list[Element]:
    """Return the groups that others spoke for and of which nobody came, as far as may be told who came."""
    came = people_listed(facts.board) if attribution.shows_roles(facts.board.session) else frozenset()
    return [p for p in facts.cards("stakeholder") if facts.voice(p) == "represented" and p.id not in came]


def _missing(facts: Facts, person: Element) -> Iterator[Text]:
    if person.note.strip():
        yield text(Span(person.note, "quiet"))
    by = [naming.in_sentence(other.label, facts.catalogue) for other in speakers(facts, person)]
    if by:
        yield text(Span(_("{who} spoke for them.").format(who=words.capital(words.joined(by))), "quiet"))
    elif is_affected(facts, person):
        follow = _follow_up(facts, person)
        sentence = _("They are affected, but nobody here spoke for them.")
        yield text(Span(f"{sentence} {follow}".strip(), "missing"))


def taken_up(facts: Facts, person: Element) -> tuple[list[Element], list[Element]]:
    """Return the questions about somebody, and the tasks that take up what somebody needs, in the order of making.

    A task does so that is linked with them or answers a concern of theirs, and one that follows from such a question,
    or from a decision that answers such a concern.
    """
    linked = [facts.board.elements[i] for i in facts.board.neighbours(person.id)]
    questions = [e for e in linked if e.kind == "open-question"]
    tasks = [e for e in linked if e.kind == "action"]
    leading = list(questions)
    for concern in facts.targets(person, "has-concern", "concern"):
        tasks += facts.sources("addresses", concern, "action")
        leading += facts.sources("addresses", concern, "decision")
    for card in leading:
        tasks += facts.targets(card, "leads-to", "action")
    found = {task.id: task for task in tasks}
    return sorted(questions, key=lambda e: e.seq), sorted(found.values(), key=lambda e: e.seq)


def _follow_up(facts: Facts, person: Element) -> str:
    """Return which questions and tasks take up what somebody needs."""
    questions, tasks = taken_up(facts, person)
    parts = [_("question {code}").format(code=facts.card(q).code) for q in questions]
    parts += [_("task {code}").format(code=facts.card(t).code) for t in tasks]
    if not parts:
        return ""
    listed = words.capital(words.joined(parts))
    return ngettext("{what} follows this up.", "{what} follow this up.", len(parts)).format(what=listed)


def _who_took_part(facts: Facts) -> Text:
    participants = list(facts.board.participants.values())
    if not participants:
        return text(Span(_("No participants are listed."), "missing"))
    n = len(participants)
    counts = {side: sum(p.side == side for p in participants) for side in side_names()}
    came = [counted_side(side, count) for side, count in counts.items() if count]
    if unsaid := sum(not p.side for p in participants):
        unknown = ngettext("{n} whose side nobody said", "{n} whose side nobody said", unsaid)
        came.append(unknown.format(n=words.number(unsaid)))
    listed, sides = words.capital(words.number(n)), words.joined(came)
    room = people_in_the_room(facts)
    if room > n:  # who is not listed may have come from anywhere
        known = ngettext("{n} of them is listed: {sides}.", "{n} of them are listed: {sides}.", n)
        least = _("At least {room} people took part.").format(room=words.number(room))
        return text(Span(f"{least} {known.format(n=listed, sides=sides)}", "quiet"))
    sentence = ngettext("{n} person took part: {sides}.", "{n} people took part: {sides}.", n)
    sentence = sentence.format(n=listed, sides=sides)
    here = {str(facts.value(p, "side")) for p in facts.cards("stakeholder") if facts.voice(p) == "present"}
    if absent := [from_side(side) for side, count in counts.items() if not count and side not in here]:
        sentence += " " + _("Nobody came from {sides}.").format(sides=either(absent))
    return text(Span(sentence, "quiet"))


def people_in_the_room(facts: Facts) -> int:
    """Return how many were there at least: counted by head, or with a sheet of their own in a closed round."""
    figures = [figures_of(facts.board, round_.id) for round_ in closed_rounds(facts.board, *_VOTES)]
    sheets = [int(found.get("voters") or found.get("raters_complete") or 0) for found in figures]
    return max(agenda.people_counted(facts.board), *sheets, 0)


def concern_words(facts: Facts, element: Element) -> Text:
    """Return a label as rule quote-own-words has it: quoted if said here in these words, marked if assumed."""
    if element.kind != "concern":
        return text(element.label)
    basis = facts.value(element, "basis")
    if basis == "own-words":
        return text(words.quoted(element.label))
    return text(element.label, Span(" " + _("(assumed)"), "quiet") if basis == "assumed" else "")


def _dots(facts: Facts, round_: Round, *, first: bool) -> Dots:
    entries = [e for e in dot_figures(facts.board, round_) if e["id"] in facts.board.elements]
    voters = int(figures_of(facts.board, round_.id).get("voters") or 0)
    rows = [_dot_row(facts, entry, voters) for entry in entries if entry["dots"]]
    names = side_names()
    seen = [side for side in facts.catalogue.sides if any(dict(row.by_side).get(side) for row in rows)]
    title = most_title(facts, [row.card.id for row in rows]) if first else round_.question or round_.label
    sides = tuple((side, names.get(side, side)) for side in seen)
    return Dots(title, _dots_intro(facts, round_, shown=bool(seen)), sides, tuple(rows))


def most_title(facts: Facts, cards: Sequence[str]) -> str:
    """Return the title over what got dots; whose words they are is said only where it was said of each of them."""
    bases = {facts.value(facts.board.elements[card], "basis") for card in cards}
    return _("What matters most, in people’s own words") if bases == {"own-words"} else _("What matters most")


def _dots_intro(facts: Facts, round_: Round, *, shown: bool) -> Text:
    figures = figures_of(facts.board, round_.id)
    used = figures.get("dots_used")
    if used is None:
        return text(Span(words.not_shown(figures.get("voters")), "missing"))
    placed = ngettext("{n} dot was placed.", "{n} dots were placed.", used).format(n=used)
    meaning = _("They show what comes first, not who is right.")
    how = _("The round was not anonymous, as the ballot said: the shape of a dot is the side that gave it.")
    if facts.is_anonymous(round_):
        how = _("The round was anonymous, and no group is large enough for its dots to be shown on their own.")
        if shown:
            how = _("The round was anonymous. The shape of a dot is its group; very small groups are not shown.")
    not_counted = heads_not_counted(figures)
    return text(Span(" ".join(filter(None, (placed, meaning, how, not_counted))), "quiet"))


def _dot_row(facts: Facts, entry: dict[str, object], voters: int) -> DotRow:
    element = facts.board.elements[str(entry["id"])]
    dots = int(str(entry["dots"]))
    by_side = entry["by_side"] if isinstance(entry["by_side"], dict) else {}
    shown = [(side, int(by_side[side])) for side in facts.catalogue.sides if by_side.get(side)]
    rest = dots - sum(n for _side, n in shown)
    givers = _("{k} of {n}").format(k=entry["breadth"], n=voters) if voters else str(entry["breadth"])
    return DotRow(
        card=facts.card(element),
        words=concern_words(facts, element),
        holders=_holders(facts, element),
        dots=dots,
        by_side=(*shown, *((("", rest),) if rest else ())),
        givers=givers,
    )


def _holders(facts: Facts, element: Element) -> str:
    return " · ".join(person.label for person in facts.sources("has-concern", element, "stakeholder"))


def _ranking(facts: Facts, round_: Round) -> Block:
    """Return the items of a ranking in their order, without figures."""
    figures = figures_of(facts.board, round_.id)
    ranks = {item: rank for item, rank in (figures.get("mean_rank") or {}).items() if item in facts.board.elements}
    title = round_.question or round_.label
    if not ranks:
        few = Span(_("too few complete sheets to show an order."), "missing")
        return Paragraph(text(Span(title + ": ", "strong"), few))
    ordered = [facts.board.elements[item] for item in sorted(ranks, key=lambda item: ranks[item])]
    sheets = int(figures.get("raters_complete") or 0)
    note = ngettext("first to last, from {n} complete sheet", "first to last, from {n} complete sheets", sheets)
    rows = tuple(CardWords(facts.card(element), concern_words(facts, element)) for element in ordered)
    return CardList(f"{title} ({note.format(n=words.number(sheets))})", rows)


def _concerns(facts: Facts, rounds: Sequence[Round]) -> Iterator[Block]:
    dotted = {entry["id"] for round_ in rounds for entry in dot_figures(facts.board, round_) if entry["dots"]}
    rest = [c for c in facts.cards("concern") if c.id not in dotted]
    asked = {item for round_ in rounds for item in round_.items}
    without = _("Also on the map, without dots")
    unasked = _("Also on the map, not on the ballot") if rounds else _("What matters to people; no dots were placed")
    for title, some in (
        (without, [c for c in rest if c.id in asked]),
        (unasked, [c for c in rest if c.id not in asked]),
    ):
        if some:
            yield CardList(title, tuple(CardWords(facts.card(c), concern_words(facts, c)) for c in some))
    if not facts.cards("concern"):
        yield Paragraph(text(Span(_("Nobody has put on the map what matters to them."), "missing")))
