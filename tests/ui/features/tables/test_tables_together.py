"""Tables that work apart and come together, in the window: given out, reviewed, one step in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from stworkshop.analysis.likeness import alike
from stworkshop.analysis.table_signs import are_printed
from stworkshop.merge.review import BOTH, LATER, TAKE, Choice
from stworkshop.model.records import Ref, ref_of
from stworkshop.session.session import open_session
from tests.ui.test_accessible_tree import _not_stepped_to, faults
from ui.features.questions import fixes
from ui.features.tables.give_dialog import GiveDialog
from ui.features.tables.tables_page import TablesPage
from ui.features.tables.unrelated_files import Doubt
from ui.kit.theme import theme
from ui.session.words import bare_table, table_words
from ui.shell.main_window import MainWindow

Steps = dict[str, list[tuple[str, dict[str, Any]]]]

TEN, FORTY = "At most ten proposals a day.", "At most forty proposals a day."
EDITS: Steps = {
    "Hill": [
        ("edit_element", {"id": "a", "note": TEN}),
        ("add_element", {"kind": "concern", "id": "h", "label": "Nobody can tell us why our stop went"}),
        ("add_link", {"id": "hl", "relation": "has-concern", "source": "s", "target": "h"}),
    ],
    "River": [
        ("edit_element", {"id": "a", "note": FORTY}),
        ("add_element", {"kind": "concern", "id": "r", "label": "Nobody can tell us why the stop went"}),
        ("edit_element", {"id": "b", "likelihood": 4}),
    ],
}


def steps_on(path: Path, steps: list[tuple[str, dict[str, Any]]]) -> None:
    with open_session(path) as session:
        for name, arguments in steps:
            decided = session.run(name, **arguments)
            assert hasattr(decided, "change"), decided


@pytest.fixture
def plenary(window: MainWindow) -> MainWindow:
    """A session of the library with a concern, a risk and a person, which copies can be made of."""
    window.new_session("")
    bridge = window.page().bridge
    bridge.run("add_element", kind="mitigation", id="a", label="Time and targets for review")
    bridge.run("add_element", kind="risk", id="b", label="Nobody looks")
    bridge.run("add_element", kind="stakeholder", id="s", label="Older residents")
    bridge.run("add_link", id="l", relation="mitigates", source="a", target="b")
    return window


@pytest.fixture
def apart(plenary: MainWindow, tmp_path: Path) -> Callable[..., list[str]]:
    """Give copies to tables that then do what is asked; return their paths."""

    def made(steps: Steps = EDITS) -> list[str]:
        paths = []
        for table in steps:
            path = tmp_path / f"{table}.stw"
            plenary.page().bridge.session.copy_for_table(table, path)
            paths.append(path)
        for path, edits in zip(paths, steps.values(), strict=True):
            steps_on(path, edits)
        return [str(path) for path in paths]

    return made


def together(window: MainWindow, paths: list[str], qtbot: QtBot) -> TablesPage:
    window.merging.bring_together(paths)
    qtbot.wait_until(lambda: not window.merging.reading, timeout=10_000)
    page = window.page().view_page("tables")
    assert isinstance(page, TablesPage)
    return page


def answered(dialog_type: type[QDialog], answer: Callable[[Any], object]) -> None:
    """Answer the dialog that is about to open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, dialog_type), dialog
        answer(dialog)

    QTimer.singleShot(0, look)


def board_of(window: MainWindow) -> dict[Ref, Any]:
    return {ref_of(record): record for record in window.page().bridge.board.records()}


# --- giving out


def type_names(dialog: GiveDialog, names: Sequence[str]) -> None:
    """Type a name into each line, with a line more for each that has none."""
    for _more in names[len(dialog._rows) :]:
        dialog.add_table()
    for made, name in zip(dialog._rows, names, strict=False):
        made.field.setText(name)


def test_several_tables_get_a_file_each_and_are_told_their_letters(plenary: MainWindow, tmp_path: Path) -> None:
    plenary.preferences.last_folder = str(tmp_path)
    letters: list[str] = []

    def fill(dialog: GiveDialog) -> None:
        assert not dialog.give.isEnabled()
        type_names(dialog, ["Hill", "Harbour"])
        letters.extend(made._letter.text() for made in dialog._rows)
        assert dialog.give.isEnabled()
        dialog.give.click()

    answered(GiveDialog, fill)
    plenary.registry.trigger("give-to-table")
    assert [words[-4:] for words in letters] == ["C12h", "C12a"]
    files = sorted(tmp_path.glob("*.stw"))
    assert len(files) == 2
    for file, letter in zip(files, "ah", strict=True):
        with open_session(file, read_only=True) as session:
            assert session.board.code_letter == letter
    assert "2 copies" in plenary.page().toast._words.text()


