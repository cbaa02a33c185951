"""Posters: true sizes, sheets that cover the map exactly, every card told once, marks, and whole labels."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.report import sheets
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import whole_map
from stworkshop.report.figures import map_page, map_ways
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.wall import poster, tiling
from stworkshop.report.wall.poster_drawing import PosterDrawing, distance
from stworkshop.report.wall.tiling import OVERLAP, Tiling
from tests.report.printing import (
    DAY,
    board_of,
    elements,
    letter_boxes,
    link,
    opened,
    page_texts,
    sample,
    squeezed,
    tag_of,
    whole_text,
)

MM = 72 / 25.4


def made(board: Board, **options: Any) -> bytes:
    return sheets.make(board, catalogue(), "poster", SheetOptions(printed=DAY, **options))


def drawn(board: Board, w: float, h: float) -> PosterDrawing:
    facts = Facts(board, catalogue())
    page = whole_map.map_page(facts, facts.cards())
    return PosterDrawing(facts, page, whole_map.key(facts), w, h, "")


def crowd(n: int) -> Board:
    kinds, topics = list(catalogue().kinds), list(catalogue().concepts)
    cards = [
        {"kind": kinds[k % len(kinds)], "code": f"Z{k}", "label": f"Card {k} of many", "concepts": [topics[k % 6]]}
        for k in range(n)
    ]
    links = tuple(link("relates-to", f"e{k}", f"e{(k * 7 + 1) % n}") for k in range(n))
    return board_of(*cards, more=links)


@pytest.mark.parametrize(
    ("paper", "size"), [("A3", (420, 297)), ("A2", (594, 420)), ("A1", (841, 594)), ("A0", (1189, 841))]
)
def test_one_page_is_as_large_as_its_paper_and_lies_across(paper: str, size: tuple[int, int]) -> None:
    data = made(sample("hill-east"), paper=paper)
    with opened(data) as pdf:
        (page,) = pdf.pages
        box = [float(value) / MM for value in page.mediabox]
    assert box == pytest.approx([0, 0, *size], abs=0.01)
    assert poster.poster_size(sample("hill-east"), paper) == (*size, 1)


@pytest.mark.parametrize("paper", ["A4", "Letter", "A3"])
@pytest.mark.parametrize("tiles", [(1, 1), (3, 2), (2, 5)])
def test_sheets_cover_the_poster_exactly_and_repeat_ten_millimetres(paper: str, tiles: tuple[int, int]) -> None:
    spread = Tiling(paper, *tiles)
    columns, rows = tiles
    w, h = spread.tile
    parts = {(tile.row, tile.column): spread.part(tile) for tile in spread.tiles()}
    assert len(parts) == columns * rows
    for (row, column), (x, y, wide, high) in parts.items():
        assert x == pytest.approx(column * w - (OVERLAP if column else 0))
        assert y == pytest.approx(row * h - (OVERLAP if row else 0))
        assert (x + wide, y + high) == pytest.approx(((column + 1) * w, (row + 1) * h))
    ends = [parts[0, column][0] + parts[0, column][2] for column in range(columns)]
    begins = [parts[0, column][0] for column in range(columns)]
    assert [end - begin for end, begin in zip(ends, begins[1:], strict=False)] == pytest.approx(
        [OVERLAP] * (columns - 1)
    )
    assert ends[-1] == pytest.approx(spread.size[0])
    assert poster.poster_size(sample("hill-east"), paper, tiles) == (*spread.size, columns * rows + 1)
    sheet_w, sheet_h = spread.sheet
    assert spread.corner + w < sheet_w - tiling.MARGIN and spread.corner + h < sheet_h - tiling.MARGIN - tiling.FOOT


def test_sheets_are_named_by_row_letter_and_column() -> None:
    assert [tile.name for tile in Tiling("A4", 3, 2).tiles()] == ["A1", "A2", "A3", "B1", "B2", "B3"]


@pytest.mark.parametrize("options", [{}, {"paper": "Letter"}, {"paper": "A3"}, {"grey": True}])
def test_a_spread_poster_is_tagged_and_each_card_is_told_on_one_sheet(options: dict[str, Any], tmp_path: Path) -> None:
    board = sample("hill-east")
    data = made(board, tiles=(3, 2), **options)
    path = tmp_path / "poster.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    texts = page_texts(data)
    assert len(texts) == 7
    assert "How to put the poster together" in texts[0] and "Other sizes" in texts[0]
    w, h, _count = poster.poster_size(board, options.get("paper", "A4"), (3, 2))
    assert squeezed(f"{round(w)} mm wide and {round(h)} mm high") in squeezed(texts[0])
    for name, text in zip(("A1", "A2", "A3", "B1", "B2", "B3"), texts[1:], strict=True):
        assert name in text and "50 mm" in text
    with opened(data) as pdf:
        alts = [str(element.Alt) for element in elements(pdf) if tag_of(element) == "Figure"]
        titles = [str(item.title) for item in pdf.open_outline().root]
    told = [alt for alt in alts if alt.startswith("Sheet ")]
    assert len(told) == 6 and titles[0] == "How to put the poster together"
    cards = "; ".join(alt.partition("On it: ")[2].removesuffix(".") for alt in told if "On it" in alt).split("; ")
    facts = Facts(board, catalogue())
    wanted = [f"{facts.card(element).code} {element.label}" for element in facts.cards()]
    assert sorted("; ".join(cards).split("; ")) == sorted("; ".join(wanted).split("; "))


def test_all_of_the_poster_is_one_drawing_that_is_stored_once() -> None:
    few, many = made(sample("merravale"), tiles=(1, 1)), made(sample("merravale"), tiles=(4, 4))
    assert len(many) < len(few) * 2
    with opened(many) as pdf:
        names = {str(name) for page in pdf.pages for name in page.resources.XObject if str(name).startswith("/FormXob")}
        assert not any("/Subtype" in page.obj and page.obj.Subtype == "/Image" for page in pdf.pages)
    assert len(names) == 2, "the poster, and the small one"


@pytest.mark.parametrize("name", ["hill-east", "merravale", "quayline", "eastmere"])
@pytest.mark.parametrize("paper", ["A3", "A0"])
def test_labels_of_an_ordinary_map_are_whole(name: str, paper: str, tmp_path: Path) -> None:
    board = sample(name)
    data = made(board, paper=paper)
    path = tmp_path / "poster.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    text = whole_text(data).replace("-", "")  # a reader takes the hyphen at a line's end away
    assert "canbereadfrom" in text
    for element in Facts(board, catalogue()).cards():
        assert squeezed(element.label).replace("-", "") in text, element.label


def test_a_crowded_poster_shows_every_card_and_says_from_where_it_can_be_read() -> None:
    board = crowd(300)
    data = made(board, paper="A2")
    text = whole_text(data)
    assert "Mapof300cardsand" in text and "canbereadfrom" in text
    assert all(squeezed(element.code) in text for element in board.elements.values())
    with opened(data) as pdf:
        (figure,) = (str(element.Alt) for element in elements(pdf) if tag_of(element) == "Figure")
    assert "Z299 Card 299 of many" in figure


def test_what_is_too_small_is_said_to_be() -> None:
    drawing = drawn(crowd(1500), 420, 297)
    assert drawing.label_points < 5
    assert drawing.reading().startswith("Its labels are too small to be read in this size")


def test_larger_paper_has_larger_labels() -> None:
    sizes = [drawn(sample("merravale"), w, h).label_points for h, w in list(tiling.SIZES.values())[2::2]]
    assert all(small < large for small, large in pairwise(sizes))
    assert sizes[0] > 7


@pytest.mark.parametrize(("points", "words"), [(7, "40 cm"), (14, "80 cm"), (17, "1 m"), (27, "1.5 m"), (40, "2 m")])
def test_distances_are_rounded_down(points: float, words: str) -> None:
    assert distance(points) == words


def test_the_dialog_gets_sizes_in_words() -> None:
    assert poster.fit_tiles("A4", (3, 3)) == "3 × 3 sheets of A4: 806 × 502 mm, near A1"
    assert tiling.near(297, 210) == "near A4" and tiling.near(420, 300) == "near A3"
    assert tiling.near(5000, 3000) == "larger than A0"


def test_posters_that_cannot_be_are_refused_in_a_sentence() -> None:
    with pytest.raises(KnownError, match="no card on the map"):
        made(board_of(), paper="A1")
    with pytest.raises(KnownError, match="cannot have 0 × 4 sheets"):
        made(sample("hill-east"), tiles=(0, 4))
    with pytest.raises(KnownError, match="13 × 1"):
        poster.fit_tiles("A4", (13, 1))


def test_from_right_to_left_the_first_sheet_lies_at_the_right(tmp_path: Path) -> None:
    board = board_of(
        {"kind": "concern", "code": "C1", "label": "الحافلة لا تصل"},
        {"kind": "stakeholder", "code": "S1", "label": "الجيران"},
        session={"language": "ar", "label": "الحافلة"},
    )
    data = made(board, tiles=(2, 1))
    path = tmp_path / "poster.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    with opened(data) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    seen = {
        page
        for page, (w, _h), letter, box in letter_boxes(data)
        if letter == "S" and page and 0.6 * w < box[0] < w
    }  # fmt: skip
    assert seen == {1}, "people stand first, at the right"


def test_without_colour_there_is_none() -> None:
    with opened(made(sample("hill-east"), paper="A3", grey=True)) as pdf:
        code = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    for line in code.splitlines():
        words = line.split()
        if words and words[-1].lower() == "rg" and len(words) == 4:
            assert len(set(words[:3])) == 1, line


@pytest.mark.parametrize("label", ["x" * 10_000, "long words " * 400, "", "<b>&amp;</b>", "😀", "الحافلة"])
@pytest.mark.parametrize("options", [{"paper": "A2"}, {"tiles": (1, 4)}])
def test_hostile_maps_print_and_nothing_leaves_the_sheet(label: str, options: dict[str, Any], tmp_path: Path) -> None:
    board = board_of(
        {"kind": "concern", "label": label, "code": "C1", "concepts": ["public-value"]},
        {"kind": "own:Something of ours", "label": label, "code": "Z1"},
        {"kind": "stakeholder", "label": label, "code": "S1"},
        session={"label": label * 2},
        more=(link("conflicts-with", "e0", "e1"), link("feeds", "e1", "e2")),
    )
    data = made(board, **options)
    path = tmp_path / "poster.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []
    if "tiles" not in options:
        for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
            assert left > 5 and right < w - 5 and bottom > 5 and top < h - 5, letter


@pytest.mark.parametrize("name", ["hill-east", "merravale", "quayline", "eastmere"])
def test_no_line_of_a_poster_runs_through_words_or_cards(name: str) -> None:
    poster_of = drawn(sample(name), 841, 594)
    layout, page = poster_of.fitted.layout, poster_of.page
    boxes = {key: map_page.box_of(node, map_page.label_of(node)) for key, node in layout.nodes.items()}
    lines = map_ways.ways(page, layout, boxes)
    assert len(lines.loud) + len(lines.quiet) > 20
    for told, line in lines.loud:
        others = [box for key, box in boxes.items() if key not in (told.source, told.target)]
        assert not map_ways.crosses(line, others), f"{told.source} {told.look} {told.target}"
    titles = [(area.x + 2, area.y + 1.7, area.x + area.w - 2, area.y + 5.0) for area in layout.areas]
    every = [*(line for _told, line in lines.loud), *lines.quiet, *(road for _n, road in lines.roads)]
    for line in every:
        assert not map_ways.crosses(line, titles)
        under = [key for key, box in boxes.items() if map_ways.crosses(line[1:-1], [box])]
        assert not under, f"a line runs under {under}"
    loud = [one for one in page.links if one.look != "quiet"]
    drawn_links = sum(n for n, _road in lines.roads) + len(lines.quiet) + len(lines.loud)
    assert len(lines.loud) == len(loud), "each link that tells the story has its way"
    assert drawn_links >= 0.95 * len(page.links), "what has no way is in the key"
