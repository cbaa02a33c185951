"""`check`: the questions of a map, as JSON and for people, from wherever the session is, without touching a byte."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from stworkshop import assets
from tests.cli.conftest import Call

FIELDS = {"check", "severity", "elements", "concepts", "message", "suggestion", "discussed"}


def _sample(name: str) -> str:
    return str(next(path for path in assets.sample_sessions() if path.stem == name))


def test_it_prints_each_finding_with_its_fields(call: Call) -> None:
    printed = call("check", _sample("merravale"), "--json")
    assert printed.code == 0 and not printed.err
    assert set(printed.data) == {"findings"}
    assert all(set(finding) == FIELDS for finding in printed.data["findings"])
    left = {f["check"]: f["discussed"] for f in printed.data["findings"] if f["discussed"] is not None}
    assert set(left) == {"chk-high-risk-no-assessment", "chk-automated-no-appeal"}
    bridges = [f["concepts"] for f in printed.data["findings"] if f["check"] == "chk-concept-not-linked"]
    assert ["public-value", "public-servants-competencies"] in bridges


def test_a_link_is_named_by_both_ends_source_first(call: Call) -> None:
    found = call("check", _sample("quayline"), "--json").data["findings"]
    (unusual,) = [finding for finding in found if finding["check"] == "chk-link-not-allowed"]
    assert unusual["elements"] == ["qd-s-rights", "qd-c-complain"]


def test_it_works_on_files_of_all_forms_and_on_the_library_and_changes_no_byte(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "evening.json"
    shutil.copy(_sample("hill-east"), source)
    call("demo")
    assert call("export", str(source), "--to", "evening.stw").code == 0
    written = Path("evening.stw")
    before = hashlib.sha256(written.read_bytes()).hexdigest()
    yaml = str(Path(_sample("hill-east")).parent / "sources" / "hill-east.yaml")
    found = [
        call("check", place, "--json").data for place in (str(source), yaml, "evening.stw", "case-hill-east-evening")
    ]
    assert found[0]["findings"] and all(one == found[0] for one in found)
    assert hashlib.sha256(written.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(("limit", "severities"), [("must", {"must"}), ("should", {"must", "should"})])
def test_it_fails_on_what_is_open_of_a_severity_or_above(call: Call, limit: str, severities: set[str]) -> None:
    assert call("new", "--label", "A test", "--to", "one.stw").code == 0
    card = {"command": "add_element", "arguments": {"kind": "stakeholder", "label": "Riders", "side": "public"}}
    call("apply", "one.stw", lines=[card])
    while True:
        findings = call("check", "one.stw", "--json").data["findings"]
        open_ones = [f for f in findings if f["severity"] in severities and f["discussed"] is None]
        printed = call("check", "one.stw", "--json", "--fail-on", limit)
        assert printed.code == int(bool(open_ones)) and printed.data["findings"] == findings
        if not open_ones:
            break
        about = open_ones[0]["elements"] + open_ones[0]["concepts"]
        call("apply", "one.stw", lines=[_left(open_ones[0]["check"], about)])


def _left(check: str, about: list[str]) -> dict[str, object]:
    return {"command": "discuss_finding", "arguments": {"check": check, "about": about, "reason": "Another day"}}


def test_for_people_it_groups_by_weight_and_names_codes_and_reasons(call: Call) -> None:
    lines = call("check", _sample("merravale")).out.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.rsplit(" ", 1)[0] for head in heads] == [
        "Must be talked about",
        "Should be talked about",
        "Worth a look",
        "Talked about, and left as it is",
    ]
    assert any(line.startswith("  S") and "no one here speaks for them" in line for line in lines)
    assert any("The union takes it into the works agreement" in line for line in lines)


def test_a_wrong_severity_is_wrong_usage(call: Call) -> None:
    assert call("check", _sample("hill-east"), "--fail-on", "note").code == 2
