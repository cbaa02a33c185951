"""The panel of typical cards: filter, tick several and add them at once, or drag one to its place."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QWidget,
)

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.session.session import Changed
from ui.features.capture.typical import Typical, fitting, typical_cards
from ui.features.capture.typical_list import TypicalList
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.fields import SearchField
from ui.session.bridge import Bridge
from ui.session.words import kind_plural

_WIDE, _LOW, _ROOMY = 380, 340, 600


class TypicalPanel(QFrame):
    """Floats over the map at its left edge; `left` says that it was closed."""

    left = Signal()

    def __init__(self, bridge: Bridge, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("part", "overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        describe(self, _("Typical cards"))
        self._bridge, self._over = bridge, over
        self._ticked: dict[tuple[str, str], Typical] = {}
        self.field = SearchField(_("Find a typical card"))
        catalogue = bridge.catalogue
        kinds = [(kind, kind_plural(catalogue, kind)) for kind in catalogue.kinds if catalogue.types(kind)]
        topics = [(topic, str(entry["label"])) for topic, entry in catalogue.concepts.items()]
        sides = list(catalogue.sides.items())
        self.kind = ChoiceBox(_("Kind"), kinds, _("All kinds"))
        self.topic = ChoiceBox(_("Topic"), topics, _("All topics"))
        self.side = ChoiceBox(_("Whose side"), sides, _("All sides"))
        self.list = TypicalList(bridge)
        self._add = button(_("Add"), self.add_ticked, "plus", "primary")
        self._none = label(_("Nothing fits. Another word, or fewer filters?"), "small", "faint", wrap=True)
        self._build()
        self.field.textChanged.connect(lambda _text: self.refresh())
        self.field.moved.connect(self._into_list)
        self.field.left.connect(self.close_panel)
        self.field.returnPressed.connect(self._take_first)
        for box in (self.kind, self.topic, self.side):
            box.chosen.connect(lambda _id: self.refresh())
        self.list.taken.connect(self.take)
        self.list.entered_on.connect(self._enter)
        self.list.ticked.connect(self._tick)
        bridge.changed.connect(self._changed)
        over.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        layout = column(self, 8, (14, 12, 14, 12))
        head = row(spacing=8)
        head.addWidget(label(_("Typical cards"), "title"), 1)
        head.addWidget(button("", self.close_panel, "close", "quiet", "small", name=_("Close"), shortcut="Esc"))
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self.kind)
        filters = row(spacing=6)
        filters.addWidget(self.topic, 1)
        filters.addWidget(self.side, 1)
        self._filters = QWidget()
        self._filters.setLayout(filters)
        layout.addWidget(self._filters)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._none)
        foot = row(spacing=8)
        self._hint = label(_("Space ticks, Enter adds, or drag."), "caption", "faint")
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._add)
        layout.addLayout(foot)

    def open(self, kind: str = "") -> None:
        """Open with the cursor in the field, for one kind if given."""
        self.kind.choose(kind)
        self._place()
        self.show()
        self.raise_()
        self.refresh()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Close it; what was ticked is forgotten."""
        self._ticked.clear()
        self.hide()
        self.left.emit()

    def refresh(self) -> None:
        """Show what fits now."""
        kind = self.kind.option()
        people = kind in ("", "stakeholder")
        self.side.setVisible(people)
        side = self.side.option() if people else ""
        found = fitting(
            typical_cards(self._bridge.board, self._bridge.catalogue),
            self.field.text(),
            kind,
            self.topic.option(),
            side,
        )
        self.list.fill(found, self._ticked, headings=not kind and not self.field.text().strip())
        self._none.setVisible(not found)
        self.list.setVisible(bool(found))
        self._show_count()

    def take(self, card: Typical) -> None:
        """Add one card, or go to it where it is on the map already."""
        if card.card:
            self._bridge.go_to(card.card)
        elif (done := self._bridge.run("add_element", **_arguments(card))) is not None:
            self._bridge.go_to(done.ids[0])

    def add_ticked(self) -> None:
        """Add all that is ticked as one step, each at a free place."""
        chosen = list(self._ticked.values())
        if not chosen:
            return
        words = ngettext("Add %d card", "Add %d cards", len(chosen)) % len(chosen)
        before = set(self._bridge.board.elements)
        if self._bridge.run_together(words, [("add_element", _arguments(card)) for card in chosen]):
            self._ticked.clear()
            self._bridge.select(i for i in self._bridge.board.elements if i not in before)
            added = ngettext("%d card is on the map", "%d cards are on the map", len(chosen)) % len(chosen)
            self._bridge.say(added, (_("Undo"), self._bridge.undo))
            self.refresh()

    def _enter(self, card: Typical) -> None:
        """Do what the button says once something is ticked; else take the card that the list stands on."""
        if self._ticked:
            self.add_ticked()
        else:
            self.take(card)

    def _tick(self, card: Typical, on: bool) -> None:
        key = (card.kind, card.type)
        if on:
            self._ticked[key] = card
        else:
            self._ticked.pop(key, None)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self._ticked)
        words = ngettext("Add %d card", "Add %d cards", count) % count if count else _("Add")
        self._add.setText(words)
        describe(self._add, words)
        self._add.setEnabled(bool(count) and not self._bridge.read_only)

    def _take_first(self) -> None:
        card = self.list.first()
        if card is not None:
            self.take(card)
            self.field.selectAll()

    def _into_list(self, by: int) -> None:
        if by > 0:
            self.list.setFocus()
            self.list.step_to_first()

    def _changed(self, changed: Changed) -> None:
        if self.isVisible() and "elements" in changed.change.roots():
            there = {(c.kind, c.type) for c in typical_cards(self._bridge.board, self._bridge.catalogue) if c.card}
            for key in there & set(self._ticked):
                del self._ticked[key]
            self.refresh()

    def _place(self) -> None:
        edge = theme().scaled(9)
        width = min(theme().scaled(_WIDE), self._over.width() - 2 * edge)
        left = self._over.width() - width - edge if self.isRightToLeft() else edge
        tools = getattr(getattr(self._over, "view", None), "toolbar", None)
        foot = self._over.height() - edge
        if isinstance(tools, QWidget) and tools.isVisibleTo(self._over) and foot >= theme().scaled(_ROOMY):
            beside = tools.x() >= left + width or left >= tools.x() + tools.width()
            foot = foot if beside else tools.y() - edge  # the tools stay at hand
        high = foot - edge
        for part in (self.kind, self._filters):  # in a low window the list needs the room; typing filters, too
            part.setVisible(high >= theme().scaled(_LOW))
        self.setGeometry(left, edge, width, high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


def _arguments(card: Typical) -> dict[str, str]:
    return {"kind": card.kind, "type": card.type, "label": card.label}
