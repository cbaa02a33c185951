"""Writing and changing a statement."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from stworkshop.session.session import Session
from ui.features.agreement.statement import StatementDialog
from ui.session.bridge import Bridge


def test_a_statement_is_written_about_a_card(bridge: Bridge, session: Session, qtbot: QtBot) -> None:
    dialog = StatementDialog(None, bridge, about="he-d-pilot")  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert not dialog.keep.isEnabled()
    dialog.words.setText("The pilot is worth its money.")
    dialog.stance.segment("opposes").click()
    dialog.keep.click()
    made = bridge.board.statements[dialog.made]
    assert (made.label, made.about, made.stance) == ("The pilot is worth its money.", "he-d-pilot", "opposes")


def test_what_is_hard_to_answer_is_asked_while_it_is_typed(bridge: Bridge, qtbot: QtBot) -> None:
    dialog = StatementDialog(None, bridge)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.words.setText("Buses run at night and on Sundays.")
    assert len(dialog.asks) == 1 and "more than one idea" in dialog.asks[0]
    assert dialog.keep.isEnabled(), "it is a question, not a ban"
    dialog.words.setText("Buses run at night.")
    assert dialog.asks == []


def test_words_that_people_answered_stay(bridge: Bridge, qtbot: QtBot) -> None:
    statement = bridge.board.statements["he-y-winter"]
    dialog = StatementDialog(None, bridge, statement)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    assert dialog.words.isReadOnly()
    dialog.stance.segment("neutral").click()
    dialog.keep.click()
    assert bridge.board.statements["he-y-winter"].stance == "neutral"
    assert bridge.board.statements["he-y-winter"].label == statement.label
