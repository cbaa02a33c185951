"""Every control of every page has a name and a role for those who listen, and is come to by keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.features.agenda.stage_chips import StageChip
from ui.features.keying.fields import AnswerField
from ui.features.rounds.window import PassWindow
from ui.kit.widgets import tab_order
from ui.session.view_kinds import VIEWS
from ui.shell.main_window import MainWindow

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTabBar,
)  # fmt: skip
NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border, QAccessible.Role.Pane)
STATIC = (QAccessible.Role.StaticText, QAccessible.Role.Graphic, QAccessible.Role.Indicator)
ACTIONS = (
    "ask-room", "stage-agenda", "check-duplicates", "typical-cards", "settings", "keyboard", "print",
    "print-kit", "print-poster", "print-cards", "print-absent", "waiting",
    "write-statement", "name-moment", "command-palette", "park", "capture", "sort-room", "guide", "panel-left",
    "stage-heads", "stage-next", "find", "bring-in", "give-to-table", "work-together", "share-on-server",
)  # fmt: skip
"""What opens a dialog, a line or a panel."""


STOOD_FOR = ("What can be done", "More menus")
"""Lists that the field over them works by its arrows; so are the fields of a ballot by the one with the keyboard.

The menus that find no room are opened by their letters, and by F10 and arrows, as the others are.
"""


def name_of(control: QWidget) -> str:
    """Return a control's name; Qt's own name for a drop-down on Linux is its choice, so what was given counts."""
    made = QAccessible.queryAccessibleInterface(control)
    given = control.accessibleName()
    return given or (made.text(QAccessible.Text.Name) if made is not None else "")


def worked(over: QWidget) -> Iterator[QWidget]:
    """Yield what is seen of a window and can be worked: known controls, and whatever else takes the keyboard."""
    for widget in (over, *over.findChildren(QWidget)):
        inner = isinstance(widget, QScrollBar) or isinstance(
            widget.parentWidget(), QComboBox | QAbstractSpinBox | QScrollBar | QLineEdit
        )
        if widget.window() is not over.window() or not widget.isVisible() or inner or _is_viewport(widget):
            continue
        if isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def _is_viewport(widget: QWidget) -> bool:
    """Tell whether a widget is the area or the heads of a list or a table, which is read out as a whole."""
    over = widget.parentWidget()
    heads = isinstance(widget, QHeaderView) and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    corner = isinstance(over, QTableView) and isinstance(widget, QAbstractButton)
    return heads or corner or (isinstance(over, QAbstractScrollArea) and widget is over.viewport())


def faults(over: QWidget, where: str) -> list[str]:
    """Return in words what is wrong with the controls of a window, or of a part of it."""
    found = []
    for control in worked(over):
        made = QAccessible.queryAccessibleInterface(control)
        label = f"{where}: {type(control).__name__} “{name_of(control)}”"
        if not name_of(control).strip():
            found.append(f"{label} in {_above(control)} has no name")
        if made is None or (made.role() in NO_ROLES and not _tells_itself(control)):
            found.append(f"{label} has the role {made.role().name if made is not None else 'none'}")
        elif made.role() in STATIC and control.isEnabled():
            found.append(f"{label} is worked, but has the role {made.role().name}")
    return found + _same_names(over, where) + _not_come_to(over, where)


def _tells_itself(control: QWidget) -> bool:
    """Tell whether a painted picture, for which Qt knows no role, says in words what it shows and what keys do."""
    if isinstance(control, QAbstractScrollArea):  # its area answers with items, as the map's does with cards
        area = QAccessible.queryAccessibleInterface(control.viewport())
        if area is not None and area.role() == QAccessible.Role.List:
            return True
    return bool(control.accessibleDescription().strip()) or isinstance(control, QHeaderView | QScrollArea)


def _above(control: QWidget) -> str:
    names: list[str] = []
    over = control.parentWidget()
    while over is not None and len(names) < 4:
        names.append(type(over).__name__)
        over = over.parentWidget()
    return " in ".join(names)


def _same_names(over: QWidget, where: str) -> list[str]:
    """Controls of one group that nobody can tell apart; rows of lists may repeat what can be done with each.

    The stages are such rows: two breaks of the same length stay two breaks, each at its place.
    """
    counts = Counter(
        (control.parentWidget(), type(control).__name__, name_of(control))
        for control in worked(over)
        if isinstance(control, CONTROLS) and not isinstance(control, StageChip) and not _in_a_list(control)
    )
    return [f"{where}: {n} times {kind} “{name}” in one group" for (_group, kind, name), n in counts.items() if n > 1]


def _in_a_list(control: QWidget) -> bool:
    over = control.parentWidget()
    while over is not None:
        if isinstance(over, QAbstractItemView):
            return True
        over = over.parentWidget()
    return False


def _not_come_to(over: QWidget, where: str) -> list[str]:
    """Controls that neither Tab nor an arrow of their group comes to, and that nothing else stands for."""
    found = []
    for control in worked(over):
        if not isinstance(control, CONTROLS) or not control.isEnabled() or isinstance(control, QTabBar):
            continue
        if isinstance(control, AnswerField) or name_of(control) in STOOD_FOR:
            continue
        policy = control.focusPolicy()
        by_arrows = isinstance(control, QAbstractButton) and _one_of_its_group_takes_tab(control)
        if not policy & Qt.FocusPolicy.TabFocus and not by_arrows and not _in_a_list(control):
            found.append(f"{where}: {type(control).__name__} “{name_of(control)}” is not come to by keyboard")
    return found


def _one_of_its_group_takes_tab(control: QAbstractButton) -> bool:
    group = control.group()
    siblings = group.buttons() if group is not None else control.parentWidget().findChildren(type(control))
    return any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in siblings if one is not control)


def _not_stepped_to(window: MainWindow, where: str) -> list[str]:
    """Controls of the page that Tab does not come to when it is pressed again and again."""
    page = window.page()
    stops = set(tab_order.controls(page, shown=True))
    own = [c for c in worked(page) if c.isEnabled() and c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    lost = [c for c in own if c not in stops and not any(stop.isAncestorOf(c) for stop in stops)]
    return [f"{where}: Tab passes {type(c).__name__} “{name_of(c)}” in {_above(c)}" for c in lost]


@pytest.fixture
def prepared(opened: MainWindow) -> MainWindow:
    """Hill East with a running stage, a sentence that waits, and a word to be agreed."""
    bridge = opened.page().bridge
    bridge.run("add_note", kind="unsorted", text="It should be somebody’s job")
    bridge.run("add_note", kind="parking-lot", text="Who pays for it?")
    opened.resize(1600, 1000)
    QApplication.processEvents()
    return opened


@pytest.mark.parametrize("view", [view.id for view in VIEWS])
def test_every_control_of_a_view_is_named_and_come_to(view: str, prepared: MainWindow) -> None:
    page = prepared.page()
    page.bridge.select(tuple(list(page.bridge.board.elements)[:1]))
    page.show_view(view)
    QApplication.processEvents()
    assert "\n".join(faults(prepared, view) + _not_stepped_to(prepared, view)) == ""


def test_every_control_of_home_is_named_and_come_to(window: MainWindow) -> None:
    found = faults(window, "home")
    for section in ("sessions", "samples", "trash"):
        window.home.show_section(section)
        QApplication.processEvents()
        found += faults(window, section)
    assert "\n".join(found) == ""


@pytest.mark.parametrize("action", ACTIONS)
def test_every_control_of_what_an_action_opens_is_named_and_come_to(
    action: str, prepared: MainWindow, qtbot: QtBot
) -> None:
    found: list[str] = []
    seen: list[QWidget] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget() or next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()), None
        )
        found.extend(faults(dialog or prepared, action))
        if dialog is not None:
            seen.append(dialog)
            dialog.close()

    QTimer.singleShot(0, look)
    prepared.registry.trigger(action)
    qtbot.wait_until(lambda: not any(isValid(one) and one.isVisible() for one in seen))
    assert "\n".join(found or faults(prepared, action)) == ""


def _open_round(window: MainWindow, kind: str) -> str:
    bridge = window.page().bridge
    cards = [card.id for card in bridge.board.elements.values() if card.kind == "concern"][:4]
    items = list(bridge.board.statements)[:2] if kind == "rating" else cards
    made = bridge.run("open_round", kind=kind, question="What comes first?", items=items)
    assert made is not None
    return str(made.ids[0])


@pytest.mark.parametrize("kind", ["rating", "dots", "ranking", "placing"])
def test_every_control_of_the_ballots_is_named_and_come_to(kind: str, prepared: MainWindow, qtbot: QtBot) -> None:
    from ui.session.round_codes import codes_of

    page = prepared.page()
    made = _open_round(prepared, kind)
    codes = codes_of(page.bridge)
    codes.keep(made, "bridge", 4)
    ballot = PassWindow(prepared, page.bridge, codes, made)
    ballot.resize(1600, 1000)
    ballot.show()
    found: list[str] = []
    steps: list[tuple[str, Callable[[], None]]] = [
        ("start", lambda: None), ("who", lambda: ballot._go(ballot._who)),
        ("question", lambda: ballot._choose_side("public")), ("curtain", ballot.toggle_curtain),
        ("back", ballot.toggle_curtain), ("stop", ballot.ask_to_stop),
        ("hand in", lambda: ballot._go(ballot._hand_in_page)), ("code", lambda: ballot._go(ballot._code)),
    ]  # fmt: skip
    for name, go in steps:
        go()
        QApplication.processEvents()
        found += faults(ballot, f"{kind} {name}")
    ballot.leave()
    assert "\n".join(found) == ""
    for view in ("rounds", "keying", "agreement"):
        page.show_view(view)
        QApplication.processEvents()
        found += faults(prepared, f"{kind}, {view}")
    assert "\n".join(found) == ""
