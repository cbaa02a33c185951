"""The agenda as a page to hand out: what happens when, how long it takes, and when there is a break."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.agenda import Planned
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import AgendaItem
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Bullets, Table, TableColumn
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, Text, text
from stworkshop.report.content.form_blocks import Blank, Blanks
from stworkshop.report.kit import common
from stworkshop.report.sheets import SheetOptions
from stworkshop.rounds import answers_in_words


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the agenda as a tagged PDF."""
    session = board.session
    question = session.workshop_question.strip()
    blocks: list[Block] = [Paragraph(text(Span(question, "quote")), "lead")] if question else []
    blocks.append(Paragraph(text(Span(answers_in_words.mandate(session.mandate), "strong"))))
    blocks += _when(board)
    meetings = _meetings(board, catalogue)
    for number, (name, planned) in enumerate(meetings, 1):
        blocks.append(_table(catalogue, planned, name if len(meetings) > 1 else "", options.large_print))
        blocks.append(Paragraph(text(_total(planned)), "note"))
        if len(meetings) > 1 and number == 1:
            blocks.append(Paragraph(text(_("In between, people who are not here can be asked.")), "note"))
    if not meetings:
        blocks.append(Paragraph(text(Span(_("No agenda was chosen for this workshop."), "missing"))))
    blocks.append(Bullets(_rules(), _("So that everybody can take part")))
    section = Section("agenda", _("What we do, and when"), tuple(blocks))
    return common.sheets(board, catalogue, options, _("Agenda"), [section])


def _when(board: Board) -> Iterator[Block]:
    """Yield the day, and lines for what the session does not say."""
    day = words.parse_day(board.session.date)
    begin = _begin(list(board.stages.values()))
    yield Blanks(
        (
            (
                Blank(_("Day:"), "day", words.day(day) if day else "", 1.3),
                Blank(_("We begin at:"), "begin", agenda.time_words(begin) if begin else ""),
                Blank(_("Room:"), "room", "", 1.3),
            ),
        )
    )


def _begin(items: Sequence[AgendaItem]) -> datetime.datetime | None:
    return min((at for item in items if (at := agenda.moment(item.started)) is not None), default=None)


def _meetings(board: Board, catalogue: Catalogue) -> list[tuple[str, list[Planned]]]:
    """Return the stages of each meeting, with its name."""
    now = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # what is shown of the plan does not depend on it
    planned = agenda.schedule(board, catalogue, now).planned
    names = {
        str(part["id"]): str(part["label"]) for entry in catalogue.agendas.values() for part in entry.get("parts", ())
    }
    return [(names.get(part, ""), list(group)) for part, group in groupby(planned, key=lambda one: one.part)]


def _table(catalogue: Catalogue, planned: Sequence[Planned], name: str, large: bool) -> Table:
    begin = _begin([one.item for one in planned])
    head = _("Time") if begin else _("Minutes")
    rows: list[tuple[Text, ...]] = []
    at = 0
    for one in planned:
        minutes = one.seconds // 60
        when, lasts = _span(begin, at, at + minutes), ngettext("%d minute", "%d minutes", minutes) % minutes
        at += minutes
        called = text(Span(one.label, "strong"))
        said = text(Span(_("We rest. The map stays on the wall."), "quiet") if one.pause else _said(catalogue, one))
        rows.append((called, text(f"{when} ({lasts})"), said) if large else (text(when), text(lasts), called, said))
    time, takes, stage = TableColumn(head, 22), TableColumn(_("Takes"), 23), TableColumn(_("What"), 45)
    if large:
        return Table((stage, time, TableColumn("", 84)), tuple(rows), title=name)
    return Table((time, takes, stage, TableColumn(_("What happens"), 84)), tuple(rows), title=name)


def _span(begin: datetime.datetime | None, start: int, end: int) -> str:
    if begin is None:
        return f"{start}–{end}"
    first, last = (begin + datetime.timedelta(minutes=minutes) for minutes in (start, end))
    return f"{agenda.time_words(first)}–{agenda.time_words(last)}"


def _said(catalogue: Catalogue, one: Planned) -> str:
    stage = catalogue.stages.get(one.item.stage)
    return str(stage["description"]) if stage else _("Nothing is written down about it.")


def _total(planned: Sequence[Planned]) -> str:
    whole = sum(one.seconds for one in planned) // 60
    rest = sum(one.seconds for one in planned if one.pause) // 60
    hours, minutes = divmod(whole, 60)
    took = _("{hours} h {minutes} min").format(hours=hours, minutes=minutes) if minutes else f"{hours} h"
    if not hours:
        took = ngettext("%d minute", "%d minutes", minutes) % minutes
    if not rest:
        return _("{time} in total, without a break.").format(time=took)
    return _("{time} in total, including {rest} minutes of breaks.").format(time=took, rest=rest)


def _rules() -> tuple[Text, ...]:
    return (
        text(_("Every question is allowed. Nobody has to know the words of experts: ask until it is clear.")),
        text(_("Everybody writes alone first, then we read aloud. Your own words stay as you said them.")),
        text(_("You may leave anything out, step out, and take words back, also afterwards.")),
    )
