"""The recipes agree with the program and with each other."""

import configparser
import re
import tomllib
import xml.etree.ElementTree as ET

import pytest

from stworkshop.store.tables import APPLICATION_ID
from tests.source_tree import ROOT

MIME = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_gives_the_two_commands() -> None:
    readme = read("README.md")
    assert "python3 packaging/bootstrap.py run\n" in readme
    assert "python3 packaging/bootstrap.py test\n" in readme
    assert "python3 packaging/bootstrap.py test" in read(".ci/run")


def test_the_desktop_knows_a_session_by_our_application_id() -> None:
    kind = ET.fromstring(read("packaging/linux/stworkshop-mime.xml")).find("m:mime-type", MIME)
    assert kind is not None
    inner = kind.find("m:magic/m:match/m:match", MIME)
    assert inner is not None and int(inner.attrib["value"], 16) == APPLICATION_ID
    # SQLite keeps the application id at byte 68 of its header, most significant byte first.
    assert (inner.attrib["offset"], inner.attrib["type"]) == ("68", "big32")
    entry = configparser.RawConfigParser()
    entry.read_string(read("packaging/linux/stworkshop.desktop"))
    assert entry["Desktop Entry"]["MimeType"] == f"{kind.attrib['type']};"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock", "requirements-freeze.lock"])
def test_the_locks_hold_what_the_project_asks_for(lock: str) -> None:
    locked = dict(re.findall(r"^([\w-]+)==([\w.]+)", read(f"packaging/{lock}"), re.MULTILINE))
    for wanted in PROJECT["dependencies"]:
        name, exact = re.match(r"([\w-]+)(?:==([\w.]+))?", wanted).groups()  # type: ignore[union-attr]
        assert name.lower().replace("_", "-") in locked
        assert exact is None or locked[name.lower().replace("_", "-")] == exact


def test_all_locks_agree() -> None:
    texts = [read(f"packaging/requirements{part}.lock") for part in ("", "-test", "-freeze")]
    lines = [set(re.findall(r"^[\w-]+==.*", text, re.MULTILINE)) for text in texts]
    assert lines[0] <= lines[1] and lines[0] <= lines[2]


@pytest.mark.parametrize("recipe", ["windows/build.ps1", "windows/stworkshop.iss", "macos/build.sh"])
def test_recipes_that_were_not_run_say_so(recipe: str) -> None:
    assert "NOT RUN BY THE PROJECT YET" in "\n".join(read(f"packaging/{recipe}").splitlines()[:8])
