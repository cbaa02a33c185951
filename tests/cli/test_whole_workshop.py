"""A workshop from the first stage to the print, run by lines as `apply` takes them; each line is one step."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from stworkshop.exchange import our_json
from stworkshop.session.session import open_session
from tests.cli.conftest import Call
from tests.workshop import assert_all_agree

Line = tuple[str, dict[str, Any], str]
"""A command, its arguments, and the id of the refusal that is expected, or ""."""

UNANSWERED = "chk-concern-not-addressed"
SIDES = ("public", "public", "public", "planner", "planner", "planner", "implementer", "implementer", "implementer")

BEFORE: tuple[Line, ...] = (
    ("set_session", {"workshop_question": "May a model plan the night buses?", "attribution": "role"}, ""),
    ("add_participant", {"id": "p-1", "label": "Ines Quackenbush", "side": "public"}, ""),
    ("add_term", {"id": "model", "label": "model", "planner_reading": "A plan", "engineer_reading": "A program"}, ""),
)
FRAMING: tuple[Line, ...] = (
    ("start_stage", {"stage": "framing"}, ""),
    ("count_heads", {"heads": 9}, ""),
    ("add_element", {"id": "bus", "kind": "public-service", "label": "Night buses"}, ""),
    ("add_link", {"relation": "part-of", "source": "bus", "target": "bus"}, "stage-permits"),
    ("delete", {"ids": ["bus"]}, "stage-permits"),
    ("agree_word", {"id": "model", "outcome": "two", "planner_word": "plan", "engineer_word": "program"}, ""),
    ("start_stage", {"stage": "stakeholders"}, ""),
    ("capture", {"text": "s Night riders"}, ""),
    ("capture", {"text": "s Drivers", "id": "drivers"}, ""),
    ("add_element", {"id": "wrong", "kind": "stakeholder", "label": "Nobody"}, ""),
    ("delete", {"ids": ["wrong"]}, ""),
)
CONCERNS: tuple[Line, ...] = (
    ("start_stage", {"stage": "concerns"}, ""),
    ("capture", {"text": "c the last bus is late @Night riders #human-rights", "id": "late"}, ""),
    ("capture", {"text": "c the stops are dark @Night riders", "id": "dark"}, ""),
    ("capture", {"text": "c no light at the stops @Night riders", "id": "light"}, ""),
    ("capture", {"text": "c nobody asked us @Drivers", "id": "unasked"}, ""),
    ("capture", {"text": "Who pays?", "id": "pays"}, ""),
    ("edit_element", {"id": "late", "note": "Said by many"}, ""),
    ("merge_cards", {"ids": ["dark", "light"]}, ""),
    ("delete", {"ids": ["late"]}, "stage-permits"),
    ("restore", {"remove": ["late"]}, "stage-permits"),
    ("sort_note", {"id": "pays", "kind": "open-question"}, ""),
    ("start_stage", {"stage": "components"}, ""),
    ("add_element", {"id": "plan", "kind": "component", "type": "ml-model", "label": "Timetable model"}, ""),
    ("start_stage", {"stage": "linking"}, ""),
    ("add_link", {"relation": "about", "source": "late", "target": "plan", "id": "about-late"}, ""),
    ("start_stage", {"stage": "risks"}, ""),
    ("capture", {"text": "r drivers are blamed", "id": "blame"}, ""),
    ("add_link", {"relation": "causes", "source": "plan", "target": "blame"}, ""),
)
BALLOT: tuple[Line, ...] = (
    ("add_statement", {"id": "helps", "label": "The model helps.", "about": "plan", "stance": "supports"}, ""),
    ("start_stage", {"stage": "agree"}, ""),
    ("open_round", {"id": "r", "kind": "rating", "question": "Do you agree?", "items": ["helps"]}, ""),
    ("edit_element", {"id": "late", "label": "Late"}, "stage-permits"),
    ("capture", {"text": "c one more"}, "stage-permits"),
    ("edit_statement", {"id": "helps", "label": "The model harms."}, "statement-was-asked"),
    *(
        (
            "hand_in_sheet",
            {"round": "r", "side": side, "answers": [{"item": "helps", "value": 1 + n % 5}]},
            "",
        )
        for n, side in enumerate(SIDES)
    ),
    ("set_session", {"attribution": "named"}, "attribution-was-promised"),
    ("delete", {"ids": ["r"]}, "not-deletable"),
    ("close_round", {"id": "r"}, ""),
    ("close_round", {"id": "r"}, "round-is-closed"),
)
END: tuple[Line, ...] = (
    ("start_stage", {"stage": "decisions"}, ""),
    ("discuss_finding", {"check": UNANSWERED, "about": ["unasked"], "reason": "Later"}, ""),
    ("capture", {"text": "A driver checks each plan", "kind": "decision", "id": "decided"}, ""),
    ("start_stage", {"stage": "read-back"}, ""),
    ("edit_element", {"id": "late", "label": "The last bus comes late"}, ""),
    ("add_note", {"kind": "correction", "text": "It said: “the last bus is late”", "about": ["late"]}, ""),
    ("finish_read_back", {}, ""),
    ("start_stage", {"stage": ""}, ""),
)
DAY = (*BEFORE, *FRAMING, *CONCERNS, *BALLOT, *END)


@pytest.fixture
def day(call: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a workshop that is over."""
    path = Path("day.stw").absolute()
    assert call("new", "--label", "Night buses", "--agenda", "agenda-half-day", "--to", str(path)).code == 0
    lines = [{"command": name, "arguments": given} for name, given, _refusal in DAY]
    answers = call("apply", str(path), lines=lines).lines
    for (name, given, refusal), answer in zip(DAY, answers, strict=True):
        assert answer.get("refusal", "") == refusal, (name, given, answer)
    return path


