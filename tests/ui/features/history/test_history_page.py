"""The History page: every change is a moment, differences stand in a tree, and what was comes back as a new step."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from stworkshop.model.records import Ref
from ui.features.history.history_page import HistoryPage
from ui.kit.widgets.tab_order import controls
from ui.shell.main_window import MainWindow


@pytest.fixture
def history(opened: MainWindow, qtbot: QtBot) -> HistoryPage:
    """The page, after a few edits of Hill East."""
    run = opened.page().bridge.run
    run("add_element", id="ice", kind="risk", label="Ice on the steps")
    run("name_moment", label="Before the break")
    run("edit_element", id="ice", label="Ice on the stairs")
    run("delete", ids=[first(opened)])
    opened.page().show_view("history")
    page = opened.page().view_page("history")
    assert isinstance(page, HistoryPage)
    qtbot.waitUntil(lambda: page.axis.maximum() == 4)
    return page


def first(opened: MainWindow) -> str:
    return next(iter(opened.page().bridge.board.elements))


def lines(page: HistoryPage) -> list[str]:
    found: list[str] = []

    def walk(item: QTreeWidgetItem) -> None:
        found.append(item.text(0))
        for at in range(item.childCount()):
            child = item.child(at)
            assert child is not None
            walk(child)

    for at in range(page.differences.topLevelItemCount()):
        item = page.differences.topLevelItem(at)
        assert item is not None
        walk(item)
    return found


def choose(page: HistoryPage, words: str) -> None:
    for item in page.differences.findItems(words, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive, 0):
        if isinstance(item.data(0, Qt.ItemDataRole.UserRole), Ref):
            page.differences.setCurrentItem(item)
            return
    raise AssertionError(words)


def test_it_opens_at_the_last_change(history: HistoryPage) -> None:
    assert history.axis.value() == 4
    assert "Delete 1 card" in lines(history)
    assert "cards" in history.axis.accessibleDescription()


def test_the_arrows_go_through_time(history: HistoryPage, qtbot: QtBot) -> None:
    QTest.keyClick(history.axis, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: any("Ice on the steps → Ice on the stairs" in line for line in lines(history)))
    assert "ice" in history.view.map_scene.cards
    QTest.keyClick(history.axis, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert history.axis.value() == 2
    qtbot.waitUntil(lambda: "Before the break" in history.axis.accessibleDescription())
    QTest.keyClick(history.axis, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "ice" not in history.view.map_scene.cards)


def test_the_ends_of_a_comparison_are_dragged_and_do_not_pass_each_other(history: HistoryPage, qtbot: QtBot) -> None:
    history.resize(1000, 700)
    history.show_mode("compare")
    axis, left = history.axis, Qt.MouseButton.LeftButton

    def drag(start: int, end: float) -> None:
        pull(axis._x(start), end)

    def pull(start: float, end: float) -> None:
        begin = QPoint(round(start), 40)
        QTest.mousePress(axis, left, pos=begin)
        QTest.mouseMove(axis, QPoint(round(end), 40))
        QTest.mouseRelease(axis, left, pos=QPoint(round(end), 40))

    drag(0, axis._x(1))
    assert axis.ends == (1, 4)
    drag(1, axis.width() + 50)
    assert axis.ends == (4, 4)
    axis.set_ends(0, 4)
    drag(4, -50)
    assert axis.ends == (0, 0)
    drag(0, axis.width() + 50)
    assert axis.ends == (0, 4)
    # Moments stand where their time is, so one of them may be close to an end; the middle between both ends is not.
    pull((axis._x(0) + axis._x(4)) / 2, axis._x(3))
    assert axis.ends == (0, 4)


def test_two_moments_are_compared(history: HistoryPage, qtbot: QtBot) -> None:
    history.show_mode("compare")
    assert history.axis.ends == (0, 4)
    assert history.view.marks()["ice"] == "added"
    assert any("Ice on the stairs" in line for line in lines(history))
    history.axis.setValue(2)
    QTest.keyClick(history.axis, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: history.view.marks().get("ice") == "changed")


def test_a_removed_card_is_brought_back(history: HistoryPage, opened: MainWindow) -> None:
    history.show_mode("compare")
    gone = next(iter(set(history._pair[0].elements) - set(opened.page().bridge.board.elements)))
    label = history._pair[0].elements[gone].label
    choose(history, label)
    assert history._bring.isEnabled()
    history.bring_back()
    assert opened.page().bridge.board.elements[gone].label == label
    assert history.axis.maximum() == 5  # what is done meanwhile is a moment, too


def test_a_changed_card_is_brought_back_to_the_earlier_of_two_moments(
    history: HistoryPage, opened: MainWindow, qtbot: QtBot
) -> None:
    bridge = opened.page().bridge
    history.show_mode("compare")
    history.axis.set_ends(2, 4)
    qtbot.waitUntil(lambda: history.view.marks().get("ice") == "changed")
    choose(history, "Ice on the stairs")
    assert history._bring.isEnabled()
    history.bring_back()
    assert bridge.board.elements["ice"].label == "Ice on the steps"
    assert opened.page().toast.message == "It is on the map as it was."
    bridge.undo()
    assert bridge.board.elements["ice"].label == "Ice on the stairs"


def test_the_whole_map_is_restored_as_one_step(
    history: HistoryPage, opened: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("ui.features.history.history_page.Confirm.ask", lambda *_words: True)
    history.axis.setValue(0)
    qtbot.waitUntil(lambda: "ice" not in history.view.map_scene.cards)
    then = dict(history._pair[1].elements)
    history.restore_all()
    assert dict(opened.page().bridge.board.elements) == then
    opened.page().bridge.undo()
    assert "ice" in opened.page().bridge.board.elements


def test_another_session_is_looked_at_beside_this_one(history: HistoryPage, opened: MainWindow) -> None:
    opened.openings.library.new("Another one")
    found = opened.page().others()
    assert [title for title, _read in found] == ["Another one"]
    assert not found[0][1]().elements


def test_playing_ends_at_the_end(history: HistoryPage, qtbot: QtBot) -> None:
    history.axis.setValue(3)
    history.play()
    history._next_picture()
    assert history.axis.value() == 4
    assert not history._play.isActive()


def test_the_film_is_saved(
    history: HistoryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, qapp: QApplication
) -> None:
    target = tmp_path / "growth.gif"
    monkeypatch.setattr(
        "ui.features.history.history_page.QFileDialog.getSaveFileName",
        lambda *_words: (str(target), "One film (*.gif)"),
    )
    history.save_film()
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert target.read_bytes().startswith(b"GIF8")


def test_tab_goes_from_the_slider_to_what_differs(history: HistoryPage) -> None:
    walked = list(controls(history, shown=True))
    assert walked.index(history.differences) == walked.index(history.axis) + 1
