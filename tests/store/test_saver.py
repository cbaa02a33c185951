"""What the disk does not take waits in order, with all that belongs to it, and is written once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stworkshop.errors import NotSaved
from stworkshop.model.changes import Change, removing, updating
from stworkshop.model.document import Document
from stworkshop.session.session import Session, open_session
from stworkshop.store.saver import Saver
from tests.workshop import ID, make


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


class Bench:
    """A saver of its own over the session's store, and a switch for the disk."""

    def __init__(self, session: Session) -> None:
        self.store, self.board = session._store, session.board
        self.document = Document([session.state()])
        self.saver = Saver(self.store, self.board)
        self.written: list[str] = []

    def edit(self, name: str, change: Change) -> NotSaved | None:
        update = self.document.apply(change, name)
        self.board.apply(change)
        entry = self.store.entry(name, "local", f"Edit {name}", update)
        return self.saver.save(entry, change, self.extra(name))

    def extra(self, name: str) -> Callable[[sqlite3.Connection], None]:
        return lambda raw: self.written.append(name)

    def journal(self) -> list[str]:
        rows = self.store.file.raw.execute("SELECT step FROM _journal WHERE session_id = ? ORDER BY n", (ID,))
        return [step for (step,) in rows]


@pytest.fixture
def bench(session: Session) -> Bench:
    return Bench(session)


@pytest.fixture
def broken(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """The disk takes nothing until this is called."""

    def refuse(*_: object) -> None:
        raise NotSaved("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(bench.store, "append", refuse)
        patched.setattr(bench.store, "catch_up", refuse)
        yield patched.undo


def test_an_edit_that_is_taken_leaves_nothing_waiting(bench: Bench) -> None:
    late = bench.board.elements["late"]
    assert bench.edit("one", updating(late, {"note": "1"})) is None
    assert (bench.saver.waiting, bench.saver.entries, bench.saver.trouble) == (False, (), "")
    assert bench.journal()[-1] == "one" and bench.written == ["one"]
    assert bench.saver.retry()


def test_all_that_waits_is_written_in_order_and_once(
    session: Session, bench: Bench, broken: Callable[[], None]
) -> None:
    before = bench.journal()
    steps = {
        "one": updating(bench.board.elements["late"], {"note": "1", "concepts": ("trust",)}),
        "two": removing([bench.board.elements["plan"]]),
        "three": updating(bench.board.statements["st-1"], {"label": "It helps"}),
    }
    for name, change in steps.items():
        error = bench.edit(name, change)
        assert isinstance(error, NotSaved) and "disk is full" in str(error)
        assert bench.saver.trouble == str(error)
    assert [entry.step for entry in bench.saver.entries] == list(steps)
    assert not bench.saver.retry() and bench.saver.waiting and "disk is full" in bench.saver.trouble
    assert (bench.journal(), bench.written) == (before, [])
    broken()
    assert bench.saver.retry()
    assert (bench.saver.waiting, bench.saver.trouble) == (False, "")
    assert bench.journal() == [*before, *steps] and bench.written == list(steps)
    bench.saver.retry()
    assert bench.journal() == [*before, *steps] and bench.written == list(steps), "once"
    raw = bench.store.file.raw
    dangling = dict(raw.execute("SELECT id, dangling FROM links WHERE session_id = ?", (ID,)))
    assert dangling == {"cares": 0, "about": 1}, "the row of a link to a card that went"
    (note,) = raw.execute("SELECT note FROM elements WHERE session_id = ? AND id = 'late'", (ID,)).fetchone()
    assert note == "1"


def test_after_trouble_edits_are_written_at_once_again(
    bench: Bench, broken: Callable[[], None], session: Session
) -> None:
    late = bench.board.elements["late"]
    bench.edit("one", updating(late, {"note": "1"}))
    broken()
    assert isinstance(bench.edit("two", updating(late, {"note": "2"})), NotSaved), "not before what waits"
    assert [entry.step for entry in bench.saver.entries] == ["one", "two"]
    assert bench.saver.retry()
    assert bench.edit("three", updating(bench.board.elements["late"], {"note": "3"})) is None
    assert bench.journal()[-3:] == ["one", "two", "three"] and bench.written == ["one", "two", "three"]


def test_no_checkpoint_is_made_while_something_waits(bench: Bench, broken: Callable[[], None]) -> None:
    late = bench.board.elements["late"]
    bench.edit("one", updating(late, {"note": "1"}))
    checkpoints = "SELECT count(*) FROM _checkpoints WHERE session_id = ?"
    before = bench.store.file.raw.execute(checkpoints, (ID,)).fetchone()
    bench.saver.checkpoint(bench.document, 0)
    assert bench.store.file.raw.execute(checkpoints, (ID,)).fetchone() == before
    broken()
    bench.saver.retry()
    bench.saver.checkpoint(bench.document, 1)
    (last,) = bench.store.file.raw.execute("SELECT max(n) FROM _checkpoints WHERE session_id = ?", (ID,)).fetchone()
    assert last == len(bench.journal())


def test_what_was_written_though_it_was_said_to_have_failed_is_not_written_twice(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = bench.store.append

    def write_and_fail(*given: object) -> None:
        append(*given)  # type: ignore[arg-type]
        raise NotSaved("The disk did not answer.")

    before = bench.journal()
    with monkeypatch.context() as patched:
        patched.setattr(bench.store, "append", write_and_fail)
        assert isinstance(bench.edit("one", updating(bench.board.elements["late"], {"note": "1"})), NotSaved)
    bench.edit("two", updating(bench.board.elements["late"], {"note": "2"}))
    assert bench.saver.retry()
    assert bench.journal() == [*before, "one", "two"]
