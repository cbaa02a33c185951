"""Jobs run elsewhere, and are heard of here as long as somebody waits for them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.kit.background import Background


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.finish()


def test_the_result_comes_back_to_this_thread(background: Background, qtbot: QtBot) -> None:
    here = QThread.currentThread()
    heard: list[tuple[bool, bool]] = []
    background.run(
        lambda: QThread.currentThread() is here, lambda same: heard.append((same, QThread.currentThread() is here))
    )
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(False, True)]


def test_an_error_comes_back_as_it_is(background: Background, qtbot: QtBot) -> None:
    heard: list[Exception] = []
    background.run(lambda: 1 // 0, lambda _none: None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ZeroDivisionError)


def test_nobody_hears_of_what_is_no_longer_wanted(background: Background, qtbot: QtBot) -> None:
    heard: list[str] = []
    owner = QObject()
    background.run(lambda: "stopped", heard.append).stop()
    background.run(lambda: "gone", heard.append, owner=owner)
    delete(owner)
    background.run(lambda: "last", heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["last"]
