"""Lists that are made anew at each letter: fast, often, and while somebody listens to them."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from ui.kit.widgets.emptying import empty
from ui.session.bridge import Bridge
from ui.shell.find_box import FindBox


def test_a_list_is_emptied_and_tells_of_no_other_line(dressed: QApplication, qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    for n in range(5):
        item = QListWidgetItem(str(n))
        item.setData(Qt.ItemDataRole.UserRole, {"n": n})
        view.addItem(item)
    view.setCurrentRow(2)
    told: list[object] = []
    view.currentItemChanged.connect(lambda *items: told.append(items))
    empty(view)
    assert view.count() == 0 and view.currentItem() is None and told == []
    with pytest.raises(RuntimeError):
        item.text()


def test_a_tree_is_emptied_with_what_hangs_in_it(dressed: QApplication, qtbot: QtBot) -> None:
    view = QTreeWidget()
    qtbot.addWidget(view)
    inner = QTreeWidgetItem(QTreeWidgetItem(view, ["outer"]), ["inner"])
    view.setCurrentItem(inner)
    empty(view)
    assert view.topLevelItemCount() == 0 and view.currentItem() is None
    with pytest.raises(RuntimeError):
        inner.text(0)


def test_typing_with_a_listener_on(dressed: QApplication, bridge: Bridge, qtbot: QtBot) -> None:
    box = FindBox(bridge)
    qtbot.addWidget(box)
    box.show()
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    for turn in range(40):
        for letter in ("b", "u", "s", " ", "a"):
            QTest.keyClicks(box.field, letter)
            assert box._popup is not None
            heard = QAccessible.queryAccessibleInterface(box._popup.list)
            for n in range(heard.childCount()):
                assert heard.child(n).text(QAccessible.Text.Name)
        if turn % 10 == 0:
            gc.collect()
        QTest.keyClick(box.field, Qt.Key.Key_Down)
        QTest.keyClick(box.field, Qt.Key.Key_Escape)
        box.field.clear()
    QAccessible.setActive(before)
