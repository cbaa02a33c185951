"""The printed summary as a file: text, tags, fonts, pages."""

import re
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdfium2
import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, from_flat
from stworkshop.report.content import outline
from stworkshop.report.content.blocks import MapPage
from stworkshop.report.pdf import write_summary
from tests.report.printing import (
    SAMPLES,
    board_of,
    elements,
    letter_boxes,
    link,
    opened,
    page_texts,
    printed,
    printed_sample,
    sample,
    squeezed,
    tag_of,
    whole_text,
)  # fmt: skip

MM = 72 / 25.4
EDGE = 5 * MM
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaen" * 110
SCRIPTS = {
    "Greek": "Το λεωφορείο πρέπει να σταματά εδώ",
    "Cyrillic": "Автобус должен останавливаться здесь",
    "Vietnamese": "Xe buýt phải dừng ở đây",
    "Devanagari": "बस को यहीं रुकना चाहिए",
}


def ua_findings(data: bytes, folder: Path) -> list[str]:
    """Return what a checker of accessible PDF finds wrong."""
    path = folder / "checked.pdf"
    path.write_bytes(data)
    return [str(finding) for finding in pdfua.validate(str(path)).findings]


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_label_can_be_found(name: str) -> None:
    text = whole_text(printed_sample(name))
    assert [e.label for e in sample(name).elements.values() if squeezed(e.label) not in text] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_label_can_be_found_in_large_print(name: str) -> None:
    text = whole_text(printed_sample(name, large_print=True))
    assert [e.label for e in sample(name).elements.values() if squeezed(e.label) not in text] == []


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"short": True, "paper": "Letter"}])
def test_the_file_is_tagged_throughout(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    assert ua_findings(printed_sample(name, **options), tmp_path) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_all_fonts_are_embedded_and_none_is_a_standard_one(name: str) -> None:
    with opened(printed_sample(name)) as pdf:
        found = fonts(pdf)
        assert found
        for font in found:
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font
            assert "Helvetica" not in str(font.BaseFont)


def test_title_language_and_bookmarks() -> None:
    with opened(printed_sample("merravale")) as pdf:
        assert str(pdf.Root.Lang) == "en"
        named = "Summary for participants: Merravale: AI-planned bus routes"
        assert str(pdf.docinfo["/Title"]) == named, "two papers of one workshop are told apart by their titles"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as meta:
            assert (meta["dc:title"], meta["pdfuaid:part"]) == (named, "1")
        with pdf.open_outline() as contents:
            titles = [item.title for item in contents.root]
    assert titles == [
        "Merravale: AI-planned bus routes", "Who was there, and what matters most",
        "What the technology does", "What could go wrong, and what will be done", "Where we agree, and where we do not",
        "What was decided, and what is still open", "Not discussed, or not settled", "The key", "The map",
    ]  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_pages_are_numbered(name: str) -> None:
    pages = page_texts(printed_sample(name))
    for number, text in enumerate(pages[1:], 2):
        assert f"{number} of {len(pages)}" in text


@pytest.mark.parametrize("name", SAMPLES)
def test_headings_lists_tables_and_figures(name: str) -> None:
    with opened(printed_sample(name)) as pdf:
        found = list(elements(pdf))
        tags = {tag_of(element) for element in found}
        assert {"H1", "H2", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "Figure", "Sect"} <= tags
        assert all(str(e.Alt) and "/BBox" in str(e.A.keys()) for e in found if tag_of(e) == "Figure")
        for table in (element for element in found if tag_of(element) == "Table"):
            assert len({_width(row) for row in table.K if "/S" in row}) == 1


def _width(row: Any) -> int:
    spans = [int(cell.A.get("/ColSpan", 1)) if "/A" in cell else 1 for cell in row.K]
    return sum(spans)


def test_a_chart_says_in_words_what_it_shows() -> None:
    with opened(printed_sample("merravale")) as pdf:
        values = [str(element.Alt) for element in elements(pdf) if tag_of(element) == "Figure"]
    assert "10 answers. strongly no: 4, no: 1, in between: 1, yes: 2, strongly yes: 2." in values
    assert "Map of 107 cards and 216 links; list follows." in values
    ring = "Ring of all 107 cards and 216 links; 4 of the links are conflicts."
    assert any(value.startswith(ring) for value in values)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_short_summary_is_one_sheet(name: str, paper: str) -> None:
    pages = page_texts(printed_sample(name, short=True, paper=paper))
    assert len(pages) == 2
    assert "What was decided" in pages[1]


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("Letter", (215.9, 279.4))])
def test_the_paper(paper: str, size: tuple[float, float]) -> None:
    with opened(printed_sample("hill-east", paper=paper)) as pdf:
        boxes = [[float(value) / MM for value in page.mediabox[2:]] for page in pdf.pages]
    assert boxes[0] == pytest.approx(size, abs=0.1)
    assert boxes[-1] == pytest.approx(size[::-1], abs=0.1)


