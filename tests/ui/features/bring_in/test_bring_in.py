"""Bringing in tables and maps: choices change what would happen, one undo takes all back, errors are sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.exchange.foreign import LEAVE_OUT, OWN_KIND
from stworkshop.exchange.incoming import incoming
from stworkshop.exchange.tables import table_columns as roles
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from tests.ui.on_screen import button, part, read
from tests.ui.test_accessible_tree import faults
from ui.features.bring_in.bringing import is_foreign
from ui.features.bring_in.columns import Columns
from ui.features.bring_in.dialog import FILE, PREVIEW, WORDS, BringIn
from ui.features.bring_in.draft import ASK, BY_HAND, EMPTY, FOUND, LIKE, NEW, Outcome, tile_words
from ui.features.bring_in.graph_draft import KINDS, GraphDraft
from ui.features.bring_in.graph_words import GraphWords
from ui.features.bring_in.memory import Memory
from ui.features.bring_in.parts import Stepper
from ui.features.bring_in.table_draft import TableDraft
from ui.kit.background import Background
from ui.kit.theme import theme
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow

ROWS = (
    ("Wer", "Was uns Sorgen macht", "Thema", "Wichtig (1-5)", "Ort", "E-Mail"),
    ("Ältere Menschen", "Der Bus muss ohne Bordstein halten.", "Rechte", "5", "Hill East", "a@example.org"),
    ("Ältere Menschen", "Abends fährt nichts mehr.", "Nutzen", "4", "Riverside", ""),
    ("Krankenhaus Personal", "=SUM(A1:A9)", "Rechte", "3", "Hill East", "c@example.org"),
    ("Eltern", "Zu viele Haltestellen fallen weg.", "Verkehr", "2", "Riverside", "x@example.org"),
    ("", "", "", "", "", ""),
    ("Eltern", "Pausen verschwinden.", "Regeln", "1", "", ""),
)
GRAPHML = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="l" for="node" attr.name="label" attr.type="string"/>
<key id="k" for="node" attr.name="kind" attr.type="string"/>
<graph edgedefault="directed"><node id="a"><data key="l">Night-shift nurses</data><data key="k">Actor</data></node>
<node id="b"><data key="l">No bus at four</data><data key="k">Concern</data></node>
<node id="c"><data key="l">The depot</data><data key="k">Building</data></node>
<edge source="a" target="b"/></graph></graphml>"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A workbook with the answers of an evening, and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sorgen"
    for row in ROWS:
        sheet.append([cell or None for cell in row])
    book.create_sheet("Ideen").append(["Idee"])
    book["Ideen"].append(["Ein Rufbus"])
    path = tmp_path / "Bürgerabend.xlsx"
    book.save(path)
    return path


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A map of another program."""
    path = tmp_path / "map.graphml"
    path.write_text(GRAPHML, encoding="utf-8")
    return path


class Asked:
    """The dialog over a session in memory, with what it was given to carry out."""

    def __init__(self, bridge: Bridge, preferences: Preferences, folder: Path, qtbot: QtBot) -> None:
        self.background, self.memory = Background(), Memory(folder / "columns")
        self.carried: list[Outcome] = []
        self.why = ""
        self.bridge, self.qtbot, self._preferences = bridge, qtbot, preferences
        self.dialog = self.again()

    def again(self) -> BringIn:
        """Return the dialog made anew, as at another time."""
        self.over = over = QWidget()
        over.resize(1440, 900)
        self.qtbot.addWidget(over)
        self.dialog = BringIn(
            over, lambda: self.bridge.board, catalogue(), self.background, self._preferences, self.memory, self
        )
        self.dialog.show()
        return self.dialog

    def read(self, path: Path) -> BringIn:
        """Read a file, and wait until the preview is there or the file was refused."""
        self.dialog.read(path)
        self.wait()
        return self.dialog

    def wait(self) -> None:
        """Wait until what was asked for is computed."""
        self.qtbot.waitUntil(lambda: self.dialog.outcome is not None or (not self.dialog.file_page.busy.isVisibleTo(
            self.dialog.file_page) and self.dialog.step == FILE))  # fmt: skip

    def outcome(self) -> Outcome:
        """Return what would happen now."""
        self.qtbot.waitUntil(lambda: self.dialog.outcome is not None)
        assert self.dialog.outcome is not None
        return self.dialog.outcome

    def prepared(self, outcome: Outcome, _board: Board) -> Callable[[], Outcome]:
        """Prepare nothing."""
        return lambda: outcome

    def stored(self, prepared: Outcome) -> str:
        """Note what would be stored."""
        self.carried.append(prepared)
        return self.why

    def agree(self) -> None:
        """Agree to what is shown, and wait until it is carried out or refused."""
        self.outcome()
        before = len(self.carried)
        self.dialog.bring_in()
        self.qtbot.waitUntil(lambda: len(self.carried) > before)


