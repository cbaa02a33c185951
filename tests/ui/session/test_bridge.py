"""The bridge turns gestures into commands and session events into signals."""

import pytest
from pytestqt.qtbot import QtBot

from stworkshop.model.changes import removing
from stworkshop.session.session import Session
from tests.ui.sessions import from_elsewhere
from ui.session.bridge import Bridge


@pytest.fixture
def said(bridge: Bridge) -> list[tuple[str, object]]:
    """All short messages."""
    heard: list[tuple[str, object]] = []
    bridge.said.connect(lambda words, offer: heard.append((words, offer)))
    return heard


def first(bridge: Bridge, kind: str) -> str:
    return next(e.id for e in bridge.board.elements.values() if e.kind == kind)


def test_a_command_changes_the_board_and_is_told(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.changed) as told:
        decision = bridge.run("add_element", kind="concern", label="The last bus is full.")
    assert decision is not None
    assert bridge.board.elements[decision.ids[0]].label == "The last bus is full."
    assert told.args[0].origin == "local"


def test_a_refusal_is_said_and_changes_nothing(bridge: Bridge, said: list[tuple[str, object]]) -> None:
    before = len(bridge.board.elements)
    assert bridge.run("edit_element", id="nobody", label="x") is None
    assert len(said) == 1
    assert said[0][0]
    assert len(bridge.board.elements) == before


def test_deleting_offers_undo(bridge: Bridge, said: list[tuple[str, object]]) -> None:
    card = first(bridge, "risk")
    bridge.run("delete", ids=[card])
    words, offer = said[-1]
    assert "1 card" in words
    assert isinstance(offer, tuple)
    offer[1]()
    assert card in bridge.board.elements


def test_several_commands_are_one_step(bridge: Bridge, session: Session) -> None:
    cards = [first(bridge, "risk"), first(bridge, "goal")]
    steps = [("edit_element", {"id": card, "note": "seen"}) for card in cards]
    assert bridge.run_together("Note two cards", steps)
    assert session.undo_label == "Note two cards"
    bridge.undo()
    assert all(bridge.board.elements[card].note != "seen" for card in cards)


def test_together_is_all_or_nothing(bridge: Bridge, said: list[tuple[str, object]]) -> None:
    card = first(bridge, "risk")
    note = bridge.board.elements[card].note
    steps = [("edit_element", {"id": card, "note": "seen"}), ("edit_element", {"id": "nobody", "note": "x"})]
    assert not bridge.run_together("Note", steps)
    assert bridge.board.elements[card].note == note
    assert said


def test_the_selection_is_shared_and_forgets_what_goes(bridge: Bridge, session: Session, qtbot: QtBot) -> None:
    card, other = first(bridge, "risk"), first(bridge, "goal")
    with qtbot.waitSignal(bridge.selection_changed):
        bridge.select((card, other, "nobody", card))
    assert bridge.selection == (card, other)
    from_elsewhere(session, removing([bridge.board.elements[card]]))
    assert list(bridge.selection) == [other]


def test_the_same_selection_is_told_once(bridge: Bridge, qtbot: QtBot) -> None:
    bridge.select((first(bridge, "risk"),))
    with qtbot.assertNotEmitted(bridge.selection_changed):
        bridge.select((first(bridge, "risk"),))


def test_nothing_is_changed_while_reading_only(
    reading: Bridge,
) -> None:
    said: list[tuple[str, object]] = []
    reading.said.connect(lambda words, action: said.append((words, action)))
    assert reading.run("add_element", kind="concern", label="No") is None
    assert not reading.run_together("No", [("add_element", {"kind": "concern", "label": "No"})])
    assert len(said) == 2


def test_closing_a_round_is_never_one_of_several_steps(bridge: Bridge) -> None:
    item = next(iter(bridge.board.statements))
    bridge.run("open_round", id="r-new", kind="rating", question="And now?", items=[item])
    with pytest.raises(ValueError, match="close_round"):
        bridge.run_together("Two steps", [("close_round", {"id": "r-new"})])
    assert bridge.board.rounds["r-new"].closed_order is None
