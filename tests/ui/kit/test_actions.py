"""The registry of actions, and the command palette that reads it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.kit.actions import GO, Actions, shown_key
from ui.session.bridge import Bridge
from ui.shell.command_palette import CommandPalette, fuzzy


class Host(QMainWindow):
    """A window with three actions."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.registry = Actions(self)
        self.registry.add("print", "Print the summary", lambda: self.done.append("print"), "Ctrl+P", "print")
        self.registry.add("list", "List", lambda: self.done.append("list"), "4", "list", GO, global_key=False)
        self.registry.add(
            "undo", "Undo", lambda: self.done.append("undo"), "Ctrl+Z", enabled=lambda: False, why_not=lambda: "not yet"
        )


@pytest.fixture
def host(dressed: QApplication, qtbot: QtBot) -> Iterator[Host]:
    made = Host()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    yield made
    made.close()


@pytest.fixture
def palette(host: Host, bridge: Bridge) -> CommandPalette:
    return CommandPalette(host, host.registry, lambda: bridge)


def test_an_action_runs_only_where_it_can(host: Host) -> None:
    host.registry.trigger("print")
    told: list[str] = []
    host.registry.refused.connect(told.append)
    host.registry.trigger("undo")
    assert told == ["Not yet."]
    assert host.done == ["print"]


def test_single_keys_are_looked_up_not_bound(host: Host) -> None:
    action = host.registry.by_key("4")
    assert action is not None
    assert action.id == "list"
    assert host.registry.by_key("p") is None
    assert [key.shortcut().toString() for key in host.actions()] == ["Ctrl+P", "Ctrl+Z"]


def test_an_action_is_replaced_and_removed_with_its_key(host: Host) -> None:
    host.registry.add("print", "Print", lambda: None, "Ctrl+P")
    assert len(host.actions()) == 2
    host.registry.remove("print")
    assert "print" not in host.registry
    assert len(host.actions()) == 1


def test_menus_show_words_keys_and_state(host: Host) -> None:
    menu = QMenu(host)
    host.registry.into_menu(menu, "print", "-", "undo", "no-such")
    entries = [action for action in menu.actions() if not action.isSeparator()]
    assert entries[0].text() == f"Print the summary\t{shown_key('Ctrl+P')}"
    assert not entries[1].isEnabled()


@pytest.mark.parametrize(
    ("wanted", "text"), [("print", "Print the summary"), ("prsum", "Print the summary"), ("", "x")]
)
def test_letters_fit_in_their_order(wanted: str, text: str) -> None:
    assert fuzzy(wanted, text) > 0


@pytest.mark.parametrize(("wanted", "text"), [("xyz", "Print"), ("tnirp", "Print")])
def test_letters_that_do_not_fit(wanted: str, text: str) -> None:
    assert fuzzy(wanted, text) == 0


def test_the_palette_holds_every_action(host: Host, palette: CommandPalette) -> None:
    palette.open()
    assert {entry.title for entry in palette.entries()} == {"Print the summary", "Undo", "List"}
    assert next(e for e in palette.entries() if e.title == "Undo").why_not == "not yet"


def test_enter_does_what_fits_best_after_the_key_press(host: Host, palette: CommandPalette, qtbot: QtBot) -> None:
    palette.open("prin")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert host.done == [], "a dialog must not stay open inside the key press"
    qtbot.waitUntil(lambda: host.done == ["print"])
    assert not palette.isVisible()


def test_what_cannot_be_done_is_not_done(host: Host, palette: CommandPalette) -> None:
    palette.open("undo")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert host.done == []


def test_the_palette_goes_to_cards_by_words_and_code(palette: CommandPalette, bridge: Bridge, qtbot: QtBot) -> None:
    card = next(e for e in bridge.board.elements.values() if e.kind == "risk")
    palette.open(card.code)
    assert palette.entries()[0].title == f"{card.code} {card.label}"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bridge.selection == (card.id,))


def test_the_at_sign_finds_people_only(palette: CommandPalette, bridge: Bridge) -> None:
    palette.open("@e")
    people = {f"{e.code} {e.label}" for e in bridge.board.elements.values() if e.kind == "stakeholder"}
    assert {entry.title for entry in palette.entries()} <= people
    assert palette.entries()


def test_escape_closes_the_palette(palette: CommandPalette) -> None:
    palette.open()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_lines_are_a_good_model_and_headings_are_passed_over(
    palette: CommandPalette, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(palette.lines)  # type: ignore[no-untyped-call]
    palette.open()
    assert palette.lines.entries[0].run is None, "a heading"
    assert palette.chosen is not None and palette.chosen.can_be_done
    for letters in ("p", "pr", "zzzz", ""):
        palette.field.setText(letters)
    assert palette.chosen is not None
    palette.close_palette()