@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"paper": "Letter"}])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_letter_comes_near_the_edge(name: str, options: dict[str, Any]) -> None:
    for page, (w, h), letter, (left, bottom, right, top) in letter_boxes(printed_sample(name, **options)):
        inside = left >= EDGE and bottom >= EDGE and right <= w - EDGE and top <= h - EDGE
        assert inside, (page + 1, letter)


def test_large_print_is_large() -> None:
    with opened(printed_sample("merravale", large_print=True)) as pdf:
        sizes = {float(size) for page in pdf.pages for size in _sizes(page)}
    assert min(sizes) >= 14


def _sizes(page: pikepdf.Page) -> list[str]:
    content = (
        b"\n".join(part.read_bytes() for part in page.Contents)
        if isinstance(page.Contents, pikepdf.Array)
        else (page.Contents.read_bytes())
    )
    shown = re.findall(rb"([\d.]+) 0 0 [\d.]+ [-\d.]+ [-\d.]+ Tm\s+(?:/Span[^\n]*BDC\s+)?/\S+ ([\d.]+) Tf", content)
    return [str(float(scale) * float(size)) for scale, size in shown]


def test_a_draft_says_so_on_every_page() -> None:
    assert all("Draft, not yet read back" in text for text in page_texts(printed_sample("eastmere")))
    assert not any("Draft" in text for text in page_texts(printed_sample("merravale")))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert printed(sample("hill-east")) == printed(sample("hill-east"))


def test_what_was_printed_before_leaves_no_trace() -> None:
    board = board_of({"kind": "concern", "label": "क्षेत्र बस", "code": "C1"})
    before = printed(board)
    printed(board_of({"kind": "concern", "label": "क्षेत्रीय मार्ग त्रि", "code": "C1"}))
    assert printed(board) == before


def test_what_people_type_prints_as_typed() -> None:
    board = board_of(
        {"kind": "concern", "label": "<b>bold</b> & <para> &amp; {x} %s \\(", "code": "C1"},
        {"kind": "risk", "label": "\x00bell\x07 and \ud800half", "code": "R1"},
        session={"label": "<i>Title</i> & more", "workshop_question": "What & <why>?"},
    )
    text = whole_text(printed(board))
    for words in ("<b>bold</b>&<para>&amp;{x}%s\\(", "bellandhalf", "<i>Title</i>&more", "What&<why>?"):
        assert words in text


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_can_be_read_and_copied(script: str) -> None:
    board = board_of({"kind": "concern", "label": SCRIPTS[script], "code": "C1"})
    assert squeezed(SCRIPTS[script]) in whole_text(printed(board))


def test_arabic_prints_and_its_words_can_be_copied() -> None:
    board = board_of({"kind": "concern", "label": "الحافلة", "code": "C1"}, session={"language": "ar"})
    data = printed(board)
    assert set("الحفة") <= set(whole_text(data))
    with opened(data) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


def test_a_character_without_a_font_prints_its_code_point() -> None:
    data = printed(board_of({"kind": "concern", "label": "\U00010380", "code": "C1"}))
    with opened(data) as pdf:
        streams = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert b"FEFFD800DF80" in streams


def rated(words: str) -> tuple[Record, ...]:
    """Return a closed round about one statement, five of five at both ends."""
    figures = {"n": 6, "counts": [3, 0, 0, 0, 3], "consensus": 0.0, "band": "split", "median": 3, "mean": 3}
    return (
        from_flat("statements", "y", {"label": words, "discussion_note": words}),
        from_flat("rounds", "r", {"kind": "rating", "items": ["y"], "closed_order": 1, "question": words}),
        from_flat("results", "result.r.y", {"round": "r", "item": "y", "figures": figures}),
    )


@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"short": True}])
def test_very_long_texts_flow_over_pages_and_lose_nothing(options: dict[str, Any]) -> None:
    long = " ".join(f"word{number}" for number in range(1200))
    board = board_of(
        {"kind": "decision", "label": long, "code": "D1", "rationale": LONG_WORD, "status": "agreed"},
        {"kind": "action", "label": long, "code": "I1"},
        {"kind": "component", "label": long, "note": LONG_WORD, "code": "K1"},
        {"kind": "risk", "label": long, "code": "R1"},
        session={"label": long, "workshop_question": long},
        more=rated(long),
    )
    text = whole_text(printed(board, **options))
    assert text.count(squeezed("word1198word1199")) >= 2
    assert squeezed(LONG_WORD)[-60:] in text


