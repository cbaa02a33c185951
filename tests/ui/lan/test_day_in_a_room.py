"""A day's work in a room, as its windows show it: what other laptops do to the map while this one looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stworkshop.commands.base import Decision
from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import Session
from tests.ui.lan.test_visiting import Net, add
from ui.canvas.scene import MapScene
from ui.session.bridge import Bridge
from ui.session.findings import Findings


@pytest.fixture
def net(qtbot: QtBot, tmp_path: Path, dressed: QApplication) -> Iterator[Net]:
    made = Net(qtbot, tmp_path)
    yield made
    for name in sorted(made.rooms, key=lambda name: made.rooms[name].hosting):
        made.leave(name)
    for name in list(made.sessions):
        made.close(name)


@pytest.fixture
def scene(net: Net) -> Iterator[MapScene]:
    """The map of a guest, `hill`."""
    net.join("hill", net.host())
    session = net.sessions["hill"]
    made = MapScene(session.board, catalogue())
    stop = session.subscribe(lambda changed: made.apply(changed.change))
    yield made
    stop()


def start(session: Session, stage: str) -> None:
    assert isinstance(session.run("start_stage", stage=stage), Decision)


def test_after_a_refusal_the_map_shows_what_is_done_from_then_on(net: Net, scene: MapScene) -> None:
    host, hill = net.sessions["host"], net.sessions["hill"]
    findings = Findings(Bridge(hill, catalogue()))
    findings.settle()
    start(host, "break")
    late = add(hill, "Made before it was heard that the break has begun")
    net.until(lambda: bool(net.said["hill"]))
    assert late not in hill.board.elements and late not in scene.cards
    host.run("start_stage", stage="")
    net.until(lambda: not hill.board.session.stage)
    mine = add(hill, "Mine, after it")
    theirs = add(host, "The host’s, after it")
    net.until(lambda: theirs in hill.board.elements)
    net.all_agree()
    assert set(scene.cards) == set(hill.board.elements) >= {mine, theirs}
    findings.settle()
    assert any(mine in found.elements for found in findings.all())


def test_cards_that_laptops_make_at_the_same_moment_or_apart_get_codes_of_their_own(net: Net) -> None:
    host = net.host()
    visits = [net.join(name, host) for name in ("hill", "river")]
    made = {name: [add(session, f"{n} by {name}") for n in range(3)] for name, session in net.sessions.items()}
    for line in list(host.host._lines.values()):
        line.abort()
    net.until(lambda: all(visit.status == "away" for visit in visits))
    away = {name: add(session, f"Away by {name}") for name, session in net.sessions.items()}
    for visit in visits:
        visit.try_now()
    cards = net.sessions["host"].board.elements
    net.until(lambda: set(cards) >= {*away.values(), *(card for some in made.values() for card in some)})
    net.until(lambda: all(visit.owing == 0 and visit.status == "here" for visit in visits))
    net.all_agree()
    codes = {card.id: card.code for card in cards.values()}
    assert len(set(codes.values())) == len(codes)
    assert [codes[card] for card in made["host"]] == ["R1", "R2", "R3"], "who was here first keeps its codes"
    hill = net.sessions["hill"]
    for _each in range(4):
        undone = hill.undo()
        assert undone is not None and not undone.skipped, "another code is no reason to keep a card"
    assert not {away["hill"], *made["hill"]} & set(hill.board.elements)
    net.all_agree()
