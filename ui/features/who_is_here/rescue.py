"""Keeps what a person is at when somebody else in the room changes or deletes the very same card: no word is lost."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.changes import Change
from stworkshop.model.records import Element, Ref, Value, value_of
from stworkshop.session.session import Changed
from ui.canvas.gestures.inline_editor import LabelField
from ui.features.who_is_here.typed import Field, Place
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row
from ui.kit.widgets.words import GrowingText, IconLabel, WrappedLabel
from ui.lan.room_state import Happening
from ui.presence.room_links import RoomLinks
from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.workspace import Workspace

_WIDE = 520
_A_MOMENT = 5.0
_LONG = 60
"""Longer words are cut where they are quoted in a line."""
_TEXTS = (
    "label", "note", "text", "rationale", "alternatives", "description", "discussion_note",
    "planner_reading", "engineer_reading", "public_reading", "agreed",
)  # fmt: skip
"""Fields in which people write."""


class SavedWords(QFrame):
    """Words that were being typed into a card which is gone, in a field, so that whoever types just goes on.

    They stay until somebody says what becomes of them: Enter makes a card of them, Esc leaves them.
    """

    def __init__(self, over: QStackedWidget, bridge: Bridge) -> None:
        super().__init__(over)
        self.setProperty("part", "overlay")
        self._over, self._bridge = over, bridge
        self._card: Element | None = None
        self._title = WrappedLabel("", "body")
        self.text = GrowingText(_("Your words"), placeholder=_("Your words"), lines=True)
        self.text.installEventFilter(self)
        self.text.document().documentLayout().documentSizeChanged.connect(self._grow)
        layout = row(self, 11, (14, 12, 14, 12))
        layout.addWidget(IconLabel("info", "text_2", 20), 0, Qt.AlignmentFlag.AlignTop)
        body = column(spacing=6)
        layout.addLayout(body, 1)
        body.addWidget(self._title)
        body.addWidget(label(_("Your words:"), "caption", "faint"))
        body.addWidget(self.text)
        foot = row(spacing=8)
        self._new = button(_("Make a new card"), self._make, "plus", "primary", "small")
        self._copy = button(_("Copy"), self._take, "copy", "", "small", name=_("Copy your words"))
        self._leave = button(_("Leave them"), self._done, "", "quiet", "small")
        for part in (self._new, self._copy, self._leave):
            foot.addWidget(part)
        foot.addStretch(1)
        body.addLayout(foot)
        over.installEventFilter(self)
        over.currentChanged.connect(self.raise_)
        self.hide()

    def keep(self, words: str) -> None:
        """Keep words of what the host of the room refused, under those that are kept already; the focus stays."""
        before = self.text.toPlainText() if self.isVisible() else ""
        if words in before.splitlines():
            return
        title = _("The facilitator’s laptop did not take this. Copy the words to use them later.")
        self._show(title, f"{before}\n{words}" if before else words, None, new=False)

    def offer(self, title: str, words: str, card: Element, *, new: bool) -> None:
        """Show what happened, and the words; a `new` card can be made of them where they were a card's own."""
        if self.isVisible() and self.text.toPlainText().strip():  # nobody has said yet what becomes of those
            words = f"{self.text.toPlainText()}\n{words}"
        self._show(title, words, card, new=new)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, title: str, words: str, card: Element | None, *, new: bool) -> None:
        self._card = card
        self._title.setText(title)
        self.text.show_text(words)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        describe(self, f"{title} {words}")
        self._new.setVisible(new and not self._bridge.refusal("add"))
        self.show()
        self.place()
        self.raise_()
        event = QAccessibleAnnouncementEvent(self, self.accessibleName())
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def place(self) -> None:
        """Stand at the head of the canvas, in its middle."""
        edge = theme().scaled(16)
        wide = min(theme().scaled(_WIDE), self._over.width() - 2 * edge)
        layout = self.layout()
        assert layout is not None
        for _pass in range(2):  # the field takes its height once it has its width
            layout.invalidate()
            high = layout.heightForWidth(wide) if layout.hasHeightForWidth() else self.sizeHint().height()
            self.setGeometry((self._over.width() - wide) // 2, edge, wide, high)
            layout.activate()

    def _grow(self) -> None:
        if self.isVisible():
            QTimer.singleShot(0, self, self.place)

    def _make(self) -> None:
        card, words = self._card, self.text.toPlainText().strip()
        if card is None or not words:
            return
        more = {"type": card.type} if card.type else {}
        if card.concepts:
            more["concepts"] = list(card.concepts)  # type: ignore[assignment]
        at = list(card.pos) if card.pos else None
        done = self._bridge.run("add_element", kind=card.kind, label=words, pos=at, **more)
        if done is not None:
            self._bridge.select(done.ids[:1])
            self._done()

    def _take(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._bridge.say(_("Your words are on the clipboard."))
        self._done()

    def _done(self) -> None:
        self._card = None
        self.hide()
        if (shown := self._over.currentWidget()) is not None:
            shown.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        elif watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        """Do what a key in the field means; tell whether it meant more than typing."""
        if event.key() == Qt.Key.Key_Escape:
            self._done()
            return True
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            (self._take if self._new.isHidden() else self._make)()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the words, from the buttons, too."""
        if event.key() == Qt.Key.Key_Escape:
            self._done()
        else:
            super().keyPressEvent(event)


class Rescue(QObject):
    """Watches the changes of others; made before whatever else hears of them, since fields are cleared then."""

    def __init__(
        self, page: Workspace, any_place: Callable[[QWidget | None], Place | None], over: Callable[[], QStackedWidget]
    ) -> None:
        super().__init__(page)
        self._page, self._bridge, self._any_place, self._over = page, page.bridge, any_place, over
        self._links = RoomLinks(lambda room: [(room.happened, self._note), (room.taken_back, self._not_taken)])
        self._who: dict[Ref, tuple[str, float]] = {}
        self.saved: SavedWords | None = None
        self._bridge.changed.connect(self._changed)
        self._bridge.room_changed.connect(self._enter)
        self._enter()

    def _enter(self) -> None:
        self._links.follow(self._bridge.room)

    def _note(self, happening: Happening) -> None:
        """Remember for a moment who it was: a room tells it just before the change itself, or just after."""
        now = time.monotonic()
        self._who = {ref: (name, at) for ref, (name, at) in self._who.items() if now - at < _A_MOMENT}
        name = happening.people[0].name if len(happening.people) == 1 else ""
        self._who.update(dict.fromkeys(happening.change.refs(), (name, now)))

    def _changed(self, changed: Changed) -> None:
        if changed.origin == "remote" and changed.change:
            removed = {ref.id: record for ref, record in changed.change.removed.items() if isinstance(record, Element)}
            self._dragged(removed)
            place = self._any_place(QApplication.focusWidget())
            if place is not None and place.id in removed:
                self._deleted(place, removed[place.id])
            elif place is not None and place.label:
                self._other_words(place, changed.change.updated.get(Ref("elements", place.id), {}))

    def _deleted(self, place: Place, card: Element) -> None:
        """Close the field over a card that is gone; words that are no longer to be stored there stay."""
        words, field = place.words.strip(), place.field
        begun = bool(words) and field.isVisible() and (words != card.label if place.label else _is_touched(field))
        if isinstance(field, LabelField):
            field.close_with(keep=False)
        elif isinstance(field, GrowingText):
            field.forget()
        if begun:
            QTimer.singleShot(0, self, lambda: self._offer(words, card, new=place.label))
        else:
            self._say(card.id, _("{name} deleted this card."), _("This card was deleted."))

    def _not_taken(self, refused: Change) -> None:
        """Keep the words of an edit that the host refused: it may have been made while this laptop was cut off."""
        for words in words_of(refused):
            self._panel().keep(words)

    def _panel(self) -> SavedWords:
        if self.saved is None:
            self.saved = SavedWords(self._over(), self._bridge)
        return self.saved

    def _offer(self, words: str, card: Element, *, new: bool) -> None:
        one, none = _("{name} deleted this card while you typed."), _("This card was deleted while you typed.")
        self._panel().offer(self._named(card.id, one, none), words, card, new=new)

    def _dragged(self, removed: Mapping[str, Element]) -> None:
        view = self._page.map_view
        gone = [i for i in view.map_scene.emphasis.moving if i in removed]
        if gone and view.pointer.gesture is not None:
            if len(gone) == len(view.map_scene.emphasis.moving):
                view.pointer.cancel()
            one = _("{name} deleted a card that you were dragging.")
            self._say(gone[0], one, _("A card that you were dragging was deleted."))

    def _other_words(self, place: Place, fields: Mapping[str, tuple[Value, Value]]) -> None:
        """Say that somebody else wrote other words where this person has begun to."""
        if "label" not in fields or place.words.strip() == fields["label"][0]:
            return
        now = str(fields["label"][1] or "")
        one = _("{name} changed these words to “{now}”. Enter stores yours, Esc leaves theirs.")
        none = _("These words were changed to “{now}”. Enter stores yours, Esc leaves the others.")
        self._say(place.id, one, none, now)

    def _say(self, card: str, one: str, none: str, now: str = "") -> None:
        """Say what happened to a card as soon as it is known who did it."""
        QTimer.singleShot(0, self, lambda: self._bridge.say(self._named(card, one, none, now)))

    def _named(self, card: str, one: str, none: str, now: str = "") -> str:
        name, at = self._who.get(Ref("elements", card), ("", 0.0))
        name = name if time.monotonic() - at < _A_MOMENT else ""
        return (one if name else none).format(name=name, now=now if len(now) < _LONG else now[:_LONG] + "…")


def words_of(change: Change) -> list[str]:
    """Return what somebody wrote in a change: new words, not removed ones."""
    added = [[value_of(record, name) for name in _TEXTS] for record in change.added.values()]
    updated = [[after for name, (_b, after) in fields.items() if name in _TEXTS] for fields in change.updated.values()]
    found = (value.strip() for values in (*added, *updated) for value in values if isinstance(value, str))
    return list(dict.fromkeys(filter(None, found)))


def _is_touched(field: Field) -> bool:
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()
