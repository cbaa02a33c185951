"""A workshop run through its stages by a script, as `apply` takes it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from stworkshop.cli import command_line

LINES: tuple[tuple[str, dict[str, object], str], ...] = (
    ("start_stage", {"stage": "framing"}, ""),
    ("count_heads", {"heads": 12}, ""),
    ("pause_stage", {}, ""),
    ("pause_stage", {}, "stage-paused"),
    ("resume_stage", {}, ""),
    ("extend_stage", {}, ""),
    ("extend_stage", {"minutes": "five"}, "bad-argument"),
    ("add_element", {"id": "r", "kind": "risk", "label": "Night buses are cut"}, ""),
    ("start_stage", {"stage": "concerns"}, ""),
    ("delete", {"ids": ["r"]}, "stage-permits"),
    ("start_stage", {"stage": "agree"}, ""),
    ("add_element", {"kind": "risk", "label": "x"}, "stage-permits"),
    ("add_note", {"kind": "parking-lot", "text": "Who pays for it?"}, ""),
    ("start_stage", {"stage": ""}, ""),
    ("delete", {"ids": ["r"]}, ""),
)


def test_stages_by_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "w.stw")
    assert command_line.main(["new", "--label", "Evening", "--agenda", "agenda-half-day", "--to", path]) == 0
    capsys.readouterr()
    lines = "".join(json.dumps({"command": name, "arguments": given}) + "\n" for name, given, _refusal in LINES)
    script = tmp_path / "lines.jsonl"
    script.write_text(lines, encoding="utf-8")
    assert command_line.main(["apply", path, str(script)]) == 0
    answers = [json.loads(line) for line in io.StringIO(capsys.readouterr().out)]
    assert [answer.get("refusal", "") for answer in answers] == [refusal for _name, _given, refusal in LINES]
    assert command_line.main(["export", path, "--to", str(tmp_path / "w.json")]) == 0
    kept = json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))
    assert [moment["label"] for moment in kept["snapshots"]] == [
        "End of What it is about", "End of What matters", "End of Where we agree",
    ]  # fmt: skip
    first = next(stage for stage in kept["stages"] if stage["stage"] == "framing")
    assert first["heads"] == 12 and first["added"] == 5 and first["ended"]
