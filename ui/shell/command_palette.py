"""The command palette (Ctrl+K): everything the program can do, and every card, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from stworkshop.i18n import gettext as _
from stworkshop.model.same_words import folded
from ui.kit.actions import DO, GO, SETTINGS, Action, Actions, group_titles, shown_key
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, frame, key_cap, label, row
from ui.kit.widgets.words import IconLabel
from ui.session.bridge import Bridge

_CARDS_AT_MOST, _LINES_AT_MOST = 6, 11
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A line: an action or a card; `why_not` says why it cannot be done now. A `title` alone is a heading."""

    title: str
    icon: str = ""
    ink: str = "text_2"
    key: str = ""
    why_not: str = ""
    run: Callable[[], object] | None = None
    called: str = ""
    """The words by which it is known, where they are not the title."""

    @property
    def can_be_done(self) -> bool:
        """Whether Enter does something here: no heading, and nothing that cannot be done now."""
        return self.run is not None and not self.why_not

    @property
    def names(self) -> tuple[str, ...]:
        """What somebody types who knows what it is called; never nothing."""
        return (self.title, self.called) if self.called else (self.title,)


def fuzzy(wanted: str, text: str) -> int:
    """Return how well letters fit a text in their order: more for starts of words and for runs; 0 if they do not."""
    if not wanted:
        return 1
    haystack = folded(text)
    at = haystack.find(wanted)
    if at >= 0:
        return 1000 - at - (0 if at == 0 or haystack[at - 1] == " " else 200)
    score, position, before = 1, 0, -2
    for letter in wanted.replace(" ", ""):
        position = haystack.find(letter, position)
        if position < 0:
            return 0
        score += 8 if position == before + 1 else 5 if position == 0 or haystack[position - 1] == " " else 1
        before = position
        position += 1
    return score if score > 4 * len(wanted) else 0


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


