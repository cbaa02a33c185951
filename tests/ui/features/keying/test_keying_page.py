"""Keying paper ballots in the window: the keyboard alone, wrong keys, second entries, tables; nothing is seen again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.commands.base import Decision, Refused
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Participant, SessionRecord, Statement
from stworkshop.model.session_content import SessionContent
from stworkshop.session.paper_ballots import Ballots
from stworkshop.session.session import create_file, open_session
from stworkshop.store.sealed_sheets import CHECKED, DONE, IN, KEYED, OUT, PARTLY, PHONE, PRINTED
from ui.features.keying.fields import AnswerField
from ui.features.keying.import_ballots import ImportBallots
from ui.features.keying.keying_page import KeyingPage
from ui.features.rounds.passing import close_round
from ui.kit.confirm_dialog import Confirm
from ui.kit.widgets.basics import column
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow

Asked = Callable[..., KeyingPage]
RECORDS = [
    *(Statement(id=f"st-{n}", seq=n, label=words, about="") for n, words in enumerate(("It helps", "Fair", "Safe"), 1)),
    *(Element(id=f"c-{n}", seq=n + 3, kind="concern", label=f"Worry {n}", code=f"C{n}") for n in (1, 2, 3)),
    Participant(id="p-ines", seq=7, label="Ines Marquardt", side="public"),
    Participant(id="p-tom", seq=8, label="Tom", side="planner"),
]


class Host(QWidget):
    """As much of a workshop's page as keying needs."""

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__()
        self.bridge, self.preferences = bridge, preferences
        self.resize(1400, 900)
        self.shown: list[str] = []

    def show_view(self, view: str) -> None:
        """Remember what was to be shown."""
        self.shown.append(view)


@pytest.fixture
def bridge(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bridge]:
    """A bridge over a small session in a file."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    path = tmp_path / "evening.stw"
    create_file(path, SessionContent([SessionRecord(id="s", label="Evening buses", attribution="named"), *RECORDS]))
    made = Bridge(open_session(path), catalogue())
    yield made
    made.close()
    made.deleteLater()  # what hears it is held as long as it is there


@pytest.fixture
def asked(bridge: Bridge, preferences: Preferences, qtbot: QtBot) -> Asked:
    """Return a function that opens a round and the page that keys its ballots, with ballots for two people."""
    host = Host(bridge, preferences)
    qtbot.addWidget(host)

    def ask(kind: str = "rating", *, people: int = 2, **more: Any) -> KeyingPage:
        items = ["st-1", "st-2", "st-3"] if kind == "rating" else ["c-1", "c-2", "c-3"]
        fields = {"kind": kind, "items": items, "question": "What do you say?", "label": "Round 9", **more}
        assert isinstance(bridge.session.run("open_round", id="r", **fields), Decision)
        if people:
            bridge.session.ballots.issue("r", people)
        made = KeyingPage(host, lambda round_id: close_round(host, round_id))  # type: ignore[arg-type]
        column(host).addWidget(made)
        with qtbot.waitActive(host):
            host.show()
            host.activateWindow()
        made.shown()
        made.setFocus()
        return made

    return ask


def host_of(page: KeyingPage) -> Host:
    host = page.window()
    assert isinstance(host, Host)
    return host


def items_of(page: KeyingPage) -> tuple[str, ...]:
    return host_of(page).bridge.board.rounds["r"].items


def codes(page: KeyingPage) -> list[str]:
    return host_of(page).bridge.session.ballots.codes("r")


def states(page: KeyingPage) -> dict[str, str]:
    return host_of(page).bridge.session.ballots.states("r")


def press(*keys: str | Qt.Key) -> None:
    """Press keys wherever the keyboard is, as a person does who does not look up."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, key) if isinstance(key, str) else QTest.keyClick(target, key)


