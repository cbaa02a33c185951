"""Slips on paper: tagged, with their signs to read and their code to scan, in both papers and in large print."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from stworkshop.graphics import qr
from stworkshop.model.board import Board
from stworkshop.model.records import Round, SessionRecord
from stworkshop.report.slips import Slip, slips_bytes

SAYS = "K7Q-ABCDE-FGHJK"


def made(language: str = "en", count: int = 9, **more: object) -> bytes:
    board = Board([SessionRecord(id="s", label="Evening", language=language)])
    asked = Round(id="r", question="How far do you agree with what the bus plan says?", items=())
    url = str(more.pop("url", "http://192.168.1.20:8350"))
    code = f"{url}/#BCDF.{'k' * 43}.{SAYS}" if url else ""
    slips = [Slip(SAYS, code, spare=number == count - 1) for number in range(count)]
    return slips_bytes(board, asked, slips, url=url, word="BCDF", **more)  # type: ignore[arg-type]


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(
    ("more", "pages"),
    [({}, 2), ({"paper": "Letter"}, 2), ({"large_print": True}, 3), ({"grey": True}, 2)],
)
def test_each_slip_says_its_signs_where_to_type_them_and_that_it_counts_once(
    more: dict[str, object], pages: int
) -> None:
    data = made(**more)  # type: ignore[arg-type]
    said = words(data)
    assert said.count(SAYS) == 9 and said.count("spare") == 1
    assert "192.168.1.20:8350" in said and "BCDF" in said and "counts once" in said.replace("\r\n", " ")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == pages and pdf.Root.MarkInfo.Marked


def test_where_no_telephone_is_asked_yet_it_leads_to_the_code_on_the_wall() -> None:
    said = words(made(url=""))
    assert "code on the wall" in said.replace("\r\n", " ") and "http" not in said


def test_the_squares_are_those_of_a_code() -> None:
    rows = qr.modules(f"http://192.168.1.20:8350/#BCDF.{'k' * 43}.{SAYS}")
    assert len(rows) == len(rows[0]) and all(rows[0][:7]) and not any(rows[1][1:6])
