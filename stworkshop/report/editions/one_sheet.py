"""The one sheet: what was asked, decided, agreed and not agreed, what comes next; on its back the map from afar."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence

from stworkshop.analysis import naming
from stworkshop.analysis.findings import Finding
from stworkshop.drawing.city_view import Painting
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import value_of
from stworkshop.model.wording import ended
from stworkshop.report import words
from stworkshop.report.content.blocks import Block, Headline, Outline, Section, Span, Text, text
from stworkshop.report.content.blocks import plain as plain_words
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.open_questions import gaps
from stworkshop.report.content.sheet_blocks import (
    Brief,
    Briefs,
    Call,
    CityPicture,
    MatterRow,
    Matters,
    NextSteps,
    StepRow,
    ZoneWords,
)
from stworkshop.report.editions import cover, people, whole_map
from stworkshop.report.editions.decisions import due_of, verdict_text
from stworkshop.rounds import answers_in_words, verdicts
from stworkshop.rounds.agreement import closed_rounds, dot_figures, figures_of

_MOST, _MOST_STEPS, _MOST_MATTERS = 3, 4, 5
_LINE, _MOST_LINES = 42, 6
"""Letters in a line of a short list, and lines in the list."""
_CITY_W, _CITY_H = 784.0, 540.0
"""The map from afar in px; a card's words in it are 14 px high, which is 8.8 points on the sheet."""


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return what the one sheet says about a session: its front and its back."""
    facts = Facts(board, catalogue)
    found = gaps(facts)
    session = board.session
    sections = (
        Section("front", _question(facts), tuple(_front(facts, found)), lead=_lead(facts)),
        Section("back", _("The map, seen from above"), tuple(_back(facts, found)), overleaf=True),
    )
    return Outline(
        edition="one-sheet",
        edition_title=_("One sheet to take home"),
        title=facts.title,
        language=session.language or "en",
        draft="" if session.read_back == "yes" else _("Draft, not yet read back"),
        foot=session.source,
        sections=sections,
    )


# --- the front


def _question(facts: Facts) -> str:
    return facts.board.session.workshop_question.strip() or facts.title


def _lead(facts: Facts) -> Text:
    session = facts.board.session
    day = words.parse_day(session.date)
    said: list[str | Span] = []
    n = len(facts.board.participants)
    room = people.people_in_the_room(facts)
    if room > n and day:  # who is not listed was there, too
        met = ngettext(
            "At least {n} person talked about this on {day}.", "At least {n} people talked about this on {day}.", room
        )
        said.append(met.format(n=room, day=words.day(day)))
    elif room > n:
        met = ngettext("At least {n} person talked about this.", "At least {n} people talked about this.", room)
        said.append(met.format(n=room))
    elif n and day:
        met = ngettext("{n} person talked about this on {day}.", "{n} people talked about this on {day}.", n)
        said.append(met.format(n=n, day=words.day(day)))
    elif n:
        said.append(ngettext("{n} person talked about this.", "{n} people talked about this.", n).format(n=n))
    elif day:
        said.append(_("This was talked about on {day}.").format(day=words.day(day)))
    if not session.workshop_question.strip():
        said.append(Span(" " + _("We did not write down a question."), "missing"))
    said.append(Span(" " + answers_in_words.mandate(session.mandate), "plain" if session.mandate else "missing"))
    return text(*said)


def _front(facts: Facts, found: Sequence[Finding]) -> Sequence[Block]:
    agreed, not_agreed, not_here, not_discussed = cover.heads(facts, found)
    return (
        Briefs((_decided(facts),)),
        Briefs((_brief(agreed, _("What we agreed")), _brief(not_agreed, _("What we did not agree")))),
        _next(facts),
        Briefs((_missing(facts, not_here), _brief(not_discussed, _("What we did not talk about")))),
        _call(facts),
    )


def _brief(head: Headline, title: str) -> Brief:
    shown = _fitting(head.items)
    return Brief(head.sign, title, shown, _more(len(head.items) - len(shown)))


def _fitting(items: Sequence[Text]) -> tuple[Text, ...]:
    """Return the first sentences that a short list has room for, one at least."""
    shown: list[Text] = []
    lines = 0
    for item in items[:_MOST]:
        lines += math.ceil(len(plain_words(item)) / _LINE)
        if shown and lines > _MOST_LINES:
            break
        shown.append(item)
    return tuple(shown)


def _more(n: int) -> str:
    if n <= 0:
        return ""
    return ngettext("and {n} more in the long summary", "and {n} more in the long summary", n).format(n=n)


def _decided(facts: Facts) -> Brief:
    found = [(decision, verdicts.verdict_of(facts, decision)) for decision in facts.cards("decision")]
    rows = [text(ended(d.label), " ", *verdict_text(verdict)) for d, verdict in found if verdicts.is_decided(verdict)]
    if not rows:
        said = _("Nothing is decided yet.") if found else _("No decision was written down.")
        if "not-said" in {verdict for _decision, verdict in found}:
            said = _("Nobody has said yet whether anything is decided.")
        rows = [text(Span(said, "missing"))]
    return Brief("decided", _("What was decided"), tuple(rows[:_MOST]), _more(len(rows) - _MOST))


def _missing(facts: Facts, head: Headline) -> Brief:
    shown = _fitting(head.items)
    items = list(shown)
    spoken = [naming.in_sentence(p.label, facts.catalogue) for p in people.absent_but_spoken_for(facts)]
    if spoken:
        items.append(text(_("Others spoke for {people}.").format(people=words.joined(spoken))))
    return Brief(head.sign, _("Who was missing"), tuple(items), _more(len(head.items) - len(shown)))


def _next(facts: Facts) -> NextSteps:
    tasks = [task for task in facts.cards("action") if facts.value(task, "status") != "done"]
    tasks.sort(key=lambda task: due_of(task) or datetime.date.max)
    rows = []
    for task in tasks[:_MOST_STEPS]:
        owners = [owner.label for owner in facts.owners(task)]
        who = text(words.joined(owners)) if owners else text(Span(_("Nobody yet"), "missing"))
        due = due_of(task)
        day = Span(words.day(due, short=True), "strong") if due else Span(_("No day yet"), "missing")
        rows.append(StepRow(text(task.label), who, text(day)))
    done = len(facts.cards("action")) - len(tasks)
    nothing = _("All tasks are done.") if done else _("No task was written down.")
    return NextSteps(
        _("What happens next"),
        (_("Task"), _("Who"), _("By")),
        tuple(rows),
        () if rows else text(Span(nothing, "plain" if done else "missing")),
        _more(len(tasks) - _MOST_STEPS),
    )


def _call(facts: Facts) -> Call:
    session = facts.board.session
    to, until = (str(value_of(session, name) or "").strip() for name in ("reply_to", "reply_until"))
    day = words.parse_day(until)
    said: list[str | Span] = []
    if to and day:
        said.append(_("Say so here, until {day}: {who}.").format(who=to.rstrip("."), day=words.day(day)))
    elif to:
        said.append(_("Say so here: {who}.").format(who=to.rstrip(".")))
    else:
        said.append(Span(_("Nobody wrote down where you can say so."), "missing"))
    if again := words.parse_day(session.review_on):
        said.append(" " + _("This will be reviewed on {day}.").format(day=words.day(again)))
    return Call(_("Is something wrong or missing here?"), text(*said))


# --- the back


def _back(facts: Facts, found: Sequence[Finding]) -> Sequence[Block]:
    return (_city(facts, found), _matters(facts))


def _city(facts: Facts, found: Sequence[Finding]) -> CityPicture:
    painting = Painting(
        whole_map.city(facts, found), facts.board, facts.catalogue, design_tokens.theme("light"), _CITY_W, _CITY_H
    )
    zones = tuple(
        ZoneWords(
            ngettext("{zone}: {n} card", "{zone}: {n} cards", cell.count).format(
                zone=painting.titles[zone][0], n=cell.count
            ),
            tuple(one.card.label.rstrip(".") for one in cell.cards)
            or ((words.capital(painting.empty_words(zone)),) if not cell.count else ()),
        )
        for zone, cell in painting.plan.cells.items()
    )
    intro = _(
        "Each box is a part of the map, with the number of cards in it. A card lies in one box, also where it has"
        " several topics. A grey road says how many links join two boxes."
    )
    return CityPicture(painting.drawing(), intro, zones)


def _matters(facts: Facts) -> Matters:
    rounds = closed_rounds(facts.board, "dots")
    cards = len(facts.board.elements)
    closing = ngettext("The whole map has {n} card.", "The whole map has {n} cards.", cards).format(n=cards)
    if not rounds:
        nobody = text(Span(_("Nobody placed dots."), "missing"))
        return Matters(_("What matters most"), "", (), nobody, text(closing))
    round_ = rounds[-1]
    entries = [e for e in dot_figures(facts.board, round_) if e["id"] in facts.board.elements and e["dots"]]
    voters = int(figures_of(facts.board, round_.id).get("voters") or 0)
    placed = ngettext("{n} person placed dots", "{n} people placed dots", voters).format(n=voters) if voters else ""
    rows = tuple(_matter(facts, entry, voters) for entry in entries[:_MOST_MATTERS])
    hidden = words.not_shown(figures_of(facts.board, round_.id).get("voters"))
    nothing = () if rows else text(Span(hidden, "missing"))
    title = people.most_title(facts, [str(entry["id"]) for entry in entries[:_MOST_MATTERS]])
    return Matters(title, placed, rows, nothing, text(closing, _others(len(entries) - _MOST_MATTERS)))


def _others(n: int) -> str:
    said = ngettext("{n} more card has dots.", "{n} more cards have dots.", n)
    return " " + said.format(n=n) if n > 0 else ""


def _matter(facts: Facts, entry: dict[str, object], voters: int) -> MatterRow:
    element = facts.board.elements[str(entry["id"])]
    dots = int(str(entry["dots"]))
    given = ngettext("{n} dot", "{n} dots", dots).format(n=dots)
    if voters:
        given = _("{dots}, {k} of {n} people").format(dots=given, k=entry["breadth"], n=voters)
    return MatterRow(people.concern_words(facts, element), dots, given)
