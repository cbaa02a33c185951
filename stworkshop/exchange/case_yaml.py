"""The hand-written format: a workshop prepared in a text editor, described in docs/case-format.md.

The file is like the paper: votes stand in the order of the participants. What is read keeps no such order: in anonymous
rounds each sheet gets a random code, and the person is left out.
"""

from __future__ import annotations

import datetime
import hashlib
import random
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stworkshop.exchange import json_text, yaml_tree
from stworkshop.exchange.case_votes import Votes
from stworkshop.exchange.completing import with_results
from stworkshop.exchange.yaml_tree import Group, Items, Number, plain
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.records import Link, Record, SessionRecord, own_fields
from stworkshop.model.session_content import SessionContent
from stworkshop.system.whole_files import bytes_of
from stworkshop.validation.field_limits import Field, fields_of
from stworkshop.validation.file_problems import BadFile, Problems, did_you_mean, misspelling, quoted
from stworkshop.validation.record_checks import RecordChecker, place_of

SECTIONS = {
    "elements": "elements",
    "relations": "links",
    "participants": "participants",
    "ratings": "statements",
    "rounds": "rounds",
    "glossary": "terms",
    "notes": "notes",
    "discussed_findings": "notes",
}
"""The lists of a file whose entries are records, with the records' root, in the order of making."""
VOTES = ("ratings_earlier", "dot_votes", "rankings")
VOTE_FIELDS = ("element", "statement", "round", "values", "orders", "expected")
TESTS = (
    "counts",
    "ratings_expected",
    "dot_votes_expected",
    "risks_expected",
    "planted_findings",
    "must_not_find",
)
"""Parts that only tests read."""
_RENAMED = {
    "elements": {"description": "note"},
    "relations": {"from": "source", "to": "target"},
    "discussed_findings": {"elements": "about", "reason": "text"},
}
_NOT_READ = {
    "ratings": ("source", "description", "round", "values", "expected"),
    "elements": ("source", "level", "due_in_days"),
}
_BOOLEANS = {"true": "yes", "false": "no"}
_ID_STEMS = {
    "relations": "link",
    "participants": "person",
    "ratings": "statement",
    "rounds": "round",
    "glossary": "word",
    "notes": "note",
    "discussed_findings": "finding",
}


def read(path: Path, catalogue: Catalogue | None = None, *, rng: random.Random | None = None) -> SessionContent:
    """Return the content of a file; raises BadFile with every mistake, KnownError where it cannot be read.

    `rng` makes the codes of sheets; without it they come from the system's source of chance.
    """
    text = json_text.decoded(bytes_of(path, yaml_tree.LARGEST_FILE), path.name, yaml_tree.LARGEST_FILE)
    return from_text(text, path.name, catalogue, rng=rng)


def from_text(
    text: str, name: str = "YAML", catalogue: Catalogue | None = None, *, rng: random.Random | None = None
) -> SessionContent:
    """Return the content of a YAML text; `name` is what the errors call it."""
    problems = Problems(name)
    top = yaml_tree.tree(text, problems)
    if not isinstance(top, Group):
        problems.add("", _("It is not a session: a session is a group of fields such as “label: …”."))
        raise BadFile(name, problems.found)
    words = catalogue or bundled_catalogue()
    read_before = len(problems.found)
    json_text.look_through(top, problems)
    if len(problems.found) > read_before:  # nothing can be made of half characters
        problems.raise_if_any()
    content = _Reader(top, words, problems, rng).content()
    problems.raise_if_any()
    return with_results(content, words, rng=rng)


