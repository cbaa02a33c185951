"""A small session with rounds in a file of its own, and the window that takes their sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from stworkshop.commands.base import Decision
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Participant, Record, SessionRecord, Statement, Term
from stworkshop.model.session_content import SessionContent
from stworkshop.session.session import Session, create_file, open_session
from ui.features.rounds.window import PassWindow
from ui.session.bridge import Bridge
from ui.session.round_codes import codes_of

CODE = "tulip"
Passing = Callable[..., PassWindow]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Three statements, four cards, two people, in a file of its own."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    words = ("The bus may stop anywhere.", "Calls are free.", "Winter comes first.")
    records: list[Record] = [
        SessionRecord(id="s-evening", label="Evening"),
        Term(id="t-stop", label="stop", agreed="a place with a sign"),
        *(Statement(id=f"y{n}", seq=n, label=label) for n, label in enumerate(words, 1)),
        *(Element(id=f"c{n}", seq=10 + n, kind="stakeholder", label=f"Group {n}") for n in range(1, 5)),
        Participant(id="p-ines", seq=20, label="Ines", side="public"),
        Participant(id="p-tom", seq=21, label="Tom", side="planner"),
    ]
    path = tmp_path / "evening.stw"
    create_file(path, SessionContent(records))
    with open_session(path) as opened:
        yield opened


@pytest.fixture
def bridge(session: Session, dressed: QApplication) -> Iterator[Bridge]:
    """A bridge over it."""
    made = Bridge(session, catalogue())
    yield made
    made.close()
    made.deleteLater()  # what hears it is held as long as it is there


@pytest.fixture
def passing(bridge: Bridge, qtbot: QtBot) -> Iterator[Passing]:
    """Opens a round and the window that takes its sheets."""
    windows: list[PassWindow] = []

    def start(kind: str = "rating", **fields: object) -> PassWindow:
        items = ["y1", "y2", "y3"] if kind == "rating" else ["c1", "c2", "c3", "c4"]
        given = {"kind": kind, "question": "How far?", "items": items, **fields}
        assert isinstance(bridge.session.run("open_round", id="r", **given), Decision)
        codes = codes_of(bridge)
        codes.keep("r", CODE, 3)
        window = PassWindow(None, bridge, codes, "r")
        windows.append(window)
        window.resize(1200, 800)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield start
    for window in windows:
        if isValid(window) and window.isVisible():
            window.leave()
