"""Merging and splitting: people choose the words, nothing is chosen beforehand, and both stay if people say so."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.records.merge_dialog import AlikeDialog, MergeDialog
from ui.records.split_dialog import SplitDialog
from ui.records.wording_choice import keeper_first, why_apart
from ui.session.bridge import Bridge


@pytest.fixture
def window_of(qtbot: QtBot) -> Iterator[QWidget]:
    """A window for dialogs."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made


def concern(bridge: Bridge, label: str) -> str:
    done = bridge.run("add_element", kind="concern", label=label)
    assert done is not None
    return done.ids[0]


def test_nothing_is_chosen_beforehand(bridge: Bridge, window_of: QWidget) -> None:
    ids = concern(bridge, "Zebras cross here at night"), concern(bridge, "At night zebras cross here")
    dialog = MergeDialog(window_of, bridge, ids)
    assert not dialog.merge_button.isEnabled()
    dialog.choice.choose(1)
    dialog.merge()
    card = bridge.board.elements[ids[0]]
    assert card.label == "At night zebras cross here" and "“Zebras cross here at night”" in card.note
    assert ids[1] not in bridge.board.elements


def test_other_words_can_be_typed(bridge: Bridge, window_of: QWidget) -> None:
    ids = concern(bridge, "Zebras cross"), concern(bridge, "Zebras walk")
    dialog = MergeDialog(window_of, bridge, ids)
    dialog.choice.write("Zebras are about")
    dialog.merge_button.click()
    assert bridge.board.elements[ids[0]].label == "Zebras are about"


def test_pairs_are_walked_merged_and_kept(bridge: Bridge, window_of: QWidget) -> None:
    one, two = concern(bridge, "Zebras cross here at night"), concern(bridge, "Zebras cross here at nights")
    three, four = concern(bridge, "Lions sleep by day"), concern(bridge, "lions sleep by day")
    dialog = AlikeDialog(window_of, bridge)
    pairs = [{pair.first, pair.second} for pair in dialog.pairs]
    assert pairs[:1] == [{three, four}] and {one, two} in pairs
    dialog.keep()
    assert any(note.check == "chk-same-label-twice" for note in bridge.board.notes.values())
    while set(dialog.pair) != {one, two}:
        dialog.step()
    dialog.choice.choose(0)
    dialog.merge()
    assert two not in bridge.board.elements and {three, four} <= set(bridge.board.elements)
    again = AlikeDialog(window_of, bridge)
    assert {three, four} not in [{pair.first, pair.second} for pair in again.pairs], "kept for this sitting"
    for made in (dialog, again):
        made.accept()


def test_a_pair_that_was_asked_for_comes_first(bridge: Bridge, window_of: QWidget) -> None:
    one, two = concern(bridge, "Zebras"), concern(bridge, "Stripes")
    dialog = AlikeDialog(window_of, bridge, (one, two))
    assert set(dialog.pair) == {one, two}
    dialog.accept()


def test_a_card_that_was_voted_on_stays_and_two_cannot_be_added_up(bridge: Bridge, window_of: QWidget) -> None:
    one, two, three = (concern(bridge, f"Zebra {n}") for n in ("one", "two", "three"))
    bridge.run("open_round", kind="dots", question="First?", items=[two, three])
    assert keeper_first(bridge.board, (one, two)) == (two, one)
    assert why_apart(bridge.board, (two, three)) and not why_apart(bridge.board, (one, two))
    dialog = MergeDialog(window_of, bridge, (two, three))
    dialog.choice.choose(0)
    assert not dialog.merge_button.isEnabled()
    dialog.reject()


def test_one_line_makes_one_card(bridge: Bridge, window_of: QWidget) -> None:
    card = concern(bridge, "Too loud and too late")
    dialog = SplitDialog(window_of, bridge, card)
    assert dialog.field.toPlainText() == "Too loud and too late" and not dialog.split_button.isEnabled()
    dialog.field.setPlainText("Too loud\n\n  Too late \n")
    assert dialog.split_button.text() == "Make 2 cards"
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    labels = [e.label for e in bridge.board.elements.values()]
    assert bridge.board.elements[card].label == "Too loud" and "Too late" in labels


def test_enter_in_the_field_makes_a_line(bridge: Bridge, window_of: QWidget) -> None:
    dialog = SplitDialog(window_of, bridge, concern(bridge, "Too loud"))
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.field.toPlainText() == "Too loud\n"
    dialog.reject()
