"""Who said what: what others may see of the people in the room, by the session's attribution. Pure.

By name, all is seen. By role, the list of people with their names is the organiser's own: others see how many sat on
each side, and for whom they were here. Without name and role, others see how many sat on each side.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, cast

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.card_layout import side_word
from stworkshop.model.changes import Change
from stworkshop.model.records import (
    NO_ATTRIBUTES,
    Conflict,
    Element,
    Image,
    Participant,
    Record,
    Ref,
    SessionRecord,
    Value,
    flat,
    freeze,
    ref_of,
    replaced,
    value_of,
)

NAMED, ROLE, ANONYMOUS = "named", "role", "anonymous"
SAID_BY = frozenset({"by", "author", "participant", "said_by", "raised_by", "who"})
"""Fields that may say which person said something."""


def sentence(attribution: str) -> str:
    """Return what an attribution means for the people in the room."""
    sentences = {
        NAMED: _(
            "Names stand in the list of people, on prints and in every export; only answers can be without names."
        ),
        ROLE: _(
            "Names stay in your own list and files, and on laptops that work together with yours; prints and exports"
            " say side and role."
        ),
        ANONYMOUS: _(
            "No names and no roles on screen for the room, on prints or in exports; write none into the list."
        ),
    }
    return sentences.get(attribution, "")


def told_to_laptops(session: SessionRecord, people: int) -> str:
    """Return what a laptop that joins a room holds afterwards, where so many `people` stand in the list."""
    words = _(
        "Each laptop that joins keeps a copy: the map, its history and the list of people. What people answered, your"
        " private notes and sealed sheets stay on this one."
    )
    if shows_names(session) or not people:
        return words
    more = ngettext(
        "The list names {n} person, though prints and exports name nobody: let in only laptops that may hold it.",
        "The list names {n} people, though prints and exports name nobody: let in only laptops that may hold it.",
        people,
    )
    return f"{words} {more.format(n=people)}"


def shows_names(session: SessionRecord) -> bool:
    """Tell whether people may be named outside the organiser's own list and files."""
    return session.attribution == NAMED


def shows_roles(session: SessionRecord) -> bool:
    """Tell whether a person may be tied to the card of a stakeholder."""
    return session.attribution in (NAMED, ROLE)


def others_see(records: Iterable[Record]) -> list[Record]:
    """Return the records of a session as others may see them: people without what the attribution keeps back.

    In the place of name and id a person has side and number, so that what is left can be read in again.
    """
    records = list(records)
    session = next((record for record in records if isinstance(record, SessionRecord)), SessionRecord(id=""))
    if shows_names(session):
        return records
    records = without_images(records)
    people = [record for record in records if isinstance(record, Participant)]
    taken = {record.id for record in records} - {person.id for person in people}
    # By side, since the order of the list is one that people were written down in, and may be known.
    people.sort(key=lambda person: (person.side, person.seq))
    tables = tables_for_others(records)
    ids = dict(zip((person.id for person in people), _free_ids(len(people), taken), strict=True))
    seqs = sorted(person.seq for person in people)
    count: Counter[str] = Counter()
    shown: dict[str, Record] = {}
    for person, seq in zip(people, seqs, strict=True):
        count[person.side] += 1
        shown[person.id] = dataclasses.replace(
            person,
            id=ids[person.id],
            seq=seq,
            label=_("{side} {n}").format(side=side_word(person.side) or _("Person"), n=count[person.side]),
            stakeholder=person.stakeholder if shows_roles(session) else "",
            attributes=NO_ATTRIBUTES,
        )
    return [shown.get(r.id) or _without_people(r, ids, tables) for r in records if not _tells_of_a_person(r)]


def without_images(records: Iterable[Record]) -> list[Record]:
    """Return records without pictures, which may show anybody."""
    kept = (record for record in records if not isinstance(record, Image))
    return [replaced(r, {"image": ""}) if isinstance(r, Element) and r.image else r for r in kept]


