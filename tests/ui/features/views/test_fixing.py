"""Closing gaps from a view: a card that is there, a new one with the words typed, an answer, a class."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stworkshop.session.session import Session
from ui.features.views.cells import Gap
from ui.features.views.fixing import Fixing
from ui.session.bridge import Bridge


@pytest.fixture
def fixing(small: Bridge, qtbot: QtBot) -> Iterator[Fixing]:
    """Fixing over an empty window."""
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 600)
    over.show()
    made = Fixing(small, over, over.setFocus)
    yield made
    made.close()


def choose(fixing: Fixing, typed: str = "", down: int = 0) -> None:
    """Type into the open list, go down some lines, and press Enter."""
    assert fixing.open is not None
    field = fixing.open.field
    QTest.keyClicks(field, typed)
    for _ in range(down):
        QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)


def linked(session: Session, relation: str, source: str, target: str) -> bool:
    return session.board.link_between(relation, source, target) is not None


@pytest.mark.parametrize(
    ("sort", "typed", "ends"),
    [
        ("measure", "No sc", ("mitigates", "m", "q")),
        ("cause", "Roster", ("causes", "k", "q")),
        ("harmed", "Driv", ("harms", "q", "p")),
        ("owner", "Mana", ("owns", "o", "q")),
    ],
)
def test_a_card_that_is_there_closes_a_gap(
    fixing: Fixing, session: Session, sort: str, typed: str, ends: tuple[str, str, str]
) -> None:
    fixing.start(Gap(sort, "q"), QPoint(10, 10))
    choose(fixing, typed)
    assert linked(session, *ends)
    assert fixing.open is None


def test_words_that_fit_no_card_make_one_in_a_single_step(fixing: Fixing, session: Session) -> None:
    fixing.start(Gap("measure", "q"), QPoint(10, 10))
    choose(fixing, "Tell  people early")
    made = next(e for e in session.board.elements.values() if e.label == "Tell people early")
    assert made.kind == "mitigation"
    assert linked(session, "mitigates", made.id, "q")
    session.undo()
    assert made.id not in session.board.elements


def test_cards_that_are_joined_already_are_not_offered(fixing: Fixing, session: Session) -> None:
    fixing.start(Gap("measure", "r"), QPoint(10, 10))
    assert fixing.open is not None
    assert [fixing.open.list.item(n).text() for n in range(fixing.open.list.count())] == []


def test_an_answer_replaces_the_one_before_and_can_be_taken_back(fixing: Fixing, session: Session) -> None:
    fixing.start(Gap("answer", "p", "a"), QPoint(10, 10))
    choose(fixing)
    assert linked(session, "has-ability", "p", "a")
    assert not linked(session, "lacks-ability", "p", "a")
    fixing.start(Gap("answer", "p", "a"), QPoint(10, 10))
    choose(fixing, down=2)
    assert not linked(session, "has-ability", "p", "a")
    session.undo()
    assert linked(session, "has-ability", "p", "a")


def test_a_class_and_an_area_are_chosen_in_plain_words(fixing: Fixing, session: Session) -> None:
    fixing.start(Gap("class", "k"), QPoint(10, 10))
    choose(fixing, "strict duties")
    assert session.board.elements["k"].attributes["ai_act_tier"] == "tier-high-risk"
    fixing.start(Gap("area", "k"), QPoint(10, 10))
    choose(fixing, "employment")
    assert session.board.elements["k"].attributes["annex_iii"] == 4
    fixing.start(Gap("area", "k"), QPoint(10, 10))
    choose(fixing, "product")
    assert session.board.elements["k"].attributes["annex_iii"] == "annex-i"


def test_esc_closes_the_list_and_nothing_changes(fixing: Fixing, session: Session) -> None:
    before = list(session.board.links)
    fixing.start(Gap("measure", "q"), QPoint(10, 10))
    assert fixing.open is not None
    QTest.keyClick(fixing.open.field, Qt.Key.Key_Escape)
    assert fixing.open is None
    assert list(session.board.links) == before


def test_a_session_for_reading_only_says_so(reading: Bridge, qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    fixing = Fixing(reading, over, over.setFocus)
    with qtbot.waitSignal(reading.said):
        fixing.start(Gap("measure", "q"), QPoint(10, 10))
    assert fixing.open is None


def test_a_gap_about_a_card_that_is_gone_opens_nothing(fixing: Fixing) -> None:
    fixing.start(Gap("measure", "gone"), QPoint(10, 10))
    fixing.start(Gap("answer", "p", "gone"), QPoint(10, 10))
    assert fixing.open is None
