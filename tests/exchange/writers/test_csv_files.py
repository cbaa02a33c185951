"""Tables for a spreadsheet."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers import csv_files
from stworkshop.model.records import Element, Link, SessionRecord
from stworkshop.model.session_content import SessionContent

SAMPLES = Path(__file__).resolve().parents[3] / "sample_sessions"


@pytest.fixture(scope="module")
def hill_east() -> SessionContent:
    return read_any(SAMPLES / "hill-east.json")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_record_is_a_row(hill_east: SessionContent) -> None:
    found = csv_files.tables(hill_east)
    board = hill_east.board()
    assert len(rows(found["elements"])) == len(board.elements) == 36
    assert len(rows(found["links"])) == len(board.links) == 42
    for name in ("participants", "statements", "rounds", "terms", "notes", "results"):
        assert len(rows(found[name])) == len(board.in_root(name)), name


def test_a_row_says_what_the_card_says(hill_east: SessionContent) -> None:
    row = next(row for row in rows(csv_files.tables(hill_east)["elements"]) if row["id"] == "he-c-phone")
    assert row["label"] == "My mother books nothing on a screen."
    assert (row["code"], row["priority"], row["concepts"]) == ("C3", "4", "human-rights; public-value")


def test_a_link_names_both_ends_in_words(hill_east: SessionContent) -> None:
    row = rows(csv_files.tables(hill_east)["links"])[0]
    assert (row["source_code"], row["source_label"], row["target_code"]) == ("S1", "People of Hill East", "C1")


def test_figures_of_sides_have_columns_of_their_own(hill_east: SessionContent) -> None:
    row = next(r for r in rows(csv_files.tables(hill_east)["results"]) if r["item"] == "he-y-phone")
    assert (row["mean_by_side.public"], row["hidden_sides"], row["band"]) == (
        "4.8",
        "implementer; supplier",
        "broad agreement",
    )


def test_answers_are_in_no_table(hill_east: SessionContent) -> None:
    text = "".join(csv_files.tables(hill_east).values())
    assert not any(answer.ballot in text.split(",") for answer in hill_east.answers)


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(label: str) -> None:
    content = SessionContent(
        [SessionRecord(id="s", label="S"), Element(id="c", kind="concern", label=label, pos=(-5, 2.5))]
    )
    row = next(csv.DictReader(io.StringIO(csv_files.tables(content)["elements"], newline="")))
    assert row["label"] == f"'{label}"
    assert (row["x"], row["y"]) == ("-5", "2.5"), "numbers stay numbers"


def test_a_link_that_lost_an_end_is_in_the_table() -> None:
    content = SessionContent([SessionRecord(id="s"), Link(id="l", relation="enables", source="a", target="b")])
    assert rows(csv_files.tables(content)["links"])[0]["source_label"] == ""


def test_a_folder_of_tables(hill_east: SessionContent, tmp_path: Path) -> None:
    folder = tmp_path / "out.csv"
    for _ in range(2):
        csv_files.write_folder(hill_east, folder)
    assert {path.stem for path in folder.iterdir()} == set(csv_files.tables(hill_east))
    assert (folder / "elements.csv").read_bytes().startswith(b"\xef\xbb\xbfid,code,kind")


def test_one_zip_of_tables_is_the_same_each_time(hill_east: SessionContent, tmp_path: Path) -> None:
    for name in ("a.csv.zip", "b.csv.zip"):
        csv_files.write_zip(hill_east, tmp_path / name)
    assert (tmp_path / "a.csv.zip").read_bytes() == (tmp_path / "b.csv.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.csv.zip") as archive:
        assert archive.testzip() is None
        assert "elements.csv" in archive.namelist()


def test_a_folder_that_cannot_be_made_is_said(hill_east: SessionContent, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("a file")
    with pytest.raises(KnownError, match="cannot be made"):
        csv_files.write_folder(hill_east, tmp_path / "out.csv")
    with pytest.raises(KnownError, match="cannot be written"):
        csv_files.write_zip(hill_east, tmp_path / "missing" / "out.csv.zip")
