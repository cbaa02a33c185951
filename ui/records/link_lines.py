"""The links of a card as sentences grouped by verb; a line jumps, pointing at it lights the link on the map."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Link
from ui.kit.theme import theme
from ui.kit.widgets.basics import badge, button, clear, describe, label, row
from ui.kit.widgets.kinds import KindMark
from ui.kit.widgets.plain import Button, Menu, set_tip
from ui.kit.widgets.words import WrappedLabel
from ui.records.card_fields import Section
from ui.records.link_picker import LinkPicker
from ui.session.bridge import Bridge
from ui.session.words import link_sentence, relation_word


class LinkLine(Button):
    """The card at the other end of a link."""

    pointed = Signal(bool)
    wants_gone = Signal()
    wants_turn = Signal()
    wants_link = Signal()

    def __init__(self, other: Element, variant: str, sentence: str) -> None:
        super().__init__()
        self.setProperty("look", "line")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self, sentence, description=_("Enter goes to the card, Delete takes the link away"))
        layout = row(self, 7, (4, 2, 4, 2))
        layout.addWidget(KindMark(variant, 20), 0, Qt.AlignmentFlag.AlignTop)
        self._words = WrappedLabel(other.label, "small")
        layout.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(theme().scaled(26), layout.heightForWidth(width) if layout else 0)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed.emit(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(False)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.pointed.emit(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.pointed.emit(False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.wants_gone.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.addAction(theme().icon("look", size=17), _("Go to the card"), self.click)
        menu.addAction(theme().icon("edit", size=17), _("Edit the link"), self.wants_link.emit)
        menu.addAction(theme().icon("both", size=17), _("Turn the link round"), self.wants_turn.emit)
        menu.addSeparator()
        menu.addAction(theme().icon("delete", "danger", 17), _("Delete the link"), self.wants_gone.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())


class LinksSection(Section):
    """All links of a card, with a button to add one."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._card = ""
        self._shown: tuple[object, ...] = ()
        head: QHBoxLayout = row(spacing=6)
        head.addWidget(label(_("Linked"), "small", "muted", strong=True))
        self._count = badge("0")
        head.addWidget(self._count)
        head.addStretch(1)
        self.add = button(_("Link"), self._pick, "plus", "quiet", "small", name=_("Link to another card"))
        head.addWidget(self.add)
        self.body.addLayout(head)
        self._empty = label(_("Not linked to anything yet."), "small", "faint", wrap=True)
        self.body.addWidget(self._empty)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().scaled(6))
        self._grid.setVerticalSpacing(theme().scaled(2))
        self._grid.setColumnMinimumWidth(0, theme().scaled(112))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._picker: LinkPicker | None = None

    def show_card(self, card: Element) -> None:
        """Show the links of a card."""
        board = self._bridge.board
        links = [*board.links_from(card.id), *(link for link in board.links_to(card.id) if link.source != link.target)]
        shown = (card.id, *((link, self._other(link, card.id).label) for link in links))
        self._card = card.id
        forbidden = self._bridge.refusal("link")
        self.add.setEnabled(not forbidden)
        set_tip(self.add, forbidden or self.add.accessibleName())
        if shown == self._shown:
            return
        self._shown = shown
        self._count.setText(str(len(links)))
        self._empty.setVisible(not links)
        clear(self._grid)
        for at, (verb, group) in enumerate(self._grouped(card.id, links)):
            words = label(verb, "small", "faint", wrap=True)
            words.setContentsMargins(0, theme().scaled(4), 0, 0)
            words.setFixedWidth(theme().scaled(112))
            self._grid.addWidget(words, at * 100, 0, Qt.AlignmentFlag.AlignTop)
            for below, link in enumerate(group):
                self._grid.addWidget(self._line(link, card.id), at * 100 + below, 1)

    def _grouped(self, card: str, links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
        groups: dict[str, list[Link]] = {}
        for link in links:
            verb = relation_word(self._bridge.catalogue, link.relation, outgoing=link.source == card)
            groups.setdefault(verb, []).append(link)
        return list(groups.items())

    def _other(self, link: Link, card: str) -> Element:
        return self._bridge.board.elements[link.target if link.source == card else link.source]

    def _line(self, link: Link, card: str) -> LinkLine:
        other = self._other(link, card)
        variant = self._bridge.catalogue.variant(other.kind, other.type)
        line = LinkLine(other, variant, link_sentence(self._bridge.board, self._bridge.catalogue, link))
        line.clicked.connect(lambda _checked=False: self._bridge.go_to(other.id))
        line.pointed.connect(lambda on: self._bridge.hovered.emit((link.id, other.id) if on else ()))
        line.wants_gone.connect(lambda: self._bridge.run("delete", ids=[link.id]))
        line.wants_turn.connect(lambda: self._bridge.run("relink", id=link.id, source=link.target, target=link.source))
        line.wants_link.connect(lambda: self._bridge.select((link.id,)))
        return line

    def _pick(self) -> None:
        if self._picker is None:
            self._picker = LinkPicker(self._bridge, self.window())
        below = self.add.mapTo(self.window(), QPoint(self.add.width(), self.add.height() + 4))
        self._picker.open_for(self._card, below)
