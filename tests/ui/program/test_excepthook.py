"""What nobody caught: known errors are sentences, our mistakes a report without words of the map."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.errors import KnownError
from ui.kit.confirm_dialog import Confirm
from ui.kit.error_dialog import BugDialog, TroubleDialog
from ui.program.excepthook import TroubleHook


class Heard:
    """What the hook showed."""

    def __init__(self) -> None:
        self.known: list[KnownError] = []
        self.reports: list[Path] = []


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def hook(heard: Heard, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[TroubleHook]:
    yield TroubleHook(heard.known.append, heard.reports.append, tmp_path / "reports")
    capsys.readouterr()


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_known_error_is_told_and_not_logged(hook: TroubleHook, heard: Heard) -> None:
    error = raised(KnownError("The disk is full.", "All is safe in memory.", "Free some space."))
    hook.caught(type(error), error, error.__traceback__)
    assert heard.known == [error]
    assert not hook.folder.exists()


def test_a_mistake_of_ours_is_logged_without_words_of_cards(hook: TroubleHook, heard: Heard) -> None:
    for number in range(30):
        hook.note_step(f"command_{number}")
    error = raised(ValueError("Residents say: secret words of a card"))
    hook.caught(type(error), error, error.__traceback__)
    (report,) = heard.reports
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "in raised" in text
    assert "secret words" not in text
    assert "command_29" in text
    assert "command_9\n" not in text


def test_one_dialog_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[Path] = []

    def show(report: Path) -> None:
        shown.append(report)
        again = raised(RuntimeError())
        own.caught(type(again), again, again.__traceback__)

    own = TroubleHook(lambda error: None, show, tmp_path)
    error = raised(RuntimeError())
    own.caught(type(error), error, error.__traceback__)
    capsys.readouterr()
    assert len(shown) == 1


def test_the_hook_stands_where_python_looks(hook: TroubleHook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr("threading.excepthook", None)
    hook.install()
    assert sys.excepthook == hook.caught


def test_the_dialog_says_what_is_safe_and_what_to_do(dressed: QApplication, qtbot: QtBot) -> None:
    again: list[bool] = []
    dialog = TroubleDialog(None, KnownError("What.", "Safe.", "Do this."), lambda: again.append(True))
    qtbot.addWidget(dialog)
    words = [shown.text() for shown in dialog.findChildren(QLabel)]
    assert {"What.", "Safe.", "Do this."} <= set(words)
    buttons = {made.text(): made for made in dialog.findChildren(QPushButton)}
    buttons["Try again"].click()
    assert again == [True]


def test_the_report_is_saved_where_the_person_wants(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, target = tmp_path / "report.txt", tmp_path / "kept.txt"
    report.write_text("where it stopped", encoding="utf-8")
    dialog = BugDialog(None, report)
    qtbot.addWidget(dialog)
    monkeypatch.setattr("ui.kit.error_dialog.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    next(made for made in dialog.findChildren(QPushButton) if made.text().startswith("Save")).click()
    assert target.read_text(encoding="utf-8") == "where it stopped"


def test_the_safe_way_has_the_focus(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = Confirm(None, "Delete it for good?", "It cannot be undone.", "Delete", "Keep it")  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    default = [made.text() for made in dialog.findChildren(QPushButton) if made.isDefault()]
    assert default == ["Keep it"]