class _Reader:
    """Reads the parts of one file; what is wrong goes to `problems`."""

    def __init__(self, top: Group, catalogue: Catalogue, problems: Problems, rng: random.Random | None) -> None:
        self.top = top
        self.catalogue = catalogue
        self.problems = problems
        self.checker = RecordChecker(catalogue, problems)
        self.rng = rng
        self.seq = -1
        self.ids = {section: self._ids_in(section) for section in SECTIONS}
        self.taken = set().union(*self.ids.values())

    def content(self) -> SessionContent:
        self._check_parts()
        records = self._session()
        session = next((r for r in records if isinstance(r, SessionRecord)), SessionRecord(id=""))
        for section in SECTIONS:
            records += self._records(section, session)
        people = len(self._entries("participants", quiet=True))
        votes = Votes(records, self.problems, self.rng, people=people, refused=self.ids["rounds"])
        for section in VOTES:
            for place, entry in self._entries(section, quiet=True):
                self._check_names(entry, VOTE_FIELDS, place)
        for section in ("ratings", *VOTES):
            votes.read(section, self._entries(section, quiet=section in SECTIONS))
        self._check_references()
        self._check_links(records)
        return SessionContent(records, votes.answers())

    def _check_parts(self) -> None:
        known = {*SECTIONS, *VOTES, *TESTS, *own_fields("session"), "id"}
        for name, value in self.top.items():
            misspelt = misspelling(name, known) or did_you_mean(name, known, likeness=0.85)
            if name not in known and (misspelt or _holds_groups(value)):
                place = _("line {line}").format(line=self.top.lines[name])
                hint = misspelt or did_you_mean(name, known)
                self.problems.add(place, _("the part {name} is unknown.").format(name=quoted(name)) + hint)

    def _check_names(self, entry: Group, known: Iterable[str], place: str) -> None:
        """Note fields that are hardly of one's own: their names are a slip away from one that the program reads."""
        for name in entry:
            if hint := misspelling(name, known):
                where = _("{place}, line {line}").format(place=place, line=entry.lines[name])
                self.problems.add(where, _("the field {name} is unknown.").format(name=quoted(name)) + hint)

    def _session(self) -> list[Record]:
        entry = {n: v for n, v in self.top.items() if n not in (*SECTIONS, *VOTES, *TESTS)}
        flat = self._values("session", entry)
        flat["id"] = _text_id(flat.get("id")) or _session_id(str(flat.get("label") or ""))
        self.taken.add(str(flat["id"]))
        return self._record("session", flat, place_of("session", 1, {}))

    def _records(self, section: str, session: SessionRecord) -> list[Record]:
        root = SECTIONS[section]
        records: list[Record] = []
        for place, entry in self._entries(section):
            renamed = _RENAMED.get(section, {})
            kept = {renamed.get(n, n): v for n, v in entry.items() if n not in _NOT_READ.get(section, ("source",))}
            kind = str(entry.get("kind", "")) if root == "elements" else ""
            fields = fields_of(self.catalogue, root, kind if kind in self.catalogue.kinds else "")
            self._check_names(entry, {*fields, *renamed, *_NOT_READ.get(section, ("source",)), "id"}, place)
            flat = self._values(root, kept, kind)
            flat["id"] = _text_id(flat.get("id")) or self._new_id(_ID_STEMS.get(section) or kind or "card")
            if section == "discussed_findings":
                flat["kind"] = "finding"
            elif root == "notes":
                flat.setdefault("kind", "comment")
            elif root == "rounds":
                self._complete_round(flat, session)
            elif root == "elements":
                self._add_due(flat, entry, session, place)
            records += self._record(root, flat, place)
        return records

    def _entries(self, section: str, *, quiet: bool = False) -> list[tuple[str, Group]]:
        """Return the entries of a list with their places; what is no entry is noted once, unless `quiet`."""
        value = self.top.get(section)
        found: list[tuple[str, Group]] = []
        if value is None:
            return found
        if not isinstance(value, Items):
            if not quiet:
                self.problems.add(
                    _("line {line}").format(line=self.top.lines[section]),
                    _("“{name}” takes a list.").format(name=section),
                )
            return found
        root = SECTIONS.get(section, "answers")
        for number, entry in enumerate(value, start=1):
            if isinstance(entry, Group):
                place = _("line {line}, {what}").format(line=entry.line, what=place_of(root, number, entry))
                found.append((place, entry))
            elif not quiet:
                place = _("line {line}, {what}").format(line=value.line, what=place_of(root, number, entry))
                self.problems.add(place, _("is not a group of fields."))
        return found

    def _ids_in(self, section: str) -> set[str]:
        """Return the ids that the entries of a list give themselves, those of unfit entries included."""
        return {str(entry["id"]) for _place, entry in self._entries(section, quiet=True) if entry.get("id")}

    def _record(self, root: str, flat: dict[str, Any], place: str) -> list[Record]:
        self.seq += 1
        record = self.checker.record(root, flat, place, self.seq)
        return [record] if record is not None else []

    def _values(self, root: str, entry: Mapping[str, Any], kind: str = "") -> dict[str, Any]:
        """Return the fields as records hold them; what is empty is left out, so that its default holds."""
        fields = fields_of(self.catalogue, root, kind if kind in self.catalogue.kinds else "")
        values = {name: _fitted(fields.get(name), value) for name, value in entry.items()}
        return {name: value for name, value in values.items() if value not in (None, "", [], ())}

    def _complete_round(self, flat: dict[str, Any], session: SessionRecord) -> None:
        """Give a round the defaults of its kind; in an anonymous session every round is anonymous."""
        for entry in self.catalogue.entries("record_fields"):
            default = entry.get("default_by_kind", {}).get(str(flat.get("kind")))
            if entry["record"] == "round" and entry["field"] != "anonymous" and default is not None:
                flat.setdefault(entry["field"], default)
        if session.attribution == "anonymous":
            flat["anonymous"] = "yes"

    def _add_due(self, flat: dict[str, Any], entry: Group, session: SessionRecord, place: str) -> None:
        """Set the due day of a card from the days that follow the day of the session."""
        days = entry.get("due_in_days")
        if days is None or flat.get("due"):
            return
        if not isinstance(days, Number) or "." in days or abs(days.number) > 36500:
            self.problems.add(place + ", due_in_days", _("takes a number of days."))
            return
        try:
            flat["due"] = (datetime.date.fromisoformat(session.date) + datetime.timedelta(days=int(days))).isoformat()
        except (ValueError, OverflowError):
            self.problems.add(
                place + ", due_in_days", _("counts from the day of the session (“date”), which is missing.")
            )

    def _new_id(self, stem: str) -> str:
        number = 1
        while f"{stem}-{number}" in self.taken:
            number += 1
        self.taken.add(f"{stem}-{number}")
        return f"{stem}-{number}"

    def _check_links(self, records: list[Record]) -> None:
        """Note links that stand in the file twice; of a symmetric relation in either order."""
        seen: dict[tuple[str, str, str], str] = {}
        for link in records:
            if isinstance(link, Link):
                relation = self.catalogue.relations.get(link.relation)
                ends = [link.source, link.target]
                if relation is not None and relation.symmetric:
                    ends.sort()
                first = seen.setdefault((link.relation, ends[0], ends[1]), link.id)
                if first != link.id:
                    sentence = _("the same link stands in the file already: {id}.").format(id=quoted(first))
                    self.problems.add(self.checker.places[link.id], sentence)

    def _check_references(self) -> None:
        """Note ids that lead nowhere; only a link may have lost an end, and a check of the map tells so."""
        cards, anything = self.ids["elements"], set().union(*self.ids.values())
        for section, name, allowed in (
            ("participants", "stakeholder", cards),
            ("ratings", "about", cards),
            ("rounds", "items", cards | self.ids["ratings"]),
            ("rounds", "follows", self.ids["rounds"]),
            ("notes", "about", anything),
            ("discussed_findings", "elements", anything),
        ):
            for place, entry in self._entries(section, quiet=True):
                value = entry.get(name)
                for item in value if isinstance(value, Items) else [value] if value else []:
                    if isinstance(item, str) and item and str(item) not in allowed:
                        sentence = _("{id} is not in the file.").format(id=quoted(item))
                        self.problems.add(f"{place}, {name}", sentence + did_you_mean(item, allowed))


def _holds_groups(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _fitted(field: Field | None, value: Any) -> Any:
    """Return a value of the tree as its field takes it: numbers only where numbers go, one word where a list goes."""
    if field is None:
        return plain(value)
    if isinstance(value, Number):
        return value.number if field.shape in ("integer", "number", "json") else str(value)
    if field.shape == "yes-no" and isinstance(value, str):
        return _BOOLEANS.get(value.lower(), value.lower())
    if field.shape == "ids" and isinstance(value, str):
        return [value] if value else []
    if field.shape == "ids" and isinstance(value, list):
        return [str(item) if isinstance(item, Number) else item for item in value]
    if field.shape == "text" and isinstance(value, str):
        return unicodedata.normalize("NFC", value.strip())
    return plain(value)


def _text_id(value: Any) -> Any:
    """Return an id as text, also where it is written as a number."""
    return str(value) if isinstance(value, int | float) else value


def _session_id(label: str) -> str:
    """Return an id for a session without one: its label in plain letters, or where it has none of these a checksum."""
    plain_letters = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain_letters).strip("-")[:60].strip("-")
    return slug or f"session-{hashlib.sha256(label.encode()).hexdigest()[:12]}"
