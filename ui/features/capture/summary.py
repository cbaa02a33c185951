"""Under the capture line: what it will make, what the stage forbids, which card says the same, what was just made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from stworkshop.commands.capture_line import Capture, problem
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.kind_words import kind_in_sentence
from stworkshop.model.records import Element
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, describe, label, row, set_property
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import Markup, RichLabel
from ui.kit.widgets.words import IconLabel
from ui.session.bridge import Bridge

_SHORT = 42


class SummaryLine(QFrame):
    """One row of small parts that wraps where it is narrow; `spoken` says the same in words."""

    resized = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._narrow = False
        self._said = False
        self.spoken = ""
        describe(self, _("What the line makes"))
        layout = self._row = row(self, 12, (18, 8, 18, 10))
        self._parts = QWidget()
        self._parts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._flow = Flow(self._parts, 8)
        layout.addWidget(self._parts, 1)
        self._help = RichLabel()
        self._help.setProperty("type", "small")
        self._help.setProperty("tone", "muted")
        self._help.setMinimumHeight(theme().scaled(26))
        layout.addWidget(self._help, 0, Qt.AlignmentFlag.AlignTop)
        self._shown: object = None

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the help at the end where there is no room."""
        self._narrow = narrow
        self._help.setVisible(not narrow and bool(self._help.text()))

    def heightForWidth(self, width: int) -> int:
        margins = self._row.contentsMargins()
        room = width - margins.left() - margins.right()
        if self._help.isVisibleTo(self):
            room -= self._help.sizeHint().width() + self._row.spacing()
        high = max(self._flow.heightForWidth(max(80, room)), theme().scaled(26))
        return high + margins.top() + margins.bottom()

    def say_nothing(self) -> None:
        """Take back what was said about the card made last."""
        self._said = False
        self._shown = None

    def show_capture(
        self, found: Capture | None, typed: bool, forbidden: str, same: tuple[Element, bool] | None
    ) -> None:
        """Show what the line makes; `forbidden` and a card that says the `same` stand in front."""
        if self._said and not typed:
            return
        made = found and dataclasses.replace(found, label=str(bool(found.label)))
        shown = (made, typed, forbidden, same and (same[0].id, same[1]))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._flow)
        if forbidden:
            self._say(forbidden, "lock", "warn")
        elif found is None:
            self._say_plain(typed)
        elif found.unknown:
            self._say(problem(found), "warning", "danger")
        elif found.label:
            self._show_parts(found)
            if same:
                self._show_same(*same)
        else:
            self._say(_("Now the words, as they were said."), "", "muted")
        self._show_help(_help(found, typed))
        self._settle()

    def say_made(self, card: Element, holders: Sequence[str], undo: Callable[[], object]) -> None:
        """Say what was made, and offer to take it back."""
        words = _("{code} “{words}” is on the map").format(code=card.code, words=_short(card.label))
        if holders:
            words = _("{code} “{words}” linked to {names}").format(
                code=card.code, words=_short(card.label), names=", ".join(holders)
            )
        self._tell(words, undo)

    def say_kept(self, waiting: int, undo: Callable[[], object]) -> None:
        """Say that a sentence waits to be sorted, with how many there are."""
        words = ngettext("Kept. %d sentence waits to be sorted", "Kept. %d sentences wait to be sorted", waiting)
        self._tell(words % waiting, undo)

    # --- parts

    def _tell(self, words: str, undo: Callable[[], object]) -> None:
        clear(self._flow)
        self._say(words, "check", "muted")
        self._flow.addWidget(button(_("Undo"), undo, look="link", shortcut="Ctrl+Z"))
        self._said = True
        self._show_help(_help(None, False))
        self._settle()
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _say(self, words: str, icon: str, tone: str) -> None:
        if icon:
            self._flow.addWidget(_icon(icon, {"warn": "warn_mark", "danger": "danger"}.get(tone, "success")))
        said = label(words, "small", tone)
        said.setMinimumHeight(theme().scaled(24))
        self._flow.addWidget(said)
        self.spoken = words

    def _say_plain(self, typed: bool) -> None:
        self._say(
            _("No kind letter: Enter goes to the card, or keeps the sentence for sorting.")
            if typed
            else _("A letter and a space make a card: c concern, s people, r risk, m measure, q question."),
            "",
            "muted",
        )

    def _show_parts(self, found: Capture) -> None:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        kind = kind_in_sentence(catalogue, found.kind, found.type)
        self._flow.addWidget(_sized(label(_("Makes"), "small", "muted")))
        variant = catalogue.variant(found.kind, found.type)
        self._flow.addWidget(_chip(_("1 {kind}").format(kind=kind), f"kinds/{variant}", f"kind/{variant}/accent"))
        raised = _("raised by {name}") if found.kind == "concern" else "{name}"
        for holder in [board.elements[i].label for i in found.who]:
            self._flow.addWidget(_chip(raised.format(name=holder), "link", "text_2"))
        for name in found.newcomers:
            words = _("new person or group “{name}”").format(name=name)
            self._flow.addWidget(_chip(words, "plus", "text_2"))
        for other in [board.elements[i].label for i in found.answers]:
            self._flow.addWidget(_chip(_("answered by {name}").format(name=other), "link", "text_2"))
        for topic in found.topics:
            chip = _chip(str(catalogue.concepts[topic]["label"]), f"concepts/{topic}", f"concept/{topic}/label")
            chip.setProperty("concept", topic)
            self._flow.addWidget(chip)

    def _show_same(self, card: Element, exactly: bool) -> None:
        words = _("{code} says the same") if exactly else _("{code} says nearly the same: “{words}”")
        text = words.format(code=card.code, words=_short(card.label))
        self._flow.addWidget(_icon("merge", "warn_mark"))
        said = label(text, "small", "warn")
        said.setMinimumHeight(theme().scaled(24))
        self._flow.addWidget(said)
        self.spoken = text

    def _show_help(self, words: Markup) -> None:
        self._help.setText(words)
        self._help.setVisible(bool(words) and not self._narrow)

    def _settle(self) -> None:
        for at in range(self._flow.count()):
            item = self._flow.itemAt(at)
            if item is not None and (part := item.widget()) is not None:
                part.show()
        set_property(self, "part", "capture-foot")
        self.updateGeometry()
        self.resized.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._parts.updateGeometry()


def _help(found: Capture | None, typed: bool) -> Markup:
    """Return the reminder at the end, with the signs strong."""
    if found is not None:
        words = _("<b>@</b> who&nbsp;&nbsp; <b>#</b> topic&nbsp;&nbsp; <b>&gt;</b> answered by")
    elif typed:
        words = _("Without a kind: find, or <b>Unsorted</b>")
    else:
        words = _("<b>Esc</b> closes&nbsp;&nbsp; <b>↑</b> last line")
    return Markup(words)


def _chip(words: str, icon: str, role: str) -> QPushButton:
    made = button(words, look="chip", name=words)
    made.setProperty("look", "chip")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    theme().set_icon(made, icon, role, 15)
    return made


def _icon(name: str, role: str) -> IconLabel:
    made = IconLabel(name, role, 16)
    made.setMinimumHeight(theme().scaled(24))
    return made


def _sized(made: QLabel) -> QLabel:
    made.setMinimumHeight(theme().scaled(24))
    return made


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else words[: _SHORT - 1].rstrip(" .,;:-") + "…"