class CommandPalette(QFrame):
    """Lies over the window; Enter does what is chosen, Esc closes it."""

    def __init__(self, over: QWidget, actions: Actions, bridge: Callable[[], Bridge | None]) -> None:
        super().__init__(over)
        self.setProperty("part", "popup")
        describe(self, _("Command palette"))
        self._actions, self._bridge = actions, bridge
        self._back: list[QWidget] = []
        layout = column(self)
        head = row(spacing=12, margins=(16, 10, 16, 10))
        head.addWidget(IconLabel("command", "text_2", 20))
        self.field = QLineEdit()
        self.field.setProperty("look", "bare")
        self.field.setPlaceholderText(_("What would you like to do?"))
        describe(self.field, _("Type what you would like to do"))
        head.addWidget(self.field, 1)
        head.addWidget(key_cap("Esc"))
        layout.addLayout(head)
        rule = frame("line")
        layout.addWidget(rule)
        self.lines = _Lines(self)
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_LineDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        describe(self.list, _("What can be done"))
        self._inner = column(margins=(6, 4, 6, 6))
        self._inner.addWidget(self.list)
        layout.addLayout(self._inner)
        layout.addWidget(self._foot())
        self.field.textChanged.connect(lambda _text: self._fill())
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._take())
        over.installEventFilter(self)
        self.hide()

    def open(self, text: str = "") -> None:
        """Open with the cursor in the field."""
        self._back = list(_upwards(self.window().focusWidget()))
        self.field.setText(text)
        self._fill()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def entries(self) -> list[Entry]:
        """Return the lines that are shown now, headings left out."""
        return [entry for entry in self.lines.entries if entry.run is not None]

    @property
    def chosen(self) -> Entry | None:
        """The line that Enter would do."""
        at = self.list.currentIndex().row()
        return self.lines.entries[at] if at >= 0 else None

    def close_palette(self) -> None:
        """Close it and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        for back in self._back:  # what had the focus may be gone since; then what it stood on has it
            if isValid(back) and back.isVisible() and back.focusPolicy() != Qt.FocusPolicy.NoFocus:
                back.setFocus()
                return

    # --- lines

    def _fill(self) -> None:
        text = self.field.text().strip()
        prefix, wanted = (text[0], folded(text[1:])) if text[:1] in "@#>" and text else ("", folded(text))
        shown: list[Entry] = []
        titles = group_titles()
        for group in (DO, GO, SETTINGS):
            if prefix and (prefix == ">") != (group == SETTINGS) and group != GO:
                continue
            lines = [] if prefix in ("@", "#") or (prefix and group == GO) else self._of_actions(group, wanted)
            if group == GO and wanted and prefix != ">":
                lines += list(self._of_cards(prefix, wanted))
            if lines:
                shown += [Entry(titles[group]), *lines]
        self.lines.show(shown or [Entry(_("Nothing fits these letters."))])
        self._step(1, from_row=-1)
        self._choose_named(wanted)
        self._place()

    def _choose_named(self, wanted: str) -> None:
        """Choose the line that is called what was typed, wherever it stands."""
        for at, entry in enumerate(self.lines.entries):
            if wanted and entry.can_be_done and wanted in map(folded, entry.names):
                self.list.setCurrentIndex(self.lines.index(at))
                return

    def _of_actions(self, group: str, wanted: str) -> list[Entry]:
        scored: list[tuple[int, int, Action]] = []
        for action in self._actions:
            if action.group != group or not action.shown() or action.id == "command-palette":
                continue
            words = action.text()
            score = max(fuzzy(wanted, words), *(fuzzy(wanted, more) // 2 for more in action.words), 0)
            if score:
                scored.append((-score if wanted else 0, len(scored), action))
        found = []
        for _score, _order, action in sorted(scored, key=lambda entry: entry[:2]):
            why = "" if action.enabled() else action.why_not() or _("not now")
            found.append(Entry(action.text(), action.icon, "text_2", shown_key(action.shortcut), why, action.run))
        return found

    def _of_cards(self, prefix: str, wanted: str) -> Iterator[Entry]:
        bridge = self._bridge()
        if bridge is None:
            return
        scored = []
        for card in bridge.board.elements.values():
            if prefix == "@" and card.kind != "stakeholder":
                continue
            if prefix == "#" and not any(
                fuzzy(wanted, str(bridge.catalogue.concepts[c]["label"])) for c in card.concepts
            ):
                continue
            score = 1 if prefix == "#" else max(fuzzy(wanted, card.label), 2000 if folded(card.code) == wanted else 0)
            if score:
                scored.append((-score, card.seq, card))
        for _score, _seq, card in sorted(scored, key=lambda entry: entry[:2])[:_CARDS_AT_MOST]:
            variant = bridge.catalogue.variant(card.kind, card.type)
            ink = f"kind/{variant}/accent"
            yield Entry(
                f"{card.code} {card.label}",
                kind_icon(variant),
                ink,
                run=partial(bridge.go_to, card.id),
                called=card.label,
            )

    # --- choosing

    def _step(self, by: int, from_row: int | None = None) -> None:
        at = self.list.currentIndex().row() if from_row is None else from_row
        while 0 <= at + by < len(self.lines.entries):
            at += by
            if self.lines.entries[at].can_be_done:
                self.list.setCurrentIndex(self.lines.index(at))
                return

    def _take(self) -> None:
        entry = self.chosen
        if entry is None or entry.run is None or entry.why_not:
            return
        self.close_palette()
        # Not inside the key press: a dialog may stay open, and in it another size of text makes a new palette.
        QTimer.singleShot(0, self, entry.run)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and self.isVisible():
            self._place()
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return False

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None:
            return
        lines = min(_LINES_AT_MOST, len(self.lines.entries))
        self.list.setFixedHeight(theme().scaled(33) * lines + 2)
        self._inner.invalidate()  # a layout in a layout does not hear of the new height by itself
        width = min(theme().scaled(560), over.width() - 32)
        height = min(self.sizeHint().height(), over.height() - 32)
        self.setGeometry((over.width() - width) // 2, min(theme().scaled(72), over.height() // 8), width, height)

    def _foot(self) -> QFrame:
        foot = frame("popup-foot")
        layout = row(foot, 6, (16, 8, 16, 8))
        for keys, words in ((("Up", "Down"), _("choose")), (("Enter",), _("do it"))):
            for key in keys:
                layout.addWidget(key_cap(key))
            layout.addWidget(label(words, "caption", "muted"))
            layout.addSpacing(theme().scaled(10))
        for key, words in (("@", _("people")), ("#", _("topics")), (">", _("settings"))):
            layout.addWidget(key_cap(key))
            layout.addWidget(label(words, "caption", "muted"))
        layout.addStretch(1)
        return foot


class _Lines(QAbstractListModel):
    """The lines, as a model: a list widget's own items did not always outlive being made anew at each letter."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these lines instead."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (entry.title, entry.key, entry.why_not) if part)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid() or not 0 <= index.row() < len(self.entries):
            return Qt.ItemFlag.NoItemFlags
        entry = self.entries[index.row()]
        if entry.can_be_done:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled if entry.run else Qt.ItemFlag.NoItemFlags


class _LineDelegate(QStyledItemDelegate):
    """Paints a heading, or an icon, words, and at the end the key or why it cannot be done."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().scaled(100), theme().scaled(33))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        entry = model.entries[index.row()] if isinstance(model, _Lines) else Entry("")
        look, body = theme(), QRect(option.rect)
        pad = look.scaled(10)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.run is None:
            self._write(
                painter, body.adjusted(pad, 4, -pad, 0), entry.title, "caption", look.colour("text_3"), bold=True
            )
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection_fill" if chosen else "surface_3"))
            painter.drawRoundedRect(body, 7, 7)
        if entry.icon:
            icon = look.pixmap(entry.icon, entry.ink if not entry.why_not else "text_disabled", 17)
            side = round(icon.height() / icon.devicePixelRatio())
            painter.drawPixmap(body.left() + pad, body.center().y() - side // 2, icon)
        end = entry.why_not or entry.key
        painter.setFont(look.font("caption"))
        room = painter.fontMetrics().horizontalAdvance(end)
        ends = QRect(body.right() - pad - room, body.top(), room, body.height())
        self._write(painter, ends, end, "caption", look.colour("text_3"))
        words = QRect(body.left() + pad + look.scaled(27), body.top(), 0, body.height())
        words.setRight(ends.left() - pad)
        self._write(painter, words, entry.title, "body", look.colour("text_disabled" if entry.why_not else "text"))
        painter.restore()

    def _write(self, painter: QPainter, body: QRect, words: str, font: str, ink: QColor, *, bold: bool = False) -> None:
        used = theme().font(font)
        used.setBold(bold)
        painter.setFont(used)
        painter.setPen(ink)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, body.width() + 1)
        painter.drawText(body, Qt.AlignmentFlag.AlignVCenter, text)
