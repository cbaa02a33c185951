"""The facilitator's guide: what it says for the stage that runs, what it counts, and who may see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.model import agenda
from stworkshop.model.catalogue import catalogue
from tests.ui.on_screen import button, part, projector
from ui.canvas.wall.wall_words import WallWords
from ui.features.agenda.guide import Guide
from ui.features.agenda.guide_parts import SayLine, YieldList, missing_of, vote_words
from ui.shell.left_side import LeftSide
from ui.shell.main_window import MainWindow
from ui.shell.workshop_page import WorkshopPage


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


@pytest.fixture
def page(opened: MainWindow) -> WorkshopPage:
    settle()
    return opened.page()


def start(page: WorkshopPage, stage: str) -> Guide:
    assert page.bridge.run("start_stage", stage=stage) is not None
    settle()
    return page.guide


def words_of(guide: Guide) -> str:
    return "\n".join(label.text() for label in guide.findChildren(QLabel) if label.isVisible())


def test_it_opens_with_the_stage_and_says_what_the_catalogue_says(page: WorkshopPage) -> None:
    guide = start(page, "concerns")
    assert guide.isVisible() and not page.palette_panel.isVisible()
    shown = words_of(guide)
    assert "What matters" in shown and "Collect what matters to each group" in shown
    assert "Note words that need explaining" in shown
    assert "Read aloud" not in shown


def test_before_the_first_stage_it_says_what_comes(page: WorkshopPage) -> None:
    page.panels.open_guide()
    shown = words_of(page.guide)
    assert "Comes next" in shown and "What it is about" in shown


def test_the_consent_of_the_first_stage_follows_the_attribution(page: WorkshopPage) -> None:
    page.bridge.run("set_session", attribution="named") if not page.bridge.board.rounds else None
    guide = start(page, "framing")
    attribution = page.bridge.board.session.attribution
    expected = catalogue().stages["framing"]["consent_attribution"][attribution]
    assert f"Sentences are printed {expected}." in words_of(guide)


def test_a_tick_stays_through_other_stages(page: WorkshopPage) -> None:
    guide = start(page, "concerns")
    line = next(line for line in guide.findChildren(SayLine) if line.isVisible())
    line.box.setChecked(True)
    start(page, "risks")
    item = next(i for i in page.bridge.board.stages.values() if i.stage == "concerns")
    page.bridge.run("start_stage", item=item.id)
    settle()
    boxes = [line.box for line in page.guide.findChildren(SayLine) if line.isVisible()]
    assert [box.isChecked() for box in boxes] == [True, False, False]
    assert all(isinstance(box, QCheckBox) and box.accessibleName() for box in boxes)


def test_questions_are_the_stages_own_and_turn(page: WorkshopPage) -> None:
    guide = start(page, "concerns")
    found = agenda.questions(catalogue(), "concerns")
    assert guide.ask is not None and guide.ask.question == found[0]
    guide.ask.turn(1)
    assert guide.ask.question == found[1] and f"2 of {len(found)}" in words_of(guide)
    guide.ask.turn(-2)
    assert guide.ask.question == found[-1]


def test_a_question_is_shown_large_and_the_map_comes_back(opened: MainWindow, page: WorkshopPage) -> None:
    guide = start(page, "concerns")
    opened.registry.trigger("projector")
    assert guide.ask is not None
    show = next(b for b in guide.ask.findChildren(QPushButton) if b.text() == "Show large")
    show.click()
    wall = projector()
    assert isinstance(wall.instead, WallWords)
    assert wall.instead.words == guide.ask.question and not wall.view.isVisible()
    assert show.text() == "Show the map again"
    guide.ask.turn(1)
    assert isinstance(wall.instead, WallWords) and wall.instead.words == guide.ask.question
    show.click()
    assert wall.instead is None and wall.view.isVisible() and show.text() == "Show large"


def test_without_a_wall_turning_it_on_is_offered(opened: MainWindow, page: WorkshopPage) -> None:
    guide = start(page, "concerns")
    assert guide.ask is not None
    next(b for b in guide.ask.findChildren(QPushButton) if b.text() == "Show large").click()
    assert page.toast.message == "The projector is not on."
    part(page.toast, QPushButton).click()
    assert isinstance(projector().instead, WallWords)


def test_words_on_the_wall_go_blank_and_come_back(opened: MainWindow, page: WorkshopPage) -> None:
    opened.registry.trigger("projector")
    opened.wall.show_words("Who is not here?", "Ask the room")
    wall = projector()
    assert wall.instead is not None
    opened.registry.trigger("projector-blank")
    assert not wall.instead.isVisible() and not wall.view.isVisible()
    opened.registry.trigger("projector-blank")
    assert wall.instead.isVisible() and not wall.view.isVisible()
    opened.wall.show_map()
    assert wall.view.isVisible()


def counts(guide: Guide) -> dict[str, str]:
    yields = part(guide, YieldList)
    lines = [yields.topLevelItem(n) for n in range(yields.topLevelItemCount())]
    return {line.text(0): line.text(1) for line in lines if line is not None}


def test_what_should_be_there_is_counted_as_it_comes(page: WorkshopPage, qtbot: QtBot) -> None:
    guide = start(page, "concerns")
    before = counts(guide)
    page.bridge.run("add_element", kind="concern", label="No bus at night")
    qtbot.waitUntil(lambda: counts(guide) != before)
    after = counts(guide)
    assert int(after["Concerns"]) == int(before["Concerns"]) + 1
    held = before["who holds each"].split(" of ")
    assert after["who holds each"] == f"{held[0]} of {int(held[1]) + 1}"


def test_what_cannot_be_counted_is_ticked(page: WorkshopPage) -> None:
    guide = start(page, "framing")
    yields = part(guide, YieldList)
    (rules,) = yields.findItems("Ground rules", Qt.MatchFlag.MatchExactly)
    rules.setCheckState(0, Qt.CheckState.Checked)
    page.bridge.run("add_element", kind="goal", label="A bus an hour")
    assert rules.checkState(0) == Qt.CheckState.Checked


class _Asked:
    def __init__(self, *checks: str) -> None:
        self._checks = checks

    def open(self) -> list[object]:
        return [type("F", (), {"check": c, "elements": (), "message": c})() for c in self._checks]


def test_at_most_two_are_missing_and_none_of_a_later_stage() -> None:
    own = ("chk-concern-no-stakeholder", "chk-stakeholder-no-concern")
    asked = _Asked("chk-affected-no-voice", "chk-risk-no-mitigation", *own)
    found = [one.check for one in missing_of(asked, catalogue(), "concerns")]  # type: ignore[arg-type]
    assert found == list(own), "the stage's own come first"
    assert [one.check for one in missing_of(asked, catalogue(), "stakeholders")] == ["chk-affected-no-voice"]  # type: ignore[arg-type]
    assert missing_of(asked, catalogue(), "break") == []  # type: ignore[arg-type]


def test_people_are_counted_in_the_guide(page: WorkshopPage) -> None:
    guide = start(page, "framing")
    heads = part(guide, QLineEdit)
    heads.setText("11")
    QTest.keyClick(heads, Qt.Key.Key_Return)
    assert page.clock.schedule().heads == 11


def test_a_vote_says_how_long_it_takes(page: WorkshopPage) -> None:
    page.bridge.run("start_stage", stage="prioritise")
    page.bridge.run("count_heads", heads=12)
    entry = catalogue().stages["prioritise"]
    words = vote_words(page.bridge.board, catalogue(), entry, page.clock.schedule().heads)
    assert words.startswith("12 people, ") and "on paper" in words
    assert vote_words(page.bridge.board, catalogue(), catalogue().stages["risks"], 12) == ""


def test_the_way_back_to_the_palette(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "concerns")
    button(part(page, LeftSide), "Palette").click()
    assert page.palette_panel.isVisible() and not page.guide.isVisible()
    opened.registry.trigger("guide")
    assert page.guide.isVisible() and not page.palette_panel.isVisible()


def test_the_room_does_not_see_it(page: WorkshopPage) -> None:
    guide = start(page, "concerns")
    page.toggle_room()
    assert not guide.isVisible() and page.palette_panel.isVisible()
    page.toggle_room()
    assert guide.isVisible()


def test_it_floats_in_a_small_window_and_goes_with_esc(opened: MainWindow, page: WorkshopPage) -> None:
    start(page, "concerns")
    opened.resize(1090, 600)
    settle()
    assert not page.guide.isVisible(), "it covers the map only when it is asked for"
    opened.registry.trigger("guide")
    settle()
    assert page.guide.isVisible() and part(page, LeftSide).property("part") == "overlay"
    focus = QApplication.focusWidget()
    assert focus is not None and part(page, LeftSide).isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert not page.guide.isVisible()


def test_it_stands_beside_the_other_views_too(page: WorkshopPage) -> None:
    guide = start(page, "read-back")
    assert page.view == "read-back" and guide.isVisible() and not page.palette_panel.isVisible()
