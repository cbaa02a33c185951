"""No line of a whole map runs through words, through a title or under a card, in any sample and any file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from stworkshop import assets
from stworkshop.drawing.city import ROAD_FROM
from stworkshop.drawing.figures import Box, Figure, Stroke
from stworkshop.drawing.map import DrawOptions, LinksShown, draw_map
from stworkshop.exchange import export_formats, our_json
from stworkshop.graphics import vector_paths
from stworkshop.layout.zones import zone_of
from stworkshop.model.catalogue import catalogue
from tests.drawing.lines_and_words import lines, meets, struck, words_of
from tests.drawing.test_city import LIGHT, SAMPLES, sample


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_of_a_map_meets_words_or_cards(name: str) -> None:
    board = sample(name)
    ends = {link.id: (link.source, link.target) for link in board.links.values()}
    drawing = draw_map(board, catalogue(), LIGHT)
    assert len(list(lines(drawing))) > 200
    assert struck(drawing, ends) == []


def test_nor_where_every_link_is_a_line(soak: bool) -> None:
    for name in SAMPLES if soak else ("hill-east",):
        board = sample(name)
        ends = {link.id: (link.source, link.target) for link in board.links.values()}
        drawing = draw_map(board, catalogue(), LIGHT, DrawOptions(links="all"))
        drawn = {group.id for group in drawing.groups if group.role == "link"}
        assert drawn == set(board.links)
        assert struck(drawing, ends) == []


def test_a_line_through_words_is_found() -> None:
    board = sample("hill-east")
    drawing = draw_map(board, catalogue(), LIGHT)
    text, box = next(iter(words_of(drawing)))
    group = next(group for group in drawing.groups if group.role == "link")
    across = vector_paths.rounded([(box.x - 50, box.y + 4), (box.x + 900, box.y + 5)])
    planted = type(group)("link", "planted", "Planted", (Figure(across, stroke=Stroke("#000000", 1)),))
    found = struck(type(drawing)(**{**vars(drawing), "groups": (*drawing.groups, planted)}), {})
    assert f"“Planted” strikes “{text}” through" in found
    assert not meets((0, 0), (10, 0), Box(2, 1, 5, 5))
    assert meets((0, 0), (10, 10), Box(2, 1, 5, 5))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_link_of_a_map_is_a_line_or_is_counted_by_a_road(name: str) -> None:
    board = sample(name)
    drawing = draw_map(board, catalogue(), LIGHT)
    groups = {group.id: group for group in drawing.groups if group.role == "link"}
    roads = [key for key in groups if key.startswith("road-")]
    assert {f"count-{key[5:]}" for key in roads} <= groups.keys()
    counted = [int(groups[f"count-{key[5:]}"].title.split()[0]) for key in roads]
    assert roads and min(counted) >= ROAD_FROM
    assert sum(counted) + len(groups.keys() & board.links.keys()) == len(board.links)
    frame = {group.id for group in drawing.groups if group.role == "zone"}
    assert frame >= {zone_of(card, catalogue()) for card in board.elements.values()}


def test_a_file_holds_roads_with_their_words_or_every_line(tmp_path: Path) -> None:
    sample_file = next(path for path in assets.sample_sessions() if path.stem == "hill-east")
    said = {}
    for links in get_args(LinksShown):
        to = tmp_path / f"{links}.svg"
        export_formats.write(our_json.read(sample_file), to, export_formats.Options(links=links))
        said[links] = to.read_text("utf-8")
    assert re.search(r"[0-9]+ links between People and ", said["story"])
    assert "links between" not in said["all"]
