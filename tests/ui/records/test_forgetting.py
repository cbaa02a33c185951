"""A person is taken out in the window: told what goes and what stays elsewhere, asked once, and then it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import open_session
from tests.store.test_forget import NAME, PERSON, WORDS, bytes_of, work_on
from tests.workshop import make
from ui.records.forget_dialog import ForgetDialog
from ui.records.record_panel import RecordPanel
from ui.session.bridge import Bridge


@pytest.fixture
def bridge(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bridge:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    session = open_session(make(tmp_path / "evening.stw"))
    work_on(session)
    session.copy_for_table("Hill", tmp_path / "hill.stw")
    return Bridge(session, catalogue())


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_taken_out_after_one_question(
    qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    panel = RecordPanel(bridge)
    qtbot.addWidget(panel)
    panel.show_record(bridge.board.participants[PERSON])
    asked: list[str] = []

    def answered(dialog: ForgetDialog) -> int:
        asked.append("\n".join(found.text() for found in dialog.findChildren(QLabel)))
        return int(answer)

    monkeypatch.setattr(ForgetDialog, "exec", answered)
    [out] = [b for b in panel.findChildren(QPushButton) if "Take out" in b.text()]
    out.click()
    [told] = asked
    assert NAME in told and WORDS not in told
    assert "1 card that the person wrote" in told and "copies given to: Hill" in told and "cannot be undone" in told
    assert (PERSON in bridge.board.participants) is not answer
    path = bridge.session.path
    bridge.close()
    assert (NAME.encode() in bytes_of(path)) is not answer
