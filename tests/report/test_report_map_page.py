"""The map page of the summary: what matters in words, other cards as codes, no line through a word; and its key."""

from __future__ import annotations

import re

import pytest

from stworkshop.drawing.city import ROAD_FROM
from stworkshop.drawing.figures import Words
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.report.content import outline
from stworkshop.report.content.blocks import LinkedKey, MapPage, plain
from stworkshop.report.figures import city_page
from stworkshop.report.look import zone_key
from stworkshop.report.look.style import PAPERS
from tests.drawing.lines_and_words import lines, struck
from tests.report.printing import SAMPLES, board_of, link, printed, printed_sample, sample, whole_text


def page_of(name: str) -> MapPage:
    section = outline.build(sample(name), catalogue()).section("map")
    assert section is not None
    (block,) = section.blocks
    assert isinstance(block, MapPage)
    return block


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_of_the_map_page_meets_a_word_and_every_card_is_named(name: str) -> None:
    board, page = sample(name), page_of(name)
    ends = {one.id: (one.source, one.target) for one in board.links.values()}
    for paper in PAPERS.values() if name == "merravale" else [PAPERS["A4"]]:
        drawing, legend = city_page.arranged(page, paper.h - 20, paper.w - 36.2)
        assert len(list(lines(drawing))) > 20
        assert struck(drawing, ends) == []
        said = {shape.text for shape in drawing.shapes if isinstance(shape, Words)}
        assert {card.code for zone in page.zones for card in zone.cards} <= said
        assert 0 < legend.h < 16


@pytest.mark.parametrize("name", SAMPLES)
def test_the_legend_says_what_each_line_on_the_page_is_and_what_a_road_with_a_number_is(name: str) -> None:
    drawing, _legend = city_page.arranged(page_of(name), 277.0, 165.0)
    text = whole_text(printed_sample(name)).replace(" ", "")
    for relation in drawing.loud:
        assert catalogue().relations[relation].label.replace(" ", "") in text
    assert drawing.quiet and "thismanyotherlinksjointwoboxes" in text
    counted = [int(group.title.split()[0]) for group in drawing.groups if group.id.startswith("count-")]
    assert counted and min(counted) >= ROAD_FROM


def test_a_map_of_few_cards_is_drawn_larger() -> None:
    board = board_of(
        {"kind": "stakeholder", "label": "Residents", "code": "S1"},
        {"kind": "risk", "label": "Somebody is hurt", "code": "R1"},
        more=(link("harms", "e1", "e0"),),
    )
    (block,) = next(s for s in outline.build(board, catalogue()).sections if s.id == "map").blocks
    assert isinstance(block, MapPage)
    drawing, _legend = city_page.arranged(block, 277.0, 165.0)
    assert drawing.box.w < city_page.PX_W
    assert drawing.loud == ("harms",)


def test_a_legend_speaks_only_of_what_is_there() -> None:
    board = board_of({"kind": "goal", "label": "Everybody gets home", "code": "G1"})
    text = whole_text(printed(board)).replace(" ", "")
    assert "linksjoin" not in text and "seethekey" not in text and "couldcause" not in text


def key_of(board: Board) -> dict[str, str]:
    """What the key says of the links of each card, by its code."""
    block, *_more = next(s for s in outline.build(board, catalogue()).sections if s.id == "key").blocks
    assert isinstance(block, LinkedKey)
    return {entry.card.code: plain(entry.links) for zone in block.zones for entry in zone.entries}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_key_tells_every_link_at_both_its_ends(name: str) -> None:
    board = sample(name)
    told = key_of(board)
    assert told.keys() == {card.code for card in board.elements.values()}
    for one in board.links.values():
        ends = [board.elements[end].code for end in (one.source, one.target)]
        for code, other in (ends, ends[::-1]):
            assert re.search(rf"\b{other}\b", told[code]), f"{code} says nothing of {other}"
    assert "is " not in " ".join(told.values()), "verbs come first, in short"


def test_the_key_puts_verbs_first_and_says_only_of_own_words_that_they_were_said() -> None:
    board = board_of(
        {"kind": "stakeholder", "label": "Residents", "code": "S1", "voice": "present"},
        {"kind": "stakeholder", "label": "Drivers", "code": "S2"},
        {"kind": "concern", "label": "Where is my bus?", "code": "C1", "basis": "own-words"},
        {"kind": "concern", "label": "Pay", "code": "C2", "basis": "assumed"},
        {"kind": "component", "label": "Access rule", "code": "K9"},
        more=(
            link("has-concern", "e0", "e2"), link("has-concern", "e1", "e2"), link("has-concern", "e1", "e3"),
            link("addresses", "e4", "e2"), link("unheard-of", "e4", "e3"),
        ),
    )  # fmt: skip
    told = key_of(board)
    assert told["C1"] == "matters to S1, S2; answered by K9"
    assert told["C2"] == "matters to S2; unheard-of K9"
    assert told["S2"] == "cares about C1, C2"
    assert told["S1"] == "cares about C1"
    text = whole_text(printed(board)).replace(" ", "")
    assert "Whereismybus?MatterstoS1,S2;answeredbyK9." in text


def test_a_key_breaks_no_card_and_its_pages_are_full_but_the_last() -> None:
    key = next(s for s in outline.build(sample("merravale"), catalogue()).sections if s.id == "key")
    made = zone_key.pages(key.blocks, "The key", 277.0, 188.0)
    columns = [sum(part.h for part in column) for page in made for column in page.columns]
    assert len(made) == 2 and all(height <= 188.0 - 13.0 for height in columns)
    assert min(columns[:4]) > 140 and max(columns[4:]) - min(columns[4:]) < 30


def test_what_nobody_meant_to_happen_is_not_helped() -> None:
    told = key_of(sample("hill-east"))
    assert "may lead to O2" in told["E1"] and told["O2"] == "may come from E1"
    assert "helps O1" in told["E1"] and "helped by E1" in told["O1"]
    assert "see also I2" in told["S4"]
