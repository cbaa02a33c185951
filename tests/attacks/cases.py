"""One case by its seed: a file made to harm goes through the jobs, or a room has a guest or a host who means harm."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import random
import re
import shutil
import sys
from pathlib import Path

from stworkshop.cli import command_line
from stworkshop.errors import KnownError
from stworkshop.session.session import open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store import doctor
from tests.attacks.files_made import harm_json, harm_session, harm_yaml
from tests.attacks.rooms import play_guest, play_host, play_server
from tests.attacks.told import Outcome
from tests.attacks.windows import play_window
from tests.store.test_forget import NAME, PERSON, WORDS, bytes_of
from tests.workshop import ID

CARD = {"command": "add_element", "kind": "risk", "label": "One more"}
JOBS: dict[str, tuple[str, ...]] = {
    "show": ("show", "bad.stw"),
    "show as JSON": ("show", "bad.stw", "--json"),
    "check": ("check", "bad.stw"),
    "doctor": ("doctor", "bad.stw", "--to", "out.stw"),
    "export": ("export", "bad.stw", "--to", "out.json"),
    "copy of a file": ("export", "bad.stw", "--to", "out.stw"),
    "picture": ("export", "bad.stw", "--to", "out.svg"),
    "page": ("export", "bad.stw", "--to", "out.html"),
    "film": ("export", "bad.stw", "--to", "out.gif"),
    "apply": ("apply", "bad.stw"),
    "copy": ("copy", "bad.stw", "--table", "Two", "--to", "out.stw"),
    "merge": ("merge", "good.stw", "bad.stw", "--to", "out.stw"),
    "merge it first": ("merge", "bad.stw", "good.stw", "--to", "out.stw"),
    "import": ("import", "bad.stw"),
    "import as a copy": ("import", "bad.stw", "--as-copy"),
    "import as a file": ("import", "bad.stw", "--to", "out.stw"),
    "import onto a map": ("import", "bad.stw", "--into", "good.stw"),
}
SLOW = ("film",)
WRITING = ("apply", "copy", "import onto a map")
"""Jobs that write to the file they are given; a copy for a table notes what it started from."""
OF_TEXT = ("import", "import as a copy", "import as a file", "import onto a map")
_HEAD = 100
"""Bytes at the beginning of a file that say how it is kept; opening it turns its log on."""
_STEERING = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
_PROGRAM = sys.executable
OUT = ("out.stw", "out.json", "out.svg", "out.html", "out.gif", "bad-rescued.stw")
KINDS = ("file", "file", "file", "file", "text", "guest", "guest", "host", "server", "window")


def play(seed: int, folder: Path, whole: Path, *, soak: bool) -> Outcome:
    """Play one case in an empty folder; `whole` has the sound files that cases start from."""
    chance = random.Random(seed)
    # The second wall, a process of its own for copies of others, is down in most: the first one holds by itself.
    sys.executable = _PROGRAM if chance.random() < 0.1 else str(folder / "no program")
    os.environ["STWORKSHOP_LIBRARY"] = str(folder / "library.stwl")
    outcome = Outcome(kind=KINDS[seed % len(KINDS)])
    try:
        match outcome.kind:
            case "file":
                _play_session(chance, folder, whole, outcome, soak=soak)
            case "text":
                _play_text(chance, folder, whole, outcome)
            case "guest":
                play_guest(chance, folder, outcome)
            case "host":
                play_host(chance, folder, outcome)
            case "server":
                play_server(chance, folder, outcome)
            case "window":
                play_window(chance, folder, whole, outcome, soak=soak)
    except Exception as error:
        outcome.crashed(outcome.kind, error)
    return outcome


def _play_session(chance: random.Random, folder: Path, whole: Path, outcome: Outcome, *, soak: bool) -> None:
    bad = folder / "bad.stw"
    shutil.copy(chance.choice(sorted(whole.glob("*.stw"))), bad)
    shutil.copy(whole / "good.stw", folder / "good.stw")
    harm_session(bad, chance)
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    was_sound = _is_sound(bad)
    some = [job for job in JOBS if job not in SLOW]
    jobs = chance.sample(some, 2)[: 2 if soak else 1]
    # A film of a file whose history is whole takes seconds; what it reads is read of each.
    jobs += list(SLOW) if soak and chance.random() < 0.05 else []
    _reads_the_past(bad, outcome)
    for job in jobs:
        for name, data in kept.items():
            (folder / name).write_bytes(data)
        _run(job, JOBS[job], folder, outcome)
        if job not in WRITING:
            for name in ("bad.stw", "good.stw"):
                if (folder / name).read_bytes() != kept[name]:
                    outcome.wrong.append(f"{job}: {name} was altered")
        _look_at_what_was_made(job, folder, outcome, was_sound=was_sound)
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    _takes_an_edit("open", bad, outcome, must=False)
    (folder / "good.stw").write_bytes(kept["good.stw"])
    _takes_an_edit("good", folder / "good.stw", outcome, must=True)
    with_person = whole / "with the person"
    shutil.copy(with_person / "person.stw", bad)
    # Without the key of the open round the person's sheet cannot be found, and Forget is refused.
    shutil.copytree(with_person / "library.stwl.keys", folder / "library.stwl.keys", dirs_exist_ok=True)
    harm_session(bad, chance)
    _forgets(bad, folder, outcome)


def _play_text(chance: random.Random, folder: Path, whole: Path, outcome: Outcome) -> None:
    shutil.copy(whole / "good.stw", folder / "good.stw")
    name = chance.choice(["bad.json", "bad.json", "bad.yaml"])
    good = (whole / "good.json").read_text(encoding="utf-8")
    (folder / name).write_bytes(harm_yaml(chance) if name == "bad.yaml" else harm_json(good, chance))
    before = hashlib.sha256((folder / name).read_bytes()).digest()
    for job in chance.sample(OF_TEXT, 2):
        _run(job, tuple(name if part == "bad.stw" else part for part in JOBS[job]), folder, outcome)
        _look_at_what_was_made(job, folder, outcome, was_sound=True)
    if hashlib.sha256((folder / name).read_bytes()).digest() != before:
        outcome.wrong.append(f"{name} was altered")
    _takes_an_edit("good", folder / "good.stw", outcome, must=True)


def _run(job: str, arguments: tuple[str, ...], folder: Path, outcome: Outcome) -> str:
    """Run one subcommand here and look at how it ended and what it told; return what it printed where it succeeded."""
    out, err = io.StringIO(), io.StringIO()
    before, own = os.getcwd(), sys.stdin
    os.chdir(folder)
    sys.stdin = io.StringIO(json.dumps(CARD) + "\n")
    code = -1
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = command_line.main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException as error:
        outcome.crashed(job, error)
        return ""
    finally:
        sys.stdin = own
        os.chdir(before)
    outcome.jobs += 1
    outcome.refused += code != 0
    told = err.getvalue()
    if code not in (0, 1, 2) or "Traceback" in told or "a mistake of the program" in told:
        outcome.wrong.append(f"{job}: ended with {code}: {told[:1_500]}")
    elif code == 1 and job not in ("doctor", "check", "apply") and told.count("\n") != 1:
        outcome.wrong.append(f"{job}: said no one sentence: {told[:300]!r}")
    if found := _STEERING.search(told + out.getvalue()):
        outcome.wrong.append(f"{job}: printed {found[0]!r}, which steers a terminal")
    return "" if code else out.getvalue()


def _forgets(bad: Path, folder: Path, outcome: Outcome) -> None:
    """Take the person out: refused, and nothing has changed, or done, and what is left of name and id is told."""
    before, was_sound = bad.read_bytes(), _is_sound(bad)
    told = _run("forget", ("forget", "bad.stw", "--participant", PERSON), folder, outcome)
    if not told:
        if bad.read_bytes()[_HEAD:] != before[_HEAD:]:
            outcome.wrong.append("forget: refused, and altered the file")
        return
    outcome.forgot += 1
    left = [text for text in (NAME, PERSON) if text.encode() in bytes_of(bad)]
    if left and not json.loads(told)["still_named_in"]:
        outcome.wrong.append(f"forget: left {left} and did not say so")
    if NAME in told or WORDS in told:
        outcome.wrong.append("forget: told a word of the person")
    if was_sound and not _is_sound(bad):
        outcome.wrong.append("forget: what it left is not sound")


def _reads_the_past(path: Path, outcome: Outcome) -> None:
    outcome.jobs += 1
    try:
        read_timeline(path, ID)
    except KnownError:
        outcome.refused += 1


def _is_sound(path: Path) -> bool:
    try:
        return doctor.examine(path).sound
    except KnownError:
        return False


def _look_at_what_was_made(job: str, folder: Path, outcome: Outcome, *, was_sound: bool) -> None:
    """Look at a session file that a job made: it is no worse than what it was made from, and takes an edit."""
    made = folder / "out.stw"
    if made.exists() and (was_sound or job == "doctor"):
        if not _is_sound(made):
            outcome.wrong.append(f"{job}: what it made is not sound")
        _takes_an_edit(f"{job}, and open", made, outcome, must=was_sound)
    for name in OUT:
        (folder / name).unlink(missing_ok=True)
    for left in folder.iterdir():
        if left.name.startswith("."):
            outcome.wrong.append(f"{job}: left {left.name} behind")
            left.unlink()


def _takes_an_edit(what: str, path: Path, outcome: Outcome, *, must: bool) -> None:
    """Open a session, add a card, close it; a card that was acknowledged is there at the next opening."""
    outcome.jobs += 1
    try:
        with open_session(path) as session:
            made = session.run("add_element", kind="risk", label="After all")
            trouble = session.trouble
        if trouble and not must:  # of a harmed file it is told in a sentence that it takes nothing
            outcome.refused += 1
            return
        if trouble or not getattr(made, "ids", ()):
            outcome.lost += 1
            outcome.wrong.append(f"{what}: the edit was not saved: {trouble or made!r}"[:600])
            return
        with open_session(path, read_only=True) as again:
            if not any(card.label == "After all" for card in again.board.elements.values()):
                outcome.lost += 1
                outcome.wrong.append(f"{what}: the edit is lost")
    except KnownError as error:
        outcome.refused += 1
        if must:
            outcome.wrong.append(f"{what}: refused: {error}"[:600])
    except Exception as error:
        outcome.crashed(what, error)
