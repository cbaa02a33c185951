"""The rated statements as a list: groups with their headings, and one row per statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.rounds.opinion_summary import Room, Said
from stworkshop.rounds.verdicts import state_names

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex

AGREEMENT, MAP, SIDE = "agreement", "map", "side"
_ALWAYS = ("no",)
"""What stands there even where it is empty: a shared no must have a place of its own."""


@dataclass(frozen=True)
class Head:
    """A heading: `look` says how it is painted, `words` what the group means."""

    look: str
    title: str
    words: str
    count: int
    icon: str = ""


@dataclass(frozen=True)
class StatementLine:
    """A statement in its group; `last` closes the frame around the group."""

    said: Said
    last: bool


Entry = Head | StatementLine

ICONS = {
    "yes": "agreed-yes", "no": "agreed-no", "most-yes": "most-yes", "most-no": "most-no", "mixed": "mixed",
    "contested": "contested", "few": "too-few",
    "not-asked": "not-asked",
}  # fmt: skip


def state_meanings() -> dict[str, str]:
    """Return what each state means, in words for the room."""
    return {
        "yes": _("a clear majority said yes, and answers are close to each other"),
        "no": _("a clear majority said no, and answers are close to each other"),
        "most-yes": _("a clear majority said yes, but not everyone can live with it"),
        "most-no": _("a clear majority said no, but some want it very much"),
        "mixed": _("opinions go in different directions"),
        "contested": _("people disagree strongly"),
        "few": _("fewer than three answers: no picture of the room"),
        "not-asked": _("nobody was asked, or the round is still open"),
    }


class OpinionModel(QAbstractListModel):
    """Headings that cannot be chosen, and statements that can."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.entries: list[Entry] = []

    def show_room(self, room: Room, way: str = AGREEMENT) -> None:
        """Show the statements of a room, grouped by agreement, by topic of the map, or by how sides stand."""
        self.beginResetModel()
        groups = {AGREEMENT: _by_agreement, MAP: _by_topic, SIDE: _by_side}[way](room, self._catalogue)
        self.entries = []
        for head, rows in groups:
            self.entries.append(head)
            self.entries += [StatementLine(said, said is rows[-1]) for said in rows]
        self.endResetModel()

    def said(self, index: Index) -> Said | None:
        """Return the statement of a row, None for a heading."""
        entry = self.entries[index.row()] if 0 <= index.row() < len(self.entries) else None
        return entry.said if isinstance(entry, StatementLine) else None

    def row_of(self, statement: str) -> int:
        """Return the row of a statement, -1 where it is not there."""
        found = (n for n, e in enumerate(self.entries) if isinstance(e, StatementLine) and e.said.id == statement)
        return next(found, -1)

    def statements(self) -> list[str]:
        """Return the statements in the order of their rows."""
        return [entry.said.id for entry in self.entries if isinstance(entry, StatementLine)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.said(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if isinstance(entry, Head):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return f"{entry.title}: {entry.count}. {entry.words}"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.said.statement.label
        return entry.said.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


Groups = list[tuple[Head, Sequence[Said]]]


def _by_agreement(room: Room, _catalogue: Catalogue) -> Groups:
    names, meanings = state_names(), state_meanings()
    groups: Groups = []
    for state, rows in room.groups().items():
        if rows or state in _ALWAYS:
            words = meanings[state]
            if state == "no" and not rows:
                words = _("Nothing yet. Statements that most people reject appear here.")
            groups.append((Head(state, names[state], words, len(rows), ICONS[state]), rows))
    return groups


def _by_topic(room: Room, catalogue: Catalogue) -> Groups:
    groups: Groups = []
    for topic, rows in room.by_topic().items():
        if rows:
            title = str(catalogue.concepts[topic]["label"]) if topic else _("Without a topic")
            words = str(catalogue.concepts[topic]["plain_question"]) if topic else _("their card has no topic yet")
            groups.append((Head("plain", title, words, len(rows), f"concepts/{topic}" if topic else "tag"), rows))
    return groups


def _by_side(room: Room, _catalogue: Catalogue) -> Groups:
    words = {
        "apart": (_("Sides stand apart"), _("two sides differ by one step or more"), "side-gap"),
        "near": (_("Sides stand close"), _("no two sides differ by a whole step"), "people"),
        "hidden": (_("Sides are not shown"), _("without names, too few to show, or not asked"), "eye-off"),
    }
    return [
        (Head("plain", words[key][0], words[key][1], len(rows), words[key][2]), rows)
        for key, rows in room.by_sides().items()
        if rows
    ]
