"""What views show and where: governed kinds, cards beside them, what is framed, bands without overlap."""

from __future__ import annotations

from itertools import combinations

import pytest

from stworkshop.analysis import viewpoints
from stworkshop.layout import view_layout
from stworkshop.layout.zone_frame import Rect
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Position, Record, SessionRecord, View
from tests.analysis.maps import SAMPLES, chance_map, sample

SEVEN = list(catalogue().viewpoints)


def board_of(*records: Record) -> Board:
    return Board([SessionRecord(id="s"), *records])


def shown(board: Board, view: str) -> tuple[viewpoints.View, viewpoints.Picture]:
    found = viewpoints.view(board, catalogue(), view)
    assert found is not None
    return found, viewpoints.picture(board, catalogue(), found)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("view", SEVEN)
def test_a_view_shows_the_kinds_its_viewpoint_governs_and_only_linked_ones_beside(name: str, view: str) -> None:
    board = sample(name)
    what = shown(board, view)[1]
    governed = set(catalogue().viewpoints[view]["governs_kinds"])
    assert set(what.cards) == {e.id for e in board.elements.values() if e.kind in governed}
    for card in what.beside:
        assert board.elements[card].kind not in governed
        assert board.neighbours(card) & set(what.cards)
    assert sorted(card for _band, cards in what.bands for card in cards) == sorted(what.shown)
    for key in what.links:
        assert {board.links[key].source, board.links[key].target} <= set(what.shown)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("view", SEVEN)
def test_no_card_of_a_view_lies_on_another_or_outside_its_band(name: str, view: str) -> None:
    board = sample(name)
    found, what = shown(board, view)
    laid = view_layout.lay_out(board, catalogue(), found, what)
    rects = {i: Rect(*at, *(board.elements[i].size or (200.0, 62.0))) for i, at in laid.positions.items()}
    assert not [(a, b) for a, b in combinations(rects, 2) if rects[a].overlaps(rects[b])]
    for band, cards in what.bands:
        frame = laid.frame[band]
        for card in cards:
            assert frame.x <= rects[card].x
            assert rects[card].right <= frame.right
            assert frame.y + 34 <= rects[card].y, "the heading stays free"
            assert rects[card].bottom <= frame.bottom


def test_the_same_board_is_laid_out_alike_and_large_ones_are_laid_out_too() -> None:
    board = chance_map(600, 900)
    for view in SEVEN:
        found, what = shown(board, view)
        first = view_layout.lay_out(board, catalogue(), found, what)
        assert first == view_layout.lay_out(board, catalogue(), found, what)
        assert set(first.positions) == set(what.shown)


def test_a_moved_card_stays_and_the_others_make_way() -> None:
    board = sample("merravale")
    found, what = shown(board, "vp-purpose")
    before = view_layout.lay_out(board, catalogue(), found, what).positions
    mine, other = what.cards[:2]
    moved = Position(id=f"vp-purpose/{mine}", seq=9_000, view="vp-purpose", element=mine, pos=before[other])
    placed = Board([*board.records(), moved])
    laid = view_layout.lay_out(placed, catalogue(), found, what)
    assert laid.positions[mine] == before[other]
    assert laid.positions[other] != before[other]
    assert laid.kept == {mine}
    elsewhere, elsewhere_what = shown(placed, "vp-people-concerns")
    assert not view_layout.lay_out(placed, catalogue(), elsewhere, elsewhere_what).kept


def test_the_board_of_a_view_leaves_the_map_as_it_is() -> None:
    board = sample("hill-east")
    places = {e.id: e.pos for e in board.elements.values()}
    found, what = shown(board, "vp-technical")
    small, laid = view_layout.view_board(board, catalogue(), found, what)
    assert set(small.elements) == set(what.shown)
    assert {i: e.pos for i, e in small.elements.items()} == dict(laid.positions)
    assert {e.id: e.pos for e in board.elements.values()} == places


