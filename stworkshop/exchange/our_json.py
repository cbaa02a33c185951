"""Our JSON format: a session as one readable file, both ways; what is written is read again without a difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stworkshop.exchange import json_text
from stworkshop.exchange.schema import json_schema
from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.answers import Answer, is_anonymous
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.records import Record, Result, Round, SessionRecord, flat, own_fields, root_of
from stworkshop.model.session_content import SessionContent
from stworkshop.rounds import disclosed_results
from stworkshop.rounds.verdicts import verdict_of_result
from stworkshop.system.whole_files import bytes_of
from stworkshop.validation.field_limits import (
    FORMAT,
    OURS_ALONE,
    RECORD_OF,
    SECTIONS,
    VERSION,
    WRITTEN_WHERE_FILLED,
    fields_of,
)
from stworkshop.validation.file_problems import BadFile, Problems, did_you_mean, quoted
from stworkshop.validation.record_checks import RecordChecker, place_of, section_word

__all__ = ["dump", "from_text", "json_schema", "read", "to_text"]

_ORDER = {"elements": ("code", "kind", "type", "label", "note", "concepts", "pos", "size")}
"""Fields that come first and are written also where they are empty; of other records those of the catalogue are."""
MOST_DOTS = 20
_LIMITS = {"rating": (1, 5), "placing": (1, 5), "ranking": (1, 10_000), "dots": (0, MOST_DOTS)}
_ONLY_WHERE_SET = {"links": ("discussed", "note")}


def read(path: Path, catalogue: Catalogue | None = None) -> SessionContent:
    """Return the content of a file; raises BadFile with every mistake, KnownError where it cannot be read."""
    text = json_text.decoded(bytes_of(path, json_text.LARGEST_FILE), path.name)
    return from_text(text, path.name, catalogue)


def from_text(text: str, name: str = "JSON", catalogue: Catalogue | None = None) -> SessionContent:
    """Return the content of a JSON text; `name` is what the errors call it."""
    document = json_text.parsed(text, name)
    problems = Problems(name)
    _check_head(document, problems)
    content = _Reader(catalogue or bundled_catalogue(), problems).content(document)
    problems.raise_if_any()
    return content


def dump(content: SessionContent, *, for_others: bool = False) -> dict[str, Any]:
    """Return the JSON document of a session.

    `for_others` leaves out the answers, which are the organiser's own, and what the attribution keeps back of people.
    """
    records: Sequence[Record] = content.records
    if for_others:
        records = disclosed_results.as_told(attribution.others_see(records), bundled_catalogue())
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    rounds = {record.id: record for record in records if isinstance(record, Round)}
    seq = -1
    for root in SECTIONS:
        if root == "answers":
            continue
        entries = []
        for record in sorted((r for r in records if root_of(r) == root), key=lambda r: (r.seq, r.id)):
            entry = _entry(record, seq + 1)
            if isinstance(record, Result) and (word := verdict_of_result(rounds.get(record.round), record)):
                entry["figures"]["verdict"] = word
            entries.append(entry)
            seq = record.seq
        if root == "session":
            document[root] = entries[0] if entries else {}
        elif entries or root not in WRITTEN_WHERE_FILLED:
            document[root] = entries
    if not for_others:
        document["answers"] = [_answer_entry(answer) for answer in _in_order(content)]
    return document


def to_text(content: SessionContent, *, for_others: bool = False) -> str:
    """Return the JSON text of a session."""
    return json_text.written(dump(content, for_others=for_others))


def _entry(record: Record, next_seq: int) -> dict[str, Any]:
    """Return a record's fields; those that say nothing are left out, and `seq` where it is the next number."""
    root = root_of(record)
    first = _ORDER.get(root) or tuple(bundled_catalogue().record_fields(RECORD_OF.get(root, "")))
    always = set(first) - set(_ONLY_WHERE_SET.get(root, ()))
    entry: dict[str, Any] = {"id": record.id}
    for name, value in flat(record).items():
        own = own_fields(root).get(name)
        if name in OURS_ALONE or (name == "seq" and value == next_seq):
            continue
        if name == "seq" or own is None or name in always or value != own.default:
            entry[name] = _thawed(value)
    ranks = {name: n for n, name in enumerate(("id", *first))}
    return dict(sorted(entry.items(), key=lambda item: (ranks.get(item[0], len(ranks)), item[0])))


