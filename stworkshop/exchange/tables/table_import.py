"""From a table and what its columns become to cards and links in the table's own words. Pure, but for reading files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from stworkshop.commands.capture_line import relation_for
from stworkshop.exchange import suggesting
from stworkshop.exchange.foreign import LEAVE_OUT, Choices, Foreign, ForeignCard, ForeignLink
from stworkshop.exchange.foreign_words import normal
from stworkshop.exchange.mapping import suggested
from stworkshop.exchange.tables import table_columns as roles
from stworkshop.exchange.tables.saved_mapping import from_json as from_json
from stworkshop.exchange.tables.saved_mapping import to_json as to_json
from stworkshop.exchange.tables.table_columns import ColumnChoices as ColumnChoices
from stworkshop.exchange.tables.table_columns import suggested_columns as suggested_columns
from stworkshop.exchange.tables.table_columns import words_in
from stworkshop.exchange.tables.table_files import Sheet as Sheet
from stworkshop.exchange.tables.table_files import read_sheets as read_sheets
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Attribute, Catalogue
from stworkshop.model.records import Value
from stworkshop.model.same_words import same_text

_CODE = re.compile(r"[A-Za-z]{1,2}[0-9]{1,5}[a-z]?")
_SEVERAL = re.compile(r"[;\n]")
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_YES = ("yes", "y", "true", "x", "1", "ja", "wahr", "oui", "vrai", "si", "verdadero")
_NO = ("no", "n", "false", "0", "nein", "falsch", "non", "faux", "falso")


@dataclass(frozen=True)
class ColumnState:
    """What a column does, in words: `state` is good, look (a person should look at it) or off (left out)."""

    state: str
    words: str


def as_foreign(path_name: str, sheet: Sheet, columns: ColumnChoices, catalogue: Catalogue) -> Foreign:
    """Return cards and links of a table: a card a row, cards of who holds it and what answers it, and their links."""
    return _Rows(path_name, sheet, columns, catalogue).foreign()


def choices_of(foreign: Foreign, columns: ColumnChoices, catalogue: Catalogue, board: Board | None = None) -> Choices:
    """Return what the words of a table become: as chosen with its columns, else as suggested."""
    found = suggested(foreign, catalogue, board)
    kinds = {word: columns.kinds.get(word) or choice for word, choice in found.kinds.items()}
    topics = {word: columns.topics.get(word) or choice for word, choice in found.topics.items()}
    return replace(found, kinds=kinds, topics=topics)


def states(sheet: Sheet, columns: ColumnChoices, catalogue: Catalogue, named: bool) -> list[ColumnState]:
    """Return what each column does or why it is left out; `named` tells whether the session keeps names."""
    names = columns.first_row_holds_names
    heads = sheet.heads_of(names=names)
    return [_state(sheet, columns, at, heads[at], catalogue, named) for at in range(sheet.width)]


def _state(sheet: Sheet, columns: ColumnChoices, at: int, head: str, catalogue: Catalogue, named: bool) -> ColumnState:
    role = columns.roles[at]
    if role == LEAVE_OUT:
        cells = roles.cells_of(sheet, at, columns.first_row_holds_names)
        return ColumnState("off", _why_left_out(head, cells, named) or _("left out"))
    if role in (roles.TOPIC, roles.KIND):
        chosen = columns.topics if role == roles.TOPIC else columns.kinds
        only = [r if n == at else "" for n, r in enumerate(columns.roles)]
        words = words_in(sheet, only, role, columns.first_row_holds_names, catalogue)
        known = sum(bool(chosen.get(word)) for word in words)
        told = ngettext("{known} of {n} word known", "{known} of {n} words known", len(words))
        return ColumnState("good" if known == len(words) else "look", told.format(known=known, n=len(words)))
    if role.startswith(roles.FIELD):
        attribute = catalogue.kind(columns.kind).attributes.get(role.removeprefix(roles.FIELD))
        if attribute is None:
            return ColumnState("look", _("this kind has no such field"))
        unfit = [
            c for c in roles.cells_of(sheet, at, columns.first_row_holds_names) if c and _value(attribute, c) is None
        ]
        if unfit:
            words_ = ngettext("{n} value does not fit", "{n} values do not fit", len(unfit))
            return ColumnState("look", words_.format(n=len(unfit)))
        return ColumnState("good", attribute.label)
    sentences = {
        roles.WHO: _("makes a card of a person or group, or finds one"),
        roles.LABEL: _("becomes the card, in their words"),
        roles.NOTE: _("kept with the card"),
        roles.CODE: _("printed codes, where they are free"),
        roles.TYPE: _("known sorts; other words are kept with the card"),
        roles.ANSWERED: _("makes a card that answers it, or finds one"),
        roles.ID: _("tells the rows apart"),
        roles.X: _("where the card lies"),
        roles.Y: _("where the card lies"),
    }
    return ColumnState("good", sentences.get(role, ""))


def _why_left_out(head: str, cells: Sequence[str], named: bool) -> str:
    if not any(cells):
        return _("empty")
    if roles.is_weight(head, cells):
        return _("weights come from people’s dots")
    if not named and roles.is_personal(head, cells):
        return _("this session keeps no names")
    return ""


class _Rows:
    """Reads row after row."""

    def __init__(self, path_name: str, sheet: Sheet, columns: ColumnChoices, catalogue: Catalogue) -> None:
        self.name, self.sheet, self.columns, self.catalogue = path_name, sheet, columns, catalogue
        self.names = columns.first_row_holds_names
        self.heads = sheet.heads_of(names=self.names)
        self.at: dict[str, list[int]] = {}
        for at, role in enumerate(columns.roles[: sheet.width]):
            self.at.setdefault(role, []).append(at)
        self.cards: list[ForeignCard] = []
        self.links: list[ForeignLink] = []
        self._named: dict[str, ForeignCard] = {}
        self._by_code: dict[str, str] = {}
        self._by_words: dict[str, str] = {}

    def foreign(self) -> Foreign:
        body = self.sheet.body(names=self.names)
        seen: set[str] = set()
        rows: list[tuple[ForeignCard, tuple[str, ...]]] = []
        for number, row in body:
            card = self._card(number, row, seen)
            rows.append((card, row))
            if card.label:
                self._by_words.setdefault(same_text(card.label), card.id)
            if code := str(card.ours.get("code") or ""):
                self._by_code.setdefault(code.casefold(), card.id)
        for card, row in rows:
            if card.label or card.note:
                self._holders(card, row)
                self._answers(card, row)
        self.cards = [*self._named.values(), *(card for card, _row in rows)]
        stem = PurePath(self.name).stem
        left_out = (*self._left_out_columns(), *self.sheet.left_out)
        return Foreign(self.name, _("table"), stem, tuple(self.cards), tuple(self.links), left_out)

    def _card(self, number: int, row: tuple[str, ...], seen: set[str]) -> ForeignCard:
        place = _("row {number}").format(number=number)
        word = self._one(roles.KIND, row) or self.columns.kind
        given = self._one(roles.ID, row)
        # Rows of another sheet of the same file are other rows.
        card_id = given if given and given not in seen else f"{self.sheet.name}!{number}"
        seen.add(card_id)
        kind = self._kind(word)
        note, fields = self._notes(row)
        ours: dict[str, Value] = {"id": given} if self._is_ours and given == card_id else {}
        ours |= self._own_values(kind, row, fields)
        topics = [t for at in self.at.get(roles.TOPIC, ()) for t in roles.topics_of(row[at], self.catalogue)]
        label = self._one(roles.LABEL, row)
        if not any(row):
            fields, ours, note = {}, {}, ""
        return ForeignCard(card_id, label, word, note, tuple(dict.fromkeys(topics)), None, fields, ours, place)

    @property
    def _is_ours(self) -> bool:
        return {roles.ID, roles.KIND, roles.LABEL} <= set(self.at) and {"id", "kind", "label"} <= set(self.heads)

    def _kind(self, word: str) -> str:
        return self.columns.kinds.get(word) or suggesting.kind_of(word, self.catalogue)

    def _one(self, role: str, row: tuple[str, ...]) -> str:
        return next((row[at] for at in self.at.get(role, ()) if row[at]), "")

    def _notes(self, row: tuple[str, ...]) -> tuple[str, dict[str, str]]:
        """Return the note, and what other columns say by name."""
        note: list[str] = []
        fields: dict[str, str] = {}
        for at in self.at.get(roles.NOTE, ()):
            if row[at] and (not self.names or normal(self.heads[at]) in _note_words()):
                note.append(row[at])
            elif row[at]:
                fields[self.heads[at]] = row[at]
        return "\n".join(note), fields

    def _own_values(self, kind: str, row: tuple[str, ...], fields: dict[str, str]) -> dict[str, Value]:
        ours: dict[str, Value] = {}
        if code := self._one(roles.CODE, row):
            ours["code"] = code
        place = tuple(_number(self._one(role, row)) for role in (roles.X, roles.Y))
        if None not in place:
            ours["pos"] = place
        if sort := self._one(roles.TYPE, row):
            found = suggesting.type_of(sort, kind, self.catalogue) if kind else ""
            if found:
                ours["type"] = found
            else:
                fields[self.heads[self.at[roles.TYPE][0]]] = sort
        attributes = self.catalogue.kind(kind).attributes if kind else {}
        for role, columns in self.at.items():
            if not role.startswith(roles.FIELD):
                continue
            attribute = attributes.get(role.removeprefix(roles.FIELD))
            for at in columns:
                if not row[at]:
                    continue
                value = _value(attribute, row[at]) if attribute is not None else None
                if attribute is None:
                    fields[self.heads[at]] = row[at]
                else:
                    ours[attribute.id] = row[at] if value is None else value
        return ours

    def _holders(self, card: ForeignCard, row: tuple[str, ...]) -> None:
        kind = self._kind(card.kind)
        for name in self._several(roles.WHO, row):
            holder = self._end(name, "stakeholder", "S")
            relation, forward = relation_for(self.catalogue, "stakeholder", kind, "@") or ("", True)
            self._join(holder, card.id, relation, forward)

    def _answers(self, card: ForeignCard, row: tuple[str, ...]) -> None:
        kind = self._kind(card.kind)
        other = "decision" if kind == "open-question" else "mitigation"
        for name in self._several(roles.ANSWERED, row):
            answer = self._end(name, other, "")
            relation, forward = "", True
            if answer not in self._by_code.values() and not _CODE.fullmatch(name):
                relation, forward = relation_for(self.catalogue, other, kind, ">") or ("", True)
            self._join(answer, card.id, relation, forward)

    def _several(self, role: str, row: tuple[str, ...]) -> Iterable[str]:
        for at in self.at.get(role, ()):
            yield from (name for part in _SEVERAL.split(row[at]) if (name := part.strip()))

    def _end(self, name: str, kind: str, letter: str) -> str:
        """Return the id in the file of the card that words name: a row, a code on the map, or a card made for it."""
        if found := self._by_code.get(name.casefold()):
            return found
        if _CODE.fullmatch(name) and (not letter or name.upper().startswith(letter)):
            return name
        if kind != "stakeholder" and (found := self._by_words.get(same_text(name))):
            return found
        key = f"{kind}:{same_text(name)}"
        if key not in self._named:
            self._named[key] = ForeignCard(key, name, kind, named=True)
        return key

    def _join(self, other: str, card: str, relation: str, forward: bool) -> None:
        ends = (other, card) if forward else (card, other)
        self.links.append(ForeignLink(f"{other}>{card}", *ends, relation))

    def _left_out_columns(self) -> Iterable[str]:
        for at in self.at.get(LEAVE_OUT, ()):
            cells = [row[at] for _number, row in self.sheet.body(names=self.names)]
            if not any(cells):
                continue
            if roles.is_weight(self.heads[at], cells):
                words = _("The column “{name}” was left out: weights come from people’s dots.")
            elif roles.is_personal(self.heads[at], cells):
                words = _("The column “{name}” was left out: it says who somebody is.")
            else:
                words = _("The column “{name}” was left out.")
            yield words.format(name=self.heads[at])


def _value(attribute: Attribute, cell: str) -> Value:
    """Return what a cell says of a field: a word by id or label, a step by number or words; None where it is unfit."""
    plain = normal(cell)
    if attribute.type == "integer":
        steps = [normal(label) for label in attribute.labels]
        if plain in steps:
            return steps.index(plain) + (attribute.minimum or 0)
        for word, label in attribute.values:
            if plain in (normal(word), normal(label)):
                return word
        number = _number(cell)
        whole = int(number) if number is not None and number == int(number) else None
        low, high = attribute.minimum, attribute.maximum
        return (
            whole if whole is not None and (low is None or low <= whole) and (high is None or whole <= high) else None
        )
    if attribute.type == "date":
        return _day(cell)
    if attribute.type == "text":
        return cell
    words = {normal(word): word for word, _label in attribute.values}
    words = {**{normal(label): word for word, label in attribute.values}, **words}
    if attribute.type == "ids":
        found = [words.get(normal(part)) for part in re.split(r"[;,\n]", cell) if part.strip()]
        return tuple(found) if found and None not in found else None
    if plain in words:
        return words[plain]
    said = "yes" if plain in _YES else "no" if plain in _NO else ""
    return said if said in words.values() else None


def _day(cell: str) -> str | None:
    found = _DAY.fullmatch(cell)
    try:
        if found:  # day first, as most of the world writes it; a month above 12 is turned round
            day, month, year = (int(part) for part in found.groups())
            day, month = (month, day) if month > 12 else (day, month)
            return datetime.date(year, month, day).isoformat()
        return datetime.date.fromisoformat(cell[:10]).isoformat() if len(cell) in (10, 16) else None
    except ValueError:
        return None


def _number(cell: str) -> float | None:
    try:
        number = float(cell.replace(",", ".")) if re.fullmatch(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?", cell) else None
    except ValueError:
        return None
    return number


def _note_words() -> frozenset[str]:
    return frozenset(
        normal(word) for word in ("note", "notes", _("Note"), "notiz", "notizen", "nota", "notas", "remarque")
    )
