"""Mutilated files: each opens, or is refused with clear sentences; none crashes, and none is altered."""

import random
from pathlib import Path

import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange import our_json
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers import csv_files
from stworkshop.rounds.agreement import figures
from stworkshop.session.session import open_session
from tests.day import run_a_day
from tests.exchange import mutilation

SAMPLES = Path(__file__).resolve().parents[2] / "sample_sessions"
IN_THE_GATE, IN_FULL = 60, 500
DAY = "day.json"
"""A workshop in which everything was done: an agenda, moments, views, words agreed on."""


def a_day(folder: Path) -> bytes:
    with open_session(run_a_day(folder / "day.stw"), read_only=True) as session:
        return our_json.to_text(session.content()).encode()


@pytest.mark.parametrize(
    ("sample", "ways", "first_seed"),
    [
        ("hill-east.json", mutilation.JSON, 10_000),
        ("eastmere.json", mutilation.JSON, 20_000),
        (DAY, mutilation.JSON, 50_000),
        ("sources/hill-east.yaml", mutilation.YAML, 30_000),
        ("sources/merravale.yaml", mutilation.BYTES, 40_000),
    ],
)
def test_a_mutilated_file_opens_or_is_refused(
    sample: str, ways: tuple[mutilation.Mutilation, ...], first_seed: int, soak: bool, tmp_path: Path
) -> None:
    whole = (SAMPLES / sample).read_bytes() if sample != DAY else a_day(tmp_path)
    path = tmp_path / Path(sample).name
    for seed in range(first_seed, first_seed + (IN_FULL if soak else IN_THE_GATE)):
        chance = random.Random(seed)
        data = chance.choice(ways)(whole, chance)
        path.write_bytes(data)
        assert_opens_or_is_refused(path, seed)
        assert path.read_bytes() == data, seed


def assert_opens_or_is_refused(path: Path, seed: int) -> None:
    try:
        content = read_any(path)
    except KnownError as error:
        assert len(error.what) > 10 and "\n" not in str(error) and "Traceback" not in str(error), seed
        return
    # What opens is a session like any other.
    figures(content.board())
    csv_files.tables(content)
    text = our_json.to_text(content)
    assert our_json.to_text(our_json.from_text(text)) == text, seed