def unnamed_for_tables(records: Iterable[Record]) -> Change:
    """Return what takes people's names out of a session that keeps none, for the copies of its tables.

    Ids stay, so that a copy can come back; of people who were taken off the list nothing is left either.
    """
    records = list(records)
    session = next((record for record in records if isinstance(record, SessionRecord)), SessionRecord(id=""))
    if session.attribution != ANONYMOUS:
        return Change()
    count: Counter[str] = Counter()
    updated: dict[Ref, Mapping[str, tuple[Value, Value]]] = {}
    for record in sorted(records, key=lambda record: record.id):
        wanted: dict[str, Value] = {}
        if isinstance(record, Participant):
            count[record.side] += 1
            label = _("{side} {n}").format(side=side_word(record.side) or _("Person"), n=count[record.side])
            wanted = {"label": label, "stakeholder": "", **dict.fromkeys(record.attributes)}
        elif _tells_of_a_person(record):
            wanted = {"values": (), "kept": None}
        if fields := {n: (value_of(record, n), v) for n, v in wanted.items() if value_of(record, n) != v}:
            updated[ref_of(record)] = fields
    return Change(updated=updated)


def _free_ids(count: int, taken: set[str]) -> list[str]:
    prefix = "p-"
    while any(f"{prefix}{n}" in taken for n in range(1, count + 1)):
        prefix += "p-"
    return [f"{prefix}{n}" for n in range(1, count + 1)]


def _tells_of_a_person(record: Record) -> bool:
    """Tell whether a record is about what tables wrote of a person: all values of a difference, names among them."""
    return isinstance(record, Conflict) and record.root == "participants"


def tables_for_others(records: Iterable[Record]) -> dict[str, str]:
    """Return what others call those tables whose names hold a name of a person in the room.

    Words that stand on cards, too, are places and roles, and tell of nobody.
    """
    people: set[str] = set()
    tables: set[str] = set()
    cards = _words(_("Table {n}"))
    for record in records:
        if isinstance(record, Participant):
            people |= _words(record.label)
        elif isinstance(record, Element):
            cards |= _words(record.label)
        for name in ("drawers", "tables"):
            tables.update(_names(value_of(record, name)))
        if isinstance(record, Conflict):
            tables.update(str(told.get("table") or "") for told in record.values or () if isinstance(told, Mapping))
    telling = sorted(table for table in tables if _words(table) & (people - cards))
    return {table: _("Table {n}").format(n=number) for number, table in enumerate(telling, 1)}


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)}


def _names(value: Value) -> Iterable[str]:
    return (str(name) for name in value) if isinstance(value, tuple | list) else ()


def _without_people(record: Record, ids: Mapping[str, str], tables: Mapping[str, str]) -> Record:
    """Return a record that says of nobody that he or she said it, and names people by their new ids elsewhere."""
    changes: dict[str, Value] = {}
    for name, value in flat(record).items():
        if name in SAID_BY and value in ids:
            changes[name] = None
        elif name not in ("label", "text", "note"):
            cleaned = _cleaned(value, ids)
            if name in ("drawers", "tables"):
                cleaned = tuple(tables.get(table, table) for table in _names(value))
            elif isinstance(record, Conflict) and name == "values":
                cleaned = _of_tables(cleaned, tables)
            if cleaned != value:
                changes[name] = freeze(cleaned)
    return replaced(record, changes)


def _of_tables(told: Any, tables: Mapping[str, str]) -> Any:
    """Return what tables wrote, each under the name that others know it by."""
    if not isinstance(told, tuple | list):
        return told
    return tuple(
        {**one, "table": tables.get(str(one.get("table")), one.get("table"))} if isinstance(one, Mapping) else one
        for one in told
    )


def _cleaned(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, Mapping):
        kept = {key: inner for key, inner in value.items() if key not in SAID_BY}
        return {cast(str, ids.get(key, key)): _cleaned(inner, ids) for key, inner in kept.items()}
    if isinstance(value, tuple | list):
        return tuple(_cleaned(inner, ids) for inner in value)
    return value
