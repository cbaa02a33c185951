"""The bootstrap's promises to scripts: where words go, which folder counts, and what the exit code says."""

import sys
from pathlib import Path
from types import SimpleNamespace

import bootstrap
import headless
import pytest
import qt_libraries
from console import BootstrapError


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """An environment that is ready, with this Python; `asked` lists what had to be installed."""
    made = SimpleNamespace(python=Path(sys.executable), folder=tmp_path, asked=[])
    made.ensure = made.asked.append
    monkeypatch.setattr(bootstrap, "Environment", lambda folder: made)
    return made


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(bootstrap, "PROGRAM", ("-c", f"import os, sys; {code}"))


def test_cli_hands_on_folder_arguments_and_exit_code(
    environment: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    program(monkeypatch, "print(os.getcwd(), *sys.argv[1:]); sys.exit(7)")
    monkeypatch.chdir(tmp_path)
    assert bootstrap.main(["cli", "list", "--json"]) == 7
    said = capfd.readouterr()
    assert said.out.split() == [str(tmp_path), "list", "--json"]
    assert environment.asked == ["run"]


def test_a_wrong_call_is_explained_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["fly"]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert "bootstrap.py run" in said.err


def test_a_known_error_is_said_in_words(
    environment: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(part: str) -> None:
        raise BootstrapError("no network here")

    environment.ensure = refuse
    assert bootstrap.main(["cli", "list"]) == 1
    assert capfd.readouterr().err == "stworkshop: no network here\n"


def test_an_unknown_python_is_refused(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2, "final", 0))
    assert bootstrap.main(["run"]) == 1
    assert "3.11, 3.12 or 3.13" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True), ({"DISPLAY": ""}, False)],
)
def test_a_display_is_x11_or_wayland(settings: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert bootstrap.has_display() is expected


def test_without_a_display_the_papers_are_named_on_stdout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.mkdtemp", lambda prefix: str(tmp_path))
    touch = "import pathlib, sys; '--to' in sys.argv and pathlib.Path(sys.argv[-1]).touch()"
    assert headless.samples_to_paper([sys.executable, "-c", touch]) == 0
    made = {file.name for file in tmp_path.iterdir()}
    assert made == {"hill-east.pdf", "hill-east.map.pdf", "merravale.pdf", "merravale.map.pdf"}
    said = capfd.readouterr().out
    assert all(str(tmp_path / name) in said for name in made)


def test_without_a_display_a_failing_program_fails_the_job() -> None:
    with pytest.raises(BootstrapError, match="exit code 3"):
        headless.samples_to_paper([sys.executable, "-c", "import sys; sys.exit(3)"])


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("debian.has_apt", lambda: False)
    with pytest.raises(BootstrapError, match="libnowhere"):
        qt_libraries.ensure_libraries({"libnowhere.so.9": "libnowhere9"}, tmp_path)
