"""The program's own tables come back in as the session that they were."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange import importing
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.tables import our_tables
from stworkshop.exchange.writers import csv_files, xlsx_file
from stworkshop.model import attribution
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, SessionRecord, flat, root_of
from stworkshop.model.session_content import SessionContent
from stworkshop.validation.clean_text import clean_label
from stworkshop.validation.file_problems import BadFile

SAMPLES = Path(__file__).resolve().parents[3] / "sample_sessions"
NOT_IN_TABLES = ("seq", "placed", "locked", "created_by")


def folder(content: SessionContent, path: Path) -> Path:
    csv_files.write_folder(content, path / "session.csv")
    return path / "session.csv"


def elements_file(content: SessionContent, path: Path) -> Path:
    return folder(content, path) / "elements.csv"


def packed(content: SessionContent, path: Path) -> Path:
    csv_files.write_zip(content, path / "session.csv.zip")
    return path / "session.csv.zip"


def workbook(content: SessionContent, path: Path) -> Path:
    xlsx_file.write(content, path / "session.xlsx")
    return path / "session.xlsx"


def said(content: SessionContent) -> dict[tuple[str, str], Any]:
    """What the records say, without what no table holds; figures as near as a workbook keeps numbers."""
    found = {}
    for record in attribution.others_see(content.records):
        fields = {name: value for name, value in flat(record).items() if name not in NOT_IN_TABLES}
        found[root_of(record), record.id] = _near(fields)
    return found


def _near(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 12)
    if hasattr(value, "items"):
        return {name: _near(item) for name, item in value.items()}
    return tuple(map(_near, value)) if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("write", [folder, elements_file, packed, workbook])
@pytest.mark.parametrize("sample", ["hill-east.json", "quayline.json"])
def test_what_was_written_is_read_again(
    sample: str, write: Callable[[SessionContent, Path], Path], tmp_path: Path
) -> None:
    content = read_any(SAMPLES / sample)
    path = write(content, tmp_path)
    assert our_tables.is_ours(path) and not importing.is_foreign(path)
    assert said(read_any(path)) == said(content)


def test_odd_words_come_back_as_they_were(tmp_path: Path) -> None:
    words = ["=1+1", "-", "@x", "a; b", "line\nbreak", ' "quoted", ', "שלום", "5", "yes", "1,5", "\ttab"]
    cards = [
        Element(
            id=f"e{n}",
            kind="goal",
            code=f"G{n + 1}",
            label=clean_label(w) or "x",
            note=w,
            pos=(n * 10.5, -3.0),
            size=(170.0, 50.0),
            seq=n,
        )
        for n, w in enumerate(words)
    ]
    own = Element(id="own", kind="own:Asset", label="Asset", code="Z1", pos=(0.0, 0.0), size=(170.0, 50.0), seq=20)
    link = Link(id="l", relation="touches", source="own", target="e1", seq=21)
    content = SessionContent([SessionRecord(id="s-1", label="A map"), *cards, own, link])
    for write in (folder, packed, workbook):
        assert said(read_any(write(content, tmp_path))) == said(content), write


def test_cards_and_links_alone_make_a_session_named_after_the_file(tmp_path: Path) -> None:
    whole = folder(read_any(SAMPLES / "hill-east.json"), tmp_path)
    for path in whole.iterdir():
        if path.stem not in ("elements", "links"):
            path.unlink()
    content = read_any(whole)
    assert content.session.label == "session" and len(content.board().links) == 42


def test_a_table_alone_is_one_whose_columns_are_asked_for(tmp_path: Path) -> None:
    whole = folder(read_any(SAMPLES / "hill-east.json"), tmp_path)
    (tmp_path / "elements.csv").write_bytes((whole / "elements.csv").read_bytes())
    path = tmp_path / "elements.csv"
    assert importing.is_foreign(path)
    before = {e.id: e for e in read_any(whole).board().elements.values()}
    after = {e.id: e for e in read_any(path).board().elements.values()}
    assert set(before) == set(after)
    for card in before.values():
        again = after[card.id]
        assert (again.kind, again.code, again.label, again.concepts) == (
            card.kind,
            card.code,
            card.label,
            card.concepts,
        )
        assert (again.type, again.note, again.pos, again.attributes) == (
            card.type,
            card.note,
            card.pos,
            card.attributes,
        )


def test_mistakes_in_our_tables_are_told_all_at_once(tmp_path: Path) -> None:
    whole = folder(read_any(SAMPLES / "hill-east.json"), tmp_path)
    text = (whole / "elements.csv").read_text(encoding="utf-8-sig")
    text = text.replace(",stakeholder,", ",stakeholdr,", 1).replace(",concern,", ",concrn,", 1)
    (whole / "elements.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        read_any(whole)
    assert "stakeholdr" in str(caught.value) and "concrn" in str(caught.value)


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "evil.csv.zip"
    head = b"id,code,kind,label\r\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../elements.csv", head + b"a,G1,goal,Words\r\n")
        archive.writestr("/etc/other.csv", b"x\r\n")
    before = sorted(tmp_path.parent.rglob("*.csv"))
    content = our_tables.read(path, catalogue())
    assert [e.label for e in content.board().elements.values()] == ["Words"]
    assert sorted(tmp_path.parent.rglob("*.csv")) == before


@pytest.mark.parametrize("name", ["x.zip", "x.csv.zip", "nothing"])
def test_what_holds_no_tables_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(KnownError):
        read_any(tmp_path / name)
    with pytest.raises(KnownError):
        read_any(tmp_path)