def test_names_that_cannot_be_given_are_told_at_once(plenary: MainWindow, tmp_path: Path) -> None:
    def fill(dialog: GiveDialog) -> None:
        type_names(dialog, ["Hill", "Hill"])
        assert not dialog.give.isEnabled() and "Hill" in dialog._why.text()
        dialog._rows[1].field.setText("River")
        assert dialog.give.isEnabled() and dialog._why.isHidden()
        dialog.wanted[0][1].write_bytes(b"")
        dialog.refresh()
        assert not dialog.give.isEnabled() and "already" in dialog._why.text()
        dialog.reject()

    plenary.preferences.last_folder = str(tmp_path)
    answered(GiveDialog, fill)
    plenary.merging.give()


def test_nothing_is_given_out_or_merged_while_the_session_is_only_read(
    apart: Callable[..., list[str]], plenary: MainWindow, tmp_path: Path
) -> None:
    path = Path(apart()[0])
    plenary.show_session(open_session(path, read_only=True))
    for action in ("give-to-table", "bring-together"):
        assert not plenary.registry[action].enabled()
        assert "reading only" in plenary.registry[action].why_not()
    plenary.merging.give()
    plenary.merging.bring_together(["x.stw"])
    assert not plenary.merging.reading and plenary.page().view == "map"


def test_all_that_is_asked_before_giving_can_be_come_to_with_large_text(
    plenary: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    theme().apply(QApplication.instance(), "light", 1.5)  # type: ignore[arg-type]
    try:
        dialog = GiveDialog(plenary, "Evening", str(tmp_path), {})
        qtbot.addWidget(dialog)
        dialog.open()
        type_names(dialog, [f"Table {number}" for number in range(12)])
        screen = dialog.screen().availableGeometry()
        area = dialog._area
        qtbot.waitUntil(lambda: dialog.height() <= screen.height() and area.verticalScrollBar().maximum() > 0)
        assert dialog.width() <= screen.width()
        inside = area.widget()
        assert inside is not None and inside.width() <= area.viewport().width()
        assert dialog.give.geometry().bottom() < dialog.height()
    finally:
        theme().apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]


# --- the review


@pytest.fixture
def review(apart: Callable[..., list[str]], plenary: MainWindow, qtbot: QtBot) -> Iterator[TablesPage]:
    yield together(plenary, apart(), qtbot)


def test_only_what_two_tables_set_differently_needs_somebody(review: TablesPage, plenary: MainWindow) -> None:
    assert plenary.page().view == "tables"
    assert [question.id for question in review.questions] == ["conflict.elements.a.note"]
    assert review.head.asked.accessibleName() == "1 needs you"
    assert review.head.done.accessibleName() == "3 merged by themselves"
    lines = review.list.lines()
    assert lines[0].words == "Time and targets for review" and lines[0].tables == ("Hill", "River")
    assert any("with its link to Older residents" in line.below for line in lines)
    assert any(line.words == "Nobody looks: how likely" and line.tables == ("River",) for line in lines)


def test_values_stand_side_by_side_with_their_differing_words_marked(review: TablesPage) -> None:
    boxes = review.question.boxes
    assert [box.words for box in boxes] == [TEN, FORTY]
    assert "Which words hold?" in review.question._title.text()
    assert review.question._parted.text() == "When the tables parted, “Note” was empty."
    assert "reduces" in review.question.picture.accessibleName()
    assert "ten" in boxes[0].use.accessibleName()


