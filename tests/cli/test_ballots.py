"""Paper ballots from the command line: a tagged PDF with codes, and not a byte of the session changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdfium2
import pytest
from pikepdf.form import Form

from stworkshop.session.session import open_session
from tests.cli.conftest import Call
from tests.workshop import make

CODE = re.compile(r"\b[A-HJ-NP-Z][2-9][A-HJ-NP-Z]\b")


def opened(call: Call, tmp_path: Path, **more: Any) -> Path:
    path = make(tmp_path / "evening.stw")
    asked = {"id": "r", "question": "Do you agree?", "kind": "rating", "items": ["st-1"], **more}
    assert call("apply", str(path), lines=[{"command": "open_round", "arguments": asked}]).lines[0]["ok"]
    return path


def codes_in(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return [c for page in document for c in CODE.findall(page.get_textpage().get_text_range())]
    finally:
        document.close()


def test_ballots_are_printed_without_a_byte_of_the_session(call: Call, tmp_path: Path) -> None:
    path = opened(call, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    assert call("export", str(path), "--ballots", "r", "--copies", "9", "--to", "b.pdf").code == 0
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file() and p.name != "b.pdf"} == before
    assert not pdfua.validate(str(tmp_path / "b.pdf")).findings
    printed = codes_in(tmp_path / "b.pdf")
    assert len(printed) == len(set(printed)) == 9
    with open_session(path) as session:
        for code in printed:
            sheet = {"round": "r", "ballot": code, "side": "public", "answers": [{"item": "st-1", "value": 4}]}
            assert session.ballots.why_not("r", code, again=False) is None
            assert session.ballots.put_away(sheet) is None
        assert set(session.ballots.issue("r", 6)) == set(printed), "the window gives the same codes"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--ballots", "nowhere", "--to", "b.pdf"], 1),
        (["--ballots", "r", "--to", "b.png"], 2),
        (["--ballots", "r", "--to", "b.pdf", "--copies", "9999"], 2),
    ],
)
def test_what_cannot_be_printed(call: Call, tmp_path: Path, arguments: list[str], code: int) -> None:
    path = opened(call, tmp_path)
    printed = call("export", str(path), *arguments)
    assert printed.code == code and len(printed.err.splitlines()) == 1
    assert not list(tmp_path.glob("b.*"))


def test_a_closed_round_has_no_ballots(call: Call, tmp_path: Path) -> None:
    path = opened(call, tmp_path)
    call("apply", str(path), lines=[{"command": "close_round", "arguments": {"id": "r"}}])
    printed = call("export", str(path), "--ballots", "r", "--to", "b.pdf")
    assert printed.code == 1 and "closed" in printed.err


def test_ballots_that_are_filled_in_on_a_screen(call: Call, tmp_path: Path) -> None:
    path = opened(call, tmp_path)
    made = call("export", str(path), "--ballots", "r", "--copies", "1", "--fillable", "--to", "b.pdf")
    assert made.code == 0
    with pikepdf.Pdf.open(tmp_path / "b.pdf") as pdf:
        number = "r1"
        assert f"{number}.s1.3" in {field.fully_qualified_name for field in Form(pdf)}


def test_the_kit_has_the_ballots_of_the_open_round_and_changes_nothing(call: Call, tmp_path: Path) -> None:
    path = opened(call, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    assert call("export", str(path), "--sheet", "kit", "--copies", "2", "--to", "k.pdf").code == 0
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file() and p.name != "k.pdf"} == before
    printed = set(codes_in(tmp_path / "k.pdf"))
    with open_session(path) as session:
        assert set(session.ballots.issue("r", 2)) <= printed, "the window gives the same codes"
    assert call("export", str(path), "--sheet", "kit", "--copies", "9999", "--to", "k.pdf").code == 2
