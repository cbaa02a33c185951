"""Decisions: decided and agreed are two things, tasks follow decisions, and all is editable beside."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.on_screen import bridge_of, button, read
from ui.features.decisions.decisions_page import DecisionsPage
from ui.shell.main_window import MainWindow


@pytest.fixture
def decisions(opened: MainWindow) -> DecisionsPage:
    opened.page().show_view("decisions")
    page = opened.page().view_page("decisions")
    assert isinstance(page, DecisionsPage)
    return page


def card(decisions: DecisionsPage, code: str) -> str:
    found = bridge_of(decisions).board.element_by_code(code)
    assert found is not None
    return found.id


def spoken(decisions: DecisionsPage) -> list[str]:
    rows = [decisions.list.item(n) for n in range(decisions.list.count())]
    return [str(row.data(Qt.ItemDataRole.AccessibleTextRole) or "") for row in rows]


def sentences(decisions: DecisionsPage) -> str:
    return " ".join(read(decisions))


def test_decided_and_agreed_are_two_things(decisions: DecisionsPage) -> None:
    lines = spoken(decisions)
    assert any(line.startswith("D1") and "Decided, opinions mixed" in line for line in lines)
    assert any(line.startswith("D2") and "Decided and agreed" in line for line in lines)
    assert any(line.startswith("I2") and "Nobody yet" in line for line in lines)
    assert "This group makes recommendations." in read(decisions)


def test_the_chosen_decision_says_what_residents_said(decisions: DecisionsPage) -> None:
    decisions.list.choose(card(decisions, "D1"))
    said = sentences(decisions)
    assert "Residents:" in said and "Instead of:" in said and "Who decides:" in said and "Review date:" in said
    assert bridge_of(decisions).selection == (card(decisions, "D1"),)  # the card with its fields stands beside


def test_a_task_follows_the_chosen_decision(decisions: DecisionsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions.list.choose(card(decisions, "D1"))
    monkeypatch.setattr("ui.features.decisions.decisions_page.AskWords.ask", lambda *_words: "Put up lamps")
    button(decisions, "Add a task").click()
    board = bridge_of(decisions).board
    made = next(e for e in board.elements.values() if e.label == "Put up lamps")
    assert board.link_between("leads-to", card(decisions, "D1"), made.id) is not None
    assert decisions.list.current == made.id
    bridge_of(decisions).undo()
    assert made.id not in board.elements


def test_asking_the_room_offers_a_statement_where_there_is_none_and_writes_nothing_yet(
    decisions: DecisionsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("ui.features.rounds.asking.ask", lambda _page, **what: asked.append(what["draft"]))
    run = bridge_of(decisions).run
    made = run("add_element", kind="decision", label="Lamps at every stop")
    assert made is not None
    decisions.list.choose(made.ids[0])
    before = len(bridge_of(decisions).board.statements)
    decisions.ask_room()
    assert asked == [{"label": "Lamps at every stop", "about": made.ids[0], "stance": "supports"}]
    assert len(bridge_of(decisions).board.statements) == before


def test_a_status_changed_elsewhere_is_seen_at_once(decisions: DecisionsPage, qtbot: QtBot) -> None:
    bridge_of(decisions).run("edit_element", id=card(decisions, "D2"), status="deferred")
    assert any(line.startswith("D2") and "put off" in line for line in spoken(decisions))