def _thawed(value: Any) -> Any:
    """Return a record's value with lists in the place of tuples, whole floats as whole numbers."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, tuple | list):
        return [_thawed(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _thawed(item) for name, item in value.items()}
    return value


def _answer_entry(answer: Answer) -> dict[str, Any]:
    who = {"participant": answer.participant} if answer.participant else {"ballot": answer.ballot}
    entry: dict[str, Any] = {"round": answer.round, "item": answer.item, **who, "side": answer.side}
    entry["value"] = _thawed(answer.value)
    if answer.value2 is not None:
        entry["value2"] = _thawed(answer.value2)
    if answer.dk != "no":
        entry["dk"] = answer.dk
    if answer.comment:
        entry["comment"] = answer.comment
    return entry


def _in_order(content: SessionContent) -> list[Answer]:
    """Return the answers round by round and sheet by sheet; a sheet's code is random, so its place tells nothing."""
    rounds = {r.id: r for r in content.records if isinstance(r, Round)}
    places = {(r.id, item): place for r in rounds.values() for place, item in enumerate(r.items)}
    orders = {r.id: (r.closed_order or 0, r.seq) for r in rounds.values()}

    def rank(answer: Answer) -> tuple[tuple[int, int], str, str, int, str]:
        place = places.get((answer.round, answer.item), len(places))
        return (orders.get(answer.round, (0, 0)), answer.round, answer.sheet, place, answer.item)

    return sorted(content.answers, key=rank)


def _check_head(document: Any, problems: Problems) -> None:
    """Raise BadFile where the file is of another sort or version; note parts that are unknown."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise BadFile(problems.name, [_("It is not a session of this program: “format” does not say “stworkshop”.")])
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadFile(problems.name, [_("It was written by a newer version of the program.")])
    if version != VERSION or isinstance(version, bool):
        problems.add("version", _("takes the number {number}.").format(number=VERSION))
    for name in document:
        if name not in SECTIONS and name not in ("format", "version"):
            sentence = _("The file has a part {name}, which is unknown.").format(name=quoted(name))
            problems.add("", sentence + did_you_mean(name, SECTIONS))


class _Reader:
    """Reads the parts of a document one after the other."""

    def __init__(self, catalogue: Catalogue, problems: Problems) -> None:
        self.catalogue = catalogue
        self.problems = problems
        self.checker = RecordChecker(catalogue, problems)
        self.seq = -1

    def content(self, document: Mapping[str, Any]) -> SessionContent:
        records = self._session(document.get("session"))
        for root in SECTIONS[1:-1]:
            records += self._section(root, document.get(root))
        content = SessionContent(records)
        content.answers = self._answers(content, document.get("answers"))
        return content

    def _session(self, entry: Any) -> list[Record]:
        if not isinstance(entry, Mapping):
            self.problems.add(section_word("session"), _("is missing, or is not a group of fields."))
            return []
        return self._record("session", entry, place_of("session", 1, entry))

    def _section(self, root: str, entries: Any) -> list[Record]:
        return [record for place, entry in self._entries(root, entries) for record in self._record(root, entry, place)]

    def _entries(self, root: str, entries: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
        if entries is None:
            return
        if not isinstance(entries, list):
            self.problems.add(root, _("takes a list."))
            return
        for number, entry in enumerate(entries, start=1):
            place = place_of(root, number, entry)
            if isinstance(entry, Mapping):
                yield place, entry
            else:
                self.problems.add(place, _("is not a group of fields."))

    def _record(self, root: str, entry: Mapping[str, Any], place: str) -> list[Record]:
        self.seq += 1
        record = self.checker.record(root, entry, place, self.seq)
        if record is None:
            return []
        self.seq = record.seq
        return [record]

    def _answers(self, content: SessionContent, entries: Any) -> list[Answer]:
        rounds = {r.id: r for r in content.records if isinstance(r, Round)}
        answers = []
        seen: set[tuple[str, str, str]] = set()
        for place, entry in self._entries("answers", entries):
            if not self.checker.entry("answers", entry, place):
                continue
            unknown = set(entry) - set(fields_of(self.catalogue, "answers"))
            if unknown:
                self.problems.add(place, _("has an unknown field {name}.").format(name=quoted(min(unknown))))
                continue
            answer = Answer(**{name: value for name, value in entry.items() if value is not None})
            sentence = _answer_problem(answer, rounds.get(answer.round), content.session)
            key = (answer.round, answer.sheet, answer.item)
            if not sentence and key in seen:
                sentence = _("the same sheet answers the same item twice.")
            seen.add(key)
            if sentence:
                self.problems.add(place, sentence)
            answers.append(answer)
        return answers


def _answer_problem(answer: Answer, round_: Round | None, session: SessionRecord) -> str:
    """Return why an answer may not stand in a file, '' where it may."""
    if round_ is None:
        return _("its round {id} is not in the file.").format(id=quoted(answer.round))
    if round_.closed_order is None:
        return _("its round {id} is still open, and so its answers are sealed.").format(id=quoted(answer.round))
    if answer.item not in round_.items:
        return _("{item} is not among the items of its round.").format(item=quoted(answer.item))
    if answer.dk == "yes" and answer.value is not None:
        return _("has a value and says “I do not know” as well.")
    low, high = _LIMITS.get(round_.kind, (0, MOST_DOTS))
    if any(value is not None and not low <= value <= high for value in (answer.value, answer.value2)):
        return _("a value goes from {low} to {high} here.").format(low=low, high=high)
    if is_anonymous(session, round_):
        if answer.participant:
            return _("its round keeps no names, but the answer names a participant.")
        return "" if answer.ballot else _("has no code of a sheet (“ballot”).")
    return "" if answer.participant or answer.ballot else _("names no participant.")
