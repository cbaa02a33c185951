"""The preview of ballots shows the real pages; codes are noted only when they are saved or printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from stworkshop.records import Round
from ui.dialogs.print_ballots import BallotPreview
from ui.main_window import MainWindow

PATIENT_MS = 60_000


@pytest.fixture
def asked(opened: MainWindow) -> Round:
    """An open rating round of Hill East."""
    bridge = opened.page().bridge
    bridge.run(
        "open_round", id="r", kind="rating", items=list(bridge.board.statements)[:3], question="What do you say?"
    )
    return bridge.board.rounds["r"]


@pytest.fixture
def preview(opened: MainWindow, asked: Round, qtbot: QtBot) -> Iterator[BallotPreview]:
    bridge = opened.page().bridge
    made = BallotPreview(opened, bridge.session, asked, bridge.catalogue, opened.background, 4)
    made.show()
    settled(made, qtbot)
    yield made
    made.done(0)
    made.deleteLater()


def settled(made: BallotPreview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: made.document.pageCount() > 0 and made._job is None, timeout=PATIENT_MS)


def text_of(made: BallotPreview) -> str:
    return "".join(made.document.getAllText(page).text() for page in range(made.document.pageCount()))


def test_the_pages_bear_the_codes_and_nothing_is_noted_yet(opened: MainWindow, preview: BallotPreview) -> None:
    ballots = opened.page().bridge.session.ballots
    text = text_of(preview)
    assert all(code in text for code in ballots.codes("r", 7)) and ballots.states("r") == {}
    assert preview._told.text() == "7 ballots, 3 of them spare."
    assert preview._sheets.text() == "4 sheets, one side"


def test_more_people_make_more_ballots(opened: MainWindow, preview: BallotPreview, qtbot: QtBot) -> None:
    preview.spin.setValue(9)
    settled(preview, qtbot)
    text = text_of(preview)
    assert all(code in text for code in opened.page().bridge.session.ballots.codes("r", 12))


def test_saving_notes_the_codes(
    opened: MainWindow, asked: Round, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "b.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))

    def save(self: BallotPreview) -> int:
        settled(self, qtbot)
        self._save.click()
        return 0

    monkeypatch.setattr(BallotPreview, "exec", save)
    opened.papers.print_ballots(asked)
    states = opened.page().bridge.session.ballots.states("r")
    assert target.read_bytes().startswith(b"%PDF") and sorted(states.values()).count("printed") == 3


def test_a_name_that_is_not_given_notes_nothing(
    opened: MainWindow, asked: Round, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))

    def save(self: BallotPreview) -> int:
        settled(self, qtbot)
        self._save.click()
        return 0

    monkeypatch.setattr(BallotPreview, "exec", save)
    opened.papers.print_ballots(asked)
    assert opened.page().bridge.session.ballots.states("r") == {}


def test_actions_for_paper_are_there_while_a_round_is_open(opened: MainWindow, asked: Round) -> None:
    for name in ("print-ballots", "import-ballots", "view-keying"):
        assert opened.registry[name].enabled(), name
    opened.page().bridge.run("close_round", id="r")
    assert not opened.registry["print-ballots"].enabled()
    assert opened.registry["print-ballots"].why_not()
