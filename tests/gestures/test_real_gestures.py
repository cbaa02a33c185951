"""What a person does with pointer and keyboard, in the real window, saved and there again after reopening."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stworkshop.session.library import Library
from tests.gestures.conftest import SESSION
from tests.gestures.program import Program

pytestmark = pytest.mark.xvfb


def test_a_card_is_dragged_in_linked_renamed_undone_redone_and_there_on_reopening(
    start: Callable[[], Program], library: Path
) -> None:
    program = start()
    program.drag(program.ask("kind", "risk"), program.ask("zone", "human-rights"))
    program.until(bool, "typing")
    program.type("Nobody sees the last stop")
    (card,) = program.until(bool, "find", "Nobody sees the last stop")

    program.until(lambda ids: ids == [card], "selected")
    program.drag(program.ask("port", card, "left"), program.ask("card", "he-s-people"))
    program.until(bool, "choosing")
    program.type("would harm")
    program.until(lambda links: [card, "harms", "he-s-people"] in links, "links", card)

    program.click(program.ask("card", card))
    program.until(lambda ids: ids == [card], "selected")
    program.key("F2")
    program.until(bool, "typing")
    program.type("Nobody looks after the last stop")
    program.until(lambda label: label == "Nobody looks after the last stop", "label", card)
    program.key("ctrl+z")
    program.until(lambda label: label == "Nobody sees the last stop", "label", card)
    program.key("ctrl+shift+z")
    program.until(lambda label: label == "Nobody looks after the last stop", "label", card)
    place = program.ask("place", card)
    assert program.close() == 0

    with Library(library).open(SESSION, read_only=True) as session:
        kept = session.board.elements[card]
        assert (kept.label, list(kept.pos or ())) == ("Nobody looks after the last stop", place)
        assert "human-rights" in kept.concepts
        assert [link.relation for link in session.board.links_of(card)] == ["harms"]

    again = start()
    assert again.ask("label", card) == "Nobody looks after the last stop"
    assert again.ask("place", card) == place
    assert again.close() == 0


def test_a_card_is_dragged_over_the_map_and_keys_work_it(start: Callable[[], Program]) -> None:
    program = start()
    program.key("0")  # from afar, where this window shows the map at first, card by card
    before = program.ask("place", "he-c-dark")
    at = program.ask("card", "he-c-dark")
    program.drag(at, [at[0] + 40, at[1] + 40])
    moved = program.until(lambda place: place != before, "place", "he-c-dark")
    assert moved[0] > before[0] and moved[1] > before[1]
    program.key("Down", "shift+Right")
    program.until(lambda place: place == [moved[0] + 1, moved[1] + 10], "place", "he-c-dark")
    program.key("ctrl+z", "ctrl+z", "ctrl+z")
    program.until(lambda place: place == before, "place", "he-c-dark")
    program.key("Escape", "s")
    program.click(program.ask("zone", "people"))
    program.until(bool, "typing")
    program.type("Night nurses")
    program.until(bool, "find", "Night nurses")
    assert program.close() == 0
