"""The summary as a document: what an office program finds in it."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from defusedxml import ElementTree

from stworkshop import assets
from stworkshop.exchange.export_formats import Options, write
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers.docx_file import document_bytes
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import flat, from_flat
from stworkshop.report.content import outline as outlines
from stworkshop.report.content import simple_blocks
from stworkshop.report.content.basic_blocks import Asked, Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import Block, MapPage, Outline, Paragraph, Section, Span, text
from stworkshop.report.content.maker_blocks import Halves
from stworkshop.report.look import pages
from tests.report.printing import DAY, SAMPLES, board_of, link, sample
from tests.report.told import said_in, words_in

FORMS = "stworkshop.report.content.form_blocks"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(outline: Outline, **options: object) -> docx.document.Document:
    return docx.Document(io.BytesIO(document_bytes(outline, printed=DAY, **options)))  # type: ignore[arg-type]


def words(document: docx.document.Document) -> str:
    """All words of a document, tables included."""
    return "".join(element.text or "" for element in document.element.body.iter(f"{W}t"))


def an_outline(*blocks: Block, language: str = "en", title: str = "A workshop") -> Outline:
    return Outline("x", "For all", title, language, "Draft", "Fictional", (Section("s", "Said", blocks),))


@pytest.mark.parametrize("name", ["hill-east", "merravale", "quayline", "eastmere"])
def test_a_document_says_all_that_the_pages_say(name: str) -> None:
    board = sample(name)
    outline = outlines.build(board, catalogue())
    document = made(outline)
    said = words(document)
    for section in outline.sections:
        assert section.title in said
    for element in board.elements.values():
        assert element.code in said and element.label in said
    headings = [p.text for p in document.paragraphs if p.style and p.style.name.startswith(("Heading 1", "Title"))]
    assert headings == [section.title for section in outline.sections]


def test_every_block_of_an_edition_has_a_simple_form() -> None:
    """Forms to write on by hand are only ever sheets of paper."""
    known = {**simple_blocks.knows(), **dict.fromkeys(kind for kind in pages.drawn() if kind.__module__ == FORMS)}
    assert [kind.__name__ for kind in pages.drawn() if kind not in known] == []


def with_replies(board: Board) -> Board:
    replies = {
        "attribution": "role",
        "reply_to": "the town hall",
        "reply_until": "2026-12-24",
        "reply_use": "We read them all.",
    }
    session = from_flat("session", board.session.id, {**flat(board.session), **replies})
    return Board([session if record is board.session else record for record in board.records()])


@pytest.mark.parametrize("name", [*outlines.EDITIONS, *outlines.DRAFTS])
@pytest.mark.parametrize("session", SAMPLES)
def test_the_simple_form_of_an_edition_leaves_nothing_out(session: str, name: str) -> None:
    outline = outlines.build(with_replies(sample(session)), catalogue(), name)
    for section in outline.sections:
        told = words_in(said_in(list(simple_blocks.simplified(section))))
        for block in section.blocks:
            asked = {span.text for span in spans_in(block)} - keys_of_charts(block)
            assert words_in(asked) <= told, (section.title, type(block).__name__)


def spans_in(part: object) -> Iterator[Span]:
    """Yield every span of a block."""
    if isinstance(part, Span):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from spans_in(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from spans_in(getattr(part, field.name))


def keys_of_charts(block: Block) -> set[str]:
    """What only tells how to read a drawing."""
    return {span.text for span in block.left.note} if isinstance(block, Halves) else set()


def test_tables_repeat_their_head_and_never_cut_a_row() -> None:
    rows = tuple((text(f"K{n}"), text("live")) for n in range(40))
    document = made(an_outline(Table((TableColumn("Part", 3), TableColumn("Stage", 1, "right")), rows, "Parts")))
    (table,) = document.tables
    assert len(table.rows) == 41
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
    first, second = (int(column.width or 0) for column in table.columns)
    assert abs(first - 3 * second) < 1000


def test_what_was_not_discussed_is_said_and_stands_out() -> None:
    document = made(an_outline(Asked("Who checks?", missing=text(Span("Not discussed.", "missing")))))
    (run,) = [run for p in document.paragraphs for run in p.runs if run.text == "Not discussed."]
    assert run.bold and run.font.color.rgb is not None


def test_words_that_no_document_can_hold_do_no_harm() -> None:
    evil = "<w:p>&amp; \x00\x0b\ud800\uffff 🚌 حافلة"
    document = made(an_outline(Paragraph(text(evil)), Bullets((text(evil),), evil), title=evil))
    assert words(document).count("<w:p>&amp; ") == 4
    assert "🚌 حافلة" in words(document)


def test_pages_in_arabic_run_from_right_to_left() -> None:
    document = made(an_outline(Paragraph(text("محطة")), language="ar"))
    line = next(p for p in document.paragraphs if p.text == "محطة")
    assert line._p.find(f"{W}pPr/{W}bidi") is not None
    assert line.runs[0]._r.find(f"{W}rPr/{W}rtl") is not None


def test_the_map_is_a_picture_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "hill.docx"
    write(read_any(next(p for p in assets.sample_sessions() if p.stem == "hill-east")), path, Options())
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    assert [name for name in names if name.endswith(".png")]
    described = [e.get("descr") for e in tree.iter() if e.tag.endswith("}docPr")]
    assert described and all(described)


def test_large_print_is_in_18_point_and_the_same_outline_gives_the_same_text() -> None:
    outline = an_outline(Paragraph(text("Said")))
    style = made(outline, large_print=True).styles["Normal"]
    assert style.font.size.pt == 18
    assert made(outline).element.xml == made(outline).element.xml


ORDER = {
    "tblPr": "tblStyle bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblInd tblBorders tblLayout"
    " tblCellMar tblLook tblCaption",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs bidi spacing ind contextualSpacing"
    " jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing kern sz szCs u vertAlign rtl lang",
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_properties_stand_once_and_in_the_order_of_the_schema(language: str) -> None:
    table = Table((TableColumn("Part", 3), TableColumn("محطة", 1, "right")), ((text("K1"), text("محطة")),), "Parts")
    asked = Asked("Who?", (text("A person. ", Span("S1", "strong")),), hint="Hint")
    outline = replace(an_outline(Heading("Head"), table, asked, language=language), edition="draft-x")
    document = made(outline)
    trees = [document.element, document.styles.element, document.sections[0].footer._element]
    for tree in trees:
        for kind, order in ORDER.items():
            known = [f"{W}{name}" for name in order.split()]
            for properties in tree.iter(f"{W}{kind}"):
                places = [known.index(child.tag) for child in properties]
                assert places == sorted(set(places)), (kind, [child.tag for child in properties])


def test_the_foot_counts_pages_in_one_sentence() -> None:
    foot = made(an_outline(Paragraph(text("Said")))).sections[0].footer.paragraphs[0]
    assert foot.text.endswith("Made 24 November 2026  ·  Fictional  ·  Page 1 of 1")
    fields = [element.text.strip() for element in foot._p.iter(f"{W}instrText")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_no_heading_leaves_out_a_level_and_each_letter_has_pages_of_its_own() -> None:
    board = with_replies(sample("merravale"))
    for name in (*outlines.EDITIONS, *outlines.DRAFTS):
        outline = outlines.build(board, catalogue(), name)
        styles = [p.style.name for p in made(outline).paragraphs if p.style]
        levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
        assert all(after <= before + 1 for before, after in pairwise([1, *levels])), name
        assert styles.count("Title") == (not any(section.alone for section in outline.sections)), name
    letters = made(outlines.build(board, catalogue(), "absent"))
    heads = [p for p in letters.paragraphs if p.style and p.style.name == "Heading 1"]
    breaks = [bool(p.paragraph_format.page_break_before) for p in heads]
    assert len(breaks) > 1 and breaks == [False, *[True] * (len(breaks) - 1)]


def test_no_word_of_the_head_of_a_table_is_broken() -> None:
    heads = ("Code", "A long column with many words", "Perspective")
    columns = tuple(TableColumn(head, share) for head, share in zip(heads, (0.2, 9, 0.5), strict=True))
    (table,) = made(an_outline(Table(columns, ((text("C1"), text("words"), text("Public")),)))).tables
    widths = [int(column.width or 0) / 36_000 for column in table.columns]
    assert widths[0] > 12 and widths[2] > 24 and abs(sum(widths) - 170) < 1


def test_marks_at_the_ends_of_english_sentences_stay_there_in_arabic_documents() -> None:
    document = made(an_outline(Asked("Who checks?", (text("Nobody. ", Span("S1", "strong")),)), language="ar"))
    head, answer = [p.text for p in document.paragraphs if "Who" in p.text or "Nobody" in p.text]
    assert head == "\u200eWho checks?\u200e" and answer == "\u200eNobody.\u200e S1"


def test_a_map_of_many_pages_is_shown_as_words() -> None:
    part = MapPage((), (), (), "", "A part of the map")
    document = made(an_outline(part, part), map_png=b"")
    assert words(document).count("A part of the map") == 2


def test_risks_and_questions_are_whole_sentences() -> None:
    risk = {"id": "r", "kind": "risk", "label": "A fall", "code": "R1", "severity": 4}
    measure = {"id": "m", "kind": "mitigation", "label": "Light.", "code": "M1", "status": "agreed"}
    asked = {"id": "q", "kind": "open-question", "label": "Who pays?", "code": "Q1"}
    said = words(made(outlines.build(board_of(risk, measure, asked, more=(link("mitigates", "m", "r"),)), catalogue())))
    assert "How bad: 4 of 5. How likely: not rated." in said
    assert "Light. Decided. Nobody has taken it on yet." in said
    assert "Who pays? Who finds out: Nobody." in said
    assert "?." not in said and ".." not in said


def test_a_document_says_the_day_that_stands_on_its_pages() -> None:
    outline = an_outline(Paragraph(text("Words")))
    data = document_bytes(outline, printed=DAY)
    facts = docx.Document(io.BytesIO(data)).core_properties
    assert {facts.created, facts.modified} == {datetime.datetime(DAY.year, DAY.month, DAY.day, tzinfo=datetime.UTC)}
    assert document_bytes(outline, printed=DAY) == data
