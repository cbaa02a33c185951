"""The inspector with a link, a person, a word, a statement or another record: its fields, edited in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Link, Participant, Record, Statement, Term, value_of
from stworkshop.model.rules import offered_relations
from ui.kit.dialog_frame import run_dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, label, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.words import WrappedLabel
from ui.records.card_fields import Section
from ui.records.editors import Editor, is_editable
from ui.records.forget_dialog import ForgetDialog
from ui.records.link_lines import LinkLine
from ui.records.note_lines import NotesTab
from ui.records.panel_parts import corner_room
from ui.session.bridge import Bridge
from ui.session.words import record_title, relation_word

_COMMANDS = {
    Participant: ("participant", "edit_participant"),
    Term: ("term", "edit_term"),
    Statement: ("statement", "edit_statement"),
    Link: ("link", "edit_link"),
}


class RecordPanel(QWidget):
    """One record that is not a card."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._shown: tuple[Record, bool] | None = None
        self.floating = False
        self._layout = column(self)
        self._notes = NotesTab(bridge)
        self._notes.setParent(self)
        self._notes.hide()

    def show_record(self, record: Record) -> None:
        """Show a record as it is now."""
        if (record, self.floating) == self._shown:
            return
        self._shown = (record, self.floating)
        self._layout.removeWidget(self._notes)
        clear(self._layout)
        self._layout.addWidget(self._head(record))
        if isinstance(record, Link):
            self._layout.addWidget(self._ends(record))
        self._layout.addWidget(self._fields(record))
        if isinstance(record, Participant):
            self._layout.addWidget(self._forgetting(record))
        self._notes.show_record(record.id)
        self._layout.addWidget(self._notes)
        self._notes.show()
        self._layout.addStretch(1)

    def _head(self, record: Record) -> Section:
        section = Section(ruled=False)
        top = row(spacing=8)
        top.addWidget(label(_kind_of(record), "small", "muted", strong=True), 1)
        name = _("Delete: {what}").format(what=_kind_of(record))
        gone = button("", lambda: self._bridge.run("delete", ids=[record.id]), "delete", "quiet", "small", name=name)
        if isinstance(record, Link):
            gone.setProperty("permission", "link")
        top.addWidget(gone)
        room = corner_room()
        room.setVisible(self.floating)
        top.addWidget(room)
        section.body.addLayout(top)
        title = record_title(self._bridge.board, self._bridge.catalogue, record)
        section.body.addWidget(WrappedLabel(title, "title"))
        return section

    def _forgetting(self, person: Participant) -> Section:
        section = Section()
        out = button(_("Take out for good…"), partial(self._forget, person.id), "delete", "quiet", "small")
        out.setEnabled(not self._bridge.read_only)
        holder = row()
        holder.addWidget(out)
        holder.addStretch(1)
        section.body.addLayout(holder)
        return section

    def _forget(self, person: str) -> None:
        """Ask once, with what goes and what stays elsewhere, then take a person out for good."""
        session, known = self._bridge.session, self._bridge.board.participants.get(person)
        if known is None:
            return
        try:
            dialog = ForgetDialog(self.window(), known.label, session.forgetting(person))
            wanted = run_dialog(dialog)
            if wanted:
                session.forget(person)
                self._bridge.say(_("Taken out for good: {name}").format(name=known.label))
        except KnownError as error:
            self._bridge.say(str(error))

    def _ends(self, link: Link) -> Section:
        section = Section()
        section.body.setSpacing(theme().scaled(6))
        for card_id in (link.source, link.target):
            card = self._bridge.board.elements.get(card_id)
            if card is None:
                continue
            variant = self._bridge.catalogue.variant(card.kind, card.type)
            line = LinkLine(card, variant, _("Go to {card}").format(card=card.label))
            line.clicked.connect(partial(self._go, card.id))
            line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            line.wants_gone.connect(partial(self._bridge.run, "delete", ids=[link.id]))
            section.body.addWidget(line)
            # Of a link that has lost an end meanwhile nobody can say how both belong together.
            if card_id == link.source and link.id in self._bridge.board.links:
                section.body.addWidget(self._relation(link))
        turn = button(_("Turn round"), partial(self._turn, link), "both", "", "small")
        turn.setProperty("permission", "link")
        holder = row()
        holder.addWidget(turn)
        holder.addStretch(1)
        section.body.addLayout(holder)
        return section

    def _relation(self, link: Link) -> ChoiceBox:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        source, target = board.elements[link.source], board.elements[link.target]
        offered = [r for r, as_drawn in offered_relations(catalogue, source.kind, target.kind) if as_drawn]
        offered += [r for r in catalogue.relations if r not in offered]
        box = ChoiceBox(_("How they belong together"), [(r, relation_word(catalogue, r)) for r in offered])
        box.choose(link.relation)
        box.chosen.connect(
            lambda relation: self._bridge.run("relink", id=link.id, relation=relation) if relation else None
        )
        return box

    def _go(self, card_id: str, _checked: bool = False) -> None:
        self._bridge.go_to(card_id)

    def _turn(self, link: Link) -> None:
        self._bridge.run("relink", id=link.id, source=link.target, target=link.source)

    def _fields(self, record: Record) -> Section:
        section = Section()
        section.body.setSpacing(theme().scaled(10))
        name, command = _COMMANDS.get(type(record), ("", ""))
        for attribute in self._bridge.catalogue.record_fields(name).values() if name else ():
            if attribute.id in ("relation", "source", "target", "about", "stakeholder") or not is_editable(attribute):
                continue
            editor = Editor(attribute, partial(self._keep, record.id, command, attribute.id))
            editor.show_value(value_of(record, attribute.id) or None)
            section.body.addWidget(editor)
        return section

    def _keep(self, record_id: str, command: str, field: str, value: Any) -> None:
        self._bridge.run(command, id=record_id, **{field: value if value is not None else ""})


def _kind_of(record: Record) -> str:
    words = {
        Link: _("Link"),
        Participant: _("Person in the room"),
        Term: _("Word"),
        Statement: _("Statement"),
        Element: _("Card"),
    }
    return words.get(type(record), _("Entry"))
