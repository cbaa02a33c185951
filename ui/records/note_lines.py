"""The Notes tab: remarks about a card, a link or the whole session."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Note
from ui.kit.widgets.basics import button, clear, column, row
from ui.kit.widgets.words import GrowingText, IconLabel, WrappedLabel
from ui.records.card_fields import Section
from ui.session.bridge import Bridge

_ICONS = {"comment": "note", "finding": "question", "parking-lot": "parking-lot", "dissent": "two-views",
          "correction": "edit", "objection": "hand"}  # fmt: skip


class NotesTab(QWidget):
    """The notes about one record; a new one is written at the top."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._about = ""
        self._shown: object = None
        outer = column(self)
        section = Section(ruled=False)
        self._new = GrowingText(_("New note"), placeholder=_("Write a note, Enter keeps it"), lines=True)
        self._new.kept.connect(self._add)
        section.body.addWidget(self._new)
        outer.addWidget(section)
        self._list = Section()
        outer.addWidget(self._list)
        outer.addStretch(1)

    def show_record(self, record_id: str) -> None:
        """Show the notes about a record."""
        self._about = record_id
        notes = tuple(note for note in self._bridge.board.notes.values() if record_id in note.about)
        if (record_id, notes) == self._shown:
            return
        self._shown = (record_id, notes)
        clear(self._list.body)
        if not notes:
            self._list.body.addWidget(WrappedLabel(_("No notes yet."), "small", "faint"))
        for note in notes:
            self._list.body.addLayout(self._line(note))

    def _line(self, note: Note) -> QHBoxLayout:
        layout = row(spacing=8)
        layout.addWidget(IconLabel(_ICONS.get(note.kind, "note"), "text_3", 16))
        text = GrowingText(_("Note"), "quiet", lines=True)
        text.show_text(note.text)
        text.kept.connect(lambda words: self._bridge.run("edit_note", id=note.id, text=words))
        layout.addWidget(text, 1)
        gone = button(
            "", lambda: self._bridge.run("delete", ids=[note.id]), "delete", "quiet", "small", name=_("Delete the note")
        )
        layout.addWidget(gone)
        return layout

    def _add(self, words: str) -> None:
        if words.strip() and self._bridge.run("add_note", kind="comment", text=words.strip(), about=[self._about]):
            self._new.show_text("")
            self._new.setPlainText("")
