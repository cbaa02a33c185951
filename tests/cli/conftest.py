"""The command line, called in this process."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stworkshop.cli import command_line


@dataclass(frozen=True)
class Printed:
    """What a call printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What stdout holds as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Each line of stdout as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


Call = Callable[..., Printed]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a function that runs one subcommand on a library of the test's own."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "library.sqlite"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, lines: list[Any] | None = None) -> Printed:
        if lines is not None:
            text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
            monkeypatch.setattr("sys.stdin", io.StringIO(text))
        try:
            code = command_line.main(list(arguments))
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return Printed(code, captured.out, captured.err)

    return run
