"""Export over files that are there: nothing of what is being worked on is touched, and nothing is lost on the way."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.errors import KnownError
from stworkshop.exchange import export_formats
from stworkshop.model.catalogue import catalogue
from stworkshop.report.drafts.tools import tools
from stworkshop.session.session import Session, create_file, new_content, open_session
from tests.ui.on_screen import button
from ui.kit.which_dialog import AskWhich
from ui.shell.exports import Form, fill_menu, forms
from ui.shell.main_window import MainWindow

STW = next(form for form in forms() if form.id == "stw")


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[KnownError]:
    """The errors of exports."""
    errors: list[KnownError] = []
    window._exports.failed.disconnect()
    window._exports.failed.connect(errors.append)
    return errors


def export(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Export the open session as a session file, the name being chosen already."""

    def choose(_title: str, _form: Form) -> Path:
        return path

    monkeypatch.setattr(window._exports, "_ask", choose)
    window.papers.export(STW)


def evening(folder: Path, name: str) -> Path:
    path = folder / f"{name}.stw"
    create_file(path, new_content(name))
    return path


def test_a_session_is_not_exported_over_itself(
    window: MainWindow, told: list[KnownError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = evening(tmp_path, "evening")
    window.open_file(str(path))
    before = path.stat().st_ino
    export(window, path, monkeypatch)
    assert path.stat().st_ino == before
    assert "working on" in told[0].what


def test_an_export_replaces_an_older_file_whole(
    opened: MainWindow, told: list[KnownError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = evening(tmp_path, "older")
    export(opened, path, monkeypatch)
    assert told == []
    assert [file.name for file in tmp_path.glob("*older*") if file.suffix == ".stw"] == ["older.stw"]
    with open_session(path, read_only=True) as session:
        assert session.board.session.label == opened.page().bridge.board.session.label


def test_an_export_that_fails_leaves_the_older_file(
    opened: MainWindow, told: list[KnownError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = evening(tmp_path, "older")

    def fail(_session: Session, _path: Path, **_options: bool) -> None:
        raise KnownError("The disk is full.")

    monkeypatch.setattr(Session, "export_stw", fail)
    export(opened, path, monkeypatch)
    assert [error.what for error in told] == ["The disk is full."]
    with open_session(path, read_only=True) as session:
        assert session.board.session.label == "older"


def test_a_full_disk_and_a_folder_that_takes_nothing_are_told_in_a_sentence(
    opened: MainWindow, told: list[KnownError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def full(*given: object, **more: object) -> sqlite3.Connection:
        made = connect(*given, **more)  # type: ignore[call-overload]
        made.execute("PRAGMA max_page_count = 8")  # as where the disk is full
        assert isinstance(made, sqlite3.Connection)
        return made

    monkeypatch.setattr(sqlite3, "connect", full)
    export(opened, tmp_path / "evening.stw", monkeypatch)
    monkeypatch.undo()
    assert told[0].what == "The file “evening.stw” cannot be made: database or disk is full."
    assert list(tmp_path.glob("*evening*")) == []
    export(opened, tmp_path / "not there" / "evening.stw", monkeypatch)
    assert "could not be written" in told[1].what and "database" not in told[1].what


def test_an_export_does_not_replace_a_file_in_use(
    opened: MainWindow, told: list[KnownError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = evening(tmp_path, "other")
    with open_session(path) as other:
        export(opened, path, monkeypatch)
        assert len(told) == 1
        other.run("add_element", kind="concern", label="Still there")
    with open_session(path, read_only=True) as session:
        assert [card.label for card in session.board.elements.values()] == ["Still there"]


def test_json_for_others_is_offered_first_and_has_no_answers(
    opened: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def is_saved(words: str, _offer: object) -> bool:
        return words.startswith("Saved")

    texts = []
    for form in (form for form in forms() if form.ending == ".json"):
        path = tmp_path / f"{form.id}.json"
        monkeypatch.setattr(opened._exports, "_ask", always(path))
        with qtbot.waitSignal(opened._exports.said, check_params_cb=is_saved):
            opened.papers.export(form)
        texts.append(path.read_text("utf-8"))
    assert ['"answers"' in text for text in texts] == [False, True]


def test_a_session_file_says_what_is_inside(
    opened: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    told: list[str] = []

    def export_stw(_session: Session, path: Path, *, for_others: bool) -> None:
        path.touch()
        asked.append(for_others)

    monkeypatch.setattr(Session, "export_stw", export_stw)
    opened._exports.said.connect(lambda words, _offer: told.append(words))
    for form in (form for form in forms() if form.ending == ".stw"):
        monkeypatch.setattr(opened._exports, "_ask", lambda _title, form: tmp_path / f"{form.id}.stw")
        opened.papers.export(form)
    assert asked == [True, False]
    assert "without answers" in told[0]
    assert "with all answers" in told[1]


def always(path: Path) -> Callable[[str, Form], Path]:
    return lambda _title, _form: path


def longer_than(lines: list[str], before: int) -> Callable[[], bool]:
    return lambda: len(lines) > before


def test_every_form_can_be_written_and_says_so(
    opened: MainWindow, told: list[KnownError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    written: list[str] = []
    opened._exports.said.connect(lambda words, offer: written.append(words) if offer else None)
    for form in forms():
        path = tmp_path / f"{form.id}{form.ending}"
        monkeypatch.setattr(opened._exports, "_ask", always(path))
        before = len(written)
        opened.papers.export(form)
        qtbot.waitUntil(longer_than(written, before), timeout=20_000)
        assert path.stat().st_size > 100, form.id
    assert told == []


def test_a_draft_may_be_a_document_or_a_pdf(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draft = next(form for form in forms() if form.id == "draft-fria")

    def named(name: str, chosen: str) -> Path | None:
        answer = (str(tmp_path / name), chosen)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_given: answer))
        return window._exports._ask("Evening", draft)

    asked: list[str] = []

    def cancelled(_window: object, _title: str, start: str, _filters: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(cancelled))
    assert window._exports._ask("Evening", draft) is None
    assert asked == ["Evening draft fria.docx"]
    assert named("a", "*.docx") == tmp_path / "a.docx"
    assert named("a", "*.pdf") == tmp_path / "a.pdf"
    assert named("a.pdf", "*.docx") == tmp_path / "a.pdf"


def test_menus_show_the_drafts_in_a_menu_of_their_own(window: MainWindow) -> None:
    menu = QMenu(window)
    fill_menu(menu, lambda into, form: into.addAction(form.words))
    (below,) = [action.menu() for action in menu.actions() if action.menu() is not None]
    assert isinstance(below, QMenu)
    drafts = {action.text() for action in below.actions()}
    assert drafts == {form.words for form in forms() if form.group == "drafts"}
    assert sum(action.isSeparator() for action in menu.actions()) == 3
    menu.deleteLater()


def test_opening_our_own_tables_says_what_they_do_not_hold(
    opened: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tables.csv.zip"
    export_formats.write(opened.page().bridge.session.content(), path, export_formats.Options())
    said: list[str] = []
    monkeypatch.setattr(opened, "say", lambda words, _offer: said.append(words))
    opened.open_file(str(path))
    assert any("answers" in words for words in said), said


ATRS = next(form for form in forms() if form.draft == "atrs")


def answer(row: int, *, taken: bool) -> None:
    """Mark a line of the question that is open, and take it or cancel."""
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, AskWhich) and one.isVisible()]
    asked.list.setCurrentRow(row)
    button(asked, "Make the draft" if taken else "Cancel").click()


@pytest.mark.parametrize("row", [0, 2])
def test_the_record_of_one_tool_is_what_the_command_line_makes(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, row: int
) -> None:
    window.open_item(next(item for item in window.openings.samples() if "Eastmere" in item.label))
    session = window.page().bridge.session
    codes = ["", *(card.code for card in tools(session.board, catalogue()))]
    made, suggested = tmp_path / "made.docx", list[str]()

    def choose(_parent: QWidget, _title: str, start: str, _filters: str) -> tuple[str, str]:
        suggested.append(start)
        return str(made), "*.docx"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QTimer.singleShot(0, lambda: answer(row, taken=True))
    window.papers.export(ATRS)
    qtbot.waitUntil(made.exists, timeout=20_000)
    asked = tmp_path / "asked.docx"
    options = export_formats.Options(for_others=True, draft="atrs", part=codes[row])
    export_formats.write(session.content(), asked, options)
    assert words_of(made) == words_of(asked)
    assert suggested[0].endswith(f"draft atrs {codes[row]}".strip() + ".docx")


def test_who_cancels_the_choice_of_a_tool_gets_no_file(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.open_item(next(item for item in window.openings.samples() if "Eastmere" in item.label))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: pytest.fail("nobody is asked for a name"))
    QTimer.singleShot(0, lambda: answer(0, taken=False))
    window.papers.export(ATRS)


def words_of(path: Path) -> list[str]:
    """Return all words of a document, without what changes by the moment."""
    return [paragraph.text for paragraph in docx.Document(str(path)).element.body.iter() if paragraph.text]
