"""A link that is open in the panel while somebody else takes one of its cards away stays there, with what it has."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import removing, updating
from stworkshop.model.document import Document
from stworkshop.session.session import open_session
from tests.workshop import make
from ui.kit.widgets.choice_box import ChoiceBox
from ui.records.record_panel import RecordPanel
from ui.session.bridge import Bridge


@pytest.fixture
def bridge(qtbot: QtBot, tmp_path: Path) -> Bridge:
    return Bridge(open_session(make(tmp_path / "evening.stw")), catalogue())


@pytest.mark.parametrize("end", ["source", "target", "emptied"])
def test_a_link_that_loses_an_end_while_it_is_shown_stays(qtbot: QtBot, bridge: Bridge, end: str) -> None:
    panel = RecordPanel(bridge)
    qtbot.addWidget(panel)
    board = bridge.board
    link = board.links["cares"]
    panel.show_record(link)
    assert panel.findChildren(ChoiceBox)
    elsewhere = Document([bridge.session.state()])
    if end == "emptied":
        update = elsewhere.apply(updating(link, {"target": ""}), "1")
    else:
        update = elsewhere.apply(removing([board.elements[getattr(link, end)]]), "1")
    bridge.session.merge(update)
    shown = board.dangling["cares"]
    panel.show_record(shown)
    anew = RecordPanel(bridge)
    qtbot.addWidget(anew)
    anew.show_record(shown)
    assert any("Turn round" in found.text() for found in anew.findChildren(QPushButton))
    assert not anew.findChildren(ChoiceBox)
    bridge.close()
