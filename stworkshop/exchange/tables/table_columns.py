"""What the columns of a table become: roles, suggested by names and cells, remembered by names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from stworkshop.exchange import suggesting
from stworkshop.exchange.foreign import LEAVE_OUT, NOTHING
from stworkshop.exchange.foreign_words import listed, normal
from stworkshop.exchange.tables import cell_words
from stworkshop.exchange.tables.cell_words import EMAIL, NUMBER
from stworkshop.exchange.tables.column_words import PERSONAL, ROLE_WORDS, WEIGHTS
from stworkshop.exchange.tables.table_files import Sheet
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue

LABEL, NOTE, WHO, TOPIC, KIND, TYPE, CODE, ANSWERED, ID, X, Y = (
    "label", "note", "who", "topic", "kind", "type", "code", "answered", "id", "x", "y",
)  # fmt: skip
ROLES = (LABEL, WHO, NOTE, TOPIC, KIND, TYPE, CODE, ANSWERED, ID, X, Y, LEAVE_OUT)
"""What a column may be, besides FIELD with the id of an attribute of the kind."""
FIELD = "field:"
DEFAULT_KIND = "concern"
_IN_WORDS = (LABEL, WHO, TOPIC, ANSWERED)
"""What a column is by its name only where its cells are words as well."""
_ONCE = (LABEL, KIND, TYPE, CODE, ID, X, Y)
_OURS = {
    "id": ID,
    "code": CODE,
    "kind": KIND,
    "type": TYPE,
    "label": LABEL,
    "note": NOTE,
    "concepts": TOPIC,
    "x": X,
    "y": Y,
}
_NOT_OURS = ("w", "h", "group")
"""Columns of our own tables that the map makes itself."""
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_SCALE = re.compile(r"\b[01]\s*(?:-|–|\.\.|to|bis|à|a)\s*(?:5|10|100)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE)
"""What stands behind the name of a column of which a table has one for each language."""
_CODE = re.compile(r"[A-Za-z]{1,2}[0-9]{1,5}[a-z]?")
_ALIKE = 90.0
_LEAST_LETTERS = 5
_MOST_LOOKED_AT = 200


@dataclass(frozen=True)
class ColumnChoices:
    """What one row becomes (`kind`), and each of its columns (`roles`), by the names of the columns (`heads`).

    `topics` and `kinds` say what words in the cells become, as in `Choices`.
    """

    kind: str
    roles: tuple[str, ...]
    first_row_holds_names: bool = True
    topics: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    kinds: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    heads: tuple[str, ...] = ()

    def fits(self, heads: Sequence[str]) -> bool:
        """Tell whether all columns that are used stand in a table with these names."""
        if not self.first_row_holds_names:
            return len(heads) == len(self.heads)
        there = {_same(head) for head in heads}
        used = [h for h, role in zip(self.heads, self.roles, strict=False) if role != LEAVE_OUT]
        return bool(used) and all(_same(head) in there for head in used)

    def for_table(self, heads: Sequence[str]) -> ColumnChoices:
        """Return the same choices for a table with its columns in another order; unknown ones are left out."""
        if not self.first_row_holds_names:
            return replace(self, heads=tuple(heads))
        known: dict[str, list[str]] = {}
        for head, role in zip(self.heads, self.roles, strict=False):
            known.setdefault(_same(head), []).append(role)
        roles = tuple(known[_same(h)].pop(0) if known.get(_same(h)) else LEAVE_OUT for h in heads)
        return replace(self, roles=roles, heads=tuple(heads))

    def with_role(self, at: int, role: str) -> ColumnChoices:
        """Return the choices with another role for a column; what only one column can be is taken from the other."""
        roles = [NOTE if role in _ONCE and r == role else r for r in self.roles]
        roles[at] = role
        return replace(self, roles=tuple(roles))


def suggested_columns(
    sheet: Sheet, catalogue: Catalogue, named: bool, remembered: Iterable[ColumnChoices] = ()
) -> ColumnChoices:
    """Return what the columns most likely are: as remembered for these names, else by names and cells.

    `named` tells whether the session keeps names; where it keeps none, columns about persons are left out.
    """
    heads = sheet.heads_of(names=True)
    for known in remembered:
        own_heads = heads if known.first_row_holds_names else sheet.heads_of(names=False)
        if known.fits(own_heads):
            return known.for_table(own_heads)
    names = _first_row_holds_names(sheet)
    heads = sheet.heads_of(names=names)
    cells = [_cells(sheet, at, names) for at in range(sheet.width)]
    kind = _row_kind(sheet, heads, catalogue) if names else DEFAULT_KIND
    ours = {"id", "kind", "label"} <= {head.casefold() for head in heads}
    roles: list[str] = []
    for at, head in enumerate(heads):
        role = _our_role(head, catalogue) if ours else _role(head, cells[at], kind, catalogue, named)
        roles.append(LEAVE_OUT if role in _ONCE and role in roles and role != LABEL else role)
    if not ours:
        roles = _kinds_told_by_words(_one_label(roles, cells), cells, kind, catalogue)
    topics = {w: suggesting.topic_of(w, catalogue) for w in words_in(sheet, roles, TOPIC, names, catalogue)}
    kinds = {w: suggesting.kind_of(w, catalogue) for w in words_in(sheet, roles, KIND, names, catalogue)}
    return ColumnChoices(kind, tuple(roles), names, topics, kinds, heads)


def doubt(sheet: Sheet, columns: ColumnChoices) -> str:
    """Return why the rows of a table may be no cards, as half a sentence; "" where nothing speaks against it."""
    if LABEL not in columns.roles:
        return _("no column holds words, as those on a card are")
    cells = [row[columns.roles.index(LABEL)] for _number, row in sheet.body(names=columns.first_row_holds_names)]
    if cell_words.are_votes(cells):
        return _("each says only how somebody voted")
    if cell_words.stand_in_many_rows(cells):
        return _("the same few words stand in many rows, as in a list of votes")
    return ""


def words_in(sheet: Sheet, roles: Sequence[str], role: str, names: bool, catalogue: Catalogue) -> dict[str, int]:
    """Return the words in the columns of topics or kinds, in the order of the table, with how many cells hold them."""
    found: dict[str, int] = {}
    for _number, row in sheet.body(names=names):
        for at, cell in enumerate(row):
            if roles[at] == role and cell:
                for word in topics_of(cell, catalogue) if role == TOPIC else [cell]:
                    found[word] = found.get(word, 0) + 1
    return found


def topics_of(cell: str, catalogue: Catalogue) -> list[str]:
    """Return the words for topics in a cell: the whole where it means one, else its parts."""
    if suggesting.topic_of(cell, catalogue):
        return [cell]
    return [word for part in re.split(r"[;,|\n]", cell) if (word := part.strip())]


def is_personal(head: str, cells: Sequence[str]) -> bool:
    """Tell whether a column says which person wrote something, by its name or its cells."""
    if normal(head) in _personal() or normal(_BRACKETS.sub(" ", head)) in _personal():
        return True
    filled = [cell for cell in cells if cell]
    reachable = [cell for cell in filled if EMAIL.fullmatch(cell) or cell_words.is_phone(cell)]
    return bool(filled) and len(reachable) * 2 > len(filled)


def is_weight(head: str, cells: Sequence[str]) -> bool:
    """Tell whether a column holds weights: called so, and with numbers in its cells."""
    filled = [cell for cell in cells if cell]
    numbers = bool(filled) and sum(bool(NUMBER.fullmatch(cell)) for cell in filled) * 10 >= len(filled) * 8
    plain = normal(_BRACKETS.sub(" ", head))
    called = plain in _weights() or normal(head) in _weights()
    return numbers and (called or bool(_SCALE.search(head)))


def cells_of(sheet: Sheet, at: int, names: bool) -> list[str]:
    """Return the cells of a column that are looked at to say what it is."""
    return _cells(sheet, at, names)


def _same(head: str) -> str:
    return " ".join(head.split()).casefold()


def _cells(sheet: Sheet, at: int, names: bool) -> list[str]:
    return [row[at] for _number, row in sheet.body(names=names)[:_MOST_LOOKED_AT]]


def _first_row_holds_names(sheet: Sheet) -> bool:
    """Tell whether the first row looks like names: short words, none twice, no numbers."""
    first = sheet.lines[0] if sheet.lines else ()
    filled = [cell for cell in first if cell]
    if len(sheet.lines) < 2 or not filled or len(set(filled)) < len(filled):
        return False
    return not any(NUMBER.fullmatch(cell) or EMAIL.fullmatch(cell) or len(cell) > 120 for cell in filled)


def _row_kind(sheet: Sheet, heads: Sequence[str], catalogue: Catalogue) -> str:
    """Return what a row most likely becomes: by the name of the sheet, else by words in the names of the columns."""
    if kind := suggesting.kind_of(sheet.name, catalogue):
        return kind
    for head in heads:
        if normal(head) in _role_words() and _role_words()[normal(head)] not in (LABEL, WHO):
            continue
        words = [head, *(word for word in head.split() if len(word) >= _LEAST_LETTERS)]
        for word in words:
            kind = suggesting.kind_of(word, catalogue)
            if kind and kind != "stakeholder":
                return kind
    return DEFAULT_KIND


def _our_role(head: str, catalogue: Catalogue) -> str:
    """Return the role of a column of our own table."""
    name = head.casefold()
    if name in _OURS:
        return _OURS[name]
    attributes = {a for kind in catalogue.kinds.values() for a, at in kind.attributes.items() if not at.derived}
    return FIELD + name if name in attributes else LEAVE_OUT if name in _NOT_OURS else NOTE


def _role(head: str, cells: Sequence[str], kind: str, catalogue: Catalogue, named: bool) -> str:
    if not any(cells):
        return LEAVE_OUT
    if is_personal(head, cells):
        return NOTE if named else LEAVE_OUT
    if is_weight(head, cells):
        return LEAVE_OUT
    if attribute := _attribute(head, kind, catalogue):
        return FIELD + attribute
    role = _called(head)
    return NOTE if role in _IN_WORDS and not _fit(cells, role) else role


def _called(head: str) -> str:
    """Return the role that the name of a column means."""
    head = _LANGUAGE.sub("", head) if _LANGUAGE.search(head[-6:]) else head
    plain = normal(_BRACKETS.sub(" ", head)) or normal(head)
    if plain in _role_words():
        return _role_words()[plain]
    if len(plain) >= _LEAST_LETTERS:
        best = process.extractOne(plain, _role_words().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best:
            return _role_words()[best[0]]
    return NOTE


def _fit(cells: Sequence[str], role: str) -> bool:
    """Tell whether cells are what a column of this role is made of: words, or codes of cards where it names some."""
    if role in (WHO, ANSWERED):
        return cell_words.are_words(" " if _CODE.fullmatch(cell) else cell for cell in cells)
    return cell_words.are_words(cells)


def _attribute(head: str, kind: str, catalogue: Catalogue) -> str:
    """Return the attribute of a kind that a column is called after, by label or id."""
    plain = normal(head)
    for attribute in catalogue.kind(kind).attributes.values():
        if (
            attribute.id != "type"
            and not attribute.derived
            and plain in (normal(attribute.label), normal(attribute.id))
        ):
            return attribute.id
    return ""


def _one_label(roles: list[str], cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the roles with one label: of several columns, or of what would be notes, that with the longest words."""
    worded = [at for at, column in enumerate(cells) if cell_words.are_words(column)]
    labels = [at for at in worded if roles[at] == LABEL]
    labels = labels or [at for at in worded if roles[at] == NOTE]
    labels = labels or [at for at in worded if roles[at] in (WHO, ANSWERED, TOPIC)]
    if not labels:
        return roles
    chosen = max(labels, key=lambda at: (_length(cells[at]), -at))
    return [LABEL if at == chosen else NOTE if role == LABEL else role for at, role in enumerate(roles)]