def words_of(page: QWidget) -> str:
    """Return everything that can be seen or heard on a page."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found: list[str] = []
    for widget in [page, *page.findChildren(QWidget)]:
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QLineEdit | QPushButton):
            found.append(widget.text())
        if isinstance(widget, QListWidget):
            found += [str(widget.item(n).text()) for n in range(widget.count())]
    return "\n".join(found)


def test_a_ballot_by_keys_alone(asked: Asked) -> None:
    page = asked()
    first, second, *_rest = codes(page)
    press(first.lower(), "1", "4", "0", " ", Qt.Key.Key_Return, second, "2", "5", "5", "5", Qt.Key.Key_Return)
    assert states(page)[first] == states(page)[second] == "keyed"
    assert host_of(page).bridge.session.sheets_in("r") == 2
    assert page.sheet.entry is None and QApplication.focusWidget() is page.sheet.code
    host_of(page).bridge.run("close_round", id="r")
    given = {(a.ballot, a.item): (a.side, a.value, a.dk) for a in host_of(page).bridge.session.answers("r")}
    items = host_of(page).bridge.board.rounds["r"].items
    assert [given[first, item] for item in items] == [
        ("public", 4, "no"), ("public", None, "yes"), ("public", None, "no"),
    ]  # fmt: skip
    assert {given[second, item] for item in items} == {("planner", 5, "no")}


def test_nothing_keyed_is_on_the_page_after_it_is_put_away(asked: Asked) -> None:
    page = asked()
    press(codes(page)[0], "1", "4", "w", "Mumpitz", Qt.Key.Key_Return, "4", "4")
    assert "Mumpitz" in page.sheet.entry.words.values()  # type: ignore[union-attr]
    press(Qt.Key.Key_Return)
    seen = words_of(page)
    assert "Mumpitz" not in seen
    fields = page.sheet.findChildren(AnswerField)
    assert fields and all(not field.text() and "no answer yet" in field.accessibleName() for field in fields)


def test_after_words_no_digit_changes_the_last_answer(asked: Asked) -> None:
    page = asked()
    press(codes(page)[0], "1", "4", "4", "2", "w", "Mumpitz", Qt.Key.Key_Return)
    last = page.sheet.field(items_of(page)[-1])
    assert "Backspace" in words_of(page)
    press("5", " ", "?")
    assert last.text() == "2" and last.blinks
    press(Qt.Key.Key_Down, "5")
    assert last.text() == "5"
    press("w", Qt.Key.Key_Return, "3", Qt.Key.Key_Backspace, "1")
    assert last.text() == "1"
    press("w", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert page.sheet.entry is None


@pytest.mark.parametrize("key", ["7", "x", "9"])
def test_a_wrong_key_blinks_and_changes_nothing(asked: Asked, key: str) -> None:
    page = asked()
    press(codes(page)[0], "1", key)
    item = items_of(page)[0]
    field = page.sheet.field(item)
    assert field.blinks and field.text() == "" and page.sheet.entry is not None
    assert page.sheet.entry.step == item
    press("3")
    assert page.sheet.field(item).text() == "3"


def test_enter_before_the_end_says_what_is_missing(asked: Asked) -> None:
    page = asked()
    press(codes(page)[0], "1", "4", Qt.Key.Key_Return)
    assert page.sheet.entry is not None and host_of(page).bridge.session.sheets_in("r") == 0
    assert "Not typed in yet: 2, 3" in words_of(page)


def test_backspace_and_the_arrows_go_back(asked: Asked) -> None:
    page = asked()
    press(codes(page)[0], "1", "4", "5", Qt.Key.Key_Backspace, "2", Qt.Key.Key_Up, Qt.Key.Key_Up, "1")
    entry = page.sheet.entry
    assert entry is not None
    assert [entry.shown(item) for item in items_of(page)] == ["1", "2", ""]


@pytest.mark.parametrize(
    ("code", "said"), [("spare", "is a spare ballot: 5 were printed, and 2 are handed out"), ("unknown", "is not a")]
)
def test_a_ballot_that_cannot_be_keyed_is_refused_in_the_line(asked: Asked, code: str, said: str) -> None:
    page = asked()
    typed = codes(page)[-1] if code == "spare" else next(c for c in ("A2A", "B3B", "C4C") if c not in codes(page))
    press(typed)
    assert page.sheet.entry is None and said in words_of(page)
    assert page.sheet.code.hasFocus() and page.sheet.code.selectedText() == typed


def test_a_spare_ballot_can_be_handed_out(asked: Asked) -> None:
    page = asked()
    spare = codes(page)[-1]
    press(spare)
    button = next(b for b in page.sheet.findChildren(QPushButton) if b.text() == "It was handed out")
    assert button.isVisible()
    button.click()
    assert page.sheet.entry is not None and page.sheet.entry.name == spare and states(page)[spare] == "out"


def test_a_keyed_ballot_is_not_keyed_again_unless_twice(asked: Asked) -> None:
    page = asked()
    code = codes(page)[0]
    press(code, "1", "4", "4", "4", Qt.Key.Key_Return, code)
    assert page.sheet.entry is None and "typed in already" in words_of(page)
    page.twice.setChecked(True)
    press(code)
    assert page.sheet.entry is not None and page.sheet.entry.again and "second time" in words_of(page)
    press("1", "4", "4", "4", Qt.Key.Key_Return)
    assert states(page)[code] == "checked"
    assert "1 ballot checked twice, no differences. Now seal or shred the paper." in words_of(page)
    page.side.done.click()
    assert states(page)[code] == "done"


def test_two_entries_that_differ_show_just_that_item(asked: Asked) -> None:
    page = asked()
    page.twice.setChecked(True)
    code = codes(page)[0]
    press(code, "1", "4", "2", "3", Qt.Key.Key_Return, code, "1", "4", "5", "3", Qt.Key.Key_Return)
    assert page.side.tiles.states()[code] == "differs"
    seen = words_of(page.side)
    second = host_of(page).bridge.board.statements[items_of(page)[1]].label
    assert second in seen and "first time: 2" in seen and "second time: 5" in seen
    assert host_of(page).bridge.board.statements[items_of(page)[0]].label not in seen
    QApplication.processEvents()
    assert QApplication.focusWidget().text() == "2"  # type: ignore[union-attr]
    press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert states(page)[code] == "checked" and "first time:" not in words_of(page.side)
    host_of(page).bridge.run("close_round", id="r")
    assert sorted(a.value or 0 for a in host_of(page).bridge.session.answers("r")) == [3, 4, 5]


@pytest.mark.parametrize(
    ("first", "paper", "left"), [("2", "5", 5), ("2", "2", 2), ("0", "0", None), ("2", "3", "differs")]
)
def test_the_digit_on_the_paper_settles_what_differs(
    asked: Asked, first: str, paper: str, left: int | str | None
) -> None:
    page = asked()
    page.twice.setChecked(True)
    code = codes(page)[0]
    press(code, "1", "4", first, "3", Qt.Key.Key_Return, code, "1", "4", "5", "3", Qt.Key.Key_Return)
    QApplication.processEvents()
    press(paper)
    assert page.isVisible() and states(page)[code] == ("keyed" if left == "differs" else "checked")
    if left != "differs":
        host_of(page).bridge.run("close_round", id="r")
        values = {a.item: a.value for a in host_of(page).bridge.session.answers("r")}
        assert values["st-2"] == left


def test_a_ballot_that_differs_can_be_keyed_anew(asked: Asked) -> None:
    page = asked()
    page.twice.setChecked(True)
    code = codes(page)[0]
    press(code, "1", "4", "2", "3", Qt.Key.Key_Return, code, "2", "4", "2", "3", Qt.Key.Key_Return)
    assert "resident or group" in words_of(page.side)
    next(b for b in page.side.findChildren(QPushButton) if b.text() == f"Key {code} again").click()
    press("1", "4", "2", "3", Qt.Key.Key_Return)
    assert states(page)[code] == "checked"


@pytest.mark.parametrize("leave", [True, False])
def test_escape_asks_before_it_throws_a_half_keyed_ballot_away(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, leave: bool
) -> None:
    page = asked()
    questions: list[str] = []

    def ask(_parent: QWidget, question: str, *_more: str) -> bool:
        questions.append(question)
        return leave

    monkeypatch.setattr(Confirm, "ask", ask)
    press(codes(page)[0], "1", "4", Qt.Key.Key_Escape)
    assert len(questions) == 1
    assert (page.sheet.entry is None) == leave
    assert host_of(page).bridge.session.sheets_in("r") == 0


def test_escape_leaves_the_page_where_nothing_is_half_keyed(opened: MainWindow) -> None:
    page = opened.page()
    page.bridge.run("open_round", kind="rating", items=list(page.bridge.board.statements)[:2], question="What?")
    page.show_view("keying")
    keying = page.view_page("keying")
    assert isinstance(keying, KeyingPage) and keying.sheet.code.hasFocus()
    press("k", Qt.Key.Key_Escape)
    assert page.view == "keying" and keying.sheet.code.text() == ""
    press(Qt.Key.Key_Escape)
    assert page.view == "map"


def test_closing_asks_once_and_counts_what_is_missing(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    page = asked()
    press(codes(page)[0], "1", "4", "4", "4", Qt.Key.Key_Return)
    said: list[str] = []

    def ask(_parent: QWidget, _question: str, words: str, *_more: str) -> bool:
        said.append(words)
        return True

    monkeypatch.setattr(Confirm, "ask", ask)
    page.side.close_round.click()
    assert len(said) == 1 and "1 sheet is in." in said[0]
    assert "1 paper ballot was handed out and is not typed in." in said[0]
    assert host_of(page).bridge.board.rounds["r"].closed_order == 1 and not page.sheet.isVisible()
    assert host_of(page).shown == ["agreement"]


def test_a_ballot_that_is_not_taken_stays_on_the_page(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    page = asked()
    said: list[str] = []
    host_of(page).bridge.said.connect(lambda words, _offer: said.append(words))
    refusal = Refused("cannot-be-done", "The disk is full.")
    monkeypatch.setattr(Ballots, "put_away", lambda _self, _sheet: refusal)
    press(codes(page)[0], "1", "4", "4", "5", Qt.Key.Key_Return)
    assert said == ["The disk is full."] and page.sheet.entry is not None
    assert page.sheet.field("st-3").text() == "5"


def test_dots_by_digits(asked: Asked) -> None:
    page = asked("dots", dots_per_person=3, max_per_item=2)
    code = codes(page)[0]
    press(code, "3", "2", "2", "1", "0", Qt.Key.Key_Return)
    assert states(page)[code] == "keyed"
    host_of(page).bridge.run("close_round", id="r")
    assert sorted(a.value or 0 for a in host_of(page).bridge.session.answers("r")) == [0, 1, 2]


def test_rounds_with_names_ask_whose_sheet_it_is(asked: Asked) -> None:
    page = asked("placing", people=0, anonymous="no")
    person = next(iter(host_of(page).bridge.board.participants))
    page.begin(person)
    press("4", "3", "0", " ", Qt.Key.Key_Return)
    assert states(page)[person] == "keyed" and page.sheet.person.hasFocus()
    page.begin(person)
    assert page.sheet.entry is None and "typed in already" in words_of(page)


def test_the_room_sees_nothing_of_it(asked: Asked) -> None:
    page = asked()
    press(codes(page)[0], "1", "4")
    page.set_room(True)
    assert not page.sheet.isVisible() and not page.side.isVisible()
    page.set_room(False)
    assert page.sheet.isVisible()


def test_a_closed_round_is_not_keyed_any_more(asked: Asked) -> None:
    page = asked()
    press(codes(page)[0], "1", "4")
    host_of(page).bridge.run("close_round", id="r")
    assert page.sheet.entry is None and not page.sheet.isVisible()


def test_every_control_has_a_name_and_a_role(asked: Asked) -> None:
    page = asked()
    press(codes(page)[0], "1", "4")
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            face = QAccessible.queryAccessibleInterface(widget)
            assert widget.accessibleName(), widget
            assert face.role() != QAccessible.Role.NoRole


def test_a_table_is_looked_at_before_it_is_taken(asked: Asked, tmp_path: Path) -> None:
    page = asked()
    first, second, *_rest = codes(page)
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    bad.write_text(f"ballot,side,1,2,3\n{first},public,9,2,3\n{first},public,1,2,3\nZZZ,public,1,1,1\n", "utf-8")
    good.write_text(f"ballot,side,1,2,3\n{first},public,5,2,3\n{second},planner,,?,3\n", "utf-8")
    host = host_of(page)
    dialog = ImportBallots(page, host.bridge, host.bridge.board.rounds["r"], host.preferences)
    dialog.show()  # as a person meets it: small, before a file is chosen
    QApplication.processEvents()
    dialog.read(bad)
    assert not dialog.take.isEnabled() and dialog.problems.count() == 3
    assert "3 things are wrong in bad.csv" in dialog.told.text()
    QApplication.processEvents()
    foot = dialog.take.mapTo(dialog, QPoint(0, 0)).y()
    assert dialog.problems.mapTo(dialog, QPoint(0, dialog.problems.height())).y() <= foot, "buttons lie over the list"
    dialog.read(good)
    assert dialog.problems.count() == 0 and dialog.told.text() == "2 ballots with 5 answers."
    dialog.take.click()
    assert states(page)[first] == states(page)[second] == "keyed"
    dialog.read(good)
    assert "typed in already" in dialog.problems.item(0).text() and not dialog.take.isEnabled()
    dialog.deleteLater()


def test_a_ballot_is_shown_however_far_it_is(asked: Asked) -> None:
    page = asked()
    every = (PRINTED, OUT, IN, PHONE, PARTLY, KEYED, CHECKED, DONE)
    all_states = {f"A{n}A": state for n, state in enumerate(every, 2)}
    page.side.tiles.show_ballots(all_states, {})
    assert page.side.tiles.states() == all_states
    page.side.tiles.grab()
