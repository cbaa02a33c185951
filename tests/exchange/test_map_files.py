"""Map files: complete, with text that can be found, written whole or not at all."""

import base64
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from PIL import Image

from stworkshop import assets
from stworkshop.drawing.figures import Box, Drawing
from stworkshop.drawing.map import draw_map
from stworkshop.errors import KnownError
from stworkshop.exchange import our_json
from stworkshop.exchange.writers import map_pdf, map_png, map_svg
from stworkshop.graphics import design_tokens, fonts
from stworkshop.model.catalogue import catalogue
from tests.drawing.small_map import CONCERN, small_board

SVG = "{http://www.w3.org/2000/svg}"


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_svg_has_ids_titles_language_and_text(tmp_path: Path) -> None:
    path = tmp_path / "m.svg"
    map_svg.write(small_board(), catalogue(), path)
    root = ElementTree.parse(path).getroot()
    assert root.get("lang") == "en"
    assert root.findtext(f"{SVG}title") == "Hill East: evening buses"
    card = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "card-e2")
    assert card.findtext(f"{SVG}title", "").startswith("C1 Concern: Where do I object <b> &")
    assert squeezed(CONCERN) in squeezed("".join(t.text or "" for t in card.iter(f"{SVG}text")))


def test_a_file_of_svg_holds_the_faces_of_all_its_words(tmp_path: Path) -> None:
    """Elsewhere nobody has these faces: every letter is in one of those inside, as wide as it is on the map."""
    path = tmp_path / "m.svg"
    map_svg.write(small_board(), catalogue(), path)
    words = path.read_text(encoding="utf-8")
    held: dict[tuple[str, bool], uharfbuzz.Face] = {}
    for family, weight, data in re.findall(
        r"font-family:'([^']+)';font-weight:(\d+);src:url\(data:[^,]+,([^)]+)\)", words
    ):
        held[family, weight == "700"] = uharfbuzz.Face(uharfbuzz.Blob(base64.b64decode(data)))
    assert {"Atkinson Hyperlegible", "Noto Sans Arabic"} <= {family for family, _bold in held}
    assert path.stat().st_size < 400_000
    lines = list(ElementTree.fromstring(words).iter(f"{SVG}text"))
    assert len(lines) > 10
    for line in lines:
        for run in fonts.runs(line.text or "", line.get("font-weight") == "700"):
            if run.face is not None:
                inside = held[run.face.family, run.face.bold]
                assert set(map(ord, run.text)) <= set(inside.unicodes)
                font = uharfbuzz.Font(inside)
                font.scale = (fonts.UNITS, fonts.UNITS)
                assert replace(run.face, font=font).advance(run.text) == run.face.advance(run.text)


def test_an_svg_within_a_page_leaves_the_faces_to_the_page() -> None:
    assert "@font-face" not in map_svg.svg(draw_map(small_board(), catalogue(), design_tokens.theme()))


def test_control_characters_do_not_break_the_svg() -> None:
    board = small_board()
    from stworkshop.model.board import Board
    from stworkshop.model.records import replaced

    odd = [replaced(r, {"label": "a\x00\x0b\ud800\uffffz"}) if r.id == "e3" else r for r in board.records()]
    assert ElementTree.fromstring(map_svg.svg(draw_map(Board(odd), catalogue(), design_tokens.theme()))) is not None


def test_pdf_has_title_language_text_and_one_figure(tmp_path: Path) -> None:
    path = tmp_path / "m.map.pdf"
    map_pdf.write(small_board(), catalogue(), path)
    found = squeezed(pdf_text(path))
    assert squeezed(CONCERN) in found
    assert squeezed("Hill East: evening buses") in found
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Hill East: evening buses"
        fonts = pdf.pages[0].Resources.Font
        assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())
        assert _figures(pdf.Root.StructTreeRoot.K) == [
            "Map of Hill East: evening buses: 5 cards and 3 links in zones by topic."
        ]


def _figures(node: pikepdf.Object) -> list[str]:
    if isinstance(node, pikepdf.Array):
        return [alt for kid in node for alt in _figures(kid)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.Alt)] if node.get("/S") == "/Figure" else []
    return own + (_figures(node.K) if "/K" in node else [])


def sheet_size(drawing: Drawing, paper: map_pdf.Paper) -> tuple[int, int]:
    with pypdfium2.PdfDocument(map_pdf.sheet_bytes(drawing, catalogue(), design_tokens.theme(), paper)) as document:
        w, h = document[0].get_size()
    return round(w), round(h)


def test_pdf_is_a_landscape_sheet_as_large_as_its_words_need() -> None:
    large = draw_map(small_board(), catalogue(), design_tokens.theme())
    small = replace(large, box=Box(0, 0, 900, 600))
    a4, a3 = (842, 595), (1191, 842)
    assert sheet_size(small, "auto") == sheet_size(large, "A4") == a4
    assert sheet_size(large, "auto") == sheet_size(small, "A3") == a3


def test_the_same_map_gives_the_same_bytes() -> None:
    drawing = draw_map(small_board(), catalogue(), design_tokens.theme())
    first = map_pdf.sheet_bytes(drawing, catalogue(), design_tokens.theme())
    assert first == map_pdf.sheet_bytes(drawing, catalogue(), design_tokens.theme())


def test_png_shows_the_map(tmp_path: Path) -> None:
    path = tmp_path / "m.png"
    map_png.write(small_board(), catalogue(), path, scale=1)
    drawing = draw_map(small_board(), catalogue(), design_tokens.theme())
    with Image.open(path) as picture:
        assert picture.size == pytest.approx((drawing.box.w, drawing.box.h), abs=2)
        seen = picture.convert("RGB")
        colours = {seen.getpixel((x, 330)) for x in range(seen.width)}
    accent = design_tokens.theme().kind("concern").accent
    assert tuple(int(accent[at : at + 2], 16) for at in (1, 3, 5)) in colours


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m.svg"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(KnownError):
        map_svg.write(small_board(), catalogue(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_sample_prints_every_label(tmp_path: Path) -> None:
    board = our_json.read(assets.path().parent / "sample_sessions" / "hill-east.json").board()
    path = tmp_path / "hill-east.map.pdf"
    map_pdf.write(board, catalogue(), path)
    found = squeezed(pdf_text(path)).replace("\ufffe", "-")
    assert [card.label for card in board.elements.values() if squeezed(card.label) not in found] == []
