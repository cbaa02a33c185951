"""The program's entry: the window for `open` and nothing, the command line for the rest, and Qt only for the window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from stworkshop.errors import DamagedFile
from ui import main
from ui.kit.error_dialog import TroubleDialog
from ui.program import start
from ui.shell.starting import Starting

ROOT = Path(main.__file__).parents[1]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, str]]:
    """What the window was asked to open, without one."""
    asked: list[tuple[Path | None, str]] = []

    def run(library: Path | None = None, session: str = "", starting: Starting | None = None) -> int:
        asked.append((library, session))
        return 0

    monkeypatch.setattr(start, "run", run)
    return asked


def test_no_command_opens_the_window(windows: list[tuple[Path | None, str]]) -> None:
    assert main.main([]) == 0
    assert windows == [(None, "")]


def test_open_takes_a_session_and_a_library(windows: list[tuple[Path | None, str]], tmp_path: Path) -> None:
    library = tmp_path / "other.stwlib"
    assert main.main(["open", "Hill East", "--library", str(library)]) == 0
    assert main.main(["--library", str(library), "open"]) == 0
    assert windows == [(library, "Hill East"), (library, "")]


def test_other_commands_do_not_open_the_window(
    windows: list[tuple[Path | None, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "l"))
    assert main.main(["list", "--json"]) == 0
    assert capsys.readouterr().out.strip() == "[]"
    assert windows == []


def test_the_command_line_loads_no_qt_and_nothing_that_reads_pictures(tmp_path: Path) -> None:
    probe = (
        "import sys; from ui.main import main; code = main(['commands']);"
        "sys.exit(code or any(name.split('.')[0] in ('PySide6', 'scipy', 'zxingcpp') for name in sys.modules))"
    )
    environment = {**os.environ, "STWORKSHOP_LIBRARY": str(tmp_path / "library")}
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_damaged_library_is_told_in_a_window_too(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"no library" * 500)
    told: list[str] = []
    monkeypatch.setattr(TroubleDialog, "exec", lambda dialog: told.append(dialog.windowTitle()))
    with pytest.raises(DamagedFile) as raised:
        start.run(path)
    assert told == [raised.value.what]
