"""What was said of a part for the law, through every door of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

SAID = {"ai_act_tier": "tier-high-risk", "annex_iii": "annex-i", "ai_act_role": "both", "ai_act_exception": "prepares"}


def cards(call: Call, session: Path, to: Path) -> list[dict[str, Any]]:
    assert call("export", str(session), "--to", str(to)).code == 0
    elements: list[dict[str, Any]] = json.loads(to.read_text(encoding="utf-8"))["elements"]
    return elements


@pytest.fixture
def session(call: Call, tmp_path: Path) -> Path:
    path = tmp_path / "s.stw"
    assert call("new", "--label", "Lifts", "--to", str(path)).code == 0
    line = {"command": "add_element", "arguments": {"id": "k", "kind": "component", "label": "Door", **SAID}}
    applied = call("apply", str(path), lines=[line])
    assert applied.code == 0, applied
    return path


@pytest.mark.parametrize("ending", ["json", "csv.zip", "graphml", "xlsx"])
def test_the_area_of_annex_i_goes_out_and_comes_back(call: Call, session: Path, tmp_path: Path, ending: str) -> None:
    out, back = tmp_path / f"out.{ending}", tmp_path / "back.stw"
    assert call("export", str(session), "--to", str(out)).code == 0
    came = call("import", str(out), "--to", str(back))
    assert came.code == 0, came
    (card,) = [one for one in cards(call, back, tmp_path / "back.json") if one["label"] == "Door"]
    assert {name: card.get(name) for name in SAID} == SAID


def test_a_table_names_the_area_by_its_words(call: Call, tmp_path: Path) -> None:
    table, back = tmp_path / "Technical parts.csv", tmp_path / "back.stw"
    table.write_text(
        "Technical part,High-risk area of the AI Act\nDoor,Safety part of a product (Annex I)\nRoster,4\n"
        "Lift,annex-i\n",
        encoding="utf-8",
    )
    came = call("import", str(table), "--to", str(back))
    assert came.code == 0, came
    found = {one["label"]: one.get("annex_iii") for one in cards(call, back, tmp_path / "back.json")}
    assert found == {"Door": "annex-i", "Roster": 4, "Lift": "annex-i"}


def test_a_file_written_by_hand_takes_it(call: Call, tmp_path: Path) -> None:
    case, back = tmp_path / "c.yaml", tmp_path / "back.stw"
    case.write_text(
        "id: c\nlabel: Lifts\nelements:\n- {id: k, kind: component, label: Door, ai_act_tier: tier-high-risk,"
        " annex_iii: annex-i}\n- {id: m, kind: component, label: Roster, annex_iii: 4}\n",
        encoding="utf-8",
    )
    came = call("import", str(case), "--to", str(back))
    assert came.code == 0, came
    assert [one.get("annex_iii") for one in cards(call, back, tmp_path / "back.json")] == ["annex-i", 4]


@pytest.mark.parametrize("area", ["annex-ii", 9, 0, "4", True])
def test_another_area_is_refused(call: Call, session: Path, area: object) -> None:
    line = {"command": "edit_element", "arguments": {"id": "k", "annex_iii": area}}
    (told,) = call("apply", str(session), lines=[line]).lines
    assert not told["ok"]
    assert told["message"] == "High-risk area of the AI Act takes a whole number from 1 to 8, or one of: annex-i."


def test_high_risk_without_an_area_is_a_question_and_no_more(call: Call, session: Path) -> None:
    line = {"command": "edit_element", "arguments": {"id": "k", "annex_iii": None}}
    assert call("apply", str(session), lines=[line]).code == 0
    asked = call("check", str(session), "--json").data
    findings = asked["findings"] if isinstance(asked, dict) else asked
    (found,) = [one for one in findings if one["check"] == "chk-high-risk-no-area"]
    assert found["severity"] == "should" and found["message"] == "Which area of the AI Act makes “Door” high-risk?"


def test_a_record_of_one_part_is_written_and_a_part_that_is_not_there_is_told(
    call: Call, session: Path, tmp_path: Path
) -> None:
    out = tmp_path / "record.html"
    assert call("export", str(session), "--to", str(out), "--draft", "atrs", "--part", "k1").code == 0
    assert "Door" in out.read_text(encoding="utf-8")
    for draft, part, why in (("atrs", "K9", "no technical part “K9”"), ("fria", "K1", "Only a transparency record")):
        missing = tmp_path / f"{draft}.docx"
        told = call("export", str(session), "--to", str(missing), "--draft", draft, "--part", part)
        assert told.code != 0 and why in told.err and not missing.exists()
