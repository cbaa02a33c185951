"""Opening a round from the dialog, the list of rounds, and closing: in the whole window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.session.session import create_file, new_content
from ui.features.rounds import asking
from ui.features.rounds.open_round import BOTH, LAPTOP, PAPER, PHONES, OpenRoundDialog
from ui.features.rounds.passing import CodeDialog, close_round, closing_words, pass_laptop
from ui.features.rounds.rounds_page import RoundsPage
from ui.features.rounds.window import PassWindow
from ui.kit.confirm_dialog import Confirm
from ui.session.bridge import Bridge
from ui.session.round_codes import codes_of
from ui.shell.main_window import MainWindow

Fill = Callable[[OpenRoundDialog], object]


def words_on(widget: QWidget) -> str:
    QApplication.processEvents()
    texts = [
        w for w in widget.findChildren(QWidget) if isinstance(w, QLabel | QAbstractButton) and w.isVisibleTo(widget)
    ]
    return "\n".join(each.text() for each in texts)


def tick(dialog: OpenRoundDialog, *rows: int) -> None:
    (lines,) = dialog.items.findChildren(QListWidget)
    for row in rows:
        lines.item(row).setCheckState(Qt.CheckState.Checked)


def make_dialog(bridge: Bridge, kind: str = "rating") -> OpenRoundDialog:
    return OpenRoundDialog(None, bridge, kind=kind, items=(), question="", follows="")


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Fill], None]:
    """Fills the dialog in and opens the round, as soon as it is shown."""

    def with_(fill: Fill) -> None:
        def run(dialog: OpenRoundDialog) -> int:
            fill(dialog)
            assert dialog.open_button.isEnabled(), dialog.why_not.text()
            return QDialog.DialogCode.Accepted.value

        monkeypatch.setattr(OpenRoundDialog, "exec", run)

    return with_


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The rounds for which the laptop was passed."""
    rounds: list[str] = []
    monkeypatch.setattr(asking, "pass_laptop", lambda _page, round_id: rounds.append(round_id))
    yield rounds


def test_the_dialog_says_what_is_missing_and_what_it_promises(bridge: Bridge) -> None:
    dialog = make_dialog(bridge)
    assert not dialog.open_button.isEnabled() and "Choose what is asked." in dialog.why_not.text()
    assert "never with your name" in dialog.promise.text()
    tick(dialog, 0, 1)
    assert "Choose a code" in dialog.why_not.text()
    dialog.way.segment(PAPER).click()
    assert dialog.open_button.isEnabled()
    dialog.anonymous.setChecked(False)
    assert "This round is not anonymous" in dialog.promise.text()
    dialog.deleteLater()


