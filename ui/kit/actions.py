"""Actions: everything that a person can do, with its words, shortcut and icon; menus, buttons and Ctrl+K read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.wording import ended
from stworkshop.rounds.answers_in_words import capital
from ui.kit.theme import theme

DO, GO, SETTINGS = "do", "go", "settings"


def group_titles() -> dict[str, str]:
    """Return the headings of the command palette in their order."""
    return {DO: _("Do"), GO: _("Go to"), SETTINGS: _("Settings")}


def _yes() -> bool:
    return True


def _no_reason() -> str:
    return ""


class Place(NamedTuple):
    """Where an action stands in the menu bar: the menu's id, the block between two lines, and its turn in that."""

    menu: str
    block: int = 1
    turn: int = 1


@dataclass(frozen=True)
class Action:
    """One thing to do: `text` is a verb; `why_not` says in a sentence why it cannot be done now, "" where it can.

    `shortcut` is in Qt's portable form (`Ctrl+K`). `global_key` is False where another part (the canvas) listens to
    the key. An action without a `place` is part of a family that lies open on a page.
    """

    id: str
    text: Callable[[], str]
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    group: str = DO
    enabled: Callable[[], bool] = _yes
    why_not: Callable[[], str] = _no_reason
    shown: Callable[[], bool] = _yes
    global_key: bool = True
    words: tuple[str, ...] = field(default=())
    place: Place | None = None


class Actions(QObject):
    """The registry of one window's actions."""

    changed = Signal()
    refused = Signal(str)
    """A key or button was pressed for what cannot be done now; the reason, as a sentence."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._known: dict[str, Action] = {}
        self._qt: dict[str, QAction] = {}

    def add(
        self,
        action_id: str,
        text: str | Callable[[], str],
        run: Callable[[], object],
        shortcut: str = "",
        icon: str = "",
        group: str = DO,
        *,
        enabled: Callable[[], bool] = _yes,
        why_not: Callable[[], str] = _no_reason,
        shown: Callable[[], bool] = _yes,
        global_key: bool = True,
        words: tuple[str, ...] = (),
        place: Place | None = None,
    ) -> Action:
        """Register an action; one of the same id is replaced."""
        say = text if callable(text) else _constant(text)
        action = Action(
            action_id, say, run, shortcut, icon, group, enabled, why_not, shown, global_key and bool(shortcut), words,
            place,
        )  # fmt: skip
        self.remove(action_id)
        self._known[action_id] = action
        if action.global_key:
            self._listen(action)
        return action

    def remove(self, action_id: str) -> None:
        """Forget an action and its key."""
        self._known.pop(action_id, None)
        listener = self._qt.pop(action_id, None)
        if listener is not None:
            self._window.removeAction(listener)
            listener.deleteLater()

    def __getitem__(self, action_id: str) -> Action:
        return self._known[action_id]

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._known

    def __iter__(self) -> Iterator[Action]:
        return iter(self._known.values())

    def by_key(self, key: str) -> Action | None:
        """Return the action of a single key (`4`, `[`), which acts only where nothing is typed."""
        if not key.strip():
            return None
        return next((a for a in self._known.values() if not a.global_key and a.shortcut.lower() == key.lower()), None)

    def can(self, action_id: str) -> bool:
        """Tell whether it can be done now."""
        action = self._known.get(action_id)
        return action is not None and action.shown() and action.enabled()

    def placed(self) -> list[Action]:
        """Return what has a place in the menu bar, in the order of the places."""
        return sorted((a for a in self._known.values() if a.place), key=lambda action: action.place or Place(""))

    @staticmethod
    def refusal(action: Action) -> str:
        """Return why an action cannot be done now, as a sentence, "" where it can."""
        if not action.shown():
            return _("Open a workshop first.")
        if action.enabled():
            return ""
        return ended(capital(action.why_not() or _("not now")))

    def trigger(self, action_id: str) -> None:
        """Do it, if it can be done now; else tell why it cannot."""
        action = self._known.get(action_id)
        if action is None or not action.shown():
            return
        if action.enabled():
            action.run()
        elif why := action.why_not():
            self.refused.emit(ended(capital(why)))

    def into_menu(self, menu: QMenu, *action_ids: str) -> None:
        """Put actions into a menu, `-` being a line; those that are not shown now are left out."""
        for action_id in action_ids:
            if action_id == "-":
                menu.addSeparator()
                continue
            action = self._known.get(action_id)
            if action is None or not action.shown():
                continue
            key = f"\t{shown_key(action.shortcut)}" if action.shortcut else ""
            entry = menu.addAction(f"{action.text()}{key}")
            if action.icon:
                entry.setIcon(theme().icon(action.icon, "danger" if action.icon == "delete" else "text_2", 17))
            entry.setEnabled(action.enabled())
            entry.triggered.connect(action.run)

    def _listen(self, action: Action) -> None:
        listener = QAction(action.text(), self._window)
        listener.setShortcut(QKeySequence(action.shortcut))
        listener.setAutoRepeat(False)
        listener.triggered.connect(lambda: self.trigger(action.id))
        self._window.addAction(listener)
        self._qt[action.id] = listener


def shown_key(shortcut: str) -> str:
    """Return a shortcut as the system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _constant(text: str) -> Callable[[], str]:
    return lambda: text
