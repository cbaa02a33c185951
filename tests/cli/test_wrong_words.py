"""Words of the command line that do not fit: one clear sentence and exit code 2, a known error 1, and nothing done."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from stworkshop.version import NAME, VERSION
from tests.cli.conftest import Call
from tests.source_tree import ROOT
from ui import main


@pytest.fixture
def evening(call: Call) -> str:
    assert call("new", "--label", "Evening", "--to", "evening.stw").code == 0
    return "evening.stw"


def test_the_version_is_that_of_the_project(call: Call) -> None:
    printed = call("--version")
    assert (printed.code, printed.out, printed.err) == (0, f"{NAME} {VERSION}\n", "")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION and project["name"] == NAME.lower()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--to k.png --tiles 2x2", "--tiles is for .pdf .map.pdf"),
        ("--to k.map.pdf --tiles 2x2 --view vp-risk", "--tiles takes the whole map"),
        ("--to k.pdf --tiles 2x2 --sheet agenda", "--tiles takes the whole map"),
        ("--to k.pdf --sheet kit --copies -3", "--copies takes a number from 1 on"),
        ("--to k.pdf --ballots r --copies -3", "--copies takes a number from 1 on"),
        ("--to k.pdf --copies 3", "--copies is for --ballots and --sheet kit"),
        ("--to k.pdf --fillable", "--fillable is for --ballots"),
        ("--to k.docx --sheet kit", "--sheet is for .pdf"),
        ("--to k.map.pdf --sheet cards", "--sheet is for .pdf"),
        ("--to k.xlsx --edition absent", "--edition is for .pdf .docx .html"),
        ("--to k.svg --draft fria", "--draft is for .pdf .docx .html"),
        ("--to k.csv --grey", "--grey is for .pdf"),
        ("--to k.pdf --view vp-risk", "--view is for .map.pdf .svg .png"),
        ("--to k.json --theme dark", "--theme is for .map.pdf .svg .png"),
        ("--to k.pdf --links all", "--links is for .map.pdf .svg .png"),
        ("--to k.json --without-history", "--without-history is for .stw"),
    ],
)
def test_an_export_refuses_options_that_it_would_pass_over(
    words: str, sentence: str, call: Call, evening: str, tmp_path: Path
) -> None:
    printed = call("export", evening, *words.split())
    assert (printed.code, printed.out) == (2, "") and sentence in printed.err and printed.err.count("\n") == 1
    assert not list(tmp_path.glob("k.*"))


def test_a_copy_takes_no_place(call: Call, evening: str) -> None:
    printed = call("import", evening, "--replace", "--as-copy")
    assert printed.code == 2 and printed.err.count("\n") == 1 and "--replace and --as-copy" in printed.err
    assert call("list", "--json").data == []


def test_a_library_that_is_not_there_is_said_and_not_made(call: Call, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.stwl"
    for words in (
        ["list"],
        ["show", "x"],
        ["export", "x", "--to", "x.json"],
        ["apply", "x"],
        ["forget", "x", "--participant", "p"],
    ):
        printed = call(*words, "--library", str(wrong))
        assert printed.code == 1 and printed.err.startswith(f"stworkshop: There is no library {wrong}."), words
    assert not wrong.exists()
    assert call("new", "--label", "First", "--library", str(wrong)).code == 0, "the first session makes it"
    assert call("list").code == 0, "a laptop without any session yet has an empty list"


def test_tables_say_that_they_are_a_folder(call: Call, evening: str, tmp_path: Path) -> None:
    printed = call("export", evening, "--to", "cards.csv")
    assert (printed.code, printed.out) == (0, "") and (tmp_path / "cards.csv").is_dir()
    assert printed.err == "cards.csv is a folder of tables. One file with all of them ends in .csv.zip or .xlsx.\n"


@pytest.mark.parametrize("words", [("host",), ("open", "--work-together")])
def test_an_address_that_is_none_is_refused(
    words: tuple[str, ...], call: Call, evening: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main([words[0], evening, *words[1:], "--address", "300.1.1.1"]) == 2
    assert "300.1.1.1 is no address" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", [None, ":99999"])
def test_without_a_display_the_window_says_so(display: str | None, tmp_path: Path) -> None:
    left_out = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    env |= {"DISPLAY": display} if display else {}
    env["STWORKSHOP_LIBRARY"] = str(tmp_path / "library.stwl")
    command = [sys.executable, "-m", "ui.main"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "stworkshop: There is no display to open a window on."
        " Start the program on a desktop, or use its command line: stworkshop --help\n"
    )
