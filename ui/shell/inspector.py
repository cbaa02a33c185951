"""The inspector: what is selected, in words that can be changed where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from stworkshop.session.session import Changed
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, set_property
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.roomy import Roomy
from ui.kit.widgets.words import GrowingText
from ui.presence.roles import not_leading
from ui.records.editors import Editor
from ui.records.many_choice import ManyChoice
from ui.records.many_panel import ManyPanel
from ui.records.note_lines import NotesTab
from ui.records.panel_parts import scrolled
from ui.records.record_panel import RecordPanel
from ui.records.session_panel import SessionPanel
from ui.session.bridge import Bridge
from ui.shell.card_panel import CardPanel


class Inspector(QFrame):
    """Shows the session, one record or several cards; it follows the selection and every change that touches it."""

    wants_closed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setProperty("part", "panel-right")
        describe(self, _("Details"))
        self._bridge = bridge
        self._locked = self._staged = False

        self.session_panel, self.card_panel = SessionPanel(bridge), CardPanel(bridge)
        self.many_panel, self.record_panel = ManyPanel(bridge), RecordPanel(bridge)
        layout = column(self)
        self._pages = QStackedWidget(self)
        layout.addWidget(self._pages)
        self._pages.addWidget(scrolled(self.session_panel))
        self._pages.addWidget(Roomy(self.card_panel))
        self._pages.addWidget(scrolled(self.many_panel))
        self._pages.addWidget(scrolled(self.record_panel))
        self._close = button(
            "", self.wants_closed.emit, "close", "quiet", "small", name=_("Close the details"), shortcut="]"
        )
        self._close.setParent(self)
        self._close.hide()
        self.setFixedWidth(theme().size("inspector"))
        bridge.selection_changed.connect(self.refresh)  # a lambda would outlive the panel
        bridge.changed.connect(self._hear)
        bridge.permits_changed.connect(self._lock)
        self.refresh()

    def refresh(self, _ids: object = None) -> None:
        """Show what is selected now, as it is now."""
        board = self._bridge.board
        records = [record for i in self._bridge.selection if (record := board.find(i)) is not None]
        cards = [record for record in records if isinstance(record, Element)]
        if len(cards) > 1:
            self.many_panel.show_cards(cards)
            self._pages.setCurrentIndex(2)
        elif cards:
            self.card_panel.show_card(cards[0])
            self._pages.setCurrentIndex(1)
        elif records:
            self.record_panel.show_record(records[0])
            self._pages.setCurrentIndex(3)
        else:
            self.session_panel.show_session()
            self._pages.setCurrentIndex(0)
        self._lock()

    def set_overlay(self, on: bool) -> None:
        """Float over the map, with a button to close, or stand beside it."""
        set_property(self, "part", "overlay" if on else "panel-right")
        self._close.setVisible(on)
        self.card_panel.corner.setVisible(on)
        if self.record_panel.floating != on:
            self.record_panel.floating = on
            self.refresh()
        self._place_close()

    def set_room(self, on: bool) -> None:
        """Hide what is not for the wall."""
        self.card_panel.hide_notes(on)

    def resizeEvent(self, event: object) -> None:
        self._place_close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._close.isVisible():
            self.wants_closed.emit()
        else:
            super().keyPressEvent(event)

    def _place_close(self) -> None:
        self._close.adjustSize()
        edge = theme().scaled(8)
        left = edge if self.isRightToLeft() else self.width() - self._close.width() - edge
        self._close.move(left, edge)
        self._close.raise_()

    def _lock(self) -> None:
        """Let nothing be typed while nothing can be kept; looking and jumping go on."""
        chosen, board = self._bridge.selection, self._bridge.board
        cards = [i for i in chosen if i in board.elements]
        forbidden = self._bridge.refusal("edit", cards) if cards else ""
        if not cards and any(i in board.links for i in chosen):
            forbidden = self._bridge.refusal("link")
        if not chosen:
            forbidden = not_leading(self._bridge)
        self._permit(cards)
        locked = self._bridge.read_only or bool(forbidden)
        if not locked and not self._locked:
            return
        self._locked = locked
        for text in self.findChildren(GrowingText):
            # Notes are the stage's to permit apart: they are written during a vote, too.
            text.setReadOnly(self._bridge.read_only if in_notes(text) else locked)
            set_tip(text, "" if in_notes(text) else forbidden)
        for kind in (Editor, ManyChoice, ChoiceBox):
            for control in self.findChildren(kind):
                control.setEnabled(not locked)

    def _permit(self, cards: list[str]) -> None:
        """Put the buttons out of use that the running stage forbids, and say why on hover."""
        staged = bool(self._bridge.board.session.stage) or self._bridge.room is not None
        if not staged and not self._staged:
            return
        self._staged = staged
        for made in self.findChildren(QPushButton):
            if wanted := str(made.property("permission") or ""):
                reason = self._bridge.refusal(wanted, cards)
                made.setEnabled(not reason and not self._bridge.read_only)
                set_tip(made, reason or made.accessibleName())

    def _hear(self, changed: Changed) -> None:
        if changed.change or changed.origin in ("trouble", "saved"):
            self.refresh()


def in_notes(text: QWidget) -> bool:
    """Tell whether a field is one of the notes'."""
    return any(isinstance(parent, NotesTab) for parent in _parents(text))


def _parents(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
