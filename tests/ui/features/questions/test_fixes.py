"""Fixes: each check of the catalogue opens the right tool with the right cards, and decides nothing by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from stworkshop.analysis.findings import Finding
from stworkshop.model.catalogue import catalogue
from tests.ui.on_screen import button, has_button
from ui.features.agreement.agreement_page import AgreementPage
from ui.features.questions import fixes
from ui.features.words.words_page import WordsPage
from ui.records.merge_dialog import MergeDialog
from ui.shell.main_window import MainWindow
from ui.shell.workshop_page import WorkshopPage


def page_of(window: MainWindow) -> WorkshopPage:
    page = window.page()
    page.findings.settle()
    QApplication.processEvents()
    return page


def of(page: WorkshopPage, check: str) -> Finding:
    return next(found for found in page.findings.all() if found.check == check)


def test_every_check_has_a_fix_with_a_verb() -> None:
    assert list(fixes.FIXES) == list(catalogue().checks)
    assert all(fixes.verb(check) for check in fixes.FIXES)


def test_naming_a_speaker_offers_people_in_whole_sentences(opened: MainWindow) -> None:
    page = page_of(opened)
    found = of(page, "chk-affected-no-voice")
    fixes.start(page.desk.fixing, found)
    chooser = page.map.view.linking.open
    assert chooser is not None
    lines = [chooser.list.item(at).text() for at in range(chooser.list.count())]
    label = page.bridge.board.elements[found.elements[0]].label
    assert lines[0].startswith("New:")
    assert all("speaks for" in words for words in lines[1:])
    chooser.list.setCurrentRow(1)
    chooser.take()
    page.findings.settle()
    assert label
    assert found.elements not in [f.elements for f in page.findings.all() if f.check == found.check]


def test_a_measure_is_made_with_its_link_in_one_step(opened: MainWindow) -> None:
    page = page_of(opened)
    made = page.bridge.run("add_element", kind="risk", label="A wheel comes off")
    assert made is not None
    page.findings.settle()
    found = next(f for f in page.findings.for_card(made.ids[0]) if f.check == "chk-risk-no-mitigation")
    fixes.start(page.desk.fixing, found)
    chooser = page.map.view.linking.open
    assert chooser is not None
    chooser.list.setCurrentRow(0)
    chooser.take()
    page.findings.settle()
    assert "chk-risk-no-mitigation" not in [f.check for f in page.findings.for_card(made.ids[0])]
    assert page.map.view.editing.is_open, "its words are typed at once"
    page.map.view.editing.close()
    page.bridge.undo()
    page.findings.settle()
    assert "chk-risk-no-mitigation" in [f.check for f in page.findings.for_card(made.ids[0])]


def test_a_field_is_opened_with_the_cursor_in_it(opened: MainWindow, qtbot: QtBot) -> None:
    page = page_of(opened)
    opened.activateWindow()
    made = page.bridge.run("add_element", kind="outcome", label="More people walk")
    assert made is not None
    page.findings.settle()
    found = next(f for f in page.findings.for_card(made.ids[0]) if f.check == "chk-outcome-no-indicator")
    fixes.start(page.desk.fixing, found)

    def in_field() -> bool:
        inside = QApplication.focusWidget()
        return inside is not None and page.inspector.isAncestorOf(inside)

    qtbot.waitUntil(in_field, timeout=2000)
    assert page.bridge.selection == made.ids[:1]


def test_an_open_question_is_made_once(opened: MainWindow) -> None:
    page = page_of(opened)
    made = page.bridge.run("add_element", kind="component", type="optimiser", label="Bus planner")
    assert made is not None
    page.findings.settle()
    found = next(f for f in page.findings.for_card(made.ids[0]) if f.check == "chk-tier-unknown")
    fixes.start(page.desk.fixing, found)
    asked = [e for e in page.bridge.board.elements.values() if "Bus planner" in e.label and e.kind == "open-question"]
    assert len(asked) == 1
    fixes.start(page.desk.fixing, found)
    again = [e for e in page.bridge.board.elements.values() if "Bus planner" in e.label and e.kind == "open-question"]
    assert again == asked
    assert page.bridge.selection == (asked[0].id,)


def test_every_fix_of_the_samples_opens_something_without_deciding(window: MainWindow, qtbot: QtBot) -> None:
    """Go through one question of each check that the samples ask; a fix never fails, and none but a few edit."""
    tried: set[str] = set()
    edits = {"chk-tier-unknown", "chk-prohibited-flag", "chk-data-leaves-out", "chk-link-dangling"}
    apart = {"chk-low-turnout", "chk-absent-no-summary"}
    for item in window.openings.samples():
        window.open_item(item)
        page = page_of(window)
        for found in page.findings.all():
            if found.check in tried | apart:
                continue
            tried.add(found.check)
            before = dict(page.bridge.board.elements), dict(page.bridge.board.links)
            fixes.start(page.desk.fixing, found)
            page.map.view.linking.close()
            page.map.view.set_tool("select")
            if found.check not in edits:
                assert (dict(page.bridge.board.elements), dict(page.bridge.board.links)) == before, found.check
    assert len(tried) > 12


def test_all_cards_of_one_name_can_become_one_at_once(opened: MainWindow, qtbot: QtBot) -> None:
    page = page_of(opened)
    made = [page.bridge.run("add_element", kind="concern", label="Zebras cross") for _number in range(3)]
    ids = [done.ids[0] for done in made if done is not None]
    page.findings.settle()
    found = of(page, "chk-same-label-twice")
    assert list(found.elements) == ids
    fixes.start(page.desk.fixing, found)
    chooser = page.map.view.linking.open
    assert chooser is not None
    lines = [chooser.list.item(at).text() for at in range(chooser.list.count())]
    codes = [page.bridge.board.elements[one].code for one in ids]
    assert lines[0].startswith("Merge all 3") and lines[-3:] == [f"Rename {code}" for code in codes]
    chooser.list.setCurrentRow(0)
    chooser.take()
    dialog = next(one for one in opened.findChildren(MergeDialog) if one.isVisible())
    dialog.choice.choose(0)
    dialog.merge()
    assert [one for one in ids if one in page.bridge.board.elements] == ids[:1]


SECOND = {
    "chk-data-leaves-out": "stakeholder", "chk-oversight-unsupported": "component", "chk-self-oversight": "component",
    "chk-same-label-twice": "risk", "chk-ability-missing": "competency", "chk-ability-required-unheld": "competency",
}  # fmt: skip
FIRST = {
    "chk-not-said": "stakeholder",
    "chk-oversight-unsupported": "stakeholder", "chk-self-oversight": "stakeholder", "chk-same-label-twice": "risk",
    "chk-element-isolated": "goal", "chk-ability-required-unheld": "component", "chk-tables-differ": "mitigation",
}  # fmt: skip


def one_of(page: WorkshopPage, check: str) -> Finding:
    """Return a question as the check asks it, about cards of the map that fit."""
    board, entry = page.bridge.board, catalogue().checks[check]
    elements: list[str] = []
    if entry["scope"] == "relation":
        link = next(iter(board.links.values()))
        elements = [link.source, link.target]
    elif check == "chk-decided-against-affected":
        elements = [next(e.id for e in board.elements.values() if e.kind == "decision"), *list(board.statements)[:1]]
    elif entry["scope"] in ("term", "statement"):
        elements = list(board.terms if entry["scope"] == "term" else board.statements)[:1]
    elif entry["scope"] != "map":
        kinds = [FIRST.get(check, str(entry["scope"])), SECOND.get(check)]
        for kind in filter(None, kinds):
            elements.append(next(e.id for e in board.elements.values() if e.kind == kind and e.id not in elements))
    concepts = tuple(catalogue().concepts)[:2] if entry["concepts"] == ["all"] else ()
    return Finding(check, entry["severity"], tuple(elements), concepts, "Why?", "Talk.", None)


def test_each_of_the_fixes_opens_its_tool(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_item(next(item for item in window.openings.samples() if "Merravale" in item.label))
    page = page_of(window)
    printed: list[str] = []
    monkeypatch.setattr(page.desk.fixing.actions, "trigger", printed.append)
    monkeypatch.setattr("ui.features.rounds.asking.ask", lambda _page, **what: printed.append(what["follows"]))
    quiet = {"chk-link-dangling", "chk-decision-no-decider"}  # there is none here; nothing selected is the workshop
    for check in fixes.FIXES:
        page.show_view("map")
        page.bridge.select(())
        before, told = page.bridge.session.undo_label, len(printed)
        fixes.start(page.desk.fixing, one_of(page, check))
        QApplication.processEvents()
        did = (
            page.map.view.linking.open is not None
            or page.map.view.tool == "add"
            or bool(page.bridge.selection)
            or page.view != "map"
            or page.bridge.session.undo_label != before
            or len(printed) > told
        )
        assert did or check in quiet, check
        page.map.view.linking.close()
        page.map.view.editing.close()
        page.map.view.set_tool("select")
    assert printed[-1] == "print-absent"


def test_votes_and_words_are_shown_where_they_are_looked_at(window: MainWindow) -> None:
    window.open_item(next(item for item in window.openings.samples() if "Merravale" in item.label))
    page = page_of(window)
    split = next(f for f in page.findings.all() if f.check == "chk-split-opinion")
    fixes.start(page.desk.fixing, split)
    agreement = page.view_page("agreement")
    assert isinstance(agreement, AgreementPage)
    assert page.view == "agreement"
    assert agreement.said is not None
    assert agreement.said.id == split.elements[0]
    word = next(f for f in page.findings.all() if f.check == "chk-word-two-meanings")
    fixes.start(page.desk.fixing, word)
    words = page.view_page("words")
    assert isinstance(words, WordsPage)
    assert page.view == "words"
    assert words.list.current == word.elements[0]


def test_a_fix_of_a_card_that_is_gone_says_so(opened: MainWindow) -> None:
    page = page_of(opened)
    found = of(page, "chk-affected-no-voice")
    page.bridge.run("delete", ids=[found.elements[0]])
    said: list[str] = []
    page.bridge.said.connect(lambda words, _offer: said.append(words))
    fixes.start(page.desk.fixing, found)
    assert said == ["This is not on the map any more. Nothing was changed."]


def test_what_the_stage_forbids_is_not_offered_but_explained(opened: MainWindow) -> None:
    page = page_of(opened)
    found = [f for f in page.findings.all() if f.check in ("chk-affected-no-voice", "chk-risk-no-mitigation")]
    barred = next(s for s, entry in catalogue().stages.items() if not {"add", "link", "edit"} & set(entry["permits"]))
    assert page.bridge.run("start_stage", stage=barred) is not None
    heard: list[str] = []
    page.bridge.said.connect(lambda words, _action: heard.append(words))
    assert found
    for one in found:
        fixes.start(page.desk.fixing, one)
        assert page.map.view.linking.open is None
        assert "parking lot" in heard.pop()


def test_no_fix_offers_a_choice_that_the_stage_refuses_afterwards(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_item(next(item for item in window.openings.samples() if "Merravale" in item.label))
    page = page_of(window)
    monkeypatch.setattr(page.desk.fixing.actions, "trigger", lambda _action: None)
    monkeypatch.setattr("ui.features.rounds.asking.ask", lambda _page, **_what: None)
    board = page.bridge.board
    guarded = [k.target for k in board.links.values() if k.relation == "mitigates"]
    risk = next(one for one in guarded if guarded.count(one) > 1)
    people = [e.id for e in board.elements.values() if e.kind == "stakeholder"]
    asked = [one_of(page, check) for check in fixes.FIXES]
    about = {"chk-severe-risk-open": (risk,), "chk-not-said": tuple(people)}
    asked = [replace(one, elements=about.get(one.check, one.elements)) for one in asked]
    barred = next(s for s, entry in catalogue().stages.items() if not {"add", "link", "edit"} & set(entry["permits"]))
    assert page.bridge.run("start_stage", stage=barred) is not None
    for one in asked:
        fixes.start(page.desk.fixing, one)
        assert page.map.view.linking.open is None, one.check
        assert page.map.view.tool == "select", one.check


def test_words_that_fit_no_card_make_a_new_one_and_esc_leads_back(opened: MainWindow) -> None:
    page = page_of(opened)
    found = of(page, "chk-affected-no-voice")
    page.show_view("questions")
    fixes.start(page.desk.fixing, found)
    chooser = page.map.view.linking.open
    assert chooser is not None
    assert page.view == "map"
    QTest.keyClick(chooser.field, Qt.Key.Key_Escape)
    assert page.view == "questions"
    fixes.start(page.desk.fixing, found)
    chooser = page.map.view.linking.open
    assert chooser is not None
    QTest.keyClicks(chooser.field, "Harbour pilot")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert "Harbour pilot" in [e.label for e in page.bridge.board.elements.values() if e.kind == "stakeholder"]


def test_an_empty_list_says_so(opened: MainWindow) -> None:
    page = page_of(opened)
    page.map.view.linking.show("Which card?", [], page.map.view.rect().center())
    chooser = page.map.view.linking.open
    assert chooser is not None
    assert any(line.isVisible() and "Esc" in line.text() for line in chooser.findChildren(QLabel))


BACK = "Back to Questions"


def test_every_fix_of_the_page_of_questions_shows_the_way_back(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_item(next(item for item in window.openings.samples() if "Merravale" in item.label))
    page = page_of(window)
    monkeypatch.setattr(page.desk.fixing.actions, "trigger", lambda _action: None)
    monkeypatch.setattr("ui.features.rounds.asking.ask", lambda _page, **_what: None)
    page.show_view("questions")
    led = []
    for check in fixes.FIXES:
        fixes.start(page.desk.fixing, one_of(page, check))
        page.map.view.linking.close()
        page.map.view.editing.close()
        page.map.view.set_tool("select")
        if page.view != "questions":
            led.append(check)
            button(page.findings_strip, BACK).click()
        assert page.view == "questions", check
        assert not has_button(page.findings_strip, BACK), check
    assert len(led) > len(fixes.FIXES) - 6


@pytest.mark.parametrize("size", [(1440, 900), (1090, 600)])
def test_esc_leads_back_from_a_field_that_a_fix_opened(opened: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    page = page_of(opened)
    opened.resize(*size)
    opened.activateWindow()
    made = page.bridge.run("add_element", kind="outcome", label="More people walk")
    assert made is not None
    page.findings.settle()
    found = next(f for f in page.findings.for_card(made.ids[0]) if f.check == "chk-outcome-no-indicator")
    page.show_view("questions")
    fixes.start(page.desk.fixing, found)

    def in_field() -> bool:
        inside = QApplication.focusWidget()
        return inside is not None and page.inspector.isAncestorOf(inside)

    qtbot.waitUntil(in_field, timeout=2000)
    for _leaving_the_field_the_details_the_card in range(3):
        focus = QApplication.focusWidget()
        if page.view == "map" and focus is not None:
            QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert page.view == "questions"


def test_who_goes_elsewhere_is_not_led_back(opened: MainWindow) -> None:
    page = page_of(opened)
    page.show_view("questions")
    fixes.start(page.desk.fixing, of(page, "chk-affected-no-voice"))
    page.map.view.linking.close()
    assert has_button(page.findings_strip, BACK)
    page.show_view("list")
    assert not has_button(page.findings_strip, BACK)
    page.show_view("map")
    assert not has_button(page.findings_strip, BACK)
    page.map.view.setFocus()
    QTest.keyClick(page.map.view, Qt.Key.Key_Escape)
    assert page.view == "map"
