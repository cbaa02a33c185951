"""Tables of other people: reading them, saying what the columns become, and what comes of it."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import LEAVE_OUT, Foreign, Plan
from stworkshop.exchange.incoming import incoming
from stworkshop.exchange.mapping import planned
from stworkshop.exchange.tables.table_import import (
    ColumnChoices,
    Sheet,
    as_foreign,
    choices_of,
    from_json,
    read_sheets,
    states,
    suggested_columns,
    to_json,
)
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, SessionRecord
from stworkshop.validation.clean_text import clean_text
from stworkshop.validation.file_problems import BadFile

WORDS = catalogue()
EVENING = """Wer;Was uns Sorgen macht;Thema;Wichtig (1-5);Ort;E-Mail
Ältere Menschen;Der Bus muss ohne Bordstein halten.;Rechte;5;Hill East;a@b.de
Ältere Menschen;Abends fährt nichts mehr.;Nutzen;4;Riverside;
Krankenhaus Personal;"=Um vier Uhr früh
kommt kein Bus.";Rechte;3;Hill East;
Eltern;Zu viele Haltestellen fallen weg.;Verkehr;2;Riverside;c@d.de
;;;;;
Eltern;Noch eins;Rechte;1;;
"""


def sheet_of(text: str, path: Path, encoding: str = "utf-8", name: str = "evening.csv") -> Sheet:
    (path / name).write_bytes(text.encode(encoding))
    (sheet,) = read_sheets(path / name)
    return sheet


def table(*rows: str, name: str = "table") -> Sheet:
    return Sheet(name, tuple(tuple(row.split("|")) for row in rows))


def foreign(sheet: Sheet, columns: ColumnChoices | None = None) -> Foreign:
    return as_foreign("evening.csv", sheet, columns or suggested_columns(sheet, WORDS, False), WORDS)


def plan_of(sheet: Sheet, board: Board | None = None, columns: ColumnChoices | None = None) -> Plan:
    columns = columns or suggested_columns(sheet, WORDS, False)
    file = as_foreign("evening.csv", sheet, columns, WORDS)
    board = board or Board()
    return planned(file, choices_of(file, columns, WORDS, board), board, WORDS)


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";"), ("utf-16-le", "|"), ("utf-16-be", ";")],
)
def test_any_encoding_and_delimiter_gives_the_same_table(encoding: str, delimiter: str, tmp_path: Path) -> None:
    sheet = sheet_of(EVENING.replace(";", delimiter), tmp_path, encoding)
    assert sheet.heads == ("Wer", "Was uns Sorgen macht", "Thema", "Wichtig (1-5)", "Ort", "E-Mail")
    assert len(sheet.rows) == 6 and sheet.rows[0][0] == "Ältere Menschen"
    assert sheet.rows[2][1] == "=Um vier Uhr früh\nkommt kein Bus."


def test_what_spreadsheets_put_into_text_is_taken_out(tmp_path: Path) -> None:
    sheet = sheet_of("sep=;\r\nA;B\r\n'=1+1;x\0y\r\n'tis;-\r\n", tmp_path)
    assert sheet.lines == (("A", "B"), ("=1+1", "xy"), ("'tis", "-"))


def test_the_columns_are_taken_as_they_seem(tmp_path: Path) -> None:
    sheet = sheet_of(EVENING, tmp_path)
    columns = suggested_columns(sheet, WORDS, False)
    assert columns.kind == "concern" and columns.roles == ("who", "label", "topic", LEAVE_OUT, "note", LEAVE_OUT)
    assert columns.topics == {"Rechte": "human-rights", "Nutzen": "public-value", "Verkehr": ""}
    told = states(sheet, columns, WORDS, False)
    assert [state.state for state in told] == ["good", "good", "look", "off", "good", "off"]
    assert (told[2].words, told[5].words) == ("2 of 3 words known", "this session keeps no names")
    assert told[3].words == "weights come from people’s dots"
    assert suggested_columns(sheet, WORDS, True).roles[5] == "note"


def test_rows_become_cards_held_by_people_that_are_made_or_found(tmp_path: Path) -> None:
    sheet = sheet_of(EVENING, tmp_path)
    board = Board(
        [SessionRecord(id="s"), Element(id="old", kind="stakeholder", label="ältere menschen", code="S4", seq=1)]
    )
    plan = plan_of(sheet, board)
    assert (plan.count("elements", "concern"), plan.count("elements", "stakeholder"), plan.count("links")) == (5, 2, 5)
    first = next(e for e in plan.records if e["root"] == "links")
    assert (first["relation"], first["source"]) == ("has-concern", "old")
    skipped = next(fate for fate in plan.fates if fate.outcome == "left-out")
    assert (skipped.card.place, skipped.question) == ("row 6", "empty, skipped")
    assert [f.question for f in plan.fates if f.question] == ["which topic?", "empty, skipped"]
    assert sum("E-Mail" in words or "weights" in words for words in plan.report.left_out) == 2


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Stakeholder", "who"),
        ("Raised by", "who"),
        ("Comment", "label"),
        ("Préoccupation", "label"),
        ("Bemerkungen", "note"),
        ("Themen", "topic"),
        ("Maßnahme", "answered"),
        ("Surname", LEAVE_OUT),
        ("Teléfono", LEAVE_OUT),
        ("Feeling", "field:feeling"),
        ("Worry or hope?", "field:feeling"),
        ("Something else", "note"),
    ],
)
def test_names_of_columns_say_what_they_are(head: str, role: str) -> None:
    sheet = table(f"The concern in full words|{head}", "A long sentence that people said here.|x")
    if role == "label":
        sheet = table(f"{head}|Number", "A long sentence that people said.|x")
    assert role in suggested_columns(sheet, WORDS, False).roles


def test_a_column_without_a_name_that_holds_addresses_is_personal() -> None:
    sheet = table("Concern|Reply to", "Buses are late|a@b.org", "Too dear|c@d.org")
    assert suggested_columns(sheet, WORDS, False).roles == ("label", LEAVE_OUT)


def test_a_table_without_names_of_columns() -> None:
    sheet = table("The bus is late|5", "The bus is dear|3")
    columns = suggested_columns(sheet, WORDS, False)
    assert not columns.first_row_holds_names and columns.heads == ("A", "B")
    assert [e["label"] for e in plan_of(sheet).records] == ["The bus is late", "The bus is dear"]


def test_attributes_take_words_steps_numbers_and_days() -> None:
    sheet = table("Risk|How likely|How bad|Can it be put right?", "Leak|Likely|5|no", "Crash|2,0|9|maybe", name="Risks")
    columns = suggested_columns(sheet, WORDS, False)
    assert columns.roles == ("label", "field:likelihood", "field:severity", "field:reversible")
    leak, crash = plan_of(sheet).records
    assert (leak["likelihood"], leak["severity"], leak["reversible"]) == (4, 5, "no")
    assert crash["likelihood"] == 2 and not {"severity", "reversible"} & set(crash)
    assert [state.state for state in states(sheet, columns, WORDS, False)] == ["good", "good", "look", "look"]
    tasks = table("Task|By when?", "Ask|24.11.2026", "Tell|2026-12-01", "Show|soon", name="Tasks")
    assert [e.get("due") for e in plan_of(tasks).records] == ["2026-11-24", "2026-12-01", None]


def test_cards_that_answer_come_by_code_by_words_or_new() -> None:
    sheet = table(
        "Code|Kind|Label|Answered by",
        "C3|Concern|Late|M1; More buses",
        "R1|Risk|Leak|Delete soon",
        "|Measure|Delete soon|",
        "|Concern|Dear|M77",
    )
    board = Board([SessionRecord(id="s"), Element(id="m1", kind="mitigation", label="Bells", code="M1", seq=1)])
    plan = plan_of(sheet, board)
    labels = {e["id"]: e["label"] for e in plan.records if e["root"] == "elements"} | {"m1": "Bells"}
    links = {(labels[e["source"]], e["relation"], labels[e["target"]]) for e in plan.records if e["root"] == "links"}
    assert links == {
        ("Bells", "addresses", "Late"),
        ("More buses", "addresses", "Late"),
        ("Delete soon", "mitigates", "Leak"),
    }
    assert any("“M77”" in words for words in plan.report.left_out)
    assert next(e for e in plan.records if e.get("label") == "Late")["code"] == "C3"


def test_a_sheet_of_links_joins_the_rows_of_the_other(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [["Label", "Type", "Description"], ["Rain", "Driver", "wet"], ["Floods", "Risk", ""], ["Dykes", "Control", ""]],
        Connections=[["From", "To", "Type"], ["Rain", "floods", "causes"], ["Dykes", "Floods", ""], ["Dykes", "", ""]],
        Readme=[["Made in March"]],
    )
    found = incoming(path, WORDS)
    plan = planned(found.foreign, found.choices, Board(), WORDS)
    labels = {e["id"]: e["label"] for e in plan.records if e["root"] == "elements"}
    links = [(labels[e["source"]], e["relation"], labels[e["target"]]) for e in plan.records if e["root"] == "links"]
    assert links == [("Rain", "causes", "Floods"), ("Dykes", "mitigates", "Floods")]
    assert any("“Readme”" in words for words in plan.report.left_out)
    assert any("lacks an end" in words for words in plan.report.left_out)


def test_links_alone_join_cards_of_the_map(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("From,To\nS1,Late buses\nS1,S9\n", encoding="utf-8")
    board = Board(
        [
            SessionRecord(id="s"),
            Element(id="a", kind="stakeholder", label="Drivers", code="S1", seq=1),
            Element(id="b", kind="concern", label="Late buses", code="C1", seq=2),
        ]
    )
    found = incoming(tmp_path / "links.csv", WORDS, board=board)
    (link,) = planned(found.foreign, found.choices, board, WORDS).records
    assert (link["relation"], link["source"], link["target"]) == ("has-concern", "a", "b")


def test_a_role_that_one_column_has_is_taken_from_the_other() -> None:
    columns = ColumnChoices("concern", ("label", "note", "topic"), heads=("a", "b", "c"))
    assert columns.with_role(1, "label").roles == ("note", "label", "topic")
    assert columns.with_role(1, "topic").roles == ("label", "topic", "topic")


def test_a_mapping_is_remembered_by_the_names_of_columns() -> None:
    sheet = table("B|A|New", "words here|who|1")
    saved = ColumnChoices("risk", ("who", "label", LEAVE_OUT), heads=("a", "B", "gone"), topics={"x": "regulation"})
    again = from_json(to_json(saved))
    assert again == saved and again.fits(sheet.heads) and not again.fits(("B", "C"))
    found = suggested_columns(sheet, WORDS, False, [ColumnChoices("goal", ("label",), heads=("Z",)), again])
    assert (found.kind, found.roles, found.heads) == ("risk", ("label", "who", LEAVE_OUT), ("B", "A", "New"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "not JSON"),
        ('{"format": "other"}', "format"),
        ('{"format":"stworkshop-mapping","version":2,"kind":"concern","columns":[]}', "version"),
        ('{"format":"stworkshop-mapping","version":1,"kind":"concrn","columns":[]}', "concern"),
        (
            '{"format":"stworkshop-mapping","version":1,"kind":"goal","columns":[{"name":"a","becomes":"lable"}]}',
            "lable",
        ),
        ('{"format":"stworkshop-mapping","version":1,"kind":"goal","columns":[{"name":"a"}]}', "column 1"),
        (
            '{"format":"stworkshop-mapping","version":1,"kind":"goal","columns":[{"name":"a","becomes":"label"}],'
            '"topics":{"x":"law"}}',
            "law",
        ),
    ],
)
def test_a_mapping_with_mistakes_is_refused_with_all_of_them(text: str, what: str) -> None:
    with pytest.raises(BadFile, match=what):
        from_json(text)


# --- workbooks


def workbook(path: Path, rows: list[list[object]], **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Sorgen"
    for row in rows:
        page.append(row)
    for title, more in sheets.items():
        other = book.create_sheet(title)
        for row in more:
            other.append(row)
    book.save(path / "book.xlsx")
    return path / "book.xlsx"


def test_a_workbook_is_read_as_people_see_it(tmp_path: Path) -> None:
    day = datetime.datetime(2026, 11, 24)
    path = workbook(
        tmp_path, [["Concern", "N", "When"], ["Late", 3.0, day], ["=1+1", 0.25, None], [True, 10**6, ""]], Empty=[]
    )
    (sheet,) = read_sheets(path)
    assert sheet.name == "Sorgen" and sheet.heads == ("Concern", "N", "When")
    assert sheet.rows == (("Late", "3", "2026-11-24"), ("=1+1", "0.25", ""), ("yes", "1000000", ""))


def test_a_formula_gives_its_last_value_and_else_comes_as_text(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Concern", "N"], ["Late", "=1+1"], ["=HYPERLINK(A1)", 2]])
    (sheet,) = read_sheets(path)
    assert sheet.rows == (("Late", "=1+1"), ("=HYPERLINK(A1)", "2"))
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    page = entries["xl/worksheets/sheet1.xml"]
    entries["xl/worksheets/sheet1.xml"] = page.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
        b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
    )
    path.write_bytes(_zip(entries))
    assert read_sheets(path)[0].rows[0] == ("Late", "2")


def test_empty_rows_above_the_names_do_not_count_as_names(tmp_path: Path) -> None:
    sheet = sheet_of("\n\nWho,Concern\nDrivers,No breaks\n", tmp_path)
    assert sheet.heads == ("Who", "Concern") and foreign(sheet).cards[-1].place == "row 4"


def test_rows_and_columns_beyond_the_limits_are_told(tmp_path: Path) -> None:
    text = "Concern\n" + "".join(f"Worry {n}\n" for n in range(5_003))
    sheet = sheet_of(text, tmp_path)
    assert len(sheet.rows) == 5_000 and "3 rows" in sheet.left_out[0]
    wide = sheet_of(",".join(f"c{n}" for n in range(250)) + "\n" + ",".join("x" * 250) + "\n", tmp_path)
    assert wide.width == 200 and "200" in wide.left_out[0]


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.csv", b"", "no words"),
        ("a.csv", b"\n\n;;;\n", "no words"),
        ("a.csv", _zip({"x": b"1"}), "no text"),
        ("a.csv", b'a,b\n"' + b"x" * 200_000, "not closed"),
        ("a.xlsx", b"PK\x03\x04 no zip", "no workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 old", "password"),
        ("a.xlsx", _zip({"hello.txt": b"1"}), "damaged"),
        ("a.xlsx", _zip({"xl/worksheets/sheet1.xml": b"0" * 30_000_000}), "unpacks"),
        ("a.xlsx", _zip({f"{n}.xml": b"" for n in range(4_500)}), "unpacks"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(name: str, data: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(KnownError, match=what) as caught:
        read_sheets(tmp_path / name)
    assert "Nothing was imported" in str(caught.value) and "\n" not in str(caught.value)


def test_entities_in_a_workbook_are_not_followed(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Concern"], ["Late"]])
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    for name in entries:
        if name.endswith(("sharedStrings.xml", "sheet1.xml", "workbook.xml")):
            entries[name] = bomb
    path.write_bytes(_zip(entries))
    with pytest.raises(KnownError, match="damaged"):
        read_sheets(path)


# --- whatever the table holds

words = st.text(max_size=8).map(clean_text)  # as a file is read
cells = st.one_of(
    words,
    st.sampled_from(["", "Residents", "C1", "Rechte", "5", "a@b.de", "Risk", "S1; S2", "24.11.2026", "Human rights"]),
)
heads = st.one_of(words, st.sampled_from(["Who", "Concern", "Topic", "Kind", "Type", "Code", "id", "x", "y"]))
some_roles = st.sampled_from(
    [
        "label",
        "who",
        "note",
        "topic",
        "kind",
        "type",
        "code",
        "answered",
        "id",
        "x",
        "y",
        "-",
        "field:severity",
        "field:no",
    ]
)


@given(data=st.data())
def test_whatever_the_table_holds_its_cards_can_be_brought_in(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 6))
    row = st.lists(cells, min_size=1, max_size=width).map(tuple)
    lines = (
        data.draw(st.lists(heads, min_size=width, max_size=width).map(tuple)),
        *data.draw(st.lists(row, max_size=5)),
    )
    sheet = Sheet("s", lines)
    columns = suggested_columns(sheet, WORDS, data.draw(st.booleans()))
    if data.draw(st.booleans()):
        for at in range(width):
            columns = columns.with_role(at, data.draw(some_roles))
    assert len(states(sheet, columns, WORDS, False)) == width
    assert from_json(to_json(columns)) == columns if columns.roles.count("label") == 1 else True
    board = Board([SessionRecord(id="s"), Element(id="r", kind="stakeholder", label="Residents", code="S1", seq=1)])
    plan = plan_of(sheet, board, columns)
    if plan.records:
        outcome = decide(board, "bring_in", {"records": [dict(entry) for entry in plan.records]}, Context())
        assert isinstance(outcome, Decision), outcome


def test_what_is_no_text_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40)
    with pytest.raises(KnownError, match="no text"):
        read_sheets(path)
    path.write_text("Who,What\x07\nDrivers,\0Breaks\n", encoding="utf-8")
    assert read_sheets(path)[0].heads[0] == "Who"
