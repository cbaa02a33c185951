"""Forgetting a person: what is left of a session when a participant takes name and words back.

Gone are the participant's record; answers given under the name, and the results of those rounds are counted anew;
notes, cards and other records that name the participant as who said them, with the links of such cards and what quotes
them: corrections, lines that keep the words of a card that was joined, what a read-back has kept; private notes about
the person; all pictures on cards, since nobody can tell whom they show. Where another record only refers to the person,
the reference goes. Answers given without a name cannot be found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from glob import escape
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import Change, adding, difference, removing
from stworkshop.model.records import (
    Conflict,
    Element,
    Note,
    Participant,
    Position,
    Record,
    Ref,
    Result,
    Round,
    Snapshot,
    Value,
    flat,
    own_fields,
    ref_of,
    replaced,
    root_of,
)
from stworkshop.store import merge_bases, sessions
from stworkshop.store.database import Database
from stworkshop.store.error_messages import writing
from stworkshop.store.journal import Head
from stworkshop.store.sessions import Write
from stworkshop.store.tables import OF_SESSION, SEALED

_SHORTEST, _A_SENTENCE = 3, 12
"""Fewer letters stand in too many other words, as a name and as what somebody said."""
_WRITTEN = ("text", "json")
"""Types of fields in which people write, or that keep what they wrote."""
_QUOTES = "“”„‟«»‹›‘’\"'"

_WHOSE = attribution.SAID_BY - {"who"}
"""Fields that say whose words a whole record holds; `who` in a difference names one of several."""

ResultsOfRound = Callable[[Board, Round, Sequence[Answer], Catalogue], Sequence[Result]]


@dataclass
class Remainder:
    """What stays, and what went: counts by root, and the rounds counted anew.

    And what somebody has to look after: what still holds the name, or what the person said, in words (records,
    private notes, and rounds for the comments of others), backups that upgrades and rescues made, copies that were
    given to tables (name and time), and whether the last traces could not be removed yet (the close tries again).
    """

    records: list[Record]
    answers: list[Answer]
    notes: list[PrivateNote]
    removed: Counter[str] = field(default_factory=Counter)
    counted_anew: list[str] = field(default_factory=list)
    still_named_in: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)
    traces_left: bool = False

    def report(self, participant: str) -> Mapping[str, Any]:
        """Return what went, without a word of it."""
        return {
            "participant": participant,
            "removed": dict(self.removed),
            "counted_anew": self.counted_anew,
            "still_named_in": self.still_named_in,
            "backups": self.backups,
            "copies": [{"table": table, "at": at} for table, at in self.copies],
            "traces_left": self.traces_left,
        }


def without_person(
    board: Board,
    participant: str,
    answers: Sequence[Answer],
    notes: Sequence[PrivateNote],
    catalogue: Catalogue,
    results_of_round: ResultsOfRound,
) -> Remainder:
    """Return what is left of a session without one participant."""
    name = board.participants[participant].label
    left = board.copy()
    own = [record for record in (*board.records(), *board.gone_records()) if _is_of(record, participant)]
    ids = {record.id for record in own}
    words = {text for record in own if not isinstance(record, Participant) for text in _said(record)}
    comments = {answer.comment.strip() for answer in answers if answer.participant == participant}
    words |= {comment for comment in comments if len(comment) >= _A_SENTENCE}
    left.apply(removing(record for record in board.records() if record.id in ids or _quotes(record, ids)))
    left.apply(removing(list(left.images.values())))  # nobody can tell whom a picture shows
    known = left.elements
    lost_ends = {link.source for link in board.links.values()} | {link.target for link in board.links.values()}
    lost_ends -= set(known)
    left.apply(removing(link for link in list(left.dangling.values()) if {link.source, link.target} & lost_ends))
    kept_answers = [answer for answer in answers if answer.participant != participant]
    kept_notes = [note for note in notes if note.about != participant]
    rounds = {answer.round for answer in answers if answer.participant == participant}
    counted = _count_anew(left, sorted(rounds), kept_answers, catalogue, results_of_round)
    records = [
        _without_words(_without_references(record, participant), ids, words)
        for record in attribution.without_images(left.records())
    ]
    removed = Counter(root_of(record) for record in board.records() if left.get(ref_of(record)) is None)
    removed.update(answers=len(answers) - len(kept_answers), private_notes=len(notes) - len(kept_notes))
    wanted = _wanted(name, participant, words)
    named = [record.id for record in records if _names(record, wanted)]
    named += [note.id for note in kept_notes if _holds(tuple(vars(note).values()), wanted)]
    named += sorted({answer.round for answer in kept_answers if _holds(tuple(vars(answer).values()), wanted)})
    return Remainder(
        records,
        kept_answers,
        kept_notes,
        Counter({root: n for root, n in removed.items() if n}),
        counted,
        list(dict.fromkeys(named)),
    )


def _is_of(record: Record, participant: str) -> bool:
    return record.id == participant or any(
        record.attributes.get(name) == participant or getattr(record, name, None) == participant for name in _WHOSE
    )


def _said(record: Record) -> set[str]:
    """Return all that a record of the person says in words."""
    texts = (value for name, value in flat(record).items() if name in ("label", "text", "note", "wordings"))
    return {line.strip() for text in texts for line in _lines(text) if len(line.strip()) >= _SHORTEST}


def _lines(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value, *value.split("\n")]
    return [line for inner in value for line in _lines(inner)] if isinstance(value, tuple | list) else []


def _quotes(record: Record, ids: Set[str]) -> bool:
    """Tell whether a record keeps what a record of the person said before, or only stands for it elsewhere."""
    if isinstance(record, Note):
        return record.kind == "correction" and bool(ids & set(record.about))
    about = record.element if isinstance(record, Position) else record.record if isinstance(record, Conflict) else ""
    return about in ids


def _without_words(record: Record, ids: Set[str], words: Set[str]) -> Record:
    """Return a record without the lines, wordings and read sentences that repeat what the person said."""
    if isinstance(record, Snapshot):
        long = {word.casefold() for word in words if len(word) >= _A_SENTENCE}
        read = record.content.items()  # of a link it keeps the words of both cards
        kept = {i: said for i, said in read if not (i in ids or _repeats(said, words) or _holds(said, long))}
        return replaced(record, {"content": kept}) if len(kept) < len(record.content) else record
    if not isinstance(record, Element) or not words:
        return record
    quoted = re.compile("|".join(f"[{_QUOTES}]{re.escape(word)}[{_QUOTES}]" for word in sorted(words)))
    note = "\n".join(line for line in record.note.split("\n") if line.strip() not in words and not quoted.search(line))
    changes: dict[str, Value] = {"note": note} if note != record.note else {}
    wordings = record.attributes.get("wordings")
    if isinstance(wordings, tuple) and _repeats(wordings, words):
        changes["wordings"] = tuple(one for one in wordings if one not in words)
    return replaced(record, changes) if changes else record


def _repeats(value: Value, words: Set[str]) -> bool:
    return isinstance(value, tuple | list) and any(isinstance(one, str) and one in words for one in value)


def _count_anew(
    board: Board, rounds: Sequence[str], answers: Sequence[Answer], catalogue: Catalogue, count: ResultsOfRound
) -> list[str]:
    """Put new results in the place of those that a person's answers went into; return the ids of the rounds."""
    counted = []
    for round_id in rounds:
        record = board.rounds.get(round_id)
        if record is None or record.closed_order is None:
            continue
        board.apply(removing(result for result in list(board.results.values()) if result.round == round_id))
        known = [answer for answer in answers if answer.round in (round_id, record.follows)]
        board.apply(adding(count(board, record, known, catalogue)))
        counted.append(round_id)
    return counted


