"""Harmful files, guests, hosts and servers by the number: nothing crashes, nothing is lost, nothing else is opened."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stworkshop.cli import command_line
from stworkshop.session.session import open_session
from tests.attacks.bytes_made import BAIT
from tests.attacks.told import Outcome
from tests.conftest import SOAK
from tests.source_tree import ROOT
from tests.store.make_fixture import FIXTURES, work_on
from tests.store.test_forget import work_on as let_the_person_take_part
from tests.workshop import make

SEEDS = range(500 if SOAK else 60)
HANGS = 600.0
"""Seconds after which a case counts as hanging; a guard only, a film of giant words is slow."""


class Worker:
    """A process that carries out one case after the other, and is started again when one has ended it."""

    def __init__(self, folder: Path, whole: Path) -> None:
        self.folder, self.whole = folder, whole
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def play(self, seed: int, *, soak: bool = False) -> dict[str, Any]:
        """Play one case and return what it came to."""
        folder = self.folder / f"case-{seed}"
        folder.mkdir()
        process = self._started()
        assert process.stdin is not None
        asked = {"seed": seed, "folder": str(folder), "whole": str(self.whole), "soak": soak}
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        try:
            line = self._answers.get(timeout=HANGS)
        except queue.Empty:
            line = ""
            process.kill()
        if not line:
            ended = process.wait()
            self._process = None
            return vars(Outcome("ended", crashes=1, wrong=[f"ended by {ended}"]))
        shutil.rmtree(folder, ignore_errors=True)
        outcome: dict[str, Any] = json.loads(line)
        return outcome

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            home = self.folder / "home"
            home.mkdir(exist_ok=True)
            own = {"TMPDIR": str(home), "XDG_DATA_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
            command = [sys.executable, "-m", "tests.attacks.worker"]
            log = (self.folder / "stderr").open("a")
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **own},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            log.close()
            threading.Thread(target=self._read, args=(self._process,), daemon=True).start()
        return self._process

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._answers.put(line)
        self._answers.put("")


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    folder = tmp_path_factory.mktemp("attacks")
    (folder / BAIT).write_text("Nobody opens this.")
    whole = folder / "whole"
    whole.mkdir()
    work_on(whole / "good.stw")
    with open_session(whole / "good.stw") as session:
        session.copy_for_table("One", whole / "table.stw")
    with_person = whole / "with the person"
    with_person.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STWORKSHOP_LIBRARY", str(with_person / "library.stwl"))
        with open_session(make(with_person / "person.stw")) as session:
            let_the_person_take_part(session)
    for path in FIXTURES.glob("version-*.stw"):
        shutil.copy(path, whole)
    assert command_line.main(["export", str(whole / "good.stw"), "--to", str(whole / "good.json")]) == 0
    made = Worker(folder, whole)
    yield made
    made.close()


def test_whatever_is_sent_ends_nothing_loses_nothing_and_opens_nothing(worker: Worker) -> None:
    told: list[str] = []
    counts = dict.fromkeys(("cases", "jobs", "refused", "crashes", "lost", "forgot"), 0)
    for seed in SEEDS:
        outcome = worker.play(seed, soak=SOAK)
        counts["cases"] += 1
        for name in ("jobs", "refused", "crashes", "lost", "forgot"):
            counts[name] += outcome[name]
        told += [f"seed {seed} ({outcome['kind']}): {sentence}" for sentence in outcome["wrong"]]
    print(counts)
    assert not told, f"{counts}\n" + "\n".join(told)
    assert counts["forgot"] > len(SEEDS) // 20, "Forget is tried on files that can be read"
    assert counts["cases"] == len(SEEDS) and 0 < counts["refused"] < counts["jobs"]
