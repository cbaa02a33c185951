"""The command `import`: tables, maps of other programs and outlines, as sessions and onto a map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stworkshop.exchange.tables.saved_mapping import to_json
from stworkshop.exchange.tables.table_import import ColumnChoices
from tests.cli.conftest import Call
from tests.pictures import text_of

TABLE = "Who;Concern;Topic;Importance\nDrivers;No breaks;Regulation;5\nParents;Too dear;Money;2\n"
KUMU = {"elements": [{"label": "Rain", "type": "Driver"}], "connections": []}


@pytest.fixture
def table(tmp_path: Path) -> str:
    (tmp_path / "evening.csv").write_text(TABLE, encoding="utf-8")
    return "evening.csv"


def kinds(call: Call, session: str) -> dict[str, int]:
    found: dict[str, int] = call("show", session, "--json").data["counts"]
    return found


def test_a_table_becomes_a_session_and_says_how_its_columns_were_taken(call: Call, table: str) -> None:
    printed = call("import", table)
    assert printed.code == 0 and len(printed.out.split()) == 1
    assert kinds(call, printed.out.strip()) == {"stakeholder": 2, "concern": 2}
    assert "Who = who; Concern = label" in printed.err and "weights come from people’s dots" in printed.err
    assert "“Money”" in printed.err and all(line.startswith("evening.csv: ") for line in printed.err.splitlines())
    assert call("import", table).code == 1 and call("import", table, "--as-copy").code == 0


def test_several_files_come_all_or_none(call: Call, table: str, tmp_path: Path) -> None:
    (tmp_path / "kumu.json").write_text(json.dumps(KUMU), encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n## Risks\n- A leak\n", encoding="utf-8")
    (tmp_path / "bad.opml").write_text("<opml>", encoding="utf-8")
    refused = call("import", table, "kumu.json", "bad.opml")
    assert refused.code == 1 and not refused.out and call("list", "--json").data == []
    printed = call("import", table, "kumu.json", "notes.md")
    assert printed.code == 0 and len(printed.out.split()) == 3
    assert kinds(call, printed.out.split()[1]) == {"context": 1}
    assert call("show", "Notes", "--json").data["counts"] == {"risk": 1}


def test_into_a_session_comes_as_one_step(call: Call, table: str, tmp_path: Path) -> None:
    call("new", "--label", "A map", "--to", "map.stw")
    call(
        "apply", "map.stw", lines=[{"command": "add_element", "arguments": {"kind": "stakeholder", "label": "drivers"}}]
    )
    printed = call("import", table, "--into", "map.stw")
    assert printed.code == 0 and len(printed.out.split()) == 1 and "on the map already" in printed.err
    assert kinds(call, "map.stw") == {"stakeholder": 2, "concern": 2}
    again = call("import", table, "--into", "map.stw")
    assert again.code == 0 and kinds(call, "map.stw") == {"stakeholder": 2, "concern": 4} and "look like" in again.err


def test_cards_of_a_session_come_onto_another_map(call: Call, tmp_path: Path, table: str) -> None:
    call("import", table, "--to", "one.stw")
    call("export", "one.stw", "--to", "one.json")
    call("export", "one.stw", "--to", "one.csv.zip")
    for name in ("one.json", "one.csv.zip"):
        session = call("new", "--label", name).out.strip()
        printed = call("import", name, "--into", session)
        assert printed.code == 0 and kinds(call, session) == {"stakeholder": 2, "concern": 2}
        assert call("show", session, "--json").data["links"] == 2


def test_a_saved_mapping_says_what_the_columns_become(call: Call, table: str, tmp_path: Path) -> None:
    saved = ColumnChoices(
        "risk", ("note", "label", "topic"), True, {"Money": "public-value"}, {}, ("Who", "Concern", "Topic")
    )
    (tmp_path / "map.json").write_text(to_json(saved), encoding="utf-8")
    printed = call("import", table, "--map", "map.json")
    assert printed.code == 0 and kinds(call, printed.out.strip()) == {"risk": 2}
    assert "Use --map" not in printed.err
    (tmp_path / "other.csv").write_text("A,B\n1,two words\n", encoding="utf-8")
    refused = call("import", "other.csv", "--map", "map.json")
    assert refused.code == 1 and "not those of the mapping" in refused.err and len(refused.err.splitlines()) == 1
    (tmp_path / "map.json").write_text('{"format": "stworkshop-mapping"}', encoding="utf-8")
    refused = call("import", table, "--map", "map.json", "--as-copy")
    assert refused.code == 1 and "4 mistakes" in refused.err and len(refused.err.splitlines()) == 1


def test_words_that_do_not_fit_together_are_wrong_usage(call: Call, table: str) -> None:
    call("new", "--label", "A map", "--to", "map.stw")
    assert call("import", table, "--into", "map.stw", "--as-copy").code == 2
    assert call("import", table, "--into", "map.stw", "--to", "b.stw").code == 2
    itself = call("import", "map.stw", "--into", "map.stw")
    assert itself.code == 1 and "copy of this session" in itself.err
    assert call("import", "map.stw", "--map", "m.json").code == 2
    assert call("import", table, "--into", "no-such-session").code == 1


def test_our_tables_go_round_through_the_library(call: Call, tmp_path: Path) -> None:
    call("demo")
    before = call("show", "case-hill-east-evening", "--json").data
    for name in ("out.csv", "out.csv.zip", "out.xlsx"):
        assert call("export", "case-hill-east-evening", "--to", name).code == 0
        printed = call("import", name, "--replace")
        assert (printed.code, printed.out.strip()) == (0, "case-hill-east-evening")
        assert printed.err.startswith(f"{name}: Left out: Tables hold no answers") and printed.err.count("\n") == 1
        after = call("show", "case-hill-east-evening", "--json").data
        assert (after["counts"], after["links"], after["risks"]) == (before["counts"], before["links"], before["risks"])
        for one, other in zip(before["agreement"]["statements"], after["agreement"]["statements"], strict=True):
            assert (one["n"], one["band"], one["counts"]) == (other["n"], other["band"], other["counts"])


DRAWN = (
    '<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>'
    '<mxCell id="a" value="Thing A" vertex="1" parent="1"><mxGeometry x="0" y="0" width="120" height="60"/></mxCell>'
    '<mxCell id="b" value="Thing B" vertex="1" parent="1"><mxGeometry x="0" y="300" width="120" height="60"/></mxCell>'
    "</root></mxGraphModel>"
)


def test_the_places_of_a_foreign_map_are_told_kept_and_written(call: Call, tmp_path: Path) -> None:
    (tmp_path / "grid.drawio").write_text(DRAWN, encoding="utf-8")
    call("new", "--label", "A map", "--to", "map.stw")
    printed = call("import", "grid.drawio", "--into", "map.stw")
    assert printed.err.count("The view “grid.drawio” shows 2 cards where they stood in the file.") == 1
    call("export", "map.stw", "--to", "map.json")
    (view,) = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))["views"]
    assert call("export", "map.stw", "--view", view["id"], "--to", "came.svg").code == 0
    assert "Thing B" in (tmp_path / "came.svg").read_text(encoding="utf-8")
    assert call("import", "grid.drawio", "--into", "map.stw").code == 0
    assert len(call("show", "map.stw", "--json").data["counts"]) == 1


def test_cards_of_another_session_bring_their_pictures(call: Call, tmp_path: Path) -> None:
    call("new", "--label", "One", "--to", "one.stw")
    card = {"kind": "concern", "label": "A dark stop", "id": "dark"}
    picture = {"id": "dark", "image": text_of(), "alt": "A lamp"}
    lines = [{"command": "add_element", "arguments": card}, {"command": "set_image", "arguments": picture}]
    assert call("apply", "one.stw", lines=lines).code == 0
    call("new", "--label", "Two", "--to", "two.stw")
    for number, wanted in ((1, [text_of()]), (2, [text_of()])):
        printed = call("import", "one.stw", "--into", "two.stw")
        assert printed.code == 0 and "image" not in printed.err
        call("export", "two.stw", "--to", f"{number}.json")
        content = json.loads((tmp_path / f"{number}.json").read_text(encoding="utf-8"))
        assert [image["data"] for image in content["images"]] == wanted
        assert [card["image"] for card in content["elements"]] == [content["images"][0]["id"]] * number
    for ending in ("csv.zip", "graphml"):
        call("export", "two.stw", "--to", f"two.{ending}")
        assert call("import", f"two.{ending}", "--to", f"back-{ending}.stw").code == 0
        assert call("doctor", f"back-{ending}.stw").code == 0
