"""The map page of the summary: what matters in words, other cards as codes, no line through a word, a legend."""

from __future__ import annotations

import pytest

from stworkshop.drawing.city import ROAD_FROM
from stworkshop.drawing.figures import Words
from stworkshop.model.catalogue import catalogue
from stworkshop.report.content import outline
from stworkshop.report.content.blocks import MapPage
from stworkshop.report.figures import city_page
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
