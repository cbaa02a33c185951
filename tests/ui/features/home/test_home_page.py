"""Home: what one goes on with, where that stands, and clicks that stay on Home."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.session.library import Library
from stworkshop.session.session import create_file, new_content
from tests.ui.on_screen import button, has_button, part, read
from ui.features.home.begin import Begin
from ui.features.home.home_tiles import ContinueCard
from ui.features.home.shelf import Item
from ui.shell.main_window import MainWindow


def continued(window: MainWindow) -> list[str]:
    """Return what stands on the large card, nothing where there is none."""
    QApplication.processEvents()
    cards = [made for made in window.home.findChildren(ContinueCard) if made.isVisibleTo(window.home)]
    return read(cards[0]) if cards else []


def bring_in_sample(library: Library) -> None:
    """Put a sample into the library as `import` does: nobody has opened it."""
    library.add(our_json.read(next(p for p in assets.sample_sessions() if p.stem == "hill-east")))


def test_a_sample_that_nobody_opened_is_not_gone_on_with(window: MainWindow, library: Library) -> None:
    bring_in_sample(library)
    window.home.show_section("home")
    assert continued(window) == []
    assert "Hill East: a bus when you call it" in read(window.home)
    window.new_session("agenda-half-day")
    window.go_home()
    assert "New workshop" in continued(window)
    library.trash(next(info.id for info in library.list() if info.label == "New workshop"))
    window.home.show_section("home")
    assert continued(window) == []


def test_what_was_open_last_comes_first_also_a_file(window: MainWindow, library: Library, tmp_path: Path) -> None:
    window.new_session("agenda-half-day")
    path = tmp_path / "evening.stw"
    create_file(path, new_content("Evening"))
    window.open_file(str(path))
    window.go_home()
    bring_in_sample(library)
    window.home.show_section("home")
    assert {"evening", "Evening"} & set(continued(window))
    window.open_item(Item("library", library.find("New workshop"), ""))
    window.go_home()
    assert "New workshop" in continued(window)


def test_a_first_visit_has_one_way_to_begin_and_enter_takes_it(window: MainWindow) -> None:
    QApplication.processEvents()
    brand = [made for made in window.home.findChildren(QPushButton) if made.property("look") == "primary"]
    assert [made.text() for made in brand if made.isVisibleTo(window.home)] == ["Begin"]
    assert has_button(window.home, "Open the sample") and has_button(window.home, "Join a workshop")
    begin = part(window.home, Begin)
    assert QApplication.focusWidget() is begin.field or window.focusWidget() is begin.field
    question = "How should the new night bus be planned, and what may the computer decide by itself?"
    QTest.keyClicks(begin.field, question)
    window.resize(1100, 700)  # what was typed stays while the page finds its place
    QApplication.processEvents()
    window.home.refresh()
    begin = part(window.home, Begin)
    assert begin.field.text() == question
    button(begin, "90 minutes").click()
    QTest.keyClick(begin.field, Qt.Key.Key_Return)
    session = window.page().bridge.board.session
    assert session.workshop_question == question and session.agenda == "agenda-90-minutes"
    assert session.label.startswith("How should the new night bus") and len(session.label) <= 64
    window.go_home()
    QApplication.processEvents()
    brand = [made for made in window.home.findChildren(QPushButton) if made.property("look") == "primary"]
    assert [made.text() for made in brand if made.isVisibleTo(window.home)] == ["Continue workshop"]
    begin = part(window.home, Begin)
    assert begin.field.text() == "" and begin.height() < 100, "one row now"


def test_left_empty_the_title_is_new_workshop(window: MainWindow) -> None:
    QTest.keyClick(part(window.home, Begin).field, Qt.Key.Key_Return)
    assert window.page().bridge.board.session.label == "New workshop"
    assert window.page().bridge.board.session.workshop_question == ""
    window.registry.trigger("new")
    assert not window.has_session()
    QApplication.processEvents()
    assert window.focusWidget() is part(window.home, Begin).field
    QTest.keyClick(part(window.home, Begin).field, Qt.Key.Key_Return)
    assert window.page().bridge.board.session.label == "New workshop 2"


def test_it_says_the_stage_and_what_must_still_be_discussed(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.page()
    page.findings.settle()
    must = sum(1 for found in page.findings.open() if found.severity == "must")
    assert must > 1
    opened.go_home()
    qtbot.waitUntil(lambda: f"{must} questions must still be discussed" in continued(opened), timeout=5000)
    assert "Comes next: What it is about" in continued(opened)
    opened.open_item(opened.openings.samples()[0])
    started = opened.page().bridge.run("start_stage", stage="risks")
    assert started is not None
    opened.go_home()
    qtbot.waitUntil(lambda: "Stage: What could go wrong" in continued(opened), timeout=5000)


def test_a_double_click_on_home_opens_and_does_not_go_through_into_a_card(opened: MainWindow, qtbot: QtBot) -> None:
    QApplication.processEvents()
    city = opened.page().map.view.steps.city
    assert opened.page().map.view.steps.from_afar
    spots = [city.mapTo(opened, city.place_of(one).center().toPoint()) for one in city.spots if one.what == "card"]
    opened.go_home()
    QApplication.processEvents()
    picture = part(opened.home, ContinueCard).picture
    room = QRect(picture.mapTo(opened, QPoint(0, 0)), picture.size())
    spot = next(one for one in spots if room.contains(one))
    handle = opened.windowHandle()
    assert handle is not None
    # a person's second click comes when the map is there
    opened.home.wants_session.connect(lambda _item, _record: QApplication.processEvents())
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    page = opened.page()
    assert page.map.view.steps.from_afar, "it has not gone into a card"
    assert page.bridge.selection == ()
