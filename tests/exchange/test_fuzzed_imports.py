"""Mutilated files of every format that comes in, imported by the command line: a right import or one clear sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from stworkshop.exchange import readers
from stworkshop.exchange.importing import READERS
from tests.exchange import fuzzing

ROOT = Path(__file__).resolve().parents[2]
IN_THE_GATE, IN_FULL = 2, 100


def test_files_of_all_formats_come_in_or_are_refused(soak: bool, tmp_path: Path) -> None:
    count = IN_FULL if soak else IN_THE_GATE
    command = [sys.executable, "-m", "tests.exchange.fuzzing", str(tmp_path / "fuzzed"), "0", str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4_000:]
    figures = json.loads(done.stdout)
    assert figures.keys() == fuzzing.WHOLE.keys()
    assert sum(made for _came, made in figures.values()) == count * len(fuzzing.WHOLE)
    assert sum(came for came, _made in figures.values()) > len(fuzzing.WHOLE) // 2


def test_every_format_that_comes_in_is_among_them() -> None:
    known = {*READERS, *readers.GRAPHS, *readers.TABLES, ".csv.zip", ".stw"} - {".yml"}
    assert known == {ending for ending in known if any(name.endswith(ending) for name in fuzzing.WHOLE)}
