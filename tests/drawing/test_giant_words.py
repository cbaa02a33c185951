"""Words without an end make no drawing slow: of each text as much is measured as a card or a line can show."""

from __future__ import annotations

import pytest

from stworkshop.drawing.city import city_of
from stworkshop.drawing.city_view import Painting
from stworkshop.drawing.map import DrawOptions, draw_map
from stworkshop.graphics import design_tokens, fonts
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import flat, from_flat, own_fields, root_of
from tests.workshop import records

GIANT = 100_000
LONGEST = 20_000
"""More characters than any card of a map is looked at for."""


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long each text was that was measured."""
    lengths: list[int] = []
    real = fonts.advance

    def advance(text: str, bold: bool = False) -> int:
        lengths.append(len(text))
        return real(text, bold) if len(text) < GIANT else len(text) * 500

    monkeypatch.setattr(fonts, "advance", advance)
    return lengths


@pytest.mark.parametrize("words", ["x" * GIANT, "word " * (GIANT // 5), "会" * GIANT, "a\n" * (GIANT // 2)])
def test_a_map_measures_as_much_of_a_text_as_it_shows(words: str, measured: list[int]) -> None:
    giants = []
    for record in records():
        known = own_fields(root_of(record))
        texts = [name for name in ("label", "note", "code", "type") if name in known and known[name].name == "text"]
        giants.append(from_flat(root_of(record), record.id, {**flat(record), **dict.fromkeys(texts, words)}))
    board = Board(giants)
    look = design_tokens.theme("light")
    for options in (DrawOptions(), DrawOptions(detail="far")):
        draw_map(board, catalogue(), look, options)
    Painting(city_of(board, catalogue()), board, catalogue(), look, 784.0, 540.0).drawing()
    assert measured and max(measured) < LONGEST
    assert sum(measured) < LONGEST * len(giants) * 10
