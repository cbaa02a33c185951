"""Reference cycles with widgets in them are collected on the GUI thread, whatever other threads do meanwhile."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QApplication, QDialog, QListView, QVBoxLayout
from pytestqt.qtbot import QtBot

from ui.kit.background import Background
from ui.program.garbage_collection import Collecting

gone: list[str] = []


class Model(QAbstractListModel):
    """Three lines."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 3

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        return "x" if role == 0 else None


class Cycle(QDialog):
    """A dialog that knows itself, as every dialog with a lambda in it does."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        view = QListView()
        view.setModel(self.model)
        QVBoxLayout(self).addWidget(view)
        self.itself = lambda: self

    def __del__(self) -> None:
        gone.append(threading.current_thread().name)


@pytest.fixture
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    gc.collect()
    gone.clear()
    made = Collecting()
    yield made
    made.stop()
    assert gc.isenabled()


def test_a_closed_dialog_never_goes_on_the_thread_of_a_job(collecting: Collecting, qtbot: QtBot) -> None:
    background = Background()
    done: list[int] = []
    dialog = Cycle()
    dialog.show()
    QApplication.processEvents()
    dialog.close()
    del dialog
    background.run(lambda: len([[n] for n in range(60_000)]), done.append)
    background.finish()
    qtbot.waitUntil(lambda: bool(done))
    assert gone == [], "so much is asked for that Python alone would have collected it there"
    gc.collect()
    assert gone == [threading.main_thread().name]


def test_what_is_due_is_collected_between_two_events(collecting: Collecting) -> None:
    assert not gc.isenabled()
    dialog = Cycle()
    del dialog
    kept = [[n] for n in range(3 * gc.get_threshold()[0])]
    collecting.look()
    assert gone and kept
    assert gc.get_count()[0] < gc.get_threshold()[0]


def test_nothing_is_looked_for_where_little_was_made(collecting: Collecting) -> None:
    dialog = Cycle()
    gc.collect(0)
    gone.clear()
    del dialog
    collecting.look()
    assert gone == []
    gc.collect()
    assert len(gone) == 1
