"""Whatever goes wrong in us: what is printed and what is written into a report holds nobody's words."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import pytest

from stworkshop.model.changes import adding
from stworkshop.model.records import ROOTS, Record, from_flat, own_fields
from stworkshop.session.session import open_session
from stworkshop.system import private_traceback
from tests.cli.conftest import Call
from tests.workshop import make
from ui.program.excepthook import TroubleHook

SECRET = "Quackenbush"

# One function on the way of each job, with the arguments of the job.
JOBS: dict[str, tuple[str, tuple[str, ...]]] = {
    "show": ("stworkshop.rounds.agreement.statement_figures", ()),
    "check": ("stworkshop.analysis.findings.find", ()),
    "export": ("stworkshop.exchange.our_json.to_text", ("--to", "out.json")),
    "apply": ("stworkshop.session.session.decide", ()),
    "doctor": ("stworkshop.store.doctor._examine_session", ()),
    "forget": ("stworkshop.store.forget.without_person", ("--participant", f"id-{SECRET}-participants")),
}


def full_of_secrets(path: Path) -> list[Record]:
    """Write a session whose every field of every record holds a secret."""
    records = [from_flat(root, f"id-{SECRET}-{root}", _secrets(root)) for root in ROOTS if root != "session"]
    with open_session(make(path)) as session:
        session.do("Fill", adding(records))
    return records


def _secrets(root: str) -> dict[str, Any]:
    values: dict[str, Any] = {"own": f"{SECRET} said"}
    for name, kind in own_fields(root).items():
        if kind.name in ("text", "word", "id", "date") and name != "gone":
            values[name] = f"{SECRET} in {name}"
        elif kind.name == "ids":
            values[name] = (f"{SECRET} in {name}",)
    return values


def raising(records: list[Record]) -> Any:
    def fails(*_given: object, **_more: object) -> Any:
        try:
            raise KeyError(repr(records))
        except KeyError as error:
            raise ValueError(f"{SECRET} is not in {records}") from error

    return fails


@pytest.mark.parametrize("job", JOBS)
def test_the_command_line_tells_of_a_mistake_without_words(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    path = tmp_path / "evening.stw"
    records = full_of_secrets(path)
    broken, more = JOBS[job]
    monkeypatch.setattr(broken, raising(records))
    lines = [{"command": "add_element", "arguments": {"kind": "risk", "label": SECRET}}]
    told = call(job, str(path), *more, **({"lines": lines} if job == "apply" else {}))
    assert told.code == 1 and "ValueError" in told.err and "KeyError" in told.err and "in fails" in told.err
    assert SECRET not in told.err + told.out
    open_session(path).close()  # the session is free again


def test_reports_threads_and_freed_memory_tell_no_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = full_of_secrets(tmp_path / "evening.stw")
    hook = TroubleHook(lambda error: None, lambda report: None, tmp_path / "reports")
    for name in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr("threading.excepthook", None)
    hook.install()
    try:
        raising(records)()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)

    class Freed:
        def __del__(self) -> None:
            raising(records)()

    Freed()
    gc.collect()
    (report,) = hook.folder.iterdir()
    said = capsys.readouterr()
    for text in (report.read_text(encoding="utf-8"), said.err):
        assert "ValueError" in text and "KeyError" in text and SECRET not in text
    assert said.err.count("ValueError") == 2 and not said.out


def test_a_chain_that_bites_its_tail_ends() -> None:
    one, two = ValueError(SECRET), KeyError(SECRET)
    one.__cause__, two.__cause__ = two, one
    assert private_traceback.lines(ValueError, one, None) == ["ValueError", "KeyError"]
