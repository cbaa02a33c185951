"""Which table drew what, and what the tables saw differently, in the summaries and in the exports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from stworkshop.analysis import table_signs
from stworkshop.analysis.table_differences import decided_questions, open_questions
from stworkshop.commands.base import Context, Decision
from stworkshop.commands.workshop import set_session
from stworkshop.exchange import export_formats, importing
from stworkshop.exchange.writers.csv_files import table_rows
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Conflict, Element, Link, Participant, Record, SessionRecord, freeze
from stworkshop.model.session_content import SessionContent
from stworkshop.report.content import outline
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table
from stworkshop.report.content.blocks import Section, plain
from stworkshop.report.pdf import summary_bytes

WORDS = catalogue()
TABLES = ("Docks", "Hill", "Market", "River")


def told(table: str, value: object, minute: int, who: str = "") -> dict[str, object]:
    return {"table": table, "value": value, "who": who, "when": f"2026-11-24T15:{minute:02}:00"}


def records(attribution: str = "role", **session: object) -> list[Record]:
    """Four tables: one drew nothing; one field is open, one decided, one is about a person."""
    values = [told("Hill", "At most ten.", 42, "Ottilie Quick"), told("River", "At most forty.", 46)]
    label = [told("Hill", "Ottilie Quick", 1), told("River", "O. Quick", 2)]
    return [
        SessionRecord(
            id="s",
            label="Evening",
            date="2026-11-24",
            attribution=attribution,
            seq=1,
            attributes=freeze({"tables": TABLES, **session}),
        ),
        Element(id="m", kind="mitigation", label="Time for review", code="M7", note="At most ten.", seq=2),
        Element(id="p", kind="stakeholder", label="Older residents", code="S2", seq=3),
        Element(
            id="c", kind="concern", label="Dark stops", code="C12h", seq=4, attributes=freeze({"drawers": ("Hill",)})
        ),
        Link(id="l", relation="has-concern", source="p", target="c", drawers=("Hill", "Market", "River"), seq=5),
        Participant(id="o", label="Ottilie Quick", side="public", seq=6),
        Conflict(id="k1", record="m", root="elements", field="note", kept="At most ten.", values=freeze(values), seq=7),
        Conflict(
            id="k2",
            record="m",
            root="elements",
            field="label",
            kept="Time for review",
            settled="yes",
            seq=8,
            values=freeze([told("Hill", "Time for review", 1), told("River", "Time", 2)]),
        ),
        Conflict(id="k3", record="o", root="participants", field="label", kept="O", values=freeze(label), seq=9),
    ]


def section(found: list[Record], edition: str = "participants") -> Section | None:
    return outline.build(Board(found), WORDS, edition).section("tables")


def rows(made: Section) -> list[list[str]]:
    return [[plain(cell) for cell in row] for block in made.blocks if isinstance(block, Table) for row in block.rows]


def lists(made: Section) -> Mapping[str, list[str]]:
    return {block.title: [plain(item) for item in block.items] for block in made.blocks if isinstance(block, Bullets)}


@pytest.mark.parametrize("edition", ["participants", "engineers"])
def test_cards_and_links_say_how_many_tables_drew_them(edition: str) -> None:
    made = section(records(), edition)
    assert made is not None
    assert plain(made.lead).startswith(
        "4 tables worked apart and came together: Docks (D), Hill (H), Market (M) and River (R)."
    )
    assert plain(made.lead).endswith("keeps its letter: C12h.")
    assert rows(made) == [
        ["C12h\N{NO-BREAK SPACE} Dark stops", "1 of 4 tables", "Hill (H)"],
        [
            "S2\N{NO-BREAK SPACE} Older residents – has concern – C12h\N{NO-BREAK SPACE} Dark stops",
            "3 of 4 tables",
            "Hill (H), Market (M), River (R)",
        ],
    ]


def test_of_many_tables_those_are_named_that_did_not_draw_it() -> None:
    names = tuple(f"Table {n}" for n in range(1, 10))
    found = records(tables=names)
    found = [r for r in found if not isinstance(r, Link | Conflict | Participant)]
    found[3] = Element(
        id="c", kind="concern", code="C1", label="Cold", attributes=freeze({"drawers": names[1:]}), seq=4
    )
    made = section(found)
    assert made is not None and rows(made)[0][1:] == ["8 of 9 tables", "all but Table 1 (T)"]


def test_all_values_are_told_with_table_and_time_and_names_only_where_they_may_be() -> None:
    made = section(records())
    assert made is not None
    open_, decided = lists(made).values()
    assert open_ == [
        "Hill (H), 15:42: “At most ten.”",
        "River (R), 15:46: “At most forty.”",
        "Not decided yet; until then this stands: “At most ten.”",
    ]
    assert decided[-1] == "Chosen: “Time for review”"
    assert [block.content for block in made.blocks if isinstance(block, Heading)] == ["What the tables saw differently"]
    named = section(records("named"))
    assert named is not None
    first = next(iter(lists(named).values()))
    assert first[0] == "Hill (H), 15:42, Ottilie Quick: “At most ten.”" and len(lists(named)) == 3


def test_a_table_that_bears_the_name_of_a_person_has_a_number_for_others() -> None:
    found = records()
    found[3] = Element(
        id="c", kind="concern", code="C1", label="Cold", attributes=freeze({"drawers": ("Ottilie’s",)}), seq=4
    )
    made = section(found)
    assert made is not None and ["C1\N{NO-BREAK SPACE} Cold", "1 of 5 tables", "Table 1"] in rows(made)
    assert all("Ottilie" not in cell for row in rows(made) for cell in row) and "Ottilie" not in plain(made.lead)


def test_nothing_is_printed_where_no_tables_came_together_or_nobody_wants_it() -> None:
    board = Board(records())
    off = set_session(board, Context(), print_tables="no")
    assert isinstance(off, Decision)
    board.apply(off.change)
    assert section(list(board.records())) is None
    alone = [r for r in records(tables=()) if not isinstance(r, Link | Conflict)]
    alone = [r if r.id != "c" else Element(id="c", kind="concern", label="Cold", seq=4) for r in alone]
    for edition in ("participants", "engineers"):
        assert section(alone, edition) is None and section(list(board.records()), edition) is None


@pytest.mark.parametrize("large", [False, True])
def test_the_pages_hold_it(large: bool) -> None:
    import pypdfium2

    made = summary_bytes(Board(records()), WORDS, large_print=large)
    said = " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in pypdfium2.PdfDocument(made))
    assert "Which table drew what" in said and "3 of 4 tables" in said and "At most forty" in said


@pytest.mark.parametrize("ending", ["csv.zip", "xlsx", "json"])
def test_it_comes_back_with_a_file(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"evening.{ending}"
    export_formats.write(SessionContent(records()), path, export_formats.Options())
    board = importing.read_any(path).board()
    assert table_signs.tables_of(board) == list(TABLES)
    assert table_signs.drawn(board) == {"c": ("Hill",), "l": ("Hill", "Market", "River")}
    assert [one.id for one in open_questions(board)][:1] == ["k1"] and len(decided_questions(board)) == 1


def test_tables_and_json_carry_it(tmp_path: Path) -> None:
    content = SessionContent(records())
    found = table_rows(content)
    assert [row.get("drawers") for row in found["links"][1]] == [("Hill", "Market", "River")]
    assert json.loads(next(row["drawers"] for row in found["elements"][1] if row["id"] == "c")) == ["Hill"]
    assert json.loads(found["session"][1][0]["tables"]) == list(TABLES)
    assert [row["record"] for row in found["conflicts"][1]] == ["m", "m"]
    for others in (False, True):
        path = tmp_path / f"{others}.json"
        export_formats.write(content, path, export_formats.Options(for_others=others))
        data = json.loads(path.read_text(encoding="utf-8"))
        assert data["links"][0]["drawers"] == ["Hill", "Market", "River"]
        assert data["session"]["tables"] == list(TABLES)
        assert len(data["conflicts"]) == (2 if others else 3)
