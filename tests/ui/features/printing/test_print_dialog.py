"""The print dialog: ticks change the estimate, what is missing blocks, and what is shown is what is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget
from pytestqt.qtbot import QtBot

from stworkshop.errors import KnownError
from stworkshop.model.records import value_of
from stworkshop.rounds.voices import people_listed
from tests.ui.features.printing.conftest import settle
from tests.ui.test_accessible_tree import faults
from ui.features.printing import tabs
from ui.features.printing.dialog import PrintDialog
from ui.features.printing.parts import EditionPages
from ui.features.printing.summary_tab import SummaryTab
from ui.shell.main_window import MainWindow

Open = Callable[..., PrintDialog]


def summary(dialog: PrintDialog) -> SummaryTab:
    made = dialog.tabs["summary"]
    assert isinstance(made, SummaryTab)
    return made


def fill(dialog: PrintDialog) -> None:
    reply = summary(dialog).reply
    reply.use.setText("Read out at the next meeting")
    reply.to.setText("Box at the entrance")
    reply.until.setText("2027-01-12")


def sheets(dialog: PrintDialog) -> int:
    return int(dialog.foot.estimate.text().split()[0])


def text_of(path: Path) -> str:
    document = QPdfDocument()
    document.load(str(path))
    found = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return " ".join(found.split())


def test_one_sheet_for_everyone_is_all_that_is_ticked(open_dialog: Open) -> None:
    dialog = open_dialog()
    assert [part.id for part in dialog.tab.parts()] == ["one-sheet"]
    people = dialog.desk.expected
    assert dialog.foot.estimate.text().startswith(f"{people} sheets, about")
    assert len(dialog.preview.view.in_view()) == 2 and dialog.foot.save.isEnabled()


def test_each_tick_and_each_copy_changes_the_estimate(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    before = sheets(dialog)
    row = summary(dialog).rows["decision-makers"]
    row.tick.click()
    settle(dialog, qtbot)
    once = sheets(dialog) - before
    assert row.copies is not None and once > 0
    row.copies.setValue(3)
    assert sheets(dialog) == before + 3 * once


def test_a_click_on_the_line_turns_its_tick(open_dialog: Open) -> None:
    row = summary(open_dialog()).rows["participants"]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert row.tick.isChecked()


def test_large_print_says_how_many_pages_it_becomes(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    settle(dialog, qtbot, all_pages=True)
    look = summary(dialog).look
    assert "pages become" in look.large.switch.accessibleDescription()
    look.large.switch.click()
    settle(dialog, qtbot)
    made = dialog.desk.made(dialog.tab.parts()[0].pages)
    assert made is not None and made.count > 2


def test_what_is_missing_blocks_and_is_gone_to(open_dialog: Open, opened: MainWindow, qtbot: QtBot) -> None:
    opened.page().bridge.run("set_session", reply_to="", reply_until="", reply_use="")
    dialog = open_dialog()
    summary(dialog).rows["absent"].tick.click()
    settle(dialog, qtbot)
    assert dialog.foot.why.text() == "3 fields are missing"
    assert not dialog.foot.save.isEnabled() and not dialog.foot.print.isEnabled()
    dialog.foot.why.click()
    assert dialog.focusWidget() is summary(dialog).reply.use
    fill(dialog)
    settle(dialog, qtbot)
    assert dialog.foot.why.text() == "" and dialog.foot.save.isEnabled()


def test_the_page_for_each_person_asks_first_for_whom_people_are_here(
    open_dialog: Open, opened: MainWindow, qtbot: QtBot
) -> None:
    bridge = opened.page().bridge
    ana = next(iter(bridge.board.participants))
    dialog = open_dialog()
    summary(dialog).rows["takeaway"].tick.click()
    assert summary(dialog).roles.isHidden(), "everybody is here for somebody"
    dialog.reject()
    bridge.run("edit_participant", id=ana, stakeholder="")
    dialog = open_dialog()
    assert summary(dialog).roles.isHidden()
    summary(dialog).rows["takeaway"].tick.click()
    assert not summary(dialog).roles.isHidden() and summary(dialog).roles.count == 1
    summary(dialog).roles.open.click()
    assert dialog.wants_people and not dialog.isVisible()


def test_a_card_that_says_here_while_nobody_in_the_list_is_here_for_it_is_asked_about(
    open_dialog: Open, opened: MainWindow
) -> None:
    bridge = opened.page().bridge
    listed = people_listed(bridge.board)
    assert listed
    for card in [c for c in bridge.board.elements.values() if c.kind == "stakeholder"]:
        bridge.run("edit_element", id=card.id, voice="present" if card.id in listed else "absent")
    dialog = open_dialog()
    assert summary(dialog).unlisted.isHidden(), "somebody is here for each"
    dialog.reject()
    alone = next(c for c in bridge.board.elements.values() if c.kind == "stakeholder" and c.id not in listed)
    bridge.run("edit_element", id=alone.id, voice="present")
    dialog = open_dialog()
    asked = summary(dialog).unlisted
    assert not asked.isHidden() and asked.count == 1 and alone.code in asked.accessibleName()
    asked.open.click()
    assert dialog.wants_people and not dialog.isVisible()


def test_saving_the_page_of_the_absent_is_noted(
    open_dialog: Open, opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    opened.page().bridge.run("set_session", absent_summary_exported="no")
    dialog = open_dialog(ticked="absent")
    fill(dialog)
    settle(dialog, qtbot)
    dialog.foot.save.click()
    title = opened.page().bridge.board.session.label.replace(":", "")
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert len(names) == 2 and any(name.endswith("– For people who were not there.pdf") for name in names)
    assert all(name.startswith(title[:5]) for name in names)
    session = opened.page().bridge.board.session
    assert session.absent_summary_exported == "yes" and value_of(session, "reply_until") == "2027-01-12"
    assert all("Box at the entrance" in text_of(tmp_path / name) for name in names if "not there" in name)
    dialog.foot.save.click()
    assert len(list(tmp_path.glob("*.pdf"))) == 4  # nothing that was there is written over


def test_where_nothing_may_change_nothing_is_noted(
    open_dialog: Open, opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "absent.pdf"
    opened.page().bridge.run("set_session", absent_summary_exported="no")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog = open_dialog(read_only=True, ticked="absent")
    summary(dialog).rows["one-sheet"].tick.click()
    fill(dialog)
    settle(dialog, qtbot)
    dialog.foot.save.click()
    assert "Read out at the next meeting" in text_of(target)
    assert opened.page().bridge.board.session.absent_summary_exported == "no"
    dialog.show_tab("ballots")
    assert dialog.foot.why.text()


def test_one_part_is_one_file_and_notes_nothing(
    open_dialog: Open, opened: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "everyone"
    opened.page().bridge.run("set_session", absent_summary_exported="no")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog = open_dialog()
    dialog.foot.save.click()
    made = dialog.desk.made(dialog.tab.parts()[0].pages)
    assert made is not None and (tmp_path / "everyone.pdf").read_bytes() == made.data
    assert "everyone.pdf" in dialog.foot._words.text()
    assert opened.page().bridge.board.session.absent_summary_exported == "no"


def test_a_disk_that_does_not_take_it_is_told_and_choices_stay(
    open_dialog: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no" / "x.pdf"), ""))
    dialog = open_dialog(ticked="participants")
    summary(dialog).rows["one-sheet"].tick.click()
    dialog.foot.save.click()
    assert "x.pdf" in dialog.foot._words.text() and summary(dialog).rows["participants"].is_on


def test_an_edition_that_cannot_be_printed_yet_says_so(
    open_dialog: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(pages: EditionPages, *_args: object) -> bytes:
        raise KnownError("Nobody was asked.", "", "Open a round first.")

    monkeypatch.setattr(EditionPages, "make", refuse)
    dialog = open_dialog()
    row = summary(dialog).rows["one-sheet"]
    assert row.tick.accessibleDescription() == "Nobody was asked. Open a round first."
    assert not dialog.foot.save.isEnabled() and "Cannot be printed yet" in dialog.foot.why.text()
    assert dialog.preview._stack.currentIndex() == 1


def test_names_are_locked_with_the_reason(open_dialog: Open) -> None:
    names = summary(open_dialog()).look.names
    assert not names.switch.isEnabled() and "locked" in names.switch.accessibleDescription()


def test_how_it_reads_is_remembered(open_dialog: Open) -> None:
    dialog = open_dialog()
    summary(dialog).look.paper.segment("Letter").click()
    summary(dialog).look.grey.switch.click()
    again = open_dialog()
    assert again.desk.look.paper == "Letter" and again.desk.look.grey
    made = again.desk.made(again.tab.parts()[0].pages)
    assert made is not None and made.sizes[0] == pytest.approx((612, 792), abs=1)


def test_what_prints_as_not_discussed_is_listed(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    gaps = summary(dialog)._gaps
    qtbot.waitUntil(lambda: gaps.isVisibleTo(dialog))
    gaps.show_all()
    shown = next(one for one in dialog.findChildren(QListWidget) if "not discussed" in one.accessibleName())
    assert gaps._words.text().startswith(f"{shown.count()} points will be printed as")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible() and dialog.isVisible()


def test_pages_are_turned_and_shown_larger_by_keyboard(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(ticked="participants")
    view = dialog.preview.view
    first = view.in_view()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.in_view()[0] is not first[0] and view.current() is view.in_view()[0]
    size = view.scale
    QTest.keyClicks(view, "+")
    assert view.scale > size
    QTest.keyClicks(view, "0")
    assert view.scale == pytest.approx(size)
    dialog.preview.modes.segment("one").click()
    assert len(view.in_view()) == 1
    QTest.keyClick(view, Qt.Key.Key_End)
    assert not view.can_turn(1)
    dialog.preview.modes.segment("all").click()
    assert len(view.in_view()) > 1


def test_a_small_page_leads_to_its_page(open_dialog: Open) -> None:
    dialog = open_dialog(ticked="participants")
    strip = dialog.preview.strip
    strip.setCurrentRow(strip.count() - 1)
    assert dialog.preview.view.sheets()[-1] in dialog.preview.view.in_view()


def test_the_order_of_reading_is_numbered_and_said(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    dialog.preview.order.click()
    qtbot.waitUntil(lambda: bool(dialog.preview.view.in_view()[0].places))
    numbers = [place.number for sheet in dialog.preview.view.in_view() for place in sheet.places]
    assert numbers == sorted(numbers) and numbers[0] == 1
    assert "1. " in dialog.preview.view.accessibleDescription()


def test_a_narrow_dialog_shows_choices_or_pages(open_dialog: Open) -> None:
    dialog = open_dialog()
    dialog.setMinimumSize(0, 0)
    dialog.resize(600, 500)
    assert dialog.panel.isVisible() and not dialog.preview.isVisible()
    dialog.to_pages.click()
    assert not dialog.panel.isVisible() and dialog.preview.isVisible() and not dialog.foot.isVisible()
    assert dialog.focusWidget() is dialog.preview.view
    dialog.preview.panel.click()
    assert dialog.panel.isVisible()


def test_home_prints_a_session_that_is_not_open_and_leaves_it_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    sample = next(item for item in window.openings.samples() if "Hill East" in item.label)
    seen: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrintDialog)
        seen.append(dialog.desk.read_only and dialog.windowTitle() == "Print")
        for tab in ("kit", "poster", "cards", "ballots"):
            dialog.show_tab(tab)
        dialog.reject()

    QTimer.singleShot(0, look)
    window._doings.do(sample, "print")
    assert seen == [True]


def test_the_question_about_absent_people_opens_their_edition(opened: MainWindow) -> None:
    seen: list[list[str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrintDialog)
        seen.append([part.id for part in dialog.tab.parts()])
        dialog.reject()

    QTimer.singleShot(0, look)
    opened.registry.trigger("print-absent")
    assert seen == [["one-sheet", "absent"]]


def test_every_control_of_every_tab_is_named_and_come_to(open_dialog: Open, opened: MainWindow, qtbot: QtBot) -> None:
    bridge = opened.page().bridge
    cards = [card.id for card in bridge.board.elements.values() if card.kind == "concern"][:3]
    made = bridge.run("open_round", kind="dots", question="What comes first?", items=cards)
    assert made is not None
    dialog = open_dialog(asked=str(made.ids[0]))
    summary(dialog).rows["absent"].tick.setChecked(True)
    found = faults(dialog, "summary, absent")
    for name in tabs.makers(dialog.desk):
        dialog.show_tab(name)
        settle(dialog, qtbot)
        found += faults(dialog, name)
    assert "\n".join(found) == ""