def _without_references(record: Record, participant: str) -> Record:
    """Return a record that refers to the person in none of its fields, however deep within one."""
    fields = flat(record)
    kept = {name: "" if value == participant else _without(value, participant) for name, value in fields.items()}
    changes = {name: value for name, value in kept.items() if value != fields[name]}
    return replaced(record, changes) if changes else record


def _without(value: Value, participant: str) -> Value:
    """Return a value in which no list, and no group of values, names the person."""
    if isinstance(value, Mapping):
        others = {key: one for key, one in value.items() if key != participant}
        return {key: "" if one == participant else _without(one, participant) for key, one in others.items()}
    if isinstance(value, tuple | list):
        return tuple(_without(one, participant) for one in value if one != participant)
    return value


def _wanted(name: str, participant: str, words: Set[str]) -> set[str]:
    """Return what tells of the person wherever people write: name, id, and each sentence that the person said."""
    wanted = {one.casefold().strip() for one in (name, participant) if len(one.strip()) >= _SHORTEST}
    return wanted | {word.casefold() for word in words if len(word) >= _A_SENTENCE}


def _names(record: Record, wanted: Set[str]) -> bool:
    """Tell whether a record still tells of the person, as people write.

    What stands for another record, or is a word of the catalogue, is no name that anybody wrote.
    """
    own = own_fields(root_of(record))
    return any(_holds(value, wanted) for n, value in flat(record).items() if n not in own or own[n].name in _WRITTEN)


