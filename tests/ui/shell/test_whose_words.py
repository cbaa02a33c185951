"""Whose words: explained where it is set, and fixed once ballots have promised it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from stworkshop.model.attribution import sentence
from stworkshop.model.catalogue import catalogue
from tests.ui.sessions import session_of
from ui.records.editors import Editor
from ui.records.session_panel import SessionPanel
from ui.session.bridge import Bridge


def editor_of(panel: SessionPanel) -> Editor:
    return next(editor for editor in panel._editors if editor.attribute.id == "attribution")


@pytest.mark.usefixtures("dressed")
def test_each_choice_is_explained_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of(tmp_path)
    bridge = Bridge(session, catalogue())
    panel = SessionPanel(bridge)
    qtbot.addWidget(panel)
    for choice in ("named", "role", "anonymous"):
        panel._keep("attribution", choice)
        panel.show_session()
        assert panel._whose.text() == sentence(choice) and editor_of(panel).isEnabled()
    bridge.close()
    bridge.deleteLater()
    session.close()


def test_what_ballots_have_promised_stays(bridge: Bridge, qtbot: QtBot) -> None:
    assert bridge.board.rounds
    panel = SessionPanel(bridge)
    qtbot.addWidget(panel)
    panel.show_session()
    assert not editor_of(panel).isEnabled()
    assert "promised" in panel._whose.text()
    before = bridge.board.session.attribution
    panel._keep("attribution", "named")
    assert bridge.board.session.attribution == before