@pytest.fixture
def asked(bridge: Bridge, preferences: Preferences, tmp_path: Path, qtbot: QtBot) -> Iterator[Asked]:
    """The dialog, and what it is over."""
    made = Asked(bridge, preferences, tmp_path, qtbot)
    yield made
    made.dialog.reject()
    made.background.finish()


def columns(dialog: BringIn) -> Columns:
    return part(dialog, Columns)


def states(outcome: Outcome) -> list[str]:
    return [line.state for line in outcome.lines]


def test_a_table_is_understood_and_its_outcome_shown(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    assert dialog.step == WORDS
    draft, outcome = dialog.draft, asked.outcome()
    assert isinstance(draft, TableDraft)
    assert draft.columns.roles == (roles.WHO, roles.LABEL, roles.TOPIC, LEAVE_OUT, roles.NOTE, LEAVE_OUT)
    assert states(outcome) == [NEW, NEW, NEW, ASK, EMPTY, NEW]
    assert tile_words(outcome, catalogue()) == [(5, "new concerns"), (3, "new people and groups"), (5, "links")]
    assert dialog.primary.text() == "Bring in 5 concerns"
    assert [state.words for state in draft.states()][3] == "weights come from people’s dots"
    assert outcome.heads == ("Who", "Label", "Topic", "Note")
    shown = dialog.happen.table.lines
    assert shown.data(shown.index(3, 3)) == "Verkehr"
    assert shown.data(shown.index(3, 3), Qt.ItemDataRole.BackgroundRole) is not None
    assert dialog.happen.count.text() == "6 of 6 rows"


def test_a_formula_arrives_as_the_text_that_it_is(asked: Asked, table: Path) -> None:
    asked.read(table)
    assert any(entry.get("label") == "=SUM(A1:A9)" for entry in asked.outcome().plan.records)


def test_the_row_is_drawn_as_its_cards(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    asked.outcome()
    assert [element.kind for element in dialog.happen.picture.elements] == ["stakeholder", "concern"]
    dialog.happen.table.go_to(4)
    assert dialog.happen.picture.elements == []
    assert "becomes no card" in dialog.happen.about.text()
    dialog.happen.grab()


def test_another_choice_for_a_column_changes_plan_and_tiles(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    box = columns(dialog).lines[0].box
    box.choose(LEAVE_OUT)
    box.chosen.emit(LEAVE_OUT)
    outcome = asked.outcome()
    assert tile_words(outcome, catalogue()) == [(5, "new concerns"), (0, "links")]
    assert outcome.heads == ("Label", "Topic", "Note")
    columns(dialog).kind_chosen.emit("risk")
    assert tile_words(asked.outcome(), catalogue())[0] == (5, "new risks")
    assert dialog.primary.text() == "Bring in 5 risks"


def test_a_word_that_gets_a_topic_is_asked_about_no_more(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    assert asked.outcome().doubtful == 1
    words = columns(dialog).words[roles.TOPIC]
    assert [box.option() for box in words.boxes.values()] == ["human-rights", "public-value", "", "regulation"]
    words.boxes["Verkehr"].choose("public-value")
    words.boxes["Verkehr"].chosen.emit("public-value")
    assert asked.outcome().doubtful == 0
    assert not dialog.happen.look_tile.isVisibleTo(dialog.happen)
    words = columns(dialog).words[roles.TOPIC]
    words.boxes["Verkehr"].chosen.emit(OWN_KIND)
    assert asked.outcome().doubtful == 0
    assert any("Verkehr" in str(entry.get("note")) for entry in asked.outcome().plan.records)


def test_a_choice_keeps_the_keyboard(asked: Asked, table: Path, qtbot: QtBot) -> None:
    dialog = asked.read(table)
    asked.outcome()
    box = columns(dialog).words[roles.TOPIC].boxes["Verkehr"]
    box.setFocus()
    box.chosen.emit("regulation")
    asked.outcome()
    assert columns(dialog).words[roles.TOPIC].boxes["Verkehr"] is box
    line = columns(dialog).lines[2]
    line.box.chosen.emit(roles.NOTE)
    asked.outcome()
    assert roles.TOPIC not in columns(dialog).words
    assert columns(dialog).lines[2] is line


def test_a_field_of_one_kind_goes_into_the_note_of_another(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text("Risk,Likelihood\nBreaks are planned away,4\n", encoding="utf-8")
    dialog = asked.read(path)
    assert isinstance(dialog.draft, TableDraft)
    assert dialog.draft.columns.kind == "risk"
    assert dialog.draft.columns.roles == (roles.LABEL, "field:likelihood")
    assert asked.outcome().heads == ("Label", catalogue().kind("risk").attributes["likelihood"].label)
    columns(dialog).kind_chosen.emit("goal")
    assert dialog.draft.columns.roles == (roles.LABEL, roles.NOTE)
    assert "4" in str(asked.outcome().plan.records[0]["note"])


def test_the_preview_of_a_wide_table_has_the_label(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        ",".join([*(f"Remark {n}" for n in range(12)), "Concern"]) + "\n" + "yes," * 12 + "Too late\n", "utf-8"
    )
    asked.read(path)
    assert len(asked.outcome().heads) == 6
    assert asked.outcome().heads[-1] == "Label"


def test_the_first_row_can_be_a_row_like_the_others(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    asked.outcome()
    columns(dialog).named.setChecked(False)
    assert len(asked.outcome().lines) == 7


def test_back_at_the_file_one_can_go_on_with_what_was_chosen(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    asked.outcome()
    assert isinstance(dialog.draft, TableDraft)
    dialog.draft.choose_role(4, LEAVE_OUT)
    dialog.back.click()
    assert dialog.step == FILE and dialog.all.text() == "Go on with this file"
    dialog.all.click()
    assert dialog.step == WORDS and dialog.draft.columns.roles[4] == LEAVE_OUT
    dialog.back.click()
    dialog.read(table.with_name("not there.csv"))
    assert not dialog.all.isVisibleTo(dialog)
    asked.wait()
    assert not dialog.all.isVisibleTo(dialog)


def test_a_workbook_of_elements_and_connections_comes_with_its_links(asked: Asked, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (
        ("Readme", [["Made in March"]]),
        ("Connections", [["From", "To", "Type"], ["Rain", "Floods", "causes"], ["Floods", "Fear", "causes"]] * 3),
        ("Elements", [["Label", "Type", "Description"], ["Rain", "Risk", "wet"], ["Floods", "Risk", ""],
                      ["Fear", "Concern", ""]]),
    ):  # fmt: skip
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "kumu.xlsx"
    book.save(path)
    dialog = asked.read(path)
    assert isinstance(dialog.draft, TableDraft) and dialog.draft.sheet.name == "Elements"
    assert any(words.endswith("links of “Connections”") for words in read(dialog))
    of_window, of_command = asked.outcome(), incoming(path, catalogue())
    assert len(of_window.foreign.links) == 8 and of_window.foreign.links == of_command.foreign.links
    assert [card.label for card in of_window.foreign.cards] == ["Rain", "Floods", "Fear"]
    assert of_window.plan.count("links") == 2
    asked.agree()
    assert asked.carried[0].plan.count("links") == 2


def test_a_table_of_links_alone_joins_cards_of_the_map_as_on_the_command_line(asked: Asked, tmp_path: Path) -> None:
    first, second, third = list(asked.bridge.board.elements.values())[:3]
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (
        ("Connections", [["From", "To", "Type"], [first.code, second.label, "related to"]]),
        ("More", [["From", "To", "Type"], [second.code, third.code, "related to"]]),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "links.xlsx"
    book.save(path)
    asked.read(path)
    of_window, of_command = asked.outcome(), incoming(path, catalogue(), board=asked.bridge.board)
    assert of_window.foreign == of_command.foreign
    assert not of_window.foreign.cards and len(of_window.foreign.links) == 2
    assert of_window.plan.count("links") == 2
    asked.agree()
    assert asked.carried[0].plan.count("links") == 2


def test_of_rows_that_look_like_no_cards_it_is_asked_first(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    rows = "".join(f"{i},{('Agree', 'Pass')[i % 2]}\n" for i in range(30))
    path.write_text(f"voter,answer\n{rows}", encoding="utf-8")
    dialog = asked.read(path)
    asked.outcome()
    assert dialog.told.text().startswith("Are these rows cards? It does not look so")
    assert dialog.told.property("error") == "yes"


def test_another_sheet_is_looked_at(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    columns(dialog).sheet.chosen.emit("1")
    assert [line.cells for line in asked.outcome().lines] == [("Ein Rufbus",)]
    assert any("“Ideen”, 1 row, 1 column" in words for words in read(dialog))


def test_rows_to_look_at_are_walked_by_keys_and_left_out(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    asked.outcome()
    QTest.mouseClick(dialog.happen.look_tile, Qt.MouseButton.LeftButton)
    assert dialog.step == PREVIEW
    shown = dialog.happen.table
    assert shown.currentIndex().row() == 3
    shown.go_to(0)
    QTest.keyClick(shown, Qt.Key.Key_N)
    assert shown.currentIndex().row() == 3
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert states(asked.outcome())[3] == BY_HAND
    assert tile_words(asked.outcome(), catalogue())[0] == (4, "new concerns")
    assert any("as chosen" in line or "left out" in line for line in asked.outcome().plan.report.left_out)
    assert shown.currentIndex().row() == 3
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert states(asked.outcome())[3] == ASK
    dialog.back.click()
    assert dialog.step == WORDS


def test_a_row_like_a_card_of_the_map_can_be_that_card(asked: Asked, tmp_path: Path) -> None:
    there = next(card for card in asked.bridge.board.elements.values() if card.kind == "concern")
    path = tmp_path / "more.csv"
    path.write_text(f'Concern\n"{there.label}"\n', encoding="utf-8")
    dialog = asked.read(path)
    line = asked.outcome().lines[0]
    assert (line.state, line.words, line.like) == (LIKE, f"looks like {there.code}", there.id)
    dialog.go(PREVIEW)
    dialog.happen.decision.segment(there.id).click()
    line = asked.outcome().lines[0]
    assert line.state == FOUND and not asked.outcome().plan.records
    assert not dialog.primary.isEnabled()
    dialog.happen.decision.segment(OWN_KIND).click()
    assert states(asked.outcome()) == [NEW]
    assert dialog.primary.isEnabled()


def test_all_rows_that_look_like_cards_of_the_map_can_be_those_cards_at_once(asked: Asked, tmp_path: Path) -> None:
    there = [card for card in asked.bridge.board.elements.values() if card.kind == "concern"][:3]
    path = tmp_path / "again.csv"
    path.write_text("Concern\n" + "".join(f'"{card.label}"\n' for card in there) + "Another\n", encoding="utf-8")
    dialog = asked.read(path)
    assert states(asked.outcome()) == [LIKE, LIKE, LIKE, NEW]
    assert not dialog.happen.same.isVisibleTo(dialog), "it stands under all rows only"
    dialog.go(PREVIEW)
    assert dialog.happen.same.text() == "All 3 are on the map already"
    same = dialog.happen.same
    asked.qtbot.waitUntil(
        lambda: same.width() >= same.sizeHint().width() > same.fontMetrics().horizontalAdvance(same.text())
    )
    dialog.happen.same.click()
    assert states(asked.outcome()) == [FOUND, FOUND, FOUND, NEW]
    assert dialog.primary.text() == "Bring in 1 concern"
    assert not dialog.happen.same.isVisibleTo(dialog)


def test_choices_are_offered_again_for_files_like_it_and_can_be_suggested_anew(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    columns(dialog).chosen.emit(4, LEAVE_OUT)
    columns(dialog).word_chosen.emit(roles.TOPIC, "Verkehr", "regulation")
    asked.agree()
    assert len(asked.carried) == 1
    asked.again()
    dialog = asked.read(table)
    assert isinstance(dialog.draft, TableDraft)
    assert dialog.draft.columns.roles[4] == LEAVE_OUT
    assert asked.outcome().doubtful == 0
    assert columns(dialog).recalled.isVisibleTo(dialog)
    columns(dialog).anew.click()
    asked.outcome()
    assert dialog.draft.columns.roles[4] == roles.NOTE


def test_nothing_is_remembered_where_that_is_not_wanted(asked: Asked, table: Path) -> None:
    dialog = asked.read(table)
    asked.outcome()
    columns(dialog).remember.setChecked(False)
    asked.agree()
    assert asked.memory.all() == []


def test_choices_are_saved_to_a_file_and_used_from_one(
    asked: Asked, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asked.read(table)
    assert isinstance(dialog.draft, TableDraft)
    columns(dialog).chosen.emit(4, LEAVE_OUT)
    saved = tmp_path / "ours.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(saved), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(saved), ""))
    columns(dialog).save.click()
    assert saved.is_file()
    columns(dialog).chosen.emit(4, roles.NOTE)
    columns(dialog).load.click()
    assert dialog.draft.columns.roles[4] == LEAVE_OUT
    saved.write_text("{}", encoding="utf-8")
    columns(dialog).load.click()
    assert "ours.json" in dialog.told.text()


@pytest.mark.parametrize(("name", "content"), [("odd.xlsx", b"PK\x03\x04"), ("empty.csv", b""), ("no.graphml", b"<a")])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    asked: Asked, table: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    dialog = asked.read(path)
    assert dialog.step == FILE and dialog.draft is None
    assert name in dialog.file_page.told.text()
    assert dialog.file_page.choose.text() == "Choose another file…"
    assert faults(dialog, "error") == []
    dialog.file_page.wants_file.emit(str(table))
    asked.wait()
    assert len(asked.outcome().lines) == 6


def test_what_cannot_be_carried_out_is_told_and_the_dialog_stays(asked: Asked, table: Path) -> None:
    asked.why = "There is nothing to bring in."
    dialog = asked.read(table)
    asked.agree()
    assert dialog.isVisible()
    assert dialog.told.text() == asked.why
    assert asked.memory.all() == []


def test_words_of_a_map_become_kinds_of_their_own_or_are_left_out(asked: Asked, graph: Path) -> None:
    dialog = asked.read(graph)
    assert isinstance(dialog.draft, GraphDraft)
    side = part(dialog, GraphWords)
    boxes = side.lists[KINDS].boxes
    assert [(word, box.option()) for word, box in boxes.items()][:2] == [
        ("Actor", "stakeholder"),
        ("Concern", "concern"),
    ]
    assert states(asked.outcome()) == [NEW, NEW, ASK]
    side.chosen.emit(KINDS, "Building", OWN_KIND)
    assert states(asked.outcome()) == [NEW, NEW, NEW]
    assert any(entry.get("kind") == "own:Building" for entry in asked.outcome().plan.records)
    dialog.happen.table.go_to(2)
    assert [element.kind for element in dialog.happen.picture.elements] == ["own:Building"]
    dialog.happen.grab()
    side.chosen.emit(KINDS, "Building", LEAVE_OUT)
    assert asked.outcome().plan.count("elements") == 2
    assert dialog.primary.text() == "Bring in 1 concern"


def test_every_control_is_named_and_come_to(asked: Asked, table: Path, graph: Path, qtbot: QtBot) -> None:
    found = faults(asked.dialog, "file")
    for path in (table, graph):
        dialog = asked.read(path)
        asked.outcome()
        found += faults(dialog, f"{path.name} words")
        dialog.go(PREVIEW)
        found += faults(dialog, f"{path.name} preview")
    assert "\n".join(found) == ""


def test_the_map_may_change_meanwhile(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("Concern\nBuses are late in the rain\n", encoding="utf-8")
    dialog = asked.read(path)
    assert states(asked.outcome()) == [NEW]
    asked.bridge.changed.connect(dialog.hear)
    asked.bridge.run("add_element", kind="concern", label="Buses are late in the rain")
    assert states(asked.outcome()) == [LIKE]


# --- the whole window


def _agree(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[BringIn]:
    """Let the dialog agree to what it shows instead of waiting for a person."""
    seen: list[BringIn] = []

    def exec_(dialog: BringIn) -> int:
        seen.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.outcome is not None)
        dialog.bring_in()
        qtbot.waitUntil(lambda: not dialog.isVisible())
        return dialog.result()

    monkeypatch.setattr(BringIn, "exec", exec_)
    return seen


def test_one_undo_takes_all_of_it_back_and_a_report_is_there(
    opened: MainWindow, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _agree(opened, qtbot, monkeypatch)
    bridge = opened.page().bridge
    before = Board(bridge.board.records())
    opened.bringing.onto_map(str(table))
    made = set(bridge.board.elements) - set(before.elements)
    assert len(made) == 8
    assert set(bridge.selection) == made
    assert opened.page().view == "map"
    view = opened.page().map.view
    assert all(view.camera.seen.contains(view.map_scene.cards[i].rect) for i in made)
    assert opened.bringing.report is not None and opened.bringing.report.taken
    assert opened.registry["bring-in-report"].enabled()
    bridge.undo()
    assert set(bridge.board.elements) == set(before.elements)
    assert set(bridge.board.links) == set(before.links)


PLACED = """<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="a" value="Ferry" vertex="1" parent="1"><mxGeometry x="0" y="0" width="120" height="60"/></mxCell>
<mxCell id="b" value="Pier" vertex="1" parent="1"><mxGeometry x="900" y="300" width="120" height="60"/></mxCell>
</root></mxGraphModel>"""


@pytest.mark.parametrize("onto", [True, False])
def test_a_map_opens_where_its_cards_are_and_is_offered_as_it_came(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, onto: bool
) -> None:
    window: MainWindow = request.getfixturevalue("opened" if onto else "window")
    (tmp_path / "harbour.drawio").write_text(PLACED, encoding="utf-8")
    _agree(window, qtbot, monkeypatch)
    if onto:
        window.bringing.onto_map(str(tmp_path / "harbour.drawio"))
    else:
        window.open_file(str(tmp_path / "harbour.drawio"))
    page = window.page()
    new = [card.id for card in page.bridge.board.elements.values() if card.label in ("Ferry", "Pier")]
    view = page.map.view
    qtbot.waitUntil(lambda: all(view.camera.seen.contains(view.map_scene.cards[i].rect) for i in new))
    assert not view.steps.from_afar and view.camera.zoom > 0.5
    button(page, "Show it as it came").click()
    assert page.view == "views"
    page_of_views: Any = page.view_page("views")
    canvas = page_of_views.showing.canvas
    assert sorted(card.element.label for card in canvas.map_scene.cards.values()) == ["Ferry", "Pier"]
    ferry, pier = (next(c for c in canvas.map_scene.cards.values() if c.element.label == w) for w in ("Ferry", "Pier"))
    assert ferry.x < pier.x and ferry.y < pier.y
    assert page_of_views.legend.grab() and page_of_views.grab()
    page.bridge.undo()
    assert not page.bridge.board.views or not onto


def test_a_table_opened_from_home_makes_a_workshop(
    window: MainWindow, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = _agree(window, qtbot, monkeypatch)
    window.open_file(str(table))
    assert seen[0].primary.text() == "Begin a workshop with 5 concerns"
    assert window.has_session()
    board = window.page().bridge.board
    assert board.session.label == "Bürgerabend"
    assert len(board.elements) == 8
    window.go_home()
    window.open_file(str(table))
    assert len(window.openings.library.list()) == 2


def test_nothing_is_brought_into_a_session_for_reading(
    opened: MainWindow, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(opened.page().bridge), "read_only", property(lambda _bridge: True))
    action = opened.registry["bring-in"]
    assert not action.enabled()
    assert action.why_not() == "this session is open for reading only"
    heard: list[str] = []
    monkeypatch.setattr(opened, "say", lambda words, _offer: heard.append(words))
    opened.bringing.onto_map(str(table))
    assert heard == ["This session is open for reading only."]


def test_what_is_of_another_program(tmp_path: Path) -> None:
    ours, kumu = tmp_path / "ours.json", tmp_path / "kumu.json"
    ours.write_text('{"format": "stworkshop", "version": 1}', encoding="utf-8")
    kumu.write_text('{"elements": [{"label": "A"}], "connections": []}', encoding="utf-8")
    assert [is_foreign(path) for path in (ours, kumu, tmp_path / "a.csv", tmp_path / "a.stw")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_the_report_is_text(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QGuiApplication

    from stworkshop.exchange.foreign import Report
    from ui.features.bring_in.told import ReportDialog

    dialog = ReportDialog(window, "a.csv", Report(("2 new cards.",), (), ("The column “E-Mail”.",)), window.preferences)
    qtbot.addWidget(dialog)
    dialog.show()
    assert faults(dialog, "report") == []
    button(dialog, "Copy").click()
    text = QGuiApplication.clipboard().text()
    assert "- 2 new cards." in text and "- Nothing." in text and "- The column “E-Mail”." in text
    saved = tmp_path / "report"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(saved), ""))
    button(dialog, "Save as text…").click()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == text


def test_a_file_of_another_program_dropped_on_home_or_on_the_map_goes_through_the_dialog(
    window: MainWindow, table: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = _agree(window, qtbot, monkeypatch)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    at, none = QPointF(40, 40), Qt.KeyboardModifier.NoModifier
    window.home.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(window.has_session)
    assert seen[0].primary.text() == "Begin a workshop with 5 concerns"
    more = tmp_path / "more.csv"
    more.write_text("Concern\nNobody asked the drivers\n", encoding="utf-8")
    window.page().map.view.foreign_file_dropped.emit(str(more))
    qtbot.waitUntil(lambda: len(window.page().bridge.board.elements) == 9)
    assert seen[1].primary.text() == "Bring in 1 concern"


def test_a_stage_that_lets_nobody_add_switches_it_off_with_the_reason(opened: MainWindow) -> None:
    bridge, words = opened.page().bridge, catalogue()
    closed = next((stage for stage, entry in words.stages.items() if "add" not in entry["permits"]), "")
    assert closed
    assert bridge.run("start_stage", stage=closed) is not None
    action = opened.registry["bring-in"]
    assert not action.enabled()
    assert action.why_not() == bridge.refusal("add") != ""


def test_a_map_that_is_for_reading_meanwhile_takes_nothing(
    opened: MainWindow, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = opened.page().bridge
    before, told = set(bridge.board.elements), []

    def exec_(dialog: BringIn) -> int:
        dialog.show()
        qtbot.waitUntil(lambda: dialog.outcome is not None)
        monkeypatch.setattr(type(bridge.session), "read_only", property(lambda _session: True))
        dialog.bring_in()
        qtbot.waitUntil(lambda: "reading only" in dialog.told.text())
        told.append(dialog.told.text())
        dialog.reject()
        return dialog.result()

    monkeypatch.setattr(BringIn, "exec", exec_)
    opened.bringing.onto_map(str(table))
    assert told == ["This session is open for reading only. Nothing was changed."]
    assert set(bridge.board.elements) == before
    assert opened.bringing.report is None


def test_in_a_small_window_with_large_words_nothing_of_head_and_foot_is_cut(
    asked: Asked, table: Path, qtbot: QtBot
) -> None:
    theme().apply(QApplication.instance(), "light", 2.0)  # type: ignore[arg-type]
    try:
        dialog = asked.again()
        asked.read(table)
        asked.outcome()
        dialog.resize(1050, 560)
        told = dialog.told

        def whole(made: QWidget) -> bool:
            inside = dialog.rect().contains(made.mapTo(dialog, made.rect().bottomRight()))
            return inside and made.width() >= made.sizeHint().width()

        buttons = (dialog.back, dialog.all, dialog.primary)
        qtbot.waitUntil(lambda: all(map(whole, buttons)) and told.height() >= told.heightForWidth(told.width()))
        stepper = part(dialog, Stepper)
        assert stepper.minimumSizeHint().width() <= stepper.width() < stepper.sizeHint().width()
        assert stepper.toolTip() == "Step 2 of 3: Columns"
    finally:
        theme().apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
