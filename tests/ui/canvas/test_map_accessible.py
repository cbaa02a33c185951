"""The map as a screen reader meets it: a list of cards, read in process through Qt's own interface."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface

from stworkshop.layout.zones import reading_order
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link
from tests.ui.canvas.conftest import Opened, OpenMap
from ui.canvas.accessible import card_name

RISK = Element(
    id="r", kind="risk", label="Stops with few but dependent users disappear", pos=(0, 0), size=(200, 80), seq=2,
    concepts=("human-rights",), attributes={"likelihood": 4, "severity": 4}, locked="yes",
)  # fmt: skip
PERSON = Element(id="s", kind="stakeholder", label="Older residents", pos=(300, 0), size=(200, 50), seq=3)
HARM = Link(id="l", relation="harms", source="r", target="s", seq=4)


def tree(opened: Opened) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(opened.view.viewport())


def test_the_map_is_a_list_of_its_cards_in_reading_order(hill: Opened) -> None:
    root = tree(hill)
    assert root.role() == QAccessible.Role.List
    assert root.text(QAccessible.Text.Name) == "Cards of the map"
    order = reading_order(hill.session.board, catalogue())
    items = [root.child(n) for n in range(len(order))]
    names = [item.text(QAccessible.Text.Name) for item in items]
    assert all(hill.element(card).label.rstrip(".?!") in name for card, name in zip(order, names, strict=True))
    assert {item.role() for item in items} == {QAccessible.Role.ListItem}


def test_what_floats_over_the_map_comes_after_the_cards(hill: Opened) -> None:
    root, order = tree(hill), hill.view.walk.order
    after = [root.child(n) for n in range(len(order), root.childCount())]
    assert [part.text(QAccessible.Text.Name) for part in after] == ["Tools of the map"]
    assert root.indexOfChild(after[0]) == len(order)
    hill.view.lit.stand_on(order[0])
    hill.key(Qt.Key.Key_F2)
    names = [root.child(n).text(QAccessible.Text.Name) for n in range(len(order), root.childCount())]
    assert "Words of the card" in names
    at = hill.view.toolbar.mapToGlobal(hill.view.toolbar.rect().center())
    found = root.childAt(at.x(), at.y())
    assert found is not None and found.text(QAccessible.Text.Name) == "Tools of the map"


def test_a_card_says_kind_words_facts_links_and_topics(open_map: OpenMap) -> None:
    opened = open_map([RISK, PERSON, HARM])
    items = [tree(opened).child(n) for n in range(2)]
    names = {item.text(QAccessible.Text.Name): item for item in items}
    name = "Risk: Stops with few but dependent users disappear. Likely 4, severe 4. 1 link. Human rights."
    assert name in names
    described = names[name].text(QAccessible.Text.Description)
    assert described == "“Stops with few but dependent users disappear” would harm “Older residents”. Pinned in place."


@pytest.mark.parametrize("label", ["Who looks?", "Stop!", "Enough."])
def test_a_sentence_gets_no_second_mark(label: str) -> None:
    name = card_name(Element(id="x", kind="concern", label=label), "", 0, catalogue())
    assert name == f"Concern: {label} 0 links."


def test_state_says_what_is_selected_and_where_the_keyboard_stands(open_map: OpenMap) -> None:
    opened = open_map([RISK, PERSON, HARM])
    opened.view.setFocus()
    opened.view.bridge.select(["s"])
    opened.view.lit.stand_on("r")
    states = {opened.view.walk.order[n]: tree(opened).child(n).state() for n in range(2)}
    assert states["s"].selected and not states["r"].selected
    assert states["r"].focusable and states["r"].selectable
    focused = tree(opened).focusChild()
    assert focused is not None and focused.text(QAccessible.Text.Name).startswith("Risk")


def test_a_card_is_found_where_it_is_shown(open_map: OpenMap) -> None:
    opened = open_map([RISK, PERSON, HARM])
    at = opened.view.viewport().mapToGlobal(opened.at("s"))
    child = tree(opened).childAt(at.x(), at.y())
    assert child is not None and child.text(QAccessible.Text.Name).startswith("Person or group: Older residents")
    assert child.rect().contains(at)


def test_deleted_cards_leave_the_list(open_map: OpenMap) -> None:
    opened = open_map([RISK, PERSON, HARM])
    root = tree(opened)
    kept = [root.child(n) for n in range(2)]
    opened.view.bridge.run("delete", ids=["s"])
    assert [root.child(n).role() for n in range(root.childCount())].count(QAccessible.Role.ListItem) == 1
    assert root.child(0).text(QAccessible.Text.Name).startswith("Risk")
    assert root.child(5) is None and root.child(-1) is None
    assert len(kept) == 2


_COME_AND_GO = """
import gc, pathlib, sys
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from stworkshop.model.catalogue import catalogue
from tests.ui.canvas.conftest import hill_east
from tests.ui.sessions import session_of
from ui.session.bridge import Bridge
from ui.canvas.map_view import MapView
from ui.kit.theme import theme
QAccessible.setActive(True)
for _ in range(2):
    page = QWidget()
    bridge = Bridge(session_of(pathlib.Path(sys.argv[1]), hill_east()), catalogue())
    view = MapView(bridge, theme(), page)
    page.show()
    root = QAccessible.queryAccessibleInterface(view.viewport())
    names = [root.child(n).text(QAccessible.Text.Name) for n in range(root.childCount())]
    assert len(names) > 30 and QAccessible.queryAccessibleInterface(view).childCount()
    view.keyboard.tab(True)
    view.close_map()
    bridge.close()
    del view, root
    page.deleteLater()
    del page
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    gc.collect()
print("still here")
"""


def test_a_map_that_a_screen_reader_has_read_goes_without_a_crash(tmp_path: Path) -> None:
    """In a process of its own, since what is tried here once took the whole program away."""
    folder = Path(__file__).parents[3]
    ended = subprocess.run(
        [sys.executable, "-c", _COME_AND_GO, str(tmp_path)], capture_output=True, text=True, cwd=folder, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(folder)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "still here" in ended.stdout
