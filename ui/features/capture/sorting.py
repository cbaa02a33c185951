"""Sorting with the room: one sentence at a time, large, here and on the wall; a letter makes it a card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from stworkshop.commands.capture_line import Entry, entries
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Note
from stworkshop.session.session import Changed
from ui.canvas.wall.wall import Wall
from ui.features.capture.waiting import waiting_notes
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, key_cap, label, row
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import Button
from ui.kit.widgets.words import WrappedLabel
from ui.records.panel_parts import scrolled
from ui.session.bridge import Bridge

_LARGE, _LOW = 34, 300


class Sorting(QFrame):
    """Covers the map while it is open; nothing is guessed, and what is skipped waits on."""

    def __init__(self, bridge: Bridge, wall: Wall, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("part", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bridge, self._wall, self._over = bridge, wall, over
        self._at = 0
        self._by_key = {entry.key.casefold(): entry for entry in entries(bridge.catalogue) if entry.key}
        layout = column(self, 10, (28, 20, 28, 24))
        head = row(spacing=10)
        head.addWidget(label(_("Sort with the room"), "title"))
        self._place = label("", "small", "muted")
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(button(_("Done"), self.finish, "check", shortcut="Esc"))
        layout.addLayout(head)
        layout.addStretch(1)
        self._sentence = WrappedLabel("", "display")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._sentence)
        layout.addStretch(1)
        layout.addWidget(label(_("What is it? Type its letter."), "small", "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._kinds = QWidget()
        self._flow = Flow(self._kinds, 8)
        describe(self._kinds, _("Kinds"))
        kinds = scrolled(self._kinds)
        kinds.setMinimumHeight(theme().scaled(44))
        layout.addWidget(kinds, 3)
        layout.addLayout(self._walking())
        over.installEventFilter(self)
        bridge.changed.connect(self._changed)
        theme().theme_changed.connect(self._dress)
        self._dress()
        self.hide()

    def _walking(self) -> QHBoxLayout:
        foot = row(spacing=8)
        foot.addStretch(1)
        back = button(_("Before"), lambda: self._walk(-1), "chevron-left", "quiet", shortcut="Left")
        on = button(_("Leave it for later"), lambda: self._walk(1), "chevron-right", "quiet", shortcut="Right")
        gone = button(_("Take it away"), self._remove, "delete", "quiet", shortcut="Del")
        for made in (back, on, gone):
            foot.addWidget(made)
        foot.addStretch(1)
        return foot

    def start(self) -> None:
        """Show the first sentence."""
        self._at = 0
        self._offer_kinds()
        self.setGeometry(self._over.rect())
        self._dress()
        self.show()
        self.raise_()
        self._show_current()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Give the map back, here and on the wall."""
        if self.isVisible():
            self.hide()
            self._wall.show_map()
            self._over.setFocus()

    @property
    def sentence(self) -> Note | None:
        """The sentence that is shown."""
        notes = self._waiting()
        return notes[self._at] if self._at < len(notes) else None

    def _waiting(self) -> list[Note]:
        return waiting_notes(self._bridge.board, "unsorted")

    def _show_current(self) -> None:
        notes = self._waiting()
        if not notes:
            self.finish()
            self._bridge.say(_("Everything is sorted."))
            return
        self._at %= len(notes)
        note = notes[self._at]
        place = _("{n} of {count}").format(n=self._at + 1, count=len(notes))
        self._place.setText(place)
        self._sentence.setText(f"“{note.text}”")
        describe(self, note.text, description=_("Sentence {place}. A letter makes it a card.").format(place=place))
        self._wall.show_words(f"“{note.text}”", _("What is it? {kinds}").format(kinds=self._kinds_in_words()))
        event = QAccessibleAnnouncementEvent(self, note.text)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _offered(self) -> list[Entry]:
        """Return the kinds of the running stage first, then the others that have a letter."""
        stage = self._bridge.catalogue.stages.get(self._bridge.board.session.stage)
        first = list(stage["kinds"]) if stage else []
        with_key = [entry for entry in entries(self._bridge.catalogue) if entry.key]
        return sorted(with_key, key=lambda e: (first.index(e.kind) if e.kind in first else len(first), not e.quick))

    def _kinds_in_words(self) -> str:
        return ", ".join(entry.word for entry in self._offered()[:5])

    def _offer_kinds(self) -> None:
        clear(self._flow)
        for entry in self._offered():
            made = Button()
            made.setProperty("look", "choice")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            describe(made, _("Make it: {kind}").format(kind=entry.word), entry.key)
            inside = row(made, 8, (10, 0, 10, 0))
            icon = label("")
            icon.setPixmap(theme().pixmap(kind_icon(entry.variant), f"kind/{entry.variant}/accent", 18))
            for part in (icon, label(entry.word), key_cap(entry.key.lower())):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                inside.addWidget(part)
            made.setMinimumWidth(inside.sizeHint().width())
            made.clicked.connect(lambda _checked=False, entry=entry: self._sort(entry))
            self._flow.addWidget(made)

    def _sort(self, entry: Entry) -> None:
        note = self.sentence
        if note is not None:
            kind = {"kind": entry.kind, **({"type": entry.type} if entry.type else {})}
            self._bridge.run("sort_note", id=note.id, **kind)
            self.setFocus()

    def _remove(self) -> None:
        if self.sentence is not None:
            self._bridge.run("delete", ids=[self.sentence.id])
            self.setFocus()

    def _walk(self, by: int) -> None:
        self._at += by
        self._show_current()

    def _changed(self, changed: Changed) -> None:
        if self.isVisible() and "notes" in changed.change.roots():
            self._show_current()

    def _dress(self) -> None:
        font = QFont(theme().font("display"))
        low = self._over.height() < theme().scaled(_LOW)
        font.setPointSizeF(theme().points(_LARGE * (0.6 if low else 1)))
        self._sentence.setProperty("type", "")
        self._sentence.setFont(font)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._by_key.get(event.text().casefold()) if event.text() else None
        key = event.key()
        forward = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        if key == Qt.Key.Key_Escape:
            self.finish()
        elif key in (forward, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self._walk(1)
        elif key in (back, Qt.Key.Key_Up):
            self._walk(-1)
        elif key == Qt.Key.Key_Delete:
            self._remove()
        elif entry is not None and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self._sort(entry)
        elif event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        # A letter without a meaning here must not reach the page, where it would do something else.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False


def open_over(over: QWidget, bridge: Bridge, wall: Wall) -> Sorting:
    """Start sorting over a part of the window, which keeps one such sheet."""
    found = over.findChild(Sorting)
    made = found if isinstance(found, Sorting) else Sorting(bridge, wall, over)
    made.start()
    return made
