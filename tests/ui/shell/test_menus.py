"""The menu bar: every command in it exactly once, few entries a menu, and a reason where one cannot be used."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ui.kit.actions import Action, Place
from ui.kit.theme import theme
from ui.shell.main_window import MainWindow
from ui.shell.menus import MOST, submenus, titles

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
FAMILIES = ("view-", "export-", "door-")
"""Members lie open on the doors and their pages."""
NOT_IN_MENUS = {"menu-bar", "become-host", "map.kind"}
"""The first opens the bar itself, the next stands in the panel of who is here while a host is gone; all kinds lie open
in the menu of a card, in its details and on the map."""


def entries(menu: QMenu) -> list[QAction]:
    return [entry for entry in menu.actions() if not entry.isSeparator()]


def walk(window: MainWindow) -> Iterator[tuple[str, QAction]]:
    """Every entry of the bar and of the menus below, with the menu's title."""
    for head in window.menus.bar.actions():
        menu = head.menu()
        assert isinstance(menu, QMenu)
        yield from _walk(menu)


def _walk(menu: QMenu) -> Iterator[tuple[str, QAction]]:
    menu.aboutToShow.emit()
    for entry in entries(menu):
        below = entry.menu()
        yield (menu.title(), entry)
        if isinstance(below, QMenu):
            yield from _walk(below)


def faults(window: MainWindow) -> list[str]:
    """Say what is wrong with the menus: a command that is missing or there twice, a menu that is too long."""
    found = Counter(entry.objectName() for _menu, entry in walk(window) if entry.menu() is None)
    told = [f"{name} stands there {times} times" for name, times in found.items() if times > 1]
    for action in window.registry:
        if action.id not in found and not action.id.startswith(FAMILIES) and action.id not in NOT_IN_MENUS:
            told.append(f"{action.id} is in no menu")
        if action.place is not None and action.place.menu not in {*titles(), *submenus()}:
            told.append(f"{action.id} has its place in a menu that there is not")
    long = Counter(menu for menu, _entry in walk(window))
    told += [f"{menu} has {count} entries" for menu, count in long.items() if count > MOST]
    placed = Counter(action.place for action in window.registry if action.place is not None)
    return told + [f"two actions have the place {place}" for place, count in placed.items() if count > 1]


def test_every_command_stands_in_the_menus_exactly_once(opened: MainWindow) -> None:
    assert len(list(walk(opened))) > 90, "a walk that sees nothing finds no fault"
    assert faults(opened) == []


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        (None, "planted is in no menu"),
        (Place("edit", 3, 9), "Edit has 13 entries"),
        (Place("nowhere"), "planted is in no menu"),
        (Place("edit", 1, 1), "two actions have the place"),
    ],
)
def test_a_fault_in_the_menus_is_found(opened: MainWindow, place: Place | None, fault: str) -> None:
    opened.registry.add("planted", "Planted", lambda: None, place=place)
    assert any(fault in one.replace("&", "") for one in faults(opened))


def test_a_command_says_its_key_and_why_it_cannot_be_used(opened: MainWindow) -> None:
    by_id = {entry.objectName(): entry for _menu, entry in walk(opened)}
    assert by_id["print"].text().endswith("\tCtrl+P")
    for action in opened.registry:
        if action.id in by_id:
            entry, why = by_id[action.id], opened.registry.refusal(action)
            assert entry.isEnabled() == (not why)
            assert why == "" or (entry.toolTip() == why and entry.statusTip() == why)
    assert by_id["map.delete"].toolTip() == "Select a card first."
    assert opened.menus.menu("edit").toolTipsVisible()


def test_without_a_workshop_its_commands_stay_and_say_so(window: MainWindow) -> None:
    assert faults(window) == []
    by_id = {entry.objectName(): entry for _menu, entry in walk(window)}
    assert by_id["map.delete"].toolTip() == by_id["undo"].toolTip() == "Open a workshop first."
    assert by_id["new"].isEnabled()
    assert by_id["join"].isEnabled()
    assert by_id["home"].toolTip() == "This is Home."


def test_letters_that_open_menus_are_no_keys_of_the_map(opened: MainWindow) -> None:
    letters = [words[words.index("&") + 1].upper() for words in titles().values()]
    assert len(set(letters)) == len(letters)
    keys = {action.shortcut for action in opened.registry}
    assert not keys & {f"Alt+{letter}" for letter in letters}


def test_an_entry_does_what_the_command_does(opened: MainWindow) -> None:
    by_id = {entry.objectName(): entry for _menu, entry in walk(opened)}
    by_id["view-words"].trigger()
    assert opened.page().view == "words"
    by_id["map.select-all"].trigger()
    assert opened.page().view == "map"
    assert opened.page().bridge.selection


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_keys_open_the_menus_in_a_small_window_too(opened: MainWindow) -> None:
    for width, high, bar in ((1440, 900, True), (1090, 600, False)):
        opened.resize(width, high)
        QApplication.processEvents()
        assert (opened.menus.bar.height() > 0) == bar
        opened.activateWindow()
        QApplication.processEvents()
        heads = [head.menu() for head in opened.menus.bar.actions()]
        for at, key, held in ((0, Qt.Key.Key_F10, NONE), (4, Qt.Key.Key_K, ALT)):
            QTest.keyClick(opened, key, held)
            shown = heads[at]
            assert isinstance(shown, QMenu)
            assert shown.isVisible()
            shown.close()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_more_keeps_what_belongs_to_the_window_and_the_menus_of_a_small_one(opened: MainWindow) -> None:
    def more() -> list[str]:
        opened.page().app_bar._menu()
        shown = QApplication.activePopupWidget()
        assert isinstance(shown, QMenu)
        words = [entry.text().partition("\t")[0].replace("&", "") for entry in entries(shown)]
        shown.close()
        return words

    assert len(more()) == 6
    opened.resize(1090, 600)
    QApplication.processEvents()
    small = more()
    assert small[-8:] == [words.replace("&", "") for words in titles().values()]
    assert len(small) <= MOST


def test_menus_follow_another_size_of_text(opened: MainWindow) -> None:
    opened.looks.step_text(1)
    QApplication.processEvents()
    assert faults(opened) == []
    opened.looks.step_text(-1)
    QApplication.processEvents()
    assert theme().text_scale == 1.0


def test_a_refusal_is_a_sentence(opened: MainWindow) -> None:
    registry = opened.registry
    bare = registry.add("bare", "Bare", lambda: None, enabled=lambda: False)
    assert registry.refusal(bare) == "Not now."
    assert registry.refusal(Action("free", lambda: "Free", lambda: None)) == ""
