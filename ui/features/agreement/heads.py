"""What stands around the list of statements: headings of its columns, what was not asked, and the seal."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.rounds.opinion_summary import Room
from ui.features.agreement.columns import columns_of
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label, row
from ui.kit.widgets.plain import Menu
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge
from ui.session.whose_round import sealed_words


class ColumnHeads(QWidget):
    """The headings over the list; decoration, since each row is read as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().scaled(18))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(300), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_3"))
        columns = columns_of(self.rect(), self.figures, self.isRightToLeft())
        leading = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        first = columns.code.united(columns.label)
        quarter = columns.bar.width() // 4
        no = QRect(columns.bar.left(), 0, quarter * 2, self.height())
        yes = no.translated(quarter * 2, 0)
        if self.isRightToLeft():
            no, yes = yes, no
        cells: list[tuple[QRect | None, str, int]] = [
            (first, _("Statement"), leading),
            (no, _("no"), int(Qt.AlignmentFlag.AlignCenter)),
            (yes, _("yes"), int(Qt.AlignmentFlag.AlignCenter)),
            (columns.words, _("In words"), leading),
            (columns.middle, _("Middle"), leading),
            (columns.alike, _("How alike"), leading),
            (columns.sides, _("Sides, widest gap"), leading),
        ]
        for cell, words, flags in cells:
            if cell is not None:
                painter.drawText(QRect(cell.left(), 0, cell.width(), self.height()), flags, words)
        painter.end()


class NotAsked(QWidget):
    """How many statements had too few answers, and which decisions and measures nobody was asked about."""

    wants_statement = Signal(str)
    """A card about which a statement is to be written."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._cards: list[str] = []
        layout = row(self, 7, (12, 4, 4, 2))
        layout.addWidget(IconLabel("too-few", "text_2", 15))
        self._few = label("", "small", "muted", strong=True)
        layout.addWidget(self._few)
        layout.addSpacing(theme().scaled(8))
        layout.addWidget(IconLabel("not-asked", "text_2", 15))
        self._none = WrappedLabel("", "small", "muted")
        layout.addWidget(self._none, 1)
        self.ask = button(_("Ask about these…"), self._menu, "plus", "quiet")
        layout.addWidget(self.ask)

    def show_room(self, room: Room, in_room: bool) -> None:
        """Count again."""
        few = len(room.groups()["few"])
        self._few.setText(_("Too few answers: {n}").format(n=few))
        unasked = room.unasked()
        decisions = sum(card.kind == "decision" for card in unasked)
        measures = len(unasked) - decisions
        parts = []
        if decisions:
            parts.append(ngettext("{n} decision", "{n} decisions", decisions).format(n=decisions))
        if measures:
            parts.append(ngettext("{n} measure", "{n} measures", measures).format(n=measures))
        told = _("Not asked: {n}").format(n=len(unasked))
        if parts:
            told += " · " + _("{what}. They print as “not asked”.").format(what=", ".join(parts))
        self._none.setText(told)
        self._cards = [card.id for card in unasked]
        self.ask.setVisible(bool(unasked) and not in_room)
        self.ask.setEnabled(not self._bridge.read_only)

    def _menu(self) -> None:
        menu = Menu(self)
        for card_id in self._cards:
            card = self._bridge.board.elements.get(card_id)
            if card is not None:
                entry = menu.addAction(f"{card.code}  {card.label}")
                entry.triggered.connect(lambda _on=False, card_id=card_id: self.wants_statement.emit(card_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.ask.mapToGlobal(self.ask.rect().bottomLeft()))


class Sealed(QFrame):
    """Says that a round is open, and how many have answered; nothing else can be known of it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.setProperty("part", "well")
        describe(self, _("An open round"))
        layout = row(self, 10, (14, 9, 14, 9))
        layout.addWidget(IconLabel("lock", "text_2", 18))
        self.words = WrappedLabel("", "body")
        layout.addWidget(self.words, 1)

    def show_kinds(self, room: Room, *kinds: str) -> None:
        """Show how many answered the open rounds of these kinds; hidden where there are none."""
        sentences = [sealed_words(self._bridge, r.id) for r in room.open if r.kind in kinds]
        self.words.setText("\n".join(sentences))
        self.setVisible(bool(sentences))
