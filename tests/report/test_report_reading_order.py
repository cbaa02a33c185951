"""The order of reading is that of the structure tree, with the places of the blocks on the pages."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.model.catalogue import catalogue
from stworkshop.report.pdf import summary_bytes
from stworkshop.report.typesetting.paragraphs import Para
from stworkshop.report.typesetting.reading_order import Place, reading_order
from stworkshop.report.typesetting.shaping import Run, Style
from stworkshop.report.typesetting.sheet_document import LooseSheets


@pytest.fixture(scope="module")
def places() -> list[Place]:
    path = next(path for path in assets.sample_sessions() if path.stem == "hill-east")
    return reading_order(summary_bytes(our_json.read(path).board(), catalogue(), short=True))


def test_blocks_are_numbered_in_their_order(places: list[Place]) -> None:
    assert places[0].number == 1
    numbers = [place.number for place in places]
    assert numbers == sorted(numbers)
    title = next(place for place in places if place.tag == "H1")
    assert "Hill East" in title.text and title.page == 0


def test_every_block_lies_on_its_page(places: list[Place]) -> None:
    for place in places:
        left, top, right, bottom = place.rect
        assert 0 <= left < right <= 596 and 0 <= top < bottom <= 842, place


def test_pictures_are_read_by_their_words(places: list[Place]) -> None:
    ring = next(place for place in places if place.tag == "Figure")
    assert ring.text.startswith("Ring of all")
    assert ring.rect[2] - ring.rect[0] > 100


def test_a_row_of_a_table_is_read_as_one(places: list[Place]) -> None:
    rows = [place for place in places if place.tag == "TR"]
    assert rows and all(row.text for row in rows)
    assert not any(place.tag in ("TD", "TH") for place in places)


@pytest.mark.parametrize("words", ["مرحبا بالجميع", "नमस्ते", "Привіт, світе", "会議の記録", "الحافلة 42 بعد AI هنا"])
def test_words_of_every_script_are_read(words: str) -> None:
    sheets = LooseSheets("Test", "en")
    pen = sheets.page(210, 297)
    with pen.tags.element("P"):
        pen.text(20, 40, words, Style(12, "#000000"))
    (place,) = reading_order(sheets.finished())
    assert "".join(place.text.split()) == "".join(words.split())
    assert place.rect[1] < 40 / 25.4 * 72 < place.rect[3]


def test_a_file_without_tags_has_no_order() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(20, 20, "x")
    canvas.save()
    assert reading_order(out.getvalue()) == []


@pytest.mark.parametrize(
    "words",
    [
        *("“الحافلة” is on the map", "ים and الحافلة: who says so?", "M1 – addresses – الحافلة 42 بعد"),
        *("K12 الحافلة ים", "It is late (12)."),
    ],
)
def test_words_of_two_directions_are_read_in_their_order(words: str) -> None:
    sheets = LooseSheets("Test", "en")
    pen = sheets.page(210, 297)
    with pen.tags.element("P"):
        pen.text(20, 40, words, Style(12, "#000000"))
    (place,) = reading_order(sheets.finished())
    assert "".join(place.text.split()) == "".join(words.split())


def test_all_lines_of_a_paragraph_run_the_same_way() -> None:
    words = "We asked about a bus at night, and said that الحافلة الليلية stops at each door of the hospital. " * 2
    sheets = LooseSheets("Test", "en")
    pen = sheets.page(210, 297)
    with pen.tags.element("P"):
        for number, width in enumerate((40, 47, 60)):
            pen.para(Para((Run(words, Style(12, "#000000")),), width, 15), 20, 20 + 80 * number)
    (place,) = reading_order(sheets.finished())
    assert place.text == " ".join([words.strip()] * 3)
