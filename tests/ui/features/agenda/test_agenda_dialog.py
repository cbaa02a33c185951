"""The agenda in its dialog: chosen, changed by keys and by dragging, with its total and a word on missing breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stworkshop.model import agenda
from tests.ui.on_screen import button, part
from ui.features.agenda.agenda_dialog import AgendaDialog
from ui.features.agenda.agenda_model import MINUTES, NAME, AgendaModel
from ui.kit.widgets.choices import Segments
from ui.session.bridge import Bridge
from ui.session.clock import Clock
from ui.shell.main_window import MainWindow


@pytest.fixture
def dialog(opened: MainWindow, qtbot: QtBot) -> Iterator[AgendaDialog]:
    page = opened.page()
    made = AgendaDialog(opened, page.bridge, page.clock)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def stages(dialog: AgendaDialog) -> list[str]:
    return [one.item.stage for one in dialog.model.schedule.planned]


def shown(dialog: AgendaDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def key(dialog: AgendaDialog, which: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.table, which, modifiers)


def test_the_model_is_a_good_one(bridge: Bridge, qtmodeltester: ModelTester) -> None:
    bridge.run("set_agenda", agenda="agenda-half-day")
    clock = Clock(bridge)
    model = AgendaModel(bridge, clock)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    bridge.run("add_stage", stage="break")
    assert model.rowCount() == 14 and model.row(20) is None
    assert model.data(QModelIndex()) is None


def test_it_opens_at_what_comes_with_the_total(dialog: AgendaDialog) -> None:
    assert dialog.table.currentIndex().row() == 0
    assert "11 stages, 4 h" in shown(dialog)
    assert dialog.model.headerData(1, Qt.Orientation.Horizontal) == "Minutes"


def test_another_agenda_is_chosen(dialog: AgendaDialog) -> None:
    part(dialog, Segments, "Agenda to follow").segment("agenda-90-minutes").click()
    assert len(stages(dialog)) == 8 and "90 minutes" not in stages(dialog)
    part(dialog, Segments, "Agenda to follow").segment("").click()
    assert stages(dialog) == []
    part(dialog, Segments, "Agenda to follow").segment("agenda-half-day").click()
    assert len(stages(dialog)) == 13


def test_a_running_stage_keeps_its_agenda_and_that_is_said_here(dialog: AgendaDialog) -> None:
    dialog._bridge.run("start_stage", stage="framing")
    part(dialog, Segments, "Agenda to follow").segment("agenda-90-minutes").click()
    assert len(stages(dialog)) == 13 and "A stage is running" in shown(dialog)


def test_keys_move_and_take_out(dialog: AgendaDialog) -> None:
    dialog.table.selectRow(3)
    key(dialog, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert stages(dialog)[2:4] == ["prioritise", "concerns"] and dialog.table.currentIndex().row() == 2
    key(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert stages(dialog)[2:4] == ["concerns", "prioritise"] and dialog.table.currentIndex().row() == 3
    key(dialog, Qt.Key.Key_Delete)
    assert "prioritise" not in stages(dialog) and len(stages(dialog)) == 12
    dialog._bridge.undo()
    assert "prioritise" in stages(dialog)


def test_what_has_begun_is_not_moved(dialog: AgendaDialog) -> None:
    dialog._bridge.run("start_stage", stage="stakeholders")
    dialog.table.selectRow(1)
    assert not button(dialog, "Take out").isEnabled() and not button(dialog, "Earlier").isEnabled()
    key(dialog, Qt.Key.Key_Delete)
    assert "stakeholders" in stages(dialog)
    dialog.table.selectRow(2)
    assert not button(dialog, "Earlier").isEnabled() and button(dialog, "Later").isEnabled()


def test_a_stage_is_added_after_the_current_row(dialog: AgendaDialog) -> None:
    dialog.table.selectRow(2)
    dialog.add_stage("break")
    assert stages(dialog)[3] == "break" and dialog.table.currentIndex().row() == 3
    dialog.table.selectRow(dialog.model.rowCount() - 1)
    dialog.add_stage("recap")
    assert stages(dialog)[-1] == "recap"


def edit(dialog: AgendaDialog, row: int, column: int, words: str) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(row, column))
    key(dialog, Qt.Key.Key_Return)
    field = next(f for f in dialog.table.findChildren(QLineEdit) if f.isVisible())
    field.setText(words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_names_and_minutes_are_typed_in_place(dialog: AgendaDialog) -> None:
    edit(dialog, 0, MINUTES, "20")
    assert "11 stages, 4 h 05" in shown(dialog)
    edit(dialog, 0, NAME, "Welcome")
    first = dialog.model.row(0)
    assert first is not None and first.label == "Welcome" and first.item.minutes == 20
    edit(dialog, 0, NAME, "What it is about")
    first = dialog.model.row(0)
    assert first is not None and first.item.label == "", "its usual name is not kept as its own"


def test_a_stage_is_dragged(dialog: AgendaDialog) -> None:
    index = dialog.model.index(5, NAME)
    data = dialog.model.mimeData([index])
    assert not dialog.model.dropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert stages(dialog)[2] == "components"
    data = dialog.model.mimeData([dialog.model.index(2, NAME)])
    dialog.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert stages(dialog)[-1] == "components"
    assert dialog.model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled


def test_too_long_without_a_break_is_said(dialog: AgendaDialog) -> None:
    assert "without a break" not in shown(dialog)
    edit(dialog, 2, MINUTES, "60")
    assert "105 minutes without a break by the end of “What comes first”" in shown(dialog)


def test_in_a_low_window_the_buttons_stay_visible(opened: MainWindow, qtbot: QtBot) -> None:
    opened.resize(1090, 600)
    page = opened.page()
    low = AgendaDialog(opened, page.bridge, page.clock)
    qtbot.addWidget(low)
    low.show()
    assert low.height() <= 600
    low.close()


def test_an_agenda_of_ones_own_begins_with_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.new_session("")
    page = window.page()
    own = AgendaDialog(window, page.bridge, page.clock)
    qtbot.addWidget(own)
    own.show()
    own.add_stage("framing")
    own.add_stage("concerns")
    assert [item.stage for item in agenda.items(page.bridge.board, page.bridge.catalogue)] == ["framing", "concerns"]
    own.close()


def test_undo_and_redo_work_in_the_dialog(dialog: AgendaDialog) -> None:
    before = stages(dialog)
    key(dialog, Qt.Key.Key_Delete)
    assert len(stages(dialog)) == len(before) - 1
    key(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stages(dialog) == before
    key(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(stages(dialog)) == len(before) - 1


def test_without_an_agenda_the_choice_has_the_keyboard(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.page()
    page.bridge.run("set_agenda", agenda="")
    made = AgendaDialog(opened, page.bridge, page.clock)
    qtbot.addWidget(made)
    made.show()
    assert "Choose a plan for the day above" in shown(made)
    assert made.focusWidget() is not made.table
    page.bridge.run("set_agenda", agenda="agenda-half-day")
    assert "Choose a plan for the day above" not in shown(made)
