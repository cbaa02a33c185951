"""Of a damaged file never less is saved than by the shell of SQLite with `.recover`; of most damage, everything.

The shell is asked where there is one; the sample of the gate holds by itself.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import pytest

from stworkshop.errors import KnownError, NewerFile
from stworkshop.model.changes import adding
from stworkshop.model.records import Element
from stworkshop.session.session import open_session
from stworkshop.store import doctor, recovery
from tests.conftest import SOAK
from tests.store.test_mutilated_files import (
    cut_off,
    flip_bits,
    flip_in_a_page_head,
    flip_in_the_header,
    lose_a_stretch,
    swap_pages,
)
from tests.workshop import make

NUMBER = 400 if SOAK else 16
CARDS = 150
PAGE = 4096
SHELL = shutil.which("sqlite3")

Damage = Callable[[bytearray, random.Random], bytearray]


@cache
def whole() -> bytes:
    """A session of so many cards that its tables are trees of several pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.stw"
        make(path)
        with open_session(path) as session:
            cards = [
                Element(id=f"c-{n}", kind="concern", label=f"Worry {n}", note="and more " * (n % 30 * 8), seq=n)
                for n in range(CARDS)
            ]
            session.do("Many", adding(cards))
        return path.read_bytes()


def cards_of(path: Path) -> set[tuple[str, str]]:
    """The ids and labels of the cards that a file has as rows."""
    with closing(sqlite3.connect(path)) as raw, suppress(sqlite3.Error):
        return set(raw.execute("SELECT id, label FROM elements"))
    return set()


@cache
def all_cards() -> set[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.stw"
        path.write_bytes(whole())
        return cards_of(path)


def lose_the_first_page(content: bytearray, chance: random.Random) -> bytearray:
    content[:PAGE] = bytes(PAGE)
    return content


def lose_a_page(content: bytearray, chance: random.Random) -> bytearray:
    page = chance.randrange(len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = chance.choice((bytes(PAGE), chance.randbytes(PAGE)))
    return content


DAMAGES: tuple[Damage, ...] = (
    flip_in_the_header,
    flip_in_a_page_head,
    lose_a_page,
    swap_pages,
    cut_off,
    flip_bits,
    lose_a_stretch,
    lose_the_first_page,
)


def saved_by_the_doctor(path: Path) -> set[tuple[str, str]]:
    target = path.with_suffix(".rescued.stw")
    try:
        doctor.examine(path)
        doctor.rescue(path, target)
    except KnownError as error:
        assert not isinstance(error, NewerFile)
        return set()
    assert doctor.examine(target).sound
    return cards_of(target)


def saved_by_the_shell(path: Path) -> set[tuple[str, str]]:
    assert SHELL is not None
    target = path.with_suffix(".recovered")
    said = subprocess.run([SHELL, path, ".recover"], capture_output=True, check=False, timeout=60)
    subprocess.run([SHELL, target], input=said.stdout, capture_output=True, check=False, timeout=60)
    return cards_of(target) if target.exists() else set()


@pytest.mark.parametrize("seed", range(NUMBER))
def test_no_less_is_saved_than_by_the_shell(tmp_path: Path, seed: int) -> None:
    path, chance = tmp_path / "damaged.stw", random.Random(seed)
    content = bytes(DAMAGES[seed % len(DAMAGES)](bytearray(whole()), chance))
    path.write_bytes(content)
    saved = saved_by_the_doctor(path)
    assert path.read_bytes() == content
    if SHELL is not None:
        assert saved >= saved_by_the_shell(path) & all_cards()
    if DAMAGES[seed % len(DAMAGES)] is flip_in_the_header:
        assert saved == all_cards()


def test_a_changed_byte_of_the_head_costs_nothing() -> None:
    for at in range(100):
        content = bytearray(whole())
        content[at] ^= 0xFF
        with closing(recovery.recovered(bytes(content))) as raw:
            assert set(raw.execute("SELECT id, label FROM elements")) == all_cards(), at


def test_of_a_row_whose_rest_is_lost_the_beginning_is_saved(tmp_path: Path) -> None:
    make(tmp_path / "a.stw")
    with open_session(tmp_path / "a.stw") as session:
        session.do("Long", adding([Element(id="long", kind="concern", label="Kept", note="and more " * 2000, seq=9)]))
    content = (tmp_path / "a.stw").read_bytes()
    # Of a row that is so long the rest stands on pages that are named by the one before.
    rest = (b"ore and m" * PAGE)[: PAGE - 100]
    lost = [
        n
        for n in range(len(content) // PAGE)
        if any(rest[k:][:2000] in content[n * PAGE : (n + 1) * PAGE] for k in range(9))
    ]
    assert lost
    kept = b"".join(
        bytes(PAGE) if n in lost else content[n * PAGE : (n + 1) * PAGE] for n in range(len(content) // PAGE)
    )
    with closing(recovery.recovered(kept)) as raw:
        (row,) = raw.execute(
            "SELECT label, substr(note, 1, 8), length(note) > 100, seq FROM elements WHERE id = 'long'"
        )
    assert row == ("Kept", "and more", 1, 0)
