"""No file for others holds the mark of a laptop, whatever its form: it would tie one person's cards over workshops."""

from __future__ import annotations

import dataclasses
import io
import sqlite3
import zipfile
from pathlib import Path

import pikepdf
import pytest

from stworkshop.exchange import export_formats
from stworkshop.merge import read_copies
from stworkshop.model.records import ROOTS, own_fields
from stworkshop.session.session import Session, open_session
from stworkshop.store import doctor, laptop_marks
from tests.workshop import assert_all_agree, make

ENDINGS = [*export_formats._WRITERS, ".stw"]
PRINTS = (".pdf", ".docx", ".html", ".map.pdf", ".png")


def worked_on(path: Path, attribution: str) -> Session:
    """A session with a card, a link, a round and a deleted card of this laptop, closed."""
    with open_session(make(path)) as opened:
        opened.run("set_session", attribution=attribution, workshop_question="Which buses?")
        opened.run("add_element", kind="concern", label="Is it safe?", id="mine")
        opened.run("add_link", relation="has-concern", source="riders", target="mine", id="its-link")
        opened.run("add_element", kind="risk", label="Gone soon", id="gone")
        opened.run("delete", ids=["gone"])
        opened.run("open_round", id="r", question="Well?", kind="rating", items=["st-1"])
    assert opened.board.session.attribution == attribution
    return opened


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return worked_on(tmp_path / "evening.stw", "named")


def everything(path: Path) -> bytes:
    """All that stands in a file or folder, unpacked."""
    if path.is_dir():
        return b"".join(everything(inner) for inner in path.iterdir())
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return content + b"".join(packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
            streams = (o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Filter" in o)
            return content + b"".join(s for s in streams)
    return content


def exported(session: Session, ending: str, *, with_history: bool = True) -> Path:
    with open_session(session.path, read_only=True) as work:
        path = session.path.with_name(f"out-{session.path.stem}{ending}")
        if ending == ".stw":
            work.export_stw(path, with_history=with_history, for_others=True)
        else:
            export_formats.write(work.content(), path, export_formats.Options(for_others=True))
    return path


@pytest.mark.parametrize("attribution", ["named", "role", "anonymous"])
def test_no_file_for_others_holds_the_mark_of_a_laptop(tmp_path: Path, attribution: str) -> None:
    session = worked_on(tmp_path / "evening.stw", attribution)
    mark = session.laptop.encode()
    assert mark in everything(session.path)
    for ending in ENDINGS:
        if attribution == "named" or ending not in PRINTS:
            assert mark not in everything(exported(session, ending)), ending


def test_every_field_that_holds_a_mark_is_known(session: Session) -> None:
    fields = {name for root in ROOTS for name in own_fields(root) if name.endswith("_by")}
    assert fields == set(laptop_marks.FIELDS)
    raw = sqlite3.connect(session.path)
    rows = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'")
    for (table,) in rows.fetchall():
        for column in [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]:
            query = f'SELECT count(*) FROM "{table}" WHERE CAST("{column}" AS TEXT) LIKE ?'
            if raw.execute(query, (f"%{session.laptop}%",)).fetchone()[0]:
                assert column in laptop_marks.FIELDS, (table, column)
    raw.close()


def test_a_copy_with_new_marks_is_sound_shares_the_lineage_and_comes_together(session: Session) -> None:
    path = exported(session, ".stw")
    assert doctor.examine(path).sound
    with open_session(path) as copy, open_session(session.path) as own:
        assert copy.lineage == own.lineage
        theirs = copy.board.elements["mine"].created_by
        assert theirs and theirs != own.laptop and copy.board.rounds["r"].opened_by == theirs
        copy.run("add_element", kind="concern", label="From them", id="theirs")
        assert_all_agree(copy)
    with open_session(session.path) as own:
        own.merge(read_copies.read_copy(path).state)
        assert "theirs" in own.board.elements and own.board.elements["mine"].created_by == own.laptop
        assert_all_agree(own)


def test_without_history_marks_are_left_out(session: Session) -> None:
    path = exported(session, ".stw", with_history=False)
    with open_session(path, read_only=True) as copy:
        assert {dataclasses.replace(card).created_by for card in copy.board.elements.values()} == {""}
