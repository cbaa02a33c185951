"""A picture of any page, by one command."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from tests.source_tree import ROOT


def taken(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run it in a process of its own: it gives the whole program a theme."""
    command = [sys.executable, str(ROOT / "packaging" / "screenshot.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_page_is_saved_in_the_size_that_was_asked_for(tmp_path: Path) -> None:
    to = tmp_path / "decisions.png"
    done = taken("decisions", str(to), "--size", "1100x700", "--theme", "dark")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    picture = QImage(str(to))
    assert (picture.width(), picture.height()) == (1100, 700)
    colours = {picture.pixel(x, y) for x in range(0, 1100, 20) for y in range(0, 700, 4)}
    assert len(colours) > 20, "there is more on it than an empty window"


def test_an_unknown_page_or_session_is_said(tmp_path: Path) -> None:
    to = tmp_path / "none.png"
    page, session = taken("tea", str(to)), taken("map", str(to), "--session", "tea")
    assert (page.returncode, session.returncode) == (1, 1) and not to.exists()
    assert "decisions" in page.stderr and "tea" in session.stderr
