"""The questions of the map in the window: strip, badges, fixes, wall; all over the samples of the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.analysis.findings import FindingsIndex
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from ui.canvas.items.card import CardItem
from ui.canvas.items.card_painter import paint_card
from ui.features.questions.discuss_box import DiscussBox
from ui.features.questions.findings_strip import FindingsStrip
from ui.kit.map_look import FAR, MID, NEAR, Look
from ui.session.bridge import Bridge
from ui.session.findings import MUST, Findings
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow
from ui.shell.workshop_page import WorkshopPage


def page_of(window: MainWindow) -> WorkshopPage:
    page = window.page()
    page.findings.settle()
    QApplication.processEvents()
    return page


# --- kept right


def test_questions_follow_edits_when_the_program_is_idle(bridge: Bridge, qtbot: QtBot) -> None:
    findings = Findings(bridge)
    findings.settle()
    before = len(findings.all())
    with qtbot.waitSignal(findings.changed, timeout=2000):
        made = bridge.run("add_element", kind="risk", label="A wheel comes off")
        assert made is not None
        assert len(findings.all()) == before, "the edit itself waits for nothing"
    about = [found.check for found in findings.for_card(made.ids[0])]
    assert "chk-risk-no-mitigation" in about
    assert findings.severities()[made.ids[0]] == "must"


def test_nothing_is_said_of_questions_until_the_map_was_looked_at(
    opened: MainWindow, bridge: Bridge, qtbot: QtBot
) -> None:
    findings = Findings(bridge)
    strip = FindingsStrip(bridge, findings)
    qtbot.addWidget(strip)
    assert not findings.known
    said = " ".join([strip.counts.accessibleName(), *(made.text() for made in strip.findChildren(QLabel))])
    assert "Looking at the map for questions" in said
    assert "No question is left" not in said and "0 questions" not in said
    findings.settle()
    assert findings.known and strip.current is not None
    assert strip.counts.accessibleName().startswith("Questions the map asks:")


def test_a_map_without_questions_is_known_to_have_none(bridge: Bridge, qtbot: QtBot) -> None:
    findings = Findings(bridge)
    bridge.run("delete", ids=list(bridge.board.elements))
    with qtbot.waitSignal(findings.changed, timeout=2000):
        findings.settle()
    assert findings.known


def test_a_great_change_is_looked_at_before_anything_is_said(bridge: Bridge) -> None:
    findings = Findings(bridge)
    findings.settle()
    records = [{"root": "elements", "id": f"new-{n}", "kind": "risk", "label": f"Risk {n}"} for n in range(501)]
    bridge.run("bring_in", records=records)
    assert not findings.known
    findings.settle()
    assert findings.known


def test_several_edits_are_taken_in_together(bridge: Bridge, qtbot: QtBot) -> None:
    findings = Findings(bridge)
    findings.settle()
    told: list[int] = []
    findings.changed.connect(lambda: told.append(1))
    for words in ("One", "Two", "Three"):
        bridge.run("add_element", kind="risk", label=words)
    qtbot.waitUntil(lambda: bool(told), timeout=2000)
    assert len(told) == 1


def test_very_many_cards_are_taken_in_piece_by_piece_and_taken_back(bridge: Bridge, qtbot: QtBot) -> None:
    findings = Findings(bridge)
    findings.settle()
    before = findings.all()
    records = [{"root": "elements", "id": f"new-{n}", "kind": "risk", "label": f"Risk {n}"} for n in range(501)]
    bridge.run("bring_in", records=records)
    assert findings._index is None, "a new look begins, in pieces"
    qtbot.waitUntil(lambda: bool(findings.for_card("new-500")), timeout=5000)
    fresh = FindingsIndex(bridge.board, bridge.catalogue).all()
    assert list(findings.all()) == fresh
    bridge.undo()
    qtbot.waitUntil(lambda: findings.all() == before, timeout=5000)


def test_a_discussed_question_is_no_longer_open(bridge: Bridge) -> None:
    findings = Findings(bridge)
    findings.settle()
    first = findings.open()[0]
    bridge.run("discuss_finding", check=first.check, about=list(first.about), reason="Talked about it")
    findings.settle()
    assert first.about not in [found.about for found in findings.open() if found.check == first.check]
    assert [found.discussed for found in findings.discussed()] == ["Talked about it"]


def test_a_running_stage_asks_only_what_has_come(bridge: Bridge) -> None:
    findings = Findings(bridge)
    findings.settle()
    whole = {found.check for found in findings.open()}
    first = next(iter(catalogue().stages))
    bridge.run("start_stage", stage=first)
    findings.settle()
    asked = {found.check for found in findings.open()}
    order = list(catalogue().stages)
    assert asked < whole
    assert all(order.index(catalogue().checks[check]["from_stage"]) == 0 for check in asked)


# --- the strip


def test_the_strip_asks_the_most_serious_first_and_walks_on(opened: MainWindow) -> None:
    strip = page_of(opened).findings_strip
    assert strip.current is not None
    assert strip.current.severity == MUST
    first = strip.current
    strip.step(1)
    assert strip.current != first
    strip.step(-1)
    assert strip.current == first


def test_the_question_stays_while_others_come(opened: MainWindow) -> None:
    page = page_of(opened)
    strip = page.findings_strip
    strip.step(2)
    shown = strip.current
    page.bridge.run("add_element", kind="risk", label="A wheel comes off")
    page.findings.settle()
    assert strip.current == shown


def test_show_selects_the_cards_of_the_question(opened: MainWindow) -> None:
    page = page_of(opened)
    page.show_view("list")
    QTest.mouseClick(page.findings_strip.show_button, Qt.MouseButton.LeftButton)
    assert page.view == "map"
    assert page.findings_strip.current is not None
    assert page.bridge.selection == page.findings_strip.current.elements


def test_the_reason_is_asked_for_and_an_empty_one_kept_back(opened: MainWindow, qtbot: QtBot) -> None:
    page = page_of(opened)
    found = page.findings_strip.current
    assert found is not None
    box = DiscussBox(page.bridge, found, opened)
    box.open_above(page.findings_strip)
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert box.field.property("bad") == "true"
    QTest.keyClicks(box.field, "The union speaks for them")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    page.findings.settle()
    assert [one.discussed for one in page.findings.discussed()] == ["The union speaks for them"]
    assert page.findings_strip.current != found
    page.bridge.undo()
    page.findings.settle()
    assert not page.findings.discussed()


def test_f8_folds_the_strip_and_is_remembered(opened: MainWindow, preferences: Preferences) -> None:
    page = page_of(opened)
    high = page.findings_strip.height()
    opened.registry.trigger("questions-fold")
    assert not page.findings_strip.show_button.isVisible()
    assert page.findings_strip.counts.isVisible()
    assert page.findings_strip.height() < high
    assert not preferences.findings_open
    unfold = next(b for b in page.findings_strip.findChildren(QPushButton) if b.accessibleName() == "Show the question")
    assert unfold.isVisible(), "a folded strip shows how it opens"
    unfold.click()
    assert page.findings_strip.show_button.isVisible()
    assert preferences.findings_open


def test_a_small_window_keeps_badges_one_question_and_two_buttons(opened: MainWindow) -> None:
    opened.resize(1090, 600)
    strip = page_of(opened).findings_strip
    assert strip.height() < 40
    assert not strip.counts.title.isVisible()
    assert strip.show_button.isVisible()
    assert strip.fix_button.isVisible()
    assert not strip.discuss_button.isVisible()


def test_the_strip_counts_the_parking_lot(opened: MainWindow) -> None:
    page = page_of(opened)
    before = page.findings_strip.lot.accessibleName()
    page.bridge.run("add_note", kind="parking-lot", text="What about the trams?")
    assert (before, page.findings_strip.lot.accessibleName()) == ("Parking lot: 1 sentence", "Parking lot: 2 sentences")
    QTest.mouseClick(page.findings_strip.lot, Qt.MouseButton.LeftButton)
    assert page.preferences.guide_open


def test_the_room_view_hides_strip_badges_and_tips(opened: MainWindow) -> None:
    page = page_of(opened)
    marked = [card for card in page.map.view.map_scene.cards.values() if card.asks]
    assert marked
    page.toggle_room()
    assert not page.findings_strip.isVisible()
    assert not any(card.asks for card in marked)
    assert page.map.view.asked.tip(marked[0].id) == ""
    page.toggle_room()
    assert all(card.asks for card in marked)


# --- badges


def badge_pixels(severity: str, detail: int, *, wall: bool = False) -> bytes:
    card = CardItem(Element(id="e-1", kind="goal", label="Quiet streets", pos=(0, 0), size=(160, 60)), catalogue())
    card.mark(severity)
    image = QImage(QSize(40, 40), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(-(card.w - 20), 20)
    paint_card(painter, card, Look("light", wall=wall), catalogue(), detail)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("detail", [MID, NEAR])
def test_a_badge_tells_must_from_should(dressed: QApplication, detail: int) -> None:
    pictures = {badge_pixels(severity, detail) for severity in ("", "must", "should")}
    assert len(pictures) == 3


def test_there_is_no_badge_from_afar_nor_on_the_wall(dressed: QApplication) -> None:
    assert badge_pixels("must", FAR) == badge_pixels("", FAR)
    assert badge_pixels("must", NEAR, wall=True) == badge_pixels("", NEAR, wall=True)


def test_a_card_without_a_badge_keeps_its_picture(dressed: QApplication) -> None:
    card = CardItem(Element(id="e-1", kind="goal", label="Quiet streets", pos=(0, 0), size=(160, 60)), catalogue())
    before = card.near_key
    assert not card.mark("")
    assert card.near_key == before
    assert card.mark("must")
    assert card.near_key != before


def test_only_cards_with_another_badge_are_painted_anew(opened: MainWindow) -> None:
    scene = page_of(opened).map.view.map_scene
    keys = {card.id: card.near_key for card in scene.cards.values()}
    marks = {card.id: card.asks for card in scene.cards.values() if card.asks}
    gone = next(iter(marks))
    del marks[gone]
    scene.ask(marks)
    assert [i for i, card in scene.cards.items() if card.near_key != keys[i]] == [gone]


def test_listeners_hear_of_open_questions(opened: MainWindow) -> None:
    page = page_of(opened)
    found = page.findings.open()[0]
    item = page.map.view.accessible.card(found.elements[0])
    assert "open question" in item.text(QAccessible.Text.Name)
    assert found.message in item.text(QAccessible.Text.Description)


def test_the_keyboard_is_told_the_question(opened: MainWindow) -> None:
    page = page_of(opened)
    opened.activateWindow()
    view = page.map.view
    view.setFocus()
    found = page.findings.open()[0]
    view.keyboard.walk_to(found.elements[0])
    assert found.message in view.asked.told
    quiet = next(i for i in view.map_scene.cards if not page.findings.for_card(i))
    view.keyboard.walk_to(quiet)
    assert view.asked.told == ""
    view.keyboard.walk_to(found.elements[0])
    page.app_bar.views.segment("list").setFocus()
    assert view.asked.told == ""


# --- inspector


def test_the_inspector_tells_the_questions_of_a_card(opened: MainWindow) -> None:
    page = page_of(opened)
    found = page.findings.open()[0]
    page.bridge.select(found.elements[:1])
    lines = page.inspector.card_panel.questions
    assert lines.isVisible()
    buttons = [b.accessibleName() for b in lines.findChildren(type(page.findings_strip.fix_button))]
    assert any(found.message in name for name in buttons)
    page.toggle_room()
    assert not lines.isVisible()


# --- the wall


def test_shift_f8_puts_the_question_on_the_wall_until_esc(opened: MainWindow, qtbot: QtBot) -> None:
    page = page_of(opened)
    assert opened.registry["question-wall"].why_not() == "the projector is not on"
    opened.wall.toggle(page.map.view)
    assert page.findings_strip.current is not None
    opened.registry.trigger("question-wall")
    assert not opened.wall.shows_map
    QTest.keyClick(page.map.view, Qt.Key.Key_Escape)
    assert opened.wall.is_open
    assert opened.wall.shows_map
    opened.registry.trigger("question-wall")
    opened.registry.trigger("question-wall")
    assert opened.wall.shows_map
    opened.wall.close()


def test_nothing_of_the_questions_is_on_the_wall_by_itself(opened: MainWindow) -> None:
    page = page_of(opened)
    opened.wall.toggle(page.map.view)
    projector = opened.wall.projector
    assert projector is not None
    assert not any(card.asks for card in projector.view.map_scene.cards.values())
    page.show_view("questions")
    assert opened.wall.shows_map
    opened.wall.close()


def test_the_strip_does_not_say_that_all_is_discussed_while_later_stages_have_questions(opened: MainWindow) -> None:
    page = page_of(opened)
    page.bridge.run("start_stage", stage="framing")
    page.findings.settle()
    strip = page.findings_strip
    assert strip.current is None
    shown = " ".join(label.text() for label in strip.findChildren(QLabel))
    assert "No question is left for this stage." in shown and "later ones." in shown