def test_enter_in_a_field_neither_opens_nor_changes_anything(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = make_dialog(bridge)
    qtbot.addWidget(dialog)
    tick(dialog, 0, 1)
    dialog.way.segment(PAPER).click()
    with qtbot.waitExposed(dialog):
        dialog.show()
    before = (dialog._kind, dialog._way(), dialog.items.chosen())
    for field in (dialog.question, dialog.items._search, dialog._people, dialog.items.writer.field):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible() and (dialog._kind, dialog._way(), dialog.items.chosen()) == before
    dialog.way.segment(LAPTOP).click()
    QTest.keyClicks(dialog.code, "tulip")
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted.value


def test_the_time_it_takes_follows_items_people_and_way(bridge: Bridge) -> None:
    dialog = make_dialog(bridge)
    tick(dialog, 0, 1, 2)
    dialog._people.setValue(12)
    dialog.way.segment(BOTH).click()
    assert "about 12 minutes" in dialog.time.text() and "about 4 minutes" in dialog.time.text()
    dialog.way.segment(LAPTOP).click()
    assert "On paper" not in dialog.time.text() and "telephones or paper are faster" in dialog.time.text()
    dialog._people.setValue(8)
    assert "paper" not in dialog.time.text().lower()
    dialog.way.segment(PHONES).click()
    assert dialog.time.text().startswith("By telephone, all at once: about") and not dialog.code.isVisibleTo(dialog)
    assert dialog.open_button.isEnabled(), "no voting screen, no code to leave it"
    dialog.deleteLater()


@pytest.mark.parametrize(
    ("kind", "anonymous"), [("rating", True), ("dots", True), ("ranking", True), ("placing", False)]
)
def test_names_follow_the_kind_until_somebody_chooses(bridge: Bridge, kind: str, anonymous: bool) -> None:
    dialog = make_dialog(bridge)
    dialog.kind.segment(kind).click()
    assert dialog.anonymous.isChecked() == anonymous
    dialog.anonymous.setChecked(not anonymous)
    dialog.kind.segment("ranking" if kind != "ranking" else "dots").click()
    assert dialog.anonymous.isChecked() != anonymous
    dialog.deleteLater()


def test_a_session_without_names_leaves_no_choice(bridge: Bridge) -> None:
    bridge.run("set_session", attribution="anonymous")
    dialog = make_dialog(bridge, kind="placing")
    assert dialog.anonymous.isChecked() and not dialog.anonymous.isEnabled()
    assert "never with your name" in dialog.promise.text()
    dialog.deleteLater()


def test_a_new_statement_is_questioned_quietly_and_asked(
    opened: MainWindow, answering: Callable[[Fill], None], passed: list[str]
) -> None:
    bridge = opened.page().bridge

    def fill(dialog: OpenRoundDialog) -> None:
        writer = dialog.items.writer
        QTest.keyClicks(writer.field, "Buses must not stop and wait")
        assert "more than one idea" in writer.hint.text() and "not" in writer.hint.text()
        writer.field.clear()
        assert not writer.hint.text()
        QTest.keyClicks(writer.field, "Buses wait for the last train")
        assert not writer.hint.text()
        card = next(iter(bridge.board.elements))
        writer.about.choose(card)
        writer.stance.choose("opposes")
        QTest.keyClick(writer.field, Qt.Key.Key_Return)
        assert not writer.field.text() and dialog.result() == 0, "Enter adds the statement, and opens nothing"
        dialog.code.setText("tulip")

    answering(fill)
    made = asking.ask(opened.page())
    record = bridge.board.rounds[made]
    (item,) = record.items
    statement = bridge.board.statements[item]
    assert (statement.label, statement.stance) == ("Buses wait for the last train", "opposes")
    assert record.closed_order is None and passed == [made]
    bridge.undo()
    assert made not in bridge.board.rounds and item not in bridge.board.statements, "one step takes both back"


@pytest.mark.parametrize("opens", [True, False])
def test_a_statement_that_came_with_the_question_is_written_down_only_if_the_round_opens(
    opened: MainWindow,
    answering: Callable[[Fill], None],
    passed: list[str],
    opens: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bridge = opened.page().bridge
    before = len(bridge.board.statements)

    answering(lambda dialog: dialog.code.setText("tulip"))
    if not opens:
        monkeypatch.setattr(OpenRoundDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected.value)
    made = asking.ask(opened.page(), draft={"label": "Lamps at every stop", "stance": "neutral"})
    assert bool(made) == opens and len(bridge.board.statements) == before + opens
    if opens:
        [item] = bridge.board.rounds[made].items
        assert bridge.board.statements[item].label == "Lamps at every stop"


def test_the_code_and_the_number_of_people_are_in_no_record_and_no_setting(
    opened: MainWindow, answering: Callable[[Fill], None], passed: list[str], tmp_path: Path
) -> None:
    def fill(dialog: OpenRoundDialog) -> None:
        tick(dialog, 0)
        dialog.code.setText("periwinkle")
        dialog._people.setValue(17)

    answering(fill)
    made = asking.ask(opened.page())
    bridge = opened.page().bridge
    assert codes_of(bridge).opens(made, "periwinkle ") and not codes_of(bridge).opens(made, "tulip")
    assert codes_of(bridge).people(made) == 17
    assert b"periwinkle" not in bridge.session.state()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not any(b"periwinkle" in path.read_bytes() for path in files)


def test_a_repeat_takes_over_what_was_asked(
    opened: MainWindow, answering: Callable[[Fill], None], passed: list[str]
) -> None:
    bridge = opened.page().bridge
    earlier = next(r for r in bridge.board.rounds.values() if r.kind == "dots")
    answering(lambda dialog: dialog.way.segment(PAPER).click())
    made = asking.ask(opened.page(), follows=earlier.id)
    record = bridge.board.rounds[made]
    assert (record.follows, record.items, record.kind) == (earlier.id, earlier.items, "dots")
    assert (record.dots_per_person, record.max_per_item) == (earlier.dots_per_person, earlier.max_per_item)
    assert not passed and opened.page().view == "rounds"


def test_telephones_are_asked_at_once_where_that_was_chosen(
    opened: MainWindow, answering: Callable[[Fill], None], passed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(asking, "ask_with_telephones", lambda _page, round_id: asked.append(round_id))
    statement = next(iter(opened.page().bridge.board.statements))
    answering(lambda dialog: dialog.way.segment(PHONES).click())
    made = asking.ask(opened.page(), items=[statement])
    assert asked == [made] and not passed and not codes_of(opened.page().bridge).knows(made)


def test_the_list_says_only_how_many_sheets_are_in(opened: MainWindow) -> None:
    page = opened.page()
    item = next(iter(page.bridge.board.statements))
    page.bridge.run("open_round", id="r", kind="rating", question="And now?", items=[item])
    page.show_view("rounds")
    assert "0 sheets are in" in words_on(page)
    for value in (1, 5):
        page.bridge.run("hand_in_sheet", round="r", side="public", answers=[{"item": item, "value": value}])
    codes_of(page.bridge).sheets_changed.emit()
    assert "2 sheets are in" in words_on(page) and "open, sealed" in words_on(page)


def test_closing_asks_once_and_says_what_will_be_hidden(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened.page()
    item = next(iter(page.bridge.board.statements))
    page.bridge.run("open_round", id="r", kind="rating", question="And now?", items=[item])
    page.bridge.run("hand_in_sheet", round="r", side="public", answers=[{"item": item, "value": 4}])
    asked: list[str] = []
    answer = False

    def ask(_parent: object, _question: str, words: str, *_buttons: str) -> bool:
        asked.append(words)
        return answer

    monkeypatch.setattr(Confirm, "ask", ask)
    opened.registry.trigger("close-round")
    assert page.bridge.board.rounds["r"].closed_order is None
    assert "cannot be undone" in asked[0] and "1 sheet is in" in asked[0] and "only their number" in asked[0]
    for value in (1, 2):
        page.bridge.run("hand_in_sheet", round="r", side="public", answers=[{"item": item, "value": value}])
    answer = True
    opened.registry.trigger("close-round")
    assert page.bridge.board.rounds["r"].closed_order is not None
    assert "only their number" not in asked[1]
    assert "The round is closed." in page.toast.message
    assert page.view == "agreement", "the result is shown, and nobody has to look for it"
    assert not opened.registry["close-round"].enabled()


@pytest.mark.parametrize(("kind", "view"), [("dots", "agreement"), ("ranking", "agreement"), ("placing", "influence")])
def test_after_closing_from_the_page_of_ballots_the_result_is_there(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch, kind: str, view: str
) -> None:
    page = opened.page()
    cards = [card.id for card in page.bridge.board.elements.values() if card.kind == "stakeholder"][:2]
    page.bridge.run("open_round", id="r", kind=kind, question="And now?", items=cards)
    page.show_view("keying")
    monkeypatch.setattr(Confirm, "ask", lambda *_asked: True)
    assert close_round(page, "r") and page.view == view


@pytest.mark.parametrize(("told", "sheets", "warned"), [(2, 2, False), (2, 3, True), (0, 12, False), (0, 13, True)])
def test_closing_says_when_more_sheets_are_in_than_people(
    opened: MainWindow, told: int, sheets: int, warned: bool
) -> None:
    page = opened.page()
    item = next(iter(page.bridge.board.statements))
    assert len(page.bridge.board.participants) == 12
    page.bridge.run("open_round", id="r", kind="rating", question="And now?", items=[item])
    codes_of(page.bridge).keep("r", "tulip", told)
    for _sheet in range(sheets):
        page.bridge.run("hand_in_sheet", round="r", side="public", answers=[{"item": item, "value": 4}])
    people = told or 12
    words = closing_words(page.bridge, "r")
    assert (f"more than the {people} people in the room" in words) == warned
    assert ("answered twice" in words) == warned


def test_an_empty_session_says_how_to_begin(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "evening.stw"
    create_file(path, new_content("Evening"))
    window.open_file(str(path))
    window.page().show_view("rounds")
    page = window.page().view_page("rounds")
    assert isinstance(page, RoundsPage)
    assert "Nobody was asked yet" in words_on(page) and not page.ask_button.isVisibleTo(page)
    assert not window.registry["pass-laptop"].enabled()


def test_without_a_known_code_one_is_set_before_the_laptop_is_passed(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened.page()
    item = next(iter(page.bridge.board.statements))
    page.bridge.run("open_round", id="r", kind="rating", question="And now?", items=[item])
    monkeypatch.setattr(CodeDialog, "exec", lambda _self: QDialog.DialogCode.Rejected.value)
    assert pass_laptop(page, "r") is None

    def accept(dialog: CodeDialog) -> int:
        dialog.field.setText("tulip")
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(CodeDialog, "exec", accept)
    passing = pass_laptop(page, "r")
    assert isinstance(passing, PassWindow) and passing.isVisible() and codes_of(page.bridge).opens("r", "tulip")
    passing.leave()


def test_the_wall_holds_its_picture_while_the_laptop_goes_round(opened: MainWindow) -> None:
    page, wall = opened.page(), opened.wall
    item = next(iter(page.bridge.board.statements))
    page.bridge.run("open_round", id="r", kind="rating", question="And now?", items=[item])
    codes_of(page.bridge).keep("r", "tulip", 3)
    opened.registry.trigger("projector")
    passing = pass_laptop(page, "r")
    assert passing is not None and wall.held and "still map" in words_on(passing)
    passing.leave()
    assert not wall.held
    wall.hold()
    again = pass_laptop(page, "r")
    assert again is not None
    again.leave()
    assert wall.held, "what the facilitator held stays held"
