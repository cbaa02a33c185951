"""Where on a page a person types, and into which record: what the others may see of it, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from stworkshop.model.board import Board
from stworkshop.model.records import ref_of

Field = QLineEdit | QPlainTextEdit | QTextEdit
PUBLIC = frozenset({"elements", "links", "groups", "terms", "statements"})
"""Records of which the others may know that somebody is at them; people, notes and answers are nobody's business."""


@dataclass(frozen=True)
class Place:
    """A field with the id of its record; `label` says that what is typed are a card's own words."""

    field: Field
    id: str
    label: bool = False

    @property
    def words(self) -> str:
        """What stands in the field now."""
        return words_in(self.field)


def words_in(field: Field) -> str:
    """Return what stands in a field."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def is_public(board: Board, record_id: str) -> bool:
    """Tell whether the others may know that somebody is at a record."""
    record = board.find(record_id)
    return record is not None and ref_of(record).root in PUBLIC