def test_an_empty_view_has_no_bands() -> None:
    board = board_of()
    for view in SEVEN:
        found, what = shown(board, view)
        assert not what.shown
        assert not view_layout.lay_out(board, catalogue(), found, what).frame


def test_a_view_of_ones_own_shows_its_kinds_on_its_topics() -> None:
    board = board_of(
        Element(id="r", seq=1, kind="risk", concepts=("human-rights",)),
        Element(id="q", seq=2, kind="risk"),
        Element(id="m", seq=3, kind="mitigation", concepts=("human-rights",)),
        View(id="v", seq=4, label="Mine", viewpoint="vp-risk", kinds=("risk",), concepts=("human-rights",)),
    )
    found, what = shown(board, "v")
    assert (found.own, found.label, found.viewpoint) == (True, "Mine", "vp-risk")
    assert what.cards == ("r",)


def test_a_view_whose_viewpoint_is_gone_follows_the_first_one() -> None:
    board = board_of(View(id="v", seq=1, label="Old", viewpoint="vp-forgotten", layout="spiral"))
    found, _what = shown(board, "v")
    assert found.viewpoint == SEVEN[0]
    assert found.layout == "map"


def test_kinds_that_a_viewpoint_does_not_speak_of_get_a_band_and_their_links() -> None:
    board = board_of(
        Element(id="r", seq=1, kind="risk"),
        Element(id="x", seq=2, kind="context"),
        Element(id="o", seq=3, kind="outcome"),
        Link(id="l", seq=4, relation="threatens", source="r", target="o"),
        View(id="v", seq=5, label="Mine", viewpoint="vp-purpose", kinds=("risk", "outcome", "context"), layout="map"),
    )
    _found, what = shown(board, "v")
    assert what.links == ("l",)
    assert dict(what.bands)[viewpoints.OTHERS] == ("r", "x")


def test_a_view_frames_the_concerns_among_its_cards_and_those_they_touch() -> None:
    board = board_of(
        Element(id="k", seq=1, kind="component"),
        Element(id="c", seq=2, kind="concern"),
        Element(id="d", seq=3, kind="concern"),
        Link(id="l", seq=4, relation="raises", source="k", target="c"),
    )
    found, what = shown(board, "vp-technical")
    assert viewpoints.framed(board, found, what.shown) == ["c"]
    found, what = shown(board, "vp-people-concerns")
    assert viewpoints.framed(board, found, what.shown) == ["c", "d"]


def test_every_band_has_a_heading_of_its_own() -> None:
    board = sample("merravale")
    for view in SEVEN:
        titles = [viewpoints.band_title(band) for band, _cards in shown(board, view)[1].bands]
        assert len(set(titles)) == len(titles)
        assert viewpoints.band_title(viewpoints.OTHERS) not in titles


def test_cards_make_way_inside_their_band_and_no_two_meet() -> None:
    board = sample("merravale")
    for view in SEVEN:
        found, what = shown(board, view)
        free = view_layout.lay_out(board, catalogue(), found, what)
        band, cards = max(what.bands, key=lambda entry: len(entry[1]))
        mine, under = cards[0], cards[-1]
        at = free.positions[under]
        moved = Position(id=f"{view}/{mine}", seq=9_000, view=view, element=mine, pos=(at[0] + 60.0, at[1] - 20.0))
        placed = Board([*board.records(), moved])
        laid = view_layout.lay_out(placed, catalogue(), found, what)
        rects = {i: Rect(*pos, *(board.elements[i].size or (200.0, 62.0))) for i, pos in laid.positions.items()}
        assert not [(a, b) for a, b in combinations(rects, 2) if rects[a].overlaps(rects[b])]
        if view in ("vp-people-concerns", "vp-purpose", "vp-technical"):  # narrow bands may have no room for it
            frame = laid.frame[band]
            assert all(frame.x <= rects[c].x and rects[c].bottom <= frame.bottom for c in cards if c != mine)
        stayed = [c for c in what.shown if laid.positions[c] == free.positions[c]]
        assert len(stayed) >= len(what.shown) - 4, "what is not in the way stays"
