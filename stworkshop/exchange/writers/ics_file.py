"""What people agreed to do, for their calendars: a to-do for each task with its day, and the days of looking again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from icalendar import Calendar, Event, Todo

from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.records import Element
from stworkshop.model.session_content import SessionContent
from stworkshop.system.whole_files import write_whole


def write(content: SessionContent, path: Path, options: object = None) -> None:
    """Write the calendar, whole or not at all; raises KnownError where the disk refuses."""
    write_whole(path, calendar_bytes(content))


def calendar_bytes(
    content: SessionContent, catalogue: Catalogue | None = None, now: datetime.datetime | None = None
) -> bytes:
    """Return the calendar as iCalendar (RFC 5545); `now`, the moment of writing, is UTC.

    Each task is a to-do; since many calendars show no to-dos, each day is an event of the whole day, too, unless the
    task is done.
    """
    stamp = now or datetime.datetime.now(datetime.UTC)
    facts = MapFacts(content.board(), catalogue or bundled_catalogue())
    session = facts.board.session
    made = Calendar()
    made.add("prodid", "-//STWorkshop//STWorkshop//EN")
    made.add("version", "2.0")
    if name := _line(session.label):
        made.add("x-wr-calname", name)
    for task in facts.cards("action"):
        made.add_component(_stamped(_todo(facts, task), stamp))
    for key, card, day, words in _days(facts):
        made.add_component(_stamped(_event(facts, key, card, day, words), stamp))
    return bytes(made.to_ical())


def _days(facts: MapFacts) -> Iterator[tuple[str, Element | None, datetime.date, str]]:
    """Yield the days that matter: a key, the card, the day, and what stands in the calendar."""
    for task in facts.cards("action"):
        if task.attributes.get("status") != "done" and (day := _day(task.attributes.get("due"))) is not None:
            yield f"due-{task.id}", task, day, _("Due: {task}").format(task=task.label)
    for question in facts.cards("open-question"):
        if question.attributes.get("status") != "answered" and (day := _day(question.attributes.get("needed_by"))):
            yield f"needed-{question.id}", question, day, _("Answer needed: {question}").format(question=question.label)
    for decision in facts.cards("decision"):
        if (day := _day(decision.attributes.get("look_again"))) is not None:
            yield f"again-{decision.id}", decision, day, _("Review: {decision}").format(decision=decision.label)
    session = facts.board.session
    if (day := _day(session.review_on)) is not None:
        yield "review", None, day, _("Review: {decision}").format(decision=session.label)
    if (day := _day(session.attributes.get("reply_until"))) is not None:
        yield "replies", None, day, _("Last day for answers: {workshop}").format(workshop=session.label)


def _todo(facts: MapFacts, task: Element) -> Todo:
    todo = Todo()
    _common(facts, todo, f"task-{task.id}", task, task.label)
    day = _day(task.attributes.get("due"))
    if day is not None:
        todo.add("due", day)
    todo.add("status", "COMPLETED" if task.attributes.get("status") == "done" else "NEEDS-ACTION")
    return todo


def _event(facts: MapFacts, key: str, card: Element | None, day: datetime.date, words: str) -> Event:
    event = Event()
    _common(facts, event, key, card, words)
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _common(facts: MapFacts, entry: Todo | Event, key: str, card: Element | None, words: str) -> None:
    session = facts.board.session
    entry.add("uid", f"{_line(session.id)}-{_line(key)}@stworkshop")
    entry.add("summary", _line(words))
    lines = [_line(session.label)]
    if card is not None:
        owners = ", ".join(_line(owner.label) for owner in facts.owners(card))
        if owners or card.kind == "action":
            lines.append(_("Who: {who}").format(who=owners or _("nobody has taken it on yet")))
        if card.code:
            lines.append(_("Card {code} on the map").format(code=_line(card.code)))
        lines += [note for note in (_text(card.note),) if note]
    entry.add("description", "\n".join(line for line in lines if line))
    entry.add("categories", ["STWorkshop"])


def _stamped(entry: Todo | Event, stamp: datetime.datetime) -> Todo | Event:
    entry.add("dtstamp", stamp)
    return entry


def _day(value: object) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(str(value or ""))
    except ValueError:
        return None
    return day if day < datetime.date.max else None


def _line(value: str) -> str:
    return " ".join(_text(value).split())


def _text(value: str) -> str:
    """Return text without what a calendar cannot hold."""
    return "".join(c for c in value if c in "\n\t" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))
