"""The doors: every page behind one of them, two clicks away from every other, and the way back."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ui.kit.widgets.tiles import Tile
from ui.session import view_kinds
from ui.session.view_kinds import BEHIND_DOORS, DOORS, VIEWS
from ui.shell.features import MAKERS
from ui.shell.main_window import MainWindow
from ui.shell.rail import Rail

LEFT = Qt.MouseButton.LeftButton


def settle() -> None:
    QApplication.processEvents()


def seen_tabs(window: MainWindow) -> list[str]:
    bar = window.page().app_bar
    return [kind.id for kind in BEHIND_DOORS if bar.views.segment(kind.id).isVisible()]


def walk(window: MainWindow) -> Counter[str]:
    """Click each door and each of its tabs once; count how often each page was met."""
    page, met = window.page(), Counter[str]()
    for door in DOORS:
        QTest.mouseClick(page.rail.door(door.id), LEFT)
        for name in seen_tabs(window):
            if name in view_kinds.BY_ID:
                QTest.mouseClick(page.app_bar.views.segment(name), LEFT)
                met[page.view] += 1
    return met


def test_every_page_is_behind_one_door_and_two_clicks_away(opened: MainWindow) -> None:
    assert walk(opened) == Counter({"map", *MAKERS})


def test_a_page_without_a_door_is_found(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = next(view for view in VIEWS if view.id == "history")
    monkeypatch.setattr("tests.ui.shell.test_doors.BEHIND_DOORS", tuple(v for v in BEHIND_DOORS if v != lost))
    assert walk(opened) != Counter({"map", *MAKERS})


def test_doors_stand_in_the_order_of_the_day_with_few_pages_each(opened: MainWindow) -> None:
    at = [opened.page().rail.door(door.id).y() for door in DOORS]
    assert at == sorted(at)
    assert max(Counter(kind.door for kind in BEHIND_DOORS).values()) <= 5
    assert {kind.door for kind in BEHIND_DOORS} == {door.id for door in DOORS}
    ids = [kind.id for kind in BEHIND_DOORS]
    assert len(set(ids)) == len(ids)
    assert all(kind.opens in opened.registry for kind in BEHIND_DOORS if kind.opens)


def test_a_door_opens_the_page_that_it_was_left_on(opened: MainWindow) -> None:
    page = opened.page()
    page.open_view("questions")
    QTest.mouseClick(page.rail.door("close"), LEFT)
    assert page.view == "decisions"
    QTest.mouseClick(page.rail.door("understand"), LEFT)
    assert page.view == "questions"
    assert page.rail.door("understand").isChecked()


def test_doors_and_pages_have_keys(opened: MainWindow) -> None:
    opened.activateWindow()
    settle()
    page = opened.page()
    QTest.keyClick(opened, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert page.view == "papers"
    opened.registry.trigger("next-page")
    assert page.view == "save"
    for _more in range(2):
        opened.registry.trigger("next-page")
    assert page.view == "papers"


def test_the_way_back_leads_where_one_came_from(opened: MainWindow) -> None:
    page = opened.page()
    page.open_view("questions")
    assert not page.app_bar.back.isVisible(), "who chose a page needs no way back"
    card = next(iter(page.bridge.board.elements))
    page.view_page("questions").wants_map.emit((card,))
    settle()
    assert page.view == "map"
    assert page.app_bar.back.isVisible()
    assert page.app_bar.back.accessibleName() == "Back to Questions"
    QTest.mouseClick(page.app_bar.back, LEFT)
    assert page.view == "questions"
    assert not page.app_bar.back.isVisible()


def test_esc_on_the_map_leads_back_to_the_questions(opened: MainWindow) -> None:
    page = opened.page()
    page.open_view("questions")
    page.view_page("questions").wants_map.emit((next(iter(page.bridge.board.elements)),))
    for _press in range(4):  # first what is chosen is let go, and the map comes out of what it shows large
        if page.view == "map":
            QTest.keyClick(page.map.view, Qt.Key.Key_Escape)
    assert page.view == "questions"


def test_esc_on_a_map_that_one_chose_stays(opened: MainWindow) -> None:
    page = opened.page()
    page.open_view("questions")
    page.open_view("map")
    for _press in range(4):
        QTest.keyClick(page.map.view, Qt.Key.Key_Escape)
    assert page.view == "map"


def test_a_dialog_among_the_tabs_leaves_the_page_in_front(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page, done = opened.page(), list[str]()
    page.open_view("words")
    monkeypatch.setattr(opened.registry, "trigger", done.append)
    page.app_bar.views.chosen.emit("agenda")
    assert done == ["stage-agenda"]
    assert page.app_bar.views.segment("words").isChecked()


def test_the_rail_says_what_waits_and_the_wall_shows_none_of_it(opened: MainWindow) -> None:
    page = opened.page()
    door = page.rail.door("understand")
    asked = len([found for found in page.findings.open() if found.severity in ("must", "should")])
    assert f"{asked} questions are open" in door.accessibleName()
    page.toggle_room()
    assert door.accessibleName().startswith("Understand")
    assert "open" not in door.accessibleName()
    page.bridge.run("add_note", kind="unsorted", text="The bell is loud.")
    page.toggle_room()
    assert "wait" in page.rail.door("close").accessibleName()


@pytest.mark.parametrize("size", [(1600, 1000), (1366, 768), (1090, 600)])
def test_every_door_shows_its_word_whole(opened: MainWindow, size: tuple[int, int]) -> None:
    opened.resize(*size)
    settle()
    for door in DOORS:
        made = opened.page().rail.door(door.id)
        assert made.width() >= made.minimumSizeHint().width()
        assert made.height() >= made.minimumHeight()


def test_badges_are_told_in_words(dressed: QApplication) -> None:
    rail = Rail(lambda: None)
    rail.show_waiting(rounds=1, must=0, should=1, notes=1)
    assert rail.door("ask").accessibleName() == "Ask, 1 round is open"
    assert rail.door("understand").accessibleName() == "Understand, 1 question is open"
    assert rail.door("close").accessibleName() == "Close, 1 note waits"
    rail.show_waiting(rounds=0, must=0, should=0, notes=0)
    assert rail.door("ask").accessibleName() == "Ask"
    rail.deleteLater()


def test_who_begins_to_capture_stays_on_the_map(opened: MainWindow) -> None:
    page = opened.page()
    page.open_view("influence")
    opened.registry.trigger("capture")
    assert page.view == "map"
    for _press in range(4):
        QTest.keyClick(page.map.view, Qt.Key.Key_Escape)
    assert page.view == "map"


def test_each_thing_to_print_or_save_says_what_it_is_or_why_it_cannot_be_done(opened: MainWindow) -> None:
    page = opened.page()
    for view in ("papers", "save"):
        page.open_view(view)
        for entry in page.view_page(view).findChildren(Tile):
            words = [found.text() for found in entry.findChildren(QLabel) if found.text()]
            assert len(words) == 2, words
            assert words[1].endswith("."), words
            assert entry.accessibleDescription() == words[1]
            assert entry.isEnabled() == (words[1] != "No round is open on this laptop."), words
