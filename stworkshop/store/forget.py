"""Forgetting a person: what is left of a session when a participant takes name and words back.

Gone are the participant's record; answers given under the name, and the results of those rounds are counted anew;
notes, cards and other records that name the participant as who said them, with the links of such cards; private notes
about the person. Where another record only refers to the person, the reference goes. Answers given without a name
cannot be found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from glob import escape
from typing import Any

from stworkshop.answers import Answer, PrivateNote
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.changes import Change, adding, difference, removing
from stworkshop.i18n import gettext as _
from stworkshop.records import Conflict, Link, Record, Ref, Result, Round, Value, flat, ref_of, replaced, root_of
from stworkshop.store import sessions
from stworkshop.store.database import Database
from stworkshop.store.journal import Head
from stworkshop.store.tables import OF_SESSION, SEALED
from stworkshop.store.trouble import writing

SAID_BY = frozenset({"by", "author", "participant", "said_by", "raised_by"})
"""Fields that say whose words a record holds."""

ResultsOfRound = Callable[[Board, Round, Sequence[Answer], Catalogue], Sequence[Result]]


@dataclass
class Remainder:
    """What stays, and what went: counts by root, and the rounds counted anew.

    And what a person has to look after: records whose words still hold the name, backups of the file that upgrades
    made, and whether the last traces could not be removed yet (that is tried again at the close).
    """

    records: list[Record]
    answers: list[Answer]
    notes: list[PrivateNote]
    removed: Counter[str] = field(default_factory=Counter)
    counted_anew: list[str] = field(default_factory=list)
    still_named_in: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)
    traces_left: bool = False

    def report(self, participant: str) -> Mapping[str, Any]:
        """Return what went, without a word of it."""
        return {
            "participant": participant,
            "removed": dict(self.removed),
            "counted_anew": self.counted_anew,
            "still_named_in": self.still_named_in,
            "backups": self.backups,
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
    left.apply(removing(record for record in board.records() if _is_of(record, participant)))
    known = left.elements
    lost_ends = {link.source for link in board.links.values()} | {link.target for link in board.links.values()}
    lost_ends -= set(known)
    left.apply(removing(link for link in list(left.dangling.values()) if {link.source, link.target} & lost_ends))
    kept_answers = [answer for answer in answers if answer.participant != participant]
    kept_notes = [note for note in notes if note.about != participant]
    rounds = {answer.round for answer in answers if answer.participant == participant}
    counted = _count_anew(left, sorted(rounds), kept_answers, catalogue, results_of_round)
    records = [_without_references(record, participant) for record in left.records()]
    removed = Counter(root_of(record) for record in board.records() if left.get(ref_of(record)) is None)
    removed.update(answers=len(answers) - len(kept_answers), private_notes=len(notes) - len(kept_notes))
    return Remainder(
        records,
        kept_answers,
        kept_notes,
        Counter({root: n for root, n in removed.items() if n}),
        counted,
        [record.id for record in records if _names(record, name)],
    )


def _is_of(record: Record, participant: str) -> bool:
    return record.id == participant or any(
        record.attributes.get(name) == participant or getattr(record, name, None) == participant for name in SAID_BY
    )


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
        board.apply(adding(count(board, record, [a for a in answers if a.round == round_id], catalogue)))
        counted.append(round_id)
    return counted


def _without_references(record: Record, participant: str) -> Record:
    changes: dict[str, Value] = {}
    for name, value in flat(record).items():
        if value == participant:
            changes[name] = ""
        elif isinstance(value, tuple) and participant in value:
            changes[name] = tuple(item for item in value if item != participant)
    if isinstance(record, Conflict):
        changes["values"] = _without_who(record.values, participant)
    return replaced(record, changes) if changes else record


def _without_who(values: Value, participant: str) -> Value:
    if not isinstance(values, tuple):
        return values
    return tuple(
        {**value, "who": ""} if isinstance(value, Mapping) and value.get("who") == participant else value
        for value in values
    )


def _names(record: Record, name: str) -> bool:
    """Tell whether the words of a record still hold the person's name, as people write it."""
    wanted = name.casefold().strip()
    if len(wanted) < 3 or isinstance(record, Link):
        return False
    return any(isinstance(value, str) and wanted in value.casefold() for value in flat(record).values())


def rewrite(file: Database, old: Head, remainder: Remainder) -> None:
    """Write what is left under a new lineage in the place of a session, and leave no byte of what was there before.

    Sealed sheets stay. Raises NotSaved where the disk does not take it, and then nothing has changed.
    """
    with writing(file.path), file.writing() as connection:
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
    remainder.traces_left = not file.vacuum()
    remainder.backups = sorted(str(found) for found in file.path.parent.glob(f"{escape(file.path.name)}.v*-backup*"))


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