def test_a_table_that_breaks_repeats_its_head_and_cuts_no_row() -> None:
    cards = [{"kind": "action", "label": f"Task number {n} with a few words", "code": f"I{n}"} for n in range(1, 91)]
    pages = [page for page in page_texts(printed(board_of(*cards))) if "No date set." in page and "Task" in page]
    assert len(pages) >= 3
    for page in pages:
        assert "By" in page.split() and "From" in page.split()
        rows = re.findall(r"Task number \d+ with a few words Nobody", " ".join(page.split()))
        assert page.count("No date set.") == len(rows)
    assert all("continues" in page for page in pages[:-1])


@pytest.mark.parametrize("name", ["hill-east", "merravale"])
@pytest.mark.parametrize("edition", ["participants", "decision-makers", "engineers", *outline.DRAFTS])
def test_sections_follow_each_other_so_that_pages_are_full(edition: str, name: str) -> None:
    document = pypdfium2.PdfDocument(printed_sample(name, edition=edition))
    try:
        empty = [_empty(document[number]) for number in range(len(document))]
    finally:
        document.close()
    assert max(empty[:-1]) < 0.4, [round(part, 2) for part in empty]


def _empty(page: pypdfium2.PdfPage) -> float:
    """How much of a page is free between its last words and its foot, of its height."""
    text, foot = page.get_textpage(), 60.0
    bottoms = [bottom for n in range(text.count_rects()) if (bottom := text.get_rect(n)[1]) > foot]
    return float((min(bottoms, default=page.get_height()) - foot) / page.get_height())


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    for count in range(1, 60, 3):
        terms = tuple(
            from_flat("terms", f"t{n}", {"seq": n, "label": f"T{n}", "planner_reading": "a", "engineer_reading": "b"})
            for n in range(count)
        )
        pages = page_texts(printed(board_of(more=terms)))
        for page in pages:
            if "Not discussed, or not settled" in page:
                assert page.count("understand it differently") >= 1


def test_three_hundred_cards(tmp_path: Path) -> None:
    kinds = list(catalogue().kinds)
    cards = [{"id": f"e{n}", "kind": kinds[n % 18], "label": f"Card number {n}", "code": f"Z{n}"} for n in range(300)]
    links = tuple(link("about", f"e{n}", f"e{(n * 7) % 300}") for n in range(300))
    data = printed(board_of(*cards, more=links))
    text = whole_text(data)
    assert [n for n in range(300) if f"Cardnumber{n}" not in text] == []
    assert ua_findings(data, tmp_path) == []


@pytest.mark.parametrize("options", [{}, {"large_print": True}, {"short": True}, {"paper": "Letter"}])
def test_an_empty_session_prints(options: dict[str, Any]) -> None:
    text = whole_text(printed(Board(), **options))
    assert "Workshopwithoutatitle" in text and "Nodecisionwaswrittendown." in text


def test_writing_is_all_or_nothing(tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    write_summary(sample("hill-east"), catalogue(), target)
    before = target.read_bytes()
    assert before.startswith(b"%PDF")
    with pytest.raises(KnownError):
        write_summary(sample("hill-east"), catalogue(), tmp_path / "nowhere" / "summary.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["summary.pdf"]


@pytest.mark.parametrize("options", [{}, {"large_print": True}])
def test_a_map_of_many_pages_shows_cards_of_every_kind(options: dict[str, Any]) -> None:
    kinds = [*catalogue().kinds, "own:Fleet"]
    cards = [{"kind": kind, "label": f"Card {n} here", "code": f"Z{n}"} for n, kind in enumerate(kinds * 8, 1)]
    board = board_of(*cards)
    on_map = {
        card.id
        for section in outline.build(board, catalogue()).sections
        if section.id.startswith("map-") and isinstance(section.blocks[0], MapPage)
        for zone in section.blocks[0].zones
        for card in zone.cards
    }
    assert on_map == set(board.elements)
    text = whole_text(printed(board, **options))
    assert [n for n in range(1, len(cards) + 1) if f"Card{n}here" not in text] == []


MOST_PAGES = {"merravale": 8, "hill-east": 5, "quayline": 9, "eastmere": 10}
"""How many pages the long summary has at most."""


@pytest.mark.parametrize("name", SAMPLES)
def test_the_long_summary_has_few_pages_and_each_but_the_last_is_full(name: str) -> None:
    document = pypdfium2.PdfDocument(printed_sample(name))
    try:
        empty = [_empty(document[number]) for number in range(len(document))]
    finally:
        document.close()
    assert len(empty) <= MOST_PAGES[name]
    assert max(empty[:-1]) < 2 / 3, [round(part, 2) for part in empty]