def test_a_whole_workshop_by_lines(call: Call, day: Path) -> None:
    shown = call("show", str(day), "--json").data
    assert shown["counts"] == {
        "public-service": 1, "stakeholder": 2, "concern": 3, "open-question": 1, "component": 1, "risk": 1,
        "decision": 1,
    }  # fmt: skip
    [statement] = shown["agreement"]["statements"]
    assert (statement["n"], statement["median"]) == (9, 3)
    findings = call("check", str(day), "--json").data["findings"]
    assert [(f["check"], f["discussed"]) for f in findings if f["elements"] == ["unasked"]] == [(UNANSWERED, "Later")]

    assert call("export", str(day), "--to", "day.pdf").code == 0
    document = pypdfium2.PdfDocument(Path("day.pdf").read_bytes())
    printed = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "The last bus comes late" in printed and "Quackenbush" not in printed and "DRAFT" not in printed.upper()

    assert call("export", str(day), "--to", "day.json").code == 0
    text = Path("day.json").read_text("utf-8")
    assert our_json.to_text(our_json.from_text(text)) == text
    kept = json.loads(text)
    ended = ["framing", "stakeholders", "concerns", "components", "linking", "risks", "agree", "decisions", "read-back"]
    stages = {stage["id"]: stage["stage"] for stage in kept["stages"]}
    assert [stages[m["stage"]] for m in kept["snapshots"] if m["kind"] == "stage"] == ended
    assert [moment["kind"] for moment in kept["snapshots"]].count("read-back") == 1
    assert all(stage["started"] and stage["ended"] for stage in kept["stages"] if stage["stage"] in ended)

    assert call("import", "day.json", "--to", "again.stw").code == 0
    assert call("export", "again.stw", "--to", "again.json").code == 0
    assert Path("again.json").read_text("utf-8") == text
    for path in (day, Path("again.stw")):
        with open_session(path) as session:
            assert_all_agree(session)
    assert call("doctor", str(day)).code == 0


def test_lines_are_answered_one_by_one(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that writes a line only when it has heard the answer to the one before."""
    call("new", "--label", "Night buses", "--to", "one.stw")
    heard = io.StringIO()
    monkeypatch.setattr("sys.stdout", heard)

    def lines() -> Any:
        for n in range(3):
            assert heard.getvalue().count("\n") == n, "the line before is not answered yet"
            yield json.dumps({"command": "name_moment", "arguments": {"label": f"Moment {n}"}}) + "\n"

    from stworkshop.cli import command_line

    monkeypatch.setattr("sys.stdin", lines())
    assert command_line.main(["apply", "one.stw"]) == 0
    with open_session(Path("one.stw"), read_only=True) as session:
        assert [moment.label for moment in session.board.snapshots.values()] == ["Moment 0", "Moment 1", "Moment 2"]
