"""Files that a disk or a mail program has mutilated: each opens or is refused; none crashes, hangs or changes."""

from __future__ import annotations

import datetime
import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from stworkshop.analysis import viewpoints
from stworkshop.analysis.findings import find
from stworkshop.analysis.since_read import changed_since
from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import KnownError, NewerFile
from stworkshop.exchange import our_json
from stworkshop.model import agenda
from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import Session, open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store import doctor
from stworkshop.store.tables import STORE_VERSION
from tests.conftest import SOAK
from tests.day import run_a_day
from tests.store.make_fixture import FIXTURES

NUMBER = 500 if SOAK else 60


@cache
def whole() -> bytes:
    """The bytes of a session that people have worked on."""
    return (FIXTURES / f"version-{STORE_VERSION}.stw").read_bytes()


@cache
def day() -> bytes:
    """The bytes of a workshop in which everything was done, with a round that is open."""
    with tempfile.TemporaryDirectory() as folder:
        return run_a_day(Path(folder) / "day.stw").read_bytes()


def flip_bits(content: bytearray, chance: random.Random) -> bytearray:
    for _time in range(chance.choice((1, 3, 30))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def flip_in_the_header(content: bytearray, chance: random.Random) -> bytearray:
    content[chance.randrange(100)] = chance.randrange(256)
    return content


def flip_in_a_page_head(content: bytearray, chance: random.Random) -> bytearray:
    page = chance.randrange(len(content) // 4096)
    content[page * 4096 + chance.randrange(12)] = chance.randrange(256)
    return content


def lose_a_stretch(content: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(content))
    length = min(chance.choice((16, 512, 4096, 20_000)), len(content) - start)
    content[start : start + length] = bytes(length) if chance.random() < 0.5 else chance.randbytes(length)
    return content


def cut_off(content: bytearray, chance: random.Random) -> bytearray:
    return content[: chance.choice((0, 1, 15, 16, 99, 100, 512, 4096, chance.randrange(len(content))))]


def cut_out(content: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(content))
    del content[start : start + chance.choice((1, 100, 4096))]
    return content


def grow(content: bytearray, chance: random.Random) -> bytearray:
    return content + chance.randbytes(chance.choice((1, 4096, 10_000)))


def swap_pages(content: bytearray, chance: random.Random) -> bytearray:
    one, two = (chance.randrange(len(content) // 4096) * 4096 for _ in range(2))
    content[one : one + 4096], content[two : two + 4096] = content[two : two + 4096], content[one : one + 4096]
    return content


def change_line_ends(content: bytearray, chance: random.Random) -> bytearray:
    return bytearray(content.replace(b"\n", b"\r\n"))


def change_text(content: bytearray, chance: random.Random) -> bytearray:
    """Change letters inside values, which no check of pages can find."""
    for word in (b"number", b"public", b"concern", b"{}"):
        if chance.random() < 0.7 and (at := content.find(word, chance.randrange(len(content)))) >= 0:
            content[at : at + len(word)] = chance.randbytes(len(word))
    return content


MUTILATIONS: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (
    flip_bits,
    flip_in_the_header,
    flip_in_a_page_head,
    lose_a_stretch,
    cut_off,
    cut_out,
    grow,
    swap_pages,
    change_line_ends,
    change_text,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutilated")


def opens(path: Path, *, read_only: bool) -> bool:
    """Open and close a file; tell whether it opened. A refusal must be one clear line."""
    try:
        with open_session(path, read_only=read_only) as session:
            look_at_everything(session)
        return True
    except KnownError as error:
        assert 20 < len(str(error)) < 600 and "\n" not in str(error)
        return False


def look_at_everything(session: Session) -> None:
    """Read what windows and prints read; what cannot be read is a known error, never another one."""
    board, words = session.board, catalogue()
    session.answers("r")
    session.warm()
    find(board, words)
    changed_since(board)
    agenda.schedule(board, words, datetime.datetime.now(datetime.UTC))
    for view in viewpoints.views(board, words):
        viewpoints.view(board, words, view.id)
    for round_id in board.rounds:
        session.ballots.states(round_id)
        session.sheets_in(round_id)
    our_json.to_text(session.content())
    with suppress(KnownError):
        timeline = read_timeline(session.path, session.id)
        timeline.board_at(len(timeline) - 1)


def examined(path: Path) -> doctor.Report:
    """Let the doctor look; a file that says that it is newer is none that he can judge."""
    try:
        return doctor.examine(path)
    except NewerFile:
        return doctor.Report()


@pytest.mark.parametrize("seed", range(NUMBER))
def test_a_mutilated_file_opens_or_is_refused_and_is_never_altered(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    mutilate = MUTILATIONS[seed % len(MUTILATIONS)]
    content = bytes(mutilate(bytearray(day() if seed % 3 else whole()), chance))
    path = folder / f"{seed}.stw"
    path.write_bytes(content)
    opened = opens(path, read_only=True)
    assert opens(path, read_only=False) == opened
    assert path.read_bytes() == content
    report = examined(path)
    assert opened or not report.sound
    if report.readable and not report.sound:
        rescued = folder / f"{seed}-rescued.stw"
        doctor.rescue(path, rescued)
        assert doctor.examine(rescued).sound
    assert path.read_bytes() == content
    if opened:
        with open_session(path) as session:
            assert isinstance(session.run("add_element", kind="risk", label="Go on"), Decision | Refused)


@pytest.mark.parametrize("seed", range(NUMBER // 10))
def test_a_mutilated_log_beside_a_file_crashes_nothing(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = folder / f"log-{seed}.stw"
    path.write_bytes(whole())
    session = open_session(path)
    session.run("edit_element", id="late", note="In the log " * 50)
    log = bytearray(path.with_name(path.name + "-wal").read_bytes())
    main = path.read_bytes()
    session.close()
    path.write_bytes(main)
    beside = path.with_name(path.name + "-wal")
    mutilated = bytes(chance.choice((flip_bits, lose_a_stretch, cut_off, grow))(log, chance))
    beside.write_bytes(mutilated)
    opens(path, read_only=True)
    assert (path.read_bytes(), beside.read_bytes()) == (main, mutilated)
    opens(path, read_only=False)


def test_the_workshop_of_everything_is_sound_and_can_be_rescued(tmp_path: Path) -> None:
    path, target = tmp_path / "day.stw", tmp_path / "rescued.stw"
    path.write_bytes(day())
    assert doctor.examine(path).sound
    doctor.rescue(path, target)
    with open_session(path, read_only=True) as session, open_session(target, read_only=True) as rescued:
        assert list(rescued.board.records()) == list(session.board.records())
        assert rescued.sheets_in("r-open") == session.sheets_in("r-open") == 1
        assert rescued.ballots.states("r-open") == session.ballots.states("r-open") != {}


@pytest.mark.parametrize("table", ["stages", "snapshots", "views", "positions", "_ballots"])
def test_a_file_without_one_of_its_tables_is_refused_and_rescued(tmp_path: Path, table: str) -> None:
    path, target = tmp_path / "day.stw", tmp_path / "rescued.stw"
    path.write_bytes(day())
    raw = sqlite3.connect(path)
    raw.execute(f"DROP TABLE {table}")
    raw.commit()
    raw.close()
    assert not opens(path, read_only=False) and not doctor.examine(path).sound
    doctor.rescue(path, target)
    assert doctor.examine(target).sound
    with open_session(target, read_only=True) as session:
        assert session.board.stages and session.board.snapshots and session.board.views and session.board.positions


def test_the_whole_file_is_sound() -> None:
    assert doctor.examine(FIXTURES / f"version-{STORE_VERSION}.stw").sound
