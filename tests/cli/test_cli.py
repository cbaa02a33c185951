"""The contract of the command line, line by line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import jsonschema
import pytest

from stworkshop import assets
from tests.cli.conftest import Call
from tests.workshop import make


def _new(call: Call, *more: str) -> str:
    printed = call("new", "--label", "A test", *more)
    assert printed.code == 0 and not printed.err
    return printed.out.strip()


def test_new_prints_one_id_and_list_shows_it(call: Call) -> None:
    session_id = _new(call, "--agenda", "agenda-half-day")
    (row,) = call("list", "--json").data
    assert set(row) == {"id", "label", "date", "updated", "elements", "links"}
    assert (row["id"], row["label"], row["elements"], row["links"]) == (session_id, "A test", 0, 0)


def test_a_new_file_is_worked_on_in_place_and_stays_out_of_the_library(call: Call, tmp_path: Path) -> None:
    _new(call, "--to", "one.stw")
    line = {"command": "add_element", "arguments": {"kind": "risk", "label": "Delay"}}
    assert call("apply", "one.stw", lines=[line]).lines[0]["ok"] is True
    assert call("show", "one.stw", "--json").data["counts"] == {"risk": 1}
    assert call("list", "--json").data == []
    assert call("new", "--label", "B", "--to", "one.stw").code == 1


def test_wrong_usage_is_2_and_known_errors_are_one_line_and_1(call: Call) -> None:
    assert call("export", "x").code == 2
    assert call("new", "--label", "x", "--agenda", "nonsense").code == 2
    missing = call("show", "no-such-session")
    assert missing.code == 1 and missing.out == "" and len(missing.err.splitlines()) == 1


def test_demo_can_run_twice_and_an_import_of_a_known_id_is_refused(call: Call) -> None:
    first = call("demo")
    ids = first.out.split()
    assert len(ids) == 4 and call("demo").out.split() == ids
    sample = str(assets.sample_sessions()[0])
    refused = call("import", sample)
    assert refused.code == 1 and not refused.out
    assert call("import", sample, "--replace").code == 0
    copy = call("import", sample, "--as-copy").out.strip()
    assert copy not in ids and len(call("list", "--json").data) == 5


@pytest.mark.parametrize("ending", [".json", ".yaml"])
def test_files_that_are_read_only_forms_are_shown_but_not_worked_on(call: Call, tmp_path: Path, ending: str) -> None:
    source = tmp_path / f"prepared{ending}"
    if ending == ".json":
        source.write_bytes(assets.sample_sessions()[0].read_bytes())
    else:
        source.write_text("id: prepared\nlabel: Prepared\nelements:\n- id: a\n  kind: risk\n  label: Delay\n")
    before = source.read_bytes()
    assert call("show", str(source), "--json").data["counts"]
    assert call("apply", str(source), lines=[]).code == 2
    assert call("copy", str(source), "--table", "Hill", "--to", "t.stw").code == 2
    assert source.read_bytes() == before


def test_apply_answers_each_line_and_goes_on_after_a_refusal(call: Call) -> None:
    session_id = _new(call)
    printed = call(
        "apply",
        session_id,
        lines=[
            {"command": "add_element", "arguments": {"kind": "stakeholder", "label": "Residents", "id": "a"}},
            {"command": "add_element", "kind": "concern", "label": "Noise", "id": "b"},
            "not json",
            "[1, 2]",
            {"command": "add_link", "relation": "has-concern", "source": "a", "target": "b"},
            {"command": "add_link", "relation": "has-concern", "source": "a", "target": "b"},
            {"command": "undo"},
            {"command": "redo"},
            {"command": "redo"},
        ],
    )
    assert printed.code == 0 and not printed.err
    answers = printed.lines
    assert [answer["ok"] for answer in answers] == [True, True, False, False, True, False, True, True, False]
    assert answers[0]["ids"] == ["a"]
    assert [answers[i]["refusal"] for i in (2, 3, 5)] == ["bad-line", "bad-line", "link-twice"]
    shown = call("show", session_id, "--json").data
    assert (shown["counts"], shown["links"]) == ({"stakeholder": 1, "concern": 1}, 1)


def test_a_whole_round_can_be_run_by_lines(call: Call) -> None:
    session_id = _new(call)
    sheets = [
        {"command": "hand_in_sheet", "round": "r", "side": side, "answers": [{"item": "st", "value": value}]}
        for side, value in (("public", 5), ("public", 4), ("public", 2), ("planner", 3), ("planner", 4))
    ]
    opened = [
        {"command": "add_statement", "id": "st", "label": "It is worth it"},
        {"command": "open_round", "id": "r", "kind": "rating", "question": "Do you agree?", "items": ["st"]},
        *sheets,
    ]
    assert all(answer["ok"] for answer in call("apply", session_id, lines=opened).lines)
    sealed = call("show", session_id, "--json").data["agreement"]["statements"]
    assert all(not statement.get("n") for statement in sealed)
    closed = call("apply", session_id, lines=[{"command": "close_round", "id": "r"}, {"command": "undo"}]).lines
    assert closed[0]["ok"]
    (statement,) = call("show", session_id, "--json").data["agreement"]["statements"]
    assert (statement["n"], statement["median"], statement["counts"]) == (5, 4, [0, 1, 1, 2, 1])
    assert statement["mean_by_side"] == {}, "planners are two, and public alone would give them away"


def test_show_has_the_keys_of_the_contract(call: Call) -> None:
    call("demo")
    shown = call("show", "case-hill-east-evening", "--json").data
    assert set(shown) == {"id", "label", "attribution", "counts", "links", "agreement", "dots", "risks"}
    assert sum(shown["counts"].values()) == 36 and shown["links"] == 42
    assert {"statements", "kendall_w", "rankings", "placings"} <= set(shown["agreement"])


def test_the_library_option_may_stand_before_or_after(call: Call, tmp_path: Path) -> None:
    other = str(tmp_path / "other.sqlite")
    before = call("--library", other, "new", "--label", "There").out.strip()
    assert [row["id"] for row in call("list", "--json", "--library", other).data] == [before]
    assert call("list", "--json").data == []


@pytest.mark.parametrize("name", ["s.pdf", "m.map.pdf", "m.svg", "m.png", "s.json", "s.csv.zip", "s.stw"])
def test_each_ending_writes_its_form(call: Call, tmp_path: Path, name: str) -> None:
    call("demo")
    printed = call("export", "case-hill-east-evening", "--to", name)
    assert (printed.code, printed.out, printed.err) == (0, "", "")
    head = (tmp_path / name).read_bytes()[:16]
    starts = {".pdf": b"%PDF-", ".svg": b"<?xml", ".png": b"\x89PNG", ".json": b"{", ".zip": b"PK", ".stw": b"SQLite"}
    assert head.startswith(starts[Path(name).suffix])


def test_csv_is_a_folder_of_tables(call: Call, tmp_path: Path) -> None:
    call("demo")
    call("export", "case-hill-east-evening", "--to", "tables.csv")
    names = {path.stem for path in (tmp_path / "tables.csv").glob("*.csv")}
    assert {"elements", "links", "participants", "results"} <= names and "answers" not in names
    call("export", "case-hill-east-evening", "--to", "tables.csv.zip")
    assert {Path(n).stem for n in zipfile.ZipFile(tmp_path / "tables.csv.zip").namelist()} == names


def test_an_unknown_ending_is_wrong_usage(call: Call) -> None:
    call("demo")
    assert call("export", "case-hill-east-evening", "--to", "map.bmp").code == 2


def test_json_goes_round_and_for_others_has_no_answers(call: Call, tmp_path: Path) -> None:
    call("demo")
    call("export", "case-merravale-bus", "--to", "a.json")
    call("import", "a.json", "--to", "b.stw")
    call("export", "b.stw", "--to", "b.json")
    first, second = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("a.json", "b.json"))
    assert first == second and first["answers"]
    jsonschema.validate(first, call("schema").data)
    call("export", "case-merravale-bus", "--to", "c.json", "--for-others")
    assert "answers" not in json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))


def test_commands_come_with_valid_schemas(call: Call) -> None:
    listed = call("commands", "--json").data
    names = [entry["command"] for entry in listed]
    assert {"add_element", "close_round", "resolve_conflict", "undo", "redo"} <= set(names)
    for entry in listed:
        jsonschema.Draft202012Validator.check_schema(entry["arguments"])


def test_doctor_says_sound_and_rescues_what_is_not(call: Call, tmp_path: Path) -> None:
    _new(call, "--to", "one.stw")
    report = call("doctor", "one.stw", "--json")
    assert report.code == 0
    assert set(report.data) == {"readable", "integrity", "document_equals_projection", "lost"}
    (tmp_path / "bad.stw").write_bytes(b"no database at all")
    bad = call("doctor", "bad.stw", "--json")
    assert bad.code == 1 and bad.data["readable"] is False
    assert (tmp_path / "bad.stw").read_bytes() == b"no database at all"


def test_a_table_gets_a_copy_of_the_same_lineage(call: Call, tmp_path: Path) -> None:
    call("demo")
    assert call("copy", "case-hill-east-evening", "--table", "Hill", "--to", "hill.stw").code == 0
    assert call("show", "hill.stw", "--json").data["links"] == 42
    call("export", "hill.stw", "--to", "hill.json")
    assert not json.loads((tmp_path / "hill.json").read_text(encoding="utf-8")).get("answers")


def test_forget_leaves_no_byte_of_the_name(call: Call, tmp_path: Path) -> None:
    _new(call, "--to", "one.stw")
    name = "Zacharias Quill"
    call("apply", "one.stw", lines=[{"command": "add_participant", "id": "p", "label": name, "side": "public"}])
    assert name.encode() in (tmp_path / "one.stw").read_bytes()
    assert call("forget", "one.stw", "--participant", "p").code == 0
    assert all(name.encode() not in path.read_bytes() for path in tmp_path.glob("one.stw*") if path.is_file())


def test_a_repeat_that_is_not_anonymous_says_how_many_moved(call: Call) -> None:
    session_id = _new(call)

    def asked(round_id: str, values: dict[str, int], **more: str) -> list[dict[str, object]]:
        opening = {"id": round_id, "kind": "rating", "question": "?", "items": ["st"], "anonymous": "no", **more}
        sheets: list[dict[str, object]] = [
            {"command": "hand_in_sheet", "round": round_id, "participant": p, "answers": [{"item": "st", "value": v}]}
            for p, v in values.items()
        ]
        return [{"command": "open_round", **opening}, *sheets, {"command": "close_round", "id": round_id}]

    lines: list[dict[str, object]] = [{"command": "add_statement", "id": "st", "label": "It is worth it"}]
    lines += [{"command": "add_participant", "id": p, "label": p, "side": "public"} for p in "ab"]
    lines += [*asked("r", {"a": 2, "b": 4}), *asked("s", {"a": 4, "b": 4}, follows="r")]
    assert all(answer["ok"] for answer in call("apply", session_id, lines=lines).lines)
    (statement,) = call("show", session_id, "--json").data["agreement"]["statements"]
    assert {way: statement["shift"][way] for way in ("up", "down", "same")} == {"up": 1, "down": 0, "same": 1}


def test_a_film_of_how_the_map_grew(call: Call, tmp_path: Path) -> None:
    _new(call, "--to", "growth.stw")
    call("apply", "growth.stw", lines=[{"command": "add_element", "arguments": {"kind": "risk", "label": "Ice"}}])
    assert call("export", "growth.stw", "--to", "growth.gif").code == 0
    assert (tmp_path / "growth.gif").read_bytes().startswith(b"GIF8")
    call("export", "growth.stw", "--to", "growth.json")
    assert call("export", "growth.json", "--to", "again.gif").code == 2  # a plain file has no history


def test_lines_that_are_json_but_no_command_are_bad_lines(call: Call) -> None:
    _new(call, "--to", "one.stw")
    named = {"command": "name_moment", "arguments": {"name": "x", "self": 1}}
    lines = [
        "null",
        "7",
        '"x"',
        "[]",
        "{}",
        "[" * 50_000,
        '{"command": ["x"]}',
        '{"command": "x", "arguments": 3}',
        named,
    ]
    answers = call("apply", "one.stw", lines=lines).lines
    assert [answer["refusal"] for answer in answers] == [*["bad-line"] * 8, "unknown-argument"]


def test_the_people_are_listed_with_their_ids_where_that_is_asked_for(call: Call, tmp_path: Path) -> None:
    path = make(tmp_path / "evening.stw")
    assert "participants" not in json.loads(call("show", str(path), "--json").out)
    told = json.loads(call("show", str(path), "--json", "--participants").out)["participants"]
    assert told and all(set(one) == {"id", "label", "side"} for one in told)
    plain = call("show", str(path), "--participants").out
    assert all(f"{one['id']}\t{one['label']}" in plain for one in told)
    gone = call("forget", str(path), "--participant", told[0]["id"])
    assert gone.code == 0 and set(json.loads(gone.out)) >= {"backups", "copies", "still_named_in"}
    assert json.loads(call("show", str(path), "--json", "--participants").out)["participants"] == told[1:]
