"""The inspector without a mouse."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.records.link_picker import LinkPicker
from ui.session.bridge import Bridge
from ui.shell.inspector import Inspector


@pytest.fixture
def inspector(bridge: Bridge, qtbot: QtBot) -> Inspector:
    made = Inspector(bridge)
    qtbot.addWidget(made)
    made.resize(324, 2000)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_tab_goes_through_a_card_from_top_to_bottom(inspector: Inspector, bridge: Bridge) -> None:
    for kind in ("risk", "stakeholder"):  # fields of the second kind are made later than all else
        bridge.select([next(e.id for e in bridge.board.elements.values() if e.kind == kind)])
        QApplication.processEvents()
    more = next(b for b in inspector.findChildren(QPushButton) if b.accessibleName() == "More about this card")
    more.setFocus()
    seen: list[QWidget] = []
    focus = QApplication.focusWidget()
    while focus is not None and focus not in seen:
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
    tops = [w.mapTo(inspector, w.rect().topLeft()).y() for w in seen]
    assert len(tops) > 8
    assert all(after > before - 20 for before, after in pairwise(tops)), tops


def test_the_question_which_card_keeps_the_keyboard_and_gives_it_back(inspector: Inspector, bridge: Bridge) -> None:
    bridge.select([next(e.id for e in bridge.board.elements.values() if e.kind == "risk")])
    link = next(b for b in inspector.findChildren(QPushButton) if b.accessibleName() == "Link to another card")
    link.setFocus()
    link.click()
    picker = inspector.window().findChild(LinkPicker)
    assert picker is not None and picker.field.accessibleName() == "Which card?"
    QTest.keyClick(picker.field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is picker.field
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.field.accessibleName() == "Which relation?"
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert QApplication.focusWidget() is link
