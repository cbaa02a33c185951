"""Types a card's label in place: Enter keeps it, Shift+Enter breaks the line, Esc leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from stworkshop.graphics import text_measure
from stworkshop.i18n import gettext as _
from ui.canvas.items.card import CardItem
from ui.kit.map_look import font

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface


class LabelField(QPlainTextEdit):
    """The field itself, over the card, in the card's own type."""

    def __init__(self, view: MapSurface, keep: Callable[[str], bool], leave: Callable[[], None]) -> None:
        super().__init__(view)
        self._view = view
        self._keep, self._leave, self._done = keep, leave, False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("cardLabelField")
        self.setAccessibleName(_("Words of the card"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc leaves, all else is typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_with(keep=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.close_with(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere keeps what was typed, but for the field's own menu."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.close_with(keep=True)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab keeps what was typed; the keyboard stays on the card."""
        self.close_with(keep=True)
        return True

    def close_with(self, *, keep: bool) -> None:
        """End typing, once; an empty label is not kept. Words that are refused stay in the field, to be mended."""
        if self._done:
            return
        self._done = True
        label = self.toPlainText().strip()
        if self.window().focusWidget() == self:  # before it hides, since Qt would have the map step to the next card
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        if keep and label and not self._keep(label):
            self._done = False
            self.show()
            QTimer.singleShot(0, self, self.setFocus)  # after whatever took the keyboard away
            return
        self.deleteLater()
        if not (keep and label):
            self._leave()


class InlineEditor(QObject):
    """Opens at most one field over a view."""

    def __init__(self, view: MapSurface) -> None:
        super().__init__(view)
        self._view = view
        self._field: LabelField | None = None
        self._card: CardItem | None = None
        self._given = ""
        """The words that the field began with."""
        view.viewport().installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether a label is being typed."""
        return self._field is not None

    @property
    def card_id(self) -> str:
        """The id of the card whose label is being typed; "" for none, and for one that is not there yet."""
        return self._card.id if self._card is not None else ""

    def open(self, card: CardItem) -> None:
        """Edit the label of a card; ends in one `edit_element`, or in nothing if the words stay the same."""

        def keep(label: str) -> bool:
            if label in (card.element.label, self._given):  # also where somebody else changed what nobody typed over
                return True
            done = self._view.bridge.run("edit_element", id=card.id, label=label)
            now = self._view.bridge.board.elements.get(card.id)
            return done is not None or now is None or now.label != card.element.label

        self._show(card, card.element.label, keep, lambda: None)

    def open_new(self, card: CardItem, keep: Callable[[str], bool], leave: Callable[[], None]) -> None:
        """Type the label of a card that is not there yet; `keep` tells whether the card could be made."""
        self._show(card, "", keep, leave, card.element.label)

    def close(self, *, keep: bool = True) -> None:
        """End typing."""
        if self._field is not None:
            self._field.close_with(keep=keep)

    def take_in(self) -> None:
        """Show the card's words as they are now where nothing was typed over them, and stand where the card stands."""
        field, card = self._field, self._card
        if field is not None and card is not None and self._given and field.toPlainText() == self._given:
            self._given = card.element.label
            if field.toPlainText() != self._given:
                field.setPlainText(self._given)
                field.selectAll()
        self.place()

    def place(self) -> None:
        """Bring the field over its card again, after the view moved."""
        if self._field is None or self._card is None:
            return
        zoom = max(self._view.zoom, 12 / text_measure.CARD_SIZE)
        insets = self._card.silhouette.outline.text
        card = self._card
        shown = self._view.mapFromScene(QRectF(card.x, card.y, card.w, card.h)).boundingRect()
        scale = self._view.zoom
        left, width = shown.left() + insets.left * scale - 4, (card.w - insets.left - insets.right) * scale + 8
        height = max(shown.height(), 3 * text_measure.CARD_LEADING * zoom)
        self._field.setFont(font(text_measure.CARD_SIZE * zoom))
        top = shown.center().y() - height / 2
        self._field.setGeometry(round(left), round(top), round(max(width, 150)), round(height))

    def _show(
        self, card: CardItem, label: str, keep: Callable[[str], bool], leave: Callable[[], None], hint: str = ""
    ) -> None:
        self.close()
        if self.is_open:  # its words were refused, and are more than those of a card that is not begun
            leave()
            return

        def kept(words: str) -> bool:
            self._field = self._card = None
            if not keep(words):
                self._field, self._card = field, card
            return self._field is None

        def left() -> None:
            self._field = self._card = None
            leave()

        field = LabelField(self._view, kept, left)
        look = self._view.look
        field.setStyleSheet(
            f"QPlainTextEdit#cardLabelField {{ background: {look.kind(card.shape, 'fill').name()};"
            f" color: {look.kind(card.shape, 'text').name()}; border: 2px solid {look.ui('focus').name()};"
            " border-radius: 4px; padding: 0; }"
        )
        self._given = label
        field.setPlainText(label)
        field.setPlaceholderText(hint)
        field.selectAll()
        self._field, self._card = field, card
        self.place()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press anywhere else keeps what was typed."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.close()
        return False
