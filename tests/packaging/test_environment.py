"""The environment: a stamp lets a second start do without a network, and anything changed makes it anew."""

import json
import os
from pathlib import Path

import environment
import pytest
from console import BootstrapError
from environment import Environment


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Lock files in a folder of their own, and the names of those that had to be installed."""
    names: list[str] = []
    for name in environment.LOCKS.values():
        (tmp_path / name).write_text("nothing==1\n")
    monkeypatch.setattr(environment, "HERE", tmp_path)
    monkeypatch.setattr(Environment, "_install", lambda self, lock: names.append(lock.name))
    return names


def test_a_second_start_installs_nothing(installed: list[str], tmp_path: Path) -> None:
    for _ in range(2):
        Environment(tmp_path / "env").ensure("run")
    assert installed == ["requirements.lock"]


def test_another_part_is_added_to_what_is_there(installed: list[str], tmp_path: Path) -> None:
    for part in ("run", "test", "run", "test"):
        Environment(tmp_path / "env").ensure(part)
    assert installed == ["requirements.lock", "requirements-test.lock"]


def test_a_changed_lock_is_installed(installed: list[str], tmp_path: Path) -> None:
    Environment(tmp_path / "env").ensure("run")
    (tmp_path / "requirements.lock").write_text("nothing==2\n")
    Environment(tmp_path / "env").ensure("run")
    assert installed == ["requirements.lock"] * 2


def test_an_environment_that_was_moved_is_made_again(installed: list[str], tmp_path: Path) -> None:
    Environment(tmp_path / "env").ensure("run")
    (tmp_path / "env").rename(tmp_path / "moved")
    Environment(tmp_path / "moved").ensure("run")
    assert installed == ["requirements.lock"] * 2


def test_a_broken_stamp_is_no_stamp(installed: list[str], tmp_path: Path) -> None:
    Environment(tmp_path / "env").ensure("run")
    (tmp_path / "env" / environment.STAMP).write_text("{")
    Environment(tmp_path / "env").ensure("run")
    assert installed == ["requirements.lock"] * 2
    assert json.loads((tmp_path / "env" / environment.STAMP).read_text())["locks"].keys() == {"run"}


def test_a_folder_with_other_things_in_it_is_left_alone(installed: list[str], tmp_path: Path) -> None:
    place = tmp_path / "env"
    place.mkdir()
    (place / "letter.txt").write_text("mine")
    with pytest.raises(BootstrapError, match="in the way"):
        Environment(place).ensure("run")
    assert (place / "letter.txt").read_text() == "mine"


def test_the_environment_can_be_put_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STWORKSHOP_ENVIRONMENT", str(tmp_path / "elsewhere"))
    assert environment.environment_folder() == tmp_path / "elsewhere"


def test_a_tree_that_may_not_be_written_to_uses_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STWORKSHOP_ENVIRONMENT", raising=False)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert environment.ROOT not in environment.environment_folder().parents
