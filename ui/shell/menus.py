"""The menu bar: its menus in their order, filled from the places that actions say where they are declared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from stworkshop.i18n import gettext as _
from ui.kit.actions import Action, Actions, Place, shown_key
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import Menu, MenuBar, explain

MOST = 12
"""So many entries a menu has at most: what is longer is not read."""
_HIGH = 16_777_215
"""Qt's word for "as high as it likes"."""
_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "settings": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}
"""What a Mac puts into the menu of the program, wherever we put it."""


class SubMenu(NamedTuple):
    """A menu below an entry of another."""

    words: str
    icon: str
    place: Place


def titles() -> dict[str, str]:
    """Return the words of the menus in their order; the letter behind `&` opens a menu together with Alt."""
    return {
        "session": _("&Session"), "edit": _("&Edit"), "view": _("&View"), "insert": _("&Insert"),
        "workshop": _("Wor&kshop"), "together": _("&Together"), "print": _("&Print"), "help": _("&Help"),
    }  # fmt: skip


def submenus() -> dict[str, SubMenu]:
    """Return the menus below others, by their ids."""
    return {
        "edit/tidy": SubMenu(_("Line up and tidy"), "layout", Place("edit", 3, 5)),
        "view/lens": SubMenu(_("Lens"), "lens", Place("view", 1, 4)),
        "view/wall": SubMenu(_("The wall"), "projector", Place("view", 3, 3)),
        "view/look": SubMenu(_("Text size and look"), "text-size", Place("view", 3, 4)),
        "workshop/question": SubMenu(_("This question"), "question-prompt", Place("workshop", 3, 1)),
    }


class Menus:
    """The menu bar of a window, or the same menus below one entry each, where there is no room for a bar."""

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        self._actions = actions
        self.bar = MenuBar(window)
        describe(self.bar, _("Menu bar"))
        self._menus: dict[str, Menu] = {}
        self._below: dict[str, Menu] = {}
        for name, words in titles().items():
            menu = self._menus[name] = self.bar.add(words)
            menu.aboutToShow.connect(partial(self._fill, menu, name))
        self._places = submenus()
        for name, below in self._places.items():
            menu = self._below[name] = self.bar.below(below.words)
            menu.setIcon(theme().icon(below.icon, size=17))
            menu.aboutToShow.connect(partial(self._fill, menu, name))
        if self.bar.isNativeMenuBar():  # a Mac leaves out a menu that is empty
            for name, menu in (*self._menus.items(), *self._below.items()):
                self._fill(menu, name)
        window.setMenuBar(self.bar)

    def menu(self, name: str) -> QMenu:
        """Return a menu or a submenu by its id, as it would be shown now."""
        found = self._menus.get(name) or self._below[name]
        self._fill(found, name)
        return found

    def open_first(self) -> None:
        """Open the first menu; the arrows go on from there."""
        if not self.bar.isNativeMenuBar():
            self.bar.setActiveAction(self.bar.actions()[0])

    def fold(self, small: bool) -> None:
        """Give the bar no height in a small window; F10, and Alt with a letter, open its menus all the same."""
        self.bar.setMaximumHeight(0 if small else _HIGH)

    def add_to(self, menu: QMenu) -> None:
        """Put the menus below a menu of a small window."""
        for made in self._menus.values():
            menu.addMenu(made)

    def take_down(self) -> None:
        """Leave the window, since its menus are made anew."""
        for menu in (*self._menus.values(), *self._below.values()):
            menu.deleteLater()

    def _fill(self, menu: Menu, name: str) -> None:
        """Show the actions of a menu as they are now."""
        menu.clear()
        placed: list[tuple[Place, Callable[[], object]]] = [
            (action.place, partial(self._add, menu, action))
            for action in self._actions.placed()
            if action.place is not None and action.place.menu == name
        ]
        placed += [
            (entry.place, partial(menu.addMenu, self._below[key]))
            for key, entry in self._places.items()
            if entry.place.menu == name
        ]
        placed.sort(key=lambda one: one[0])
        for block, entries in groupby(placed, key=lambda one: one[0].block):
            if block != placed[0][0].block:
                menu.addSeparator()
            for _place, add in entries:
                add()

    def _add(self, menu: Menu, action: Action) -> None:
        key = f"\t{shown_key(action.shortcut)}" if action.shortcut else ""
        entry = menu.addAction(f"{action.text()}{key}")
        entry.setObjectName(action.id)
        if action.icon:
            entry.setIcon(theme().icon(action.icon, "danger" if action.icon == "delete" else "text_2", 17))
        entry.setMenuRole(_ROLES.get(action.id, QAction.MenuRole.NoRole))
        if why := self._actions.refusal(action):
            entry.setEnabled(False)
            explain(entry, why)
        entry.triggered.connect(partial(self._trigger, action.id))

    def _trigger(self, action_id: str, _checked: bool = False) -> None:
        self._actions.trigger(action_id)