def _kinds_told_by_words(
    roles: list[str], cells: Sequence[Sequence[str]], kind: str, catalogue: Catalogue
) -> list[str]:
    """Return the roles with a column of sorts or topics as that of kinds, where its words mean kinds instead."""
    for at, role in enumerate(roles):
        if KIND in roles or role not in (TYPE, TOPIC):
            continue
        words = {cell for cell in cells[at] if cell}
        as_kinds = sum(bool(suggesting.kind_of(word, catalogue)) for word in words)
        if role == TYPE:
            as_named = sum(bool(suggesting.type_of(word, kind, catalogue)) for word in words)
        else:
            as_named = sum(bool(suggesting.topic_of(word, catalogue)) for word in words)
        if as_kinds > as_named and as_kinds * 2 > len(words):
            return [KIND if n == at else other for n, other in enumerate(roles)]
    return roles


def _length(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell and not NUMBER.fullmatch(cell)]
    return sum(min(len(cell), 400) for cell in filled) / max(1, len(cells))


@lru_cache(maxsize=1)
def _role_words() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for role, words in ROLE_WORDS.items():
        for word in listed(words):
            known.setdefault(normal(word), role)
    return known


@lru_cache(maxsize=1)
def _personal() -> frozenset[str]:
    return frozenset(map(normal, listed(PERSONAL)))


@lru_cache(maxsize=1)
def _weights() -> frozenset[str]:
    return frozenset(map(normal, listed(WEIGHTS)))
