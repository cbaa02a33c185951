"""Which table drew what, and what the tables saw differently; nothing of it where no tables came together."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from stworkshop.analysis import table_signs
from stworkshop.analysis.table_differences import (
    Question,
    Vote,
    decided_questions,
    field_words,
    open_questions,
    words_for,
)
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.attribution import shows_names, tables_for_others
from stworkshop.model.records import Element, Link, Participant, Record, Value, own_words, value_of
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import WIDE, Block, Section, Span, Text, coded, text
from stworkshop.report.content.facts import Facts

_MANY, _FEW_MISSING = 4, 3
"""Of more tables than this, those are named that did not draw a card, where these are few."""


def sections(facts: Facts, *, dense: bool = False) -> Iterator[Section]:
    """Yield the section; none for a session of one table, or where somebody chose not to print it."""
    if not table_signs.are_printed(facts.board):
        return
    names = _names(facts)
    drawn, asked = list(_drawn(facts, names, dense=dense)), list(_differences(facts, names))
    if drawn or asked:
        lead = _lead(facts, names) if drawn else ()
        yield Section("tables", _("Which table drew what"), (*drawn, *asked), lead=lead)


# --- who drew it


def _lead(facts: Facts, names: Mapping[str, str]) -> Text:
    tables = table_signs.tables_of(facts.board)
    count = len(tables)
    came = ngettext(
        "{n} table worked apart and came together: {names}.", "{n} tables worked apart and came together: {names}.",
        count,
    ).format(n=count, names=words.joined([names[table] for table in tables]))  # fmt: skip
    rest = _("What was on the map before they parted is not listed.")
    letters = table_signs.letters_in(facts.board)
    code = next((card.code for card in facts.cards() if card.code[-1:] in letters.values()), "")
    keeps = _("A code made at a table keeps its letter: {code}.").format(code=code) if code else ""
    return text(" ".join(part for part in (came, rest, keeps) if part))


def _drawn(facts: Facts, names: Mapping[str, str], *, dense: bool) -> Iterator[Block]:
    """Yield cards, then links, those that most tables drew first."""
    board, tables = facts.board, table_signs.tables_of(facts.board)
    drawn = table_signs.drawn(board)
    cards = sorted((board.elements[i] for i in drawn if i in board.elements), key=lambda c: _order(c, drawn[c.id]))
    links = sorted((board.links[i] for i in drawn if i in board.links), key=lambda k: _order(k, drawn[k.id]))
    told: tuple[tuple[str, Sequence[tuple[str, Text]]], ...] = (
        (_("Card"), [(card.id, coded(facts.card(card))) for card in cards]),
        (_("Link"), [(link.id, _link_words(facts, link)) for link in links]),
    )
    for head, entries in told:
        rows = tuple((said, _count(drawn[i], tables), _which(names, drawn[i], tables)) for i, said in entries)
        if rows:
            columns = (TableColumn(head, 92), TableColumn(_("Drawn at"), 26), TableColumn(_("Which tables"), 56))
            yield Table(columns, rows, dense=dense, strong=False)


def _order(record: Record, tables: Sequence[str]) -> tuple[int, int, str]:
    return -len(tables), record.seq, record.id


def _count(drawn: Sequence[str], tables: Sequence[str]) -> Text:
    count = ngettext("{n} of {all} table", "{n} of {all} tables", len(tables))
    return text(count.format(n=len(drawn), all=len(tables)))


def _which(names: Mapping[str, str], drawn: Sequence[str], tables: Sequence[str]) -> Text:
    missing = [table for table in tables if table not in drawn]
    if not missing:
        return text(_("all"))
    if len(drawn) > _MANY and len(missing) <= _FEW_MISSING:
        return text(_("all but {names}").format(names=words.joined([names[table] for table in missing])))
    return text(", ".join([names[table] for table in drawn]))


def _names(facts: Facts) -> Mapping[str, str]:
    """Return all tables by name and letter; one that is called by its letter needs no other."""
    board = facts.board
    asked = (*open_questions(board), *decided_questions(board))
    tables = {*table_signs.tables_of(board), *(vote.table for question in asked for vote in question.votes)}
    others = {} if shows_names(board.session) else tables_for_others(board.records())
    found: dict[str, str] = {}
    for table, sign in table_signs.signs(tables, table_signs.letters_in(board)).items():
        letter = "" if not table or table in others else sign.letter
        name = others.get(table, sign.name)
        plain = letter in ("", name.upper())
        found[table] = name if plain else _("{name} ({letter})").format(name=name, letter=letter)
    return found


def _link_words(facts: Facts, link: Link) -> Text:
    relation = facts.link_words(link)["relation"]
    source, target = facts.board.elements[link.source], facts.board.elements[link.target]
    return text(*coded(facts.card(source)), Span(f" – {relation} – ", "brand"), *coded(facts.card(target)))


# --- what they saw differently


def _differences(facts: Facts, names: Mapping[str, str]) -> Iterator[Block]:
    """Yield each field that tables set differently, with all values: those that are open first."""
    board = facts.board
    found = [(one, False) for one in open_questions(board)] + [(one, True) for one in decided_questions(board)]
    told = [_difference(facts, names, one, settled=settled) for one, settled in found if _may_tell(facts, one)]
    if told:
        yield Heading(_("What the tables saw differently"))
        yield from told


def _may_tell(facts: Facts, question: Question) -> bool:
    """Tell whether everybody may see the values: those about people in the room are names."""
    return shows_names(facts.board.session) or not isinstance(facts.board.get(question.ref), Participant)


def _difference(facts: Facts, names: Mapping[str, str], question: Question, *, settled: bool) -> Block:
    record = facts.board.get(question.ref)
    field = _small(field_words(question, record, facts.catalogue))
    title = _("{what}: {field}").format(what=_about(facts, record), field=field)
    lines = [_vote(facts, names, question, vote) for vote in question.votes]
    return Bullets((*lines, _standing(facts, question, record, settled=settled)), title)


def _small(label: str) -> str:
    """Return a label as it stands within a sentence; names in it, such as that of a law, stay as they are."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _about(facts: Facts, record: Record | None) -> str:
    if isinstance(record, Element):
        card = facts.card(record)
        return f"{card.code}{WIDE}{card.label}"
    if isinstance(record, Link):
        return "{from} – {relation} – {to}".format(**facts.link_words(record))
    return (own_words(record) if record is not None else "") or facts.title


