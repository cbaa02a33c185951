"""Views: saved after a viewpoint, with places of their own that leave the map alone and go with their cards."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Table


@pytest.fixture
def risk(table: Table) -> str:
    """A card on the map."""
    return table.card("risk", "Stops disappear", pos=[100, 200])


def test_a_saved_view_takes_kinds_and_layout_from_its_viewpoint(table: Table) -> None:
    view = table.do("add_view", label="  What drivers  face ", viewpoint="vp-risk").ids[0]
    saved = table.board.views[view]
    assert (saved.label, saved.viewpoint, saved.kinds, saved.layout) == ("What drivers face", "vp-risk", (), "chain")


def test_a_view_keeps_the_kinds_topics_and_layout_that_are_given(table: Table) -> None:
    view = table.do(
        "add_view", label="Rules", viewpoint="vp-rules", kinds=["policy"], concepts=["regulation"], layout="map"
    ).ids[0]
    saved = table.board.views[view]
    assert (saved.kinds, saved.concepts, saved.layout) == (("policy",), ("regulation",), "map")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"label": "", "viewpoint": "vp-risk"}, "words-missing"),
        ({"label": "Mine"}, "view-without-viewpoint"),
        ({"label": "Mine", "viewpoint": "vp-none"}, "bad-value"),
        ({"label": "Mine", "viewpoint": "vp-risk", "kinds": ["ghost"]}, "unknown-kind"),
        ({"label": "Mine", "viewpoint": "vp-risk", "layout": "spiral"}, "bad-value"),
        ({"label": "Mine", "viewpoint": "vp-risk", "id": "vp-purpose"}, "id-taken"),
    ],
)
def test_a_view_without_a_name_a_viewpoint_or_known_kinds_is_refused(
    table: Table, fields: dict[str, object], refusal: str
) -> None:
    assert table.refused("add_view", **fields).refusal == refusal
    assert not table.board.views


def test_a_view_is_renamed_but_never_left_without_a_name(table: Table) -> None:
    view = table.do("add_view", label="Mine", viewpoint="vp-risk").ids[0]
    table.do("edit_view", id=view, label="Ours")
    assert table.board.views[view].label == "Ours"
    assert table.refused("edit_view", id=view, label=" ").refusal == "words-missing"
    assert table.refused("edit_view", id="vp-risk", label="Ours").refusal == "not-there"


def test_moving_in_a_view_leaves_the_map_alone(table: Table, risk: str) -> None:
    table.do("move_in_view", view="vp-risk", moves={risk: [10, 20]})
    assert table.board.positions[f"vp-risk/{risk}"].pos == (10.0, 20.0)
    table.do("move_in_view", view="vp-risk", moves={risk: [30, 40]})
    assert [p.pos for p in table.board.positions.values()] == [(30.0, 40.0)]
    assert table.board.elements[risk].pos == (100.0, 200.0)


def test_moving_needs_a_view_and_a_card_that_are_there(table: Table, risk: str) -> None:
    assert table.refused("move_in_view", view="v-none", moves={risk: [0, 0]}).refusal == "not-there"
    assert table.refused("move_in_view", view="vp-risk", moves={"e-none": [0, 0]}).refusal == "not-there"


def test_laying_out_again_takes_the_places_of_this_view_only(table: Table, risk: str) -> None:
    table.do("move_in_view", view="vp-risk", moves={risk: [10, 20]})
    table.do("move_in_view", view="vp-purpose", moves={risk: [50, 60]})
    table.do("lay_out_view", view="vp-risk")
    assert list(table.board.positions) == [f"vp-purpose/{risk}"]
    table.do("move_in_view", view="vp-risk", moves={risk: [70, 80]})
    assert table.board.positions[f"vp-risk/{risk}"].pos == (70.0, 80.0), (
        "a place that was given back can be taken again"
    )


def test_deleting_a_card_takes_its_places_along_and_undo_brings_them_back(table: Table, risk: str) -> None:
    other = table.card("risk", "Another")
    table.do("move_in_view", view="vp-risk", moves={risk: [10, 20], other: [30, 40]})
    gone = table.do("delete", ids=[risk])
    assert list(table.board.positions) == [f"vp-risk/{other}"]
    table.board.apply(gone.change.inverse())
    assert table.board.positions[f"vp-risk/{risk}"].pos == (10.0, 20.0)


def test_deleting_a_view_takes_its_places_along_and_no_card(table: Table, risk: str) -> None:
    view = table.do("add_view", label="Mine", viewpoint="vp-risk").ids[0]
    table.do("move_in_view", view=view, moves={risk: [10, 20]})
    table.do("delete", ids=[view])
    assert not table.board.views
    assert not table.board.positions
    assert risk in table.board.elements


def test_joining_cards_takes_the_places_of_those_that_go_along(table: Table, risk: str) -> None:
    other = table.card("risk", "Stops vanish")
    table.do("move_in_view", view="vp-risk", moves={risk: [10, 20], other: [30, 40]})
    table.do("merge_cards", ids=[risk, other])
    assert list(table.board.positions) == [f"vp-risk/{risk}"]
