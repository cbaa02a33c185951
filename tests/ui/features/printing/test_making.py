"""Pages are made once, the latest wish first, and a mistake is told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, catalogue
from ui.features.printing import making
from ui.features.printing.making import Maker
from ui.features.printing.parts import Made, Pages
from ui.kit.background import Background


@dataclass(frozen=True)
class Named:
    """Pages that only have a name."""

    name: str

    def make(self, board: Board, catalogue: Catalogue) -> bytes:
        return self.name.encode()


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.finish()


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was made, in order; `bad` ones cannot be."""
    done: list[str] = []

    def make(pages: Pages, *_args: object) -> Made:
        assert isinstance(pages, Named)
        done.append(pages.name)
        if pages.name.startswith("bad"):
            raise ValueError(pages.name)
        return Made(pages.name.encode(), ((1.0, 1.0),))

    monkeypatch.setattr(making, "made", make)
    return done


def test_a_later_wish_takes_the_place_of_what_waits(order: list[str], background: Background, qtbot: QtBot) -> None:
    owner = QObject()
    maker = Maker(Board(), catalogue(), background, owner)
    maker.want([Named("a"), Named("b"), Named("c")])
    maker.want([Named("d"), Named("a"), Named("d")])
    qtbot.waitUntil(lambda: maker.is_idle)
    assert order == ["a", "d"] and maker.made(Named("b")) is None
    maker.want([Named("d")])
    assert maker.is_idle and order == ["a", "d"]
    maker.want([Named("e"), Named("f")])
    maker.stop()
    assert maker.is_idle


def test_a_mistake_is_told_once(order: list[str], background: Background, qtbot: QtBot) -> None:
    owner = QObject()
    maker = Maker(Board(), catalogue(), background, owner)
    with qtbot.captureExceptions() as raised:
        maker.want([Named("bad 1"), Named("bad 2"), Named("good")])
        qtbot.waitUntil(lambda: maker.is_idle)
    assert len(raised) == 1
    found = maker.made(Named("bad 2"))
    assert found is not None and found.error is not None and maker.made(Named("good")) is not None