def test_nothing_is_stored_before_the_end_and_one_undo_takes_all_back(
    review: TablesPage, plenary: MainWindow, qtbot: QtBot
) -> None:
    before = board_of(plenary)
    undo = plenary.page().bridge.session.undo_label
    QTest.keyClick(review.list, Qt.Key.Key_2)
    review.alike.make_one.emit(("h", "r"))
    assert board_of(plenary) == before and plenary.page().bridge.session.undo_label == undo
    review.finish.finish.click()
    after = board_of(plenary)
    assert after[Ref("elements", "a")].note == FORTY
    assert after[Ref("conflicts", "conflict.elements.a.note")].settled == "yes"
    assert (Ref("elements", "h") in after) != (Ref("elements", "r") in after)
    one = next(after[ref] for ref in (Ref("elements", "h"), Ref("elements", "r")) if ref in after)
    assert one.attributes["drawers"] == ("Hill", "River")
    assert plenary.page().view == "map" and plenary.merging.review() is None
    plenary.page().bridge.undo()
    assert board_of(plenary) == before


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_L])
def test_both_and_later_are_one_key_away(key: Qt.Key, review: TablesPage, plenary: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(review.list, key)
    review.finish.finish.click()
    board = plenary.page().bridge.board
    if key == Qt.Key.Key_B:
        assert board.elements["a"].note == f"Hill: {TEN}\nRiver: {FORTY}"
        return
    (asked,) = (card for card in board.elements.values() if card.kind == "open-question")
    assert asked.label == "Time and targets for review, note: ten or forty?"
    assert [link.target for link in board.links_from(asked.id) if link.relation == "about"] == ["a"]
    assert board.conflicts["conflict.elements.a.note"].settled == "no" and board.elements["a"].note == TEN


def test_a_choice_that_is_pressed_again_is_taken_back(review: TablesPage, qtbot: QtBot) -> None:
    merge = review.review
    assert merge is not None
    QTest.keyClick(review.list, Qt.Key.Key_1)
    assert merge.choices == {"conflict.elements.a.note": Choice(TAKE, "Hill")}
    assert review.head.asked.accessibleName() == "1 decided by you"
    assert review.question.boxes[0].use.isChecked()
    QTest.keyClick(review.list, Qt.Key.Key_1)
    assert merge.choices == {} and not review.question.boxes[0].use.isChecked()
    assert review.head.asked.accessibleName() == "1 needs you"


def test_what_was_chosen_is_kept_while_the_view_and_the_session_are_closed(
    review: TablesPage, plenary: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClick(review.list, Qt.Key.Key_2)
    review.finish.close_button.click()
    assert plenary.page().view == "map"
    session_id = plenary.page().bridge.session.id
    plenary.go_home()
    plenary.open_named(session_id)
    plenary.page().show_view("tables")
    again = plenary.page().view_page("tables")
    assert isinstance(again, TablesPage) and again.question.boxes[1].use.isChecked()


def test_the_map_may_change_while_the_review_is_open(review: TablesPage, plenary: MainWindow, qtbot: QtBot) -> None:
    bridge = plenary.page().bridge
    plenary.page().show_view("map")
    bridge.run("add_element", kind="concern", id="mean", label="Meanwhile")
    bridge.run("edit_element", id="b", likelihood=1)
    plenary.page().show_view("tables")
    assert {question.field for question in review.questions} == {"note", "likelihood"}
    review.show_record("b")
    review._choose(Choice(TAKE, ""))
    review.finish.finish.click()
    board = bridge.board
    assert board.elements["b"].attributes["likelihood"] == 1 and "mean" in board.elements


def test_something_new_that_needs_somebody_is_shown_before_it_is_stored(
    review: TablesPage, plenary: MainWindow
) -> None:
    bridge = plenary.page().bridge
    plenary.page().show_view("map")
    bridge.run("edit_element", id="b", likelihood=1)
    plenary.merging.finish()
    assert plenary.merging.review() is not None and bridge.board.conflicts == {}
    assert "needs you" in plenary.page().toast._words.text()


def test_all_that_merged_by_itself_says_so(apart: Callable[..., list[str]], plenary: MainWindow, qtbot: QtBot) -> None:
    steps = {"Hill": EDITS["Hill"][1:], "River": EDITS["River"][2:]}
    page = together(plenary, apart(steps), qtbot)
    assert page.question.isHidden() and not page.empty.isHidden()
    assert page.empty._title.text() == "All 2 changes merged by themselves."


def test_who_drew_it_is_told_and_marked_on_the_map(
    review: TablesPage, plenary: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme(), "reduce_motion", True)
    rows = review.drawers.list
    told = [rows.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(rows.count())]
    assert any("2 of 2 tables drew it: Hill and River" in words for words in told)
    drawn = plenary.page().map.view.drawn
    assert not plenary.registry["marks-on-map"].enabled()
    review.finish.finish.click()
    assert plenary.registry["marks-on-map"].enabled()
    plenary.page().map.view.center_on(["h"])
    plenary.registry.trigger("marks-on-map")
    assert drawn.on and drawn.words("h") == "Hill" and drawn.words("hl") == "Hill"
    QApplication.processEvents()
    before = plenary.page().map.view.grab().toImage()
    plenary.registry.trigger("marks-on-map")
    assert plenary.page().map.view.grab().toImage() != before


def test_look_alikes_are_suggested_and_nothing_is_chosen_beforehand(review: TablesPage, plenary: MainWindow) -> None:
    assert not review.alike.isHidden()
    review.alike.keep_apart.emit(("h", "r"))
    review.finish.finish.click()
    assert {"h", "r"} <= set(plenary.page().bridge.board.elements)


# --- later


def test_what_was_left_open_is_told_with_the_card_and_decided_later(
    review: TablesPage, plenary: MainWindow, qtbot: QtBot
) -> None:
    review.finish.finish.click()
    page = plenary.page()
    page.bridge.select(("a",))
    page.panels.toggle_details(True)
    lines = page.inspector.card_panel.differences
    assert not lines.isHidden()
    lines.wants_choice.emit("conflict.elements.a.note")
    assert page.view == "tables" and review.question.boxes[1].words == FORTY
    QTest.keyClick(review.list, Qt.Key.Key_2)
    assert page.bridge.board.elements["a"].note == FORTY
    assert page.bridge.board.conflicts["conflict.elements.a.note"].settled == "yes"
    page.bridge.undo()
    review._choose(Choice(LATER))
    assert any(card.kind == "open-question" for card in page.bridge.board.elements.values())
    review._choose(Choice(BOTH))
    assert page.bridge.board.elements["a"].note.startswith("Hill: ")


# --- what goes wrong, and what is dropped


def test_a_file_of_another_start_is_offered_side_by_side(
    plenary: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.stw"
    plenary.page().bridge.session.export_stw(other, with_history=False)  # a session of its own, with another start
    asked: list[str] = []

    def ask(_parent: object, title: str, _words: str, _ways: object) -> int:
        asked.append(title)
        return 0

    monkeypatch.setattr(Doubt, "ask", ask)
    before = len(plenary.page().bridge.board.elements)
    together(plenary, [str(other)], qtbot)
    qtbot.wait_until(lambda: len(plenary.page().bridge.board.elements) > before, timeout=10_000)
    assert "other.stw" in asked[0] and plenary.merging.review() is None
    assert plenary.page().view == "map"
    plenary.page().bridge.undo()
    assert len(plenary.page().bridge.board.elements) == before


@pytest.mark.parametrize(("choice", "settled"), [(0, True), (1, False), (-1, True)])
def test_another_workshop_that_is_dropped_can_stand_beside(
    choice: int, settled: bool, plenary: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.stw"
    bridge = plenary.page().bridge
    bridge.session.export_stw(other, with_history=False)
    monkeypatch.setattr(Doubt, "ask", lambda *_arguments: choice)
    before = len(bridge.board.elements)
    assert plenary.merging.offer(str(other)) is settled
    if choice == 0:
        qtbot.wait_until(lambda: len(bridge.board.elements) == 2 * before, timeout=10_000)
        suggested = {
            (bridge.board.elements[p.first].label, bridge.board.elements[p.second].label) for p in alike(bridge.board)
        }
        assert suggested == {(label, label) for label, _other in suggested} and len(suggested) == before
    assert len(bridge.board.elements) == (2 * before if choice == 0 else before)
    assert not plenary.merging.offer(str(bridge.session.path))


def test_several_workshops_of_another_start_all_stand_beside(
    plenary: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge, paths = plenary.page().bridge, [tmp_path / "one.stw", tmp_path / "two.stw"]
    for path in paths:
        bridge.session.export_stw(path, with_history=False)
    told: list[tuple[str, int]] = []

    def ask(_parent: object, title: str, _words: str, ways: Sequence[str]) -> int:
        told.append((title, len(ways)))
        return 0

    monkeypatch.setattr(Doubt, "ask", ask)
    before = len(bridge.board.elements)
    together(plenary, [str(path) for path in paths], qtbot)
    qtbot.wait_until(lambda: len(bridge.board.elements) == 3 * before, timeout=10_000)
    assert told == [("“one.stw”, “two.stw” do not come from the same start as this session.", 1)]
    bridge.undo()
    assert len(bridge.board.elements) == 2 * before


def test_a_file_that_is_none_is_told_in_one_sentence(
    plenary: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.stw"
    broken.write_bytes(b"not a session at all" * 200)
    told: list[str] = []
    monkeypatch.setattr(plenary, "tell", lambda error: told.append(error.what))
    together(plenary, [str(broken)], qtbot)
    assert len(told) == 1 and plenary.merging.review() is None


def test_several_copies_that_are_dropped_come_together(
    apart: Callable[..., list[str]], plenary: MainWindow, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in apart()])
    drops = plenary.page().map.view.drops
    assert drops.enter(data) and drops.drop(data, QPointF(0, 0), free=False)
    qtbot.wait_until(lambda: not plenary.merging.reading, timeout=10_000)
    assert plenary.merging.review() is not None


@pytest.mark.parametrize(("choice", "settled"), [(0, True), (1, False), (-1, True)])
def test_one_copy_that_is_dropped_is_offered(
    choice: int, settled: bool, apart: Callable[..., list[str]], plenary: MainWindow, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = apart()[0]
    monkeypatch.setattr(Doubt, "ask", lambda *_arguments: choice)
    assert plenary.merging.offer(path) is settled
    qtbot.wait_until(lambda: not plenary.merging.reading, timeout=10_000)
    assert (plenary.merging.review() is not None) == (choice == 0)
    assert not plenary.merging.offer(str(Path(path).with_suffix(".json")))


def test_more_copies_join_a_merge_that_is_under_way(
    apart: Callable[..., list[str]], plenary: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = apart()
    page = together(plenary, [first], qtbot)
    assert page.questions == []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: ([second], ""))
    page.more.click()
    qtbot.wait_until(lambda: not plenary.merging.reading, timeout=10_000)
    assert len(page.questions) == 1


def test_every_control_of_a_review_is_named_and_come_to_by_keyboard(
    review: TablesPage, plenary: MainWindow, qtbot: QtBot
) -> None:
    plenary.resize(1600, 1000)
    QApplication.processEvents()
    found = faults(plenary, "review") + _not_stepped_to(plenary, "review")
    plenary.resize(1000, 600)
    QApplication.processEvents()
    found += faults(plenary, "small") + _not_stepped_to(plenary, "small")
    QTest.keyClick(review.list, Qt.Key.Key_1)
    review.alike.make_one.emit(("h", "r"))
    found += faults(plenary, "chosen")
    assert "\n".join(found) == ""
    lines = review.list
    spoken = [lines.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(lines.count())]
    assert any(words and words.startswith("decided. Time and targets for review") for words in spoken)
    doubt = Doubt(plenary, "Of another start", "It stays by itself.", ("Side by side", "Open it"))
    assert faults(doubt, "doubt") == []


@pytest.mark.parametrize(("look", "scale", "size"), [("dark", 1.0, (1090, 600)), ("projector", 2.0, (1600, 1000))])
def test_every_look_and_size_shows_the_choice(
    look: str, scale: float, size: tuple[int, int], review: TablesPage, plenary: MainWindow, qapp: QApplication
) -> None:
    theme().apply(qapp, look, scale)
    plenary.resize(*size)
    QApplication.processEvents()
    assert review.grab().width() > 0
    for box in review.question.boxes:
        assert box.width() <= review._scroll.viewport().width()
    assert review.finish.finish.isVisible()
    theme().apply(qapp, "light", 1.0)


def test_the_map_asks_what_is_open_and_leads_to_the_choice(
    plenary: MainWindow, apart: Callable[..., list[str]], qtbot: QtBot
) -> None:
    together(plenary, apart(), qtbot)
    plenary.merging.finish()
    page = plenary.page()
    page.findings.settle()
    (asked,) = (one for one in page.findings.open() if one.check == "chk-tables-differ")
    assert asked.message == (
        "What is right for “Time and targets for review”? The tables differ: Note: ten (Hill) or forty (River)."
    )
    page.show_view("map")
    fixes.start(page.desk.fixing, asked)
    view = page.view_page("tables")
    assert isinstance(view, TablesPage) and view.isVisible()
    assert view.question.boxes[1].words == FORTY
    view.question.press("2")
    assert page.bridge.board.elements["a"].note == FORTY
    page.findings.settle()
    assert not [one for one in page.findings.all() if one.check == "chk-tables-differ"]


def test_whether_it_is_printed_is_kept_in_the_session(
    plenary: MainWindow, apart: Callable[..., list[str]], qtbot: QtBot
) -> None:
    page = together(plenary, apart(), qtbot)
    plenary.merging.finish()
    bridge = plenary.page().bridge
    plenary.page().show_view("tables")
    assert page.printed.isChecked() and are_printed(bridge.board)
    page.printed.click()
    assert not are_printed(bridge.board) and not page.printed.isChecked()
    bridge.undo()
    assert page.printed.isChecked() and are_printed(bridge.board)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("Hill", "Hill", "Table Hill"),
        ("Table Hill", "Hill", "Table Hill"),
        ("table  river bank", "river bank", "Table river bank"),
        ("Table 3", "Table 3", "Table 3"),
        ("Table", "Table", "Table"),
        ("Tableau", "Tableau", "Tableau"),
    ],
)
def test_a_table_is_never_called_table_twice(typed: str, kept: str, said: str) -> None:
    assert bare_table(" ".join(typed.split())) == kept
    assert table_words(kept) == said