def _holds(value: Value, wanted: Set[str]) -> bool:
    """Tell whether a value, or one within it, holds one of these words."""
    if isinstance(value, str):
        text = value.casefold()
        return any(word in text for word in wanted)
    inner = (*value, *value.values()) if isinstance(value, Mapping) else value
    return isinstance(inner, tuple | list) and any(_holds(one, wanted) for one in inner)


def rewrite(file: Database, old: Head, remainder: Remainder, taking_sheets: Write) -> None:
    """Write what is left under a new lineage in the place of a session, and leave no byte of what was there before.

    Sealed sheets stay but those that are taken. Raises NotSaved where the disk does not take it, and then nothing has
    changed.
    """
    with writing(file.path), file.writing() as connection:
        taking_sheets(connection)
        if file.path.suffix.lower() == ".stw":  # in a library they may be what can be rescued of another session
            sessions.remove_strays(connection, old.session_id)
        sessions.remove(connection, old.session_id, [table for table in OF_SESSION if table not in SEALED])
        sessions.write_new(
            connection,
            old.session_id,
            remainder.records,
            label=_("Forget a participant"),
            answers=remainder.answers,
            notes=remainder.notes,
            created=old.created,
        )
        connection.execute("INSERT OR IGNORE INTO _pending (what, session_id, name) VALUES ('traces', '', '')")
    remainder.traces_left = not file.vacuum()


def elsewhere(file: Database, session_id: str, remainder: Remainder) -> None:
    """Find out what still holds the person beside the file: backups, and copies that tables were given."""
    stem, name = escape(file.path.stem), escape(file.path.name)
    beside = (f"{name}.v*-backup*", f"{stem}-rescued*.stw", f".{name}.*")
    found = {str(path) for pattern in beside for path in file.path.parent.glob(pattern)}
    remainder.backups = sorted(found)
    with file.reading() as raw:
        remainder.copies = sorted((base.name, base.at) for base in merge_bases.read(raw, session_id))


def change_between(before: Board, after: Board) -> Change:
    """Return what views must repaint when one board takes the place of another."""
    updated: dict[Ref, Mapping[str, tuple[Value, Value]]] = {}
    for record in after.records():
        earlier = before.get(ref_of(record))
        if earlier is not None and earlier != record:
            updated[ref_of(record)] = difference(earlier, record)
    return Change(
        {ref_of(record): record for record in after.records() if before.get(ref_of(record)) is None},
        updated,
        {ref_of(record): record for record in before.records() if after.get(ref_of(record)) is None},
    )