def _vote(facts: Facts, names: Mapping[str, str], question: Question, vote: Vote) -> Text:
    """Return what a table wrote, when, and who, where people may be named."""
    who = vote.who if shows_names(facts.board.session) else ""
    by = ", ".join(part for part in (names[vote.table], _moment(facts, vote.when), who) if part)
    return text(Span(f"{by}: ", "strong"), *_value(facts, question, vote.value))


def _value(facts: Facts, question: Question, value: Value) -> Text:
    said = words_for(question, facts.board.get(question.ref), value, facts.board, facts.catalogue)
    return text(words.quoted(" ".join(said.split()))) if said.strip() else text(Span(_("nothing"), "quiet"))


def _standing(facts: Facts, question: Question, record: Record | None, *, settled: bool) -> Text:
    if settled:
        return text(Span(_("Chosen:") + " ", "strong"), *_value(facts, question, question.kept))
    now = value_of(record, question.field) if record is not None else question.kept
    stands = _("Not decided yet; until then this stands:") + " "
    return text(Span(stands, "missing"), *_value(facts, question, now))


def _moment(facts: Facts, iso: str) -> str:
    """Return when something was written: the time, with the day where it is another one than the workshop's."""
    try:
        at = datetime.datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return ""
    clock = at.strftime("%H:%M")
    if at.date().isoformat() == facts.board.session.date:
        return clock
    return _("{day}, {time}").format(day=words.day(at.date(), short=True), time=clock)
