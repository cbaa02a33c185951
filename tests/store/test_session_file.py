"""The file as people with SQL see it: its views say what the program says, and its document names every column."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from stworkshop import assets
from stworkshop.exchange import importing
from stworkshop.model.catalogue import catalogue
from stworkshop.rounds import agreement, risk_order, verdicts
from stworkshop.session.library import Library
from stworkshop.store import database, views
from stworkshop.store.tables import STORE_VERSION
from tests.source_tree import ROOT

DOCUMENT = ROOT / "docs" / "session-file.md"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library(tmp_path_factory.mktemp("views") / "library.stwl")
    for path in assets.sample_sessions():
        made.add(importing.read_any(path))
    return made


@pytest.fixture
def raw(library: Library) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(library.path)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def test_views_say_what_the_program_says(library: Library, raw: sqlite3.Connection) -> None:
    for info in library.list():
        with library.open(info.id, read_only=True) as session:
            board = session.board
        risks = raw.execute("SELECT * FROM v_risks WHERE session_id = ?", (info.id,)).fetchall()
        assert [row["id"] for row in risks] == risk_order.risk_order(board)
        assert [row["level"] for row in risks] == [risk_order.risk_level(board.elements[row["id"]]) for row in risks]
        asked = raw.execute("SELECT * FROM v_agreement WHERE session_id = ?", (info.id,)).fetchall()
        assert {row["id"] for row in asked} == set(board.statements)
        figures = ("id", "round", "n", "mean", "median", "band", "consensus", "share_agree")
        said = [{name: row[name] for name in figures} for row in asked if row["round"]]
        known = agreement.statement_figures(board)
        assert said == [{name: entry[name] for name in figures} for entry in known]
        for view, kind, relation in (("v_concerns", "concern", "has-concern"), ("v_tasks", "action", "owns")):
            rows = raw.execute(f"SELECT * FROM {view} WHERE session_id = ?", (info.id,)).fetchall()
            assert {row["id"] for row in rows} == {c.id for c in board.elements.values() if c.kind == kind}
            for row in rows:
                found = [board.elements[x.source] for x in board.links_to(row["id"]) if x.relation == relation]
                people = "; ".join(card.label for card in sorted(found, key=lambda card: (card.seq, card.id)))
                assert (row["raised_by" if kind == "concern" else "owners"] or "") == people


def test_the_verdict_is_the_word_of_pages_prints_and_data(library: Library, raw: sqlite3.Connection) -> None:
    seen = set()
    for info in library.list():
        with library.open(info.id, read_only=True) as session:
            figures = agreement.figures(session.board)
        rows = raw.execute("SELECT id, verdict FROM v_agreement WHERE session_id = ?", (info.id,)).fetchall()
        told = {entry["id"]: entry["verdict"] for entry in verdicts.with_verdicts(figures)["agreement"]["statements"]}
        assert {row["id"]: row["verdict"] for row in rows} == {row["id"]: "Not asked" for row in rows} | told
        seen |= set(told.values())
    assert len(seen) >= 5


def test_the_verdict_of_any_figures_follows_the_rule_of_the_catalogue(library: Library, tmp_path: Path) -> None:
    chance, cases = random.Random(5), list[dict[str, Any]]()
    words = {str(entry["id"]): str(entry["label"]) for entry in catalogue().rule("verdict")["verdicts"]}
    while len(cases) < 600:
        counts = [chance.choice((0, 0, 1, 1, 2, 3, 4, 6)) for _ in range(5)]
        given = [value for value, n in enumerate(counts, 1) for _ in range(n)]
        figures: dict[str, Any] = {
            "dont_know": chance.choice((0, 0, 1, 3)),
            "band": chance.choice(("mixed", "mixed", None)),
        }
        if n := len(given):
            shares = {"share_agree": sum(counts[3:]) / n, "share_disagree": sum(counts[:2]) / n}
            figures |= {"n": n, "consensus": chance.choice((0.3, 0.4, 0.5, 0.6, 0.6 - 1e-12, 0.9)), **shares}
            if chance.random() < 0.8:
                figures["counts"] = counts
        cases.append(figures)
    path = tmp_path / "a.stw"
    database.create(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        fill(raw, "rounds", id="r", kind="rating", closed_order=1)
        for number, figures in enumerate(cases):
            fill(raw, "statements", id=f"y{number}", seq=number)
            fill(raw, "round_items", round_id="r", item=f"y{number}", place=number)
            fill(raw, "results", id=f"x{number}", round="r", item=f"y{number}", figures=json.dumps(figures))
        said = [row[0] for row in raw.execute("SELECT verdict FROM v_agreement")]
    assert said == [words[verdicts.state_of(figures)] for figures in cases]
    assert set(said) == set(words.values()) - {"Not asked"}


def fill(raw: sqlite3.Connection, table: str, **values: Any) -> None:
    """Add a row; what is not given is a number or a text that says nothing."""
    columns = raw.execute(f'PRAGMA table_info("{table}")').fetchall()
    row = {name: 0 if sort in ("INTEGER", "REAL") else "" for _at, name, sort, *_rest in columns} | values
    raw.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def test_links_and_cards_are_found_by_their_indexes(raw: sqlite3.Connection) -> None:
    for query, index in (
        ("SELECT id FROM elements WHERE session_id = 's' AND kind = 'risk'", "i_elements_kind"),
        ("SELECT id FROM links WHERE session_id = 's' AND source = 'a'", "i_links_source"),
        ("SELECT id FROM links WHERE session_id = 's' AND target = 'a'", "i_links_target"),
        ("SELECT id FROM results WHERE session_id = 's' AND round = 'r' AND item = 'i'", "i_results_item"),
    ):
        assert index in str([tuple(row) for row in raw.execute(f"EXPLAIN QUERY PLAN {query}")]), query


def test_the_document_names_every_table_view_and_column(tmp_path: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    documented: dict[str, list[str]] = {}
    for name, body in re.findall(r"^#### `(\w+)`\n(.*?)(?=^#|\Z)", text, re.M | re.S):
        documented[name] = [
            column for cell in re.findall(r"^\| (`[^|]*`) \|", body, re.M) for column in re.findall(r"`(\w+)`", cell)
        ]
    path = tmp_path / "a.stw"
    database.create(path)
    raw = sqlite3.connect(path)
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    there = {name: [row[1] for row in raw.execute(f'PRAGMA table_info("{name}")')] for name in names}
    raw.close()
    assert {name: sorted(columns) for name, columns in documented.items()} == {
        name: sorted(columns) for name, columns in there.items()
    }
    assert set(views.INDEXES) <= set(re.findall(r"`(\w+)`", text))
    assert f"the version of the tables, which is {STORE_VERSION}" in " ".join(text.split())
