"""Photographs of ballots from the command line: what is clear is sealed once, what is not is told, nothing else is."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from stworkshop.graphics import qr
from stworkshop.model.catalogue import catalogue
from stworkshop.model.paper_code import PaperCode, round_mark
from stworkshop.report.ballot_form import Box, forms_of
from stworkshop.report.ballots import ballots_bytes
from stworkshop.session.session import Session, open_session
from stworkshop.store.sealed_sheets import KEYED, PARTLY
from tests.cli.conftest import Call
from tests.paper_reading.photographs import Camera, Hand, cut, page_picture, photograph
from tests.workshop import make

STATEMENTS = {"a": "The access rule is a hard limit.", "b": "Driver scores may be used.", "c": "Start this autumn."}
SMALL = Camera(3.0, 12.0, 4.0, 0.6, 2.0, 0.2, 0, 85)


@dataclass
class Paper:
    """A workshop with an open round, and the ballots that were printed for it."""

    path: Path
    work: Session
    codes: list[str]
    sheets: list[Image.Image]
    boxes: dict[str, list[Box]]

    def fill(self, number: int, **marks: tuple[int, str] | list[tuple[int, str]]) -> Image.Image:
        """Return a ballot on which somebody marked these boxes of these rows; the side is ticked unless it is said."""
        sheet = self.sheets[number].copy()
        hand = Hand(sheet, random.Random(number), "black")
        for row, given in (marks | {"side": marks.get("side", (0, "cross"))}).items():
            for column, kind in given if isinstance(given, list) else [given]:
                hand.mark(self.boxes[row][column], kind)
        return sheet


@pytest.fixture
def paper(call: Call, tmp_path: Path) -> Paper:
    """Four ballots of an open rating with three statements."""
    path = make(tmp_path / "evening.stw")
    lines: list[dict[str, Any]] = [
        {"command": "add_statement", "arguments": {"id": item, "label": words}} for item, words in STATEMENTS.items()
    ]
    asked = {"id": "r", "kind": "rating", "question": "How far do you agree?", "items": list(STATEMENTS)}
    lines.append({"command": "open_round", "arguments": {**asked, "anonymous": "yes"}})
    assert all(line["ok"] for line in call("apply", str(path), lines=lines).lines)
    with open_session(path) as work:
        round_ = work.board.rounds["r"]
        form = next(forms_of(work.board, catalogue(), round_)).pages[0]
        work.ballots.issue("r", 4)
        copies = [copy for copy in work.ballots.copies("r", 4) if not copy[1]]
        pdf = ballots_bytes(work.board, catalogue(), round_, copies)
    sheets = [cut(page_picture(pdf, n // 2), form.w, form.h, 0, n % 2) for n in range(4)]
    boxes: dict[str, list[Box]] = {}
    for box in form.boxes:
        boxes.setdefault(box.row, []).append(box)
    return Paper(path, work, [code for code, _spare in copies], sheets, boxes)


def shot(paper: Paper, name: str, sheets: Sequence[Image.Image], camera: Camera = SMALL) -> Path:
    file = paper.path.parent / name
    file.write_bytes(photograph(sheets, camera, 4))
    return file


def test_clear_marks_are_sealed_and_doubts_are_told(call: Call, paper: Paper) -> None:
    clear = paper.fill(0, a=(0, "cross"), b=(5, "tick"))
    doubtful = paper.fill(1, a=(3, "fill"), b=[(1, "cross"), (2, "cross")], c=(4, "half"))
    file = shot(paper, "two.jpg", [clear, doubtful])
    before = {one.name for one in paper.path.parent.iterdir()}
    first, second = call("read-paper", str(paper.path), str(file), "--json").data["sheets"]
    if first["code"] != paper.codes[0]:
        first, second = second, first
    assert first["taken"] == {"a": 1, "b": "dk", "c": None}, first
    assert (first["page"], first["doubtful"], first["refused"]) == (1, [], None)
    assert second["taken"] == {"a": 4} and second["doubtful"] == ["b", "c"] and second["refused"] is None
    with open_session(paper.path) as work:
        states = work.ballots.states("r")
        assert [states[code] for code in paper.codes[:2]] == [KEYED, PARTLY]
        assert paper.codes[1] in work.ballots.missing("r"), "a ballot with doubts is still to be keyed"
        assert work.ballots.why_not("r", paper.codes[1], again=False) is None
    assert {one.name for one in paper.path.parent.iterdir()} == before, "no picture is left anywhere"
    again = call("read-paper", str(paper.path), str(file), "--json").data["sheets"]
    refused = {sheet["code"]: sheet["refused"] for sheet in again}
    assert "typed in already" in refused[paper.codes[0]] and refused[paper.codes[1]] is None
    assert call("apply", str(paper.path), lines=[{"command": "close_round", "arguments": {"id": "r"}}]).lines[0]["ok"]
    answers = json.loads((call("show", str(paper.path), "--json")).out)["agreement"]["statements"]
    assert {one["id"]: one["n"] for one in answers} == {"a": 2, "b": 0, "c": 0}


def test_a_faint_stroke_is_no_blank_and_a_missing_side_takes_nothing(call: Call, paper: Paper) -> None:
    sheet = paper.fill(0, a=(2, "faint"), b=(2, "ring"), c=(2, "slip"))
    other = paper.fill(1, a=(2, "cross"), side=(0, "slip"))
    found = {s["code"]: s for s in call(
        "read-paper", str(paper.path), str(shot(paper, "x.jpg", [sheet, other])), "--json"
    ).data["sheets"]}  # fmt: skip
    assert found[paper.codes[0]]["doubtful"] == ["a", "b", "c"] and found[paper.codes[0]]["taken"] == {}
    assert found[paper.codes[1]]["taken"] == {} and "side" in found[paper.codes[1]]["doubtful"]
    with open_session(paper.path) as work:
        assert work.sheet_rows("r") == set()


def test_a_copied_ballot_is_refused_and_a_cut_corner_too(call: Call, paper: Paper) -> None:
    one, copy = paper.fill(0, a=(0, "cross")), paper.fill(0, a=(4, "cross"))
    whole = paper.fill(1, a=(0, "cross"))
    cut_off = whole.crop((60, 0, whole.width, whole.height - 120))
    files = [shot(paper, f"{n}.jpg", [sheet]) for n, sheet in enumerate((one, copy, cut_off))]
    *told, corner = call("read-paper", str(paper.path), *map(str, files), "--json").data["sheets"]
    assert [sheet["taken"] for sheet in told] == [{}, {}]
    assert all("two sheets that differ" in sheet["refused"] for sheet in told)
    assert corner["code"] == paper.codes[1] and "four black corners" in corner["refused"]
    with open_session(paper.path) as work:
        assert work.sheet_rows("r") == set()


def test_what_is_no_ballot_of_this_round_is_said_in_one_sentence(call: Call, paper: Paper) -> None:
    folder = paper.path.parent
    (folder / "no.jpg").write_bytes(b"\xff\xd8\xff\xe0nothing")
    (folder / "blank.png").write_bytes(png(Image.new("L", (900, 600), 240)))
    (folder / "address.png").write_bytes(png(code_picture("https://example.org/?x=<script>")))
    (folder / "other.png").write_bytes(png(code_picture("SW1/K7Q1/ABCDE/FGHJK")))
    stale = PaperCode(paper.codes[0], 1, "ABCDE", round_mark("s-evening", "r"))
    (folder / "stale.png").write_bytes(png(code_picture(stale.text)))
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    (folder / "bomb.png").write_bytes(bomb.getvalue())
    (folder / "phone.heic").write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 64)
    names = ("no.jpg", "blank.png", "address.png", "other.png", "stale.png", "bomb.png", "phone.heic")
    told = call("read-paper", str(paper.path), *(str(folder / name) for name in names), "--json").data["sheets"]
    assert [Path(sheet["file"]).name for sheet in told] == list(names)
    words = (
        *("not a picture", "No ballot is seen", "not that of a ballot", "another workshop"),
        *("before the words of this round were changed", "more pixels", "HEIC"),
    )
    for sheet, part in zip(told, words, strict=True):
        assert part in sheet["refused"] and sheet["taken"] == {} and "script" not in sheet["refused"], sheet
    with open_session(paper.path) as work:
        assert work.sheet_rows("r") == set()


def test_a_ballot_of_a_closed_round_is_refused(call: Call, paper: Paper) -> None:
    file = shot(paper, "stale.jpg", [paper.fill(0, a=(0, "cross"))])
    opened = {"id": "r2", "kind": "rating", "question": "And now?", "items": ["b"], "anonymous": "yes"}
    lines = [
        {"command": "close_round", "arguments": {"id": "r"}},
        {"command": "open_round", "arguments": opened},
    ]
    call("apply", str(paper.path), lines=lines)
    told = call("read-paper", str(paper.path), str(file), "--json").data["sheets"]
    assert "round that is closed" in told[0]["refused"]


def code_picture(text: str) -> Image.Image:
    """A white picture with one QR code."""
    rows = qr.modules(text)
    code = Image.new("L", (len(rows), len(rows)), 255)
    code.putdata([0 if dark else 255 for row in rows for dark in row])
    made = Image.new("L", (600, 500), 255)
    made.paste(code.resize((len(rows) * 8, len(rows) * 8), Image.Resampling.NEAREST), (120, 90))
    return made


def png(image: Image.Image) -> bytes:
    """The picture as PNG."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
