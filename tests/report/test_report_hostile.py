"""Sessions that nobody would make on purpose print all the same: no exception, nothing over the edge, nothing lost."""

from __future__ import annotations

import pypdfium2
import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.report import sheets
from stworkshop.report.content.outline import DRAFTS, EDITIONS
from stworkshop.report.pdf import summary_bytes
from tests.conftest import SOAK
from tests.report.hostile import session
from tests.report.printing import DAY, whole_text

SEEDS = range(1_000) if SOAK else (0, 3, 17, 42, 88, 131, 293, 711)
EDITION_NAMES = (*EDITIONS, *DRAFTS)
_NEAR = 4.0
"""Points: a letter that is nearer than that to the edge of its page has run over it."""


def looked_at(data: bytes, what: str) -> None:
    """Look at a PDF as a stranger does: pages are there, none is white, and no letter lies over its edge."""
    document = pypdfium2.PdfDocument(data)
    try:
        assert len(document), what
        for number in range(len(document)):
            page = document[number]
            w, h = page.get_size()
            text = page.get_textpage()
            boxes = [text.get_rect(at) for at in range(text.count_rects())]
            assert boxes or page.get_objects(max_depth=1), (what, number + 1)
            for left, bottom, right, top in boxes:
                inside = left >= _NEAR and bottom >= _NEAR and right <= w - _NEAR and top <= h - _NEAR
                assert inside, (
                    what,
                    number + 1,
                    (left, bottom, right, top),
                    text.get_text_bounded(left, bottom, right, top),
                )
    finally:
        document.close()


def missing(board: Board, data: bytes) -> list[str]:
    """Return the codes that a stranger does not find; beside right-to-left words the reader may turn a code round."""
    text = whole_text(data)
    codes = [element.code for element in board.elements.values()]
    return [code for code in codes if code not in text and f"{code[1:]}{code[0]}" not in text]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hostile_session_prints(seed: int) -> None:
    board = session(seed)
    large = seed % 5 == 4
    data = summary_bytes(board, catalogue(), large_print=large, paper="Letter" if seed % 3 else "A4", printed=DAY)
    looked_at(data, "participants")
    assert missing(board, data) == []
    for at in range(2 if len(board.elements) < 500 else 1):
        name = EDITION_NAMES[(seed + at * 5) % len(EDITION_NAMES)]
        try:
            looked_at(summary_bytes(board, catalogue(), edition=name, large_print=at == 1, printed=DAY), name)
        except KnownError as error:
            assert str(error).strip()
    name = list(sheets.SHEETS)[seed % len(sheets.SHEETS)] if sheets.SHEETS else ""
    if name:
        try:
            looked_at(sheets.make(board, catalogue(), name, sheets.SheetOptions(printed=DAY)), name)
        except KnownError as error:
            assert str(error).strip()


@pytest.mark.skipif(not SOAK, reason="takes long: in --soak")
def test_two_thousand_cards_print() -> None:
    board = session(249)
    assert len(board.elements) == 2_000
    assert missing(board, summary_bytes(board, catalogue(), printed=DAY)) == []
