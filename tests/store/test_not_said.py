"""An older file is upgraded: what the program itself wrote onto new cards, and nobody touched, is not said yet."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from stworkshop.commands.base import Decision
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from stworkshop.session.session import open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store import doctor
from stworkshop.store.tables import STORE_VERSION
from stworkshop.store.unsaid_defaults import GIVEN
from tests.workshop import assert_all_agree, make, records


def as_version_3(path: Path) -> None:
    """Make of a file what an earlier program left; its tables were the same, but for two and a column."""
    raw = sqlite3.connect(path, isolation_level=None)
    for kind, name in raw.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL").fetchall():
        if kind in ("view", "index"):
            raw.execute(f"DROP {kind} {name}")
    raw.execute("DROP TABLE _pending")
    raw.execute("DROP TABLE images")
    raw.execute("ALTER TABLE elements DROP COLUMN image")
    raw.execute("PRAGMA user_version = 3")
    raw.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of version 3: cards as a program made them that gave them a status of its own."""
    began = Element(id="began", seq=9, kind="mitigation", label="Lamps", attributes={"status": "proposed"})
    path = make(tmp_path / "old.stw", [*records(), began])
    steps: tuple[tuple[str, dict[str, object]], ...] = (
        ("add_element", {"id": "untouched", "kind": "mitigation", "label": "Call back", "status": "proposed"}),
        ("edit_element", {"id": "untouched", "note": "Other fields do not count"}),
        ("add_element", {"id": "again", "kind": "mitigation", "label": "Ramp", "status": "proposed"}),
        ("edit_element", {"id": "again", "status": "agreed"}),
        ("edit_element", {"id": "again", "status": "proposed"}),
        ("add_element", {"id": "other", "kind": "mitigation", "label": "Bell", "status": "in-place"}),
        ("add_element", {"id": "task", "kind": "action", "label": "Ask them", "status": "open"}),
        ("add_element", {"id": "gone", "kind": "decision", "label": "No", "status": "proposed"}),
        ("delete", {"ids": ["gone"]}),
        ("add_element", {"id": "who", "kind": "stakeholder", "label": "Pupils", "voice": "present", "side": "public"}),
    )
    with open_session(path) as session:
        for name, given in steps:
            assert isinstance(session.run(name, **given), Decision), name
    as_version_3(path)
    return path


def test_only_what_nobody_touched_becomes_not_said(old: Path) -> None:
    with open_session(old) as session:
        said = {card.id: card.attributes.get("status") for card in session.board.elements.values()}
        assert {name: said[name] for name in ("untouched", "again", "other", "task", "began")} == {
            "untouched": None, "again": "proposed", "other": "in-place", "task": None, "began": "proposed",
        }  # fmt: skip
        assert session.board.elements["untouched"].note == "Other fields do not count"
        who = session.board.elements["who"].attributes
        assert who.get("voice") is None and who["side"] == "public"
        assert_all_agree(session)
        assert session.undo_label == "", "the upgrade is nobody's step"
        assert isinstance(session.run("edit_element", id="task", status="done"), Decision)
        assert_all_agree(session)
    timeline = read_timeline(old, "s-evening")
    assert "Take back what nobody said" in [moment.label for moment in timeline.moments]
    assert doctor.examine(old).sound
    raw = sqlite3.connect(old)
    assert raw.execute("PRAGMA user_version").fetchone() == (STORE_VERSION,)
    raw.close()


def test_what_the_program_gave_was_a_value_of_the_catalogue() -> None:
    for (kind, name), value in GIVEN.items():
        assert value in dict(catalogue().kind(kind).attributes[name].values)


def test_a_journal_that_cannot_be_replayed_is_left_as_it_is(old: Path) -> None:
    raw = sqlite3.connect(old, isolation_level=None)
    raw.execute("UPDATE _journal SET crc = crc + 1 WHERE n = 4")
    before = raw.execute("SELECT count(*) FROM _journal").fetchone()
    raw.close()
    with open_session(old) as session:
        assert session.board.elements["untouched"].attributes["status"] == "proposed"
    raw = sqlite3.connect(old)
    assert raw.execute("SELECT count(*) FROM _journal").fetchone() == before
    raw.close()
