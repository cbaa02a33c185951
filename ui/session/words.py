"""Words for records as the room says them: kinds, cards, links, counts, dates."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QLocale

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import kind_words
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link, Note, Participant, Record, Round, SessionRecord, Statement, Term


def kind_word(catalogue: Catalogue, kind: str, type_id: str = "") -> str:
    """Return what a card is called in panels, as in the names of steps."""
    return kind_words.kind_word(catalogue, kind, type_id)


def kind_plural(catalogue: Catalogue, kind: str) -> str:
    """Return the heading over cards of one kind."""
    return kind_words.kind_plural(catalogue, kind)


def own_kinds(board: Board, catalogue: Catalogue) -> list[str]:
    """Return the kinds of their own that cards of the map have, in the order in which they came."""
    return list(dict.fromkeys(e.kind for e in board.elements.values() if e.kind not in catalogue.kinds))


def card_title(element: Element) -> str:
    """Return a card by its printed code and its words."""
    return f"{element.code} {element.label}".strip()


def record_title(board: Board, catalogue: Catalogue, record: Record) -> str:
    """Return one line that tells a record from others."""
    if isinstance(record, Element):
        return record.label
    if isinstance(record, Link):
        return link_sentence(board, catalogue, record)
    if isinstance(record, Note):
        return record.text
    if isinstance(record, SessionRecord | Participant | Term | Statement):
        return record.label
    if isinstance(record, Round):
        return record.label or record.question
    return record.id


def link_sentence(board: Board, catalogue: Catalogue, link: Link) -> str:
    """Return a link as a sentence, from its first card to its second."""
    verb = relation_word(catalogue, link.relation)
    return as_sentence(_label(board, link.source), verb, _label(board, link.target))


def as_sentence(source: str, verb: str, target: str) -> str:
    """Return two labels and a verb as a sentence; the quotation marks let the verb fit one and many."""
    return _("“{source}” {relation} “{target}”").format(source=source, relation=verb, target=target)


def relation_word(catalogue: Catalogue, relation: str, *, outgoing: bool = True) -> str:
    """Return the verb of a relation, seen from its first or its second card."""
    entry = catalogue.relations.get(relation)
    if entry is None:
        return relation
    return entry.label if outgoing or entry.symmetric else entry.inverse_label


def cards_and_links(cards: int, links: int) -> str:
    """Return both counts as words."""
    return ", ".join((ngettext("%d card", "%d cards", cards) % cards, ngettext("%d link", "%d links", links) % links))


def long_date(iso: str) -> str:
    """Return a day as the language writes it, or the text itself where it is no day."""
    day = QDate.fromString(iso[:10], "yyyy-MM-dd")
    return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else iso


def when(iso: str, now: datetime.datetime | None = None) -> str:
    """Return a moment (ISO, UTC if it names no zone) as people say it: today with the time, yesterday, or the day."""
    try:
        moment = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    local = moment.astimezone()
    today = (now or datetime.datetime.now().astimezone()).date()
    clock = local.strftime("%H:%M")
    if local.date() == today:
        return _("today, {time}").format(time=clock)
    if local.date() == today - datetime.timedelta(days=1):
        return _("yesterday, {time}").format(time=clock)
    return long_date(local.date().isoformat())


def _label(board: Board, element_id: str) -> str:
    element = board.elements.get(element_id)
    return element.label if element else _("a card that is gone")


def figure(value: float, digits: int = 2) -> str:
    """Return a figure as the language writes it; one digit becomes two where the value has exactly two (2.75)."""
    if digits == 1 and abs(value * 10 - round(value * 10)) > 1e-6 and abs(value * 100 - round(value * 100)) < 1e-6:
        digits = 2
    return QLocale().toString(float(value), "f", digits).replace("-", "\N{MINUS SIGN}")


def middle_figure(value: float) -> str:
    """Return a middle answer: a whole step, or one between two."""
    return figure(value, 0 if value == int(value) else 1)


def table_words(name: str) -> str:
    """Return how a table is called in a sentence: “Table Hill”; one whose name is “Table 3” needs no other word."""
    words = _("Table {name}")
    bare = words.format(name="").strip()
    return name if name.casefold().startswith(bare.casefold()) else words.format(name=name)


def bare_table(name: str) -> str:
    """Return the name of a table without the word “table” before it, unless nothing but a number would be left."""
    words = _("Table {name}")
    before = words.format(name="\0").partition("\0")[0]
    rest = name[len(before) :].strip()
    return rest if before and name.casefold().startswith(before.casefold()) and rest[:1].isalpha() else name
