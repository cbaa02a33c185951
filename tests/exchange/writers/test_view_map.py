"""A view as a picture: its own cards and headings, in every form that the map has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stworkshop.analysis import viewpoints
from stworkshop.drawing.map import draw_map
from stworkshop.errors import KnownError
from stworkshop.exchange import export_formats
from stworkshop.exchange.writers import map_svg, view_map
from stworkshop.graphics import design_tokens
from stworkshop.model.catalogue import catalogue
from stworkshop.model.session_content import content_of
from tests.analysis.maps import sample


def test_the_picture_of_a_view_holds_its_cards_and_headings_only() -> None:
    board, words = sample("hill-east"), catalogue()
    small, options = view_map.drawn(board, words, "vp-risk")
    svg = map_svg.svg(draw_map(small, words, design_tokens.theme("light"), options))
    shown = viewpoints.view(board, words, "vp-risk")
    assert shown is not None
    what = viewpoints.picture(board, words, shown)
    assert set(re.findall(r'<g id="card-([^"]+)"', svg)) == set(what.shown)
    assert len(re.findall(r'<g id="link-', svg)) == len(what.links)
    assert f"<title>{viewpoints.band_title('risks')}</title>" in svg
    assert f'<title id="map-title">{board.session.label}: Risks and measures</title>' in svg


def test_a_view_that_is_not_there_is_a_known_error_that_names_those_there_are() -> None:
    with pytest.raises(KnownError, match="vp-risk"):
        view_map.drawn(sample("hill-east"), catalogue(), "vp-none")


@pytest.mark.parametrize("name", ["view.svg", "view.png", "view.map.pdf"])
def test_a_view_is_written_in_each_form_of_the_map(tmp_path: Path, name: str) -> None:
    content = content_of(sample("hill-east"))
    export_formats.write(content, tmp_path / name, export_formats.Options(view="vp-purpose"))
    assert (tmp_path / name).stat().st_size > 1_000
