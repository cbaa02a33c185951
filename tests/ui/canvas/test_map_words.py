"""Words that the session explains: a dotted line under them on the map, and both readings for pointer and keyboard."""

import pytest
from pytestqt.qtbot import QtBot

from ui.canvas.map_view import MapView
from ui.kit.theme import theme
from ui.session.bridge import Bridge


@pytest.fixture
def view(bridge: Bridge, qtbot: QtBot) -> MapView:
    made = MapView(bridge, theme())
    qtbot.addWidget(made)
    made.resize(1200, 800)
    return made


def a_card(bridge: Bridge, words: str) -> str:
    made = bridge.run("add_element", kind="concern", label=words)
    assert made is not None
    return made.ids[0]


def test_a_word_is_underlined_from_the_moment_that_it_is_explained(bridge: Bridge, view: MapView) -> None:
    card, other = a_card(bridge, "Fair fares for all"), a_card(bridge, "Nothing of the kind")
    before = {i: view.map_scene.cards[i].version for i in (card, other)}
    bridge.run("add_term", label="fare", planner_reading="What I pay", engineer_reading="A row in the tariff")
    after = {i: view.map_scene.cards[i].version for i in (card, other)}
    assert after[card] > before[card]
    assert after[other] == before[other]  # only what holds the word is painted anew
    pattern = view.map_scene.cards[card].words
    assert pattern is not None and [m.group() for m in pattern.finditer("Fair fares for all")] == ["fares"]


def test_both_readings_are_told(bridge: Bridge, view: MapView) -> None:
    card = a_card(bridge, "Fair fares for all")
    bridge.run("add_term", label="fare", planner_reading="What I pay", engineer_reading="A row in the tariff")
    tip = view.explained.tip(card)
    assert "Planners say: What I pay" in tip and "Engineers say: A row in the tariff" in tip
    assert "We say" not in tip
    assert view.explained.tip(a_card(bridge, "Nothing of the kind")) == ""


def test_alt_w_says_it_for_the_chosen_card(bridge: Bridge, view: MapView, qtbot: QtBot) -> None:
    card = a_card(bridge, "Fair fares for all")
    bridge.run("add_term", label="fare", planner_reading="What I pay", engineer_reading="A row in the tariff")
    said: list[str] = []
    view.status.connect(said.append)
    bridge.select((card,))
    action = next(a for a in view.actions() if a.id == "map.words")
    assert action.shortcut == "Alt+W"
    action.run()
    assert "What I pay" in said[-1]
    bridge.select(())
